//! Letters that were made here and are to lie in a folder of the server: the copy
//! of a draft, a template. The row is there at once; it has no number until the server has
//! the letter.

use rusqlite::{OptionalExtension as _, Transaction, params};

use super::super::bodies::add_whole;
use super::super::error::Result;
use super::super::search::{self, Line};
use super::super::shelf::Shelf;
use super::super::{NewContent, NewMessage, Store, StoreError, drafts};
use super::gesture::{Ground, Performed, Run};
use super::plan::folder_of;
use super::{Reason, Verb, operation, places};
use crate::domain::{AccountId, Act, DraftId, Flags, Folder, FolderId, MessageId, Role, Timestamp, Uid};

/// A letter that the server is to get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Putting {
    pub id: i64,
    pub message: MessageId,
    pub to: FolderId,
    pub flags: Flags,
    pub received: Timestamp,
    /// It went out before and no answer came: the first UID it can have got.
    pub doubt: Option<Option<Uid>>,
}

/// A letter that may have come into a folder of the server, and is not wanted there
/// any more.
#[derive(Clone, PartialEq, Eq)]
pub struct Stray {
    pub id: i64,
    pub folder: FolderId,
    pub message_id: String,
}

impl std::fmt::Debug for Stray {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Stray({} in {})", self.id, self.folder)
    }
}

/// What is in doubt is looked for where it went, wherever it is to be by now.
pub(super) const WAITING: &str = "SELECT place.id, message.id, ifnull(place.sent_to, message.folder), message.flags,
         message.received, place.sent_to IS NOT NULL, place.sent_next
     FROM waiting_place AS place
     CROSS JOIN message ON message.id = place.message
     CROSS JOIN folder ON folder.id = message.folder
     WHERE folder.account = ?1 AND place.verb = 'put' ORDER BY place.id LIMIT ?2";

impl Store {
    /// Lays the copy of a draft into the folder of drafts, in the place of the one
    /// before. None where there is no such draft any more, or it waits to be sent.
    pub async fn put_draft_copy(
        &self,
        draft: DraftId,
        revision: i64,
        letter: (NewMessage, NewContent),
        ground: Ground,
    ) -> Result<Option<Performed>> {
        let shelf = self.shelf();
        let run = Run::new(Act::Draft, ground);
        self.write(move |tx| {
            let mut run = run;
            let Some(Kept { account, posted: false, copy }) = kept(tx, draft)? else { return Ok(None) };
            let folder = run.folder_for(tx, account, Role::Drafts)?;
            let operation = run.begin(tx, account, Some(folder.name()))?;
            if let Some(before) = copy {
                // It may have been written in another mailbox before.
                let operation = if before.account == account { operation } else { before.begin(tx, &mut run)? };
                before.take_away(tx, &mut run, operation)?;
            }
            lay(tx, &mut run, &shelf, &folder, &letter, operation)?;
            let id = letter.0.envelope.message_id;
            let mut update = tx.prepare_cached(
                "UPDATE draft SET copy = ?2, copied = ?3, copy_folder = ?4, copy_there = ?5, copy_refused = NULL
                 WHERE id = ?1",
            )?;
            // Where there is no server, it is where it stays.
            let _ = update.execute(params![draft, id, revision, folder.id, operation.is_none()])?;
            operation::tidy(tx)?;
            Ok(Some(run.performed()))
        })
        .await
    }

    /// Lays a template into the folder of templates of its mailbox; one that was
    /// written anew, where the one before lay, in its place.
    pub async fn put_template(
        &self,
        account: AccountId,
        instead: Option<MessageId>,
        letter: (NewMessage, NewContent),
        ground: Ground,
    ) -> Result<Performed> {
        let shelf = self.shelf();
        let run = Run::new(Act::Template, ground);
        self.write(move |tx| {
            let mut run = run;
            let before = instead.map_or(Ok(None), |id| folder_with(tx, id))?.filter(|folder| folder.account == account);
            let folder = match &before {
                Some(folder) => folder.clone(),
                None => run.folder_for(tx, account, Role::Templates)?,
            };
            let operation = run.begin(tx, account, Some(folder.name()))?;
            if let (Some(_), Some(instead)) = (before, instead) {
                let _ = places::destroy(tx, instead, operation)?;
                run.touched(account, folder.id, instead);
            }
            lay(tx, &mut run, &shelf, &folder, &letter, operation)?;
            operation::tidy(tx)?;
            Ok(run.performed())
        })
        .await
    }

    /// The copy of a draft goes: it is not to lie there as it is.
    pub async fn take_draft_copy(&self, draft: DraftId, ground: Ground) -> Result<Option<Performed>> {
        self.write(move |tx| take_draft_copy(tx, draft, ground)).await
    }

    /// It is thrown away, with its copy; not where it waits to be sent.
    pub async fn discard_draft(&self, draft: DraftId, ground: Ground) -> Result<Option<Performed>> {
        self.write(move |tx| {
            if kept(tx, draft)?.is_none_or(|kept| kept.posted) {
                return Ok(None);
            }
            let performed = take_draft_copy(tx, draft, ground)?;
            drafts::drop(tx, draft)?;
            Ok(performed)
        })
        .await
    }

    pub async fn waiting_puts(&self, account: AccountId, most: u32) -> Result<Vec<Putting>> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached(WAITING)?;
            let puts = select.query_map(params![account, most], |row| {
                let next: Option<Uid> = row.get(6)?;
                Ok(Putting {
                    id: row.get(0)?,
                    message: row.get(1)?,
                    to: row.get(2)?,
                    flags: row.get(3)?,
                    received: row.get(4)?,
                    doubt: row.get::<_, bool>(5)?.then_some(next),
                })
            })?;
            Ok(puts.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    /// Letters that are looked for on the server, to be destroyed there.
    pub async fn strays(&self, account: AccountId, most: u32) -> Result<Vec<Stray>> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached(
                "SELECT place.id, place.folder, place.stray FROM waiting_place AS place
                 CROSS JOIN folder ON folder.id = place.folder
                 WHERE folder.account = ?1 AND place.stray IS NOT NULL ORDER BY place.folder, place.id LIMIT ?2",
            )?;
            let strays = select.query_map(params![account, most], |row| {
                Ok(Stray { id: row.get(0)?, folder: row.get(1)?, message_id: row.get(2)? })
            })?;
            Ok(strays.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    /// The server would not have the letter: the row goes. Of what nobody wants
    /// there any more nothing is told.
    pub async fn put_refused(&self, id: i64, reason: Reason) -> Result<()> {
        self.write(move |tx| {
            let Some(waiting) = places::by_id(tx, id)? else { return Ok(()) };
            if waiting.stray.is_some() {
                places::forget(tx, id)?;
            } else {
                places::go_back(tx, &waiting)?;
                operation::refuse(tx, waiting.operation, reason, 1)?;
            }
            operation::tidy(tx)
        })
        .await
    }

    /// Written before the command goes out. False where the letter is not to go
    /// there any more.
    pub async fn put_sent(&self, id: i64, to: FolderId, first: Option<Uid>) -> Result<bool> {
        self.write(move |tx| {
            let mut update = tx.prepare_cached(
                "UPDATE waiting_place SET sent_to = ?2, sent_next = ?3 WHERE id = ?1 AND verb = 'put'
                 AND (SELECT folder FROM message WHERE message.id = waiting_place.message) = ?2",
            )?;
            Ok(update.execute(params![id, to, first])? == 1)
        })
        .await
    }
}

/// Into a folder, as a row that the server does not know yet.
fn lay(
    tx: &Transaction<'_>,
    run: &mut Run,
    shelf: &Shelf,
    folder: &Folder,
    (row, content): &(NewMessage, NewContent),
    operation: Option<i64>,
) -> Result<()> {
    let (message, new) = add_whole(tx, shelf, folder.account, folder.id, row, content)?;
    let _ = tx.prepare_cached("UPDATE message SET uid = NULL WHERE id = ?1")?.execute([message])?;
    let lines = new.map(|letter| Line { content: letter, words: &content.words, known: false });
    search::put(tx, lines.into_iter().collect())?;
    if let Some(operation) = operation {
        places::wait(tx, operation, Verb::Put, Some(message), (folder.id, None), None)?;
    }
    run.touched(folder.account, folder.id, message);
    Ok(())
}

fn folder_with(tx: &Transaction<'_>, message: MessageId) -> Result<Option<Folder>> {
    let mut select = tx.prepare_cached("SELECT folder FROM message WHERE id = ?1")?;
    let folder: Option<FolderId> = select.query_row([message], |row| row.get(0)).optional()?;
    folder.map(|folder| folder_of(tx, folder)).transpose()
}

/// In the transaction in which the draft is sent, or is no more.
pub(in crate::store) fn take_draft_copy(
    tx: &Transaction<'_>,
    draft: DraftId,
    ground: Ground,
) -> Result<Option<Performed>> {
    let mut run = Run::new(Act::Draft, ground);
    let Some(Kept { copy: Some(before), .. }) = kept(tx, draft)? else { return Ok(None) };
    let operation = before.begin(tx, &mut run)?;
    before.take_away(tx, &mut run, operation)?;
    let _ = tx.execute(
        "UPDATE draft SET copy = NULL, copied = NULL, copy_folder = NULL, copy_there = 0 WHERE id = ?1",
        [draft],
    )?;
    operation::tidy(tx)?;
    Ok(Some(run.performed()))
}

/// A draft, as far as its copy goes.
struct Kept {
    account: AccountId,
    posted: bool,
    copy: Option<Laid>,
}

/// A copy, where it was laid: the draft may be of another mailbox since.
struct Laid {
    message_id: String,
    folder: FolderId,
    account: AccountId,
}

fn kept(tx: &Transaction<'_>, draft: DraftId) -> Result<Option<Kept>> {
    let mut select = tx.prepare_cached(
        "SELECT draft.account, posted, copy, folder.id, folder.account
         FROM draft LEFT JOIN folder ON folder.id = copy_folder WHERE draft.id = ?1",
    )?;
    let kept = select.query_row([draft], |row| {
        let copy = match (row.get(2)?, row.get(3)?, row.get(4)?) {
            (Some(message_id), Some(folder), Some(account)) => Some(Laid { message_id, folder, account }),
            _ => None,
        };
        Ok(Kept { account: row.get(0)?, posted: row.get(1)?, copy })
    });
    Ok(kept.optional()?)
}

impl Laid {
    fn begin(&self, tx: &Transaction<'_>, run: &mut Run) -> Result<Option<i64>> {
        let folder = folder_of(tx, self.folder)?;
        run.begin(tx, self.account, Some(folder.name()))
    }

    fn take_away(&self, tx: &Transaction<'_>, run: &mut Run, operation: Option<i64>) -> Result<()> {
        let mut select = tx.prepare_cached(
            "SELECT message.id FROM content CROSS JOIN message ON message.content = content.id
             WHERE content.message_id = ?1 AND message.folder = ?2",
        )?;
        let rows = select.query_map(params![self.message_id, self.folder], |row| row.get(0))?;
        let rows: Vec<MessageId> = rows.collect::<rusqlite::Result<_>>().map_err(StoreError::from)?;
        for message in rows {
            let _ = places::destroy(tx, message, operation)?;
            run.touched(self.account, self.folder, message);
        }
        Ok(())
    }
}
