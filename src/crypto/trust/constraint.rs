//! Names for which an authority may speak (RFC 5280, 4.2.1.10).

use crate::crypto::ber::{self, Malformed};
use crate::crypto::cert::{Certificate, GeneralName, identifier as id, is_below};
use crate::domain::Email;

/// Does what this authority may speak for hold the certificate below it?
pub(super) fn allows(authority: &Certificate, below: &Certificate) -> bool {
    let Some(extension) = authority.extension(id::NAME_CONSTRAINTS) else { return true };
    // Limits that cannot be read limit everything.
    Constraints::read(&extension.value).is_ok_and(|constraints| names(below).iter().all(|name| constraints.allow(name)))
}

/// All the names that a certificate speaks for, its own included.
fn names(certificate: &Certificate) -> Vec<GeneralName> {
    let mut found = certificate.alternative_names().to_vec();
    // Nothing below an empty name.
    if ber::only(certificate.subject()).is_ok_and(|name| !name.body.is_empty()) {
        found.push(GeneralName::Directory(certificate.subject().to_vec()));
    }
    let emails = certificate.addresses().into_iter().map(|email| GeneralName::Email(email.as_str().to_owned()));
    found.extend(emails);
    found
}

struct Constraints {
    permitted: Vec<GeneralName>,
    excluded: Vec<GeneralName>,
}

impl Constraints {
    fn read(value: &[u8]) -> Result<Self, Malformed> {
        let mut constraints = Self { permitted: Vec::new(), excluded: Vec::new() };
        for part in ber::only(value)?.expect(0x30)?.children()? {
            match part.tag {
                0xA0 => constraints.permitted = bases(part.body)?,
                0xA1 => constraints.excluded = bases(part.body)?,
                _ => return Err(Malformed::Unexpected),
            }
        }
        Ok(constraints)
    }

    fn allow(&self, name: &GeneralName) -> bool {
        let mut of_its_kind = self.permitted.iter().filter(|base| kind(base) == kind(name)).peekable();
        let permitted = of_its_kind.peek().is_none() || of_its_kind.any(|base| is_within(name, base) == Some(true));
        let of_its_kind = self.excluded.iter().filter(|base| kind(base) == kind(name));
        // Where it cannot be told, it is not allowed.
        permitted && of_its_kind.into_iter().all(|base| is_within(name, base) == Some(false))
    }
}

fn bases(body: &[u8]) -> Result<Vec<GeneralName>, Malformed> {
    let base = |subtree: &ber::Element<'_>| match subtree.children()?.as_slice() {
        [base] => GeneralName::read(base),
        // A minimum or a maximum, which nobody may write.
        _ => Err(Malformed::Unexpected),
    };
    ber::all(body)?.iter().map(base).collect()
}

fn kind(name: &GeneralName) -> u8 {
    match name {
        GeneralName::Email(_) => 0x81,
        GeneralName::Dns(_) => 0x82,
        GeneralName::Uri(_) => 0x86,
        GeneralName::Directory(_) => 0xA4,
        GeneralName::Other(tag) => *tag,
    }
}

/// None: no telling, of names of that kind.
fn is_within(name: &GeneralName, base: &GeneralName) -> Option<bool> {
    match (name, base) {
        (GeneralName::Email(email), GeneralName::Email(base)) => Some(is_address_within(email, base)),
        (GeneralName::Dns(host), GeneralName::Dns(base)) => Some(is_host_within(host, base)),
        (GeneralName::Directory(name), GeneralName::Directory(base)) => Some(is_below(name, base)),
        _ => None,
    }
}

/// A base is one address, one host, or (with a dot before) all hosts below one.
fn is_address_within(email: &str, base: &str) -> bool {
    if base.contains('@') {
        return matches!((Email::parse(email), Email::parse(base)), (Ok(email), Ok(base)) if email == base);
    }
    let domain = Email::parse(email).map(|email| email.domain().to_owned());
    domain.is_ok_and(|domain| match base.strip_prefix('.') {
        Some(_) => domain.to_lowercase().ends_with(&base.to_lowercase()),
        None => domain.eq_ignore_ascii_case(base),
    })
}

fn is_host_within(host: &str, base: &str) -> bool {
    let (host, base) = (host.to_lowercase(), base.to_lowercase());
    base.is_empty()
        || host == base
        || host.strip_suffix(&base).is_some_and(|left| left.ends_with('.') || base.starts_with('.'))
}
