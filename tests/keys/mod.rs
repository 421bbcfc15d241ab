//! Keys of a profile: software certificates that it keeps, and the card that
//! opens it.

mod card;
mod files;
mod kept;
mod terminal;

use std::path::{Path, PathBuf};
use std::process::Command;

use sceau::config::Paths;
use sceau::domain::Secret;
use sceau::engine::{Engine, Fault, FaultKind, Gate, Runtime, Unlock};
use tempfile::TempDir;

use crate::support::Practice;
use crate::support::card::certificate::Identity;

const PASSPHRASE: &str = "quatre mots sans rapport";

pub(crate) fn passphrase() -> Secret {
    Secret::new(PASSPHRASE)
}

/// A workstation with a scratch profile.
struct Desk {
    runtime: Runtime,
    profile: TempDir,
    engine: Engine,
}

impl Desk {
    fn new() -> Self {
        Self::at(tempfile::tempdir().unwrap())
    }

    /// With a mailbox in sight.
    fn beside(practice: &Practice) -> Self {
        let profile = tempfile::tempdir().unwrap();
        let anchors = Paths::at(profile.path()).anchors();
        std::fs::create_dir_all(&anchors).unwrap();
        std::fs::write(anchors.join("practice.pem"), practice.pki().root_pem()).unwrap();
        Self::at(profile)
    }

    fn at(profile: TempDir) -> Self {
        let runtime = Runtime::start().unwrap();
        let gate = gate(&runtime, profile.path());
        let engine = runtime.block_on(gate.create(Unlock::Passphrase(passphrase()))).unwrap();
        Self { runtime, profile, engine }
    }

    fn gate(&self) -> Gate {
        gate(&self.runtime, self.profile.path())
    }

    fn ask<T>(&self, question: impl Future<Output = Result<T, Fault>>) -> T {
        self.runtime.block_on(question).unwrap()
    }

    fn refused<T>(&self, question: impl Future<Output = Result<T, Fault>>) -> FaultKind {
        match self.runtime.block_on(question) {
            Ok(_) => panic!("it is not refused"),
            Err(fault) => fault.kind,
        }
    }

    fn close(&self) {
        self.runtime.block_on(self.engine.close());
    }

    fn restart(mut self) -> Self {
        self.close();
        self.engine = self.ask(self.gate().open(Unlock::Passphrase(passphrase())));
        self
    }
}

fn gate(runtime: &Runtime, profile: &Path) -> Gate {
    Gate::new(runtime.handle(), Paths::at(profile))
}

/// A place for files, and what `openssl` makes of them.
pub(crate) struct Bench {
    directory: TempDir,
}

impl Bench {
    pub(crate) fn new() -> Self {
        let bench = Self { directory: tempfile::tempdir().unwrap() };
        bench.write("passphrase", PASSPHRASE);
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    /// `lea.pem` and `lea.key`.
    fn identity(&self, name: &str, identity: &Identity) {
        self.write(&format!("{name}.pem"), identity.pem());
        self.write(&format!("{name}.key"), identity.key_pem());
    }

    /// What the program says when it succeeds.
    fn run(&self, program: &str, arguments: &[&str]) -> String {
        let output = Command::new(program).args(arguments).current_dir(self.directory.path()).output().unwrap();
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert!(output.status.success(), "{program} {arguments:?}: {said}");
        said
    }

    /// What `openssl pkcs12` writes with these options.
    fn exported(&self, options: &str) -> Vec<u8> {
        let line = format!("pkcs12 -export -out out.p12 {options}");
        let with = if options.contains("-passout") { "" } else { " -passout file:passphrase" };
        self.run("openssl", &format!("{line}{with}").split_whitespace().collect::<Vec<_>>());
        self.read("out.p12")
    }

    pub(crate) fn of(&self, identity: &Identity) -> Vec<u8> {
        self.identity("one", identity);
        self.exported("-inkey one.key -in one.pem -name one")
    }
}
