//! What belongs to the workstation and is not mail: where files are, the user's
//! settings, the lock of a profile, the session's keyring.
//!
//! Nothing of a message and no secret is ever written to a file here.

mod cards;
pub mod keyring;
mod lists;
mod lock;
mod mailboxes;
mod notifications;
mod paths;
mod settings;

pub use cards::Cards;
pub use lists::{Column, ColumnPlace, Form, Groupings, Lists};
pub use lock::{LockError, ProfileLock};
pub use mailboxes::{Folded, Together};
pub use notifications::{Content, Day, Hour, NotAnHour, Notifications, Quiet};
pub use paths::Paths;
pub use settings::{Density, Dividers, Language, Loaded, ReaderPlace, Settings, SettingsError, Theme, Window};
