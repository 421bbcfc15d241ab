//! The operators and their values, in both languages. The first name of each is
//! the one that is written.

use super::{Day, Place, Size, State, Term};
use crate::domain::query::{Dates, Moment};
use crate::domain::word::words;

/// The language in which a query is written out. Both are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    French,
    English,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Place(Place),
    Before,
    After,
    Since,
    On,
    Tag,
    Folder,
    Size,
    Is,
    Patient,
    Ins,
    Born,
}

/// Operator, French names, English names.
type Named<T> = (T, &'static [&'static str], &'static [&'static str]);

const OPERATORS: &[Named<Operator>] = &[
    (Operator::Place(Place::From), &["de"], &["from"]),
    (Operator::Place(Place::To), &["à"], &["to"]),
    (Operator::Place(Place::Subject), &["objet", "sujet"], &["subject"]),
    (Operator::Place(Place::Attachment), &["pj", "fichier"], &["attachment"]),
    (Operator::Before, &["avant"], &["before"]),
    (Operator::After, &["après"], &["after"]),
    (Operator::Since, &["depuis"], &["since"]),
    (Operator::On, &["date"], &["date"]),
    (Operator::Tag, &["tag"], &["tag"]),
    (Operator::Folder, &["dossier"], &["folder", "in"]),
    (Operator::Size, &["taille"], &["size"]),
    (Operator::Is, &["est"], &["is"]),
    (Operator::Patient, &["patient", "patiente"], &["patient"]),
    (Operator::Ins, &["ins"], &["ins"]),
    (Operator::Born, &["né", "née"], &["born"]),
];

const STATES: &[Named<State>] = &[
    (State::Unread, &["non-lu", "nonlu"], &["unread"]),
    (State::Read, &["lu"], &["read"]),
    (State::Flagged, &["suivi"], &["flagged", "starred"]),
    (State::Answered, &["répondu"], &["answered", "replied"]),
    (State::Forwarded, &["transféré"], &["forwarded"]),
    (State::Signed, &["signé"], &["signed"]),
    (State::Encrypted, &["chiffré"], &["encrypted"]),
    (State::Junk, &["indésirable"], &["junk", "spam"]),
    (State::Patient, &["patient"], &["patient"]),
];

const ANSWERS: &[Named<bool>] = &[(true, &["oui"], &["yes"]), (false, &["non"], &["no"])];

impl Operator {
    pub(super) fn named(name: &str) -> Option<Self> {
        find(OPERATORS, name)
    }

    pub(super) fn name(self, tongue: Tongue) -> &'static str {
        name(OPERATORS, self, tongue)
    }

    /// What the operator says of a value; None if that says nothing to it.
    /// `quoted`: the value is words even where it looks like something else.
    pub(super) fn term(self, value: &str, begun: bool, quoted: bool) -> Option<Term> {
        match self {
            Self::Place(Place::Attachment) if !quoted && find(ANSWERS, value).is_some() => {
                find(ANSWERS, value).map(Term::Attachment)
            }
            Self::Place(place) if has_words(value) => Some(Term::Text { place, text: value.to_owned(), begun }),
            Self::Place(_) => None,
            Self::Before => Moment::parse(value).map(Dates::Before).map(Term::Date),
            Self::After => Moment::parse(value).map(Dates::After).map(Term::Date),
            Self::Since => Moment::parse(value).map(Dates::Since).map(Term::Date),
            Self::On => Moment::parse(value).map(Dates::On).map(Term::Date),
            Self::Tag => has_words(value).then(|| Term::Tag(value.to_owned())),
            Self::Folder => has_words(value).then(|| Term::Folder(value.to_owned())),
            Self::Size => Size::parse(value).map(Term::Size),
            Self::Is => find(STATES, value).map(Term::Is),
            Self::Patient => has_words(value).then(|| Term::Patient(value.to_owned())),
            Self::Ins => matricule(value).map(Term::Ins),
            Self::Born => Moment::parse(value).filter(|moment| !matches!(moment, Moment::Ago(..))).map(Term::Born),
        }
    }
}

impl Dates {
    pub(super) fn operator(self) -> (Operator, Moment) {
        match self {
            Self::Before(moment) => (Operator::Before, moment),
            Self::After(moment) => (Operator::After, moment),
            Self::Since(moment) => (Operator::Since, moment),
            Self::On(moment) => (Operator::On, moment),
        }
    }
}

pub(super) fn state(state: State, tongue: Tongue) -> &'static str {
    name(STATES, state, tongue)
}

pub(super) fn answer(answer: bool, tongue: Tongue) -> &'static str {
    name(ANSWERS, answer, tongue)
}

/// The relative days have names too.
pub(super) fn day_named(name: &str) -> Option<u16> {
    find(&[(0, &["aujourd'hui", "aujourd’hui"], &["today"]), (1, &["hier"], &["yesterday"])], name)
}

pub(super) fn day_name(days: u16, tongue: Tongue) -> Option<&'static str> {
    match (days, tongue) {
        (0, Tongue::French) => Some("aujourd’hui"),
        (0, Tongue::English) => Some("today"),
        (1, Tongue::French) => Some("hier"),
        (1, Tongue::English) => Some("yesterday"),
        _ => None,
    }
}

pub(super) fn has_words(text: &str) -> bool {
    !words(text).is_empty()
}

/// Letters and digits alone, as an address has them; blanks between them are none.
fn matricule(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
    let fits = (1..=22).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    fits.then_some(text)
}

/// Days of a civil date, to check that it exists.
pub(super) fn exists(day: Day) -> bool {
    Day::from_number(day.number()) == day
}

fn find<T: Copy>(among: &[Named<T>], name: &str) -> Option<T> {
    let wanted = words(name);
    let known = |names: &[&str]| names.iter().any(|known| words(known) == wanted && same_marks(known, name));
    among.iter().find(|(_, french, english)| known(french) || known(english)).map(|(meant, _, _)| *meant)
}

/// `de` is not `(de`: what stands between letters counts, which apostrophe or
/// hyphen it is does not.
fn same_marks(known: &str, name: &str) -> bool {
    let marks = |text: &str| text.chars().filter(|c| !c.is_alphanumeric() && !is_accent(*c)).count();
    marks(known) == marks(name)
}

fn is_accent(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

fn name<T: Copy + PartialEq>(among: &[Named<T>], meant: T, tongue: Tongue) -> &'static str {
    let names = among.iter().find(|(one, _, _)| *one == meant).map(|(_, french, english)| match tongue {
        Tongue::French => french,
        Tongue::English => english,
    });
    names.and_then(|names| names.first()).copied().unwrap_or_default()
}
