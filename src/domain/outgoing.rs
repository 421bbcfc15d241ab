//! A message on its way out: whole, as it will be handed to the server, and what
//! is known of how far it came.

use serde::{Deserialize, Serialize};

use super::{AccountId, Address, Answered, DraftId, Email, Timestamp};

/// A row of the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OutgoingId(pub i64);

/// All that is needed to send a message, once. Nothing of it changes any more.
#[derive(Clone, PartialEq, Eq)]
pub struct Outgoing {
    pub account: AccountId,
    /// Of the envelope: where it is told that something went wrong.
    pub from: Email,
    /// All of them, those of Bcc too.
    pub to: Vec<Email>,
    /// Written in the copy in Sent alone.
    pub bcc: Vec<Address>,
    /// For the list: the bytes may be sealed.
    pub subject: String,
    pub people: Vec<Address>,
    /// As in the bytes, without brackets.
    pub message_id: String,
    pub bytes: Vec<u8>,
    /// A copy goes into Sent.
    pub copy: bool,
    /// Servers on the way are asked to tell what becomes of it (RFC 3461).
    pub delivery_report: bool,
    /// Marked once this is sent.
    pub answered: Option<Answered>,
    /// Sent later, or held back while it can be taken back.
    pub not_before: Option<Timestamp>,
    /// The draft it was written as.
    pub draft: Option<DraftId>,
}

/// How far it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutgoingState {
    /// No server can have it, or only those who are still to get it are waited for.
    Waiting,
    /// The server may have it from now on: what it answers is not known yet.
    Handing,
    /// The line or the program was cut there, and nobody could tell what became of
    /// it. The user is asked, never guessed for.
    InDoubt,
    /// It does not go, or not to some, until the user says what is to be done.
    Refused,
    /// It is sent; its copy is still to lie in Sent.
    Filing,
}

/// A recipient that the server would not have.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    pub to: Email,
    /// For now: tried again by itself.
    pub passes: bool,
    /// The server's own words. For the user's eyes, never for a log.
    pub said: String,
}

/// What the user says of a message in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Settle {
    /// Whoever has it already gets it twice.
    SendAgain,
    WasSent,
}

impl std::fmt::Display for OutgoingId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Outgoing({} bytes to {})", self.bytes.len(), self.to.len())
    }
}

impl std::fmt::Debug for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Refusal(passes: {})", self.passes)
    }
}

#[cfg(test)]
mod tests {
    use super::{Email, Outgoing, Refusal};
    use crate::domain::{AccountId, Address};

    #[test]
    fn a_log_says_nothing_of_a_message_or_its_people() {
        let to = Email::parse("lea@clinique.example").unwrap();
        let outgoing = Outgoing {
            account: AccountId(1),
            from: Email::parse("anne@cabinet.example").unwrap(),
            to: vec![to.clone()],
            bcc: Vec::new(),
            subject: "Bilan".to_owned(),
            people: vec![Address::new("Léa", "lea@clinique.example")],
            message_id: "a@cabinet.example".to_owned(),
            bytes: b"Bonjour".to_vec(),
            copy: true,
            delivery_report: false,
            answered: None,
            not_before: None,
            draft: None,
        };
        assert_eq!(format!("{outgoing:?}"), "Outgoing(7 bytes to 1)");
        let refusal = Refusal { to, passes: true, said: "lea is away".to_owned() };
        assert_eq!(format!("{refusal:?}"), "Refusal(passes: true)");
    }
}
