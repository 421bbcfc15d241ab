//! The look: three themes, the sizes, the spaces, and the styles of every kind
//! of widget. A widget never names a raw colour, a font or a size of its own;
//! it asks here by meaning.

pub mod button;
mod catalog;
pub mod field;
pub mod font;
mod palette;
pub mod surface;
pub mod text;

use iced::Color;
use iced::theme::{Base, Mode};

use crate::domain::writing::{Ink, Marker};

pub use palette::Palette;

/// What every view of the window returns.
pub type Element<'a, Message> = iced::Element<'a, Message, Theme>;

/// Sizes of type, in logical pixels. The text-size setting scales them all,
/// with everything else, through the window's scale factor.
pub mod size {
    /// Captions, counts, the compact list.
    pub const TINY: f32 = 11.0;
    /// What comes second: dates, extracts, hints.
    pub const SMALL: f32 = 12.0;
    /// Everything, unless there is a reason.
    pub const BASE: f32 = 13.0;
    /// The text of a message; the name of a pane.
    pub const LARGE: f32 = 15.0;
    /// The subject of a message, the title of a modal.
    pub const TITLE: f32 = 18.0;
    /// The title of a whole screen.
    pub const DISPLAY: f32 = 22.0;
}

/// Space, in steps of four.
pub mod space {
    pub const XS: f32 = 4.0;
    pub const S: f32 = 8.0;
    pub const M: f32 = 12.0;
    pub const L: f32 = 16.0;
    pub const XL: f32 = 24.0;
    pub const XXL: f32 = 32.0;
}

/// How round a corner is.
pub const CORNER: f32 = 6.0;
/// The width of a line between two things.
pub const HAIRLINE: f32 = 1.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    #[default]
    Light,
    Dark,
    HighContrast,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::HighContrast];

    pub fn colours(self) -> &'static Palette {
        match self {
            Self::Light => &palette::LIGHT,
            Self::Dark => &palette::DARK,
            Self::HighContrast => &palette::HIGH_CONTRAST,
        }
    }

    /// Of letters that are written.
    pub fn ink(self, ink: Ink) -> Color {
        let [grey, red, orange, green, blue, violet] = self.colours().inks;
        match ink {
            Ink::Grey => grey,
            Ink::Red => red,
            Ink::Orange => orange,
            Ink::Green => green,
            Ink::Blue => blue,
            Ink::Violet => violet,
        }
    }

    /// Behind letters that are written.
    pub fn marker(self, marker: Marker) -> Color {
        let [yellow, green, blue, pink] = self.colours().markers;
        match marker {
            Marker::Yellow => yellow,
            Marker::Green => green,
            Marker::Blue => blue,
            Marker::Pink => pink,
        }
    }

    /// How thick the ring around what has the focus is.
    fn ring(self) -> f32 {
        if self == Self::HighContrast { 2.0 } else { 1.0 }
    }
}

impl Base for Theme {
    fn default(preference: Mode) -> Self {
        if preference == Mode::Dark { Self::Dark } else { Self::Light }
    }

    fn mode(&self) -> Mode {
        if self.colours().dark { Mode::Dark } else { Mode::Light }
    }

    fn base(&self) -> iced::theme::Style {
        iced::theme::Style { background_color: self.colours().window, text_color: self.colours().text }
    }

    /// Only the toolkit's debugging tools ask; they have no place here.
    fn palette(&self) -> Option<iced::theme::Palette> {
        None
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::HighContrast => "high-contrast",
        }
    }
}
