//! Looking on a server for what is not here: a connection of its own, and what
//! it finds is brought in whole. What comes is for the search here to judge, so
//! the server is asked for no less than what is meant, and perhaps for more.

use std::collections::HashMap;

use tokio::sync::mpsc;

use crate::domain::query::{Dates, Place, Query, Size, State, Term};
use crate::domain::{Account, BodyState, FolderId, MessageId, Role, Secret, Timestamp, Uid};
use crate::net::Anchors;
use crate::net::imap::{Criteria, RemoteFolder, Session};
use crate::store::{NewMessage, Span, Store};

use super::{SyncError, ingest};

/// Of one folder; the newest.
const MOST: usize = 500;
const IN_FLIGHT: usize = 64;
const DAY: i64 = 24 * 3600;

pub struct Lookup<'a> {
    pub account: &'a Account,
    pub secret: &'a Secret,
    pub store: &'a Store,
    pub anchors: &'a Anchors,
    /// One folder alone.
    pub folder: Option<FolderId>,
    pub criteria: Criteria,
}

impl Lookup<'_> {
    /// Gives how many came. A folder that was never in step, or was renumbered,
    /// is left to the next round.
    pub async fn run(&self) -> Result<usize, SyncError> {
        let draft = &self.account.draft;
        let mut session = Session::open(&draft.incoming, self.anchors, &draft.user, draft.auth, self.secret).await?;
        let remote = session.folders().await?;
        let mut came = 0;
        for folder in self.store.folders(self.account.id).await? {
            let wanted = folder.selectable && self.folder.is_none_or(|one| one == folder.id);
            let there = remote.iter().find(|there| there.path == folder.path);
            if let Some(there) = there.filter(|_| wanted && folder.role != Some(Role::Virtual)) {
                came += self.in_folder(&mut session, folder.id, folder.role, there).await?;
            }
        }
        session.logout().await;
        Ok(came)
    }

    async fn in_folder(
        &self,
        session: &mut Session,
        folder: FolderId,
        role: Option<Role>,
        there: &RemoteFolder,
    ) -> Result<usize, SyncError> {
        let selected = session.examine(&there.raw_name).await?;
        if self.store.folder_state(folder).await?.uid_validity != Some(selected.uid_validity) {
            return Ok(0);
        }
        let mut found = session.search(&self.criteria).await?;
        let found = found.split_off(found.len().saturating_sub(MOST));
        let known: HashMap<Uid, (MessageId, BodyState)> =
            self.store.known(folder).await?.into_iter().map(|known| (known.uid, (known.id, known.body))).collect();
        let new: Vec<Uid> = found.iter().rev().copied().filter(|uid| !known.contains_key(uid)).collect();
        let mut wanted: HashMap<Uid, MessageId> = self.headers(session, folder, role, &new).await?;
        let pending = found.iter().filter_map(|uid| match known.get(uid) {
            Some((id, BodyState::Pending)) => Some((*uid, *id)),
            _ => None,
        });
        wanted.extend(pending);
        self.bodies(session, &wanted).await
    }

    async fn headers(
        &self,
        session: &mut Session,
        folder: FolderId,
        role: Option<Role>,
        uids: &[Uid],
    ) -> Result<HashMap<Uid, MessageId>, SyncError> {
        if uids.is_empty() {
            return Ok(HashMap::new());
        }
        let (sender, mut receiver) = mpsc::channel(IN_FLIGHT);
        let fetched = async {
            let fetched = session.headers(uids, &sender).await;
            drop(sender);
            fetched
        };
        let read = async {
            let mut rows: Vec<NewMessage> = Vec::new();
            while let Some(header) = receiver.recv().await {
                rows.push(ingest::row(header, role));
            }
            rows
        };
        let (fetched, rows) = futures::join!(fetched, read);
        fetched?;
        let uids: Vec<Uid> = rows.iter().map(|row| row.uid).collect();
        let ids = self.store.add_headers(folder, rows).await?;
        Ok(uids.into_iter().zip(ids).collect())
    }

    async fn bodies(&self, session: &mut Session, wanted: &HashMap<Uid, MessageId>) -> Result<usize, SyncError> {
        let mut uids: Vec<Uid> = wanted.keys().copied().collect();
        if uids.is_empty() {
            return Ok(0);
        }
        uids.sort_unstable_by(|a, b| b.cmp(a));
        let mut came = 0;
        let (sender, receiver) = mpsc::channel(IN_FLIGHT);
        let fetched = async {
            let fetched = session.bodies(&uids, &sender).await;
            drop(sender);
            fetched
        };
        let kept = ingest::bodies(self.store, receiver, |uid| wanted.get(&uid).copied(), |count| came += count);
        let (fetched, kept) = futures::join!(fetched, kept);
        kept?;
        fetched?;
        Ok(came)
    }
}

/// What a server can be asked; None where that would be everything.
pub fn criteria(query: &Query, calendar: &dyn Fn(Dates) -> Span) -> Option<Criteria> {
    match query {
        Query::And(all) => {
            let all: Vec<Criteria> = all.iter().filter_map(|one| criteria(one, calendar)).collect();
            (!all.is_empty()).then_some(Criteria::And(all))
        }
        Query::Or(any) => {
            let any = any.iter().map(|one| criteria(one, calendar)).collect::<Option<Vec<_>>>()?;
            any.into_iter().reduce(|one, other| Criteria::Or(Box::new(one), Box::new(other)))
        }
        Query::Not(inner) => exact(inner).map(|inner| Criteria::Not(Box::new(inner))),
        Query::Term(term) => of_term(term, calendar),
    }
}

/// What is asked of the server and what is meant, where they are the same: only
/// that can be turned round. Words are not: servers find them inside others.
fn exact(query: &Query) -> Option<Criteria> {
    match query {
        Query::Term(term @ (Term::Is(_) | Term::Size(_))) => of_term(term, &|_| (None, None)),
        _ => None,
    }
}

fn of_term(term: &Term, calendar: &dyn Fn(Dates) -> Span) -> Option<Criteria> {
    let under = |bytes: u64| Criteria::Smaller(u32::try_from(bytes).unwrap_or(u32::MAX));
    let over = |bytes: u64| Criteria::Larger(u32::try_from(bytes).unwrap_or(u32::MAX));
    Some(match term {
        Term::Text { place: Place::From, text, .. } => Criteria::From(text.clone()),
        Term::Text { place: Place::Subject, text, .. } => Criteria::Subject(text.clone()),
        // To a server, To is without Cc; and names of attachments are text.
        Term::Text { text, .. } => Criteria::Text(text.clone()),
        // Servers count the days of arrival. Nothing comes long before it was
        // written, but much comes long after.
        Term::Date(dates) => Criteria::Since(Timestamp::clamped(calendar(*dates).0?.0 - 2 * DAY)),
        Term::Size(Size::Over(bytes)) => over(*bytes),
        Term::Size(Size::AtLeast(bytes)) => over(bytes.saturating_sub(1)),
        Term::Size(Size::Under(bytes)) => under(*bytes),
        Term::Is(State::Unread) => Criteria::Unseen,
        Term::Is(State::Read) => Criteria::Not(Box::new(Criteria::Unseen)),
        Term::Is(State::Flagged) => Criteria::Flagged,
        Term::Is(_) | Term::Attachment(_) | Term::Tag(_) | Term::Folder(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::criteria;
    use crate::domain::Timestamp;
    use crate::domain::query::Query;
    use crate::net::imap::Criteria;

    fn asked(typed: &str) -> Option<Criteria> {
        criteria(&Query::parse(typed), &|_| (Some(Timestamp(1_000_000)), None))
    }

    fn text(text: &str) -> Criteria {
        Criteria::Text(text.to_owned())
    }

    #[test]
    fn a_server_is_asked_for_no_less_than_what_is_meant() {
        assert_eq!(asked("foie "), Some(text("foie")));
        assert_eq!(
            asked("de:anne à:bruno "),
            Some(Criteria::And(vec![Criteria::From("anne".to_owned()), text("bruno")]))
        );
        assert_eq!(asked("foie -rein tag:urgent "), Some(Criteria::And(vec![text("foie")])));
        assert_eq!(asked("depuis:2024"), Some(Criteria::Since(Timestamp(1_000_000 - 172_800))));
        assert_eq!(asked("-est:lu"), Some(Criteria::Not(Box::new(Criteria::Not(Box::new(Criteria::Unseen))))));
    }

    #[test]
    fn a_server_is_not_asked_for_everything() {
        for typed in ["", "-foie ", "tag:urgent", "foie OU tag:urgent", "-(foie est:lu)"] {
            assert_eq!(asked(typed), None, "{typed}");
        }
    }
}
