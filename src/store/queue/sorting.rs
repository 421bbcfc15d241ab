//! What the lists of senders do with new mail: moved once, with a keyword that says
//! so. Whoever takes it back leaves that keyword, and no workstation moves the
//! message again.

use rusqlite::Transaction;

use super::super::error::Result;
use super::super::{Store, keywords};
use super::Reverse;
use super::gesture::{Ground, Performed, Run, Task};
use super::plan::{lots, with_role};
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
