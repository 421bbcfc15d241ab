//! Templates and signatures: what a message is begun with, and what is put into
//! one that is being written.

use iced::{Task, window};

use super::reading::At;
use super::{Message, Workbench};
use crate::domain::writing::Document;
use crate::domain::{Account, AccountId, MessageId, Purpose, Role, Writing};
use crate::engine::signature;
use crate::ui::menu;

/// Where the menu of signatures stands: under its button.
const SIGNATURES: iced::Point = iced::Point::new(260.0, 44.0);

impl Workbench {
    /// What lies in the folder of templates is begun anew, not read.
    pub(super) fn is_template(&self, id: MessageId) -> bool {
        let folder = self.list.summary(id).and_then(|row| self.mailboxes().folder(row.folder));
        folder.is_some_and(|folder| self.lies_below(folder.account, &folder.path, Role::Templates))
    }

    /// A message made of it.
    pub(super) fn write_of_template(&self, id: MessageId) -> Task<Message> {
        let (engine, setting) = (self.engine.clone(), self.setting_of_today());
        let begun = async move { engine.begin_of_template(id, setting).await };
        Task::perform(begun, |result| Message::Written(result.map(Box::new)))
    }

    pub(super) fn edit_template(&self, id: MessageId) -> Task<Message> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.edit_template(id).await }, |result| Message::Written(result.map(Box::new)))
    }

    /// The one that the cursor of the list stands on.
    pub(super) fn with_template(&mut self, at: At, edit: bool) -> Task<Message> {
        let shown = match at {
            None => self.list.cursor(),
            Some(_) => self.reader_in(at).and_then(|(reader, _)| reader.message()),
        };
        match shown {
            Some(id) if edit => self.edit_template(id),
            Some(id) => self.write_of_template(id),
            None => Task::none(),
        }
    }

    /// An empty one.
    pub(super) fn new_template(&mut self, account: AccountId) -> Task<Message> {
        let Some(account) = self.accounts.iter().find(|one| one.id == account) else { return Task::none() };
        let writing = Writing { purpose: Purpose::Template { instead: None }, ..Writing::new(account) };
        self.open_writing(None, writing)
    }

    /// What is written becomes one, in a window of its own.
    pub(super) fn make_template(&self, writing: Writing) -> Task<Message> {
        let engine = self.engine.clone();
        let made = async move { engine.begin_template(writing).await };
        Task::perform(made, |result| Message::DraftOpened(result.map(|(id, made)| (Some(id), Box::new(made)))))
    }

    fn account(&self, id: AccountId) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == id)
    }

    /// Filled in; the usual one where none is named.
    pub(super) fn signature_of(
        &self,
        window: window::Id,
        account: AccountId,
        place: Option<usize>,
    ) -> Option<Document> {
        let account = self.account(account)?;
        let place = place.or(account.draft.sending.signature)?;
        signature(account, place, &self.setting_in(window))
    }

    /// A menu of them; the one that stands under the message has a tick.
    pub(super) fn ask_signature(&mut self, window: window::Id, standing: Option<&str>) -> Task<Message> {
        let Some(account) = self.writing_account(window) else { return Task::none() };
        let signatures = self.account(account).map(|one| one.draft.sending.signatures.as_slice()).unwrap_or_default();
        let names = signatures.iter().enumerate().map(|(place, named)| {
            let one = self.signature_of(window, account, Some(place));
            let stands = one.is_some_and(|one| Some(one.letters(one.everything()).as_str()) == standing);
            (named.name.clone(), stands)
        });
        let menu = menu::State::of_signatures(SIGNATURES, names.collect(), standing.is_none());
        self.deeds.menu = Some(menu.in_window(Some(window)).by_key());
        Task::none()
    }

    /// Chosen in that menu.
    pub(super) fn sign_message(&mut self, at: At, place: Option<usize>) -> Task<Message> {
        let Some(window) = at else { return Task::none() };
        let Some(account) = self.writing_account(window) else { return Task::none() };
        let new = place.and_then(|place| self.signature_of(window, account, Some(place)));
        self.change_signature(window, new)
    }
}
