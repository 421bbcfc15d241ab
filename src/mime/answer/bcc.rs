//! The copy of a message that its sender keeps: it alone says who got it in secret.

use mail_builder::headers::{Header as _, address::Address as Mailbox};

use crate::domain::Address;
use crate::mime::compose::mailbox;

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

#[cfg(test)]
mod tests {
    use super::with_bcc;
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
    }
}
