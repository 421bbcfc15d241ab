//! `sceau anchor`: the authorities that the profile believes.

use crate::engine::trust::{Anchor, AnchorKind, Import, Imported};
use crate::engine::{Engine, Fault, FaultKind, Subject};
use crate::i18n::{Words, fl};

use super::Exit;
use super::args::AnchorOrder;
use super::out::Out;

pub async fn obey(engine: &Engine, order: &AnchorOrder, out: &mut Out) -> Result<Exit, Fault> {
    match order {
        AnchorOrder::List => {}
        AnchorOrder::Add { file } => {
            let bytes = std::fs::read(file)
                .map_err(|error| Fault::new(FaultKind::FileUnreadable, Subject::File, error.kind().to_string()))?;
            let imported = engine.import_anchor(bytes).await?;
            if imported.is_empty() {
                return Err(Fault::new(FaultKind::FileUnreadable, Subject::File, "no certificate in it"));
            }
            out.result(&imported, |words| imported.iter().map(|one| outcome(one, words)).collect());
            let believed = imported.iter().any(|one| !matches!(one.outcome, Import::Test | Import::NotAnAuthority));
            return Ok(if believed { Exit::Done } else { Exit::Failed });
        }
        AnchorOrder::Remove { fingerprint } => engine.forget_anchor(fingerprint).await?,
    }
    let anchors = engine.anchors().await?;
    out.result(&anchors, |words| anchors.iter().map(|one| line(one, words)).collect());
    Ok(Exit::Done)
}

fn outcome(imported: &Imported, words: &Words) -> String {
    let subject = imported.told.facts.subject.clone();
    match imported.outcome {
        Import::IgcSante => fl!(words, "cli-anchor-igc-sante", subject = subject),
        Import::Own => fl!(words, "cli-anchor-own", subject = subject),
        Import::BelowAnother => fl!(words, "cli-anchor-below-another", subject = subject),
        Import::AlreadyKnown => fl!(words, "cli-anchor-already-known", subject = subject),
        Import::Test => fl!(words, "cli-anchor-test", subject = subject),
        Import::NotAnAuthority => fl!(words, "cli-anchor-not-an-authority", subject = subject),
    }
}

fn line(anchor: &Anchor, words: &Words) -> String {
    let kind = match anchor.kind {
        AnchorKind::IgcSante => "cli-anchor-kind-igc-sante",
        AnchorKind::Own => "cli-anchor-kind-own",
    };
    let kind = words.say(kind);
    let until = words.date_long(anchor.told.facts.not_after);
    let subject = anchor.told.facts.subject.clone();
    let said = fl!(words, "cli-anchor-line", subject = subject, kind = kind, date = until);
    format!("{}\t{said}", anchor.told.facts.fingerprint)
}
