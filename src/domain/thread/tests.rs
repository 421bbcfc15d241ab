use std::collections::HashMap;
use std::convert::Infallible;

use super::{Alike, Clues, Known, joins};
use crate::domain::{Address, Envelope, ThreadId, Timestamp};

/// A mailbox in memory, kept as the store keeps its own.
#[derive(Default)]
struct Mailbox {
    names: HashMap<String, ThreadId>,
    topics: HashMap<ThreadId, String>,
    letters: Vec<(ThreadId, Clues)>,
    last: i64,
}

impl Known for Mailbox {
    type Error = Infallible;

    fn named(&mut self, id: &str) -> Result<Option<ThreadId>, Infallible> {
        Ok(self.names.get(id).copied())
    }

    fn topic(&mut self, thread: ThreadId) -> Result<String, Infallible> {
        Ok(self.topics[&thread].clone())
    }

    fn alike(&mut self, clues: &Clues) -> Result<Vec<Alike>, Infallible> {
        let same = self.letters.iter().filter(|(_, other)| other.topic.base == clues.topic.base);
        Ok(same.map(|(thread, clues)| Alike { thread: *thread, clues: clues.clone() }).collect())
    }
}

impl Mailbox {
    fn take(&mut self, envelope: &Envelope) -> usize {
        let clues = Clues::of(envelope);
        let Ok(found) = joins(self, &clues);
        let thread = *found.first().unwrap_or_else(|| {
            self.last += 1;
            &ThreadId(0)
        });
        let thread = if found.is_empty() { ThreadId(self.last) } else { thread };
        let _ = self.topics.entry(thread).or_insert_with(|| clues.topic.base.clone());
        for (one, _) in self.letters.iter_mut().filter(|(one, _)| found.contains(one)) {
            *one = thread;
        }
        for one in self.names.values_mut().filter(|one| found.contains(one)) {
            *one = thread;
        }
        for id in &clues.parents {
            let _ = self.names.entry(id.clone()).or_insert(thread);
        }
        let _ = clues.own.clone().map(|own| self.names.insert(own, thread));
        self.letters.push((thread, clues));
        self.letters.len() - 1
    }

    fn threads(&self) -> usize {
        let mut all: Vec<ThreadId> = self.letters.iter().map(|(thread, _)| *thread).collect();
        all.sort();
        all.dedup();
        all.len()
    }
}

const LABO: &str = "labo@bellerive.example";
const ANNE: &str = "anne@cabinet.example";
const DAY: i64 = 24 * 3600;

fn letter(id: &str, subject: &str, from: &str, to: &str, day: i64) -> Envelope {
    Envelope {
        message_id: Some(id.to_owned()),
        subject: subject.to_owned(),
        from: vec![Address::new("", from)],
        to: vec![Address::new("", to)],
        date: Some(Timestamp(1_790_000_000 + day * DAY)),
        ..Envelope::default()
    }
}

fn answer(id: &str, subject: &str, references: &[&str]) -> Envelope {
    let references = references.iter().map(|id| (*id).to_owned()).collect();
    Envelope { references, ..letter(id, subject, ANNE, LABO, 1) }
}

/// How many conversations come of letters that come in that order.
fn threads(letters: &[Envelope]) -> usize {
    let mut mailbox = Mailbox::default();
    for letter in letters {
        let _ = mailbox.take(letter);
    }
    mailbox.threads()
}

/// In whatever order they come.
fn always(letters: &[Envelope]) -> usize {
    let count = threads(letters);
    let mut order: Vec<Envelope> = letters.to_vec();
    for turn in 0..letters.len() {
        order.rotate_left(1);
        assert_eq!(threads(&order), count, "turned by {turn}");
        let back: Vec<Envelope> = order.iter().rev().cloned().collect();
        assert_eq!(threads(&back), count, "turned back by {turn}");
    }
    count
}

#[test]
fn an_answer_joins_what_it_answers_in_whatever_order_they_come() {
    let chain = [
        letter("a", "Genou", LABO, ANNE, 0),
        answer("b", "Re: Genou", &["a"]),
        answer("c", "Re: Genou", &["a", "b"]),
        answer("d", "RE: genou", &["a", "b", "c"]),
    ];
    assert_eq!(always(&chain), 1);
}

#[test]
fn two_answers_to_what_is_not_here_are_together() {
    assert_eq!(always(&[answer("b", "Re: Genou", &["a"]), answer("c", "Re: Genou", &["a"])]), 1);
}

#[test]
fn a_parent_that_comes_late_joins_the_two_it_stands_between() {
    let letters = [answer("c", "Re: Genou", &["b"]), answer("z", "Genou", &["a"]), answer("b", "Re: Genou", &["a"])];
    assert_eq!(threads(&letters[..2]), 2);
    assert_eq!(always(&letters), 1);
}

#[test]
fn in_reply_to_is_enough() {
    let mut reply = letter("b", "Re: Genou", ANNE, LABO, 1);
    reply.in_reply_to = vec!["a".to_owned()];
    assert_eq!(always(&[letter("a", "Genou", LABO, ANNE, 0), reply]), 1);
}

#[test]
fn a_letter_that_names_itself_or_a_circle_ends() {
    assert_eq!(always(&[answer("a", "Genou", &["a", "b"]), answer("b", "Genou", &["a", "b"])]), 1);
}

#[test]
fn a_letter_without_an_id_is_still_placed_by_what_it_answers() {
    let mut reply = answer("", "Re: Genou", &["a"]);
    reply.message_id = None;
    assert_eq!(always(&[letter("a", "Genou", LABO, ANNE, 0), reply]), 1);
}

#[test]
fn another_patient_written_to_by_answering_an_old_letter_begins_anew() {
    let letters = [
        letter("a", "Mme Garance, genou", LABO, ANNE, 0),
        answer("b", "M. Tilleul, épaule", &["a"]),
        answer("c", "Re: M. Tilleul, épaule", &["a", "b"]),
    ];
    assert_eq!(threads(&letters), 2);
    let mut mailbox = Mailbox::default();
    for letter in &letters {
        let _ = mailbox.take(letter);
    }
    assert_eq!(mailbox.letters[1].0, mailbox.letters[2].0, "its answers are with it");
}

#[test]
fn an_answer_without_any_reference_is_found_by_its_subject() {
    let asked = letter("a", "Mme Garance, genou", LABO, ANNE, 0);
    assert_eq!(always(&[asked.clone(), letter("b", "RE: Mme Garance, genou", ANNE, LABO, 3)]), 1);
    assert_eq!(always(&[asked.clone(), letter("b", "Mme Garance, genou", ANNE, LABO, 3)]), 2, "it says no answer");
    assert_eq!(always(&[asked.clone(), letter("b", "Re: Mme Garance, genou", ANNE, LABO, 91)]), 2, "too long after");
    assert_eq!(always(&[asked.clone(), letter("b", "Re: Mme Garance, genou", ANNE, LABO, -9)]), 2, "before");
    assert_eq!(always(&[asked, letter("b", "Re: Mme Garance, genou", "x@y.example", LABO, 3)]), 2, "from others");
}

#[test]
fn reports_of_different_patients_are_never_joined_by_what_they_are_called() {
    let reports = [
        letter("a", "Compte rendu", LABO, ANNE, 0),
        letter("b", "Compte rendu", LABO, ANNE, 1),
        letter("c", "Re: Compte rendu", ANNE, LABO, 2),
    ];
    assert_eq!(always(&reports), 3);
}

#[test]
fn of_two_that_may_be_meant_neither_is() {
    let letters = [
        letter("a", "Mme Garance, genou", LABO, ANNE, 0),
        letter("b", "Mme Garance, genou", LABO, ANNE, 5),
        letter("c", "Re: Mme Garance, genou", ANNE, LABO, 6),
    ];
    assert_eq!(threads(&letters), 3);
}

#[test]
fn an_answer_that_names_what_is_not_here_is_not_guessed_at() {
    let letters = [letter("a", "Mme Garance, genou", LABO, ANNE, 0), answer("b", "Re: Mme Garance, genou", &["lost"])];
    assert_eq!(always(&letters), 2);
}

#[test]
fn a_thousand_references_are_followed_by_the_nearest_and_the_oldest() {
    let ids: Vec<String> = (0..1000).map(|n| format!("{n}@x.example")).collect();
    let all: Vec<&str> = ids.iter().map(String::as_str).collect();
    let clues = Clues::of(&answer("b", "Re: Genou", &all));
    assert_eq!(clues.parents.len(), 31);
    assert_eq!((clues.parents[0].as_str(), clues.parents[30].as_str()), ("999@x.example", "0@x.example"));
}
