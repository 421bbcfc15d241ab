//! The child that holds a vendor's module: one module, one process, one
//! question at a time. It is not confined, for the module needs the card
//! service, its settings and the environment; it is a process of its own, so
//! that a module may crash, hang or lie there.
//!
//! Nothing of a code or of a message stays here after the answer.

mod desk;
mod ec;
mod fault;
mod module;
mod oaep;
mod rsa;
mod single;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use super::words::{Answer, Question, Wish};
use crate::child::{self, Bytes, Job};
use crate::crypto::KeyError;
use fault::Fault;
use module::Module;

/// The child that holds a module.
pub const JOB: Job = Job {
    name: "token",
    confined: false,
    memory: u64::MAX,
    processor: Duration::MAX,
    // What is signed is a digest's worth or some attributes, never a letter.
    question: 1 << 20,
    answer: 8 << 20,
};

/// The child's whole life.
pub fn serve() -> ExitCode {
    let mut host = Host::default();
    child::serve(&JOB, move |question: Question| host.answer(question))
}

#[derive(Default)]
struct Host {
    module: Option<(PathBuf, Module)>,
}

impl Host {
    fn answer(&mut self, question: Question) -> Answer {
        let Some(module) = self.module(&question.module) else { return Answer::NoModule };
        let answer = match question.wish {
            Wish::List => module.list().map(Answer::Tokens),
            Wish::Login { token, pin } => module.login(&token, pin.as_ref()).map(|()| Answer::Done),
            Wish::Logout { token } => {
                module.logout(&token);
                Ok(Answer::Done)
            }
            Wish::Use { key, deed, pin } => {
                module.perform(&key, &deed, pin.as_ref()).map(|mut out| Answer::Bytes(Bytes(std::mem::take(&mut out))))
            }
        };
        answer.unwrap_or_else(|fault| match fault {
            Fault::CodeWanted => Answer::CodeWanted,
            fault => Answer::Failed(fault.told()),
        })
    }

    /// The module, loaded by the first question. A process holds one.
    fn module(&mut self, path: &Path) -> Option<&mut Module> {
        if self.module.is_none() {
            self.module = Some((path.to_owned(), Module::load(path).ok()?));
        }
        self.module.as_mut().filter(|(loaded, _)| loaded == path).map(|(_, module)| module)
    }
}

/// A value that is not there says that the token is not what it was.
fn found<T>(value: Option<T>) -> Result<T, Fault> {
    value.ok_or(Fault::Told(KeyError::Gone))
}
