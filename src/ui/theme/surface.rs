//! What things stand on: panes, menus, banners; and the lines, bars and
//! scroll bars that go with them.

use iced::widget::container::Style;
use iced::widget::{progress_bar, rule, scrollable};
use iced::{Background, Border, Color, border};

use super::{CORNER, HAIRLINE, Theme};

/// Nothing but the place.
pub fn bare(_: &Theme) -> Style {
    Style::default()
}

/// Around the panes: folders, tool bar, status bar.
pub fn window(theme: &Theme) -> Style {
    ground(theme.colours().window)
}

/// What is read.
pub fn pane(theme: &Theme) -> Style {
    ground(theme.colours().pane)
}

/// A card, a menu, a modal: above the rest, with a hairline around it.
pub fn raised(theme: &Theme) -> Style {
    let c = theme.colours();
    ground(c.raised).color(c.text).border(outline(c.hairline))
}

/// Over rows that belong together.
pub fn heading(theme: &Theme) -> Style {
    let c = theme.colours();
    ground(c.window).color(c.text)
}

/// A raised thing that asks to be looked at: a modal.
pub fn modal(theme: &Theme) -> Style {
    let c = theme.colours();
    ground(c.raised).color(c.text).border(outline(c.outline))
}

/// Behind a modal: the window cannot be used.
pub fn veil(theme: &Theme) -> Style {
    ground(theme.colours().veil)
}

pub fn tooltip(theme: &Theme) -> Style {
    modal(theme).border(border::rounded(CORNER - 2.0).width(HAIRLINE).color(theme.colours().outline))
}

/// A small grey pill: a person, a count.
pub fn chip(theme: &Theme) -> Style {
    let c = theme.colours();
    ground(c.window).color(c.text).border(outline(c.hairline))
}

/// What a banner says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Info,
    Verified,
    Attention,
    Danger,
}

impl Tone {
    pub fn colour(self, theme: Theme) -> Color {
        let c = theme.colours();
        match self {
            Self::Info => c.info,
            Self::Verified => c.verified,
            Self::Attention => c.attention,
            Self::Danger => c.danger,
        }
    }

    fn ground(self, theme: Theme) -> Color {
        let c = theme.colours();
        match self {
            Self::Info => c.info_ground,
            Self::Verified => c.verified_ground,
            Self::Attention => c.attention_ground,
            Self::Danger => c.danger_ground,
        }
    }
}

/// A sentence that spans its pane. Its text has the tone's colour unless said
/// otherwise.
pub fn banner(tone: Tone) -> impl Fn(&Theme) -> Style {
    move |theme| {
        let edge = if *theme == Theme::HighContrast { tone.colour(*theme) } else { tone.ground(*theme) };
        ground(tone.ground(*theme)).color(tone.colour(*theme)).border(outline(edge))
    }
}

/// How a row stands: chosen, and whether the keys go to its pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowState {
    #[default]
    Plain,
    /// Chosen, and the keys go here.
    Chosen,
    /// Chosen, but the keys go elsewhere.
    ChosenIdle,
}

impl RowState {
    pub fn of(chosen: bool, focused: bool) -> Self {
        match (chosen, focused) {
            (false, _) => Self::Plain,
            (true, true) => Self::Chosen,
            (true, false) => Self::ChosenIdle,
        }
    }
}

/// A row of a pane. What the pointer is over is drawn by the list itself.
pub fn row(state: RowState) -> impl Fn(&Theme) -> Style {
    move |theme| {
        let c = theme.colours();
        let edge = if *theme == Theme::HighContrast { HAIRLINE } else { 0.0 };
        match state {
            RowState::Plain => Style::default(),
            RowState::Chosen => {
                ground(c.selection).border(Border { color: c.outline, width: edge, ..Border::default() })
            }
            RowState::ChosenIdle => ground(c.selection_idle),
        }
    }
}

/// The colour of a mailbox, as a bar on an edge.
pub fn account_edge(colour: crate::domain::Colour) -> impl Fn(&Theme) -> Style {
    move |theme| ground(pick(&theme.colours().accounts, colour))
}

/// Not read yet.
pub fn unread_dot(theme: &Theme) -> Style {
    ground(theme.colours().accent).border(border::rounded(4.0))
}

/// Where words will be.
pub fn ghost_bar(theme: &Theme) -> Style {
    ground(theme.colours().hover).border(border::rounded(2.0))
}

/// The dot of a tag.
pub fn tag_dot(colour: crate::domain::Colour) -> impl Fn(&Theme) -> Style {
    move |theme| ground(pick(&theme.colours().tags, colour)).border(border::rounded(4.0))
}

/// The ring around what the keys go to, or the room for it.
pub fn focus_ring(focused: bool) -> impl Fn(&Theme) -> Style {
    move |theme| {
        let color = if focused { theme.colours().accent } else { Color::TRANSPARENT };
        Style::default().border(Border { color, width: theme.ring(), radius: 0.0.into() })
    }
}

pub fn hairline(theme: &Theme) -> rule::Style {
    rule::Style { color: theme.colours().hairline, radius: 0.0.into(), fill_mode: rule::FillMode::Full, snap: true }
}

pub fn progress(theme: &Theme) -> progress_bar::Style {
    let c = theme.colours();
    progress_bar::Style {
        background: Background::Color(c.hairline),
        bar: Background::Color(c.accent),
        border: border::rounded(2.0),
    }
}

/// Thin, and only as present as it must be.
pub fn scroll(theme: &Theme, status: scrollable::Status) -> scrollable::Style {
    let c = theme.colours();
    let live = match status {
        scrollable::Status::Active { .. } => false,
        scrollable::Status::Hovered {
            is_vertical_scrollbar_hovered: v, is_horizontal_scrollbar_hovered: h, ..
        } => v || h,
        scrollable::Status::Dragged { .. } => true,
    };
    let thumb = if live || *theme == Theme::HighContrast { c.outline } else { c.thumb };
    let rail = scrollable::Rail {
        background: None,
        border: Border::default(),
        scroller: scrollable::Scroller { background: Background::Color(thumb), border: border::rounded(3.0) },
    };
    scrollable::Style {
        container: Style::default(),
        vertical_rail: rail,
        horizontal_rail: rail,
        gap: None,
        auto_scroll: scrollable::AutoScroll {
            background: Background::Color(c.raised),
            border: outline(c.outline),
            shadow: iced::Shadow::default(),
            icon: c.text,
        },
    }
}

fn pick(colours: &[Color; 8], colour: crate::domain::Colour) -> Color {
    let [first, ..] = *colours;
    colours.get(usize::from(colour.0) % colours.len()).copied().unwrap_or(first)
}

fn ground(colour: Color) -> Style {
    Style { background: Some(Background::Color(colour)), ..Style::default() }
}

fn outline(color: Color) -> Border {
    border::rounded(CORNER).width(HAIRLINE).color(color)
}
