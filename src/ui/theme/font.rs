//! The fonts that come with the program: nothing depends on what is installed.

use std::borrow::Cow;

use iced::Font;
use iced::font::{Family, Style, Weight};

pub const TEXT: Font = Font::with_name("Sceau Sans");
/// Buttons, labels, what is chosen.
pub const MEDIUM: Font = Font { weight: Weight::Medium, ..TEXT };
/// Unread, titles.
pub const STRONG: Font = Font { weight: Weight::Semibold, ..TEXT };
pub const ITALIC: Font = Font { style: Style::Italic, ..TEXT };
pub const STRONG_ITALIC: Font = Font { style: Style::Italic, ..STRONG };
pub const MONO: Font = Font { family: Family::Name("Sceau Mono"), ..TEXT };
pub const ICON: Font = Font { family: Family::Name("Sceau Icons"), ..TEXT };

/// The files, for the start of the program.
pub fn all() -> Vec<Cow<'static, [u8]>> {
    [
        include_bytes!("../../../assets/fonts/sceau-sans-regular.ttf").as_slice(),
        include_bytes!("../../../assets/fonts/sceau-sans-medium.ttf").as_slice(),
        include_bytes!("../../../assets/fonts/sceau-sans-semibold.ttf").as_slice(),
        include_bytes!("../../../assets/fonts/sceau-sans-italic.ttf").as_slice(),
        include_bytes!("../../../assets/fonts/sceau-sans-semibold-italic.ttf").as_slice(),
        include_bytes!("../../../assets/fonts/sceau-mono-regular.ttf").as_slice(),
        include_bytes!("../../../assets/icons/sceau-icons.ttf").as_slice(),
    ]
    .map(Cow::Borrowed)
    .into()
}
