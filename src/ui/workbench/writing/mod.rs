//! Messages being written, each in a window of its own: opened, kept in the
//! cache, given to the outbox, put away.

mod documents;
mod drafts;
mod files;
mod leaving;
mod wants;

use std::collections::BTreeMap;
use std::time::Duration;

use iced::{Task, keyboard, window};

use super::reading::At;
use super::{Message, Workbench};
use crate::domain::writing::Document;
use crate::domain::{Account, AccountId, DraftId, Manner, MessageId, Writing};
use crate::engine::spelling::Spelling;
use crate::engine::{Fault, Offer, Setting};
use crate::ui::context::Context;
use crate::ui::modal::{over, under_menu};
use crate::ui::said::Said;
use crate::ui::theme::Element;
use crate::ui::widget::editor::{Board, Pick};
use crate::ui::writing::{self, templates};

/// Windows beyond which one is in another's way.
const MOST: usize = 12;
/// Where the menu of times stands: under its button.
const WHEN: iced::Point = iced::Point::new(8.0, 44.0);
/// And that of all that can be asked of a message.
const OPTIONS: iced::Point = iced::Point::new(480.0, 44.0);
/// What is written is kept that long after the first letter that is not.
const SOON: Duration = Duration::from_secs(1);

#[derive(Default)]
pub(super) struct Desk {
    windows: BTreeMap<window::Id, writing::State>,
    opened: u64,
    /// What was copied, with its looks.
    board: Board,
    /// None in a window that has no program around it: nothing is looked up.
    spelling: Option<Spelling>,
    /// The number of this product in the health reference, where it has one.
    pub(super) nil: Option<Box<str>>,
    /// It is sent once the card is open, or with the code that is asked for it.
    to_send: Option<leaving::ToSend>,
}

impl Workbench {
    /// An empty message from the mailbox that is looked at.
    pub(super) fn write(&mut self) -> Task<Message> {
        let Some(account) = self.account_to_write_from() else {
            self.open_assistant();
            return Task::none();
        };
        let writing = crate::engine::empty(&account, &self.setting_of_today());
        self.open_writing(None, writing)
    }

    fn account_to_write_from(&self) -> Option<Account> {
        let chosen = self.folders.chosen().map(|folder| folder.account);
        let sends = |account: &&Account| account.draft.smtp.is_some();
        let of_folder = self.accounts.iter().filter(sends).find(|account| Some(account.id) == chosen);
        of_folder.or_else(|| self.accounts.iter().find(sends)).or(self.accounts.first()).cloned()
    }

    /// An answer to the message that is read.
    pub(super) fn answer_shown(&mut self, at: At, manner: Manner) -> Task<Message> {
        let shown = match at {
            None => self.list.cursor().or_else(|| self.reader.message()),
            Some(_) => self.reader_in(at).and_then(|(reader, _)| reader.message()),
        };
        shown.map_or(Task::none(), |id| self.answer_message(id, manner))
    }

    pub(super) fn answer_message(&self, id: MessageId, manner: Manner) -> Task<Message> {
        let (engine, words, setting) = (self.engine.clone(), self.words.clone(), self.setting_of_today());
        let phrases = move |envelope: &_, date| words.phrases(envelope, date);
        let answered = async move { engine.begin_answer(id, manner, setting, phrases).await };
        Task::perform(answered, |result| Message::Written(result.map(Box::new)))
    }

    /// What signatures and templates of a new message are filled in with.
    pub(super) fn setting_of_today(&self) -> Setting {
        Setting { date: self.words.day(crate::ui::app::now()), patient: String::new() }
    }

    /// The same in a window.
    pub(super) fn setting_in(&self, window: window::Id) -> Setting {
        let patient = self.writing.windows.get(&window).map(|state| state.patient().to_owned());
        Setting { patient: patient.unwrap_or_default(), ..self.setting_of_today() }
    }

    pub(super) fn written_came(&mut self, result: Result<Box<Writing>, Fault>) -> Task<Message> {
        match result {
            Ok(writing) => self.open_writing(None, *writing),
            Err(fault) => {
                self.notices.tell(fault);
                Task::none()
            }
        }
    }

    pub(super) fn open_writing(&mut self, id: Option<DraftId>, writing: Writing) -> Task<Message> {
        self.open_writing_window(id, writing, None)
    }

    /// `offer`: a document that is to go along, once it is confirmed.
    fn open_writing_window(&mut self, id: Option<DraftId>, writing: Writing, offer: Option<Offer>) -> Task<Message> {
        let shown = self.writing.windows.iter().find(|(_, state)| id.is_some() && state.draft_id() == id);
        if let Some((window, _)) = shown {
            return window::gain_focus(*window);
        }
        let settings = window::Settings {
            size: writing::SIZE,
            min_size: Some(iced::Size::new(560.0, 420.0)),
            exit_on_close_request: false,
            ..window::Settings::default()
        };
        let (window, opened) = window::open(settings);
        self.writing.opened += 1;
        let mut state = writing::State::new(self.writing.opened, id, writing, self.writing.board.clone());
        if let Some(offer) = offer {
            state.offer_document(offer);
        }
        let _ = self.writing.windows.insert(window, state);
        // Before there is a window, no field can have the cursor.
        opened.map(move |_| Message::Writing(window, writing::Message::Opened))
    }

    pub fn writing_title(&self, window: window::Id) -> Option<&str> {
        self.writing.windows.get(&window).map(writing::State::subject)
    }

    pub fn writing_view<'a>(&'a self, window: window::Id, context: &Context<'a>) -> Option<Element<'a, Message>> {
        let state = self.writing.windows.get(&window)?;
        let view = state.view(context, &self.accounts).map(move |said| Message::Writing(window, said));
        Some(match self.menu_in(Some(window)) {
            Some(menu) => under_menu(view, menu),
            None => over(view, self.front(context, Some(window))),
        })
    }

    pub fn writing_key(&self, window: window::Id, event: &keyboard::Event) -> Option<Message> {
        let said = self.writing.windows.get(&window)?.key(event)?;
        Some(Message::Writing(window, said))
    }

    /// What is not in the cache yet, when the program ends: its windows come again.
    pub fn being_written(&self) -> Vec<(Option<DraftId>, Writing)> {
        let unkept = self.writing.windows.values().filter(|state| state.is_unkept());
        unkept.map(|state| (state.draft_id(), state.written())).collect()
    }

    pub fn is_writing(&self, window: window::Id) -> bool {
        self.writing.windows.contains_key(&window)
    }

    pub fn writing_closed(&mut self, window: window::Id) -> Task<Message> {
        self.writing_says(window, writing::Message::Closed)
    }

    pub(super) fn writing_says(&mut self, window: window::Id, message: writing::Message) -> Task<Message> {
        match &message {
            writing::Message::Left(Err(fault)) => {
                let fault = fault.clone();
                return self.writing_did_not_leave(window, fault);
            }
            writing::Message::Left(Ok(id)) => {
                let state = self.writing.windows.get(&window);
                let (later, account) = state.map(|state| (state.later(), state.account())).unzip();
                self.say_posted(*id, later.flatten(), account);
            }
            writing::Message::Templates(templates::Message::Kept(Ok(()))) => {
                self.say(Said { text: self.words.say("done-template"), undo: false });
            }
            _ => {}
        }
        self.writing_hears(window, message)
    }

    fn writing_hears(&mut self, window: window::Id, message: writing::Message) -> Task<Message> {
        let Some(state) = self.writing.windows.get_mut(&window) else { return Task::none() };
        let action = state.update(message, &self.accounts);
        self.writing_wants(window, action)
    }

    /// A card came or went, somebody is believed, a mailbox is another: what can be
    /// signed and encrypted is asked anew.
    pub(super) fn writings_stand_anew(&mut self) -> Task<Message> {
        let asked: Vec<_> = self.writing.windows.iter().map(|(window, state)| (*window, state.stand())).collect();
        Task::batch(asked.into_iter().map(|(window, action)| self.writing_wants(window, action)).collect::<Vec<_>>())
    }

    /// Chosen in the menu of the words.
    pub(super) fn pick_in_words(&mut self, at: At, pick: Pick) -> Task<Message> {
        let Some(window) = at else { return Task::none() };
        let Some(state) = self.writing.windows.get_mut(&window) else { return Task::none() };
        let action = state.pick(pick);
        self.writing_wants(window, action)
    }

    pub(super) fn choose_option(&mut self, at: At, choice: writing::options::Choice) -> Task<Message> {
        let Some(window) = at else { return Task::none() };
        let Some(state) = self.writing.windows.get_mut(&window) else { return Task::none() };
        let action = state.choose(choice, &self.accounts);
        self.writing_wants(window, action)
    }

    pub(super) fn writing_account(&self, window: window::Id) -> Option<AccountId> {
        self.writing.windows.get(&window).map(writing::State::account)
    }

    pub(super) fn change_signature(&mut self, window: window::Id, new: Option<Document>) -> Task<Message> {
        let Some(state) = self.writing.windows.get_mut(&window) else { return Task::none() };
        let signed = state.sign_with(new);
        self.writing_wants(window, signed)
    }

    /// Words are looked up from now on; those that the user added are right.
    pub fn spell(&mut self) -> Task<Message> {
        let (spelling, engine) = (Spelling::of_system(), self.engine.clone());
        self.writing.spelling = Some(spelling.clone());
        let learnt = async move {
            for word in engine.own_words().await? {
                spelling.learn(word);
            }
            Ok(())
        };
        Task::perform(learnt, Message::Told)
    }

    fn close_writing(&mut self, window: window::Id) -> Task<Message> {
        let _ = self.writing.to_send.take_if(|waits| waits.window == window);
        if self.front_of == Some(window) {
            (self.modal, self.front_of) = (None, None);
        }
        let _ = self.deeds.menu.take_if(|menu| menu.window() == Some(window));
        self.writing.windows.remove(&window).map_or(Task::none(), |_| window::close(window))
    }
}
