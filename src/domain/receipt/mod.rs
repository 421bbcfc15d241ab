//! Receipts: what a message says became of another one (RFC 8098, RFC 3464), and
//! whether one that is asked for is given.
//!
//! Anybody can write a receipt: it is what its sender claims, and proves nothing.

mod decide;

use serde::{Deserialize, Serialize};

use super::{Address, MessageId, Timestamp};

pub use decide::{Circumstances, Decision, Policy, Request, decide};

/// What a message reports on another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The id of the message it is about, without brackets. None where it does
    /// not say it.
    pub original: Option<String>,
    pub news: Vec<News>,
}

/// What became of a message at one of its recipients.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// The address that the message was sent to, else the one it came to. As it
    /// was written, and empty where none was.
    pub recipient: String,
    pub fate: Fate,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// Its recipient, or their program, did something with it (RFC 8098).
    Disposed {
        disposition: Disposition,
        /// By the program, without asking.
        automatic: bool,
        /// Something went wrong with it, as the words say, if there are any.
        error: Option<String>,
    },
    /// A server on its way says how far it came (RFC 3464).
    Delivery {
        action: Delivery,
        /// As `5.1.1`; empty where none was given.
        status: String,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Disposition {
    /// Shown; whether it was read or understood, nobody can tell.
    Displayed,
    /// By a program, without being shown.
    Processed,
    /// Sent on.
    Dispatched,
    /// Without being shown, perhaps.
    Deleted,
    /// The recipient would not say.
    Denied,
    Failed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Delivery {
    Failed,
    Delayed,
    Delivered,
    /// Handed to a server that will say no more.
    Relayed,
    Expanded,
}

/// All about receipts of one message.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Receipts {
    /// What the message itself reports.
    pub report: Option<Report>,
    /// The message that it reports on, where it is here.
    pub about: Option<MessageId>,
    /// What came back for it, oldest first.
    pub came: Vec<Receipt>,
    /// Its sender asks for one.
    pub asked: Option<Request>,
}

/// A receipt that came for a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The message that brought it.
    pub message: MessageId,
    pub date: Timestamp,
    pub news: News,
}

/// A receipt that is given, before it has its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Whose mailbox it was shown in.
    pub recipient: Address,
    pub to: Vec<Address>,
    pub subject: String,
    /// The id of the message that it is about.
    pub original: Option<String>,
    /// Nobody was asked.
    pub automatic: bool,
    pub date: Timestamp,
    pub message_id: String,
    /// What a person reads of it.
    pub text: String,
}
