//! Questions to the engine, and where their answers go.

use iced::Task;

use super::{Message, Workbench};
use crate::domain::{AccountId, FolderId, Listing, Role};
use crate::engine::{Event, Listed};
use crate::ui::context::Focus;
use crate::ui::modal::{confirm, search_name};
use crate::ui::pane::list;

impl Workbench {
    pub(super) fn ask_accounts(&self) -> Task<Message> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.accounts().await }, Message::Accounts)
    }

    pub(super) fn ask_tags(&self) -> Task<Message> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.tags().await }, Message::Tags)
    }

    pub(super) fn ask_folders(&self, account: AccountId) -> Task<Message> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.folders(account).await }, move |result| {
            Message::Folders(match result {
                Ok(folders) => Event::Folders(account, folders.into()),
                Err(fault) => Event::Fault(fault),
            })
        })
    }

    pub(super) fn list_says(&mut self, message: list::Message) -> Task<Message> {
        if matches!(message, list::Message::Pressed(_)) {
            self.focus = Focus::List;
        }
        let action = self.list.update(message);
        let rows = self.list.load_rows();
        let threads = self.list.load_threads();
        let excerpts = self.list.load_excerpts();
        self.recount();
        let apart = self.letters.values_mut().map(|letter| &mut letter.reader);
        for reader in std::iter::once(&mut self.reader).chain(apart) {
            if let Some(row) = reader.message().and_then(|id| self.list.summary(id)) {
                reader.learn(row);
            }
        }
        let first = self.take_first();
        let asked = [action, rows, threads, excerpts].map(|action| self.list_wants(action));
        Task::batch(asked.into_iter().chain([first]))
    }

    pub(super) fn list_wants(&mut self, action: list::Action) -> Task<Message> {
        match action {
            list::Action::None => Task::none(),
            list::Action::LoadIds { what: list::What::Search { scope, query, order }, generation, .. } => {
                self.find(scope, query, order, generation)
            }
            list::Action::LoadIds { what, sort, filter, grouping, generation } => {
                let engine = self.engine.clone();
                let asked = async move {
                    let listed = match what {
                        list::What::Folder(folder) => Listed::Folder(folder),
                        list::What::Inboxes(accounts) => Listed::Inboxes(accounts.to_vec()),
                        list::What::Search { .. } => return Ok(Listing::default()),
                    };
                    engine.listing(listed, sort, filter, grouping).await
                };
                Task::perform(asked, move |result| Message::List(list::Message::IdsArrived { generation, result }))
            }
            list::Action::LoadThreads { what, threads, generation } => {
                let engine = self.engine.clone();
                let seen_from = self.folders_of(&what);
                Task::perform(async move { engine.conversations(threads, seen_from).await }, move |result| {
                    Message::List(list::Message::ThreadsArrived { generation, result })
                })
            }
            list::Action::Columns => {
                self.show_columns();
                Task::none()
            }
            list::Action::LoadRows { ids, generation } => {
                let engine = self.engine.clone();
                Task::perform(async move { engine.page(ids).await }, move |result| {
                    Message::List(list::Message::RowsArrived { generation, result })
                })
            }
            list::Action::Open(id) => self.read(id),
            list::Action::OpenApart(id) => {
                let shown = self.read(id);
                let apart = self.open_letter(id);
                Task::batch([shown, apart])
            }
            list::Action::Close => {
                self.reader.close();
                Task::none()
            }
            list::Action::Menu(at) => {
                self.open_message_menu(at);
                self.list.cursor().map_or(Task::none(), |id| self.read(id))
            }
            list::Action::Lift => {
                self.lift();
                Task::none()
            }
            list::Action::ClearSearch => self.leave_search(),
            list::Action::LoadExcerpts { ids, query } => self.excerpts(ids, query),
            list::Action::AskServer { scope, query } => self.ask_server(scope, query),
            list::Action::StopServer => {
                self.finding.stop_server();
                Task::none()
            }
            list::Action::Save(search) => {
                self.modal = Some(super::Modal::SearchName(search_name::State::new(search)));
                Task::none()
            }
            list::Action::Remove(id, name) => {
                self.modal = Some(super::Modal::Confirm(confirm::Question::RemoveSearch { id, name }));
                Task::none()
            }
        }
    }

    /// The folders that are listed.
    fn folders_of(&self, what: &list::What) -> Vec<FolderId> {
        let inbox = |account: &AccountId| {
            let mut folders = self.mailboxes().folders(*account).iter();
            folders.find(|folder| folder.role == Some(Role::Inbox)).map(|folder| folder.id)
        };
        match what {
            list::What::Folder(folder) => vec![*folder],
            list::What::Inboxes(accounts) => accounts.iter().filter_map(inbox).collect(),
            list::What::Search { .. } => Vec::new(),
        }
    }
}
