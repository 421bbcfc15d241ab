//! What strangers wrote, made fit to be seen. Whatever is read in the window
//! goes through here, and nothing in it runs, loads or leads anywhere by itself.

pub mod clean;
pub mod plain;
