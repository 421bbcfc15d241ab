//! Work on bytes of strangers, in a process that can do nothing else: the same
//! program, started again with a hidden argument, talking in frames over its
//! standard pipes.
//!
//! A [`Worker`] is the hand on such a child. It asks one question at a time,
//! each with a deadline, and starts a new child when the last one was lost: to
//! the parent a crash is an answer ([`Lost`]), never a failure of its own.
//! Inside, [`serve()`] confines the process before the first question is read.
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
pub use serve::serve;
pub use worker::{Lost, Worker};

/// One kind of child: what it is asked for by, and what it may use.
#[derive(Debug, Clone, Copy)]
pub struct Job {
    pub name: &'static str,
    /// Of memory that it may reserve, in bytes.
    pub memory: u64,
    /// Of processor time in one life. A child that has used half of it bows out
    /// after its answer; so a question may take no more than the other half.
    pub processor: Duration,
    /// The longest question and the longest answer, in bytes.
    pub question: usize,
    pub answer: usize,
}
