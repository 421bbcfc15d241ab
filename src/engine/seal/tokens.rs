//! The tokens of this machine, for who has no window: what they show, and the
//! key of one of them.

use std::path::Path;

use serde::Serialize;
use tokio::runtime::Handle;

use crate::child::Program;
use crate::crypto::cert::Certificate;
use crate::domain::{Secret, Uses};
use crate::token::{self, AskPin, Module, ModuleKind, Patience, Pin, PinState, TokenSeen, Tokens, modules};

use super::super::fault::CardFault;
use super::super::{Fault, FaultKind, Subject};
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
        let program = Program::this().ok_or_else(|| faults::key(crate::crypto::KeyError::Unresponsive))?;
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
        let meant = |seen: &&TokenSeen| named.is_empty() || seen.token.label == named || seen.token.id.serial == named;
        let found = listing.tokens.iter().filter(meant).find_map(|seen| {
            let fits = |der: &[u8]| Certificate::read(der).is_ok_and(|certificate| wanted(&certificate.uses()));
            Some((seen, seen.token.certificates.iter().find(|one| fits(&one.der.0))?))
        });
        let (seen, certificate) = found.ok_or_else(|| {
            let kind = if listing.tokens.is_empty() { CardFault::Gone } else { CardFault::NoKey };
            Fault::new(FaultKind::Card(kind), Subject::Profile, "no token with such a certificate")
        })?;
        let code = self.unlock(seen, ask).await?;
        let key = self.tokens.key(seen, certificate, self.runtime.clone()).asking(code);
        let others = seen.token.certificates.iter().filter(|other| other.der != certificate.der);
        let chain = others.filter(|other| Certificate::read(&other.der.0).is_ok_and(|one| is_authority(&one)));
        Ok(Pen::of_token(key, chain.map(|one| one.der.0.clone()).collect()))
    }

    /// Asks for the code once. A key that wants it for each use is given it
    /// once more, for the one use that this program makes of it.
    async fn unlock(&self, seen: &TokenSeen, ask: Door<'_>) -> Result<AskPin, Fault> {
        let pin = seen.token.pin;
        if pin.tries == token::Tries::None {
            return Err(faults::key(crate::crypto::KeyError::Blocked));
        }
        if pin.on_reader {
            self.tokens.login(seen, None).await.map_err(faults::key)?;
            return Ok(std::sync::Arc::new(|| None));
        }
        let typed = ask(&pin)?;
        self.tokens.login(seen, Some(Pin::new(&typed))).await.map_err(faults::key)?;
        Ok(std::sync::Arc::new(move || Some(Pin::new(&typed))))
    }
}

fn is_authority(certificate: &Certificate) -> bool {
    certificate.basic().is_some_and(|basic| basic.authority)
}

fn shown(seen: &TokenSeen) -> OnToken {
    let certificates = seen.token.certificates.iter().filter_map(|one| Certificate::read(&one.der.0).ok());
    OnToken {
        label: seen.token.label.clone(),
        manufacturer: seen.token.id.manufacturer.clone(),
        model: seen.token.id.model.clone(),
        serial: seen.token.id.serial.clone(),
        module: seen.module.display().to_string(),
        pin: seen.token.pin,
        certificates: certificates.map(|certificate| tell(&certificate)).collect(),
    }
}
