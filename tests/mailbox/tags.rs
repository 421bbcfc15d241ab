//! Tags on servers that keep no annotations: they travel in a message of their
//! own, which nobody has to see.

use std::time::{Duration, Instant};

use sceau::domain::{AccountId, Colour, Keyword, Security, Tag};
use sceau::engine::{Command, Scope};

use super::Desk;
use crate::support::{Line, Person, Practice, corpus};

const FOLDER: &str = "Sceau (configuration)";
const PATIENCE: Duration = Duration::from_secs(30);

/// A mailbox, and who works in it.
struct Office {
    practice: Practice,
    alice: Person,
    desks: Vec<(Desk, AccountId)>,
}

impl Office {
    fn of(desks: usize) -> Self {
        Self::with(Practice::builder().without_metadata().start(), desks)
    }

    fn with(practice: Practice, desks: usize) -> Self {
        let alice = practice.person("alice").clone();
        practice.deliver(&alice, "INBOX", corpus::light(&alice.email, 3));
        let mut office = Self { practice, alice, desks: Vec::new() };
        (0..desks).for_each(|_| office.open_desk());
        office
    }

    fn open_desk(&mut self) {
        let mut desk = Desk::new(&self.practice);
        let account = desk.add(self.practice.draft(&self.alice, Security::Tls), self.alice.secret());
        self.desks.push((desk, account));
    }

    fn put(&self, desk: usize, word: &str, name: &str) -> Tag {
        let desk = &self.desks[desk].0;
        let tag = tag(word, name);
        desk.ask(desk.engine.put_tag(tag.clone()));
        tag
    }

    fn tags(&self, desk: usize) -> Vec<Tag> {
        let desk = &self.desks[desk].0;
        let mut tags = desk.ask(desk.engine.tags());
        tags.sort_by(|one, two| one.keyword.cmp(&two.keyword));
        tags
    }

    fn tree(&self, desk: usize) -> Vec<String> {
        let (desk, account) = &self.desks[desk];
        desk.folders(*account).into_iter().map(|folder| folder.path).collect()
    }

    /// What the server has in the settings folder: flags and bytes.
    fn settings(&self) -> Vec<(Vec<String>, Vec<u8>)> {
        settings(&self.practice, &self.alice)
    }

    fn lay(&self, letter: &str) {
        let mut line = Line::imap(&self.practice, &self.alice);
        line.say(&format!("t1 APPEND \"{FOLDER}\" {{{}+}}", letter.len()));
        line.say(letter);
        line.hear_until("t1 OK");
    }

    /// Each desk looks now and then until something has come about.
    fn wait(&mut self, what: &str, come_about: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !come_about(self) {
            let state: Vec<_> = (0..self.desks.len()).map(|desk| self.tags(desk)).collect();
            assert!(start.elapsed() < PATIENCE, "{what}: {state:?}, {} messages", self.settings().len());
            self.look();
        }
    }

    fn look(&mut self) {
        for (desk, account) in &mut self.desks {
            desk.engine.send(Command::Sync(*account));
            desk.until_in_step();
        }
    }
}

fn settings(practice: &Practice, person: &Person) -> Vec<(Vec<String>, Vec<u8>)> {
    let mut line = Line::imap(practice, person);
    let opened = line.ask(&format!("EXAMINE \"{FOLDER}\""));
    let is_there = opened.last().is_some_and(|last| last.contains(" OK "));
    if is_there { line.letters() } else { Vec::new() }
}

fn tag(word: &str, name: &str) -> Tag {
    Tag { keyword: Keyword::new(word), name: name.to_owned(), colour: Colour(3) }
}

const LETTER: &str =
    "From: bob@cabinet.example\r\nSubject: Bilan de Zoé\r\nMessage-ID: <z@cabinet.example>\r\n\r\nVu.\r\n";

#[test]
fn without_annotations_tags_are_seen_on_every_workstation_and_their_letter_on_none() {
    let mut office = Office::of(2);
    let urgent = office.put(0, "$sceau_urgent", "Très urgent");
    office.wait("the other has it", |office| office.tags(1) == [urgent.clone()]);
    let renamed = office.put(1, "$sceau_urgent", "Pour hier");
    office.wait("the change comes back", |office| office.tags(0) == [renamed.clone()]);
    office.wait("one letter is left", |office| office.settings().len() == 1);

    let (flags, letter) = office.settings().remove(0);
    assert!(flags.contains(&"\\Seen".to_owned()), "{flags:?}");
    assert!(String::from_utf8(letter).unwrap().contains("You may leave it here"));
    let subscribed = office.practice.doveadm(&["mailbox", "list", "-s", "-u", &office.alice.email]);
    assert!(!subscribed.contains(FOLDER), "{subscribed}");
    office.open_desk();
    for desk in 0..3 {
        assert_eq!(office.tags(desk), std::slice::from_ref(&renamed));
        assert_eq!(office.tree(desk), ["INBOX", "Drafts", "Sent", "Archive", "Junk", "Trash"]);
        let engine = &office.desks[desk].0.engine;
        assert_eq!(office.desks[desk].0.ask(engine.search(Scope::Everywhere, "étiquettes sceau")), []);
        assert_eq!(office.desks[desk].0.ask(engine.stats()).messages, 3);
    }

    let desk = &office.desks[0].0;
    desk.ask(desk.engine.remove_tag(urgent.keyword));
    office.wait("it goes everywhere", |office| (0..3).all(|desk| office.tags(desk).is_empty()));
}

#[test]
fn a_tag_that_changes_elsewhere_comes_by_itself() {
    let mut office = Office::of(2);
    let _ = office.put(0, "$sceau_a", "Un");
    office.wait("both watch the folder", |office| office.tags(1).len() == 1 && office.settings().len() == 1);
    office.look();
    let start = Instant::now();
    for turn in 0.. {
        // The first change may come while the other is only about to watch.
        let tag = office.put(0, "$sceau_a", &format!("Deux {turn}"));
        let told = (0..60).any(|_| {
            std::thread::sleep(Duration::from_millis(50));
            office.tags(1) == [tag.clone()]
        });
        if told {
            return;
        }
        assert!(start.elapsed() < PATIENCE, "{:?}", office.tags(1));
    }
}

#[test]
fn workstations_that_write_at_once_come_to_the_same() {
    let mut office = Office::of(3);
    let _ = office.put(0, "$sceau_common", "Commune");
    office.wait("all begin alike", |office| (0..3).all(|desk| office.tags(desk).len() == 1));
    for round in 0..4 {
        office.practice.stop_dovecot();
        for desk in 0..3 {
            office.put(desk, &format!("$sceau_{round}_{desk}"), &format!("Poste {desk}"));
            office.put(desk, "$sceau_common", &format!("Commune {round}.{desk}"));
        }
        office.practice.start_dovecot();
        for (desk, account) in &office.desks {
            desk.engine.send(Command::Sync(*account));
        }
        let start = Instant::now();
        let count = 1 + 3 * (round + 1);
        loop {
            let all: Vec<_> = (0..3).map(|desk| office.tags(desk)).collect();
            if all[0].len() == count && all.iter().all(|tags| *tags == all[0]) && office.settings().len() == 1 {
                assert_eq!(all[0].last().unwrap().name, format!("Commune {round}.2"), "the last change");
                break;
            }
            assert!(start.elapsed() < PATIENCE, "{all:?}, {} messages", office.settings().len());
            std::thread::sleep(Duration::from_millis(200));
            office.desks.iter().for_each(|(desk, account)| desk.engine.send(Command::Sync(*account)));
        }
    }
}

#[test]
fn a_folder_of_that_name_with_other_mail_in_it_is_left_alone_and_shown() {
    let practice = Practice::builder().without_metadata().start();
    practice.deliver(practice.person("alice"), FOLDER, [LETTER.as_bytes().to_vec()]);
    let mut office = Office::with(practice, 1);
    let tag = office.put(0, "$sceau_urgent", "Urgent");
    (0..3).for_each(|_| office.look());
    assert_eq!(office.tags(0), [tag]);
    assert_eq!(office.settings().len(), 1);
    let (desk, account) = &office.desks[0];
    assert_eq!(desk.list(*account, FOLDER).len(), 1);
}

#[test]
fn a_letter_that_somebody_puts_beside_the_tags_stays_and_is_shown() {
    let mut office = Office::of(1);
    let _ = office.put(0, "$sceau_urgent", "Urgent");
    office.wait("it is written", |office| office.settings().len() == 1);
    office.lay(LETTER);
    office.wait("the folder is shown", |office| office.tree(0).contains(&FOLDER.to_owned()));
    let renamed = office.put(0, "$sceau_urgent", "Pour hier");
    let is_written = |office: &Office| {
        let all = office.settings();
        all.len() == 2 && all.iter().any(|(_, bytes)| bytes == LETTER.as_bytes())
    };
    office.wait("the list is another one", is_written);
    office.open_desk();
    assert_eq!(office.tags(1), [renamed]);
}

#[test]
fn a_list_that_cannot_be_read_is_neither_changed_nor_taken_away() {
    let mut office = Office::of(1);
    let first = office.put(0, "$sceau_urgent", "Urgent");
    office.wait("it is written", |office| office.settings().len() == 1);
    let text = String::from_utf8(office.settings().remove(0).1).unwrap();
    let later = text.replace("application/json", "application/cbor").replace("Message-ID: <", "Message-ID: <2");
    office.lay(&later);
    office.look();
    let _ = office.put(0, "$sceau_autre", "Autre");
    (0..3).for_each(|_| office.look());
    let all: Vec<Vec<u8>> = office.settings().into_iter().map(|(_, bytes)| bytes).collect();
    assert!(all == [text.into_bytes(), later.into_bytes()], "{} messages", all.len());
    assert_eq!(office.tags(0).len(), 2, "they live here");
    assert!(!office.tree(0).contains(&FOLDER.to_owned()));
    office.open_desk();
    assert_eq!(office.tags(1), [first], "what can be read is read");
}

#[test]
fn a_folder_that_nothing_may_be_laid_into_is_no_fault() {
    let practice = Practice::builder().without_metadata().start();
    let email = practice.person("alice").email.clone();
    practice.doveadm(&["mailbox", "create", "-u", &email, FOLDER]);
    practice.doveadm(&["acl", "set", "-u", &email, FOLDER, "owner", "lookup", "read"]);
    let mut office = Office::with(practice, 1);
    let tag = office.put(0, "$sceau_urgent", "Urgent");
    (0..3).for_each(|_| office.look());
    assert_eq!((office.tags(0), office.settings().len()), (vec![tag], 0));
}

#[test]
fn tags_are_the_same_in_all_mailboxes() {
    let mut office = Office::of(1);
    let bob = office.practice.person("bob").clone();
    let draft = office.practice.draft(&bob, Security::Tls);
    let account = office.desks[0].0.add(draft, bob.secret());
    let _ = office.put(0, "$sceau_urgent", "Urgent");
    office.wait("alice's server has them", |office| office.settings().len() == 1);
    let start = Instant::now();
    while settings(&office.practice, &bob).len() != 1 {
        assert!(start.elapsed() < PATIENCE);
        office.desks[0].0.engine.send(Command::Sync(account));
        std::thread::sleep(Duration::from_millis(100));
    }
    let text = |mut all: Vec<(Vec<String>, Vec<u8>)>| String::from_utf8(all.remove(0).1).unwrap();
    let list = |text: &str| text.split("base64").nth(1).unwrap().split("--").next().unwrap().to_owned();
    assert_eq!(list(&text(office.settings())), list(&text(settings(&office.practice, &bob))));
}

#[test]
fn labels_of_thunderbird_are_shown_as_long_as_messages_carry_them() {
    let mut office = Office::with(Practice::start(), 1);
    let mut other = Line::imap(&office.practice, &office.alice);
    other.ask_ok("SELECT INBOX");
    other.ask_ok("STORE 1 +FLAGS ($Label4)");
    office.wait("it is met", |office| office.tags(0) == [Tag { colour: Colour(5), ..tag("$label4", "$label4") }]);
    let found = |office: &Office, query: &str| {
        let desk = &office.desks[0].0;
        desk.ask(desk.engine.search(Scope::Everywhere, query)).len()
    };
    for (query, count) in [("tag:\"à faire\"", 1), ("tag:\"to do\"", 1), ("tag:$label4", 1), ("tag:travail", 0)] {
        assert_eq!(found(&office, query), count, "{query}");
    }
    let own = office.put(0, "$label4", "Rappels");
    assert_eq!(office.tags(0), [own]);
    assert_eq!((found(&office, "tag:rappels"), found(&office, "tag:\"à faire\"")), (1, 0));
    let desk = &office.desks[0].0;
    desk.ask(desk.engine.remove_tag(Keyword::new("$label4")));
    assert_eq!(office.tags(0), []);
    office.look();
    other.ask_ok("STORE 2 +FLAGS ($Label2)");
    office.wait("another", |office| office.tags(0) == [Tag { colour: Colour(1), ..tag("$label2", "$label2") }]);
    other.ask_ok("STORE 2 -FLAGS ($Label2)");
    office.wait("none", |office| office.tags(0).is_empty());
}
