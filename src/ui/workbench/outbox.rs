//! The outbox in the window: how much is in it, what the user does with it, and
//! taking back what was sent a moment ago. Drafts that lie in no folder are found
//! there too.

use std::collections::BTreeMap;
use std::time::Duration;

use iced::Task;

use super::{Message, Modal, Workbench};
use crate::domain::{AccountId, DraftId, OutgoingId, Timestamp, Writing};
use crate::engine::{Fault, FaultKind, KeptDraft, SendFault, SortingId, Subject};
use crate::i18n::fl;
use crate::ui::modal::outbox;
use crate::ui::said::Said;

/// How the outboxes of all mailboxes stand.
#[derive(Default)]
pub(super) struct Standing {
    /// Waiting, and to be decided about.
    accounts: BTreeMap<AccountId, (usize, usize)>,
    /// Drafts in no folder.
    drafts: usize,
    /// What was done last with a message, as long as the line that says it stands.
    last: Option<Last>,
}

/// What the one press of "undo" brings back.
enum Last {
    Posted(OutgoingId),
    /// Thrown away while it was being written. Its row goes with the line.
    Discarded(Option<DraftId>, Box<Writing>),
    /// New mail that a list of senders moved.
    Sorted(SortingId),
}

impl Standing {
    pub(super) fn waiting(&self) -> usize {
        self.accounts.values().map(|(waiting, asked)| waiting + asked).sum()
    }

    pub(super) fn drafts(&self) -> usize {
        self.drafts
    }

    /// Somebody has to decide something.
    pub(super) fn asks(&self) -> bool {
        self.accounts.values().any(|(_, asked)| *asked > 0)
    }
}

impl Workbench {
    pub(super) fn outbox_changed(&mut self, account: AccountId, waiting: usize, asked: usize) -> Task<Message> {
        let before = self.outbox.accounts.insert(account, (waiting, asked));
        let worse = before.is_none_or(|(_, before)| asked > before) && asked > 0;
        let shown = matches!(self.modal, Some(Modal::Outbox(_)));
        if !shown && !worse {
            return Task::none();
        }
        // What nobody decided about is told once, by the panel itself.
        self.ask_outbox(shown || self.modal.is_none())
    }

    /// Shows what is in it; `shown` lets the panel come up.
    pub(super) fn ask_outbox(&self, shown: bool) -> Task<Message> {
        let engine = self.engine.clone();
        let held = async move {
            let (letters, drafts) = (engine.outbox().await?, engine.lone_drafts().await?);
            Ok(outbox::Held { letters, drafts })
        };
        Task::perform(held, move |result| Message::OutboxCame(result, shown))
    }

    pub(super) fn outbox_came(&mut self, result: Result<outbox::Held, Fault>, shown: bool) {
        let mut held = match result {
            Ok(held) => held,
            Err(fault) => return self.notices.tell(fault),
        };
        // What is being written, or was thrown away a moment ago, is not looked for here.
        held.drafts.retain(|draft| !self.is_being_written(draft.id) && self.discarded() != Some(draft.id));
        self.outbox.drafts = held.drafts.len();
        match &mut self.modal {
            Some(Modal::Outbox(state)) => state.refresh(held),
            None if shown => {
                let labels = self.accounts.iter().map(|one| (one.id, one.draft.label.clone())).collect();
                (self.modal, self.front_of) = (Some(Modal::Outbox(outbox::State::new(held, labels))), None);
            }
            _ => {}
        }
    }

    pub(super) fn outbox_says(&mut self, message: outbox::Message) -> Task<Message> {
        let engine = self.engine.clone();
        match message {
            outbox::Message::Closed => {
                self.modal = None;
                Task::none()
            }
            outbox::Message::TakenBack(id) => {
                self.modal = None;
                self.take_back(id)
            }
            outbox::Message::Now(id) => {
                Task::perform(async move { engine.send_now(id).await.map(drop) }, Message::Told)
            }
            outbox::Message::Settled(id, settle) => {
                Task::perform(async move { engine.settle(id, settle).await.map(drop) }, Message::Told)
            }
            outbox::Message::TakenUp(id) => {
                let draft = self.draft_of_outbox(id);
                self.modal = None;
                draft.map_or(Task::none(), |draft| {
                    let shown = Task::perform(async move { engine.show_draft(Some(id)).await }, Message::Told);
                    Task::batch([self.open_writing(Some(id), draft.writing), shown])
                })
            }
            outbox::Message::Discarded(id) => {
                let draft = self.draft_of_outbox(id);
                draft.map_or(Task::none(), |draft| self.discard_draft(Some(id), draft.writing))
            }
            outbox::Message::GivenUp(id) => {
                Task::perform(async move { engine.give_up(id).await.map(drop) }, Message::Told)
            }
        }
    }

    /// Taken from the panel, which shows it no more.
    fn draft_of_outbox(&mut self, id: DraftId) -> Option<KeptDraft> {
        let Some(Modal::Outbox(state)) = &mut self.modal else { return None };
        let draft = state.take(id)?;
        self.outbox.drafts = self.outbox.drafts.saturating_sub(1);
        Some(draft)
    }

    /// The window of a draft was closed.
    pub(super) fn put_away(&mut self, result: Result<bool, Fault>) -> Task<Message> {
        match result {
            Ok(true) => {}
            Ok(false) => self.say(Said { text: self.words.say("writing-kept-here"), undo: false }),
            Err(fault) => self.notices.tell(fault),
        }
        self.ask_outbox(false)
    }

    /// It left the window: as long as it is here it can be taken back.
    pub(super) fn say_posted(&mut self, id: OutgoingId, later: Option<Timestamp>, account: Option<AccountId>) {
        let account = self.accounts.iter().find(|one| Some(one.id) == account);
        let grace = account.map_or(0, |account| account.draft.sending.grace);
        let text = match later {
            Some(later) => fl!(self.words, "outbox-said-later", date = self.words.date_stamp(later)),
            None if grace == 0 => self.words.say("outbox-said-now"),
            None => self.words.say("outbox-said"),
        };
        let undo = later.is_some() || grace > 0;
        let said = Said { text, undo };
        // Once it leaves it cannot be taken back.
        if undo && later.is_none() {
            self.say_for(Duration::from_secs(grace.into()), said);
        } else {
            self.say(said);
        }
        self.outbox.last = undo.then_some(Last::Posted(id));
    }

    /// It was thrown away: for a moment it can be had back.
    pub(super) fn say_discarded(&mut self, id: Option<DraftId>, writing: Writing) {
        self.say(Said { text: self.words.say("writing-discarded"), undo: true });
        self.outbox.last = Some(Last::Discarded(id, Box::new(writing)));
    }

    /// What was said last is of the user's own doing, and would be lost by saying
    /// something else: a letter that has not left, a draft that was thrown away.
    pub(super) fn holds_back(&self) -> bool {
        matches!(self.outbox.last, Some(Last::Posted(_) | Last::Discarded(..)))
    }

    /// What was said last is that a list moved new mail.
    pub(super) fn undo_sorting(&mut self, id: SortingId) {
        self.outbox.last = Some(Last::Sorted(id));
    }

    pub(super) fn can_take_back(&self) -> bool {
        self.outbox.last.is_some()
    }

    /// The line is gone, or says something else.
    pub(super) fn forget_last(&mut self) {
        if let Some(Last::Discarded(Some(id), _)) = self.outbox.last.take() {
            self.engine.forget_draft(id);
        }
    }

    /// Thrown away, and not forgotten yet.
    pub fn discarded(&self) -> Option<DraftId> {
        match &self.outbox.last {
            Some(Last::Discarded(id, _)) => *id,
            _ => None,
        }
    }

    /// What was sent or thrown away last comes back to be written on, if there is
    /// still time.
    pub(super) fn take_last_back(&mut self) -> Option<Task<Message>> {
        match self.outbox.last.take()? {
            Last::Posted(id) => Some(self.take_back(id)),
            Last::Sorted(id) => Some(self.take_sorting_back(id)),
            Last::Discarded(id, writing) => {
                self.say(Said { text: self.words.say("writing-taken-up"), undo: false });
                Some(self.open_writing(id, *writing))
            }
        }
    }

    fn take_back(&self, id: OutgoingId) -> Task<Message> {
        let engine = self.engine.clone();
        let taken = async move {
            let late = || Fault::new(FaultKind::Sending(SendFault::TooLate), Subject::Profile, "a server may have it");
            let taken = engine.take_back(id).await?.ok_or_else(late)?;
            match taken.draft {
                Some(draft) => Ok(engine.kept_draft(draft).await?.map(Box::new)),
                None => Ok(None),
            }
        };
        Task::perform(taken, Message::TakenBack)
    }

    pub(super) fn taken_back(&mut self, result: Result<Option<Box<KeptDraft>>, Fault>) -> Task<Message> {
        match result {
            Ok(Some(draft)) => {
                self.say(Said { text: fl!(self.words, "outbox-taken-back"), undo: false });
                let (engine, id) = (self.engine.clone(), draft.id);
                let shown = Task::perform(async move { engine.show_draft(Some(id)).await }, Message::Told);
                Task::batch([self.open_writing(Some(id), draft.writing), shown])
            }
            Ok(None) => Task::none(),
            Err(fault) => {
                self.notices.tell(fault);
                Task::none()
            }
        }
    }
}
