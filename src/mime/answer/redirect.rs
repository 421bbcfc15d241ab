//! A message that goes to somebody else as it came (RFC 5322, 3.6.6): its bytes
//! stay, so that its signatures do too; above them stands who passed it on.

use mail_builder::headers::{Header, address::Address as Mailbox, date::Date, message_id::MessageId};

use crate::domain::{Address, Timestamp};
use crate::mime::compose::{id, mailbox};
use crate::mime::entity::Entity;

/// Who passes a message on, to whom and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resent {
    pub from: Address,
    pub to: Vec<Address>,
    pub cc: Vec<Address>,
    pub date: Timestamp,
    /// Without brackets.
    pub message_id: String,
}

/// What the first journey alone was about: whom it went to in secret, and where
/// a server wrote down that it came from.
const LEFT_OUT: [&str; 3] = ["bcc", "return-path", "delivered-to"];

pub fn redirected(message: &[u8], resent: &Resent) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(message.len() + 512);
    write(&mut bytes, "Resent-Date", &Date::new(Timestamp::clamped(resent.date.0).0));
    write(&mut bytes, "Resent-From", &mailbox(&resent.from));
    for (name, people) in [("Resent-To", &resent.to), ("Resent-Cc", &resent.cc)] {
        if !people.is_empty() {
            write(&mut bytes, name, &Mailbox::new_list(people.iter().map(mailbox).collect()));
        }
    }
    write(&mut bytes, "Resent-Message-ID", &MessageId::new(id(&resent.message_id)));
    let entity = Entity::message(message);
    for (name, value) in entity.fields() {
        let left_out = LEFT_OUT.iter().any(|one| name.eq_ignore_ascii_case(one.as_bytes()));
        if !left_out {
            bytes.extend_from_slice(name);
            bytes.push(b':');
            bytes.extend_from_slice(value);
        }
    }
    if !bytes.ends_with(b"\n") {
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(entity.body);
    bytes
}

fn write(bytes: &mut Vec<u8>, name: &str, value: &impl Header) {
    bytes.extend_from_slice(name.as_bytes());
    bytes.extend_from_slice(b": ");
    value.write_header(bytes, name.len() + 2);
}

#[cfg(test)]
mod tests {
    use super::{Resent, redirected};
    use crate::domain::{Address, Timestamp};
    use crate::mime;

    #[test]
    fn a_message_is_passed_on_as_it_came() {
        let message = b"Return-Path: <a@b.example>\r\nReceived: by x\r\n y\r\nFrom: a@b.example\r\n\
            Bcc: secret@b.example\r\nSubject : =?utf-8?Q?=C3=A9?=\r\nContent-Type: text/plain\r\n\r\nBonjour\r\n\r\n";
        let resent = Resent {
            from: Address::new("Dr Léa Désiré", "lea@cabinet.example"),
            to: vec![Address::new("", "paul@c.example"), Address::new("Zoé\r\nX-Evil: 1", "zoe@c.example")],
            cc: Vec::new(),
            date: Timestamp(1_795_251_600),
            message_id: "deux@cabinet.example\r\nX-Evil: 2".to_owned(),
        };
        let bytes = redirected(message, &resent);
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(text.starts_with("Resent-Date: Sat, 21 Nov 2026 09:00:00 +0000\r\nResent-From: "), "{text}");
        assert!(text.ends_with(
            "Received: by x\r\n y\r\nFrom: a@b.example\r\nSubject: =?utf-8?Q?=C3=A9?=\r\nContent-Type: text/plain\r\n\r\n\
             Bonjour\r\n\r\n"
        ));
        assert!(text.contains("\r\nResent-Message-ID: <deux@cabinet.exampleX-Evil:2>\r\n"), "{text}");
        assert!(!text.lines().any(|line| line.starts_with("X-Evil") || line.starts_with("Resent-Cc")));
        assert!(!text.contains("secret@"));
        let headers = mime::header_text(&bytes);
        assert!(headers.contains("Resent-To: <paul@c.example>, Zoé X-Evil: 1 <zoe@c.example>"), "{headers}");
    }

    #[test]
    fn a_header_without_a_body_is_passed_on_too() {
        let resent = Resent {
            from: Address::new("", "a@b.example"),
            to: Vec::new(),
            cc: Vec::new(),
            date: Timestamp(0),
            message_id: "un@b.example".to_owned(),
        };
        let bytes = redirected(b"Subject: s", &resent);
        assert!(bytes.ends_with(b"\r\nSubject: s\r\n\r\n"));
        assert_eq!(mime::read(&redirected(b"", &resent)).text, "");
    }
}
