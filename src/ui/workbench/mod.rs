//! The main window of an open profile: folders, list and reader side by side,
//! what stands in front of them, and the questions they have for the engine.
//!
//! Each pane decides for itself what it shows; here their actions are carried
//! out and their answers brought back.

mod ask;
mod card;
pub mod certificates;
mod choosing;
pub mod deeds;
mod documents;
mod handing;
mod keys;
mod letters;
mod message;
mod modals;
mod news;
mod outbox;
mod paging;
mod printing;
mod reading;
mod receipts;
mod saving;
mod searching;
pub mod senders;
mod setting;
mod templates;
mod trusted;
mod view;
mod writing;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use iced::futures::{StreamExt as _, stream};
use iced::widget::Id;
use iced::{Subscription, Task, keyboard, window};

use super::app::density;
use super::context::{Density, Focus};
use super::letter;
use super::mailboxes::Mailboxes;
use super::modal::{columns, shortcuts};
use super::pane::{folders, list, name_labels, reader};
use super::screen::assistant;
use super::search;
use super::widget::divider::Widths;
use super::{context, notice, status, whole_pixels};
use crate::config::ReaderPlace;
use crate::config::{Dividers, Settings};
use crate::desktop::{Handed, Notifier, Papers, Printer};
use crate::domain::receipt::Policy;
use crate::domain::{Account, FolderId, Risk, Tag};
use crate::engine::{Command, Engine, Event, Fault, Line, Showing, Subject};
use crate::i18n::{Words, fl};

use message::Modal;

pub use super::context::Focus as Pane;
pub use message::{Action, Message};

/// How high the list can be above the reader.
const ABOVE_LEAST: f32 = 140.0;
const ABOVE_MOST: f32 = 900.0;

pub struct Workbench {
    engine: Engine,
    tags: Vec<Tag>,
    /// The same as the engine told them.
    told_tags: Vec<Tag>,
    accounts: Vec<Account>,
    folders: folders::State,
    list: list::State,
    reader: reader::State,
    /// Messages in windows of their own.
    letters: BTreeMap<window::Id, letter::State>,
    /// The window that the modal stands in front of; None for the main one.
    front_of: Option<window::Id>,
    /// Where the reader's page is laid out; None where nothing can be.
    showing: Option<Showing>,
    status: status::State,
    notices: notice::State,
    /// In front of the panes.
    modal: Option<Modal>,
    /// In place of the panes.
    assistant: Option<assistant::State>,
    /// The work of the assistant or of a modal; dropping it stops it.
    question: Option<iced::task::Handle>,
    deeds: deeds::State,
    senders: senders::State,
    words: Words,
    search: search::State,
    /// The questions of a search; dropping one stops it.
    finding: searching::Finding,
    focus: Focus,
    widths: Widths,
    /// Where messages are read, and how high the list above the reader is.
    place: ReaderPlace,
    above: f32,
    /// When a sender asks to be told that a message was read.
    receipts: Policy,
    /// Kinds of files that are opened without asking again, and what was opened.
    accepted: BTreeSet<Risk>,
    handed: Handed,
    modifiers: keyboard::Modifiers,
    /// Where the last file was saved.
    save_folder: Option<std::path::PathBuf>,
    /// The field that the cursor is to go to, once.
    field: Option<Id>,
    started: bool,
    notifier: Notifier,
    printer: Printer,
    /// What has to lie open for another program.
    papers: Arc<Papers>,
    /// A folder is being deciphered; dropping this stops it.
    deciphering: Option<iced::task::Handle>,
    /// Exports that were asked for.
    exporting: Vec<iced::task::Handle>,
    /// Software certificates that a server could be shown.
    kept_certificates: Vec<assistant::OwnCertificate>,
    outbox: outbox::Standing,
    /// Messages being written.
    writing: writing::Desk,
    /// A folder that waits for the code of the card.
    to_decipher: Option<FolderId>,
}

impl Workbench {
    pub fn open(engine: Engine, settings: &Settings, words: &Words) -> (Self, Task<Message>) {
        let density = density(settings.density);
        let mut workbench = Self {
            status: status::State::new(engine.protection()),
            list: list::State::new(density, settings.sort),
            reader: reader::State::default(),
            folders: folders::State::default(),
            notices: notice::State::default(),
            tags: Vec::new(),
            told_tags: Vec::new(),
            accounts: Vec::new(),
            modal: None,
            assistant: None,
            question: None,
            deeds: deeds::State::default(),
            senders: senders::State::default(),
            words: words.clone(),
            search: search::State::default(),
            finding: searching::Finding::default(),
            focus: Focus::default(),
            widths: Widths { folders: f32::from(settings.dividers.folders), list: f32::from(settings.dividers.list) },
            place: settings.reader,
            above: f32::from(settings.dividers.above).clamp(ABOVE_LEAST, ABOVE_MOST),
            receipts: settings.receipts,
            accepted: settings.accepted.clone(),
            handed: Handed::begin(),
            modifiers: keyboard::Modifiers::default(),
            save_folder: None,
            field: None,
            started: false,
            notifier: Notifier::default(),
            printer: Printer::default(),
            papers: Arc::default(),
            letters: BTreeMap::new(),
            front_of: None,
            showing: engine.lays_out().then(|| engine.showing()),
            deciphering: None,
            exporting: Vec::new(),
            kept_certificates: Vec::new(),
            outbox: outbox::Standing::default(),
            writing: writing::Desk::default(),
            to_decipher: None,
            engine,
        };
        if workbench.showing.is_some() {
            workbench.reader.lay_out();
        }
        workbench.writing.nil.clone_from(&settings.nil);
        workbench.engine.watch_cards(card::wishes(settings));
        workbench.watch_white_list(settings);
        workbench.list.show_as(&settings.lists);
        workbench.folders.fold_as(&settings.folded);
        let _ = workbench.folders.set_together(settings.together); // nothing is chosen yet
        let asked = [workbench.ask_accounts(), workbench.ask_tags(), workbench.ask_searches()];
        let kept = [
            workbench.ask_kept_certificates(),
            workbench.ask_drafts(),
            workbench.ask_outbox(false),
            workbench.ask_listed(),
            workbench.ask_trusted_space(),
        ];
        let first = Task::batch(asked.into_iter().chain(kept));
        (workbench, first)
    }

    /// The language is another one now.
    pub fn speak(&mut self, words: &Words) {
        self.words = words.clone();
        let tags = std::mem::take(&mut self.told_tags);
        self.take_tags(tags);
    }

    pub fn engine(&self) -> Engine {
        self.engine.clone()
    }

    pub fn tags(&self) -> &[Tag] {
        &self.tags
    }

    pub fn mailboxes(&self) -> &Mailboxes {
        self.folders.mailboxes()
    }

    /// Where the keys go; nowhere while something stands in front.
    pub fn focus(&self) -> Focus {
        self.focus
    }

    pub fn take_focus(&mut self) -> Option<Id> {
        let inner = match (&mut self.assistant, &mut self.modal) {
            (_, Some(Modal::SaveAs(state, _))) => state.take_focus(),
            (_, Some(Modal::Password(state))) => state.take_focus(),
            (_, Some(Modal::MoveTo(state, _))) => state.take_focus(),
            (_, Some(Modal::Tags(state, _))) => state.take_focus(),
            (_, Some(Modal::FolderForm(state))) => state.take_focus(),
            (_, Some(Modal::SearchForm(state))) => state.take_focus(),
            (_, Some(Modal::SearchName(state))) => state.take_focus(),
            (_, Some(Modal::Code(state))) => state.take_focus(),
            (_, Some(Modal::Passphrase(state, _))) => state.take_focus(),
            (Some(state), None) => state.take_focus(),
            _ => None,
        };
        inner.or_else(|| self.field.take())
    }

    pub fn set_reader_place(&mut self, place: ReaderPlace) {
        self.place = place;
        if place == ReaderPlace::Hidden {
            self.reader.close();
            if self.focus == Focus::Reader {
                self.focus = Focus::List;
            }
        }
    }

    pub fn set_receipts(&mut self, policy: Policy) {
        self.receipts = policy;
    }

    pub fn set_density(&mut self, density: context::Density) {
        self.list.set_density(density);
    }

    /// What is to be the same at the next start.
    pub fn remember(&self, settings: &mut Settings) {
        let Widths { folders, list } = self.widths;
        let above = whole_pixels(self.above);
        settings.dividers = Dividers { folders: whole_pixels(folders), list: whole_pixels(list), above };
        settings.sort = self.list.sort();
        settings.accepted.clone_from(&self.accepted);
        settings.lists = self.list.shown_as().clone();
        settings.density = match self.list.shown().density {
            Density::Airy => crate::config::Density::Airy,
            Density::Comfortable => crate::config::Density::Comfortable,
            Density::Compact => crate::config::Density::Compact,
        };
        settings.folded = self.folders.folded();
    }

    pub fn title(&self, words: &Words) -> String {
        let title = match self.folders.chosen() {
            Some(folder) => {
                let account = self.folders.account(folder.account).map(|account| account.draft.label.clone());
                let folder = super::pane::folder_name(words, folder.role, folder.name());
                fl!(words, "window-title-in", folder = folder, account = account.unwrap_or_default())
            }
            None => words.say("window-title"),
        };
        match self.mailboxes().unread() {
            0 => title,
            unread => fl!(words, "window-title-unread", unread = words.number(unread), title = title),
        }
    }

    pub fn subscription(&self) -> Subscription<Message> {
        let heard = Subscription::run_with(Listener(self.engine.clone()), |listener| {
            let events = listener.0.events();
            // It may have been told before anybody listened.
            let card = Message::Event(Event::Card(listener.0.card()));
            let told = stream::unfold(events, |mut events| async move {
                let event = events.next().await?;
                Some((Message::Event(event), events))
            });
            stream::once(async { card }).chain(told)
        });
        Subscription::batch([heard, self.passing()])
    }

    pub fn update(&mut self, message: Message, settings: &Settings, width: f32) -> Action {
        let of_window = matches!(message, Message::Letter(..) | Message::Writing(..));
        let asked = self.modal.is_some();
        let action = self.hear(message, settings, width);
        // What comes up stands in front of the window that it was asked in.
        if self.modal.is_some() && !asked && !of_window {
            self.front_of = None;
        }
        match self.code_put_aside() {
            Some(task) => action.and(task),
            None => action,
        }
    }

    fn hear(&mut self, message: Message, settings: &Settings, width: f32) -> Action {
        match message {
            Message::Event(Event::Arrived(arrival)) => return Action::Run(self.tell_news(arrival, settings)),
            Message::NotificationClosed(pressed) => return Action::Run(self.news_pressed(pressed)),
            Message::Event(event) => return Action::Run(self.heard(&event)),
            Message::Folders(event) => return Action::Run(self.folders_came(&event)),
            Message::Accounts(result) => return Action::Run(self.accounts_came(result)),
            Message::Tags(result) => match result {
                Ok(tags) => self.take_tags(tags),
                Err(fault) => self.notices.tell(fault),
            },
            Message::FoldersPane(message) => {
                if matches!(message, folders::Message::Pressed(_)) {
                    self.focus = Focus::Folders;
                }
                let action = self.folders.update(message);
                return Action::Run(self.folders_want(&action));
            }
            Message::List(list::Message::ShowPressed) => self.open_show_menu(width, false),
            Message::List(message) | Message::Columns(columns::Message::List(message)) => {
                return Action::Run(self.list_says(message));
            }
            Message::Reader(message) => return Action::Run(self.reader_says(None, message)),
            Message::Status(message) => return Action::Run(self.status_says(message)),
            Message::Notice(message) => return Action::Run(self.notice_says(message)),
            Message::Assistant(message) => return Action::Run(self.assistant_says(message)),
            Message::SaveAs(message) => return Action::Run(self.save_as_says(message)),
            Message::Shortcuts(shortcuts::Message::Closed) | Message::Columns(columns::Message::Closed) => {
                self.modal = None;
            }
            Message::Settings(message) => return self.settings_say(message),
            Message::Confirm(message) => return Action::Run(self.confirm_says(message)),
            Message::Password(message) => return Action::Run(self.password_says(message)),
            Message::Deeds(message) => return Action::Run(self.deeds_say(message)),
            Message::Senders(message) => return Action::Run(self.senders_say(message)),
            Message::Search(message) => return Action::Run(self.search_says(message, settings)),
            Message::SearchForm(message) => return Action::Run(self.search_form_says(message)),
            Message::SearchName(message) => return Action::Run(self.search_name_says(message)),
            Message::Code(message) => return Action::Run(self.code_says(message)),
            Message::Card(message) => return Action::Run(self.card_says(message)),
            Message::Seal(message) => return Action::Run(self.seal_says(message)),
            Message::Link(message) => return Action::Run(self.link_says(&message)),
            Message::OpenFile(message) => return Action::Run(self.open_file_says(message)),
            Message::Letter(window, message) => return Action::Run(self.letter_says(window, message)),
            Message::Writing(window, message) => return Action::Run(self.writing_says(window, message)),
            Message::Written(result) => return Action::Run(self.written_came(result)),
            Message::DocumentToSend(result) => return Action::Run(self.document_to_send(result)),
            Message::DraftOpened(result) => return Action::Run(self.draft_opened(result)),
            Message::Drafts(result) => return Action::Run(self.drafts_came(result)),
            Message::Outbox(message) => return Action::Run(self.outbox_says(message)),
            Message::OutboxPressed => return Action::Run(self.ask_outbox(true)),
            Message::OutboxCame(result, shown) => self.outbox_came(result, shown),
            Message::Exports(message) => return Action::Run(self.exports_say(message)),
            Message::ExportPressed => return Action::Run(self.export_inboxes()),
            Message::Exported(result) => return Action::Run(self.exported(result)),
            Message::ExportsCame(result, asked) => self.exports_came(result, asked),
            Message::PutAway(result) => return Action::Run(self.put_away(result)),
            Message::RemovalWeighed(account, result) => self.ask_removal(account, result),
            Message::TakenBack(result) => return Action::Run(self.taken_back(result)),
            Message::WritePressed => return Action::Run(self.write()),
            Message::Certificates(message) => return Action::Run(self.certificates_say(message)),
            Message::ReadWithCode { id, generation, result } => {
                return Action::Run(self.read_with_code(id, generation, result));
            }
            Message::Told(result) => return Action::Run(self.told(result)),
            Message::KeptCertificates(kept) => {
                self.kept_certificates = kept;
                self.offer_certificates();
            }
            Message::Printed(result) => self.printed(result),
            Message::Deciphered(folder, result) => return Action::Run(self.deciphered(folder, result)),
            Message::Searches(result) => return Action::Run(self.searches_came(result)),
            Message::SyncPressed => self.sync_all(),
            Message::SettingsPressed => self.open_settings(settings),
            Message::HelpPressed => (self.modal, self.front_of) = (Some(Modal::Shortcuts), None),
            Message::FoldersWidened(folders) => self.widths = Widths { folders, ..self.widths }.within(width),
            Message::ListWidened(list) => self.widths = Widths { list, ..self.widths }.within(width),
            Message::ListHeightened(above) => self.above = above.clamp(ABOVE_LEAST, ABOVE_MOST).round(),
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
                if let Some(state) = self.settings() {
                    state.refresh_accounts(accounts);
                }
                if added && self.assistant.take().is_some() {
                    self.question = None;
                }
                self.status.apply(event);
                let folders = self.folders_came(event);
                return Task::batch([folders, self.list_hears(event), self.writings_stand_anew()]);
            }
            Event::Line(account, Line::Watching) => {
                self.notices.settled(*account);
                self.status.apply(event);
                let (drafts, folders) = (self.settle_drafts(), self.folders_came(event));
                return Task::batch([drafts, folders, self.list_hears(event)]);
            }
            Event::Fault(fault) if fault.about == Subject::NewAccount && self.assistant.is_some() => {
                return self.assistant_says(assistant::Message::Refused(fault.clone()));
            }
            // A line that is down is no news on a train: the status bar says it.
            Event::Fault(fault) if fault.kind.is_of_the_line() && matches!(fault.about, Subject::Account(_)) => {}
            Event::Fault(fault) => self.notices.tell(fault.clone()),
            Event::Resync => return Task::batch([self.ask_accounts(), self.list_hears(event)]),
            Event::FolderChanged(_) => {
                let readers = self.readers_judge_again(reader::State::refresh);
                return Task::batch([self.list_hears(event), readers]);
            }
            Event::Sorted(sorted) => self.say_sorted(sorted),
            Event::Tags(tags) => self.take_tags(tags.to_vec()),
            Event::Card(card) => {
                self.status.apply(event);
                return Task::batch([self.card_changed(card), self.writings_stand_anew()]);
            }
            Event::TrustChanged => {
                let written = self.writings_stand_anew();
                return Task::batch([self.trust_changed(), self.ask_kept_certificates(), written]);
            }
            Event::Outbox { account, waiting, refused, in_doubt } => {
                return self.outbox_changed(*account, *waiting, refused + in_doubt);
            }
            Event::Pending { account, refused, .. } => {
                let told = self.pending_changed(*account, *refused);
                self.status.apply(event);
                return told;
            }
            Event::Line(..)
            | Event::Folders(..)
            | Event::Progress(_)
            | Event::SavedSearches(_)
            | Event::Arrived(_)
            | Event::TrustedSpace(_) => {}
            Event::Exports { account, why, .. } => {
                if why.is_none() {
                    self.notices.exports_settled(*account);
                }
                return self.ask_exports_anew();
            }
        }
        self.status.apply(event);
        let folders = self.folders_came(event);
        Task::batch([folders, self.list_hears(event)])
    }

    fn take_tags(&mut self, tags: Vec<Tag>) {
        self.tags = name_labels(&self.words, tags.clone());
        self.told_tags = tags;
        if let Some(Modal::Tags(state, _)) = &mut self.modal {
            state.refresh(&self.tags);
        }
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

    fn sync_all(&self) {
        for account in &self.accounts {
            self.engine.send(Command::Sync(account.id));
        }
    }
}

/// One listener for each engine: the toolkit tells them apart by this.
struct Listener(Engine);

impl Hash for Listener {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.id().hash(state);
    }
}
