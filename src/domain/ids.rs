//! Numbers that name things. A row id is ours and is never reused; a UID is the
//! server's and is only a mapping, never an identity.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id!(
    /// A mailbox with its servers, as the user set it up.
    AccountId(i64)
);
id!(
    /// A folder in the cache.
    FolderId(i64)
);
id!(
    /// A message lying in a folder: one row of a list. The same letter in two
    /// folders has two of them.
    MessageId(i64)
);
id!(
    /// A conversation within an account.
    ThreadId(i64)
);
id!(
    /// A message that is being written.
    DraftId(i64)
);
id!(
    /// A file that was attached to a draft.
    EnclosureId(i64)
);
id!(
    /// A document on its way to the practice's software, or there.
    ExportId(i64)
);
id!(
    /// The server's number of a message within a folder and a [`UidValidity`].
    Uid(u32)
);
id!(
    /// The server's word that its UIDs still mean what they meant.
    UidValidity(u32)
);
id!(
    /// The server's clock of changes (CONDSTORE, RFC 7162).
    ModSeq(u64)
);
