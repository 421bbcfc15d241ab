//! Whom the user knows: to whom they wrote before, and from whom they heard.
//! Known is said of an address, never of a name, which anybody can write.

use crate::domain::query::{Place, Query, Term};
use crate::domain::{Address, Email, Envelope, MessageId};
use crate::store::{Search, SearchScope};

use super::{Engine, Fault, faults};

/// Letters that are looked at for one address: words in a row are found, and
/// those of another address may be among them.
const LOOKED_AT: usize = 8;
/// People of one message that are looked up.
const PEOPLE: usize = 40;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acquaintance {
    /// An address of the user's own.
    Own,
    /// The user wrote to it.
    Written,
    /// It wrote before, and got no answer from here.
    Heard,
    Stranger,
}

impl Engine {
    /// How well the people of a message are known, by what else is here.
    pub async fn acquaintances(&self, message: MessageId) -> Result<Vec<(Email, Acquaintance)>, Fault> {
        let Some(envelope) = self.inner.store.envelope(message).await.map_err(faults::store)? else {
            return Ok(Vec::new());
        };
        let own: Vec<Email> = self.accounts().await?.into_iter().map(|account| account.draft.email).collect();
        let mut known: Vec<(Email, Acquaintance)> = Vec::new();
        for person in envelope.from.iter().chain(&envelope.to).chain(&envelope.cc).take(PEOPLE) {
            let Ok(email) = Email::parse(&person.email) else { continue };
            if known.iter().all(|(one, _)| *one != email) {
                let how = self.acquaintance(&email, &own, message).await?;
                known.push((email, how));
            }
        }
        Ok(known)
    }

    async fn acquaintance(&self, email: &Email, own: &[Email], but: MessageId) -> Result<Acquaintance, Fault> {
        if own.contains(email) {
            return Ok(Acquaintance::Own);
        }
        let theirs = words(Place::To, email);
        let ours = Query::or(own.iter().map(|own| words(Place::From, own)));
        let wrote = |envelope: &Envelope| is_among(email, &envelope.to) || is_among(email, &envelope.cc);
        if !own.is_empty() && self.is_there(Query::and([theirs, ours]), but, wrote).await? {
            return Ok(Acquaintance::Written);
        }
        let heard = self.is_there(words(Place::From, email), but, |envelope| is_among(email, &envelope.from)).await?;
        Ok(if heard { Acquaintance::Heard } else { Acquaintance::Stranger })
    }

    /// Whether there is another letter that is found so, and is so.
    async fn is_there(&self, query: Query, but: MessageId, is_so: impl Fn(&Envelope) -> bool) -> Result<bool, Fault> {
        let calendar = Box::new(|_| (None, None));
        let search = Search { scope: SearchScope::All, query, best: false, limit: LOOKED_AT, calendar };
        let found = self.inner.store.find(search).await.map_err(faults::store)?;
        for id in found.ids.into_iter().filter(|id| *id != but) {
            if self.inner.store.envelope(id).await.map_err(faults::store)?.is_some_and(|envelope| is_so(&envelope)) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn words(place: Place, email: &Email) -> Query {
    Query::Term(Term::Text { place, text: email.as_str().to_owned(), begun: false })
}

fn is_among(email: &Email, people: &[Address]) -> bool {
    people.iter().any(|person| Email::parse(&person.email).is_ok_and(|one| one == *email))
}
