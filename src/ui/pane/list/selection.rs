//! What is chosen in a list: one row that the keys stand on, and any number of
//! rows chosen with it. Everything is known by id, so it holds when the list
//! around it changes.

use std::collections::HashSet;

use super::lines::Lines;
use crate::domain::MessageId;

#[derive(Debug, Default, Clone)]
pub(super) struct Selection {
    /// Where the keys stand, and the index that it had when last seen.
    cursor: Option<(MessageId, usize)>,
    /// Where a range begins.
    from: Option<MessageId>,
    chosen: HashSet<MessageId>,
}

impl Selection {
    pub(super) fn cursor(&self) -> Option<MessageId> {
        self.cursor.map(|(id, _)| id)
    }

    pub(super) fn index(&self) -> Option<usize> {
        self.cursor.map(|(_, index)| index)
    }

    pub(super) fn has(&self, id: MessageId) -> bool {
        self.chosen.contains(&id)
    }

    pub(super) fn len(&self) -> usize {
        self.chosen.len()
    }

    #[cfg(test)]
    fn iter(&self) -> impl Iterator<Item = MessageId> {
        self.chosen.iter().copied()
    }

    pub(super) fn any(&self, is_so: impl Fn(MessageId) -> bool) -> bool {
        self.chosen.iter().any(|id| is_so(*id))
    }

    /// Only the row of the cursor.
    pub(super) fn keep_cursor(&mut self) {
        if let Some((id, index)) = self.cursor {
            self.choose(id, index);
        } else {
            self.clear();
        }
    }

    /// This one alone.
    pub(super) fn choose(&mut self, id: MessageId, index: usize) {
        self.chosen.clear();
        let _ = self.chosen.insert(id);
        self.cursor = Some((id, index));
        self.from = Some(id);
    }

    /// This one too, or no more.
    pub(super) fn toggle(&mut self, id: MessageId, index: usize) {
        if !self.chosen.remove(&id) {
            let _ = self.chosen.insert(id);
        }
        self.cursor = Some((id, index));
        self.from = Some(id);
    }

    /// All from where the range begins up to this one.
    pub(super) fn extend(&mut self, id: MessageId, index: usize, lines: &Lines) {
        let from = self.from.and_then(|from| lines.position(from)).unwrap_or(index);
        self.chosen = lines.ids(from.min(index)..from.max(index) + 1).collect();
        self.from = lines.id(from);
        self.cursor = Some((id, index));
    }

    pub(super) fn choose_all(&mut self, lines: &Lines) {
        self.chosen = HashSet::with_capacity(lines.len());
        self.chosen.extend(lines.all());
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The list has other ids now: what went is no longer chosen. Where the row
    /// of the cursor went, the keys go on from where it was.
    pub(super) fn follow(&mut self, lines: &Lines) {
        if !self.chosen.is_empty() {
            let still: HashSet<MessageId> = lines.all().filter(|id| self.chosen.contains(id)).collect();
            self.chosen = still;
        }
        self.from = self.from.filter(|id| lines.position(*id).is_some());
        self.cursor = self.cursor.and_then(|(id, index)| {
            let index = match lines.position(id) {
                Some(index) => index,
                None => lines.message_near(index.min(lines.len().checked_sub(1)?), true)?,
            };
            Some((lines.id(index)?, index))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{Lines, MessageId, Selection};
    use crate::domain::Listing;

    fn lines(numbers: impl IntoIterator<Item = i64>) -> Lines {
        let ids: Vec<MessageId> = numbers.into_iter().map(MessageId).collect();
        Lines::from(Listing::from(ids))
    }

    fn chosen(selection: &Selection) -> Vec<i64> {
        let mut chosen: Vec<i64> = selection.iter().map(|id| id.0).collect();
        chosen.sort_unstable();
        chosen
    }

    #[test]
    fn a_range_grows_and_shrinks_around_where_it_began() {
        let list = lines(0..10);
        let mut selection = Selection::default();
        selection.choose(MessageId(4), 4);
        selection.extend(MessageId(7), 7, &list);
        assert_eq!(chosen(&selection), [4, 5, 6, 7]);
        selection.extend(MessageId(2), 2, &list);
        assert_eq!(chosen(&selection), [2, 3, 4]);
    }

    #[test]
    fn rows_are_added_and_taken_away_one_by_one() {
        let mut selection = Selection::default();
        selection.choose(MessageId(1), 1);
        selection.toggle(MessageId(3), 3);
        selection.toggle(MessageId(1), 1);
        assert_eq!(chosen(&selection), [3]);
        assert_eq!(selection.cursor(), Some(MessageId(1)));
    }

    #[test]
    fn what_is_chosen_holds_when_the_list_changes_around_it() {
        let mut selection = Selection::default();
        selection.choose(MessageId(4), 4);
        selection.follow(&lines([100, 101, 0, 1, 2, 3, 4, 5]));
        assert_eq!(selection.index(), Some(6));
        selection.follow(&lines([0, 1, 2]));
        assert_eq!(selection.len(), 0, "it is gone");
        assert_eq!(selection.cursor(), Some(MessageId(2)), "the keys go on from the nearest row");
        selection.follow(&lines([]));
        assert_eq!(selection.cursor(), None);
    }
}
