//! The colours of words, by meaning.

use iced::widget::text::Style;

use super::Theme;

/// The colour of what the text stands in.
pub fn inherited(_: &Theme) -> Style {
    Style { color: None }
}

macro_rules! meanings {
    ($($name:ident)+) => { $(
        pub fn $name(theme: &Theme) -> Style {
            Style { color: Some(theme.colours().$name) }
        }
    )+ };
}

meanings! { muted disabled accent verified attention danger info }
