//! `sceau draft` and `receipt`: an answer is written and nothing is sent; a
//! receipt that is asked for is sent or refused.

use crate::domain::receipt::Receipts;
use crate::domain::{Address, Email, Flag, Manner, MessageId};
use crate::engine::{Engine, Fault, FaultKind, ReceiptAnswer, Subject};
use crate::i18n::{Words, fl};

use super::out::Out;
use super::read::terminal_safe;
use super::{Exit, profile};

/// As a message, or as a value for scripts.
pub async fn draft(engine: &Engine, id: i64, manner: Manner, to: &[String], out: &mut Out) -> Result<Exit, Fault> {
    let words = out.words.clone();
    let phrases = move |envelope: &_, date| words.phrases(envelope, date);
    let mut draft = engine.answer(MessageId(id), manner, None, phrases).await?;
    for address in to {
        let email = Email::parse(address);
        let email = email.map_err(|error| Fault::new(FaultKind::BadAddress, Subject::Profile, error.to_string()))?;
        draft.to.push(Address::new("", email.as_str()));
    }
    if out.is_json() {
        out.result(&draft, |_| Vec::new());
    } else {
        Out::bytes(&engine.written(&draft, profile::now()).await?)?;
    }
    Ok(Exit::Done)
}

pub async fn receipt(engine: &Engine, id: i64, send: bool, refuse: bool, out: &mut Out) -> Result<Exit, Fault> {
    let id = MessageId(id);
    let opened = engine.opened(id).await?;
    if !send && !refuse {
        let answered = opened.summary.flags.has(Flag::ReceiptSent);
        out.result(&opened.receipts, |words| stand(&opened.receipts, answered, words));
        return Ok(Exit::Done);
    }
    let answer = if send {
        let mailbox = mailbox(engine, &opened).await?;
        let text = out.words.receipt(&opened.envelope, opened.summary.date, &mailbox);
        ReceiptAnswer::Send { text, automatic: false }
    } else {
        ReceiptAnswer::Refuse
    };
    let done = engine.answer_receipt(id, answer).await?;
    let said = if done { "cli-receipt-done" } else { "cli-receipt-answered" };
    out.result(&done, |words| vec![words.say(said)]);
    Ok(Exit::Done)
}

/// The address of the mailbox where the message lies.
async fn mailbox(engine: &Engine, opened: &crate::engine::Opened) -> Result<String, Fault> {
    for account in engine.accounts().await? {
        let folders = engine.folders(account.id).await?;
        if folders.iter().any(|folder| folder.id == opened.summary.folder) {
            return Ok(account.draft.email.to_string());
        }
    }
    Err(Fault::new(FaultKind::NotHere, Subject::Message(opened.summary.id), "its account is gone"))
}

fn stand(receipts: &Receipts, answered: bool, words: &Words) -> Vec<String> {
    let mut lines = Vec::new();
    match &receipts.asked {
        None => lines.push(words.say("cli-receipt-not-asked")),
        Some(request) => {
            let people = request.to.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            lines.push(terminal_safe(&fl!(words, "cli-receipt-asked", people = people)));
            if answered {
                lines.push(words.say("cli-receipt-answered"));
            }
        }
    }
    for receipt in &receipts.came {
        let date = words.date_long(receipt.date);
        let (fate, recipient) = (words.fate(&receipt.news.fate), receipt.news.recipient.clone());
        let line = fl!(words, "cli-receipt-came", date = date, fate = fate, recipient = recipient);
        lines.push(terminal_safe(&line));
    }
    lines
}
