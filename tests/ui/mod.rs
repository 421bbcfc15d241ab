//! The panes, driven without a screen: real widgets, real layout, real pixels.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_lossless,
    reason = "pixels of small pictures"
)]

pub(crate) mod harness;
pub(crate) mod people;
pub(crate) mod png;

mod desk;
mod divider;
mod editor;
mod focus;
mod folders;
pub(crate) mod list;
mod look;
mod reader;
mod search;
