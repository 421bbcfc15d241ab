//! The white list of the trusted space, as the settings ask for it: fetched, read from
//! a file that is chosen, or forgotten.

use iced::Task;

use super::{Message, Workbench};
use crate::config::Settings;
use crate::domain::TrustedSpace;
use crate::engine::{Event, Fault, WHITE_LIST_AT};
use crate::ui::modal::settings::{self, WhiteListChange};

/// As the systems write it; some tell capitals apart.
const ENDINGS: [&str; 2] = ["xml", "XML"];

impl Workbench {
    pub(super) fn ask_trusted_space(&self) -> Task<Message> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.trusted_space().await }, |result| match result {
            Ok(space) => Message::Event(Event::TrustedSpace(space)),
            Err(fault) => Message::Event(Event::Fault(fault)),
        })
    }

    /// Whether it is looked for once a day, and where.
    pub(super) fn watch_white_list(&self, settings: &Settings) {
        let source = &settings.white_list;
        let address = source.address.as_deref().unwrap_or(WHITE_LIST_AT).to_owned();
        self.engine.fetch_white_list_daily(source.daily.then_some(address));
    }

    pub(super) fn fetch_white_list(&self, address: Option<String>) -> Task<Message> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.fetch_white_list(address.as_deref()).await }, |result| came(Some(result)))
    }

    pub(super) fn pick_white_list(&self) -> Task<Message> {
        let dialog = rfd::AsyncFileDialog::new()
            .set_title(self.words.say("settings-trusted-file"))
            .add_filter(self.words.say("settings-trusted-files"), &ENDINGS)
            .add_filter(self.words.say("certificates-all-files"), &["*"]);
        let (engine, chosen) = (self.engine.clone(), dialog.pick_file());
        let read = async move {
            let path = chosen.await?.path().to_owned();
            Some(engine.import_white_list_file(path).await)
        };
        Task::perform(read, came)
    }

    pub(super) fn forget_white_list(&self) -> Task<Message> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.forget_white_list().await }, |result| came(Some(result)))
    }
}

fn came(result: Option<Result<TrustedSpace, Fault>>) -> Message {
    Message::Settings(settings::Message::WhiteList(WhiteListChange::Came(result)))
}
