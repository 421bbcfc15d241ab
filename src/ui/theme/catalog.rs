//! The bridge to the toolkit: what each of its widgets looks like when nothing
//! else is asked for. The looks themselves are beside this file.

use iced::overlay::menu;
use iced::widget::{
    button, checkbox, container, pick_list, progress_bar, radio, rule, scrollable, text, text_editor, text_input,
};

use super::Theme;

/// A widget whose style depends on its status.
macro_rules! live {
    ($($widget:ident by $default:path;)+) => { $(
        impl $widget::Catalog for Theme {
            type Class<'a> = Box<dyn Fn(&Self, $widget::Status) -> $widget::Style + 'a>;

            fn default<'a>() -> <Self as $widget::Catalog>::Class<'a> {
                Box::new($default)
            }

            fn style(&self, class: &<Self as $widget::Catalog>::Class<'_>, status: $widget::Status) -> $widget::Style {
                class(self, status)
            }
        }
    )+ };
}

/// A widget that always looks the same.
macro_rules! still {
    ($($widget:ident by $default:path;)+) => { $(
        impl $widget::Catalog for Theme {
            type Class<'a> = Box<dyn Fn(&Self) -> $widget::Style + 'a>;

            fn default<'a>() -> <Self as $widget::Catalog>::Class<'a> {
                Box::new($default)
            }

            fn style(&self, class: &<Self as $widget::Catalog>::Class<'_>) -> $widget::Style {
                class(self)
            }
        }
    )+ };
}

live! {
    button by super::button::plain;
    checkbox by super::field::checkbox;
    pick_list by super::field::pick;
    radio by super::field::radio;
    scrollable by super::surface::scroll;
    text_editor by super::field::editor;
    text_input by super::field::input;
}

still! {
    container by super::surface::bare;
    menu by super::field::menu;
    progress_bar by super::surface::progress;
    rule by super::surface::hairline;
    text by super::text::inherited;
}
