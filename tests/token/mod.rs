//! Tokens and cards through the vendors' modules, each in its host process: the
//! program itself is the host, as in life.

pub(crate) mod bad;
mod card;
mod presence;
mod provision;
mod softhsm;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use openssl::hash::MessageDigest;
use openssl::sign::Verifier;
use openssl::x509::X509;
use sceau::child::Program;
use sceau::crypto::{Key as _, KeyError};
use sceau::domain::Secret;
use sceau::token::{AskPin, Listing, Module, ModuleKind, Patience, Pin, TokenCertificate, TokenKey, TokenSeen, Tokens};
use tokio::runtime::Runtime;

pub(crate) const PIN: &str = "1234";
const MESSAGE: &[u8] = b"Compte rendu de consultation";

/// The tokens as one module shows them.
pub(crate) struct Desk {
    pub(crate) runtime: Runtime,
    tokens: Tokens,
    modules: Vec<Module>,
}

impl Desk {
    pub(crate) fn new(module: &Path, environment: &[(&str, &Path)], patience: Patience) -> Self {
        let environment = environment.iter().map(|(name, value)| (name.as_ref(), value.as_os_str()));
        let program = Program::at(env!("CARGO_BIN_EXE_sceau")).with(environment);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        Self { runtime, tokens: Tokens::new(program, patience), modules: vec![chosen(module)] }
    }

    pub(crate) fn list(&self) -> Listing {
        self.runtime.block_on(self.tokens.list(&self.modules))
    }

    /// The only token there is, or the one with this label.
    pub(crate) fn token(&self, label: &str) -> TokenSeen {
        let listing = self.list();
        let found = listing.tokens.iter().find(|seen| seen.token.label.contains(label));
        found.unwrap_or_else(|| panic!("no {label} in {listing:?}")).clone()
    }

    pub(crate) fn login(&self, seen: &TokenSeen, code: &str) -> Result<(), KeyError> {
        self.runtime.block_on(self.tokens.login(seen, Some(pin(code))))
    }

    pub(crate) fn key(&self, seen: &TokenSeen, label: &str) -> TokenKey {
        self.tokens.key(seen, certificate(seen, label), self.runtime.handle().clone())
    }
}

fn chosen(path: &Path) -> Module {
    Module { path: path.to_owned(), kind: ModuleKind::Chosen }
}

fn pin(code: &str) -> Pin {
    Pin::new(&Secret::new(code))
}

fn certificate<'a>(seen: &'a TokenSeen, label: &str) -> &'a TokenCertificate {
    let found = seen.token.certificates.iter().find(|certificate| certificate.label == label);
    found.unwrap_or_else(|| panic!("no {label} on {seen:?}"))
}

/// Whether the holder of this certificate signed the message.
fn signed(key: &TokenKey, digest: MessageDigest, signature: &[u8]) -> bool {
    let public = X509::from_der(key.certificate()).unwrap().public_key().unwrap();
    Verifier::new(digest, &public).unwrap().verify_oneshot(signature, MESSAGE).unwrap()
}

/// A user who types this, and how often that was asked.
fn user(types: Option<&'static str>) -> (AskPin, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let ask = move || {
        count.fetch_add(1, Ordering::Relaxed);
        types.map(pin)
    };
    (Arc::new(ask), asked)
}

/// This test program again, doing one of the ignored tests here.
fn again(test: &str) -> Command {
    let (_, here) = module_path!().split_once("::").unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", &format!("{here}::{test}"), "--ignored", "--nocapture", "--test-threads=1"]);
    command
}

pub(crate) fn softhsm() -> PathBuf {
    crate::support::programs::find(
        "softhsm2",
        &[
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib64/pkcs11/libsofthsm2.so",
        ],
    )
}

pub(crate) fn opensc() -> PathBuf {
    crate::support::programs::find(
        "opensc",
        &["/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so", "/usr/lib64/pkcs11/opensc-pkcs11.so"],
    )
}
