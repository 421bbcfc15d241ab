//! The page as it is written anew: what is open, what a new element ends, and
//! what an end tag ends. Each element that is opened is closed, in order, and
//! none stands within one that it would have ended, so that whoever reads the
//! page next sees the same. Nothing here recurses, and of what was read nothing
//! is kept but the words and what is open.

use std::collections::HashMap;

use html5ever::Attribute;
use html5ever::tokenizer::{StartTag, Tag};

use super::attribute::{self, Attributes};
use super::element::{self, Element, Kind};
use super::hint::{self, Hints};
use super::limit;
use super::picture::Pictures;
use super::style::Sheets;

#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) body: String,
    pub(super) sheets: Sheets,
    pub(super) pictures: Pictures,
    pub(super) html_attributes: Option<String>,
    pub(super) body_attributes: Option<String>,
    /// What links look like, if the page says so.
    link: Option<String>,
    hints: Hints,
    open: Vec<Open>,
    /// Letters that a paragraph left open: those that follow look the same.
    left_open: Vec<(Element, String)>,
    /// Elements beyond a cap: not written, but they will be closed.
    flattened: HashMap<&'static str, usize>,
    /// The element whose content is not read.
    skipped: Option<&'static str>,
    elements: usize,
    /// Something was left out because a cap was met.
    pub(super) cut: bool,
    /// Nothing more is taken.
    pub(super) full: bool,
    /// Of a picture that is offered in several forms.
    source: Option<String>,
}

/// An element that is open.
#[derive(Debug)]
struct Open {
    element: Element,
    attributes: String,
    /// Its end tag was met while a block within was open: it ends with that.
    ended: bool,
    /// Not written, nor what it holds.
    silent: bool,
    /// Letters of no size.
    tiny: bool,
    /// So far, of a row.
    columns: u32,
    /// What was left open around a cell.
    outer: Vec<(Element, String)>,
}

/// An element that hides what it holds was met.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Hiding {
    pub(super) name: &'static str,
    /// Of a sheet: which screens it is for; None for one that is not read.
    pub(super) medium: Option<String>,
}

const TBODY: Element = Element { name: "tbody", kind: Kind::Section };
const TR: Element = Element { name: "tr", kind: Kind::Row };
const IMG: Element = Element { name: "img", kind: Kind::Single };

impl Page {
    /// A page for an answer: nothing hidden, nothing held back, no sheets.
    pub(super) fn quoted() -> Self {
        Self { pictures: Pictures { none_held: true, ..Pictures::default() }, ..Self::default() }
    }

    /// A page whose remote pictures are not there.
    pub(super) fn in_words() -> Self {
        Self { pictures: Pictures { in_words: true, ..Pictures::default() }, ..Self::default() }
    }

    fn is_quoted(&self) -> bool {
        self.pictures.none_held
    }

    pub(super) fn skip(&mut self, name: &'static str) {
        self.skipped = Some(name);
    }

    pub(super) fn css_of_hints(&self) -> String {
        self.hints.css(self.link.as_deref())
    }

    pub(super) fn text(&mut self, text: &str) {
        let unseen = self.open.last().is_some_and(|open| open.silent || open.tiny);
        if self.skipped.is_some() || unseen {
            return;
        }
        let blank = |c| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        // What is left out is left out before it is looked at how the text begins.
        let mut written = String::with_capacity(text.len());
        attribute::escape(text, &mut written);
        let written = if self.body.is_empty() { written.trim_start_matches(blank) } else { &written };
        if written.is_empty() {
            return;
        }
        if !written.chars().all(blank) {
            self.reopen();
        }
        if self.body.len() + written.len() > limit::BODY {
            (self.cut, self.full) = (true, true);
        } else {
            self.body.push_str(written);
        }
    }

    /// Says if what follows is not to be read as the rest.
    pub(super) fn tag(&mut self, tag: &Tag) -> Option<Hiding> {
        let name = &*tag.name;
        if let Some(skipped) = self.skipped {
            if tag.kind != StartTag && name == skipped {
                self.skipped = None;
            }
            return None;
        }
        if tag.kind != StartTag {
            self.end(name);
            return None;
        }
        if let Some(name) = element::hiding(name) {
            return Some(Hiding { name, medium: medium(&tag.attrs) });
        }
        self.start(name, &tag.attrs);
        None
    }

    pub(super) fn finish(&mut self) {
        self.close_from(0);
        self.cut |= self.pictures.cut || self.sheets.cut;
    }

    fn start(&mut self, name: &str, attributes: &[Attribute]) {
        let value = |name: &str| {
            let found = attributes.iter().find(|attribute| &*attribute.name.local == name);
            found.map(|attribute| &*attribute.value)
        };
        match name {
            "html" | "body" => self.root(name, attributes),
            "picture" => self.source = None,
            "source" => self.source = self.source.take().or_else(|| value("srcset").map(str::to_owned)),
            "input" if value("type").is_some_and(|kind| kind.eq_ignore_ascii_case("image")) => {
                self.element(IMG, attributes);
            }
            "video" => {
                let mut picture = Attributes::default();
                picture.picture(value("poster").and_then(|poster| self.pictures.place(poster)));
                if picture.pictured {
                    self.single(IMG, &picture);
                }
            }
            _ => {
                if let Some(element) = element::shown(name) {
                    self.element(element, attributes);
                }
            }
        }
    }

    /// The first of each counts; one within a page is what an answer quoted.
    fn root(&mut self, name: &str, attributes: &[Attribute]) {
        let is_html = name == "html";
        let taken = if is_html { self.html_attributes.is_some() } else { self.body_attributes.is_some() };
        if taken {
            return;
        }
        // In an answer it becomes a block.
        let name = if self.is_quoted() {
            "div"
        } else if is_html {
            "html"
        } else {
            "body"
        };
        let kept = Attributes::of(Element { name, kind: Kind::Block }, attributes, &mut self.pictures);
        let written = if kept.written.len() > limit::ROOT { String::new() } else { kept.written };
        if is_html {
            self.html_attributes = Some(written);
        } else {
            self.link = kept.link;
            self.body_attributes = Some(written);
        }
    }

    fn element(&mut self, element: Element, attributes: &[Attribute]) {
        let hidden = self.is_quoted() && self.hides(element, attributes);
        let mut kept = Attributes::of(element, attributes, &mut self.pictures);
        if element.kind == Kind::Single {
            if element.name == "img" && !kept.pictured {
                let source = self.source.take();
                kept.picture(source.and_then(|source| self.pictures.place_first(&source)));
            }
            let hidden = hidden || self.is_quoted() && kept.sight.hidden;
            if !hidden {
                self.single(element, &kept);
            }
            return;
        }
        if element.kind.is_of_table() && self.flattened.contains_key("table") || !self.make_room(element) {
            return self.flatten(element);
        }
        if element.kind == Kind::Column {
            let _ = self.write(element, &kept.written);
            return;
        }
        if element.kind == Kind::Table {
            self.hints.note(&kept);
        }
        kept.sight.hidden |= hidden;
        self.open(element, kept);
    }

    fn single(&mut self, element: Element, kept: &Attributes) {
        match element.name {
            "hr" => self.close_paragraph(),
            _ => self.reopen(),
        }
        if self.open.last().is_some_and(|open| open.silent) {
            return;
        }
        let wanting = if self.is_quoted() { !kept.pictured } else { kept.held && self.pictures.in_words };
        if element == IMG && wanting {
            match &kept.words {
                Some(words) => return self.text(words),
                None if self.is_quoted() => return,
                // It keeps its room.
                None => {}
            }
        }
        if !self.write(element, &kept.written) && element.name == "br" {
            self.space();
        }
    }

    /// Whether a sheet hides it.
    fn hides(&self, element: Element, attributes: &[Attribute]) -> bool {
        let value = |name: &str| {
            let found = attributes.iter().find(|attribute| &*attribute.name.local == name);
            found.map(|attribute| attribute.value.trim())
        };
        let (id, classes) = (value("id"), value("class"));
        self.sheets.hidden.iter().any(|hidden| hidden.is(element.name, id, classes))
    }

    fn open(&mut self, element: Element, kept: Attributes) {
        let around = self.open.last();
        let hidden = self.is_quoted() && kept.sight.hidden;
        let silent = hidden || around.is_some_and(|open| open.silent);
        let tiny = self.is_quoted() && kept.sight.tiny.unwrap_or(around.is_some_and(|open| open.tiny));
        if element.kind == Kind::Cell && !self.has_column(kept.columns)
            || self.open.len() >= limit::DEPTH
            || !silent && !self.write(element, &kept.written)
        {
            return self.flatten(element);
        }
        let outer = if matches!(element.kind, Kind::Cell | Kind::Caption) {
            std::mem::take(&mut self.left_open)
        } else {
            Vec::new()
        };
        self.open.push(Open { element, attributes: kept.written, ended: false, silent, tiny, columns: 0, outer });
    }

    fn has_column(&mut self, columns: u32) -> bool {
        let Some(row) = self.open.last_mut() else { return false };
        row.columns = row.columns.saturating_add(columns);
        row.columns <= limit::COLUMNS
    }

    /// Writes a tag if there is room for it.
    fn write(&mut self, element: Element, attributes: &str) -> bool {
        let length = element.name.len() + attributes.len() + 2;
        if self.elements >= limit::ELEMENTS || self.body.len() + length > limit::BODY {
            self.cut = true;
            return false;
        }
        self.elements += 1;
        self.body.push('<');
        self.body.push_str(element.name);
        self.body.push_str(attributes);
        self.body.push('>');
        true
    }

    fn flatten(&mut self, element: Element) {
        // A part of a table without a table is none to anyone.
        let is_stray = element.kind.is_of_table() && !self.open.iter().any(|open| open.element.kind == Kind::Table);
        if !is_stray || self.flattened.contains_key("table") {
            self.cut = true;
            if element.kind != Kind::Column {
                *self.flattened.entry(element.name).or_default() += 1;
            }
        }
        if element.kind.is_block() || element.kind.is_of_table() {
            self.space();
        }
    }

    /// Words of different blocks stay apart.
    fn space(&mut self) {
        if !self.body.is_empty() && !self.body.ends_with([' ', '\n', '>']) {
            self.text(" ");
        }
    }

    /// Ends what cannot hold the element. False where it cannot stand at all.
    fn make_room(&mut self, element: Element) -> bool {
        match element.kind {
            Kind::Block | Kind::Paragraph => self.close_paragraph(),
            Kind::Heading => {
                self.close_paragraph();
                if self.open.last().is_some_and(|open| open.element.kind == Kind::Heading) {
                    self.close_from(self.open.len() - 1);
                }
            }
            Kind::Item => {
                self.close_item(element.name);
                self.close_paragraph();
            }
            Kind::Link => {
                self.end(element.name);
                self.reopen();
            }
            Kind::Letters | Kind::Inline => self.reopen(),
            Kind::Table => {
                self.close_paragraph();
                let bound = self.open.iter().rposition(|open| open.element.kind.bounds());
                let around = bound.filter(|at| self.kind_at(*at) == Some(Kind::Table));
                if let Some(at) = around {
                    self.close_from(at);
                }
            }
            Kind::Section | Kind::Caption | Kind::Columns => return self.back_to(None),
            Kind::Column => return self.back_to(Some(Kind::Columns)),
            Kind::Row => return self.back_to(Some(Kind::Section)) && self.supply(Kind::Table, TBODY),
            Kind::Cell => {
                return self.back_to(Some(Kind::Row))
                    && self.back_to_section()
                    && self.supply(Kind::Table, TBODY)
                    && self.supply(Kind::Section, TR);
            }
            Kind::Single => {}
        }
        true
    }

    fn kind_at(&self, at: usize) -> Option<Kind> {
        self.open.get(at).map(|open| open.element.kind)
    }

    fn top(&self) -> Option<Kind> {
        self.open.last().map(|open| open.element.kind)
    }

    /// Closes what is open within the last element of that kind, or within the table.
    fn back_to(&mut self, kind: Option<Kind>) -> bool {
        let is_it = |open: &Open| Some(open.element.kind) == kind || open.element.kind == Kind::Table;
        let at = self.open.iter().rposition(is_it);
        if let Some(at) = at {
            self.close_from(at + 1);
        }
        at.is_some()
    }

    /// A cell outside of a row stands in the last part of its table.
    fn back_to_section(&mut self) -> bool {
        self.top() == Some(Kind::Row) || self.back_to(Some(Kind::Section))
    }

    /// Opens an element that nobody wrote, within one of that kind.
    fn supply(&mut self, within: Kind, element: Element) -> bool {
        if self.top() != Some(within) {
            return true;
        }
        self.open(element, Attributes::default());
        self.top() == Some(element.kind)
    }

    fn close_paragraph(&mut self) {
        self.close_nearest(|open| open.element.kind == Kind::Paragraph);
    }

    fn close_item(&mut self, name: &str) {
        let same = |other: &str| if name == "li" { other == "li" } else { other != "li" };
        for at in (0..self.open.len()).rev() {
            let Some(Open { element, .. }) = self.open.get(at) else { return };
            if element.kind == Kind::Item && same(element.name) {
                return self.close_from(at);
            }
            let holds = matches!(element.kind, Kind::Block | Kind::Item) && !["div", "address"].contains(&element.name);
            if holds || element.kind.bounds() {
                return;
            }
        }
    }

    fn close_nearest(&mut self, is_it: impl Fn(&Open) -> bool) {
        if let Some(at) = self.nearest(is_it) {
            self.close_from(at);
        }
    }

    /// The last that is open, in the same cell.
    fn nearest(&self, is_it: impl Fn(&Open) -> bool) -> Option<usize> {
        let at = self.open.iter().rposition(|open| is_it(open) || open.element.kind.bounds())?;
        self.open.get(at).filter(|open| is_it(open)).map(|_| at)
    }

    fn end(&mut self, name: &str) {
        if name == "br" {
            return self.element(Element { name: "br", kind: Kind::Single }, &[]);
        }
        if name == "picture" {
            self.source = None;
        }
        let Some(element) = element::shown(name) else { return };
        if let Some(count) = self.flattened.get_mut(element.name) {
            *count -= 1;
            if *count == 0 {
                let _ = self.flattened.remove(element.name);
            }
            return;
        }
        let same = |open: &Open| open.element.name == element.name;
        match element.kind {
            Kind::Single | Kind::Column => {}
            Kind::Table => {
                if let Some(at) = self.open.iter().rposition(same) {
                    self.close_from(at);
                }
            }
            kind if kind.is_of_table() => {
                let at = self.open.iter().rposition(|open| same(open) || open.element.kind == Kind::Table);
                if let Some(at) = at.filter(|at| self.kind_at(*at) == Some(kind)) {
                    self.close_from(at);
                }
            }
            Kind::Heading => self.close_nearest(|open| open.element.kind == Kind::Heading),
            Kind::Paragraph => self.end_paragraph(element),
            Kind::Item => self.end_item(element.name),
            Kind::Letters | Kind::Link | Kind::Inline => self.end_inline(element),
            _ => self.close_nearest(same),
        }
    }

    /// One that was never opened is an empty one.
    fn end_paragraph(&mut self, element: Element) {
        if self.nearest(|open| open.element.kind == Kind::Paragraph).is_none() && self.open.len() < limit::DEPTH {
            self.open(element, Attributes::default());
        }
        self.close_paragraph();
    }

    fn end_item(&mut self, name: &str) {
        let is_list = |open: &Open| ["ul", "ol"].contains(&open.element.name) && name == "li";
        let at = self.nearest(|open| open.element.name == name || is_list(open));
        if let Some(at) = at.filter(|at| self.kind_at(*at) == Some(Kind::Item)) {
            self.close_from(at);
        }
    }

    fn end_inline(&mut self, element: Element) {
        let Some(at) = self.nearest(|open| open.element.name == element.name) else {
            if let Some(at) = self.left_open.iter().rposition(|(left, _)| *left == element) {
                let _ = self.left_open.remove(at);
            }
            return;
        };
        if let Some(open) = self.open.get_mut(at) {
            open.ended = true;
        }
        let holds_block = self.open.iter().skip(at + 1).any(|open| open.element.kind.is_block());
        if !holds_block {
            self.close_from(at);
        }
    }

    /// Closes all that is open from there on, and what was to end with it.
    fn close_from(&mut self, at: usize) {
        let mut left = Vec::new();
        while self.open.len() > at || self.open.last().is_some_and(|open| open.ended) {
            let Some(open) = self.open.pop() else { break };
            self.flattened.clear();
            if !open.silent {
                self.body.push_str("</");
                self.body.push_str(open.element.name);
                self.body.push('>');
            }
            if matches!(open.element.kind, Kind::Cell | Kind::Caption) {
                left.clear();
                self.left_open = open.outer;
            } else if open.element.kind.is_letters() && !open.ended && !open.silent {
                left.push((open.element, open.attributes));
            }
        }
        for letters in left.into_iter().rev() {
            if !self.left_open.contains(&letters) {
                self.left_open.push(letters);
            }
        }
        let surplus = self.left_open.len().saturating_sub(limit::LEFT_OPEN);
        let _ = self.left_open.drain(..surplus);
    }

    /// Letters that nobody ended go on in what follows.
    fn reopen(&mut self) {
        let between_cells = matches!(self.top(), Some(Kind::Table | Kind::Section | Kind::Row | Kind::Columns));
        if self.left_open.is_empty() || between_cells {
            return;
        }
        for (element, written) in std::mem::take(&mut self.left_open) {
            // A link within a link would end it.
            let linked = element.kind == Kind::Link && self.nearest(|open| open.element.kind == Kind::Link).is_some();
            if self.open.len() < limit::DEPTH && !linked {
                self.open(element, Attributes::written(written));
            }
        }
    }
}

/// Which screens a sheet is for; none where it is no sheet of the page.
fn medium(attributes: &[Attribute]) -> Option<String> {
    let value = |name: &str| {
        let found = attributes.iter().find(|attribute| &*attribute.name.local == name);
        found.map(|attribute| attribute.value.trim())
    };
    let is_ours = value("class") == Some(hint::CLASS);
    let is_css = value("type").is_none_or(|kind| kind.is_empty() || kind.eq_ignore_ascii_case("text/css"));
    (is_css && !is_ours).then(|| value("media").unwrap_or_default().to_owned())
}
