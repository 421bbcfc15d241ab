//! Cards that come and go, and a service that stops: seen by the watcher, in a
//! process of its own, for the service's address is read once in a life.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use sceau::token::watch;

use super::again;
use crate::support::card::certificate::{self, Profile};
use crate::support::card::keys::Kind;
use crate::support::card::piv::{self, Piv};
use crate::support::card::{Card, Pcscd};

const CPS3: &[u8] = &[0x3B, 0xAC, 0, 0x40, 0x2A, 0, 0x12, 0x25, 0, 0x64, 0x80, 0, 3, 0x10, 0, 0x90, 0];
const VITALE: &[u8] = &[0x3B, 0x75, 0x13, 0, 0, 0x9C, 2, 0, 0];
/// pcscd looks at the virtual reader every 400 ms.
const SEEN: Duration = Duration::from_secs(2);
/// The service is looked for again after ten seconds at most.
const BACK: Duration = Duration::from_secs(14);

/// Says what it sees until its input ends, and how long the watcher took to
/// end.
#[test]
#[ignore = "started by the tests below"]
fn watching() {
    let (watcher, mut sight) = watch().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    thread::spawn(move || {
        runtime.block_on(async {
            while sight.changed().await.is_ok() {
                let seen = *sight.borrow_and_update();
                println!("seen {:?} {}", seen.presence, seen.turn);
                std::io::stdout().flush().unwrap();
            }
        });
    });
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
    let start = Instant::now();
    drop(watcher);
    println!("seen the end {}", start.elapsed().as_millis());
}

struct Watching {
    child: Child,
    seen: Receiver<String>,
}

impl Watching {
    fn start(socket: &Path) -> Self {
        let mut command = again("presence::watching");
        command.env("PCSCLITE_CSOCK_NAME", socket).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let (tell, seen) = channel();
        thread::spawn(move || {
            for line in lines {
                // What the test program says itself goes before, on the same line.
                if let Some((_, words)) = line.split_once("seen ") {
                    let _ = tell.send(words.to_owned());
                }
            }
        });
        Self { child, seen }
    }

    /// Waits until this is seen, and says how long that was.
    fn until(&self, presence: &str, most: Duration) -> Duration {
        let start = Instant::now();
        let mut before = Vec::new();
        while let Ok(words) = self.seen.recv_timeout(most.saturating_sub(start.elapsed())) {
            if words.starts_with(&format!("{presence} ")) {
                return start.elapsed();
            }
            before.push(words);
        }
        panic!("{presence} was not seen, but {before:?}");
    }

    /// How many milliseconds the watcher took to end.
    fn end(mut self) -> u64 {
        drop(self.child.stdin.take());
        let mut last = String::new();
        while let Ok(words) = self.seen.recv_timeout(SEEN) {
            last = words;
        }
        self.child.wait().unwrap();
        last.strip_prefix("the end ").unwrap_or_else(|| panic!("it ended with {last}")).parse().unwrap()
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn card() -> Card {
    let identity = certificate::root(&Profile::new("presence", Kind::Elliptic));
    Piv::new([3; 16]).key(piv::AUTHENTICATION, &identity).card("1234")
}

#[test]
fn cards_are_seen_as_they_come_and_go() {
    let pcscd = Pcscd::start();
    let (mut slot, card) = (pcscd.slot(), card());
    let watching = Watching::start(&pcscd.socket());
    watching.until("NoCard", SEEN);
    for (atr, presence) in [(None, "Card(Unknown)"), (Some(CPS3), "Card(Cps3)"), (Some(VITALE), "WrongCard")] {
        if let Some(atr) = atr {
            card.set_atr(atr);
        }
        slot.insert(&card);
        let came = watching.until(presence, SEEN);
        slot.remove();
        let went = watching.until("NoCard", SEEN);
        println!("{presence}: in {came:?}, out {went:?}");
    }
    let ended = watching.end();
    assert!(ended < 500, "the watcher took {ended} ms to end");
}

#[test]
fn the_card_of_use_is_what_is_told_of_two() {
    let pcscd = Pcscd::start();
    let (mut first, mut second) = (pcscd.slot(), pcscd.second_slot());
    let (wrong, right) = (card(), card());
    wrong.set_atr(VITALE);
    right.set_atr(CPS3);
    let watching = Watching::start(&pcscd.socket());
    watching.until("NoCard", SEEN);
    first.insert(&wrong);
    watching.until("WrongCard", SEEN);
    second.insert(&right);
    watching.until("Card(Cps3)", SEEN);
    second.remove();
    watching.until("WrongCard", SEEN);
}

#[test]
fn a_service_that_stops_is_told_and_found_again() {
    let mut pcscd = Pcscd::start();
    let (mut slot, card) = (pcscd.slot(), card());
    slot.insert(&card);
    let watching = Watching::start(&pcscd.socket());
    watching.until("Card(Unknown)", SEEN);
    pcscd.stop();
    watching.until("NoService", SEEN);
    pcscd.resume();
    let back = watching.until("NoCard", BACK);
    println!("the service was found again after {back:?}");
    slot.insert(&card);
    watching.until("Card(Unknown)", SEEN);
    assert!(watching.end() < 500);
}

#[test]
fn a_machine_without_the_service_says_so() {
    let watching = Watching::start(Path::new("/nonexistent/pcscd.comm"));
    watching.until("NoService", SEEN);
    let ended = watching.end();
    assert!(ended < 500, "the watcher took {ended} ms to end");
}
