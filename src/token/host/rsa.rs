//! RSA on a token: the mechanism is chosen for each key, by trying. The CPS
//! wants the message itself for its signature key and a digest for the other,
//! each with its own mechanism, and refuses the reverse.

use cryptoki::mechanism::rsa::{PkcsMgfType, PkcsOaepParams, PkcsOaepSource};
use cryptoki::mechanism::{Mechanism, MechanismType};
use ring::digest::{Algorithm, SHA1_FOR_LEGACY_USE_ONLY, SHA256, SHA384, SHA512};
use zeroize::Zeroizing;

use super::desk::{Desk, Operation, Way, Work};
use super::fault::Fault;
use super::oaep;
use crate::crypto::{Digest, KeyError};

/// The DER before a digest (RFC 8017, 9.2, note 1).
const SHA1_INFO: &[u8] = &[0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2B, 0x0E, 0x03, 0x02, 0x1A, 0x05, 0x00, 0x04, 0x14];
const SHA256_INFO: &[u8] = &sha2_info(1, 32);
const SHA384_INFO: &[u8] = &sha2_info(2, 48);
const SHA512_INFO: &[u8] = &sha2_info(3, 64);

const fn sha2_info(algorithm: u8, length: u8) -> [u8; 19] {
    [
        0x30,
        0x11 + length,
        0x30,
        0x0D,
        0x06,
        0x09,
        0x60,
        0x86,
        0x48,
        0x01,
        0x65,
        0x03,
        0x04,
        0x02,
        algorithm,
        0x05,
        0x00,
        0x04,
        length,
    ]
}

/// Of PKCS#1 v1.5.
pub(super) fn sign(
    operation: &Operation<'_>,
    desk: &mut Desk,
    digest: Digest,
    message: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Fault> {
    let (whole, info) = match digest {
        Digest::Sha1 => (Mechanism::Sha1RsaPkcs, SHA1_INFO),
        Digest::Sha256 => (Mechanism::Sha256RsaPkcs, SHA256_INFO),
        Digest::Sha384 => (Mechanism::Sha384RsaPkcs, SHA384_INFO),
        Digest::Sha512 => (Mechanism::Sha512RsaPkcs, SHA512_INFO),
    };
    let info = [info, ring::digest::digest(algorithm(digest), message).as_ref()].concat();
    let ways = [Way { mechanism: whole, data: message }, Way { mechanism: Mechanism::RsaPkcs, data: &info }];
    let (_, signature) = desk.first_that_works(operation, Work::Sign, &ways).map_err(unable)?;
    Ok(signature)
}

/// Of PKCS#1 v1.5.
pub(super) fn open(operation: &Operation<'_>, block: &[u8]) -> Result<Zeroizing<Vec<u8>>, Fault> {
    operation.run(Work::Open, &Way { mechanism: Mechanism::RsaPkcs, data: block })
}

/// Where the token does not know this digest it opens the block blindly, and
/// the padding is taken off here.
pub(super) fn open_oaep(
    operation: &Operation<'_>,
    desk: &mut Desk,
    digest: Digest,
    block: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Fault> {
    let (hash, mask) = match digest {
        Digest::Sha1 => (MechanismType::SHA1, PkcsMgfType::MGF1_SHA1),
        Digest::Sha256 => (MechanismType::SHA256, PkcsMgfType::MGF1_SHA256),
        Digest::Sha384 => (MechanismType::SHA384, PkcsMgfType::MGF1_SHA384),
        Digest::Sha512 => (MechanismType::SHA512, PkcsMgfType::MGF1_SHA512),
    };
    let whole = Mechanism::RsaPkcsOaep(PkcsOaepParams::new(hash, mask, PkcsOaepSource::empty()));
    let ways = [Way { mechanism: whole, data: block }, Way { mechanism: Mechanism::RsaX509, data: block }];
    match desk.first_that_works(operation, Work::Open, &ways)? {
        (0, opened) => Ok(opened),
        (_, bare) => oaep::open(algorithm(digest), &filled(&bare, block.len())).ok_or(Fault::Told(KeyError::Refused)),
    }
}

/// Some tokens leave out the zeros that a block begins with.
fn filled(bare: &[u8], length: usize) -> Zeroizing<Vec<u8>> {
    let mut block = Zeroizing::new(Vec::with_capacity(length.max(bare.len())));
    block.resize(length.saturating_sub(bare.len()), 0);
    block.extend(bare);
    block
}

/// A key that signs neither way cannot sign: a general error said so too.
fn unable(fault: Fault) -> Fault {
    if fault.invites_another_way() { Fault::Told(KeyError::Unable) } else { fault }
}

pub(super) fn algorithm(digest: Digest) -> &'static Algorithm {
    match digest {
        Digest::Sha1 => &SHA1_FOR_LEGACY_USE_ONLY,
        Digest::Sha256 => &SHA256,
        Digest::Sha384 => &SHA384,
        Digest::Sha512 => &SHA512,
    }
}
