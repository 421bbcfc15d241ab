//! Opening an attachment with another program: kinds that may do harm are asked
//! about once, programs are never opened.

use iced::Task;

use super::reading::At;
use super::{Message, Modal, Workbench};
use crate::desktop;
use crate::domain::{MessageId, Part, PartId, Risk};
use crate::engine::{Fault, FaultKind, Subject};
use crate::ui::modal::open_file;

impl Workbench {
    pub(super) fn open_part(&mut self, at: At, message: MessageId, part: PartId) -> Task<Message> {
        let found = self.reader_in(at).and_then(|(reader, _)| reader.attachments().iter().find(|one| one.id == part));
        let Some(part) = found.cloned() else { return Task::none() };
        match part.risk() {
            Some(risk) if risk == Risk::Program || !self.accepted.contains(&risk) => {
                let asked = open_file::State::new(message, &part, risk);
                (self.modal, self.front_of) = (Some(Modal::OpenFile(asked)), at);
                Task::none()
            }
            _ => self.hand_over(message, &part),
        }
    }

    pub(super) fn open_file_says(&mut self, message: open_file::Message) -> Task<Message> {
        let Some(Modal::OpenFile(state)) = &self.modal else { return Task::none() };
        let action = state.update(message);
        if action == open_file::Action::None {
            return Task::none();
        }
        self.modal = None;
        let at = self.front_of;
        match action {
            open_file::Action::Open(message, part, risk) => {
                let _ = self.accepted.insert(risk);
                self.open_part(at, message, part)
            }
            open_file::Action::Save(message, part) => {
                let parts = self.reader_in(at).map(|(reader, _)| reader.attachments().to_vec()).unwrap_or_default();
                self.save_parts(at, message, &parts, Some(part));
                Task::none()
            }
            open_file::Action::Close | open_file::Action::None => Task::none(),
        }
    }

    /// All that can be read of what is shown, in a file for the program that reads
    /// aloud: this window draws its letters itself, and none can follow there.
    pub(super) fn open_text(&mut self, at: At) -> Task<Message> {
        let Some((reader, _)) = self.reader_in(at) else { return Task::none() };
        let (Some(opened), Some(text)) = (reader.opened().cloned(), reader.text()) else { return Task::none() };
        let text = text.text().to_owned();
        let text = self.words.read_aloud(&opened.envelope, opened.summary.date, &text);
        let place = self.handed.place();
        let name = format!("{}.txt", self.words.say("menu-text-file-name"));
        let opened = async move {
            let unwritable =
                |error: std::io::Error| Fault::new(FaultKind::FileUnwritable, Subject::File, error.kind().to_string());
            let path = place.map_err(unwritable)?.join(name);
            tokio::fs::write(&path, text).await.map_err(unwritable)?;
            let opened = desktop::open_file(path).await;
            opened.map_err(|_| Fault::new(FaultKind::NoProgram, Subject::File, "no program for a text"))
        };
        Task::perform(opened, Message::Told)
    }

    fn hand_over(&mut self, message: MessageId, part: &Part) -> Task<Message> {
        let unwritable =
            |error: std::io::Error| Fault::new(FaultKind::FileUnwritable, Subject::File, error.kind().to_string());
        let place = self.handed.place().map_err(unwritable);
        let (engine, id, name) = (self.engine.clone(), part.id, part.name.clone());
        let opened = async move {
            let saved = engine.save_part(message, id, place?.join(name), false).await?;
            let opened = desktop::open_file(saved.path).await;
            opened.map_err(|_| Fault::new(FaultKind::NoProgram, Subject::File, "no program for such a file"))
        };
        Task::perform(opened, Message::Told)
    }
}
