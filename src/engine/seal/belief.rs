//! What is believed of authorities, and known of what they took back: the
//! contents of a few directories, or what a profile has kept.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::crypto::cert::Certificate;
use crate::crypto::smime::{Bench, Binding, Seen};
use crate::crypto::trust::{
    Anchors, AnswerError, Candidate, Choice, Errand, Judgement, ListError, Origin, Purpose, Question, Revocation,
    Status, Taken, Unfit, certificates, errands, judge, lists_of, recipient,
};
use crate::domain::{Email, Timestamp};
use crate::net::published::Edition;

use super::super::{Fault, FaultKind, Subject};

/// Where the agency's own package puts the certificates of IGC-Santé.
const CRYPTOLIB: &str = "/etc/opt/santesocial/CPS/Coffre";
/// Of one list or certificate. The largest lists of the health authorities have some megabytes.
const LARGEST: u64 = 64 << 20;

#[derive(Debug, Clone, Default)]
pub struct Belief {
    anchors: Anchors,
    revocation: Revocation,
    /// Lists whose authority is not known yet: it may come with a message.
    lists: Vec<Vec<u8>>,
    between: Vec<Certificate>,
    bindings: Vec<Binding>,
    /// Of the lists that are known, by the addresses that they came from.
    editions: HashMap<String, Edition>,
}

impl Belief {
    /// The nine of IGC-Santé from where they are installed, and the authorities
    /// and lists of the directories. Of an authority that another one of them
    /// vouches for, only its word is taken: the root is what is believed.
    pub fn of(anchors: Option<&Path>, lists: Option<&Path>) -> Result<Self, Fault> {
        let mut belief = Self::installed();
        for file in anchors.map(files).transpose()?.unwrap_or_default() {
            for certificate in certificates(&file) {
                if certificate.is_self_issued() {
                    let _new = belief.anchors.add_own(certificate);
                } else {
                    belief.between.push(certificate);
                }
            }
        }
        belief.lists =
            lists.map(files).transpose()?.unwrap_or_default().iter().flat_map(|file| lists_of(file)).collect();
        Ok(belief)
    }

    /// Of the nine of IGC-Santé those that this workstation has.
    pub(in crate::engine) fn installed() -> Self {
        let mut belief = Self::default();
        for file in files(Path::new(CRYPTOLIB)).unwrap_or_default() {
            let _new = belief.anchors.take_igc_sante(&file);
        }
        belief
    }

    pub(super) fn bench(&self, now: Timestamp) -> Bench<'_> {
        Bench {
            anchors: &self.anchors,
            revocation: &self.revocation,
            lists: &self.lists,
            known: &self.between,
            bindings: &self.bindings,
            now,
        }
    }
}

/// What a profile keeps of it, piece by piece.
impl Belief {
    /// An authority: of the nine by its fingerprint, any other because the user
    /// said so.
    pub(in crate::engine) fn believe(&mut self, authority: Certificate) {
        if self.anchors.take_igc_sante(authority.der()) == 0 {
            let _new = self.anchors.add_own(authority);
        }
    }

    pub(in crate::engine) fn disbelieve(&mut self, authority: &Certificate) {
        let kept = std::mem::take(&mut self.anchors);
        for (certificate, _) in kept.iter().filter(|(known, _)| *known != authority) {
            self.believe(certificate.clone());
        }
    }

    /// One that may stand between. Says whether it was new.
    pub(in crate::engine) fn meet(&mut self, authority: Certificate) -> bool {
        let new = !self.between.contains(&authority);
        if new {
            self.between.push(authority);
        }
        new
    }

    pub(in crate::engine) fn bind(&mut self, bindings: Vec<Binding>) {
        self.bindings = bindings;
    }

    /// Somebody said whose this address is.
    pub(in crate::engine) fn binds(&self, address: &Email) -> bool {
        self.bindings.iter().any(|binding| binding.address == *address)
    }

    /// A list of this authority, as it was published there.
    pub(in crate::engine) fn learn_list(
        &mut self,
        bytes: &[u8],
        issuer: &Certificate,
        address: &str,
        edition: Edition,
    ) -> Result<Taken, ListError> {
        let taken = self.revocation.add_list(bytes, &[issuer])?;
        let _before = self.editions.insert(address.to_owned(), edition);
        Ok(taken)
    }

    pub(in crate::engine) fn learn_answer(
        &mut self,
        bytes: &[u8],
        certificate: &Certificate,
        issuer: &Certificate,
    ) -> Result<Taken, AnswerError> {
        self.revocation.add_answer(bytes, certificate, issuer, None)
    }

    /// What another one learned. Says whether any of it was news.
    pub(in crate::engine) fn join(&mut self, other: &Self) -> bool {
        self.editions.extend(other.editions.clone());
        self.revocation.join(&other.revocation)
    }
}

/// Questions to it.
impl Belief {
    pub(in crate::engine) fn anchors(&self) -> impl Iterator<Item = (&Certificate, Origin)> {
        self.anchors.iter()
    }

    pub(in crate::engine) fn origin(&self, certificate: &Certificate) -> Option<Origin> {
        self.anchors.origin(certificate)
    }

    pub(in crate::engine) fn authority(&self, fingerprint: &[u8]) -> Option<&Certificate> {
        let all = self.anchors.iter().map(|(certificate, _)| certificate).chain(&self.between);
        all.into_iter().find(|one| one.fingerprint() == fingerprint)
    }

    pub(in crate::engine) fn edition(&self, address: &str) -> Option<&Edition> {
        self.editions.get(address)
    }

    pub(in crate::engine) fn judgement(&self, seen: &Seen, now: Timestamp) -> Judgement {
        let between: Vec<Certificate> = seen.along.iter().chain(&self.between).cloned().collect();
        let uses = seen.certificate.uses();
        let purpose = match (uses.signature, uses.confidentiality) {
            (true, _) => Purpose::Sign,
            (false, true) => Purpose::Encrypt,
            (false, false) => Purpose::Authenticate,
        };
        judge(&Question {
            certificate: &seen.certificate,
            between: &between,
            anchors: &self.anchors,
            revocation: &self.with_lists(&between),
            purpose,
            at: seen.at,
            now,
        })
    }

    /// The certificate that a message to this address is encrypted for. `ours`
    /// says that all of them are of the address, whatever they say themselves.
    pub(in crate::engine) fn recipient(
        &self,
        address: &Email,
        known: &[Certificate],
        ours: bool,
        now: Timestamp,
    ) -> Result<Choice, Unfit> {
        let bound = |one: &Certificate| ours || self.bindings.iter().any(|binding| binding.is_of(address, one));
        let candidates: Vec<Candidate<'_>> =
            known.iter().map(|certificate| Candidate { certificate, bound: bound(certificate) }).collect();
        let revocation = self.with_lists(&self.between);
        recipient(address, &candidates, &self.between, &self.anchors, &revocation, now)
    }

    /// What is not known of it, or not until then.
    pub(in crate::engine) fn errands(&self, seen: &Seen, now: Timestamp, until: Timestamp) -> Vec<Errand> {
        let judgement = self.judgement(seen, now);
        errands(&judgement, &self.with_lists(&judgement.chain), until)
    }

    pub(in crate::engine) fn knows(&self, errand: &Errand, now: Timestamp) -> bool {
        !matches!(self.revocation.status(&errand.certificate, &errand.issuer, now), Status::Unknown(_))
    }

    fn with_lists(&self, between: &[Certificate]) -> Cow<'_, Revocation> {
        let mut revocation = Cow::Borrowed(&self.revocation);
        let authorities: Vec<&Certificate> = self.anchors.iter().map(|(one, _)| one).chain(between).collect();
        for list in &self.lists {
            let _strangers = revocation.to_mut().add_list(list, &authorities);
        }
        revocation
    }
}

/// What the files of a directory hold; what is too large to be meant is left out.
fn files(directory: &Path) -> Result<Vec<Vec<u8>>, Fault> {
    let unreadable =
        |error: std::io::Error| Fault::new(FaultKind::FileUnreadable, Subject::File, error.kind().to_string());
    let mut paths = Vec::new();
    for entry in fs::read_dir(directory).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let meant = fs::metadata(entry.path()).is_ok_and(|found| found.is_file() && found.len() <= LARGEST);
        if meant {
            paths.push(entry.path());
        }
    }
    paths.sort();
    paths.iter().map(|path| fs::read(path).map_err(unreadable)).collect()
}
