//! Certificates, authorities, confirmed addresses and ways into the cache, as the
//! settings ask for them: files chosen, passphrases asked, the engine's answers
//! brought back.

use std::path::PathBuf;

use iced::Task;

use super::{Message as All, Modal, Workbench};
use crate::engine::{Engine, Fault, FaultKind};
use crate::ui::modal::passphrase::{self, Purpose};
use crate::ui::modal::settings;
use crate::ui::modal::settings::certificates::{Action, Going, Lists, Message as Page, Outcome, Section};

/// As the systems write them; some tell capitals apart.
const KEY_ENDINGS: [&str; 4] = ["p12", "pfx", "P12", "PFX"];
const ANCHOR_ENDINGS: [&str; 10] = ["cer", "crt", "der", "pem", "p7b", "p7c", "CER", "CRT", "DER", "PEM"];

#[derive(Debug, Clone)]
pub enum Message {
    /// A file was chosen, or the place for one: its passphrase comes next.
    Chosen(Option<Purpose>),
    Passphrase(passphrase::Message),
    /// Something was done, whether its page is still there or not.
    Came(Section, Result<Outcome, Fault>),
}

impl Workbench {
    pub(super) fn certificates_say(&mut self, message: Message) -> Task<All> {
        match message {
            Message::Chosen(purpose) => {
                self.ask_passphrase(purpose);
                Task::none()
            }
            Message::Passphrase(message) => self.passphrase_says(message),
            Message::Came(section, result) => self.certificates_came(section, result),
        }
    }

    pub(super) fn certificates_want(&mut self, action: Action) -> Task<All> {
        let engine = self.engine.clone();
        match action {
            Action::None => Task::none(),
            Action::List => Task::perform(list(engine), |lists| page(Page::Listed(lists))),
            Action::Import => self.choose_key(),
            Action::Export(fingerprint, name) => self.choose_place(fingerprint, name),
            Action::AddAnchor => self.choose_anchor(),
            Action::AddCard => {
                let added = async move { engine.add_open_card_slot().await };
                Task::perform(added, |result| came(Section::Slots, result.map(|_| Outcome::Seen)))
            }
            Action::Remove(going) => {
                let section = going.section();
                let removed = async move {
                    match going {
                        Going::Key(fingerprint) => engine.remove_key(&fingerprint).await,
                        Going::Anchor(fingerprint) => engine.forget_anchor(&fingerprint).await,
                        Going::Address(holder, address) => engine.forget_binding(holder, address).await,
                        Going::Slot(id) => engine.remove_slot(id).await,
                    }
                };
                Task::perform(removed, move |result| came(section, result.map(|()| Outcome::Seen)))
            }
            Action::Copy(text) => iced::clipboard::write(text),
        }
    }

    fn dialog(&self, title: &str) -> rfd::AsyncFileDialog {
        rfd::AsyncFileDialog::new().set_title(self.words.say(title))
    }

    fn choose_key(&self) -> Task<All> {
        let dialog = self
            .dialog("certificates-import")
            .add_filter(self.words.say("certificates-key-files"), &KEY_ENDINGS)
            .add_filter(self.words.say("certificates-all-files"), &["*"]);
        Task::perform(dialog.pick_file(), |chosen| {
            let purpose = chosen.map(|file| Purpose::Import { file: file.path().to_owned() });
            All::Certificates(Message::Chosen(purpose))
        })
    }

    fn choose_place(&self, fingerprint: String, name: String) -> Task<All> {
        let dialog = self
            .dialog("passphrase-export-title")
            .add_filter(self.words.say("certificates-key-files"), &KEY_ENDINGS)
            .set_file_name(self.words.say("certificates-file-name"));
        Task::perform(dialog.save_file(), move |chosen| {
            let purpose = chosen.map(|file| Purpose::Export { fingerprint, name, file: file.path().to_owned() });
            All::Certificates(Message::Chosen(purpose))
        })
    }

    fn choose_anchor(&self) -> Task<All> {
        let dialog = self
            .dialog("certificates-add-anchor")
            .add_filter(self.words.say("certificates-anchor-files"), &ANCHOR_ENDINGS)
            .add_filter(self.words.say("certificates-all-files"), &["*"]);
        let (engine, chosen) = (self.engine.clone(), dialog.pick_file());
        let added = async move {
            let path = chosen.await?.path().to_owned();
            Some(engine.import_anchor_file(path).await)
        };
        Task::perform(added, |result| match result {
            Some(result) => came(Section::Anchors, result.map(|all| Outcome::Anchors(all.into()))),
            None => All::Done,
        })
    }

    /// In front of the settings, which come back after. Where they were closed
    /// meanwhile, nobody waits for it.
    fn ask_passphrase(&mut self, purpose: Option<Purpose>) {
        let Some(purpose) = purpose else { return };
        self.modal = match self.modal.take() {
            Some(Modal::Settings(settings)) => Some(Modal::Passphrase(passphrase::State::new(purpose), settings)),
            other => other,
        };
    }

    fn passphrase_says(&mut self, message: passphrase::Message) -> Task<All> {
        let Some(Modal::Passphrase(state, _)) = &mut self.modal else { return Task::none() };
        match state.update(message) {
            passphrase::Action::None => Task::none(),
            passphrase::Action::Try { purpose, passphrase, generation } => {
                let engine = self.engine.clone();
                let tried = async move {
                    match purpose {
                        Purpose::Import { file } => import(engine, file, passphrase).await,
                        // The dialog has asked before it named a file that is there.
                        Purpose::Export { fingerprint, file, .. } => {
                            let saved = engine.save_key(&fingerprint, passphrase, file, true).await?;
                            Ok(Outcome::Exported(saved.path))
                        }
                    }
                };
                let tried = Task::perform(tried, move |result| {
                    All::Certificates(Message::Passphrase(passphrase::Message::Answered(generation, result)))
                });
                self.put_question(tried)
            }
            passphrase::Action::Done(outcome) => {
                self.back_to_settings();
                self.certificates_came(Section::Keys, Ok(outcome))
            }
            passphrase::Action::Stop | passphrase::Action::Close => {
                self.question = None;
                self.back_to_settings();
                // What was stopped may have been done.
                self.certificates_want(Action::List)
            }
            passphrase::Action::Copy(text) => iced::clipboard::write(text),
        }
    }

    fn back_to_settings(&mut self) {
        self.modal = match self.modal.take() {
            Some(Modal::Passphrase(_, settings)) => Some(Modal::Settings(settings)),
            other => other,
        };
    }

    /// To its page. What fails is told where that is gone.
    fn certificates_came(&mut self, section: Section, result: Result<Outcome, Fault>) -> Task<All> {
        let Some(page) = self.settings() else { return self.told(result.map(drop)) };
        match page.update(settings::Message::Certificates(Page::Came(section, result))) {
            settings::Action::Certificates(action) => self.certificates_want(action),
            _ => Task::none(),
        }
    }
}

async fn import(engine: Engine, file: PathBuf, passphrase: crate::domain::Secret) -> Result<Outcome, Fault> {
    Ok(Outcome::Keys(engine.import_key_file(file, passphrase).await?.into()))
}

async fn list(engine: Engine) -> Result<Lists, Fault> {
    let slots = match engine.slots().await {
        // The demonstration has none.
        Err(fault) if fault.kind == FaultKind::NotHere => Vec::new(),
        told => told?,
    };
    Ok(Lists {
        keys: engine.keys().await?.into(),
        anchors: engine.anchors().await?.into(),
        addresses: engine.confirmed_addresses().await?.into(),
        slots: slots.into(),
    })
}

fn page(message: Page) -> All {
    All::Settings(settings::Message::Certificates(message))
}

fn came(section: Section, result: Result<Outcome, Fault>) -> All {
    All::Certificates(Message::Came(section, result))
}
