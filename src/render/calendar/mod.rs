//! A calendar as cards: what each of its appointments says, in the reader's words
//! and at the reader's time. Nothing is answered from here, nothing is loaded.
//! What makes no sense is left out; a file without an appointment is no calendar.

mod event;
mod repeat;
mod rule;
#[cfg(test)]
mod tests;
mod time;
mod when;
mod zone;

use super::card::{self, Card, Value, line};
use crate::i18n::{Words, fl};
use event::{Calendar, Event, Person};

#[cfg(test)]
pub(super) use tests::foreign;

/// Appointments that are shown of one file.
const EVENTS: usize = 50;
/// People that are shown of one appointment.
const PEOPLE: usize = 100;

/// The page of a calendar, and whether something was left out. `beside` is the
/// text that stands with it, which need not be said twice.
pub(super) fn page(bytes: &[u8], words: &Words, beside: &str) -> Option<(String, bool)> {
    let lines = line::read(bytes);
    let calendar = Calendar::read(&lines.lines);
    if calendar.events.is_empty() {
        return None;
    }
    let beside = letters(beside);
    let shown = calendar.events.iter().take(EVENTS);
    let cards: Vec<Card> = shown.map(|event| card(event, &calendar, words, &beside)).collect();
    let more = calendar.events.len() - cards.len();
    let below = (more > 0).then(|| fl!(words, "card-more-appointments", count = more as u64));
    Some((card::page(&cards, below.as_deref()), lines.cut || more > 0))
}

fn card(event: &Event, calendar: &Calendar, words: &Words, beside: &str) -> Card {
    let over = calendar.method == "CANCEL" || event.status == "CANCELLED";
    let title = if event.summary.trim().is_empty() { words.say("card-untitled") } else { event.summary.clone() };
    let mut card = Card { over, kind: words.say(kind(event, calendar, over)), title, ..Card::default() };
    let when = when::say(event, &calendar.zones, words);
    card.fact(words.say("card-when"), Value::lines(when.iter().map(String::as_str)));
    let repeats = repeat::say(event, words);
    card.fact(words.say("card-repeats"), Value::lines(repeats.iter().map(String::as_str)));
    card.fact(words.say("card-where"), Value::lines([event.location.as_str()]));
    let mut organizer = Value::default();
    if let Some(person) = &event.organizer {
        introduce(person, &mut organizer);
    }
    card.fact(words.say("card-organizer"), organizer);
    card.fact(words.say("card-attendees"), attendees(event, words));
    card.fact(words.say("card-comment"), Value::lines([event.comment.as_str()]));
    if !beside.contains(&letters(&event.description)) {
        card.note.clone_from(&event.description);
    }
    card
}

/// What is wanted of the reader.
fn kind(event: &Event, calendar: &Calendar, over: bool) -> &'static str {
    let answers = match event.attendees.as_slice() {
        [one] => one.part.as_str(),
        _ => "",
    };
    match calendar.method.as_str() {
        _ if over => "card-kind-cancel",
        "REQUEST" if event.changed => "card-kind-changed",
        "REQUEST" => "card-kind-request",
        "REPLY" => match answers {
            "ACCEPTED" => "card-kind-accepted",
            "DECLINED" => "card-kind-declined",
            "TENTATIVE" => "card-kind-maybe",
            _ => "card-kind-reply",
        },
        "COUNTER" => "card-kind-counter",
        "DECLINECOUNTER" => "card-kind-refused",
        _ if event.status == "TENTATIVE" => "card-kind-tentative",
        _ => "card-kind-appointment",
    }
}

fn attendees(event: &Event, words: &Words) -> Value {
    let mut value = Value::default();
    for person in event.attendees.iter().take(PEOPLE) {
        value.start();
        introduce(person, &mut value);
        if let Some(part) = part(person) {
            value.text(" ");
            value.muted(&fl!(words, "card-part", part = words.say(part)));
        }
    }
    let more = event.attendees.len().saturating_sub(PEOPLE);
    if more > 0 {
        value.start();
        value.muted(&fl!(words, "card-more-people", count = more as u64));
    }
    value
}

/// What somebody answered.
fn part(person: &Person) -> Option<&'static str> {
    Some(match person.part.as_str() {
        "ACCEPTED" => "card-part-accepted",
        "DECLINED" => "card-part-declined",
        "TENTATIVE" => "card-part-maybe",
        "DELEGATED" => "card-part-delegated",
        "NEEDS-ACTION" => "card-part-silent",
        _ if person.optional => "card-part-optional",
        _ => return None,
    })
}

/// By name and by address: a name alone proves nothing.
fn introduce(person: &Person, value: &mut Value) {
    let named = !person.name.is_empty() && !person.name.eq_ignore_ascii_case(&person.address);
    if named {
        value.text(&person.name);
        value.text(" ");
    }
    if !person.address.is_empty() {
        value.mail(&person.address);
    }
}

/// What is compared, whatever stands between the words.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
