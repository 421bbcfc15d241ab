//! What syncing costs, beside mbsync: `cargo bench --bench sync`.
//!
//! One run, one server, in turn: Sceau, mbsync as it comes, mbsync without
//! flushes. COMPRESS is off on both sides. Sceau stores encrypted and indexed,
//! and may lose the last second to a power cut; mbsync flushes each message as
//! it comes, and promises nothing without flushes.
//!
//! `SCEAU_MESSAGES` (10000) is the size of the mailbox, `SCEAU_ROUNDS` (3) how
//! often each is measured, `SCEAU_LARGE=1` counts round trips at 100,000 too,
//! `SCEAU_LARGE=2` at 1,000,000.

#![allow(dead_code, unused_imports, reason = "the practice and the proxy are the tests'")]
#![allow(unused_results, reason = "a bench asks for effects")]
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a bench may be as blunt as a test, and prints"
)]

#[path = "../../mailbox/desk.rs"]
mod desk;
#[path = "../../faults/proxy.rs"]
mod proxy;
mod report;
mod sides;
mod slow;
#[path = "../../support/mod.rs"]
mod support;

use std::time::{Duration, Instant};

use proxy::Proxy;
use report::{Report, Series};
use sceau::domain::Security;
use sceau::engine::Command;
use sides::{Mbsync, Sceau, Side};
use slow::{SlowLine, Slowness};
use support::{Person, Practice, corpus};

/// Messages for the slow lines: some 24 MB.
const FEW: usize = 400;

fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
}

fn main() {
    let mut report = Report::begin();
    if Mbsync::is_there() {
        report.note(&Mbsync::version());
    } else {
        report.note("mbsync is not installed (packaging/install-deps.sh bench): Sceau alone is measured");
    }
    full_speed(&mut report);
    in_the_open_program(&mut report);
    round_trips(&mut report);
    slow_lines(&mut report);
    report.end();
}

fn full_speed(report: &mut Report) {
    let (count, rounds) = (number("SCEAU_MESSAGES", 10_000), number("SCEAU_ROUNDS", 3));
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    let mut sizes = Vec::with_capacity(count);
    let letters = corpus::heavy(&alice.email, count).inspect(|letter| sizes.push(letter.bytes.len()));
    practice.deliver(&alice, "INBOX", letters);
    report.shape(&mut sizes);
    let mailbox = Mailbox { port: practice.imaps().1, count, rounds, name: "" };
    measure(report, &practice, &alice, &mailbox);

    let (seconds, rows) = Sceau::first_rows(&practice, &alice);
    report.fact("until the first rows of the inbox are in the list", &format!("{seconds:.2} s ({rows} rows)"));
}

/// What is measured: how many messages, by which line.
struct Mailbox {
    port: u16,
    count: usize,
    rounds: usize,
    name: &'static str,
}

/// First sync, nothing to do, some flags, some arrivals; each in turn.
fn measure(report: &mut Report, practice: &Practice, alice: &Person, mailbox: &Mailbox) {
    let &Mailbox { port, count, rounds, name: line } = mailbox;
    let mut sides: Vec<Side> = Side::all(practice, alice, port);
    if let Some(key) = sides[0].key().filter(|_| line.is_empty()) {
        report.note(key);
    }
    let mut first = Series::of(&format!("first sync of {count}{line}"), &sides);
    for _ in 0..rounds {
        for (index, side) in sides.iter_mut().enumerate() {
            side.begin_anew();
            let run = side.sync();
            first.add(index, &run);
        }
    }
    report.add(&first);
    let mut nothing = Series::of(&format!("nothing to do{line}"), &sides);
    for _ in 0..rounds * 2 {
        for (index, side) in sides.iter_mut().enumerate() {
            nothing.add(index, &side.sync());
        }
    }
    report.add(&nothing);
    let mut opening = Series::of(&format!("of it, opening the profile{line}"), &sides[..1]);
    for run in (0..rounds * 2).filter_map(|_| sides[0].opening()) {
        opening.add(0, &run);
    }
    report.add(&opening);
    let mut flags = Series::of(&format!("1 % of flags changed{line}"), &sides);
    let some = format!("1:{}", (count / 100).max(1));
    for round in 0..rounds {
        let verb = if round % 2 == 0 { "add" } else { "remove" };
        practice.doveadm(&["flags", verb, "-u", &alice.email, "\\Flagged", "mailbox", "INBOX", some.as_str()]);
        for (index, side) in sides.iter_mut().enumerate() {
            flags.add(index, &side.sync());
        }
    }
    report.add(&flags);
    let mut arrivals = Series::of(&format!("100 new messages{line}"), &sides);
    for round in 0..rounds {
        practice.deliver(
            alice,
            "INBOX",
            corpus::heavy(&alice.email, count + (round + 1) * 100).skip(count + round * 100),
        );
        // A maildir tells time in seconds, and Dovecot looks when it has changed.
        std::thread::sleep(Duration::from_millis(1100));
        practice.doveadm(&["index", "-u", &alice.email, "INBOX"]);
        for (index, side) in sides.iter_mut().enumerate() {
            arrivals.add(index, &side.sync());
        }
    }
    report.add(&arrivals);
}

/// What a run with nothing to do says and hears, by the size of the mailbox.
fn round_trips(report: &mut Report) {
    let mut sizes = vec![1_000, 10_000];
    sizes.extend([100_000, 1_000_000].into_iter().take(number("SCEAU_LARGE", 0)));
    for count in sizes {
        let practice = Practice::start();
        let alice = practice.person("alice").clone();
        practice.deliver(&alice, "INBOX", corpus::light(&alice.email, count));
        let proxy = Proxy::within_tls(&practice);
        for side in &mut Side::all(&practice, &alice, proxy.port) {
            // What it says does not depend on flushes; a million files are too many for it.
            if side.name() == "mbsync" || side.name() != "Sceau" && count > 100_000 {
                continue;
            }
            side.begin_anew();
            side.sync();
            proxy.breach(None);
            let run = side.sync();
            let (up, down) = (proxy.up().len(), proxy.down().len());
            report.fact(
                &format!("nothing to do at {count} messages, {}", side.name()),
                &format!(
                    "{} round trips, {up} bytes up, {down} bytes down, {:.0} ms",
                    proxy.round_trips(),
                    run.seconds * 1e3
                ),
            );
        }
    }
}

/// The program stands open all day: its line is up, and its key is known.
fn in_the_open_program(report: &mut Report) {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    practice.deliver(&alice, "INBOX", corpus::light(&alice.email, 2000));
    let mut desk = desk::Desk::new(&practice);
    let account = desk.add(practice.draft(&alice, Security::Tls), alice.secret());
    let mut passes: Vec<f64> = (0..20)
        .map(|_| {
            let start = Instant::now();
            desk.engine.send(Command::Sync(account));
            desk.until_in_step();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    passes.sort_by(f64::total_cmp);
    report.note(&format!(
        "nothing to do, in the open program: {:.1} ms (of 20 passes the slowest {:.1} ms)",
        passes[passes.len() / 2],
        passes[passes.len() - 1]
    ));
}

/// The same over a long line, and over a narrow one.
fn slow_lines(report: &mut Report) {
    report.note("a line that turns out to be slow Sceau packs by itself (COMPRESS); mbsync does not");
    let lines = [
        (" (40 ms each way)", Slowness { delay: Duration::from_millis(40), rate: None }),
        (" (20 Mbit/s)", Slowness { delay: Duration::from_millis(10), rate: Some(20e6 / 8.0) }),
    ];
    for (name, slowness) in lines {
        let practice = Practice::start();
        let alice = practice.person("alice").clone();
        let mut bytes = 0;
        let letters = corpus::heavy(&alice.email, FEW).inspect(|letter| bytes += letter.bytes.len());
        practice.deliver(&alice, "INBOX", letters);
        if let Some(rate) = slowness.rate {
            let least = bytes as f64 / rate;
            report.fact(&format!("what the line allows{name}"), &format!("{least:.2} s for {bytes} bytes of mail"));
        }
        let line = SlowLine::to(practice.imaps().1, slowness);
        measure(report, &practice, &alice, &Mailbox { port: line.port, count: FEW, rounds: 2, name });
    }
}
