//! One mailbox, all the way: a real server, the engine, the encrypted cache;
//! then the line is cut and everything is still there.

mod desk;
mod faults;
mod find;
mod hostile;
mod offline;
mod second_run;

pub use desk::{Desk, passphrase};
