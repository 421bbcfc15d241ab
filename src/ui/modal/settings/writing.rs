//! The settings of writing, by mailbox: how its messages are sealed, what is not
//! to leave it, and what stands under what it writes.

use iced::Length;
use iced::widget::{column, row, text, text_input};

use super::{Action, Message, State, section, signature};
use crate::domain::{AccountId, Habit, Outside, Sending, Signature, Space};
use crate::i18n::Words;
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::screen::form::{self, Below};
use crate::ui::theme::{Element, button as kind, size, space, text as colour};
use crate::ui::widget::pieces::icon_button;
use crate::ui::widget::stop::stop;

/// Seconds in which a message can be taken back, as they are offered.
const GRACES: [u16; 4] = [0, 5, 10, 30];
const MEGABYTE: u64 = 1_000_000;

#[derive(Debug, Clone)]
pub enum WritingChange {
    /// The mailbox whose settings are on view.
    Of(AccountId),
    Sign(Habit),
    Encrypt(Habit),
    HideSubject(bool),
    Outside(Outside),
    Rich(bool),
    Copy(bool),
    Receipt(bool),
    Report(bool),
    Above(bool),
    Grace(u16),
    SizeLimit(String),
    MostPeople(String),
    Title(String),
    Phone(String),
    Rpps(String),
    SignatureAdded,
    SignatureChosen(Option<usize>),
    SignatureOpened(usize),
    Signature(signature::Message),
    SignatureRemoved(usize),
}

impl State {
    /// The mailbox whose settings are on view.
    fn writer(&self) -> Option<AccountId> {
        let sends = |id: &AccountId| self.account(*id).is_some();
        self.writes.filter(sends).or_else(|| self.accounts.first().map(|account| account.id))
    }

    pub(super) fn change_writing(&mut self, change: WritingChange) -> Action {
        let Some(id) = self.writer() else { return Action::None };
        let Some(mut sending) = self.account(id).map(|account| account.draft.sending.clone()) else {
            return Action::None;
        };
        let mut asked = signature::Action::None;
        match change {
            WritingChange::Of(account) => {
                (self.writes, self.signature) = (Some(account), None);
                return Action::None;
            }
            WritingChange::SignatureOpened(place) => {
                self.open_signature(id, place, &sending);
                return Action::None;
            }
            WritingChange::Signature(signature::Message::Done) => self.signature = None,
            WritingChange::Signature(message) => asked = self.write_signature(message, &mut sending),
            WritingChange::SignatureAdded => {
                let unwritten = sending.signatures.iter().position(|one| *one == Signature::default());
                let place = unwritten.unwrap_or(sending.signatures.len());
                sending.signatures.resize(sending.signatures.len().max(place + 1), Signature::default());
                self.signature = None;
                self.open_signature(id, place, &sending);
            }
            WritingChange::SignatureRemoved(place) => {
                remove(&mut sending, place);
                self.signature = None;
            }
            change => set(&mut sending, change),
        }
        // What is shown is what was chosen, before it comes back from the engine.
        if let Some(account) = self.accounts.iter_mut().find(|account| account.id == id)
            && account.draft.sending != sending
        {
            account.draft.sending = sending.clone();
            return Action::SetSending { account: id, sending: Box::new(sending), signature: asked };
        }
        if asked == signature::Action::None { Action::None } else { Action::Signature(asked) }
    }

    fn open_signature(&mut self, account: AccountId, place: usize, sending: &Sending) {
        let shown = self.signature.as_ref().is_some_and(|open| open.place == place);
        let signature = sending.signatures.get(place).filter(|_| !shown);
        // A new one is written as the messages of its mailbox are.
        self.signature = signature.map(|one| signature::State::new(account, place, one, sending.rich));
    }

    /// It is kept as one writes: closing the settings loses nothing.
    fn write_signature(&mut self, message: signature::Message, sending: &mut Sending) -> signature::Action {
        let Some(open) = &mut self.signature else { return signature::Action::None };
        let asked = open.update(message);
        if let Some(signature) = sending.signatures.get_mut(open.place) {
            let is_first = *signature == Signature::default() && open.place == 0;
            *signature = open.written();
            if is_first && *signature != Signature::default() {
                // It is meant to be used.
                sending.signature = sending.signature.or(Some(open.place));
            }
        }
        asked
    }

    pub(super) fn writing<'a>(&'a self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        let Some(account) = self.writer().and_then(|id| self.account(id)) else {
            return text(words.say("settings-writing-none")).style(colour::muted).into();
        };
        let sending = &account.draft.sending;
        let of = |one: &crate::domain::Account| {
            (one.draft.label.clone(), one.id == account.id, said(WritingChange::Of(one.id)))
        };
        let mailboxes = (self.accounts.len() > 1).then(|| form::segments(self.accounts.iter().map(of)));
        let secure = account.draft.space == Space::Secure;
        column![
            mailboxes,
            section("settings-sign", habits(words, sending.sign, WritingChange::Sign), words),
            section("settings-encrypt", encrypting(words, sending), words),
            secure.then(|| section("settings-outside", outside(words, sending.outside), words)),
            section("settings-signatures", self.signatures(context, account.id, sending), words),
            section("settings-author", author(words, sending), words),
            section("settings-grace", graces(words, sending.grace), words),
            section("settings-limits", limits(words, sending), words),
            section("settings-each-message", each(words, sending), words),
        ]
        .spacing(space::L)
        .into()
    }

    fn signatures<'a>(
        &'a self,
        context: &Context<'_>,
        account: AccountId,
        sending: &'a Sending,
    ) -> Element<'a, Message> {
        let words = context.words;
        let none = (words.say("settings-signature-none"), sending.signature.is_none(), None);
        let named = sending.signatures.iter().enumerate().map(|(place, one)| {
            let name = if one.name.is_empty() { words.say("settings-signature-unnamed") } else { one.name.clone() };
            (name, sending.signature == Some(place), Some(place))
        });
        let choices = std::iter::once(none).chain(named);
        let choices = form::segments(
            choices.map(|(name, chosen, place)| (name, chosen, said(WritingChange::SignatureChosen(place)))),
        );
        let open = sending.signature.map(|place| {
            let press = said(WritingChange::SignatureOpened(place));
            form::word_button(words.say("settings-signature-edit"), kind::plain, Some(press))
        });
        let add = said(WritingChange::SignatureAdded);
        let add = form::word_button(words.say("settings-signature-add"), kind::plain, Some(add));
        let open_one = self.signature.as_ref().filter(|open| open.account == account);
        let above =
            form::tick(words.say("settings-signature-above"), sending.above, |above| said(WritingChange::Above(above)));
        column![choices, row![open, add].spacing(space::S), open_one.map(|open| editor(context, open)), above]
            .spacing(space::S)
            .into()
    }
}

fn said(change: WritingChange) -> Message {
    Message::Writing(change)
}

fn set(sending: &mut Sending, change: WritingChange) {
    match change {
        WritingChange::Sign(habit) => sending.sign = habit,
        WritingChange::Encrypt(habit) => sending.encrypt = habit,
        WritingChange::HideSubject(hide) => sending.hide_subject = hide,
        WritingChange::Outside(outside) => sending.outside = outside,
        WritingChange::Rich(rich) => sending.rich = rich,
        WritingChange::Copy(copy) => sending.copy = copy,
        WritingChange::Receipt(receipt) => sending.read_receipt = receipt,
        WritingChange::Report(report) => sending.delivery_report = report,
        WritingChange::Above(above) => sending.above = above,
        WritingChange::Grace(grace) => sending.grace = grace,
        WritingChange::SizeLimit(typed) => {
            sending.size_limit = number(&typed).map(|megabytes| megabytes.saturating_mul(MEGABYTE));
        }
        WritingChange::MostPeople(typed) => {
            sending.most_people = number(&typed).map(|most| u32::try_from(most).unwrap_or(u32::MAX));
        }
        WritingChange::Title(title) => sending.author.title = title,
        WritingChange::Phone(phone) => sending.author.phone = phone,
        WritingChange::Rpps(rpps) => sending.author.rpps = rpps.chars().filter(char::is_ascii_digit).take(11).collect(),
        WritingChange::SignatureChosen(place) => sending.signature = place,
        WritingChange::Of(_)
        | WritingChange::SignatureAdded
        | WritingChange::SignatureOpened(_)
        | WritingChange::Signature(_)
        | WritingChange::SignatureRemoved(_) => {}
    }
}

/// None for nothing, and for what is no number.
fn number(typed: &str) -> Option<u64> {
    let digits: String = typed.chars().filter(char::is_ascii_digit).take(9).collect();
    digits.parse().ok().filter(|number| *number > 0)
}

fn remove(sending: &mut Sending, place: usize) {
    if place < sending.signatures.len() {
        let _ = sending.signatures.remove(place);
    }
    sending.signature = match sending.signature {
        Some(chosen) if chosen == place => None,
        Some(chosen) if chosen > place => Some(chosen - 1),
        chosen => chosen,
    };
}

fn habits<'a>(words: &Words, chosen: Habit, change: fn(Habit) -> WritingChange) -> Element<'a, Message> {
    let habits = [
        (Habit::Always, "settings-habit-always"),
        (Habit::WhenPossible, "settings-habit-possible"),
        (Habit::Never, "settings-habit-never"),
    ];
    form::segments(habits.map(|(habit, key)| (words.say(key), habit == chosen, said(change(habit)))))
}

fn encrypting<'a>(words: &Words, sending: &Sending) -> Element<'a, Message> {
    let hide = form::tick(words.say("settings-hide-subject"), sending.hide_subject, |hide| {
        said(WritingChange::HideSubject(hide))
    });
    let note = text(words.say("settings-hide-subject-note")).size(size::SMALL).style(colour::muted);
    column![habits(words, sending.encrypt, WritingChange::Encrypt), hide, note].spacing(space::S).into()
}

fn outside<'a>(words: &Words, chosen: Outside) -> Element<'a, Message> {
    let rules = [
        (Outside::Forbid, "settings-outside-forbid"),
        (Outside::Warn, "settings-outside-warn"),
        (Outside::Allow, "settings-outside-allow"),
    ];
    form::segments(rules.map(|(rule, key)| (words.say(key), rule == chosen, said(WritingChange::Outside(rule)))))
}

fn graces<'a>(words: &Words, chosen: u16) -> Element<'a, Message> {
    let label = |seconds: u16| match seconds {
        0 => words.say("settings-grace-none"),
        seconds => crate::i18n::fl!(words, "settings-grace-seconds", seconds = seconds),
    };
    form::segments(GRACES.map(|seconds| (label(seconds), seconds == chosen, said(WritingChange::Grace(seconds)))))
}

fn limits<'a>(words: &Words, sending: &Sending) -> Element<'a, Message> {
    let shown = |limit: Option<u64>| limit.map(|limit| limit.to_string()).unwrap_or_default();
    let size = shown(sending.size_limit.map(|limit| limit / MEGABYTE));
    let most = shown(sending.most_people.map(u64::from));
    let input = |hint: &str, value: &str, change: fn(String) -> WritingChange| {
        let input = text_input(&words.say(hint), value).on_input(move |typed| said(change(typed)));
        form::input(input, &Below::Nothing).width(Length::Fill)
    };
    row![
        input("settings-limit-size", &size, WritingChange::SizeLimit),
        input("settings-limit-people", &most, WritingChange::MostPeople),
    ]
    .spacing(space::S)
    .into()
}

fn author<'a>(words: &Words, sending: &Sending) -> Element<'a, Message> {
    let input = |hint: &str, value: &str, change: fn(String) -> WritingChange| {
        let input = text_input(&words.say(hint), value).on_input(move |typed| said(change(typed)));
        form::input(input, &Below::Nothing).width(Length::Fill)
    };
    row![
        input("settings-author-title", &sending.author.title, WritingChange::Title),
        input("settings-author-phone", &sending.author.phone, WritingChange::Phone),
        input("settings-author-rpps", &sending.author.rpps, WritingChange::Rpps),
    ]
    .spacing(space::S)
    .into()
}

fn each<'a>(words: &Words, sending: &Sending) -> Element<'a, Message> {
    column![
        form::tick(words.say("settings-rich"), sending.rich, |on| said(WritingChange::Rich(on))),
        form::tick(words.say("settings-copy"), sending.copy, |on| said(WritingChange::Copy(on))),
        form::tick(words.say("settings-ask-receipt"), sending.read_receipt, |on| said(WritingChange::Receipt(on))),
        form::tick(words.say("settings-ask-report"), sending.delivery_report, |on| said(WritingChange::Report(on))),
    ]
    .spacing(space::S)
    .into()
}

/// One signature, being written.
fn editor<'a>(context: &Context<'_>, open: &'a signature::State) -> Element<'a, Message> {
    let words = context.words;
    let done = said(WritingChange::Signature(signature::Message::Done));
    let done = form::word_button(words.say("settings-signature-done"), kind::plain, Some(done));
    let remove = said(WritingChange::SignatureRemoved(open.place));
    let off = icon_button(icon::trash(), words.say("settings-signature-remove"), Some(remove.clone()));
    let written = open.view(context).map(|message| said(WritingChange::Signature(message)));
    column![written, row![done, stop(off, Some(remove))].spacing(space::S)].spacing(space::S).into()
}

#[cfg(test)]
mod tests {
    use super::super::tests::account;
    use super::*;
    use crate::config::Settings;
    use crate::ui::widget::editor;

    fn change(state: &mut State, change: WritingChange) -> Option<Sending> {
        match state.update(Message::Writing(change)) {
            Action::SetSending { sending, .. } => Some(*sending),
            _ => None,
        }
    }

    fn types(state: &mut State, text: &str) -> Option<Sending> {
        let typed = signature::Message::Edited(editor::Message::Typed(text.to_owned()));
        change(state, WritingChange::Signature(typed))
    }

    #[test]
    fn a_signature_is_kept_as_one_writes_and_the_first_is_used() {
        let mut state = State::new(Settings::default(), vec![account(1, Space::Ordinary)]);
        let added = change(&mut state, WritingChange::SignatureAdded).unwrap();
        assert_eq!((added.signatures.len(), added.signature), (1, None), "an empty one stands under nothing");
        let kept = types(&mut state, "Dr Anne").unwrap();
        assert_eq!((kept.signatures[0].text.as_str(), kept.signature), ("Dr Anne", Some(0)));
        // Who wants none after all is not told otherwise by the next key.
        let none = change(&mut state, WritingChange::SignatureChosen(None)).unwrap();
        assert_eq!(none.signature, None);
        assert_eq!(types(&mut state, " Martin").unwrap().signature, None);
        assert_eq!(change(&mut state, WritingChange::Signature(signature::Message::Done)), None);
    }

    #[test]
    fn a_new_signature_that_was_left_empty_is_taken_up_again() {
        let mut state = State::new(Settings::default(), vec![account(1, Space::Ordinary)]);
        assert!(change(&mut state, WritingChange::SignatureAdded).is_some());
        assert!(types(&mut state, "Dr Anne").is_some());
        let two = change(&mut state, WritingChange::SignatureAdded).unwrap();
        assert_eq!((two.signatures.len(), two.signature), (2, Some(0)));
        assert_eq!(change(&mut state, WritingChange::SignatureAdded), None, "it is there already");
        assert_eq!(types(&mut state, "Le secrétariat").unwrap().signatures[1].text, "Le secrétariat");
    }

    #[test]
    fn what_a_button_changes_is_kept_and_the_keys_go_back_to_the_words() {
        let mut state = State::new(Settings::default(), vec![account(1, Space::Ordinary)]);
        assert!(change(&mut state, WritingChange::SignatureAdded).is_some());
        assert!(types(&mut state, "Dr Anne").is_some());
        let rich = Message::Writing(WritingChange::Signature(signature::Message::Rich(true)));
        match state.update(rich) {
            Action::SetSending { sending, signature: signature::Action::Focus(_), .. } => {
                assert!(sending.signatures[0].laid.is_some());
            }
            other => panic!("{other:?}"),
        }
    }
}
