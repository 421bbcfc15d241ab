//! `sceau key`: software certificates of the profile, brought in, listed, given
//! out under a new passphrase, removed.

use crate::engine::{Engine, Fault, FaultKind, KeyTold, KeyWarning, Subject};
use crate::i18n::Words;

use super::args::KeyOrder;
use super::out::Out;
use super::{Exit, code, seal};

pub async fn obey(engine: &Engine, order: &KeyOrder, out: &mut Out) -> Result<Exit, Fault> {
    match order {
        KeyOrder::Import { file, code_file } => {
            let bytes = seal::read(file)?;
            let passphrase = code::ask(&out.words, code_file.as_deref(), "cli-ask-key-passphrase")?;
            show(&engine.import_key(bytes, passphrase).await?, out);
        }
        KeyOrder::List => show(&engine.keys().await?, out),
        KeyOrder::Export { fingerprint, file, code_file } => {
            let fingerprint = named(engine, fingerprint).await?;
            let passphrase = code::ask_new(&out.words, code_file.as_deref(), "cli-ask-new-key-passphrase")?;
            let _saved = engine.save_key(&fingerprint, passphrase, file.clone(), false).await?;
        }
        KeyOrder::Remove { fingerprint } => {
            let fingerprint = named(engine, fingerprint).await?;
            engine.remove_key(&fingerprint).await?;
            show(&engine.keys().await?, out);
        }
    }
    Ok(Exit::Done)
}

/// The whole fingerprint for its beginning, where only one begins so.
async fn named(engine: &Engine, typed: &str) -> Result<String, Fault> {
    let typed: String = typed.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
    let keys = engine.keys().await?;
    let mut found = keys.into_iter().map(|key| key.told.facts.fingerprint).filter(|print| print.starts_with(&typed));
    match (found.next(), found.next()) {
        (Some(fingerprint), None) if !typed.is_empty() => Ok(fingerprint),
        _ => Err(Fault::new(FaultKind::NotHere, Subject::Profile, "no key, or several, begin so")),
    }
}

fn show(keys: &[KeyTold], out: &mut Out) {
    out.result(&keys, |words| keys.iter().flat_map(|key| lines(key, words)).collect());
}

fn lines(key: &KeyTold, words: &Words) -> Vec<String> {
    let mut lines = vec![seal::certificate(&key.told, words), format!("  {}", key.told.facts.fingerprint)];
    lines.extend(key.warnings.iter().map(|warning| format!("  {}", words.say(sentence(*warning)))));
    lines
}

fn sentence(warning: KeyWarning) -> &'static str {
    match warning {
        KeyWarning::AlreadyHere => "cli-key-already-here",
        KeyWarning::NotYetValid => "cli-key-not-yet-valid",
        KeyWarning::Expired => "cli-key-expired",
        KeyWarning::NotForMail => "cli-key-not-for-mail",
    }
}
