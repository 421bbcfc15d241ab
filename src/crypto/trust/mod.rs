//! Whether a certificate may be believed, for what, and if not, why: chains to
//! the anchors, validity then and now, usage, constraints, revocation.
//!
//! Pure: bytes, anchors and moments are given, nothing is fetched. Every point
//! against a certificate has its own [`Reason`], and what was not checked is
//! never called good. The maths of signatures is OpenSSL's; the rules are here,
//! so that each can be named.

mod anchors;
mod constraint;
mod crl;
mod errand;
mod judge;
mod ocsp;
mod path;
mod policy;
mod reason;
mod recipient;
mod revocation;
mod signature;

pub use anchors::{Anchors, Origin, certificates, is_igc_sante, lists_of};
pub use crl::ListError;
pub use errand::{Errand, errands};
pub use judge::{Judgement, Question, judge};
pub use ocsp::{AnswerError, request};
pub use reason::{Finding, Reason};
pub use recipient::{Candidate, Choice, Unfit, recipient};
pub use revocation::{Revocation, RevokedFor, Status, Taken, Unchecked};

/// What a certificate is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Sign mail.
    Sign,
    /// Have mail enciphered for it.
    Encrypt,
    /// Open a door (TLS client).
    Authenticate,
}

#[cfg(test)]
mod tests;
