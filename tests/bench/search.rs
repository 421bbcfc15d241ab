//! What a search costs: `cargo bench --bench search`. 200 queries, each typed
//! letter by letter, over 100,000 messages (or `SCEAU_MESSAGES`), in the
//! encrypted cache itself. A turn is what one more letter costs: the query read,
//! the messages found, and the rows of the first screen. 95 of 100 turns are to
//! stay under 16 ms at 100,000 messages and under 50 ms at 1,000,000.
//!
//! `SCEAU_BENCH_CACHE=DIR` keeps the cache there for the next run.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "a bench may be as blunt as a test, and prints"
)]

mod practice;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use practice::{Dice, Mail, Vocabulary};
use sceau::domain::query::{Dates, Day, Query};
use sceau::domain::{
    AccountDraft, AuthMethod, Colour, Email, Flags, FolderId, Keep, Protocol, Secret, Security, Server, Space,
    Timestamp, Uid,
};
use sceau::store::{CacheKey, NewContent, NewMessage, Packed, Search, SearchScope, ServerFolder, Span, Store, Words};

const QUERIES: u64 = 200;
const SCREEN: usize = 40;
const HITS: usize = 2000;
const BATCH: u64 = 500;
const KEY: [u8; 32] = [9; 32];

#[tokio::main]
async fn main() {
    let count: u64 = std::env::var("SCEAU_MESSAGES").map_or(100_000, |count| count.parse().expect("a number"));
    let scratch = tempfile::tempdir().unwrap();
    let kept = std::env::var_os("SCEAU_BENCH_CACHE").map(PathBuf::from);
    let path = kept.unwrap_or_else(|| scratch.path().to_owned()).join(format!("search-{count}.db"));
    let vocabulary = Vocabulary::new();
    let store = if path.exists() {
        Store::open(&path, &CacheKey::from_bytes(KEY)).unwrap()
    } else {
        fill(&path, &vocabulary, count).await
    };
    measure_size(&store, &vocabulary, count).await;
    match std::env::var("SCEAU_QUERY") {
        Ok(query) => again_and_again(&store, &query).await,
        Err(_) => measure_time(&store, &vocabulary, count).await,
    }
    store.close().await;
}

async fn fill(path: &std::path::Path, vocabulary: &Vocabulary, count: u64) -> Store {
    let start = Instant::now();
    let store = Store::create(path, &CacheKey::from_bytes(KEY)).unwrap();
    let account = store.add_account(draft(), Secret::new("x")).await.unwrap();
    let listed = ["INBOX", "Archives", "Rare"].map(|path| ServerFolder {
        path: path.to_owned(),
        separator: Some('/'),
        role: None,
        selectable: true,
    });
    let folders = store.put_folders(account.id, listed.to_vec()).await.unwrap();
    let id = |path: &str| folders.iter().find(|folder| folder.path == path).unwrap().id;
    let (inbox, archives, rare) = (id("INBOX"), id("Archives"), id("Rare"));
    for first in (0..count).step_by(BATCH as usize) {
        let mut batches: [Vec<(NewMessage, NewContent)>; 3] = Default::default();
        for number in first..(first + BATCH).min(count) {
            let folder = if number.is_multiple_of(2003) { 2 } else { usize::from(number % 3 > 0) };
            batches[folder].push(whole(&Mail::new(number, vocabulary)));
        }
        for (folder, batch) in [inbox, archives, rare].into_iter().zip(batches) {
            let _ids = store.put_messages(folder, batch).await.unwrap();
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("{count} messages put into the cache in {seconds:.0} s ({:.0} a second)", count as f64 / seconds);
    // As the program does when the mailboxes are quiet.
    let start = Instant::now();
    store.merge_words().await.unwrap();
    println!("their words brought together in {:.1} s", start.elapsed().as_secs_f64());
    store
}

fn whole(mail: &Mail) -> (NewMessage, NewContent) {
    let raw = mail.raw();
    let message = NewMessage {
        uid: Uid(u32::try_from(mail.number).unwrap() + 1),
        flags: Flags(u16::from(!mail.number.is_multiple_of(13)) | u16::from(mail.number.is_multiple_of(97)) << 2),
        keywords: Vec::new(),
        received: mail.date,
        size: raw.len() as u64,
        envelope: mail.envelope(),
        mark: sceau::domain::Mark::Plain,
        attachment: !mail.attachments.is_empty(),
        who: mail.from.display().to_owned(),
    };
    let content = NewContent {
        raw: Packed::new(&raw),
        extract: mail.text.chars().take(120).collect(),
        words: Words::of_letter(&message.envelope, &mail.text, &mail.attachments),
        report: None,
    };
    (message, content)
}

async fn measure_size(store: &Store, vocabulary: &Vocabulary, count: u64) {
    let index = store.index_bytes().await.unwrap();
    let sample = (0..count).step_by((count as usize / 2000).max(1)).map(|number| Mail::new(number, vocabulary));
    let (mut words, mut mails, mut samples) = (0, 0, 0);
    for mail in sample {
        words += mail.words();
        mails += mail.raw().len();
        samples += 1;
    }
    let each = |bytes: usize| bytes as f64 / f64::from(samples);
    let (words, mails, index) = (each(words), each(mails), index as f64 / count as f64);
    println!("a letter: {mails:.0} bytes of mail, of which {words:.0} of words; {index:.0} bytes of index");
    println!(
        "index: {:.1} % of the mail without its attachments, {:.1} % of its bare words",
        100.0 * index / mails,
        100.0 * index / words
    );
}

async fn measure_time(store: &Store, vocabulary: &Vocabulary, count: u64) {
    let queries: Vec<(&str, String)> = (0..QUERIES).map(|number| query(number, count, vocabulary)).collect();
    let rare = store.folders(store.accounts().await.unwrap()[0].id).await.unwrap();
    let rare = rare.iter().find(|folder| folder.path == "Rare").unwrap().id;
    let mut turns: Vec<(Duration, &str, String, usize)> = Vec::new();
    for (kind, typed) in &queries {
        for (end, _) in typed.char_indices().skip(1).chain(std::iter::once((typed.len(), ' '))) {
            let typed = &typed[..end];
            let start = Instant::now();
            let found = turn(store, typed, (*kind == "folder").then_some(rare)).await;
            turns.push((start.elapsed(), kind, typed.to_owned(), found));
        }
    }
    turns.sort();
    let ms = |turn: &(Duration, &str, String, usize)| turn.0.as_secs_f64() * 1e3;
    let line = |name: &str, turns: &[&(Duration, &str, String, usize)]| {
        let at = |share: f64| ms(turns[((turns.len() - 1) as f64 * share) as usize]);
        println!(
            "{name:12} {:5} turns   50 % {:7.2} ms   95 % {:7.2} ms   99 % {:7.2} ms   worst {:7.2} ms",
            turns.len(),
            at(0.5),
            at(0.95),
            at(0.99),
            at(1.0)
        );
    };
    line("all", &turns.iter().collect::<Vec<_>>());
    let mut kinds: Vec<&str> = turns.iter().map(|turn| turn.1).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        line(kind, &turns.iter().filter(|turn| turn.1 == kind).collect::<Vec<_>>());
    }
    for turn in
        turns.iter().rev().take(std::env::var("SCEAU_WORST").map_or(12, |count| count.parse().expect("a number")))
    {
        println!("  {:7.2} ms for {:5} hits of {:?}", ms(turn), turn.3, turn.2);
    }
}

/// One query, for a profiler.
async fn again_and_again(store: &Store, query: &str) {
    for _ in 0..20 {
        let start = Instant::now();
        let hits = turn(store, query, None).await;
        println!("{:7.2} ms for {hits} hits of {query:?}", start.elapsed().as_secs_f64() * 1e3);
    }
}

async fn turn(store: &Store, typed: &str, folder: Option<FolderId>) -> usize {
    let search = Search {
        scope: folder.map_or(SearchScope::All, SearchScope::Folder),
        query: Query::parse(typed),
        best: false,
        limit: HITS,
        calendar: Box::new(calendar),
    };
    let found = store.find(search).await.unwrap();
    let screen: Vec<_> = found.ids.iter().copied().take(SCREEN).collect();
    let shown = store.page(screen).await.unwrap();
    assert!(shown.len() == found.ids.len().min(SCREEN));
    found.ids.len()
}

fn calendar(dates: Dates) -> Span {
    let (since, until) = dates.span(Day { year: 2026, month: 1, day: 1 });
    let second = |day: Day| {
        let date = jiff::civil::date(day.year, day.month as i8, day.day as i8);
        Timestamp(date.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp().as_second())
    };
    (since.map(second), until.map(second))
}

/// What people type, made of what is in some letter.
fn query(number: u64, count: u64, vocabulary: &Vocabulary) -> (&'static str, String) {
    let mut dice = Dice::new(number, 77);
    let mail = Mail::new(dice.below(count), vocabulary);
    let words: Vec<&str> = mail.text.split_whitespace().collect();
    let words: Vec<&str> = words.into_iter().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let long: Vec<&str> = words.iter().copied().filter(|word| word.chars().count() > 3).collect();
    let mut word = || long[dice.below(long.len() as u64) as usize].to_lowercase();
    let family = mail.from.name.rsplit(' ').next().unwrap().to_lowercase();
    match number % 20 {
        0..=5 => ("word", word()),
        6..=9 => ("two words", format!("{} {}", word(), word())),
        10 => ("three words", format!("{} {} {}", word(), word(), word())),
        11..=12 => ("name", family),
        13 => ("de:", format!("de:{family} {}", word())),
        14 => ("objet:", format!("objet:{}", mail.subject.split(' ').next().unwrap().to_lowercase())),
        15 => ("phrase", format!("\"{} {}\"", words[3], words[4])),
        16 => ("unread", format!("{} est:non-lu", word())),
        17 => ("dates", format!("{} depuis:03/2018 avant:06/2021", word())),
        18 => ("not, or", format!("{} -{} OU {}", word(), word(), word())),
        _ => ("folder", format!("{} {}", word(), word())),
    }
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
