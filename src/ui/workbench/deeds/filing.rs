//! Messages and folders that go somewhere: the list of folders to go to, and
//! the forms for folders themselves.

use iced::Task;

use super::{Filing, Message, Parent, Workbench};
use crate::domain::{AccountId, Done, Folder, FolderId, Gesture, MessageId, Role};
use crate::engine::{Engine, Fault, FaultKind, Subject};
use crate::ui::modal::{folder_form, move_to};
use crate::ui::pane::folder_name;
use crate::ui::workbench::Modal;

/// Targets that are offered first.
const RECENT: usize = 5;

impl Workbench {
    pub(super) fn open_move_to(
        &mut self,
        messages: Vec<MessageId>,
        account: Option<AccountId>,
        copy: bool,
    ) -> Task<Parent> {
        let Some(account) = account else { return Task::none() };
        let count = messages.len();
        let purpose = if copy { move_to::Purpose::Copy { count } } else { move_to::Purpose::Move { count } };
        let here = self.list.folder();
        let offered: Vec<Folder> =
            self.folders.of_account(account).iter().filter(|folder| Some(folder.id) != here).cloned().collect();
        let state = move_to::State::new(&self.words, purpose, &offered, &self.deeds.recent);
        self.modal = Some(Modal::MoveTo(state, Filing::Messages { messages, account, copy }));
        Task::none()
    }

    pub(super) fn open_move_folder(&mut self, id: FolderId) {
        let Some(folder) = self.folders.folder(id).cloned() else { return };
        let inside = |other: &Folder| {
            let below = other.path.strip_prefix(folder.path.as_str());
            below.is_some_and(|rest| rest.is_empty() || rest.chars().next() == folder.separator)
        };
        let all = self.folders.of_account(folder.account);
        let offered: Vec<Folder> = all.iter().filter(|other| !inside(other)).cloned().collect();
        let purpose = move_to::Purpose::Folder { name: folder.name().to_owned() };
        let state = move_to::State::new(&self.words, purpose, &offered, &[]);
        self.modal = Some(Modal::MoveTo(state, Filing::Folder(id)));
    }

    pub(super) fn move_to_says(&mut self, message: move_to::Message) -> Task<Parent> {
        let Some(Modal::MoveTo(state, _)) = &mut self.modal else { return Task::none() };
        let action = state.update(message);
        if action == move_to::Action::None {
            return Task::none();
        }
        let Some(Modal::MoveTo(_, filing)) = self.modal.take() else { return Task::none() };
        match (action, filing) {
            (move_to::Action::Go(Some(to)), Filing::Messages { messages, copy, .. }) => self.file(messages, to, copy),
            (move_to::Action::Go(under), Filing::Folder(folder)) => {
                self.perform(Gesture::MoveFolder { folder, under }, None)
            }
            (move_to::Action::Make(name), Filing::Messages { messages, account, copy }) => {
                let leaving = if copy { Task::none() } else { self.leave(&messages) };
                let filed = make_and_file(self.engine.clone(), account, name, messages, copy);
                let filed = Task::perform(filed, |result| Parent::Deeds(Message::Performed { result, mark: None }));
                Task::batch([filed, leaving])
            }
            _ => Task::none(),
        }
    }

    /// Moves or copies messages into a folder, which is offered first next time.
    pub(super) fn file(&mut self, messages: Vec<MessageId>, to: FolderId, copy: bool) -> Task<Parent> {
        self.deeds.recent.retain(|id| *id != to);
        self.deeds.recent.insert(0, to);
        self.deeds.recent.truncate(RECENT);
        if copy {
            return self.perform(Gesture::Copy { messages, to }, None);
        }
        self.send_away(Gesture::Move { messages, to })
    }

    fn leave(&mut self, messages: &[MessageId]) -> Task<Parent> {
        let action = self.list.take_away(messages);
        self.list_wants(action)
    }

    pub(super) fn open_new_folder(&mut self, account: AccountId, under: Option<FolderId>) {
        let above = under.and_then(|id| self.folders.folder(id));
        let under = above.map(|folder| (folder.id, folder_name(&self.words, folder.role, folder.name())));
        let purpose = folder_form::Purpose::New { account, under };
        let state = folder_form::State::new(purpose, &self.folders.of_account(account));
        self.modal = Some(Modal::FolderForm(state));
    }

    pub(super) fn open_rename(&mut self, id: FolderId) {
        let Some(folder) = self.folders.folder(id).filter(|folder| folder.role.is_none()) else { return };
        let all = self.folders.of_account(folder.account);
        self.modal = Some(Modal::FolderForm(folder_form::State::new(folder_form::Purpose::Rename(id), &all)));
    }

    pub(in crate::ui::workbench) fn rename_chosen_folder(&mut self) {
        if let Some(id) = self.folders.chosen().map(|folder| folder.id) {
            self.open_rename(id);
        }
    }

    pub(super) fn folder_form_says(&mut self, message: folder_form::Message) -> Task<Parent> {
        let Some(Modal::FolderForm(state)) = &mut self.modal else { return Task::none() };
        let gesture = match state.update(message) {
            folder_form::Action::None => return Task::none(),
            folder_form::Action::Close => None,
            folder_form::Action::Make { account, under, name } => Some(Gesture::MakeFolder { account, under, name }),
            folder_form::Action::Rename { folder, name } => Some(Gesture::RenameFolder { folder, name }),
        };
        self.modal = None;
        gesture.map_or(Task::none(), |gesture| self.perform(gesture, None))
    }

    pub(super) fn delete_chosen_folder(&mut self) -> Task<Parent> {
        if let Some(id) = self.folders.chosen().map(|folder| folder.id) {
            self.ask_delete_folder(id);
        }
        Task::none()
    }

    /// What lies in the trash already goes for ever.
    pub(super) fn ask_delete_folder(&mut self, id: FolderId) {
        let Some(folder) = self.folders.folder(id).filter(|folder| folder.role.is_none()) else { return };
        let (name, path, account) = (folder.name().to_owned(), folder.path.clone(), folder.account);
        let all = self.folders.of_account(account);
        let is_below = |above: &Folder, path: &str| {
            path.strip_prefix(above.path.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.chars().next() == above.separator)
        };
        let count: usize =
            all.iter().filter(|other| is_below(folder, &other.path)).map(|other| other.total as usize).sum();
        let trashed = all.iter().any(|other| other.role == Some(Role::Trash) && is_below(other, &path));
        let gesture = if trashed { Gesture::DestroyFolder(id) } else { Gesture::DeleteFolder(id) };
        self.ask_first(gesture, name, count);
    }

    pub(super) fn ask_empty(&mut self, id: FolderId) {
        let Some(folder) = self.folders.folder(id) else { return };
        let name = folder_name(&self.words, folder.role, folder.name());
        let count = folder.total as usize;
        self.ask_first(Gesture::Empty(id), name, count);
    }
}

/// A folder at the top of the mailbox, and the messages into it.
async fn make_and_file(
    engine: Engine,
    account: AccountId,
    name: String,
    messages: Vec<MessageId>,
    copy: bool,
) -> Result<Done, Fault> {
    let made = engine.perform(Gesture::MakeFolder { account, under: None, name: name.clone() }).await?;
    let to = if let Some(to) = made.to {
        to
    } else {
        let folders = engine.folders(account).await?;
        let found = folders.iter().find(|folder| folder.name() == name).map(|folder| folder.id);
        found.ok_or_else(|| Fault::new(FaultKind::NotHere, Subject::Account(account), "the new folder is not there"))?
    };
    let gesture = if copy { Gesture::Copy { messages, to } } else { Gesture::Move { messages, to } };
    engine.perform(gesture).await
}
