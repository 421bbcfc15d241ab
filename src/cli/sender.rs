//! `sceau sender`: who is blocked and who is welcome.

use serde::Serialize;

use crate::domain::{Listed, Stance, Whose};
use crate::engine::{Engine, Fault, FaultKind, Subject};
use crate::i18n::fl;

use super::Exit;
use super::args::SenderOrder;
use super::out::Out;

#[derive(Serialize)]
struct Line {
    who: String,
    list: &'static str,
}

pub async fn obey(engine: &Engine, order: &SenderOrder, out: &mut Out) -> Result<Exit, Fault> {
    match order {
        SenderOrder::List => {}
        SenderOrder::Block { who, yes } => {
            let whose = whose(who)?;
            let sure = whose.is_trusted(&engine.trusted_space().await?);
            if sure && !yes {
                let says = out.words.say("cli-sender-trusted");
                out.remark(&says);
                return Ok(Exit::Unconfirmed);
            }
            engine.list_sender(Listed { whose, stance: Stance::Blocked, sure }).await?;
        }
        SenderOrder::Welcome { who } => {
            engine.list_sender(Listed { whose: whose(who)?, stance: Stance::Welcome, sure: false }).await?;
        }
        SenderOrder::Remove { who } => engine.unlist_sender(whose(who)?).await?,
    }
    let lines: Vec<Line> = engine.listed_senders().await?.iter().map(line).collect();
    out.result(&lines, |words| {
        let said = |line: &Line| {
            let key = if line.list == "black" { "cli-sender-black" } else { "cli-sender-white" };
            fl!(words, key, who = line.who.as_str())
        };
        lines.iter().map(said).collect()
    });
    Ok(Exit::Done)
}

fn whose(who: &str) -> Result<Whose, Fault> {
    Whose::parse(who).ok_or_else(|| Fault::new(FaultKind::BadAddress, Subject::Profile, "neither address nor domain"))
}

fn line(listed: &Listed) -> Line {
    let list = match listed.stance {
        Stance::Blocked => "black",
        Stance::Welcome => "white",
    };
    Line { who: listed.whose.to_string(), list }
}
