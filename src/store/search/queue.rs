//! What is not in the index yet: letters from before the index was made anew,
//! and the words of attachments, which are read when there is time.

use rusqlite::{OptionalExtension as _, Transaction};

use super::index::{Line, Words, put};
use crate::domain::{Envelope, MessageId};
use crate::store::error::Result;
use crate::store::{Store, code};

/// What of a letter is not in the cache but in its bytes.
#[derive(Debug, Clone, Default)]
pub struct LetterWords {
    pub text: String,
    pub attachment_names: Vec<String>,
}

/// Newest first; a row of each letter.
const UNREAD: &str = "SELECT (SELECT min(id) FROM message WHERE content = content.id)
     FROM content WHERE indexed = 2 AND digest IS NOT NULL ORDER BY id DESC LIMIT ?1";
const UNINDEXED: &str = "SELECT (SELECT min(id) FROM message WHERE content = content.id)
     FROM content WHERE indexed = 0 ORDER BY id DESC LIMIT ?1";

/// A thousand headers in one transaction.
const WAITING: &str = "SELECT id, envelope FROM content WHERE indexed = 0 AND digest IS NULL ORDER BY id LIMIT 1000";

impl Store {
    /// Letters with attachments whose words are not in the index, newest first.
    pub async fn unread_attachments(&self, limit: usize) -> Result<Vec<MessageId>> {
        self.waiting(UNREAD, limit).await
    }

    /// Letters that are in the cache but not in the index, newest first.
    pub async fn unindexed(&self, limit: usize) -> Result<Vec<MessageId>> {
        self.waiting(UNINDEXED, limit).await
    }

    /// The words of a letter's attachments, and those of the letter, which the
    /// index only takes together. `whole`: all that can be read was; else it is
    /// never tried again, and not counted as searched. A message that is gone is
    /// passed over.
    pub async fn put_attachment_text(
        &self,
        id: MessageId,
        letter: LetterWords,
        attached: String,
        whole: bool,
    ) -> Result<()> {
        self.put_words(vec![(id, move |envelope: &Envelope| {
            Words::of_all(envelope, &letter.text, &letter.attachment_names, &attached, whole)
        })])
        .await
    }

    /// Puts letters into the index again; of one whose bytes are not here, give
    /// None.
    pub async fn index_again(&self, letters: Vec<(MessageId, Option<LetterWords>)>) -> Result<()> {
        let words = |letter: Option<LetterWords>| {
            move |envelope: &Envelope| match &letter {
                Some(letter) => Words::of_letter(envelope, &letter.text, &letter.attachment_names),
                None => Words::of_header(envelope),
            }
        };
        self.put_words(letters.into_iter().map(|(id, letter)| (id, words(letter))).collect()).await
    }

    /// Puts the headers of letters into the index whose bodies do not come now.
    /// Takes some at a time; gives how many, 0 when all is done.
    pub async fn index_headers(&self) -> Result<usize> {
        self.write(|tx| {
            let mut select = tx.prepare_cached(WAITING)?;
            let waiting = select.query_map([], |row| Ok((row.get(0)?, code::json(row, 1)?)))?;
            let waiting = waiting.collect::<rusqlite::Result<Vec<(i64, Envelope)>>>()?;
            let words: Vec<Words> = waiting.iter().map(|(_, envelope)| Words::of_header(envelope)).collect();
            let lines = waiting.iter().zip(&words);
            put(tx, lines.map(|((content, _), words)| Line { content: *content, words, known: false }).collect())?;
            Ok(waiting.len())
        })
        .await
    }

    async fn put_words<F>(&self, letters: Vec<(MessageId, F)>) -> Result<()>
    where
        F: Fn(&Envelope) -> Words + Send + 'static,
    {
        self.write(move |tx| {
            let mut all = Vec::with_capacity(letters.len());
            for (id, words) in letters {
                if let Some((content, envelope)) = header(tx, id)? {
                    all.push((content, words(&envelope)));
                }
            }
            put(tx, all.iter().map(|(content, words)| Line { content: *content, words, known: true }).collect())
        })
        .await
    }

    async fn waiting(&self, sql: &'static str, limit: usize) -> Result<Vec<MessageId>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.read(move |tx| {
            let mut select = tx.prepare_cached(sql)?;
            let ids = select.query_map([limit], |row| row.get(0))?;
            Ok(ids.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }
}

fn header(tx: &Transaction<'_>, id: MessageId) -> Result<Option<(i64, Envelope)>> {
    let mut select = tx.prepare_cached(
        "SELECT content.id, content.envelope FROM message JOIN content ON content.id = message.content
         WHERE message.id = ?1",
    )?;
    Ok(select.query_row([id], |row| Ok((row.get(0)?, code::json(row, 1)?))).optional()?)
}

#[cfg(test)]
pub(in crate::store) const QUEUES: [&str; 2] = [UNREAD, UNINDEXED];
