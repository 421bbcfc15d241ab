//! Printing: the message on view, or those that are chosen, one after the other.

use std::sync::Arc;

use iced::Task;

use super::reading::At;
use super::{Message, Workbench};
use crate::desktop::{Delivered, Papers, Printer, Undelivered};
use crate::domain::{FolderId, MessageId, Timestamp};
use crate::engine::{Engine, Fault, FaultKind, Opened, Printed, Showing, Sight, Subject};
use crate::i18n::{Words, fl};
use crate::paper::{self, Occasion};
use crate::ui::said::Said;

/// Messages printed at once: more is a folder, and a mistake.
const MOST: usize = 50;

/// What is to be put on paper.
#[derive(Clone)]
pub(super) struct Original {
    opened: Arc<Opened>,
    sight: Sight,
    /// Where it is shown, with the pictures that were asked for.
    showing: Option<Showing>,
    mailbox: String,
}

impl Original {
    pub(super) fn file_name(&self, words: &Words) -> String {
        paper::file_name(&self.opened, words)
    }

    pub(super) async fn printed(&self, engine: &Engine, words: &Words, archival: bool) -> Result<Printed, Fault> {
        let Self { opened, sight, showing, mailbox } = self;
        let now = Timestamp(jiff::Timestamp::now().as_second());
        let Sight { part, attachment, .. } = *sight;
        let sheet = paper::sheet(opened, &Occasion { part, attachment, mailbox, now, archival }, words);
        match showing {
            Some(showing) => showing.printed(*sight, sheet).await,
            None => engine.printed(*sight, sheet).await,
        }
    }
}

/// All that printing needs, away from the window.
struct Press {
    engine: Engine,
    words: Words,
    printer: Printer,
    papers: Arc<Papers>,
}

impl Press {
    /// Where it went, and whether something had to be left out.
    async fn print(&self, original: &Original) -> Result<(Delivered, bool), Fault> {
        let printed = original.printed(&self.engine, &self.words, false).await?;
        let delivered = self.printer.print(printed.pdf.0, &self.words.say("print-title"), &self.papers).await;
        let delivered = delivered.map_err(|error| match error {
            Undelivered::NoProgram => Fault::new(FaultKind::NoPrinter, Subject::Profile, "no way to paper"),
            Undelivered::NoPlace => Fault::new(FaultKind::FileUnwritable, Subject::File, "no place for a private file"),
        })?;
        Ok((delivered, printed.cut))
    }

    async fn print_each(&self, messages: Vec<(MessageId, String)>) -> Result<(Delivered, bool), Fault> {
        let mut ended = (Delivered::Cancelled, false);
        for (message, mailbox) in messages {
            let opened = Arc::new(self.engine.opened(message).await?);
            let sight = Sight { message, part: None, attachment: None, plain: false };
            let (delivered, cut) = self.print(&Original { opened, sight, showing: None, mailbox }).await?;
            ended = (delivered, ended.1 | cut);
            if delivered == Delivered::Cancelled {
                break;
            }
        }
        Ok(ended)
    }
}

impl Workbench {
    /// Other ways to paper than those of the workstation.
    pub fn print_by(&mut self, printer: Printer, papers: Papers) {
        (self.printer, self.papers) = (printer, Arc::new(papers));
    }

    /// What is chosen; where that is the message on view, as it is shown.
    pub(super) fn print(&mut self) -> Task<Message> {
        let chosen = self.list.chosen();
        let shown = self.reader.opened().map(|opened| opened.summary.id);
        if chosen.is_empty() || chosen.len() == 1 && chosen.first().copied() == shown {
            return self.print_shown(None);
        }
        if chosen.len() > MOST {
            let text = fl!(self.words, "print-too-many", most = MOST);
            self.say(Said { text, undo: false });
            return Task::none();
        }
        let mailbox = |id| self.list.summary(id).map(|row| self.mailbox_of(row.folder)).unwrap_or_default();
        let messages = chosen.into_iter().map(|id| (id, mailbox(id))).collect();
        let press = self.press();
        Task::perform(async move { press.print_each(messages).await }, Message::Printed)
    }

    /// The message in the reader, or in a window of its own.
    pub(super) fn print_shown(&mut self, at: At) -> Task<Message> {
        let Some(original) = self.original(at) else { return Task::none() };
        let press = self.press();
        Task::perform(async move { press.print(&original).await }, Message::Printed)
    }

    pub(super) fn original(&self, at: At) -> Option<Original> {
        let (reader, showing) = match at {
            Some(window) => self.letters.get(&window).map(|letter| (&letter.reader, &letter.showing))?,
            None => (&self.reader, &self.showing),
        };
        let opened = reader.opened()?.clone();
        let mailbox = self.mailbox_of(opened.summary.folder);
        Some(Original { opened, sight: reader.sight()?, showing: showing.clone(), mailbox })
    }

    /// Ready to print; the line at the foot says that it is being done.
    fn press(&mut self) -> Press {
        let text = self.words.say("print-making");
        self.say(Said { text, undo: false });
        Press {
            engine: self.engine.clone(),
            words: self.words.clone(),
            printer: self.printer.clone(),
            papers: self.papers.clone(),
        }
    }

    pub(super) fn printed(&mut self, result: Result<(Delivered, bool), Fault>) {
        let says = match result {
            Ok((Delivered::Cancelled, _)) => "print-cancelled",
            Ok((_, true)) => "print-cut",
            Ok((Delivered::Dialog | Delivered::Printer, false)) => "print-sent",
            Ok((Delivered::Opened, false)) => "print-opened",
            Err(fault) => {
                self.notices.tell(fault);
                "print-failed"
            }
        };
        let text = self.words.say(says);
        self.say(Said { text, undo: false });
    }

    fn mailbox_of(&self, folder: FolderId) -> String {
        let account = self.folders.folder(folder).and_then(|folder| self.folders.account(folder.account));
        account.map(|account| account.draft.label.clone()).unwrap_or_default()
    }
}
