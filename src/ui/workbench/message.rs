//! What the main window hears, what stands in front of its panes, and what it
//! asks of the program.

use std::sync::Arc;

use iced::{Task, window};

use super::{certificates, deeds, saving, senders};
use crate::config::Settings;
use crate::desktop::Delivered;
use crate::domain::export::Export;
use crate::domain::{Account, AccountId, DraftId, FolderId, MessageId, Tag, Writing};
use crate::engine::{Deciphered, Event, Exported, Fault, KeptDraft, Offer, OnlyHere, Opened, SavedSearch};
use crate::ui::modal::{
    self, code, columns, confirm, exports, folder_form, move_to, outbox, passphrase, password, queue, save_as,
    search_form, search_name, settings, shortcuts, tags,
};
use crate::ui::pane::{folders, list, reader};
use crate::ui::screen::assistant;
use crate::ui::{letter, notice, search, status, writing};

pub(super) enum Modal {
    SaveAs(save_as::State, saving::Order),
    Shortcuts,
    Columns,
    Settings(Box<settings::State>),
    Confirm(confirm::Question),
    Password(password::State),
    MoveTo(move_to::State, deeds::Filing),
    Tags(tags::State, Vec<MessageId>),
    FolderForm(folder_form::State),
    Queue(queue::State),
    Outbox(outbox::State),
    Exports(exports::State),
    SearchForm(search_form::State),
    SearchName(search_name::State),
    Code(code::State),
    Card(modal::card::State),
    Seal(modal::seal::State),
    Link(modal::link::State),
    Sender(modal::sender::State),
    OpenFile(modal::open_file::State),
    /// With the settings behind it.
    Passphrase(passphrase::State, Box<settings::State>),
}

#[derive(Debug, Clone)]
pub enum Message {
    Event(Event),
    Accounts(Result<Vec<Account>, Fault>),
    Folders(Event),
    Tags(Result<Vec<Tag>, Fault>),
    FoldersPane(folders::Message),
    List(list::Message),
    Reader(reader::Message),
    Status(status::Message),
    Notice(notice::Message),
    Assistant(assistant::Message),
    SaveAs(save_as::Message),
    Shortcuts(shortcuts::Message),
    Columns(columns::Message),
    Settings(settings::Message),
    Confirm(confirm::Message),
    Password(password::Message),
    /// A notification is gone; it was pressed, if it names a message.
    NotificationClosed(Option<MessageId>),
    Deeds(deeds::Message),
    Senders(senders::Message),
    Search(search::Message),
    SearchForm(search_form::Message),
    SearchName(search_name::Message),
    Code(code::Message),
    Card(modal::card::Message),
    Seal(modal::seal::Message),
    Link(modal::link::Message),
    OpenFile(modal::open_file::Message),
    Letter(window::Id, letter::Message),
    Writing(window::Id, writing::Message),
    /// An answer, to be written on.
    Written(Result<Box<Writing>, Fault>),
    /// A document that came, and a new message for it.
    DocumentToSend(Result<Box<(Writing, Offer)>, Fault>),
    /// A message of the folder of drafts, to be written on.
    DraftOpened(Result<(Option<DraftId>, Box<Writing>), Fault>),
    /// What was being written when the program ended.
    Drafts(Result<Vec<KeptDraft>, Fault>),
    WritePressed,
    Outbox(outbox::Message),
    OutboxPressed,
    /// What is in it; whether it is to be shown.
    OutboxCame(Result<outbox::Held, Fault>, bool),
    Exports(exports::Message),
    /// The documents of all inboxes are to be exported.
    ExportPressed,
    Exported(Result<Exported, Fault>),
    /// What was asked for of the journal.
    ExportsCame(Result<Vec<Export>, Fault>, exports::Asked),
    /// The window of a draft was closed; whether it lies in its folder too.
    PutAway(Result<bool, Fault>),
    /// A mailbox is to be removed: what goes with it that is nowhere else.
    RemovalWeighed(AccountId, Result<OnlyHere, Fault>),
    /// What was sent a moment ago is a draft again.
    TakenBack(Result<Option<Box<KeptDraft>>, Fault>),
    Certificates(certificates::Message),
    /// The answer to a code that was for one message.
    ReadWithCode {
        id: MessageId,
        generation: u64,
        result: Result<Arc<Opened>, Fault>,
    },
    /// What went well is seen; what failed is told.
    Told(Result<(), Fault>),
    Deciphered(FolderId, Result<Deciphered, Fault>),
    Printed(Result<(Delivered, bool), Fault>),
    KeptCertificates(Vec<assistant::OwnCertificate>),
    Searches(Result<Vec<SavedSearch>, Fault>),
    SyncPressed,
    SettingsPressed,
    HelpPressed,
    FoldersWidened(f32),
    ListWidened(f32),
    ListHeightened(f32),
    Done,
}

/// What only the program as a whole can do.
#[must_use]
pub enum Action {
    None,
    Run(Task<Message>),
    /// The settings were changed, and the panes follow.
    Both(Task<Message>, Box<Settings>),
}

impl Action {
    pub(super) fn and(self, more: Task<Message>) -> Self {
        match self {
            Self::None => Self::Run(more),
            Self::Run(task) => Self::Run(Task::batch([task, more])),
            Self::Both(task, settings) => Self::Both(Task::batch([task, more]), settings),
        }
    }
}
