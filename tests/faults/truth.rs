//! What the server holds, what the workstation holds, in one form.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use sceau::domain::{AccountId, Filter, Flag, Flags, Sort};
use sceau::engine::{Command, Event, Fault, Line};

use super::peer::World;
use crate::mailbox::Desk;
use crate::support::{self, Person, Practice};

const PATIENCE: Duration = Duration::from_secs(20);

/// Folder by folder, sorted: each message's bytes, flags and keywords.
pub(super) type Truth = BTreeMap<String, Vec<Held>>;

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Held {
    pub(super) bytes: Vec<u8>,
    pub(super) flags: Vec<String>,
}

/// For a failed comparison: the subject and the flags, not the bytes.
impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = String::from_utf8_lossy(&self.bytes);
        let subject = text.lines().find_map(|line| line.strip_prefix("Subject: ")).unwrap_or("?");
        write!(f, "{subject} [{} bytes] {:?}", self.bytes.len(), self.flags)
    }
}

/// Of the scripted server.
pub(super) fn of_world(world: &World) -> Truth {
    let folder = |folder: &super::peer::Folder| {
        let held = |letter: &super::peer::Letter| Held { bytes: letter.bytes.clone(), flags: letter.flags.clone() };
        sorted(folder.letters.iter().map(held).collect())
    };
    world.folders.iter().map(|(name, inside)| (name.clone(), folder(inside))).collect()
}

/// Of a real one, through another mail program.
pub(super) fn of_server(practice: &Practice, person: &Person, folders: &[String]) -> Truth {
    let mut line = support::Line::imap(practice, person);
    let mut truth = Truth::new();
    for folder in folders {
        line.ask_ok(&format!("EXAMINE \"{folder}\""));
        let held = line.letters().into_iter().map(|(flags, bytes)| Held { bytes, flags });
        truth.insert(folder.clone(), sorted(held.collect()));
    }
    truth
}

/// On the workstation. Who has no body yet has no bytes.
pub(super) fn here(desk: &Desk, account: AccountId) -> Truth {
    let folders = desk.folders(account).into_iter().filter(|folder| folder.selectable);
    folders.map(|folder| (folder.path.clone(), in_folder(desk, folder.id))).collect()
}

fn in_folder(desk: &Desk, folder: sceau::domain::FolderId) -> Vec<Held> {
    let ids = desk.ask(desk.engine.list(folder, Sort::default(), Filter::All));
    let rows = desk.ask(desk.engine.page(ids));
    let held = rows.into_iter().map(|row| Held {
        bytes: desk.try_ask(desk.engine.source(row.id)).unwrap_or_default(),
        flags: flags(row.flags, row.keywords.iter().map(|keyword| keyword.as_str().to_owned()).collect()),
    });
    sorted(held.collect())
}

fn flags(flags: Flags, keywords: Vec<String>) -> Vec<String> {
    let system = Flag::ALL.into_iter().filter(|flag| flags.has(*flag)).map(|flag| flag.name().to_owned());
    system.chain(keywords).collect()
}

pub(super) fn sorted(mut held: Vec<Held>) -> Vec<Held> {
    for one in &mut held {
        one.flags.retain(|flag| flag != "\\Recent");
        one.flags.iter_mut().for_each(|flag| *flag = flag.to_lowercase());
        one.flags.sort();
        one.flags.dedup();
    }
    held.sort();
    held
}

/// The line is let go, so that the next pass begins with a new connection. One
/// that broke while it watched may have been taken up again meanwhile: that pass
/// is not the one that is waited for next.
pub(super) fn let_go(desk: &mut Desk, account: AccountId) {
    desk.engine.send(Command::Cancel(account));
    let start = Instant::now();
    while !matches!(desk.engine.line(account), Line::Idle | Line::Offline | Line::Refused) {
        assert!(start.elapsed() < PATIENCE, "the line is not let go");
        std::thread::sleep(Duration::from_millis(1));
    }
    desk.hear_anew();
}

/// Waits until a pass that begins with a new connection is through, well or not.
pub(super) fn settle(desk: &mut Desk) -> Result<(), Fault> {
    settle_within(desk, Duration::from_mins(1)).expect("the pass ends in time")
}

/// None if the line still waits for something then.
pub(super) fn settle_within(desk: &mut Desk, time: Duration) -> Option<Result<(), Fault>> {
    let mut begun = false;
    desk.until_within(time, |event| match event {
        Event::Line(_, Line::Connecting) => {
            begun = true;
            None
        }
        Event::Line(_, Line::Watching) if begun => Some(Ok(())),
        Event::Fault(fault) if begun => Some(Err(fault)),
        _ => None,
    })
}

/// A pass over a new connection, well or not.
pub(super) fn pass(desk: &mut Desk, account: AccountId) -> Result<(), Fault> {
    let_go(desk, account);
    desk.engine.send(Command::Sync(account));
    settle(desk)
}
