//! The export of health documents in the window: asked for, its settings, its journal.

use iced::Task;

use super::{Message, Modal, Workbench};
use crate::desktop;
use crate::domain::export::{Export, Exporting};
use crate::domain::{AccountId, MessageId};
use crate::engine::{Errand, Exported, Fault, What};
use crate::i18n::fl;
use crate::ui::modal::exports::{self, Asked};
use crate::ui::modal::settings::{self, DocumentsChange};
use crate::ui::said::Said;

impl Workbench {
    /// Of all mailboxes that have a folder.
    pub(super) fn export_inboxes(&mut self) -> Task<Message> {
        self.export(What::Inbox(None))
    }

    pub(super) fn export_inbox(&mut self, account: AccountId) -> Task<Message> {
        self.export(What::Inbox(Some(account)))
    }

    pub(super) fn export_messages(&mut self, messages: Vec<MessageId>) -> Task<Message> {
        if messages.is_empty() { Task::none() } else { self.export(What::Messages(messages)) }
    }

    fn export(&mut self, what: What) -> Task<Message> {
        let engine = self.engine.clone();
        let errand = Errand { what, since: None, to: None };
        let asked = Task::perform(async move { engine.export(errand).await }, Message::Exported);
        let (asked, handle) = asked.abortable();
        self.exporting.push(handle);
        asked
    }

    /// What was written until now stays, in its folder and in the journal.
    pub(super) fn stop_exporting(&mut self) {
        self.exporting.drain(..).for_each(|handle| handle.abort());
        self.say(Said { text: self.words.say("exports-said-stopped"), undo: false });
    }

    /// Some mailbox has a folder: there is something to press.
    pub(super) fn exports(&self) -> bool {
        self.accounts.iter().any(|account| account.draft.exporting.folder.is_some())
    }

    pub(super) fn exported(&mut self, result: Result<Exported, Fault>) -> Task<Message> {
        match result {
            Ok(done) => {
                self.say_aside(Said { text: self.words_of_export(&done), undo: false }, None);
                if let Some(why) = done.why {
                    self.notices.tell(why);
                }
            }
            Err(fault) => self.notices.tell(fault),
        }
        self.ask_exports_anew()
    }

    /// The journal, where it stands open.
    pub(super) fn ask_exports_anew(&self) -> Task<Message> {
        match &self.modal {
            Some(Modal::Exports(state)) => self.ask_exports(state.anew()),
            _ => Task::none(),
        }
    }

    fn words_of_export(&self, done: &Exported) -> String {
        let number = |count: usize| self.words.number(count as u64);
        let mut said = match (done.written, done.known) {
            (0, 0) => self.words.say("exports-said-nothing"),
            (0, known) => fl!(self.words, "exports-said-known", count = known as u64, number = number(known)),
            (written, _) => fl!(self.words, "exports-said", count = written as u64, number = number(written)),
        };
        for (count, key) in [
            (done.waiting, "exports-said-waiting"),
            (done.refused, "exports-said-refused"),
            (done.closed, "exports-said-closed"),
        ] {
            if count > 0 {
                said.push(' ');
                said.push_str(&fl!(self.words, key, count = count as u64, number = number(count)));
            }
        }
        said
    }

    pub(super) fn set_exporting(&self, account: AccountId, exporting: Exporting) -> Task<Message> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.set_exporting(account, exporting).await }, Message::Told)
    }

    pub(super) fn pick_export_folder(&self, account: AccountId) -> Task<Message> {
        let dialog = rfd::AsyncFileDialog::new().set_title(self.words.say("documents-choose-title"));
        Task::perform(dialog.pick_folder(), move |folder| match folder {
            Some(folder) => Message::Settings(settings::Message::Documents(DocumentsChange::FolderChosen(
                account,
                folder.path().to_owned(),
            ))),
            None => Message::Done,
        })
    }

    pub(super) fn ask_exports(&self, asked: Asked) -> Task<Message> {
        let engine = self.engine.clone();
        let (before, count) = match asked {
            Asked::Open => (None, exports::PAGE),
            Asked::Anew(count) => (None, count),
            Asked::Older(before) => (Some(before), exports::PAGE),
        };
        let lines = async move { engine.exports(None, before, count).await };
        Task::perform(lines, move |result| Message::ExportsCame(result, asked))
    }

    pub(super) fn exports_came(&mut self, result: Result<Vec<Export>, Fault>, asked: Asked) {
        match (result, &mut self.modal) {
            (Ok(lines), Some(Modal::Exports(state))) => state.take(asked, lines),
            (Ok(lines), _) if asked == Asked::Open => {
                (self.modal, self.front_of) = (Some(Modal::Exports(exports::State::new(lines))), None);
            }
            // It was closed meanwhile.
            (Ok(_), _) => {}
            (Err(fault), _) => self.notices.tell(fault),
        }
    }

    pub(super) fn exports_say(&mut self, message: exports::Message) -> Task<Message> {
        let Some(Modal::Exports(state)) = &self.modal else { return Task::none() };
        match message {
            exports::Message::Closed => {
                self.modal = None;
                Task::none()
            }
            exports::Message::Older => state.older().map_or(Task::none(), |older| self.ask_exports(older)),
            exports::Message::Again(id) => {
                let engine = self.engine.clone();
                Task::perform(async move { engine.export_again(id).await }, Message::Exported)
            }
            exports::Message::Shown(id) => {
                let folder = state.line(id).map(|line| line.folder.clone());
                let shown = async move {
                    let Some(folder) = folder else { return Ok(()) };
                    desktop::show_folder(folder).await.map_err(|_| no_program())
                };
                Task::perform(shown, Message::Told)
            }
        }
    }
}

fn no_program() -> Fault {
    use crate::engine::{FaultKind, Subject};
    Fault::new(FaultKind::NoProgram, Subject::Profile, "nothing shows folders")
}
