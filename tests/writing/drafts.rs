use sceau::domain::writing::Document;
use sceau::domain::{Carried, OutgoingState};

use super::{Office, now, patiently};

const DRAFTS: &str = "Drafts";

#[test]
fn what_is_written_is_found_again_where_the_cursor_was() {
    let mut office = Office::open();
    let writing = office.letter("bob@cabinet.example", "Bilan", "Bonjour\nBien à vous");
    let id = office.desk.ask(office.desk.engine.keep_draft(None, writing.clone()));
    // Nothing is closed: the program is simply started again.
    office.desk = office.desk.restart();
    let kept = office.kept();
    assert_eq!((kept.len(), kept[0].id, kept[0].open), (1, id, true));
    assert_eq!(kept[0].writing, writing);
}

#[test]
fn a_draft_lies_on_the_server_once_however_often_it_is_written_on() {
    let office = Office::open();
    let engine = &office.desk.engine;
    let mut writing = office.letter("bob@cabinet.example", "Bilan", "Bonjour");
    let id = office.desk.ask(engine.keep_draft(None, writing.clone()));
    assert!(office.desk.ask(engine.copy_draft(id)));
    assert_eq!(office.subjects(DRAFTS), ["Bilan"], "it is seen at once");
    office.until_there(DRAFTS, "Bilan", 1);
    for word in ["Bonjour Bob", "Bonjour Bob,"] {
        writing.document = Document::plain(word);
        office.desk.ask(engine.keep_draft(Some(id), writing.clone()));
        assert!(office.desk.ask(engine.copy_draft(id)));
        assert!(office.desk.ask(engine.copy_draft(id)), "nothing is new");
    }
    assert_eq!(office.subjects(DRAFTS).len(), 1);
    let text = |folder: &str| {
        let ids = office.desk.list(office.account, folder);
        ids.first().map(|id| office.desk.ask(engine.opened(*id)).text)
    };
    patiently("the last words on the server", || {
        (office.there(DRAFTS, "Bilan") == 1 && text(DRAFTS).as_deref() == Some("Bonjour Bob,")).then_some(())
    });
    office.desk.ask(engine.discard_draft(id));
    office.until_there(DRAFTS, "Bilan", 0);
    assert!(office.kept().is_empty() && office.subjects(DRAFTS).is_empty());
}

#[test]
fn a_draft_that_is_written_without_a_line_is_seen_and_lies_on_the_server_when_there_is_one() {
    let office = Office::open();
    office.practice.stop_dovecot();
    let writing = office.letter("bob@cabinet.example", "Sans réseau", "Bonjour");
    let id = office.desk.ask(office.desk.engine.keep_draft(None, writing));
    assert!(office.desk.ask(office.desk.engine.copy_draft(id)));
    assert_eq!(office.subjects(DRAFTS), ["Sans réseau"]);
    office.practice.start_dovecot();
    office.desk.engine.send(sceau::engine::Command::Sync(office.account));
    patiently("one on the server", || (office.there(DRAFTS, "Sans") == 1).then_some(()));
    assert_eq!(office.subjects(DRAFTS).len(), 1, "and one here");
}

#[test]
fn another_workstation_writes_on_and_its_words_win() {
    let office = Office::open();
    let writing = office.letter("bob@cabinet.example", "Bilan", "Bonjour");
    let first = office.desk.ask(office.desk.engine.keep_draft(None, writing));
    assert!(office.desk.ask(office.desk.engine.copy_draft(first)));
    office.desk.ask(office.desk.engine.put_draft_away(first));
    office.until_there(DRAFTS, "Bilan", 1);

    let (second, account) = office.second();
    let row = patiently("the draft there", || second.list(account, DRAFTS).first().copied());
    let (id, mut writing) = patiently("its words", || second.try_ask(second.engine.edit_draft(row)).ok());
    assert_eq!(writing.document, Document::plain("Bonjour"));
    writing.document = Document::plain("Bonjour, bien reçu");
    let id = second.ask(second.engine.keep_draft(id, writing));
    assert!(second.ask(second.engine.copy_draft(id)));

    patiently("the other words here", || {
        office.desk.engine.send(sceau::engine::Command::Sync(office.account));
        let ids = office.desk.list(office.account, DRAFTS);
        let texts: Vec<_> =
            ids.iter().filter_map(|id| Some(office.desk.try_ask(office.desk.engine.opened(*id)).ok()?.text)).collect();
        (texts == ["Bonjour, bien reçu"]).then_some(())
    });
    office.desk.ask(office.desk.engine.settle_drafts());
    assert!(office.kept().is_empty(), "the older words are gone");
    assert_eq!(office.there(DRAFTS, "Bilan"), 1);
}

#[test]
fn what_was_sent_is_a_draft_no_more_and_what_is_taken_back_is_one_again() {
    let office = Office::open();
    let engine = &office.desk.engine;
    let writing = office.letter("bob@cabinet.example", "Bilan", "Bonjour");
    let id = office.desk.ask(engine.keep_draft(None, writing.clone()));
    assert!(office.desk.ask(engine.copy_draft(id)));
    office.until_there(DRAFTS, "Bilan", 1);

    let later = sceau::engine::Posting {
        later: Some(sceau::domain::Timestamp(4_000_000_000)),
        ..sceau::engine::Posting::default()
    };
    let posted = office.desk.ask(engine.post_draft(Some(id), writing, later));
    assert!(office.kept()[0].posted && !office.kept()[0].open);
    let taken = office.desk.ask(engine.take_back(posted)).unwrap();
    assert_eq!(taken.draft, Some(id.0));
    let kept = office.kept().remove(0);
    assert!(!kept.posted);

    let posted = office.desk.ask(engine.post_draft(Some(id), kept.writing, now()));
    patiently("an empty outbox", || {
        let rows = office.desk.ask(engine.outbox());
        assert!(rows.iter().all(|row| row.state != OutgoingState::Refused), "{rows:?}");
        rows.iter().all(|row| row.id != posted).then_some(())
    });
    office.until_there("Sent", "Bilan", 1);
    office.until_there(DRAFTS, "Bilan", 0);
    assert!(office.kept().is_empty());
}

#[test]
fn a_file_goes_along_as_it_was_when_it_was_attached() {
    let office = Office::open();
    let engine = &office.desk.engine;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Compte rendu été.pdf");
    std::fs::write(&path, b"%PDF-1.4 avant").unwrap();
    let writing = office.letter("bob@cabinet.example", "Avec pièce", "Voici");
    let kept = office.desk.ask(engine.enclose_file(None, writing.clone(), path.clone()));
    std::fs::remove_file(&path).unwrap();
    let Carried::File { name, media_type, size, .. } = &kept.carried else { panic!("{kept:?}") };
    assert_eq!((name.as_str(), media_type.as_str(), *size), ("Compte rendu été.pdf", "application/pdf", 14));
    let mut writing = writing;
    writing.draft.carried.push(kept.carried);
    office.desk.ask(engine.post_draft(Some(kept.draft), writing, now()));
    office.until_there("Sent", "pièce", 1);
    let row = patiently("the copy here", || {
        engine.send(sceau::engine::Command::Sync(office.account));
        let rows = office.desk.list(office.account, "Sent");
        rows.into_iter().find(|id| office.desk.try_ask(engine.opened(*id)).is_ok())
    });
    let opened = office.desk.ask(engine.opened(row));
    let part = opened.parts.iter().find(|part| part.name == "Compte rendu été.pdf").expect("the file");
    assert_eq!(office.desk.ask(engine.part(row, part.id)), b"%PDF-1.4 avant");
}

#[test]
fn words_that_were_added_to_the_dictionary_lie_in_the_cache_and_nowhere_else() {
    let mut office = Office::open();
    office.desk.ask(office.desk.engine.add_own_word("Désirédoppler".to_owned()));
    office.desk.ask(office.desk.engine.add_own_word("Désirédoppler".to_owned()));
    office.desk = office.desk.restart();
    assert_eq!(office.desk.ask(office.desk.engine.own_words()), ["Désirédoppler"]);
    let files = walkdir(office.desk.profile());
    let holds = |path: &std::path::Path| {
        String::from_utf8_lossy(&std::fs::read(path).unwrap_or_default()).contains("Désirédoppler")
    };
    assert!(!files.is_empty() && !files.iter().any(|path| holds(path)));
}

fn walkdir(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let all = entries.map(|path| if path.is_dir() { walkdir(&path) } else { vec![path] });
    all.flatten().collect()
}
