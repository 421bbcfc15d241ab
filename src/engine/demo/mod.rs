//! The demonstration mailbox: what a doctor sees before any server is at hand.
//!
//! Everybody and everything in it is invented. It is made from the texts of
//! `assets/demo` alone: the same moment gives the same bytes, and nothing here
//! reads a clock, a file or the network.

mod account;
mod analytes;
mod calendar;
mod canvas;
mod clinical;
mod delivery;
mod ecg;
mod enclosure;
mod labs;
mod letterhead;
mod newsletter;
mod patients;
mod pdf;
mod people;
mod pictures;
mod png;
mod quote;
mod script;
mod typeface;
mod webpage;
mod words;

use std::collections::BTreeMap;

use crate::domain::{Flags, Keyword, Role, Timestamp};

pub use account::{account, tags};

use calendar::Calendar;
use delivery::{Delivery, Posted};

/// A folder of the demonstration, its messages from the oldest to the newest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoFolder {
    pub path: String,
    pub role: Option<Role>,
    pub messages: Vec<DemoMessage>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoMessage {
    pub raw: Vec<u8>,
    pub flags: Flags,
    pub keywords: Vec<Keyword>,
    pub received: Timestamp,
}

/// The mailbox as it stands at a moment: the newest message came a few minutes
/// before, the oldest three years ago.
pub fn folders(now: Timestamp) -> Vec<DemoFolder> {
    let cards = script::cards();
    let mut delivery = Delivery::new(Calendar::at(now), &cards);
    let mut places: BTreeMap<Place, Vec<DemoMessage>> = BTreeMap::new();
    for card in &cards {
        if let Some(Posted { folder, message }) = delivery.post(card) {
            places.entry(Place::of(folder)).or_default().push(message);
        }
    }
    places
        .into_iter()
        .map(|(place, mut messages)| {
            messages.sort_by_key(|message| message.received);
            DemoFolder { role: role(&place.path), path: place.path, messages }
        })
        .collect()
}

/// Folders come in the order of a practice's tree: the usual ones, then its own.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    rank: usize,
    path: String,
}

const USUAL: [(&str, Role); 7] = [
    ("INBOX", Role::Inbox),
    ("Brouillons", Role::Drafts),
    ("Modèles", Role::Templates),
    ("Envoyés", Role::Sent),
    ("Archives", Role::Archive),
    ("Indésirables", Role::Junk),
    ("Corbeille", Role::Trash),
];

impl Place {
    fn of(path: String) -> Self {
        let top = path.split('/').next().unwrap_or_default();
        let rank = USUAL.iter().position(|(usual, _)| *usual == top).unwrap_or(USUAL.len());
        Self { rank, path }
    }
}

fn role(path: &str) -> Option<Role> {
    USUAL.iter().find(|(usual, _)| *usual == path).map(|(_, role)| *role)
}
