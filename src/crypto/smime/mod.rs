//! S/MIME (RFC 8551): a message to its layers, its verdict and its content, and
//! a message signed or encrypted.
//!
//! Reading is total: any bytes give a verdict. What is not proved to be signed
//! is never called so, and what is deciphered is never joined with anything.

mod headers;
mod layer;
mod open;
mod protect;
mod safe;
mod signer;
mod structure;
mod words;
mod write;

pub use open::{Apart, Opened, open};
pub use protect::{Header, Sheet};
pub use signer::{Bench, Binding, Brought, Seen};
pub use words::{facts, holder};
pub use write::{Recipient, WriteError, encrypt, sign, strength};
