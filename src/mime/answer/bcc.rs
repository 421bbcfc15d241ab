//! The copy of a message that its sender keeps: it alone says who got it in secret,
//! and goes to nobody else without that being taken out.

use mail_builder::headers::{Header as _, address::Address as Mailbox};

use crate::domain::Address;
use crate::mime::compose::mailbox;
use crate::mime::entity::Entity;

/// The message with a `Bcc` before all else; as it is where nobody got it so.
pub fn with_bcc(people: &[Address], message: Vec<u8>) -> Vec<u8> {
    if people.is_empty() {
        return message;
    }
    let mut bytes = b"Bcc: ".to_vec();
    Mailbox::new_list(people.iter().map(mailbox).collect()).write_header(&mut bytes, 5);
    bytes.extend(message);
    bytes
}

/// The message for others than its sender: it does not say who got it in secret.
pub fn without_bcc(message: Vec<u8>) -> Vec<u8> {
    let is_secret = |name: &[u8]| name.eq_ignore_ascii_case(b"bcc") || name.eq_ignore_ascii_case(b"resent-bcc");
    let entity = Entity::message(&message);
    if !entity.fields().any(|(name, _)| is_secret(name)) {
        return message;
    }
    let mut bytes = Vec::with_capacity(message.len());
    for (name, value) in entity.fields().filter(|(name, _)| !is_secret(name)) {
        bytes.extend_from_slice(name);
        bytes.push(b':');
        bytes.extend_from_slice(value);
    }
    if !bytes.is_empty() && !bytes.ends_with(b"\n") {
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(entity.body);
    bytes
}

#[cfg(test)]
mod tests {
    use super::{with_bcc, without_bcc};
    use crate::domain::Address;
    use crate::mime;

    #[test]
    fn the_copy_says_who_got_it_in_secret_and_is_the_same_otherwise() {
        let message = b"Subject: s\r\nContent-Type: text/plain\r\n\r\nBonjour\r\n".to_vec();
        let people: Vec<Address> = (0..9)
            .map(|number| Address::new(format!("Zoé {number}"), format!("zoe{number}@clinique.example")))
            .collect();
        let copy = with_bcc(&people, message.clone());
        assert!(copy.ends_with(&message) && copy.is_ascii());
        assert!(copy.split(|&byte| byte == b'\n').all(|line| line.len() < 998));
        let read = mime::read(&copy);
        assert_eq!((read.envelope.bcc, read.envelope.subject.as_str(), read.text.as_str()), (people, "s", "Bonjour"));
        assert_eq!(with_bcc(&[], message.clone()), message);
        assert_eq!(without_bcc(copy), message);
    }

    #[test]
    fn what_others_get_of_a_copy_is_all_but_who_got_it_in_secret() {
        let copy =
            b"Subject: s\r\nbCC: a@b.example,\r\n c@d.example\r\nResent-Bcc: e@f.example\r\nTo: g@h.example\r\n\r\n\
            Bcc: dans le texte\r\n";
        let others = b"Subject: s\r\nTo: g@h.example\r\n\r\nBcc: dans le texte\r\n";
        assert_eq!(without_bcc(copy.to_vec()), others);
        for whole in [&others[..], b"", b"Subject: s", b"Bcc\r\n\r\nx"] {
            assert_eq!(without_bcc(whole.to_vec()), whole);
        }
        assert_eq!(without_bcc(b"Bcc: a@b.example".to_vec()), b"\r\n");
    }
}
