//! What the user does with messages and folders: deeds become gestures of the
//! engine, their answers a calm line, and the list is ready for the next one.

mod asking;
mod filing;
mod pointing;
mod reading;
mod tagging;

use std::collections::VecDeque;
use std::time::Duration;

use iced::Task;

use super::{Message as Parent, Modal, Workbench};
use crate::domain::{AccountId, Change, Done, Flag, Flags, FolderId, Gesture, MessageId, Role, Summary};
use crate::engine::{Fault, PendingOperation, SortingId};
use crate::ui::context::Focus;
use crate::ui::deed::{self, Deed, Place, Reach};
use crate::ui::menu;
use crate::ui::modal::{confirm, folder_form, move_to, queue, tags};
use crate::ui::said::{self, Mark, Said};

/// How long the line stays that says what was done.
const SAID: Duration = Duration::from_secs(8);

#[derive(Default)]
pub(super) struct State {
    /// Where messages went last, the newest first.
    recent: Vec<FolderId>,
    pub(super) menu: Option<menu::State>,
    /// How many messages are being dragged.
    pub(super) dragged: Option<usize>,
    /// The message that has been looked at long enough.
    stayed: Option<MessageId>,
    /// What was said last, by number, while it stands.
    said: u64,
    /// For how long.
    saying: Option<Duration>,
    /// What is said after it.
    aside: VecDeque<(Said, Option<SortingId>)>,
    undoable: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    Bar(deed::Message),
    UndoPressed,
    Performed {
        result: Result<Done, Fault>,
        mark: Option<Mark>,
    },
    /// The folder that it went to has been heard of since.
    Named {
        done: Done,
        mark: Option<Mark>,
    },
    /// The program marked a message by itself.
    Marked(Result<Done, Fault>),
    Undone(Result<Option<Done>, Fault>),
    /// The message was looked at for a while.
    Stayed(MessageId),
    SaidLongEnough(u64),
    Menu(menu::Message),
    MoveTo(move_to::Message),
    Tags(tags::Message),
    /// More rows of what is chosen, for the ticks of the tags.
    RowsCame(Result<Vec<Summary>, Fault>),
    TagKept(Result<(), Fault>),
    FolderForm(folder_form::Message),
    Queue(queue::Message),
    Pending(Result<Vec<PendingOperation>, Fault>),
    /// The same, for the list that stood open when it was asked.
    StillPending(Result<Vec<PendingOperation>, Fault>),
    /// New refusals of a mailbox.
    Refusals(AccountId, Result<Vec<PendingOperation>, Fault>),
    DragEnded,
}

/// What a choice in the list of folders is for.
pub(super) enum Filing {
    Messages { messages: Vec<MessageId>, account: AccountId, copy: bool },
    Folder(FolderId),
}

impl Workbench {
    pub(super) fn deeds_say(&mut self, message: Message) -> Task<Parent> {
        match message {
            Message::Bar(deed::Message::Pressed(deed)) => self.deed(deed),
            Message::Bar(deed::Message::Answered(manner)) => self.answer_shown(None, manner),
            Message::Bar(deed::Message::UndoPressed) | Message::UndoPressed => self.undo(),
            Message::Performed { result, mark } => self.performed(result, mark.as_ref()),
            Message::Named { done, mark } => {
                self.say_done(&done, mark.as_ref());
                Task::none()
            }
            Message::Marked(result) => {
                self.tell_failure(result);
                Task::none()
            }
            Message::Undone(result) => self.undone(result),
            Message::Stayed(id) => self.stayed(id),
            Message::SaidLongEnough(number) => {
                if number == self.deeds.said {
                    self.deeds.saying = None;
                    self.forget_last();
                    self.status.say(None);
                    self.say_what_waits();
                }
                Task::none()
            }
            Message::Menu(message) => self.menu_says(message),
            Message::MoveTo(message) => self.move_to_says(message),
            Message::Tags(message) => self.tags_say(message),
            Message::RowsCame(result) => self.rows_came(result),
            Message::TagKept(result) => {
                self.tell_failure(result);
                self.ask_tags()
            }
            Message::FolderForm(message) => self.folder_form_says(message),
            Message::Queue(message) => self.queue_says(message),
            Message::Pending(result) => self.pending_came(result),
            Message::StillPending(result) if matches!(self.modal, Some(Modal::Queue(_))) => self.pending_came(result),
            Message::StillPending(_) => Task::none(),
            Message::Refusals(account, result) => {
                self.refusals_came(account, result);
                Task::none()
            }
            Message::DragEnded => {
                self.end_drag();
                Task::none()
            }
        }
    }

    /// What is chosen, as far as it matters to what can be done with it.
    pub(super) fn reach(&self) -> Reach {
        let folder = self.list.folder().and_then(|id| self.folders.folder(id));
        Reach {
            count: self.list.chosen_count(),
            account: folder.map(|folder| folder.account).or_else(|| self.account_of_found()),
            unread: self.list.some_chosen(|row| !row.flags.seen()),
            unflagged: self.list.some_chosen(|row| !row.flags.has(Flag::Flagged)),
            place: folder.map_or(Place::Elsewhere, |folder| match folder.role {
                Some(Role::Junk) => Place::Junk,
                Some(Role::Trash) => Place::Trash,
                _ if self.lies_below(folder.account, &folder.path, Role::Archive) => Place::Archive,
                _ if self.lies_below(folder.account, &folder.path, Role::Templates) => Place::Templates,
                _ => Place::Elsewhere,
            }),
        }
    }

    /// What a search found may lie in several mailboxes.
    fn account_of_found(&self) -> Option<AccountId> {
        if let [only] = self.accounts.as_slice() {
            return Some(only.id);
        }
        let mut accounts =
            self.list.chosen_at_hand().map(|row| self.folders.folder(row.folder).map(|folder| folder.account));
        let first = accounts.next().flatten()?;
        accounts.all(|account| account == Some(first)).then_some(first)
    }

    /// In the folder of that role, or in one below it.
    pub(super) fn lies_below(&self, account: AccountId, path: &str, role: Role) -> bool {
        self.folders.of_account(account).iter().any(|folder| {
            let below = path.strip_prefix(folder.path.as_str());
            let inside = below.is_some_and(|rest| rest.is_empty() || rest.chars().next() == folder.separator);
            folder.role == Some(role) && inside
        })
    }

    pub(super) fn can_undo(&self) -> bool {
        self.deeds.undoable || self.can_take_back()
    }

    pub(super) fn deed(&mut self, deed: Deed) -> Task<Parent> {
        if self.focus == Focus::Folders && deed == Deed::Delete {
            return self.delete_chosen_folder();
        }
        let reach = self.reach();
        if !deed.can(&reach) {
            if reach.count > 0 && reach.account.is_none() {
                let text = self.words.say("deed-several-mailboxes");
                self.say(Said { text, undo: false });
            }
            return Task::none();
        }
        let chosen = self.list.chosen();
        match deed {
            Deed::Archive => self.send_away(Gesture::Archive(chosen)),
            Deed::Delete if reach.place != Place::Trash => self.send_away(Gesture::Delete(chosen)),
            Deed::Delete | Deed::Destroy => {
                let count = chosen.len();
                self.ask_first(Gesture::Destroy(chosen), String::new(), count);
                Task::none()
            }
            Deed::Junk if reach.place == Place::Junk => self.not_junk(chosen),
            Deed::Junk => self.junk(chosen),
            Deed::Move => self.open_move_to(chosen, reach.account, false),
            Deed::Copy => self.open_move_to(chosen, reach.account, true),
            Deed::Tag => self.open_tags(chosen),
            Deed::Seen => {
                // Who says "unread" does not want it read again by looking on.
                self.deeds.stayed = self.reader.message();
                let mark = if reach.unread { Mark::Read } else { Mark::Unread };
                self.mark(chosen, flag(Flag::Seen, reach.unread), mark)
            }
            Deed::Flag => {
                let mark = if reach.unflagged { Mark::Flagged } else { Mark::Unflagged };
                self.mark(chosen, flag(Flag::Flagged, reach.unflagged), mark)
            }
        }
    }

    fn mark(&mut self, messages: Vec<MessageId>, change: Change, mark: Mark) -> Task<Parent> {
        self.perform(Gesture::Mark { messages, change }, Some(mark))
    }

    /// A gesture after which the messages are elsewhere: they leave the list at
    /// once, and the next one is shown.
    pub(super) fn send_away(&mut self, gesture: Gesture) -> Task<Parent> {
        let leaving = match &gesture {
            Gesture::Move { messages, .. }
            | Gesture::Delete(messages)
            | Gesture::Archive(messages)
            | Gesture::Junk(messages)
            | Gesture::NotJunk(messages)
            | Gesture::Destroy(messages) => self.list.take_away(messages),
            _ => crate::ui::pane::list::Action::None,
        };
        let next = self.list_wants(leaving);
        let rows = self.list.load_rows();
        let rows = self.list_wants(rows);
        let done = self.perform(gesture, None);
        Task::batch([done, next, rows])
    }

    /// `mark` is how the line is to call what was marked.
    pub(super) fn perform(&self, gesture: Gesture, mark: Option<Mark>) -> Task<Parent> {
        let engine = self.engine.clone();
        Task::perform(async move { engine.perform(gesture).await }, move |result| {
            Parent::Deeds(Message::Performed { result, mark: mark.clone() })
        })
    }

    fn performed(&mut self, result: Result<Done, Fault>, mark: Option<&Mark>) -> Task<Parent> {
        match result {
            Ok(done) => {
                self.deeds.undoable |= done.undoable && done.count > 0;
                self.say_done(&done, mark);
                // The archive of a new year is made on the way.
                if done.to.is_some_and(|id| self.folders.folder(id).is_none()) {
                    let asks = self.accounts.iter().map(|account| self.ask_folders(account.id));
                    let named = Parent::Deeds(Message::Named { done, mark: mark.cloned() });
                    return Task::batch(asks).chain(Task::done(named));
                }
                // What changed nothing may have been taken out of the list all the same.
                if done.count == 0 { self.refresh_list() } else { Task::none() }
            }
            Err(fault) => {
                self.notices.tell(fault);
                self.refresh_list()
            }
        }
    }

    fn say_done(&mut self, done: &Done, mark: Option<&Mark>) {
        let to = done.to.and_then(|id| self.folders.folder(id));
        let to = to.map(|folder| crate::ui::pane::folder_name(&self.words, folder.role, folder.name()));
        let said = said::done(&self.words, done, mark, to.as_deref());
        self.say(said);
    }

    pub(super) fn undo(&mut self) -> Task<Parent> {
        if let Some(taken) = self.take_last_back() {
            return taken;
        }
        let engine = self.engine.clone();
        Task::perform(async move { engine.undo().await }, |result| Parent::Deeds(Message::Undone(result)))
    }

    fn undone(&mut self, result: Result<Option<Done>, Fault>) -> Task<Parent> {
        match result {
            Ok(done) => {
                self.deeds.undoable = done.is_some();
                let said = said::undone(&self.words, done.as_ref());
                self.say(said);
            }
            Err(fault) => self.notices.tell(fault),
        }
        self.refresh_list()
    }

    pub(in crate::ui::workbench) fn say(&mut self, said: Said) {
        self.say_for(SAID, said);
    }

    /// It stands for so long: what it offers must not outlast what it can do.
    pub(in crate::ui::workbench) fn say_for(&mut self, stay: Duration, said: Said) {
        self.deeds.said += 1;
        // What is said now is what would be taken back.
        self.forget_last();
        self.deeds.saying = Some(stay);
        self.status.say(Some(said));
    }

    /// Of what went on by itself, with its own way back where it has one. It waits
    /// while something that the user did can be taken back: that is theirs first.
    pub(in crate::ui::workbench) fn say_aside(&mut self, said: Said, sorting: Option<SortingId>) {
        self.deeds.aside.push_back((said, sorting));
        if !self.holds_back() {
            self.say_what_waits();
        }
    }

    fn say_what_waits(&mut self) {
        let Some((said, sorting)) = self.deeds.aside.pop_front() else { return };
        self.say(said);
        if let Some(id) = sorting {
            self.undo_sorting(id);
        }
    }

    fn tell_failure<T>(&mut self, result: Result<T, Fault>) {
        if let Err(fault) = result {
            self.notices.tell(fault);
        }
    }

    pub fn refresh_list(&mut self) -> Task<Parent> {
        let action = self.list.refresh();
        self.list_wants(action)
    }

    /// A question in front of what cannot be taken back.
    fn ask_first(&mut self, gesture: Gesture, name: String, count: usize) {
        self.modal = Some(Modal::Confirm(confirm::Question::Perform { gesture, name, count }));
    }
}

fn flag(flag: Flag, on: bool) -> Change {
    let flags = Flags::NONE.with(flag);
    if on { Change { set: flags, ..Change::default() } } else { Change { clear: flags, ..Change::default() } }
}
