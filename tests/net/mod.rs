//! The wire against scripted peers on loopback: every way in which a server
//! can be wrong, hostile, slow or gone. Certificates are made on the spot.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed expectation is what tests are for"
)]

mod dovecot;
mod find;
mod imap;
mod login;
mod peer;
mod pictures;
mod pop3;
mod quirks;
mod secrets;
mod sending;
mod smtp;
mod starttls;
mod tls;
mod white_list;
