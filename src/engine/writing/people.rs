//! What is known of those one writes to: where they stand, whether what is
//! written to them can be encrypted; and whom one has written to before.

use std::collections::HashMap;

use crate::crypto::cert::Certificate;
use crate::crypto::trust::{Choice, Unfit};
use crate::domain::query::{Place, Query, Term};
use crate::domain::{AccountId, Address, Cipher, Email, Standing, word};
use crate::engine::{Engine, Fault, faults};
use crate::store::{Search, SearchScope};
use crate::sync::now;

/// Certificates of one address that are looked through, those met last.
const CERTIFICATES: u32 = 50;
/// Certificates whose addresses are noted in one go.
const HANDFUL: u32 = 500;
/// Letters that are looked through for a name, the newest.
const LETTERS: usize = 300;
/// People who are offered.
const OFFERED: usize = 8;

impl Engine {
    /// How those stand who have these addresses, in the same order, for who writes
    /// from a mailbox.
    pub async fn standing(&self, people: Vec<Email>, writer: AccountId) -> Result<Vec<Standing>, Fault> {
        let writer = self.account_of(writer).await?.draft.email;
        let choices = self.certificates_of(people.clone(), writer).await?;
        let standing =
            people.into_iter().zip(choices).map(|(email, choice)| Standing { cipher: cipher(&choice), email });
        Ok(standing.collect())
    }

    /// The certificate that a message to each of them is encrypted for, where it is
    /// written from that address.
    pub(super) async fn certificates_of(
        &self,
        people: Vec<Email>,
        writer: Email,
    ) -> Result<Vec<Result<Choice, Unfit>>, Fault> {
        let (mine, belief) = (self.own_certificates().await?, self.belief().await?);
        self.note_addresses().await?;
        let bound = people.iter().any(|one| belief.binds(one));
        let met = self.inner.store.certificates_naming(people.clone(), bound, CERTIFICATES).await;
        let met = met.map_err(faults::store)?;
        self.on_a_thread(move || {
            let mut known: Vec<Certificate> = met.iter().filter_map(|one| Certificate::read(&one.der).ok()).collect();
            let own: Vec<Certificate> = mine.iter().filter(|one| serves(one, &writer)).cloned().collect();
            known.extend(mine);
            let now = now();
            let choose = |email: &Email| {
                let chosen = belief.recipient(email, &known, false, now);
                // A health card holds no address: here it is of who writes, and of nobody else.
                let is_own = *email == writer && chosen.is_err();
                if is_own { belief.recipient(email, &own, true, now) } else { chosen }
            };
            people.iter().map(choose).collect()
        })
        .await
    }

    /// Each certificate is read once for the addresses that it names.
    async fn note_addresses(&self) -> Result<(), Fault> {
        let store = &self.inner.store;
        loop {
            let new = store.certificates_not_noted(HANDFUL).await.map_err(faults::store)?;
            if new.is_empty() {
                return Ok(());
            }
            let read = move || {
                let addresses = |der: &[u8]| Certificate::read(der).map(|one| one.addresses()).unwrap_or_default();
                new.into_iter().map(|one| (one.fingerprint, addresses(&one.der))).collect()
            };
            let noted = self.on_a_thread(read).await?;
            store.note_addresses(noted).await.map_err(faults::store)?;
        }
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
            let found = self.inner.store.find(search).await.map_err(faults::store)?.ids;
            for envelope in self.inner.store.envelopes(found).await.map_err(faults::store)? {
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

/// Whether a key with this certificate is of who writes from that address: it
/// names it; or it names none, as that of a health card, whose holder sits here.
pub(super) fn serves(certificate: &Certificate, writer: &Email) -> bool {
    let addresses = certificate.addresses();
    addresses.is_empty() || addresses.contains(writer)
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
