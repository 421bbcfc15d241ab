//! The side-by-side with notmuch: what is asked, and how each takes a letter
//! apart.

pub mod letter;
pub mod question;
