//! Elliptic curves on a token: signatures, whose two numbers are put into the
//! form that everybody else speaks, and the agreement on a shared secret.

use cryptoki::mechanism::Mechanism;
use cryptoki::mechanism::elliptic_curve::{EcKdf, Ecdh1DeriveParams};
use cryptoki::object::{Attribute, AttributeType, KeyType, ObjectClass};
use zeroize::Zeroizing;

use super::desk::{Operation, Way, Work};
use super::fault::Fault;
use super::{found, rsa};
use crate::crypto::{Digest, KeyError};

/// Uncompressed: a byte that says so, then both coordinates.
const UNCOMPRESSED: u8 = 4;

pub(super) fn sign(operation: &Operation<'_>, digest: Digest, message: &[u8]) -> Result<Zeroizing<Vec<u8>>, Fault> {
    let digest = ring::digest::digest(rsa::algorithm(digest), message);
    let raw = operation.run(Work::Sign, &Way { mechanism: Mechanism::Ecdsa, data: digest.as_ref() })?;
    // An odd length is none of two equal numbers.
    let halves = raw.split_at_checked(raw.len() / 2).filter(|(r, s)| r.len() == s.len() && !r.is_empty());
    let (r, s) = halves.ok_or(Fault::Told(KeyError::Unresponsive))?;
    Ok(Zeroizing::new(sequence(&[integer(r), integer(s)].concat())))
}

/// The x coordinate, without any derivation on the token.
pub(super) fn agree(operation: &Operation<'_>, point: &[u8]) -> Result<Zeroizing<Vec<u8>>, Fault> {
    let length = match point.split_first() {
        Some((&UNCOMPRESSED, coordinates)) if coordinates.len() % 2 == 0 => coordinates.len() / 2,
        _ => return Err(Fault::Told(KeyError::Refused)),
    };
    let (session, key) = operation.begin()?;
    let mechanism = Mechanism::Ecdh1Derive(Ecdh1DeriveParams::new(EcKdf::null(), point));
    let wanted = [
        Attribute::Class(ObjectClass::SECRET_KEY),
        Attribute::KeyType(KeyType::GENERIC_SECRET),
        Attribute::ValueLen(u64::try_from(length).map_err(|_| Fault::Told(KeyError::Refused))?.into()),
        Attribute::Token(false),
        Attribute::Private(false),
        Attribute::Sensitive(false),
        Attribute::Extractable(true),
    ];
    // It ends with its session.
    let secret = session.derive_key(&mechanism, key, &wanted)?;
    let value =
        session.get_attributes(secret, &[AttributeType::Value])?.into_iter().find_map(|attribute| match attribute {
            Attribute::Value(value) => Some(Zeroizing::new(value)),
            _ => None,
        });
    found(value)
}

/// A number as DER writes it: no zeros before it, but one where it would look
/// negative.
fn integer(bytes: &[u8]) -> Vec<u8> {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let number = bytes.get(zeros..).unwrap_or_default();
    let sign = number.first().is_none_or(|first| *first >= 0x80);
    let body = [if sign { &[0][..] } else { &[] }, number].concat();
    element(0x02, &body)
}

fn sequence(body: &[u8]) -> Vec<u8> {
    element(0x30, body)
}

/// The longest here is a signature of P-521, below 256 bytes.
fn element(tag: u8, body: &[u8]) -> Vec<u8> {
    let length = u8::try_from(body.len()).unwrap_or(u8::MAX);
    let head = if length < 0x80 { vec![tag, length] } else { vec![tag, 0x81, length] };
    [head.as_slice(), body].concat()
}

#[cfg(test)]
mod tests {
    use super::{integer, sequence};

    #[test]
    fn numbers_are_as_short_as_der_wants_them() {
        assert_eq!(integer(&[0, 0, 1]), [2, 1, 1]);
        assert_eq!(integer(&[0x80]), [2, 2, 0, 0x80]);
        assert_eq!(integer(&[0, 0x80]), [2, 2, 0, 0x80]);
        assert_eq!(integer(&[0, 0]), [2, 1, 0]);
    }

    #[test]
    fn a_long_pair_has_a_long_head() {
        let pair = sequence(&[integer(&[0x7F; 66]), integer(&[0x7F; 66])].concat());
        assert_eq!(pair[..3], [0x30, 0x81, 136]);
        assert_eq!(pair.len(), 139);
    }
}
