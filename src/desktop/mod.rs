//! What the desktop does for us: notifications, whether the screen is locked,
//! opening addresses and files, printing, and what was copied elsewhere.
//!
//! All of it may be missing; then nothing happens, and the log says so once.
//! No name and no subject is ever logged here.

mod board;
mod browser;
mod handed;
mod note;
mod notifier;
mod printer;
mod screen;

pub use board::{Copied, copied};
pub use browser::{Unopened, open};
pub use handed::{Handed, open_file, show_folder};
pub use note::{Letter, NAMED, News, Note, Screen, note};
pub use notifier::Notifier;
pub use printer::{Delivered, Papers, Printer, Undelivered};
