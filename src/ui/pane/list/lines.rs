//! The rows of the list as they stand below each other: messages, headings of
//! days, and conversations, which stand open or are one row.

use std::collections::HashSet;
use std::ops::Range;

use super::threads::Threads;
use crate::domain::{Groups, Listing, MessageId, Period, Strand, ThreadId};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// With how many messages come below it.
    Heading(Period, usize),
    Message(MessageId),
    /// The newest message of a conversation, and which of the list it is.
    Head(MessageId, Option<ThreadId>, usize),
    /// Another message of a conversation that stands open.
    Member(MessageId, ThreadId),
}

impl Line {
    pub(super) fn id(self) -> Option<MessageId> {
        match self {
            Self::Heading(..) => None,
            Self::Message(id) | Self::Head(id, ..) | Self::Member(id, _) => Some(id),
        }
    }
}

#[derive(Debug, Clone, Default)]
pub(super) struct Lines {
    listing: Listing,
    lines: Vec<Line>,
}

impl From<Listing> for Lines {
    fn from(listing: Listing) -> Self {
        Self::new(listing, &Threads::default())
    }
}

impl Lines {
    pub(super) fn new(listing: Listing, threads: &Threads) -> Self {
        let ids = &listing.ids;
        let mut lines = Vec::with_capacity(ids.len() + 100);
        match &listing.groups {
            Groups::None => lines.extend(ids.iter().copied().map(Line::Message)),
            Groups::Days(sections) => {
                let ends = sections.iter().skip(1).map(|section| section.start).chain([ids.len()]);
                for (section, end) in sections.iter().zip(ends) {
                    lines.push(Line::Heading(section.period, end - section.start));
                    lines.extend(ids.get(section.start..end).unwrap_or_default().iter().copied().map(Line::Message));
                }
            }
            Groups::Conversations(strands) => {
                for (nth, (strand, range)) in ranges(strands, ids.len()).enumerate() {
                    let here = ids.get(range).unwrap_or_default();
                    let Some(head) = here.first() else { continue };
                    lines.push(Line::Head(*head, strand.thread, nth));
                    if let Some(thread) = strand.thread.filter(|thread| threads.is_open(*thread)) {
                        // Those of other folders too, as soon as they are known.
                        let all = threads.get(thread).map_or(here, |known| known.messages.as_slice());
                        let others = all.iter().filter(|id| *id != head);
                        lines.extend(others.map(|id| Line::Member(*id, thread)));
                    }
                }
            }
        }
        Self { listing, lines }
    }

    /// The same list, with other conversations open.
    pub(super) fn arrange(&mut self, threads: &Threads) {
        *self = Self::new(std::mem::take(&mut self.listing), threads);
    }

    pub(super) fn listing(&self) -> &Listing {
        &self.listing
    }

    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Messages of what is listed, in sight or folded away.
    pub(super) fn messages(&self) -> usize {
        self.listing.ids.len()
    }

    pub(super) fn at(&self, index: usize) -> Option<Line> {
        self.lines.get(index).copied()
    }

    pub(super) fn id(&self, index: usize) -> Option<MessageId> {
        self.at(index)?.id()
    }

    pub(super) fn position(&self, id: MessageId) -> Option<usize> {
        self.lines.iter().position(|line| line.id() == Some(id))
    }

    /// The messages of some rows, in order.
    pub(super) fn ids(&self, rows: Range<usize>) -> impl Iterator<Item = MessageId> {
        let end = rows.end.min(self.lines.len());
        let rows = self.lines.get(rows.start.min(end)..end).unwrap_or_default();
        rows.iter().filter_map(|line| line.id())
    }

    pub(super) fn all(&self) -> impl Iterator<Item = MessageId> {
        self.ids(0..self.lines.len())
    }

    pub(super) fn threads(&self, rows: Range<usize>) -> impl Iterator<Item = ThreadId> {
        self.lines.get(rows).unwrap_or_default().iter().filter_map(|line| match line {
            Line::Head(_, thread, _) => *thread,
            _ => None,
        })
    }

    /// The row of a message that is nearest, on that side first.
    pub(super) fn message_near(&self, index: usize, downwards: bool) -> Option<usize> {
        let is_message = |index: &usize| self.id(*index).is_some();
        let below = || (index..self.lines.len()).find(is_message);
        let above = || (0..=index.min(self.lines.len().saturating_sub(1))).rev().find(is_message);
        if downwards { below().or_else(above) } else { above().or_else(below) }
    }

    pub(super) fn headings(&self) -> Vec<usize> {
        if !matches!(self.listing.groups, Groups::Days(_)) {
            return Vec::new();
        }
        let all = self.lines.iter().enumerate();
        all.filter(|(_, line)| matches!(line, Line::Heading(..))).map(|(index, _)| index).collect()
    }

    /// Those of the chosen rows, and all that is folded into one of them.
    pub(super) fn unfolded(&self, threads: &Threads, is_chosen: impl Fn(MessageId) -> bool) -> Vec<MessageId> {
        let mut chosen = Vec::new();
        for line in &self.lines {
            match line.id() {
                Some(id) if is_chosen(id) => match self.folded(*line, threads) {
                    [] => chosen.push(id),
                    all => chosen.extend_from_slice(all),
                },
                _ => {}
            }
        }
        chosen
    }

    /// What is listed of a conversation that is one row.
    pub(super) fn folded(&self, line: Line, threads: &Threads) -> &[MessageId] {
        let (Line::Head(_, thread, nth), Groups::Conversations(strands)) = (line, &self.listing.groups) else {
            return &[];
        };
        if thread.is_some_and(|thread| threads.is_open(thread)) {
            return &[];
        }
        let place = |nth: usize| strands.get(nth).map_or(self.listing.ids.len(), |strand| strand.start);
        self.listing.ids.get(place(nth)..place(nth + 1)).unwrap_or_default()
    }

    pub(super) fn without(&self, leaving: &HashSet<MessageId>, threads: &Threads) -> Self {
        Self::new(self.listing.without(leaving), threads)
    }
}

fn ranges(strands: &[Strand], all: usize) -> impl Iterator<Item = (Strand, Range<usize>)> {
    let ends = strands.iter().skip(1).map(|strand| strand.start).chain([all]);
    strands.iter().copied().zip(ends).map(|(strand, end)| (strand, strand.start..end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::thread::Conversation;

    fn ids(numbers: &[i64]) -> Vec<MessageId> {
        numbers.iter().copied().map(MessageId).collect()
    }

    fn conversations() -> Listing {
        let rows = [(9, Some(1)), (8, None), (7, Some(2)), (6, Some(1))];
        Listing::by_conversation(rows.into_iter().map(|(id, thread)| (MessageId(id), thread.map(ThreadId))))
    }

    #[test]
    fn a_heading_stands_above_its_days_and_is_no_message() {
        let rows = [(5, Period::Today), (4, Period::Today), (3, Period::Yesterday)];
        let lines = Lines::from(Listing::by_day(rows.into_iter().map(|(id, period)| (MessageId(id), period))));
        assert_eq!(lines.headings(), [0, 3]);
        assert_eq!(lines.at(0), Some(Line::Heading(Period::Today, 2)));
        assert_eq!((lines.len(), lines.messages()), (5, 3));
        assert_eq!(lines.all().collect::<Vec<_>>(), ids(&[5, 4, 3]));
        assert_eq!((lines.message_near(3, true), lines.message_near(3, false)), (Some(4), Some(2)));
        assert_eq!(lines.message_near(0, false), Some(1), "there is nothing above");
    }

    #[test]
    fn a_conversation_is_one_row_until_it_is_opened_in_its_place() {
        let mut threads = Threads::default();
        let mut lines = Lines::new(conversations(), &threads);
        assert_eq!(lines.all().collect::<Vec<_>>(), ids(&[9, 8, 7]));
        threads.flip(ThreadId(1));
        lines.arrange(&threads);
        assert_eq!(lines.all().collect::<Vec<_>>(), ids(&[9, 6, 8, 7]), "what is listed is known at once");
        let whole = Conversation { thread: ThreadId(1), messages: ids(&[9, 33, 6]), unread: 0 };
        let _ = threads.take(vec![whole]);
        lines.arrange(&threads);
        assert_eq!(lines.all().collect::<Vec<_>>(), ids(&[9, 33, 6, 8, 7]));
    }

    #[test]
    fn a_folded_conversation_is_chosen_whole_and_an_open_one_row_by_row() {
        let mut threads = Threads::default();
        let mut lines = Lines::new(conversations(), &threads);
        let first = |id| id == MessageId(9);
        assert_eq!(lines.unfolded(&threads, first), ids(&[9, 6]));
        threads.flip(ThreadId(1));
        lines.arrange(&threads);
        assert_eq!(lines.unfolded(&threads, first), ids(&[9]));
    }
}
