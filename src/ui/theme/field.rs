//! What the user fills in: fields, boxes to tick, lists to pick from.

use iced::overlay::menu;
use iced::widget::{checkbox as tick, pick_list, radio as dot, text_editor, text_input};
use iced::{Background, Border, Color, Shadow, border};

use super::{CORNER, HAIRLINE, Theme};

pub fn input(theme: &Theme, status: text_input::Status) -> text_input::Style {
    let c = theme.colours();
    let (edge, value) = match status {
        text_input::Status::Active => (edge(c.outline), c.text),
        text_input::Status::Hovered => (edge(c.text), c.text),
        text_input::Status::Focused { .. } => (ring(*theme), c.text),
        text_input::Status::Disabled => (edge(c.hairline), c.disabled),
    };
    text_input::Style {
        background: Background::Color(c.pane),
        border: edge,
        icon: c.muted,
        placeholder: c.muted,
        value,
        selection: c.selection,
    }
}

/// A field in a line of its own, that needs no frame to be found.
pub fn bare(theme: &Theme, status: text_input::Status) -> text_input::Style {
    let background = Background::Color(Color::TRANSPARENT);
    text_input::Style { background, border: Border::default(), ..input(theme, status) }
}

/// A field whose content is refused; the sentence under it says why.
pub fn input_wrong(theme: &Theme, status: text_input::Status) -> text_input::Style {
    let base = input(theme, status);
    text_input::Style { border: base.border.color(theme.colours().danger), ..base }
}

/// A field that is being written in.
pub fn editor(theme: &Theme, status: text_editor::Status) -> text_editor::Style {
    let c = theme.colours();
    let border = match status {
        text_editor::Status::Active | text_editor::Status::Disabled => edge(c.outline),
        text_editor::Status::Hovered => edge(c.text),
        text_editor::Status::Focused { .. } => ring(*theme),
    };
    text_editor::Style { border, ..reading(theme, status) }
}

/// Text that is only read: it can be selected and has no frame.
pub fn reading(theme: &Theme, _: text_editor::Status) -> text_editor::Style {
    let c = theme.colours();
    text_editor::Style {
        background: Background::Color(Color::TRANSPARENT),
        border: Border::default(),
        placeholder: c.muted,
        value: c.text,
        selection: c.selection,
    }
}

pub fn checkbox(theme: &Theme, status: tick::Status) -> tick::Style {
    let c = theme.colours();
    let (on, live, hovered) = match status {
        tick::Status::Active { is_checked } => (is_checked, true, false),
        tick::Status::Hovered { is_checked } => (is_checked, true, true),
        tick::Status::Disabled { is_checked } => (is_checked, false, false),
    };
    let ground = match (on, live, hovered) {
        (true, true, false) => c.accent_fill,
        (true, true, true) => c.accent_fill_hover,
        (true, false, _) => c.disabled,
        (false, _, true) => c.hover,
        (false, _, false) => c.pane,
    };
    tick::Style {
        background: Background::Color(ground),
        icon_color: c.on_fill,
        border: border::rounded(4.0).width(HAIRLINE).color(if on { ground } else { c.outline }),
        text_color: Some(if live { c.text } else { c.disabled }),
    }
}

pub fn radio(theme: &Theme, status: dot::Status) -> dot::Style {
    let c = theme.colours();
    let (on, hovered) = match status {
        dot::Status::Active { is_selected } => (is_selected, false),
        dot::Status::Hovered { is_selected } => (is_selected, true),
    };
    dot::Style {
        background: Background::Color(if hovered { c.hover } else { c.pane }),
        dot_color: c.accent,
        border_width: HAIRLINE,
        border_color: if on { c.accent } else { c.outline },
        text_color: Some(c.text),
    }
}

pub fn pick(theme: &Theme, status: pick_list::Status) -> pick_list::Style {
    let c = theme.colours();
    let (ground, border) = match status {
        pick_list::Status::Active => (c.raised, edge(c.outline)),
        pick_list::Status::Hovered => (c.hover, edge(c.outline)),
        pick_list::Status::Opened { .. } => (c.raised, ring(*theme)),
    };
    pick_list::Style {
        text_color: c.text,
        placeholder_color: c.muted,
        handle_color: c.muted,
        background: Background::Color(ground),
        border,
    }
}

/// A pick list among the buttons of a tool bar.
pub fn pick_ghost(theme: &Theme, status: pick_list::Status) -> pick_list::Style {
    let c = theme.colours();
    let ground = match status {
        pick_list::Status::Active => Color::TRANSPARENT,
        pick_list::Status::Hovered | pick_list::Status::Opened { .. } => c.hover,
    };
    pick_list::Style {
        text_color: c.text,
        placeholder_color: c.muted,
        handle_color: c.muted,
        background: Background::Color(ground),
        border: border::rounded(CORNER),
    }
}

pub fn menu(theme: &Theme) -> menu::Style {
    let c = theme.colours();
    menu::Style {
        background: Background::Color(c.raised),
        border: edge(c.outline),
        text_color: c.text,
        selected_text_color: c.text,
        selected_background: Background::Color(c.selection),
        shadow: Shadow::default(),
    }
}

fn edge(color: Color) -> Border {
    border::rounded(CORNER).width(HAIRLINE).color(color)
}

/// What the keys go to.
fn ring(theme: Theme) -> Border {
    border::rounded(CORNER).width(theme.ring() + 0.5).color(theme.colours().accent)
}
