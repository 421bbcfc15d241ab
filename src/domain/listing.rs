//! The ids of a list in order, and how they stand in groups: by the days of the
//! calendar, by conversations, or not at all. Made where the ids are read, so
//! that who draws the list only looks things up.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{MessageId, ThreadId};

/// How a list is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grouping {
    #[default]
    None,
    /// Only where it is sorted by date.
    Day,
    Conversation,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listing {
    /// In order. Those of a conversation stand together, the newest first.
    pub ids: Vec<MessageId>,
    pub groups: Groups,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Groups {
    #[default]
    None,
    Days(Vec<Section>),
    Conversations(Vec<Strand>),
}

/// A stretch of days, from its first message to the next section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section {
    pub start: usize,
    pub period: Period,
}

/// What lies of a conversation in what is listed, from its newest message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strand {
    pub start: usize,
    /// None: it has not been looked at yet, and is one message.
    pub thread: Option<ThreadId>,
}

/// A stretch of the calendar, as one speaks of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// Dated after today.
    Coming,
    Today,
    Yesterday,
    /// A day of this week; Monday is 1.
    Weekday(i8),
    LastWeek,
    Month {
        year: i16,
        month: i8,
    },
    Year(i16),
}

impl From<Vec<MessageId>> for Listing {
    fn from(ids: Vec<MessageId>) -> Self {
        Self { ids, groups: Groups::None }
    }
}

impl Listing {
    /// Rows in the order of their dates, each with the period that it is in.
    pub fn by_day(rows: impl Iterator<Item = (MessageId, Period)>) -> Self {
        let (mut ids, mut sections) = (Vec::new(), Vec::<Section>::new());
        for (id, period) in rows {
            if sections.last().is_none_or(|last| last.period != period) {
                sections.push(Section { start: ids.len(), period });
            }
            ids.push(id);
        }
        Self { ids, groups: Groups::Days(sections) }
    }

    /// Rows from the newest to the oldest. Each conversation stands where its
    /// newest message does.
    pub fn by_conversation(rows: impl Iterator<Item = (MessageId, Option<ThreadId>)>) -> Self {
        let mut places = HashMap::new();
        let mut strands: Vec<(Option<ThreadId>, usize)> = Vec::new();
        let mut all: Vec<(usize, MessageId)> = Vec::new();
        for (id, thread) in rows {
            let next = strands.len();
            let place = thread.map_or(next, |thread| *places.entry(thread).or_insert(next));
            match strands.get_mut(place) {
                Some((_, count)) => *count += 1,
                None => strands.push((thread, 1)),
            }
            all.push((place, id));
        }
        // Stable: within a conversation the newest stays first.
        all.sort_by_key(|(place, _)| *place);
        let mut start = 0;
        let groups = strands.into_iter().map(|(thread, count)| {
            let strand = Strand { start, thread };
            start += count;
            strand
        });
        let groups = Groups::Conversations(groups.collect());
        Self { ids: all.into_iter().map(|(_, id)| id).collect(), groups }
    }

    /// Without some; a group that is left with none goes with them.
    #[must_use]
    pub fn without(&self, leaving: &HashSet<MessageId>) -> Self {
        // How many stay of those before each.
        let mut before = Vec::with_capacity(self.ids.len() + 1);
        let mut ids = Vec::with_capacity(self.ids.len());
        for id in &self.ids {
            before.push(ids.len());
            if !leaving.contains(id) {
                ids.push(*id);
            }
        }
        let all = ids.len();
        let place = |start: usize| before.get(start).copied().unwrap_or(all);
        let groups = match &self.groups {
            Groups::None => Groups::None,
            Groups::Days(sections) => Groups::Days(moved(sections, place, all)),
            Groups::Conversations(strands) => Groups::Conversations(moved(strands, place, all)),
        };
        Self { ids, groups }
    }

    /// With one more: in the group of the one that stands there, or as a
    /// conversation of its own.
    #[must_use]
    pub fn with(mut self, at: usize, id: MessageId, thread: Option<ThreadId>) -> Self {
        let mut at = at.min(self.ids.len());
        match &mut self.groups {
            Groups::None => {}
            Groups::Days(sections) => {
                for section in sections.iter_mut().filter(|section| section.start > at) {
                    section.start += 1;
                }
            }
            Groups::Conversations(strands) => {
                let nth = strands.partition_point(|strand| strand.start < at);
                at = strands.get(nth).map_or(self.ids.len(), |strand| strand.start);
                for strand in strands.iter_mut().skip(nth) {
                    strand.start += 1;
                }
                strands.insert(nth, Strand { start: at, thread });
            }
        }
        self.ids.insert(at, id);
        self
    }

    /// The same conversations in another order, that of their newest messages.
    #[must_use]
    pub fn in_the_order_of(self, order: &[MessageId]) -> Self {
        let Groups::Conversations(strands) = &self.groups else { return self };
        let ends = strands.iter().skip(1).map(|strand| strand.start).chain([self.ids.len()]);
        let bounds: Vec<(Strand, usize)> = strands.iter().copied().zip(ends).collect();
        let heads =
            bounds.iter().enumerate().filter_map(|(nth, (strand, _))| Some((*self.ids.get(strand.start)?, nth)));
        let heads: HashMap<MessageId, usize> = heads.collect();
        let (mut ids, mut sorted) = (Vec::with_capacity(self.ids.len()), Vec::with_capacity(bounds.len()));
        for (strand, end) in order.iter().filter_map(|id| bounds.get(*heads.get(id)?)) {
            sorted.push(Strand { start: ids.len(), ..*strand });
            ids.extend_from_slice(self.ids.get(strand.start..*end).unwrap_or_default());
        }
        Self { ids, groups: Groups::Conversations(sorted) }
    }
}

trait Group: Copy {
    fn at(self, start: usize) -> Self;
    fn start(self) -> usize;
}

impl Group for Section {
    fn at(self, start: usize) -> Self {
        Self { start, ..self }
    }

    fn start(self) -> usize {
        self.start
    }
}

impl Group for Strand {
    fn at(self, start: usize) -> Self {
        Self { start, ..self }
    }

    fn start(self) -> usize {
        self.start
    }
}

/// Groups that begin elsewhere, but for those that are empty.
fn moved<G: Group>(groups: &[G], place: impl Fn(usize) -> usize, all: usize) -> Vec<G> {
    let ends = groups.iter().skip(1).map(|group| place(group.start())).chain([all]);
    let moved = groups.iter().map(|group| group.at(place(group.start())));
    moved.zip(ends).filter(|(group, end)| group.start() < *end).map(|(group, _)| group).collect()
}

#[cfg(test)]
mod tests {
    use super::{Groups, Listing, MessageId, Period, ThreadId};

    fn ids(numbers: &[i64]) -> Vec<MessageId> {
        numbers.iter().copied().map(MessageId).collect()
    }

    fn starts(listing: &Listing) -> Vec<usize> {
        match &listing.groups {
            Groups::None => vec![],
            Groups::Days(sections) => sections.iter().map(|section| section.start).collect(),
            Groups::Conversations(strands) => strands.iter().map(|strand| strand.start).collect(),
        }
    }

    #[test]
    fn a_section_begins_where_the_period_changes() {
        let rows = [(5, Period::Today), (4, Period::Today), (3, Period::Year(2020))];
        let listing = Listing::by_day(rows.into_iter().map(|(id, period)| (MessageId(id), period)));
        assert_eq!((listing.ids.clone(), starts(&listing)), (ids(&[5, 4, 3]), vec![0, 2]));
    }

    #[test]
    fn a_conversation_stands_where_its_newest_message_does() {
        let rows = [(9, Some(1)), (8, None), (7, Some(2)), (6, Some(1)), (5, None), (4, Some(1))];
        let listing =
            Listing::by_conversation(rows.into_iter().map(|(id, thread)| (MessageId(id), thread.map(ThreadId))));
        assert_eq!((listing.ids.clone(), starts(&listing)), (ids(&[9, 6, 4, 8, 7, 5]), vec![0, 3, 4, 5]));
        let by_name = listing.in_the_order_of(&ids(&[4, 5, 7, 6, 9, 8]));
        assert_eq!((by_name.ids.clone(), starts(&by_name)), (ids(&[5, 7, 9, 6, 4, 8]), vec![0, 1, 2, 5]));
    }

    #[test]
    fn what_leaves_takes_its_group_along_when_it_was_the_last() {
        let rows = [(5, Period::Today), (4, Period::Yesterday), (3, Period::Year(2020)), (2, Period::Year(2020))];
        let days = Listing::by_day(rows.into_iter().map(|(id, period)| (MessageId(id), period)));
        let left = days.without(&[MessageId(4), MessageId(3)].into());
        assert_eq!((left.ids.clone(), starts(&left)), (ids(&[5, 2]), vec![0, 1]));
        let back = left.with(1, MessageId(9), None);
        assert_eq!((back.ids.clone(), starts(&back)), (ids(&[5, 9, 2]), vec![0, 1]));
    }

    #[test]
    fn one_more_conversation_divides_no_other() {
        let rows = [(9, Some(1)), (8, Some(1)), (7, Some(2))];
        let listing =
            Listing::by_conversation(rows.into_iter().map(|(id, thread)| (MessageId(id), thread.map(ThreadId))));
        let with = listing.with(1, MessageId(5), Some(ThreadId(3)));
        assert_eq!((with.ids.clone(), starts(&with)), (ids(&[9, 8, 5, 7]), vec![0, 2, 3]));
    }
}
