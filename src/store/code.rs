//! How domain values stand in a column. Texts and numbers here are in files on
//! people's disks: they are added to, never changed.

use rusqlite::Row;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, Type, ValueRef};
use serde::de::DeserializeOwned;

use super::outgoing::HeldFor;
use super::pop::PopState;
use super::queue::{Reason, State, Verb};
use super::trust::{AnchorFrom, BoundTo};
use crate::domain::export::{Doubt, ExportKind, ExportState, Obstacle};
use crate::domain::{
    AccountId, Act, ConcernSource, DraftId, EnclosureId, Encoding, ExportId, Flags, FolderId, InsKind, Mark, MessageId,
    ModSeq, OutgoingId, OutgoingState, Role, Stance, ThreadId, Timestamp, Uid, UidValidity, Written,
};

macro_rules! number {
    ($($name:ident),+) => {
        $(
            impl ToSql for $name {
                fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                    self.0.to_sql()
                }
            }

            impl FromSql for $name {
                fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                    FromSql::column_result(value).map(Self)
                }
            }
        )+
    };
}

number!(
    AccountId,
    DraftId,
    EnclosureId,
    ExportId,
    FolderId,
    MessageId,
    OutgoingId,
    ThreadId,
    Uid,
    UidValidity,
    Timestamp,
    Flags
);

/// A size, or another count that a server may claim to be absurd.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Count(pub(super) u64);

impl ToSql for Count {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(i64::try_from(self.0).unwrap_or(i64::MAX).into())
    }
}

impl FromSql for Count {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let number = i64::column_result(value)?;
        u64::try_from(number).map(Self).map_err(|_| FromSqlError::OutOfRange(number))
    }
}

impl FromSql for ModSeq {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Count::column_result(value).map(|count| Self(count.0))
    }
}

impl ToSql for ModSeq {
    /// RFC 7162 allows 63 bits. What is beyond is forgotten, not cut: a wrong
    /// clock would hide changes, no clock only costs a comparison.
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(i64::try_from(self.0).map_or(ToSqlOutput::Owned(rusqlite::types::Value::Null), Into::into))
    }
}

macro_rules! text {
    ($name:ident { $($variant:ident = $text:literal),+ $(,)? }) => {
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(match self { $(Self::$variant => $text),+ }.into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                match value.as_str()? {
                    $($text => Ok(Self::$variant),)+
                    _ => Err(FromSqlError::InvalidType),
                }
            }
        }
    };
}

text!(Role {
    Inbox = "inbox",
    Drafts = "drafts",
    Templates = "templates",
    Sent = "sent",
    Archive = "archive",
    Junk = "junk",
    Trash = "trash",
    Virtual = "virtual",
});

text!(Mark {
    Plain = "plain",
    Signed = "signed",
    Encrypted = "encrypted",
});

text!(InsKind {
    Nir = "nir",
    Nia = "nia",
    Test = "test",
    Demo = "demo",
    Old = "old",
});

text!(ConcernSource {
    Document = "document",
    Subject = "subject",
    Address = "address",
});

/// How the bytes of a letter are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    Zstd,
    /// They do not get smaller.
    AsIs,
}

text!(Coding {
    Zstd = "zstd",
    AsIs = "as-is",
});

text!(Act {
    Mark = "mark",
    Move = "move",
    Copy = "copy",
    Delete = "delete",
    Archive = "archive",
    Junk = "junk",
    NotJunk = "not-junk",
    Destroy = "destroy",
    MakeFolder = "make-folder",
    RenameFolder = "rename-folder",
    MoveFolder = "move-folder",
    DeleteFolder = "delete-folder",
    DestroyFolder = "destroy-folder",
    Draft = "draft",
    Template = "template",
    Sort = "sort",
});

text!(Stance {
    Blocked = "blocked",
    Welcome = "welcome",
});

text!(OutgoingState {
    Waiting = "waiting",
    Handing = "handing",
    InDoubt = "in-doubt",
    Refused = "refused",
    Filing = "filing",
});

text!(HeldFor {
    Line = "line",
    Card = "card",
    User = "user",
});

text!(Verb {
    Copy = "copy",
    Move = "move",
    Destroy = "destroy",
    Put = "put",
});

text!(State {
    Waiting = "waiting",
    Sent = "sent",
    Refused = "refused",
});

text!(Reason {
    OverQuota = "over-quota",
    NotPermitted = "not-permitted",
    Exists = "exists",
    NotThere = "not-there",
    NoSubfolders = "no-subfolders",
    NoKeywords = "no-keywords",
    Elsewhere = "elsewhere",
    Renumbered = "renumbered",
    Other = "other",
});

text!(AnchorFrom {
    Installed = "installed",
    File = "file",
});

text!(BoundTo {
    Rpps = "rpps",
    Certificate = "certificate",
});

text!(PopState {
    There = "there",
    Removed = "removed",
    Stays = "stays",
});

text!(ExportKind {
    Hprim = "hprim",
    Cda = "cda",
    Pdf = "pdf",
    Archive = "archive",
    Other = "other",
});

text!(ExportState {
    Waiting = "waiting",
    Placing = "placing",
    Written = "written",
    Refused = "refused",
});

text!(Obstacle {
    Missing = "missing",
    ReadOnly = "read-only",
    Full = "full",
    Hangs = "hangs",
    Failed = "failed",
});

text!(Encoding {
    Utf8 = "utf-8",
    Utf16 = "utf-16",
    Windows1252 = "windows-1252",
    MacRoman = "mac-roman",
    Cp850 = "cp850",
});

text!(Written {
    Text = "text",
    File = "file",
});

text!(Doubt {
    Altered = "altered",
    SeveralPatients = "several-patients",
    Withdrawn = "withdrawn",
    Unreadable = "unreadable",
    Oversized = "oversized",
    Harmful = "harmful",
    Locked = "locked",
});

/// A value kept as JSON.
pub(super) fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    from_json(row.get_ref(column)?.as_str()?, column)
}

/// The same where there may be none.
pub(super) fn json_or_none<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>> {
    row.get_ref(column)?.as_str_or_null()?.map(|text| from_json(text, column)).transpose()
}

fn from_json<T: DeserializeOwned>(text: &str, column: usize) -> rusqlite::Result<T> {
    serde_json::from_str(text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, error.into()))
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::{Count, ModSeq};

    #[test]
    fn absurd_numbers_of_a_server_do_no_harm() {
        let connection = Connection::open_in_memory().unwrap();
        let kept = |seq: ModSeq| connection.query_row("SELECT ?1", [seq], |row| row.get::<_, Option<ModSeq>>(0));
        assert_eq!(kept(ModSeq(7)).unwrap(), Some(ModSeq(7)));
        assert_eq!(kept(ModSeq(u64::MAX)).unwrap(), None);
        let size = connection.query_row("SELECT ?1", [Count(u64::MAX)], |row| row.get::<_, Count>(0));
        assert_eq!(size.unwrap(), Count(i64::MAX as u64));
    }
}
