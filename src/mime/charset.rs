//! Bytes to text, whatever their label says. Most wrong labels of this trade
//! are UTF-8 called Latin-1, Windows text called ASCII or UTF-8, and names of
//! charsets that nobody knows.

use encoding_rs::{Encoding, ISO_8859_15, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use mail_parser::decoders::charsets::{DecoderFnc, map::charset_decoder};

/// What a label names.
enum Named {
    Standard(&'static Encoding),
    /// Old ones that the web does not know: UTF-7, IBM 850.
    Old(DecoderFnc),
}

/// The text, and whether the label had to be disbelieved.
pub(super) fn decode(bytes: &[u8], label: Option<&str>) -> (String, bool) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let text = encoding.decode_without_bom_handling(bytes.get(length..).unwrap_or_default());
        return (text.0.into_owned(), false);
    }
    let named = label.and_then(named);
    if let Some(encoding) = evident_utf16(bytes) {
        return (whole(encoding, bytes), !matches!(named, Some(Named::Standard(named)) if is_utf16(named)));
    }
    match named {
        Some(Named::Old(decoder)) => (decoder(bytes), false),
        Some(Named::Standard(named)) if is_utf16(named) => match utf8(bytes) {
            // Not a zero byte in it: no UTF-16 of a Western language.
            Some(text) if !bytes.contains(&0) => (text, true),
            _ => (whole(named, bytes), false),
        },
        Some(Named::Standard(named)) if [UTF_8, WINDOWS_1252, ISO_8859_15].contains(&named) => western(bytes, named),
        Some(Named::Standard(named)) => foreign(bytes, named),
        None => match utf8(bytes) {
            Some(text) => (text, label.is_some() && !bytes.is_ascii()),
            None => (broken_utf8(bytes), label.is_some()),
        },
    }
}

fn named(label: &str) -> Option<Named> {
    let label = label.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
    match Encoding::for_label(label.as_bytes()) {
        // The web gives up on these; their bytes still say something.
        Some(encoding) if encoding == REPLACEMENT => None,
        Some(encoding) => Some(Named::Standard(encoding)),
        None => charset_decoder(label.as_bytes()).map(Named::Old),
    }
}

/// Whether some of a text seems to be read in the wrong letters: signs that no word
/// has in it, between letters that one has.
pub fn looks_misread(text: &str) -> bool {
    let (mut before, mut last) = (' ', ' ');
    for c in text.chars() {
        let torn = matches!(last, '‚' | 'Š' | '…' | 'ˆ' | '‡' | 'Ž' | '‰' | '“' | '”')
            && before.is_ascii_lowercase()
            && c.is_ascii_lowercase();
        let doubled = matches!(last, 'Ã' | 'Â') && matches!(c, '\u{a0}'..='\u{bf}' | '€' | '‰' | '™');
        if torn || doubled || c == '\u{fffd}' || matches!(c, '\u{80}'..='\u{9f}') {
            return true;
        }
        (before, last) = (last, c);
    }
    false
}

/// Text that is valid UTF-8 beyond ASCII is UTF-8: nobody writes the like of
/// it in a one-byte charset.
fn western(bytes: &[u8], named: &'static Encoding) -> (String, bool) {
    match utf8(bytes) {
        Some(text) => (text, named != UTF_8 && !bytes.is_ascii()),
        None if named == UTF_8 => (broken_utf8(bytes), true),
        None => (whole(named, bytes), false),
    }
}

/// Other charsets are believed as long as they make sense.
fn foreign(bytes: &[u8], named: &'static Encoding) -> (String, bool) {
    let (text, broken) = named.decode_without_bom_handling(bytes);
    match utf8(bytes) {
        Some(other) if broken && !bytes.is_ascii() => (other, true),
        _ => (text.into_owned(), false),
    }
}

/// UTF-8 with a few broken letters stays UTF-8; where next to nothing is valid
/// it is what Windows writes.
fn broken_utf8(bytes: &[u8]) -> String {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().len() - chunk.valid().bytes().filter(u8::is_ascii).count();
        bad += 2 * chunk.invalid().len();
    }
    whole(if good > bad { UTF_8 } else { WINDOWS_1252 }, bytes)
}

fn utf8(bytes: &[u8]) -> Option<String> {
    std::str::from_utf8(bytes).ok().map(str::to_owned)
}

fn whole(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

fn is_utf16(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// Western text in UTF-16 has a zero in nearly every second byte, always on the
/// same side.
fn evident_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let (pairs, _) = bytes.get(..bytes.len().min(512))?.as_chunks::<2>();
    if pairs.len() < 2 || !pairs.as_flattened().contains(&0) {
        return None;
    }
    let high = pairs.iter().filter(|pair| pair[0] == 0).count();
    let low = pairs.iter().filter(|pair| pair[1] == 0).count();
    let most = pairs.len() * 2 / 3;
    match (high > most, low > most) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, looks_misread};

    #[test]
    fn a_text_in_the_wrong_letters_is_seen_and_a_right_one_is_not() {
        for wrong in ["Pr‚lŠvement", "GlycÃ©mie", "prlvement", "Pr\u{8e}l\u{8f}vement", "r\u{fffd}sultat"] {
            let seen = looks_misread(wrong);
            assert_eq!(seen, wrong != "prlvement", "{wrong}");
        }
        for right in ["Prélèvement à jeun", "« Voilà… »", "a… b", "ÂGE", "100 ‰", "l’hôpital – “ici”", ""]
        {
            assert!(!looks_misread(right), "{right}");
        }
    }

    fn text(bytes: &[u8], label: &str) -> String {
        decode(bytes, Some(label)).0
    }

    #[test]
    fn a_true_label_is_believed() {
        assert_eq!(decode("été".as_bytes(), Some("utf-8")), ("été".into(), false));
        assert_eq!(decode(b"\xe9t\xe9 \x80", Some("iso-8859-1")), ("été €".into(), false));
        assert_eq!(decode(b"\xa4", Some("ISO-8859-15")), ("€".into(), false));
        assert_eq!(decode(b"\xf0\xd2\xc9\xd7\xc5\xd4", Some("koi8-r")), ("Привет".into(), false));
        assert_eq!(decode(b"\x82t\x82", Some("cp850")), ("été".into(), false));
    }

    #[test]
    fn utf8_called_latin1_is_utf8_and_the_reverse_is_windows() {
        assert_eq!(decode("déjà".as_bytes(), Some("iso-8859-1")), ("déjà".into(), true));
        assert_eq!(decode(b"d\xe9j\xe0 \x9cuvre", Some("utf-8")), ("déjà œuvre".into(), true));
        assert_eq!(text(b"l\x92\xe9t\xe9", "us-ascii"), "l’été");
    }

    #[test]
    fn an_unknown_name_hurts_nothing() {
        assert_eq!(decode("été".as_bytes(), Some("x-nimporte")), ("été".into(), true));
        assert_eq!(text(b"\xe9t\xe9", "x-nimporte"), "été");
        assert_eq!(text(b"\xe9t\xe9", ""), "été");
        assert_eq!(decode(b"abc", None), ("abc".into(), false));
    }

    #[test]
    fn utf16_is_seen_by_its_zeros_and_by_its_mark() {
        let bytes: Vec<u8> = "Compte rendu".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&bytes, None), ("Compte rendu".into(), true));
        let bytes: Vec<u8> = "Été".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&bytes, "iso-8859-1"), "Été");
        assert_eq!(text(b"\xff\xfe\xe9\x00", "utf-8"), "é");
        assert_eq!(text("déjà".as_bytes(), "utf-16"), "déjà");
    }

    #[test]
    fn one_broken_letter_does_not_turn_a_text_into_another_charset() {
        let mut bytes = "élève âgé opéré à Nîmes".as_bytes().to_vec();
        bytes.push(0xc3);
        assert!(text(&bytes, "utf-8").starts_with("élève âgé opéré à Nîmes"));
    }
}
