//! What the fuzz target of S/MIME runs, and what has to hold for any bytes at
//! all that come as a message. The tests run the same over real messages, cut
//! and flipped.

use std::iter::once;

use sceau::{
    crypto::{
        Key,
        cms::Form,
        smime::{self, Bench, Recipient},
        trust::{Anchors, Revocation},
    },
    domain::{Timestamp, verdict::Overall},
};

const NOW: Timestamp = Timestamp(1_800_000_000);

/// Any bytes are a message, as they come and within a layer that a stranger put
/// around them.
pub(crate) fn message(data: &[u8], key: &dyn Key) {
    opened(data, key);
    let to = Recipient { certificate: key.certificate(), capabilities: None };
    let around = [smime::encrypt(data, &[to]), smime::sign(data, key, &[], NOW, Form::Opaque)];
    for message in around.into_iter().flatten() {
        opened(&message, key);
    }
}

/// It has a verdict; and with nobody believed, nobody has signed it.
fn opened(data: &[u8], key: &dyn Key) {
    let (anchors, revocation) = (Anchors::new(), Revocation::new());
    let bench = Bench { anchors: &anchors, revocation: &revocation, lists: &[], known: &[], bindings: &[], now: NOW };
    let opened = smime::open(data, &[key], &bench);
    for verdict in once(&opened.verdict).chain(opened.apart.iter().map(|apart| &apart.verdict)) {
        let proved = matches!(verdict.overall, Overall::Valid | Overall::ValidUnbound);
        assert!(!proved, "{verdict:?}");
    }
    assert!(opened.brought.is_empty(), "a stranger's certificate is not to be written to");
    if opened.verdict.layers.is_empty() {
        assert_eq!(&*opened.content, data);
    }
}
