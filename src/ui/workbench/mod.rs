//! The main window of an open profile: folders, list and reader side by side,
//! what stands in front of them, and the questions they have for the engine.
//!
//! Each pane decides for itself what it shows; here their actions are carried
//! out and their answers brought back.

mod ask;
mod keys;
mod modals;
mod news;
mod saving;
mod view;

use std::hash::{Hash, Hasher};

use iced::widget::Id;
use iced::{Subscription, Task, keyboard};

use super::context::{Density, Focus};
use super::modal::{confirm, password, save_as, settings, shortcuts};
use super::pane::{Step, folders, list, reader};
use super::screen::assistant;
use super::widget::divider::Widths;
use super::widget::leave_fields;
use super::{context, notice, status, whole_pixels};
use crate::config::{Dividers, Settings};
use crate::desktop::Notifier;
use crate::domain::{Account, Folder, FolderId, MessageId, Role, Tag};
use crate::engine::{Command, Engine, Event, Fault, Line, Subject};
use crate::i18n::{Words, fl};

pub use super::context::Focus as Pane;

/// The search box.
pub const SEARCH: &str = "search";

pub struct Workbench {
    engine: Engine,
    tags: Vec<Tag>,
    accounts: Vec<Account>,
    folders: folders::State,
    list: list::State,
    reader: reader::State,
    status: status::State,
    notices: notice::State,
    /// In front of the panes.
    modal: Option<Modal>,
    /// In place of the panes.
    assistant: Option<assistant::State>,
    /// The work of the assistant or of a modal; dropping it stops it.
    question: Option<iced::task::Handle>,
    search: String,
    focus: Focus,
    widths: Widths,
    modifiers: keyboard::Modifiers,
    /// Where the last file was saved.
    save_folder: Option<std::path::PathBuf>,
    /// The field that the cursor is to go to, once.
    field: Option<Id>,
    started: bool,
    notifier: Notifier,
}

enum Modal {
    SaveAs(save_as::State, saving::Order),
    Shortcuts,
    Settings(settings::State),
    Confirm(confirm::Question),
    Password(password::State),
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
    Settings(settings::Message),
    Confirm(confirm::Message),
    Password(password::Message),
    /// A notification is gone; it was pressed, if it names a message.
    NotificationClosed(Option<MessageId>),
    SearchTyped(String),
    SearchSubmitted,
    SyncPressed,
    SettingsPressed,
    HelpPressed,
    FoldersWidened(f32),
    ListWidened(f32),
    PanePressed(Focus),
    Done,
}

/// What only the program as a whole can do.
#[must_use]
pub enum Action {
    None,
    Run(Task<Message>),
    /// The settings were changed.
    Settings(Settings),
}

impl Workbench {
    pub fn open(engine: Engine, settings: &Settings) -> (Self, Task<Message>) {
        let density = match settings.density {
            crate::config::Density::Comfortable => Density::Comfortable,
            crate::config::Density::Compact => Density::Compact,
        };
        let workbench = Self {
            status: status::State::new(engine.protection()),
            list: list::State::new(density, settings.sort),
            reader: reader::State::default(),
            folders: folders::State::default(),
            notices: notice::State::default(),
            tags: Vec::new(),
            accounts: Vec::new(),
            modal: None,
            assistant: None,
            question: None,
            search: String::new(),
            focus: Focus::default(),
            widths: Widths { folders: f32::from(settings.dividers.folders), list: f32::from(settings.dividers.list) },
            modifiers: keyboard::Modifiers::default(),
            save_folder: None,
            field: None,
            started: false,
            notifier: Notifier::default(),
            engine,
        };
        let first = Task::batch([workbench.ask_accounts(), workbench.ask_tags()]);
        (workbench, first)
    }

    pub fn engine(&self) -> Engine {
        self.engine.clone()
    }

    pub fn tags(&self) -> &[Tag] {
        &self.tags
    }

    /// Where the keys go; nowhere while something stands in front.
    pub fn focus(&self) -> Focus {
        self.focus
    }

    pub fn take_focus(&mut self) -> Option<Id> {
        let inner = match (&mut self.assistant, &mut self.modal) {
            (_, Some(Modal::SaveAs(state, _))) => state.take_focus(),
            (_, Some(Modal::Password(state))) => state.take_focus(),
            (Some(state), None) => state.take_focus(),
            _ => None,
        };
        inner.or_else(|| self.field.take())
    }

    pub fn set_density(&mut self, density: context::Density) {
        self.list.set_density(density);
    }

    /// What is to be the same at the next start.
    pub fn remember(&self, settings: &mut Settings) {
        let Widths { folders, list } = self.widths;
        settings.dividers = Dividers { folders: whole_pixels(folders), list: whole_pixels(list) };
        settings.sort = self.list.sort();
    }

    pub fn title(&self, words: &Words) -> String {
        match self.folders.chosen() {
            Some(folder) => {
                let account = self.folders.account(folder.account).map(|account| account.draft.label.clone());
                let folder = super::pane::folder_name(words, folder.role, folder.name());
                fl!(words, "window-title-in", folder = folder, account = account.unwrap_or_default())
            }
            None => words.say("window-title"),
        }
    }

    pub fn subscription(&self) -> Subscription<Message> {
        Subscription::run_with(Listener(self.engine.clone()), |listener| {
            let events = listener.0.events();
            iced::futures::stream::unfold(events, |mut events| async move {
                let event = events.next().await?;
                Some((Message::Event(event), events))
            })
        })
    }

    pub fn update(&mut self, message: Message, settings: &Settings, width: f32) -> Action {
        match message {
            Message::Event(Event::Arrived(arrival)) => return Action::Run(self.tell_news(arrival, settings)),
            Message::NotificationClosed(pressed) => return Action::Run(self.news_pressed(pressed)),
            Message::Event(event) => return Action::Run(self.heard(&event)),
            Message::Folders(event) => return Action::Run(self.folders_came(&event)),
            Message::Accounts(result) => return Action::Run(self.accounts_came(result)),
            Message::Tags(result) => match result {
                Ok(tags) => self.tags = tags,
                Err(fault) => self.notices.tell(fault),
            },
            Message::FoldersPane(message) => {
                if matches!(message, folders::Message::Pressed(_)) {
                    self.focus = Focus::Folders;
                }
                let action = self.folders.update(message);
                return Action::Run(self.folders_want(&action));
            }
            Message::List(message) => return Action::Run(self.list_says(message)),
            Message::Reader(message) => return Action::Run(self.reader_says(message)),
            Message::Status(message) => return Action::Run(self.status_says(message)),
            Message::Notice(message) => return Action::Run(self.notice_says(message)),
            Message::Assistant(message) => return Action::Run(self.assistant_says(message)),
            Message::SaveAs(message) => return Action::Run(self.save_as_says(message)),
            Message::Shortcuts(shortcuts::Message::Closed) => self.modal = None,
            Message::Settings(message) => return self.settings_say(message),
            Message::Confirm(message) => return Action::Run(self.confirm_says(message)),
            Message::Password(message) => return Action::Run(self.password_says(message)),
            Message::SearchTyped(words) => return Action::Run(self.search_for(words)),
            Message::SearchSubmitted => return Action::Run(self.go_to_results()),
            Message::SyncPressed => self.sync_all(),
            Message::SettingsPressed => self.open_settings(settings),
            Message::HelpPressed => self.modal = Some(Modal::Shortcuts),
            Message::FoldersWidened(folders) => self.widths = Widths { folders, ..self.widths }.within(width),
            Message::ListWidened(list) => self.widths = Widths { list, ..self.widths }.within(width),
            Message::PanePressed(pane) => self.focus = pane,
            Message::Done => {}
        }
        Action::None
    }

    /// The engine tells; everybody takes what concerns them.
    fn heard(&mut self, event: &Event) -> Task<Message> {
        match event {
            Event::Accounts(accounts) => {
                let added = accounts.len() > self.accounts.len();
                self.accounts = accounts.to_vec();
                if added && self.assistant.take().is_some() {
                    self.question = None;
                }
            }
            Event::Line(account, Line::Watching) => self.notices.settled(*account),
            Event::Fault(fault) if fault.about == Subject::NewAccount && self.assistant.is_some() => {
                return self.assistant_says(assistant::Message::Refused(fault.clone()));
            }
            // A line that is down is no news on a train: the status bar says it.
            Event::Fault(fault) if fault.kind.is_of_the_line() && matches!(fault.about, Subject::Account(_)) => {}
            Event::Fault(fault) => self.notices.tell(fault.clone()),
            Event::Resync => return Task::batch([self.ask_accounts(), self.list_hears(event)]),
            Event::FolderChanged(_) => {
                let reader = {
                    let action = self.reader.refresh();
                    self.reader_wants(action)
                };
                return Task::batch([self.list_hears(event), reader]);
            }
            Event::Tags(tags) => self.tags = tags.to_vec(),
            Event::Line(..)
            | Event::Folders(..)
            | Event::Progress(_)
            | Event::Pending { .. }
            | Event::SavedSearches(_)
            | Event::Arrived(_) => {}
        }
        self.status.apply(event);
        let folders = self.folders_came(event);
        Task::batch([folders, self.list_hears(event)])
    }

    fn list_hears(&mut self, event: &Event) -> Task<Message> {
        let action = self.list.apply(event);
        self.list_wants(action)
    }

    fn accounts_came(&mut self, result: Result<Vec<Account>, Fault>) -> Task<Message> {
        let accounts = match result {
            Ok(accounts) => accounts,
            Err(fault) => {
                self.notices.tell(fault);
                return Task::none();
            }
        };
        let asks: Vec<_> = accounts.iter().map(|account| self.ask_folders(account.id)).collect();
        if accounts.is_empty() && !self.started {
            self.open_assistant();
        }
        let told = self.heard(&Event::Accounts(accounts.into()));
        if !std::mem::replace(&mut self.started, true) {
            self.engine.send(Command::Watch);
        }
        Task::batch(asks.into_iter().chain([told]))
    }

    fn folders_came(&mut self, event: &Event) -> Task<Message> {
        let action = self.folders.apply(event);
        let gone = self.folders_want(&action);
        self.recount();
        if self.folders.chosen().is_some() || self.list.is_searching() {
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

    fn folders_want(&mut self, action: &folders::Action) -> Task<Message> {
        match action {
            folders::Action::None => Task::none(),
            folders::Action::Open(id) => self.open_folder(*id),
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
        }
    }

    fn open_folder(&mut self, id: FolderId) -> Task<Message> {
        let Some(folder) = self.folders.folder(id).cloned() else { return Task::none() };
        self.search.clear();
        self.reader.close();
        self.show_folder(folder)
    }

    fn show_folder(&mut self, folder: Folder) -> Task<Message> {
        let action = self.list.show_folder(folder);
        self.recount();
        self.list_wants(action)
    }

    /// Words typed in the box are looked for at once; none brings the folder back.
    fn search_for(&mut self, words: String) -> Task<Message> {
        self.search = words;
        let action = if self.search.trim().is_empty() {
            match self.folders.chosen().cloned() {
                Some(folder) => return self.show_folder(folder),
                None => list::Action::None,
            }
        } else {
            self.list.show_search(self.search.trim())
        };
        self.recount();
        self.list_wants(action)
    }

    /// Enter in the search box: the keys are the list's, from its first row on.
    fn go_to_results(&mut self) -> Task<Message> {
        self.focus = Focus::List;
        let first = match self.list.cursor() {
            Some(_) => Task::none(),
            None => self.list_says(list::Message::Stepped { step: Step::Home, extend: false }),
        };
        Task::batch([leave_fields(), first])
    }

    fn sync_all(&self) {
        for account in &self.accounts {
            self.engine.send(Command::Sync(account.id));
        }
    }

    /// What the status bar says of the list on view.
    fn recount(&mut self) {
        let count = if self.list.is_searching() {
            Some(status::Count { total: self.list.len() as u64, unread: 0 })
        } else {
            self.folders
                .chosen()
                .map(|folder| status::Count { total: folder.total.into(), unread: folder.unread.into() })
        };
        self.status.show_count(count);
    }
}

/// One listener for each engine: the toolkit tells them apart by this.
struct Listener(Engine);

impl Hash for Listener {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.id().hash(state);
    }
}
