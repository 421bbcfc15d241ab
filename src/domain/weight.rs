//! How large a message becomes on the wire, before it is written: what is
//! attached grows by a third, what is encrypted once more.

use super::{Carried, Draft};

/// Headers, boundaries, a signature with its chain.
const HEAD: u64 = 4 * 1024;
const SIGNATURE: u64 = 12 * 1024;

/// `letters` is the length of its words.
pub fn on_the_wire(draft: &Draft, letters: usize) -> u64 {
    let text = letters as u64 * 11 / 10;
    let files: u64 = draft.carried.iter().map(|one| coded(size(one))).sum();
    let mut whole = HEAD + text + files;
    if draft.wishes.sign {
        whole += SIGNATURE;
    }
    if draft.wishes.encrypt { coded(whole) } else { whole }
}

/// In base64, with its line ends.
fn coded(bytes: u64) -> u64 {
    bytes.div_ceil(57) * 78
}

/// Of a whole message that is carried along, nothing is known here.
pub fn size(carried: &Carried) -> u64 {
    match carried {
        Carried::Part { size, .. } | Carried::File { size, .. } => *size,
        Carried::Whole { .. } => 0,
    }
}
