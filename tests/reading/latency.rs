//! How soon a card is told, and how soon it has signed: what Sceau adds to the
//! time of the card service and of the card.

use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use pcsc::{Context, ReaderState, Scope, State};
use sceau::engine::card::{Lock, Stand};

use super::desk::{Office, PIN};
use super::{PORT, alone};
use crate::support::card::piv::{self, Piv};
use crate::support::card::pki::HealthPki;
use crate::support::card::{Leaf, Slot};
use crate::support::screen::{Area, Screen};

const ROUNDS: usize = 7;
/// Beyond the 400 ms within which pcscd looks at the virtual reader.
const TOLD: Duration = Duration::from_millis(100);
/// How long the card takes for a signature.
const CARD: Duration = Duration::from_millis(200);
/// The mark is 50 ms, on a machine that has nothing else to do.
const SIGNED: Duration = Duration::from_millis(250);

#[test]
fn a_card_is_told_as_soon_as_the_card_service_knows_of_it() {
    alone("latency::told");
}

#[test]
#[ignore = "started by the test above"]
fn told() {
    let mut office = Office::open();
    office.until_told(Stand::NoCard);
    let witness = Witness::new();
    let (mut coming, mut going) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        office.insert();
        let told = office.until_told(Stand::Reading);
        coming.push(told.saturating_duration_since(witness.saw(true)));
        office.until_told(Stand::Token);
        office.remove();
        let told = office.until_told(Stand::NoCard);
        going.push(told.saturating_duration_since(witness.saw(false)));
    }
    for (what, mut times) in [("comes", coming), ("goes", going)] {
        let median = median(&mut times);
        println!("a card that {what} is told after {median:?}, at most {:?}", times.last().unwrap());
        assert!(median < TOLD, "{times:?}");
    }
}

#[test]
fn a_card_is_to_be_seen_in_the_window_a_moment_after() {
    alone("latency::seen");
}

#[test]
#[ignore = "started by the test above"]
fn seen() {
    let port = std::env::var(PORT).unwrap().parse().unwrap();
    let pki = HealthPki::start();
    let card = Piv::new([1; 16]).key(piv::SIGNATURE, &pki.leaf(Leaf::CpsSignature)).card(PIN);
    let mut slot = Slot::new(port);
    let screen = Screen::start();
    let look = ["--demo", "--window", "1280x800", "--language", "fr"];
    let window = screen.open(Path::new(env!("CARGO_BIN_EXE_sceau")), &look);
    let foot = Area { x: 0, y: 776, width: 420, height: 24 };
    window.until_reads(foot, "Pas de carte");
    let witness = Witness::new();
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        let before = screen.until_still();
        slot.insert(&card);
        let changed = screen.changed_from(&before);
        times.push(changed.saturating_duration_since(witness.saw(true)));
        if round == 0 {
            window.until_reads(foot, "verrouillée");
        }
        let before = screen.until_still();
        slot.remove();
        let changed = screen.changed_from(&before);
        times.push(changed.saturating_duration_since(witness.saw(false)));
    }
    let median = median(&mut times);
    println!("a card is seen to come and go after {median:?}, at most {:?}", times.last().unwrap());
    assert!(median < TOLD, "{times:?}");
}

#[test]
fn the_first_signature_follows_the_code_as_soon_as_the_card_can() {
    alone("latency::signed");
}

#[test]
#[ignore = "started by the test above"]
fn signed() {
    let mut office = Office::open();
    office.card.set_delay(CARD);
    let (mut opening, mut signing, mut both) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        office.insert();
        office.until("a closed card", |card| card.token().is_some_and(|token| token.lock == Lock::Closed));
        let before = office.card.operations();
        let start = Instant::now();
        office.unlock(PIN).unwrap();
        let opened = start.elapsed();
        office.sign().unwrap();
        let all = start.elapsed();
        assert_eq!(office.card.operations() - before, 1, "one use of the card");
        opening.push(opened);
        signing.push(all.saturating_sub(opened).saturating_sub(CARD));
        both.push(all.saturating_sub(CARD));
        office.remove();
        office.until("no card", |card| card.stand == Stand::NoCard);
    }
    let (opening, signing, beyond) = (median(&mut opening), median(&mut signing), median(&mut both));
    println!(
        "code to first signature: {beyond:?} beyond the card's {CARD:?}, at most {:?}; opening {opening:?}, \
         signing {signing:?}",
        both.last().unwrap()
    );
    assert!(beyond < SIGNED, "{both:?}");
}

/// Sorts them, too.
fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// Another client of the same card service, which knows nothing of Sceau.
struct Witness {
    seen: Receiver<(bool, Instant)>,
}

impl Witness {
    /// Of a reader without a card.
    fn new() -> Self {
        let (tell, seen) = channel();
        // It ends with this process.
        let _ = thread::spawn(move || {
            let context = Context::establish(Scope::User).unwrap();
            let names = context.list_readers_owned().unwrap();
            let mut states: Vec<_> = names.into_iter().map(|name| ReaderState::new(name, State::UNAWARE)).collect();
            let mut before = None;
            loop {
                context.get_status_change(None, &mut states).unwrap();
                let now = Instant::now();
                let present = states.iter().any(|state| state.event_state().contains(State::PRESENT));
                if before.replace(present) != Some(present) && tell.send((present, now)).is_err() {
                    return;
                }
                states.iter_mut().for_each(ReaderState::sync_current_state);
            }
        });
        let witness = Self { seen };
        witness.saw(false);
        witness
    }

    /// When the next change was seen, which is this one.
    fn saw(&self, card: bool) -> Instant {
        let (present, at) = self.seen.recv_timeout(Duration::from_secs(10)).expect("a change");
        assert_eq!(present, card);
        at
    }
}
