//! Certificates and algorithms as the verdict writes them down.

use crate::{
    crypto::{
        Digest,
        cert::{Certificate, attributes, hex},
        cms::{Checked, Scheme},
        oid,
    },
    domain::{Holder, StructureId, verdict::Facts},
};

pub fn facts(certificate: &Certificate, holder: &Holder) -> Facts {
    let said = |text: &str| Some(clean(text)).filter(|text| !text.is_empty());
    // The element without its tag and its length, which fits one byte (RFC 5280, 4.1.2.2).
    let serial = certificate.serial().get(2..).unwrap_or_default();
    Facts {
        subject: name(certificate.subject()),
        issuer: name(certificate.issuer()),
        serial: hex(serial),
        fingerprint: hex(&certificate.fingerprint()),
        not_before: certificate.validity().from,
        not_after: certificate.validity().until,
        addresses: certificate.addresses().into_iter().map(String::from).collect(),
        rpps: holder.rpps.clone(),
        profession: said(&holder.profession),
        structure: holder.structure.as_ref().and_then(|structure| {
            let number = structure.id.as_ref().map(|id| match id {
                StructureId::Finess(number) => format!("FINESS {number}"),
                StructureId::Siren(number) => format!("SIREN {number}"),
                StructureId::Siret(number) => format!("SIRET {number}"),
                StructureId::Other(number) => number.clone(),
            });
            let parts: Vec<_> = said(&structure.name).into_iter().chain(number).collect();
            said(&parts.join(", "))
        }),
    }
}

/// Who holds it, as one would say it.
pub fn holder(certificate: &Certificate, holder: &Holder) -> String {
    let number = holder.rpps.as_ref().map(|rpps| format!("RPPS {rpps}"));
    let parts = [Some(clean(&holder.display())), Some(clean(&holder.profession)), number];
    let parts: Vec<_> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { name(certificate.subject()) } else { parts.join(", ") }
}

pub fn algorithm(checked: &Checked) -> String {
    let scheme = match checked.scheme {
        Scheme::Pkcs1 => "RSA",
        Scheme::Pss { .. } => "RSA-PSS",
        Scheme::Ecdsa => "ECDSA",
    };
    let digest = match checked.digest {
        Digest::Sha1 => "SHA-1",
        Digest::Sha256 => "SHA-256",
        Digest::Sha384 => "SHA-384",
        Digest::Sha512 => "SHA-512",
    };
    format!("{scheme}, {digest}")
}

/// A distinguished name. No value can pass for two.
fn name(name: &[u8]) -> String {
    let attributes = attributes(name).unwrap_or_default();
    let written = attributes.iter().map(|attribute| {
        let value = clean(&attribute.text).replace('\\', "\\\\").replace(',', "\\,");
        format!("{}={value}", label(&attribute.kind))
    });
    written.collect::<Vec<_>>().join(", ")
}

fn label(kind: &[u8]) -> String {
    let known = match kind {
        [0x55, 0x04, 0x03] => "CN",
        [0x55, 0x04, 0x04] => "SN",
        [0x55, 0x04, 0x06] => "C",
        [0x55, 0x04, 0x07] => "L",
        [0x55, 0x04, 0x08] => "ST",
        [0x55, 0x04, 0x0A] => "O",
        [0x55, 0x04, 0x0B] => "OU",
        [0x55, 0x04, 0x0C] => "title",
        [0x55, 0x04, 0x2A] => "GN",
        other => return oid::text(other),
    };
    known.to_owned()
}

/// No control character, and none that turns the line.
fn clean(text: &str) -> String {
    let turns =
        |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    text.chars().filter(|&c| !c.is_control() && !turns(c)).collect::<String>().trim().to_owned()
}
