//! What is to be done in a folder: a pure function of what is here and what the
//! server says. It performs nothing and asks nobody; `folder` carries it out.
//!
//! The written rules, each with its test:
//! - the server's UIDVALIDITY changed: every UID is void. Nothing is deleted on
//!   the strength of it; the messages are matched again by what they are;
//! - a UID that the server no longer has is forgotten here: somebody moved or
//!   deleted it there;
//! - flags and keywords are the server's;
//! - what is new comes newest first.

use std::collections::{HashMap, HashSet};

use crate::domain::{Flags, Keyword, ModSeq, Uid, UidValidity};

/// What the cache remembers of a folder since it was last in step with the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Remembered {
    pub uid_validity: Option<UidValidity>,
    pub uid_next: Option<Uid>,
    pub highest_modseq: Option<ModSeq>,
    /// Messages that have a UID here.
    pub count: u32,
}

/// What the server says when the folder is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Announced {
    pub uid_validity: UidValidity,
    pub uid_next: Option<Uid>,
    pub highest_modseq: Option<ModSeq>,
    pub exists: u32,
}

/// What opening the folder alone tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glance {
    /// In step: nothing to ask.
    Same,
    /// Something may have changed: compare message by message.
    Look,
    /// The UIDs mean something else now.
    Renumbered,
    /// Never seen before, and there is nothing in it: nothing to ask.
    Empty,
}

pub fn glance(here: &Remembered, there: &Announced) -> Glance {
    match here.uid_validity {
        Some(known) if known != there.uid_validity => Glance::Renumbered,
        // Without a modification sequence, flags may have changed unseen.
        Some(_)
            if there.highest_modseq.is_some()
                && here.highest_modseq == there.highest_modseq
                && here.uid_next.is_some()
                && here.uid_next == there.uid_next
                && here.count == there.exists =>
        {
            Glance::Same
        }
        None if here.count == 0 && there.exists == 0 && there.uid_next.is_some() => Glance::Empty,
        _ => Glance::Look,
    }
}

/// A message here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Here {
    pub uid: Uid,
    pub flags: Flags,
    pub keywords: Vec<Keyword>,
}

/// A message there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct There {
    pub uid: Uid,
    pub flags: Flags,
    pub keywords: Vec<Keyword>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Headers to fetch, newest first.
    pub arrived: Vec<Uid>,
    /// Flags to set here.
    pub changed: Vec<There>,
    /// Messages to forget here.
    pub gone: Vec<Uid>,
}

pub fn plan(here: &[Here], there: &[There]) -> Plan {
    let mut known: HashMap<Uid, &Here> = here.iter().map(|message| (message.uid, message)).collect();
    let mut plan = Plan::default();
    let mut heard = HashSet::with_capacity(there.len());
    for message in there.iter().filter(|message| heard.insert(message.uid)) {
        match known.remove(&message.uid) {
            None => plan.arrived.push(message.uid),
            Some(mine) => {
                if mine.flags != message.flags || !same_keywords(&mine.keywords, &message.keywords) {
                    plan.changed.push(message.clone());
                }
            }
        }
    }
    plan.gone = known.into_keys().collect();
    plan.gone.sort_unstable();
    plan.arrived.sort_unstable_by(|a, b| b.cmp(a));
    plan
}

/// Keywords have no order, and a server may repeat one.
fn same_keywords(mine: &[Keyword], theirs: &[Keyword]) -> bool {
    mine.iter().all(|keyword| theirs.contains(keyword)) && theirs.iter().all(|keyword| mine.contains(keyword))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Flag;

    fn here(uid: u32) -> Here {
        Here { uid: Uid(uid), flags: Flags::NONE, keywords: vec![] }
    }

    fn there(uid: u32) -> There {
        There { uid: Uid(uid), flags: Flags::NONE, keywords: vec![] }
    }

    fn remembered() -> Remembered {
        Remembered {
            uid_validity: Some(UidValidity(7)),
            uid_next: Some(Uid(11)),
            highest_modseq: Some(ModSeq(40)),
            count: 10,
        }
    }

    fn announced() -> Announced {
        Announced {
            uid_validity: UidValidity(7),
            uid_next: Some(Uid(11)),
            highest_modseq: Some(ModSeq(40)),
            exists: 10,
        }
    }

    #[test]
    fn a_folder_that_did_not_move_costs_no_question() {
        assert_eq!(glance(&remembered(), &announced()), Glance::Same);
    }

    #[test]
    fn a_folder_never_seen_is_looked_at() {
        assert_eq!(glance(&Remembered::default(), &announced()), Glance::Look);
    }

    #[test]
    fn a_new_folder_with_nothing_in_it_is_not_even_opened() {
        let empty = Announced { exists: 0, ..announced() };
        assert_eq!(glance(&Remembered::default(), &empty), Glance::Empty);
        let waiting = Remembered { count: u32::MAX, ..Remembered::default() };
        assert_eq!(glance(&waiting, &empty), Glance::Look, "something is on its way in or out");
        assert_eq!(glance(&Remembered::default(), &Announced { uid_next: None, ..empty }), Glance::Look);
        assert_eq!(glance(&remembered(), &empty), Glance::Look);
    }

    #[test]
    fn a_new_message_a_lost_message_and_a_changed_flag_each_call_for_a_look() {
        let next = Announced { uid_next: Some(Uid(12)), ..announced() };
        let fewer = Announced { exists: 9, ..announced() };
        let flagged = Announced { highest_modseq: Some(ModSeq(41)), ..announced() };
        for there in [next, fewer, flagged] {
            assert_eq!(glance(&remembered(), &there), Glance::Look);
        }
    }

    #[test]
    fn a_server_without_condstore_is_always_looked_at() {
        let plain = Announced { highest_modseq: None, ..announced() };
        assert_eq!(glance(&Remembered { highest_modseq: None, ..remembered() }, &plain), Glance::Look);
    }

    #[test]
    fn another_uidvalidity_voids_the_uids_even_when_all_else_agrees() {
        let renumbered = Announced { uid_validity: UidValidity(8), ..announced() };
        assert_eq!(glance(&remembered(), &renumbered), Glance::Renumbered);
    }

    #[test]
    fn new_messages_come_newest_first() {
        let plan = plan(&[], &[there(3), there(9), there(4)]);
        assert_eq!(plan.arrived, [Uid(9), Uid(4), Uid(3)]);
        assert!(plan.gone.is_empty());
    }

    #[test]
    fn what_the_server_no_longer_has_is_forgotten() {
        let plan = plan(&[here(1), here(2)], &[there(2)]);
        assert_eq!(plan.gone, [Uid(1)]);
        assert!(plan.arrived.is_empty());
    }

    #[test]
    fn flags_and_keywords_are_the_servers() {
        let mut read = there(1);
        read.flags = Flags::NONE.with(Flag::Seen);
        let mut tagged = there(2);
        tagged.keywords = vec![Keyword::new("$label1")];
        let plan = plan(&[here(1), here(2), here(3)], &[read.clone(), tagged.clone(), there(3)]);
        assert_eq!(plan.changed, [read, tagged]);
    }

    #[test]
    fn the_order_of_keywords_is_no_change() {
        let mut mine = here(1);
        mine.keywords = vec![Keyword::new("a"), Keyword::new("b")];
        let mut theirs = there(1);
        theirs.keywords = vec![Keyword::new("b"), Keyword::new("a"), Keyword::new("b")];
        assert_eq!(plan(&[mine], &[theirs]), Plan::default());
    }

    #[test]
    fn a_server_that_names_a_message_twice_is_heard_once() {
        assert_eq!(plan(&[], &[there(3), there(3)]).arrived, [Uid(3)]);
        assert_eq!(plan(&[here(3)], &[there(3), there(3)]), Plan::default());
    }
}
