//! Subjects that came hidden, and were deciphered here: from then on lists, order,
//! search and conversations go by them. They lie in the cache as the words of the
//! message do, and nowhere else.

use rusqlite::{OptionalExtension as _, Transaction, params};

use super::error::Result;
use super::fold::subject_key;
use super::messages::envelope_json;
use super::{Store, code, threads};
use crate::domain::{AccountId, Envelope, FolderId, MessageId};

impl Store {
    /// Gives the folders where the message now looks otherwise: none where its
    /// subject was known, or the message is gone.
    pub async fn uncover(&self, id: MessageId, subject: String) -> Result<Vec<FolderId>> {
        self.write(move |tx| {
            let Some((content, account, mut envelope)) = letter(tx, id)? else { return Ok(Vec::new()) };
            if envelope.subject == subject {
                return Ok(Vec::new());
            }
            envelope.subject = subject;
            let (subject, json) = (&envelope.subject, envelope_json(&envelope)?);
            let mut update = tx.prepare_cached("UPDATE content SET subject = ?2, envelope = ?3 WHERE id = ?1")?;
            let _ = update.execute(params![content, subject, json])?;
            let mut update = tx.prepare_cached("UPDATE message SET subject_key = ?2 WHERE content = ?1")?;
            let _ = update.execute(params![content, subject_key(subject)])?;
            threads::place_again(tx, account, content, &envelope)?;
            let mut select = tx.prepare_cached("SELECT DISTINCT folder FROM message WHERE content = ?1")?;
            let folders = select.query_map([content], |row| row.get(0))?;
            Ok(folders.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }
}

fn letter(tx: &Transaction<'_>, id: MessageId) -> Result<Option<(i64, AccountId, Envelope)>> {
    let mut select = tx.prepare_cached(
        "SELECT content.id, content.account, content.envelope
         FROM message JOIN content ON content.id = message.content WHERE message.id = ?1",
    )?;
    Ok(select.query_row([id], |row| Ok((row.get(0)?, row.get(1)?, code::json(row, 2)?))).optional()?)
}
