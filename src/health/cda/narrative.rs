//! The narrative of level 3 as HTML of our own making: each element by its kind,
//! each text escaped, no attribute copied but the numbers of `colspan` and
//! `rowspan`, links of four kinds, pictures that were looked at.
//!
//! Loses no word: an element of no known kind gives its words all the same, and a
//! marked result that the text does not show stands in a list before it.

use std::collections::HashMap;
use std::fmt::{self, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::super::code::Code;
use super::super::xml::{Element, Node, escape};
use super::embedded::Embedded;
use super::flag::{Finding, Flag};
use super::style;

mod link;
mod table;

/// Of one picture, and of all of a document.
const PICTURE: usize = 8 << 20;
const PICTURES: usize = 24 << 20;
/// What showing one costs, however small it is.
const FRAME: usize = 1 << 10;

/// One section with its text; those within it follow, a step deeper.
#[derive(Clone)]
pub struct Section {
    pub depth: usize,
    pub title: String,
    pub code: Option<Code>,
    /// It holds the whole document again, as a PDF.
    pub is_copy: bool,
    /// There are coded entries, and no text for a reader.
    pub coded_only: bool,
    pub(super) text: Option<Element>,
}

#[derive(Clone)]
pub struct Narrative {
    pub sections: Vec<Section>,
    pictures: HashMap<String, Embedded>,
    /// Names of elements of the text, each with its number of ours.
    names: HashMap<String, usize>,
    marks: HashMap<String, Flag>,
    unplaced: Vec<Finding>,
}

/// The words that stand in a page of ours, in the reader's language.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    pub low: &'a str,
    pub high: &'a str,
    pub abnormal: &'a str,
    pub critical_low: &'a str,
    pub critical_high: &'a str,
    pub critical_abnormal: &'a str,
    /// Where a file stands that is opened apart.
    pub attachment: &'a str,
    /// Where a picture is missing, or is none.
    pub no_picture: &'a str,
    /// Under the title of a section without a text.
    pub coded_only: &'a str,
    /// Above the marked results that the text does not show.
    pub findings: &'a str,
}

impl Words<'_> {
    pub fn of(&self, flag: Flag) -> &str {
        match flag {
            Flag::Low => self.low,
            Flag::High => self.high,
            Flag::Abnormal => self.abnormal,
            Flag::CriticalLow => self.critical_low,
            Flag::CriticalHigh => self.critical_high,
            Flag::CriticalAbnormal => self.critical_abnormal,
        }
    }
}

impl Narrative {
    pub(super) fn new(sections: Vec<Section>, pictures: Vec<Embedded>) -> Self {
        let mut names = HashMap::new();
        for text in sections.iter().filter_map(|section| section.text.as_ref()) {
            number(text, &mut names);
        }
        let mut by_name = HashMap::new();
        for picture in pictures {
            if let Some(id) = picture.id.clone() {
                let _ = by_name.entry(id).or_insert(picture);
            }
        }
        Self { sections, pictures: by_name, names, marks: HashMap::new(), unplaced: Vec::new() }
    }

    /// Whether an element of the text has this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// Where results are marked.
    pub(super) fn mark(&mut self, findings: &[Finding]) {
        for finding in findings {
            match &finding.place {
                Some(place) => {
                    let mark = self.marks.entry(place.clone()).or_insert(finding.flag);
                    *mark = (*mark).max(finding.flag);
                }
                None => self.unplaced.push(finding.clone()),
            }
        }
    }

    /// The whole, as what stands in a `body`.
    pub fn html(&self, words: &Words<'_>) -> String {
        let mut page = Page { narrative: self, words, out: String::new(), pictures: 0, pending: None, in_link: false };
        page.findings();
        for section in &self.sections {
            page.section(section);
        }
        page.out
    }

    /// The words alone: for an index, and for who reads no pages.
    pub fn text(&self) -> String {
        let mut whole = String::new();
        for section in &self.sections {
            let text = section.text.as_ref().map(Element::words).unwrap_or_default();
            let _ = writeln!(whole, "{}\n{text}", section.title);
        }
        whole
    }
}

fn number(element: &Element, names: &mut HashMap<String, usize>) {
    if let Some(name) = element.said("ID") {
        let next = names.len();
        let _ = names.entry(name.to_owned()).or_insert(next);
    }
    element.elements().for_each(|child| number(child, names));
}

/// A page on its way.
struct Page<'a> {
    narrative: &'a Narrative,
    words: &'a Words<'a>,
    out: String,
    /// Bytes of pictures so far.
    pictures: usize,
    /// A mark of a row, for its first cell.
    pending: Option<Flag>,
    /// A link within a link is none.
    in_link: bool,
}

impl Page<'_> {
    fn section(&mut self, section: &Section) {
        let level = (section.depth + 1).min(6);
        if !section.title.is_empty() {
            self.raw(&format!("<h{level} class=\"cda-title\">"));
            self.text(&section.title);
            self.raw(&format!("</h{level}>\n"));
        }
        if let Some(text) = &section.text {
            self.raw("<div class=\"cda-text\">");
            self.children(text);
            self.raw("</div>\n");
        } else if section.coded_only {
            self.framed("p", "cda-note", self.words.coded_only);
        }
    }

    fn findings(&mut self) {
        if self.narrative.unplaced.is_empty() {
            return;
        }
        self.framed("p", "cda-label", self.words.findings);
        self.raw("<ul class=\"cda-findings\">");
        for finding in &self.narrative.unplaced {
            self.raw("<li>");
            self.text(&[finding.label.as_str(), finding.value.as_str()].join(" "));
            self.flag(finding.flag);
            self.raw("</li>");
        }
        self.raw("</ul>\n");
    }

    fn children(&mut self, element: &Element) {
        for node in &element.nodes {
            match node {
                Node::Text(text) => self.text(text),
                Node::Element(child) => self.element(child),
            }
        }
    }

    fn element(&mut self, element: &Element) {
        match element.name.to_ascii_lowercase().as_str() {
            "br" => self.raw("<br>"),
            "paragraph" | "p" => self.block("p", element, ""),
            "div" | "text" => self.block("div", element, ""),
            "content" | "span" => self.block("span", element, ""),
            "b" | "strong" => self.block("span", element, "cda-bold"),
            "i" | "em" => self.block("span", element, "cda-italics"),
            "u" => self.block("span", element, "cda-underline"),
            "pre" => self.block("div", element, "cda-pre"),
            "sub" => self.block("sub", element, ""),
            "sup" => self.block("sup", element, ""),
            "caption" => self.block("div", element, "cda-caption"),
            "footnote" => self.block("span", element, "cda-footnote"),
            "list" | "ul" | "ol" => self.list(element),
            "item" | "li" => self.block("li", element, ""),
            "table" => self.table(element),
            "linkhtml" | "a" => self.link(element),
            "footnoteref" => self.reference(element, element.said("IDREF")),
            "rendermultimedia" => self.media(element),
            _ => {
                self.children(element);
                self.mark_of(element);
            }
        }
    }

    fn block(&mut self, tag: &str, element: &Element, class: &'static str) {
        self.open(tag, element, class, "");
        self.children(element);
        self.mark_of(element);
        self.raw(&format!("</{tag}>"));
    }

    /// A start with nothing in it but what was checked.
    fn open(&mut self, tag: &str, element: &Element, class: &'static str, numbers: &str) {
        let mut classes = style::classes(element);
        if !class.is_empty() {
            classes.insert(0, class);
        }
        let class = if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) };
        let id = element.said("ID").and_then(|name| self.narrative.names.get(name));
        let id = id.map(|number| format!(" id=\"cda-{number}\"")).unwrap_or_default();
        self.raw(&format!("<{tag}{id}{class}{numbers}>"));
    }

    fn list(&mut self, element: &Element) {
        let numbered = element.said("listType").is_some_and(|kind| kind.eq_ignore_ascii_case("ordered"));
        let tag = if numbered || element.is("ol") { "ol" } else { "ul" };
        // A caption has no place in a list of HTML.
        for caption in element.children("caption") {
            self.element(caption);
        }
        self.open(tag, element, "", "");
        for node in &element.nodes {
            match node {
                Node::Element(child) if child.is("caption") => {}
                Node::Element(child) => self.element(child),
                Node::Text(text) => self.text(text),
            }
        }
        self.raw(&format!("</{tag}>"));
        self.mark_of(element);
    }

    /// Files of the document: pictures where they are such, one word for all others.
    fn media(&mut self, element: &Element) {
        let narrative = self.narrative;
        let (mut refused, mut other) = (false, false);
        for name in element.said("referencedObject").unwrap_or_default().split_whitespace() {
            let picture = narrative.pictures.get(name);
            let fits = |picture: &&Embedded| {
                picture.bytes.len() <= PICTURE && self.pictures + picture.bytes.len() + FRAME <= PICTURES
            };
            refused |= picture.is_some_and(|picture| !fits(&picture));
            other |= picture.is_none();
            if let Some(picture) = picture.filter(fits) {
                self.pictures += picture.bytes.len() + FRAME;
                self.raw("<img class=\"cda-picture\" alt=\"\" src=\"data:");
                self.raw(picture.media.media_type());
                self.raw(";base64,");
                STANDARD.encode_string(&picture.bytes, &mut self.out);
                self.raw("\">");
            }
        }
        if refused {
            self.framed("span", "cda-note", self.words.no_picture);
        }
        if other {
            self.framed("span", "cda-note", self.words.attachment);
        }
        self.children(element);
    }

    fn mark_of(&mut self, element: &Element) {
        let mark = element.said("ID").and_then(|name| self.narrative.marks.get(name)).copied();
        if let Some(flag) = mark {
            self.flag(flag);
        }
    }

    /// The sign, the word; colour only comes on top.
    fn flag(&mut self, flag: Flag) {
        let class = if flag.is_critical() { "cda-flag cda-critical" } else { "cda-flag" };
        self.raw(&format!(" <span class=\"{class}\">{} ", flag.sign()));
        self.text(self.words.of(flag));
        self.raw("</span>");
    }

    fn framed(&mut self, tag: &str, class: &str, text: &str) {
        self.raw(&format!("<{tag} class=\"{class}\">"));
        self.text(text);
        self.raw(&format!("</{tag}>"));
    }

    /// What was written here.
    fn raw(&mut self, html: &str) {
        self.out.push_str(html);
    }

    /// What was written elsewhere.
    fn text(&mut self, text: &str) {
        escape(text, &mut self.out);
    }
}

/// Words of a patient's: not for a log.
impl fmt::Debug for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Section").field("depth", &self.depth).field("is_copy", &self.is_copy).finish_non_exhaustive()
    }
}

impl fmt::Debug for Narrative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Narrative").field("sections", &self.sections.len()).finish_non_exhaustive()
    }
}
