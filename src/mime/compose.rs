//! Values to mail bytes. The same letter gives the same bytes: no clock, no
//! chance, no name of the machine. No value can add a header to it.

use base64::{Engine, engine::general_purpose::STANDARD};
use mail_builder::{
    MessageBuilder,
    headers::{HeaderType, address::Address as Mailbox, content_type::ContentType, date::Date, text::Text},
    mime::{BodyPart, MimePart},
};

use super::{clean, legacy, name};
use crate::domain::{Address, Email, Timestamp};

/// Lines of a mail are no longer than this (RFC 5322, 2.1.1).
const LINE: usize = 998;

/// An id or an address cannot be folded, and shares its line.
const ATOM: usize = 900;

/// Headers that the letter has its own values for, or that would say something
/// else of it than what it is.
const OWN: [&str; 13] = [
    "bcc",
    "cc",
    "date",
    "from",
    "in-reply-to",
    "message-id",
    "mime-version",
    "received",
    "references",
    "reply-to",
    "return-path",
    "subject",
    "to",
];

/// A letter to be sent. Those it goes to in secret are not part of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Letter {
    pub from: Address,
    pub to: Vec<Address>,
    pub cc: Vec<Address>,
    pub reply_to: Vec<Address>,
    pub subject: String,
    pub date: Timestamp,
    /// Ids are without brackets, as everywhere.
    pub message_id: String,
    pub in_reply_to: Option<String>,
    pub references: Vec<String>,
    pub text: String,
    pub html: Option<String>,
    pub attachments: Vec<Attachment>,
    /// Others. One that the letter writes itself, or that would change what
    /// its body means, is left out.
    pub headers: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Attachment {
    pub name: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
    /// Of a picture that the HTML shows.
    pub content_id: Option<String>,
}

pub fn compose(letter: &Letter) -> Vec<u8> {
    composed(letter, false)
}

/// The same for a letter whose subject is to be hidden: its text says it again, for
/// programs that do not find it where it goes.
pub fn compose_to_hide(letter: &Letter) -> Vec<u8> {
    composed(letter, true)
}

fn composed(letter: &Letter, hides: bool) -> Vec<u8> {
    let message_id = match id(&letter.message_id) {
        id if id.is_empty() => format!("{:016x}@sceau.invalid", digest(&letter.text, 0)),
        id => id,
    };
    let mut message =
        MessageBuilder::new().date(Date::new(Timestamp::clamped(letter.date.0).0)).from(mailbox(&letter.from));
    for (name, people) in [("Reply-To", &letter.reply_to), ("To", &letter.to), ("Cc", &letter.cc)] {
        if !people.is_empty() {
            message = message.header(name, Mailbox::new_list(people.iter().map(mailbox).collect()));
        }
    }
    message = message.subject(clean::line(&letter.subject)).message_id(message_id.clone());
    let ids = |ids: &[String]| ids.iter().map(|text| id(text)).filter(|id| !id.is_empty()).collect::<Vec<_>>();
    let (parent, references) = (ids(letter.in_reply_to.as_slice()), ids(&letter.references));
    if !parent.is_empty() {
        message = message.in_reply_to(parent);
    }
    if !references.is_empty() {
        message = message.references(references);
    }
    for (name, value) in letter.headers.iter().filter(|(name, _)| is_free(name)) {
        message = message.header(name.as_str(), Text::new(clean::line(value)));
    }
    let mut bytes = Vec::new();
    message.body(body(letter, &message_id, hides)).serialize(&mut bytes);
    bytes
}

/// Text and HTML are alternatives; the pictures of the HTML are related to it;
/// the other attachments come after.
fn body<'a>(letter: &'a Letter, message_id: &str, hides: bool) -> MimePart<'a> {
    let subject = hides.then(|| clean::line(&letter.subject));
    let again = |before: fn(&str) -> String| subject.as_deref().map(before).unwrap_or_default();
    let text = lines(&(again(legacy::before_text) + &letter.text));
    let html = letter.html.as_deref().map(|html| lines(&(again(legacy::before_html) + html)));
    let typed = |kind: &'static str| {
        let kind = ContentType::new(kind).attribute("charset", "utf-8");
        if hides { kind.attribute(legacy::PARAMETER, "1") } else { kind }
    };
    let messages = letter.attachments.iter().filter(|attachment| is_plain_message(attachment));
    let plain: Vec<&[u8]> = [Some(text.as_bytes()), html.as_deref().map(str::as_bytes)]
        .into_iter()
        .flatten()
        .chain(messages.map(|message| message.bytes.as_slice()))
        .collect();
    let [mixed, alternative, related] = [0, 1, 2].map(|level| boundary(message_id, level, &plain));
    let is_picture = |attachment: &&Attachment| letter.html.is_some() && attachment.content_id.is_some();

    let mut body = MimePart::new(typed("text/plain"), text);
    if let Some(html) = html {
        let mut html = MimePart::new(typed("text/html"), html);
        let pictures: Vec<_> = letter.attachments.iter().filter(is_picture).map(attached).collect();
        if !pictures.is_empty() {
            let kind = ContentType::new("multipart/related").attribute("type", "text/html");
            html = multipart(kind, related, html, pictures);
        }
        body = multipart(ContentType::new("multipart/alternative"), alternative, body, vec![html]);
    }
    let others: Vec<_> = letter.attachments.iter().filter(|attachment| !is_picture(attachment)).map(attached).collect();
    if others.is_empty() { body } else { multipart(ContentType::new("multipart/mixed"), mixed, body, others) }
}

fn multipart<'a>(
    kind: ContentType<'a>,
    boundary: String,
    first: MimePart<'a>,
    mut others: Vec<MimePart<'a>>,
) -> MimePart<'a> {
    others.insert(0, first);
    MimePart::new(kind.attribute("boundary", boundary), others)
}

/// Derived from the Message-ID, and beginning no line of what is written as it
/// is; what is encoded cannot hold `=_`.
pub(super) fn boundary(message_id: &str, level: u64, plain: &[&[u8]]) -> String {
    let mut salt = level;
    loop {
        let boundary = format!("=_{level}_{:016x}", digest(message_id, salt));
        let ends = |line: &[u8]| line.strip_prefix(b"--").is_some_and(|rest| rest.starts_with(boundary.as_bytes()));
        if !plain.iter().any(|text| text.split(|&byte| byte == b'\n').any(ends)) {
            return boundary;
        }
        salt += 10;
    }
}

/// FNV-1a: a boundary has to differ, not to be secret.
fn digest(text: &str, salt: u64) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325 ^ salt;
    text.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Attachments travel as base64, whatever they hold: no server may touch a byte
/// of them. Only a message within a message must stay readable (RFC 2046,
/// 5.2.1), as long as its lines can travel as they are.
fn attached(attachment: &Attachment) -> MimePart<'_> {
    let (encoding, bytes) = if is_plain_message(attachment) {
        ("7bit", attachment.bytes.as_slice().into())
    } else {
        ("base64", base64_lines(&attachment.bytes).into())
    };
    let disposition = if attachment.content_id.is_some() { "inline" } else { "attachment" };
    let media_type = media_type(&attachment.media_type);
    let file = name::name(Some(&attachment.name), &media_type, 1);
    let disposition = ContentType::new(disposition).attribute("filename", file);
    let part = MimePart::new(ContentType::new(media_type), BodyPart::Binary(bytes))
        .header("Content-Disposition", HeaderType::from(disposition))
        .transfer_encoding(encoding);
    match attachment.content_id.as_deref().map(id) {
        Some(id) if !id.is_empty() => part.cid(id),
        _ => part,
    }
}

pub(super) fn base64_lines(bytes: &[u8]) -> Vec<u8> {
    let mut lines = String::with_capacity(bytes.len() / 57 * 78 + 80);
    for chunk in bytes.chunks(57) {
        STANDARD.encode_string(chunk, &mut lines);
        lines.push_str("\r\n");
    }
    lines.into_bytes()
}

fn is_plain_message(attachment: &Attachment) -> bool {
    let is_plain =
        |line: &[u8]| line.len() <= LINE && line.strip_suffix(b"\r").is_some_and(|line| !line.contains(&b'\r'));
    attachment.media_type.eq_ignore_ascii_case("message/rfc822")
        && attachment.bytes.is_ascii()
        && !attachment.bytes.contains(&0)
        && attachment.bytes.strip_suffix(b"\n").is_some_and(|bytes| bytes.split(|&byte| byte == b'\n').all(is_plain))
}

/// The text as mail has it: no control character, lines end in CRLF.
pub(super) fn lines(text: &str) -> String {
    let mut lines = clean::block(text);
    if !lines.is_empty() && !lines.ends_with('\n') {
        lines.push('\n');
    }
    lines.replace('\n', "\r\n")
}

/// A sound address is written as it is. Of another, only what cannot stand in a
/// header goes: whether it may be sent to is asked before, not here.
pub(super) fn mailbox(address: &Address) -> Mailbox<'static> {
    let name = clean::line(&address.name);
    let email = match Email::parse(&address.email) {
        // A quote within quotes would end them.
        Ok(email) if email.as_str().matches('"').count() <= 2 => email.as_str().to_owned(),
        _ => address.email.chars().filter(|&c| is_atom(c)).take(ATOM).collect(),
    };
    Mailbox::new_address(Some(name).filter(|name| !name.is_empty()), email)
}

fn is_atom(c: char) -> bool {
    c.is_ascii_graphic() && !"<>(),;:\\\"[]".contains(c)
}

/// What may stand between angle brackets; nothing, where it fills a whole line.
pub(super) fn id(text: &str) -> String {
    let id: String = text.chars().filter(|c| c.is_ascii_graphic() && !"<>".contains(*c)).collect();
    if id.len() < ATOM { id } else { String::new() }
}

fn media_type(text: &str) -> String {
    let token =
        |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&^_.+-".contains(&b));
    match text.split_once('/') {
        Some((kind, subtype)) if token(kind) && token(subtype) => text.to_ascii_lowercase(),
        _ => "application/octet-stream".to_owned(),
    }
}

fn is_free(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let is_token = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_token && name.len() <= 70 && !name.starts_with("content-") && !OWN.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::{Attachment, Letter, boundary, compose};
    use crate::{
        domain::{Address, PartRole, Timestamp},
        mime,
    };

    fn letter() -> Letter {
        Letter {
            from: Address::new("Dr Léa Désiré", "lea@cabinet.example"),
            to: vec![Address::new("Durand, Anne", "anne@clinique.example"), Address::new("", "b@clinique.example")],
            cc: Vec::new(),
            reply_to: Vec::new(),
            subject: "Compte rendu d'échographie".to_owned(),
            date: Timestamp(1_795_251_600),
            message_id: "un@cabinet.example".to_owned(),
            in_reply_to: Some("zero@clinique.example".to_owned()),
            references: vec!["a@clinique.example".to_owned(), "zero@clinique.example".to_owned()],
            text: "Cher confrère,\n\nVoici le compte rendu. \nBien à vous\n".to_owned(),
            html: None,
            attachments: Vec::new(),
            headers: Vec::new(),
        }
    }

    fn attachment(name: &str, media_type: &str, bytes: &[u8]) -> Attachment {
        Attachment { name: name.to_owned(), media_type: media_type.to_owned(), bytes: bytes.to_vec(), content_id: None }
    }

    fn assert_fit_for_the_wire(bytes: &[u8]) {
        assert!(bytes.is_ascii());
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            assert!(line.ends_with(b"\r\n") && line.len() <= 1_000, "{:?}", String::from_utf8_lossy(line));
            assert!(!line.strip_suffix(b"\r\n").unwrap().contains(&b'\r'));
        }
    }

    #[test]
    fn a_letter_is_read_as_it_was_written() {
        let letter = letter();
        let bytes = compose(&letter);
        assert_fit_for_the_wire(&bytes);
        let read = mime::read(&bytes);
        assert_eq!(read.envelope.from, [letter.from]);
        assert_eq!(read.envelope.to, letter.to);
        assert_eq!(read.envelope.subject, letter.subject);
        assert_eq!(read.envelope.date, Some(letter.date));
        assert_eq!(read.envelope.message_id.as_deref(), Some("un@cabinet.example"));
        assert_eq!(read.envelope.in_reply_to, ["zero@clinique.example"]);
        assert_eq!(read.envelope.references, letter.references);
        assert_eq!(read.text, letter.text.trim_end());
        assert!(read.defects.is_empty() && !read.attachment);
    }

    #[test]
    fn the_same_letter_gives_the_same_bytes() {
        let mut letter = letter();
        letter.html = Some("<p>é</p>".to_owned());
        letter.attachments.push(attachment("a.pdf", "application/pdf", b"%PDF"));
        assert_eq!(compose(&letter), compose(&letter.clone()));
        letter.message_id = "\n".to_owned();
        assert_eq!(compose(&letter), compose(&letter));
    }

    #[test]
    fn alternatives_pictures_and_attachments_have_their_places() {
        let mut letter = letter();
        letter.html = Some("<p>Voici <img src=\"cid:logo@cabinet.example\"></p>".to_owned());
        let long = format!("résultats {}.pdf", "très longs ".repeat(8));
        letter.attachments = vec![
            Attachment {
                content_id: Some("logo@cabinet.example".to_owned()),
                ..attachment("logo.png", "image/png", &[0, 1, 2])
            },
            attachment(&long, "application/pdf", &vec![7; 1_000]),
            attachment("hprim.hpr", "text/plain", b"un\rdeux\n\xe9"),
            attachment("", "Message/RFC822", b"Subject: s\r\n\r\nx\r\n"),
        ];
        let bytes = compose(&letter);
        assert_fit_for_the_wire(&bytes);
        let read = mime::read(&bytes);
        let found: Vec<_> = read.parts.iter().map(|part| (part.role, part.name.as_str())).collect();
        let expected = [
            (PartRole::Body, ""),
            (PartRole::Body, ""),
            (PartRole::Inline, "logo.png"),
            (PartRole::Attachment, long.as_str()),
            (PartRole::Attachment, "hprim.hpr"),
            (PartRole::Attachment, "piece-jointe-1.eml"),
        ];
        assert_eq!(found, expected);
        assert_eq!(read.parts[2].content_id.as_deref(), Some("logo@cabinet.example"));
        for (part, attachment) in read.parts[2..].iter().zip(&letter.attachments) {
            assert_eq!(mime::part_bytes(&bytes, part.id).unwrap(), attachment.bytes);
            assert_eq!(part.size, attachment.bytes.len() as u64);
        }
    }

    #[test]
    fn no_value_can_add_a_header_or_end_the_header() {
        let evil = "x\r\nX-Evil: 1\r\n\r\nX-Evil: 2\nX-Evil: 3\rX-Evil: 4\u{2028}";
        let mut letter = letter();
        let person = Address::new(evil, format!("a@b.example>{evil}"));
        letter.from = person.clone();
        letter.to = vec![person.clone()];
        letter.reply_to = vec![person];
        letter.subject = evil.to_owned();
        letter.message_id = evil.to_owned();
        letter.in_reply_to = Some(evil.to_owned());
        letter.references = vec![evil.to_owned()];
        letter.attachments = vec![Attachment {
            content_id: Some(evil.to_owned()),
            ..attachment(evil, &format!("text/plain; {evil}"), b"x")
        }];
        letter.headers = vec![
            ("X-Good".to_owned(), evil.to_owned()),
            (evil.to_owned(), "x".to_owned()),
            ("Bcc".to_owned(), "x@y.example".to_owned()),
            ("content-type".to_owned(), "text/html".to_owned()),
        ];
        let bytes = compose(&letter);
        assert_fit_for_the_wire(&bytes);
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.lines().any(|line| line.starts_with("X-Evil")), "{text}");
        assert!(!text.contains("Bcc:") && !text.contains("text/html"));
        assert!(text.contains("\r\nX-Good: x"));
    }

    #[test]
    fn a_boundary_begins_no_line_of_the_letter() {
        let mut letter = letter();
        let first = boundary("un@cabinet.example", 0, &[]);
        assert_ne!(boundary("un@cabinet.example", 0, &[format!("a\n--{first}--").as_bytes()]), first);
        letter.text = format!("-\u{1}-{first}--\r--{first}");
        letter.attachments.push(attachment("a.pdf", "application/pdf", b"x"));
        let read = mime::read(&compose(&letter));
        assert_eq!((read.text, read.parts.len()), (format!("--{first}--\n--{first}"), 2));
    }
}
