//! What a correspondent says to be able to read (RFC 8551, 2.5.2), and what we
//! say of ourselves.

use super::fields::Fields;
use crate::crypto::ber::{Element, Malformed};
use crate::crypto::{der, oid};

/// No program says more.
const MOST: usize = 64;

/// Identifiers, the most wanted first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capabilities(Vec<Vec<u8>>);

impl Capabilities {
    pub(super) fn read(element: Element<'_>) -> Result<Self, Malformed> {
        let mut list = Fields::of(element.expect(der::SEQUENCE)?)?;
        let mut found = Vec::new();
        while let Some(capability) = list.next_if_any()? {
            if found.len() == MOST {
                return Err(Malformed::Many);
            }
            found.push(Fields::of(capability)?.expect(der::OBJECT_IDENTIFIER)?.body.to_vec());
        }
        Ok(Self(found))
    }

    pub fn announces(&self, identifier: &[u8]) -> bool {
        self.0.iter().any(|known| known == identifier)
    }

    /// Whether it reads what [`Strength::Modern`](super::Strength) writes to the
    /// holder of an RSA key.
    pub fn modern(&self) -> bool {
        self.announces(oid::AES256_GCM) && self.announces(oid::RSA_OAEP)
    }
}

/// Ours: what every peer can write comes after what is better.
pub(super) fn ours() -> Vec<u8> {
    let known = [
        oid::AES256_GCM,
        oid::AES128_GCM,
        oid::AES256_CBC,
        oid::AES192_CBC,
        oid::AES128_CBC,
        oid::RSA_OAEP,
        oid::ECDH_SHA256,
    ];
    let list: Vec<u8> = known.iter().flat_map(|identifier| der::algorithm(identifier, &[])).collect();
    der::element(der::SEQUENCE, &[&list])
}

#[cfg(test)]
mod tests {
    use super::{Capabilities, ours};
    use crate::crypto::{ber, oid};

    #[test]
    fn what_we_announce_is_read_as_modern() {
        let ours = ours();
        let read = Capabilities::read(ber::only(&ours).unwrap()).unwrap();
        assert!(read.modern() && read.announces(oid::AES256_CBC) && !read.announces(oid::RC2_CBC));
    }
}
