//! What is known of the cards, and the hand on their modules.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::child::Program;
use crate::crypto::KeyError;
use crate::crypto::cert::Certificate;
use crate::engine::seal::tell;
use crate::token::{Card, Listing, Module, Patience, Presence, TokenId, TokenSeen, Tokens, modules, modules_for};

use super::{CardSight, CardToken, CardWishes, OnCard, Stand, locked};

pub(in crate::engine) struct Desk {
    /// None where no child can be started.
    tokens: Option<Tokens>,
    known: Mutex<Known>,
    pub(super) again: Notify,
}

#[derive(Default)]
struct Known {
    /// None until somebody wants cards.
    wishes: Option<CardWishes>,
    sight: CardSight,
    seen: Vec<TokenSeen>,
    /// What the readers had seen when the modules were last asked.
    turn: Option<u64>,
}

impl Desk {
    pub(in crate::engine) fn new(program: Option<Program>) -> Self {
        let tokens = program.map(|program| Tokens::new(program, Patience::default()));
        Self { tokens, known: Mutex::default(), again: Notify::new() }
    }

    /// Whether watching has to begin.
    pub(super) fn begin(&self, wishes: CardWishes) -> bool {
        let before = self.known().wishes.replace(wishes);
        self.look_again();
        before.is_none()
    }

    pub(in crate::engine) fn wishes(&self) -> CardWishes {
        self.known().wishes.clone().unwrap_or_default()
    }

    pub(super) fn tokens(&self) -> Option<&Tokens> {
        self.tokens.as_ref()
    }

    pub(super) fn sight(&self) -> CardSight {
        self.known().sight.clone()
    }

    pub(in crate::engine) fn seen(&self) -> Vec<TokenSeen> {
        self.known().seen.clone()
    }

    pub(super) fn find(&self, id: &TokenId) -> Result<TokenSeen, KeyError> {
        self.known().seen.iter().find(|seen| seen.token.id == *id).cloned().ok_or(KeyError::Gone)
    }

    /// Something happened to a token that no reader tells of.
    pub(in crate::engine) fn look_again(&self) {
        self.again.notify_one();
    }

    /// Whether it is another one than before.
    pub(super) fn keep(&self, sight: CardSight) -> bool {
        let mut known = self.known();
        let changed = known.sight != sight;
        known.sight = sight;
        changed
    }

    /// Another card than when the modules were last asked: what they showed then
    /// holds no more.
    pub(super) fn is_new(&self, turn: u64) -> bool {
        self.known().turn.replace(turn) != Some(turn)
    }

    /// Who is asked while this is in the reader.
    pub(super) fn modules(&self, presence: Presence) -> Vec<Module> {
        let chosen = self.wishes().module;
        let chosen = chosen.as_deref().map(Path::to_path_buf);
        match presence {
            Presence::Card(Card::Contactless) => Vec::new(),
            Presence::Card(card) => modules_for(&modules(chosen.as_deref()), Some(card)),
            // A soft token needs no reader.
            _ => modules(chosen.as_deref()).into_iter().filter(|one| chosen.as_deref() == Some(&*one.path)).collect(),
        }
    }

    /// What the modules showed; None while they are asked.
    pub(super) fn take(&self, presence: Presence, listing: Option<Listing>) -> CardSight {
        let silent = listing.as_ref().is_some_and(|listing| !listing.silent.is_empty());
        let reading = listing.is_none();
        let mut seen = listing.unwrap_or_default().tokens;
        seen.sort_by_key(|seen| seen.token.certificates.is_empty());
        let tokens: Vec<CardToken> = seen.iter().map(shown).collect();
        self.known().seen = seen;
        let stand = match presence {
            _ if !tokens.is_empty() => Stand::Token,
            Presence::Unseen => Stand::Unseen,
            Presence::NoService => Stand::NoService,
            Presence::NoReader => Stand::NoReader,
            Presence::NoCard => Stand::NoCard,
            Presence::WrongCard | Presence::Card(Card::Vitale) => Stand::WrongCard,
            Presence::Card(Card::Contactless) => Stand::Contactless,
            Presence::Card(_) if reading => Stand::Reading,
            Presence::Card(_) if silent => Stand::Silent,
            Presence::Card(_) => Stand::Foreign,
        };
        CardSight { stand, tokens: tokens.into() }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn shown(seen: &TokenSeen) -> CardToken {
    let read = seen.token.certificates.iter().filter_map(|one| Certificate::read(&one.der.0).ok());
    let certificates: Vec<OnCard> = read
        .map(|one| OnCard { authority: one.basic().is_some_and(|basic| basic.authority), told: tell(&one) })
        .collect();
    let own = certificates.iter().find(|one| !one.authority).map(|one| &one.told);
    CardToken {
        id: seen.token.id.clone(),
        label: seen.token.label.trim().to_owned(),
        name: own.map(|told| told.holder.display()).unwrap_or_default(),
        holder: own.map(|told| told.name.clone()).unwrap_or_default(),
        lock: locked(seen.token.pin),
        pin: seen.token.pin,
        certificates: certificates.into(),
    }
}
