//! `sceau protection`: what opens the profile, a card added to it, one way in
//! taken away. And the profile opened with a card.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::engine::seal::{Cards, PinState, Tries};
use crate::engine::{Engine, Fault, FaultKind, Gate, Profile, Runtime, Slot, SlotId, SlotKind, Subject, Unlock};
use crate::i18n::Words;

use super::args::ProtectionOrder;
use super::out::Out;
use super::{Exit, code};

/// The card that opens the profile.
#[derive(Debug, Args)]
pub struct CardPlace {
    #[arg(long, global = true, conflicts_with = "passphrase_file")]
    pub card: bool,
    #[arg(long, global = true, value_name = "FILE", requires = "card")]
    pub card_module: Option<PathBuf>,
    #[arg(long, global = true, value_name = "FILE", requires = "card")]
    pub card_code_file: Option<PathBuf>,
}

#[derive(Serialize)]
struct Told {
    id: u32,
    kind: &'static str,
}

pub async fn obey(engine: &Engine, order: &ProtectionOrder, runtime: &Runtime, out: &mut Out) -> Result<Exit, Fault> {
    match order {
        ProtectionOrder::List => {}
        ProtectionOrder::AddCard { token, module, code_file } => {
            let cards = Cards::new(runtime.handle(), module.as_deref())?;
            let words = out.words.clone();
            let ask = |pin: &PinState| code::ask(&words, code_file.as_deref(), question(pin));
            let key = cards.for_opening(token.as_deref().unwrap_or_default(), &ask).await?;
            let _id = engine.add_card_slot(key).await?;
        }
        ProtectionOrder::Remove { id } => engine.remove_slot(SlotId(*id)).await?,
    }
    show(&engine.slots().await?, out);
    Ok(Exit::Done)
}

/// Opens the profile with a card that is there.
pub async fn open(gate: &Gate, place: &CardPlace, runtime: &Runtime, words: &Words) -> Result<Engine, Fault> {
    if gate.look()? == Profile::New {
        return Err(Fault::new(FaultKind::NotHere, Subject::Profile, "no profile: add an account first"));
    }
    let cards = Cards::new(runtime.handle(), place.card_module.as_deref())?;
    let ask = |pin: &PinState| code::ask(words, place.card_code_file.as_deref(), question(pin));
    let key = cards.that_opens(&gate.card_slots()?, &ask).await?;
    gate.open(Unlock::Card(key)).await
}

pub fn question(pin: &PinState) -> &'static str {
    if pin.tries == Tries::Last { "cli-ask-last-pin" } else { "cli-ask-pin" }
}

fn show(slots: &[Slot], out: &mut Out) {
    let told: Vec<_> = slots.iter().map(|slot| Told { id: slot.id.0, kind: kind(slot.kind) }).collect();
    let line = |slot: &Slot, words: &Words| format!("{}\t{}", slot.id.0, words.say(sentence(slot.kind)));
    out.result(&told, |words| slots.iter().map(|slot| line(slot, words)).collect());
}

fn kind(kind: SlotKind) -> &'static str {
    match kind {
        SlotKind::Passphrase => "passphrase",
        SlotKind::Session => "session",
        SlotKind::Card => "card",
    }
}

fn sentence(kind: SlotKind) -> &'static str {
    match kind {
        SlotKind::Passphrase => "cli-slot-passphrase",
        SlotKind::Session => "cli-slot-session",
        SlotKind::Card => "cli-slot-card",
    }
}
