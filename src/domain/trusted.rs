//! The white list of the trusted space of health messaging, as it was published:
//! which domains are of it. Where it is not at hand, the name of a domain is all
//! that is asked ([`Email::circle`]).

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Circle, Email, Timestamp};

/// A list that is older says little of domains that came since.
const FRESH_DAYS: i64 = 30;
const DAY: i64 = 86_400;
/// Mailboxes to learn with are of the space, and on no list.
const TRAINING: [&str; 2] = ["formation.mssante.fr", "formation.mssante.example"];

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WhiteList {
    /// When it was made, as it says.
    pub made: Option<Timestamp>,
    /// When it came here.
    pub came: Timestamp,
    /// In lower-case ASCII (IDNA).
    pub domains: BTreeSet<String>,
}

impl WhiteList {
    /// What it says was so then.
    pub fn date(&self) -> Timestamp {
        self.made.unwrap_or(self.came)
    }

    pub fn is_old(&self, now: Timestamp) -> bool {
        now.0.saturating_sub(self.date().0) > FRESH_DAYS * DAY
    }
}

/// What is known of the trusted space. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TrustedSpace(Option<Arc<WhiteList>>);

impl TrustedSpace {
    /// By the names of domains alone.
    pub const BY_NAME: Self = Self(None);

    pub fn new(list: WhiteList) -> Self {
        Self(Some(Arc::new(list)))
    }

    pub fn list(&self) -> Option<&WhiteList> {
        self.0.as_deref()
    }

    /// Patients and mailboxes to learn with are told by their names, list or none.
    pub fn circle(&self, email: &Email) -> Circle {
        let by_name = email.circle();
        let Some(list) = self.list().filter(|_| by_name != Circle::Patient) else { return by_name };
        match by_name {
            _ if list.domains.contains(email.domain()) => Circle::Trusted,
            Circle::Trusted if !is_training(email.domain()) => Circle::Unlisted,
            by_name => by_name,
        }
    }
}

fn is_training(domain: &str) -> bool {
    TRAINING.iter().filter_map(|end| domain.strip_suffix(end)).any(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circle(space: &TrustedSpace, address: &str) -> Circle {
        space.circle(&Email::parse(address).unwrap())
    }

    #[test]
    fn the_list_says_which_domains_are_trusted_and_names_do_where_there_is_none() {
        let domains = ["medecin.mssante.fr", "ghu-test.example"].map(str::to_owned).into();
        let listed = TrustedSpace::new(WhiteList { domains, ..WhiteList::default() });
        assert_eq!(circle(&listed, "anne@medecin.mssante.fr"), Circle::Trusted);
        assert_eq!(circle(&listed, "anne@GHU-test.example"), Circle::Trusted, "though its name does not say so");
        assert_eq!(circle(&listed, "anne@inconnu.mssante.fr"), Circle::Unlisted);
        assert_eq!(circle(&listed, "anne@reclame.example"), Circle::Outside);
        assert_eq!(circle(&listed, "299999999001241@patient.mssante.fr"), Circle::Patient);
        assert_eq!(circle(&listed, "anne@chu.formation.mssante.fr"), Circle::Trusted);
        assert_eq!(circle(&listed, "anne@fausseformation.mssante.fr"), Circle::Unlisted);
        let by_name = TrustedSpace::BY_NAME;
        assert_eq!(circle(&by_name, "anne@inconnu.mssante.fr"), Circle::Trusted);
        assert_eq!(circle(&by_name, "anne@ghu-test.example"), Circle::Outside);
    }

    #[test]
    fn a_list_is_old_after_thirty_days() {
        let list = WhiteList { made: Some(Timestamp(0)), came: Timestamp(90 * DAY), ..WhiteList::default() };
        assert!(!list.is_old(Timestamp(30 * DAY)) && list.is_old(Timestamp(30 * DAY + 1)));
        assert!(!WhiteList { made: None, ..list }.is_old(Timestamp(100 * DAY)));
    }
}
