//! Taking a gesture back: the inverse of what it really changed, by the same
//! way. Where nothing was sent yet, nothing is left to send.

use rusqlite::Transaction;

use super::super::Store;
use super::super::error::Result;
use super::gesture::{Ground, Performed, Run, Step, Task};
use super::plan::{lots, movable, tasks};
use crate::domain::{Act, Change, FolderId, Keyword, MessageId};

/// What takes a part of a gesture back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reverse {
    Mark {
        messages: Vec<MessageId>,
        change: Change,
    },
    Move {
        messages: Vec<MessageId>,
        to: FolderId,
    },
    /// The copies that were made.
    Uncopy(Vec<MessageId>),
    /// A folder that was made. It goes into the trash if it holds anything.
    Unmake(FolderId),
    Rename {
        folder: FolderId,
        path: String,
    },
}

impl Store {
    pub async fn reverse(&self, act: Act, steps: Vec<Reverse>, ground: Ground) -> Result<Performed> {
        let performed = self.carry_out(Run::new(act, ground), move |tx, run| {
            let mut all = Vec::new();
            for step in steps.into_iter().rev() {
                all.extend(plan(tx, run, step)?);
            }
            Ok(all)
        });
        let mut performed = performed.await?;
        performed.done.undoable = false;
        Ok(performed)
    }
}

/// Takes a keyword off all messages that carry it.
pub(in crate::store) async fn untag(store: &Store, keyword: Keyword, ground: Ground) -> Result<Performed> {
    let run = Run::new(Act::Mark, ground);
    store
        .carry_out(run, move |tx, _| {
            let mut select = tx.prepare_cached(
                "SELECT message_keyword.message FROM keyword
                 CROSS JOIN message_keyword ON message_keyword.keyword = keyword.id WHERE keyword.name = ?1",
            )?;
            let messages = select.query_map([keyword.as_str()], |row| row.get(0))?;
            let messages = messages.collect::<rusqlite::Result<Vec<_>>>()?;
            let change = Change { remove: vec![keyword], ..Change::default() };
            Ok(tasks(lots(tx, messages)?, &Step::Mark(change)))
        })
        .await
}

fn plan(tx: &Transaction<'_>, run: &mut Run, step: Reverse) -> Result<Vec<Task>> {
    match step {
        Reverse::Mark { messages, change } => Ok(tasks(lots(tx, messages)?, &Step::Mark(change))),
        Reverse::Move { messages, to } => Ok(tasks(lots(tx, messages)?, &Step::Move(to))),
        Reverse::Uncopy(messages) => Ok(tasks(lots(tx, messages)?, &Step::Uncopy)),
        Reverse::Unmake(folder) => {
            let folder = movable(tx, folder)?;
            if is_bare(tx, folder.id)? { run.doom(tx, &folder) } else { run.delete_folder(tx, folder.id) }
        }
        Reverse::Rename { folder, path } => {
            let folder = movable(tx, folder)?;
            run.put_folder(tx, &folder, &path)
        }
    }
}

/// Neither messages nor folders are in it.
fn is_bare(tx: &Transaction<'_>, folder: FolderId) -> Result<bool> {
    let mut select = tx.prepare_cached(
        "SELECT mine.total = 0 AND NOT EXISTS (
             SELECT 1 FROM folder AS other WHERE other.account = mine.account
             AND substr(other.path, 1, length(mine.path) + 1) = mine.path || mine.separator)
         FROM folder AS mine WHERE mine.id = ?1",
    )?;
    Ok(select.query_row([folder], |row| row.get::<_, Option<bool>>(0))?.unwrap_or(true))
}
