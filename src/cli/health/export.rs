//! `sceau health export`, `journal` and `again`.

use std::path::Path;

use serde::Serialize;

use crate::domain::export::{Export, ExportState};
use crate::domain::{ExportId, Folder, Timestamp};
use crate::engine::{Engine, Errand, Event, Exported, Fault, FaultKind, Subject, What, Work};
use crate::i18n::{Words, fl};

use super::Which;
use crate::cli::Exit;
use crate::cli::out::Out;
use crate::cli::read::terminal_safe;

/// For a script.
#[derive(Serialize)]
struct Done {
    written: usize,
    known: usize,
    refused: usize,
    waiting: usize,
    closed: usize,
    why: Option<FaultKind>,
}

pub(super) async fn run(
    engine: &Engine,
    to: Option<&Path>,
    which: &Which,
    since: Option<jiff::civil::Date>,
    out: &mut Out,
) -> Result<Exit, Fault> {
    let to = to.map(std::path::absolute).transpose();
    let to = to.map_err(|error| Fault::new(FaultKind::FileUnwritable, Subject::File, error.kind().to_string()))?;
    let what = match &which.folder {
        Some(folder) => What::Folder(find(engine, folder).await?.id),
        None if which.all => What::Everything,
        None => What::Inbox(None),
    };
    let since = since.and_then(|day| day.to_zoned(jiff::tz::TimeZone::system()).ok());
    let since = since.map(|midnight| Timestamp(midnight.timestamp().as_second()));
    let exporting = engine.export(Errand { what, since, to });
    let done = told(engine, out, exporting).await?;
    tell(&done, out)
}

pub(super) async fn again(engine: &Engine, id: i64, out: &mut Out) -> Result<Exit, Fault> {
    let done = engine.export_again(ExportId(id)).await?;
    tell(&done, out)
}

pub(super) async fn journal(engine: &Engine, limit: usize, out: &mut Out) -> Result<Exit, Fault> {
    let lines = engine.exports(None, None, limit).await?;
    out.result(&lines, |words| lines.iter().map(|line| terminal_safe(&said(line, words))).collect());
    Ok(Exit::Done)
}

/// Waits for it, and says meanwhile how far it has come.
async fn told(
    engine: &Engine,
    out: &mut Out,
    exporting: impl Future<Output = Result<Exported, Fault>>,
) -> Result<Exported, Fault> {
    let mut events = engine.events();
    let mut exporting = std::pin::pin!(exporting);
    loop {
        tokio::select! {
            biased;
            done = &mut exporting => {
                out.end_progress();
                return done;
            }
            event = events.next() => match event {
                Some(Event::Progress(progress)) if progress.work == Work::Exporting => {
                    out.progress(&crate::cli::sync::progress_line(&out.words, progress));
                }
                Some(_) => {}
                None => return Err(Fault::new(FaultKind::Bug, Subject::Profile, "the engine ended")),
            },
        }
    }
}

/// What is in the way is said, and is the code that it ends with: what waits is kept.
fn tell(done: &Exported, out: &mut Out) -> Result<Exit, Fault> {
    let Exported { written, known, refused, waiting, closed, ref why } = *done;
    let row = Done { written, known, refused, waiting, closed, why: why.as_ref().map(|why| why.kind) };
    out.result(&row, |words| {
        let mut lines = vec![fl!(words, "cli-health-exported", written = written, known = known)];
        if waiting > 0 {
            lines.push(fl!(words, "cli-health-waiting", count = waiting));
        }
        if refused > 0 {
            lines.push(fl!(words, "cli-health-refused", count = refused));
        }
        if closed > 0 {
            lines.push(fl!(words, "cli-health-closed", count = closed));
        }
        lines
    });
    why.clone().map_or(Ok(Exit::Done), Err)
}

fn said(line: &Export, words: &Words) -> String {
    let state = match line.state {
        ExportState::Waiting | ExportState::Placing => "cli-health-state-waiting",
        ExportState::Written => "cli-health-state-written",
        ExportState::Refused => "cli-health-state-refused",
    };
    let place = line.path().unwrap_or_else(|| line.folder.clone());
    let at = words.date_long(line.written.unwrap_or(line.found));
    format!("{}\t{}\t{}\t{at}\t{}\t{}", line.id, words.say(state), line.patient, place.display(), line.by)
}

async fn find(engine: &Engine, wanted: &str) -> Result<Folder, Fault> {
    for account in engine.accounts().await? {
        let folders = engine.folders(account.id).await?;
        let found = folders
            .iter()
            .find(|folder| folder.path.eq_ignore_ascii_case(wanted) || folder.id.to_string() == wanted)
            .or_else(|| folders.iter().find(|folder| folder.name() == wanted));
        if let Some(found) = found {
            return Ok(found.clone());
        }
    }
    Err(Fault::new(FaultKind::NotHere, Subject::Profile, "no such folder"))
}

/// `2026-02-03` or `03/02/2026`.
pub(super) fn day(text: &str) -> Result<jiff::civil::Date, String> {
    let french = || {
        let mut parts = text.split('/').map(str::parse::<i16>);
        let (day, month, year) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
        jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    text.parse().ok().or_else(french).ok_or_else(|| "AAAA-MM-JJ".to_owned())
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn a_day_is_written_in_two_ways() {
        assert_eq!(day("03/02/2026"), day("2026-02-03"));
        assert!(day("2026-02-03").is_ok() && day("hier").is_err() && day("31/02/2026").is_err());
    }
}
