//! Sets of UIDs: written as ranges, in as many as the length of a command
//! allows; and read as ranges, which are never filled in blindly: ten bytes
//! can say four billion.

use std::ops::RangeInclusive;

use crate::domain::Uid;

/// Servers cut longer commands off, or refuse them.
const LONGEST: usize = 7_900;
/// More ranges than that are no folder.
const MOST_RANGES: usize = 1 << 20;

/// `1:3,7`. In ascending order, each UID once, as the server sends them anyway.
pub(super) fn sets(uids: &[Uid]) -> Vec<String> {
    let mut sorted: Vec<u32> = uids.iter().map(|uid| uid.0).filter(|&uid| uid > 0).collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut sets: Vec<String> = Vec::new();
    for range in sorted.chunk_by(|one, next| one + 1 == *next) {
        let text = match range {
            [only] => only.to_string(),
            [first, .., last] => format!("{first}:{last}"),
            [] => continue,
        };
        match sets.last_mut().filter(|set| set.len() + text.len() < LONGEST) {
            Some(set) => {
                set.push(',');
                set.push_str(&text);
            }
            None => sets.push(text),
        }
    }
    sets
}

/// The UIDs of a set one by one, in the order written; a range counts upwards
/// whichever way it is written (RFC 4315). None beyond `most`, or with a UID
/// that is none.
pub(super) fn each(text: &str, most: usize) -> Option<Vec<Uid>> {
    let mut uids = Vec::new();
    for part in text.split(',') {
        let range = range(part)?;
        let count = usize::try_from(range.end() - range.start()).ok()?;
        if count >= most.saturating_sub(uids.len()) {
            return None;
        }
        uids.extend(range.map(Uid));
    }
    Some(uids)
}

/// UIDs as ranges, ascending and apart from each other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UidRanges(Vec<(u32, u32)>);

impl UidRanges {
    /// None if it is no set, or one beyond reason.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut ranges = Self::default();
        for part in text.split(',') {
            let range = range(part)?;
            ranges.0.push((*range.start(), *range.end()));
            if ranges.0.len() > MOST_RANGES {
                return None;
            }
        }
        ranges.merge();
        Some(ranges)
    }

    /// False if it is beyond reason.
    pub(super) fn add(&mut self, other: &Self) -> bool {
        self.0.extend_from_slice(&other.0);
        self.merge();
        self.0.len() <= MOST_RANGES
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn contains(&self, uid: Uid) -> bool {
        let after = self.0.partition_point(|&(first, _)| first <= uid.0);
        after.checked_sub(1).and_then(|index| self.0.get(index)).is_some_and(|&(_, last)| uid.0 <= last)
    }

    /// How many UIDs, most of which may never have been given to a message.
    pub fn count(&self) -> u64 {
        self.0.iter().map(|&(first, last)| u64::from(last - first) + 1).sum()
    }

    /// Not to be walked one by one: ask the messages that are here.
    pub fn ranges(&self) -> impl Iterator<Item = RangeInclusive<Uid>> + '_ {
        self.0.iter().map(|&(first, last)| Uid(first)..=Uid(last))
    }

    fn merge(&mut self) {
        self.0.sort_unstable();
        self.0.dedup_by(|next, before| {
            let touches = next.0 <= before.1.saturating_add(1);
            if touches {
                before.1 = before.1.max(next.1);
            }
            touches
        });
    }
}

pub(super) fn range(text: &str) -> Option<RangeInclusive<u32>> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
    (first > 0 && last > 0).then_some(first.min(last)..=first.max(last))
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, UidRanges, each, sets};
    use crate::domain::Uid;

    #[test]
    fn neighbours_become_ranges() {
        assert_eq!(sets(&[7, 3, 1, 2, 3, 0, u32::MAX].map(Uid)), ["1:3,7,4294967295"]);
        assert!(sets(&[]).is_empty());
    }

    #[test]
    fn a_long_set_is_split_and_loses_nothing() {
        let uids: Vec<Uid> = (0..20_000).map(|n| Uid(4_000_000_000 + n * 2)).collect();
        let sets = sets(&uids);
        assert!(sets.len() > 1 && sets.iter().all(|set| set.len() <= LONGEST));
        let read: Vec<Uid> = sets.iter().flat_map(|set| set.split(',')).map(|uid| Uid(uid.parse().unwrap())).collect();
        assert_eq!(read, uids);
    }

    #[test]
    fn a_set_is_filled_in_only_as_far_as_was_asked() {
        assert_eq!(each("304,320:319", 3), Some([304, 319, 320].map(Uid).to_vec()));
        assert_eq!(each("304,319:320", 2), None);
        assert_eq!(each("1:4294967295", 1_000_000), None);
        for nonsense in ["", "0", "0:3", "1,,2", "1:*", "a", "1:2:3"] {
            assert_eq!(each(nonsense, 100), None, "{nonsense}");
        }
    }

    #[test]
    fn ranges_are_merged_and_asked_without_being_filled_in() {
        let mut ranges = UidRanges::read("7,1:3,4:5,4294967290:4294967295,9").unwrap();
        assert_eq!(ranges.ranges().count(), 4);
        assert!(ranges.add(&UidRanges::read("8,5:6").unwrap()));
        assert_eq!((ranges.ranges().count(), ranges.count()), (2, 15));
        assert!(ranges.contains(Uid(9)) && ranges.contains(Uid(u32::MAX)));
        assert!(!ranges.contains(Uid(10)) && !ranges.contains(Uid(0)));
        assert!(UidRanges::read("0:4").is_none());
    }
}
