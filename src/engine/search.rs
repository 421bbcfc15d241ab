//! Searching: here, and searches kept under a name.

use std::sync::Arc;
use std::time::Duration;

use jiff::tz::TimeZone;

use super::excerpt::excerpt;
use super::{
    Engine, Event, Excerpt, Fault, FaultKind, HitOrder, Hits, SavedSearch, SavedSearchId, Scope, Subject, faults,
};
use crate::domain::query::{Dates, Day, Query};
use crate::domain::{BodyState, MessageId, Timestamp};
use crate::mime;
use crate::store::{LetterWords, Saved, Search, SearchScope, Span, Store, StoreError};

/// More hits than anybody reads; the newest are kept.
const MOST_HITS: usize = 2000;

/// Letters put into the index again in one go, and the pause after it.
const AGAIN: usize = 50;
const REST: Duration = Duration::from_millis(20);

impl Engine {
    /// What a query (`domain::query`) means. Any text is one; an empty one finds
    /// nothing.
    pub async fn find(&self, scope: Scope, query: &str, order: HitOrder) -> Result<Hits, Fault> {
        let search = Search {
            scope: within(scope),
            query: Query::parse(query),
            best: order == HitOrder::Best,
            limit: MOST_HITS,
            calendar: calendar(),
        };
        let found = self.inner.store.find(search).await.map_err(faults::store)?;
        Ok(Hits { ids: found.ids, searched: found.searched, total: found.total })
    }

    /// The words around the first hit of a query in a message.
    pub async fn excerpt(&self, id: MessageId, query: &str) -> Result<Excerpt, Fault> {
        let summary = self.summary(id).await?;
        if summary.body == BodyState::Pending {
            return Ok(Excerpt::default());
        }
        let raw = self.source(id).await?;
        let query = Query::parse(query);
        self.on_a_thread(move || excerpt(&mime::read(&raw).text, &query)).await
    }

    pub async fn saved_searches(&self) -> Result<Vec<SavedSearch>, Fault> {
        let all = self.inner.store.saved_searches().await.map_err(faults::store)?;
        Ok(all.into_iter().map(saved).collect())
    }

    pub async fn save_search(&self, name: &str, query: &str, scope: Scope) -> Result<SavedSearch, Fault> {
        if name.trim().is_empty() {
            return Err(Fault::new(FaultKind::SearchNameMissing, Subject::Profile, "a search without a name"));
        }
        let kept = self.inner.store.save_search(name, query, within(scope)).await.map_err(faults::store)?;
        self.tell_saved_searches().await?;
        Ok(saved(kept))
    }

    pub async fn remove_saved_search(&self, id: SavedSearchId) -> Result<(), Fault> {
        self.inner.store.remove_saved_search(id.0).await.map_err(faults::store)?;
        self.tell_saved_searches().await
    }

    async fn tell_saved_searches(&self) -> Result<(), Fault> {
        let all: Arc<[SavedSearch]> = self.saved_searches().await?.into();
        self.tell(Event::SavedSearches(all));
        Ok(())
    }
}

/// Puts letters into the index that a new version of it does not have, newest
/// first, until there are none. Searches say meanwhile in how much they looked.
pub(super) async fn index_again(store: Store) {
    while let Ok(ids) = store.unindexed(AGAIN).await {
        if ids.is_empty() {
            return;
        }
        let mut letters = Vec::with_capacity(ids.len());
        for id in ids {
            match store.raw(id).await {
                Err(StoreError::Closed) => return,
                // One whose bytes are damaged is found by its header.
                raw => letters.push((id, raw.ok().flatten())),
            }
        }
        let read = tokio::task::spawn_blocking(move || {
            let mut reports = Vec::new();
            let mut read = Vec::with_capacity(letters.len());
            for (id, raw) in letters {
                read.push((id, raw.as_deref().map(words)));
                reports.extend(raw.and_then(|raw| mime::receipt::report(&raw)).map(|report| (id, report)));
            }
            (read, reports)
        });
        let Ok((letters, reports)) = read.await else { return };
        for (id, report) in reports {
            let _ = store.note_report(id, report).await;
        }
        if store.index_again(letters).await.is_err() {
            return;
        }
        tokio::time::sleep(REST).await;
    }
}

pub(super) fn words(raw: &[u8]) -> LetterWords {
    let reading = mime::read(raw);
    let attachment_names = reading.parts.into_iter().map(|part| part.name).filter(|name| !name.is_empty()).collect();
    LetterWords { text: reading.text, attachment_names }
}

fn within(scope: Scope) -> SearchScope {
    match scope {
        Scope::Everywhere => SearchScope::All,
        Scope::Account(account) => SearchScope::Account(account),
        Scope::Folder(folder) => SearchScope::Folder(folder),
    }
}

fn saved(kept: Saved) -> SavedSearch {
    let scope = match kept.scope {
        SearchScope::All => Scope::Everywhere,
        SearchScope::Account(account) => Scope::Account(account),
        SearchScope::Folder(folder) => Scope::Folder(folder),
    };
    SavedSearch { id: SavedSearchId(kept.id), name: kept.name, query: kept.query, scope }
}

/// The days of the user's calendar: they begin at midnight where the
/// workstation is.
pub(super) fn calendar() -> Box<dyn Fn(Dates) -> Span + Send + Sync> {
    let zone = TimeZone::system();
    let now = jiff::Timestamp::now().to_zoned(zone.clone()).date();
    let day = |of: i8| u8::try_from(of).unwrap_or(1);
    let today = Day { year: now.year(), month: day(now.month()), day: day(now.day()) };
    Box::new(move |dates| {
        let (since, until) = dates.span(today);
        let midnight = |day: Option<Day>| day.and_then(|day| midnight(day, &zone));
        (midnight(since), midnight(until))
    })
}

fn midnight(day: Day, zone: &TimeZone) -> Option<Timestamp> {
    let (month, of_month) = (i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?);
    let date = jiff::civil::Date::new(day.year, month, of_month).ok()?;
    Some(Timestamp(date.to_zoned(zone.clone()).ok()?.timestamp().as_second()))
}
