//! The way to the tokens: a host for each module, started when it is first
//! asked, every question with its deadline. What a host does not answer is an
//! answer ([`KeyError::Unresponsive`]), and the next question finds a new one.
//!
//! A code passes through once and is never tried again by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures::future::join_all;
use tokio::runtime::Handle;
use tokio::time::timeout;

use super::host;
use super::key::TokenKey;
use super::words::{Answer, Question, Wish};
use super::{Module, Pin, Token, TokenCertificate};
use crate::child::{Program, Worker};
use crate::crypto::KeyError;

/// How long a module may take.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// To start and to show its tokens: a card reads out its certificates once.
    pub list: Duration,
    /// One operation of a card.
    pub work: Duration,
    /// A person typing the code on the reader.
    pub typing: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { list: Duration::from_secs(12), work: Duration::from_mins(1), typing: Duration::from_mins(3) }
    }
}

/// All tokens of this machine.
pub struct Tokens {
    program: Program,
    patience: Patience,
    hosts: Mutex<BTreeMap<PathBuf, Arc<Host>>>,
}

/// A token, and the module that showed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenSeen {
    pub module: PathBuf,
    pub token: Token,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listing {
    /// Each once, whichever modules show it.
    pub tokens: Vec<TokenSeen>,
    pub silent: Vec<Silent>,
}

/// A module that showed nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silent {
    pub module: PathBuf,
    pub why: Silence,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Silence {
    #[error("the token's own program does not answer")]
    Unresponsive,
    #[error("the file is no such program, or it does not start")]
    NoModule,
}

/// A module's process, and what it last showed.
pub(super) struct Host {
    module: PathBuf,
    worker: tokio::sync::Mutex<Worker<Question, Answer>>,
    seen: Mutex<Vec<Token>>,
}

impl Tokens {
    pub fn new(program: Program, patience: Patience) -> Self {
        Self { program, patience, hosts: Mutex::default() }
    }

    /// What these modules show now, the first one first. The hosts of others
    /// are let go: they would hold on to the card.
    pub async fn list(&self, modules: &[Module]) -> Listing {
        self.let_go_of_all_but(modules);
        let asked = modules.iter().map(|module| async {
            let host = self.host(&module.path);
            (module.path.clone(), host.list(self.patience.list).await)
        });
        let mut listing = Listing::default();
        let mut known = BTreeSet::new();
        for (module, shown) in join_all(asked).await {
            match shown {
                Ok(tokens) => {
                    // One without a number is not known from another.
                    let fresh =
                        tokens.into_iter().filter(|token| token.id.serial.is_empty() || known.insert(token.id.clone()));
                    listing.tokens.extend(fresh.map(|token| TokenSeen { module: module.clone(), token }));
                }
                Err(why) => listing.silent.push(Silent { module, why }),
            }
        }
        listing
    }

    /// Opens a token with its code; without one where the reader takes it.
    pub async fn login(&self, seen: &TokenSeen, pin: Option<Pin>) -> Result<(), KeyError> {
        let patience = if seen.token.pin.on_reader { self.patience.typing } else { self.patience.work };
        let wish = Wish::Login { token: seen.token.id.clone(), pin };
        self.host(&seen.module).ask(wish, patience).await.map(|_| ())
    }

    pub async fn logout(&self, seen: &TokenSeen) -> Result<(), KeyError> {
        let wish = Wish::Logout { token: seen.token.id.clone() };
        self.host(&seen.module).ask(wish, self.patience.list).await.map(|_| ())
    }

    /// The key of a certificate that was shown, for who waits on a thread that
    /// may wait.
    pub fn key(&self, seen: &TokenSeen, certificate: &TokenCertificate, runtime: Handle) -> TokenKey {
        let patience = if seen.token.pin.on_reader { self.patience.typing } else { self.patience.work };
        TokenKey::new(self.host(&seen.module), runtime, patience, (&seen.token.id, certificate))
    }

    fn host(&self, module: &Path) -> Arc<Host> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        let host = hosts.entry(module.to_owned()).or_insert_with(|| {
            let worker = tokio::sync::Mutex::new(Worker::new(self.program.clone(), host::JOB));
            Arc::new(Host { module: module.to_owned(), worker, seen: Mutex::default() })
        });
        host.clone()
    }

    /// A host ends with the last who holds it: a key in use finishes first.
    fn let_go_of_all_but(&self, modules: &[Module]) {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        hosts.retain(|path, _| modules.iter().any(|module| module.path == *path));
    }
}

impl Host {
    /// While it is busy with a card, it shows what it showed before.
    async fn list(&self, patience: Duration) -> Result<Vec<Token>, Silence> {
        let Ok(mut worker) = timeout(patience, self.worker.lock()).await else {
            return Ok(self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone());
        };
        let question = Question { module: self.module.clone(), wish: Wish::List };
        let tokens = match worker.ask(&question, patience).await {
            Ok(Answer::Tokens(tokens)) => Ok(tokens),
            Ok(Answer::NoModule) => Err(Silence::NoModule),
            Ok(_) | Err(_) => Err(Silence::Unresponsive),
        };
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = tokens.clone().unwrap_or_default();
        tokens
    }

    pub(super) async fn ask(&self, wish: Wish, patience: Duration) -> Result<Answer, KeyError> {
        let question = Question { module: self.module.clone(), wish };
        // Those who wait for their turn wait no longer than who has it may take.
        let turn = timeout(patience, self.worker.lock()).await;
        let mut worker = turn.map_err(|_| KeyError::Unresponsive)?;
        match worker.ask(&question, patience).await {
            Ok(Answer::Failed(error)) => Err(error),
            Ok(Answer::NoModule | Answer::Tokens(_)) => Err(KeyError::Unresponsive),
            Ok(answer) => Ok(answer),
            Err(crate::child::Lost::TooLong) => Err(KeyError::Refused),
            Err(_) => Err(KeyError::Unresponsive),
        }
    }
}
