//! Words as they are compared when accents, case and ligatures do not count.
//! What is indexed, what is looked for and what is shown as a hit are cut here,
//! so that they agree.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Bytes of a word; what is longer is no word, and is compared by its beginning.
const LONGEST: usize = 64;

/// Cuts a text into words: letters and digits, each folded (`Œdème` is
/// `oedeme`), with its place in the text. Everything else only separates.
pub fn each_word(text: &str, mut found: impl FnMut(Range<usize>, &str)) {
    let mut word = String::new();
    let (mut start, mut end) = (0, 0);
    for (at, c) in text.char_indices() {
        let before = word.len();
        let belongs = push(c, &mut word);
        if word.len() > before {
            if before == 0 {
                start = at;
            }
            end = at + c.len_utf8();
        } else if belongs && before > 0 {
            end = at + c.len_utf8();
        } else if !belongs && before > 0 {
            found(start..end, &word);
            word.clear();
        }
    }
    if !word.is_empty() {
        found(start..end, &word);
    }
}

/// The folded words of a text.
pub fn words(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    each_word(text, |_, word| all.push(word.to_owned()));
    all
}

/// False if the character stands between words. One that belongs to a word may
/// add nothing to it.
fn push(c: char, word: &mut String) -> bool {
    let room = word.len() < LONGEST;
    if c.is_ascii() {
        if room && c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        }
        return c.is_ascii_alphanumeric();
    }
    match c {
        'œ' | 'Œ' => word.push_str(if room { "oe" } else { "" }),
        'æ' | 'Æ' => word.push_str(if room { "ae" } else { "" }),
        'ß' => word.push_str(if room { "ss" } else { "" }),
        // A place where a line may break, or may not: nobody sees it.
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
        c if is_combining_mark(c) => {}
        c => {
            let mut belongs = false;
            for folded in std::iter::once(c).nfkd().filter(|c| c.is_alphanumeric() && !is_combining_mark(*c)) {
                belongs = true;
                if room {
                    word.extend(folded.to_lowercase().filter(|c| c.is_alphanumeric()));
                }
            }
            return belongs;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{each_word, words};

    #[test]
    fn accents_case_and_ligatures_do_not_count() {
        for text in ["Œdème", "oedème", "OEDEME", "oede\u{300}me", "œ\u{ad}dè\u{200b}me", "ｏｅｄｅｍｅ"] {
            assert_eq!(words(text), ["oedeme"], "{text}");
        }
        assert_eq!(words("ﬁèvre à 39°5, 30 m²"), ["fievre", "a", "39", "5", "30", "m2"]);
    }

    #[test]
    fn everything_but_letters_and_digits_separates() {
        assert_eq!(
            words("l’œdème ; anne.durand@cabinet.example"),
            ["l", "oedeme", "anne", "durand", "cabinet", "example"]
        );
        assert_eq!(words("scan_2024-03.pdf"), ["scan", "2024", "03", "pdf"]);
        assert_eq!(words("\u{301} \u{ad} … « »"), Vec::<String>::new());
    }

    #[test]
    fn a_word_says_where_it_stands() {
        let text = "le cœur, e\u{301}té";
        let mut found = Vec::new();
        each_word(text, |range, word| found.push((text.get(range).unwrap().to_owned(), word.to_owned())));
        let pairs = [("le", "le"), ("cœur", "coeur"), ("e\u{301}té", "ete")];
        assert_eq!(found, pairs.map(|(one, other)| (one.to_owned(), other.to_owned())));
    }

    #[test]
    fn what_is_no_word_is_cut() {
        assert_eq!(words(&"a".repeat(5000)), ["a".repeat(64)]);
    }
}
