//! Searching: what is typed is looked for at once, an older question is dropped
//! when a newer one is asked, and leaving brings back what was there before.

use std::sync::Arc;

use iced::Task;
use iced::task::Handle;
use iced::widget::operation::move_cursor_to_end;

use super::{Message, Modal, Workbench};
use crate::config::Settings;
use crate::domain::MessageId;
use crate::engine::{Event, Excerpt, Fault, HitOrder, SavedSearch, SavedSearchId, Scope};
use crate::ui::context::Focus;
use crate::ui::mailboxes::Inboxes;
use crate::ui::modal::{search_form, search_name};
use crate::ui::pane::list::Search;
use crate::ui::pane::{Step, list};
use crate::ui::search;
use crate::ui::widget::leave_fields;

/// What a search has asked and not heard of yet.
#[derive(Default)]
pub(super) struct Finding {
    hits: Option<Handle>,
    excerpts: Option<Handle>,
    server: Option<Handle>,
    /// Enter was faster than the answer: the first hit is chosen when it comes.
    to_first: bool,
}

impl Finding {
    pub(super) fn stop_server(&mut self) {
        self.server = None;
    }
}

fn held(place: &mut Option<Handle>, task: Task<Message>) -> Task<Message> {
    let (task, handle) = task.abortable();
    *place = Some(handle.abort_on_drop());
    task
}

impl Workbench {
    pub(super) fn search_says(&mut self, message: search::Message, settings: &Settings) -> Task<Message> {
        match self.search.update(message) {
            search::Action::None => Task::none(),
            search::Action::Look => self.look(),
            search::Action::LookFromEnd => Task::batch([self.look(), move_cursor_to_end(search::BOX)]),
            search::Action::GoToResults => self.go_to_results(),
            search::Action::OpenForm => {
                let tags = self.tags.iter().map(|tag| tag.name.clone()).collect();
                let language = crate::ui::app::language(settings.language);
                let state = search_form::State::new(self.search.text(), language, tags);
                self.modal = Some(Modal::SearchForm(state));
                Task::none()
            }
        }
    }

    /// Looks for what the box holds; nothing in it brings back the folder.
    fn look(&mut self) -> Task<Message> {
        // A blank after the last word says that it is whole.
        let query = self.search.text().trim_start();
        if query.is_empty() {
            return self.leave_search();
        }
        let shown = self.list.search();
        let search = Search {
            query: query.into(),
            scope: shown.map_or(Scope::Everywhere, |shown| shown.scope),
            order: shown.map_or(HitOrder::Newest, |shown| shown.order),
            saved: None,
        };
        self.show_search(search)
    }

    fn show_search(&mut self, search: Search) -> Task<Message> {
        self.finding.server = None;
        let action = self.list.show_search(search);
        self.recount();
        self.list_wants(action)
    }

    /// Back to what was listed before, and to the message that was read there.
    pub(super) fn leave_search(&mut self) -> Task<Message> {
        self.search.set("");
        self.finding = Finding::default();
        if !self.list.is_searching() {
            return Task::none();
        }
        let task = match self.list.leave_search() {
            Some(action) => self.list_wants(action),
            // It was opened from the tree: there is nothing before it.
            None => self.first_inbox(),
        };
        // What was read meanwhile counts.
        if let Some(folder) = self.folders.chosen().cloned() {
            let _ = self.list.apply(&Event::Folders(folder.account, vec![folder].into()));
        }
        self.recount();
        if let Some(id) = self.list.cursor() {
            return Task::batch([task, self.read(id)]);
        }
        self.reader.close();
        task
    }

    pub(super) fn first_inbox(&mut self) -> Task<Message> {
        let inboxes = self.mailboxes().accounts().iter().flat_map(|account| self.mailboxes().folders(account.id));
        let inbox = inboxes.into_iter().find(|folder| folder.role == Some(crate::domain::Role::Inbox));
        let Some(id) = inbox.map(|folder| folder.id) else { return Task::none() };
        let action = self.folders.choose(id);
        self.folders_want(&action)
    }

    /// Enter in the search box: the keys are the list's, from its first row on.
    fn go_to_results(&mut self) -> Task<Message> {
        self.focus = Focus::List;
        self.finding.to_first = self.list.cursor().is_none();
        Task::batch([leave_fields(), self.take_first()])
    }

    /// Chooses the first row, if that was asked for and it is there.
    pub(super) fn take_first(&mut self) -> Task<Message> {
        if self.list.is_loading() || !std::mem::take(&mut self.finding.to_first) {
            return Task::none();
        }
        self.list_says(list::Message::Stepped { step: Step::Home, extend: false })
    }

    pub(super) fn find(&mut self, scope: Scope, query: Arc<str>, order: HitOrder, generation: u64) -> Task<Message> {
        let engine = self.engine.clone();
        let found = Task::perform(async move { engine.find(scope, &query, order).await }, move |result| {
            Message::List(list::Message::HitsArrived { generation, result })
        });
        held(&mut self.finding.hits, found)
    }

    /// One after the other: they are for rows in sight, and soon out of it.
    pub(super) fn excerpts(&mut self, ids: Vec<MessageId>, query: Arc<str>) -> Task<Message> {
        let (engine, asked) = (self.engine.clone(), Arc::clone(&query));
        let excerpts = async move {
            let mut excerpts: Vec<(MessageId, Excerpt)> = Vec::with_capacity(ids.len());
            for id in ids {
                // A row without one shows its first words.
                excerpts.push((id, engine.excerpt(id, &asked).await.unwrap_or_default()));
            }
            excerpts
        };
        let told = Task::perform(excerpts, move |excerpts| {
            Message::List(list::Message::ExcerptsArrived { query: Arc::clone(&query), excerpts })
        });
        held(&mut self.finding.excerpts, told)
    }

    pub(super) fn ask_server(&mut self, scope: Scope, query: Arc<str>) -> Task<Message> {
        let (engine, asked) = (self.engine.clone(), Arc::clone(&query));
        let told = Task::perform(async move { engine.find_on_server(scope, &asked).await }, move |result| {
            Message::List(list::Message::ServerAnswered { query: Arc::clone(&query), result })
        });
        held(&mut self.finding.server, told)
    }

    pub(super) fn ask_searches(&self) -> Task<Message> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.saved_searches().await }, Message::Searches)
    }

    pub(super) fn searches_came(&mut self, result: Result<Vec<SavedSearch>, Fault>) -> Task<Message> {
        match result {
            Ok(searches) => self.folders_came(&Event::SavedSearches(searches.into())),
            Err(fault) => {
                self.notices.tell(fault);
                Task::none()
            }
        }
    }

    pub(super) fn open_inboxes(&mut self, inboxes: Inboxes) -> Task<Message> {
        self.search.set("");
        self.reader.close();
        let members = self.mailboxes().members(inboxes);
        let action = self.list.show_inboxes(inboxes, members);
        self.recount();
        self.list_wants(action)
    }

    /// A saved search opens as a folder does; the box shows what it looks for.
    pub(super) fn open_saved(&mut self, saved: &SavedSearch) -> Task<Message> {
        self.search.set(&saved.query);
        self.reader.close();
        self.list.close();
        self.show_search(Search {
            query: saved.query.as_str().into(),
            scope: saved.scope,
            order: HitOrder::Newest,
            saved: Some((saved.id, saved.name.as_str().into())),
        })
    }

    /// What patients write and what is written to them, in all mailboxes.
    pub(super) fn open_patients(&mut self) -> Task<Message> {
        let query = search::of_patients(self.words.language());
        self.search.set(query);
        self.reader.close();
        self.list.close();
        self.show_search(Search { query: query.into(), scope: Scope::Everywhere, order: HitOrder::Newest, saved: None })
    }

    pub(super) fn forget_search(&mut self, id: SavedSearchId) -> Task<Message> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.remove_saved_search(id).await }, |result| match result {
            Ok(()) => Message::Done,
            Err(fault) => Message::Event(Event::Fault(fault)),
        })
    }

    pub(super) fn search_form_says(&mut self, message: search_form::Message) -> Task<Message> {
        let Some(Modal::SearchForm(state)) = &mut self.modal else { return Task::none() };
        match state.update(message) {
            search_form::Action::None => Task::none(),
            search_form::Action::Search(query) => {
                self.modal = None;
                self.search.set(&query);
                self.focus = Focus::List;
                self.look()
            }
            search_form::Action::Close => {
                self.modal = None;
                Task::none()
            }
        }
    }

    pub(super) fn search_name_says(&mut self, message: search_name::Message) -> Task<Message> {
        let Some(Modal::SearchName(state)) = &mut self.modal else { return Task::none() };
        match state.update(message) {
            search_name::Action::None => Task::none(),
            search_name::Action::Save(name, search) => {
                let engine = self.engine.clone();
                let saved = async move {
                    let _ = engine.save_search(&name, &search.query, search.scope).await?;
                    match search.saved {
                        Some((old, _)) => engine.remove_saved_search(old).await,
                        None => Ok(()),
                    }
                };
                let saved = Task::perform(saved, |result| Message::SearchName(search_name::Message::Saved(result)));
                self.put_question(saved)
            }
            search_name::Action::Close => {
                self.modal = None;
                self.question = None;
                Task::none()
            }
            search_name::Action::Copy(text) => iced::clipboard::write(text),
        }
    }
}
