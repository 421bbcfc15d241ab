//! Why a server says no, by its code (RFC 2449, RFC 3206) or, where it has none,
//! by its words.

use crate::domain::Secret;
use crate::net::{NetError, OwnCertificate, ServerText, quirks};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Greeting,
    Login,
    Command,
}

/// What a `-ERR` means. A server that repeats one of the secrets is not quoted.
pub(super) fn error(text: &str, stage: Stage, secrets: &[Secret]) -> NetError {
    let (code, words) = code(text);
    let text = ServerText::without(words, secrets);
    match code.as_str() {
        "IN-USE" => NetError::InUse,
        "LOGIN-DELAY" | "SYS/TEMP" => NetError::Busy { text },
        _ if stage == Stage::Login && quirks::wants_certificate(words) => {
            NetError::OwnCertificate(OwnCertificate::Wanted)
        }
        "AUTH" => NetError::LoginRefused { text },
        "SYS/PERM" => NetError::said(text.as_str()),
        _ if stage != Stage::Command && quirks::maildrop_is_locked(words) => NetError::InUse,
        _ if stage == Stage::Login && quirks::will_pass(words) => NetError::Busy { text },
        _ => match stage {
            // It has not heard who we are: nothing is wrong with us.
            Stage::Greeting => NetError::Busy { text },
            Stage::Login => NetError::LoginRefused { text },
            Stage::Command => NetError::said(text.as_str()),
        },
    }
}

/// `[CODE] words`, the code in upper case; an empty one if there is none.
fn code(text: &str) -> (String, &str) {
    let split = text.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']'));
    split.map_or((String::new(), text), |(code, words)| (code.to_ascii_uppercase(), words))
}

#[cfg(test)]
mod tests {
    use super::{Stage, error};
    use crate::domain::Secret;
    use crate::net::{NetError, ServerText};

    #[test]
    fn reasons_are_told_apart() {
        let at = |text: &str, stage| error(text, stage, &[]);
        let busy = |text| NetError::Busy { text: ServerText::new(text) };
        assert_eq!(at("[IN-USE] Do you have another session?", Stage::Login), NetError::InUse);
        assert_eq!(at("maildrop already locked", Stage::Login), NetError::InUse);
        assert_eq!(at("[login-delay] minimum time between logins", Stage::Login), busy("minimum time between logins"));
        assert_eq!(at("[SYS/TEMP] no disk", Stage::Command), busy("no disk"));
        assert_eq!(at("too many connections", Stage::Greeting), busy("too many connections"));
        assert_eq!(at("Server busy, try again", Stage::Login), busy("Server busy, try again"));
        assert!(matches!(at("account locked", Stage::Login), NetError::LoginRefused { .. }));
        assert!(matches!(at("[AUTH] invalid", Stage::Login), NetError::LoginRefused { .. }));
        assert!(matches!(at("invalid password", Stage::Login), NetError::LoginRefused { .. }));
        assert!(matches!(at("[SYS/PERM] gone", Stage::Login), NetError::Said { .. }));
        assert!(matches!(at("no such message", Stage::Command), NetError::Said { .. }));
        assert!(matches!(at("message 3 is locked", Stage::Command), NetError::Said { .. }));
    }

    #[test]
    fn a_server_that_repeats_the_password_is_not_quoted() {
        let error = error("[AUTH] bad PASS sesame", Stage::Login, &[Secret::new("sesame")]);
        assert_eq!(error, NetError::LoginRefused { text: ServerText::default() });
    }
}
