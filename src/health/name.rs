//! Names as they are compared, and as subjects and file names write them.
//!
//! A comparison never decides alone that two people are one.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Letters without their accents; ligatures in two letters.
pub fn without_accents(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.nfd().filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            'œ' => out.push_str("oe"),
            'Œ' => out.push_str("OE"),
            'æ' => out.push_str("ae"),
            'Æ' => out.push_str("AE"),
            'ß' => out.push_str("ss"),
            'ø' => out.push('o'),
            'Ø' => out.push('O'),
            'ł' => out.push('l'),
            'Ł' => out.push('L'),
            '’' | 'ʼ' | '`' => out.push('\''),
            _ => out.push(letter),
        }
    }
    out
}

/// `LE GOFF`, `D'ARC`: a family name in a subject.
pub fn family(text: &str) -> String {
    collapsed(&without_accents(text).to_uppercase())
}

/// `Helene`: a first name in a subject, its capitals as they are.
pub fn given(text: &str) -> String {
    collapsed(&without_accents(text))
}

/// One form for comparing: `Jean-Noël` and `JEAN NOEL` are one.
pub fn folded(text: &str) -> String {
    let plain = without_accents(text).to_uppercase();
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Blanks of all kinds, as one; no control character.
pub fn collapsed(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first characters, composed, so that an accent is never cut from its letter.
pub fn cut(text: &str, most: usize) -> String {
    let composed: String = text.nfc().take(most).collect();
    composed.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_accents_hyphens_and_case() {
        assert_eq!(folded("Jean-Noël"), folded("JEAN NOEL"));
        assert_eq!(folded("L’Œuf d'Été"), "L OEUF D ETE");
        assert_eq!(family("d’Arc  Lefèvre"), "D'ARC LEFEVRE");
        assert_eq!(given("Hélène\u{7}"), "Helene");
        assert_eq!(cut("e\u{301}te\u{301}", 2), "ét");
    }
}
