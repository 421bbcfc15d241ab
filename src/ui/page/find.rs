//! Finding words on the page: a bar of its own, and a step from place to place.

use iced::widget::{row, text, text_input};
use iced::{Alignment, Length};

use super::{Action, Message, State, Wish};
use crate::engine::{Reach, Spot};
use crate::i18n::{Words, fl};
use crate::ui::icon;
use crate::ui::theme::{Element, size, space, text as colour};
use crate::ui::widget::pieces;

/// The field of the bar.
pub const FIELD: &str = "page-find";

#[derive(Debug, Default)]
pub(super) struct Find {
    words: String,
    /// Of the words that were asked for last; None until they are there.
    places: Option<Vec<Vec<Spot>>>,
    at: usize,
}

impl Find {
    pub(super) fn wish(&self) -> Option<Wish> {
        (!self.words.trim().is_empty()).then(|| Wish::Find(self.words.clone()))
    }

    pub(super) fn places(&self) -> (&[Vec<Spot>], Option<usize>) {
        (self.places.as_deref().unwrap_or_default(), Some(self.at))
    }
}

impl State {
    pub(super) fn open_find(&mut self) -> Action {
        if !self.is_laid() {
            return Action::None;
        }
        let wish = self.find.get_or_insert_default().wish();
        // The whole page is looked through.
        if self.is_folded()
            && let Action::Ask(wishes) = self.unfold(Reach::Nothing)
        {
            return Action::Find(wishes);
        }
        Action::Find(wish.into_iter().collect())
    }

    pub fn is_finding(&self) -> bool {
        self.find.is_some()
    }

    pub(super) fn find_typed(&mut self, words: String) -> Action {
        let Some(find) = &mut self.find else { return Action::None };
        find.words = words;
        if let Some(wish) = find.wish() {
            return Action::Ask(vec![wish]);
        }
        find.places = None;
        Action::None
    }

    pub(super) fn found(&mut self, words: &str, places: Vec<Vec<Spot>>) -> Action {
        let top = self.offset.y;
        let Some(find) = self.find.as_mut().filter(|find| find.words == words) else { return Action::None };
        // The first one from where the reader is.
        let below = places.iter().position(|spots| spots.first().is_some_and(|spot| spot.y >= top));
        find.at = below.unwrap_or_default();
        find.places = Some(places);
        self.bring_found()
    }

    pub(super) fn find_step(&mut self, by: i8) -> Action {
        let Some(find) = &mut self.find else { return Action::None };
        let count = find.places.as_ref().map_or(0, Vec::len);
        if count > 0 {
            let next = find.at.checked_add_signed(by.into()).unwrap_or(count - 1);
            find.at = if next >= count { 0 } else { next };
        }
        self.bring_found()
    }

    fn bring_found(&mut self) -> Action {
        let find = self.find.as_ref();
        let spot = find.and_then(|find| find.places.as_ref()?.get(find.at)?.first().copied());
        spot.map_or(Action::None, |spot| self.bring(spot))
    }

    /// The bar, while it is open.
    pub fn find_bar<'a>(&'a self, words: &Words) -> Option<Element<'a, Message>> {
        let find = self.find.as_ref()?;
        let says = match find.places.as_deref() {
            None => String::new(),
            Some([]) => words.say("page-find-none"),
            Some(places) => fl!(words, "page-find-place", at = (find.at + 1) as u64, count = places.len() as u64),
        };
        let field = text_input(&words.say("page-find-hint"), &find.words)
            .id(FIELD)
            .on_input(Message::FindTyped)
            .on_submit(Message::FindStepped(1))
            .size(size::BASE);
        let button = |mark, says: &str, message| pieces::icon_button(mark, words.say(says), Some(message));
        let bar = row![
            field,
            text(says).size(size::SMALL).style(colour::muted).width(Length::Fixed(110.0)),
            button(icon::chevron_up(), "page-find-previous", Message::FindStepped(-1)),
            button(icon::chevron_down(), "page-find-next", Message::FindStepped(1)),
            button(icon::close(), "page-find-close", Message::FindClosed),
        ];
        Some(bar.spacing(space::S).padding([space::XS, space::L]).align_y(Alignment::Center).into())
    }
}
