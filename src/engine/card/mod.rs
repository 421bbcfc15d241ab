//! The cards and tokens of this workstation while Sceau runs: which are there,
//! whether they are open, and the keys that can be used.
//!
//! Watching begins with [`Engine::watch_cards`]. From then on each change is an
//! [`Event::Card`]. A code passes through to the token once and is kept nowhere;
//! nothing here ever tries one by itself.

mod desk;
mod identity;
mod pen;
mod watch;

use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::Secret;
use crate::token::{self, AskPin, Pin, TokenKey};

use super::seal::{Told, faults as words};
use super::{Command, Engine, Event, Fault, Inner};

pub use crate::token::{PinState, TokenId, Tries};
pub(super) use desk::Desk;

/// What the user wants of cards.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CardWishes {
    /// A module chosen by hand, beside those that are found.
    pub module: Option<PathBuf>,
    /// What a card deciphered stays readable without it, until Sceau ends.
    pub stays_readable: bool,
    /// The words of what was deciphered are kept out of the index.
    pub unsearchable: bool,
}

/// How things stand with the card, as a person would say it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CardSight {
    pub stand: Stand,
    /// Those with certificates of a person first.
    pub tokens: Arc<[CardToken]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Stand {
    /// Not looked at yet.
    #[default]
    Unseen,
    /// The system's card service is not there.
    NoService,
    NoReader,
    NoCard,
    /// A patient's card, or one that is the wrong way round.
    WrongCard,
    /// A CPS on a contactless reader, which can neither take a code nor sign.
    Contactless,
    /// There is a card; its module is being asked.
    Reading,
    /// There is a card, and its module does not answer.
    Silent,
    /// There is a card, and no module of this machine knows it.
    Foreign,
    /// There is a token: see [`CardSight::tokens`].
    Token,
}

/// A token that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardToken {
    pub id: TokenId,
    pub label: String,
    /// Whose it is, by its certificates: the name, and with what tells him from
    /// others. Empty where they name nobody.
    pub name: String,
    pub holder: String,
    pub lock: Lock,
    pub pin: PinState,
    pub certificates: Arc<[OnCard]>,
}

/// A certificate on a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnCard {
    pub told: Told,
    /// Of an authority: it goes along with what the others sign.
    pub authority: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lock {
    Closed,
    Open,
    Blocked,
}

impl CardSight {
    /// The one that is spoken of where there is room for one.
    pub fn token(&self) -> Option<&CardToken> {
        self.tokens.first()
    }
}

impl Engine {
    /// Begins to watch, or watches with other wishes from now on.
    pub fn watch_cards(&self, wishes: CardWishes) {
        if self.inner.card.begin(wishes) {
            let stopped = self.inner.stop.subscribe();
            drop(self.inner.handle.spawn(watch::run(Arc::downgrade(&self.inner), stopped)));
        }
    }

    /// How things stand now.
    pub fn card(&self) -> CardSight {
        self.inner.card.sight()
    }

    /// Opens a token with its code; without one where the reader takes it.
    pub async fn unlock_card(&self, id: &TokenId, code: Option<Secret>) -> Result<(), Fault> {
        let (inner, seen) = (self.inner.clone(), self.inner.card.find(id).map_err(words::key)?);
        let opened = self.inner.handle.spawn(async move {
            let tokens = inner.card.tokens().ok_or(crate::crypto::KeyError::Unresponsive)?;
            let opened = tokens.login(&seen, code.as_ref().map(Pin::new)).await;
            // Right or wrong: the counter is another one now.
            inner.card.look_again();
            opened
        });
        opened.await.map_err(|_| super::faults::worker())?.map_err(words::key)
    }

    /// Closes a token again.
    pub async fn lock_card(&self, id: &TokenId) -> Result<(), Fault> {
        let (inner, seen) = (self.inner.clone(), self.inner.card.find(id).map_err(words::key)?);
        let closed = self.inner.handle.spawn(async move {
            let tokens = inner.card.tokens().ok_or(crate::crypto::KeyError::Unresponsive)?;
            let closed = tokens.logout(&seen).await;
            inner.card.look_again();
            closed
        });
        closed.await.map_err(|_| super::faults::worker())?.map_err(words::key)
    }
}

impl Inner {
    /// The keys of all tokens that are there, open or not. `code` is for one
    /// use of a key that wants it each time.
    pub(super) fn card_keys(&self, code: Option<Secret>) -> Vec<TokenKey> {
        let Some(tokens) = self.card.tokens() else { return Vec::new() };
        let code = Arc::new(std::sync::Mutex::new(code));
        let ask: AskPin = Arc::new(move || {
            let code = code.lock().ok()?.take()?;
            Some(Pin::new(&code))
        });
        let mut keys = Vec::new();
        for seen in self.card.seen() {
            let own = seen.token.certificates.iter().filter(|one| !is_authority(&one.der.0));
            keys.extend(own.map(|one| tokens.key(&seen, one, self.handle.clone()).asking(ask.clone())));
        }
        keys
    }

    /// A new sight of the cards: told, and what they deciphered goes with them.
    fn card_changed(&self, sight: CardSight) {
        if self.card.keep(sight.clone()) {
            self.readings.card_changed(self.card.wishes().stays_readable);
            let _ = self.events.send(Event::Card(sight));
            // Full means that something else wakes the mailboxes.
            let _ = self.commands.try_send(Command::CardChanged);
        }
    }
}

fn is_authority(der: &[u8]) -> bool {
    let certificate = crate::crypto::cert::Certificate::read(der);
    certificate.is_ok_and(|one| one.basic().is_some_and(|basic| basic.authority))
}

fn locked(pin: token::PinState) -> Lock {
    match pin {
        PinState { open: true, .. } => Lock::Open,
        PinState { tries: Tries::None, .. } => Lock::Blocked,
        _ => Lock::Closed,
    }
}
