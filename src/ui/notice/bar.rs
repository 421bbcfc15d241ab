//! The bar above the panes: the newest few failures, quiet and exact.

use iced::widget::{button, column, container, row, text};
use iced::{Alignment, Length};

use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::screen::form;
use crate::ui::theme::surface::{self, Tone};
use crate::ui::theme::{Element, button as kind, font, size, space, text as colour};
use crate::ui::widget::pieces;

use super::{Message, ON_VIEW, Shown, State};

impl State {
    /// None when there is nothing to say: the bar then takes no room.
    pub fn view<'a>(&'a self, context: &Context<'_>) -> Option<Element<'a, Message>> {
        if self.is_empty() {
            return None;
        }
        let words = context.words;
        let mut bar = column![].spacing(space::XS);
        for shown in self.shown.iter().take(ON_VIEW) {
            bar = bar.push(shown.view(words));
        }
        let more = self.shown.len().saturating_sub(ON_VIEW);
        if more > 0 {
            let more = fl!(words, "notice-more", count = more as u64);
            bar = bar.push(container(text(more).size(size::SMALL).style(colour::muted)).padding([0.0, space::M]));
        }
        Some(container(bar).padding([space::XS, space::S]).width(Length::Fill).style(surface::window).into())
    }
}

impl Shown {
    fn view<'a>(&self, words: &Words) -> Element<'a, Message> {
        let id = self.id;
        let said = super::words(&self.fault, words);
        let mark = match said.tone {
            Tone::Info => icon::info(),
            Tone::Verified => icon::circle_check(),
            Tone::Attention => icon::warning(),
            Tone::Danger => icon::circle_alert(),
        };
        let sentence = row![text(said.sentence).font(font::MEDIUM), text(said.remedy).style(form::plain)]
            .spacing(space::S)
            .wrap()
            .vertical_spacing(0);
        let details = move |message| Message::Details(id, message);
        let technical = self.details.technical(&self.fault, words).map(|technical| technical.map(details));
        let says = column![sentence].push(technical).spacing(2).width(Length::Fill);
        let remedy = said.action.map(|remedy| {
            pieces::word_button(None, words.say(remedy.words())).style(kind::plain).on_press(Message::RemedyChosen(id))
        });
        let dismiss = button(icon::close()).padding(6).style(kind::ghost).on_press(Message::Dismissed(id));
        let line = row![mark, says, self.details.toggle(words).map(details)]
            .push(remedy)
            .push(pieces::tip(dismiss, words.say("notice-dismiss")))
            .spacing(10)
            .align_y(Alignment::Center);
        container(line).padding([6.0, space::M]).width(Length::Fill).style(surface::banner(said.tone)).into()
    }
}
