//! How large a message becomes on the wire, as its window shows it.

pub use crate::domain::weight::{on_the_wire, size};
