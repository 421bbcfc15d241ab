//! The settings of senders: who is blocked and who is welcome, each line to be taken
//! off, and a field to put others there.

use iced::widget::{column, row, text, text_input};
use iced::{Alignment, Length};

use super::{Action, Message, State, section};
use crate::domain::{Listed, Stance, Whose};
use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::screen::form::{self, Below};
use crate::ui::theme::surface::Tone;
use crate::ui::theme::{Element, button as kind, size, space, text as colour};
use crate::ui::widget::pieces::icon_button;
use crate::ui::widget::single_line;
use crate::ui::widget::stop::stop;

#[derive(Debug, Clone)]
pub enum SendersChange {
    /// The answer to [`Action::AskListed`].
    Came(Vec<Listed>),
    Typed(String),
    Added(Stance),
    /// Somebody of the trusted space is blocked all the same.
    Insisted,
    Removed(Whose),
}

/// Both lists, and what is typed.
#[derive(Debug, Default)]
pub(super) struct Lists {
    listed: Vec<Listed>,
    typed: String,
    /// What is typed is no address and no domain.
    wrong: bool,
    /// Of the trusted space, to be blocked: asked once more.
    grave: Option<Whose>,
}

impl State {
    pub(super) fn change_senders(&mut self, change: SendersChange) -> Action {
        let (lists, trusted) = (&mut self.lists, self.white_list.known());
        match change {
            SendersChange::Came(listed) => lists.listed = listed,
            SendersChange::Typed(typed) => (lists.typed, lists.wrong, lists.grave) = (typed, false, None),
            SendersChange::Added(stance) => {
                let Some(whose) = Whose::parse(&lists.typed) else {
                    lists.wrong = true;
                    return Action::None;
                };
                if stance == Stance::Blocked && whose.is_trusted(trusted) {
                    lists.grave = Some(whose);
                    return Action::None;
                }
                return lists.add(Listed { whose, stance, sure: false });
            }
            SendersChange::Insisted => {
                if let Some(whose) = lists.grave.take() {
                    return lists.add(Listed { whose, stance: Stance::Blocked, sure: true });
                }
            }
            SendersChange::Removed(whose) => {
                lists.listed.retain(|line| line.whose != whose);
                return Action::UnlistSender(whose);
            }
        }
        Action::None
    }

    pub(super) fn sender_lists<'a>(&'a self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        column![
            self.adding(words),
            section("settings-senders-black", self.lists.of(Stance::Blocked, words), words),
            section("settings-senders-white", self.lists.of(Stance::Welcome, words), words),
            self.white_list(context),
        ]
        .spacing(space::L)
        .width(Length::Fill)
        .into()
    }

    fn adding<'a>(&'a self, words: &Words) -> Element<'a, Message> {
        let lists = &self.lists;
        let said = Message::Senders;
        let wrong = lists.wrong.then(|| words.say("settings-senders-wrong"));
        let below = Below::wrong_or(wrong, words.say("settings-senders-note"));
        let input = text_input("", &lists.typed).on_input(move |typed| said(SendersChange::Typed(typed)));
        let ready = !lists.typed.trim().is_empty();
        let add = |key: &str, stance| {
            form::word_button(words.say(key), kind::plain, ready.then(|| said(SendersChange::Added(stance))))
        };
        let line = row![
            form::input(input, &below).width(Length::Fill),
            add("settings-senders-block", Stance::Blocked),
            add("settings-senders-welcome", Stance::Welcome),
        ];
        let line = line.spacing(space::S).align_y(Alignment::Center);
        let grave = lists.grave.as_ref().map(|whose| {
            let says = text(fl!(words, "settings-senders-trusted", who = whose.to_string())).width(Length::Fill);
            let on =
                form::word_button(words.say("sender-block-anyway"), kind::danger, Some(said(SendersChange::Insisted)));
            form::banner(Tone::Attention, column![says, on].spacing(space::S))
        });
        column![form::labelled(words.say("settings-senders-add"), line, below), grave].spacing(space::S).into()
    }
}

impl Lists {
    fn add(&mut self, listed: Listed) -> Action {
        self.typed.clear();
        self.listed.retain(|line| line.whose != listed.whose);
        self.listed.push(listed.clone());
        Action::ListSender(listed)
    }

    fn of<'a>(&'a self, stance: Stance, words: &Words) -> Element<'a, Message> {
        let mut lines = self.listed.iter().filter(|line| line.stance == stance).peekable();
        if lines.peek().is_none() {
            let key = if stance == Stance::Blocked { "settings-senders-no-black" } else { "settings-senders-no-white" };
            return text(words.say(key)).size(size::SMALL).style(colour::muted).into();
        }
        let line = |line: &'a Listed| {
            let press = Message::Senders(SendersChange::Removed(line.whose.clone()));
            let remove = icon_button(icon::close(), words.say("sender-unlist"), Some(press.clone()));
            row![single_line(line.whose.to_string()).width(Length::Fill), stop(remove, Some(press))]
                .spacing(space::S)
                .align_y(Alignment::Center)
                .into()
        };
        column(lines.map(line)).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;

    #[test]
    fn what_is_typed_goes_on_a_list_and_comes_off_it() {
        let mut state = State::new(Settings::default(), Vec::new());
        let mut said = |change| state.update(Message::Senders(change));
        let _ = said(SendersChange::Typed("reclame".to_owned()));
        assert_eq!(said(SendersChange::Added(Stance::Blocked)), Action::None, "no domain");
        let _ = said(SendersChange::Typed(" Reclame.example".to_owned()));
        let whose = Whose::parse("@reclame.example").unwrap();
        let line = Listed { whose: whose.clone(), stance: Stance::Blocked, sure: false };
        assert_eq!(said(SendersChange::Added(Stance::Blocked)), Action::ListSender(line));
        assert_eq!(said(SendersChange::Removed(whose.clone())), Action::UnlistSender(whose));
    }

    #[test]
    fn the_trusted_space_is_blocked_after_a_question() {
        let mut state = State::new(Settings::default(), Vec::new());
        let mut said = |change| state.update(Message::Senders(change));
        let _ = said(SendersChange::Typed("anne@medecin.mssante.fr".to_owned()));
        assert_eq!(said(SendersChange::Added(Stance::Blocked)), Action::None);
        let Action::ListSender(line) = said(SendersChange::Insisted) else { panic!("not blocked") };
        assert!(line.sure);
        assert_eq!(said(SendersChange::Insisted), Action::None, "asked once");
    }
}
