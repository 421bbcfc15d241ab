//! The wire: TLS, IMAP, SMTP, and finding servers.
//!
//! No byte of the user's goes out before TLS, and nothing that came in before
//! it is believed. A server's oddities end here ([`quirks`]); what it sends
//! cannot panic the program, nor be logged.

mod dial;
mod error;
pub mod find;
pub mod imap;
mod line;
mod names;
mod quirks;
mod sasl;
pub mod smtp;
mod starttls;
mod tls;

pub use error::{CertificateProblem, NetError, Refusal, ServerText};
pub use names::{Names, SystemNames, Target};
pub use tls::{Anchors, Connector, TlsStream};
