//! The practice ("le cabinet"): the real servers that the tests run against,
//! each on free loopback ports, in a scratch directory, gone when the test is.
//!
//! A part is a file here and a line in [`Practice`]; what it needs of the
//! others (a port, a certificate) it is given when it starts.

// Each program that takes this module in (the tests, the example) uses a part
// of it, and may be blunt: what fails here fails the test that asked for it.
#![allow(dead_code, unused_imports, unreachable_pub, unused_results)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
#![allow(clippy::print_stderr, clippy::format_push_string)]

pub mod card;
pub mod certificates;
mod child;
mod clients;
pub mod corpus;
mod dovecot;
pub mod effort;
mod exim;
pub mod gpgsm;
pub mod line;
mod maildir;
mod people;
pub mod pki;
mod ports;
mod practice;
pub mod programs;
mod scratch;
pub mod screen;
pub mod script;
pub mod sealed;
pub mod taken_apart;
mod token;

pub use clients::Clients;
pub use line::Line;
pub use maildir::Letter;
pub use people::Person;
pub use pki::{Pki, ServerCertificate};
pub use practice::{Builder, Practice};
