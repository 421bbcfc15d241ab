//! What the lists of senders do with new mail: moved once, with a keyword that says
//! so. Whoever takes it back leaves that keyword, and no workstation moves the
//! message again. Of several that would in the same instant, one does.

use rusqlite::Transaction;

use super::super::error::Result;
use super::super::{Store, keywords};
use super::Reverse;
use super::gesture::{Ground, Performed, Run, Task};
use super::marks::{self, Base};
use super::plan::{lots, with_role};
use super::{operation, places};
use crate::domain::{Act, Change, Flag, Flags, Keyword, MessageId, Role, Stance};

/// A list of senders moved the message already.
const SORTED: &str = "$SceauSorted";
/// What other programs set to say that a message is no junk (Thunderbird's word).
const NOT_JUNK: &str = "$NotJunk";

impl Store {
    /// From the inbox among the junk, or the other way round; nothing else is
    /// touched, and nothing where the mailbox has no such folder.
    pub async fn sort_by_sender(&self, messages: Vec<MessageId>, stance: Stance, ground: Ground) -> Result<Performed> {
        let run = Run::new(Act::Sort, ground);
        let mut performed = self.carry_out(run, move |tx, _| plan(tx, messages, stance)).await?;
        for step in &mut performed.reverse {
            if let Reverse::Mark { change, .. } = step {
                change.remove.retain(|word| *word != Keyword::new(SORTED));
            }
        }
        Ok(performed)
    }

    /// What this workstation is called where several see the same mailbox.
    pub async fn workstation(&self) -> Result<String> {
        self.read(|tx| Ok(tx.query_row("SELECT name FROM workstation", [], |row| row.get(0))?)).await
    }

    /// Another workstation was quicker to mark these messages, and moves them: here
    /// they go back to where the server has them, until it tells where they went.
    pub async fn left_to_another(&self, ids: Vec<MessageId>) -> Result<()> {
        self.write(move |tx| {
            for id in ids {
                if let Some(base) = marks::base(tx, id)? {
                    let_go(tx, id, &base)?;
                }
            }
            Ok(())
        })
        .await
    }
}

/// The keywords of a message came from the server: if another workstation has
/// marked what waits here to be marked and moved, it is left to that one.
pub(super) fn heed(tx: &Transaction<'_>, id: MessageId, words: &[Keyword]) -> Result<()> {
    let sorted = Keyword::new(SORTED);
    if !words.contains(&sorted) {
        return Ok(());
    }
    match marks::base(tx, id)? {
        Some(base) if base.waits_to_add(&sorted) && keywords::of_message(tx, id)?.contains(&sorted) => {
            let_go(tx, id, &base)
        }
        _ => Ok(()),
    }
}

fn let_go(tx: &Transaction<'_>, id: MessageId, base: &Base) -> Result<()> {
    let words = vec![Keyword::new(SORTED), Keyword::new(NOT_JUNK)];
    let ours = Change { set: Flags::NONE.with(Flag::Junk), add: words, ..Change::default() };
    marks::undo(tx, id, base, &ours)?;
    // What the user did with it since is not of the lists.
    if let Some(place) = places::of_message(tx, id)?
        && operation::act(tx, place.operation)? == Act::Sort
    {
        places::go_back(tx, &place)?;
    }
    operation::tidy(tx)
}

/// The keyword of a change that is for one workstation alone.
pub(super) fn claim(change: &Change) -> Option<Keyword> {
    let word = Keyword::new(SORTED);
    change.add.contains(&word).then_some(word)
}

fn plan(tx: &Transaction<'_>, messages: Vec<MessageId>, stance: Stance) -> Result<Vec<Task>> {
    let (sorted, not_junk) = (Keyword::new(SORTED), Keyword::new(NOT_JUNK));
    let junk = Flags::NONE.with(Flag::Junk);
    let (from, to, change) = match stance {
        Stance::Blocked => {
            let change = Change { set: junk, add: vec![sorted.clone()], remove: vec![not_junk], ..Change::default() };
            (Role::Inbox, Role::Junk, change)
        }
        Stance::Welcome => {
            let change = Change { clear: junk, add: vec![sorted.clone(), not_junk], ..Change::default() };
            (Role::Junk, Role::Inbox, change)
        }
    };
    let mut all = Vec::new();
    for mut lot in lots(tx, messages)? {
        let Some(to) = with_role(tx, lot.folder.account, to)?.filter(|_| lot.folder.role == Some(from)) else {
            continue;
        };
        let mut fresh = Vec::with_capacity(lot.messages.len());
        for id in lot.messages {
            if !keywords::of_message(tx, id)?.contains(&sorted) {
                fresh.push(id);
            }
        }
        lot.messages = fresh;
        if !lot.messages.is_empty() {
            all.extend(lot.marked_and_moved(change.clone(), Some(to.id)));
        }
    }
    Ok(all)
}
