//! What is known of those one writes to: where they stand, whether what is
//! written to them can be encrypted; and whom one has written to before.

use std::collections::HashMap;

use crate::crypto::cert::Certificate;
use crate::crypto::trust::{Choice, Unfit};
use crate::domain::query::{Place, Query, Term};
use crate::domain::{Address, Cipher, Email, Standing, Timestamp, word};
use crate::engine::{Engine, Fault, faults};
use crate::store::{Search, SearchScope};
use crate::sync::now;

/// Certificates that are looked through.
const CERTIFICATES: u32 = 10_000;
/// Letters that are looked through for a name, the newest.
const LETTERS: usize = 300;
/// People who are offered.
const OFFERED: usize = 8;

impl Engine {
    /// How those stand who have these addresses, in the same order.
    pub async fn standing(&self, people: Vec<Email>) -> Result<Vec<Standing>, Fault> {
        let choices = self.certificates_of(people.clone()).await?;
        let standing = people.into_iter().zip(choices).map(|(email, choice)| Standing {
            circle: email.circle(),
            apicrypt: email.is_apicrypt(),
            cipher: cipher(&choice),
            email,
        });
        Ok(standing.collect())
    }

    /// The certificate that a message to each of them is encrypted for.
    pub(super) async fn certificates_of(&self, people: Vec<Email>) -> Result<Vec<Result<Choice, Unfit>>, Fault> {
        let own: Vec<Email> = self.accounts().await?.into_iter().map(|account| account.draft.email).collect();
        let met = self.inner.store.signers_since(Timestamp(0), CERTIFICATES).await.map_err(faults::store)?;
        let (mine, belief) = (self.own_certificates().await?, self.belief().await?);
        self.on_a_thread(move || {
            let met: Vec<Certificate> = met.iter().filter_map(|one| Certificate::read(&one.der).ok()).collect();
            let now = now();
            let choose = |email: &Email| {
                // A health card holds no address: that it is in this reader makes it ours.
                let ours = own.contains(email);
                let chosen = belief.recipient(email, &met, false, now);
                if ours && chosen.is_err() { belief.recipient(email, &mine, true, now) } else { chosen }
            };
            people.iter().map(choose).collect()
        })
        .await
    }

    /// Of the card and of the keys that are kept here.
    async fn own_certificates(&self) -> Result<Vec<Certificate>, Fault> {
        let kept = self.soft_keys().await?;
        let kept = kept.iter().filter_map(|key| Certificate::read(key.certificate()).ok());
        let seen = self.inner.card.seen();
        let on_card = seen.iter().flat_map(|seen| &seen.token.certificates);
        Ok(kept.chain(on_card.filter_map(|one| Certificate::read(&one.der.0).ok())).collect())
    }

    /// People whose name or address begins so, of those one has written to or
    /// heard from: first who was written to, most often first.
    pub async fn people_like(&self, typed: &str) -> Result<Vec<Address>, Fault> {
        if typed.trim().chars().count() < 2 || word::words(typed).is_empty() {
            return Ok(Vec::new());
        }
        let own: Vec<Email> = self.accounts().await?.into_iter().map(|account| account.draft.email).collect();
        let mut met = Met { typed: word::words(typed), own, people: HashMap::new() };
        for place in [Place::To, Place::From] {
            let begins = |word: &String| Query::Term(Term::Text { place, text: word.clone(), begun: true });
            let query = Query::and(met.typed.iter().map(begins));
            let calendar = Box::new(|_| (None, None));
            let search = Search { scope: SearchScope::All, query, best: false, limit: LETTERS, calendar };
            for id in self.inner.store.find(search).await.map_err(faults::store)?.ids {
                let Some(envelope) = self.inner.store.envelope(id).await.map_err(faults::store)? else { continue };
                let wrote = envelope.from.iter().any(|one| met.is_own(one));
                let (there, weight) = match (place, wrote) {
                    (Place::To, true) => (envelope.to.iter().chain(&envelope.cc).collect::<Vec<_>>(), 100),
                    (Place::To, false) => continue,
                    _ => (envelope.from.iter().collect(), 1),
                };
                for one in there {
                    met.note(one, weight);
                }
            }
        }
        Ok(met.best())
    }
}

/// People that were come across, by their addresses.
struct Met {
    /// Its words, folded.
    typed: Vec<String>,
    own: Vec<Email>,
    people: HashMap<String, (Address, u32)>,
}

impl Met {
    fn is_own(&self, person: &Address) -> bool {
        Email::parse(&person.email).is_ok_and(|email| self.own.contains(&email))
    }

    fn note(&mut self, person: &Address, weight: u32) {
        let Ok(email) = Email::parse(&person.email) else { return };
        if !self.fits(person) {
            return;
        }
        let known = self.people.entry(email.as_str().to_lowercase()).or_insert_with(|| (person.clone(), 0));
        known.1 = known.1.saturating_add(weight);
        // What was met first is the newest; a name is better than none.
        if known.0.name.is_empty() {
            known.0.name.clone_from(&person.name);
        }
    }

    /// Each word that was typed begins one of the name or of the address.
    fn fits(&self, person: &Address) -> bool {
        let mut theirs = word::words(&person.name);
        theirs.extend(word::words(&person.email));
        self.typed.iter().all(|typed| theirs.iter().any(|word| word.starts_with(typed.as_str())))
    }

    fn best(self) -> Vec<Address> {
        let mut people: Vec<(Address, u32)> = self.people.into_values().collect();
        people.sort_by(|(one, often), (other, oftener)| {
            oftener
                .cmp(often)
                .then_with(|| one.display().cmp(other.display()))
                .then_with(|| one.email.cmp(&other.email))
        });
        people.into_iter().map(|(person, _)| person).take(OFFERED).collect()
    }
}

fn cipher(choice: &Result<Choice, Unfit>) -> Cipher {
    match choice {
        Ok(choice) => Cipher::Ready { until: choice.certificate.validity().until },
        Err(Unfit::NoneAtHand | Unfit::OtherAddress) => Cipher::Missing,
        Err(Unfit::OtherUse) => Cipher::OtherUse,
        Err(Unfit::NotTrusted(_)) => Cipher::NotTrusted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(typed: &str, people: &[(&str, &str, u32)]) -> Vec<String> {
        let mut met = Met { typed: word::words(typed), own: Vec::new(), people: HashMap::new() };
        for (name, email, weight) in people {
            met.note(&Address::new(*name, *email), *weight);
        }
        met.best().into_iter().map(|one| one.email).collect()
    }

    #[test]
    fn people_are_found_by_the_beginning_of_any_of_their_names() {
        let people = [
            ("Dr Hélène MARTIN", "helene.martin@medecin.mssante.example", 1),
            ("Paul Helner", "paul@clinique.example", 1),
            ("Anne Durand", "anne@clinique.example", 1),
        ];
        assert_eq!(met("hél", &people), ["helene.martin@medecin.mssante.example", "paul@clinique.example"]);
        assert_eq!(met("mart hel", &people), ["helene.martin@medecin.mssante.example"]);
        assert_eq!(met("clin", &people), ["anne@clinique.example", "paul@clinique.example"]);
        assert_eq!(met("zoé", &people), [""; 0]);
    }

    #[test]
    fn who_is_written_to_most_often_comes_first_and_each_comes_once() {
        let people = [
            ("Anne", "anne@clinique.example", 1),
            ("Anna", "anna@clinique.example", 100),
            ("", "ANNE@clinique.example", 1),
            ("Annie", "annie@clinique.example", 200),
        ];
        let found = met("ann", &people);
        assert_eq!(found, ["annie@clinique.example", "anna@clinique.example", "anne@clinique.example"]);
    }
}
