//! What a message says of receipts that it wants.

use crate::domain::receipt::Request;
use crate::domain::{Address, Email};
use crate::mime::entity::Entity;
use crate::mime::envelope;

/// More is nobody's honest wish.
const MOST: usize = 20;

/// None where none is asked for.
pub fn request(message: &[u8]) -> Option<Request> {
    let message = Entity::message(message);
    let mut to: Vec<Address> = Vec::new();
    for person in envelope::people(&message, "Disposition-Notification-To") {
        let email = Email::parse(&person.email).ok();
        let known =
            |one: &Address| one.email == person.email || email.is_some() && Email::parse(&one.email).ok() == email;
        if !to.iter().any(known) && to.len() < MOST {
            to.push(person);
        }
    }
    let options = message.texts("Disposition-Notification-Options");
    let beyond_us = options.iter().flat_map(|options| options.split(';')).any(is_required);
    (!to.is_empty()).then_some(Request { to, beyond_us })
}

/// `name=required,value`: we know no name.
fn is_required(option: &str) -> bool {
    let importance = option.split_once('=').map(|(_, value)| value.split(',').next().unwrap_or_default().trim());
    importance.is_some_and(|importance| importance.eq_ignore_ascii_case("required"))
}

/// Who sent the message, as the last server wrote it above all else.
pub fn return_path(message: &[u8]) -> Option<Email> {
    let values = Entity::message(message).texts("Return-Path");
    let value = values.first()?.trim();
    Email::parse(value.strip_prefix('<').and_then(|value| value.strip_suffix('>')).unwrap_or(value)).ok()
}

#[cfg(test)]
mod tests {
    use super::{request, return_path};
    use crate::domain::{Address, Email};

    fn asked(header: &str) -> Option<(Vec<Address>, bool)> {
        request(format!("{header}\r\n\r\n").as_bytes()).map(|request| (request.to, request.beyond_us))
    }

    #[test]
    fn a_wish_names_each_address_once() {
        let header = "Disposition-Notification-To: Anne <anne@b.example>, ANNE@b.example,\r\n paul@c.example";
        let to = vec![Address::new("Anne", "anne@b.example"), Address::new("", "paul@c.example")];
        assert_eq!(asked(header), Some((to, false)));
        assert_eq!(asked("Subject: s"), None);
        assert_eq!(asked("Disposition-Notification-To: "), None);
    }

    #[test]
    fn what_is_required_and_unknown_is_beyond_us() {
        let with = |options: &str| {
            let to = "Disposition-Notification-To: a@b.example";
            asked(&format!("{to}\r\nDisposition-Notification-Options: {options}")).unwrap().1
        };
        assert!(!with("signed-receipt-protocol=optional,pkcs7-signature; x=optional,1"));
        assert!(with("signed-receipt-protocol=optional,pkcs7-signature; signed-receipt-micalg = Required, sha1"));
        assert!(!with("=;;required"));
    }

    #[test]
    fn the_return_path_is_the_topmost_one() {
        let path = |header: &str| return_path(format!("{header}\r\n\r\n").as_bytes());
        assert_eq!(path("Return-Path: <a@b.example>\r\nReturn-Path: <x@y.example>"), Email::parse("a@b.example").ok());
        assert_eq!(path("Return-Path: a@b.example"), Email::parse("a@b.example").ok());
        assert_eq!(path("Return-Path: <>\r\nReturn-Path: <x@y.example>"), None);
        assert_eq!(path("From: a@b.example"), None);
    }
}
