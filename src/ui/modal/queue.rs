//! What was done here and the server does not know of yet, and what it would
//! not have: each refusal with its reason and what to do.

use iced::widget::{column, container, row, scrollable, text};
use iced::{Alignment, Length};

use super::frame;
use crate::domain::{AccountId, Act};
use crate::engine::{OperationId, PendingOperation};
use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::screen::form;
use crate::ui::theme::surface::{self, Tone};
use crate::ui::theme::{Element, button as kind, font, size, space, text as colour};
use crate::ui::widget::pieces::rule_across;
use crate::ui::{icon, notice, said};

const WIDTH: f32 = 620.0;
const HIGHEST: f32 = 380.0;
/// More than anybody reads; the rest is counted.
const SHOWN: usize = 200;

pub struct State {
    operations: Vec<PendingOperation>,
    /// What each mailbox is called, where there are several.
    labels: Vec<(AccountId, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// The user has read of the refusal.
    Understood(OperationId),
    Closed,
}

#[must_use]
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    None,
    Forget(OperationId),
    Close,
}

impl State {
    /// Refusals first: they are what one has to know.
    pub fn new(operations: Vec<PendingOperation>, labels: Vec<(AccountId, String)>) -> Self {
        let mut state = Self { operations: Vec::new(), labels };
        state.refresh(operations);
        state
    }

    pub fn refresh(&mut self, mut operations: Vec<PendingOperation>) {
        operations.sort_by_key(|operation| operation.refused.is_none());
        self.operations = operations;
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Understood(id) => {
                let before = self.operations.len();
                self.operations.retain(|operation| operation.id != id);
                if self.operations.len() < before { Action::Forget(id) } else { Action::None }
            }
            Message::Closed => Action::Close,
        }
    }

    pub fn view<'a>(&'a self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        let waiting = self.operations.iter().any(|operation| operation.refused.is_none());
        let lead = match (self.operations.is_empty(), waiting) {
            (true, _) => "queue-empty",
            (false, true) => "queue-lead",
            (false, false) => "queue-lead-refused",
        };
        let mut list = column![].spacing(space::S);
        for (nth, operation) in self.operations.iter().take(SHOWN).enumerate() {
            if nth > 0 {
                list = list.push(rule_across());
            }
            list = list.push(self.row(words, operation));
        }
        let more = self.operations.len().saturating_sub(SHOWN);
        if more > 0 {
            list = list.push(text(fl!(words, "queue-more", count = more as u64)).style(colour::muted));
        }
        let list = container(scrollable(list).width(Length::Fill)).max_height(HIGHEST);
        let body = column![text(words.say(lead)).style(colour::muted), list].spacing(space::L);
        let close = form::word_button(words.say("common-close"), kind::primary, Some(Message::Closed));
        frame::frame(words, words.say("queue-title"), WIDTH, body, frame::buttons([Some(close)]), Message::Closed)
    }

    fn row<'a>(&'a self, words: &Words, operation: &'a PendingOperation) -> Element<'a, Message> {
        let says = single(words, operation);
        let label = self.labels.iter().find(|(id, _)| self.labels.len() > 1 && *id == operation.account);
        let label = label.map(|(_, label)| text(label.as_str()).size(size::SMALL).style(colour::muted));
        let Some(fault) = &operation.refused else {
            let mark = icon::clock().size(15).style(colour::muted);
            return row![mark, text(says).width(Length::Fill), label]
                .spacing(10)
                .align_y(Alignment::Center)
                .padding([space::XS, space::M])
                .into();
        };
        let told = notice::words(fault, words);
        let reason = column![
            text(says).font(font::MEDIUM),
            text(told.sentence).style(form::plain),
            text(told.remedy).style(form::plain),
            label,
        ]
        .spacing(2)
        .width(Length::Fill);
        let press = Some(Message::Understood(operation.id));
        let understood = form::word_button(words.say("queue-understood"), kind::plain, press);
        let line = row![icon::circle_alert(), reason, understood].spacing(10).align_y(Alignment::Center);
        container(line).padding([space::S, space::M]).style(surface::banner(Tone::Attention)).into()
    }
}

/// What was to be done, in a line.
fn single(words: &Words, operation: &PendingOperation) -> String {
    let act = said::act_name(operation.act);
    let (count, number) = (operation.count as u64, words.number(operation.count as u64));
    match (is_of_folder(operation.act), operation.folder.as_deref()) {
        (true, folder) => fl!(words, "queue-folder", act = act, folder = folder.unwrap_or_default()),
        (false, Some(folder)) => fl!(words, "queue-act-in", act = act, count = count, number = number, folder = folder),
        (false, None) => fl!(words, "queue-act", act = act, count = count, number = number),
    }
}

fn is_of_folder(act: Act) -> bool {
    matches!(act, Act::MakeFolder | Act::RenameFolder | Act::MoveFolder | Act::DeleteFolder | Act::DestroyFolder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Fault, FaultKind, Subject};

    fn operation(id: i64, refused: bool) -> PendingOperation {
        let fault = || Fault::new(FaultKind::ServerSaid, Subject::Profile, "NO");
        PendingOperation {
            id: OperationId(id),
            account: AccountId(1),
            act: Act::Move,
            count: 3,
            folder: None,
            refused: refused.then(fault),
        }
    }

    #[test]
    fn refusals_come_first_and_each_goes_when_it_has_been_read() {
        let mut state = State::new(vec![operation(1, false), operation(2, true), operation(3, false)], Vec::new());
        let order: Vec<i64> = state.operations.iter().map(|operation| operation.id.0).collect();
        assert_eq!(order, [2, 1, 3]);
        assert_eq!(state.update(Message::Understood(OperationId(2))), Action::Forget(OperationId(2)));
        assert_eq!(state.update(Message::Understood(OperationId(2))), Action::None, "once");
    }
}
