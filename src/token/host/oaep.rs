//! RSAES-OAEP (RFC 8017, 7.1.2) taken off a block that the token has opened
//! without looking inside, where the token does not know the digest. With an
//! empty label.
//!
//! Whatever is wrong with a block, the way through here is the same: no branch
//! and no index depends on what is in it, until the one answer at the end.

use ring::digest::{Algorithm, digest};
use zeroize::Zeroizing;

/// What is in the block; None for one that was not made for this.
pub(super) fn open(algorithm: &'static Algorithm, block: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let size = algorithm.output_len();
    // The length of a block is no secret.
    if block.len() < 2 * size + 2 {
        return None;
    }
    let (first, rest) = block.split_first()?;
    let (masked_seed, masked_data) = rest.split_at_checked(size)?;
    let seed = unmask(algorithm, masked_seed, masked_data);
    let data = unmask(algorithm, masked_data, &seed);
    let (label, padded) = data.split_at_checked(size)?;
    let mut wrong = *first;
    for (found, wanted) in label.iter().zip(digest(algorithm, b"").as_ref()) {
        wrong |= found ^ wanted;
    }
    let (start, odd) = start_of_message(padded);
    wrong |= odd;
    // The one branch on a secret: whether the whole was right.
    if std::hint::black_box(wrong) != 0 {
        return None;
    }
    padded.get(start..).map(|message| Zeroizing::new(message.to_vec()))
}

/// Zeros, a one, the message: where it begins, and whether anything but zeros
/// came before the one. Each byte costs the same.
fn start_of_message(padded: &[u8]) -> (usize, u8) {
    let (mut start, mut odd, mut looking) = (0_usize, 0_u8, 0xFF_u8);
    for (at, byte) in padded.iter().enumerate() {
        let (zero, one) = (all_ones_if_zero(*byte), all_ones_if_zero(byte ^ 1));
        let here = looking & one;
        start |= (at + 1) & spread(here);
        odd |= looking & !one & !zero;
        looking &= !one;
    }
    (start, odd | looking)
}

fn all_ones_if_zero(byte: u8) -> u8 {
    let wide = u16::from(std::hint::black_box(byte)).wrapping_sub(1);
    let [high, _] = wide.to_be_bytes();
    high
}

fn spread(mask: u8) -> usize {
    usize::from(mask & 1).wrapping_neg()
}

/// The bytes with the mask (MGF1) of the seed taken off.
fn unmask(algorithm: &'static Algorithm, masked: &[u8], seed: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut plain = Zeroizing::new(Vec::with_capacity(masked.len()));
    for (number, chunk) in (0_u32..).zip(masked.chunks(algorithm.output_len())) {
        let mut context = ring::digest::Context::new(algorithm);
        context.update(seed);
        context.update(&number.to_be_bytes());
        plain.extend(chunk.iter().zip(context.finish().as_ref()).map(|(byte, mask)| byte ^ mask));
    }
    plain
}

#[cfg(test)]
mod tests {
    use openssl::encrypt::Encrypter;
    use openssl::hash::MessageDigest;
    use openssl::pkey::PKey;
    use openssl::rsa::{Padding, Rsa};
    use ring::digest::{Algorithm, SHA1_FOR_LEGACY_USE_ONLY, SHA256, SHA512};

    use super::open;

    /// What a token hands out that only knows the bare operation.
    fn block(digest: MessageDigest, message: &[u8]) -> Vec<u8> {
        let rsa = Rsa::generate(2048).unwrap();
        let key = PKey::from_rsa(rsa.clone()).unwrap();
        let mut encrypter = Encrypter::new(&key).unwrap();
        encrypter.set_rsa_padding(Padding::PKCS1_OAEP).unwrap();
        encrypter.set_rsa_oaep_md(digest).unwrap();
        encrypter.set_rsa_mgf1_md(digest).unwrap();
        let mut sealed = vec![0; 256];
        let length = encrypter.encrypt(message, &mut sealed).unwrap();
        let mut opened = vec![0; 256];
        assert_eq!(rsa.private_decrypt(&sealed[..length], &mut opened, Padding::NONE).unwrap(), 256);
        opened
    }

    #[test]
    fn what_openssl_seals_is_opened() {
        let cases: [(&'static Algorithm, MessageDigest); 3] = [
            (&SHA1_FOR_LEGACY_USE_ONLY, MessageDigest::sha1()),
            (&SHA256, MessageDigest::sha256()),
            (&SHA512, MessageDigest::sha512()),
        ];
        for (algorithm, digest) in cases {
            for message in [b"".as_slice(), &[0], &[1; 32], b"une clef de contenu"] {
                let opened = open(algorithm, &block(digest, message)).unwrap();
                assert_eq!(opened.as_slice(), message);
            }
        }
    }

    #[test]
    fn a_block_with_any_byte_changed_is_refused() {
        let good = block(MessageDigest::sha256(), &[7; 32]);
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 0x10;
            assert!(open(&SHA256, &bad).is_none(), "byte {at}");
        }
    }

    #[test]
    fn a_block_of_any_length_is_answered() {
        for length in 0..140 {
            assert!(open(&SHA256, &vec![0; length]).is_none(), "{length}");
        }
        assert!(open(&SHA1_FOR_LEGACY_USE_ONLY, &block(MessageDigest::sha256(), b"x")).is_none(), "another digest");
    }
}
