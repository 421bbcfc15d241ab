//! What a folder says of itself without being opened.

use std::borrow::Cow;

use super::Session;
use super::response::Response;
use super::say::quoted;
use super::token::Tokens;
use crate::domain::{ModSeq, Uid, UidValidity};
use crate::net::NetError;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FolderStatus {
    pub messages: u32,
    pub uid_next: Option<Uid>,
    pub uid_validity: Option<UidValidity>,
    pub unseen: Option<u32>,
    /// None where the folder keeps no mod-sequences.
    pub highest_modseq: Option<ModSeq>,
}

impl Session {
    /// Not for the folder that is open: that one says all this by itself.
    pub async fn status(&mut self, raw_name: &str) -> Result<FolderStatus, NetError> {
        let command = format!("STATUS {} ({})", quoted(raw_name)?, self.status_items());
        let mut told = None;
        self.run(&command, |response| {
            if let Response::FolderStatus(name, status) = response
                && is_name(name, raw_name)
            {
                told = Some(*status);
            }
        })
        .await?;
        // That was asked for, and is no news.
        let _ = self.elsewhere.remove(raw_name);
        told.ok_or(NetError::Odd("a folder without a status"))
    }

    pub(super) fn status_items(&self) -> &'static str {
        if self.capabilities.condstore {
            "MESSAGES UIDNEXT UIDVALIDITY UNSEEN HIGHESTMODSEQ"
        } else {
            "MESSAGES UIDNEXT UIDVALIDITY UNSEEN"
        }
    }
}

/// The inbox has its name in any case; all others are what they are.
pub(super) fn is_name(said: &[u8], raw_name: &str) -> bool {
    said == raw_name.as_bytes() || (raw_name.eq_ignore_ascii_case("INBOX") && said.eq_ignore_ascii_case(b"INBOX"))
}

/// `"INBOX" (MESSAGES 3 UIDNEXT 9)`
pub(super) fn read<'a>(tokens: &mut Tokens<'a>) -> Option<(Cow<'a, [u8]>, FolderStatus)> {
    let name = tokens.astring()?;
    tokens.spaces();
    tokens.eat(b'(').then_some(())?;
    let mut status = FolderStatus::default();
    loop {
        tokens.spaces();
        if tokens.eat(b')') {
            return Some((name, status));
        }
        let item = tokens.atom()?;
        tokens.spaces();
        let is = |known: &str| item.eq_ignore_ascii_case(known.as_bytes());
        let small = |number: u64| u32::try_from(number).ok();
        if is("MESSAGES") {
            status.messages = small(tokens.number()?)?;
        } else if is("UIDNEXT") {
            status.uid_next = small(tokens.number()?).filter(|&uid| uid > 0).map(Uid);
        } else if is("UIDVALIDITY") {
            status.uid_validity = small(tokens.number()?).map(UidValidity);
        } else if is("UNSEEN") {
            status.unseen = small(tokens.number()?);
        } else if is("HIGHESTMODSEQ") {
            status.highest_modseq = Some(ModSeq(tokens.number()?)).filter(|modseq| modseq.0 > 0);
        } else {
            tokens.skip()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FolderStatus, is_name, read};
    use crate::domain::{ModSeq, Uid, UidValidity};
    use crate::net::imap::token::Tokens;

    #[test]
    fn a_status_is_read_whatever_else_it_tells() {
        let text = b"\"a b\" ( messages 3 RECENT 1 UIDNEXT 9  UIDVALIDITY 7 UNSEEN 2 HIGHESTMODSEQ 12 MAILBOXID (F7) SIZE 5000000000 ) \r\n";
        let (name, status) = read(&mut Tokens::new(text)).unwrap();
        assert!(is_name(&name, "a b") && !is_name(&name, "A B"));
        let expected = FolderStatus {
            messages: 3,
            uid_next: Some(Uid(9)),
            uid_validity: Some(UidValidity(7)),
            unseen: Some(2),
            highest_modseq: Some(ModSeq(12)),
        };
        assert_eq!(status, expected);
        assert!(is_name(b"Inbox", "INBOX"));
    }

    #[test]
    fn a_broken_status_is_none() {
        for text in [b"x".as_slice(), b"x (MESSAGES", b"x (MESSAGES many)", b"x (MESSAGES 4294967296)", b""] {
            assert!(read(&mut Tokens::new(text)).is_none());
        }
    }
}
