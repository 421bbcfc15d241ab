//! What the program and the host of a module say to each other. Plain values:
//! no handle, no slot number, nothing that a restart of the host would spoil.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::Pin;
use crate::child::Bytes;
use crate::crypto::{Digest, KeyError, Padding};

/// Each question says it all, for it may be the first that a new host hears.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Question {
    pub(super) module: PathBuf,
    pub(super) wish: Wish,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Wish {
    List,
    /// Without a code where the reader takes it itself.
    Login {
        token: TokenId,
        pin: Option<Pin>,
    },
    Logout {
        token: TokenId,
    },
    Use {
        key: KeyId,
        deed: Deed,
        /// For a key that wants it each time.
        pin: Option<Pin>,
    },
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Deed {
    Sign { digest: Digest, message: Bytes },
    Decrypt { padding: Padding, block: Bytes },
    Agree { point: Bytes },
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Answer {
    Tokens(Vec<Token>),
    Done,
    /// A signature, what a block held, a shared secret.
    Bytes(Bytes),
    Failed(KeyError),
    /// The key wants the code for this use.
    CodeWanted,
    /// The file is no module, or does not start.
    NoModule,
}

/// A token by what its maker wrote on it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TokenId {
    pub manufacturer: String,
    pub model: String,
    pub serial: String,
}

/// A key by its number on its token, and by the certificate that was shown for
/// it: another card in the same reader is not signed with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeyId {
    pub(super) token: TokenId,
    pub(super) id: Bytes,
    pub(super) certificate: Bytes,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    pub id: TokenId,
    pub label: String,
    pub pin: PinState,
    pub certificates: Vec<TokenCertificate>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinState {
    pub tries: Tries,
    /// The code was given, and the token is open.
    pub open: bool,
    /// It is typed on the reader, not here.
    pub on_reader: bool,
    pub shortest: usize,
    pub longest: usize,
}

/// What a token says of its counter before it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tries {
    All,
    /// At least one code was wrong.
    Fewer,
    Last,
    None,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenCertificate {
    pub label: String,
    pub id: Bytes,
    pub der: Bytes,
    /// Of the private key of the same number. Most tokens hide it until the
    /// code is given: then it is not known here whether there is one.
    pub key: Option<TokenKeyKind>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenKeyKind {
    /// The code is wanted for each use.
    pub asks_each_time: bool,
    pub uses: Vec<KeyUse>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyUse {
    Sign,
    Decrypt,
    Agree,
}
