//! The folders over a real widget tree.

use std::sync::Arc;

use iced::Task;
use sceau::domain::{AccountId, FolderId};
use sceau::engine::{Event, Line};
use sceau::i18n::{Language, Words};
use sceau::ui::context::{Context, Density, Focus};
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
            focus: Focus::Folders,
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
fn without_a_mailbox_there_is_one_thing_to_do() {
    let mut window = Harness::new(FoldersStage::empty(Language::Fr), 220.0, 700.0);
    window.click("Ajouter une boîte");
    assert_eq!(window.stage.done, [folders::Action::AddAccount]);
}
