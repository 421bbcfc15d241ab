//! Cuts a page into tags and what is between them, so that each tag is capped
//! before anything looks at it closely. Goes over each letter once, whatever is
//! unclosed. Comments end here, and with them what is meant for one program
//! alone.

use std::collections::HashMap;

use super::{element, limit};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Entities still in it. A bracket in it is none.
    Text(&'a str),
    /// From bracket to bracket. Where it had too many attributes, the last
    /// bracket is missing with them.
    Tag(&'a str),
}

pub(super) struct Pieces<'a> {
    whole: &'a str,
    rest: &'a str,
    last_ends: HashMap<&'static str, usize>,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(html: &'a str) -> Self {
        Self { whole: html, rest: html, last_ends: last_ends(html) }
    }

    /// Whether an element that hides what it holds ends anywhere after here.
    pub(super) fn ends(&self, name: &str) -> bool {
        self.last_ends.get(name).is_some_and(|end| *end >= self.whole.len() - self.rest.len())
    }

    /// All up to the end tag of that name: what stands there is no markup.
    pub(super) fn raw(&mut self, name: &str) -> &'a str {
        let mut from = 0;
        while let Some(at) = find(self.rest, from, "</") {
            let (inside, end) = self.rest.split_at_checked(at).unwrap_or((self.rest, ""));
            if end_name(end).eq_ignore_ascii_case(name) {
                self.rest = end;
                return inside;
            }
            from = at + 2;
        }
        std::mem::take(&mut self.rest)
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// Text up to the next bracket, the one at its start taken as a letter.
    fn text(&mut self) -> Piece<'a> {
        let end = find(self.rest, usize::from(self.rest.starts_with('<')), "<").unwrap_or(self.rest.len());
        Piece::Text(self.take(end))
    }

    /// None where its end is missing: there is no more.
    fn tag(&mut self) -> Option<Piece<'a>> {
        let tag = self.rest;
        let name = tag.trim_start_matches(['<', '/']);
        let mut rest = name.trim_start_matches(|c: char| !is_blank(c) && c != '/' && c != '>');
        let (mut count, mut kept) = (0, None);
        loop {
            rest = rest.trim_start_matches(|c: char| is_blank(c) || c == '/');
            if rest.is_empty() {
                self.rest = "";
                return None;
            }
            if let Some(after) = rest.strip_prefix('>') {
                let whole = self.take(tag.len() - after.len());
                return Some(Piece::Tag(kept.and_then(|length| whole.get(..length)).unwrap_or(whole)));
            }
            if count == limit::ATTRIBUTES {
                kept = Some(tag.len() - rest.len());
            }
            count += 1;
            rest = after_attribute(rest);
        }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            let mut letters = self.rest.chars();
            let letters = [letters.next()?, letters.next().unwrap_or(' '), letters.next().unwrap_or(' ')];
            match letters {
                ['<', '!', _] if self.rest.starts_with("<!--") => self.rest = after_comment(self.rest),
                ['<', '/', c] if c.is_ascii_alphabetic() => return self.tag(),
                ['<', '!' | '?' | '/', _] => self.rest = self.rest.split_once('>').map_or("", |(_, rest)| rest),
                ['<', c, _] if c.is_ascii_alphabetic() => return self.tag(),
                _ => return Some(self.text()),
            }
        }
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

fn find(text: &str, from: usize, what: &str) -> Option<usize> {
    Some(from + text.get(from..)?.find(what)?)
}

/// As browsers have it: `<!-->` is whole, and the end may be `--!>`.
fn after_comment(comment: &str) -> &str {
    let inside = comment.get(4..).unwrap_or_default();
    if let Some(rest) = inside.strip_prefix('>').or_else(|| inside.strip_prefix("->")) {
        return rest;
    }
    let mut from = 0;
    while let Some(at) = find(inside, from, "--") {
        let end = inside.get(at + 2..).unwrap_or_default();
        if let Some(rest) = end.strip_prefix('>').or_else(|| end.strip_prefix("!>")) {
            return rest;
        }
        from = at + 1;
    }
    ""
}

fn after_attribute(attribute: &str) -> &str {
    // An equals sign at the start belongs to the name.
    let is_end = |c: char| is_blank(c) || matches!(c, '/' | '>' | '=');
    let end = attribute.char_indices().skip(1).find(|(_, c)| is_end(*c)).map_or(attribute.len(), |(at, _)| at);
    let rest = attribute.get(end..).unwrap_or_default().trim_start_matches(is_blank);
    let Some(value) = rest.strip_prefix('=') else { return rest };
    let value = value.trim_start_matches(is_blank);
    for quote in ['"', '\''] {
        if let Some(quoted) = value.strip_prefix(quote) {
            return quoted.split_once(quote).map_or("", |(_, rest)| rest);
        }
    }
    value.trim_start_matches(|c: char| !is_blank(c) && c != '>')
}

/// Where the last end tag of each name is that hides what it holds.
fn last_ends(html: &str) -> HashMap<&'static str, usize> {
    let mut ends = HashMap::new();
    for (at, _) in html.match_indices("</") {
        let name = end_name(html.get(at..).unwrap_or_default());
        if let Some(name) = element::hiding(&name.to_ascii_lowercase()) {
            let _ = ends.insert(name, at);
        }
    }
    ends
}

/// The name of an end tag; none that matters is longer.
fn end_name(end: &str) -> &str {
    let name = end.get(2..).unwrap_or_default();
    let length = name.bytes().take(16).take_while(|byte| !matches!(byte, b'\t'..=b'\r' | b' ' | b'/' | b'>')).count();
    name.get(..length).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Piece, Pieces, limit};

    fn pieces(html: &str) -> Vec<Piece<'_>> {
        Pieces::new(html).collect()
    }

    #[test]
    fn tags_are_told_from_brackets_that_are_none() {
        let found = pieces("a<b< 3 <p title='x>y' a=\"<i>\" c=/d/>é</p\n><5<!doctype html><?xml?></>fin");
        let expected = [
            Piece::Text("a"),
            Piece::Tag("<b< 3 <p title='x>y' a=\"<i>\" c=/d/>"),
            Piece::Text("é"),
            Piece::Tag("</p\n>"),
            Piece::Text("<5"),
            Piece::Text("fin"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn comments_end_where_browsers_end_them() {
        for comment in
            ["<!-->", "<!--->", "<!-- a --!>", "<!-- <p> -- > --->", "<![if !mso]>", "<!--[if mso]><p><![endif]-->"]
        {
            assert_eq!(pieces(&format!("{comment}x")), [Piece::Text("x")], "{comment}");
        }
        assert_eq!(pieces("<!-- a"), []);
    }

    #[test]
    fn what_is_no_markup_ends_at_its_own_end_tag() {
        let mut pieces = Pieces::new("<style>a</styles></b></STYLE\n>x");
        assert_eq!(pieces.next(), Some(Piece::Tag("<style>")));
        assert!(pieces.ends("style") && !pieces.ends("svg"));
        assert_eq!(pieces.raw("style"), "a</styles></b>");
        assert_eq!(pieces.next(), Some(Piece::Tag("</STYLE\n>")));
        assert!(!pieces.ends("style"));
        assert_eq!(pieces.raw("style"), "x");
    }

    #[test]
    fn attributes_beyond_the_cap_are_cut_off() {
        let tag = format!("<p{}>x", " a='>'".repeat(limit::ATTRIBUTES + 5));
        let Some(Piece::Tag(kept)) = pieces(&tag).first().copied() else { panic!("no tag") };
        assert_eq!(kept.matches('a').count(), limit::ATTRIBUTES);
        assert!(!kept.ends_with('>'));
        assert_eq!(pieces(&tag).last(), Some(&Piece::Text("x")));
    }

    #[test]
    fn a_tag_without_end_is_the_end() {
        assert_eq!(pieces("a<p title='"), [Piece::Text("a")]);
        assert_eq!(pieces("a<"), [Piece::Text("a"), Piece::Text("<")]);
    }
}
