//! Finding words in what is written, and putting others in their place. What is
//! found is selected, one place after the other, and the text scrolls to it.

use iced::widget::{Id, container, row, text, text_input};
use iced::{Alignment, Length};

use super::{Action, State};
use crate::domain::writing::{Place, Selection};
use crate::i18n::{Words, fl};
use crate::ui::icon;
use crate::ui::theme::{Element, button as kind, size, space, text as colour};
use crate::ui::widget::pieces;
use crate::ui::widget::stop::stop;

/// What is looked for.
#[derive(Debug)]
pub(super) struct Find {
    words: String,
    with: String,
    replacing: bool,
    found: Vec<Selection>,
    /// Where the search began: while its words are typed, it begins there again.
    origin: Place,
    field: Id,
}

#[derive(Debug, Clone)]
pub enum Message {
    Typed(String),
    WithTyped(String),
    Next,
    Previous,
    One,
    All,
    Closed,
}

impl State {
    /// Opens the search, with what is selected as its words.
    pub(super) fn open_find(&mut self, replacing: bool) -> Action {
        let selection = self.hand.selection();
        let (start, end) = selection.ends();
        let chosen = if start.block == end.block { self.document().letters(selection) } else { String::new() };
        let before = self.find.take();
        let field = before.as_ref().map_or_else(Id::unique, |find| find.field.clone());
        let (words, with) = before.map_or_else(Default::default, |find| (find.words, find.with));
        let words = if chosen.trim().is_empty() { words } else { chosen };
        let found = self.document().find(&words);
        self.find = Some(Find { words, with, replacing, found, origin: start, field: field.clone() });
        Action::Focus(field)
    }

    /// The search is open, or the bar shows something.
    pub fn is_unfolded(&self) -> bool {
        self.find.is_some() || self.strip != super::Strip::Nothing
    }

    /// Folds the search, or what the bar shows. False where there was nothing.
    pub fn fold(&mut self) -> bool {
        let strip = std::mem::take(&mut self.strip);
        self.find.take().is_some() || strip != super::Strip::Nothing
    }

    /// The text is another: so are the places.
    pub(super) fn find_again(&mut self) {
        if let Some(find) = &mut self.find {
            find.found = self.hand.document().find(&find.words);
        }
    }

    pub(super) fn find_told(&mut self, message: Message) -> Action {
        let Some(find) = &mut self.find else { return Action::None };
        match message {
            Message::Typed(words) => {
                find.words = words;
                let from = find.origin;
                self.find_again();
                self.show_found(|found| found.ends().0 >= from, true)
            }
            Message::WithTyped(with) => {
                find.with = with;
                Action::None
            }
            Message::Next => {
                let from = self.hand.selection().ends().1;
                let is_caret = self.hand.selection().is_caret();
                self.show_found(|found| found.ends().0 > from || found.ends().0 == from && !is_caret, true)
            }
            Message::Previous => {
                let from = self.hand.selection().ends().0;
                self.show_found(|found| found.ends().1 <= from, false)
            }
            Message::One => self.replace_one(),
            Message::All => {
                let (places, with) = (std::mem::take(&mut find.found), find.with.clone());
                let before = self.hand.selection();
                let touched = self.hand.replace(&places, &with);
                self.follow(touched, before)
            }
            Message::Closed => {
                self.find = None;
                Action::Pressed { changed: false }
            }
        }
    }

    /// Selects the nearest place in that direction; round and round.
    fn show_found(&mut self, is_beyond: impl Fn(&Selection) -> bool, forward: bool) -> Action {
        let Some(find) = &self.find else { return Action::None };
        let target = if forward {
            find.found.iter().find(|found| is_beyond(found)).or(find.found.first())
        } else {
            find.found.iter().rev().find(|found| is_beyond(found)).or(find.found.last())
        };
        if let Some(target) = target.copied() {
            self.hand.select(target);
            self.moved();
        }
        Action::None
    }

    /// The place that is selected, then on to the next.
    fn replace_one(&mut self) -> Action {
        let Some(find) = &self.find else { return Action::None };
        let here = self.hand.selection();
        let is_found = find.found.iter().any(|found| found.ends() == here.ends());
        if !is_found {
            return self.find_told(Message::Next);
        }
        let with = find.with.clone();
        let (start, end) = here.ends();
        let touched = self.hand.replace(&[Selection::new(start, end)], &with);
        let action = self.follow(touched, here);
        let _ = self.find_told(Message::Next);
        action
    }
}

impl Find {
    /// The number of the place that is selected, and of all.
    fn count(&self, words: &Words, here: Selection) -> String {
        let total = words.number(self.found.len() as u64);
        match self.found.iter().position(|found| found.ends() == here.ends()) {
            _ if self.words.is_empty() => String::new(),
            _ if self.found.is_empty() => words.say("editor-find-nothing"),
            Some(nth) => {
                let number = words.number(nth as u64 + 1);
                fl!(words, "editor-find-nth", number = number, total = total)
            }
            None => fl!(words, "editor-find-total", count = self.found.len() as u64, total = total),
        }
    }
}

pub(super) fn view<'a>(state: &'a State, words: &Words) -> Option<Element<'a, Message>> {
    let find = state.find.as_ref()?;
    let field = |hint: &str, value: &'a str| {
        text_input(hint, value).size(size::BASE).padding([4.0, space::S]).width(Length::Fill)
    };
    let (hint, with_hint) = (words.say("editor-find-hint"), words.say("editor-replace-hint"));
    let wanted = field(&hint, &find.words).id(find.field.clone()).on_input(Message::Typed).on_submit(Message::Next);
    let press = |icon, says: &str, message: Message| {
        let press = iced::widget::button(icon).padding(6).style(kind::ghost).on_press(message.clone());
        pieces::tip(stop(press, Some(message)), words.say(says))
    };
    let count = text(find.count(words, state.selection())).size(size::SMALL).style(colour::muted);
    let mut line = row![
        container(wanted).max_width(260),
        press(icon::chevron_up(), "editor-find-previous", Message::Previous),
        press(icon::chevron_down(), "editor-find-next", Message::Next),
    ]
    .spacing(space::XS)
    .align_y(Alignment::Center);
    if find.replacing {
        let some = (!find.found.is_empty()).then_some(());
        let worded = |says: &str, message: Message| {
            let message = some.map(|()| message);
            let press = pieces::word_button(None, words.say(says)).style(kind::plain).on_press_maybe(message.clone());
            stop(press, message)
        };
        let with = field(&with_hint, &find.with).on_input(Message::WithTyped).on_submit(Message::One);
        line = line
            .push(container(with).max_width(260))
            .push(worded("editor-replace-one", Message::One))
            .push(worded("editor-replace-all", Message::All));
    }
    let line = line.push(container(count).padding([0.0, space::XS])).width(Length::Fill);
    let close = press(icon::close().size(14), "common-close", Message::Closed);
    let line = row![line, close].align_y(Alignment::Center);
    Some(container(line).padding([3.0, space::S]).width(Length::Fill).into())
}
