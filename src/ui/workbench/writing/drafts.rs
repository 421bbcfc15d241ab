//! Drafts: opened from their folder, opened again after a crash, put away, thrown
//! away and had back.

use iced::{Task, window};

use super::MOST;
use crate::domain::{DraftId, MessageId, Role, Writing};
use crate::engine::{Fault, KeptDraft};
use crate::ui::workbench::{Message, Workbench};

impl Workbench {
    /// What lies in the folder of drafts is written on, not read.
    pub(in crate::ui::workbench) fn is_draft(&self, id: MessageId) -> bool {
        let folder = self.list.summary(id).and_then(|row| self.mailboxes().folder(row.folder));
        folder.is_some_and(|folder| folder.role == Some(Role::Drafts))
    }

    pub(in crate::ui::workbench) fn edit_draft(&self, id: MessageId) -> Task<Message> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.edit_draft(id).await }, |result| {
            Message::DraftOpened(result.map(|(id, writing)| (id, Box::new(writing))))
        })
    }

    pub(in crate::ui::workbench) fn draft_opened(
        &mut self,
        result: Result<(Option<DraftId>, Box<Writing>), Fault>,
    ) -> Task<Message> {
        match result {
            Ok((id, writing)) => {
                let engine = self.engine.clone();
                let shown = Task::perform(async move { engine.show_draft(id).await }, Message::Told);
                Task::batch([self.open_writing(id, *writing), shown])
            }
            Err(fault) => {
                self.notices.tell(fault);
                Task::none()
            }
        }
    }

    /// Drafts whose windows were open when the program was cut.
    pub(in crate::ui::workbench) fn ask_drafts(&self) -> Task<Message> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.drafts_to_open(MOST).await }, Message::Drafts)
    }

    pub(in crate::ui::workbench) fn drafts_came(&mut self, result: Result<Vec<KeptDraft>, Fault>) -> Task<Message> {
        let drafts = match result {
            Ok(drafts) => drafts,
            Err(fault) => {
                self.notices.tell(fault);
                return Task::none();
            }
        };
        let open = drafts.into_iter().filter(|draft| draft.open && !draft.posted).take(MOST);
        let opened: Vec<_> = open.map(|draft| self.open_writing(Some(draft.id), draft.writing)).collect();
        Task::batch(opened)
    }

    /// The mailbox is in step: what other workstations wrote is here.
    pub(in crate::ui::workbench) fn settle_drafts(&self) -> Task<Message> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.settle_drafts().await }, Message::Told)
    }

    pub(super) fn put_writing_away(&mut self, window: window::Id) -> Task<Message> {
        let Some(state) = self.writing.windows.get(&window) else { return Task::none() };
        let (engine, id) = (self.engine.clone(), state.draft_id());
        let away = async move {
            let Some(id) = id else { return Ok(true) };
            engine.put_draft_away(id).await?;
            engine.copy_draft(id).await
        };
        let away = Task::perform(away, Message::PutAway);
        Task::batch([self.close_writing(window), away])
    }

    /// Nothing of it is worth keeping.
    pub(super) fn drop_writing(&mut self, window: window::Id, id: Option<DraftId>) -> Task<Message> {
        let engine = self.engine.clone();
        let dropped =
            id.map_or(Task::none(), |id| Task::perform(async move { engine.discard_draft(id).await }, Message::Told));
        Task::batch([dropped, self.close_writing(window)])
    }

    /// Its writer throws it away, and may think better of it.
    pub(super) fn discard(&mut self, window: window::Id, id: Option<DraftId>, writing: Writing) -> Task<Message> {
        let aside = self.discard_draft(id, writing);
        Task::batch([aside, self.close_writing(window)])
    }

    pub(in crate::ui::workbench) fn discard_draft(&mut self, id: Option<DraftId>, writing: Writing) -> Task<Message> {
        self.say_discarded(id, writing);
        let engine = self.engine.clone();
        id.map_or(Task::none(), |id| Task::perform(async move { engine.lay_aside(id).await }, Message::Told))
    }

    pub(in crate::ui::workbench) fn is_being_written(&self, id: DraftId) -> bool {
        self.writing.windows.values().any(|state| state.draft_id() == Some(id))
    }
}
