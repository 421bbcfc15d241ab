//! Places of a text that are still to be filled in: `{patient}`.

use std::ops::Range;

use super::{Document, Place, Selection};

/// Bytes of a name at most: a brace far away belongs to something else.
const LONGEST: usize = 60;

/// Where they stand, each with its name.
pub fn blanks(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut found = Vec::new();
    for (open, _) in text.match_indices('{') {
        let rest = text.get(open + 1..).unwrap_or_default();
        let Some((name, after)) = rest.find(['{', '}', '\n']).and_then(|end| rest.split_at_checked(end)) else { break };
        if after.starts_with('}') && name.len() <= LONGEST && name.chars().any(char::is_alphabetic) {
            found.push((open..open + name.len() + 2, name.trim()));
        }
    }
    found
}

impl Document {
    /// Those of what is written, in order; what is quoted was written by others.
    pub fn blanks(&self) -> Vec<(Selection, &str)> {
        let own = self.blocks().iter().enumerate().filter_map(|(at, block)| Some((at, block.paragraph()?)));
        let own = own.filter(|(_, paragraph)| paragraph.form.quote == 0);
        let found = own.flat_map(|(at, paragraph)| {
            let place =
                move |range: Range<usize>| Selection::new(Place::new(at, range.start), Place::new(at, range.end));
            blanks(paragraph.text()).into_iter().map(move |(range, name)| (place(range), name))
        });
        found.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::blanks;
    use crate::domain::writing::{Block, Document, Paragraph};

    fn names(text: &str) -> Vec<&str> {
        blanks(text).into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn a_blank_is_a_name_in_braces() {
        assert_eq!(names("Votre patient { patient } vu le {date}"), ["patient", "date"]);
        assert_eq!(names("{motif de la visite}"), ["motif de la visite"]);
        assert!(names("{} { } {12} { sans fin").is_empty());
        assert_eq!(names("{a {b} c}"), ["b"], "the inner one");
    }

    #[test]
    fn what_others_wrote_is_not_to_be_filled_in() {
        let mut quoted = Paragraph::plain("{autre}");
        quoted.form.quote = 1;
        let own = Paragraph::plain("Pour {motif}.");
        let document: Document = [own, quoted].into_iter().map(Block::Paragraph).collect();
        assert_eq!(document.blanks().len(), 1);
    }
}
