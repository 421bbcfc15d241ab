//! Readers and cards that come and go, as the system's card service tells them.
//! One thread that sleeps until something happens: it never polls, never opens
//! a card, and knows of it only the ATR.
//!
//! A service that is missing, stops or is restarted is a state like another,
//! and looked for again.

use std::ffi::CString;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use pcsc::{Context, Error, PNP_NOTIFICATION, ReaderState, Scope, State};
use tokio::sync::watch;

use super::Card;

/// What a wait may last: nothing is missed in it, it only bounds what an odd
/// service may forget to tell.
const WAIT: Duration = Duration::from_mins(1);
/// How soon a service that is not there is looked for again: at once, then less
/// and less often.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);
/// A wait that is broken off just before it begins does not hear of it: so it
/// is told again, until the thread has gone.
const INSIST: Duration = Duration::from_millis(20);
const PATIENCE: Duration = Duration::from_secs(2);

/// What a person would say who looks at the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Presence {
    /// Not looked at yet.
    #[default]
    Unseen,
    /// The system's card service is not there, or stopped.
    NoService,
    NoReader,
    NoCard,
    /// A patient's card, or one that does not answer (the wrong way round).
    WrongCard,
    Card(Card),
}

/// What is there, and how often that has changed: two cards of one kind in a
/// row are two turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sight {
    pub presence: Presence,
    pub turn: u64,
}

/// The thread that watches. Dropping it ends it.
pub struct Watcher {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    stopped: AtomicBool,
    /// What the thread waits in.
    context: std::sync::Mutex<Option<Context>>,
}

/// Begins to watch. What is there is told at once, and at each change.
pub fn watch() -> std::io::Result<(Watcher, watch::Receiver<Sight>)> {
    let (tell, sight) = watch::channel(Sight::default());
    let shared = Arc::new(Shared::default());
    let theirs = shared.clone();
    let thread = thread::Builder::new().name("presence".to_owned()).spawn(move || live(&theirs, &tell))?;
    Ok((Watcher { shared, thread: Some(thread) }, sight))
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::Release);
        let Some(thread) = self.thread.take() else { return };
        thread.thread().unpark();
        let since = Instant::now();
        while !thread.is_finished() && since.elapsed() < PATIENCE {
            if let Some(context) = self.shared.context() {
                let _ = context.cancel();
            }
            thread::sleep(INSIST);
        }
        // A service that does not let go keeps its thread, not the program.
        if thread.is_finished() {
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn context(&self) -> Option<Context> {
        self.context.lock().ok()?.clone()
    }

    fn keep(&self, context: Option<Context>) {
        if let Ok(mut kept) = self.context.lock() {
            *kept = context;
        }
    }

    fn stopped(&self) -> bool {
        self.stopped.load(Ordering::Acquire)
    }
}

fn live(shared: &Shared, tell: &watch::Sender<Sight>) {
    let mut pause = FIRST_PAUSE;
    while !shared.stopped() {
        if let Ok(context) = Context::establish(Scope::User) {
            shared.keep(Some(context.clone()));
            let _ = look(&context, shared, tell, &mut pause);
            shared.keep(None);
        }
        if !shared.stopped() {
            say(tell, Presence::NoService, true);
            thread::park_timeout(pause);
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }
}

/// As long as the service answers. Each turn tells what is there, then sleeps
/// until that is no longer so.
fn look(context: &Context, shared: &Shared, tell: &watch::Sender<Sight>, pause: &mut Duration) -> Result<(), Error> {
    let mut states = vec![ReaderState::new(PNP_NOTIFICATION(), State::UNAWARE)];
    let mut known = Counts::new();
    while !shared.stopped() {
        take_in(&mut states, &readers(context)?);
        // A new reader answers at once: its state is not known yet.
        let fresh = states.iter().any(|state| !is_notification(state) && state.current_state() == State::UNAWARE);
        match context.get_status_change(if fresh { Duration::ZERO } else { WAIT }, &mut states) {
            Ok(()) | Err(Error::Timeout) => {}
            // Cancelled: the flag says whether by us.
            Err(Error::Cancelled | Error::UnknownReader) => continue,
            Err(error) => return Err(error),
        }
        states.iter_mut().for_each(ReaderState::sync_current_state);
        *pause = FIRST_PAUSE;
        let counts = counts(&states);
        say(tell, presence(&states), counts != known);
        known = counts;
    }
    Ok(())
}

fn readers(context: &Context) -> Result<Vec<CString>, Error> {
    match context.list_readers_owned() {
        Err(Error::NoReadersAvailable) => Ok(Vec::new()),
        readers => readers,
    }
}

/// Keeps what is known of the readers that stay.
fn take_in(states: &mut Vec<ReaderState>, readers: &[CString]) {
    states.retain(|state| is_notification(state) || readers.iter().any(|name| name.as_c_str() == state.name()));
    for name in readers {
        if !states.iter().any(|state| state.name() == name.as_c_str()) {
            states.push(ReaderState::new(name.clone(), State::UNAWARE));
        }
    }
}

fn is_notification(state: &ReaderState) -> bool {
    state.name() == PNP_NOTIFICATION()
}

/// Which readers there are and how many cards each has seen come and go.
type Counts = Vec<(CString, u32)>;

fn counts(states: &[ReaderState]) -> Counts {
    let cards = states.iter().filter(|state| !is_notification(state));
    cards.map(|state| (state.name().to_owned(), state.event_count())).collect()
}

fn presence(states: &[ReaderState]) -> Presence {
    let readers = states.iter().filter(|state| !is_notification(state));
    most_telling(readers.map(|state| (state.event_state(), state.atr())))
}

/// With several readers, the card that is of use goes before the one that is
/// not, and any card before an empty reader.
fn most_telling<'a>(readers: impl Iterator<Item = (State, &'a [u8])>) -> Presence {
    let rank = |presence: &Presence| match presence {
        Presence::Card(card) => (4, Some(*card)),
        Presence::WrongCard => (3, None),
        Presence::NoCard => (2, None),
        _ => (1, None),
    };
    readers.filter_map(|(state, atr)| in_reader(state, atr)).max_by_key(rank).unwrap_or(Presence::NoReader)
}

/// None for a reader that has just gone.
fn in_reader(state: State, atr: &[u8]) -> Option<Presence> {
    if state.intersects(State::UNKNOWN | State::UNAVAILABLE | State::IGNORE) {
        return None;
    }
    Some(if !state.contains(State::PRESENT) {
        Presence::NoCard
    } else if state.contains(State::MUTE) {
        Presence::WrongCard
    } else {
        match Card::of(atr) {
            Card::Vitale => Presence::WrongCard,
            card => Presence::Card(card),
        }
    })
}

fn say(tell: &watch::Sender<Sight>, presence: Presence, moved: bool) {
    let _ = tell.send_if_modified(|sight| {
        let changed = sight.presence != presence || (moved && matches!(presence, Presence::Card(_)));
        if changed {
            *sight = Sight { presence, turn: sight.turn + 1 };
        }
        changed
    });
}

#[cfg(test)]
mod tests {
    use pcsc::State;

    use super::{Presence, most_telling};
    use crate::token::Card;

    const CPS3: &[u8] = &[0x3B, 0xAC, 0x00, 0x40, 0x2A, 0, 0x12, 0x25, 0, 0x64, 0x80, 0, 3, 0x10, 0, 0x90, 0];
    const VITALE: &[u8] = &[0x3B, 0x75, 0x13, 0, 0];
    const OTHER: &[u8] = &[0x3B, 0x80, 1];

    fn seen(readers: &[(State, &'static [u8])]) -> Presence {
        most_telling(readers.iter().copied())
    }

    #[test]
    fn without_a_card_the_readers_are_what_is_told() {
        assert_eq!(seen(&[]), Presence::NoReader);
        assert_eq!(seen(&[(State::UNKNOWN, &[])]), Presence::NoReader, "it has just been pulled out");
        assert_eq!(seen(&[(State::EMPTY, &[])]), Presence::NoCard);
    }

    #[test]
    fn the_card_of_use_goes_before_the_others() {
        let (empty, vitale) = ((State::EMPTY, [].as_slice()), (State::PRESENT, VITALE));
        assert_eq!(seen(&[empty, vitale]), Presence::WrongCard);
        assert_eq!(seen(&[vitale, (State::PRESENT, OTHER)]), Presence::Card(Card::Unknown));
        assert_eq!(seen(&[(State::PRESENT, CPS3), (State::PRESENT, OTHER)]), Presence::Card(Card::Cps3));
        assert_eq!(seen(&[(State::PRESENT | State::INUSE, CPS3), vitale]), Presence::Card(Card::Cps3));
    }

    #[test]
    fn a_card_that_does_not_answer_is_the_wrong_way_round() {
        assert_eq!(seen(&[(State::PRESENT | State::MUTE, &[])]), Presence::WrongCard);
    }
}
