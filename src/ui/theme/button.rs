//! The kinds of buttons.
//!
//! One `primary` at most on a screen; `plain` for the rest; `danger` for what
//! destroys; `ghost` for tool bars and icons; `row` for a line of a list or of
//! a menu; `link` within a sentence.

use iced::widget::button::{Status, Style};
use iced::{Background, Border, Color, border};

pub use super::surface::RowState;
use super::{CORNER, HAIRLINE, Theme};

/// The one thing to do here.
pub fn primary(theme: &Theme, status: Status) -> Style {
    let c = theme.colours();
    filled(*theme, status, c.accent_fill, c.accent_fill_hover)
}

/// What destroys.
pub fn danger(theme: &Theme, status: Status) -> Style {
    let c = theme.colours();
    filled(*theme, status, c.danger_fill, c.danger_fill_hover)
}

pub fn plain(theme: &Theme, status: Status) -> Style {
    let c = theme.colours();
    let (ground, text, edge) = match status {
        Status::Active => (c.raised, c.text, c.outline),
        Status::Hovered => (c.hover, c.text, c.outline),
        Status::Pressed => (c.selection, c.text, c.outline),
        Status::Disabled => (c.raised, c.disabled, c.hairline),
    };
    style(Some(ground), text, border::rounded(CORNER).width(HAIRLINE).color(edge))
}

/// No ground until the pointer comes: tool bars, icons.
pub fn ghost(theme: &Theme, status: Status) -> Style {
    let c = theme.colours();
    let (ground, text) = match status {
        Status::Active => (None, c.text),
        Status::Hovered => (Some(c.hover), c.text),
        Status::Pressed => (Some(c.selection), c.text),
        Status::Disabled => (None, c.disabled),
    };
    style(ground, text, border::rounded(CORNER))
}

/// A `ghost` that is on: a filter in force, a pane that is shown.
pub fn chosen(theme: &Theme, status: Status) -> Style {
    let c = theme.colours();
    let ground = if status == Status::Hovered { c.hover } else { c.selection };
    style(Some(ground), c.accent, border::rounded(CORNER).width(theme.ring() - 1.0).color(c.accent))
}

/// A line of a list, a tree or a menu.
pub fn row(state: RowState) -> impl Fn(&Theme, Status) -> Style {
    move |theme, status| {
        let c = theme.colours();
        let ground = match (state, status) {
            (RowState::Chosen, _) => Some(c.selection),
            (RowState::ChosenIdle, _) => Some(c.selection_idle),
            (RowState::Plain, Status::Hovered | Status::Pressed) => Some(c.hover),
            (RowState::Plain, Status::Active | Status::Disabled) => None,
        };
        let text = if status == Status::Disabled { c.muted } else { c.text };
        style(ground, text, Border::default())
    }
}

/// A line of a menu: what cannot be chosen is pale, and nothing lights up under
/// the pointer but what the keys would choose too.
pub fn menu_row(state: RowState) -> impl Fn(&Theme, Status) -> Style {
    move |theme, status| {
        let c = theme.colours();
        let ground = (state == RowState::Chosen).then_some(c.selection);
        let text = if status == Status::Disabled { c.disabled } else { c.text };
        style(ground, text, Border::default())
    }
}

/// Words to click on within a sentence.
pub fn link(theme: &Theme, status: Status) -> Style {
    let c = theme.colours();
    let text = match status {
        Status::Active | Status::Pressed => c.accent,
        Status::Hovered => c.accent_fill_hover,
        Status::Disabled => c.disabled,
    };
    let text = if c.dark && status == Status::Hovered { c.text } else { text };
    style(None, text, Border::default())
}

fn filled(theme: Theme, status: Status, ground: Color, over: Color) -> Style {
    let c = theme.colours();
    let border = border::rounded(CORNER);
    match status {
        Status::Active => style(Some(ground), c.on_fill, border),
        Status::Hovered | Status::Pressed => style(Some(over), c.on_fill, border),
        Status::Disabled => style(Some(c.hover), c.disabled, border.width(HAIRLINE).color(c.hairline)),
    }
}

fn style(ground: Option<Color>, text_color: Color, border: Border) -> Style {
    Style { background: ground.map(Background::Color), text_color, border, ..Style::default() }
}
