//! HTML to a text that is edited, in one pass over its tags: no tree is built,
//! so that no nesting costs more than its length.

use std::sync::Arc;

use super::super::html::{Tag, Token, Tokens, decode, is_unread, lower, space_around};
use super::{CARRIED, MOST, css};
use crate::domain::writing::{
    Align, Block, Carried, Document, Emphasis, Form, Item, Link, List, Marker, Paragraph, Picture, Size, Style,
};

/// Elements within each other whose looks are told apart.
const DEPTH: usize = 256;

pub(super) fn read(html: &str) -> Document {
    let mut reader = Reader::default();
    let mut tokens = Tokens::new(html);
    loop {
        let before = tokens.rest();
        let Some(token) = tokens.next() else { break };
        if reader.blocks.len() >= MOST {
            break;
        }
        match token {
            Token::Text(text) => reader.text(&decode(text)),
            Token::Open(tag) if is_unread(&tag) => tokens.skip_to_end_of(tag.name),
            Token::Open(tag) if tag.name.eq_ignore_ascii_case("table") => {
                let after = past("table", &mut tokens);
                reader.carry(between(before, after.1));
            }
            Token::Open(tag) if is_carried(&tag) => {
                let inside = tokens.rest();
                let after = past("div", &mut tokens);
                reader.carry(between(inside, after.0));
            }
            Token::Open(tag) => reader.open(&tag),
            Token::Close(name) => reader.close(&lower(name)),
        }
    }
    reader.end_line();
    reader.blocks.into_iter().collect()
}

fn is_carried(tag: &Tag<'_>) -> bool {
    tag.name.eq_ignore_ascii_case("div") && tag.attribute("class").as_deref() == Some(CARRIED)
}

/// What is left before, and behind, the tag that closes an element just opened.
fn past<'a>(name: &str, tokens: &mut Tokens<'a>) -> (&'a str, &'a str) {
    let mut open = 1_u32;
    loop {
        let before = tokens.rest();
        match tokens.next() {
            None => return ("", ""),
            Some(Token::Open(tag)) if is_unread(&tag) => tokens.skip_to_end_of(tag.name),
            Some(Token::Open(tag)) if tag.name.eq_ignore_ascii_case(name) => open = open.saturating_add(1),
            Some(Token::Close(found)) if found.eq_ignore_ascii_case(name) => open -= 1,
            Some(_) => {}
        }
        if open == 0 {
            // A comment may stand in front of the tag.
            let at = between(before, tokens.rest()).rfind("</").unwrap_or(0);
            return (before.get(at..).unwrap_or_default(), tokens.rest());
        }
    }
}

/// The stretch of a text between two of its tails.
fn between<'a>(from: &'a str, to: &str) -> &'a str {
    from.get(..from.len().saturating_sub(to.len())).unwrap_or(from)
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    /// The line that letters go to.
    line: Paragraph,
    look: Look,
    open: Vec<(String, Look)>,
    quote: u8,
    lists: Vec<List>,
    /// Lists deeper than are kept track of.
    lists_beyond: usize,
    /// An item whose first line has not come yet.
    marked: Option<List>,
    /// A paragraph of the page ended: an empty line parts it from the next.
    gap: bool,
}

/// What an element hands on to those within it.
#[derive(Clone, Default)]
struct Look {
    style: Style,
    align: Align,
    blanks_count: bool,
    /// Its paragraphs follow each other closely.
    close: bool,
}

impl Reader {
    fn text(&mut self, text: &str) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                if self.look.blanks_count {
                    self.line_break();
                } else {
                    self.blank();
                }
            }
            if self.look.blanks_count {
                self.line.push(line.trim_end_matches('\r'), &self.look.style);
                continue;
            }
            for (index, word) in line.split([' ', '\t', '\r', '\u{c}']).enumerate() {
                if index > 0 {
                    self.blank();
                }
                self.line.push(word, &self.look.style);
            }
        }
    }

    fn blank(&mut self) {
        if !self.line.is_empty() && !self.line.text().ends_with(' ') {
            self.line.push(" ", &self.look.style);
        }
    }

    fn line_break(&mut self) {
        self.put();
    }

    /// The line as it is, empty or not.
    fn put(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        if !self.look.blanks_count {
            line.trim_end();
        }
        let item = self.lists.len().checked_sub(1).map(|depth| Item {
            list: self.marked.take().unwrap_or(List::Unmarked),
            depth: u8::try_from(depth).unwrap_or(Form::DEEPEST),
        });
        line.form = Form { item, quote: self.quote, align: self.look.align };
        self.part(line.is_empty());
        self.blocks.push(Block::Paragraph(line));
    }

    /// The empty line that is owed.
    fn part(&mut self, empty: bool) {
        let above = self.blocks.last().filter(|block| !block.is_empty()).map(Block::quote);
        if let (true, false, Some(above)) = (std::mem::take(&mut self.gap), empty, above) {
            let form = Form { quote: above.min(self.quote), ..Form::default() };
            self.blocks.push(Block::Paragraph(Paragraph::new(form)));
        }
    }

    /// Ends the line, if one was begun.
    fn end_line(&mut self) {
        let is_blank = self.line.text().trim_matches(' ').is_empty() && !self.look.blanks_count;
        if self.line.is_empty() || is_blank {
            self.line = Paragraph::default();
        } else {
            self.put();
        }
    }

    fn carry(&mut self, html: &str) {
        self.end_line();
        self.part(false);
        self.blocks.push(Block::Carried(Carried { html: html.into(), quote: self.quote }));
    }

    fn open(&mut self, tag: &Tag<'_>) {
        let name = lower(tag.name);
        match name.as_str() {
            "br" => return self.line_break(),
            "img" => return self.picture(tag),
            "hr" => {
                self.end_line();
                self.line.push("-----", &Style::default());
                return self.end_line();
            }
            "wbr" | "col" | "meta" | "link" | "input" | "base" => return,
            _ => {}
        }
        if is_block(&name) {
            self.end_line();
        }
        if self.open.len() < DEPTH {
            self.open.push((name.clone(), self.look.clone()));
        }
        self.enter(&name, tag);
    }

    fn enter(&mut self, name: &str, tag: &Tag<'_>) {
        let style = &mut self.look.style;
        match name {
            "b" | "strong" | "th" => style.set(Emphasis::Bold, true),
            "i" | "em" | "cite" | "dfn" | "var" => style.set(Emphasis::Italic, true),
            "u" | "ins" => style.set(Emphasis::Underline, true),
            "s" | "strike" | "del" => style.set(Emphasis::Strike, true),
            "small" => style.size = Size::Small,
            "big" => style.size = Size::Large,
            "mark" => style.marker = Some(Marker::Yellow),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                style.set(Emphasis::Bold, true);
                style.size = match name {
                    "h1" => Size::Huge,
                    "h2" => Size::Large,
                    _ => Size::Normal,
                };
            }
            "a" => style.link = tag.attribute("href").and_then(|href| Link::new(&href)),
            "font" => {
                if let Some(colour) = tag.attribute("color") {
                    css::restyle(style, "color", &colour.to_ascii_lowercase());
                }
                style.size = tag.attribute("size").and_then(|size| css::font_size(&size)).unwrap_or(style.size);
            }
            "center" => self.look.align = Align::Centre,
            "pre" => self.look.blanks_count = true,
            "blockquote" => self.quote = self.quote.saturating_add(1).min(Form::QUOTES),
            "ul" | "menu" | "dir" => self.list(List::Bulleted),
            "ol" => self.list(List::Numbered),
            "li" => self.marked = self.lists.last().copied(),
            _ => {}
        }
        self.look.close = false;
        if let (true, Some(align)) = (is_block(name), tag.attribute("align")) {
            self.look.align = css::to_align(&align).unwrap_or(self.look.align);
        }
        if let Some(style) = tag.attribute("style") {
            self.styled(&style, is_block(name));
        }
    }

    fn styled(&mut self, style: &str, block: bool) {
        for (name, value) in css::declarations(style) {
            match name.as_str() {
                "text-align" => self.look.align = css::to_align(&value).unwrap_or(self.look.align),
                "white-space" => self.look.blanks_count = value.starts_with("pre") && value != "pre-line",
                "margin" | "margin-bottom" => self.look.close = value.starts_with('0'),
                // Behind a whole paragraph it is the page's colour, no marker.
                "background" | "background-color" if block => {}
                _ => css::restyle(&mut self.look.style, &name, &value),
            }
        }
    }

    fn list(&mut self, list: List) {
        if self.lists.len() <= usize::from(Form::DEEPEST) {
            self.lists.push(list);
        } else {
            self.lists_beyond += 1;
        }
    }

    fn close(&mut self, name: &str) {
        if is_block(name) {
            self.end_line();
        }
        match name {
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let is_close = self.open.last().is_some_and(|(open, _)| open == name) && self.look.close;
                self.gap |= !is_close && self.lists.is_empty();
            }
            "blockquote" => self.quote = self.quote.saturating_sub(1),
            "ul" | "ol" | "menu" | "dir" => {
                self.marked = None;
                match self.lists_beyond.checked_sub(1) {
                    Some(fewer) => self.lists_beyond = fewer,
                    None => drop(self.lists.pop()),
                }
            }
            "li" if self.marked.is_some() => self.put(),
            _ => {}
        }
        if let Some(at) = self.open.iter().rposition(|(open, _)| open == name)
            && let Some((_, look)) = self.open.drain(at..).next()
        {
            self.look = look;
        }
    }

    /// Of a picture that is not in the mail, the words that stand for it.
    fn picture(&mut self, tag: &Tag<'_>) {
        let name = tag.attribute("alt").unwrap_or_default();
        let source = tag.attribute("src").unwrap_or_default();
        let source = source.trim();
        let (scheme, id) = source.split_at_checked(4).unwrap_or_default();
        if scheme.eq_ignore_ascii_case("cid:") && !id.is_empty() {
            let digits = |text: &str| text.trim_end_matches("px").parse().ok();
            let width = tag.attribute("width").and_then(|width| digits(&width));
            let picture = Picture::new(&percent_decoded(id), &name, width);
            self.line.push_picture(Arc::new(picture), &self.look.style);
        } else {
            self.text(&name);
        }
    }
}

fn is_block(name: &str) -> bool {
    matches!(name, "blockquote" | "li" | "ul" | "ol" | "pre" | "td" | "th" | "tr") || space_around(name) > 0
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = tail.get(..2).filter(|code| *first == b'%' && code.iter().all(u8::is_ascii_hexdigit));
        let byte = code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
