//! `sceau outbox`: what is on its way out, and what is to be done with it.

use clap::Subcommand;
use serde::Serialize;

use crate::domain::{Address, DraftId, OutgoingId, OutgoingState, Refusal, Settle, Timestamp};
use crate::engine::{Engine, Event, Fault, FaultKind, Subject, Waiting};
use crate::i18n::{Words, fl};

use super::out::Out;
use super::read::terminal_safe;
use super::{Exit, profile, send};

#[derive(Debug, Subcommand)]
pub enum OutboxOrder {
    TakeBack {
        id: i64,
    },
    Now {
        id: i64,
        #[arg(long)]
        wait: bool,
    },
    Settle {
        id: i64,
        #[arg(long, required_unless_present = "was_sent", conflicts_with = "was_sent")]
        again: bool,
        #[arg(long)]
        was_sent: bool,
    },
    GiveUp {
        id: i64,
    },
}

/// A row for a script.
#[derive(Serialize)]
struct Row<'a> {
    id: OutgoingId,
    account: crate::domain::AccountId,
    subject: &'a str,
    people: &'a [Address],
    size: u64,
    state: OutgoingState,
    left: bool,
    not_before: Option<Timestamp>,
    next_try: Option<Timestamp>,
    why: Option<FaultKind>,
    refusals: &'a [Refusal],
    draft: Option<DraftId>,
}

pub async fn obey(engine: &Engine, order: Option<&OutboxOrder>, out: &mut Out) -> Result<Exit, Fault> {
    match order {
        None => list(engine, out).await,
        Some(OutboxOrder::TakeBack { id }) => take_back(engine, OutgoingId(*id), out).await,
        Some(OutboxOrder::Now { id, wait }) => {
            let id = OutgoingId(*id);
            let hurried = engine.send_now(id).await?;
            if hurried && *wait {
                send::wait(engine, id).await?;
            }
            done(hurried, out)
        }
        Some(OutboxOrder::Settle { id, again, .. }) => {
            let settle = if *again { Settle::SendAgain } else { Settle::WasSent };
            done(engine.settle(OutgoingId(*id), settle).await?, out)
        }
        Some(OutboxOrder::GiveUp { id }) => done(engine.give_up(OutgoingId(*id)).await?, out),
    }
}

/// Until nothing moves any more: what is left waits for its time, for a line or for
/// the user.
pub async fn until_settled(engine: &Engine) -> Result<(), Fault> {
    let mut events = engine.events();
    while engine.outbox().await?.iter().any(moves) {
        while !matches!(events.next().await, None | Some(Event::Outbox { .. } | Event::Resync)) {}
    }
    Ok(())
}

fn moves(one: &Waiting) -> bool {
    let now = profile::now();
    match one.state {
        OutgoingState::Handing => true,
        OutgoingState::Waiting | OutgoingState::Filing => {
            one.why.is_none() && one.next_try.is_none() && one.not_before.is_none_or(|at| at <= now)
        }
        OutgoingState::InDoubt | OutgoingState::Refused => false,
    }
}

async fn list(engine: &Engine, out: &mut Out) -> Result<Exit, Fault> {
    let waiting = engine.outbox().await?;
    let rows: Vec<Row<'_>> = waiting.iter().map(row).collect();
    out.result(&rows, |words| waiting.iter().flat_map(|one| lines(one, words)).collect());
    Ok(Exit::Done)
}

/// The message goes where the output goes, as it would have left. It is a draft
/// again, that the window shows when it is opened next.
async fn take_back(engine: &Engine, id: OutgoingId, out: &mut Out) -> Result<Exit, Fault> {
    let taken = engine.take_back(id).await?.ok_or_else(too_late)?;
    if let Some(draft) = taken.draft {
        engine.show_draft(Some(draft)).await?;
        let said = out.words.say("cli-outbox-draft");
        out.remark(&said);
    }
    if out.is_json() {
        out.result(&String::from_utf8_lossy(&taken.bytes), |_| Vec::new());
    } else {
        Out::bytes(&taken.bytes)?;
    }
    Ok(Exit::Done)
}

fn done(done: bool, out: &mut Out) -> Result<Exit, Fault> {
    if !done {
        return Err(too_late());
    }
    out.result(&true, |words| vec![words.say("cli-outbox-done")]);
    Ok(Exit::Done)
}

fn too_late() -> Fault {
    Fault::new(FaultKind::NotHere, Subject::Profile, "no message of the outbox for which that can be done")
}

fn row(one: &Waiting) -> Row<'_> {
    Row {
        id: one.id,
        account: one.account,
        subject: &one.subject,
        people: &one.people,
        size: one.size,
        state: one.state,
        left: one.left,
        not_before: one.not_before,
        next_try: one.next_try,
        why: one.why.as_ref().map(|why| why.kind),
        refusals: &one.refusals,
        draft: one.draft,
    }
}

fn lines(one: &Waiting, words: &Words) -> Vec<String> {
    let state = match one.state {
        OutgoingState::Waiting => "cli-outbox-waiting",
        OutgoingState::Handing => "cli-outbox-handing",
        OutgoingState::InDoubt => "cli-outbox-in-doubt",
        OutgoingState::Refused => "cli-outbox-refused",
        OutgoingState::Filing => "cli-outbox-filing",
    };
    let people = one.people.iter().map(Address::display).collect::<Vec<_>>().join(", ");
    let mut lines = vec![format!("{}\t{}\t{people}\t{}", one.id, words.say(state), one.subject)];
    if let Some(at) = one.not_before {
        lines.push(format!("\t{}", fl!(words, "cli-outbox-not-before", date = words.date_long(at))));
    }
    if let Some(why) = &one.why {
        lines.push(format!("\t{}", words.say(why.kind.words().sentence)));
    }
    if let Some(at) = one.next_try {
        lines.push(format!("\t{}", fl!(words, "cli-outbox-next-try", date = words.date_long(at))));
    }
    for refusal in &one.refusals {
        let (to, said) = (refusal.to.to_string(), refusal.said.clone());
        lines.push(format!("\t{}", fl!(words, "cli-outbox-refusal", recipient = to, said = said)));
    }
    lines.iter().map(|line| terminal_safe(line)).collect()
}
