//! Extensions of a certificate: what its key may do, for whom it speaks, and
//! where its revocation is told.
//!
//! An extension that is there but cannot be read is never taken for absent: it
//! is named in [`Extensions::unreadable`], and what it would have limited is
//! then not allowed at all.

use super::identifier as id;
use super::name::{self, GeneralName};
use crate::crypto::ber::{self, Element, Malformed};
use crate::crypto::oid;

const BOOLEAN: u8 = 0x01;
const INTEGER: u8 = 0x02;
const OCTET_STRING: u8 = 0x04;
const IDENTIFIER: u8 = 0x06;

/// One extension as it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    pub kind: Vec<u8>,
    pub critical: bool,
    /// The bytes within the octet string.
    pub value: Vec<u8>,
}

/// Extensions side by side, as certificates, lists and answers hold them.
pub fn read(list: &Element<'_>) -> Result<Vec<Extension>, Malformed> {
    list.children()?.iter().map(one).collect()
}

fn one(element: &Element<'_>) -> Result<Extension, Malformed> {
    let parts = element.children()?;
    let (kind, critical, value) = match parts.as_slice() {
        [kind, value] => (kind, false, value),
        [kind, critical, value] => (kind, truth(&critical.expect(BOOLEAN)?), value),
        _ => return Err(Malformed::Unexpected),
    };
    if value.tag & 0x1F != OCTET_STRING {
        return Err(Malformed::Unexpected);
    }
    Ok(Extension { kind: kind.expect(IDENTIFIER)?.body.to_vec(), critical, value: value.octets()?.into_owned() })
}

fn truth(element: &Element<'_>) -> bool {
    element.body.iter().any(|&byte| byte != 0)
}

/// A whole number that fits; larger ones are as large as can be.
pub fn number(body: &[u8]) -> Result<u32, Malformed> {
    match body {
        [] => Err(Malformed::Cut),
        [first, ..] if first & 0x80 != 0 => Err(Malformed::Garbled),
        digits => {
            Ok(digits.iter().fold(0u32, |number, &digit| number.saturating_mul(256).saturating_add(digit.into())))
        }
    }
}

/// What a key may do (`keyUsage`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage(u16);

impl Usage {
    pub const DIGITAL_SIGNATURE: Self = Self(1);
    pub const NON_REPUDIATION: Self = Self(1 << 1);
    pub const KEY_ENCIPHERMENT: Self = Self(1 << 2);
    pub const KEY_AGREEMENT: Self = Self(1 << 4);
    pub const CERTIFICATE_SIGNING: Self = Self(1 << 5);
    pub const LIST_SIGNING: Self = Self(1 << 6);

    /// Any of these.
    pub fn any(self, of: &[Self]) -> bool {
        of.iter().any(|one| self.0 & one.0 != 0)
    }

    fn read(value: &[u8]) -> Result<Self, Malformed> {
        let bits = ber::only(value)?.expect(0x03)?.body;
        flags(bits).map(Self)
    }
}

/// Named bits, the first of them lowest; `bits` begins with how many are unused.
pub fn flags(bits: &[u8]) -> Result<u16, Malformed> {
    let (unused, bytes) = bits.split_first().ok_or(Malformed::Cut)?;
    if *unused > 7 {
        return Err(Malformed::Garbled);
    }
    let (first, second) = (bytes.first().copied().unwrap_or(0), bytes.get(1).copied().unwrap_or(0));
    Ok(u16::from_le_bytes([first.reverse_bits(), second.reverse_bits()]))
}

/// Is it an authority, and for how many below?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Basic {
    pub authority: bool,
    pub path: Option<u32>,
}

impl Basic {
    fn read(value: &[u8]) -> Result<Self, Malformed> {
        let mut basic = Self::default();
        for part in ber::only(value)?.expect(0x30)?.children()? {
            match part.tag {
                BOOLEAN => basic.authority = truth(&part),
                INTEGER => basic.path = Some(number(part.body)?),
                _ => return Err(Malformed::Unexpected),
            }
        }
        Ok(basic)
    }
}

/// Where more is to be had, as addresses. Nothing says that they are of a
/// scheme that one speaks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    /// Full lists.
    pub lists: Vec<String>,
    /// Lists of what changed since.
    pub deltas: Vec<String>,
    pub ocsp: Vec<String>,
    pub issuers: Vec<String>,
}

/// All of a certificate's extensions, those of use here read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extensions {
    pub all: Vec<Extension>,
    pub usage: Option<Usage>,
    pub purposes: Option<Vec<Vec<u8>>>,
    pub basic: Option<Basic>,
    pub alternative: Vec<GeneralName>,
    pub policies: Option<Vec<Vec<u8>>>,
    pub subject_key: Option<Vec<u8>>,
    pub authority_key: Option<Vec<u8>>,
    pub places: Places,
    /// Identifiers, dotted, of those that say nothing that can be read, or twice.
    pub unreadable: Vec<String>,
}

impl Extensions {
    pub fn new(all: Vec<Extension>) -> Self {
        let mut extensions = Self::default();
        let mut seen: Vec<&[u8]> = Vec::new();
        for extension in &all {
            let twice = seen.contains(&extension.kind.as_slice());
            if twice || extensions.take(extension).is_err() {
                extensions.unreadable.push(oid::text(&extension.kind));
            }
            seen.push(&extension.kind);
        }
        extensions.all = all;
        extensions
    }

    pub fn get(&self, kind: &[u8]) -> Option<&Extension> {
        self.all.iter().find(|extension| extension.kind == kind)
    }

    fn take(&mut self, extension: &Extension) -> Result<(), Malformed> {
        let value = extension.value.as_slice();
        match extension.kind.as_slice() {
            id::KEY_USAGE => self.usage = Some(Usage::read(value)?),
            id::EXTENDED_USAGE => self.purposes = Some(identifiers(value)?),
            id::BASIC_CONSTRAINTS => self.basic = Some(Basic::read(value)?),
            id::SUBJECT_ALTERNATIVE => self.alternative = name::general(ber::only(value)?.expect(0x30)?.body)?,
            id::POLICIES => self.policies = Some(policies(value)?),
            id::SUBJECT_KEY => self.subject_key = Some(ber::only(value)?.expect(OCTET_STRING)?.body.to_vec()),
            id::AUTHORITY_KEY => self.authority_key = authority_key(value)?,
            id::DISTRIBUTION_POINTS => self.places.lists = points(value)?,
            id::FRESHEST_LIST => self.places.deltas = points(value)?,
            id::INFORMATION_ACCESS => self.accesses(value)?,
            _ => {}
        }
        Ok(())
    }

    fn accesses(&mut self, value: &[u8]) -> Result<(), Malformed> {
        for access in ber::only(value)?.children()? {
            let [kind, place] = access.children()?.try_into().map_err(|_| Malformed::Unexpected)?;
            let GeneralName::Uri(address) = GeneralName::read(&place)? else { continue };
            match kind.body {
                id::ACCESS_OCSP => self.places.ocsp.push(address),
                id::ACCESS_ISSUERS => self.places.issuers.push(address),
                _ => {}
            }
        }
        Ok(())
    }
}

fn identifiers(value: &[u8]) -> Result<Vec<Vec<u8>>, Malformed> {
    let all = ber::only(value)?.expect(0x30)?.children()?;
    all.into_iter().map(|one| Ok(one.expect(IDENTIFIER)?.body.to_vec())).collect()
}

fn policies(value: &[u8]) -> Result<Vec<Vec<u8>>, Malformed> {
    let of = |policy: Element<'_>| {
        let parts = policy.children()?;
        let first = parts.first().ok_or(Malformed::Cut)?;
        Ok(first.expect(IDENTIFIER)?.body.to_vec())
    };
    ber::only(value)?.expect(0x30)?.children()?.into_iter().map(of).collect()
}

fn authority_key(value: &[u8]) -> Result<Option<Vec<u8>>, Malformed> {
    let parts = ber::only(value)?.expect(0x30)?.children()?;
    Ok(parts.iter().find(|part| part.tag == 0x80).map(|part| part.body.to_vec()))
}

/// The addresses of distribution points; those of lists that another than the
/// issuer signs are left out.
fn points(value: &[u8]) -> Result<Vec<String>, Malformed> {
    const BY_ANOTHER: u8 = 0xA2;
    let mut found = Vec::new();
    for point in ber::only(value)?.expect(0x30)?.children()? {
        let parts = point.children()?;
        if parts.iter().any(|part| part.tag == BY_ANOTHER) {
            continue;
        }
        for part in parts.iter().filter(|part| part.tag == 0xA0) {
            found.extend(full_name(part)?);
        }
    }
    Ok(found)
}

/// The addresses of a `DistributionPointName`.
pub fn full_name(name: &Element<'_>) -> Result<Vec<String>, Malformed> {
    let choice = ber::only(name.body)?;
    if choice.tag != 0xA0 {
        return Ok(Vec::new());
    }
    let addresses = name::general(choice.body)?.into_iter().filter_map(|name| match name {
        GeneralName::Uri(address) => Some(address),
        _ => None,
    });
    Ok(addresses.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::der::element;

    fn extension(kind: &[u8], value: Vec<u8>) -> Extension {
        Extension { kind: kind.to_vec(), critical: false, value }
    }

    #[test]
    fn usage_reads_the_bits_from_the_left() {
        let usage = Usage::read(&[3, 2, 5, 0b1010_0000]).unwrap();
        assert!(usage.any(&[Usage::DIGITAL_SIGNATURE]) && usage.any(&[Usage::KEY_ENCIPHERMENT]));
        assert!(!usage.any(&[Usage::NON_REPUDIATION, Usage::CERTIFICATE_SIGNING]));
        assert_eq!(Usage::read(&[3, 2, 1, 0b0000_0110]).unwrap(), Usage(0b0110_0000));
        assert_eq!(Usage::read(&[3, 1, 0]).unwrap(), Usage(0));
    }

    #[test]
    fn what_cannot_be_read_or_is_said_twice_is_named() {
        let broken = extension(id::KEY_USAGE, vec![3, 5, 1]);
        assert_eq!(Extensions::new(vec![broken]).unreadable, ["2.5.29.15"]);
        let usage = extension(id::KEY_USAGE, vec![3, 2, 5, 0x80]);
        let twice = Extensions::new(vec![usage.clone(), extension(id::KEY_USAGE, vec![3, 2, 5, 0x20])]);
        assert_eq!(twice.unreadable, ["2.5.29.15"]);
        assert_eq!(twice.usage, Some(Usage::DIGITAL_SIGNATURE));
        assert_eq!(Extensions::new(vec![usage]).unreadable, Vec::<String>::new());
    }

    #[test]
    fn lists_of_another_signer_are_left_out() {
        let uri = |text: &str| element(0xA0, &[&element(0xA0, &[&element(0x86, &[text.as_bytes()])])]);
        let plain = element(0x30, &[&uri("http://a.example/1.crl")]);
        let another = element(0x30, &[&uri("http://b.example/2.crl"), &element(0xA2, &[&[0xA4, 2, 0x30, 0]])]);
        assert_eq!(points(&element(0x30, &[&plain, &another])).unwrap(), ["http://a.example/1.crl"]);
    }

    #[test]
    fn an_authority_has_its_depth() {
        assert_eq!(Basic::read(&[0x30, 6, 1, 1, 255, 2, 1, 3]), Ok(Basic { authority: true, path: Some(3) }));
        assert_eq!(Basic::read(&[0x30, 0]), Ok(Basic::default()));
        assert!(Basic::read(&[0x30, 3, 2, 1, 255]).is_err());
    }
}
