//! The words of a text whose spelling means something: no addresses, numbers or
//! units, no abbreviations in capitals, nothing of one letter.

use std::ops::Range;

/// Longer ones are no words.
const LONGEST: usize = 64;

/// Where the words stand that are worth looking up.
pub fn spelt(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    for chunk in text.split(char::is_whitespace) {
        if !is_address(chunk) {
            words(chunk, from, &mut found);
        }
        // Blanks of a text are of one byte, or of three; where the next begins says which.
        from += chunk.len();
        from += text.get(from..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    found
}

fn is_address(chunk: &str) -> bool {
    chunk.contains('@') || chunk.contains("://") || chunk.starts_with("www.")
}

fn words(chunk: &str, from: usize, found: &mut Vec<Range<usize>>) {
    let mut start = None;
    let mut end = 0;
    for (at, c) in chunk.char_indices().chain([(chunk.len(), ' ')]) {
        let joins = matches!(c, '\'' | '’' | '-' | '\u{2011}' | '\u{ad}');
        if c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) {
            let _ = start.get_or_insert(at);
            end = at + c.len_utf8();
        } else if !joins
            && let Some(start) = start.take()
            && chunk.get(start..end).is_some_and(is_spelt)
        {
            found.push(from + start..from + end);
        }
    }
}

fn is_spelt(word: &str) -> bool {
    let several = word.chars().filter(|c| c.is_alphabetic()).take(2).count() == 2;
    let has_small = word.chars().any(char::is_lowercase);
    let is_unit = word.chars().any(|c| c.is_numeric() || matches!(c, 'µ' | 'μ'));
    word.len() <= LONGEST && several && has_small && !is_unit
}

#[cfg(test)]
mod tests {
    use super::spelt;

    fn found(text: &str) -> Vec<&str> {
        spelt(text).into_iter().map(|range| text.get(range).unwrap()).collect()
    }

    #[test]
    fn words_are_cut_as_they_are_spelt() {
        assert_eq!(found("L’œdème, «\u{a0}compte-rendu\u{a0}» d'été."), ["L’œdème", "compte-rendu", "d'été"]);
        assert_eq!(found("e\u{301}té\tà la-"), ["e\u{301}té", "la"]);
    }

    #[test]
    fn what_is_no_word_is_left_alone() {
        assert_eq!(found("IRM HbA1c 142 µmol/l a anne@cabinet.example https://a.example/mot www.mot.fr"), [""; 0]);
        assert!(found(&"a".repeat(100)).is_empty());
    }
}
