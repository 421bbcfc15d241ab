//! How large a message becomes on the wire, guessed before it is written: what is
//! attached grows by a third, what is encrypted once more.

use super::{Carried, Draft, Wishes};

/// Headers and boundaries.
const HEAD: u64 = 4 * 1024;
/// With its chain.
const SIGNATURE: u64 = 12 * 1024;

/// `letters` is the length of its words.
pub fn on_the_wire(draft: &Draft, letters: usize) -> u64 {
    // Accents are written with three letters each.
    let text = letters as u64 * 13 / 10;
    let files: u64 = draft.carried.iter().map(|one| coded(size(one))).sum();
    sealed(draft.wishes, HEAD + text + files)
}

/// What is known to be so large once it is written, signed and encrypted as wished.
pub fn sealed(wishes: Wishes, written: u64) -> u64 {
    let signed = if wishes.sign { written + SIGNATURE } else { written };
    if wishes.encrypt { coded(signed) } else { signed }
}

/// In base64, with its line ends.
fn coded(bytes: u64) -> u64 {
    bytes.div_ceil(57) * 78
}

pub fn size(carried: &Carried) -> u64 {
    carried.size()
}
