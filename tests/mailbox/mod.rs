//! One mailbox, all the way: a real server, the engine, the encrypted cache;
//! then the line is cut and everything is still there.

mod beyond;
mod desk;
mod faults;
mod hostile;
mod mend;
mod offline;
mod operations;
mod pop;
mod second_run;
mod senders;
mod tags;

pub use desk::{Desk, passphrase};
