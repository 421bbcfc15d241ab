//! Letters that were made here and are to lie in a folder of the server: the copy
//! of a draft, a template. The row is there at once; it has no number until the server has
//! the letter.

use rusqlite::{OptionalExtension as _, Transaction, params};

use super::super::bodies::add_whole;
use super::super::error::Result;
use super::super::search::{self, Line};
use super::super::shelf::Shelf;
use super::super::{NewContent, NewMessage, Store, StoreError};
use super::gesture::{Ground, Performed, Run};
use super::plan::folder_of;
use super::{Verb, operation, places};
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

pub(super) const WAITING: &str = "SELECT place.id, message.id, message.folder, message.flags, message.received,
         place.sent_to IS NOT NULL, place.sent_next
     FROM waiting_place AS place
     CROSS JOIN message ON message.id = place.message
     CROSS JOIN folder ON folder.id = message.folder
     WHERE folder.account = ?1 AND place.verb = 'put' ORDER BY place.id LIMIT ?2";

impl Store {
    /// Lays the copy of a draft into the folder of drafts, in the place of the one
    /// before. None where there is no such draft any more.
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
            let Some((account, before)) = row_of(tx, draft)? else { return Ok(None) };
            let folder = run.folder_for(tx, account, Role::Drafts)?;
            let operation = run.begin(tx, account, Some(folder.name()))?;
            if let Some(before) = before {
                take_away(tx, &mut run, folder.id, &before, operation)?;
            }
            lay(tx, &mut run, &shelf, &folder, &letter, operation)?;
            let id = letter.0.envelope.message_id;
            let mut update = tx.prepare_cached("UPDATE draft SET copy = ?2, copied = ?3 WHERE id = ?1")?;
            let _ = update.execute(params![draft, id, revision])?;
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

    /// The copy of a draft goes: it is thrown away, or sent.
    pub async fn take_draft_copy(&self, draft: DraftId, ground: Ground) -> Result<Option<Performed>> {
        let run = Run::new(Act::Draft, ground);
        self.write(move |tx| {
            let mut run = run;
            let Some((account, Some(before))) = row_of(tx, draft)? else { return Ok(None) };
            let folder = run.folder_for(tx, account, Role::Drafts)?;
            let operation = run.begin(tx, account, Some(folder.name()))?;
            take_away(tx, &mut run, folder.id, &before, operation)?;
            let _ = tx.execute("UPDATE draft SET copy = NULL, copied = NULL WHERE id = ?1", [draft])?;
            operation::tidy(tx)?;
            Ok(Some(run.performed()))
        })
        .await
    }

    /// Whether the copy of a draft is still where it was laid.
    pub async fn has_draft_copy(&self, draft: DraftId) -> Result<bool> {
        self.read(move |tx| {
            let mut select = tx.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM draft
                     CROSS JOIN content ON content.message_id = draft.copy AND content.account = draft.account
                     CROSS JOIN message ON message.content = content.id
                     WHERE draft.id = ?1)",
            )?;
            Ok(select.query_row([draft], |row| row.get(0))?)
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

/// Whose it is, and the Message-ID of its copy.
fn row_of(tx: &Transaction<'_>, draft: DraftId) -> Result<Option<(AccountId, Option<String>)>> {
    let mut select = tx.prepare_cached("SELECT account, copy FROM draft WHERE id = ?1")?;
    Ok(select.query_row([draft], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

fn take_away(
    tx: &Transaction<'_>,
    run: &mut Run,
    folder: FolderId,
    message_id: &str,
    operation: Option<i64>,
) -> Result<()> {
    let mut select = tx.prepare_cached(
        "SELECT message.id, folder.account FROM content CROSS JOIN message ON message.content = content.id
         CROSS JOIN folder ON folder.id = message.folder
         WHERE content.message_id = ?1 AND message.folder = ?2",
    )?;
    let rows = select.query_map(params![message_id, folder], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let rows: Vec<(MessageId, AccountId)> = rows.collect::<rusqlite::Result<_>>().map_err(StoreError::from)?;
    for (message, account) in rows {
        let _ = places::destroy(tx, message, operation)?;
        run.touched(account, folder, message);
    }
    Ok(())
}
