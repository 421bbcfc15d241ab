//! The certificates that a French practice meets, with invented holders: on
//! cards, in software, in order and not.

use super::certificate::{
    COMMON_NAME, COUNTRY, GIVEN_NAME, ORGANISATION, PLACE, Path, Profile, SURNAME, TITLE, UNIT, extension, purpose,
    relative, relative_as_given, usage,
};
use super::der;
use super::keys::Kind;
use super::pki::Issuer;

/// The number of a health professional whose card is Alice's.
pub const RPPS: &str = "99700123456";

pub const STRUCTURE_ADDRESS: &str = "secretariat@cabinet.example";
pub const PERSON_ADDRESS: &str = "alice@cabinet.example";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaf {
    /// On a doctor's card. It names no address.
    CpsSignature,
    CpsAuthentication,
    /// On the card of an employee.
    Cpe,
    /// Of a structure, for the address of its mailbox.
    StructureSignature,
    StructureConfidentiality,
    /// Of a person, in a file: what messages to her are enciphered for.
    Confidentiality,
    EllipticSignature,
    EllipticConfidentiality,
    Expired,
    NotYetValid,
    /// Nothing is wrong with it until a test revokes it.
    Revocable,
    /// Of the health PKI's own tests.
    Test,
    /// As cards had them before 2013: names in Latin-1, sets out of order, SHA-1.
    Cps2ter,
}

impl Leaf {
    pub fn issuer(self) -> Issuer {
        match self {
            Self::StructureSignature | Self::StructureConfidentiality | Self::Confidentiality => Issuer::Organisations,
            _ => Issuer::Persons,
        }
    }

    pub fn profile(self) -> Profile {
        match self {
            Self::CpsSignature => card("CPS signature"),
            Self::CpsAuthentication => Profile {
                usage: vec![usage::SIGNATURE],
                purposes: vec![purpose::CLIENT, purpose::CARD_LOGON],
                ..card("CPS authentication")
            },
            Self::Cpe => employee(),
            Self::StructureSignature => structure("structure signature"),
            Self::StructureConfidentiality => confidential(structure("structure confidentiality")),
            Self::Confidentiality => Profile {
                addresses: vec![PERSON_ADDRESS.to_owned()],
                further: health(None, SOFTWARE),
                ..confidential(card("confidentiality"))
            },
            Self::EllipticSignature => Profile {
                kind: Kind::Elliptic,
                usage: vec![usage::SIGNATURE, usage::NON_REPUDIATION],
                addresses: vec![PERSON_ADDRESS.to_owned()],
                ..card("elliptic signature")
            },
            Self::EllipticConfidentiality => Profile {
                kind: Kind::Elliptic,
                usage: vec![usage::KEY_AGREEMENT],
                addresses: vec![PERSON_ADDRESS.to_owned()],
                ..card("elliptic confidentiality")
            },
            Self::Expired => Profile { years: (2015, 2018), ..card("expired") },
            Self::NotYetValid => Profile { years: (2044, 2047), ..card("not yet valid") },
            Self::Revocable => card("revocable"),
            Self::Test => Profile { further: health(Some(CPS), TEST | CARD), ..card("TEST") },
            Self::Cps2ter => old(),
        }
    }
}

/// An authority with so many levels below it.
pub fn authority(name: &str, below: u32) -> Profile {
    Profile {
        subject: vec![
            relative(&[(COUNTRY, der::printable("FR"))]),
            relative(&[(ORGANISATION, der::utf8("SANTE FICTIVE"))]),
            relative(&[(UNIT, der::utf8("0002 000000000"))]),
            relative(&[(COMMON_NAME, der::utf8(name))]),
        ],
        usage: vec![usage::CERTIFICATES, usage::LISTS],
        years: (2007, 2048),
        path: Some(Path { length: below }),
        ..Profile::new(name, Kind::Rsa)
    }
}

/// A doctor's: one relative name holds number, name and first name.
fn card(name: &str) -> Profile {
    let number = format!("8{RPPS}");
    Profile {
        subject: vec![
            relative(&[(COUNTRY, der::printable("FR"))]),
            relative(&[(TITLE, der::utf8("Médecin"))]),
            relative(&[
                (COMMON_NAME, der::utf8(&number)),
                (SURNAME, der::utf8("FONTAINE")),
                (GIVEN_NAME, der::utf8("Alice")),
            ]),
        ],
        usage: vec![usage::NON_REPUDIATION],
        purposes: vec![purpose::MAIL],
        further: health(Some(CPS), CARD),
        ..Profile::new(name, Kind::Rsa)
    }
}

fn employee() -> Profile {
    Profile {
        subject: vec![
            relative(&[(COUNTRY, der::printable("FR"))]),
            relative(&[(PLACE, der::utf8("Rhône (69)"))]),
            relative(&[(ORGANISATION, der::utf8("CABINET FICTIF"))]),
            relative(&[(UNIT, der::utf8("399900000000017"))]),
            relative(&[
                (COMMON_NAME, der::utf8("399900000000017/0002")),
                (SURNAME, der::utf8("LEMAIRE")),
                (GIVEN_NAME, der::utf8("Bob")),
            ]),
        ],
        further: vec![
            extension("1.2.250.1.71.1.2.2", false, &der::number(CPE)),
            extension("1.2.250.1.71.1.2.3", false, &der::printable("8025000001/2700123457")),
            extension("1.2.250.1.71.1.2.5", false, &der::octets(&[CARD])),
        ],
        ..card("CPE")
    }
}

fn structure(name: &str) -> Profile {
    Profile {
        subject: vec![
            relative(&[(COUNTRY, der::printable("FR"))]),
            relative(&[(PLACE, der::utf8("Rhône (69)"))]),
            relative(&[(ORGANISATION, der::utf8("CABINET FICTIF"))]),
            relative(&[(UNIT, der::utf8("1690000000"))]),
            relative(&[(COMMON_NAME, der::utf8(STRUCTURE_ADDRESS))]),
        ],
        usage: vec![usage::SIGNATURE, usage::NON_REPUDIATION],
        addresses: vec![STRUCTURE_ADDRESS.to_owned()],
        further: vec![extension("1.2.250.1.71.1.2.5", false, &der::octets(&[SOFTWARE]))],
        ..card(name)
    }
}

fn confidential(profile: Profile) -> Profile {
    Profile { usage: vec![usage::KEY_ENCIPHERMENT, usage::DATA_ENCIPHERMENT], ..profile }
}

/// The last relative name is neither in the order that DER asks for nor in the
/// letters that it names.
fn old() -> Profile {
    Profile {
        subject: vec![
            relative(&[(COUNTRY, der::printable("FR"))]),
            relative(&[(UNIT, der::t61("Médecin"))]),
            relative_as_given(&[
                (COMMON_NAME, der::printable("0691234567")),
                (SURNAME, der::t61("ÉVRARD")),
                (GIVEN_NAME, der::t61("Chloé")),
            ]),
        ],
        usage: vec![usage::SIGNATURE, usage::NON_REPUDIATION],
        years: (2008, 2011),
        sha1: true,
        ..card("CPS2ter")
    }
}

const CPS: u32 = 0;
const CPE: u32 = 2;

const CARD: u8 = 0x00;
const SOFTWARE: u8 = 0x03;
/// Added to the category of what only serves tests.
const TEST: u8 = 0x80;

/// The private extensions: kind of card and its number, category, profession,
/// speciality.
fn health(kind: Option<u32>, category: u8) -> Vec<Vec<u8>> {
    let mut extensions = Vec::new();
    if let Some(kind) = kind {
        extensions.push(extension("1.2.250.1.71.1.2.2", false, &der::number(kind)));
        extensions.push(extension("1.2.250.1.71.1.2.3", false, &der::printable("8025000001/2700123456")));
    }
    extensions.push(extension("1.2.250.1.71.1.2.5", false, &der::octets(&[category])));
    extensions.push(extension("1.2.250.1.71.1.2.7", false, &der::number(10)));
    extensions.push(extension("1.2.250.1.71.4.2.5", false, &der::sequence(&[der::utf8("SM26")])));
    extensions
}
