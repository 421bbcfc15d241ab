//! Going and asking: what is missing of some signers is fetched, proved, and
//! taken in. A responder is asked first, then the lists are read.
//!
//! Whom to ask is said by `crypto::trust::errands`, and by nobody else: only
//! what authorities wrote into certificates that are proved. Nothing that goes
//! wrong here ends a round.

use std::collections::HashSet;

use tokio::task::spawn_blocking;

use crate::crypto::cert::{Certificate, Fingerprint};
use crate::crypto::smime::Seen;
use crate::crypto::trust::{Errand, Taken, request};
use crate::domain::Timestamp;
use crate::net::published::{Edition, Publications, Published};
use crate::store::{KeptAnswer, KeptList, Learned, Version};

use super::super::seal::Belief;
use super::super::{Fault, FaultKind, Subject, faults};
use super::kept;

pub struct Round {
    publications: Publications,
    belief: Belief,
    now: Timestamp,
    /// Until when all is to be known.
    until: Timestamp,
    learned: Learned,
    fault: Option<Fault>,
    done: HashSet<(Fingerprint, Fingerprint)>,
    /// Addresses that have said what they had to say, or nothing.
    heard: HashSet<String>,
}

/// What came of a round.
pub struct Asked {
    pub belief: Belief,
    pub learned: Learned,
    pub fault: Option<Fault>,
}

impl Round {
    pub fn new(publications: Publications, belief: Belief, now: Timestamp, until: Timestamp) -> Self {
        Self {
            publications,
            belief,
            now,
            until,
            learned: Learned::default(),
            fault: None,
            done: HashSet::new(),
            heard: HashSet::new(),
        }
    }

    pub async fn run(mut self, seen: Vec<Seen>) -> Result<Asked, Fault> {
        for one in seen {
            // After each answer the chain is judged anew: what it says of an
            // authority decides whether those below it are asked about.
            while let Some(errand) = self.next(&one).await? {
                let subject = (errand.certificate.fingerprint(), errand.issuer.fingerprint());
                let _new = self.done.insert(subject);
                if !self.ask(&errand).await? {
                    self.read_lists(&errand).await?;
                }
            }
        }
        Ok(Asked { belief: self.belief, learned: self.learned, fault: self.fault })
    }

    async fn next(&mut self, seen: &Seen) -> Result<Option<Errand>, Fault> {
        let (seen, now, until) = (seen.clone(), self.now, self.until);
        let errands = self.think(move |belief| belief.errands(&seen, now, until)).await?;
        let new =
            |errand: &Errand| !self.done.contains(&(errand.certificate.fingerprint(), errand.issuer.fingerprint()));
        Ok(errands.into_iter().find(new))
    }

    /// Says whether a responder has told what is to be known.
    async fn ask(&mut self, errand: &Errand) -> Result<bool, Fault> {
        let question = request(&errand.certificate, &errand.issuer, None);
        for address in &errand.ocsp {
            if self.heard.contains(address) {
                continue;
            }
            match self.publications.ask(address, &question).await {
                Ok(bytes) => {
                    if self.take_answer(bytes, errand).await? {
                        return Ok(true);
                    }
                }
                Err(error) => {
                    let _silent = self.heard.insert(address.clone());
                    self.fail(&error);
                }
            }
        }
        Ok(false)
    }

    async fn take_answer(&mut self, bytes: Vec<u8>, errand: &Errand) -> Result<bool, Fault> {
        let Errand { certificate, issuer, .. } = errand.clone();
        let (bytes, taken) = self
            .think(move |belief| {
                let taken = belief.learn_answer(&bytes, &certificate, &issuer);
                (bytes, taken)
            })
            .await?;
        match taken {
            Ok(Taken { this_update, next_update, .. }) => {
                self.meet(&errand.certificate);
                self.meet(&errand.issuer);
                self.learned.answers.push(KeptAnswer {
                    certificate: errand.certificate.fingerprint(),
                    issuer: errand.issuer.fingerprint(),
                    this_update,
                    next_update,
                    bytes,
                });
            }
            Err(error) => self.fail(&error),
        }
        Ok(self.belief.knows(errand, self.now))
    }

    /// The full ones until one tells, then what changed since.
    async fn read_lists(&mut self, errand: &Errand) -> Result<(), Fault> {
        for address in &errand.lists {
            self.read_list(address, &errand.issuer).await?;
            if self.belief.knows(errand, self.now) {
                break;
            }
        }
        for address in &errand.deltas {
            self.read_list(address, &errand.issuer).await?;
        }
        Ok(())
    }

    async fn read_list(&mut self, address: &str, issuer: &Certificate) -> Result<(), Fault> {
        if !self.heard.insert(address.to_owned()) {
            return Ok(());
        }
        match self.publications.list(address, self.belief.edition(address)).await {
            Ok(Published::List { bytes, edition }) => self.take_list(address, bytes, edition, issuer).await,
            Ok(Published::Unchanged) => Ok(()),
            Err(error) => {
                self.fail(&error);
                Ok(())
            }
        }
    }

    async fn take_list(
        &mut self,
        address: &str,
        bytes: Vec<u8>,
        edition: Edition,
        issuer: &Certificate,
    ) -> Result<(), Fault> {
        let (place, signer, version) = (address.to_owned(), issuer.clone(), edition.clone());
        let (bytes, taken) = self
            .think(move |belief| {
                let taken = belief.learn_list(&bytes, &signer, &place, version);
                (bytes, taken)
            })
            .await?;
        match taken {
            Ok(Taken { this_update, next_update, .. }) => {
                self.meet(issuer);
                self.learned.lists.push(KeptList {
                    address: address.to_owned(),
                    issuer: issuer.fingerprint(),
                    this_update,
                    next_update,
                    version: Version { tag: edition.tag, modified: edition.modified },
                    bytes,
                });
            }
            Err(error) => self.fail(&error),
        }
        Ok(())
    }

    fn meet(&mut self, certificate: &Certificate) {
        let row = kept(certificate);
        if !self.learned.certificates.contains(&row) {
            self.learned.certificates.push(row);
        }
    }

    fn fail(&mut self, error: &dyn std::error::Error) {
        tracing::debug!(target: "sceau::trust", %error, "not learned");
        let fault = || Fault::new(FaultKind::RevocationUnchecked, Subject::Profile, error.to_string());
        let _first = self.fault.get_or_insert_with(fault);
    }

    /// Proofs and long lists are for a thread that may take its time.
    async fn think<T: Send + 'static>(
        &mut self,
        job: impl FnOnce(&mut Belief) -> T + Send + 'static,
    ) -> Result<T, Fault> {
        let mut belief = std::mem::take(&mut self.belief);
        let thought = spawn_blocking(move || {
            let done = job(&mut belief);
            (belief, done)
        });
        let (belief, done) = thought.await.map_err(|_| faults::worker())?;
        self.belief = belief;
        Ok(done)
    }
}
