//! Messages to another folder of the same mailbox, and what they are called
//! there.

use std::collections::HashSet;

use super::response::{Kind, Response, Status};
use super::say::quoted;
use super::{Session, uidset};
use crate::domain::{Uid, UidValidity};
use crate::net::{NetError, Refusal};

/// Where messages went, as far as the server says (COPYUID, RFC 4315). Empty
/// where it does not, or where its numbers do not match: then the target folder
/// has to be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Placed {
    pub validity: Option<UidValidity>,
    /// From the UID here to the one there.
    pub pairs: Vec<(Uid, Uid)>,
}

impl Session {
    /// Moves messages of the folder that is open; another message is never
    /// touched. Without MOVE and UIDPLUS it is refused while other messages are
    /// marked as deleted.
    pub async fn move_to(&mut self, uids: &[Uid], raw_target: &str) -> Result<Placed, NetError> {
        let _open = self.open_for_changes()?;
        let mut placed = Sum::default();
        if !self.capabilities.move_ && !self.can_purge(uids).await? {
            return Err(NetError::Refused(Refusal::Unsupported));
        }
        for set in uidset::sets(uids) {
            if self.capabilities.move_ {
                placed.add(self.place("MOVE", &set, uids, raw_target).await?);
            } else {
                placed.add(self.place("COPY", &set, uids, raw_target).await?);
                self.mark_deleted(&set).await?;
                // What cannot be taken away safely by now stays, marked.
                let _purged = self.purge(&set, uids).await?;
            }
        }
        Ok(placed.whole())
    }

    pub async fn copy_to(&mut self, uids: &[Uid], raw_target: &str) -> Result<Placed, NetError> {
        let mut placed = Sum::default();
        for set in uidset::sets(uids) {
            placed.add(self.place("COPY", &set, uids, raw_target).await?);
        }
        Ok(placed.whole())
    }

    async fn place(
        &mut self,
        verb: &str,
        set: &str,
        uids: &[Uid],
        raw_target: &str,
    ) -> Result<Option<Placed>, NetError> {
        let mut placed = None;
        // MOVE tells in an untagged OK (RFC 6851), COPY at the end, Gmail always there.
        self.run(&format!("UID {verb} {set} {}", quoted(raw_target)?), |response| {
            if let Response::Status(status @ Status { kind: Kind::Ok, .. }) = response
                && let Some((name, value)) = status.code()
                && name.eq_ignore_ascii_case("COPYUID")
            {
                placed = copyuid(value, uids);
            }
        })
        .await?;
        Ok(placed)
    }
}

/// The answers to several sets: all of one validity, or worth nothing.
#[derive(Default)]
struct Sum {
    placed: Placed,
    odd: bool,
}

impl Sum {
    fn add(&mut self, more: Option<Placed>) {
        let Some(more) = more else { return };
        self.odd |= self.placed.validity.is_some_and(|validity| Some(validity) != more.validity);
        self.placed.validity = more.validity;
        self.placed.pairs.extend(more.pairs);
    }

    fn whole(self) -> Placed {
        if self.odd { Placed::default() } else { self.placed }
    }
}

/// `38505 304,319:320 3956:3958`: the first of the one set is the first of the
/// other. None if that does not come out even, or names what was not asked.
fn copyuid(value: &str, asked: &[Uid]) -> Option<Placed> {
    let mut words = value.split_ascii_whitespace();
    let validity: u32 = words.next()?.parse().ok().filter(|&validity| validity > 0)?;
    let from = uidset::each(words.next()?, asked.len())?;
    let to = uidset::each(words.next()?, asked.len())?;
    let asked: HashSet<u32> = asked.iter().map(|uid| uid.0).collect();
    let distinct = |uids: &[Uid]| uids.iter().map(|uid| uid.0).collect::<HashSet<u32>>().len() == uids.len();
    let even = from.len() == to.len() && distinct(&from) && distinct(&to);
    let ours = from.iter().all(|uid| asked.contains(&uid.0));
    (even && ours).then(|| Placed { validity: Some(UidValidity(validity)), pairs: from.into_iter().zip(to).collect() })
}

#[cfg(test)]
mod tests {
    use super::copyuid;
    use crate::domain::Uid;

    fn pairs(value: &str) -> Option<Vec<(u32, u32)>> {
        let asked = [304, 319, 320, 400].map(Uid);
        copyuid(value, &asked).map(|placed| placed.pairs.iter().map(|(from, to)| (from.0, to.0)).collect())
    }

    #[test]
    fn the_two_sets_are_read_side_by_side() {
        assert_eq!(pairs("38505 304,319:320 3956:3958"), Some(vec![(304, 3956), (319, 3957), (320, 3958)]));
        // In the order written, but a range counts upwards.
        assert_eq!(pairs("38505  320:319,304 9,7,12"), Some(vec![(319, 9), (320, 7), (304, 12)]));
    }

    #[test]
    fn numbers_that_do_not_match_are_worth_nothing() {
        let lies = [
            "38505 304,319 3956",
            "38505 304 3956:3957",
            "0 304 41",
            "38505 304 0",
            "38505 305 41",
            "38505 304,304 41,42",
            "38505 304,319 41,41",
            "38505 1:4294967295 1:4294967295",
            "38505 304",
            "",
        ];
        for lie in lies {
            assert_eq!(pairs(lie), None, "{lie}");
        }
    }
}
