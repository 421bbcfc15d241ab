//! Work that must not harm the program, in a process of its own: the same
//! program, started again with a hidden argument, talking in frames over its
//! standard pipes. Frames may hold secrets and are wiped after use.
//!
//! A [`Worker`] is the hand on such a child. It asks one question at a time,
//! each with a deadline, and starts a new child when the last one was lost: to
//! the parent a crash is an answer ([`Lost`]), never a failure of its own.
//! Inside, [`serve()`] confines the process before the first question is read,
//! where the [`Job`] is thinking about bytes of strangers.
//!
//! Nothing here may know what the questions are about.

mod bytes;
mod confine;
mod frame;
mod program;
mod serve;
mod worker;

use std::time::Duration;

pub use bytes::Bytes;
pub use confine::{Confinement, confine};
pub use program::{Program, Service, take_over};
pub use serve::{serve, serve_prepared};
pub use worker::{Lost, Worker};

/// One kind of child: what it is asked for by, and what it may use.
#[derive(Debug, Clone, Copy)]
pub struct Job {
    pub name: &'static str,
    /// Whether it may do nothing but think. What runs the code of others (the
    /// module of a card's vendor) needs files, sockets and the environment.
    pub confined: bool,
    /// Of memory that it may reserve, in bytes.
    pub memory: u64,
    /// Of processor time in one life. A child that has used half of it bows out
    /// after its answer; so a question may take no more than the other half.
    pub processor: Duration,
    /// The longest question and the longest answer, in bytes.
    pub question: usize,
    pub answer: usize,
}
