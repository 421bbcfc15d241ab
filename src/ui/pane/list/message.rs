//! What the list is told and what it wants: the words between it and its parent.

use std::sync::Arc;

use iced::Point;

use super::Search;
use crate::config::{Column, Form};
use crate::domain::thread::Conversation;
use crate::domain::{AccountId, Filter, FolderId, Grouping, Listing, MessageId, Sort, SortKey, Summary, ThreadId};
use crate::engine::{Excerpt, Fault, HitOrder, Hits, SavedSearchId, Scope};
use crate::ui::context::Density;
use crate::ui::pane::Step;
use crate::ui::widget::virtual_list::{Press, Sight, Touch};

#[derive(Debug, Clone)]
pub enum Message {
    /// Answers.
    IdsArrived {
        generation: u64,
        result: Result<Listing, Fault>,
    },
    RowsArrived {
        generation: u64,
        result: Result<Vec<Summary>, Fault>,
    },
    ThreadsArrived {
        generation: u64,
        result: Result<Vec<Conversation>, Fault>,
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
    /// A conversation is opened in its place, or folded.
    Flipped(ThreadId),
    /// Keys: into the conversation, and out of it.
    WentIn,
    WentOut,
    /// The header.
    SortPicked(SortKey),
    DirectionFlipped,
    FilterPicked(Filter),
    GroupingPicked(Grouping),
    FormPicked(Form),
    DensityPicked(Density),
    ColumnWidened(Column, f32),
    ColumnFlipped(Column),
    /// To the right, or to the left.
    ColumnMoved(Column, bool),
    /// As they were at first.
    ColumnsReset,
    /// The page of the columns is wanted.
    ColumnsPressed,
    /// The menu of how the list is shown.
    ShowPressed,
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
        grouping: Grouping,
        generation: u64,
    },
    /// Answer with [`Message::ThreadsArrived`] of the same generation.
    LoadThreads {
        what: What,
        threads: Vec<ThreadId>,
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
    /// Show the page of the columns.
    Columns,
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
