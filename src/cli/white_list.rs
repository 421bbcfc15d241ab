//! `sceau white-list`: the domains of the trusted space, as they were published.

use serde::Serialize;

use crate::domain::{Timestamp, TrustedSpace};
use crate::engine::{Engine, Fault};
use crate::i18n::fl;

use super::Exit;
use super::args::WhiteListOrder;
use super::out::Out;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Shown {
    domains: usize,
    made: Option<Timestamp>,
    came: Option<Timestamp>,
    old: bool,
}

pub async fn obey(engine: &Engine, order: &WhiteListOrder, out: &mut Out) -> Result<Exit, Fault> {
    let space = match order {
        WhiteListOrder::Show => engine.trusted_space().await?,
        WhiteListOrder::Import { file } => engine.import_white_list_file(file.clone()).await?,
        WhiteListOrder::Fetch { address } => engine.fetch_white_list(address.as_deref()).await?,
        WhiteListOrder::Forget => engine.forget_white_list().await?,
    };
    let shown = shown(&space);
    out.result(&shown, |words| {
        let Some(list) = space.list() else { return vec![words.say("cli-white-list-none")] };
        let count = list.domains.len() as u64;
        let date = words.date_long(list.date());
        let line = fl!(words, "cli-white-list-line", date = date, count = count, number = words.number(count));
        let old = shown.old.then(|| words.say("cli-white-list-old"));
        std::iter::once(line).chain(old).collect()
    });
    Ok(Exit::Done)
}

fn shown(space: &TrustedSpace) -> Shown {
    let list = space.list();
    Shown {
        domains: list.map_or(0, |list| list.domains.len()),
        made: list.and_then(|list| list.made),
        came: list.map(|list| list.came),
        old: list.is_some_and(|list| list.is_old(super::profile::now())),
    }
}
