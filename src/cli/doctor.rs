//! `sceau doctor`: what is well and what is not, one line each.

use serde::Serialize;

use crate::domain::Service;
use crate::engine::{Engine, Fault};
use crate::i18n::{Words, fl};

use super::Exit;
use super::out::Out;

#[derive(Debug, Serialize)]
struct Finding {
    what: String,
    well: bool,
    /// What is wrong, in a sentence.
    why: Option<String>,
}

pub async fn run(engine: &Engine, out: &mut Out) -> Result<Exit, Fault> {
    let words = out.words.clone();
    let mut findings = vec![finding(&words, fl!(words, "cli-doctor-cache"), engine.integrity().await)];
    let stats = engine.stats().await?;
    for account in engine.accounts().await? {
        let secret = engine.kept_secret(account.id).await?;
        for service in [Service::Imap, Service::Smtp] {
            let Some(server) = (match service {
                Service::Imap => Some(account.draft.incoming.clone()),
                Service::Smtp => account.draft.smtp.clone(),
            }) else {
                continue;
            };
            out.progress(&server.host);
            let checked = engine.check(service, account.draft.clone(), secret.clone()).await;
            let what = match service {
                Service::Imap => fl!(words, "cli-doctor-imap", host = server.host, port = server.port.to_string()),
                Service::Smtp => fl!(words, "cli-doctor-smtp", host = server.host, port = server.port.to_string()),
            };
            findings.push(finding(&words, what, checked));
        }
    }
    out.end_progress();
    let well = findings.iter().all(|finding| finding.well);
    out.result(&findings, |words| {
        let counts = fl!(
            words,
            "cli-doctor-counts",
            messages = stats.messages,
            bodies = stats.bodies,
            size = words.size(stats.bytes)
        );
        findings.iter().map(line).chain([counts]).collect()
    });
    Ok(if well { Exit::Done } else { Exit::Failed })
}

fn finding(words: &Words, what: String, checked: Result<(), Fault>) -> Finding {
    let why = checked.err().map(|fault| words.say(fault.kind.words().sentence));
    Finding { what, well: why.is_none(), why }
}

fn line(finding: &Finding) -> String {
    match &finding.why {
        None => format!("✓ {}", finding.what),
        Some(why) => format!("✗ {}\n  {why}", finding.what),
    }
}
