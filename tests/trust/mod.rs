//! What a profile believes, kept and fetched: a real engine, a real profile, and
//! the health PKI's web server on loopback, whose requests are counted.

mod addresses;
mod anchors;
mod revocation;
mod terminal;
mod white_list;
mod wire;

use std::path::PathBuf;

use openssl::pkcs12::Pkcs12;
use openssl::stack::Stack;
use sceau::config::Paths;
use sceau::domain::verdict::{Overall, Reason};
use sceau::domain::{Secret, Timestamp};
use sceau::engine::seal::{self, Judged, Pen};
use sceau::engine::trust::Refreshed;
use sceau::engine::{Engine, Event, Events, Gate, Runtime, Unlock};

use crate::support::card::certificate::Identity;
use crate::support::card::pki::{HealthPki, Issuer};
use crate::support::card::{Leaf, STRUCTURE_ADDRESS};

const PASSPHRASE: &str = "quatre mots sans rapport";

/// A practice with its profile, which believes the root.
struct Practice {
    pki: HealthPki,
    directory: tempfile::TempDir,
    runtime: Runtime,
    engine: Engine,
}

impl Practice {
    fn new() -> Self {
        let practice = Self::without_root();
        let root = practice.pki.root().der.clone();
        let _ = practice.wait(practice.engine.import_anchor(root)).unwrap();
        practice
    }

    fn without_root() -> Self {
        let (directory, runtime) = (tempfile::tempdir().unwrap(), Runtime::start().unwrap());
        let gate = Gate::new(runtime.handle(), Paths::at(directory.path().join("profile")));
        let engine = runtime.block_on(gate.create(Unlock::Passphrase(Secret::new(PASSPHRASE)))).unwrap();
        Self { pki: HealthPki::start(), directory, runtime, engine }
    }

    fn profile(&self) -> PathBuf {
        self.directory.path().join("profile")
    }

    fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// Ends the program and starts it again.
    fn restart(&mut self) {
        self.wait(self.engine.close());
        let gate = Gate::new(self.runtime.handle(), Paths::at(self.profile()));
        self.engine = self.wait(gate.open(Unlock::Passphrase(Secret::new(PASSPHRASE)))).unwrap();
    }

    /// A letter that this holder signed just now.
    fn signed(&self, identity: &Identity, issuer: Issuer, from: &str) -> Vec<u8> {
        let mut chain = Stack::new().unwrap();
        chain.push(self.pki.authority(issuer).x509()).unwrap();
        signed(identity, Some(chain), from)
    }

    /// By the structure of the practice.
    fn of_structure(&self) -> (Identity, Vec<u8>) {
        let identity = self.pki.leaf(Leaf::StructureSignature);
        let letter = self.signed(&identity, Issuer::Organisations, STRUCTURE_ADDRESS);
        (identity, letter)
    }

    /// By another holder, whom the same authority certified.
    fn of_neighbour(&self) -> (Identity, Vec<u8>) {
        let mut profile = Leaf::StructureSignature.profile();
        "neighbour".clone_into(&mut profile.name);
        let identity = self.pki.issue(Issuer::Organisations, &profile);
        let letter = self.signed(&identity, Issuer::Organisations, STRUCTURE_ADDRESS);
        (identity, letter)
    }

    fn judge(&self, letter: &[u8]) -> Judged {
        let belief = self.wait(self.engine.belief()).unwrap();
        let judged = seal::judge(&belief, letter, &[], now());
        self.wait(self.engine.remember(&judged)).unwrap();
        judged
    }

    fn refresh(&self, letter: &[u8]) -> Refreshed {
        self.wait(self.engine.refresh_revocation(&self.judge(letter))).unwrap()
    }

    fn overall(&self, letter: &[u8]) -> Overall {
        self.judge(letter).verdict.overall
    }

    fn reasons(&self, letter: &[u8]) -> Vec<Reason> {
        self.judge(letter).verdict.layers[0].signers[0].reasons.clone()
    }

    fn requests(&self) -> usize {
        self.pki.requests().len()
    }
}

impl Drop for Practice {
    fn drop(&mut self) {
        self.runtime.block_on(self.engine.close());
    }
}

fn signed(identity: &Identity, chain: Option<Stack<openssl::x509::X509>>, from: &str) -> Vec<u8> {
    let mut builder = Pkcs12::builder();
    builder.name("key").pkey(&identity.key).cert(&identity.x509());
    if let Some(chain) = chain {
        builder.ca(chain);
    }
    let file = builder.build2(PASSPHRASE).unwrap().to_der().unwrap();
    let pen = Pen::of_file(&file, &Secret::new(PASSPHRASE), |uses| uses.signature).unwrap();
    pen.sign(letter(from).as_bytes(), now(), false).unwrap()
}

fn letter(from: &str) -> String {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC);
    let date = jiff::fmt::rfc2822::to_string(&today).unwrap();
    format!(
        "From: {from}\r\nTo: bob@cabinet.example\r\nSubject: Compte rendu\r\nDate: {date}\r\n\
         Message-ID: <lettre-1@cabinet.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\nTout va bien.\r\n"
    )
}

fn now() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_second())
}

/// Whether it was told that verdicts are stale, of all that was told so far.
fn was_told(practice: &Practice, events: &mut Events) -> bool {
    practice.wait(async {
        let waited = std::time::Duration::from_millis(50);
        while let Ok(Some(event)) = tokio::time::timeout(waited, events.next()).await {
            if matches!(event, Event::TrustChanged) {
                return true;
            }
        }
        false
    })
}
