//! Senders that the user put on a list: blocked, whose mail goes among the junk,
//! or welcome, whose mail is none. The address of From is what is compared; nobody
//! vouches for it, so nothing is ever deleted by these lists.

use super::{Address, Circle, Email, TrustedSpace};

/// What is done with what a sender sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stance {
    /// On the black list.
    Blocked,
    /// On the white list.
    Welcome,
}

/// Whom a line of the lists is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    Address(Email),
    /// All of a domain, and nobody of the domains below it.
    Domain(String),
}

/// A line of the lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub whose: Whose,
    pub stance: Stance,
    /// The user was asked once more: it holds for the trusted space too.
    pub sure: bool,
}

impl Whose {
    /// An address, or a domain with or without its @. The domain of all patients is
    /// none: nobody means each of them.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        match text.rsplit_once('@') {
            Some((local, _)) if !local.is_empty() => Email::parse(text).ok().map(Self::Address),
            at => Self::domain_of(at.map_or(text, |(_, domain)| domain)),
        }
    }

    fn domain_of(domain: &str) -> Option<Self> {
        // A domain is what an address can end with.
        Self::around(&Email::parse(&format!("x@{domain}")).ok()?)
    }

    /// The domain of an address.
    pub fn around(email: &Email) -> Option<Self> {
        (email.circle() != Circle::Patient).then(|| Self::Domain(email.domain().to_owned()))
    }

    pub fn is(&self, email: &Email) -> bool {
        match self {
            Self::Address(address) => address == email,
            Self::Domain(domain) => domain == email.domain(),
        }
    }

    /// Who would be meant is of the trusted space.
    pub fn is_trusted(&self, trusted: &TrustedSpace) -> bool {
        let email = match self {
            Self::Address(email) => Some(email.clone()),
            Self::Domain(domain) => Email::parse(&format!("x@{domain}")).ok(),
        };
        email.is_some_and(|email| trusted.circle(&email) != Circle::Outside)
    }
}

/// As it is shown, and typed: a domain begins with its @.
impl std::fmt::Display for Whose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Address(email) => write!(f, "{email}"),
            Self::Domain(domain) => write!(f, "@{domain}"),
        }
    }
}

/// The one who sent it, as far as it can be said: nobody where several share From.
pub fn sole_sender(from: &[Address]) -> Option<Email> {
    let [one] = from else { return None };
    Email::parse(&one.email).ok()
}

/// What the lists say of a sender: a line about the address goes before one about
/// its domain. To block the trusted space the user must have been asked.
pub fn stance_on(listed: &[Listed], email: &Email, trusted: &TrustedSpace) -> Option<Stance> {
    let holds = |line: &&Listed| {
        line.whose.is(email)
            && (line.stance == Stance::Welcome || line.sure || trusted.circle(email) == Circle::Outside)
    };
    let lines = || listed.iter().filter(holds);
    let of_address = lines().find(|line| matches!(line.whose, Whose::Address(_)));
    of_address.or_else(|| lines().next()).map(|line| line.stance)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BY_NAME: TrustedSpace = TrustedSpace::BY_NAME;

    fn email(text: &str) -> Email {
        Email::parse(text).unwrap()
    }

    fn line(whose: &str, stance: Stance) -> Listed {
        Listed { whose: Whose::parse(whose).unwrap(), stance, sure: false }
    }

    #[test]
    fn a_line_is_an_address_or_a_domain_however_it_is_typed() {
        let shown = |text: &str| Whose::parse(text).map(|whose| whose.to_string());
        assert_eq!(shown(" Paul@Clinique-Été.example ").as_deref(), Some("Paul@xn--clinique-t-j7ab.example"));
        assert_eq!(shown("@Réclame.example").as_deref(), Some("@xn--rclame-bva.example"));
        assert_eq!(shown("reclame.example").as_deref(), Some("@reclame.example"));
        assert_eq!((shown("reclame"), shown("@"), shown(""), shown("a b@c.example")), (None, None, None, None));
    }

    #[test]
    fn the_line_of_an_address_goes_before_that_of_its_domain() {
        let listed = [line("reclame.example", Stance::Blocked), line("anne@reclame.example", Stance::Welcome)];
        assert_eq!(stance_on(&listed, &email("paul@reclame.example"), &BY_NAME), Some(Stance::Blocked));
        assert_eq!(stance_on(&listed, &email("Anne@Reclame.example"), &BY_NAME), Some(Stance::Welcome));
        assert_eq!(
            stance_on(&listed, &email("paul@lettres.reclame.example"), &BY_NAME),
            None,
            "a domain below is another"
        );
    }

    #[test]
    fn nobody_of_the_trusted_space_is_blocked_without_being_asked_about() {
        let mut listed = [line("anne@medecin.mssante.fr", Stance::Blocked)];
        let anne = email("anne@medecin.mssante.fr");
        assert!(listed[0].whose.is_trusted(&BY_NAME));
        assert_eq!(stance_on(&listed, &anne, &BY_NAME), None);
        listed[0].sure = true;
        assert_eq!(stance_on(&listed, &anne, &BY_NAME), Some(Stance::Blocked));
    }

    #[test]
    fn a_patient_is_on_a_list_and_never_all_of_them() {
        assert_eq!(Whose::parse("@patient.mssante.fr"), None);
        let patient = email("299999999001241@patient.mssante.fr");
        assert_eq!((Whose::around(&patient), Whose::parse(patient.as_str())), (None, Some(Whose::Address(patient))));
    }

    #[test]
    fn of_several_senders_none_is_the_one() {
        let person = |email: &str| Address::new("", email);
        assert_eq!(sole_sender(&[person("a@b.example")]), Some(email("a@b.example")));
        assert_eq!(sole_sender(&[person("a@b.example"), person("c@d.example")]), None);
        assert_eq!((sole_sender(&[]), sole_sender(&[person("personne")])), (None, None));
    }
}
