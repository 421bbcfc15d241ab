//! What the settings change about mailboxes, carried out by the engine.

use iced::Task;

use super::{Message, Workbench};
use crate::domain::{AccountId, Colour, Email, FolderId, Keep, Leave, Sending};
use crate::engine::{Event, Fault};
use crate::ui::modal::settings::{self, ReadingChange, WritingChange, signature};
use crate::ui::widget::editor;

impl Workbench {
    pub(super) fn set_account(&self, account: AccountId, label: String, colour: Colour) -> Task<Message> {
        let engine = self.engine.clone();
        told(async move { engine.set_account(account, &label, colour).await })
    }

    pub(super) fn set_sending(&self, account: AccountId, sending: Sending) -> Task<Message> {
        let engine = self.engine.clone();
        told(async move { engine.set_sending(account, sending).await })
    }

    /// Of the signature that is being written.
    pub(super) fn signature_wants(&mut self, action: signature::Action) -> Task<Message> {
        let says = |message| {
            let change = WritingChange::Signature(signature::Message::Edited(message));
            Message::Settings(settings::Message::Writing(change))
        };
        match action {
            signature::Action::None => Task::none(),
            signature::Action::Copy(text) => iced::clipboard::write(text),
            signature::Action::Paste { plain } => iced::clipboard::read().map(move |text| match text {
                Some(text) => says(editor::Message::Pasted { text, plain }),
                None => Message::Done,
            }),
            signature::Action::Focus(id) => {
                self.field = Some(id);
                Task::none()
            }
        }
    }

    pub(super) fn set_leave(&self, account: AccountId, leave: Leave) -> Task<Message> {
        let engine = self.engine.clone();
        told(async move { engine.set_leave(account, leave).await })
    }

    pub(super) fn set_keep(&self, account: AccountId, keep: Keep) -> Task<Message> {
        let engine = self.engine.clone();
        told(async move { engine.set_keep(account, keep).await })
    }

    pub(super) fn set_folder_keep(&self, folder: FolderId, keep: Option<Keep>) -> Task<Message> {
        let engine = self.engine.clone();
        told(async move { engine.set_folder_keep(folder, keep).await })
    }

    /// What each folder of a mailbox keeps. One that cannot be read keeps what
    /// its mailbox does.
    pub(super) fn ask_folder_keeps(&self, account: AccountId) -> Task<Message> {
        let engine = self.engine.clone();
        let folders: Vec<FolderId> = self.mailboxes().folders(account).iter().map(|folder| folder.id).collect();
        let asked = async move {
            let mut keeps = Vec::with_capacity(folders.len());
            for folder in folders {
                keeps.push((folder, engine.folder_keep(folder).await.unwrap_or_default()));
            }
            keeps
        };
        Task::perform(asked, move |keeps| Message::Settings(settings::Message::FolderKeeps(account, keeps)))
    }

    /// Whose remote pictures come by themselves.
    pub(super) fn ask_picture_senders(&self) -> Task<Message> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.picture_senders().await }, |result| match result {
            Ok(senders) => Message::Settings(settings::Message::Reading(ReadingChange::Senders(senders))),
            Err(fault) => Message::Event(Event::Fault(fault)),
        })
    }

    pub(super) fn hold_pictures_of(&self, sender: Email) -> Task<Message> {
        let engine = self.engine.clone();
        told(async move { engine.show_pictures_of(sender, false).await })
    }
}

/// What goes well is seen; what fails is told.
fn told(done: impl Future<Output = Result<(), Fault>> + Send + 'static) -> Task<Message> {
    Task::perform(done, |result| match result {
        Ok(()) => Message::Done,
        Err(fault) => Message::Event(Event::Fault(fault)),
    })
}
