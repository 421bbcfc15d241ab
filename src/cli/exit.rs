//! Exit codes that a script can act on.

use crate::engine::{ExportFault, FaultKind};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    Done = 0,
    /// Something that trying again will not mend.
    Failed = 1,
    /// clap's own code for a wrong command line.
    Usage = 2,
    /// The profile does not open: passphrase, keyring, another Sceau.
    Locked = 3,
    /// The server refuses us, or we refuse its certificate.
    Refused = 4,
    /// No way to the server: try again later.
    Offline = 5,
    /// What was asked for is not there.
    NotFound = 6,
    /// The cache is damaged, unwritable, or the disk is full.
    Cache = 7,
    /// What was to be sent is not to leave as it is.
    Held = 8,
    /// Something has to be confirmed first (`--yes`).
    Unconfirmed = 9,
}

impl Exit {
    pub fn of(kind: FaultKind) -> Self {
        use FaultKind as K;
        match kind {
            K::ProfileInUse | K::WrongPassphrase | K::KeyFile(_) | K::KeyringAbsent | K::LastSlot => Self::Locked,
            K::CacheDamaged
            | K::CacheMended
            | K::CacheNewer
            | K::DiskFull
            | K::CacheUnwritable
            | K::Export(ExportFault::Full) => Self::Cache,
            K::UnknownHost
            | K::Unreachable
            | K::ServerGone
            | K::ServerBusy
            | K::MailboxInUse
            | K::RevocationUnchecked
            | K::Export(ExportFault::Hangs) => Self::Offline,
            K::Certificate(_)
            | K::OwnCertificate(_)
            | K::TlsFailed
            | K::NoTls
            | K::LoginRefused
            | K::LoginUnsupported
            | K::MailboxNameless => Self::Refused,
            K::NoServersFound
            | K::NoBrowser
            | K::NoProgram
            | K::LayoutUnread
            | K::Unprintable
            | K::NoPrinter
            | K::NotHere
            | K::BodyPending
            | K::FileUnreadable
            | K::NoRecipientCertificate
            | K::Export(ExportFault::NoFolder | ExportFault::Missing | ExportFault::NoDocument) => Self::NotFound,
            K::BadAddress
            | K::Export(ExportFault::Template)
            | K::SearchNameMissing
            | K::SearchNameTaken
            | K::OtherAccount
            | K::HoldsNoMail
            | K::FolderNameMissing
            | K::FolderNameBad
            | K::FolderNameLong
            | K::FolderExists
            | K::FolderFixed
            | K::FolderWithinItself
            | K::NotEmptied
            | K::NoJunkFolder
            | K::NoWhiteList => Self::Usage,
            K::MailboxFull
            | K::NotPermitted
            | K::ChangedElsewhere
            | K::FolderRenumbered
            | K::NoKeywords
            | K::NoSubfolders
            | K::Sending(_)
            | K::ServerSaid
            | K::ServerOdd
            | K::AccountExists
            | K::Unsent
            | K::FileExists
            | K::FileUnwritable
            | K::Card(_)
            | K::MessageUnfit
            | K::NotEncrypted
            | K::NotForThisKey
            | K::CannotDecrypt
            | K::Export(ExportFault::ReadOnly | ExportFault::Failed)
            | K::Document(_)
            | K::Bug => Self::Failed,
        }
    }
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
