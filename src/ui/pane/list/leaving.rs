//! What happens to the list when messages leave it by the user's hand: the next
//! one is ready at once, and nothing jumps.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Action, Source, State};
use crate::domain::{Filter, MessageId, Summary};

impl State {
    /// How many are chosen.
    pub fn chosen_count(&self) -> usize {
        self.selection.len()
    }

    /// Whether some of what is chosen is so, or not known not to be.
    pub fn some_chosen(&self, is_so: impl Fn(&Summary) -> bool) -> bool {
        self.selection.any(|id| self.pages.get(id).is_none_or(&is_so))
    }

    /// The rows of what is chosen that are at hand.
    pub fn chosen_at_hand(&self) -> impl Iterator<Item = &Summary> {
        self.selection.iter().filter_map(|id| self.pages.get(id))
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
        let top = self.selection.index().map_or(0.0, |index| (index as f64 + 1.0) * row - self.window.offset());
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
        let stays = |id: &&MessageId| !leaving.contains(*id);
        let cursor = self.selection.cursor().filter(|cursor| !leaving.contains(cursor));
        let after = self.ids.iter().skip(index).find(stays).copied();
        let next = cursor.or(after).or_else(|| self.ids.iter().take(index).rfind(stays).copied());
        let (first, above) = self.window.anchor();
        let anchor = self.ids.iter().skip(first).find(stays).copied();
        self.ids = self.ids.iter().filter(stays).copied().collect();
        self.window.resize(self.ids.len());
        let place = |id: MessageId| self.ids.iter().position(|found| *found == id);
        if let Some(index) = anchor.and_then(place) {
            self.window.restore(index, above);
        }
        // An answer that is on its way still holds them.
        self.generation += 1;
        (self.asking, self.again) = (false, false);
        self.pages.grow_old();
        self.selection.clear();
        let Some((id, index)) = next.and_then(|id| Some((id, place(id)?))) else { return Action::Close };
        self.selection.choose(id, index);
        self.window.reveal(index);
        if cursor.is_some() { Action::None } else { Action::Open(id) }
    }

    /// What is being read stays in a list that is narrowed to what is unread,
    /// until the keys leave it.
    pub(super) fn with_what_is_read(&self, ids: Arc<[MessageId]>) -> Arc<[MessageId]> {
        let narrowed = matches!(self.filter, Filter::Unread | Filter::Flagged);
        let (Some(cursor), Some(index)) = (self.selection.cursor(), self.selection.index()) else { return ids };
        let was = self.ids.get(index) == Some(&cursor) && self.pages.get(cursor).is_some();
        if !narrowed || !was || ids.contains(&cursor) {
            return ids;
        }
        let mut with: Vec<MessageId> = ids.to_vec();
        with.insert(index.min(with.len()), cursor);
        with.into()
    }
}
