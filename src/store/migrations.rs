//! The steps from an empty database to today's. A step that has been released
//! is frozen: what it did wrong is put right by the next one. Each is one
//! transaction, with the version bumped inside.

use rusqlite::{Connection, TransactionBehavior};

use super::error::{Result, StoreError};

const STEPS: &[&str] = &[
    include_str!("migrations/001_start.sql"),
    include_str!("migrations/002_letters.sql"),
    include_str!("migrations/003_operations.sql"),
    include_str!("migrations/004_pop.sql"),
    include_str!("migrations/005_search.sql"),
    include_str!("migrations/006_trust.sql"),
    include_str!("migrations/007_keys.sql"),
    include_str!("migrations/008_reports.sql"),
    include_str!("migrations/009_threads.sql"),
    include_str!("migrations/010_pictures.sql"),
    include_str!("migrations/011_outgoing.sql"),
    include_str!("migrations/012_drafts.sql"),
    include_str!("migrations/013_parcels.sql"),
    include_str!("migrations/014_exports.sql"),
    include_str!("migrations/015_concerns.sql"),
    include_str!("migrations/016_showing.sql"),
    include_str!("migrations/017_senders.sql"),
    include_str!("migrations/018_workstation.sql"),
];

/// Brings the database to today's version. A newer one is refused untouched.
pub(super) fn run(connection: &mut Connection) -> Result<()> {
    run_steps(connection, STEPS)
}

fn run_steps(connection: &mut Connection, steps: &[&str]) -> Result<()> {
    let found = version(connection)?;
    let known = u32::try_from(steps.len()).unwrap_or(u32::MAX);
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    for (number, step) in (1..=known).zip(steps).filter(|(number, _)| *number > found) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok(())
}

fn version(connection: &Connection) -> Result<u32> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::{STEPS, run, run_steps, version};
    use crate::store::StoreError;

    /// Rows as step 1 knew them, written without any code that may change.
    const ROWS_OF_1: &str = "
        INSERT INTO account (id, email, imap_host, draft) VALUES (3, 'anne@cabinet.example', 'imap.cabinet.example', '{}');
        INSERT INTO secret (account, secret) VALUES (3, 'x');
        INSERT INTO folder (id, account, path, separator, role, selectable, uid_validity, uid_next, highest_modseq)
        VALUES (5, 3, 'INBOX', '/', 'inbox', 1, 9, 8, 7);
        INSERT INTO content (id, account, digest, message_id, subject, envelope, mark, extract)
        VALUES (1700000000, 3, x'00', 'a@cabinet.example', 'Analyses', '{}', 'plain', 'Bonjour');
        INSERT INTO raw (content, coding, size, bytes) VALUES (1700000000, 'as-is', 1, x'41');
        INSERT INTO search (rowid, subject, people, text, attachments) VALUES (1700000000, 'Analyses', '', 'Bonjour', '');
        INSERT INTO message (id, folder, content, uid, flags, received, date, size, here, attachment, who, who_key, subject_key)
        VALUES (11, 5, 1700000000, 4, 0, 1700000000, 1700000000, 1, 1, 0, 'Anne', 'anne', 'analyses');
        INSERT INTO keyword (id, name) VALUES (2, '$label1');
        INSERT INTO message_keyword (message, keyword) VALUES (11, 2);
        INSERT INTO tag (keyword, name, colour, place) VALUES ('$label1', 'Urgent', 1, 0);";

    fn number(connection: &Connection, sql: &str) -> i64 {
        connection.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn rows_of_each_old_version_survive_the_way_to_today() {
        let mut connection = Connection::open_in_memory().unwrap();
        run_steps(&mut connection, &STEPS[..1]).unwrap();
        connection.execute_batch(ROWS_OF_1).unwrap();
        run(&mut connection).unwrap();
        assert_eq!(version(&connection).unwrap() as usize, STEPS.len());
        assert_eq!(number(&connection, "SELECT total * 10 + unread FROM folder"), 11);
        assert_eq!(number(&connection, "SELECT id FROM message WHERE who = 'Anne'"), 11);
        assert_eq!(number(&connection, "SELECT id FROM content WHERE indexed = 0"), 1_700_000_000 / 60);
        assert_eq!(number(&connection, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
        assert_eq!(number(&connection, "SELECT count(*) FROM anchor"), 0);
    }

    #[test]
    fn letters_numbered_by_the_second_are_numbered_by_the_minute_in_the_same_order() {
        let mut connection = Connection::open_in_memory().unwrap();
        run_steps(&mut connection, &STEPS[..1]).unwrap();
        connection.execute_batch(ROWS_OF_1).unwrap();
        for (row, second) in [0, 1, 2, 61, 119, 180, 1_700_000_001, 1_700_000_059].into_iter().enumerate() {
            let rows = format!(
                "INSERT INTO content (id, account, message_id, subject, envelope, mark)
                 VALUES ({second}, 3, '{second}', '', '{{}}', 'plain');
                 INSERT INTO message (folder, content, uid, flags, received, date, size, here, attachment, who, who_key, subject_key)
                 VALUES (5, {second}, 100 + {row}, 0, {second}, {second}, 1, 0, 0, '', '', '');"
            );
            connection.execute_batch(&rows).unwrap();
        }
        run(&mut connection).unwrap();
        let mut select = connection.prepare("SELECT content FROM message ORDER BY date").unwrap();
        let numbers: Vec<i64> = select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 28_333_333, 28_333_334, 28_333_335]);
        assert_eq!(number(&connection, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    }

    #[test]
    fn a_draft_of_an_old_version_knows_where_its_copy_is_and_a_letter_its_parcels() {
        let mut connection = Connection::open_in_memory().unwrap();
        run_steps(&mut connection, &STEPS[..1]).unwrap();
        connection.execute_batch(ROWS_OF_1).unwrap();
        run_steps(&mut connection, &STEPS[..12]).unwrap();
        let posted = |id: i64, shared: i64, draft: &str, message_id: &str| {
            format!(
                "INSERT INTO outgoing (id, account, sender, recipients, bcc, subject, people, message_id, shared, size,
                     delivery_report, draft, posted, state, copy)
                 VALUES ({id}, 3, 'anne@cabinet.example', '[]', '[]', '', '[]', '{message_id}', {shared}, 1, 0, {draft},
                     0, 'waiting', 0);"
            )
        };
        let rows = [
            posted(20, 0, "NULL", "x@cabinet.example"),
            posted(21, 1, "40", "y@cabinet.example"),
            posted(22, 1, "NULL", "y@cabinet.example"),
        ];
        connection.execute_batch(&rows.concat()).unwrap();
        connection
            .execute_batch(
                "INSERT INTO folder (id, account, path, separator, role, selectable)
                 VALUES (6, 3, 'Brouillons', '/', 'drafts', 1);
                 INSERT INTO draft (id, account, writing, changed, open, copy, copied)
                 VALUES (40, 3, '{}', 0, 0, 'a@cabinet.example', 1), (41, 3, '{}', 0, 0, 'b@cabinet.example', 1),
                     (42, 3, '{}', 0, 0, NULL, NULL);",
            )
            .unwrap();
        run(&mut connection).unwrap();
        let all = |sql: &str| -> Vec<(i64, i64, Option<i64>)> {
            let mut select = connection.prepare(sql).unwrap();
            let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
            rows.map(Result::unwrap).collect()
        };
        let drafts = all("SELECT id, copy_there, copy_folder FROM draft ORDER BY id");
        assert_eq!(drafts, [(40, 1, Some(6)), (41, 0, Some(6)), (42, 0, None)]);
        let parcels = all("SELECT id, letter, draft FROM outgoing ORDER BY id");
        assert_eq!(parcels, [(20, 20, None), (21, 21, Some(40)), (22, 21, Some(40))]);
    }

    #[test]
    fn a_step_that_fails_leaves_the_version_before_it() {
        let mut connection = Connection::open_in_memory().unwrap();
        let broken = "CREATE TABLE half (id INTEGER) STRICT; INSERT INTO nowhere (id) VALUES (1);";
        let failed = run_steps(&mut connection, &[STEPS[0], broken]);
        assert!(matches!(failed, Err(StoreError::Refused { .. })));
        assert_eq!(version(&connection).unwrap(), 1);
        assert_eq!(number(&connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'"), 0);
    }

    #[test]
    fn a_newer_database_is_refused_untouched() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection).unwrap();
        connection.pragma_update(None, "user_version", 99).unwrap();
        let known = u32::try_from(STEPS.len()).unwrap();
        assert_eq!(run(&mut connection), Err(StoreError::Newer { found: 99, known }));
        assert_eq!(version(&connection).unwrap(), 99);
    }

    #[test]
    fn every_table_of_ours_is_strict() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection).unwrap();
        let loose = "SELECT count(*) FROM pragma_table_list
                     WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite%'";
        assert_eq!(number(&connection, loose), 0);
        assert!(number(&connection, "SELECT count(*) FROM pragma_table_list WHERE strict = 1") > 8);
    }
}
