//! The tokens of this machine, for who has no window: what they show, and the
//! key of one of them.

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use tokio::runtime::Handle;

use crate::child::Program;
use crate::crypto::cert::Certificate;
use crate::crypto::{Key, KeyError};
use crate::domain::{Secret, Uses};
use crate::store::CardSlot;
use crate::token::{
    self, AskPin, Listing, Module, ModuleKind, Patience, Pin, PinState, TokenCertificate, TokenKey, TokenSeen, Tokens,
    modules,
};

use super::super::fault::CardFault;
use super::super::{Fault, FaultKind, Subject, slots};
use super::{Pen, Told, faults, tell};

/// The way to the tokens, each behind the module of its maker.
pub struct Cards {
    tokens: Tokens,
    modules: Vec<Module>,
    runtime: Handle,
}

/// What is there now, and which modules did not answer.
#[derive(Debug, Serialize)]
pub struct Shown {
    pub tokens: Vec<OnToken>,
    /// Their files.
    pub silent: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct OnToken {
    pub label: String,
    pub manufacturer: String,
    pub model: String,
    pub serial: String,
    pub module: String,
    pub pin: PinState,
    pub certificates: Vec<Told>,
}

/// Who is asked for a code: how many tries are left decides how.
pub type Door<'a> = &'a dyn Fn(&PinState) -> Result<Secret, Fault>;

impl Cards {
    /// With the modules of this machine, or with the one that was chosen.
    pub fn new(runtime: Handle, chosen: Option<&Path>) -> Result<Self, Fault> {
        let program = Program::this().ok_or_else(|| faults::key(KeyError::Unresponsive))?;
        let all = modules(chosen);
        let modules = match chosen {
            Some(_) => all.into_iter().filter(|module| module.kind == ModuleKind::Chosen).collect(),
            None => all,
        };
        Ok(Self { tokens: Tokens::new(program, Patience::default()), modules, runtime })
    }

    pub async fn list(&self) -> Shown {
        let listing = self.tokens.list(&self.modules).await;
        Shown {
            tokens: listing.tokens.iter().map(shown).collect(),
            silent: listing.silent.iter().map(|silent| silent.module.display().to_string()).collect(),
        }
    }

    /// The key for signing, or for opening, of the first token that has one;
    /// of the one with that label or number, where it is named.
    pub async fn pen(&self, named: &str, wanted: fn(&Uses) -> bool, ask: Door<'_>) -> Result<Pen, Fault> {
        let listing = self.tokens.list(&self.modules).await;
        let (seen, certificate) = named_on(&listing, named, wanted)?;
        let key = self.opened(seen, certificate, ask).await?;
        let others = seen.token.certificates.iter().filter(|other| other.der != certificate.der);
        let chain = others.filter(|other| Certificate::read(&other.der.0).is_ok_and(|one| is_authority(&one)));
        Ok(Pen::of_token(key, chain.map(|one| one.der.0.clone()).collect()))
    }

    /// The key of the card that opens the cache, if one of those is there.
    pub async fn that_opens(&self, slots: &[CardSlot], ask: Door<'_>) -> Result<Arc<dyn Key>, Fault> {
        let listing = self.tokens.list(&self.modules).await;
        let shown: Vec<_> =
            listing.tokens.iter().flat_map(|seen| certificates(seen).map(move |of| (seen, of))).collect();
        let opens = |of: &Certificate| slots.iter().any(|slot| slot.is_of(&of.fingerprint()));
        let Some((seen, (certificate, _))) = shown.iter().find(|(_, (_, read))| opens(read)) else {
            return Err(match shown.as_slice() {
                [] => faults::key(KeyError::Gone),
                shown => slots::stranger(slots, shown.iter().map(|(_, (_, read))| read)),
            });
        };
        Ok(Arc::new(self.opened(seen, certificate, ask).await?))
    }

    /// The key that a card signs in with, to open the cache with from now on.
    pub async fn for_opening(&self, named: &str, ask: Door<'_>) -> Result<Arc<dyn Key>, Fault> {
        let listing = self.tokens.list(&self.modules).await;
        let (seen, certificate) = named_on(&listing, named, |uses| uses.authentication)?;
        Ok(Arc::new(self.opened(seen, certificate, ask).await?))
    }

    async fn opened(&self, seen: &TokenSeen, certificate: &TokenCertificate, ask: Door<'_>) -> Result<TokenKey, Fault> {
        let code = self.unlock(seen, ask).await?;
        Ok(self.tokens.key(seen, certificate, self.runtime.clone()).asking(code))
    }

    /// Asks for the code once. A key that wants it for each use is given it
    /// again, for the one use or two that this program makes of it: the first
    /// that fails is the last.
    async fn unlock(&self, seen: &TokenSeen, ask: Door<'_>) -> Result<AskPin, Fault> {
        let pin = seen.token.pin;
        if pin.tries == token::Tries::None {
            return Err(faults::key(KeyError::Blocked));
        }
        if pin.on_reader {
            self.tokens.login(seen, None).await.map_err(faults::key)?;
            return Ok(Arc::new(|| None));
        }
        let typed = ask(&pin)?;
        self.tokens.login(seen, Some(Pin::new(&typed))).await.map_err(faults::key)?;
        Ok(Arc::new(move || Some(Pin::new(&typed))))
    }
}

/// Of the first token that has such a certificate; of the one with that label or
/// number, where it is named.
fn named_on<'a>(
    listing: &'a Listing,
    named: &str,
    wanted: fn(&Uses) -> bool,
) -> Result<(&'a TokenSeen, &'a TokenCertificate), Fault> {
    let meant = |seen: &&TokenSeen| named.is_empty() || seen.token.label == named || seen.token.id.serial == named;
    let found = listing.tokens.iter().filter(meant).find_map(|seen| {
        let (certificate, _) = certificates(seen).find(|(_, read)| wanted(&read.uses()))?;
        Some((seen, certificate))
    });
    found.ok_or_else(|| {
        let kind = if listing.tokens.is_empty() { CardFault::Gone } else { CardFault::NoKey };
        Fault::new(FaultKind::Card(kind), Subject::Profile, "no token with such a certificate")
    })
}

/// Those that can be read.
fn certificates(seen: &TokenSeen) -> impl Iterator<Item = (&TokenCertificate, Certificate)> {
    seen.token.certificates.iter().filter_map(|one| Some((one, Certificate::read(&one.der.0).ok()?)))
}

fn is_authority(certificate: &Certificate) -> bool {
    certificate.basic().is_some_and(|basic| basic.authority)
}

fn shown(seen: &TokenSeen) -> OnToken {
    OnToken {
        label: seen.token.label.clone(),
        manufacturer: seen.token.id.manufacturer.clone(),
        model: seen.token.id.model.clone(),
        serial: seen.token.id.serial.clone(),
        module: seen.module.display().to_string(),
        pin: seen.token.pin,
        certificates: certificates(seen).map(|(_, certificate)| tell(&certificate)).collect(),
    }
}
