//! The screens, modals, notices and status bar, driven without a display: real
//! widgets, real layout, real pixels.

mod assistant;
mod cards;
mod certificates;
mod forms;
mod look;
mod modals;
mod notices;
mod scenes;
mod writing;
