//! The pieces that the toolkit lacks. The only folder of the window that uses
//! the toolkit's `advanced` side, so that a new release touches one place.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels and rows: a cast that saturates is what is meant"
)]

pub mod carry;
pub mod chips;
pub mod divider;
pub mod editor;
mod flow;
pub mod focus;
pub mod inert;
pub mod long_text;
pub mod pieces;
pub mod sheet;
pub mod single_line;
pub mod stop;
mod thumb;
pub mod virtual_list;
pub mod watch;

pub use carry::carry;
pub use chips::chips;
pub use divider::{divider, divider_across};
pub use long_text::{Letter, long_text};
pub use sheet::sheet;
pub use single_line::single_line;

/// Takes the cursor out of the field that has it, so that the keys are the
/// panes' again.
pub fn leave_fields<Message: Send + 'static>() -> iced::Task<Message> {
    iced::advanced::widget::operate(iced::advanced::widget::operation::focusable::unfocus())
}
