//! `sceau sync`: everything in step once, with progress, what waits to be sent
//! sent, then out again.

use std::collections::HashSet;

use serde::Serialize;

use crate::domain::AccountId;
use crate::engine::{Command, Engine, Event, Fault, FaultKind, Line, Progress, Subject, Work};
use crate::i18n::{Words, fl};

use super::out::Out;
use super::{Exit, outbox};

#[derive(Debug, Default, Serialize)]
struct Done {
    accounts: usize,
    messages: u64,
    bodies: u64,
}

pub async fn run(engine: &Engine, out: &mut Out) -> Result<Exit, Fault> {
    let accounts = engine.accounts().await?;
    let mut round = Round { waiting: accounts.iter().map(|account| account.id).collect(), failed: None };
    let mut events = engine.events();
    engine.send(Command::Watch);
    while !round.waiting.is_empty() {
        match events.next().await {
            Some(Event::Progress(progress)) => out.progress(&progress_line(&out.words, progress)),
            Some(event) => round.hear(event),
            None => return Err(Fault::new(FaultKind::Bug, Subject::Profile, "the engine ended")),
        }
    }
    out.end_progress();
    if let Some(fault) = round.failed {
        return Err(fault);
    }
    outbox::until_settled(engine).await?;
    let stats = engine.stats().await?;
    let done = Done { accounts: accounts.len(), messages: stats.messages, bodies: stats.bodies };
    out.result(&done, |words| vec![fl!(words, "cli-synced", messages = done.messages, bodies = done.bodies)]);
    Ok(Exit::Done)
}

/// Of whom nothing is known yet, and what went wrong last.
struct Round {
    waiting: HashSet<AccountId>,
    failed: Option<Fault>,
}

impl Round {
    fn hear(&mut self, event: Event) {
        match event {
            Event::Line(account, Line::Watching) => {
                let _ = self.waiting.remove(&account);
            }
            Event::Line(account, Line::Card(card)) => {
                let about = Subject::Account(account);
                self.fail(Fault::new(FaultKind::Card(card), about, "the line waits for the card"));
            }
            // A folder of exports that is not there keeps no mail from coming.
            Event::Fault(fault) if !fault.kind.is_beside() => self.fail(fault),
            _ => {}
        }
    }

    fn fail(&mut self, fault: Fault) {
        if let Subject::Account(account) = fault.about {
            let _ = self.waiting.remove(&account);
        }
        self.failed = Some(fault);
    }
}

pub fn progress_line(words: &Words, progress: Progress) -> String {
    let (done, total) = (words.number(progress.done), words.number(progress.total));
    match progress.work {
        Work::Headers => fl!(words, "cli-progress-headers", done = done, total = total),
        Work::Bodies => fl!(words, "cli-progress-bodies", done = done, total = total),
        Work::Deciphering => {
            fl!(words, "status-deciphering", count = progress.done, done = done, total = total)
        }
        Work::Exporting => fl!(words, "status-exporting", count = progress.done, done = done, total = total),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::ExportFault;

    #[test]
    fn what_goes_wrong_beside_the_line_ends_no_round() {
        let (anne, paul) = (AccountId(1), AccountId(2));
        let mut round = Round { waiting: [anne, paul].into(), failed: None };
        let fault = |kind, account| Event::Fault(Fault::new(kind, Subject::Account(account), ""));
        round.hear(fault(FaultKind::Export(ExportFault::Missing), anne));
        round.hear(fault(FaultKind::NoJunkFolder, anne));
        assert_eq!((round.waiting.len(), round.failed.is_none()), (2, true));
        round.hear(fault(FaultKind::LoginRefused, anne));
        assert_eq!(round.waiting, HashSet::from([paul]));
        round.hear(Event::Line(paul, Line::Watching));
        assert!(round.waiting.is_empty());
        assert_eq!(round.failed.map(|fault| fault.kind), Some(FaultKind::LoginRefused));
    }
}
