//! `sceau folders`, `list`, `show`, `print`, `thread`, `search`: what the cache holds,
//! with or without a line.

use std::path::Path;

use serde::Serialize;

use crate::domain::{Address, Envelope, Filter, Folder, MessageId, Part, PartRole, Sort, Summary};
use crate::engine::{Engine, Fault, FaultKind, HitOrder, Opened, Scope, Sight, Subject};
use crate::i18n::{Words, fl};
use crate::paper::{self, Occasion};

use super::out::Out;
use super::{Exit, profile};

pub async fn folders(engine: &Engine, out: &mut Out) -> Result<Exit, Fault> {
    let folders = all_folders(engine).await?;
    out.result(&folders, |_| {
        folders
            .iter()
            .map(|folder| format!("{}\t{}\t{}\t{}", folder.id, folder.path, folder.unread, folder.total))
            .collect()
    });
    Ok(Exit::Done)
}

/// `folder` is a path, a number, or the last step of a path.
pub async fn list(engine: &Engine, folder: &str, limit: usize, unread: bool, out: &mut Out) -> Result<Exit, Fault> {
    let folders = all_folders(engine).await?;
    let found = folders
        .iter()
        .find(|candidate| candidate.path.eq_ignore_ascii_case(folder) || candidate.id.to_string() == folder)
        .or_else(|| folders.iter().find(|candidate| candidate.name() == folder))
        .ok_or_else(|| Fault::new(FaultKind::NotHere, Subject::Profile, "no such folder"))?;
    let filter = if unread { Filter::Unread } else { Filter::All };
    let ids = engine.list(found.id, Sort::default(), filter).await?;
    rows(engine, ids, limit, out).await
}

pub async fn search(engine: &Engine, words: &str, limit: usize, out: &mut Out) -> Result<Exit, Fault> {
    let hits = engine.find(Scope::Everywhere, words, HitOrder::Newest).await?;
    rows(engine, hits.ids, limit, out).await
}

/// The conversation of a message, the oldest first.
pub async fn thread(engine: &Engine, id: i64, out: &mut Out) -> Result<Exit, Fault> {
    let rows = engine.thread(MessageId(id)).await?;
    out.result(&rows, |words| rows.iter().map(|row| line(row, words)).collect());
    Ok(Exit::Done)
}

/// A message for a script.
#[derive(Serialize)]
struct Shown<'a> {
    summary: &'a Summary,
    envelope: &'a Envelope,
    parts: &'a [Part],
    text: &'a str,
}

pub async fn show(engine: &Engine, id: i64, source: bool, out: &mut Out) -> Result<Exit, Fault> {
    let id = MessageId(id);
    if source {
        let raw = engine.source(id).await?;
        Out::bytes(&raw)?;
        return Ok(Exit::Done);
    }
    let opened = engine.opened(id).await?;
    let shown =
        Shown { summary: &opened.summary, envelope: &opened.envelope, parts: &opened.parts, text: &opened.text };
    out.result(&shown, |words| letter(&opened, words));
    Ok(Exit::Done)
}

/// On paper, as the window prints it.
#[derive(Serialize)]
struct OnPaper {
    pages: Option<usize>,
    cut: bool,
}

pub async fn print(engine: &Engine, id: i64, file: &Path, archival: bool, out: &mut Out) -> Result<Exit, Fault> {
    let message = MessageId(id);
    let opened = engine.opened(message).await?;
    let mailbox = mailbox(engine, &opened).await?;
    let occasion = Occasion { mailbox: &mailbox, now: profile::now(), archival, ..Occasion::default() };
    let sheet = paper::sheet(&opened, &occasion, &out.words);
    let sight = Sight { message, part: None, attachment: None, plain: false };
    let printed = engine.printed(sight, sheet).await?;
    let told = OnPaper { pages: printed.pages, cut: printed.cut };
    let _ = engine.save_printed(printed, file.to_owned(), false).await?;
    let pages = told.pages.unwrap_or_default();
    out.result(&told, |words| vec![fl!(words, "cli-printed", pages = pages)]);
    Ok(Exit::Done)
}

/// What the user calls the mailbox that it is in.
async fn mailbox(engine: &Engine, opened: &Opened) -> Result<String, Fault> {
    for account in engine.accounts().await? {
        if engine.folders(account.id).await?.iter().any(|folder| folder.id == opened.summary.folder) {
            return Ok(account.draft.label);
        }
    }
    Ok(String::new())
}

fn letter(opened: &Opened, words: &Words) -> Vec<String> {
    let people = |people: &[Address]| people.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let mut lines = vec![
        fl!(words, "cli-from", people = people(&opened.envelope.from)),
        fl!(words, "cli-to", people = people(&opened.envelope.to)),
    ];
    if !opened.envelope.cc.is_empty() {
        lines.push(fl!(words, "cli-cc", people = people(&opened.envelope.cc)));
    }
    lines.push(fl!(words, "cli-date", date = words.date_long(opened.summary.date)));
    lines.push(fl!(words, "cli-subject", subject = opened.envelope.subject.clone()));
    for part in opened.parts.iter().filter(|part| part.role == PartRole::Attachment) {
        lines.push(fl!(words, "cli-attachment", name = part.name.clone(), size = words.size(part.size)));
    }
    lines.push(String::new());
    lines.push(terminal_safe(&opened.text));
    lines
}

async fn all_folders(engine: &Engine) -> Result<Vec<Folder>, Fault> {
    let mut all = Vec::new();
    for account in engine.accounts().await? {
        all.extend(engine.folders(account.id).await?);
    }
    Ok(all)
}

async fn rows(engine: &Engine, mut ids: Vec<MessageId>, limit: usize, out: &mut Out) -> Result<Exit, Fault> {
    ids.truncate(limit);
    let rows = engine.page(ids).await?;
    out.result(&rows, |words| rows.iter().map(|row| line(row, words)).collect());
    Ok(Exit::Done)
}

fn line(row: &Summary, words: &Words) -> String {
    let unread = if row.flags.seen() { ' ' } else { '*' };
    let date = words.date_short(row.date, profile::now());
    terminal_safe(&format!("{}\t{unread}\t{date}\t{}\t{}", row.id, row.who, row.subject))
}

/// A message must not be able to steer the terminal it is read on.
pub fn terminal_safe(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}
