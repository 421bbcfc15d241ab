//! The lines of a plain text: how deep each is quoted, and what part of the
//! letter it belongs to.

/// Levels that are told apart; what is deeper stands with the last.
const LEVELS: usize = 6;
/// Lines that a signature has at most, where its mark lost the blank at its end.
const SIGNATURE: usize = 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Words,
    Signature,
    /// No line, but the end of a sheet of paper.
    Page,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Where it starts in the text.
    pub(super) at: usize,
    pub(super) whole: &'a str,
    /// Without the marks of quotes.
    pub(super) text: &'a str,
    pub(super) level: usize,
    pub(super) part: Part,
}

pub(super) struct Lines<'a> {
    whole: &'a str,
    at: usize,
    /// What is left, or None after the last line.
    rest: Option<&'a str>,
    part: Part,
    level: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { whole: text, at: 0, rest: Some(text), part: Part::Words, level: 0 }
    }

    /// Whether a signature starts with that line.
    fn signs(&self, text: &str) -> bool {
        text == "-- " || text == "--" && self.rest.is_some_and(|rest| is_short(rest, self.level))
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        let rest = self.rest?;
        let at = self.at;
        // A form feed is a line of its own.
        if let Some(after) = rest.strip_prefix('\u{c}') {
            let after = after.strip_prefix('\n').unwrap_or(after);
            self.at = self.whole.len() - after.len();
            self.rest = Some(after);
            return Some(Line { at, whole: "", text: "", level: self.level, part: Part::Page });
        }
        let end = rest.find(['\n', '\u{c}']).unwrap_or(rest.len());
        let (whole, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        self.rest = (!after.is_empty()).then(|| after.strip_prefix('\n').unwrap_or(after));
        self.at = self.whole.len() - self.rest.unwrap_or_default().len();
        let (level, text) = unquoted(whole);
        if level != self.level {
            (self.part, self.level) = (Part::Words, level);
        }
        if self.part == Part::Words && self.signs(text) {
            self.part = Part::Signature;
        }
        Some(Line { at, whole, text, level: level.min(LEVELS), part: self.part })
    }
}

/// How often a line is quoted, and what is quoted. `>From` in front of a word
/// is a mark of old mailboxes.
fn unquoted(line: &str) -> (usize, &str) {
    let (mut level, mut rest) = (0, line);
    loop {
        let next = if level == 0 { rest } else { rest.strip_prefix(' ').unwrap_or(rest) };
        let Some(after) = next.strip_prefix('>').filter(|after| level > 0 || !after.starts_with("From ")) else {
            // One blank belongs to the mark.
            return (level, next);
        };
        (level, rest) = (level + 1, after);
    }
}

fn is_short(rest: &str, level: usize) -> bool {
    let same = rest.lines().take_while(|line| unquoted(line).0 == level);
    same.take(SIGNATURE + 1).count() <= SIGNATURE
}

/// Where the quote starts that a text ends with, if it ends with one. An
/// answer above it is what is new; a signature may follow.
pub(super) fn trailing_quote(text: &str) -> Option<usize> {
    let mut start = None;
    let mut after = false;
    for line in Lines::new(text) {
        if line.level > 0 {
            if start.is_none() || after {
                start = Some(line.at);
            }
            after = false;
        } else if line.part == Part::Words && !line.text.trim().is_empty() {
            after = true;
        }
    }
    start.filter(|start| !after && *start > 0)
}

/// Whether columns are made with spaces, as laboratories do: such a text only
/// makes sense in letters of one width.
pub(super) fn is_tabular(text: &str) -> bool {
    let aligned = |line: &&str| line.trim().split("   ").filter(|cell| !cell.trim().is_empty()).count() >= 3;
    text.lines().take(400).filter(aligned).count() >= 3
}

/// A line, cut at blanks where it is too long for one block.
pub(super) fn pieces(line: &str, most: usize) -> impl Iterator<Item = &str> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let whole = rest?;
        if whole.len() <= most {
            rest = None;
            return Some(whole);
        }
        let end = whole.floor_char_boundary(most);
        let at = whole.get(..end).and_then(|head| head.rfind(' ')).map_or(end, |blank| blank + 1);
        let (head, tail) = whole.split_at_checked(at)?;
        rest = Some(tail);
        Some(head)
    })
}

#[cfg(test)]
mod tests {
    use super::{Lines, Part, is_tabular, pieces, trailing_quote, unquoted};

    #[test]
    fn marks_of_quotes_are_counted() {
        assert_eq!(unquoted("a > b"), (0, "a > b"));
        assert_eq!(unquoted("> > a"), (2, "a"));
        assert_eq!(unquoted(">>  a"), (2, " a"));
        assert_eq!(unquoted(">"), (1, ""));
        assert_eq!(unquoted(">From a"), (0, ">From a"));
        assert_eq!(unquoted(" > a"), (0, " > a"));
    }

    #[test]
    fn a_signature_reaches_to_the_end_of_its_level() {
        let text = "a\n-- \nAnne\n\n> b\n> -- \n> Paul\nc\n--\nAnne";
        let signed: Vec<_> =
            Lines::new(text).filter(|line| line.part == Part::Signature).map(|line| line.text).collect();
        assert_eq!(signed, ["-- ", "Anne", "", "-- ", "Paul", "--", "Anne"]);
        let long = format!("a\n--\n{}", "b\n".repeat(20));
        assert!(Lines::new(&long).all(|line| line.part == Part::Words), "a rule of dashes is no signature");
    }

    #[test]
    fn a_form_feed_ends_a_sheet() {
        let lines: Vec<_> = Lines::new("a\n\u{c}b\u{c}\nc").map(|line| (line.text, line.part)).collect();
        let page = ("", Part::Page);
        assert_eq!(lines, [("a", Part::Words), page, ("b", Part::Words), page, ("c", Part::Words)]);
    }

    #[test]
    fn the_quote_at_the_end_is_found() {
        assert_eq!(trailing_quote("Merci.\n\nLe 3, Anne a écrit :\n> a\n>\n>> b\n\n-- \nPaul"), Some(30));
        assert_eq!(trailing_quote("> a\nMerci."), None);
        assert_eq!(trailing_quote("> a"), None);
        assert_eq!(trailing_quote("> a\nMerci.\n> b"), Some(11));
    }

    #[test]
    fn columns_of_a_laboratory_are_recognised() {
        let row = "Sodium         138    mmol/l   136-145\n";
        assert!(is_tabular(&row.repeat(3)) && !is_tabular(row) && !is_tabular("Bonjour,\nà demain.\n"));
    }

    #[test]
    fn a_line_is_cut_at_blanks_and_nothing_is_lost() {
        assert_eq!(pieces("un deux trois", 8).collect::<Vec<_>>(), ["un deux ", "trois"]);
        assert_eq!(pieces("éééé", 3).collect::<Vec<_>>(), ["é", "é", "é", "é"]);
        assert_eq!(pieces("", 3).collect::<Vec<_>>(), [""]);
    }
}
