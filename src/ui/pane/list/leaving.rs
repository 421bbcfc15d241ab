//! What happens to the list when messages leave it by the user's hand: the next
//! one is ready at once, and nothing jumps.

use std::collections::HashSet;

use super::lines::Line;
use super::{Action, Source, State};
use crate::domain::{Filter, Listing, MessageId, Summary};

impl State {
    /// How many are chosen.
    pub fn chosen_count(&self) -> usize {
        self.selection.len()
    }

    /// Whether some of what is chosen is so, or not known not to be.
    pub fn some_chosen(&self, is_so: impl Fn(&Summary) -> bool) -> bool {
        let folded = self.folded_in();
        if !folded.is_empty() {
            return folded.iter().any(|id| self.pages.get(*id).is_none_or(&is_so));
        }
        self.selection.any(|id| self.pages.get(id).is_none_or(&is_so))
    }

    /// The rows of what is chosen that are at hand.
    pub fn chosen_at_hand(&self) -> impl Iterator<Item = &Summary> {
        self.pages.iter().filter(|row| self.selection.has(row.id))
    }

    /// Only the row of the cursor stays chosen. Some were let go.
    pub fn choose_one(&mut self) -> bool {
        self.selection.len() > 1 && {
            self.selection.keep_cursor();
            true
        }
    }

    /// How far down in the list the keys stand, for the place of a menu.
    pub fn cursor_height(&self) -> f32 {
        let row = f64::from(self.window.row_height());
        let top = self.selection.index().map_or(0.0, |index| self.window.below_edge(index) + row);
        let depth = top.clamp(0.0, row * self.window.page() as f64);
        #[expect(clippy::cast_possible_truncation, reason = "a height on the screen")]
        let depth = depth as f32;
        depth
    }

    /// These are on their way out: they go at once, the keys go on to the next
    /// row, and it is shown. What the engine says later corrects it.
    pub fn take_away(&mut self, leaving: &[MessageId]) -> Action {
        // What a search finds is still found where it goes to.
        if !matches!(self.source, Some(Source::Folder(_))) {
            return Action::None;
        }
        let leaving: HashSet<MessageId> = leaving.iter().copied().collect();
        let index = self.selection.index().unwrap_or(0);
        let stays = |id: &MessageId| !leaving.contains(id);
        let cursor = self.selection.cursor().filter(stays);
        let after = self.lines.ids(index..self.lines.len()).find(stays);
        let next = cursor.or(after).or_else(|| self.lines.ids(0..index).filter(stays).last());
        let anchor = self.lines.ids(self.window.anchor().0..self.lines.len()).find(stays);
        let above = self.window.anchor().1;
        self.threads.lose(&leaving);
        self.lines = self.lines.without(&leaving, &self.threads);
        self.window.resize_with(self.lines.len(), self.lines.headings());
        let place = |id: MessageId| self.lines.position(id);
        if let Some(index) = anchor.and_then(place) {
            self.window.restore(index, above);
        }
        // An answer that is on its way still holds them.
        self.generation += 1;
        (self.asking, self.again) = (false, false);
        self.pages.grow_old();
        self.threads.grow_old();
        self.selection.clear();
        let Some((id, index)) = next.and_then(|id| Some((id, self.lines.position(id)?))) else { return Action::Close };
        self.selection.choose(id, index);
        self.reveal(index);
        if cursor.is_some() { Action::None } else { Action::Open(id) }
    }

    /// What is being read stays in a list that is narrowed to what is unread,
    /// until the keys leave it.
    pub(super) fn with_what_is_read(&self, listing: Listing) -> Listing {
        let narrowed = matches!(self.filter, Filter::Unread | Filter::Flagged);
        let (Some(cursor), Some(index)) = (self.selection.cursor(), self.selection.index()) else { return listing };
        let line = self.lines.at(index).filter(|line| line.id() == Some(cursor));
        let Some(line) = line.filter(|_| narrowed && self.pages.get(cursor).is_some()) else { return listing };
        // What an open conversation shows beyond the list needs no place in it.
        let Some(at) = self.lines.listing().ids.iter().position(|id| *id == cursor) else { return listing };
        if listing.ids.contains(&cursor) {
            return listing;
        }
        let thread = match line {
            Line::Head(_, thread, _) => thread,
            Line::Member(_, thread) => Some(thread),
            Line::Heading(..) | Line::Message(_) => None,
        };
        listing.with(at, cursor, thread)
    }
}
