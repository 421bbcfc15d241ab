//! The ways of answering a message, in the menus.

use super::{Choice, Entry, Icon};
use crate::domain::Manner;
use crate::ui::deed::{Place, Reach};
use crate::ui::icon;
use crate::ui::shortcut::{Intent, keys_of};

const WAYS: [(Manner, Icon, &str); 7] = [
    (Manner::Reply, icon::reply, "answer-reply"),
    (Manner::ReplyAll, icon::reply_all, "answer-reply-all"),
    (Manner::ForwardAttached, icon::forward, "answer-forward"),
    (Manner::Forward, icon::forward, "answer-forward-plain"),
    (Manner::ForwardEml, icon::mail, "answer-forward-eml"),
    (Manner::EditAsNew, icon::pencil, "answer-edit"),
    (Manner::Redirect, icon::sent, "answer-redirect"),
];

/// Of one message; several are not answered at once.
pub(super) fn of_messages(reach: &Reach) -> Vec<Entry> {
    match reach.count {
        1 if reach.place == Place::Templates => vec![
            Entry::new(Choice::WriteOf, icon::write, "template-write"),
            Entry::new(Choice::EditTemplate, icon::pencil, "template-edit"),
        ],
        1 => all(),
        _ => Vec::new(),
    }
}

pub(super) fn all() -> Vec<Entry> {
    let entry = |(manner, icon, words)| {
        let keys = Intent::Answer(manner);
        let entry = Entry::new(Choice::Answer(manner), icon, words);
        if keys_of(keys).is_empty() { entry } else { entry.keys(keys) }
    };
    WAYS.into_iter().map(entry).collect()
}
