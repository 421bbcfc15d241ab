//! A letter that is attached to another: who wrote it, what it says, and what
//! is attached to it in turn. A sealed one stays sealed.

use crate::domain::{Address, Mark, PartRole};
use crate::mime;

use super::{Leaf, add, may_hold_words};

pub(super) fn words(bytes: &[u8], depth: usize) -> String {
    let reading = mime::read(bytes);
    let envelope = &reading.envelope;
    let mut whole = format!("{}\n", envelope.subject);
    for Address { name, email } in envelope.from.iter().chain(&envelope.to).chain(&envelope.cc) {
        whole.push_str(name);
        whole.push(' ');
        whole.push_str(email);
        whole.push('\n');
    }
    whole.push_str(&reading.text);
    whole.push('\n');
    if reading.mark == Mark::Encrypted {
        return whole;
    }
    for part in reading.parts.iter().filter(|part| part.role == PartRole::Attachment) {
        let Some(bytes) = mime::part_bytes(bytes, part.id).filter(|_| may_hold_words(&part.media_type)) else {
            continue;
        };
        let leaf = Leaf { media_type: &part.media_type, name: &part.name, charset: None, bytes: &bytes };
        if !add(&mut whole, &leaf, depth) {
            break;
        }
    }
    whole
}
