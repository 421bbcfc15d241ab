//! The list of messages of a folder, or of a search. Holds ids, and the rows
//! around what is in sight; asks for both and never waits for either.

mod blank;
mod excerpts;
mod header;
mod hit;
mod leaving;
mod pages;
mod row;
mod search;
mod search_header;
mod selection;
mod view;

use std::sync::Arc;

use super::Step;
use crate::domain::{AccountId, Filter, Folder, FolderId, MessageId, Sort, SortKey, Summary};
use crate::engine::{Event, Excerpt, Fault, HitOrder, Hits, SavedSearchId, Scope};
use crate::ui::context::Density;
use crate::ui::mailboxes::Inboxes;
use crate::ui::widget::virtual_list::{Press, Sight, Touch, Window};
use excerpts::Excerpts;
use iced::Point;
use pages::Pages;
use search::{Beyond, Left};
use selection::Selection;

pub use search::Search;

/// The heights of a row.
const COMFORTABLE: f32 = 56.0;
const COMPACT: f32 = 28.0;
/// Two lines, and one that shows the hit and says where the message lies.
const RESULT: f32 = 76.0;

#[derive(Debug)]
pub struct State {
    source: Option<Source>,
    sort: Sort,
    filter: Filter,
    /// Answers to an older question are dropped by this number.
    generation: u64,
    stand: Stand,
    /// Ids are on their way; and the list changed again meanwhile.
    asking: bool,
    again: bool,
    ids: Arc<[MessageId]>,
    pages: Pages,
    /// Rows could not be read: said under the list, with a way to try again.
    rows_failed: bool,
    selection: Selection,
    /// Pressed among several that are chosen: alone when it is let go, or all are
    /// dragged.
    pressed: Option<usize>,
    window: Window,
    density: Density,
    /// The words around the hits of a search.
    excerpts: Excerpts,
    /// In how much a search looked, of how much there is.
    coverage: Option<(u64, u64)>,
    beyond: Beyond,
    /// What a search was begun from, to come back to.
    left: Option<Box<Left>>,
}

/// What is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    Folder(Box<Folder>),
    Inboxes(Inboxes, Arc<[AccountId]>),
    Search(Search),
}

/// Where the list stands with its ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    Loading,
    Ready,
    Failed,
}

#[derive(Debug, Clone)]
pub enum Message {
    /// Answers.
    IdsArrived {
        generation: u64,
        result: Result<Arc<[MessageId]>, Fault>,
    },
    RowsArrived {
        generation: u64,
        result: Result<Vec<Summary>, Fault>,
    },
    HitsArrived {
        generation: u64,
        result: Result<Hits, Fault>,
    },
    ExcerptsArrived {
        query: Arc<str>,
        excerpts: Vec<(MessageId, Excerpt)>,
    },
    /// How many messages the servers had that were not here.
    ServerAnswered {
        query: Arc<str>,
        result: Result<usize, Fault>,
    },
    /// The list itself.
    Seen(Sight),
    Pressed(Press),
    Touched(Touch),
    /// Keys: a step, and whether the range comes along (Shift).
    Stepped {
        step: Step,
        extend: bool,
    },
    AllChosen,
    /// The header.
    SortPicked(SortKey),
    DirectionFlipped,
    FilterPicked(Filter),
    SearchCleared,
    ScopePicked(Scope),
    HitOrderFlipped,
    ServerPressed,
    ServerStopped,
    SavePressed,
    RemovePressed,
    RetryPressed,
}

#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub enum Action {
    None,
    /// Answer with [`Message::IdsArrived`] of the same generation.
    LoadIds {
        what: What,
        sort: Sort,
        filter: Filter,
        generation: u64,
    },
    /// Answer with [`Message::RowsArrived`] of the same generation.
    LoadRows {
        ids: Vec<MessageId>,
        generation: u64,
    },
    /// Show the message in the reader.
    Open(MessageId),
    /// Show the message in a window of its own.
    OpenApart(MessageId),
    /// Show the menu of what is chosen, there.
    Menu(Point),
    /// Nothing is left to be shown in the reader.
    Close,
    /// What is chosen was taken hold of.
    Lift,
    /// Leave the results of the search and come back to the folder.
    ClearSearch,
    /// Answer with [`Message::ExcerptsArrived`] of the same query.
    LoadExcerpts {
        ids: Vec<MessageId>,
        query: Arc<str>,
    },
    /// Answer with [`Message::ServerAnswered`] of the same query.
    AskServer {
        scope: Scope,
        query: Arc<str>,
    },
    /// Nobody waits for the servers any more.
    StopServer,
    /// Ask for a name, and keep the search under it.
    Save(Search),
    /// Ask whether the saved search may go.
    Remove(SavedSearchId, Arc<str>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    Folder(FolderId),
    Inboxes(Arc<[AccountId]>),
    /// Answer with [`Message::HitsArrived`] instead.
    Search {
        scope: Scope,
        query: Arc<str>,
        order: HitOrder,
    },
}

impl State {
    pub fn new(density: Density, sort: Sort) -> Self {
        Self {
            source: None,
            sort,
            filter: Filter::All,
            generation: 0,
            stand: Stand::Ready,
            asking: false,
            again: false,
            ids: Arc::new([]),
            pages: Pages::default(),
            rows_failed: false,
            selection: Selection::default(),
            pressed: None,
            window: Window::new(row_height(density, None)),
            density,
            excerpts: Excerpts::default(),
            coverage: None,
            beyond: Beyond::NotAsked,
            left: None,
        }
    }

    /// Where the keys stand: the message that the reader shows.
    pub fn cursor(&self) -> Option<MessageId> {
        self.selection.cursor()
    }

    /// All that is chosen, in the order of the list.
    pub fn chosen(&self) -> Vec<MessageId> {
        self.selection.in_order(&self.ids)
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The row of a message, if it is at hand.
    pub fn summary(&self, id: MessageId) -> Option<&Summary> {
        self.pages.get(id)
    }

    pub fn sort(&self) -> Sort {
        self.sort
    }

    pub fn folder(&self) -> Option<FolderId> {
        match self.source.as_ref()? {
            Source::Folder(folder) => Some(folder.id),
            Source::Search(_) | Source::Inboxes(..) => None,
        }
    }

    pub fn is_searching(&self) -> bool {
        matches!(self.source, Some(Source::Search(_)))
    }

    /// Shows another folder, from its top.
    pub fn show_folder(&mut self, folder: Folder) -> Action {
        self.show(Source::Folder(Box::new(folder)))
    }

    /// Shows the inboxes of several mailboxes as one.
    pub fn show_inboxes(&mut self, inboxes: Inboxes, accounts: Vec<AccountId>) -> Action {
        self.show(Source::Inboxes(inboxes, accounts.into()))
    }

    /// Ids are on their way.
    pub fn is_loading(&self) -> bool {
        self.stand == Stand::Loading
    }

    /// Shows nothing: the folder is no more.
    pub fn close(&mut self) {
        *self = Self { generation: self.generation + 1, ..Self::new(self.density(), self.sort) };
    }

    /// Asks anew, and shows what is here meanwhile.
    pub fn refresh(&mut self) -> Action {
        (self.asking, self.again) = (self.source.is_some(), false);
        self.generation += 1;
        self.pages.grow_old();
        let what = match &self.source {
            Some(Source::Folder(folder)) => What::Folder(folder.id),
            Some(Source::Inboxes(_, accounts)) => What::Inboxes(Arc::clone(accounts)),
            Some(Source::Search(Search { query, scope, order, .. })) => {
                What::Search { scope: *scope, query: Arc::clone(query), order: *order }
            }
            None => return Action::None,
        };
        Action::LoadIds { what, sort: self.sort, filter: self.filter, generation: self.generation }
    }

    pub fn set_density(&mut self, density: Density) {
        self.density = density;
        self.fit();
    }

    /// What the engine tells of folders.
    pub fn apply(&mut self, event: &Event) -> Action {
        match (event, &mut self.source) {
            (Event::Folders(_, folders), Some(Source::Folder(shown))) => {
                if let Some(found) = folders.iter().find(|folder| folder.id == shown.id) {
                    shown.clone_from(&Box::new(found.clone()));
                }
                Action::None
            }
            (Event::FolderChanged(id), Some(Source::Folder(shown))) if *id == shown.id => self.changed(),
            (Event::FolderChanged(_), Some(Source::Inboxes(..) | Source::Search(_))) | (Event::Resync, Some(_)) => {
                self.changed()
            }
            _ => Action::None,
        }
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::IdsArrived { generation, .. }
            | Message::RowsArrived { generation, .. }
            | Message::HitsArrived { generation, .. }
                if generation != self.generation =>
            {
                Action::None
            }
            Message::IdsArrived { result, .. } => self.take_ids(result),
            Message::RowsArrived { result, .. } => self.take_rows(result),
            Message::Seen(sight) => {
                self.window.seen(sight);
                self.load_rows()
            }
            Message::Pressed(press) => self.press(press),
            Message::Touched(touch) => self.touch(touch),
            Message::Stepped { step, extend } => self.step(step, extend),
            Message::AllChosen => {
                self.selection.choose_all(&self.ids);
                Action::None
            }
            Message::SortPicked(key) => {
                let descending = matches!(key, SortKey::Date | SortKey::Size);
                self.sort_by(Sort { key, descending })
            }
            Message::DirectionFlipped => self.sort_by(Sort { descending: !self.sort.descending, ..self.sort }),
            Message::FilterPicked(filter) => {
                self.filter = filter;
                self.window.scroll_to(0.0);
                self.refresh()
            }
            Message::SearchCleared => Action::ClearSearch,
            Message::HitsArrived { result, .. } => self.take_hits(result),
            Message::ExcerptsArrived { .. }
            | Message::ServerAnswered { .. }
            | Message::ScopePicked(_)
            | Message::HitOrderFlipped
            | Message::ServerPressed
            | Message::ServerStopped
            | Message::SavePressed
            | Message::RemovePressed => self.search_update(message),
            Message::RetryPressed => self.retry(),
        }
    }

    /// During a sync changes come faster than answers: one question at a time,
    /// and one more when it and its rows have been answered.
    fn changed(&mut self) -> Action {
        if !self.asking {
            return self.refresh();
        }
        self.again = true;
        Action::None
    }

    fn show(&mut self, source: Source) -> Action {
        if self.source.as_ref() == Some(&source) {
            return Action::None;
        }
        self.source = Some(source);
        self.left = None;
        self.coverage = None;
        self.excerpts.clear();
        self.filter = Filter::All;
        self.stand = Stand::Loading;
        self.ids = Arc::new([]);
        self.pages.clear();
        self.rows_failed = false;
        self.selection.clear();
        self.fit();
        self.window.resize(0);
        self.window.scroll_to(0.0);
        self.refresh()
    }

    fn sort_by(&mut self, sort: Sort) -> Action {
        self.sort = sort;
        self.window.scroll_to(0.0);
        self.refresh()
    }

    fn retry(&mut self) -> Action {
        if self.stand == Stand::Failed {
            self.stand = Stand::Loading;
            return self.refresh();
        }
        self.rows_failed = false;
        self.load_rows()
    }

    fn take_ids(&mut self, result: Result<Arc<[MessageId]>, Fault>) -> Action {
        self.asking = false;
        let Ok(ids) = result else {
            self.stand = Stand::Failed;
            return Action::None;
        };
        let (first, above) = self.window.anchor();
        let anchor = (self.window.offset() > 0.0).then(|| self.ids.get(first).copied()).flatten();
        self.ids = self.with_what_is_read(ids);
        self.stand = Stand::Ready;
        self.selection.follow(&self.ids);
        self.window.resize(self.ids.len());
        // At the top, what is new is shown; elsewhere, what is being read stays.
        if let Some(index) = anchor.and_then(|anchor| self.ids.iter().position(|id| *id == anchor)) {
            self.window.restore(index, above);
        }
        match self.load_rows() {
            Action::None if self.again => self.refresh(),
            action => action,
        }
    }

    fn take_rows(&mut self, result: Result<Vec<Summary>, Fault>) -> Action {
        self.rows_failed = result.is_err();
        if let Ok(rows) = result {
            self.pages.take(rows, &self.ids, self.window.drawn());
        } else {
            self.pages.give_up();
        }
        if self.again && !self.asking { self.refresh() } else { Action::None }
    }

    /// What is in sight and not at hand. To be asked for after each message: a
    /// step may have brought other rows into sight.
    pub fn load_rows(&mut self) -> Action {
        if self.rows_failed {
            return Action::None;
        }
        let ids = self.pages.wanted(&self.ids, self.window.drawn());
        if ids.is_empty() { Action::None } else { Action::LoadRows { ids, generation: self.generation } }
    }

    fn press(&mut self, press: Press) -> Action {
        let Some(id) = self.ids.get(press.index).copied() else {
            return Action::None;
        };
        if press.modifiers.shift() {
            self.selection.extend(id, press.index, &self.ids);
            return Action::None;
        }
        if press.modifiers.command() {
            self.selection.toggle(id, press.index);
            return Action::None;
        }
        if self.selection.len() > 1 && self.selection.has(id) && !press.twice {
            self.pressed = Some(press.index);
            return Action::None;
        }
        self.selection.choose(id, press.index);
        self.window.reveal(press.index);
        if press.twice { Action::OpenApart(id) } else { Action::Open(id) }
    }

    fn touch(&mut self, touch: Touch) -> Action {
        let pressed = self.pressed.take();
        match touch {
            Touch::Lifted { index } if self.ids.get(index).is_some_and(|id| self.selection.has(*id)) => Action::Lift,
            Touch::Lifted { .. } => Action::None,
            Touch::Released { .. } => pressed.map_or(Action::None, |index| self.choose(index)),
            Touch::Menu { index, at } => {
                let Some(id) = self.ids.get(index).copied() else { return Action::None };
                if !self.selection.has(id) {
                    self.selection.choose(id, index);
                }
                Action::Menu(at)
            }
        }
    }

    fn choose(&mut self, index: usize) -> Action {
        let Some(id) = self.ids.get(index).copied() else { return Action::None };
        self.selection.choose(id, index);
        Action::Open(id)
    }

    fn step(&mut self, step: Step, extend: bool) -> Action {
        let Some(index) = step.from(self.selection.index(), self.ids.len(), self.window.page()) else {
            return Action::None;
        };
        let Some(id) = self.ids.get(index).copied() else {
            return Action::None;
        };
        self.window.reveal(index);
        if extend {
            self.selection.extend(id, index, &self.ids);
            return Action::None;
        }
        let known = self.selection.cursor() == Some(id) && self.selection.len() == 1;
        self.selection.choose(id, index);
        if known { Action::None } else { Action::Open(id) }
    }

    fn is_sortable(&self) -> bool {
        matches!(self.source, Some(Source::Folder(_) | Source::Inboxes(..)))
    }

    fn density(&self) -> Density {
        self.density
    }

    /// Rows are as high as what is listed asks for.
    fn fit(&mut self) {
        self.window.set_row_height(row_height(self.density, self.source.as_ref()));
    }
}

fn row_height(density: Density, source: Option<&Source>) -> f32 {
    match (density, source) {
        (Density::Comfortable, Some(Source::Search(_))) => RESULT,
        (Density::Comfortable, _) => COMFORTABLE,
        (Density::Compact, _) => COMPACT,
    }
}

#[cfg(test)]
mod tests;
