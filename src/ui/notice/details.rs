//! The technical side of a fault, folded away: for a support line, not for
//! reading. It can be copied.

use iced::Alignment;
use iced::widget::{Text, button, column, container, row, text};

use crate::engine::Fault;
use crate::i18n::Words;
use crate::ui::icon;
use crate::ui::theme::{Element, Theme, button as kind, font, size, space, text as colour};
use crate::ui::widget::stop::stop;

/// Technical lines are broken here, so that the button beside them stays near.
const WIDEST: f32 = 560.0;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Details {
    unfolded: bool,
    copied: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    Toggled,
    Copied,
}

impl Details {
    /// Gives the text for the clipboard when it was asked for.
    pub fn update(&mut self, message: Message, fault: &Fault) -> Option<String> {
        match message {
            Message::Toggled => {
                *self = Self { unfolded: !self.unfolded, copied: false };
                None
            }
            Message::Copied => {
                self.copied = true;
                // It names nobody: that is a promise of `Fault`.
                Some(fault.to_string())
            }
        }
    }

    /// The button that unfolds them.
    pub fn toggle<'a>(self, words: &Words) -> Element<'a, Message> {
        if self.unfolded {
            small(icon::chevron_down(), words.say("common-hide-details"), Message::Toggled)
        } else {
            small(icon::chevron_right(), words.say("common-details"), Message::Toggled)
        }
    }

    /// What they say, once they are unfolded.
    pub fn technical<'a>(self, fault: &Fault, words: &Words) -> Option<Element<'a, Message>> {
        if !self.unfolded {
            return None;
        }
        let (mark, says) = if self.copied { (icon::check(), "common-copied") } else { (icon::copy(), "common-copy") };
        let technical = text(fault.to_string()).font(font::MONO).size(size::TINY).style(colour::muted);
        let copy = small(mark, words.say(says), Message::Copied);
        Some(row![container(technical).max_width(WIDEST), copy].spacing(space::M).align_y(Alignment::Center).into())
    }

    /// Both, one under the other.
    pub fn view<'a>(self, fault: &Fault, words: &Words) -> Element<'a, Message> {
        column![self.toggle(words)].push(self.technical(fault, words)).spacing(space::XS).into()
    }
}

fn small(mark: Text<'_, Theme>, label: String, on_press: Message) -> Element<'_, Message> {
    let content =
        row![mark.size(size::SMALL), text(label).size(size::SMALL)].spacing(space::XS).align_y(Alignment::Center);
    stop(button(content).padding([2.0, 0.0]).style(kind::link).on_press(on_press), Some(on_press)).into()
}

#[cfg(test)]
mod tests {
    use crate::engine::{FaultKind, Subject};

    use super::*;

    #[test]
    fn details_unfold_are_copied_and_fold_again() {
        let fault = Fault::new(FaultKind::ServerOdd, Subject::NewAccount, "an answer without a tag");
        let mut details = Details::default();
        assert_eq!(details.update(Message::Toggled, &fault), None);
        assert!(details.unfolded);
        assert_eq!(details.update(Message::Copied, &fault).as_deref(), Some("ServerOdd: an answer without a tag"));
        assert!(details.copied);
        let _ = details.update(Message::Toggled, &fault);
        assert_eq!(details, Details::default());
    }
}
