//! Text as the index and an excerpt want it: composed letters, single blanks,
//! no control characters, and nothing that is no word.

use unicode_normalization::UnicodeNormalization as _;

/// No word of any language is so long: it is a picture or a key in base64.
const LONGEST_WORD: usize = 200;

pub(super) fn tidy(text: &str, most: usize) -> String {
    let mut whole = String::with_capacity(text.len().min(most));
    let mut empty_lines = 0;
    for line in text.lines() {
        let length = whole.len();
        for word in line.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| is_word(word)) {
            if whole.len() > length {
                whole.push(' ');
            }
            whole.extend(word.chars().flat_map(unligature).nfc().filter(|&c| c != '\u{ad}' && c != '\u{feff}'));
        }
        if whole.len() > length {
            whole.push('\n');
            empty_lines = 0;
        } else if length > 0 && empty_lines == 0 {
            // One empty line is a paragraph, more say no more.
            whole.push('\n');
            empty_lines = 1;
        }
        if whole.len() > most {
            whole.truncate(whole.floor_char_boundary(most));
            break;
        }
    }
    whole.truncate(whole.trim_end().len());
    whole
}

fn is_word(word: &str) -> bool {
    !word.is_empty() && word.len() <= LONGEST_WORD
}

/// Typesetters join letters that a reader types one by one.
fn unligature(letter: char) -> impl Iterator<Item = char> {
    let joined = ('\u{fb00}'..='\u{fb06}').contains(&letter);
    let apart = joined.then(|| std::iter::once(letter).nfkc()).into_iter().flatten();
    apart.chain((!joined).then_some(letter))
}

/// Whether it was text that was read as text: a program read so is full of
/// what nobody types.
pub(super) fn is_text(bytes: &[u8], text: &str) -> bool {
    let start = bytes.get(..4_000).unwrap_or(bytes);
    // Two bytes for a letter: then half of them are zero.
    let wide = text.chars().count() <= bytes.len() / 2 + 1;
    let odd_byte = |byte: &&u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    let odd_letter = |letter: &char| *letter == '\u{fffd}' || matches!(letter, '\u{80}'..='\u{9f}');
    let bytes_odd = if wide { 0 } else { start.iter().filter(odd_byte).count() };
    let letters_odd = text.chars().take(4_000).filter(odd_letter).count();
    (bytes_odd + letters_odd) * 20 <= start.len()
}

#[cfg(test)]
mod tests {
    use super::{is_text, tidy};

    #[test]
    fn letters_are_typed_as_a_reader_types_them() {
        assert_eq!(
            tidy("ef\u{fb01}cace, co\u{fb03}n, e\u{301}te\u{301}, hémo\u{ad}globine", 99),
            "efficace, coffin, été, hémoglobine"
        );
        assert_eq!(tidy("n\u{b0} 3 m\u{b2} \u{153}dème", 99), "n° 3 m² œdème");
    }

    #[test]
    fn blanks_are_folded_and_paragraphs_kept() {
        assert_eq!(
            tidy("\n\n un\t\u{a0}deux\u{0}trois \n\n\n\nquatre\r\ncinq\n\n", 99),
            "un deux trois\n\nquatre\ncinq"
        );
    }

    #[test]
    fn what_is_no_word_is_left_out_and_the_cap_holds() {
        assert_eq!(tidy(&format!("avant {} après", "QUJD".repeat(100)), 99), "avant après");
        assert_eq!(tidy(&"é ".repeat(100), 10).len(), 8);
    }

    #[test]
    fn a_program_is_no_text() {
        assert!(is_text(b"Bonjour", "Bonjour") && is_text(b"", "") && is_text(b"o\0u\0i\0", "oui"));
        assert!(!is_text(&b"\x00\x01ab".repeat(100), &"\0\u{1}ab".repeat(100)));
        assert!(!is_text(&[0xff; 100], &"\u{fffd}".repeat(100)));
    }
}
