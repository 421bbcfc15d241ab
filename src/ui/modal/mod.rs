//! What stands in front of the window and has to be answered first. A modal
//! knows nothing of what lies behind it; [`over`] puts it there.

pub mod card;
pub mod code;
pub mod columns;
pub mod confirm;
pub mod exports;
mod file_name;
pub mod folder_form;
mod frame;
pub mod link;
pub mod move_to;
pub mod open_file;
pub mod outbox;
pub mod passphrase;
pub mod password;
pub mod queue;
pub mod save_as;
pub mod seal;
pub mod search_form;
pub mod search_name;
pub mod sender;
pub mod settings;
pub mod shortcuts;
pub mod tags;

pub use file_name::next_name;
pub use frame::{buttons, frame, over, under_menu};
