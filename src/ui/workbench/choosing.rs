//! What the folder pane asks for, and what the rest shows of the folder that is
//! chosen there.

use iced::Task;

use super::{Message, Workbench};
use crate::domain::{Folder, FolderId, Role};
use crate::engine::Event;
use crate::ui::pane::folders;
use crate::ui::status;

impl Workbench {
    pub(super) fn folders_came(&mut self, event: &Event) -> Task<Message> {
        let action = self.folders.apply(event);
        let gone = self.folders_want(&action);
        self.recount();
        if self.folders.choice().is_some() || self.list.is_searching() {
            return gone;
        }
        // The first folder of all that one wants to see.
        let Event::Folders(_, folders) = event else { return gone };
        match folders.iter().find(|folder| folder.role == Some(Role::Inbox)) {
            Some(inbox) => {
                let action = self.folders.choose(inbox.id);
                Task::batch([gone, self.folders_want(&action)])
            }
            None => gone,
        }
    }

    pub(super) fn folders_want(&mut self, action: &folders::Action) -> Task<Message> {
        match action {
            folders::Action::None => Task::none(),
            folders::Action::Open(id) => self.open_folder(*id),
            folders::Action::OpenInboxes(inboxes) => self.open_inboxes(*inboxes),
            folders::Action::OpenSearch(saved) => self.open_saved(saved),
            folders::Action::OpenPatients => self.open_patients(),
            folders::Action::Gone(_) => {
                self.list.close();
                self.reader.close();
                Task::none()
            }
            folders::Action::Repair(account) => self.ask_password(*account),
            folders::Action::AddAccount => {
                self.open_assistant();
                Task::none()
            }
            folders::Action::FolderMenu(id, at) => {
                self.open_folder_menu(*id, *at);
                Task::none()
            }
            folders::Action::AccountMenu(id, at) => {
                self.open_account_menu(*id, *at);
                Task::none()
            }
            folders::Action::Drop { onto, copy } => self.drop_onto(*onto, *copy),
        }
    }

    pub(super) fn open_folder(&mut self, id: FolderId) -> Task<Message> {
        let Some(folder) = self.folders.folder(id).cloned() else { return Task::none() };
        self.search.set("");
        self.reader.close();
        self.show_folder(folder)
    }

    pub(super) fn show_folder(&mut self, folder: Folder) -> Task<Message> {
        let action = self.list.show_folder(folder);
        self.recount();
        self.list_wants(action)
    }

    /// What the status bar says of the list on view.
    pub(super) fn recount(&mut self) {
        let count = match self.folders.choice() {
            _ if self.list.is_searching() => Some(status::Count { total: self.list.len() as u64, unread: 0 }),
            Some(folders::Choice::Inboxes(inboxes)) => {
                let (unread, total) = self.mailboxes().count(&self.mailboxes().members(inboxes));
                Some(status::Count { total, unread })
            }
            _ => self
                .folders
                .chosen()
                .map(|folder| status::Count { total: folder.total.into(), unread: folder.unread.into() }),
        };
        self.status.show_count(count);
    }
}
