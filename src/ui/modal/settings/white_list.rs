//! The settings of the trusted space: which list of its domains is here, how old it
//! is, and where another comes from.

use iced::Length;
use iced::widget::{column, row, text, text_input};

use super::{Action, Message, State, section};
use crate::domain::TrustedSpace;
use crate::engine::{Fault, WHITE_LIST_AT};
use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::notice;
use crate::ui::screen::form::{self, Below};
use crate::ui::theme::surface::Tone;
use crate::ui::theme::{Element, button as kind, space};

#[derive(Debug, Clone)]
pub enum WhiteListChange {
    /// What is known now.
    Known(TrustedSpace),
    FetchPressed,
    FilePressed,
    ForgetPressed,
    /// The answer to each of them; None: no file was chosen.
    Came(Option<Result<TrustedSpace, Fault>>),
    Daily(bool),
    AddressTyped(String),
}

/// What is known, and what is under way.
#[derive(Debug, Default)]
pub(super) struct WhiteLists {
    known: TrustedSpace,
    busy: bool,
    failed: Option<Fault>,
}

impl WhiteLists {
    pub(super) fn known(&self) -> &TrustedSpace {
        &self.known
    }
}

impl State {
    pub(super) fn change_white_list(&mut self, change: WhiteListChange) -> Action {
        let lists = &mut self.white_list;
        match change {
            WhiteListChange::Known(known) => lists.known = known,
            WhiteListChange::Came(result) => {
                lists.busy = false;
                match result {
                    Some(Ok(known)) => (lists.known, lists.failed) = (known, None),
                    Some(Err(fault)) => lists.failed = Some(fault),
                    None => {}
                }
            }
            WhiteListChange::Daily(daily) => self.settings.white_list.daily = daily,
            WhiteListChange::AddressTyped(typed) => {
                self.settings.white_list.address = Some(typed.trim()).filter(|typed| !typed.is_empty()).map(Into::into);
            }
            // One thing at a time.
            _ if lists.busy => {}
            WhiteListChange::FetchPressed => {
                (lists.busy, lists.failed) = (true, None);
                return Action::FetchWhiteList(self.settings.white_list.address.as_deref().map(str::to_owned));
            }
            WhiteListChange::FilePressed => {
                (lists.busy, lists.failed) = (true, None);
                return Action::PickWhiteList;
            }
            WhiteListChange::ForgetPressed => return Action::ForgetWhiteList,
        }
        Action::None
    }

    pub(super) fn white_list<'a>(&'a self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        let lists = &self.white_list;
        let said = Message::WhiteList;
        let known = lists.known.list();
        let has = match known {
            Some(list) => fl!(
                words,
                "settings-trusted-known",
                date = words.date_long(list.date()),
                count = list.domains.len() as u64,
                number = words.number(list.domains.len() as u64)
            ),
            None => words.say("settings-trusted-none"),
        };
        let old = known
            .filter(|list| list.is_old(context.now))
            .map(|_| form::banner(Tone::Attention, text(words.say("settings-trusted-old")).width(Length::Fill)));
        let failed = lists
            .failed
            .as_ref()
            .map(|fault| form::banner(Tone::Attention, text(notice::said(words, fault)).width(Length::Fill)));
        let press = |change| (!lists.busy).then(|| said(change));
        let fetch = if lists.busy { "settings-trusted-busy" } else { "settings-trusted-fetch" };
        let forget = known.map(|_| {
            form::word_button(words.say("settings-trusted-forget"), kind::ghost, press(WhiteListChange::ForgetPressed))
        });
        let buttons = row![
            form::word_button(words.say(fetch), kind::plain, press(WhiteListChange::FetchPressed)),
            form::word_button(words.say("settings-trusted-file"), kind::plain, press(WhiteListChange::FilePressed)),
            forget,
        ]
        .spacing(space::S);
        let daily = form::tick(words.say("settings-trusted-daily"), self.settings.white_list.daily, |daily| {
            Message::WhiteList(WhiteListChange::Daily(daily))
        });
        let body = column![text(has), old, failed, buttons, daily, self.address(words)].spacing(space::S);
        section("settings-trusted", body.into(), words)
    }

    fn address<'a>(&'a self, words: &Words) -> Element<'a, Message> {
        let typed = self.settings.white_list.address.as_deref().unwrap_or_default();
        let input =
            text_input(WHITE_LIST_AT, typed).on_input(|typed| Message::WhiteList(WhiteListChange::AddressTyped(typed)));
        let wrong = !typed.is_empty() && !typed.starts_with("https://");
        let below = Below::wrong(wrong.then(|| words.say("settings-trusted-https")));
        form::field(words.say("settings-trusted-address"), input, below)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::domain::WhiteList;
    use crate::engine::{FaultKind, Subject};

    #[test]
    fn one_list_comes_at_a_time_and_a_failure_keeps_what_was_there() {
        let mut state = State::new(Settings::default(), Vec::new());
        let mut said = |change| state.update(Message::WhiteList(change));
        assert_eq!(said(WhiteListChange::FetchPressed), Action::FetchWhiteList(None));
        assert_eq!(said(WhiteListChange::FilePressed), Action::None, "one is on its way");
        let known = TrustedSpace::new(WhiteList::default());
        assert_eq!(said(WhiteListChange::Came(Some(Ok(known.clone())))), Action::None);
        assert_eq!(said(WhiteListChange::FilePressed), Action::PickWhiteList);
        let fault = Fault::new(FaultKind::NoWhiteList, Subject::File, "");
        let _ = said(WhiteListChange::Came(Some(Err(fault))));
        assert_eq!(state.white_list.known, known);
        assert!(state.white_list.failed.is_some());
    }

    #[test]
    fn the_address_is_the_known_one_unless_another_is_typed() {
        let mut state = State::new(Settings::default(), Vec::new());
        let mut said = |change| state.update(Message::WhiteList(change));
        let typed = WhiteListChange::AddressTyped(" https://liste.example/l.xml ".to_owned());
        let Action::Apply(settings) = said(typed) else { panic!("not applied") };
        assert_eq!(settings.white_list.address.as_deref(), Some("https://liste.example/l.xml"));
        assert!(!settings.white_list.daily, "nothing is fetched by itself");
        let fetched = Action::FetchWhiteList(Some("https://liste.example/l.xml".to_owned()));
        assert_eq!(said(WhiteListChange::FetchPressed), fetched);
        let _ = said(WhiteListChange::Came(None));
        let Action::Apply(settings) = said(WhiteListChange::AddressTyped(String::new())) else { panic!("not applied") };
        assert_eq!(settings.white_list.address, None);
    }
}
