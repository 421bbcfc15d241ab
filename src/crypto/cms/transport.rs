//! A content key enciphered for an RSA key. Reading PKCS#1 v1.5 is the old trap:
//! a block that is not well made must look like one that holds a wrong key.

use openssl::encrypt::Encrypter;
use openssl::pkey::{PKey, Public};
use openssl::rand::rand_bytes;
use openssl::rsa;
use zeroize::Zeroizing;

use super::CmsError;
use super::algorithm::{Algorithm, message_digest};
use crate::crypto::{Digest, Key, KeyError, Padding, der, oid};

pub(super) fn padding(algorithm: &Algorithm<'_>) -> Result<Padding, CmsError> {
    match algorithm.identifier {
        oid::RSA => Ok(Padding::Pkcs1),
        oid::RSA_OAEP => Ok(Padding::Oaep(algorithm.oaep()?)),
        _ => Err(algorithm.unsupported()),
    }
}

/// A content key of that length. What the card says of itself is told; what a
/// block is worth is not (RFC 3218, 2.3.2).
pub(super) fn open(
    key: &dyn Key,
    padding: Padding,
    block: &[u8],
    length: usize,
) -> Result<Zeroizing<Vec<u8>>, CmsError> {
    // Drawn each time: whether it is needed takes no time to be seen.
    let mut instead = Zeroizing::new(vec![0; length]);
    rand_bytes(&mut instead)?;
    match (key.decrypt(padding, block), padding) {
        (Ok(opened), _) if opened.len() == length => Ok(opened),
        (Ok(_) | Err(KeyError::Refused), Padding::Pkcs1) => Ok(instead),
        (Ok(_) | Err(KeyError::Refused), Padding::Oaep(_)) => Err(CmsError::Undecipherable),
        (Err(error), _) => Err(error.into()),
    }
}

/// The algorithm and the block.
pub(super) fn close(key: &PKey<Public>, padding: Padding, content_key: &[u8]) -> Result<(Vec<u8>, Vec<u8>), CmsError> {
    let mut encrypter = Encrypter::new(key)?;
    let algorithm = match padding {
        Padding::Pkcs1 => {
            encrypter.set_rsa_padding(rsa::Padding::PKCS1)?;
            der::algorithm(oid::RSA, der::NULL)
        }
        Padding::Oaep(digest) => {
            encrypter.set_rsa_padding(rsa::Padding::PKCS1_OAEP)?;
            encrypter.set_rsa_oaep_md(message_digest(digest))?;
            encrypter.set_rsa_mgf1_md(message_digest(digest))?;
            oaep(digest)
        }
    };
    let mut block = vec![0; encrypter.encrypt_len(content_key)?];
    let written = encrypter.encrypt(content_key, &mut block)?;
    block.truncate(written);
    Ok((algorithm, block))
}

fn oaep(digest: Digest) -> Vec<u8> {
    let identifier = match digest {
        Digest::Sha1 => oid::SHA1,
        Digest::Sha256 => oid::SHA256,
        Digest::Sha384 => oid::SHA384,
        Digest::Sha512 => oid::SHA512,
    };
    let hash = der::algorithm(identifier, der::NULL);
    let mask = der::algorithm(oid::MGF1, &hash);
    let parameters = der::element(der::SEQUENCE, &[&der::element(0xA0, &[&hash]), &der::element(0xA1, &[&mask])]);
    der::algorithm(oid::RSA_OAEP, &parameters)
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::{CmsError, open};
    use crate::crypto::{Digest, Key, KeyError, Padding};

    struct Says(Result<Vec<u8>, KeyError>);

    impl Key for Says {
        fn certificate(&self) -> &[u8] {
            &[]
        }
        fn sign(&self, _: Digest, _: &[u8]) -> Result<Vec<u8>, KeyError> {
            Err(KeyError::Unable)
        }
        fn decrypt(&self, _: Padding, _: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
            self.0.clone().map(Zeroizing::new)
        }
        fn agree(&self, _: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
            Err(KeyError::Unable)
        }
    }

    #[test]
    fn a_block_that_is_not_well_made_looks_like_another_key() {
        for answer in [Err(KeyError::Refused), Ok(vec![]), Ok(vec![7; 16]), Ok(vec![7; 33])] {
            let once = open(&Says(answer.clone()), Padding::Pkcs1, &[], 32).unwrap();
            let twice = open(&Says(answer), Padding::Pkcs1, &[], 32).unwrap();
            assert_eq!(once.len(), 32);
            assert_ne!(once, twice);
        }
        assert_eq!(*open(&Says(Ok(vec![7; 32])), Padding::Pkcs1, &[], 32).unwrap(), [7; 32]);
    }

    #[test]
    fn what_the_card_says_of_itself_is_told() {
        for padding in [Padding::Pkcs1, Padding::Oaep(Digest::Sha256)] {
            for error in [KeyError::Gone, KeyError::Locked, KeyError::Blocked, KeyError::Cancelled, KeyError::Unable] {
                assert_eq!(open(&Says(Err(error)), padding, &[], 32), Err(CmsError::Key(error)));
            }
        }
        let refused = open(&Says(Err(KeyError::Refused)), Padding::Oaep(Digest::Sha1), &[], 32);
        assert_eq!(refused, Err(CmsError::Undecipherable));
    }
}
