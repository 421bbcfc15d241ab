//! The tags of a page, found as browsers find them: attributes with and without
//! quotes, comments, and brackets that are none.

use std::borrow::Cow;

use super::entity;

pub(in crate::mime) enum Token<'a> {
    /// Entities still in it.
    Text(&'a str),
    Open(Tag<'a>),
    Close(&'a str),
}

pub(in crate::mime) struct Tag<'a> {
    pub(in crate::mime) name: &'a str,
    attributes: Attributes<'a>,
}

impl<'a> Tag<'a> {
    pub(in crate::mime) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        let mut attributes = self.attributes.clone();
        attributes.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| entity::decode(value))
    }

    pub(in crate::mime) fn is_self_closing(&self) -> bool {
        self.attributes.clone().last().is_some_and(|(name, _)| name == "/")
    }
}

pub(in crate::mime) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Tokens<'a> {
    pub(in crate::mime) fn new(html: &'a str) -> Self {
        Self { rest: html }
    }

    /// What was not read yet.
    pub(in crate::mime) fn rest(&self) -> &'a str {
        self.rest
    }

    /// Steps over all up to `</name`.
    pub(in crate::mime) fn skip_to_end_of(&mut self, name: &str) {
        while let Some((_, tail)) = self.rest.split_once("</") {
            self.rest = tail;
            if tail.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
                return self.close_at_bracket();
            }
        }
        self.rest = "";
    }

    fn close_at_bracket(&mut self) {
        self.rest = self.rest.split_once('>').map_or("", |(_, tail)| tail);
    }

    /// Text up to the next bracket, the one at its start taken as a letter.
    fn text(&mut self) -> Token<'a> {
        let next = self.rest.char_indices().nth(1).map_or(self.rest.len(), |(at, _)| at);
        let end = self.rest.get(next..).and_then(|tail| tail.find('<')).map_or(self.rest.len(), |at| next + at);
        let (text, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        Token::Text(text)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let Some(inside) = self.rest.strip_prefix('<') else {
                return if self.rest.is_empty() { None } else { Some(self.text()) };
            };
            if let Some(comment) = inside.strip_prefix('!').filter(|comment| comment.starts_with("--")) {
                self.rest = comment.split_once("-->").map_or("", |(_, tail)| tail);
            } else if inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let (name, attributes) = name(inside);
                let mut attributes = Attributes { rest: attributes };
                let tag = Tag { name, attributes: attributes.clone() };
                for _ in attributes.by_ref() {}
                self.rest = attributes.rest.strip_prefix('>')?;
                return Some(Token::Open(tag));
            } else if let Some(closing) = inside.strip_prefix('/') {
                let (name, _) = name(closing);
                self.close_at_bracket();
                if !name.is_empty() {
                    return Some(Token::Close(name));
                }
            } else if inside.starts_with(['!', '?']) {
                self.close_at_bracket();
            } else {
                return Some(self.text());
            }
        }
    }
}

fn name(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// Names and values up to the closing bracket, which stays in `rest`; nothing
/// stays where it is missing.
#[derive(Clone)]
struct Attributes<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        self.rest = self.rest.trim_ascii_start();
        if self.rest.is_empty() || self.rest.starts_with('>') {
            return None;
        }
        if let Some(rest) = self.rest.strip_prefix('/') {
            self.rest = rest;
            return Some(("/", ""));
        }
        // An equals sign at the start belongs to the name, as browsers have it.
        let is_end = |c: char| c.is_ascii_whitespace() || c == '/' || c == '>' || c == '=';
        let end = self.rest.char_indices().skip(1).find(|&(_, c)| is_end(c)).map_or(self.rest.len(), |(at, _)| at);
        let (name, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest.trim_ascii_start();
        let Some(value) = self.rest.strip_prefix('=') else { return Some((name, "")) };
        let value = value.trim_ascii_start();
        let (value, rest) = if let Some(quoted) = value.strip_prefix('"') {
            quoted.split_once('"').unwrap_or((quoted, ""))
        } else if let Some(quoted) = value.strip_prefix('\'') {
            quoted.split_once('\'').unwrap_or((quoted, ""))
        } else {
            let end = value.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(value.len());
            value.split_at_checked(end)?
        };
        self.rest = rest;
        Some((name, value))
    }
}
