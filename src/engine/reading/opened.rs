//! A message opened to be read: all that the reader shows, and no bytes.

use std::sync::Arc;

use crate::domain::receipt::Receipts;
use crate::domain::verdict::Verdict;
use crate::domain::{Envelope, Mark, Part, Summary};
use crate::engine::FaultKind;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    pub summary: Summary,
    pub envelope: Envelope,
    pub parts: Vec<Part>,
    pub mark: Mark,
    /// The text to read, in plain; empty where there is none.
    pub text: String,
    /// The text is one of a laboratory (HPRIM): it is laid out as results.
    pub results: bool,
    /// The header as it came, decoded for showing.
    pub headers: String,
    /// What is signed or encrypted, judged; None where nothing is.
    pub seal: Option<Arc<Seal>>,
    /// What it reports, what came back for it, what its sender asks for.
    pub receipts: Receipts,
}

/// What the signatures and the encryption of a message are worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    pub verdict: Verdict,
    /// Parts that are secured beside the rest. They are shown apart, and never
    /// joined with it.
    pub apart: Vec<Apart>,
    /// Why a key did not open a layer, where one could have.
    pub closed: Option<FaultKind>,
}

/// A part that is a message of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    pub verdict: Verdict,
    pub text: String,
    /// What is attached to it; their numbers are told from those of the rest.
    pub parts: Vec<Part>,
}

impl Seal {
    /// Something was encrypted, here or apart, and has been deciphered.
    pub fn is_deciphered(&self) -> bool {
        self.verdicts().any(Verdict::is_deciphered)
    }

    /// Something is encrypted that could not be deciphered.
    pub fn is_closed(&self) -> bool {
        self.verdicts().any(Verdict::is_closed)
    }

    fn verdicts(&self) -> impl Iterator<Item = &Verdict> {
        std::iter::once(&self.verdict).chain(self.apart.iter().map(|apart| &apart.verdict))
    }
}
