//! A receipt as RFC 8098 wants it: words for a person, fields for a program, and
//! what the sender wrote above the message. Nothing of the workstation, of the
//! way that the message took here, or of what it says goes back.

use std::borrow::Cow;
use std::fmt::Write as _;

use mail_builder::{
    MessageBuilder,
    headers::{address::Address as Mailbox, content_type::ContentType, date::Date, text::Text},
    mime::{BodyPart, MimePart},
};

use crate::domain::Timestamp;
use crate::domain::receipt::Given;
use crate::mime::compose::{boundary, id, lines, mailbox};
use crate::mime::{clean, entity::Entity};

/// What the sender wrote, and may have back.
const THEIRS: [&str; 12] = [
    "date",
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "subject",
    "message-id",
    "in-reply-to",
    "references",
    "disposition-notification-to",
    "original-recipient",
];
/// Of what goes back.
const LONGEST: usize = 64 << 10;

/// `original`: the message as it came, of which the header is enough.
pub fn receipt(given: &Given, original: &[u8]) -> Vec<u8> {
    let message_id = id(&given.message_id);
    let about = given.original.as_deref().map(id).filter(|id| !id.is_empty());
    let original = Entity::message(original);
    let (words, fields, header) = (lines(&given.text), fields(given, about.as_deref(), &original), theirs(&original));
    let parted = boundary(&message_id, 0, &[words.as_bytes(), fields.as_bytes(), header.as_bytes()]);
    let kind = ContentType::new("multipart/report")
        .attribute("report-type", "disposition-notification")
        .attribute("boundary", parted);
    let fields = MimePart::new("message/disposition-notification", BodyPart::Binary(fields.into_bytes().into()));
    let parts = vec![
        MimePart::new("text/plain", words),
        fields.transfer_encoding("7bit"),
        MimePart::new("text/rfc822-headers", header),
    ];
    let mut message = MessageBuilder::new()
        .date(Date::new(Timestamp::clamped(given.date.0).0))
        .from(mailbox(&given.recipient))
        .header("To", Mailbox::new_list(given.to.iter().map(mailbox).collect()))
        .subject(clean::line(&given.subject))
        .message_id(message_id);
    if let Some(about) = about {
        message = message.in_reply_to(vec![about.clone()]).references(vec![about]);
    }
    if given.automatic {
        message = message.header("Auto-Submitted", Text::new("auto-replied"));
    }
    let mut bytes = Vec::new();
    message.body(MimePart::new(kind, parts)).serialize(&mut bytes);
    bytes
}

fn fields(given: &Given, about: Option<&str>, original: &Entity<'_>) -> String {
    let mut fields = String::new();
    // Who asked to be told of this address is told of it.
    let sent_to = original.texts("Original-Recipient").into_iter().next().filter(|value| value.is_ascii());
    if let Some(sent_to) = sent_to.as_deref().and_then(|value| value.get(..value.len().min(900))) {
        let _ = write!(fields, "Original-Recipient: {sent_to}\r\n");
    }
    let (kind, recipient) = addressed(&given.recipient.email);
    let _ = write!(fields, "Final-Recipient: {kind};{recipient}\r\n");
    if let Some(about) = about {
        let _ = write!(fields, "Original-Message-ID: <{about}>\r\n");
    }
    // It was shown because a person opened it, whoever answers.
    let sent = if given.automatic { "automatically" } else { "manually" };
    let _ = write!(fields, "Disposition: manual-action/MDN-sent-{sent}; displayed\r\n");
    fields
}

/// RFC 6533, 3: beyond ASCII an address is written in another way.
fn addressed(email: &str) -> (&'static str, Cow<'_, str>) {
    if email.bytes().all(|byte| byte.is_ascii_graphic()) {
        return ("rfc822", email.into());
    }
    let letter =
        |c: char| if c.is_ascii_graphic() && c != '\\' { c.to_string() } else { format!("\\x{{{:X}}}", u32::from(c)) };
    ("utf-8", email.chars().map(letter).collect::<String>().into())
}

fn theirs(original: &Entity<'_>) -> String {
    let mut header = String::new();
    for (name, value) in original.fields() {
        let name = String::from_utf8_lossy(name);
        if THEIRS.contains(&name.to_ascii_lowercase().as_str()) && header.len() + value.len() <= LONGEST {
            let _ = write!(header, "{name}:{}", lines(&String::from_utf8_lossy(value)));
        }
    }
    header
}

#[cfg(test)]
mod tests {
    use super::{addressed, receipt};
    use crate::domain::receipt::{Disposition, Fate, Given};
    use crate::domain::{Address, Timestamp};
    use crate::mime::{self, entity::Entity};

    const ORIGINAL: &str = "Return-Path: <anne@b.example>\r\nReceived: from interne.cabinet.example\r\n by x\r\n\
        From: Anne <anne@b.example>\r\nTo: lea@cabinet.example\r\nSubject: =?utf-8?Q?R=C3=A9sultats?=\r\n\
        Message-ID: <un@b.example>\r\nDisposition-Notification-To: anne@b.example\r\nX-Secret: x\r\n\r\nSecret médical\r\n";

    fn given() -> Given {
        Given {
            recipient: Address::new("Dr Léa Désiré", "lea@cabinet.example"),
            to: vec![Address::new("Anne", "anne@b.example")],
            subject: "Résultats".to_owned(),
            original: Some("un@b.example".to_owned()),
            automatic: false,
            date: Timestamp(1_795_251_600),
            message_id: "deux@cabinet.example".to_owned(),
            text: "Votre message « Résultats » a été affiché.\nRien ne dit qu’il a été lu.".to_owned(),
        }
    }

    #[test]
    fn a_receipt_has_its_three_parts_in_order_and_is_read_again() {
        let bytes = receipt(&given(), ORIGINAL.as_bytes());
        assert!(bytes.is_ascii() && !bytes.windows(1).any(|byte| byte == [0]));
        let root = Entity::message(&bytes);
        assert_eq!(root.media_type(), "multipart/report");
        assert_eq!(root.parameter("report-type").as_deref(), Some("disposition-notification"));
        let parts: Vec<_> = root.parts().unwrap().into_iter().map(Entity::part).collect();
        let kinds: Vec<_> = parts.iter().map(Entity::media_type).collect();
        assert_eq!(kinds, ["text/plain", "message/disposition-notification", "text/rfc822-headers"]);
        assert_eq!(
            parts[1].body,
            b"Final-Recipient: rfc822;lea@cabinet.example\r\nOriginal-Message-ID: <un@b.example>\r\n\
              Disposition: manual-action/MDN-sent-manually; displayed\r\n"
        );
        let read = mime::read(&bytes);
        assert!(read.text.contains("a été affiché") && read.envelope.subject == "Résultats" && !read.attachment);
        assert_eq!(read.envelope.in_reply_to, ["un@b.example"]);
        let report = super::super::report(&bytes).unwrap();
        assert_eq!(report.original.as_deref(), Some("un@b.example"));
        let displayed = Fate::Disposed { disposition: Disposition::Displayed, automatic: false, error: None };
        assert_eq!((report.news[0].recipient.as_str(), &report.news[0].fate), ("lea@cabinet.example", &displayed));
    }

    #[test]
    fn nothing_of_the_message_or_of_its_way_here_goes_back() {
        let bytes = receipt(&given(), ORIGINAL.as_bytes());
        let header = Entity::part(Entity::message(&bytes).parts().unwrap()[2]).decoded().into_owned();
        let header = String::from_utf8(header).unwrap();
        assert!(header.starts_with("From: Anne <anne@b.example>\r\n") && header.contains("Message-ID: <un@b.example>"));
        let all = String::from_utf8(bytes).unwrap();
        for secret in ["interne", "Received", "X-Secret", "Return-Path", "Secret m"] {
            assert!(!all.contains(secret), "{secret} in {all}");
        }
        assert!(!all.contains("Disposition-Notification-To: ") || header.contains("Disposition-Notification-To"));
        let head = all.split("\r\n\r\n").next().unwrap();
        assert!(!head.contains("Disposition-Notification-To"), "a receipt asks for none");
    }

    #[test]
    fn one_that_goes_by_itself_says_so() {
        let bytes = receipt(&Given { automatic: true, original: None, ..given() }, b"Subject: s\r\n\r\n");
        let all = String::from_utf8(bytes).unwrap();
        assert!(all.contains("\r\nAuto-Submitted: auto-replied\r\n"), "{all}");
        assert!(all.contains("Disposition: manual-action/MDN-sent-automatically; displayed"));
        assert!(!all.contains("Original-Message-ID") && !all.contains("In-Reply-To"));
    }

    #[test]
    fn no_value_can_add_a_field() {
        let evil = "x\r\nX-Evil: 1";
        let given = Given {
            recipient: Address::new(evil, format!("a@b.example{evil}")),
            to: vec![Address::new(evil, evil)],
            subject: evil.to_owned(),
            original: Some(evil.to_owned()),
            message_id: evil.to_owned(),
            ..given()
        };
        let original = "Original-Recipient: rfc822;a@b.example\r\n X-Evil: 2\r\nSubject: x\r\n\r\n";
        let all = String::from_utf8(receipt(&given, original.as_bytes())).unwrap();
        assert!(!all.lines().any(|line| line.starts_with("X-Evil")), "{all}");
        assert!(all.contains("Original-Recipient: rfc822;a@b.example X-Evil: 2\r\n"), "{all}");
        assert_eq!(addressed("zoé@b.example"), ("utf-8", "zo\\x{E9}@b.example".into()));
    }
}
