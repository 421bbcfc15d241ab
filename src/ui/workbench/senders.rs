//! Senders on the black list and the white list: the question that puts them there,
//! what is offered after junk was marked, and what the lists did with new mail.

use iced::Task;

use super::reading::At;
use super::{Message as Parent, Modal, Workbench};
use crate::domain::{Email, Gesture, Listed, MessageId, Role, Stance, stance_on};
use crate::engine::{Fault, Sorted, SortingId};
use crate::i18n::fl;
use crate::ui::deed::Place;
use crate::ui::modal::settings::{self, SendersChange};
use crate::ui::modal::{confirm, sender};
use crate::ui::said::Said;

#[derive(Default)]
pub(super) struct State {
    /// Both lists.
    listed: Vec<Listed>,
    /// Whom the line at the foot offers to put on one.
    offered: Option<(Email, Stance)>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Listed(Result<Vec<Listed>, Fault>),
    Modal(sender::Message),
    /// Who sent the chosen messages; None where they are of several.
    Found(At, Stance, Result<Option<Email>, Fault>),
    /// The same, of messages that were marked as junk or not.
    Marked(Stance, Result<Option<Email>, Fault>),
    /// Welcome senders among messages that are to be marked as junk.
    Welcome(Vec<MessageId>, Result<Vec<Email>, Fault>),
    /// It is on its list, or off it.
    Kept(Result<(), Fault>),
    TakenBack(Result<Option<usize>, Fault>),
}

impl Workbench {
    pub(super) fn senders_say(&mut self, message: Message) -> Task<Parent> {
        match message {
            Message::Listed(Ok(listed)) => {
                self.senders.listed.clone_from(&listed);
                if let Some(state) = self.settings() {
                    let _ = state.update(settings::Message::Senders(SendersChange::Came(listed)));
                }
            }
            Message::Modal(message) => return self.sender_says(message),
            Message::Found(at, stance, Ok(Some(email))) => self.ask_sender(at, email, stance),
            Message::Found(_, _, Ok(None)) => {
                let text = self.words.say("sender-several");
                self.say(Said { text, undo: false });
            }
            Message::Marked(stance, Ok(Some(email))) => self.offer(email, stance),
            // Where it cannot be found out, nothing is offered.
            Message::Marked(..) => {}
            Message::Welcome(messages, Ok(welcome)) => match welcome.first() {
                None => return self.junk_now(messages),
                Some(first) => {
                    let (name, count) = (first.to_string(), messages.len());
                    let question = confirm::Question::Perform { gesture: Gesture::Junk(messages), name, count };
                    self.modal = Some(Modal::Confirm(question));
                }
            },
            Message::Kept(Ok(())) => return self.ask_listed(),
            Message::TakenBack(Ok(taken)) => {
                let key = if taken.is_some() { "sorted-undone" } else { "undo-nothing" };
                let text = self.words.say(key);
                self.say(Said { text, undo: false });
                return self.refresh_list();
            }
            Message::Listed(Err(fault))
            | Message::Found(_, _, Err(fault))
            | Message::Welcome(_, Err(fault))
            | Message::Kept(Err(fault))
            | Message::TakenBack(Err(fault)) => self.notices.tell(fault),
        }
        Task::none()
    }

    pub(super) fn ask_listed(&self) -> Task<Parent> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.listed_senders().await }, |result| Parent::Senders(Message::Listed(result)))
    }

    pub(super) fn list_sender(&self, listed: Listed) -> Task<Parent> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.list_sender(listed).await }, |result| Parent::Senders(Message::Kept(result)))
    }

    pub(super) fn unlist_sender(&self, whose: crate::domain::Whose) -> Task<Parent> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.unlist_sender(whose).await }, |result| Parent::Senders(Message::Kept(result)))
    }

    /// Of the menu: whoever sent what is chosen, or what is read in that window.
    pub(super) fn list_sender_of(&mut self, at: At) -> Task<Parent> {
        let among_junk = self.reach().place == Place::Junk;
        let stance = if among_junk { Stance::Welcome } else { Stance::Blocked };
        let read = self.reader_in(at).and_then(|(reader, _)| reader.message());
        let chosen = if at.is_none() { self.list.chosen() } else { Vec::new() };
        let messages = if chosen.is_empty() { read.into_iter().collect() } else { chosen };
        let engine = self.engine.clone();
        Task::perform(async move { engine.sender_of_all(messages).await }, move |result| {
            Parent::Senders(Message::Found(at, stance, result))
        })
    }

    /// Opens the question.
    pub(super) fn ask_sender(&mut self, at: At, email: Email, stance: Stance) {
        let homeless = self.accounts.iter().find(|account| {
            let folders = self.folders.of_account(account.id);
            !folders.is_empty() && folders.iter().all(|folder| folder.role != Some(Role::Junk))
        });
        let homeless = homeless.map(|account| account.draft.label.clone());
        let (listed, trusted) = (self.senders.listed.clone(), self.mailboxes().trusted().clone());
        let state = sender::State::new(email, stance, listed, homeless, trusted);
        (self.modal, self.front_of) = (Some(Modal::Sender(state)), at);
    }

    fn sender_says(&mut self, message: sender::Message) -> Task<Parent> {
        let Some(Modal::Sender(state)) = &mut self.modal else { return Task::none() };
        let action = state.update(message);
        if action == sender::Action::None {
            return Task::none();
        }
        self.modal = None;
        match action {
            sender::Action::None | sender::Action::Close => Task::none(),
            sender::Action::List(listed) => {
                let key = if listed.stance == Stance::Blocked { "sender-said-black" } else { "sender-said-white" };
                let text = fl!(self.words, key, who = listed.whose.to_string());
                self.say(Said { text, undo: false });
                self.list_sender(listed)
            }
            sender::Action::Unlist(whose) => {
                let text = fl!(self.words, "sender-said-unlisted", who = whose.to_string());
                self.say(Said { text, undo: false });
                self.unlist_sender(whose)
            }
        }
    }

    /// Marked as junk, but for senders who are welcome: that is asked first.
    pub(super) fn junk(&mut self, messages: Vec<MessageId>) -> Task<Parent> {
        if self.senders.listed.iter().all(|line| line.stance == Stance::Blocked) {
            return self.junk_now(messages);
        }
        let (engine, asked) = (self.engine.clone(), messages.clone());
        Task::perform(async move { engine.welcome_among(asked).await }, move |result| {
            Parent::Senders(Message::Welcome(messages.clone(), result))
        })
    }

    fn junk_now(&mut self, messages: Vec<MessageId>) -> Task<Parent> {
        let asked = self.ask_marked(messages.clone(), Stance::Blocked);
        self.send_away(Gesture::Junk(messages)).chain(asked)
    }

    pub(super) fn not_junk(&mut self, messages: Vec<MessageId>) -> Task<Parent> {
        let asked = self.ask_marked(messages.clone(), Stance::Welcome);
        self.send_away(Gesture::NotJunk(messages)).chain(asked)
    }

    fn ask_marked(&self, messages: Vec<MessageId>, stance: Stance) -> Task<Parent> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.sender_of_all(messages).await }, move |result| {
            Parent::Senders(Message::Marked(stance, result))
        })
    }

    /// Beside what was just said.
    fn offer(&mut self, email: Email, stance: Stance) {
        if stance_on(&self.senders.listed, &email, self.mailboxes().trusted()) != Some(stance) {
            let key = if stance == Stance::Blocked { "sender-offer-black" } else { "sender-offer-white" };
            self.status.offer(key);
            self.senders.offered = Some((email, stance));
        }
    }

    pub(super) fn take_offer(&mut self) {
        if let Some((email, stance)) = self.senders.offered.take() {
            self.ask_sender(None, email, stance);
        }
    }

    /// A list moved new mail: a quiet line, and a way back.
    pub(super) fn say_sorted(&mut self, sorted: &Sorted) {
        let key = if sorted.stance == Stance::Blocked { "sorted-blocked" } else { "sorted-welcome" };
        let (count, number) = (sorted.count as u64, self.words.number(sorted.count as u64));
        let text = fl!(self.words, key, count = count, number = number);
        self.say_aside(Said { text, undo: true }, Some(sorted.id));
    }

    pub(super) fn take_sorting_back(&self, id: SortingId) -> Task<Parent> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.take_sorting_back(id).await }, |result| {
            Parent::Senders(Message::TakenBack(result))
        })
    }
}
