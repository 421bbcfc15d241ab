//! `sceau sync`: everything in step once, with progress, what waits to be sent
//! sent, then out again.

use std::collections::HashMap;

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
    let mut waiting: HashMap<AccountId, Option<Fault>> = accounts.iter().map(|account| (account.id, None)).collect();
    let mut failed = None;
    let mut events = engine.events();
    engine.send(Command::Watch);
    while !waiting.is_empty() {
        match events.next().await {
            Some(Event::Progress(progress)) => out.progress(&progress_line(&out.words, progress)),
            Some(Event::Line(account, Line::Watching)) => drop(waiting.remove(&account)),
            Some(Event::Line(account, Line::Card(card))) => {
                let fault = Fault::new(FaultKind::Card(card), Subject::Account(account), "the line waits for the card");
                let _ = waiting.remove(&account);
                failed = Some(fault);
            }
            Some(Event::Fault(fault)) => {
                if let Subject::Account(account) = fault.about {
                    let _ = waiting.remove(&account);
                }
                failed = Some(fault);
            }
            Some(_) => {}
            None => return Err(Fault::new(FaultKind::Bug, Subject::Profile, "the engine ended")),
        }
    }
    out.end_progress();
    if let Some(fault) = failed {
        return Err(fault);
    }
    outbox::until_settled(engine).await?;
    let stats = engine.stats().await?;
    let done = Done { accounts: accounts.len(), messages: stats.messages, bodies: stats.bodies };
    out.result(&done, |words| vec![fl!(words, "cli-synced", messages = done.messages, bodies = done.bodies)]);
    Ok(Exit::Done)
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
