//! The settings of mailboxes: what each is called, its colour, its password,
//! what a POP3 server keeps; and which inboxes stand together.

use iced::widget::{button, column, container, row, space as gap, text, text_input};
use iced::{Alignment, Length};

use super::{Action, Message, State, section};
use crate::config::Together;
use crate::domain::{Account, Colour, Leave, Protocol, Space};
use crate::i18n::Words;
use crate::ui::icon;
use crate::ui::pane::padlock;
use crate::ui::screen::form::{self, Below};
use crate::ui::theme::surface::{self, Tone};
use crate::ui::theme::{Element, button as kind, font, size, space, text as colour};
use crate::ui::widget::single_line;
use crate::ui::widget::stop::stop;

/// The colours that a mailbox can have.
const COLOURS: u8 = 8;
const SWATCH: f32 = 22.0;
/// Days that mail stays on a POP3 server, as they are offered.
const DAYS: [u16; 2] = [7, 30];

impl State {
    pub(super) fn change_mailbox(&mut self, message: Message) -> Action {
        if let Message::Unfolded(id) = message {
            let label = self.account(id).map(|account| account.draft.label.clone());
            let was_open = self.open.take().is_some_and(|(open, _)| open == id);
            self.open = label.filter(|_| !was_open).map(|label| (id, label));
            return Action::None;
        }
        let Some((id, typed)) = &mut self.open else { return Action::None };
        let account = *id;
        match message {
            Message::LabelTyped(label) => *typed = label,
            Message::LabelKept => {
                let label = typed.trim().to_owned();
                let draft = self.account(account).map(|account| &account.draft);
                if let Some(draft) = draft.filter(|draft| !label.is_empty() && draft.label != label) {
                    return Action::SetAccount { account, label, colour: draft.colour };
                }
            }
            Message::ColourPicked(colour) => {
                if let Some(draft) = self.account(account).map(|account| &account.draft) {
                    return Action::SetAccount { account, label: draft.label.clone(), colour };
                }
            }
            Message::LeavePicked(leave) => return Action::SetLeave(account, leave),
            _ => {}
        }
        Action::None
    }

    pub(super) fn mailboxes<'a>(&'a self, words: &Words) -> Element<'a, Message> {
        let mut lines = column![].spacing(space::S);
        for account in &self.accounts {
            lines = lines.push(self.mailbox(words, account));
        }
        let add = form::word_button(words.say("settings-account-add"), kind::plain, Some(Message::AddAccount));
        let together = (self.accounts.len() > 1).then(|| self.together(words));
        column![lines.push(add), together].spacing(space::XL).width(Length::Fill).into()
    }

    fn mailbox<'a>(&'a self, words: &Words, account: &'a Account) -> Element<'a, Message> {
        let draft = &account.draft;
        let open = self.open.as_ref().filter(|(id, _)| *id == account.id);
        let fold = if open.is_some() { icon::chevron_down() } else { icon::chevron_right() };
        let secure = (draft.space == Space::Secure).then(|| {
            let says = text(words.say("folders-secure")).size(size::SMALL).style(colour::verified);
            row![padlock(words), says].spacing(space::XS).align_y(Alignment::Center)
        });
        let head = row![
            fold.size(14).style(colour::muted),
            edge(draft.colour),
            single_line(draft.label.as_str()).font(font::MEDIUM),
            single_line(draft.email.as_str()).size(size::SMALL).style(colour::muted).width(Length::Fill),
            secure,
        ]
        .spacing(space::S)
        .align_y(Alignment::Center);
        let press = Message::Unfolded(account.id);
        let look = kind::row(surface::RowState::Plain);
        let head = button(head).padding(space::S).width(Length::Fill).style(look).on_press(press.clone());
        let body = open.map(|(_, label)| container(details(words, account, label)).padding([space::S, space::XL]));
        let lines = column![stop(head, Some(press)), body];
        container(lines).width(Length::Fill).style(surface::raised).into()
    }

    /// Which inboxes are also shown as one.
    fn together<'a>(&self, words: &Words) -> Element<'a, Message> {
        let choice = |together, title: &str, note: &str| {
            let mixed = self.settings.together == Together::Mixed && together == Together::All;
            let chosen = self.settings.together == together || mixed;
            form::choice(words.say(title), words.say(note), chosen, Message::Together(together))
        };
        let choices = column![
            choice(Together::Off, "settings-together-off", "settings-together-off-note"),
            choice(Together::BySpace, "settings-together-space", "settings-together-space-note"),
            choice(Together::All, "settings-together-all", "settings-together-all-note"),
            self.mixing.then(|| {
                let mix =
                    form::word_button(words.say("settings-together-mix"), kind::plain, Some(Message::MixAccepted));
                let says = text(words.say("settings-together-warning")).style(form::plain).width(Length::Fill);
                form::banner(Tone::Attention, column![says, mix].spacing(space::S))
            }),
        ];
        section("settings-together", choices.spacing(space::XS).into(), words)
    }
}

fn details<'a>(words: &Words, account: &'a Account, typed: &'a str) -> Element<'a, Message> {
    let draft = &account.draft;
    let label = text_input("", typed).on_input(Message::LabelTyped).on_submit(Message::LabelKept);
    let changed = !typed.trim().is_empty() && typed.trim() != draft.label;
    let keep =
        changed.then(|| form::word_button(words.say("settings-label-keep"), kind::plain, Some(Message::LabelKept)));
    let label = row![form::input(label, &Below::Nothing), keep].spacing(space::S).align_y(Alignment::Center);
    let swatches = row((0..COLOURS).map(Colour).map(|colour| swatch(colour, colour == draft.colour)));
    let leave = match draft.protocol {
        Protocol::Imap => None,
        Protocol::Pop3(leave) => Some(section("settings-leave", leaves(words, leave, Message::LeavePicked), words)),
    };
    let password =
        form::word_button(words.say("settings-password"), kind::plain, Some(Message::NewPassword(account.id)));
    let remove =
        form::word_button(words.say("settings-account-remove"), kind::ghost, Some(Message::RemoveAccount(account.id)));
    column![
        section("settings-label", label.into(), words),
        section("settings-colour", swatches.spacing(space::S).into(), words),
        leave,
        row![password, gap().width(Length::Fill), remove],
    ]
    .spacing(space::M)
    .into()
}

/// What becomes of mail on a POP3 server, also for the assistant.
pub fn leaves<'a, M: Clone + 'a>(words: &Words, leave: Leave, message: fn(Leave) -> M) -> Element<'a, M> {
    let mut choices = vec![Leave::OnServer];
    choices.extend(DAYS.map(Leave::Days));
    if let Leave::Days(days) = leave
        && !DAYS.contains(&days)
    {
        choices.push(leave);
    }
    choices.push(Leave::Remove);
    let says = |choice: Leave| match choice {
        Leave::OnServer => words.say("settings-leave-always"),
        Leave::Days(days) => crate::i18n::fl!(words, "settings-leave-days", days = days),
        Leave::Remove => words.say("settings-leave-remove"),
    };
    form::segments(choices.into_iter().map(|choice| (says(choice), choice == leave, message(choice))))
}

fn edge<'a>(colour: Colour) -> Element<'a, Message> {
    container(gap()).width(4).height(18).style(surface::account_edge(colour)).into()
}

fn swatch<'a>(colour: Colour, chosen: bool) -> Element<'a, Message> {
    let patch = container(gap()).width(SWATCH).height(SWATCH).style(surface::account_edge(colour));
    let press = Message::ColourPicked(colour);
    let look = if chosen { kind::chosen } else { kind::ghost };
    stop(button(patch).padding(4).style(look).on_press(press.clone()), Some(press)).into()
}
