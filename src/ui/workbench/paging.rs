//! The page in the reader: what it asks of the child, its links, its menu.

use iced::Task;

use super::reading::At;
use super::{Message, Modal, Workbench};
use crate::desktop;
use crate::domain::Email;
use crate::engine::{Fault, FaultKind, Reach, Subject};
use crate::ui::context::Focus;
use crate::ui::menu::PageDeed;
use crate::ui::modal::link;
use crate::ui::page;
use crate::ui::pane::reader;

impl Workbench {
    pub(super) fn do_with_page(&mut self, at: At, deed: PageDeed) -> Task<Message> {
        let message = match deed {
            PageDeed::Plain => return self.reader_says(at, reader::Message::PlainFlipped),
            PageDeed::Headers => return self.reader_says(at, reader::Message::HeadersFlipped),
            PageDeed::View => return self.reader_says(at, reader::Message::NextViewed),
            PageDeed::Open(part) => return self.reader_says(at, reader::Message::OpenPressed(part)),
            PageDeed::SendOn(part) => return self.reader_says(at, reader::Message::SendOnPressed(part)),
            PageDeed::SaveAll => return self.reader_says(at, reader::Message::SaveAllPressed),
            PageDeed::Receipt(reply) => return self.reader_says(at, reader::Message::ReceiptPressed(reply)),
            PageDeed::Text => return self.open_text(at),
            PageDeed::Fold => page::Message::FoldFlipped,
            PageDeed::Copy => page::Message::CopyPressed,
            PageDeed::SelectAll => page::Message::Reached(Reach::All),
            PageDeed::Find => page::Message::FindPressed,
            PageDeed::Larger => page::Message::ZoomPressed(1),
            PageDeed::Smaller => page::Message::ZoomPressed(-1),
            PageDeed::NormalSize => page::Message::ZoomPressed(0),
            PageDeed::Print => return self.print_shown(at),
            PageDeed::SavePdf => return self.save_pdf(at, false),
            PageDeed::SaveArchive => return self.save_pdf(at, true),
        };
        self.reader_says(at, reader::Message::Page(message))
    }

    /// In the message where the keys are there, in the mailbox else.
    pub(super) fn find_in_page(&mut self) -> Option<Task<Message>> {
        let here = self.focus == Focus::Reader && self.reader.sheet().is_some();
        here.then(|| self.do_with_page(None, PageDeed::Find))
    }

    pub(super) fn link_says(&mut self, message: &link::Message) -> Task<Message> {
        let Some(Modal::Link(state)) = &self.modal else { return Task::none() };
        let action = state.update(message);
        self.modal = None;
        match action {
            link::Action::Close => Task::none(),
            link::Action::Copy(address) => iced::clipboard::write(address.to_string()),
            link::Action::Open(address) => {
                if desktop::open(&address).is_err() {
                    let fault = Fault::new(FaultKind::NoBrowser, Subject::Profile, "no program for an address");
                    self.notices.tell(fault);
                }
                Task::none()
            }
        }
    }

    /// The pictures of a sender come by themselves from now on.
    pub(super) fn trust_pictures(&self, sender: Option<Email>) -> Task<Message> {
        let Some(sender) = sender else { return Task::none() };
        let engine = self.engine.clone();
        Task::perform(async move { engine.show_pictures_of(sender, true).await }, Message::Told)
    }
}
