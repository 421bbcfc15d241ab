//! UIDs written as ranges, in as many sets as the length of a command allows.

use crate::domain::Uid;

/// Servers cut longer commands off, or refuse them.
const LONGEST: usize = 7_900;

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

#[cfg(test)]
mod tests {
    use super::{LONGEST, sets};
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
}
