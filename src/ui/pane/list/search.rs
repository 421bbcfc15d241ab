//! Listing what a search found. While another letter is typed, what the letters
//! before found stays on view until the answer comes; leaving the search brings
//! back what was listed before it, as it stood.

use std::sync::Arc;

use super::lines::Lines;
use super::{Action, Message, Source, Stand, State};
use crate::domain::{AccountId, Filter, FolderId, MessageId};
use crate::engine::{Fault, HitOrder, Hits, SavedSearchId, Scope};

use super::selection::Selection;

/// What is looked for, where, and which come first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    pub query: Arc<str>,
    pub scope: Scope,
    pub order: HitOrder,
    /// It is kept, under this name.
    pub saved: Option<(SavedSearchId, Arc<str>)>,
}

/// How the servers were asked for what is not here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beyond {
    NotAsked,
    Asking,
    /// That many came.
    Came(usize),
    Failed,
}

/// What was listed before the search.
#[derive(Debug)]
pub(super) struct Left {
    pub(super) source: Source,
    filter: Filter,
    lines: Lines,
    selection: Selection,
    offset: f64,
}

impl State {
    /// The search that is listed, if one is.
    pub fn search(&self) -> Option<&Search> {
        match &self.source {
            Some(Source::Search(search)) => Some(search),
            _ => None,
        }
    }

    pub fn show_search(&mut self, search: Search) -> Action {
        let before = match self.source.take() {
            Some(Source::Search(shown)) if shown == search => {
                self.source = Some(Source::Search(shown));
                return Action::None;
            }
            before => before,
        };
        let (filter, offset) = (self.filter, self.window.offset());
        let selection = std::mem::take(&mut self.selection);
        let was_searching = matches!(before, Some(Source::Search(_)));
        if let Some(source) = before.filter(|_| !was_searching) {
            let lines = std::mem::take(&mut self.lines);
            self.left = Some(Box::new(Left { source, filter, lines, selection, offset }));
        }
        self.source = Some(Source::Search(search));
        self.filter = Filter::All;
        self.stand = Stand::Loading;
        self.rows_failed = false;
        self.beyond = Beyond::NotAsked;
        self.excerpts.grow_old();
        if !was_searching {
            // What lies in a folder is no result, even for a moment.
            self.coverage = None;
            self.lines = Lines::default();
            self.window.resize(0);
        }
        self.fit();
        self.window.scroll_to(0.0);
        self.refresh()
    }

    /// Comes back to what was listed before; false when there is nothing to
    /// come back to.
    pub fn leave_search(&mut self) -> Option<Action> {
        let left = *self.left.take()?;
        self.source = Some(left.source);
        self.filter = left.filter;
        self.selection = left.selection;
        self.stand = if left.lines.is_empty() { Stand::Loading } else { Stand::Ready };
        self.lines = left.lines;
        self.coverage = None;
        self.rows_failed = false;
        self.excerpts.clear();
        self.fit();
        self.window.resize_with(self.lines.len(), self.lines.headings());
        self.window.scroll_to(left.offset);
        Some(self.refresh())
    }

    /// Where the search may be narrowed to: the folder that it was begun in.
    pub(super) fn home(&self) -> Option<(AccountId, FolderId)> {
        match &self.left.as_deref()?.source {
            Source::Folder(folder) => Some((folder.account, folder.id)),
            Source::Inboxes(..) | Source::Search(_) => None,
        }
    }

    /// The words around the hits in sight that are not at hand. To be asked for
    /// after each message, as rows are.
    pub fn load_excerpts(&mut self) -> Action {
        let Some(Source::Search(search)) = &self.source else { return Action::None };
        if self.stand != Stand::Ready {
            return Action::None;
        }
        let seen: Vec<MessageId> = self.lines.ids(self.window.visible()).collect();
        let ids = self.excerpts.wanted(&seen);
        if ids.is_empty() { Action::None } else { Action::LoadExcerpts { ids, query: Arc::clone(&search.query) } }
    }

    pub(super) fn take_hits(&mut self, result: Result<Hits, Fault>) -> Action {
        let ids = result.map(|hits| {
            self.coverage = Some((hits.searched, hits.total));
            hits.ids.into()
        });
        self.take_ids(ids)
    }

    pub(super) fn search_update(&mut self, message: Message) -> Action {
        let Some(Source::Search(search)) = self.source.clone() else { return Action::None };
        match message {
            Message::ExcerptsArrived { query, excerpts } if query == search.query => self.excerpts.take(excerpts),
            Message::ServerAnswered { query, result } if query == search.query && self.beyond == Beyond::Asking => {
                self.beyond = result.map_or(Beyond::Failed, Beyond::Came);
                return self.refresh();
            }
            Message::ScopePicked(scope) => return self.show_search(Search { scope, saved: None, ..search }),
            Message::HitOrderFlipped => {
                let order = match search.order {
                    HitOrder::Newest => HitOrder::Best,
                    HitOrder::Best => HitOrder::Newest,
                };
                return self.show_search(Search { order, ..search });
            }
            Message::ServerPressed => {
                self.beyond = Beyond::Asking;
                return Action::AskServer { scope: search.scope, query: search.query };
            }
            Message::ServerStopped => {
                self.beyond = Beyond::NotAsked;
                return Action::StopServer;
            }
            Message::SavePressed => return Action::Save(search),
            Message::RemovePressed => {
                if let Some((id, name)) = search.saved {
                    return Action::Remove(id, name);
                }
            }
            _ => {}
        }
        Action::None
    }
}
