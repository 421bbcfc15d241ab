//! The pieces that the toolkit lacks. The only folder of the window that uses
//! the toolkit's `advanced` side, so that a new release touches one place.

pub mod divider;
pub mod long_text;
pub mod pieces;
pub mod single_line;
mod thumb;
pub mod virtual_list;

pub use divider::divider;
pub use long_text::{Letter, long_text};
pub use single_line::single_line;
