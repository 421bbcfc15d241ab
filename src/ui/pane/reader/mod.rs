//! The reading pane: one message, what it says of itself, what is attached, and
//! its text. What it claims about its signature is told as a claim.

mod attachments;
mod body;
mod head;
mod view;

use std::sync::Arc;

use crate::domain::{MessageId, Part, PartId, PartRole, Summary};
use crate::engine::{Fault, FaultKind, Opened};
use crate::ui::widget::Letter;

#[derive(Debug, Default)]
pub struct State {
    page: Page,
    /// Letters of one width, as the user last asked for them.
    fixed: Option<bool>,
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
    headers: Letter,
    attachments: Vec<Part>,
    /// The headers are shown in place of the text.
    raw: bool,
    /// All recipients are shown, not only one line of them.
    everybody: bool,
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
    SaveAllPressed,
    CopyAllPressed,
    HeadersFlipped,
    FixedFlipped,
    PeopleFlipped,
    RetryPressed,
}

#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Action {
    None,
    /// Answer with [`Message::Arrived`] of the same id.
    Load(MessageId),
    SaveAs(MessageId, PartId),
    SaveAll(MessageId),
    /// To the clipboard.
    Copy(Arc<str>),
    /// The text was pressed on: the keys go here now.
    Focus,
}

impl State {
    /// The message that is shown, or on its way.
    pub fn message(&self) -> Option<MessageId> {
        match &self.page {
            Page::Nothing => None,
            Page::Loading { id, .. } | Page::Pending { id, .. } | Page::Failed { id } => Some(*id),
            Page::Shown(shown) => Some(shown.opened.summary.id),
        }
    }

    /// What is shown, whole.
    pub fn opened(&self) -> Option<&Arc<Opened>> {
        match &self.page {
            Page::Shown(shown) => Some(&shown.opened),
            _ => None,
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
        Action::Load(id)
    }

    pub fn close(&mut self) {
        self.page = Page::Nothing;
    }

    /// The folder of the message changed: what was missing may be here now.
    pub fn refresh(&mut self) -> Action {
        match &self.page {
            Page::Pending { id, .. } => Action::Load(*id),
            _ => Action::None,
        }
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Arrived { id, result } if self.message() == Some(id) => self.take(id, result),
            Message::Arrived { .. } => Action::None,
            Message::Pressed => Action::Focus,
            Message::SavePressed(part) => self.message().map_or(Action::None, |id| Action::SaveAs(id, part)),
            Message::SaveAllPressed => self.message().map_or(Action::None, Action::SaveAll),
            Message::CopyAllPressed => match &self.page {
                Page::Shown(shown) => Action::Copy(shown.text().text().into()),
                _ => Action::None,
            },
            Message::RetryPressed => self.retry(),
            Message::HeadersFlipped => self.change(|shown| shown.raw = !shown.raw),
            Message::PeopleFlipped => self.change(|shown| shown.everybody = !shown.everybody),
            Message::FixedFlipped => {
                self.fixed = Some(!self.is_fixed());
                Action::None
            }
        }
    }

    fn take(&mut self, id: MessageId, result: Result<Arc<Opened>, Fault>) -> Action {
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
        Action::None
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
            Page::Shown(shown) => shown.raw || shown.letter.is_tabular(),
            _ => false,
        })
    }
}

impl Shown {
    fn new(opened: Arc<Opened>) -> Self {
        let attachments = opened.parts.iter().filter(|part| part.role == PartRole::Attachment).cloned().collect();
        Self {
            letter: Letter::new(&opened.text),
            headers: Letter::new(&opened.headers),
            attachments,
            raw: false,
            everybody: false,
            row: opened.summary.clone(),
            opened,
        }
    }

    /// What the pane shows below the head.
    fn text(&self) -> &Letter {
        if self.raw { &self.headers } else { &self.letter }
    }
}

#[cfg(test)]
mod tests;
