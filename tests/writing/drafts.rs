use sceau::domain::writing::Document;
use sceau::domain::{Carried, OutgoingState};

use std::time::Duration;

use sceau::domain::Act;
use sceau::engine::{Command, FaultKind, SendFault};

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
    assert_eq!(taken.draft, Some(id));
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
fn a_draft_that_the_server_will_not_have_stays_with_its_files_and_is_laid_there_when_it_may_be() {
    let office = Office::open();
    office.allow(DRAFTS, &["lookup", "read"]);
    let office = office.anew();
    let engine = &office.desk.engine;
    let kept = office.desk.ask(engine.enclose(
        None,
        office.letter("bob@cabinet.example", "Bilan", "Seul ici"),
        "a.pdf".into(),
        b"%PDF".to_vec(),
    ));
    let mut writing = office.letter("bob@cabinet.example", "Bilan", "Seul ici");
    writing.draft.carried.push(kept.carried);
    office.desk.ask(engine.keep_draft(Some(kept.draft), writing.clone()));
    office.desk.ask(engine.put_draft_away(kept.draft));
    assert!(office.desk.ask(engine.copy_draft(kept.draft)));
    let refused = patiently("the server's no", || {
        office.desk.ask(engine.pending()).into_iter().find_map(|one| Some((one.act, one.refused?.kind)))
    });
    assert_eq!(refused, (Act::Draft, FaultKind::NotPermitted));
    for _ in 0..2 {
        office.desk.ask(engine.settle_drafts());
        assert_eq!(office.kept().remove(0).writing, writing);
    }
    assert_eq!(office.desk.ask(engine.pending()).len(), 1, "nobody is asked again at once");
    assert!(office.desk.ask(engine.written(&writing.draft, sceau::domain::Timestamp(0))).len() > 4);

    office.allow(DRAFTS, &["lookup", "read", "write", "write-seen", "write-deleted", "insert", "post", "expunge"]);
    let office = office.anew();
    assert!(office.desk.ask(office.desk.engine.copy_draft(kept.draft)), "its writer closes it once more");
    office.until_there(DRAFTS, "Bilan", 1);
}

#[test]
fn a_copy_that_is_wanted_no_more_while_it_goes_up_does_not_stay_there() {
    let office = Office::open();
    let engine = &office.desk.engine;
    let large = vec![b'x'; 12 << 20];
    for wait in [20, 60, 100, 150, 220, 300] {
        let writing = office.letter("bob@cabinet.example", "Bilan", "Bonjour");
        let kept = office.desk.ask(engine.enclose(None, writing.clone(), "image.bin".into(), large.clone()));
        let mut writing = writing;
        writing.draft.carried.push(kept.carried);
        office.desk.ask(engine.keep_draft(Some(kept.draft), writing));
        office.desk.ask(engine.put_draft_away(kept.draft));
        assert!(office.desk.ask(engine.copy_draft(kept.draft)));
        std::thread::sleep(Duration::from_millis(wait));
        office.desk.ask(engine.discard_draft(kept.draft));
    }
    patiently("nothing that waits", || {
        engine.send(Command::Sync(office.account));
        std::thread::sleep(Duration::from_millis(200));
        office.desk.ask(engine.pending()).is_empty().then_some(())
    });
    assert_eq!(office.there(DRAFTS, "Bilan"), 0);
}

#[test]
fn a_draft_is_posted_once_however_often_it_is_sent() {
    let office = Office::open();
    let engine = &office.desk.engine;
    let writing = office.letter("bob@cabinet.example", "Bilan", "Bonjour");
    let id = office.desk.ask(engine.keep_draft(None, writing.clone()));
    let refused = |writing| {
        let fault = office.desk.try_ask(engine.post_draft(Some(id), writing, now())).unwrap_err();
        assert_eq!(fault.kind, FaultKind::Sending(SendFault::Posted));
    };
    let later = sceau::engine::Posting {
        later: Some(sceau::domain::Timestamp(4_000_000_000)),
        ..sceau::engine::Posting::default()
    };
    let posted = office.desk.ask(engine.post_draft(Some(id), writing.clone(), later));
    refused(writing.clone());
    assert_eq!(office.desk.ask(engine.outbox()).len(), 1);
    assert!(office.desk.ask(engine.send_now(posted)));
    patiently("an empty outbox", || office.desk.ask(engine.outbox()).is_empty().then_some(()));
    refused(writing);
    office.until_there("Sent", "Bilan", 1);
    assert!(office.kept().is_empty(), "no draft is made of what was sent");
}

#[test]
fn a_draft_written_on_in_another_mailbox_leaves_nothing_in_the_first() {
    let mut office = Office::open();
    let bob = office.practice.person("bob").clone();
    let other = office.desk.add(office.practice.draft(&bob, sceau::domain::Security::Tls), bob.secret());
    let engine = &office.desk.engine;
    let mut writing = office.letter("lea@clinique.example", "Bilan", "Bonjour");
    let id = office.desk.ask(engine.keep_draft(None, writing.clone()));
    assert!(office.desk.ask(engine.copy_draft(id)));
    office.until_there(DRAFTS, "Bilan", 1);
    writing.draft.account = other;
    office.desk.ask(engine.keep_draft(Some(id), writing));
    assert!(office.desk.ask(engine.copy_draft(id)));
    office.until_there(DRAFTS, "Bilan", 0);
    let theirs = ["search", "-u", &bob.email, "mailbox", DRAFTS, "header", "Subject", "Bilan"];
    patiently("a copy in the other", || (office.practice.doveadm(&theirs).lines().count() == 1).then_some(()));
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
fn a_draft_of_another_workstation_is_taken_up_with_its_files() {
    let office = Office::open();
    let engine = &office.desk.engine;
    let mut writing = office.letter("bob@cabinet.example", "Avec pièce", "Voici");
    let kept = office.desk.ask(engine.enclose(None, writing.clone(), "a.pdf".into(), b"%PDF-1.4 elle".to_vec()));
    writing.draft.carried.push(kept.carried);
    office.desk.ask(engine.keep_draft(Some(kept.draft), writing));
    assert!(office.desk.ask(engine.copy_draft(kept.draft)));
    office.until_there(DRAFTS, "pièce", 1);

    let (second, account) = office.second();
    let row = patiently("the draft there", || second.list(account, DRAFTS).first().copied());
    let (id, mut writing) = patiently("its words", || second.try_ask(second.engine.edit_draft(row)).ok());
    assert_eq!(second.ask(second.engine.edit_draft(row)), (id, writing.clone()), "it is one draft");
    assert!(matches!(&writing.draft.carried[..], [Carried::File { name, size: 13, .. }] if name == "a.pdf"));
    let id = id.unwrap();
    for words in ["Voici, enfin", "Voici, enfin !"] {
        writing.document = Document::plain(words);
        second.ask(second.engine.keep_draft(Some(id), writing.clone()));
        assert!(second.ask(second.engine.copy_draft(id)));
    }
    second.ask(second.engine.post_draft(Some(id), writing, now()));
    let bob = office.practice.person("bob").clone();
    let letter = patiently("it with its file", || {
        let found = office.practice.doveadm(&["fetch", "-u", &bob.email, "text", "mailbox", "INBOX"]);
        (!found.is_empty()).then_some(found)
    });
    // "%PDF-1.4 elle" in base64.
    assert!(letter.contains("JVBERi0xLjQgZWxsZQ=="), "{letter}");
    office.until_there(DRAFTS, "pièce", 0);
}

#[test]
fn a_message_that_goes_along_does_not_say_who_got_it_in_secret() {
    let office = Office::open();
    let engine = &office.desk.engine;
    let mut writing = office.letter("bob@cabinet.example", "Bilan", "Bonjour");
    writing.draft.bcc = vec![sceau::domain::Address::new("", "secret@ailleurs.example")];
    office.desk.ask(engine.post_draft(None, writing, now()));
    office.until_there("Sent", "Bilan", 1);
    let row = patiently("the copy here", || {
        engine.send(Command::Sync(office.account));
        let rows = office.desk.list(office.account, "Sent");
        rows.into_iter().find(|id| office.desk.try_ask(engine.opened(*id)).is_ok())
    });
    assert_eq!(office.desk.ask(engine.opened(row)).envelope.bcc.len(), 1, "its sender knows");
    let (manner, setting) = (sceau::domain::Manner::ForwardEml, sceau::engine::Setting::default());
    let begun = engine.begin_answer(row, manner, setting, |_, _| sceau::domain::Phrases::default());
    let mut forwarded = office.desk.ask(begun);
    forwarded.draft.to = vec![sceau::domain::Address::new("", "paul@ailleurs.example")];
    let bytes = office.desk.ask(engine.written(&forwarded.draft, sceau::domain::Timestamp(0)));
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("message/rfc822") && !text.contains("secret@") && !text.contains("Bcc"), "{text}");
    assert!(matches!(forwarded.draft.carried[..], [Carried::Whole { size, .. }] if size > 100));
}

#[test]
fn what_is_redirected_goes_as_it_came_and_lies_in_no_folder_before() {
    let office = Office::open();
    let engine = &office.desk.engine;
    let letter = "From: Anne <anne@ailleurs.example>\r\nTo: alice@cabinet.example\r\nBcc: secret@ailleurs.example\r\n\
        Subject: Bilan\r\nMessage-ID: <un@ailleurs.example>\r\n\r\nBonjour Alice\r\n";
    office.practice.deliver(&office.alice, "INBOX", [letter]);
    let row = patiently("the letter", || {
        engine.send(Command::Sync(office.account));
        let rows = office.desk.list(office.account, "INBOX");
        rows.into_iter().find(|id| office.desk.try_ask(engine.opened(*id)).is_ok())
    });
    let (manner, setting) = (sceau::domain::Manner::Redirect, sceau::engine::Setting::default());
    let begun = engine.begin_answer(row, manner, setting, |_, _| sceau::domain::Phrases::default());
    let mut writing = office.desk.ask(begun);
    writing.draft.to = vec![sceau::domain::Address::new("", "paul@ailleurs.example")];
    (writing.draft.wishes.sign, writing.draft.wishes.encrypt) = (true, true);
    let id = office.desk.ask(engine.keep_draft(None, writing.clone()));
    assert!(!office.desk.ask(engine.copy_draft(id)), "as a draft it would be another message");
    assert_eq!(office.desk.ask(engine.lone_drafts()).len(), 1);
    office.desk.ask(engine.post_draft(Some(id), writing, now()));
    let outside = patiently("it outside", || office.practice.sent_outside().pop());
    let text = String::from_utf8(outside).unwrap();
    assert!(text.contains("Resent-To: <paul@ailleurs.example>") && text.contains("Bonjour Alice"), "{text}");
    assert!(text.contains("Message-ID: <un@ailleurs.example>") && !text.contains("secret@"), "{text}");
    assert!(office.kept().is_empty());
    assert_eq!(office.there(DRAFTS, "Bilan"), 0);
}

#[test]
fn what_stops_a_message_stops_it_however_it_is_sent() {
    let office = Office::open();
    let engine = &office.desk.engine;
    let refused = |writing: sceau::domain::Writing, kind| {
        let fault = office.desk.try_ask(engine.post_draft(None, writing, now())).unwrap_err();
        assert_eq!(fault.kind, FaultKind::Sending(kind));
        assert!(office.desk.ask(engine.outbox()).is_empty());
    };
    let mut bare = office.letter("bob@cabinet.example", "Bilan", "Bonjour");
    bare.draft.must_encrypt = true;
    refused(bare, SendFault::Bare);
    let mut nobody = office.letter("bob@cabinet.example", "Bilan", "Bonjour");
    nobody.draft.to.clear();
    refused(nobody, SendFault::Recipients);
    let mut sending = office.desk.ask(engine.accounts()).remove(0).draft.sending;
    (sending.most_people, sending.size_limit) = (Some(1), Some(20_000));
    office.desk.ask(engine.set_sending(office.account, sending));
    let mut crowd = office.letter("bob@cabinet.example", "Bilan", "Bonjour");
    crowd.draft.cc = vec![sceau::domain::Address::new("", "lea@clinique.example")];
    refused(crowd, SendFault::Crowd);
    let long = office.letter("bob@cabinet.example", "Bilan", &"é".repeat(8000));
    let weight = office.desk.ask(engine.weigh(long.clone()));
    assert!((20_000..100_000).contains(&weight), "{weight}");
    refused(long, SendFault::TooLarge);
}

#[test]
fn what_is_on_this_workstation_alone_is_told_and_no_mailbox_goes_while_a_letter_waits() {
    let office = Office::open();
    let engine = &office.desk.engine;
    let mut writing = office.letter("bob@cabinet.example", "Résultat", "Bonjour");
    writing.draft.wishes.encrypt = true;
    let id = office.desk.ask(engine.keep_draft(None, writing));
    office.desk.ask(engine.put_draft_away(id));
    assert!(!office.desk.ask(engine.copy_draft(id)));
    let there = office.desk.ask(engine.keep_draft(None, office.letter("bob@cabinet.example", "Bilan", "Bonjour")));
    assert!(office.desk.ask(engine.copy_draft(there)));
    office.until_there(DRAFTS, "Bilan", 1);
    let lone = office.desk.ask(engine.lone_drafts());
    assert_eq!(lone.iter().map(|draft| draft.id).collect::<Vec<_>>(), [id]);

    let posting = sceau::engine::Posting { later: Some(sceau::domain::Timestamp(4_000_000_000)), ..now() };
    let letter = office.letter("bob@cabinet.example", "Plus tard", "Bonjour");
    let posted = office.desk.ask(engine.post_draft(None, letter, posting));
    patiently("what the server has", || {
        let only = office.desk.ask(engine.only_here(office.account));
        ((only.letters, only.drafts) == (1, 1)).then_some(())
    });
    let mut events = engine.events();
    engine.send(Command::RemoveAccount(office.account));
    let kind = patiently("the answer", || {
        let next = office.desk.ask(async { Ok(events.next().await) });
        match next {
            Some(sceau::engine::Event::Fault(fault)) => Some(fault.kind),
            _ => None,
        }
    });
    assert_eq!(kind, FaultKind::Unsent);
    assert_eq!(office.desk.ask(engine.accounts()).len(), 1);
    // It goes on as before.
    assert!(office.desk.ask(engine.send_now(posted)));
    office.until_there("Sent", "tard", 1);
}

#[test]
fn of_many_open_windows_some_come_again_and_the_others_are_put_away() {
    let office = Office::open();
    let engine = &office.desk.engine;
    for number in 0..4 {
        office
            .desk
            .ask(engine.keep_draft(None, office.letter("bob@cabinet.example", &format!("Pli {number}"), "Bonjour")));
    }
    assert_eq!(office.desk.ask(engine.drafts_to_open(3)).len(), 3);
    assert_eq!(office.kept().iter().filter(|draft| draft.open).count(), 3);
    office.desk.ask(engine.settle_drafts());
    office.until_there(DRAFTS, "Pli", 1);
}

#[test]
fn a_heavy_draft_goes_up_when_it_is_closed() {
    let office = Office::open();
    let engine = &office.desk.engine;
    let mut writing = office.letter("bob@cabinet.example", "Lourd", "Bonjour");
    let kept = office.desk.ask(engine.enclose(None, writing.clone(), "a.bin".into(), vec![b'x'; 2 << 20]));
    writing.draft.carried.push(kept.carried);
    office.desk.ask(engine.keep_draft(Some(kept.draft), writing));
    assert!(!office.desk.ask(engine.copy_draft(kept.draft)), "it is being written");
    assert!(office.subjects(DRAFTS).is_empty());
    office.desk.ask(engine.put_draft_away(kept.draft));
    assert!(office.desk.ask(engine.copy_draft(kept.draft)));
    office.until_there(DRAFTS, "Lourd", 1);
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
