//! What is signed, enciphered and believed: certificates, CMS, S/MIME, trust,
//! and the [verdict](crate::domain) on a message.
//!
//! Pure of the world: no file, no socket, no clock. Bytes, anchors, revocation
//! lists and the moment are given; keys are behind [`Key`]. Nothing here may
//! panic on bytes of strangers, and nothing may say "valid" that was not proved.

pub mod ber;
pub mod cert;
pub mod cms;
pub mod der;
pub mod key;
pub mod oid;
pub mod opener;
mod pkcs12;
pub mod smime;
pub mod soft;
mod time;
pub mod trust;

pub use key::{Digest, Key, KeyError, Padding};

/// To be called before anything else uses the library, the cache among them:
/// it must not clear itself away at the end of the program while threads that
/// nobody waits for are still at work in it.
pub fn begin() {
    openssl::init();
}
