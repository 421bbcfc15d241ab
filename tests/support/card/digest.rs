//! The end of a SHA-256 that was begun elsewhere: the program hashes all but
//! the last block, and the card does not take its word for that one.

use sha2::block_api::compress256;

/// How it begins (FIPS 180-4, 5.3.3).
const BEGINNING: [u32; 8] =
    [0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19];

/// The state is eight words and the count of bits hashed so far, or nothing.
pub fn finish(state: &[u8], rest: &[u8]) -> Option<[u8; 32]> {
    let (mut words, hashed) = match state {
        [] => (BEGINNING, 0),
        _ => (words(state.get(..32)?), u64::from_be_bytes(state.get(32..40)?.try_into().ok()?)),
    };
    let bits = hashed + u64::try_from(rest.len()).ok()? * 8;
    let mut message = rest.to_vec();
    message.push(0x80);
    message.resize((message.len() + 8).next_multiple_of(64) - 8, 0);
    message.extend(bits.to_be_bytes());
    compress256(&mut words, message.as_chunks().0);
    words.map(u32::to_be_bytes).concat().try_into().ok()
}

fn words(state: &[u8]) -> [u32; 8] {
    let mut words = state.as_chunks().0.iter().map(|word| u32::from_be_bytes(*word));
    [(); 8].map(|()| words.next().unwrap_or_default())
}
