//! The reading pane: one message, what it says of itself, what is attached, and
//! its text. What it claims about its signature is told as a claim.

mod attachments;
mod body;
mod head;
mod people;
mod receipt;
mod seal;
mod view;

use std::sync::Arc;

use crate::domain::receipt::Decision;
use crate::domain::verdict::Verdict;
use crate::domain::{Email, MessageId, Part, PartId, PartRole, Summary};
use crate::engine::card::CardSight;
use crate::engine::{Acquaintance, Apart, Fault, FaultKind, Link, Opened, Seal, Sight};
use crate::ui::menu::Read;
use crate::ui::page::{self, Wish};

use crate::ui::widget::Letter;

pub use attachments::whole_ending;
pub use receipt::Reply;
pub use seal::Band;

#[derive(Debug, Default)]
pub struct State {
    page: Page,
    /// Letters of one width, as the user last asked for them.
    fixed: Option<bool>,
    /// What a closed message can hope for.
    card: CardSight,
    /// The message as it was laid out, where pages can be laid out here.
    sheet: Option<page::State>,
    /// The user wants the text alone.
    plain: bool,
}

/// What the pane shows.
#[derive(Debug, Default)]
enum Page {
    #[default]
    Nothing,
    /// On its way; the row of the list says what is known already.
    Loading {
        id: MessageId,
        summary: Option<Box<Summary>>,
    },
    /// The header is here, the body is not.
    Pending {
        id: MessageId,
        summary: Option<Box<Summary>>,
    },
    Failed {
        id: MessageId,
    },
    Shown(Box<Shown>),
}

/// A message, made ready for being drawn.
#[derive(Debug)]
struct Shown {
    opened: Arc<Opened>,
    /// Its row as the list knows it: flags and tags change while it is read.
    row: Summary,
    letter: Letter,
    /// Of the parts that are apart, in their order.
    apart: Vec<Letter>,
    headers: Letter,
    attachments: Vec<Part>,
    /// The headers are shown in place of the text.
    raw: bool,
    /// All recipients are shown, not only one line of them.
    everybody: bool,
    /// Which of the parts that are apart is read, in place of the message.
    part: Option<usize>,
    /// The attachment that is looked at, in place of the text.
    viewed: Option<PartId>,
    receipt: receipt::Asked,
    /// How well its people are known; empty until that is found out.
    known: Vec<(Email, Acquaintance)>,
}

#[derive(Debug, Clone)]
pub enum Message {
    /// The answer to [`Action::Load`].
    Arrived {
        id: MessageId,
        result: Result<Arc<Opened>, Fault>,
    },
    Pressed,
    SavePressed(PartId),
    /// With another program.
    OpenPressed(PartId),
    /// A health document, to somebody else.
    SendOnPressed(PartId),
    /// An attachment, or the text again.
    Viewed(Option<PartId>),
    /// The next attachment that can be looked at; after the last, the text.
    NextViewed,
    SaveAllPressed,
    CopyAllPressed,
    PrintPressed,
    HeadersFlipped,
    FixedFlipped,
    PlainFlipped,
    Page(page::Message),
    PeopleFlipped,
    /// Somebody the message names: on which list.
    PersonPressed(Email),
    /// The menu was asked for by a key.
    MenuPressed(iced::Point),
    RetryPressed,
    /// The code of the card, for a message that is closed.
    CodePressed,
    SealPressed,
    /// A part that is apart, or the message again.
    PartPicked(Option<usize>),
    /// The answer to [`Action::DecideReceipt`].
    ReceiptDecided(MessageId, Decision),
    /// The answer to [`Action::Meet`].
    Met(MessageId, Vec<(Email, Acquaintance)>),
    ReceiptPressed(Reply),
    /// The answer to [`Action::AnswerReceipt`].
    ReceiptAnswered(MessageId, Reply, Result<(), Fault>),
    /// A message that this one speaks of.
    ReadPressed(MessageId),
}

#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub enum Action {
    None,
    /// One after the other.
    Several(Vec<Action>),
    /// Answer with [`Message::Arrived`] of the same id.
    Load(MessageId),
    SaveAs(MessageId, PartId),
    SendOn(MessageId, PartId),
    /// With another program.
    OpenPart(MessageId, PartId),
    SaveAll(MessageId),
    /// What is shown, on paper.
    Print,
    /// To the clipboard.
    Copy(Arc<str>),
    /// The text was pressed on: the keys go here now.
    Focus,
    /// Opens `modal::code`.
    AskCode(MessageId),
    /// Opens `modal::seal`.
    Explain(Arc<Seal>),
    /// Of the page; the answers come back as [`Message::Page`].
    Ask(Vec<Wish>),
    /// The same, and the cursor goes into the find bar.
    Find(Vec<Wish>),
    /// The pictures of the sender come by themselves from now on.
    Trust(Vec<Wish>),
    /// Opens `modal::sender`.
    List(Email),
    /// Opens `modal::link`.
    Follow(Link),
    /// The menu of the page, here.
    Menu(iced::Point),
    /// Answer with [`Message::Met`].
    Meet(MessageId),
    /// Answer with [`Message::ReceiptDecided`].
    DecideReceipt(MessageId),
    /// Answer with [`Message::ReceiptAnswered`].
    AnswerReceipt(Arc<Opened>, Reply),
    Read(MessageId),
}

impl Action {
    fn all(actions: impl IntoIterator<Item = Self>) -> Self {
        let mut asked: Vec<Self> = actions.into_iter().filter(|action| *action != Self::None).collect();
        match asked.len() {
            0 | 1 => asked.pop().unwrap_or(Self::None),
            _ => Self::Several(asked),
        }
    }
}

impl State {
    /// Messages are shown as pages from now on.
    pub fn lay_out(&mut self) {
        self.sheet = Some(page::State::default());
    }

    /// The page, there or on its way.
    pub fn page(&self) -> Option<&page::State> {
        self.sheet.as_ref()
    }

    /// The page of what is shown, if it is shown as one.
    pub fn sheet(&self) -> Option<&page::State> {
        self.sheet.as_ref().filter(|sheet| sheet.is_laid())
    }

    /// The message that is shown, or on its way.
    pub fn message(&self) -> Option<MessageId> {
        match &self.page {
            Page::Nothing => None,
            Page::Loading { id, .. } | Page::Pending { id, .. } | Page::Failed { id } => Some(*id),
            Page::Shown(shown) => Some(shown.opened.summary.id),
        }
    }

    /// How what is shown stands, for its menu.
    pub fn read(&self) -> Read<'_> {
        let Page::Shown(shown) = &self.page else { return Read::default() };
        let sheet = self.sheet().filter(|_| !shown.raw);
        Read {
            selected: sheet.is_some_and(page::State::has_selection),
            laid: sheet.is_some(),
            folds: sheet.is_some_and(page::State::has_fold),
            plain: (sheet.is_some() && shown.is_laid_out() && shown.part.is_none()).then_some(self.plain),
            headers: shown.raw,
            attachments: shown.attachments(),
            receipt: shown.receipt.is_open(),
            sender: self.sender().is_some(),
        }
    }

    /// The text that is shown, below what the message says of itself.
    pub fn text(&self) -> Option<&Letter> {
        match &self.page {
            Page::Shown(shown) => Some(shown.text()),
            _ => None,
        }
    }

    /// The one who sent what is shown, where it is one.
    pub fn sender(&self) -> Option<Email> {
        match self.opened()?.envelope.from.as_slice() {
            [one] => Email::parse(&one.email).ok(),
            _ => None,
        }
    }

    /// What is shown, whole.
    pub fn opened(&self) -> Option<&Arc<Opened>> {
        match &self.page {
            Page::Shown(shown) => Some(&shown.opened),
            _ => None,
        }
    }

    /// What of the message is shown, and how.
    pub fn sight(&self) -> Option<Sight> {
        let Page::Shown(shown) = &self.page else { return None };
        let message = shown.opened.summary.id;
        Some(Sight { message, part: shown.part, attachment: shown.viewed, plain: self.plain })
    }

    /// What is attached to what is read.
    pub fn attachments(&self) -> &[Part] {
        match &self.page {
            Page::Shown(shown) => shown.attachments(),
            _ => &[],
        }
    }

    /// The row of what is shown.
    pub fn row(&self) -> Option<&Summary> {
        match &self.page {
            Page::Shown(shown) => Some(&shown.row),
            _ => None,
        }
    }

    /// The list has read the row of the message anew.
    pub fn learn(&mut self, summary: &Summary) {
        if let Page::Shown(shown) = &mut self.page
            && shown.row.id == summary.id
            && shown.row != *summary
        {
            shown.row = summary.clone();
        }
    }

    /// Opens a message. What the list knows of it is shown at once.
    pub fn open(&mut self, id: MessageId, summary: Option<&Summary>) -> Action {
        if self.message() == Some(id) && !matches!(self.page, Page::Failed { .. } | Page::Pending { .. }) {
            return Action::None;
        }
        self.page = Page::Loading { id, summary: summary.cloned().map(Box::new) };
        self.leave_sheet();
        Action::Load(id)
    }

    pub fn close(&mut self) {
        self.page = Page::Nothing;
        self.leave_sheet();
    }

    fn leave_sheet(&mut self) {
        self.plain = false;
        if let Some(sheet) = &mut self.sheet {
            sheet.forget();
        }
    }

    /// The folder of the message changed: what was missing may be here now.
    pub fn refresh(&mut self) -> Action {
        match &self.page {
            Page::Pending { id, .. } => Action::Load(*id),
            _ => Action::None,
        }
    }

    /// Another card, or another state of it: what is closed may open, and what
    /// it opened may have to close.
    pub fn card_changed(&mut self, card: &CardSight) -> Action {
        self.card.clone_from(card);
        self.judge_again(|seal| seal.is_closed() || seal.is_deciphered())
    }

    /// Signatures may be worth something else now.
    pub fn trust_changed(&mut self) -> Action {
        self.judge_again(|_| true)
    }

    fn judge_again(&self, concerned: impl Fn(&Seal) -> bool) -> Action {
        match &self.page {
            Page::Shown(shown) if shown.opened.seal.as_deref().is_some_and(concerned) => {
                Action::Load(shown.opened.summary.id)
            }
            _ => Action::None,
        }
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Arrived { id, result } if self.message() == Some(id) => self.take(id, result),
            Message::Arrived { .. } => Action::None,
            Message::Pressed => Action::Focus,
            Message::SavePressed(part) => self.message().map_or(Action::None, |id| Action::SaveAs(id, part)),
            Message::OpenPressed(part) => self.message().map_or(Action::None, |id| Action::OpenPart(id, part)),
            Message::SendOnPressed(part) => self.message().map_or(Action::None, |id| Action::SendOn(id, part)),
            Message::NextViewed => self.view_next(),
            Message::Viewed(part) => {
                let _ = self.change(|shown| (shown.viewed, shown.raw) = (part, false));
                self.show_sheet()
            }
            Message::SaveAllPressed => self.message().map_or(Action::None, Action::SaveAll),
            Message::CopyAllPressed => match &self.page {
                Page::Shown(shown) => Action::Copy(shown.text().text().into()),
                _ => Action::None,
            },
            Message::PrintPressed => Action::Print,
            Message::RetryPressed => self.retry(),
            Message::CodePressed => self.message().map_or(Action::None, Action::AskCode),
            Message::SealPressed => match self.opened().and_then(|opened| opened.seal.clone()) {
                Some(seal) => Action::Explain(seal),
                None => Action::None,
            },
            Message::PartPicked(part) => {
                let _ = self.change(|shown| (shown.part, shown.viewed, shown.raw) = (part, None, false));
                self.show_sheet()
            }
            Message::HeadersFlipped => self.change(|shown| shown.raw = !shown.raw),
            Message::PeopleFlipped => self.change(|shown| shown.everybody = !shown.everybody),
            Message::PlainFlipped => {
                self.plain = !self.plain;
                self.show_sheet()
            }
            Message::Page(message) => self.sheet_says(message),
            Message::Met(id, known) => {
                if let Some(shown) = self.shown_as(id) {
                    shown.known = known;
                }
                Action::None
            }
            Message::ReceiptDecided(id, decision) => self.receipt_decided(id, decision),
            Message::ReceiptPressed(reply) => self.answer_receipt(reply),
            Message::ReceiptAnswered(id, reply, result) => self.receipt_answered(id, reply, result),
            Message::PersonPressed(email) => Action::List(email),
            Message::MenuPressed(at) => Action::Menu(at),
            Message::ReadPressed(id) => Action::Read(id),
            Message::FixedFlipped => {
                self.fixed = Some(!self.is_fixed());
                Action::None
            }
        }
    }

    fn view_next(&mut self) -> Action {
        let Page::Shown(shown) = &self.page else { return Action::None };
        let mut able = shown.attachments().iter().filter(|part| part.view().is_some()).map(|part| part.id);
        let next = match shown.viewed {
            None => able.next(),
            Some(viewed) => able.skip_while(|part| *part != viewed).nth(1),
        };
        if self.sheet.is_none() || next == shown.viewed { Action::None } else { self.update(Message::Viewed(next)) }
    }

    fn take(&mut self, id: MessageId, result: Result<Arc<Opened>, Fault>) -> Action {
        if let (Ok(opened), Page::Shown(shown)) = (&result, &self.page)
            && *opened == shown.opened
        {
            return Action::None;
        }
        self.page = match result {
            Ok(opened) => Page::Shown(Box::new(Shown::new(opened))),
            Err(fault) if fault.kind == FaultKind::BodyPending => {
                let summary = match std::mem::take(&mut self.page) {
                    Page::Loading { summary, .. } | Page::Pending { summary, .. } => summary,
                    _ => None,
                };
                Page::Pending { id, summary }
            }
            Err(_) => Page::Failed { id },
        };
        self.fixed = None;
        let sheet = self.show_sheet();
        let Some(opened) = self.opened() else { return sheet };
        let receipt = if opened.receipts.asked.is_some() { Action::DecideReceipt(id) } else { Action::None };
        Action::all([sheet, Action::Meet(id), receipt])
    }

    /// What is read, as a page: laid out anew, for what it says may have changed.
    fn show_sheet(&mut self) -> Action {
        let Some(sight) = self.sight() else { return Action::None };
        let Some(sheet) = &mut self.sheet else { return Action::None };
        Self::of_page(sheet.show(sight))
    }

    fn sheet_says(&mut self, message: page::Message) -> Action {
        self.sheet.as_mut().map_or(Action::None, |sheet| Self::of_page(sheet.update(message)))
    }

    fn of_page(action: page::Action) -> Action {
        match action {
            page::Action::None => Action::None,
            page::Action::Focus => Action::Focus,
            page::Action::Ask(wishes) => Action::Ask(wishes),
            page::Action::Find(wishes) => Action::Find(wishes),
            page::Action::Trust(wishes) => Action::Trust(wishes),
            page::Action::Copy(text) => Action::Copy(text.into()),
            page::Action::Follow(link) => Action::Follow(link),
            page::Action::Menu(at) => Action::Menu(at),
        }
    }

    /// Whether the sheet is what shows the text: not where the headers are, and
    /// not where no page could be laid out.
    fn on_sheet(&self, shown: &Shown) -> Option<&page::State> {
        self.sheet.as_ref().filter(|sheet| !shown.raw && !sheet.failed())
    }

    fn retry(&mut self) -> Action {
        let Some(id) = self.message() else {
            return Action::None;
        };
        self.page = Page::Loading { id, summary: None };
        Action::Load(id)
    }

    fn change(&mut self, change: impl FnOnce(&mut Shown)) -> Action {
        if let Page::Shown(shown) = &mut self.page {
            change(shown);
        }
        Action::None
    }

    /// A table of a laboratory is shown in letters of one width, and so are the
    /// headers, unless the user says otherwise.
    fn is_fixed(&self) -> bool {
        self.fixed.unwrap_or_else(|| match &self.page {
            Page::Shown(shown) => shown.raw || shown.text().is_tabular(),
            _ => false,
        })
    }
}

/// By itself, or in a part that is.
fn is_attached(part: &Part) -> bool {
    matches!(part.role, PartRole::Attachment | PartRole::Within)
}

impl Shown {
    fn new(opened: Arc<Opened>) -> Self {
        let apart = opened.seal.as_ref().map(|seal| seal.apart.as_slice()).unwrap_or_default();
        let attachments = opened.parts.iter().filter(|part| is_attached(part)).cloned().collect();
        Self {
            letter: Letter::new(&opened.text),
            apart: apart.iter().map(|apart| Letter::new(&apart.text)).collect(),
            headers: Letter::new(&opened.headers),
            attachments,
            raw: false,
            everybody: false,
            part: None,
            viewed: None,
            receipt: receipt::Asked::default(),
            known: Vec::new(),
            row: opened.summary.clone(),
            opened,
        }
    }

    /// Its sender laid it out: there is more than its text.
    fn is_laid_out(&self) -> bool {
        let is_page = |part: &Part| {
            part.role == PartRole::Body && part.media_type == "text/html" || part.media_type == "text/calendar"
        };
        self.part.is_some() || self.opened.results || self.opened.parts.iter().any(is_page)
    }

    /// The attachment that is looked at.
    fn viewed(&self) -> Option<&Part> {
        self.attachments().iter().find(|part| Some(part.id) == self.viewed)
    }

    /// What the pane shows below the head.
    fn text(&self) -> &Letter {
        let apart = self.part.and_then(|part| self.apart.get(part));
        if self.raw { &self.headers } else { apart.unwrap_or(&self.letter) }
    }

    /// Of what is shown: those of a part that is apart stay with it.
    fn attachments(&self) -> &[Part] {
        match self.apart() {
            Some(apart) => &apart.parts,
            None => &self.attachments,
        }
    }

    fn apart(&self) -> Option<&Apart> {
        self.opened.seal.as_deref()?.apart.get(self.part?)
    }

    /// What is to be thought of what is shown.
    fn verdict(&self) -> Option<&Verdict> {
        let seal = self.opened.seal.as_deref()?;
        Some(self.apart().map_or(&seal.verdict, |apart| &apart.verdict))
    }
}

#[cfg(test)]
mod tests;
