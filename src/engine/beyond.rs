//! Searching on the servers too, for what is not kept here.

use std::sync::Arc;

use crate::domain::query::{Place, Query, Term};
use crate::domain::{Account, FolderId, Protocol};
use crate::net::imap::Criteria;
use crate::sync::beyond::Beyond;
use crate::sync::{Report, Reporter};

use super::answer::Guarded;
use super::{Engine, Event, Fault, Scope, Subject, faults};

impl Engine {
    /// Looks on the servers for what is not here, and brings it. Gives how many
    /// came: they are found here then.
    pub async fn find_on_server(&self, scope: Scope, query: &str) -> Result<usize, Fault> {
        let criteria = criteria(&Query::parse(query));
        let within = match scope {
            Scope::Folder(folder) => Some(folder),
            Scope::Everywhere | Scope::Account(_) => None,
        };
        let mut came = 0;
        for account in self.asked(scope).await? {
            came += self.find_beyond(account, within, criteria.clone()).await?;
        }
        Ok(came)
    }

    async fn asked(&self, scope: Scope) -> Result<Vec<Account>, Fault> {
        let only = match scope {
            Scope::Everywhere => None,
            Scope::Account(account) => Some(account),
            Scope::Folder(folder) => {
                self.inner.store.folder(folder).await.map_err(faults::store)?.map(|folder| folder.account)
            }
        };
        let mut accounts = self.inner.store.accounts().await.map_err(faults::store)?;
        accounts.retain(|one| one.draft.protocol == Protocol::Imap && only.is_none_or(|only| only == one.id));
        Ok(accounts)
    }

    async fn find_beyond(&self, account: Account, within: Option<FolderId>, what: Criteria) -> Result<usize, Fault> {
        let about = Subject::Account(account.id);
        let Some(secret) = self.inner.store.secret(account.id).await.map_err(faults::store)? else { return Ok(0) };
        let (store, access) = (self.inner.store.clone(), self.inner.access.clone());
        let events = self.inner.events.clone();
        let report: Reporter = Arc::new(move |report| {
            if let Report::Folder(folder) = report {
                // Nobody listening is no failure.
                let _ = events.send(Event::FolderChanged(folder));
            }
        });
        let search = async move {
            let beyond = Beyond { account: &account, secret: &secret, store: &store, access: &access, report: &report };
            beyond.find(within, &what).await
        };
        // Whoever asked may be on an executor that knows no sockets; and may stop
        // asking, which ends the search.
        let task = Guarded(self.inner.handle.spawn(search));
        task.await.map_err(|_| faults::worker())?.map_err(|error| faults::sync(error, about))
    }
}

/// What of a query a server can answer: words, where they stand, and not more
/// of the rest than brings too much. What comes is searched again here.
fn criteria(query: &Query) -> Criteria {
    match query {
        Query::And(all) => Criteria::And(all.iter().map(criteria).collect()),
        Query::Or(any) => {
            let any = any.iter().map(criteria);
            any.reduce(|one, other| Criteria::Or(Box::new(one), Box::new(other))).unwrap_or(Criteria::And(vec![]))
        }
        // A word that must not be there may be there in another form.
        Query::Not(_) => Criteria::And(vec![]),
        Query::Term(term) => match term {
            Term::Text { place, text, .. } => match place {
                Place::From => Criteria::From(text.clone()),
                Place::To => Criteria::To(text.clone()),
                Place::Subject => Criteria::Subject(text.clone()),
                Place::Anywhere | Place::Attachment => Criteria::Text(text.clone()),
            },
            _ => Criteria::And(vec![]),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{Criteria, Query, criteria};

    #[test]
    fn words_are_asked_where_they_stand_and_the_rest_is_left_to_the_search_here() {
        let asked = criteria(&Query::parse("de:labo sodium -rappel est:non-lu"));
        let none = Criteria::And(vec![]);
        let expected = vec![Criteria::From("labo".to_owned()), Criteria::Text("sodium".to_owned()), none.clone(), none];
        assert_eq!(asked, Criteria::And(expected));
    }
}
