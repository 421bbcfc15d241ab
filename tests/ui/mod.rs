//! The panes, driven without a screen: real widgets, real layout, real pixels.

pub(crate) mod harness;
pub(crate) mod people;
mod png;

mod folders;
pub(crate) mod list;
mod look;
mod reader;
