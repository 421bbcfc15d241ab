//! The list of messages of a folder, or of a search. Holds ids, and the rows
//! around what is in sight; asks for both and never waits for either.

mod blank;
mod columns;
mod excerpts;
mod grouping;
mod header;
mod hit;
mod leaving;
mod lines;
mod message;
mod pages;
mod row;
mod search;
mod search_header;
mod selection;
mod table;
mod threads;
mod view;

use std::sync::Arc;

use super::Step;
use crate::config::{Form, Lists};
use crate::domain::{Account, AccountId, Filter, Folder, FolderId, Listing, MessageId, Sort, SortKey, Summary};
use crate::engine::{Event, Fault};
use crate::ui::context::Density;
use crate::ui::mailboxes::Inboxes;
use crate::ui::widget::virtual_list::{Press, Touch, Window};
use excerpts::Excerpts;
use lines::Lines;
use pages::Pages;
use search::{Beyond, Left};
use selection::Selection;
use threads::Threads;

pub use message::{Action, Message, What};
pub use search::Search;
pub use table::name as column_name;

/// The heights of a row of two lines, for each density.
const TWO_LINES: [f32; 3] = [64.0, 56.0, 46.0];
/// With one more line, that shows the hit and says where the message lies.
const RESULT: [f32; 3] = [84.0, 76.0, 64.0];
/// Of a row in columns.
const COLUMNS: [f32; 3] = [34.0, 28.0, 24.0];
/// A list at least this wide has room for columns.
const WIDE: f32 = 480.0;

#[derive(Debug)]
pub struct State {
    source: Option<Source>,
    /// The mailboxes that there are.
    mailboxes: Vec<AccountId>,
    sort: Sort,
    filter: Filter,
    /// Answers to an older question are dropped by this number.
    generation: u64,
    stand: Stand,
    /// Ids are on their way; and the list changed again meanwhile.
    asking: bool,
    again: bool,
    lines: Lines,
    threads: Threads,
    pages: Pages,
    /// Rows could not be read: said under the list, with a way to try again.
    rows_failed: bool,
    selection: Selection,
    /// Pressed among several that are chosen: alone when it is let go, or all are
    /// dragged.
    pressed: Option<usize>,
    window: Window,
    density: Density,
    /// In two lines or in columns, and in which groups.
    lists: Lists,
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

impl Source {
    /// Whether it is of other mailboxes now.
    fn follow(&mut self, accounts: &[Account]) -> bool {
        let Self::Inboxes(inboxes, members) = self else { return false };
        let now: Arc<[AccountId]> = inboxes.members(accounts).into();
        std::mem::replace(members, Arc::clone(&now)) != now
    }
}

/// Where the list stands with its ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    Loading,
    Ready,
    Failed,
}

impl State {
    pub fn new(density: Density, sort: Sort) -> Self {
        let [_, usual, _] = TWO_LINES;
        let mut state = Self {
            source: None,
            mailboxes: Vec::new(),
            sort,
            filter: Filter::All,
            generation: 0,
            stand: Stand::Ready,
            asking: false,
            again: false,
            lines: Lines::default(),
            threads: Threads::default(),
            pages: Pages::default(),
            rows_failed: false,
            selection: Selection::default(),
            pressed: None,
            window: Window::new(usual),
            density,
            lists: Lists { columns: Lists::default().places(), ..Lists::default() },
            excerpts: Excerpts::default(),
            coverage: None,
            beyond: Beyond::NotAsked,
            left: None,
        };
        state.fit();
        state
    }

    /// Where the keys stand: the message that the reader shows.
    pub fn cursor(&self) -> Option<MessageId> {
        self.selection.cursor()
    }

    /// All that is chosen, in the order of the list. A conversation that is one
    /// row stands for all that lies of it in what is listed.
    pub fn chosen(&self) -> Vec<MessageId> {
        self.lines.unfolded(&self.threads, |id| self.selection.has(id))
    }

    /// How many messages are listed.
    pub fn len(&self) -> usize {
        self.lines.messages()
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The row of a message, if it is at hand.
    pub fn summary(&self, id: MessageId) -> Option<&Summary> {
        self.pages.get(id)
    }

    /// The messages, in the order in which they are listed.
    pub fn listed(&self) -> Arc<[MessageId]> {
        self.lines.all().collect()
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
        let (lists, mailboxes) = (std::mem::take(&mut self.lists), std::mem::take(&mut self.mailboxes));
        *self = Self { generation: self.generation + 1, lists, mailboxes, ..Self::new(self.density(), self.sort) };
    }

    /// Asks anew, and shows what is here meanwhile.
    pub fn refresh(&mut self) -> Action {
        (self.asking, self.again) = (self.source.is_some(), false);
        self.generation += 1;
        self.pages.grow_old();
        self.threads.grow_old();
        let Some(what) = self.what() else { return Action::None };
        let (sort, filter, grouping) = (self.sort, self.filter, self.grouping());
        Action::LoadIds { what, sort, filter, grouping, generation: self.generation }
    }

    fn what(&self) -> Option<What> {
        Some(match self.source.as_ref()? {
            Source::Folder(folder) => What::Folder(folder.id),
            Source::Inboxes(_, accounts) => What::Inboxes(Arc::clone(accounts)),
            Source::Search(Search { query, scope, order, .. }) => {
                What::Search { scope: *scope, query: Arc::clone(query), order: *order }
            }
        })
    }

    pub fn set_density(&mut self, density: Density) {
        self.density = density;
        self.fit();
    }

    /// What the engine tells of folders and mailboxes.
    pub fn apply(&mut self, event: &Event) -> Action {
        match (event, &mut self.source) {
            (Event::Accounts(accounts), _) => self.accounts_changed(accounts),
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

    /// Mailboxes came or went, or are of another space: of those whose inboxes are
    /// listed as one, others are asked for. A search looks through those that are left.
    fn accounts_changed(&mut self, accounts: &[Account]) -> Action {
        let mailboxes = accounts.iter().map(|account| account.id).collect();
        let is_other = std::mem::replace(&mut self.mailboxes, mailboxes) != self.mailboxes;
        if let Some(left) = &mut self.left {
            let _ = left.source.follow(accounts);
        }
        let followed = self.source.as_mut().is_some_and(|source| source.follow(accounts));
        if followed || is_other && self.is_searching() { self.refresh() } else { Action::None }
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::IdsArrived { generation, .. }
            | Message::RowsArrived { generation, .. }
            | Message::ThreadsArrived { generation, .. }
            | Message::HitsArrived { generation, .. }
                if generation != self.generation =>
            {
                Action::None
            }
            Message::IdsArrived { result, .. } => self.take_ids(result),
            Message::RowsArrived { result, .. } => self.take_rows(result),
            Message::ThreadsArrived { result, .. } => self.take_threads(result),
            Message::Seen(sight) => {
                self.window.seen(sight);
                self.fit();
                self.load_rows()
            }
            Message::Pressed(press) => self.press(press),
            Message::Touched(touch) => self.touch(touch),
            Message::Stepped { step, extend } => self.step(step, extend),
            Message::AllChosen => {
                self.selection.choose_all(&self.lines);
                Action::None
            }
            Message::SortPicked(key) => {
                let descending = !matches!(key, SortKey::Who | SortKey::Subject);
                self.sort_by(Sort { key, descending })
            }
            Message::DirectionFlipped => self.sort_by(Sort { descending: !self.sort.descending, ..self.sort }),
            Message::FilterPicked(filter) => {
                self.filter = filter;
                self.window.scroll_to(0.0);
                self.refresh()
            }
            Message::Flipped(thread) => self.flip(thread),
            Message::WentIn => self.go_in(),
            Message::WentOut => self.go_out(),
            Message::GroupingPicked(grouping) => self.group_by(grouping),
            Message::FormPicked(form) => {
                self.lists.form = form;
                self.fit();
                Action::None
            }
            Message::DensityPicked(density) => {
                self.set_density(density);
                Action::None
            }
            Message::ColumnWidened(..)
            | Message::ColumnFlipped(_)
            | Message::ColumnMoved(..)
            | Message::ColumnsReset => self.change_columns(&message),
            Message::ColumnsPressed => Action::Columns,
            // The window shows it: its place is known there.
            Message::ShowPressed => Action::None,
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
        self.put_lines(Lines::default());
        self.threads.clear();
        self.pages.clear();
        self.rows_failed = false;
        self.selection.clear();
        self.fit();
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

    fn take_ids(&mut self, result: Result<Listing, Fault>) -> Action {
        self.asking = false;
        let Ok(listing) = result else {
            self.stand = Stand::Failed;
            return Action::None;
        };
        let listing = self.with_what_is_read(listing);
        self.stand = Stand::Ready;
        let lines = Lines::new(listing, &self.threads);
        self.put_lines(lines);
        match self.load_rows() {
            Action::None if self.again => self.refresh(),
            action => action,
        }
    }

    /// Other rows: at the top, what is new is shown; elsewhere, what is being
    /// read stays where it is.
    fn put_lines(&mut self, lines: Lines) {
        let anchor = (self.window.offset() > 0.0).then(|| self.anchor()).flatten();
        self.lines = lines;
        self.selection.follow(&self.lines);
        self.window.resize_with(self.lines.len(), self.lines.headings());
        if let Some((index, below)) = anchor.and_then(|(id, below)| Some((self.lines.position(id)?, below))) {
            self.window.restore(index, -below);
        }
    }

    /// The first message in sight, and how far down it begins.
    fn anchor(&self) -> Option<(MessageId, f64)> {
        let index = self.lines.message_near(self.window.visible().start, true)?;
        Some((self.lines.id(index)?, self.window.below_edge(index)))
    }

    fn take_rows(&mut self, result: Result<Vec<Summary>, Fault>) -> Action {
        self.rows_failed = result.is_err();
        if let Ok(rows) = result {
            self.pages.take(rows, &self.lines, self.window.drawn());
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
        let mut ids = self.pages.wanted(&self.lines, self.window.drawn());
        if ids.is_empty() {
            // What is folded into the chosen row decides what can be done with it.
            let folded = self.folded_in().to_vec();
            ids = self.pages.lacking(folded.into_iter());
        }
        if ids.is_empty() { Action::None } else { Action::LoadRows { ids, generation: self.generation } }
    }

    fn press(&mut self, press: Press) -> Action {
        let Some(id) = self.lines.id(press.index) else {
            return Action::None;
        };
        if press.modifiers.shift() {
            self.selection.extend(id, press.index, &self.lines);
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
        self.reveal(press.index);
        if press.twice { Action::OpenApart(id) } else { Action::Open(id) }
    }

    fn touch(&mut self, touch: Touch) -> Action {
        let pressed = self.pressed.take();
        match touch {
            Touch::Lifted { index } if self.lines.id(index).is_some_and(|id| self.selection.has(id)) => Action::Lift,
            Touch::Lifted { .. } => Action::None,
            Touch::Released { .. } => pressed.map_or(Action::None, |index| self.choose(index)),
            Touch::Menu { index, at } => {
                let Some(id) = self.lines.id(index) else { return Action::None };
                if !self.selection.has(id) {
                    self.selection.choose(id, index);
                }
                Action::Menu(at)
            }
        }
    }

    fn choose(&mut self, index: usize) -> Action {
        let Some(id) = self.lines.id(index) else { return Action::None };
        self.selection.choose(id, index);
        Action::Open(id)
    }

    fn step(&mut self, step: Step, extend: bool) -> Action {
        let Some(index) = step.from(self.selection.index(), self.lines.len(), self.window.page()) else {
            return Action::None;
        };
        // Over headings.
        let downwards = matches!(step, Step::Down | Step::PageDown | Step::Home);
        let Some(index) = self.lines.message_near(index, downwards) else { return Action::None };
        let Some(id) = self.lines.id(index) else { return Action::None };
        self.reveal(index);
        if extend {
            self.selection.extend(id, index, &self.lines);
            return Action::None;
        }
        let known = self.selection.cursor() == Some(id) && self.selection.len() == 1;
        self.selection.choose(id, index);
        if known { Action::None } else { Action::Open(id) }
    }

    /// Shows a row whole, and its heading if it is the first below it.
    fn reveal(&mut self, index: usize) {
        let above = index.checked_sub(1).filter(|above| self.lines.at(*above).is_some_and(|line| line.id().is_none()));
        if let Some(heading) = above {
            self.window.reveal(heading);
        }
        self.window.reveal(index);
    }

    fn is_sortable(&self) -> bool {
        matches!(self.source, Some(Source::Folder(_) | Source::Inboxes(..)))
    }

    fn density(&self) -> Density {
        self.density
    }

    /// In columns, where there is room for them.
    fn is_table(&self) -> bool {
        self.lists.form == Form::Columns && self.window.width() >= WIDE
    }

    /// Rows are as high as what is listed asks for.
    fn fit(&mut self) {
        let heights = match &self.source {
            _ if self.is_table() => COLUMNS,
            Some(Source::Search(_)) => RESULT,
            _ => TWO_LINES,
        };
        let [airy, comfortable, compact] = heights;
        let height = match self.density {
            Density::Airy => airy,
            Density::Comfortable => comfortable,
            Density::Compact => compact,
        };
        if (self.window.row_height() - height).abs() > f32::EPSILON {
            self.window.set_row_height(height);
        }
    }
}

#[cfg(test)]
mod tests;
