//! The invented people who write: their addresses, letterheads and signatures
//! stay the same through the three years.

use std::collections::BTreeMap;

use crate::domain::Address;

const PEOPLE: &str = include_str!("../../../assets/demo/people.txt");
/// The recipients of the local network's mailings.
const CIRCLE: &str = include_str!("../../../assets/demo/circle.txt");

/// The holder of the mailbox.
pub(super) const ME: &str = "moi";

#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) address: Address,
    /// From the name down; empty for those who write no letters.
    pub(super) letterhead: Vec<&'static str>,
    pub(super) signature: String,
}

pub(super) struct People {
    known: BTreeMap<&'static str, Person>,
    circle: Vec<Address>,
}

impl People {
    pub(super) fn load() -> Self {
        let known = PEOPLE.split("\n\n").filter_map(person).collect();
        Self { known, circle: CIRCLE.lines().filter_map(address).collect() }
    }

    /// The person of a key, or a stranger written out as `Name <address>`.
    pub(super) fn find(&self, key: &str) -> Option<Person> {
        let stranger = || {
            let address = address(key)?;
            Some(Person { letterhead: vec![], signature: String::new(), address })
        };
        self.known.get(key).cloned().or_else(stranger)
    }

    /// Several keys, or `@circle`.
    pub(super) fn recipients(&self, keys: &str) -> Vec<Address> {
        if keys == "@circle" {
            return self.circle.clone();
        }
        keys.split(' ').filter_map(|key| self.find(key)).map(|person| person.address).collect()
    }
}

/// `[key] Name <address>`, an optional letterhead, and the signature.
fn person(block: &'static str) -> Option<(&'static str, Person)> {
    let (head, rest) = block.split_once('\n').unwrap_or((block, ""));
    let (key, who) = head.trim_start().strip_prefix('[')?.split_once("] ")?;
    let (letterhead, signature) = match rest.strip_prefix("letterhead: ") {
        Some(rest) => rest.split_once('\n').unwrap_or((rest, "")),
        None => ("", rest),
    };
    let letterhead = letterhead.split(" | ").filter(|line| !line.is_empty()).collect();
    // The separator of RFC 3676 ends with a blank, which editors take away.
    let signature = signature
        .trim_end()
        .strip_prefix("--\n")
        .map_or(signature.trim_end().to_owned(), |rest| format!("-- \n{rest}"));
    Some((key, Person { address: address(who)?, letterhead, signature }))
}

fn address(text: &str) -> Option<Address> {
    let (name, email) = text.strip_suffix('>')?.rsplit_once(" <")?;
    Some(Address::new(name, email))
}

#[cfg(test)]
mod tests {
    use super::{CIRCLE, ME, PEOPLE, People};

    #[test]
    fn every_block_is_a_person_and_every_line_a_recipient() {
        let people = People::load();
        assert_eq!(people.known.len(), PEOPLE.lines().filter(|line| line.starts_with('[')).count());
        assert_eq!(people.recipients("@circle").len(), CIRCLE.lines().count());
        let me = people.find(ME).unwrap();
        assert!(me.signature.starts_with("-- \nDr Claire Montaigu\n"));
        assert_eq!(me.letterhead.first(), Some(&"Dr Claire MONTAIGU"));
    }

    #[test]
    fn a_stranger_is_written_out() {
        let stranger = People::load().find("Léa D. <lea@ailleurs.example>").unwrap();
        assert_eq!(
            (stranger.address.name.as_str(), stranger.address.email.as_str()),
            ("Léa D.", "lea@ailleurs.example")
        );
    }
}
