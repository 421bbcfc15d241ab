//! What the desktop does for us: notifications, and whether the screen is
//! locked.
//!
//! All of it may be missing; then nothing happens, and the log says so once.
//! No name and no subject is ever logged here.

mod note;
mod notifier;
mod screen;

pub use note::{Letter, News, Note, Screen, note};
pub use notifier::Notifier;
