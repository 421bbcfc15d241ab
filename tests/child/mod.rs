//! The confined child process, and the documents that are read in it.

mod confined;
mod documents;
pub(super) mod forge;
mod hostile;
mod worker;

use sceau::child::{Bytes, Program, Worker};
use sceau::extract::{self, Document, Reading};

/// The program itself, as it starts itself.
fn sceau() -> Program {
    Program::at(env!("CARGO_BIN_EXE_sceau"))
}

fn reader() -> Worker<Document, Reading> {
    Worker::new(sceau(), extract::JOB)
}

/// A document that says of itself only its name, as half of them do.
fn document(name: &str, bytes: impl Into<Vec<u8>>) -> Document {
    Document {
        media_type: "application/octet-stream".to_owned(),
        name: name.to_owned(),
        charset: None,
        bytes: Bytes(bytes.into()),
    }
}
