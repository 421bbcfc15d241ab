//! How many instructions the hot paths take: `cargo bench --bench counts`. Times
//! on a busy machine lie; counts (callgrind) do not, so a change for the worse is
//! seen. Each is held against the one kept in `counts.toml`, and five percent
//! more end with a failure.
//!
//! `SCEAU_COUNTS=keep` keeps those of this run. They are of x86-64; take your own
//! before a change on anything else.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    reason = "a bench may be as blunt as a test, and prints"
)]

#[allow(dead_code, reason = "the search bench asks more of it")]
mod practice;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use practice::{Mail, Vocabulary};
use sceau::domain::query::Query;
use sceau::domain::{
    AccountDraft, AuthMethod, Colour, Email, Filter, Flags, FolderId, Keep, Protocol, Secret, Security, Server, Sort,
    Space, Timestamp, Uid,
};
use sceau::store::{CacheKey, Search, SearchScope, ServerFolder, Store};
use sceau::sync::{ingest, plan};

/// What is counted, and what is done in one round of it.
const PATHS: [(&str, &str); 5] = [
    ("read", "100 letters read, packed, and cut into words"),
    ("keep", "100 letters put into the cache"),
    ("search", "20 searches among 2,000 letters"),
    ("list", "a list of 2,000 letters, and its first screen"),
    ("compare", "a folder of 20,000 compared with the server's"),
];
const LETTERS: u64 = 100;
/// Rounds of the shorter and the longer run: what both begin with falls out.
const ROUNDS: [u64; 2] = [1, 3];
/// Counts differ a little from run to run: threads, and seeds of hash tables.
const WORSE: f64 = 1.05;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).skip_while(|argument| argument != "--path").skip(1);
    if let (Some(path), Some(rounds)) = (arguments.next(), arguments.next()) {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
            walk(&path, rounds.parse().unwrap()).await;
        });
        return ExitCode::SUCCESS;
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("valgrind is not installed (packaging/install-deps.sh bench): nothing is counted");
        return ExitCode::FAILURE;
    }
    measure()
}

fn measure() -> ExitCode {
    let kept: BTreeMap<String, u64> =
        std::fs::read_to_string(reference()).map(|text| toml::from_str(&text).unwrap()).unwrap_or_default();
    let mut counts = BTreeMap::new();
    let mut table = String::from("| what | instructions | kept | ratio |\n| --- | --- | --- | --- |\n");
    let mut worse = false;
    for (path, what) in PATHS {
        let [short, long] = ROUNDS.map(|rounds| count(path, rounds));
        let count = (long - short) / (ROUNDS[1] - ROUNDS[0]);
        let ratio = kept.get(path).map(|kept| count as f64 / *kept as f64);
        worse |= ratio.is_some_and(|ratio| ratio > WORSE);
        let (before, ratio) = (kept.get(path).map_or("–".to_owned(), u64::to_string), ratio.unwrap_or(1.0));
        writeln!(table, "| {what} | {count} | {before} | {ratio:.3} |").unwrap();
        let _ = counts.insert(path, count);
    }
    println!("{table}");
    let directory = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/bench");
    std::fs::create_dir_all(&directory).unwrap();
    std::fs::write(directory.join("counts.md"), table).unwrap();
    if std::env::var("SCEAU_COUNTS").is_ok_and(|wish| wish == "keep") {
        std::fs::write(reference(), toml::to_string(&counts).unwrap()).unwrap();
    } else if worse {
        println!("Some path takes more than {WORSE} times what was kept.");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn reference() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/counts.toml")
}

fn count(path: &str, rounds: u64) -> u64 {
    let done = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().unwrap())
        .args(["--path", path, &rounds.to_string()])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{path}: {said}");
    let collected = said.lines().find_map(|line| line.split_once("Collected :")).expect("what callgrind counted").1;
    collected.split_whitespace().next().unwrap().parse().unwrap()
}

async fn walk(path: &str, rounds: u64) {
    let vocabulary = Vocabulary::new();
    match path {
        "read" => {
            let letters: Vec<Vec<u8>> =
                (0..rounds * LETTERS).map(|number| Mail::new(number, &vocabulary).raw()).collect();
            for raw in letters {
                let _read = black_box(whole(0, &raw));
            }
        }
        "keep" => {
            let _kept = Cache::of(rounds * LETTERS, &vocabulary).await;
        }
        "search" => {
            let cache = Cache::of(20 * LETTERS, &vocabulary).await;
            for round in 0..rounds {
                cache.search(round, &vocabulary).await;
            }
        }
        "list" => {
            let cache = Cache::of(20 * LETTERS, &vocabulary).await;
            for _ in 0..rounds {
                let ids = cache.store.list(cache.folder, Sort::default(), Filter::All).await.unwrap();
                let _rows = black_box(cache.store.page(ids[..40].to_vec()).await.unwrap());
            }
        }
        "compare" => {
            for _ in 0..rounds {
                compare();
            }
        }
        other => panic!("no path {other}"),
    }
}

fn whole(number: u64, raw: &[u8]) -> (sceau::store::NewMessage, sceau::store::NewContent) {
    let uid = Uid(u32::try_from(number).unwrap() + 1);
    ingest::whole(raw, uid, Timestamp(1_700_000_000), Flags::NONE, Vec::new(), None)
}

struct Cache {
    store: Store,
    folder: FolderId,
    _scratch: tempfile::TempDir,
}

impl Cache {
    async fn of(letters: u64, vocabulary: &Vocabulary) -> Self {
        let scratch = tempfile::tempdir().unwrap();
        let store = Store::create(&scratch.path().join("cache.db"), &CacheKey::from_bytes([7; 32])).unwrap();
        let account = store.add_account(draft(), Secret::new("x")).await.unwrap();
        let inbox = ServerFolder { path: "INBOX".to_owned(), separator: Some('/'), role: None, selectable: true };
        let folder = store.put_folders(account.id, vec![inbox]).await.unwrap()[0].id;
        for first in (0..letters).step_by(LETTERS as usize) {
            let batch = (first..first + LETTERS).map(|number| whole(number, &Mail::new(number, vocabulary).raw()));
            let _ids = store.put_messages(folder, batch.collect()).await.unwrap();
        }
        Self { store, folder, _scratch: scratch }
    }

    async fn search(&self, round: u64, vocabulary: &Vocabulary) {
        for number in 0..20 {
            let mail = Mail::new(round * 20 + number, vocabulary);
            let mut words = mail.text.split_whitespace();
            let query = format!("{} {}", words.nth(3).unwrap(), words.nth(4).unwrap());
            let search = Search {
                scope: SearchScope::All,
                query: Query::parse(&query),
                best: false,
                limit: 200,
                calendar: Box::new(|_| (None, None)),
            };
            let _found = black_box(self.store.find(search).await.unwrap());
        }
    }
}

fn compare() {
    let here: Vec<plan::Here> =
        (1..=20_000).map(|uid| plan::Here { uid: Uid(uid), flags: Flags::NONE, keywords: Vec::new() }).collect();
    let there: Vec<plan::There> = (201..=20_200)
        .map(|uid| plan::There { uid: Uid(uid), flags: Flags(u16::from(uid % 100 == 0)), keywords: Vec::new() })
        .collect();
    let _plan = black_box(plan::plan(&here, &there));
}

fn draft() -> AccountDraft {
    let server = Server { host: "imap.cabinet.example".to_owned(), port: 993, security: Security::Tls };
    AccountDraft {
        label: "Cabinet".to_owned(),
        holder: "Dr Anne Garance".to_owned(),
        email: Email::parse("anne@cabinet.example").unwrap(),
        user: "anne".to_owned(),
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
