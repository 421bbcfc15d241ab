//! How the list is shown; what it is now has a tick.

use iced::Point;

use super::{Choice, Entry, State};
use crate::config::Form;
use crate::domain::{Grouping, SortKey};
use crate::ui::context::Density;
use crate::ui::icon;

/// How the list is shown now; None where it cannot be otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    pub grouping: Option<Grouping>,
    pub form: Form,
    pub density: Density,
    pub sort: Option<SortKey>,
}

impl State {
    pub fn of_list(at: Point, shown: Shown) -> Self {
        let Shown { grouping, form, density, sort } = shown;
        let group = |one, words| {
            let is_so = one == grouping.unwrap_or_default();
            ticked(Choice::Group(one), is_so, words).enabled(grouping.is_some())
        };
        let order = |key, words| ticked(Choice::Sort(key), Some(key) == sort, words).enabled(sort.is_some());
        let shape = |one, words| ticked(Choice::Form(one), one == form, words);
        let room = |one, words| ticked(Choice::Density(one), one == density, words);
        let entries = vec![
            group(Grouping::None, "menu-group-none"),
            group(Grouping::Day, "menu-group-day"),
            group(Grouping::Conversation, "menu-group-conversation"),
            order(SortKey::Date, "menu-sort-date").apart(true),
            order(SortKey::Who, "menu-sort-who"),
            order(SortKey::Subject, "menu-sort-subject"),
            order(SortKey::Size, "menu-sort-size"),
            shape(Form::Lines, "menu-form-lines").apart(true),
            shape(Form::Columns, "menu-form-columns"),
            room(Density::Airy, "menu-density-airy").apart(true),
            room(Density::Comfortable, "menu-density-comfortable"),
            room(Density::Compact, "menu-density-compact"),
            ticked(Choice::Columns, false, "menu-columns").apart(true),
        ];
        Self::new(at, entries)
    }
}

pub(super) fn ticked(choice: Choice, is_so: bool, words: &'static str) -> Entry {
    Entry::new(choice, if is_so { icon::check } else { icon::nothing }, words)
}
