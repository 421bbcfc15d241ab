//! All integration tests in one binary: one link, one set of servers.

#![allow(unused_results, reason = "a test asks for effects; what it wants to know it asserts")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a failed expectation is what a test is for"
)]

mod answers;
mod architecture;
mod board;
mod card;
mod certificate;
mod child;
mod crypto;
mod demo;
mod desktop;
mod faults;
mod health;
mod i18n;
mod keys;
mod mailbox;
mod mime;
mod net;
mod outbox;
mod page;
mod practice;
mod printer;
mod reading;
mod render;
mod sealing;
mod store;
mod support;
mod terminal;
mod token;
mod trust;
mod ui;
mod ui_screens;
mod window;
mod writing;
