//! What fills the whole window before there is mail to show, or when there can
//! be none.

pub mod assistant;
pub mod blocked;
pub mod form;
mod frame;
pub mod unlock;
pub mod welcome;
