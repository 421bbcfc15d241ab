//! What the desktop does for us: notifications, whether the screen is locked,
//! and opening addresses and files.
//!
//! All of it may be missing; then nothing happens, and the log says so once.
//! No name and no subject is ever logged here.

mod browser;
mod handed;
mod note;
mod notifier;
mod screen;

pub use browser::{Unopened, open};
pub use handed::{Handed, open_file};
pub use note::{Letter, News, Note, Screen, note};
pub use notifier::Notifier;
