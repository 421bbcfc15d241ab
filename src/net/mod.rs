//! The wire: TLS, IMAP, POP3, SMTP, and finding servers.
//!
//! No byte of the user's goes out before TLS, and nothing that came in before
//! it is believed. What authorities publish, signed, comes in clear ([`published`]).
//! A server's oddities end here ([`quirks`]); what it sends
//! cannot panic the program, nor be logged.

mod access;
mod dial;
mod error;
pub mod find;
mod http;
mod identity;
pub mod imap;
mod line;
mod names;
pub mod pictures;
pub mod pop3;
mod public;
pub mod published;
mod quirks;
mod sasl;
pub mod smtp;
mod starttls;
mod tls;
pub mod white_list;

pub use access::Access;
pub use error::{CertificateProblem, NetError, OwnCertificate, Refusal, ServerText};
pub use identity::{Identities, Identity};
pub use names::{Names, SystemNames, Target};
pub use public::PublicNames;
pub use tls::{Anchors, Connector, TlsStream};
