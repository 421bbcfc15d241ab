//! A workstation for a test: a scratch profile, the engine on its own runtime,
//! and patience with a limit.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sceau::child::Program;
use sceau::config::Paths;
use sceau::domain::{AccountDraft, AccountId, Filter, Folder, MessageId, Secret, Sort};
use sceau::engine::{Command, Engine, Event, Events, Fault, Gate, Line, Runtime, Unlock};
use tempfile::TempDir;

use crate::support::Practice;

pub struct Desk {
    runtime: Runtime,
    profile: Arc<TempDir>,
    pub engine: Engine,
    events: Events,
    /// It has children that lay pages out.
    lays_out: bool,
}

/// Long enough for a busy machine; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_mins(1);

pub fn passphrase() -> Secret {
    Secret::new("quatre mots sans aucun rapport")
}

impl Desk {
    /// A new profile that trusts the practice's anchors.
    pub fn new(practice: &Practice) -> Self {
        Self::trusting(&practice.pki().root_pem())
    }

    /// A new profile that trusts this authority.
    pub fn trusting(anchor_pem: &str) -> Self {
        let profile = tempfile::tempdir().unwrap();
        let anchors = Paths::at(profile.path().to_owned()).anchors();
        std::fs::create_dir_all(&anchors).unwrap();
        std::fs::write(anchors.join("practice.pem"), anchor_pem).unwrap();
        Self::at(Arc::new(profile), true, false)
    }

    /// The same with children that lay pages out.
    pub fn laying_out(practice: &Practice) -> Self {
        let profile = Self::new(practice).close();
        Self::at(profile, false, true)
    }

    fn at(profile: Arc<TempDir>, new: bool, lays_out: bool) -> Self {
        let runtime = Runtime::start().unwrap();
        let gate = Gate::new(runtime.handle(), Paths::at(profile.path().to_owned()));
        let gate = if lays_out { gate.with_program(Program::at(env!("CARGO_BIN_EXE_sceau"))) } else { gate };
        let engine = runtime.block_on(async {
            let unlock = Unlock::Passphrase(passphrase());
            if new { gate.create(unlock).await } else { gate.open(unlock).await }
        });
        let engine = engine.unwrap();
        let events = engine.events();
        Self { runtime, profile, engine, events, lays_out }
    }

    /// The program is started on a profile that is there.
    pub fn open_again(profile: Arc<TempDir>) -> Self {
        Self::at(profile, false, false)
    }

    /// The program is closed and started again on the same profile.
    pub fn restart(self) -> Self {
        let lays_out = self.lays_out;
        Self::at(self.close(), false, lays_out)
    }

    /// The program is closed; the profile stays.
    pub fn close(self) -> Arc<TempDir> {
        let Self { runtime, profile, engine, .. } = self;
        runtime.block_on(engine.close());
        drop(engine);
        runtime.stop();
        profile
    }

    pub fn profile(&self) -> &Path {
        self.profile.path()
    }

    pub fn ask<T>(&self, question: impl Future<Output = Result<T, Fault>>) -> T {
        self.runtime.block_on(question).unwrap()
    }

    pub fn try_ask<T>(&self, question: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
        self.runtime.block_on(question)
    }

    /// Adds an account and waits until it is in step.
    pub fn add(&mut self, draft: AccountDraft, secret: Secret) -> AccountId {
        self.engine.send(Command::AddAccount { draft: Box::new(draft), secret });
        self.until_in_step();
        self.ask(self.engine.accounts()).last().unwrap().id
    }

    /// What happened before is no answer to what is asked from now on.
    pub fn hear_anew(&mut self) {
        self.events = self.engine.events();
    }

    /// Events until one is what the test waits for.
    pub fn until<T>(&mut self, wanted: impl FnMut(Event) -> Option<T>) -> T {
        self.until_within(PATIENCE, wanted).expect("what the test waits for happens in time")
    }

    pub fn until_within<T>(&mut self, time: Duration, mut wanted: impl FnMut(Event) -> Option<T>) -> Option<T> {
        let events = &mut self.events;
        let found = self.runtime.block_on(async {
            tokio::time::timeout(time, async {
                loop {
                    let event = events.next().await.expect("the engine lives");
                    if let Some(found) = wanted(event) {
                        return found;
                    }
                }
            })
            .await
        });
        found.ok()
    }

    pub fn until_in_step(&mut self) {
        self.until(|event| match event {
            Event::Line(_, Line::Watching) => Some(()),
            Event::Fault(fault) => panic!("a fault instead: {fault}"),
            _ => None,
        });
    }

    pub fn until_fault(&mut self) -> Fault {
        self.until(|event| match event {
            Event::Fault(fault) => Some(fault),
            _ => None,
        })
    }

    pub fn folders(&self, account: AccountId) -> Vec<Folder> {
        self.ask(self.engine.folders(account))
    }

    pub fn folder(&self, account: AccountId, path: &str) -> Folder {
        self.folders(account).into_iter().find(|folder| folder.path == path).expect("the folder")
    }

    pub fn list(&self, account: AccountId, path: &str) -> Vec<MessageId> {
        let folder = self.folder(account, path);
        self.ask(self.engine.list(folder.id, Sort::default(), Filter::All))
    }
}
