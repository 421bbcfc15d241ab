//! What to fetch from a POP3 server and what to delete there: pure. The rules:
//!
//! - a letter is known by its name; one whose size is not what it was is fetched
//!   again, and its bytes say whether it is the same;
//! - what the server says to have deleted and lists again is fetched again too;
//! - nothing is deleted there that is not whole here, or was not deleted here
//!   for ever by the user;
//! - left on the server: it keeps all. For some days: until then, or until it is
//!   deleted here for ever. Not left: it goes when it is here.

use std::collections::{BTreeMap, HashMap};

use crate::domain::{Leave, Timestamp};
use crate::store::{PopLetter, PopState};

const DAY: i64 = 24 * 3600;

/// A letter as the server lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) number: u32,
    pub(super) size: u64,
    pub(super) name: String,
}

/// Sizes and names put together; None if they are not about the same letters.
/// Two letters of one name are told apart by their order.
pub(super) fn listed(sizes: &BTreeMap<u32, u64>, names: BTreeMap<u32, String>) -> Option<Vec<Listed>> {
    if !sizes.keys().eq(names.keys()) {
        return None;
    }
    let mut met: HashMap<String, u32> = HashMap::new();
    let name_apart = |name: String| {
        let times = met.entry(name.clone()).or_default();
        *times += 1;
        if *times == 1 { name } else { format!("{name}\t{times}") }
    };
    let names = names.into_values().map(name_apart);
    Some(sizes.iter().zip(names).map(|((number, size), name)| Listed { number: *number, size: *size, name }).collect())
}

/// What is to be fetched, newest first, so that the inbox is of use soon.
pub(super) fn to_fetch(known: &HashMap<String, PopLetter>, listed: &[Listed], largest: u64) -> Vec<Listed> {
    let wanted = |there: &&Listed| {
        there.size <= largest
            && known.get(&there.name).is_none_or(|here| {
                // Here no more: its bytes were damaged.
                let lost = !here.whole && !here.destroyed;
                here.size != there.size || here.state == PopState::Removed || lost
            })
    };
    listed.iter().rev().filter(wanted).cloned().collect()
}

/// What is to be deleted there.
pub(super) fn to_remove(
    known: &HashMap<String, PopLetter>,
    listed: &[Listed],
    leave: Leave,
    now: Timestamp,
) -> Vec<Listed> {
    let due = |there: &&Listed| {
        known.get(&there.name).is_some_and(|here| {
            let safe = here.whole || here.destroyed;
            safe && here.size == there.size && here.state == PopState::There && is_due(here, leave, now)
        })
    };
    listed.iter().filter(due).cloned().collect()
}

fn is_due(here: &PopLetter, leave: Leave, now: Timestamp) -> bool {
    match leave {
        Leave::OnServer => false,
        Leave::Remove => true,
        Leave::Days(days) => here.destroyed || now.0.saturating_sub(here.fetched.0) >= i64::from(days) * DAY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there(number: u32, size: u64, name: &str) -> Listed {
        Listed { number, size, name: name.to_owned() }
    }

    fn here(name: &str) -> PopLetter {
        PopLetter {
            name: name.to_owned(),
            size: 100,
            fetched: Timestamp(0),
            state: PopState::There,
            destroyed: false,
            whole: true,
        }
    }

    fn known(letters: impl IntoIterator<Item = PopLetter>) -> HashMap<String, PopLetter> {
        letters.into_iter().map(|letter| (letter.name.clone(), letter)).collect()
    }

    fn names(listed: &[Listed]) -> Vec<&str> {
        listed.iter().map(|one| one.name.as_str()).collect()
    }

    const NOON: Timestamp = Timestamp(DAY / 2);

    #[test]
    fn what_is_new_is_fetched_newest_first_and_what_is_known_is_not() {
        let listed = [there(1, 100, "a"), there(2, 100, "b"), there(5, 100, "c")];
        assert_eq!(names(&to_fetch(&known([here("a")]), &listed, 1000)), ["c", "b"]);
        assert_eq!(to_fetch(&known([]), &listed, 99), []);
    }

    #[test]
    fn what_may_be_another_letter_is_fetched_and_not_deleted() {
        let listed = [there(1, 101, "a"), there(2, 100, "b")];
        let removed = PopLetter { state: PopState::Removed, ..here("b") };
        let known = known([here("a"), removed]);
        assert_eq!(names(&to_fetch(&known, &listed, 1000)), ["b", "a"]);
        assert_eq!(to_remove(&known, &listed, Leave::Remove, NOON), []);
    }

    #[test]
    fn what_the_server_keeps_in_spite_of_all_is_let_be() {
        let listed = [there(1, 100, "a")];
        let known = known([PopLetter { state: PopState::Stays, ..here("a") }]);
        assert_eq!(to_fetch(&known, &listed, 1000), []);
        assert_eq!(to_remove(&known, &listed, Leave::Remove, NOON), []);
    }

    #[test]
    fn each_way_of_leaving_deletes_when_it_says() {
        let listed = [there(1, 100, "a"), there(2, 100, "b"), there(3, 100, "new")];
        let destroyed = PopLetter { destroyed: true, whole: false, ..here("b") };
        let known = known([here("a"), destroyed]);
        let removed = |leave, now| {
            let removed = to_remove(&known, &listed, leave, now);
            names(&removed).join(" ")
        };
        assert_eq!(removed(Leave::OnServer, Timestamp(DAY * 900)), "");
        assert_eq!(removed(Leave::Remove, NOON), "a b");
        assert_eq!(removed(Leave::Days(2), Timestamp(2 * DAY - 1)), "b");
        assert_eq!(removed(Leave::Days(2), Timestamp(2 * DAY)), "a b");
        assert_eq!(removed(Leave::Days(0), NOON), "a b");
    }

    #[test]
    fn what_is_not_whole_here_stays_there() {
        let listed = [there(1, 100, "a")];
        let known = known([PopLetter { whole: false, ..here("a") }]);
        assert_eq!(to_remove(&known, &listed, Leave::Remove, NOON), []);
    }

    #[test]
    fn letters_of_one_name_are_told_apart_and_lists_that_differ_are_none() {
        let sizes = BTreeMap::from([(1, 10), (2, 10), (7, 20)]);
        let named = |names: [(u32, &str); 3]| names.into_iter().map(|(n, name)| (n, name.to_owned())).collect();
        let both = listed(&sizes, named([(1, "x"), (2, "x"), (7, "y")])).unwrap();
        assert_eq!(both, [there(1, 10, "x"), there(2, 10, "x\t2"), there(7, 20, "y")]);
        assert_eq!(listed(&sizes, named([(1, "x"), (2, "x"), (6, "y")])), None);
        assert_eq!(listed(&sizes, BTreeMap::new()), None);
    }
}
