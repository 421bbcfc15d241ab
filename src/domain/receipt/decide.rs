//! Whether a receipt is given, asked about, or not even mentioned (RFC 8098, 2.1).

use serde::{Deserialize, Serialize};

use crate::domain::{Address, Email};

/// What the user wants when a receipt is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    #[default]
    Ask,
    /// Where the rules let it go by itself; else it is asked about.
    Always,
    Never,
}

/// What a sender asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Where receipts are to go, each address once.
    pub to: Vec<Address>,
    /// It wants something of them that we do not know.
    pub beyond_us: bool,
}

/// What has to be known of the message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Circumstances {
    /// Who sent it, as the server that brought it wrote down.
    pub return_path: Option<Email>,
    /// A receipt was given or refused, here or on another workstation.
    pub answered: bool,
    /// The user wrote it.
    pub own: bool,
    /// It lies among junk, in the trash, among drafts or sent mail.
    pub aside: bool,
    /// It came through a mailing list.
    pub list: bool,
    /// It is a report itself.
    pub report: bool,
    pub in_inbox: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    Nothing,
    Ask,
    /// Without asking.
    Send,
}

pub fn decide(policy: Policy, request: &Request, message: &Circumstances) -> Decision {
    let never = policy == Policy::Never
        || request.to.is_empty()
        || request.beyond_us
        || message.answered
        || message.own
        || message.aside
        || message.list
        || message.report;
    if never {
        return Decision::Nothing;
    }
    let one = match request.to.as_slice() {
        [one] => Email::parse(&one.email).ok(),
        _ => None,
    };
    // Else it would tell a stranger that somebody is there, and when they read.
    let goes_back = one.is_some() && one == message.return_path;
    match policy {
        Policy::Always if goes_back && message.in_inbox => Decision::Send,
        _ => Decision::Ask,
    }
}

#[cfg(test)]
mod tests {
    use super::{Circumstances, Decision, Policy, Request, decide};
    use crate::domain::{Address, Email};

    fn request(to: &[&str]) -> Request {
        Request { to: to.iter().map(|email| Address::new("", *email)).collect(), beyond_us: false }
    }

    fn usual() -> Circumstances {
        let return_path = Email::parse("Anne@cabinet.example").ok();
        Circumstances { return_path, in_inbox: true, ..Circumstances::default() }
    }

    #[test]
    fn the_user_is_asked_unless_they_said_always_or_never() {
        let asked = request(&["anne@cabinet.example"]);
        for (policy, decision) in
            [(Policy::Ask, Decision::Ask), (Policy::Always, Decision::Send), (Policy::Never, Decision::Nothing)]
        {
            assert_eq!(decide(policy, &asked, &usual()), decision, "{policy:?}");
        }
    }

    #[test]
    fn nothing_goes_by_itself_to_another_address_or_to_several_or_from_another_folder() {
        let elsewhere = Circumstances { in_inbox: false, ..usual() };
        let unknown = Circumstances { return_path: None, ..usual() };
        let back = request(&["anne@cabinet.example"]);
        for (to, message) in [
            (request(&["paul@ailleurs.example"]), usual()),
            (request(&["anne@cabinet.example", "paul@ailleurs.example"]), usual()),
            (request(&["anne at cabinet"]), unknown.clone()),
            (back.clone(), unknown),
            (back, elsewhere),
        ] {
            assert_eq!(decide(Policy::Always, &to, &message), Decision::Ask, "{to:?} {message:?}");
        }
    }

    #[test]
    fn some_messages_are_never_answered_with_a_receipt() {
        let asked = request(&["anne@cabinet.example"]);
        for message in [
            Circumstances { answered: true, ..usual() },
            Circumstances { own: true, ..usual() },
            Circumstances { aside: true, ..usual() },
            Circumstances { list: true, ..usual() },
            Circumstances { report: true, ..usual() },
        ] {
            assert_eq!(decide(Policy::Ask, &asked, &message), Decision::Nothing, "{message:?}");
            assert_eq!(decide(Policy::Always, &asked, &message), Decision::Nothing, "{message:?}");
        }
        let beyond = Request { beyond_us: true, ..asked };
        assert_eq!(decide(Policy::Always, &beyond, &usual()), Decision::Nothing);
        assert_eq!(decide(Policy::Ask, &request(&[]), &usual()), Decision::Nothing);
    }
}
