//! From what is typed to a query. Total: every text means something.

use super::operator::{Operator, has_words};
use super::{Place, Query, Term};

/// Groups within groups; what is deeper is not told apart from what is around it.
const DEEPEST: usize = 32;
/// More terms than anybody types; a text pasted by mistake is cut here.
const MOST: usize = 64;

impl Query {
    pub fn parse(text: &str) -> Self {
        let mut parser = Parser { rest: text, depth: 0, terms: 0 };
        let mut all = Vec::new();
        // Each turn but the last ends at a parenthesis that nobody opened.
        loop {
            all.push(parser.alternatives());
            if parser.rest.is_empty() {
                return Self::and(all);
            }
            let _ = parser.take(')');
        }
    }
}

struct Parser<'a> {
    rest: &'a str,
    depth: usize,
    terms: usize,
}

impl<'a> Parser<'a> {
    /// Rows of words with `OU` between, to the end of the group.
    fn alternatives(&mut self) -> Query {
        let (mut any, mut row) = (Vec::new(), Vec::new());
        loop {
            self.rest = self.rest.trim_start_matches(is_blank);
            if self.rest.is_empty() || self.rest.starts_with(')') {
                any.push(Query::and(row));
                return Query::or(any);
            }
            match bare_word(self.rest) {
                "OU" | "OR" => {
                    self.skip(2);
                    any.push(Query::and(std::mem::take(&mut row)));
                }
                // Words side by side are all asked for in any case.
                word @ ("ET" | "AND") => self.skip(word.len()),
                _ => row.extend(self.item()),
            }
        }
    }

    fn item(&mut self) -> Option<Query> {
        let mut not = false;
        while self.rest.starts_with('-') && !self.rest.chars().nth(1).is_none_or(is_blank) {
            self.skip(1);
            not = !not;
        }
        let item = self.affirmed()?;
        Some(if not { item.negated() } else { item })
    }

    fn affirmed(&mut self) -> Option<Query> {
        if self.take('(') {
            if self.depth >= DEEPEST {
                return None;
            }
            self.depth += 1;
            let inner = self.alternatives();
            self.depth -= 1;
            let _ = self.take(')');
            return Some(inner);
        }
        self.terms += 1;
        let term = self.term()?;
        (self.terms <= MOST).then_some(Query::Term(term))
    }

    fn term(&mut self) -> Option<Term> {
        if let Some((text, begun)) = self.quoted() {
            return text_term(text, begun);
        }
        let word = self.bare();
        if let Some((name, value)) = word.split_once(':')
            && let Some(operator) = Operator::named(name)
        {
            if value.is_empty()
                && let Some((text, begun)) = self.quoted()
            {
                return operator.term(text, begun, true).or_else(|| text_term(&format!("{name} {text}"), begun));
            }
            let (stem, begun) = self.begun(value);
            if let Some(term) = operator.term(stem, begun, false) {
                return Some(term);
            }
        }
        let (stem, begun) = self.begun(word);
        text_term(stem, begun)
    }

    /// A word, to the next blank, quote, or parenthesis that closes a group.
    fn bare(&mut self) -> &'a str {
        let group = self.depth > 0;
        let ends = |c: char| is_blank(c) || is_quote(c) || c == ')' && group;
        // A character that begins nothing is a word by itself, so that each
        // turn takes something.
        let first = self.rest.chars().next().map_or(0, char::len_utf8);
        let end = self.rest.get(first..).and_then(|rest| rest.find(ends)).map_or(self.rest.len(), |at| first + at);
        let word = self.rest.get(..end).unwrap_or_default();
        self.skip(end);
        word
    }

    /// The words between quotes. Without the closing one, they are still being
    /// typed.
    fn quoted(&mut self) -> Option<(&'a str, bool)> {
        let inner = self.rest.strip_prefix(is_quote)?;
        let Some((text, rest)) = inner.split_once(is_quote) else {
            self.rest = "";
            return Some((inner, true));
        };
        self.rest = rest;
        Some((text, self.take('*')))
    }

    /// Stars at the end, or the end of what was typed, leave a word begun.
    fn begun<'b>(&self, word: &'b str) -> (&'b str, bool) {
        let stem = word.trim_end_matches('*');
        (stem, stem.len() < word.len() || self.rest.is_empty())
    }

    fn take(&mut self, c: char) -> bool {
        let rest = self.rest.strip_prefix(c);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }
}

fn text_term(text: &str, begun: bool) -> Option<Term> {
    has_words(text).then(|| Term::Text { place: Place::Anywhere, text: text.to_owned(), begun })
}

fn bare_word(text: &str) -> &str {
    let end = text.find(|c| is_blank(c) || is_quote(c) || matches!(c, '(' | ')'));
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// Any quote opens, any closes.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}
