//! Opening the profile from a terminal: by the passphrase that was given, by the
//! card, by the session, or by asking.

use std::io::IsTerminal;
use std::path::Path;

use crate::domain::{Secret, Timestamp};
use crate::engine::{Engine, Fault, FaultKind, Gate, Profile, Runtime, Subject, Unlock};
use crate::i18n::{Words, fl};

use super::{Arguments, protection};

pub async fn open(
    gate: &Gate,
    arguments: &Arguments,
    may_make: bool,
    runtime: &Runtime,
    words: &Words,
) -> Result<Engine, Fault> {
    if arguments.demo {
        return gate.demonstration(now()).await;
    }
    if arguments.card.card {
        return protection::open(gate, &arguments.card, runtime, words).await;
    }
    let given = arguments.passphrase()?;
    match (gate.look()?, given) {
        (Profile::New, _) if !may_make => {
            Err(Fault::new(FaultKind::NotHere, Subject::Profile, "no profile: add an account first"))
        }
        (Profile::New, Some(passphrase)) => gate.create(Unlock::Passphrase(passphrase)).await,
        (Profile::New, None) => match gate.create(Unlock::Session).await {
            Err(fault) if fault.kind == FaultKind::KeyringAbsent => {
                gate.create(Unlock::Passphrase(ask_twice(words, fault)?)).await
            }
            done => done,
        },
        (Profile::Kept { .. }, Some(passphrase)) => gate.open(Unlock::Passphrase(passphrase)).await,
        (Profile::Kept { session: true, passphrase, .. }, None) => match gate.open(Unlock::Session).await {
            Err(fault) if fault.kind == FaultKind::KeyringAbsent && passphrase => {
                gate.open(Unlock::Passphrase(ask(words, fault)?)).await
            }
            done => done,
        },
        (Profile::Kept { session: false, .. }, None) => {
            let fault = Fault::new(FaultKind::WrongPassphrase, Subject::Profile, "a passphrase is needed");
            gate.open(Unlock::Passphrase(ask(words, fault)?)).await
        }
    }
}

pub fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp::clamped(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

impl Arguments {
    /// The passphrase of the file that was named, if one was.
    pub fn passphrase(&self) -> Result<Option<Secret>, Fault> {
        self.passphrase_file.as_deref().map(passphrase_in).transpose()
    }
}

fn passphrase_in(file: &Path) -> Result<Secret, Fault> {
    let text = std::fs::read_to_string(file).map_err(|error| {
        Fault::new(FaultKind::WrongPassphrase, Subject::Profile, format!("the passphrase file: {}", error.kind()))
    })?;
    Ok(Secret::new(text.trim_end_matches(['\r', '\n'])))
}

/// Asks on the terminal; with no terminal, the fault stands.
fn ask(words: &Words, instead: Fault) -> Result<Secret, Fault> {
    prompt(&fl!(words, "cli-ask-passphrase")).ok_or(instead)
}

fn ask_twice(words: &Words, instead: Fault) -> Result<Secret, Fault> {
    let first = prompt(&fl!(words, "cli-ask-new-passphrase"));
    let again = first.is_some().then(|| prompt(&fl!(words, "cli-ask-again"))).flatten();
    match (first, again) {
        (Some(first), Some(again)) if first == again && !first.is_empty() => Ok(first),
        _ => Err(instead),
    }
}

pub fn prompt(question: &str) -> Option<Secret> {
    if !std::io::stdin().is_terminal() {
        return None;
    }
    rpassword::prompt_password(question).ok().map(Secret::new)
}
