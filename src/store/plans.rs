//! How the hot questions are answered: by an index, never by reading a whole
//! table, and in order without sorting. Tests only.

use rusqlite::Connection;

use super::{
    concerns, exports, keywords, list, measured, messages, migrations, outgoing, rematch, reports, search, threads,
    trust,
};
use crate::domain::{Filter, FolderId, Sort, SortKey};

fn plan(sql: &str) -> Vec<String> {
    let mut connection = Connection::open_in_memory().unwrap();
    migrations::run(&mut connection).unwrap();
    let mut explain = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let nothing = vec![rusqlite::types::Null; explain.parameter_count()];
    let steps = explain.query_map(rusqlite::params_from_iter(nothing), |row| row.get(3)).unwrap();
    steps.collect::<rusqlite::Result<_>>().unwrap()
}

/// The tables that grow with the mailbox are never read whole, nothing is sorted.
fn is_quick(sql: &str) -> Vec<String> {
    let steps = plan(sql);
    for step in &steps {
        for table in ["message", "content", "letter", "folder"] {
            assert!(step.split_whitespace().collect::<Vec<_>>() != ["SCAN", table], "{step} in {sql}");
            assert!(!step.starts_with(&format!("SCAN {table} ")), "{step} in {sql}");
        }
        assert!(!step.contains("TEMP B-TREE"), "{step} in {sql}");
    }
    steps
}

#[test]
fn a_list_in_any_order_is_read_from_one_index_alone() {
    for (key, index) in [
        (SortKey::Date, "message_by_date"),
        (SortKey::Who, "message_by_who"),
        (SortKey::Subject, "message_by_subject"),
        (SortKey::Size, "message_by_size"),
    ] {
        for descending in [false, true] {
            let sql = in_folder("message.id", Sort { key, descending });
            let expected = format!("SEARCH message USING COVERING INDEX {index} (folder=?)");
            assert_eq!(is_quick(&sql), [expected]);
        }
    }
}

#[test]
fn a_list_in_groups_is_read_from_the_same_index() {
    for columns in ["message.id, message.date", "message.id, message.thread"] {
        let steps = is_quick(&in_folder(columns, Sort::default()));
        assert_eq!(steps, ["SEARCH message USING COVERING INDEX message_by_date (folder=?)"]);
    }
}

#[test]
fn a_conversation_is_found_by_its_own_indexes() {
    let steps = is_quick(threads::MEMBERS);
    assert_eq!(steps[0], "SEARCH message USING INDEX message_by_thread (thread=?)");
    let steps = is_quick(threads::ALIKE_LETTERS);
    assert!(steps[0].contains("thread_by_topic (account=? AND topic=?)"), "{steps:?}");
    assert!(steps[1].contains("content_by_thread (thread=? AND id>? AND id<?)"), "{steps:?}");
    assert!(is_quick(threads::UNTHREADED)[0].contains("content_by_thread (thread=?)"));
}

fn in_folder(columns: &str, sort: Sort) -> String {
    list::sql(&list::Listed::Folder(FolderId(1)), columns, sort, Filter::All)
}

#[test]
fn a_row_is_two_look_ups_by_id() {
    let steps = is_quick(list::ROW);
    assert_eq!(
        steps,
        ["SEARCH message USING INTEGER PRIMARY KEY (rowid=?)", "SEARCH content USING INTEGER PRIMARY KEY (rowid=?)"]
    );
}

#[test]
fn what_is_known_of_a_folder_comes_in_the_order_of_uids() {
    let steps = is_quick(messages::KNOWN);
    assert!(steps[0].starts_with("SEARCH message USING INDEX sqlite_autoindex_message_1 (folder=?"), "{steps:?}");
    let steps = is_quick(keywords::OF_FOLDER);
    assert_eq!(steps[0], "SCAN message_keyword", "only messages with keywords are looked at: {steps:?}");
}

#[test]
fn what_lost_its_uid_is_found_without_reading_the_folder() {
    let steps = is_quick(rematch::UNPLACED);
    assert_eq!(steps[0], "SEARCH message USING INDEX sqlite_autoindex_message_1 (folder=? AND uid=?)");
}

#[test]
fn a_search_follows_the_index_newest_first() {
    for sql in [search::LINES, search::BEGINNINGS] {
        let steps = is_quick(sql);
        assert_eq!(steps.len(), 1, "{steps:?}");
        assert!(steps[0].contains("VIRTUAL TABLE INDEX") && steps[0].contains('M'), "{steps:?}");
    }
    let steps = is_quick(&format!("{} AND (m.flags & 1) = 0", search::LETTER));
    assert_eq!(steps, ["SEARCH m USING COVERING INDEX message_by_content (content=?)"]);
}

#[test]
fn what_is_asked_of_rows_alone_is_read_from_one_index_newest_first() {
    let walk = |conditions: &[&str]| {
        let conditions: Vec<String> = conditions.iter().map(|one| (*one).to_owned()).collect();
        is_quick(&search::walk(&conditions))
    };
    let covered = walk(&["(m.flags & 2) <> 0", "m.size > 5000000", "m.attachment = 1", "m.folder IN (1, 2)"]);
    assert_eq!(covered, ["SEARCH m USING COVERING INDEX message_by_content (content>? AND content<?)"]);
    let folder = walk(&["m.folder = 1", "m.size > 5000000"]);
    assert_eq!(folder, ["SEARCH m USING INDEX message_in_folder (folder=? AND content>? AND content<?)"]);
}

#[test]
fn few_letters_are_found_by_an_index_of_their_own() {
    for (sql, index) in [
        (search::candidates::FLAGGED.to_owned(), "message_followed"),
        (search::candidates::UNREAD.to_owned(), "message_unread"),
        (search::candidates::SIGNED.to_owned(), "content_marked"),
        (search::candidates::ENCRYPTED.to_owned(), "content_marked"),
        (search::candidates::of_folders(&[FolderId(1)]), "message_in_folder"),
        (search::candidates::of_keywords(&[1]), "message_keyword_by_keyword"),
    ] {
        let steps = plan(&sql);
        assert!(steps[0].contains(index), "{steps:?} of {sql}");
    }
    for sql in search::QUEUES {
        let steps = plan(sql);
        assert!(steps[0].contains("content_un"), "{steps:?} of {sql}");
    }
}

#[test]
fn what_is_forgotten_is_found_by_its_uids() {
    let steps = is_quick(messages::FORGET);
    assert!(steps[0].contains("sqlite_autoindex_message_1 (folder=? AND uid=?)"), "{steps:?}");
}

#[test]
fn taking_a_message_away_looks_for_others_of_its_letter_by_index() {
    let steps = plan("SELECT 1 FROM message WHERE content = ?1");
    assert!(steps[0].contains("message_by_content"), "{steps:?}");
}

#[test]
fn what_is_known_of_trust_is_read_by_its_own_indexes() {
    for (sql, index) in [
        (trust::SEEN_SINCE, "certificate_by_use"),
        (trust::AUTHORITIES, "certificate_by_use"),
        (trust::NOT_NOTED, "certificate_not_noted"),
        (trust::VERSION, "sqlite_autoindex_revocation_list_1"),
    ] {
        let steps = is_quick(sql);
        assert!(steps.len() == 1 && steps[0].contains(index), "{steps:?} of {sql}");
    }
    // Of one address there are few to be put in order.
    let steps = plan(trust::NAMING);
    assert!(steps[0].contains("USING PRIMARY KEY (address=?)"), "{steps:?}");
    assert!(steps[1].contains("USING INTEGER PRIMARY KEY (rowid=?)"), "{steps:?}");
}

#[test]
fn a_letter_and_its_reports_are_found_by_message_id() {
    let steps = is_quick(reports::NAMED);
    assert!(steps[0].contains("content_by_message_id (message_id=?)"), "{steps:?}");
    let steps = is_quick(reports::CAME);
    assert!(steps[0].contains("report_by_original (original=?)"), "{steps:?}");
}

#[test]
fn what_is_on_its_way_out_is_found_by_its_account_and_by_message_id() {
    let steps = is_quick(outgoing::DUE);
    assert_eq!(steps, ["SEARCH outgoing USING INDEX outgoing_by_account (account=? AND state=?)"]);
    let steps = is_quick(outgoing::KNOWN_SENT);
    assert!(steps.iter().any(|step| step.contains("report_by_original (original=?)")), "{steps:?}");
    assert!(steps.iter().any(|step| step.contains("content_by_message_id (message_id=?)")), "{steps:?}");
}

#[test]
fn whom_a_letter_is_about_is_found_by_keys_alone() {
    let steps = is_quick(concerns::UNLOOKED);
    assert!(steps[0].contains("content_unlooked (looked=?)"), "{steps:?}");
    assert_eq!(is_quick(concerns::ABOUT), ["SEARCH concern USING PRIMARY KEY (content=? AND place=?)"]);
    assert_eq!(is_quick(concerns::KNOWN), ["SEARCH concern USING INDEX concern_by_number (number=?)"]);
}

#[test]
fn what_was_measured_before_is_found_by_its_own_index() {
    let steps = is_quick(measured::BEFORE);
    assert_eq!(
        steps,
        ["SEARCH measured USING INDEX measured_of_person (person=? AND analysis=? AND unit=? AND day<?)"]
    );
    // Of one person there are few to be told apart.
    let steps = plan(measured::PEOPLE);
    assert_eq!(steps[0], "SEARCH measured USING COVERING INDEX measured_of_person (person=?)");
}

#[test]
fn what_waits_to_be_exported_is_found_without_reading_what_was() {
    let steps = is_quick(exports::DUE);
    assert_eq!(steps, ["SEARCH export USING INDEX export_waiting (account=?)"]);
}
