//! People's cards (vCard 2.1, 3.0 and 4.0): how somebody is called and reached, in
//! the reader's words. Only a picture that came within the card is shown; nothing
//! is loaded, and nobody is called or written to from here.

mod value;

use super::card::line::{self, Line, parts};
use super::card::{self, Card, Picture, Value};
use crate::i18n::{Words, fl};
use value::text;

/// Cards that are shown of one file.
const CARDS: usize = 100;
/// Of each kind of thing on a card.
const MOST: usize = 30;

/// The page of a file of cards, and whether something was left out.
pub(super) fn page(bytes: &[u8], words: &Words) -> Option<(String, bool)> {
    let lines = line::read(bytes);
    let people = people(&lines.lines);
    if people.is_empty() {
        return None;
    }
    let cards: Vec<Card> = people.iter().take(CARDS).map(|person| card(person, words)).collect();
    let more = people.len() - cards.len();
    let below = (more > 0).then(|| fl!(words, "card-more-contacts", count = more as u64));
    Some((card::page(&cards, below.as_deref()), lines.cut || more > 0))
}

#[derive(Debug, Default, PartialEq)]
struct Person {
    name: String,
    /// The same in pieces, where the whole is missing.
    pieces: String,
    titles: Vec<String>,
    organisation: String,
    telephones: Vec<(String, Vec<String>)>,
    mails: Vec<(String, Vec<String>)>,
    places: Vec<(String, Vec<String>)>,
    sites: Vec<String>,
    note: String,
    photo: String,
}

fn people(lines: &[Line]) -> Vec<Person> {
    let (mut people, mut open) = (Vec::new(), None);
    for line in lines {
        if line.is("BEGIN", "VCARD") {
            people.extend(open.replace(Person::default()));
        } else if line.is("END", "VCARD") {
            people.extend(open.take());
        } else if let Some(person) = &mut open {
            person.learn(line);
        }
    }
    // The end of the file may be missing.
    people.extend(open);
    people.retain(|person| *person != Person::default());
    people
}

impl Person {
    fn learn(&mut self, line: &Line) {
        let keep = |all: &mut Vec<(String, Vec<String>)>, says: String| {
            if all.len() < MOST && !says.trim().is_empty() {
                all.push((says, line.kinds().collect()));
            }
        };
        match line.name.as_str() {
            "FN" if self.name.is_empty() => self.name = text(line),
            "N" if self.pieces.is_empty() => self.pieces = in_order(&value::raw(line)),
            "TITLE" | "ROLE" if self.titles.len() < MOST => self.titles.push(text(line)),
            "ORG" if self.organisation.is_empty() => {
                let whole = parts(&value::raw(line), ';');
                self.organisation =
                    whole.into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join(", ");
            }
            "TEL" => keep(&mut self.telephones, bare(&text(line), "tel:").to_owned()),
            "EMAIL" => keep(&mut self.mails, bare(&text(line), "mailto:").to_owned()),
            "ADR" => keep(&mut self.places, address(&value::raw(line))),
            "URL" if self.sites.len() < MOST => self.sites.push(text(line)),
            "NOTE" if self.note.is_empty() => self.note = text(line),
            "PHOTO" if self.photo.is_empty() => value::inline(line).clone_into(&mut self.photo),
            _ => {}
        }
    }
}

/// Title, first names, name and what stands behind it.
fn in_order(written: &str) -> String {
    let parts = parts(written, ';');
    let part = |place: usize| parts.get(place).map(|part| part.trim().replace(',', " ")).unwrap_or_default();
    let ordered = [3, 1, 2, 0, 4].map(part);
    ordered.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// As it is written on an envelope.
fn address(written: &str) -> String {
    let parts = parts(written, ';');
    let part = |place: usize| parts.get(place).map(|part| part.trim().to_owned()).unwrap_or_default();
    let town = format!("{} {}", part(5), part(3));
    let lines = [part(1), part(2), part(0), town.trim().to_owned(), part(4), part(6)];
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// What a link says without what it is a link of.
fn bare<'a>(text: &'a str, scheme: &str) -> &'a str {
    let text = text.trim();
    let is_it = text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    if is_it { text.get(scheme.len()..).unwrap_or_default() } else { text }
}

fn card(person: &Person, words: &Words) -> Card {
    let named = [&person.name, &person.pieces, &person.organisation].into_iter().find(|name| !name.trim().is_empty());
    let title = named.cloned().unwrap_or_else(|| words.say("card-unnamed"));
    let mut under = person.titles.clone();
    if title != person.organisation {
        under.push(person.organisation.clone());
    }
    let mut card = Card {
        kind: words.say("card-kind-contact"),
        title,
        under,
        picture: Picture::read(&person.photo),
        note: person.note.clone(),
        ..Card::default()
    };
    card.fact(words.say("card-telephone"), each(&person.telephones, words, Value::telephone));
    card.fact(words.say("card-mail"), each(&person.mails, words, Value::mail));
    let mut places = Value::default();
    for (place, kinds) in &person.places {
        for line in place.lines() {
            places.start();
            places.text(line);
        }
        purpose(kinds, words, &mut places);
    }
    card.fact(words.say("card-address"), places);
    card.fact(words.say("card-site"), Value::lines(person.sites.iter().map(String::as_str)));
    card
}

fn each(all: &[(String, Vec<String>)], words: &Words, write: impl Fn(&mut Value, &str)) -> Value {
    let mut value = Value::default();
    for (says, kinds) in all {
        value.start();
        write(&mut value, says.trim());
        purpose(kinds, words, &mut value);
    }
    value
}

/// What a number or an address is for, in brackets behind it.
fn purpose(kinds: &[String], words: &Words, value: &mut Value) {
    let known = kinds.iter().filter_map(|kind| match kind.as_str() {
        "cell" => Some("card-for-mobile"),
        "fax" => Some("card-for-fax"),
        "work" => Some("card-for-work"),
        "home" => Some("card-for-home"),
        "pager" => Some("card-for-pager"),
        _ => None,
    });
    let known: Vec<String> = known.map(|key| words.say(key)).collect();
    if !known.is_empty() {
        value.text(" ");
        value.muted(&fl!(words, "card-for", purpose = known.join(", ")));
    }
}

#[cfg(test)]
mod tests;
