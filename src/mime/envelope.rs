//! Header fields to [`Envelope`].

use mail_parser::{Addr, HeaderValue, parsers::MessageStream};

use super::{
    clean,
    entity::Entity,
    field::{self, Fields},
    limit, word,
};
use crate::domain::{Address, Envelope, Timestamp};

/// The envelope, and whether some of its addresses were left out.
pub(super) fn envelope(fields: &Fields<'_>) -> (Envelope, bool) {
    let mut cut = false;
    let mut people = |name| {
        let (addresses, more) = addresses(fields, name);
        cut |= more;
        addresses
    };
    let envelope = Envelope {
        message_id: ids(fields, "Message-ID").into_iter().next(),
        in_reply_to: ids(fields, "In-Reply-To"),
        references: ids(fields, "References"),
        subject: fields.first("Subject").map(line).unwrap_or_default(),
        from: people("From"),
        sender: people("Sender").into_iter().next(),
        reply_to: people("Reply-To"),
        to: people("To"),
        cc: people("Cc"),
        bcc: people("Bcc"),
        date: fields.first("Date").and_then(date),
    };
    (envelope, cut)
}

/// A value without structure, as one line.
pub(super) fn line(value: &[u8]) -> String {
    let text = field::text(value.get(..limit::LINE).unwrap_or(value));
    clean::line(&word::decode(&text))
}

/// The people of a field that no envelope has.
pub(super) fn people(message: &Entity<'_>, name: &str) -> Vec<Address> {
    addresses(message.header(), name).0
}

/// Of all fields of that name: a second one must not be lost.
fn addresses(fields: &Fields<'_>, name: &str) -> (Vec<Address>, bool) {
    let mut people = Vec::new();
    for value in fields.all(name) {
        let mut line = word::normalise(&field::text(value)).replace(['\r', '\n'], "");
        line.push('\n');
        let parsed = MessageStream::new(line.as_bytes()).parse_address();
        let addresses = parsed.as_address().into_iter().flat_map(|list| list.iter()).map(person);
        people.extend(addresses.filter(|person| *person != Address::default()));
    }
    let cut = people.len() > limit::ADDRESSES;
    people.truncate(limit::ADDRESSES);
    (people, cut)
}

fn person(address: &Addr<'_>) -> Address {
    let text = |text: Option<&str>| text.map(clean::line).unwrap_or_default();
    let (name, email) = (text(address.name.as_deref()), text(address.address.as_deref()));
    // A name that only repeats the address says nothing.
    let repeats = name.trim_matches('\'') == email;
    Address { name: if repeats { String::new() } else { name }, email }
}

/// Ids stand between angle brackets; where there are none, the value is one.
pub(super) fn ids(fields: &Fields<'_>, name: &str) -> Vec<String> {
    let mut ids = Vec::new();
    for value in fields.all(name) {
        let value = field::text(value);
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>();
        let before = ids.len();
        let found = value.split('<').skip(1).filter_map(|tail| tail.split_once('>')).map(|(id, _)| bare(id));
        ids.extend(found.filter(|id| !id.is_empty()));
        if ids.len() == before {
            ids.extend(value.split_whitespace().filter(|word| word.contains('@')).map(bare));
        }
    }
    // The nearest ancestors come last.
    let kept = ids.len().saturating_sub(limit::IDS);
    ids.split_off(kept)
}

fn date(value: &[u8]) -> Option<Timestamp> {
    let mut line = field::text(value.get(..200).unwrap_or(value)).replace(['\r', '\n'], " ");
    line.push('\n');
    match MessageStream::new(line.as_bytes()).parse_date() {
        HeaderValue::DateTime(date) if date.is_valid() => Some(Timestamp::clamped(date.to_timestamp())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Fields, envelope, limit};
    use crate::domain::{Address, Envelope, Timestamp};

    fn read(header: &[u8]) -> Envelope {
        envelope(&Fields::of_message(header).0).0
    }

    #[test]
    fn people_are_named_however_they_are_written() {
        let read = read(
            b"From: =?utf-8?Q?L=C3=A9a_?= =?iso-8859-1?Q?D=E9sir=E9?= <lea@cabinet.example>\r\n\
              To: \"=?utf-8?B?w4l0w6ksIFBhdWw=?=\" <paul@cabinet.example>, zoe@cabinet.example (Zo\xe9),\r\n\
              \t'anne@cabinet.example' <anne@cabinet.example>, Equipe: a@b.example, c@d.example;\r\n\
              Cc: undisclosed-recipients:;\r\n\r\n",
        );
        assert_eq!(read.from, [Address::new("Léa Désiré", "lea@cabinet.example")]);
        assert_eq!(
            read.to,
            [
                Address::new("Été, Paul", "paul@cabinet.example"),
                Address::new("Zoé", "zoe@cabinet.example"),
                Address::new("", "anne@cabinet.example"),
                Address::new("", "a@b.example"),
                Address::new("", "c@d.example"),
            ]
        );
        assert!(read.cc.is_empty());
    }

    #[test]
    fn more_than_one_from_is_kept() {
        let read = read(b"From: a@b.example\nFrom: c@d.example\nTo: e@f.example\nTo: g@h.example\n\n");
        assert_eq!((read.from.len(), read.to.len()), (2, 2));
    }

    #[test]
    fn a_name_cannot_bring_a_second_address_or_turn_the_line() {
        let read =
            read("From: =?utf-8?Q?Anne=22_=3Cvrai=40banque.example=3E,?= \u{202e}x <faux@d.example>\n\n".as_bytes());
        assert_eq!(read.from, [Address::new("Anne\" <vrai@banque.example>, x", "faux@d.example")]);
    }

    #[test]
    fn ids_lose_their_brackets() {
        let read = read(
            b"Message-ID: <un@cabinet.example>\nReferences: <a@b.example>\n <c\n @d.example><e@f.example>\n\
              In-Reply-To: Your message of Monday g@h.example\n\n",
        );
        assert_eq!(read.message_id.as_deref(), Some("un@cabinet.example"));
        assert_eq!(read.references, ["a@b.example", "c@d.example", "e@f.example"]);
        assert_eq!(read.in_reply_to, ["g@h.example"]);
    }

    #[test]
    fn dates_are_read_in_all_zones_and_hostile_ones_clamped() {
        let at = |date: &str| read(format!("Date: {date}\n\n").as_bytes()).date;
        assert_eq!(at("Sat, 21 Nov 2026 10:00:00 +0100"), Some(Timestamp(1_795_251_600)));
        assert_eq!(at("21 Nov 2026 09:00 GMT"), Some(Timestamp(1_795_251_600)));
        assert_eq!(at("Sat, 21 Nov 2026\n 04:00:00 -0500 (EST)"), Some(Timestamp(1_795_251_600)));
        assert_eq!(at("1 Jan 1901 00:00:00 +0000"), Some(Timestamp(0)));
        assert_eq!(at("demain"), None);
    }

    #[test]
    fn lists_are_capped() {
        let many = "a@b.example,".repeat(limit::ADDRESSES + 5);
        let header = format!("To: {many}\nReferences: {}\n\n", "<a@b.example> ".repeat(limit::IDS + 5));
        let (read, cut) = envelope(&Fields::of_message(header.as_bytes()).0);
        assert!(cut);
        assert_eq!((read.to.len(), read.references.len()), (limit::ADDRESSES, limit::IDS));
    }
}
