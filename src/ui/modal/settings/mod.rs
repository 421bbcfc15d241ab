//! The settings, page by page. Each is applied at once, so there is nothing to
//! confirm; only mixing the secure inboxes with the others asks first.

mod card;
pub mod certificates;
mod display;
mod documents;
mod mailboxes;
mod notifications;
mod offline;
mod reading;
mod senders;
pub mod signature;
mod white_list;
mod writing;

use std::collections::HashMap;

use iced::widget::{row, space as gap};

use crate::config::{Density, Language, Settings, Theme, Together};
use crate::domain::export::Exporting;
use crate::domain::{Account, AccountId, Colour, Email, FolderId, Keep, Leave, Listed, Sending, Space, Whose};
use crate::i18n::Words;
use crate::ui::context::Context;
use crate::ui::screen::form::{self, Below};
use crate::ui::theme::{Element, button as kind};

use super::frame;

pub use card::CardChange;
pub use documents::DocumentsChange;
pub use mailboxes::leaves;
pub use notifications::{Change, Step};
pub use reading::ReadingChange;
pub use senders::SendersChange;
pub use white_list::WhiteListChange;
pub use writing::WritingChange;

const WIDTH: f32 = 720.0;
/// Pages differ in height; the modal does not jump.
const HEIGHT: f32 = 400.0;
/// In percent.
const STEP: u16 = 10;
const SMALLEST: u16 = 80;
const LARGEST: u16 = 200;
const NORMAL: u16 = 100;

pub struct State {
    settings: Settings,
    accounts: Vec<Account>,
    page: Page,
    /// The mailbox whose settings are on view, and its name as it is typed.
    open: Option<(AccountId, String)>,
    /// The user wants secure and ordinary inboxes in one list: asked once more.
    mixing: bool,
    /// What folders of their own keep, of the mailbox that is on view.
    keeps: Option<(AccountId, HashMap<FolderId, Option<Keep>>)>,
    /// The folder whose choices are on view.
    folder: Option<FolderId>,
    /// The file of a module as it is typed, until it is kept.
    module: Option<String>,
    certificates: certificates::State,
    /// Whose remote pictures come by themselves.
    senders: Vec<Email>,
    /// Who is blocked and who is welcome.
    lists: senders::Lists,
    white_list: white_list::WhiteLists,
    /// The mailbox whose ways of writing are on view, and a signature of it.
    writes: Option<AccountId>,
    signature: Option<signature::State>,
    /// What is typed about the export of a mailbox.
    documents: Option<documents::Typed>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Page {
    #[default]
    Display,
    Reading,
    Senders,
    Writing,
    Mailboxes,
    Offline,
    Documents,
    Notifications,
    Card,
    Certificates,
}

#[derive(Debug, Clone)]
pub enum Message {
    Page(Page),
    Language(Language),
    Theme(Theme),
    Larger,
    Smaller,
    NormalSize,
    Density(Density),
    Reading(ReadingChange),
    Senders(SendersChange),
    WhiteList(WhiteListChange),
    Writing(WritingChange),
    Documents(DocumentsChange),
    Together(Together),
    /// Secure and ordinary inboxes may stand in one list.
    MixAccepted,
    /// The settings of a mailbox come on view, or go.
    Unfolded(AccountId),
    LabelTyped(String),
    LabelKept,
    ColourPicked(Colour),
    LeavePicked(Leave),
    NewPassword(AccountId),
    AddAccount,
    RemoveAccount(AccountId),
    KeepPicked(AccountId, Keep),
    /// The folders of a mailbox come on view.
    FoldersAsked(AccountId),
    /// The answer to [`Action::AskFolderKeeps`].
    FolderKeeps(AccountId, Vec<(FolderId, Option<Keep>)>),
    FolderUnfolded(FolderId),
    FolderKeepPicked(FolderId, Option<Keep>),
    Notify(Change),
    Card(CardChange),
    Certificates(certificates::Message),
    Closed,
}

#[must_use]
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    None,
    /// To be applied, and kept.
    Apply(Box<Settings>),
    AddAccount,
    /// To be asked about first.
    RemoveAccount(AccountId),
    NewPassword(AccountId),
    SetAccount {
        account: AccountId,
        label: String,
        colour: Colour,
    },
    /// And what the signature asks for that is being written.
    SetSending {
        account: AccountId,
        sending: Box<Sending>,
        signature: signature::Action,
    },
    Signature(signature::Action),
    SetExporting(AccountId, Box<Exporting>),
    /// Answered by [`DocumentsChange::FolderChosen`].
    PickExportFolder(AccountId),
    ExportInbox(AccountId),
    /// The journal, in their place.
    ShowExports,
    SetLeave(AccountId, Leave),
    SetKeep(AccountId, Keep),
    /// Answered by [`Message::FolderKeeps`].
    AskFolderKeeps(AccountId),
    SetFolderKeep(FolderId, Option<Keep>),
    Certificates(certificates::Action),
    /// Answered by [`ReadingChange::Senders`].
    AskPictureSenders,
    HoldPicturesOf(Email),
    /// Answered by [`SendersChange::Came`].
    AskListed,
    ListSender(Listed),
    UnlistSender(Whose),
    /// From where it is published, or from there; answered by
    /// [`WhiteListChange::Came`], as the two below.
    FetchWhiteList(Option<String>),
    /// A file is to be chosen.
    PickWhiteList,
    ForgetWhiteList,
    Close,
}

impl State {
    pub fn new(settings: Settings, accounts: Vec<Account>) -> Self {
        Self {
            settings,
            accounts,
            page: Page::default(),
            open: None,
            mixing: false,
            keeps: None,
            folder: None,
            module: None,
            certificates: certificates::State::default(),
            senders: Vec::new(),
            lists: senders::Lists::default(),
            white_list: white_list::WhiteLists::default(),
            writes: None,
            signature: None,
            documents: None,
        }
    }

    /// What Escape and Enter answer: the page's own question, else the settings.
    pub fn back(&self) -> Message {
        if self.page == Page::Certificates && self.certificates.is_asking() {
            Message::Certificates(certificates::Message::Kept)
        } else {
            Message::Closed
        }
    }

    /// They changed elsewhere meanwhile: by a key, or with the window's size.
    pub fn refresh(&mut self, settings: &Settings) {
        self.settings.clone_from(settings);
    }

    /// The mailboxes changed, here or elsewhere.
    pub fn refresh_accounts(&mut self, accounts: &[Account]) {
        self.accounts = accounts.to_vec();
        if self.open.as_ref().is_some_and(|(id, _)| accounts.iter().all(|account| account.id != *id)) {
            self.open = None;
        }
    }

    pub fn update(&mut self, message: Message) -> Action {
        let before = self.settings.clone();
        match message {
            Message::Page(page) => {
                (self.page, self.mixing) = (page, false);
                match page {
                    Page::Certificates => return Action::Certificates(self.certificates.begin()),
                    Page::Reading => return Action::AskPictureSenders,
                    Page::Senders => return Action::AskListed,
                    _ => {}
                }
            }
            Message::Language(language) => self.settings.language = language,
            Message::Theme(theme) => self.settings.theme = theme,
            Message::Larger => self.settings.text_size = larger(self.settings.text_size),
            Message::Smaller => self.settings.text_size = smaller(self.settings.text_size),
            Message::NormalSize => self.settings.text_size = NORMAL,
            Message::Density(density) => self.settings.density = density,
            Message::Reading(change) => {
                let action = self.change_reading(change);
                if action != Action::None {
                    return action;
                }
            }
            Message::Senders(change) => return self.change_senders(change),
            Message::WhiteList(change) => {
                let action = self.change_white_list(change);
                if action != Action::None {
                    return action;
                }
            }
            Message::Writing(change) => return self.change_writing(change),
            Message::Documents(change) => return self.change_documents(change),
            Message::Together(Together::All) if self.would_mix() => {
                self.mixing = self.settings.together != Together::Mixed;
            }
            Message::Together(together) => (self.settings.together, self.mixing) = (together, false),
            Message::MixAccepted => (self.settings.together, self.mixing) = (Together::Mixed, false),
            Message::Notify(change) => notifications::change(&mut self.settings.notifications, change),
            Message::Card(change) => self.change_card(change),
            Message::Certificates(message) => return Action::Certificates(self.certificates.update(message)),
            Message::AddAccount => return Action::AddAccount,
            Message::RemoveAccount(account) => return Action::RemoveAccount(account),
            Message::NewPassword(account) => return Action::NewPassword(account),
            Message::Closed => return Action::Close,
            Message::Unfolded(_)
            | Message::LabelTyped(_)
            | Message::LabelKept
            | Message::ColourPicked(_)
            | Message::LeavePicked(_) => return self.change_mailbox(message),
            Message::KeepPicked(..)
            | Message::FoldersAsked(_)
            | Message::FolderKeeps(..)
            | Message::FolderUnfolded(_)
            | Message::FolderKeepPicked(..) => return self.change_keep(message),
        }
        if self.settings == before { Action::None } else { Action::Apply(Box::new(self.settings.clone())) }
    }

    /// There are mailboxes of both spaces.
    fn would_mix(&self) -> bool {
        let has = |space| self.accounts.iter().any(|account| account.draft.space == space);
        has(Space::Secure) && has(Space::Ordinary)
    }

    fn account(&self, id: AccountId) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == id)
    }

    pub fn view<'a>(&'a self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        let page = match self.page {
            Page::Display => self.display(words),
            Page::Reading => self.reading(words),
            Page::Senders => self.sender_lists(context),
            Page::Writing => self.writing(context),
            Page::Mailboxes => self.mailboxes(words),
            Page::Offline => self.offline(context),
            Page::Documents => self.documents(words),
            Page::Notifications => self.notifications(words),
            Page::Card => self.cards(words),
            Page::Certificates => self.certificates.view(context).map(Message::Certificates),
        };
        let pages = [
            (Page::Display, "settings-page-display"),
            (Page::Reading, "settings-page-reading"),
            (Page::Senders, "settings-page-senders"),
            (Page::Writing, "settings-page-writing"),
            (Page::Mailboxes, "settings-accounts"),
            (Page::Offline, "settings-page-offline"),
            (Page::Documents, "settings-page-documents"),
            (Page::Notifications, "settings-page-notifications"),
            (Page::Card, "settings-page-card"),
            (Page::Certificates, "settings-page-certificates"),
        ];
        let pages = pages.map(|(page, key)| (words.say(key), page == self.page, Message::Page(page)));
        let close = form::word_button(words.say("common-close"), kind::primary, Some(Message::Closed));
        frame::paged(
            words,
            words.say("settings-title"),
            WIDTH,
            Some(form::segments(pages)),
            row![gap().height(HEIGHT), page],
            frame::buttons([Some(close)]),
            Message::Closed,
        )
    }
}

/// The next size up, also for the shortcut.
pub fn larger(size: u16) -> u16 {
    (size / STEP * STEP + STEP).clamp(SMALLEST, LARGEST)
}

/// The next size down.
pub fn smaller(size: u16) -> u16 {
    (size.div_ceil(STEP) * STEP).saturating_sub(STEP).clamp(SMALLEST, LARGEST)
}

fn section<'a>(title: &str, body: Element<'a, Message>, words: &Words) -> Element<'a, Message> {
    form::labelled(words.say(title), body, Below::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Protocol;
    use crate::ui::mailboxes::sample;

    #[test]
    fn a_change_is_applied_at_once_and_only_once() {
        let mut state = State::new(Settings::default(), Vec::new());
        let Action::Apply(settings) = state.update(Message::Theme(Theme::Dark)) else { panic!("not applied") };
        assert_eq!(*settings, Settings { theme: Theme::Dark, ..Settings::default() });
        assert_eq!(state.update(Message::Theme(Theme::Dark)), Action::None, "as it was");
        let Action::Apply(settings) = state.update(Message::Language(Language::En)) else { panic!("not applied") };
        assert_eq!((settings.theme, settings.language), (Theme::Dark, Language::En));
        assert_eq!(state.update(Message::Closed), Action::Close);
    }

    #[test]
    fn what_changed_elsewhere_is_not_undone() {
        let mut state = State::new(Settings::default(), Vec::new());
        state.refresh(&Settings { text_size: 130, ..Settings::default() });
        let Action::Apply(settings) = state.update(Message::Theme(Theme::Dark)) else { panic!("not applied") };
        assert_eq!(settings.text_size, 130);
    }

    pub(super) fn account(id: i64, space: Space) -> Account {
        let mut account = sample::account(id, space);
        account.draft.protocol = Protocol::Pop3(Leave::OnServer);
        account
    }

    #[test]
    fn mixing_the_secure_inboxes_with_the_others_asks_first() {
        let accounts = vec![account(1, Space::Secure), account(2, Space::Ordinary)];
        let mut state = State::new(Settings::default(), accounts);
        assert!(matches!(state.update(Message::Together(Together::BySpace)), Action::Apply(_)), "nothing is mixed");
        assert_eq!(state.update(Message::Together(Together::All)), Action::None);
        assert!(state.mixing);
        let Action::Apply(settings) = state.update(Message::MixAccepted) else { panic!("not applied") };
        assert_eq!(settings.together, Together::Mixed);
        assert_eq!(state.update(Message::Together(Together::All)), Action::None, "asked once");
        assert!(!state.mixing);
        let mut one_space = State::new(Settings::default(), vec![account(2, Space::Ordinary)]);
        assert!(matches!(one_space.update(Message::Together(Together::All)), Action::Apply(_)));
    }

    #[test]
    fn a_mailbox_is_given_a_name_a_colour_and_a_way_with_its_server() {
        let mut state = State::new(Settings::default(), vec![account(1, Space::Ordinary)]);
        let id = AccountId(1);
        assert_eq!(state.update(Message::Unfolded(id)), Action::None);
        let _ = state.update(Message::LabelTyped("  ".to_owned()));
        assert_eq!(state.update(Message::LabelKept), Action::None, "a mailbox has a name");
        let _ = state.update(Message::LabelTyped("Cabinet".to_owned()));
        let named = Action::SetAccount { account: id, label: "Cabinet".to_owned(), colour: Colour(0) };
        assert_eq!(state.update(Message::LabelKept), named);
        let coloured = Action::SetAccount { account: id, label: "Boîte 1".to_owned(), colour: Colour(3) };
        assert_eq!(state.update(Message::ColourPicked(Colour(3))), coloured);
        assert_eq!(state.update(Message::LeavePicked(Leave::Days(7))), Action::SetLeave(id, Leave::Days(7)));
    }

    #[test]
    fn what_is_kept_is_chosen_by_mailbox_and_by_folder() {
        let mut state = State::new(Settings::default(), vec![account(1, Space::Ordinary)]);
        let (id, folder) = (AccountId(1), FolderId(4));
        assert_eq!(state.update(Message::KeepPicked(id, Keep::Months(12))), Action::SetKeep(id, Keep::Months(12)));
        assert_eq!(state.update(Message::FoldersAsked(id)), Action::AskFolderKeeps(id));
        let _ = state.update(Message::FolderKeeps(id, vec![(folder, None)]));
        let picked = state.update(Message::FolderKeepPicked(folder, Some(Keep::HeadersOnly)));
        assert_eq!(picked, Action::SetFolderKeep(folder, Some(Keep::HeadersOnly)));
        assert_eq!(state.folder_keep(folder), Some(Keep::HeadersOnly));
    }

    #[test]
    fn a_module_is_kept_when_it_is_said_and_only_as_a_whole_path() {
        let mut state = State::new(Settings::default(), Vec::new());
        let typed = |path: &str| Message::Card(CardChange::ModuleTyped(path.to_owned()));
        assert_eq!(state.update(typed("module.so")), Action::None);
        assert_eq!(state.update(Message::Card(CardChange::ModuleKept)), Action::None, "nobody knows where that is");
        let _ = state.update(typed("/opt/carte/module.so"));
        let Action::Apply(settings) = state.update(Message::Card(CardChange::ModuleKept)) else { panic!("not kept") };
        assert_eq!(settings.card.module, Some("/opt/carte/module.so".into()));
        let _ = state.update(typed(""));
        let Action::Apply(settings) = state.update(Message::Card(CardChange::ModuleKept)) else { panic!("not kept") };
        assert_eq!(settings.card.module, None);
    }

    #[test]
    fn escape_answers_the_question_of_the_page_before_it_closes_the_settings() {
        use certificates::{Going, Message as Said};
        let mut state = State::new(Settings::default(), Vec::new());
        let listed = Action::Certificates(certificates::Action::List);
        assert_eq!(state.update(Message::Page(Page::Certificates)), listed);
        assert!(matches!(state.back(), Message::Closed));
        let asked = Said::RemovePressed(Going::Key("5D7B".to_owned()));
        assert_eq!(state.update(Message::Certificates(asked)), Action::Certificates(certificates::Action::None));
        assert!(matches!(state.back(), Message::Certificates(Said::Kept)));
        let back = state.back();
        let _ = state.update(back);
        assert!(matches!(state.back(), Message::Closed));
    }

    #[test]
    fn the_text_goes_by_tens_between_what_can_be_read() {
        assert_eq!([larger(100), larger(125), larger(200), larger(0)], [110, 130, 200, 80]);
        assert_eq!([smaller(100), smaller(125), smaller(80), smaller(60_000)], [90, 120, 80, 200]);
    }
}
