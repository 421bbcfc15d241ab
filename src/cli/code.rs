//! A code or a passphrase, read from a file or typed without an echo. It is asked
//! once and tried once.

use std::path::Path;

use zeroize::Zeroizing;

use crate::domain::Secret;
use crate::engine::{CardFault, Fault, FaultKind, Subject};
use crate::i18n::Words;

use super::seal::read;

pub fn ask(words: &Words, file: Option<&Path>, question: &str) -> Result<Secret, Fault> {
    match file {
        Some(file) => in_file(file),
        None => typed(&words.say(question)),
    }
}

/// One that is chosen is typed twice: nobody could say afterwards what was typed.
pub fn ask_new(words: &Words, file: Option<&Path>, question: &str) -> Result<Secret, Fault> {
    if let Some(file) = file {
        return in_file(file);
    }
    let first = typed(&words.say(question))?;
    let again = typed(&words.say("cli-ask-again"))?;
    if first == again { Ok(first) } else { Err(not_given("the two differ")) }
}

fn in_file(file: &Path) -> Result<Secret, Fault> {
    let text = Zeroizing::new(read(file)?);
    Ok(Secret::new(String::from_utf8_lossy(&text).trim_end_matches(['\r', '\n'])))
}

fn typed(question: &str) -> Result<Secret, Fault> {
    let typed = rpassword::prompt_password(question).map(Zeroizing::new);
    typed
        .map(|typed| Secret::new(typed.as_str()))
        .map_err(|error| not_given(&format!("no terminal to ask on: {}", error.kind())))
}

fn not_given(detail: &str) -> Fault {
    Fault::new(FaultKind::Card(CardFault::Cancelled), Subject::File, detail)
}
