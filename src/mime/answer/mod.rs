//! From a message to an answer: whom it goes to, what it is called, what thread
//! it belongs to, and the quote in it.
//!
//! A quote is made of what was shown and handed in, never of the parts of a
//! message: what was hidden, held back or still closed cannot get into it.

mod bcc;
mod forward;
mod people;
mod quote;
mod redirect;
mod subject;
mod thread;

pub use bcc::{with_bcc, without_bcc};
pub use forward::{eml_name, forwarded_html, forwarded_text};
pub use people::{Lists, Recipients, everybody, is_one_of, sender};
pub(super) use quote::escaped;
pub use quote::{Quote, cited, quoted};
pub use redirect::{Resent, redirected};
pub use subject::{bare_subject, forward_subject, is_for_integration, reply_subject};
pub use thread::references;
