//! Invented letters and the caches they lie in.

use std::path::Path;
use std::process::Command;

use sceau::domain::query::Query;
use sceau::domain::{
    Account, AccountDraft, Address, AuthMethod, Colour, Email, Envelope, Flags, Folder, Keep, Mark, MessageId,
    Protocol, Role, Secret, Security, Server, Space, Timestamp, Uid,
};
use sceau::store::{CacheKey, NewContent, NewMessage, Packed, Search, SearchScope, ServerFolder, Store, Words};
use tempfile::TempDir;

/// A cache of its own, with one account and an INBOX, gone with the value.
pub(super) struct Cabinet {
    pub(super) directory: TempDir,
    pub(super) key: CacheKey,
    pub(super) store: Store,
    pub(super) account: Account,
    pub(super) inbox: Folder,
}

impl Cabinet {
    pub(super) async fn open() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let key = CacheKey::random().unwrap();
        let store = Store::create(&directory.path().join("cache.db"), &key).unwrap();
        let account = store.add_account(draft("anne@cabinet.example"), Secret::new("sésame")).await.unwrap();
        let listed = vec![server_folder("INBOX", Some(Role::Inbox))];
        let inbox = store.put_folders(account.id, listed).await.unwrap().remove(0);
        Self { directory, key, store, account, inbox }
    }

    pub(super) fn path(&self) -> std::path::PathBuf {
        self.directory.path().join("cache.db")
    }

    /// Closes and opens again, as a restart does.
    pub(super) async fn reopen(&mut self) {
        self.store.close().await;
        self.store = Store::open(&self.path(), &self.key).unwrap();
    }
}

pub(super) fn draft(email: &str) -> AccountDraft {
    let server = Server { host: "imap.cabinet.example".to_owned(), port: 993, security: Security::Tls };
    AccountDraft {
        label: "Cabinet".to_owned(),
        holder: "Dr Anne Garance".to_owned(),
        email: Email::parse(email).unwrap(),
        user: email.to_owned(),
        auth: AuthMethod::Password,
        certificate: None,
        smtp: Some(Server { host: "smtp.cabinet.example".to_owned(), ..server.clone() }),
        incoming: server,
        protocol: Protocol::Imap,
        keep: Keep::All,
        space: Space::Secure,
        colour: Colour(2),
        sending: sceau::domain::Sending::default(),
        exporting: sceau::domain::export::Exporting::default(),
    }
}

pub(super) fn server_folder(path: &str, role: Option<Role>) -> ServerFolder {
    ServerFolder { path: path.to_owned(), separator: Some('/'), role, selectable: true }
}

/// A letter with its number in every place that tells it from the others. A
/// greater number is a newer letter.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    pub(super) number: u32,
    pub(super) date: Timestamp,
    pub(super) subject: String,
    pub(super) from: Address,
    pub(super) text: String,
    pub(super) attachments: Vec<String>,
    pub(super) flags: Flags,
}

pub(super) fn letter(number: u32) -> Letter {
    Letter {
        number,
        date: Timestamp(1_700_000_000 + i64::from(number) * 60),
        subject: format!("Résultats numéro {number}"),
        from: Address::new("Laboratoire Bellerive", "labo@bellerive.example"),
        text: format!("Bonjour, voici le compte rendu de la visite {number}. Glycémie normale."),
        attachments: vec![],
        flags: Flags::NONE,
    }
}

impl Letter {
    pub(super) fn raw(&self) -> Vec<u8> {
        let Self { number, subject, from, text, .. } = self;
        format!("From: {from}\r\nSubject: {subject}\r\nMessage-ID: <{number}@bellerive.example>\r\n\r\n{text}\r\n")
            .into_bytes()
    }

    pub(super) fn envelope(&self) -> Envelope {
        Envelope {
            message_id: Some(format!("{}@bellerive.example", self.number)),
            subject: self.subject.clone(),
            from: vec![self.from.clone()],
            to: vec![Address::new("Dr Anne Garance", "anne@cabinet.example")],
            date: Some(self.date),
            ..Envelope::default()
        }
    }

    /// As its header tells of it, under the UID of its number.
    pub(super) fn header(&self) -> NewMessage {
        NewMessage {
            uid: Uid(self.number),
            flags: self.flags,
            keywords: vec![],
            received: Timestamp(self.date.0 + 5),
            size: self.raw().len() as u64,
            envelope: self.envelope(),
            mark: Mark::Plain,
            attachment: !self.attachments.is_empty(),
            who: self.from.display().to_owned(),
        }
    }

    pub(super) fn content(&self) -> NewContent {
        NewContent {
            raw: Packed::new(&self.raw()),
            extract: self.text.chars().take(40).collect(),
            words: Words::of_letter(&self.envelope(), &self.text, &self.attachments),
            report: None,
        }
    }

    pub(super) fn whole(&self) -> (NewMessage, NewContent) {
        (self.header(), self.content())
    }

    pub(super) fn body(&self, message: sceau::domain::MessageId) -> sceau::store::NewBody {
        let NewContent { raw, extract, words, report } = self.content();
        let (mark, attachment, envelope) = (Mark::Plain, !self.attachments.is_empty(), self.envelope());
        sceau::store::NewBody { message, raw, extract, words, mark, attachment, envelope, report }
    }
}

/// This test program again, doing the one test named (an ignored one, which is
/// nothing by itself) in the given directory.
pub(super) fn again(test: &str, directory: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let _ = command
        .args(["--exact", &full_name(test), "--ignored", "--nocapture", "--test-threads=1"])
        .env(DIRECTORY, directory);
    command
}

/// `store::kill::ingest`, as the test program calls it.
pub(super) fn full_name(test: &str) -> String {
    let (crate_and_parent, _) = module_path!().rsplit_once("::").unwrap();
    let (_, parent) = crate_and_parent.split_once("::").unwrap();
    format!("{parent}::{test}")
}

/// What a search without dates finds.
pub(super) async fn found(store: &Store, scope: SearchScope, words: &str) -> Vec<MessageId> {
    let search =
        Search { scope, query: Query::parse(words), best: false, limit: 1000, calendar: Box::new(|_| (None, None)) };
    store.find(search).await.unwrap().ids
}

const DIRECTORY: &str = "SCEAU_TEST_DIRECTORY";

/// Where the test that was started [`again`] is to work.
pub(super) fn given_directory() -> std::path::PathBuf {
    std::env::var_os(DIRECTORY).expect("started by another test").into()
}
