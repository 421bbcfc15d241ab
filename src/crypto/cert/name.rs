//! Names in certificates: what they say in words, and whether two are the same
//! whatever the alphabet in which they were written.

use super::identifier as id;
use crate::crypto::ber::{self, Element, Malformed};
use crate::domain::Email;

const UTF8: u8 = 0x0C;
const BMP: u8 = 0x1E;
const UNIVERSAL: u8 = 0x1C;

/// One statement of a name. Several may stand in one step (the cards write
/// number, surname and given name so), in whatever order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    pub kind: Vec<u8>,
    pub text: String,
    step: usize,
}

/// What a name states, in its order; a name is the element as it stood.
pub fn attributes(name: &[u8]) -> Result<Vec<Attribute>, Malformed> {
    let mut found = Vec::new();
    for (step, set) in ber::only(name)?.children()?.into_iter().enumerate() {
        for statement in set.children()? {
            if let [kind, value, ..] = statement.children()?.as_slice() {
                found.push(Attribute { kind: kind.body.to_vec(), text: text(value), step });
            }
        }
    }
    Ok(found)
}

/// The first of that kind.
pub fn first<'a>(attributes: &'a [Attribute], kind: &[u8]) -> Option<&'a str> {
    attributes.iter().find(|attribute| attribute.kind == kind).map(|attribute| attribute.text.as_str())
}

/// A string in whichever alphabet it came. What is not of its alphabet is read
/// as Latin-1, which the old cards write (T61String): nothing is refused.
pub fn text(element: &Element<'_>) -> String {
    match element.tag {
        BMP => {
            let units =
                element.body.chunks_exact(2).map(|pair| pair.iter().fold(0, |unit, &byte| unit << 8 | u16::from(byte)));
            char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        UNIVERSAL => {
            let units =
                element.body.chunks_exact(4).map(|four| four.iter().fold(0, |unit, &byte| unit << 8 | u32::from(byte)));
            units.map(|unit| char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        UTF8 => String::from_utf8(element.body.to_vec()).unwrap_or_else(|_| latin(element.body)),
        _ => latin_or_mislabelled(element.body),
    }
}

fn latin(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

/// UTF-8 under another label is common enough, and Latin-1 is hardly ever
/// UTF-8 by chance.
fn latin_or_mislabelled(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap_or_else(|_| latin(bytes))
}

/// Are these the same name? Alphabet, case and runs of spaces do not count
/// (RFC 5280, 7.1), nor does the order within one step. A name that cannot be
/// read is the same only byte for byte.
pub fn same(one: &[u8], other: &[u8]) -> bool {
    one == other || matches!((compared(one), compared(other)), (Some(one), Some(other)) if one == other)
}

/// Does the name begin with all the steps of the other? For constraints.
pub fn is_below(name: &[u8], above: &[u8]) -> bool {
    match (compared(name), compared(above)) {
        (Some(name), Some(above)) => name.starts_with(&above),
        _ => false,
    }
}

type Step = Vec<(Vec<u8>, String)>;

fn compared(name: &[u8]) -> Option<Vec<Step>> {
    let mut steps: Vec<Step> = Vec::new();
    for attribute in attributes(name).ok()? {
        while steps.len() <= attribute.step {
            steps.push(Vec::new());
        }
        let text = attribute.text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        steps.last_mut()?.push((attribute.kind, text));
    }
    for step in &mut steps {
        step.sort();
    }
    Some(steps)
}

/// A name as an extension holds it (`GeneralName`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GeneralName {
    /// An address as it was written.
    Email(String),
    Dns(String),
    Uri(String),
    /// The element of the name.
    Directory(Vec<u8>),
    /// Of a kind of no use here, with its tag.
    Other(u8),
}

impl GeneralName {
    pub fn read(element: &Element<'_>) -> Result<Self, Malformed> {
        Ok(match element.tag {
            0x81 => Self::Email(ascii(element.body)?),
            0x82 => Self::Dns(ascii(element.body)?),
            0x86 => Self::Uri(ascii(element.body)?),
            0xA4 => Self::Directory(ber::only(element.body)?.whole.to_vec()),
            0xA0 => Self::other(element)?,
            tag => Self::Other(tag),
        })
    }

    fn other(element: &Element<'_>) -> Result<Self, Malformed> {
        match element.children()?.as_slice() {
            [kind, value] if kind.body == id::SMTP_UTF8_MAILBOX => {
                let mailbox = ber::only(value.body)?.expect(UTF8)?;
                Ok(Self::Email(String::from_utf8(mailbox.body.to_vec()).map_err(|_| Malformed::Garbled)?))
            }
            _ => Ok(Self::Other(element.tag)),
        }
    }

    /// The address in the form in which two are compared.
    pub fn email(&self) -> Option<Email> {
        match self {
            Self::Email(text) => Email::parse(text).ok(),
            _ => None,
        }
    }
}

/// Names side by side, as the body of a sequence.
pub fn general(body: &[u8]) -> Result<Vec<GeneralName>, Malformed> {
    ber::all(body)?.iter().map(GeneralName::read).collect()
}

fn ascii(bytes: &[u8]) -> Result<String, Malformed> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| text.is_ascii());
    text.map(str::to_owned).ok_or(Malformed::Garbled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::der::{element, object};

    fn statement(kind: &[u8], tag: u8, text: &[u8]) -> Vec<u8> {
        element(0x30, &[&object(kind), &element(tag, &[text])])
    }

    fn name(steps: &[&[Vec<u8>]]) -> Vec<u8> {
        let steps: Vec<Vec<u8>> = steps.iter().map(|step| element(0x31, &[&step.concat()])).collect();
        element(0x30, &[&steps.concat()])
    }

    #[test]
    fn every_alphabet_is_read() {
        for (tag, bytes) in [
            (0x0C, "Médecin".as_bytes().to_vec()),
            (0x14, b"M\xE9decin".to_vec()),
            (0x14, "Médecin".as_bytes().to_vec()),
            (0x1E, "Médecin".encode_utf16().flat_map(u16::to_be_bytes).collect()),
            (0x1C, "Médecin".chars().flat_map(|c| u32::from(c).to_be_bytes()).collect()),
            (0x0C, b"M\xE9decin".to_vec()),
        ] {
            let found = attributes(&name(&[&[statement(id::TITLE, tag, &bytes)]])).unwrap();
            assert_eq!(first(&found, id::TITLE), Some("Médecin"), "{tag:02x}");
        }
    }

    #[test]
    fn the_same_name_in_another_alphabet_and_order_is_the_same() {
        let surname = statement(id::SURNAME, 0x0C, "Lefèvre".as_bytes());
        let given = statement(id::GIVEN_NAME, 0x13, b"Anne  Marie");
        let one = name(&[&[surname, given]]);
        let surname = statement(id::SURNAME, 0x14, b"LEF\xC8VRE");
        let given = statement(id::GIVEN_NAME, 0x0C, b" anne marie");
        let other = name(&[&[given.clone(), surname.clone()]]);
        assert!(same(&one, &other));
        let apart = name(&[&[given], &[surname]]);
        assert!(!same(&one, &apart));
    }

    #[test]
    fn a_name_is_below_those_whose_steps_it_begins_with() {
        let (country, unit) = (statement(id::ORGANIZATION, 0x13, b"A"), statement(id::UNIT, 0x13, b"B"));
        let (above, below) =
            (name(&[std::slice::from_ref(&country)]), name(&[std::slice::from_ref(&country), &[unit]]));
        assert!(is_below(&below, &above));
        assert!(!is_below(&above, &below));
    }

    #[test]
    fn an_address_in_another_alphabet_is_one_too() {
        let mailbox = element(0xA0, &[&element(0x0C, &["hélène@cabinet.example".as_bytes()])]);
        let other = element(0xA0, &[&object(id::SMTP_UTF8_MAILBOX), &mailbox]);
        let names = general(&[other, element(0x81, &[b"h@cabinet.example"])].concat()).unwrap();
        let emails: Vec<_> = names.iter().filter_map(GeneralName::email).collect();
        let expected = ["hélène@cabinet.example", "h@cabinet.example"].map(|text| Email::parse(text).unwrap());
        assert_eq!(emails, expected);
    }
}
