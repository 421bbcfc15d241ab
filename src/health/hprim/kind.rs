//! What a file is, by what is in it. Its name says nothing: `.hpr` is said of both
//! formats, and of what harvesters cut in forests.

use super::lines::Breaks;
use super::text::{self, Text};
use super::{medecin, sante};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Medecin,
    Sante,
    /// Named, not read: it is between back offices of hospitals.
    Xml,
}

const XML: &str = "http://www.hprim.org/hprimXML";
/// Lines in which the kind is looked for, where it is at the head.
const FIRST: usize = 60;
/// Bytes that tell a text from what is none.
const HEAD: usize = 8 << 10;

/// None where nothing says that it is HPRIM.
pub fn recognise(bytes: &[u8]) -> Option<Kind> {
    examined(bytes).0
}

/// The kind, and the text, where there is any.
pub(super) fn examined(bytes: &[u8]) -> (Option<Kind>, Option<Text>) {
    if is_binary(bytes.get(..bytes.len().min(HEAD)).unwrap_or_default()) {
        return (None, None);
    }
    let text = text::read(bytes, None, Breaks::Tags);
    let head = || text.lines.iter().take(FIRST).map(|line| line.text.trim());
    let is_xml = head().find(|line| !line.is_empty()).is_some_and(|line| line.starts_with("<?xml"));
    let kind = match () {
        () if head().any(|line| line.contains(XML)) => Some(Kind::Xml),
        () if is_xml => None,
        () if sante::is_at(head()) => Some(Kind::Sante),
        () => medecin::is_in(&text.lines).then_some(Kind::Medecin),
    };
    (kind, Some(text))
}

/// The same of a mail's own text.
pub fn recognise_text(text: &str) -> Option<Kind> {
    recognise(text.as_bytes())
}

/// PDF, pictures, archives: no text to look for signs in.
fn is_binary(head: &[u8]) -> bool {
    let known = [b"%PDF-".as_slice(), b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf"];
    let control = |byte: &&u8| matches!(**byte, 1..=8 | 0x0b | 0x0e..=0x19 | 0x1b..=0x1f);
    known.iter().any(|start| head.starts_with(start)) || head.iter().filter(control).count() * 20 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_is_in_the_content() {
        assert_eq!(recognise(b"H|~^\\&|X||LAB||ORU\rP|1"), Some(Kind::Sante));
        assert_eq!(recognise(b"RES|TSH|TSH|N|2.1\nRES|T4|T4|N|9"), Some(Kind::Medecin));
        assert_eq!(recognise_text("x\n****LAB****\nRES|TSH|TSH|N|2.1|\n****FIN****"), Some(Kind::Medecin));
        let xml = b"<?xml version=\"1.0\"?><evenement xmlns=\"http://www.hprim.org/hprimXML\"/>";
        assert_eq!(recognise(xml), Some(Kind::Xml));
    }

    #[test]
    fn what_is_something_else_is_none() {
        for bytes in [
            b"".as_slice(),
            b"Bonjour",
            b"<?xml version=\"1.0\"?><HarvestedProduction><Machine>****FIN****</Machine></HarvestedProduction>",
            b"%PDF-1.4\n****FINFICHIER****",
            b"> ****FIN****\n> RES|a|b|c",
            b"MSH|^~\\&|LAB|X",
            b"HOTEL|a|b",
            b"La ligne RES|x est dans la documentation",
            b"Fin\n**fin",
        ] {
            assert_eq!(recognise(bytes), None, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
