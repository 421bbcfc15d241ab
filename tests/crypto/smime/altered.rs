//! What the fuzz target holds of any message, over real ones that were cut and
//! flipped on the way.

#[path = "../../../fuzz/smime.rs"]
mod fuzz;

use proptest::prelude::*;

use super::MADE;
use super::office::{LETTER, encrypt, sign, sign_opaque};

/// Not each place, which would take minutes: the fuzz target goes further.
const STEP: usize = 23;

#[test]
fn messages_cut_and_flipped_are_opened_or_refused_and_never_believed() {
    MADE.with(|made| {
        let (anne, lea) = (&made.anne, &made.curve);
        let signed = sign(LETTER, anne);
        let head = LETTER.split_once("Content-Type").unwrap().0;
        let part = &signed[signed.find("Content-Type").unwrap()..];
        let among = format!(
            "{head}Content-Type: multipart/mixed; boundary=reste\r\n\r\n--reste\r\n\r\nEt ceci.\r\n--reste\r\n{part}\r\n\
             --reste--\r\n"
        );
        let messages = [
            sign(&encrypt(&signed, lea), anne),
            encrypt(&sign_opaque(LETTER, anne), lea),
            sign_opaque(LETTER, anne),
            among,
            signed,
        ];
        for (turn, message) in messages.iter().enumerate() {
            let whole = message.as_bytes();
            fuzz::message(whole, lea);
            for at in (turn..whole.len()).step_by(STEP) {
                fuzz::message(&whole[..at], lea);
                let mut altered = whole.to_vec();
                altered[at] ^= if at.is_multiple_of(2) { 1 } else { 0x80 };
                fuzz::message(&altered, lea);
            }
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_are_a_message(bytes in prop::collection::vec(any::<u8>(), 0..600), lines: bool) {
        let mut message = if lines { b"Content-Type: application/pkcs7-mime\r\n\r\n".to_vec() } else { Vec::new() };
        message.extend_from_slice(&bytes);
        MADE.with(|made| fuzz::message(&message, &made.curve));
    }
}
