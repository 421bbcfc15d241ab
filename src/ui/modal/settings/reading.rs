//! The settings of reading: where messages are read, the receipts that senders
//! ask for, and whose remote pictures come by themselves.

use iced::widget::{column, row, text};
use iced::{Alignment, Length};

use super::{Action, Message, State, section};
use crate::config::ReaderPlace;
use crate::domain::Email;
use crate::domain::receipt::Policy;
use crate::i18n::Words;
use crate::ui::icon;
use crate::ui::screen::form;
use crate::ui::theme::{Element, size, space, text as colour};
use crate::ui::widget::pieces::icon_button;
use crate::ui::widget::single_line;
use crate::ui::widget::stop::stop;

#[derive(Debug, Clone)]
pub enum ReadingChange {
    Place(ReaderPlace),
    Receipts(Policy),
    /// The answer to [`Action::AskPictureSenders`].
    Senders(Vec<Email>),
    /// The pictures of this one are held back again.
    Held(Email),
}

impl State {
    pub(super) fn change_reading(&mut self, change: ReadingChange) -> Action {
        match change {
            ReadingChange::Place(place) => self.settings.reader = place,
            ReadingChange::Receipts(policy) => self.settings.receipts = policy,
            ReadingChange::Senders(senders) => self.senders = senders,
            ReadingChange::Held(sender) => {
                self.senders.retain(|one| *one != sender);
                return Action::HoldPicturesOf(sender);
            }
        }
        Action::None
    }

    pub(super) fn reading<'a>(&'a self, words: &Words) -> Element<'a, Message> {
        column![
            section("settings-reader", self.places(words), words),
            section("settings-receipts", self.receipts(words), words),
            section("settings-pictures", self.picture_senders(words), words),
        ]
        .spacing(space::L)
        .into()
    }

    fn places<'a>(&self, words: &Words) -> Element<'a, Message> {
        let choice = |place, title: &str, note: &str| {
            let chosen = self.settings.reader == place;
            let press = Message::Reading(ReadingChange::Place(place));
            form::choice(words.say(title), words.say(note), chosen, press)
        };
        row![
            choice(ReaderPlace::Right, "settings-reader-right", "settings-reader-right-note"),
            choice(ReaderPlace::Below, "settings-reader-below", "settings-reader-below-note"),
            choice(ReaderPlace::Hidden, "settings-reader-hidden", "settings-reader-hidden-note"),
        ]
        .spacing(space::S)
        .width(Length::Fill)
        .into()
    }

    fn receipts<'a>(&self, words: &Words) -> Element<'a, Message> {
        let choice = |policy, title: &str, note: &str| {
            let chosen = self.settings.receipts == policy;
            let press = Message::Reading(ReadingChange::Receipts(policy));
            form::choice(words.say(title), words.say(note), chosen, press)
        };
        row![
            choice(Policy::Ask, "settings-receipts-ask", "settings-receipts-ask-note"),
            choice(Policy::Always, "settings-receipts-always", "settings-receipts-always-note"),
            choice(Policy::Never, "settings-receipts-never", "settings-receipts-never-note"),
        ]
        .spacing(space::S)
        .width(Length::Fill)
        .into()
    }

    fn picture_senders<'a>(&'a self, words: &Words) -> Element<'a, Message> {
        if self.senders.is_empty() {
            return text(words.say("settings-pictures-none")).size(size::SMALL).style(colour::muted).into();
        }
        let line = |sender: &'a Email| {
            let press = Message::Reading(ReadingChange::Held(sender.clone()));
            let remove = icon_button(icon::close(), words.say("settings-pictures-remove"), Some(press.clone()));
            row![single_line(sender.as_str()).width(Length::Fill), stop(remove, Some(press))]
                .spacing(space::S)
                .align_y(Alignment::Center)
                .into()
        };
        column(self.senders.iter().map(line)).into()
    }
}
