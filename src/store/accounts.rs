//! Accounts and their secrets.

use rusqlite::{OptionalExtension as _, Row, Transaction, params};

use super::error::{Result, StoreError};
use super::{Store, exports};
use crate::domain::{Account, AccountDraft, AccountId, Secret};

/// How much of the search index, and of the file, is tidied up in one go: other
/// writers get their turn in between.
const INDEX_PAGES: i64 = 500;
const FILE_PAGES: i64 = 2000;

impl Store {
    pub async fn add_account(&self, draft: AccountDraft, secret: Secret) -> Result<Account> {
        self.write(move |tx| {
            let email = format!("{}@{}", draft.email.local_part().to_lowercase(), draft.email.domain());
            let host = draft.incoming.host.to_lowercase();
            let json = serde_json::to_string(&draft).map_err(|_| StoreError::damaged("an account that is no JSON"))?;
            let added = tx.execute(
                "INSERT INTO account (email, imap_host, draft) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
                params![email, host, json],
            )?;
            if added == 0 {
                return Err(StoreError::AccountExists);
            }
            let id = AccountId(tx.last_insert_rowid());
            put_secret(tx, id, &secret)?;
            exports::settings_changed(tx, id, None, &draft.exporting)?;
            Ok(Account { id, draft })
        })
        .await
    }

    /// Changes what is said of an account; its address and servers name it and
    /// stay. False when it is gone.
    pub async fn change_account(
        &self,
        id: AccountId,
        change: impl FnOnce(&mut AccountDraft) + Send + 'static,
    ) -> Result<bool> {
        self.write(move |tx| {
            let found = tx.query_row("SELECT id, draft FROM account WHERE id = ?1", [id], account).optional()?;
            let Some(Account { mut draft, .. }) = found else { return Ok(false) };
            let before = draft.exporting.clone();
            change(&mut draft);
            let json = serde_json::to_string(&draft).map_err(|_| StoreError::damaged("an account that is no JSON"))?;
            let _ = tx.execute("UPDATE account SET draft = ?2 WHERE id = ?1", params![id, json])?;
            exports::settings_changed(tx, id, Some(&before), &draft.exporting)?;
            Ok(true)
        })
        .await
    }

    /// In the order in which they were added.
    pub async fn accounts(&self) -> Result<Vec<Account>> {
        self.read(|tx| {
            let mut select = tx.prepare_cached("SELECT id, draft FROM account ORDER BY id")?;
            let accounts = select.query_map([], account)?.collect::<rusqlite::Result<_>>()?;
            Ok(accounts)
        })
        .await
    }

    /// Takes the account away with all its mail, its search index and its
    /// secret, and gives the room back to the disk. Not while letters of it are on
    /// their way out: nobody else has those.
    pub async fn remove_account(&self, id: AccountId) -> Result<()> {
        self.write(move |tx| {
            let unsent = "SELECT EXISTS (SELECT 1 FROM outgoing WHERE account = ?1 AND state <> 'filing')";
            if tx.query_row(unsent, [id], |row| row.get(0))? {
                return Err(StoreError::Unsent);
            }
            let _ = tx.execute("DELETE FROM account WHERE id = ?1", [id])?;
            let _ = tx.execute("DELETE FROM keyword WHERE id NOT IN (SELECT keyword FROM message_keyword)", [])?;
            Ok(())
        })
        .await?;
        self.forget_words().await?;
        self.give_back().await
    }

    pub async fn secret(&self, id: AccountId) -> Result<Option<Secret>> {
        self.read(move |tx| {
            let secret = tx.query_row("SELECT secret FROM secret WHERE account = ?1", [id], |row| row.get(0));
            Ok(secret.optional()?.map(|text: String| Secret::new(text)))
        })
        .await
    }

    pub async fn set_secret(&self, id: AccountId, secret: Secret) -> Result<()> {
        self.write(move |tx| put_secret(tx, id, &secret)).await
    }

    /// The index only marks what is deleted, until a merge leaves it out.
    async fn forget_words(&self) -> Result<()> {
        while self
            .write(|tx| {
                let before = changes(tx)?;
                let _ = tx.execute("INSERT INTO lines (lines, rank) VALUES ('merge', ?1)", [-INDEX_PAGES])?;
                let _ = tx.execute("INSERT INTO beginnings (beginnings, rank) VALUES ('merge', ?1)", [-INDEX_PAGES])?;
                // Each command itself counts as one; SQLite's manual gives this test.
                Ok(changes(tx)? - before >= 3)
            })
            .await?
        {}
        Ok(())
    }

    /// Free pages, in small steps.
    pub(super) async fn give_back(&self) -> Result<()> {
        while self
            .write_bare(|connection| {
                let mut vacuum = connection.prepare(&format!("PRAGMA incremental_vacuum({FILE_PAGES})"))?;
                let mut rows = vacuum.query([])?;
                while rows.next()?.is_some() {}
                drop(rows);
                drop(vacuum);
                Ok(connection.query_row("PRAGMA freelist_count", [], |row| row.get::<_, i64>(0))? > 0)
            })
            .await?
        {}
        Ok(())
    }
}

pub(super) fn draft(tx: &Transaction<'_>, id: AccountId) -> Result<AccountDraft> {
    let mut select = tx.prepare_cached("SELECT draft FROM account WHERE id = ?1")?;
    select.query_row([id], |row| super::code::json(row, 0)).optional()?.ok_or(StoreError::Gone)
}

fn account(row: &Row<'_>) -> rusqlite::Result<Account> {
    let draft: AccountDraft = super::code::json(row, 1)?;
    Ok(Account { id: row.get(0)?, draft })
}

fn put_secret(tx: &Transaction<'_>, id: AccountId, secret: &Secret) -> Result<()> {
    let _ = tx.execute(
        "INSERT INTO secret (account, secret) VALUES (?1, ?2)
         ON CONFLICT (account) DO UPDATE SET secret = excluded.secret",
        params![id, secret.expose()],
    )?;
    Ok(())
}

fn changes(tx: &Transaction<'_>) -> Result<i64> {
    Ok(tx.query_row("SELECT total_changes()", [], |row| row.get(0))?)
}
