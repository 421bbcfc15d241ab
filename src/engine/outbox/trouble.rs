//! What a message met on its way, what is waited for then, and how long.

use std::time::Duration;

use crate::domain::Timestamp;
use crate::engine::{CardFault, FaultKind};
use crate::store::HeldFor;
use crate::sync;

/// Minutes until it is tried again; the last one for as long as it takes.
const PATIENCE: [i64; 6] = [1, 2, 5, 15, 30, 60];

/// After so many times that it did not come about.
pub(super) fn again(tries: usize) -> Timestamp {
    let minutes = PATIENCE.get(tries).or(PATIENCE.last()).copied().unwrap_or(60);
    Timestamp(sync::now().0 + minutes * 60)
}

/// Until a moment, and not less than a little: a clock may jump.
pub(super) fn until(at: Timestamp) -> Duration {
    let seconds = at.0.saturating_sub(sync::now().0).clamp(1, 3600);
    Duration::from_secs(seconds.unsigned_abs())
}

/// What is waited for where there is no way to the server.
pub(super) fn held_for(kind: FaultKind) -> HeldFor {
    match kind {
        FaultKind::Card(CardFault::Unresponsive) => HeldFor::Line,
        FaultKind::Card(CardFault::Unable | CardFault::Refused)
        | FaultKind::LoginRefused
        | FaultKind::LoginUnsupported
        | FaultKind::NoTls
        | FaultKind::Certificate(_)
        | FaultKind::OwnCertificate(_) => HeldFor::User,
        FaultKind::Card(_) => HeldFor::Card,
        _ => HeldFor::Line,
    }
}

/// As it stands in a row.
pub(super) fn written(kind: FaultKind) -> String {
    serde_json::to_string(&kind).unwrap_or_default()
}

/// One that another version wrote is only known to be one.
pub(super) fn read(text: &str) -> FaultKind {
    serde_json::from_str(text).unwrap_or(FaultKind::ServerSaid)
}

#[cfg(test)]
mod tests {
    use super::{CardFault, FaultKind, HeldFor, again, held_for, read, sync, written};

    #[test]
    fn each_kind_of_fault_is_read_as_it_was_written() {
        for kind in FaultKind::ALL {
            assert_eq!(read(&written(kind)), kind);
        }
        assert_eq!(read("\"of-tomorrow\""), FaultKind::ServerSaid);
    }

    #[test]
    fn it_is_tried_soon_at_first_and_then_every_hour() {
        let minutes: Vec<i64> = [0, 1, 2, 3, 4, 5, 99].map(|tries| (again(tries).0 - sync::now().0 + 5) / 60).into();
        assert_eq!(minutes, [1, 2, 5, 15, 30, 60, 60]);
    }

    #[test]
    fn a_line_comes_back_by_itself_and_a_wrong_password_does_not() {
        assert_eq!(held_for(FaultKind::Unreachable), HeldFor::Line);
        assert_eq!(held_for(FaultKind::LoginRefused), HeldFor::User);
        assert_eq!(held_for(FaultKind::Card(CardFault::Gone)), HeldFor::Card);
        assert_eq!(held_for(FaultKind::Card(CardFault::Unable)), HeldFor::User);
    }
}
