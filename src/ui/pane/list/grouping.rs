//! By what the list is divided, kept for each kind of folder; and conversations,
//! opened in their place and folded again.

use super::lines::Line;
use super::{Action, Message, Source, State, columns};
use crate::config::{Column, Lists};
use crate::domain::thread::Conversation;
use crate::domain::{Grouping, MessageId, Role, ThreadId};
use crate::engine::Fault;
use crate::ui::menu::Shown;

impl State {
    /// How lists were shown last time.
    pub fn show_as(&mut self, lists: &Lists) {
        self.lists = Lists { columns: lists.places(), ..lists.clone() };
        self.fit();
    }

    /// To be the same at the next start.
    pub fn shown_as(&self) -> &Lists {
        &self.lists
    }

    pub fn grouping(&self) -> Grouping {
        let kept = &self.lists.grouping;
        match &self.source {
            // What a search finds comes as the search orders it.
            None | Some(Source::Search(_)) => Grouping::None,
            Some(Source::Inboxes(..)) => kept.inbox,
            Some(Source::Folder(folder)) => match folder.role {
                Some(Role::Inbox) => kept.inbox,
                Some(Role::Sent | Role::Drafts) => kept.sent,
                _ => kept.others,
            },
        }
    }

    pub(super) fn group_by(&mut self, grouping: Grouping) -> Action {
        let kept = &mut self.lists.grouping;
        let place = match &self.source {
            None | Some(Source::Search(_)) => return Action::None,
            Some(Source::Inboxes(..)) => &mut kept.inbox,
            Some(Source::Folder(folder)) => match folder.role {
                Some(Role::Inbox) => &mut kept.inbox,
                Some(Role::Sent | Role::Drafts) => &mut kept.sent,
                _ => &mut kept.others,
            },
        };
        *place = grouping;
        self.refresh()
    }

    /// For the menu of how the list is shown.
    pub fn shown(&self) -> Shown {
        let is_list = self.is_sortable();
        Shown {
            grouping: is_list.then(|| self.grouping()),
            form: self.lists.form,
            density: self.density,
            sort: is_list.then_some(self.sort.key),
        }
    }

    /// The page of the columns asks whether one may be hidden.
    pub fn may_hide(&self, column: Column) -> bool {
        columns::may_hide(&self.lists.columns, column)
    }

    pub(super) fn change_columns(&mut self, message: &Message) -> Action {
        let places = &mut self.lists.columns;
        match *message {
            Message::ColumnWidened(column, width) => {
                if let Some(place) = places.iter_mut().find(|place| place.column == column) {
                    place.width = crate::ui::whole_pixels(columns::held(width));
                }
            }
            Message::ColumnFlipped(column) => columns::flipped(places, column),
            Message::ColumnMoved(column, right) => columns::moved(places, column, right),
            _ => *places = Lists::default().places(),
        }
        Action::None
    }

    /// What is not known yet of the conversations in sight. To be asked for after
    /// each message, as rows are.
    pub fn load_threads(&mut self) -> Action {
        if self.grouping() != Grouping::Conversation {
            return Action::None;
        }
        let threads = self.threads.wanted(self.lines.threads(self.window.drawn()));
        match self.what() {
            Some(what) if !threads.is_empty() => Action::LoadThreads { what, threads, generation: self.generation },
            _ => Action::None,
        }
    }

    pub(super) fn take_threads(&mut self, result: Result<Vec<Conversation>, Fault>) -> Action {
        // Without an answer a row says less, and is asked for again with the next list.
        if let Ok(found) = result
            && self.threads.take(found)
        {
            self.arrange();
        }
        Action::None
    }

    pub(super) fn flip(&mut self, thread: ThreadId) -> Action {
        self.threads.flip(thread);
        self.arrange();
        Action::None
    }

    /// Into a conversation that is one row.
    pub(super) fn go_in(&mut self) -> Action {
        match self.under_the_keys() {
            Some(Line::Head(_, Some(thread), _)) if !self.threads.is_open(thread) && self.is_several(thread) => {
                let opened = self.flip(thread);
                // As much of it as there is room for, and never less than its row.
                if let Some(index) = self.selection.index() {
                    let count = self.threads.get(thread).map_or(1, |known| known.messages.len());
                    self.reveal((index + count).min(self.lines.len()).saturating_sub(1));
                    self.reveal(index);
                }
                opened
            }
            _ => Action::None,
        }
    }

    /// Folds the conversation that the keys are in; they stand on its row then.
    pub(super) fn go_out(&mut self) -> Action {
        match self.under_the_keys() {
            Some(Line::Head(_, Some(thread), _)) if self.threads.is_open(thread) => self.flip(thread),
            Some(Line::Member(_, thread)) => {
                let index = self.selection.index().unwrap_or_default();
                let is_head =
                    |at: &usize| matches!(self.lines.at(*at), Some(Line::Head(_, of, _)) if of == Some(thread));
                let head = (0..index).rev().find(is_head);
                let opened = head.map_or(Action::None, |head| self.choose(head));
                let _ = self.flip(thread);
                opened
            }
            _ => Action::None,
        }
    }

    /// More than one message is known of it.
    pub(super) fn is_several(&self, thread: ThreadId) -> bool {
        self.threads.get(thread).is_some_and(|known| known.messages.len() > 1)
    }

    /// What is folded into the one row that is chosen.
    pub(super) fn folded_in(&self) -> &[MessageId] {
        match self.under_the_keys() {
            Some(line) if self.selection.len() == 1 => self.lines.folded(line, &self.threads),
            _ => &[],
        }
    }

    fn under_the_keys(&self) -> Option<Line> {
        self.lines.at(self.selection.index()?)
    }

    fn arrange(&mut self) {
        let mut lines = std::mem::take(&mut self.lines);
        let anchor = self.window.offset();
        lines.arrange(&self.threads);
        self.put_lines(lines);
        self.window.scroll_to(anchor);
    }
}
