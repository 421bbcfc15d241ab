//! Cards without hardware: a private pcscd, a virtual reader, and cards that
//! this process plays. A test puts them in, takes them out, makes them slow or
//! broken, and reads how often they were asked.
//!
//! pcscd's clients find it by `PCSCLITE_CSOCK_NAME`, which they read once: a
//! test talks to its cards through child processes, started by [`Pcscd::client`].

pub mod certificate;
mod chip;
pub mod cps;
mod cps_files;
mod der;
mod digest;
pub mod keys;
mod leaf;
mod pcscd;
pub mod piv;
pub mod pki;
mod reader;
mod responder;
mod revocation;
pub mod softhsm;
mod tlv;

pub use chip::Card;
pub use der::utf8;
pub use digest::finish as finish_sha256;
pub use leaf::{Leaf, PERSON_ADDRESS, RPPS, STRUCTURE_ADDRESS};
pub use pcscd::{Pcscd, SOCKET};
pub use reader::Slot;
