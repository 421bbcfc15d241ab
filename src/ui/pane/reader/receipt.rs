//! What is to be said of receipts, below the head: one that the sender asks for,
//! what came back for a message of ours, and what a report reports.
//!
//! A receipt is what somebody's program claims; it is never told as more.

use iced::widget::{column, container, row, space as gap, text};
use iced::{Alignment, Length};

use super::{Action, Message, Page, Shown, State};
use crate::domain::MessageId;
use crate::domain::receipt::{Decision, News, Receipt};
use crate::engine::Fault;
use crate::i18n::{Words, fl};
use crate::ui::icon;
use crate::ui::theme::{Element, button as kind, size, space, text as colour};
use crate::ui::widget::pieces::{rule_across, word_button};
use crate::ui::widget::stop::stop;

/// Recipients whose answers are told one by one; the others are counted.
const TOLD: usize = 4;
/// Letters of an address: what a report says may be of any length.
const ADDRESS: usize = 120;

const LEAST: f32 = 28.0;

/// What becomes of a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    Send,
    /// Nobody was asked: the settings say so, and the rules let it go.
    SendUnasked,
    Refuse,
}

/// How far it is with the receipt that the sender asks for.
#[derive(Debug, Default)]
pub(super) enum Asked {
    /// There is none to be given, or it is not known yet.
    #[default]
    Nothing,
    /// The user is asked.
    Open,
    OnItsWay,
    Done(Reply),
    Failed(Fault),
}

impl Asked {
    /// The user can answer.
    pub(super) fn is_open(&self) -> bool {
        matches!(self, Self::Open | Self::Failed(_))
    }
}

impl State {
    pub(super) fn receipt_decided(&mut self, id: MessageId, decision: Decision) -> Action {
        let Some(shown) = self.shown_as(id) else { return Action::None };
        match decision {
            Decision::Nothing => Action::None,
            Decision::Ask => {
                shown.receipt = Asked::Open;
                Action::None
            }
            Decision::Send => self.answer_receipt(Reply::SendUnasked),
        }
    }

    pub(super) fn answer_receipt(&mut self, reply: Reply) -> Action {
        let Page::Shown(shown) = &mut self.page else { return Action::None };
        if matches!(shown.receipt, Asked::OnItsWay | Asked::Done(_)) {
            return Action::None;
        }
        shown.receipt = Asked::OnItsWay;
        Action::AnswerReceipt(shown.opened.clone(), reply)
    }

    pub(super) fn receipt_answered(&mut self, id: MessageId, reply: Reply, result: Result<(), Fault>) -> Action {
        if let Some(shown) = self.shown_as(id) {
            shown.receipt = match result {
                Ok(()) => Asked::Done(reply),
                Err(fault) => Asked::Failed(fault),
            };
        }
        Action::None
    }

    pub(super) fn shown_as(&mut self, id: MessageId) -> Option<&mut Shown> {
        match &mut self.page {
            Page::Shown(shown) if shown.opened.summary.id == id => Some(shown),
            _ => None,
        }
    }
}

impl Shown {
    pub(super) fn receipt_bar<'a>(&'a self, words: &Words) -> Option<Element<'a, Message>> {
        let receipts = &self.opened.receipts;
        let content: Element<'a, Message> = match (&receipts.report, receipts.came.as_slice()) {
            (Some(report), _) => reported(words, &report.news, receipts.about),
            (None, []) => self.asked(words)?,
            (None, came) => came_back(words, came),
        };
        // As high without its buttons as with them: the text below does not jump.
        let line = row![gap().height(LEAST), content].align_y(Alignment::Center);
        Some(column![container(line).padding([space::XS, space::L]), rule_across()].into())
    }

    fn asked<'a>(&self, words: &Words) -> Option<Element<'a, Message>> {
        let (says, offers) = match &self.receipt {
            Asked::Nothing => return None,
            Asked::Open => (words.say("receipt-asked"), true),
            Asked::OnItsWay => (words.say("receipt-sending"), false),
            Asked::Done(Reply::Refuse) => (words.say("receipt-refused"), false),
            Asked::Done(Reply::Send) => (words.say("receipt-sent"), false),
            Asked::Done(Reply::SendUnasked) => (words.say("receipt-sent-unasked"), false),
            Asked::Failed(fault) => {
                let told = fault.kind.words();
                let (sentence, remedy) = (words.say(told.sentence), words.say(told.remedy));
                (fl!(words, "receipt-failed", sentence = sentence, remedy = remedy), true)
            }
        };
        let button = |says: &str, reply| {
            let message = Message::ReceiptPressed(reply);
            let press = word_button(None, words.say(says)).style(kind::plain).on_press(message.clone());
            stop(press, Some(message))
        };
        let buttons = offers.then(|| {
            row![button("receipt-send", Reply::Send), button("receipt-refuse", Reply::Refuse)].spacing(space::S)
        });
        let line = row![icon::mail_open().size(15).style(colour::muted), small(says).width(Length::Fill), buttons];
        Some(line.spacing(space::S).align_y(Alignment::Center).into())
    }
}

/// A message that is a receipt, or a word of a server on its way.
fn reported<'a>(words: &Words, news: &[News], about: Option<MessageId>) -> Element<'a, Message> {
    let lines = news.iter().take(TOLD).map(|news| {
        let (fate, who) = (words.fate(&news.fate), who(words, news));
        small(fl!(words, "receipt-report", fate = fate, recipient = who)).into()
    });
    let more = (news.len() > TOLD).then(|| small(fl!(words, "receipt-more", count = (news.len() - TOLD) as u64)));
    let lines = column(lines).push(more).width(Length::Fill);
    let message = |id| Message::ReadPressed(id);
    let see = about.map(|id| {
        let press = word_button(None, words.say("receipt-see")).style(kind::plain).on_press(message(id));
        stop(press, Some(message(id)))
    });
    let line = row![icon::mail_open().size(15).style(colour::muted), lines, see];
    line.spacing(space::S).align_y(Alignment::Center).into()
}

/// What came back for a message of ours, the newest last.
fn came_back<'a>(words: &Words, came: &[Receipt]) -> Element<'a, Message> {
    let lines = came.iter().rev().take(TOLD).rev().map(|receipt| {
        let (fate, date) = (words.fate(&receipt.news.fate), words.date_long(receipt.date));
        let who = who(words, &receipt.news);
        small(fl!(words, "receipt-came", fate = fate, date = date, recipient = who)).into()
    });
    let more = (came.len() > TOLD).then(|| small(fl!(words, "receipt-more", count = (came.len() - TOLD) as u64)));
    let line = row![icon::mail_open().size(15).style(colour::muted), column(lines).push(more).width(Length::Fill)];
    line.spacing(space::S).align_y(Alignment::Center).into()
}

fn who(words: &Words, news: &News) -> String {
    let address: String = news.recipient.chars().take(ADDRESS).collect();
    if address.is_empty() { words.say("receipt-somebody") } else { address }
}

fn small<'a>(says: String) -> iced::widget::Text<'a, crate::ui::theme::Theme> {
    text(says).size(size::SMALL)
}
