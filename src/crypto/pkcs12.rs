//! PKCS#12 files (RFC 7292), in which software certificates travel: every key of
//! one with its certificate, and a file written anew.
//!
//! The library opens a file as a whole but gives one of its keys. The others are
//! found in the structure, and deciphered by the library one by one: a holder
//! whose two keys lie in one file must not lose one of them without a word.

use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkcs12::Pkcs12;
use openssl::pkey::{PKey, PKeyRef, Private};
use openssl::stack::Stack;
use openssl::x509::{X509, X509Ref, X509VerifyResult};
use zeroize::Zeroizing;

use super::ber::{self, Element, Malformed};
use super::oid;
use super::soft::{Imported, SoftKey, SoftKeyError};
use crate::domain::Secret;

/// For who guesses at a file that was lost; the programs of others read it
/// without a noticeable wait.
const ITERATIONS: u32 = 100_000;
/// Safes within safes.
const DEEPEST: usize = 4;

/// All keys that have their certificate in the file. The first is the one that
/// other programs take.
pub(super) fn read(file: &[u8], passphrase: &Secret) -> Result<Vec<Imported>, SoftKeyError> {
    if ends_early(passphrase) {
        return Err(SoftKeyError::Passphrase);
    }
    let read = Pkcs12::from_der(file).map_err(|_| SoftKeyError::Malformed)?;
    let parsed = read.parse2(passphrase.expose()).map_err(|errors| why(&errors))?;
    let mut keys: Vec<_> = parsed.pkey.into_iter().collect();
    for key in further(file, passphrase)? {
        if !keys.iter().any(|known| known.public_eq(&key)) {
            keys.push(key);
        }
    }
    let certificates: Vec<X509> = parsed.cert.into_iter().chain(parsed.ca.into_iter().flatten()).collect();
    paired(&keys, &certificates)
}

/// Protected as present programs do: PBES2 with AES-256, and SHA-256.
pub(super) fn write(
    key: &PKeyRef<Private>,
    certificate: &[u8],
    chain: &[Vec<u8>],
    label: &str,
    passphrase: &Secret,
) -> Option<Vec<u8>> {
    if passphrase.is_empty() || ends_early(passphrase) {
        return None;
    }
    let written = || -> Result<Vec<u8>, ErrorStack> {
        let mut others = Stack::new()?;
        for one in chain {
            others.push(X509::from_der(one)?)?;
        }
        let mut builder = Pkcs12::builder();
        let _ = builder.name(&label.replace('\0', "")).pkey(key).cert(&*X509::from_der(certificate)?).ca(others);
        let _ = builder.key_algorithm(Nid::AES_256_CBC).cert_algorithm(Nid::AES_256_CBC);
        let _ = builder.key_iter(ITERATIONS).mac_iter(ITERATIONS).mac_md(MessageDigest::sha256());
        builder.build2(passphrase.expose())?.to_der()
    };
    written().ok()
}

/// To the library a text ends with its first zero byte.
fn ends_early(passphrase: &Secret) -> bool {
    passphrase.expose().contains('\0')
}

fn paired(keys: &[PKey<Private>], certificates: &[X509]) -> Result<Vec<Imported>, SoftKeyError> {
    let is_of =
        |certificate: &X509, key: &PKey<Private>| certificate.public_key().is_ok_and(|public| public.public_eq(key));
    let others: Vec<&X509> = certificates.iter().filter(|one| !keys.iter().any(|key| is_of(one, key))).collect();
    let mut found = Vec::new();
    for key in keys {
        let Some(certificate) = certificates.iter().find(|one| is_of(one, key)) else { continue };
        let label = certificate.alias().map(|name| String::from_utf8_lossy(name).into_owned()).unwrap_or_default();
        let chain = upwards(certificate, &others)?;
        found.push(Imported { key: SoftKey::of(certificate, der(certificate)?, key.clone())?, chain, label });
    }
    if found.is_empty() { Err(SoftKeyError::Absent) } else { Ok(found) }
}

/// Files hold them in any order. The nearest first; what is not on the way up
/// comes last, for another program may know what it is for.
fn upwards(certificate: &X509, others: &[&X509]) -> Result<Vec<Vec<u8>>, SoftKeyError> {
    let mut rest = others.to_vec();
    let mut chain: Vec<&X509> = Vec::new();
    let mut last = certificate;
    while let Some(at) = rest.iter().position(|one| one.issued(last) == X509VerifyResult::OK) {
        last = rest.remove(at);
        chain.push(last);
    }
    chain.into_iter().chain(rest).map(|one| der(one)).collect()
}

fn der(certificate: &X509Ref) -> Result<Vec<u8>, SoftKeyError> {
    certificate.to_der().map_err(|_| SoftKeyError::Malformed)
}

/// The keys of a file with several.
fn further(file: &[u8], passphrase: &Secret) -> Result<Vec<PKey<Private>>, SoftKeyError> {
    // What the library has read and this does not holds one key, as far as is known.
    let bags = bags_of(file).unwrap_or_default();
    if bags.len() < 2 {
        return Ok(Vec::new());
    }
    let opened = bags.iter().map(|bag| match bag {
        Bag::Plain(key) => PKey::private_key_from_pkcs8(key),
        Bag::Shrouded(key) => PKey::private_key_from_pkcs8_passphrase(key, passphrase.expose().as_bytes()),
    });
    opened.collect::<Result<_, _>>().map_err(|_| SoftKeyError::Malformed)
}

/// A private key as it lies in the file.
enum Bag {
    Plain(Zeroizing<Vec<u8>>),
    Shrouded(Vec<u8>),
}

/// Only of the safes that are not enciphered as a whole: programs put keys, which
/// are enciphered each, in those.
fn bags_of(file: &[u8]) -> Result<Vec<Bag>, Malformed> {
    let parts = ber::read(file)?.0.children()?;
    let safes = content(parts.get(1).ok_or(Malformed::Cut)?)?.ok_or(Malformed::Unexpected)?;
    let mut bags = Vec::new();
    for safe in ber::only(&safes)?.children()? {
        if let Some(inside) = content(&safe)? {
            gather(&inside, DEEPEST, &mut bags)?;
        }
    }
    Ok(bags)
}

/// What is there to be read. None where it is enciphered.
fn content(info: &Element<'_>) -> Result<Option<Zeroizing<Vec<u8>>>, Malformed> {
    match info.children()?.as_slice() {
        [kind, content] if kind.body == oid::DATA => {
            let inside = content.children()?;
            let octets = inside.first().ok_or(Malformed::Cut)?.octets()?;
            Ok(Some(Zeroizing::new(octets.into_owned())))
        }
        _ => Ok(None),
    }
}

fn gather(safe: &[u8], depth: usize, bags: &mut Vec<Bag>) -> Result<(), Malformed> {
    let depth = depth.checked_sub(1).ok_or(Malformed::Deep)?;
    for bag in ber::only(safe)?.children()? {
        let parts = bag.children()?;
        let [kind, value, ..] = parts.as_slice() else { return Err(Malformed::Cut) };
        let inside = value.children()?;
        let value = inside.first().ok_or(Malformed::Cut)?.whole;
        match kind.body {
            oid::KEY_BAG => bags.push(Bag::Plain(Zeroizing::new(value.to_vec()))),
            oid::SHROUDED_KEY_BAG => bags.push(Bag::Shrouded(value.to_vec())),
            oid::SAFE_CONTENTS_BAG => gather(value, depth, bags)?,
            _ => {}
        }
    }
    Ok(())
}

/// What the library says of a file that it does not open.
fn why(errors: &ErrorStack) -> SoftKeyError {
    let said = |words: &str| errors.errors().iter().any(|error| error.reason().is_some_and(|why| why.contains(words)));
    if said("mac verify failure") {
        SoftKeyError::Passphrase
    } else if said("unsupported") || said("unknown") {
        SoftKeyError::Obsolete
    } else {
        SoftKeyError::Malformed
    }
}
