//! Health documents for a message that is written: chosen from the disk or out of a
//! message that came, read, and packed.

use iced::{Task, window};

use crate::domain::clinical::Form;
use crate::domain::{DraftId, MessageId, PartId, Writing};
use crate::engine::{Chosen, Fault, Offer, Order};
use crate::paper;
use crate::ui::workbench::{Message, Workbench};
use crate::ui::writing::{self, document};

/// Endings of what can be sent as one.
const ENDINGS: [&str; 4] = ["xml", "cda", "pdf", "zip"];

impl Workbench {
    pub(super) fn document_wants(&self, window: window::Id, wish: document::Wish) -> Task<Message> {
        let says = move |said| Message::Writing(window, writing::Message::Document(said));
        match wish {
            document::Wish::Pick => {
                let dialog = rfd::AsyncFileDialog::new()
                    .set_title(self.words.say("document-pick-title"))
                    .add_filter(self.words.say("document-pick-filter"), &ENDINGS);
                Task::perform(dialog.pick_file(), move |file| {
                    says(document::Message::Picked(file.map(|file| file.path().to_owned())))
                })
            }
            document::Wish::Read(path, about) => {
                let engine = self.engine.clone();
                let read = async move { engine.choose_document(path, about).await };
                Task::perform(read, move |result| says(document::Message::Came(result.map(Box::new))))
            }
        }
    }

    pub(super) fn pack(
        &self,
        window: window::Id,
        id: DraftId,
        writing: Writing,
        chosen: Chosen,
        form: Form,
    ) -> Task<Message> {
        let sheet = paper::blank(&self.words, crate::ui::app::now());
        let order = Order { chosen, form, sheet, kind_is: self.words.say("document-kind") };
        let engine = self.engine.clone();
        Task::perform(async move { engine.pack_document(id, writing, order).await }, move |result| {
            let packed = document::Message::Packed(result.map(Box::new));
            Message::Writing(window, writing::Message::Document(packed))
        })
    }

    /// A document that came, to somebody else.
    pub(in crate::ui::workbench) fn send_on(&self, id: MessageId, part: PartId) -> Task<Message> {
        let (engine, setting) = (self.engine.clone(), self.setting_of_today());
        Task::perform(async move { engine.send_on(id, part, setting).await }, |result| {
            Message::DocumentToSend(result.map(Box::new))
        })
    }

    pub(in crate::ui::workbench) fn document_to_send(
        &mut self,
        result: Result<Box<(Writing, Offer)>, Fault>,
    ) -> Task<Message> {
        match result {
            Ok(read) => {
                let (writing, offer) = *read;
                self.open_writing_window(None, writing, Some(offer))
            }
            Err(fault) => {
                self.notices.tell(fault);
                Task::none()
            }
        }
    }
}
