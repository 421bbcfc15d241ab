//! `sceau verify`, `sign`, `encrypt`, `decrypt`, `token list`, `cert list`: on
//! files, without a cache, as a script or another program asks.
//!
//! What a signature is worth is an answer, and so ends well whatever it says.
//! A code is read from a file or typed without an echo, and tried once.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use crate::domain::verdict::Reason;
use crate::domain::{Fingerprint, MessageId, Secret, Timestamp, Uses};
use crate::engine::seal::{self, Belief, Cards, Judged, Key, Pen, PinState, Shown, Told, Tries};
use crate::engine::{Engine, Fault, FaultKind, Runtime, Subject, trust};
use crate::i18n::{Words, fl};

use super::out::Out;
use super::profile::now;
use super::{Exit, Order, code, protection};

/// Where the private key is.
#[derive(Debug, Args)]
pub struct KeyPlace {
    #[arg(long, value_name = "FILE", conflicts_with = "token")]
    pub key: Option<PathBuf>,
    #[arg(long, value_name = "NAME", num_args = 0..=1, default_missing_value = "")]
    pub token: Option<String>,
    #[arg(long, value_name = "FILE", requires = "token")]
    pub module: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub code_file: Option<PathBuf>,
}

impl KeyPlace {
    pub fn is_named(&self) -> bool {
        self.key.is_some() || self.token.is_some()
    }
}

/// What is believed, and when.
#[derive(Debug, Args)]
pub struct Beliefs {
    #[arg(long, value_name = "DIR")]
    pub anchors: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub crl: Option<PathBuf>,
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub at: Option<Timestamp>,
}

impl Beliefs {
    /// Nothing was named: what the profile believes is meant.
    fn are_of_profile(&self) -> bool {
        self.anchors.is_none() && self.crl.is_none()
    }
}

/// The orders that need no profile; None for the others.
pub fn obey(
    runtime: &Runtime,
    order: &Order,
    has_profile: impl FnOnce() -> bool,
    out: &mut Out,
) -> Option<Result<Exit, Fault>> {
    let hand = Hand { runtime, words: out.words.clone() };
    Some(match order {
        Order::Verify { from_mailbox: true, .. }
        | Order::Verify { kept: true, .. }
        | Order::Decrypt { kept: true, .. } => {
            return None;
        }
        Order::Verify { beliefs, .. } if beliefs.are_of_profile() && has_profile() => return None,
        Order::Verify { file, key, beliefs, online, .. } => read(Path::new(file)).and_then(|message| {
            let ground = Ground::Given(Belief::of(beliefs.anchors.as_deref(), beliefs.crl.as_deref())?);
            Verifying { hand: &hand, message: &message, key, kept: &[], beliefs, online: *online }.run(ground, out)
        }),
        Order::Sign { file, opaque, key } => sign(&hand, file, *opaque, key),
        Order::Encrypt { file, to } => encrypt(file, to),
        Order::Decrypt { file, key, .. } => decrypt(&hand, file, key),
        Order::Token(_) | Order::Cert(super::args::CertOrder::List { file: None, .. }) => tokens(&hand, order, out),
        Order::Cert(super::args::CertOrder::List { file: Some(file), .. }) => certificates(file, out),
        _ => return None,
    })
}

/// The same by what a profile believes or with its keys, or of a message of its
/// cache.
pub async fn obey_kept(engine: &Engine, order: &Order, runtime: &Runtime, out: &mut Out) -> Result<Exit, Fault> {
    match order {
        Order::Verify { file, from_mailbox, key, beliefs, online, .. } => {
            let message = if *from_mailbox {
                let number = file.parse();
                let number = number.map_err(|_| Fault::new(FaultKind::NotHere, Subject::File, "no message number"))?;
                engine.source(MessageId(number)).await?
            } else {
                read(Path::new(file))?
            };
            let ground = if beliefs.are_of_profile() {
                Ground::Kept(engine)
            } else {
                Ground::Given(Belief::of(beliefs.anchors.as_deref(), beliefs.crl.as_deref())?)
            };
            let kept = if key.is_named() { Vec::new() } else { engine.soft_keys().await? };
            let hand = Hand { runtime, words: out.words.clone() };
            let verifying = Verifying { hand: &hand, message: &message, key, kept: &kept, beliefs, online: *online };
            // Keys are waited for: not on the runtime that serves them.
            tokio::task::block_in_place(|| verifying.run(ground, out))
        }
        Order::Decrypt { file, .. } => {
            let message = read(file)?;
            let kept = engine.soft_keys().await?;
            Out::bytes(&seal::open(&Belief::default(), &message, &borrowed(&kept), now())?)?;
            Ok(Exit::Done)
        }
        _ => Ok(Exit::Usage),
    }
}

fn borrowed(keys: &[Arc<dyn Key>]) -> Vec<&dyn Key> {
    keys.iter().map(AsRef::as_ref).collect()
}

/// Whose beliefs a message is judged by.
enum Ground<'a> {
    Given(Belief),
    Kept(&'a Engine),
}

struct Verifying<'a> {
    hand: &'a Hand<'a>,
    message: &'a [u8],
    key: &'a KeyPlace,
    /// Of the profile.
    kept: &'a [Arc<dyn Key>],
    beliefs: &'a Beliefs,
    /// What is missing of revocation is fetched. Without a word, nobody is called.
    online: bool,
}

impl Verifying<'_> {
    fn run(&self, ground: Ground<'_>, out: &mut Out) -> Result<Exit, Fault> {
        let at = self.beliefs.at.unwrap_or_else(now);
        let pen = self.hand.pen(self.key, |uses| uses.confidentiality)?;
        let judge = |belief: &Belief| match &pen {
            Some(pen) => pen.judge(belief, self.message, at),
            None => seal::judge(belief, self.message, &borrowed(self.kept), at),
        };
        let (judged, fault) = match ground {
            Ground::Given(belief) => self.by_given(&belief, at, judge)?,
            Ground::Kept(engine) => self.hand.runtime.block_on(self.by_kept(engine, judge))?,
        };
        if let Some(fault) = fault {
            out.fault(&fault);
        }
        out.result(&judged, |words| lines(&judged, words));
        Ok(Exit::Done)
    }

    fn by_given(
        &self,
        belief: &Belief,
        at: Timestamp,
        judge: impl Fn(&Belief) -> Judged,
    ) -> Result<(Judged, Option<Fault>), Fault> {
        let judged = judge(belief);
        if !self.online {
            return Ok((judged, None));
        }
        let (belief, fault) = self.hand.runtime.block_on(trust::refreshed(belief, &judged, at))?;
        Ok((judge(&belief), fault))
    }

    async fn by_kept(
        &self,
        engine: &Engine,
        judge: impl Fn(&Belief) -> Judged,
    ) -> Result<(Judged, Option<Fault>), Fault> {
        let belief = engine.belief().await?;
        let judged = tokio::task::block_in_place(|| judge(&belief));
        if !self.online {
            return Ok((judged, None));
        }
        engine.remember(&judged).await?;
        let refreshed = engine.refresh_revocation(&judged).await?;
        let belief = engine.belief().await?;
        Ok((tokio::task::block_in_place(|| judge(&belief)), refreshed.fault))
    }
}

/// Lets mailboxes show the certificate that was named, if one was.
pub fn show(engine: &Engine, key: &KeyPlace, runtime: &Runtime, out: &Out) -> Result<Option<Fingerprint>, Fault> {
    let hand = Hand { runtime, words: out.words.clone() };
    // Keys are waited for: not on the runtime that serves them.
    let pen = tokio::task::block_in_place(|| hand.pen(key, |uses| uses.authentication))?;
    pen.map(|pen| engine.show(&pen)).transpose()
}

fn lines(judged: &Judged, words: &Words) -> Vec<String> {
    let reasons = |reasons: &[Reason], depth: usize| -> Vec<String> {
        let said = reasons.iter().map(|reason| words.say(seal::words::of_reason(*reason)));
        said.map(|sentence| format!("{:depth$}{sentence}", "")).collect()
    };
    let mut lines = vec![words.say(seal::words::of_overall(judged.verdict.overall))];
    for verdict in std::iter::once(&judged.verdict).chain(&judged.apart) {
        lines.extend(reasons(&verdict.reasons, 2));
        for layer in &verdict.layers {
            let kind = words.say(seal::words::of_kind(layer.kind));
            lines.push(with_algorithm(&kind, &layer.algorithm));
            lines.extend(reasons(&layer.reasons, 2));
            for signer in &layer.signers {
                lines.push(format!("  {}", with_algorithm(&signer.holder, &signer.algorithm)));
                lines.extend(reasons(&signer.reasons, 4));
            }
        }
    }
    lines
}

fn with_algorithm(what: &str, algorithm: &str) -> String {
    if algorithm.is_empty() { what.to_owned() } else { format!("{what} ({algorithm})") }
}

fn sign(hand: &Hand<'_>, file: &Path, opaque: bool, key: &KeyPlace) -> Result<Exit, Fault> {
    let message = read(file)?;
    let pen = hand.needed(key, |uses| uses.signature)?;
    Out::bytes(&pen.sign(&message, now(), opaque)?)?;
    Ok(Exit::Done)
}

/// What a message that is in no file is signed with.
pub fn signing_pen(runtime: &Runtime, words: &Words, key: &KeyPlace) -> Result<Pen, Fault> {
    let hand = Hand { runtime, words: words.clone() };
    // Keys are waited for: not on the runtime that serves them.
    tokio::task::block_in_place(|| hand.needed(key, |uses| uses.signature))
}

fn encrypt(file: &Path, to: &[PathBuf]) -> Result<Exit, Fault> {
    let certificates = to.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?;
    Out::bytes(&seal::encrypt(&read(file)?, &certificates, now())?)?;
    Ok(Exit::Done)
}

fn decrypt(hand: &Hand<'_>, file: &Path, key: &KeyPlace) -> Result<Exit, Fault> {
    let message = read(file)?;
    let pen = hand.needed(key, |uses| uses.confidentiality)?;
    Out::bytes(&pen.open(&Belief::default(), &message, now())?)?;
    Ok(Exit::Done)
}

fn tokens(hand: &Hand<'_>, order: &Order, out: &mut Out) -> Result<Exit, Fault> {
    let (module, certificates_alone) = match order {
        Order::Cert(super::args::CertOrder::List { module, .. }) => (module, true),
        Order::Token(super::args::TokenOrder::List { module }) => (module, false),
        _ => return Ok(Exit::Usage),
    };
    let cards = Cards::new(hand.runtime.handle(), module.as_deref())?;
    let shown = hand.runtime.block_on(cards.list());
    if certificates_alone {
        let told: Vec<&Told> = shown.tokens.iter().flat_map(|token| &token.certificates).collect();
        out.result(&told, |words| told.iter().map(|one| certificate(one, words)).collect());
    } else {
        out.result(&shown, |words| described(&shown, words));
    }
    Ok(Exit::Done)
}

fn certificates(file: &Path, out: &mut Out) -> Result<Exit, Fault> {
    let told = seal::told(&read(file)?);
    out.result(&told, |words| told.iter().map(|one| certificate(one, words)).collect());
    Ok(Exit::Done)
}

fn described(shown: &Shown, words: &Words) -> Vec<String> {
    let mut lines = Vec::new();
    for token in &shown.tokens {
        let state = match token.pin.tries {
            Tries::None => Some("cli-pin-blocked"),
            Tries::Last => Some("cli-pin-last"),
            Tries::Fewer => Some("cli-pin-fewer"),
            Tries::All => None,
        };
        let state = state.map(|key| words.say(key));
        let parts = [Some(token.label.clone()), Some(token.serial.clone()), state];
        lines.push(parts.into_iter().flatten().collect::<Vec<_>>().join("\t"));
        lines.extend(token.certificates.iter().map(|one| format!("  {}", certificate(one, words))));
    }
    if lines.is_empty() {
        lines.push(words.say("cli-token-none"));
    }
    lines.extend(shown.silent.iter().map(|module| fl!(words, "cli-token-silent", module = module.clone())));
    lines
}

pub fn certificate(told: &Told, words: &Words) -> String {
    let Uses { authentication, signature, confidentiality } = told.holder.uses;
    let uses = [
        (authentication, "cli-uses-authentication"),
        (signature, "cli-uses-signature"),
        (confidentiality, "cli-uses-confidentiality"),
    ];
    let uses: Vec<String> = uses.into_iter().filter(|(may, _)| *may).map(|(_, key)| words.say(key)).collect();
    fl!(
        words,
        "cli-cert-until",
        holder = told.name.clone(),
        date = words.date_long(told.facts.not_after),
        uses = uses.join(", ")
    )
}

/// Who fetches a key, and asks for its code.
struct Hand<'a> {
    runtime: &'a Runtime,
    words: Words,
}

impl Hand<'_> {
    fn needed(&self, place: &KeyPlace, wanted: fn(&Uses) -> bool) -> Result<Pen, Fault> {
        // Without a word about it, a card is meant.
        let named = place.token.clone().unwrap_or_default();
        match self.pen(place, wanted)? {
            Some(pen) => Ok(pen),
            None => self.on_token(&named, place, wanted),
        }
    }

    fn pen(&self, place: &KeyPlace, wanted: fn(&Uses) -> bool) -> Result<Option<Pen>, Fault> {
        if let Some(file) = &place.key {
            let code = self.code(place, "cli-ask-key-passphrase")?;
            return Pen::of_file(&read(file)?, &code, wanted).map(Some);
        }
        place.token.as_ref().map(|named| self.on_token(named, place, wanted)).transpose()
    }

    fn on_token(&self, named: &str, place: &KeyPlace, wanted: fn(&Uses) -> bool) -> Result<Pen, Fault> {
        let cards = Cards::new(self.runtime.handle(), place.module.as_deref())?;
        let ask = |pin: &PinState| self.code(place, protection::question(pin));
        self.runtime.block_on(cards.pen(named, wanted, &ask))
    }

    fn code(&self, place: &KeyPlace, question: &'static str) -> Result<Secret, Fault> {
        code::ask(&self.words, place.code_file.as_deref(), question)
    }
}

pub fn read(file: &Path) -> Result<Vec<u8>, Fault> {
    fs::read(file).map_err(|error| Fault::new(FaultKind::FileUnreadable, Subject::File, error.kind().to_string()))
}

pub fn moment(text: &str) -> Result<Timestamp, String> {
    let instant = text.parse::<jiff::Timestamp>().ok().or_else(|| {
        let day = text.parse::<jiff::civil::Date>().ok()?;
        Some(day.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
    });
    let seconds = instant.map(jiff::Timestamp::as_second).or_else(|| text.parse().ok());
    seconds.map(Timestamp::clamped).ok_or_else(|| "2026-11-21, 2026-11-21T10:30:00Z".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_day_an_instant_or_seconds() {
        assert_eq!(moment("2026-11-21"), Ok(Timestamp(1_795_219_200)));
        assert_eq!(moment("2026-11-21T10:30:00Z"), Ok(Timestamp(1_795_257_000)));
        assert_eq!(moment("1795257000"), Ok(Timestamp(1_795_257_000)));
        assert!(moment("yesterday").is_err());
    }
}
