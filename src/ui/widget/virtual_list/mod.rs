//! A list of any length: only the rows in sight are built.
//!
//! What is in sight is a [`Window`], kept by the pane and told of every scroll.
//! The widget remembers no place of its own, so an order of the pane is obeyed
//! in the very frame that shows it. What a row holds is the pane's.

mod list;
mod window;

use iced::widget::{container, keyed_column};
use iced::{Length, Point, Size, keyboard};

use crate::ui::theme::Element;

pub use window::Window;

/// A press on a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Press {
    pub index: usize,
    pub modifiers: keyboard::Modifiers,
    /// The second press of a double click.
    pub twice: bool,
}

/// What else the pointer does with a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Touch {
    /// The other button: its menu is asked for there, in the window's own places.
    Menu { index: usize, at: Point },
    /// It was taken hold of and moved.
    Lifted { index: usize },
    /// The button was let go over it, wherever it was pressed.
    Released { index: usize, modifiers: keyboard::Modifiers },
}

/// What the user scrolled to, in a view of that size: the pane must hand it to
/// [`Window::seen`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sight {
    pub offset: f64,
    pub size: Size,
}

/// What the list tells its pane.
pub struct Tells<Message> {
    pub seen: fn(Sight) -> Message,
    pub pressed: fn(Press) -> Message,
    pub touched: fn(Touch) -> Message,
}

/// The list. `row` draws one row by its index and gives it a key, so that a row
/// keeps what it has already laid out while the window slides over it.
pub fn virtual_list<'a, Key, Message>(
    window: &Window,
    tells: Tells<Message>,
    row: impl Fn(usize) -> (Key, Element<'a, Message>),
) -> Element<'a, Message>
where
    Key: Copy + PartialEq + 'static,
    Message: 'a,
{
    let rows = window.drawn().map(|index| {
        let (key, row) = row(index);
        (key, container(row).height(window.height_of(index)).width(Length::Fill).clip(true).into())
    });
    list::list(keyed_column(rows).width(Length::Fill), window, tells)
}
