//! The folders over a real widget tree.

use std::sync::Arc;

use iced::Task;
use sceau::config::Together;
use sceau::domain::{AccountId, FolderId, Space};
use sceau::engine::{Event, Line};
use sceau::i18n::{Language, Words};
use sceau::ui::context::{Context, Density, Focus};
use sceau::ui::mailboxes::Inboxes;
use sceau::ui::pane::folders;
use sceau::ui::theme::{Element, Theme};

use super::harness::{Harness, Stage};
use super::people::{self, NOW};

pub(crate) struct FoldersStage {
    pub(crate) folders: folders::State,
    pub(crate) theme: Theme,
    words: Words,
    pub(crate) done: Vec<folders::Action>,
}

impl FoldersStage {
    pub(crate) fn new(language: Language) -> Self {
        let mut folders = folders::State::default();
        for event in [
            Event::Accounts(people::accounts()),
            Event::Folders(AccountId(1), people::folders(1)),
            Event::Folders(AccountId(2), people::folders(2)),
            Event::Line(AccountId(1), Line::Offline),
            Event::Line(AccountId(2), Line::Refused),
        ] {
            assert_eq!(folders.apply(&event), folders::Action::None);
        }
        assert_eq!(folders.choose(FolderId(101)), folders::Action::Open(FolderId(101)));
        Self { folders, theme: Theme::Light, words: Words::new(language), done: Vec::new() }
    }

    /// With inboxes shown as one, and searches that were kept.
    pub(crate) fn rich(language: Language) -> Self {
        let mut stage = Self::new(language);
        let third = people::account(3, "Remplacements", Space::Secure, 1);
        let accounts = people::accounts().iter().cloned().chain([third]).collect();
        for event in [
            Event::Accounts(accounts),
            Event::Folders(AccountId(3), people::folders(3)),
            Event::SavedSearches(people::searches()),
        ] {
            assert_eq!(stage.folders.apply(&event), folders::Action::None);
        }
        assert_eq!(stage.folders.set_together(Together::BySpace), folders::Action::None);
        for id in [1, 2] {
            assert_eq!(stage.folders.update(folders::Message::AccountFolded(AccountId(id))), folders::Action::None);
        }
        stage
    }

    pub(crate) fn empty(language: Language) -> Self {
        let mut folders = folders::State::default();
        assert_eq!(folders.apply(&Event::Accounts(Arc::new([]))), folders::Action::None);
        Self { folders, theme: Theme::Light, words: Words::new(language), done: Vec::new() }
    }
}

impl Stage for FoldersStage {
    type Message = folders::Message;

    fn update(&mut self, message: folders::Message) -> Task<folders::Message> {
        match self.folders.update(message) {
            folders::Action::None => {}
            action => self.done.push(action),
        }
        Task::none()
    }

    fn view(&self) -> Element<'_, folders::Message> {
        self.folders.view(&Context {
            words: &self.words,
            now: NOW,
            density: Density::Comfortable,
            tags: &[],
            mailboxes: self.folders.mailboxes(),
            focus: Focus::Folders,
            theme: Theme::default(),
            scale: 1.0,
        })
    }

    fn theme(&self) -> Theme {
        self.theme
    }
}

#[test]
fn a_folder_is_opened_by_its_french_name() {
    let mut window = Harness::new(FoldersStage::new(Language::Fr), 220.0, 700.0);
    window.click("Envoyés");
    assert_eq!(window.stage.done, [folders::Action::Open(FolderId(103))]);
}

#[test]
fn a_mailbox_can_be_folded_away() {
    let mut window = Harness::new(FoldersStage::new(Language::Fr), 220.0, 900.0);
    assert!(window.shows("Laboratoires"));
    window.click("Dr Durand — MSSanté");
    window.click("Cabinet des Tilleuls, secrétariat et associés");
    assert!(!window.shows("Laboratoires"));
    assert!(window.stage.done.is_empty());
}

#[test]
fn inboxes_stand_together_by_space_and_are_never_mixed_unasked() {
    let mut window = Harness::new(FoldersStage::rich(Language::Fr), 220.0, 700.0);
    assert!(window.shows("Boîtes MSSanté"));
    assert!(!window.shows("Boîtes ordinaires"), "one mailbox alone is not shown twice");
    window.click("Boîtes MSSanté");
    assert_eq!(window.stage.done, [folders::Action::OpenInboxes(Inboxes::Of(Space::Secure))]);
    assert_eq!(window.stage.folders.mailboxes().members(Inboxes::Of(Space::Secure)), [AccountId(1), AccountId(3)]);
    let gone = window.stage.folders.set_together(Together::Off);
    assert_eq!(gone, folders::Action::Gone(folders::Choice::Inboxes(Inboxes::Of(Space::Secure))));
}

#[test]
fn a_saved_search_opens_like_a_folder_and_its_heading_folds() {
    let mut window = Harness::new(FoldersStage::rich(Language::Fr), 220.0, 700.0);
    window.click("Biologie non lue");
    assert_eq!(window.stage.done, [folders::Action::OpenSearch(people::searches()[0].clone())]);
    window.click("Recherches");
    assert!(!window.shows("Biologie non lue"));
    let folded = window.stage.folders.folded();
    assert_eq!((folded.mailboxes.as_slice(), folded.searches), (&[AccountId(1), AccountId(2)][..], true));
}

#[test]
fn without_a_mailbox_there_is_one_thing_to_do() {
    let mut window = Harness::new(FoldersStage::empty(Language::Fr), 220.0, 700.0);
    window.click("Ajouter une boîte");
    assert_eq!(window.stage.done, [folders::Action::AddAccount]);
}
