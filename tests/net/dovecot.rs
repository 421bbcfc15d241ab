//! Every verb against a real Dovecot, which can do all of them.

use std::time::Duration;

use sceau::domain::{Change, Flag, Flags, Keyword, ModSeq, Role, Security, Timestamp, Uid};
use sceau::net::imap::{Criteria, RemoteBody, RemoteMessage, Session, Woken};
use sceau::net::{Anchors, NetError, Refusal};
use tokio::sync::mpsc;

use crate::support::{Letter, Person, Practice, corpus};

/// The practice, Alice, and two sessions of hers.
struct House {
    practice: Practice,
    alice: Person,
    anchors: Anchors,
}

impl House {
    fn start() -> Self {
        let practice = Practice::start();
        let alice = practice.person("alice").clone();
        let anchors = Anchors::only(&std::fs::read(practice.anchors_pem()).unwrap()).unwrap();
        Self { practice, alice, anchors }
    }

    async fn session(&self) -> Session {
        let draft = self.practice.draft(&self.alice, Security::Tls);
        Session::open(&draft.incoming, &self.anchors, &draft.user, draft.auth, &self.alice.secret()).await.unwrap()
    }

    fn deliver(&self, folder: &str, count: usize) {
        let letters = (0..count).map(|number| {
            let text = format!(
                "From: b@cabinet.example\r\nTo: a@cabinet.example\r\nSubject: Bilan {number}\r\n\r\nun été\r\n"
            );
            Letter::new(text)
        });
        assert_eq!(self.practice.deliver(&self.alice, folder, letters), count);
    }
}

fn said(error: &NetError) -> &str {
    match error {
        NetError::Said { text, .. } => text.as_str(),
        _ => "",
    }
}

fn uids(messages: &[RemoteMessage]) -> Vec<u32> {
    messages.iter().map(|message| message.uid.0).collect()
}

async fn raw(session: &mut Session, uids: &[u32]) -> Vec<RemoteBody> {
    let uids: Vec<Uid> = uids.iter().copied().map(Uid).collect();
    let (to, mut from) = mpsc::channel(4);
    let gather = async {
        let mut bodies = Vec::new();
        while let Some(body) = from.recv().await {
            bodies.push(body);
        }
        bodies
    };
    let fetch = async {
        session.bodies(&uids, &to).await.unwrap();
        drop(to);
    };
    futures::join!(fetch, gather).1
}

#[tokio::test]
async fn flags_and_keywords_are_set_and_taken_off() {
    let house = House::start();
    house.deliver("INBOX", 3);
    let mut session = house.session().await;
    assert!(session.select("INBOX").await.unwrap().permanent_keywords);
    let flags = Flags::NONE.with(Flag::Seen).with(Flag::Junk);
    let change = Change { set: flags, add: vec![Keyword::new("$sceau_urgent")], ..Change::default() };
    session.store(&[Uid(1), Uid(3)], &change).await.unwrap();
    let off = Change { clear: Flags::NONE.with(Flag::Junk), remove: change.add.clone(), ..Change::default() };
    session.store(&[Uid(3)], &off).await.unwrap();
    let messages = session.uids_and_flags().await.unwrap();
    assert_eq!((messages[0].flags, &messages[0].keywords), (flags, &change.add));
    assert_eq!((messages[1].flags, messages[1].keywords.len()), (Flags::NONE, 0));
    assert_eq!((messages[2].flags, messages[2].keywords.len()), (Flags::NONE.with(Flag::Seen), 0));
    // A folder that is only read is not changed, and that is known without asking.
    assert!(session.examine("INBOX").await.unwrap().read_only);
    assert_eq!(session.store(&[Uid(1)], &change).await, Err(NetError::Refused(Refusal::ReadOnly)));
    assert_eq!(session.expunge(&[Uid(1)]).await, Err(NetError::Refused(Refusal::ReadOnly)));
}

/// Both ask in the same instant, again and again: each message goes to one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_two_claim_in_the_same_instant_goes_to_one_of_them() {
    let house = House::start();
    house.deliver("INBOX", 40);
    let (mut one, mut other) = (house.session().await, house.session().await);
    let (_, _) = (one.select("INBOX").await.unwrap(), other.select("INBOX").await.unwrap());
    let all: Vec<Uid> = (1..=40).map(Uid).collect();
    for round in 0..10 {
        let word = Keyword::new(&format!("$done{round}"));
        let change = Change { set: Flags::NONE.with(Flag::Junk), add: vec![word.clone()], ..Change::default() };
        let (ours, theirs) =
            tokio::join!(one.claim(&all, &change, &word, "aa"), other.claim(&all, &change, &word, "bb"));
        let (mut ours, theirs) = (ours.unwrap(), theirs.unwrap());
        ours.extend(theirs);
        ours.sort();
        assert_eq!(ours, all, "round {round}: each to one, and none to nobody");
    }
}

#[tokio::test]
async fn a_folder_is_brought_in_step_by_what_changed_alone() {
    let house = House::start();
    house.deliver("INBOX", 5);
    let (mut mine, mut theirs) = (house.session().await, house.session().await);
    assert!(mine.capabilities().qresync);
    let before = mine.examine("INBOX").await.unwrap();
    let since = (before.uid_validity, before.highest_modseq.unwrap());

    let (same, changes) = mine.resync("INBOX", since, false).await.unwrap();
    assert_eq!((same.exists, changes.whole), (5, true));
    assert!(changes.changed.is_empty() && changes.vanished.is_empty());

    let _selected = theirs.select("INBOX").await.unwrap();
    let seen = Change { set: Flags::NONE.with(Flag::Seen), ..Change::default() };
    theirs.store(&[Uid(2)], &seen).await.unwrap();
    theirs.expunge(&[Uid(4), Uid(5)]).await.unwrap();
    let place = theirs.append("INBOX", Flags::NONE, &[], None, b"Subject: neuf\r\n\r\n").await.unwrap();
    assert_eq!(place, Some((before.uid_validity, Uid(6))));

    let (now, changes) = mine.resync("INBOX", since, true).await.unwrap();
    assert_eq!((now.exists, now.read_only), (4, false));
    assert!(changes.whole && now.highest_modseq > before.highest_modseq);
    assert_eq!(uids(&changes.changed), [2, 6]);
    assert_eq!(changes.changed[0].flags, seen.set);
    assert!(changes.vanished.contains(Uid(4)) && changes.vanished.contains(Uid(5)));
    assert!(!changes.vanished.contains(Uid(3)) && !changes.vanished.contains(Uid(6)));

    // Another numbering, or a clock from the future: nothing is told.
    for wrong in [(sceau::domain::UidValidity(7), since.1), (since.0, ModSeq(u64::MAX / 4))] {
        let (selected, changes) = mine.resync("INBOX", wrong, false).await.unwrap();
        assert_eq!((selected.exists, changes.whole, changes.changed.len()), (4, false, 0));
    }
    // What goes meanwhile is heard, and only once.
    theirs.expunge(&[Uid(1)]).await.unwrap();
    assert!(mine.noop().await.unwrap());
    assert!(!mine.noop().await.unwrap());
    assert_eq!(mine.uids().await.unwrap(), [2, 3, 6].map(Uid));
}

#[tokio::test]
async fn messages_are_moved_and_copied_and_their_new_numbers_known() {
    let house = House::start();
    house.deliver("INBOX", 6);
    house.deliver("Archive", 2);
    let mut session = house.session().await;
    let _selected = session.select("INBOX").await.unwrap();
    let archive = session.status("Archive").await.unwrap();
    let copied = session.copy_to(&[Uid(1), Uid(5)], "Archive").await.unwrap();
    assert_eq!(copied.pairs, [(Uid(1), Uid(3)), (Uid(5), Uid(4))]);
    assert_eq!(copied.validity, archive.uid_validity);
    let moved = session.move_to(&[Uid(6), Uid(2), Uid(3)], "Archive").await.unwrap();
    assert_eq!(moved.pairs, [(Uid(2), Uid(5)), (Uid(3), Uid(6)), (Uid(6), Uid(7))]);
    assert_eq!(session.uids().await.unwrap(), [1, 4, 5].map(Uid));
    assert_eq!(session.status("Archive").await.unwrap().messages, 7);
    let absent = session.move_to(&[Uid(1)], "Nulle part").await.unwrap_err();
    assert_eq!(absent.refusal(), Some(Refusal::TryCreate));
    assert_eq!(session.move_to(&[], "Archive").await.unwrap().pairs, []);
}

/// Somebody took one of them away, and this session has not heard of it.
#[tokio::test]
async fn where_one_is_gone_none_is_moved_and_that_is_said() {
    let house = House::start();
    house.deliver("INBOX", 4);
    let (mut mine, mut theirs) = (house.session().await, house.session().await);
    let (_, _) = (mine.select("INBOX").await.unwrap(), theirs.select("INBOX").await.unwrap());
    theirs.expunge(&[Uid(3)]).await.unwrap();
    let said = mine.move_to(&[2, 3, 4].map(Uid), "Trash").await.unwrap_err();
    assert_eq!(said.refusal(), Some(Refusal::TakenAway));
    let placed = mine.move_to(&[2, 4].map(Uid), "Trash").await.unwrap();
    assert_eq!(placed.pairs.len(), 2);
}

#[tokio::test]
async fn only_what_is_named_is_taken_away_for_ever() {
    let house = House::start();
    house.deliver("INBOX", 4);
    let mut session = house.session().await;
    let _selected = session.select("INBOX").await.unwrap();
    let deleted = Change { set: Flags::NONE.with(Flag::Deleted), ..Change::default() };
    session.store(&[Uid(1)], &deleted).await.unwrap();
    session.expunge(&[Uid(3), Uid(4)]).await.unwrap();
    assert_eq!(session.uids().await.unwrap(), [1, 2].map(Uid));
}

#[tokio::test]
async fn folders_are_made_renamed_and_deleted() {
    let house = House::start();
    let mut session = house.session().await;
    let own = session.namespace().await.unwrap().unwrap();
    assert_eq!((own.raw_prefix.as_str(), own.separator), ("", Some('/')));
    let (old, new) = (Session::raw_name_of("Été & hiver/Bilans"), Session::raw_name_of("Échographies 😀"));
    session.create_folder(&old).await.unwrap();
    session.subscribe(&old).await.unwrap();
    session.unsubscribe(&old).await.unwrap();
    assert_eq!(session.create_folder(&old).await.unwrap_err().refusal(), Some(Refusal::AlreadyExists));
    let _selected = session.select(&old).await.unwrap();
    session.rename_folder(&old, &new).await.unwrap();
    let paths: Vec<String> = session.folders().await.unwrap().into_iter().map(|folder| folder.path).collect();
    assert!(paths.contains(&"Échographies 😀".to_owned()) && !paths.contains(&"Été & hiver/Bilans".to_owned()));
    let _selected = session.select(&new).await.unwrap();
    session.delete_folder(&new).await.unwrap();
    assert_eq!(session.delete_folder(&new).await.unwrap_err().refusal(), Some(Refusal::NonExistent));
    assert_eq!(session.delete_folder("inbox").await, Err(NetError::Refused(Refusal::NoPermission)));
    session.create_folder_for("Archives", Role::Archive).await.unwrap();
}

#[tokio::test]
async fn all_folders_say_how_they_stand_in_one_round_trip() {
    let house = House::start();
    house.deliver("INBOX", 3);
    house.deliver("Patients/Étude", 2);
    let mut session = house.session().await;
    let folders = session.folders().await.unwrap();
    let of = |path: &str| folders.iter().find(|folder| folder.path == path).unwrap();
    let inbox = of("INBOX").status.unwrap();
    assert_eq!((inbox.messages, inbox.unseen, inbox.uid_next), (3, Some(3), Some(Uid(4))));
    assert!(inbox.highest_modseq.is_some() && inbox.uid_validity.is_some());
    assert_eq!(session.status("INBOX").await.unwrap(), inbox);
    assert_eq!(of("Patients/Étude").status.unwrap().messages, 2);
    assert_eq!(of("Sent").role, Some(Role::Sent));
    assert!(folders.iter().all(|folder| folder.selectable == folder.status.is_some()));
    let absent = session.status("Rien").await.unwrap_err();
    assert_eq!(absent.refusal(), Some(Refusal::NonExistent), "{}", said(&absent));
}

#[tokio::test]
async fn a_message_is_laid_down_as_it_is() {
    let house = House::start();
    let mut session = house.session().await;
    let flags = Flags::NONE.with(Flag::Seen).with(Flag::Draft);
    let received = Timestamp(837_596_665);
    // Below and above what goes out without asking.
    for (number, size) in [(1, 10), (2, 300_000)] {
        let bytes = format!("Subject: brouillon\r\n\r\n{}\r\n", "é0123456 ".repeat(size / 10)).into_bytes();
        let keywords = [Keyword::new("$mdnsent"), Keyword::new("essai")];
        let place = session.append("Drafts", flags, &keywords, Some(received), &bytes).await.unwrap().unwrap();
        assert_eq!(place.1, Uid(number));
        assert_eq!(session.examine("Drafts").await.unwrap().uid_validity, place.0);
        assert!(raw(&mut session, &[number]).await[0].raw == bytes);
    }
    let (to, mut from) = mpsc::channel(4);
    session.headers(&[Uid(2)], &to).await.unwrap();
    let header = from.recv().await.unwrap();
    assert_eq!((header.internal_date, header.flags), (received, flags.with(Flag::ReceiptSent)));
    assert_eq!(header.keywords, [Keyword::new("essai")]);
    let absent = session.append("Nulle part", flags, &[], None, b"a: b\r\n\r\n").await.unwrap_err();
    assert_eq!(absent.refusal(), Some(Refusal::TryCreate));
    // The line is whole after a refusal, of a large message too.
    let absent = session.append("Nulle part", flags, &[], None, &vec![b'a'; 100_000]).await.unwrap_err();
    assert_eq!(absent.refusal(), Some(Refusal::TryCreate));
    let _news = session.noop().await.unwrap();
}

#[tokio::test]
async fn the_server_searches() {
    let house = House::start();
    house.deliver("INBOX", 12);
    let mut session = house.session().await;
    let _selected = session.select("INBOX").await.unwrap();
    let tag = Keyword::new("vu");
    let change = Change { set: Flags::NONE.with(Flag::Flagged), add: vec![tag.clone()], ..Change::default() };
    session.store(&[Uid(2)], &change).await.unwrap();
    let text = |text: &str| Criteria::Text(text.to_owned());
    let day = |days: i64| {
        Timestamp(i64::try_from(std::time::UNIX_EPOCH.elapsed().unwrap().as_secs()).unwrap() + days * 86_400)
    };
    let all: Vec<u32> = (1..=12).collect();
    for (criteria, found) in [
        (text("ÉTÉ"), &all[..]),
        (text("hiver"), &[]),
        (Criteria::Subject("Bilan 1".to_owned()), &[2, 11, 12]),
        (
            Criteria::And(vec![Criteria::Subject("bilan 1".to_owned()), Criteria::Not(Box::new(Criteria::Flagged))]),
            &[11, 12],
        ),
        (Criteria::Or(Box::new(Criteria::Keyword(tag)), Box::new(Criteria::Subject("Bilan 5".to_owned()))), &[2, 6]),
        (Criteria::And(vec![Criteria::Since(day(-2)), Criteria::Before(day(2)), Criteria::Unseen]), &all[..]),
        (
            Criteria::And(vec![Criteria::Larger(10), Criteria::Smaller(10_000), Criteria::From("b@".to_owned())]),
            &all[..],
        ),
        (Criteria::To("personne\r\n".to_owned()), &[]),
        (Criteria::And(Vec::new()), &all[..]),
    ] {
        let uids: Vec<u32> = session.search(&criteria).await.unwrap().iter().map(|uid| uid.0).collect();
        assert_eq!(uids, found, "{criteria:?}");
    }
}

#[tokio::test]
async fn annotations_are_kept() {
    let house = House::start();
    let mut session = house.session().await;
    let entry = "/private/vendor/sceau/tags";
    for folder in ["", "INBOX"] {
        assert_eq!(session.metadata(folder, entry).await.unwrap(), None);
        for value in [b"a \"b\" \\ {3}\r\n\xc3\xa9".to_vec(), vec![b'x'; 20_000]] {
            session.set_metadata(folder, entry, Some(&value)).await.unwrap();
            assert!(session.metadata(folder, entry).await.unwrap() == Some(value));
        }
        session.set_metadata(folder, entry, None).await.unwrap();
        assert_eq!(session.metadata(folder, entry).await.unwrap(), None);
    }
    assert!(session.metadata("", "/private/a\r\nb").await.is_err());
}

#[tokio::test]
async fn a_large_message_is_taken_up_where_it_broke_off() {
    let house = House::start();
    let bytes = format!("Subject: gros\r\n\r\n{}", "0123456789abcde\r\n".repeat(20_000)).into_bytes();
    assert_eq!(house.practice.deliver(&house.alice, "INBOX", [bytes.clone()]), 1);
    let mut session = house.session().await;
    let _selected = session.examine("INBOX").await.unwrap();
    let mut whole = Vec::new();
    loop {
        let part = session.body_from(Uid(1), whole.len() as u64, 100_000).await.unwrap();
        whole.extend_from_slice(&part);
        if part.len() < 100_000 {
            break;
        }
    }
    assert!(whole == bytes);
    assert!(session.body_from(Uid(1), 1 << 31, 10).await.unwrap().is_empty());
    assert_eq!(session.body_from(Uid(9), 0, 10).await, Err(NetError::Refused(Refusal::NonExistent)));
}

#[tokio::test]
async fn other_folders_are_heard_of_too() {
    let house = House::start();
    house.deliver("INBOX", 1);
    house.deliver("Résultats", 1);
    house.deliver("Archive", 1);
    let (mut mine, mut theirs) = (house.session().await, house.session().await);
    let (results, archive) = (Session::raw_name_of("Résultats"), "Archive");
    mine.notify(&[&results, archive]).await.unwrap();
    let _selected = mine.select("INBOX").await.unwrap();
    let (short, long) = (Duration::from_millis(1500), Duration::from_secs(20));
    // The letters were laid down behind Dovecot's back: it finds them now.
    let _folders = mine.folders().await.unwrap();
    while mine.idle_until(short, std::future::pending()).await.unwrap() != Woken::Timeout {}
    let append = async |session: &mut Session, folder: &str| {
        let _place = session.append(folder, Flags::NONE, &[], None, b"a: b\r\n\r\n").await.unwrap();
    };
    append(&mut theirs, &results).await;
    let woken = mine.idle_until(long, std::future::pending()).await.unwrap();
    assert_eq!(woken, Woken::Folders(vec![results.clone()]));
    append(&mut theirs, "INBOX").await;
    assert_eq!(mine.idle_until(long, std::future::pending()).await.unwrap(), Woken::News);
    // A folder that was not named is not told of, nor what was asked for.
    append(&mut theirs, "Sent").await;
    let _folders = mine.folders().await.unwrap();
    assert_eq!(mine.idle_until(short, std::future::pending()).await.unwrap(), Woken::Timeout);
    let _selected = theirs.select(archive).await.unwrap();
    theirs.expunge(&[Uid(1)]).await.unwrap();
    let woken = mine.idle_until(long, std::future::pending()).await.unwrap();
    assert_eq!(woken, Woken::Folders(vec![archive.to_owned()]));
}

#[tokio::test]
async fn a_packed_line_carries_the_same() {
    let house = House::start();
    let letters: Vec<Vec<u8>> = corpus::light(&house.alice.email, 300).map(|letter| letter.bytes).collect();
    assert_eq!(house.practice.deliver(&house.alice, "INBOX", letters.clone()), 300);
    let mut session = house.session().await;
    session.compress().await.unwrap();
    session.compress().await.unwrap();
    let _selected = session.select("INBOX").await.unwrap();
    let uids: Vec<u32> = (1..=300).rev().collect();
    let bodies = raw(&mut session, &uids).await;
    assert_eq!(bodies.len(), 300);
    for body in bodies {
        assert!(body.raw == letters[body.uid.0 as usize - 1], "{}", body.uid);
    }
    let large = vec![b'x'; 200_000];
    let _place = session.append("Sent", Flags::NONE, &[], None, &large).await.unwrap();
    session.logout().await;
}
