//! The same letters found as by notmuch: `cargo bench --bench notmuch`. 2400
//! letters of the corpus lie in a cache of ours and in a maildir of its; 200
//! queries are asked of both. Where the two sets differ, each letter has to be
//! explained by a rule below, by what the two programs take for a word. What no
//! rule explains ends with a failure.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    reason = "a bench may be as blunt as a test, and prints"
)]
#![allow(unused_results, reason = "what is asked for is the effect")]

#[path = "../support/mod.rs"]
mod support;

mod peer;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

use peer::letter::{Letter, Rule};
use peer::question::{Question, questions};
use sceau::domain::query::{Dates, Day, Query};
use sceau::domain::{
    AccountDraft, AuthMethod, Colour, Email, Flags, Keep, MessageId, Protocol, Secret, Security, Server, Space,
    Timestamp, Uid,
};
use sceau::store::{CacheKey, Search, SearchScope, ServerFolder, Span, Store};
use sceau::sync::ingest;

const LETTERS: usize = 2400;
const TO: &str = "anne.garance@cabinet.example";

#[tokio::main]
async fn main() -> ExitCode {
    if Command::new("notmuch").arg("--version").output().is_err() {
        println!("notmuch is not installed: nothing to compare with");
        return ExitCode::FAILURE;
    }
    let scratch = tempfile::tempdir().unwrap();
    let mails: Vec<Vec<u8>> = support::corpus::light(TO, LETTERS).map(|letter| letter.bytes).collect();
    let letters: BTreeMap<String, Letter> = mails.iter().map(|mail| Letter::read(mail)).collect();
    assert_eq!(letters.len(), LETTERS, "each has a Message-ID of its own");
    let peer = Notmuch::new(scratch.path(), &mails);
    let start = Instant::now();
    peer.run(&["new", "--quiet"]);
    let notmuch = start.elapsed().as_secs_f64();
    let mu = mu(scratch.path()).map_or("not installed".to_owned(), |seconds| format!("{seconds:.2} s"));
    let start = Instant::now();
    let (store, ids) = ours(scratch.path(), &mails).await;
    let here = start.elapsed().as_secs_f64();
    println!(
        "{LETTERS} letters read and indexed: Sceau, sealed and kept too, {here:.2} s; notmuch {notmuch:.2} s; mu {mu}"
    );

    let questions = questions(&letters);
    let (mut same, mut explained, mut unexplained) = (0, BTreeMap::<&str, usize>::new(), 0);
    for question in &questions {
        let here = find(&store, &ids, question).await;
        let there = peer.find(question);
        if here == there {
            same += 1;
        }
        let mut rules = BTreeSet::new();
        for id in here.symmetric_difference(&there) {
            if let Some(rule) = explain(&letters[id], question, here.contains(id)) {
                rules.insert(rule);
            } else {
                unexplained += 1;
                let only = if here.contains(id) { "Sceau" } else { "notmuch" };
                println!("UNEXPLAINED: {:?} ({:?}) finds {id} only with {only}", question.ours, question.theirs);
                keep(&mails, id);
            }
        }
        for rule in rules {
            *explained.entry(rule).or_default() += 1;
        }
    }
    store.merge_words().await.unwrap();
    let (here, there) = (store.index_bytes().await.unwrap() as usize, peer.index_bytes());
    println!("index of a letter: Sceau {} bytes, notmuch {}", here / LETTERS, there / LETTERS);
    println!("{} queries over {LETTERS} letters: {same} with the same set", questions.len());
    for (rule, count) in explained {
        println!("{count:5} queries differ by: {rule}");
    }
    println!("{unexplained} letters unexplained");
    if unexplained == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// For who wants to explain it: the letter, in `target/bench`.
fn keep(mails: &[Vec<u8>], id: &str) {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench");
    fs::create_dir_all(&directory).unwrap();
    if let Some(mail) = mails.iter().find(|mail| Letter::read(mail).0 == id) {
        fs::write(directory.join("unexplained.eml"), mail).unwrap();
    }
}

/// The one rule under which the letter is judged as notmuch judges it. Where it
/// takes two of them, both are named together.
fn explain(letter: &Letter, question: &Question, ours: bool) -> Option<&'static str> {
    let query = Query::parse(&question.ours);
    if letter.answers(&query, &[]) != ours {
        return None;
    }
    let alone = Rule::ALL.iter().find(|rule| letter.answers(&query, &[**rule]) != ours);
    alone
        .map(|rule| rule.says())
        .or_else(|| (letter.answers(&query, &Rule::ALL) != ours).then_some("several of the rules at once"))
}

/// A notmuch of its own: its configuration, its mail and its index in a scratch
/// directory, never the user's.
struct Notmuch {
    config: std::path::PathBuf,
}

impl Notmuch {
    fn new(scratch: &Path, mails: &[Vec<u8>]) -> Self {
        let mail = scratch.join("mail");
        for directory in ["cur", "new", "tmp"] {
            fs::create_dir_all(mail.join(directory)).unwrap();
        }
        for (number, bytes) in mails.iter().enumerate() {
            fs::write(mail.join("cur").join(format!("{number:06}.bench:2,S")), bytes).unwrap();
        }
        let config = scratch.join("notmuch-config");
        let text = format!(
            "[database]\npath={}\n[user]\nname=Bench\nprimary_email={TO}\n[new]\ntags=\n[maildir]\nsynchronize_flags=false\n",
            mail.display()
        );
        fs::write(&config, text).unwrap();
        Self { config }
    }

    fn run(&self, arguments: &[&str]) -> String {
        let done = Command::new("notmuch")
            .args(arguments)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("NOTMUCH_CONFIG", &self.config)
            .env("HOME", self.config.parent().unwrap())
            .env("LC_ALL", "C.UTF-8")
            .env("TZ", "UTC")
            .output()
            .unwrap();
        assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    }

    /// Packed as well as Xapian can.
    fn index_bytes(&self) -> usize {
        self.run(&["compact", "--quiet"]);
        let xapian = self.config.parent().unwrap().join("mail/.notmuch/xapian");
        fs::read_dir(xapian).unwrap().map(|file| file.unwrap().metadata().unwrap().len() as usize).sum()
    }

    fn find(&self, question: &Question) -> BTreeSet<String> {
        let found = self.run(&["search", "--output=messages", "--exclude=false", "--", &question.theirs]);
        found.lines().map(|line| line.trim_start_matches("id:").to_owned()).collect()
    }
}

/// What mu takes for the same letters.
fn mu(scratch: &Path) -> Option<f64> {
    let run = |arguments: &[&str]| {
        let mut mu = Command::new("mu");
        mu.args(arguments).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        let done = mu.env("HOME", scratch).env("LC_ALL", "C.UTF-8").output().ok()?;
        done.status.success().then_some(())
    };
    let (mail, home) = (scratch.join("mail"), scratch.join("mu"));
    let home = format!("--muhome={}", home.display());
    run(&["init", &home, &format!("--maildir={}", mail.display())])?;
    let start = Instant::now();
    run(&["index", "--quiet", &home])?;
    Some(start.elapsed().as_secs_f64())
}

async fn ours(scratch: &Path, mails: &[Vec<u8>]) -> (Store, HashMap<MessageId, String>) {
    let store = Store::create(&scratch.join("cache.db"), &CacheKey::random().unwrap()).unwrap();
    let account = store.add_account(draft(), Secret::new("x")).await.unwrap();
    let inbox = ServerFolder { path: "INBOX".to_owned(), separator: Some('/'), role: None, selectable: true };
    let inbox = store.put_folders(account.id, vec![inbox]).await.unwrap()[0].id;
    let whole = |(number, mail): (u32, &Vec<u8>)| {
        ingest::whole(mail, Uid(number), Timestamp(2_000_000_000), Flags::NONE, Vec::new(), None)
    };
    let whole: Vec<_> = (1..).zip(mails).map(whole).collect();
    let names: Vec<String> = whole.iter().map(|(message, _)| message.envelope.message_id.clone().unwrap()).collect();
    let ids = store.put_messages(inbox, whole).await.unwrap();
    (store, ids.into_iter().zip(names).collect())
}

async fn find(store: &Store, ids: &HashMap<MessageId, String>, question: &Question) -> BTreeSet<String> {
    let search = Search {
        scope: SearchScope::All,
        query: Query::parse(&question.ours),
        best: false,
        limit: LETTERS,
        calendar: Box::new(calendar),
    };
    store.find(search).await.unwrap().ids.iter().map(|id| ids[id].clone()).collect()
}

pub(crate) fn calendar(dates: Dates) -> Span {
    let (since, until) = dates.span(Day { year: 2026, month: 1, day: 1 });
    let second = |day: Day| {
        let text = format!("{:04}-{:02}-{:02}T00:00:00Z", day.year, day.month, day.day);
        Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_second())
    };
    (since.map(second), until.map(second))
}

fn draft() -> AccountDraft {
    let server = Server { host: "imap.cabinet.example".to_owned(), port: 993, security: Security::Tls };
    AccountDraft {
        label: "Cabinet".to_owned(),
        holder: "Dr Anne Garance".to_owned(),
        email: Email::parse(TO).unwrap(),
        user: TO.to_owned(),
        auth: AuthMethod::Password,
        certificate: None,
        incoming: server,
        protocol: Protocol::Imap,
        keep: Keep::All,
        smtp: None,
        space: Space::Secure,
        colour: Colour(0),
        sending: sceau::domain::Sending::default(),
        exporting: sceau::domain::export::Exporting::default(),
    }
}
