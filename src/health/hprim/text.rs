//! Bytes to lines of text. Nobody says in which encoding a result is written: it is
//! found out, line by line, as files are put together from pieces of several hands.
//! Every byte shows as something.

use encoding_rs::{MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::lines::{Breaks, Width, spans};
use crate::domain::Encoding as Choice;

/// Those that are found out; and the one of DOS, which a reader has to choose.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    Utf8,
    Windows1252,
    MacRoman,
    Cp850,
    Utf16Le,
    Utf16Be,
}

/// One line, and which bytes it is, with its line end.
pub(super) struct Source {
    pub(super) text: String,
    pub(super) start: usize,
    pub(super) end: usize,
    /// A tag alone parts it from the line above.
    pub(super) soft: bool,
}

pub(super) struct Text {
    pub(super) encoding: Encoding,
    /// Bytes of the mark that begins the file.
    pub(super) mark: usize,
    pub(super) lines: Vec<Source>,
}

/// Text that was encoded twice, thrice at most.
const TIMES: usize = 3;

/// The upper half of the code page of DOS in Western Europe.
const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀\
                     ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

impl Encoding {
    /// Those of one byte a letter or of several, where nothing but the reader may know.
    pub const CHOICES: [Self; 4] = [Self::Utf8, Self::Windows1252, Self::MacRoman, Self::Cp850];

    /// What a reader chose, for that file: which of the two UTF-16 it is shows.
    pub fn chosen(choice: Choice, bytes: &[u8]) -> Self {
        match choice {
            Choice::Utf8 => Self::Utf8,
            Choice::Windows1252 => Self::Windows1252,
            Choice::MacRoman => Self::MacRoman,
            Choice::Cp850 => Self::Cp850,
            Choice::Utf16 if bytes.first() == Some(&0) => Self::Utf16Be,
            Choice::Utf16 => match found(bytes).0 {
                Self::Utf16Be => Self::Utf16Be,
                _ => Self::Utf16Le,
            },
        }
    }

    /// As a reader would choose it.
    pub fn choice(self) -> Choice {
        match self {
            Self::Utf8 => Choice::Utf8,
            Self::Windows1252 => Choice::Windows1252,
            Self::MacRoman => Choice::MacRoman,
            Self::Cp850 => Choice::Cp850,
            Self::Utf16Le | Self::Utf16Be => Choice::Utf16,
        }
    }

    pub(super) fn width(self) -> Width {
        match self {
            Self::Utf16Le => Width::LittleEndian,
            Self::Utf16Be => Width::BigEndian,
            _ => Width::One,
        }
    }
}

/// The lines of a file. Where it is clear that a letter has two bytes, one of one byte
/// cannot be chosen.
pub(super) fn read(bytes: &[u8], chosen: Option<Encoding>, breaks: Breaks) -> Text {
    let (found, mark) = found(bytes);
    let chosen = chosen.filter(|chosen| found.width() == Width::One || chosen.width() != Width::One);
    let encoding = chosen.unwrap_or(found);
    let (mut lines, mut votes) = (Vec::new(), [0usize; 2]);
    for span in spans(bytes, mark, encoding.width(), breaks) {
        let line = bytes.get(span.start..span.stop).unwrap_or_default();
        let used = if chosen.is_some() { encoding } else { of_line(encoding, line) };
        let [utf8, other] = &mut votes;
        match used {
            _ if line.is_ascii() => {}
            Encoding::Utf8 => *utf8 += 1,
            _ => *other += 1,
        }
        let text = decode(used, line);
        let text = if chosen.is_some() { text } else { repaired(text) };
        lines.push(Source { text, start: span.start, end: span.end, soft: span.soft });
    }
    let [utf8, other] = votes;
    let encoding = if chosen.is_none() && utf8 > other { Encoding::Utf8 } else { encoding };
    Text { encoding, mark, lines }
}

/// The encoding of the whole, and the length of its mark.
fn found(bytes: &[u8]) -> (Encoding, usize) {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => (Encoding::Utf8, 3),
        [0xff, 0xfe, ..] => (Encoding::Utf16Le, 2),
        [0xfe, 0xff, ..] => (Encoding::Utf16Be, 2),
        _ => (unmarked(bytes), 0),
    }
}

fn unmarked(bytes: &[u8]) -> Encoding {
    // Western letters in pairs have a zero, always on the same side.
    let (pairs, _) = bytes.get(..bytes.len().min(512)).unwrap_or_default().as_chunks::<2>();
    let high = pairs.iter().filter(|[first, second]| *first == 0 && *second != 0).count();
    let low = pairs.iter().filter(|[first, second]| *first != 0 && *second == 0).count();
    let most = pairs.len() * 2 / 3;
    match (high > most, low > most) {
        (true, _) => Encoding::Utf16Be,
        (_, true) => Encoding::Utf16Le,
        _ if std::str::from_utf8(bytes).is_ok() => Encoding::Utf8,
        _ if is_mac(bytes) => Encoding::MacRoman,
        _ => Encoding::Windows1252,
    }
}

/// The letters of French that Macs write stand where Windows has signs that no
/// word has in it, and the other way round.
fn is_mac(bytes: &[u8]) -> bool {
    let (mut mac, mut acute, mut other) = (0usize, 0usize, 0usize);
    for triple in bytes.windows(3) {
        let [before, byte, after] = triple else { continue };
        if !before.is_ascii_alphabetic() && !after.is_ascii_alphabetic() {
            continue;
        }
        match byte {
            0x8e => acute += 1,
            0x83 | 0x88..=0x90 | 0x94 | 0x99 | 0x9d | 0x9e => mac += 1,
            // é of DOS, and the letters of Windows.
            0x82 | 0xc0 | 0xc7..=0xcb | 0xe0..=0xff => other += 1,
            _ => {}
        }
    }
    acute > 0 && acute + mac > 2 * other
}

/// A line may be in another encoding than those around it.
fn of_line(encoding: Encoding, line: &[u8]) -> Encoding {
    let guessed = matches!(encoding, Encoding::Windows1252 | Encoding::MacRoman);
    let (mut good, mut bad) = (0, 0);
    for chunk in line.utf8_chunks() {
        let beyond = chunk.valid().chars().filter(|c| !c.is_ascii());
        let (likely, unlikely): (Vec<_>, Vec<_>) = beyond.partition(|c| is_likely(*c));
        good += likely.len();
        bad += unlikely.len() + chunk.invalid().len();
    }
    if guessed && good > bad { Encoding::Utf8 } else { encoding }
}

/// What letters and signs a French result may have in it.
fn is_likely(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{17f}' | 'Α'..='ω' | '\u{2000}'..='\u{22ff}')
}

fn decode(encoding: Encoding, line: &[u8]) -> String {
    match encoding {
        Encoding::Utf8 => {
            let chunks = line.utf8_chunks();
            chunks.map(|chunk| chunk.valid().to_owned() + &decode(Encoding::Windows1252, chunk.invalid())).collect()
        }
        Encoding::Windows1252 => WINDOWS_1252.decode_without_bom_handling(line).0.into_owned(),
        Encoding::MacRoman => MACINTOSH.decode_without_bom_handling(line).0.into_owned(),
        Encoding::Cp850 => line.iter().map(|byte| cp850(*byte)).collect(),
        Encoding::Utf16Le => UTF_16LE.decode_without_bom_handling(line).0.into_owned(),
        Encoding::Utf16Be => UTF_16BE.decode_without_bom_handling(line).0.into_owned(),
    }
}

fn cp850(byte: u8) -> char {
    let upper = byte.checked_sub(0x80).and_then(|index| CP850.chars().nth(index.into()));
    upper.unwrap_or(char::from(byte))
}

/// UTF-8 that was taken for Windows text and encoded again, read as it was meant.
fn repaired(mut text: String) -> String {
    for _ in 0..TIMES {
        if text.is_ascii() {
            return text;
        }
        let once = undone(&text);
        if once == text {
            return text;
        }
        text = once;
    }
    text
}

/// Each letter that makes sense with an encoding less.
fn undone(text: &str) -> String {
    let mut done = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.find(|c: char| !c.is_ascii()).and_then(|at| rest.split_at_checked(at)) {
        done.push_str(before);
        let mut chars = from.chars();
        let first = chars.next();
        rest = chars.as_str();
        if let Some((letter, after)) = meant(from) {
            done.push(letter);
            rest = after;
        } else {
            done.extend(first);
        }
    }
    done + rest
}

/// The letter whose bytes are written as so many letters of Windows, or of Latin-1.
fn meant(from: &str) -> Option<(char, &str)> {
    let length = match byte(from.chars().next()?)? {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => return None,
    };
    let bytes: Option<Vec<u8>> = from.chars().take(length).map(byte).collect();
    let letter = std::str::from_utf8(&bytes?).ok()?.chars().next().filter(|c| is_likely(*c))?;
    let mut rest = from.chars();
    let _ = rest.by_ref().take(length).count();
    Some((letter, rest.as_str()))
}

fn byte(c: char) -> Option<u8> {
    u8::try_from(u32::from(c)).ok().or_else(|| {
        let mut letter = [0; 4];
        let (bytes, _, lost) = WINDOWS_1252.encode(c.encode_utf8(&mut letter));
        bytes.first().copied().filter(|_| !lost)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(bytes: &[u8], chosen: Option<Encoding>) -> (String, Encoding) {
        let text = read(bytes, chosen, Breaks::Tags);
        (text.lines.into_iter().map(|line| line.text).collect::<Vec<_>>().join("\n"), text.encoding)
    }

    #[test]
    fn each_encoding_is_found_out() {
        assert_eq!(one("élève".as_bytes(), None), ("élève".into(), Encoding::Utf8));
        assert_eq!(one(b"\xef\xbb\xbf\xc3\xa9", None), ("é".into(), Encoding::Utf8));
        assert_eq!(one(b"\xe9l\xe8ve \x80", None), ("élève €".into(), Encoding::Windows1252));
        assert_eq!(one(b"Pr\x8el\x8fvement \x88 je\x9en", None), ("Prélèvement à jeûn".into(), Encoding::MacRoman));
        assert_eq!(one(b"\xff\xfe\xe9\0\n\0a\0", None), ("é\na".into(), Encoding::Utf16Le));
        assert_eq!(one(b"\xfe\xff\0\xe9\0\r\0\n\0a", None), ("é\na".into(), Encoding::Utf16Be));
        let bytes: Vec<u8> = "Glycémie".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(one(&bytes, None), ("Glycémie".into(), Encoding::Utf16Le));
    }

    #[test]
    fn a_choice_is_obeyed() {
        let dos = b"Pr\x82l\x8avement \x85 jeun";
        assert_eq!(one(dos, Some(Encoding::Cp850)), ("Prélèvement à jeun".into(), Encoding::Cp850));
        assert_eq!(one(dos, None).1, Encoding::Windows1252);
        assert_eq!(one("é".as_bytes(), Some(Encoding::Windows1252)).0, "Ã©");
        assert_eq!(one(b"\x8e \xe9", Some(Encoding::MacRoman)).0, "é È");
        assert_eq!(one(b"\xff\xfea\0", Some(Encoding::MacRoman)), ("a".into(), Encoding::Utf16Le));
        assert_eq!(CP850.chars().count(), 128);
    }

    #[test]
    fn two_bytes_a_letter_can_be_chosen_where_nothing_shows_it() {
        let bytes: Vec<u8> = "é€Ω€Ω€Ω".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let chosen = Encoding::chosen(Choice::Utf16, &bytes);
        assert_eq!(one(&bytes, Some(chosen)), ("é€Ω€Ω€Ω".into(), Encoding::Utf16Le));
        assert_eq!(Encoding::chosen(Choice::Utf16, b"\xfe\xff\0a"), Encoding::Utf16Be);
        assert!(Choice::ALL.iter().all(|choice| Encoding::chosen(*choice, b"abcd").choice() == *choice));
    }

    #[test]
    fn a_file_of_several_hands_is_read_line_by_line() {
        let bytes = [b"pr\xe9lev\xe9\n".as_slice(), "reçu à l’hôpital".as_bytes()].concat();
        assert_eq!(one(&bytes, None).0, "prélevé\nreçu à l’hôpital");
    }

    #[test]
    fn a_letter_cut_in_two_spoils_no_other() {
        let mut bytes = "élève âgée\nopérée à Nîmes".as_bytes().to_vec();
        bytes.push(0xc3);
        assert_eq!(one(&bytes, None), ("élève âgée\nopérée à NîmesÃ".into(), Encoding::Utf8));
    }

    #[test]
    fn signs_of_windows_beside_a_capital_stay() {
        assert_eq!(one(b"\xab QUALIT\xc9 \xbb\nQUALIT\xc9\xbb", None).0, "« QUALITÉ »\nQUALITÉ»");
    }

    #[test]
    fn what_was_encoded_twice_is_repaired_and_nothing_else() {
        assert_eq!(one("GlycÃ©mie Ã\u{a0} jeun 5Â°".as_bytes(), None).0, "Glycémie à jeun 5°");
        assert_eq!(one("GlycÃƒÂ©mie".as_bytes(), None).0, "Glycémie");
        assert_eq!(one("l’Ã©tÃ© « déjà » N° µ".as_bytes(), None).0, "l’été « déjà » N° µ");
        assert_eq!(one("ZO\u{c3}\u{89}".as_bytes(), None).0, "ZOÉ");
        assert_eq!(one("« QUALITÉ» À»".as_bytes(), None).0, "« QUALITÉ» À»");
    }

    #[test]
    fn every_byte_shows_in_every_encoding() {
        let all: Vec<u8> = (1..=255).filter(|byte| ![b'\r', b'\n', 0x0c].contains(byte)).collect();
        for choice in Encoding::CHOICES {
            assert_eq!(one(&all, Some(choice)).0.chars().count(), all.len(), "{choice:?}");
        }
    }
}
