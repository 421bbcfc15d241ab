//! A text made ready for being shown: cut into lines once, so that a text of
//! several megabytes costs what is in sight.

use std::ops::Range;
use std::sync::Arc;

/// A line longer than this is cut: one piece must be quick to lay out.
const LONGEST_LINE: usize = 4096;

/// A text to read. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Letter(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    text: String,
    lines: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    range: Range<usize>,
    letters: usize,
    quoted: bool,
}

impl Letter {
    pub fn new(text: &str) -> Self {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let mut lines = Vec::new();
        let mut start = 0;
        for whole in text.trim_end().split('\n') {
            let quoted = whole.trim_start().starts_with('>');
            for piece in pieces(whole) {
                lines.push(Line { range: start..start + piece.len(), letters: piece.chars().count(), quoted });
                start += piece.len();
            }
            start += 1;
        }
        Self(Arc::new(Inner { text, lines }))
    }

    pub fn text(&self) -> &str {
        &self.0.text
    }

    pub fn is_blank(&self) -> bool {
        self.0.text.trim().is_empty()
    }

    /// Whether columns are made with spaces, as laboratories do: such a text
    /// only makes sense in letters of one width.
    pub fn is_tabular(&self) -> bool {
        let aligned = |line: &str| line.trim().split("   ").filter(|cell| !cell.trim().is_empty()).count() >= 3;
        self.0.text.lines().take(400).filter(|line| aligned(line)).count() >= 3
    }

    pub(super) fn count(&self) -> usize {
        self.0.lines.len()
    }

    pub(super) fn line(&self, index: usize) -> &str {
        self.0.text.get(self.range(index)).unwrap_or_default()
    }

    /// Where a line lies in the text.
    pub(super) fn range(&self, index: usize) -> Range<usize> {
        self.0.lines.get(index).map_or(0..0, |line| line.range.clone())
    }

    pub(super) fn letters(&self, index: usize) -> usize {
        self.0.lines.get(index).map_or(0, |line| line.letters)
    }

    pub(super) fn is_quoted(&self, index: usize) -> bool {
        self.0.lines.get(index).is_some_and(|line| line.quoted)
    }

    pub(super) fn slice(&self, range: Range<usize>) -> &str {
        self.0.text.get(range).unwrap_or_default()
    }

    /// The end of the last line.
    pub(super) fn end(&self) -> usize {
        self.0.lines.last().map_or(0, |line| line.range.end)
    }

    /// The word, or the run of signs, around a place.
    pub(super) fn word(&self, at: usize) -> Range<usize> {
        let kind = |letter: char| (letter.is_alphanumeric() || letter == '_', letter.is_whitespace());
        let (before, after) = self.0.text.split_at_checked(at).unwrap_or_default();
        let Some(here) = after.chars().next().filter(|letter| *letter != '\n').map(kind) else {
            return at..at;
        };
        let left: usize = before.chars().rev().take_while(|c| *c != '\n' && kind(*c) == here).map(char::len_utf8).sum();
        let right: usize = after.chars().take_while(|c| *c != '\n' && kind(*c) == here).map(char::len_utf8).sum();
        at - left..at + right
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// A line, cut at spaces where it is too long.
fn pieces(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while rest.len() > LONGEST_LINE {
        let most = rest.floor_char_boundary(LONGEST_LINE);
        let at = rest.get(..most).and_then(|head| head.rfind(' ')).map_or(most, |space| space + 1);
        let (head, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
        pieces.push(head);
        rest = tail;
    }
    pieces.push(rest);
    pieces
}

#[cfg(test)]
mod tests {
    use super::Letter;

    #[test]
    fn every_line_says_where_it_lies() {
        let letter = Letter::new("Bonjour,\r\n\r\n> à demain\n");
        assert_eq!(letter.count(), 3);
        assert_eq!(letter.line(0), "Bonjour,");
        assert_eq!(letter.line(1), "");
        assert_eq!(letter.line(2), "> à demain");
        assert_eq!(letter.slice(letter.range(2)), "> à demain");
        assert!(letter.is_quoted(2) && !letter.is_quoted(0));
    }

    #[test]
    fn a_line_without_end_is_cut_and_nothing_is_lost() {
        let text = "é".repeat(10_000);
        let letter = Letter::new(&text);
        assert!(letter.count() > 4);
        let whole: String = (0..letter.count()).map(|index| letter.line(index)).collect();
        assert_eq!(whole, text);
    }

    #[test]
    fn a_word_ends_where_another_kind_of_sign_begins() {
        let letter = Letter::new("Mme Léa Bernard, née");
        let found = |at| letter.slice(letter.word(at)).to_owned();
        assert_eq!(found(5), "Léa");
        assert_eq!(found(9), "Bernard");
        assert_eq!(found(16), ",");
        assert_eq!(letter.word(letter.end()), letter.end()..letter.end());
    }

    #[test]
    fn columns_of_a_laboratory_are_recognised() {
        let table = "Sodium         138    mmol/l   136-145\nPotassium      4,1    mmol/l   3,5-5,1\nChlore  101   mmol/l   98-107\n";
        assert!(!Letter::new("Bonjour,\nà demain.\n").is_tabular());
        assert!(Letter::new(&table.replace("Chlore  101", "Chlore         101")).is_tabular());
    }
}
