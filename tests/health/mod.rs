//! Health documents, over files of invented people.

mod chance;
mod hprim;
