//! A mailbox with letters, and a place where they are shown.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use sceau::child::Program;
use sceau::config::Paths;
use sceau::domain::{Filter, MessageId, Secret, Sort};
use sceau::engine::{Command, Engine, Event, Events, Gate, Line, Look, Runtime, Showing, Sight, Unlock};
use sceau::net::SystemNames;

use super::{DAY, look};
use crate::support::Practice;

pub(super) struct Surgery {
    pub(super) engine: Engine,
    pub(super) runtime: Runtime,
    /// In the order of their dates, which is that of [`letter`]'s numbers. Their ids
    /// are given as they arrive here, the newest first.
    pub(super) letters: Vec<MessageId>,
    pub(super) showing: Showing,
    /// What its children are started as.
    pub(super) program: PathBuf,
    pub(super) practice: Practice,
    _profile: tempfile::TempDir,
}

impl Surgery {
    pub(super) fn with(letters: Vec<Vec<u8>>) -> Self {
        let practice = Practice::start();
        let profile = tempfile::tempdir().unwrap();
        let paths = Paths::at(profile.path().to_owned());
        std::fs::create_dir_all(paths.anchors()).unwrap();
        std::fs::write(paths.anchors().join("practice.pem"), practice.pki().root_pem()).unwrap();
        let runtime = Runtime::start().unwrap();
        // By a name of its own, so that its children can be told from those of other tests.
        let program = profile.path().join("surgery");
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_sceau"), &program).unwrap();
        let gate = Gate::new(runtime.handle(), paths)
            .with_program(Program::at(&program))
            .with_names_in_letters(Arc::new(SystemNames));
        let engine =
            runtime.block_on(gate.create(Unlock::Passphrase(Secret::new("quatre mots sans rapport")))).unwrap();
        let mut events = engine.events();
        let person = practice.person("alice").clone();
        let count = letters.len();
        practice.deliver(&person, "INBOX", letters);
        let draft = Box::new(practice.draft(&person, sceau::domain::Security::Tls));
        engine.send(Command::AddAccount { draft, secret: Secret::new(person.password.clone()) });
        runtime.block_on(watching(&mut events));
        let letters = runtime.block_on(async {
            let account = engine.accounts().await.unwrap()[0].id;
            let folders = engine.folders(account).await.unwrap();
            let inbox = folders.iter().find(|folder| folder.path == "INBOX").unwrap().id;
            let oldest_first = Sort { descending: false, ..Sort::default() };
            engine.list(inbox, oldest_first, Filter::All).await.unwrap()
        });
        assert_eq!(letters.len(), count);
        let showing = engine.showing();
        Self { engine, runtime, letters, showing, program, practice, _profile: profile }
    }

    pub(super) fn look() -> Look {
        look(640.0, DAY)
    }
}

pub(super) fn sight(message: MessageId) -> Sight {
    Sight { message, part: None, attachment: None, plain: false }
}

async fn watching(events: &mut Events) {
    let heard = async { while !matches!(events.next().await, Some(Event::Line(_, Line::Watching))) {} };
    tokio::time::timeout(Duration::from_mins(2), heard).await.unwrap();
}

/// A letter of HTML.
pub(super) fn letter(number: usize, html: &str) -> Vec<u8> {
    let date = 1_790_000_000 + i64::try_from(number).unwrap() * 60;
    let date = jiff::Timestamp::from_second(date).unwrap().to_zoned(jiff::tz::TimeZone::UTC);
    format!(
        "From: Labo <labo@tilleuls.example>\r\nTo: alice@cabinet.example\r\nSubject: Lettre {number}\r\n\
         Message-ID: <{number}@tilleuls.example>\r\nDate: {}\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{html}\r\n",
        date.strftime("%a, %d %b %Y %H:%M:%S +0000")
    )
    .into_bytes()
}

impl Drop for Surgery {
    fn drop(&mut self) {
        self.runtime.block_on(self.engine.close());
    }
}
