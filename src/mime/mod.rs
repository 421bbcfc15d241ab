//! Mail bytes to values, and values to mail bytes.
//!
//! Reading is total: any bytes give a message, capped and repaired where they
//! have to be, and [`Defect`] says where. Nothing here panics, recurses with
//! what it reads, loads anything, or says that a signature is good.

pub mod answer;
mod body;
mod charset;
mod clean;
pub mod compose;
mod content;
pub mod entity;
mod envelope;
mod extract;
mod field;
mod flowed;
mod html;
mod kind;
mod legacy;
mod limit;
mod line;
mod name;
pub mod receipt;
mod role;
mod transfer;
mod walk;
mod word;
pub mod writing;

use serde::{Deserialize, Serialize};

use crate::domain::{Encoding, Envelope, Mark, Part, PartId};

pub use charset::looks_misread;
pub use kind::media_type_of;
pub use name::clean_name;

/// A header alone, as a server gives it before the rest.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    pub envelope: Envelope,
    pub mark: Mark,
    /// The best guess: only the whole message tells.
    pub attachment: bool,
}

/// A whole message, without the bytes of its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    pub envelope: Envelope,
    /// The leaves, in the order in which they are met.
    pub parts: Vec<Part>,
    pub mark: Mark,
    /// To be read, searched and quoted. Empty where it is encrypted.
    pub text: String,
    /// The first words of the text, without what it quotes.
    pub extract: String,
    pub attachment: bool,
    pub defects: Vec<Defect>,
}

/// A message as its sender laid it out, to be shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layout {
    /// One after the other.
    pub sections: Vec<Section>,
    /// The pictures that may stand in the text, decoded, by their `Content-ID`.
    pub pictures: Vec<(String, Vec<u8>)>,
    /// A label of its letters was wrong or unknown.
    pub repaired: bool,
}

impl Layout {
    /// Only plain text: what [`Reading::text`] says already.
    pub fn is_plain(&self) -> bool {
        self.sections.iter().all(|section| matches!(section, Section::Plain(_)))
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Section {
    Plain(String),
    /// As it came: nothing in it is harmless yet.
    Html(String),
    /// A calendar, as it came.
    Calendar(Vec<u8>),
}

/// What was left out, or had to be repaired.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Defect {
    /// The header, or that of a part, is beyond its cap; the rest was left out.
    HeaderCut,
    /// A list of addresses is beyond its cap; the rest was left out.
    TooManyAddresses,
    /// The parts beyond the cap were left out.
    TooManyParts,
    /// Multiparts are nested beyond the cap; what is deeper is one attachment.
    TooDeep,
    /// The end of a multipart is missing: the message may not be whole.
    Unclosed,
    /// The text is beyond its cap; the rest was left out.
    TextCut,
    /// The same for the HTML that the text was made of.
    HtmlCut,
    /// A charset label was wrong or unknown; the text was read by its bytes.
    CharsetRepaired,
}

impl Defect {
    fn note(self, defects: &mut Vec<Self>) {
        if !defects.contains(&self) {
            defects.push(self);
        }
    }
}

/// Reads a header alone.
pub fn read_header(bytes: &[u8]) -> Header {
    let (fields, _) = field::Fields::of_message(bytes);
    let root = content::Content::new(&fields, "text/plain");
    let mark = role::mark(&root, None);
    let text_or_container = root.is_multipart() || root.media_type.starts_with("text/");
    Header {
        envelope: envelope::envelope(&fields).0,
        mark,
        attachment: root.media_type == "multipart/mixed" || !text_or_container && mark == Mark::Plain,
    }
}

/// Reads a whole message.
pub fn read(bytes: &[u8]) -> Reading {
    let mut walk = walk::walk(bytes);
    let (envelope, addresses_cut) = envelope::envelope(&walk.fields);
    if walk.fields.cut {
        walk.note(Defect::HeaderCut);
    }
    if addresses_cut {
        walk.note(Defect::TooManyAddresses);
    }
    let text = body::text(&mut walk);
    let parts = role::parts(&walk.pieces);
    Reading {
        envelope,
        mark: walk.pieces.first().map(|root| role::mark(&root.content, Some(root.body))).unwrap_or_default(),
        extract: extract::extract(&text),
        attachment: parts.iter().any(role::is_shown_as_attachment),
        text,
        parts,
        defects: walk.defects,
    }
}

/// How its sender laid a message out.
pub fn layout(bytes: &[u8]) -> Layout {
    layout_in(bytes, None)
}

/// The same with its plain text in letters that the reader chose.
pub fn layout_in(bytes: &[u8], chosen: Option<Encoding>) -> Layout {
    let mut walk = walk::walk(bytes);
    if let Some(chosen) = chosen {
        let texts = walk.pieces.iter_mut().filter(|piece| piece.content.media_type == "text/plain");
        texts.for_each(|piece| piece.content.charset = Some(chosen.label().to_owned()));
    }
    let sections = body::sections(&mut walk);
    let repaired = walk.defects.contains(&Defect::CharsetRepaired);
    let mut room = limit::PICTURES;
    let pictures = walk.pieces.iter().filter(|piece| !piece.opened).filter_map(|piece| {
        let id = piece.content.id.clone()?;
        let fits = piece.content.media_type.starts_with("image/") && piece.size() <= room;
        room = room.checked_sub(if fits { piece.size() } else { 0 })?;
        fits.then(|| (id, transfer::decode(piece.body, piece.encoding()).into_owned()))
    });
    Layout { pictures: pictures.collect(), sections, repaired }
}

/// The decoded bytes of a part of that message.
pub fn part_bytes(bytes: &[u8], id: PartId) -> Option<Vec<u8>> {
    let walk = walk::walk(bytes);
    let piece = walk.pieces.iter().find(|piece| piece.id == id && !piece.opened)?;
    Some(transfer::decode(piece.body, piece.encoding()).into_owned())
}

/// What a part of that message says of its letters.
pub fn part_charset(bytes: &[u8], id: PartId) -> Option<String> {
    let walk = walk::walk(bytes);
    walk.pieces.into_iter().find(|piece| piece.id == id)?.content.charset
}

/// The text of a file that is no mail, whatever its label says.
pub fn plain_text(bytes: &[u8], charset: Option<&str>) -> String {
    clean::block(&charset::decode(bytes, charset).0)
}

/// The readable text of a page that is no mail.
pub fn html_text(bytes: &[u8], charset: Option<&str>) -> String {
    html::text(&plain_text(bytes, charset))
}

/// All header fields, one on each line, decoded as well as can be. They are
/// shown, never parsed again.
pub fn header_text(bytes: &[u8]) -> String {
    let (fields, _) = field::Fields::of_message(bytes);
    let mut text = String::new();
    for (name, value) in fields.texts() {
        text.push_str(&name);
        text.push_str(": ");
        text.push_str(&clean::line(&word::decode(&value)));
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Defect, Section, header_text, layout, part_bytes, read, read_header};
    use crate::domain::{Mark, PartId, PartRole};

    #[test]
    fn no_bytes_at_all_are_a_message() {
        let reading = read(b"");
        assert_eq!((reading.text.as_str(), reading.parts.len(), reading.mark), ("", 1, Mark::Plain));
        assert_eq!(part_bytes(b"", PartId(0)), Some(Vec::new()));
        assert_eq!(part_bytes(b"", PartId(1)), None);
    }

    #[test]
    fn a_header_alone_says_what_the_message_will() {
        let header = read_header(b"Subject: s\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n");
        assert!(header.attachment && header.envelope.subject == "s");
        assert!(read_header(b"Content-Type: application/pdf\r\n\r\n").attachment);
        let secret = read_header(b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\n");
        assert_eq!((secret.mark, secret.attachment), (Mark::Encrypted, false));
    }

    #[test]
    fn the_size_of_a_part_is_that_of_its_bytes() {
        let message = b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\r\nun\r\n--a\r\n\
            Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBE\r\nRg==\r\n\r\n--a--\r\n";
        let reading = read(message);
        assert_eq!(reading.parts[1].role, PartRole::Attachment);
        for part in &reading.parts {
            assert_eq!(part_bytes(message, part.id).unwrap().len() as u64, part.size, "{}", part.media_type);
        }
        assert_eq!(part_bytes(message, PartId(2)).unwrap(), b"%PDF");
        assert_eq!(part_bytes(message, PartId(0)), None);
    }

    #[test]
    fn a_layout_is_that_of_the_sender_and_brings_its_pictures() {
        let message = b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\
            Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\nplain\r\n--b\r\n\
            Content-Type: multipart/related; boundary=c\r\n\r\n--c\r\nContent-Type: text/html\r\n\r\n\
            <b>laid out</b>\r\n--c\r\nContent-Type: image/png\r\nContent-ID: <logo@a.example>\r\n\r\n\
            PNG\r\n--c--\r\n--b--\r\n--a\r\n\r\nfoot\r\n--a--\r\n";
        let layout = layout(message);
        assert_eq!(layout.sections, [Section::Html("<b>laid out</b>".into()), Section::Plain("foot".into())]);
        assert_eq!(layout.pictures, [("logo@a.example".to_owned(), b"PNG".to_vec())]);
        assert!(!layout.is_plain() && read(message).text.starts_with("plain"));
    }

    #[test]
    fn an_appointment_that_is_proposed_stands_above_its_text() {
        let calendar = "Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\n";
        let alternative = |plain: &str| {
            format!(
                "Content-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\n\r\n{plain}\r\n--a\r\n{calendar}--a--\r\n"
            )
        };
        let sections = |message: &str| layout(message.as_bytes()).sections;
        let card = || Section::Calendar(b"BEGIN:VCALENDAR".to_vec());
        assert_eq!(sections(&alternative("Venez.")), [card(), Section::Plain("Venez.".into())]);
        assert!(matches!(sections(calendar).as_slice(), [Section::Calendar(_)]));
        let mixed = alternative("Venez.").replace("alternative", "mixed");
        assert_eq!(sections(&mixed), [Section::Plain("Venez.".into())], "a file beside a text is no part of it");
        assert_eq!(sections(&mixed.replace("Venez.", "")).first(), Some(&card()), "it is all there is");
        let listed = read(alternative("Venez.").as_bytes()).parts.pop().unwrap();
        assert_eq!(listed.role, PartRole::Attachment);
    }

    #[test]
    fn all_headers_are_shown_as_lines() {
        let header = b"Received: from a\r\n\tby b\r\nSubject: =?utf-8?Q?=C3=A9t=C3=A9?=\r\nX-Raw: \xe9\x00\r\n\r\nbody";
        assert_eq!(header_text(header), "Received: from a by b\nSubject: été\nX-Raw: é\n");
    }

    #[test]
    fn each_defect_is_told_once() {
        let mut defects = vec![Defect::TextCut];
        Defect::TextCut.note(&mut defects);
        assert_eq!(defects.len(), 1);
    }
}
