//! A failure, as the user will be told of it.
//!
//! Every error of the layers below becomes a [`Fault`], and each kind of fault
//! has a sentence and a remedy ([`FaultKind::words`], an exhaustive match). A
//! signature that does not hold is no fault but a verdict.

mod health;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::domain::{AccountId, FolderId, MessageId};

use super::Command;

pub use health::{DocumentFault, ExportFault};

#[derive(Debug, Clone)]
pub struct Fault {
    pub kind: FaultKind,
    pub about: Subject,
    /// For "show details" and the log: technical, in English, free of names,
    /// addresses and secrets.
    pub detail: Arc<str>,
    /// What to send to try again, where trying again can help.
    pub retry: Option<Box<Command>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    Profile,
    Account(AccountId),
    /// The account that the assistant is setting up.
    NewAccount,
    Folder(FolderId),
    Message(MessageId),
    /// A file that the user chose.
    File,
}

/// What went wrong, told apart as far as the remedies differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    // The profile.
    ProfileInUse,
    WrongPassphrase,
    /// The session's keyring is not there or gave no key.
    KeyringAbsent,
    CacheDamaged,
    /// It was damaged, and made anew of what could be read.
    CacheMended,
    /// Written by a newer Sceau.
    CacheNewer,
    DiskFull,
    CacheUnwritable,
    LastSlot,
    // The line.
    UnknownHost,
    Unreachable,
    Certificate(CertificateFault),
    /// What the server holds against the one that we show.
    OwnCertificate(OwnCertificateFault),
    TlsFailed,
    /// The server offers no encryption: refused, the password was not sent.
    NoTls,
    ServerGone,
    /// The server has no room for us just now.
    ServerBusy,
    // The server.
    LoginRefused,
    /// No way of signing in that both sides know.
    LoginUnsupported,
    /// A clear "no" to a command.
    ServerSaid,
    /// An answer that makes no sense.
    ServerOdd,
    /// Another program has the mailbox open (POP3).
    MailboxInUse,
    /// The server cannot tell what was fetched from what is new (POP3).
    MailboxNameless,
    // Sending.
    Sending(SendFault),
    // What was asked for.
    NoServersFound,
    BadAddress,
    AccountExists,
    /// Letters of a mailbox that is to be removed are still on their way out.
    Unsent,
    NotHere,
    /// The body has not come down yet.
    BodyPending,
    FileExists,
    FileUnwritable,
    FileUnreadable,
    /// The desktop has no program for an address.
    NoBrowser,
    /// Nothing on this workstation opens files of a kind.
    NoProgram,
    /// What is written on would lose its layout.
    LayoutUnread,
    /// It cannot be put on paper.
    Unprintable,
    /// No printer took it, and no program opens a PDF.
    NoPrinter,
    // Keys and cards.
    Card(CardFault),
    KeyFile(KeyFileFault),
    /// It cannot be signed or encrypted as it is.
    MessageUnfit,
    NotEncrypted,
    /// Encrypted for others.
    NotForThisKey,
    CannotDecrypt,
    /// Or one that is not for encrypting to its holder.
    NoRecipientCertificate,
    /// An authority did not say, or not in a way that can be believed, whether it
    /// took a certificate back.
    RevocationUnchecked,
    /// Of health documents, to the folder of the practice's software.
    Export(ExportFault),
    /// Of those that are to be sent.
    Document(DocumentFault),
    // Gestures.
    /// The two mailboxes are apart.
    OtherAccount,
    HoldsNoMail,
    FolderNameMissing,
    FolderNameBad,
    FolderNameLong,
    FolderExists,
    FolderFixed,
    FolderWithinItself,
    NotEmptied,
    /// What a blocked sender sends has nowhere to go.
    NoJunkFolder,
    /// Not the white list of the trusted space, or not the whole of it.
    NoWhiteList,
    /// The server has no room left for this mailbox.
    MailboxFull,
    NotPermitted,
    ChangedElsewhere,
    FolderRenumbered,
    NoKeywords,
    NoSubfolders,
    SearchNameMissing,
    SearchNameTaken,
    Bug,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateFault {
    UnknownAuthority,
    WrongName,
    Expired,
    NotYetValid,
    Revoked,
    Malformed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OwnCertificateFault {
    /// None was shown, or none that was good enough.
    Wanted,
    Refused,
    Expired,
    Revoked,
}

/// Nobody has got the message, but where it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SendFault {
    /// The mailbox only receives.
    NoServer,
    TooLarge,
    /// None of its recipients is taken.
    Recipients,
    /// The mailbox may not send from this address.
    Sender,
    /// An address or a text that the server has no way of taking.
    Unwritable,
    /// The server would not have it for now.
    Later,
    /// The server would not have it.
    Refused,
    /// The line broke when all was said.
    Unsure,
    /// It is on its way, or gone: nobody can take it back.
    TooLate,
    /// It was posted before.
    Posted,
    /// More recipients than the operator takes.
    Crowd,
    /// The mailbox lets nothing leave the trusted space.
    Outside,
    /// It quotes or carries what came encrypted, and would go out in clear.
    Bare,
    /// It carries a health document that is hidden from some of its recipients.
    Hidden,
    /// A patient would get another one's documents.
    OtherPatient,
    /// Its subject names a patient outside the trusted space.
    PatientNamed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CardFault {
    Gone,
    /// The code was not given.
    Locked,
    WrongPin,
    /// It was wrong, and one try is left.
    LastPin,
    Blocked,
    Cancelled,
    /// The program of its maker.
    Unresponsive,
    Unable,
    Refused,
    /// No certificate on it is for what is asked.
    NoKey,
    /// It is not the one that opens this workstation.
    Other,
    /// Of the same holder, but with other keys than the one that did.
    Renewed,
    /// It is the one, but what was kept for it does not open.
    SlotDamaged,
    /// Its key cannot give the same answer twice, as opening with it takes.
    Unsuited,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyFileFault {
    Malformed,
    Passphrase,
    /// Protected by a cipher of before 2020.
    Obsolete,
    NoKey,
    /// Of a file to be written.
    ShortPassphrase,
}

/// Where the words of a fault are found (`i18n`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FaultWords {
    /// What happened.
    pub sentence: &'static str,
    /// What to do.
    pub remedy: &'static str,
}

impl FaultKind {
    /// Each kind once, for the tests that look for its sentences.
    pub const ALL: [Self; 120] = [
        Self::ProfileInUse,
        Self::WrongPassphrase,
        Self::KeyringAbsent,
        Self::CacheDamaged,
        Self::CacheMended,
        Self::CacheNewer,
        Self::DiskFull,
        Self::CacheUnwritable,
        Self::LastSlot,
        Self::UnknownHost,
        Self::Unreachable,
        Self::Certificate(CertificateFault::UnknownAuthority),
        Self::Certificate(CertificateFault::WrongName),
        Self::Certificate(CertificateFault::Expired),
        Self::Certificate(CertificateFault::NotYetValid),
        Self::Certificate(CertificateFault::Revoked),
        Self::Certificate(CertificateFault::Malformed),
        Self::OwnCertificate(OwnCertificateFault::Wanted),
        Self::OwnCertificate(OwnCertificateFault::Refused),
        Self::OwnCertificate(OwnCertificateFault::Expired),
        Self::OwnCertificate(OwnCertificateFault::Revoked),
        Self::TlsFailed,
        Self::NoTls,
        Self::ServerGone,
        Self::ServerBusy,
        Self::LoginRefused,
        Self::LoginUnsupported,
        Self::ServerSaid,
        Self::ServerOdd,
        Self::MailboxInUse,
        Self::MailboxNameless,
        Self::Sending(SendFault::NoServer),
        Self::Sending(SendFault::TooLarge),
        Self::Sending(SendFault::Recipients),
        Self::Sending(SendFault::Sender),
        Self::Sending(SendFault::Unwritable),
        Self::Sending(SendFault::Later),
        Self::Sending(SendFault::Refused),
        Self::Sending(SendFault::Unsure),
        Self::Sending(SendFault::TooLate),
        Self::Sending(SendFault::Posted),
        Self::Sending(SendFault::Crowd),
        Self::Sending(SendFault::Outside),
        Self::Sending(SendFault::Bare),
        Self::Sending(SendFault::Hidden),
        Self::Sending(SendFault::OtherPatient),
        Self::Sending(SendFault::PatientNamed),
        Self::NoServersFound,
        Self::BadAddress,
        Self::AccountExists,
        Self::Unsent,
        Self::NotHere,
        Self::BodyPending,
        Self::FileExists,
        Self::FileUnwritable,
        Self::FileUnreadable,
        Self::NoBrowser,
        Self::NoProgram,
        Self::LayoutUnread,
        Self::Unprintable,
        Self::NoPrinter,
        Self::Card(CardFault::Gone),
        Self::Card(CardFault::Locked),
        Self::Card(CardFault::WrongPin),
        Self::Card(CardFault::LastPin),
        Self::Card(CardFault::Blocked),
        Self::Card(CardFault::Cancelled),
        Self::Card(CardFault::Unresponsive),
        Self::Card(CardFault::Unable),
        Self::Card(CardFault::Refused),
        Self::Card(CardFault::NoKey),
        Self::Card(CardFault::Other),
        Self::Card(CardFault::Renewed),
        Self::Card(CardFault::SlotDamaged),
        Self::Card(CardFault::Unsuited),
        Self::KeyFile(KeyFileFault::Malformed),
        Self::KeyFile(KeyFileFault::Passphrase),
        Self::KeyFile(KeyFileFault::Obsolete),
        Self::KeyFile(KeyFileFault::NoKey),
        Self::KeyFile(KeyFileFault::ShortPassphrase),
        Self::MessageUnfit,
        Self::NotEncrypted,
        Self::NotForThisKey,
        Self::CannotDecrypt,
        Self::NoRecipientCertificate,
        Self::RevocationUnchecked,
        Self::Export(ExportFault::NoFolder),
        Self::Export(ExportFault::Missing),
        Self::Export(ExportFault::ReadOnly),
        Self::Export(ExportFault::Full),
        Self::Export(ExportFault::Hangs),
        Self::Export(ExportFault::Failed),
        Self::Export(ExportFault::Template),
        Self::Export(ExportFault::NoDocument),
        Self::Document(DocumentFault::Neither),
        Self::Document(DocumentFault::Damaged),
        Self::Document(DocumentFault::OtherPatient),
        Self::Document(DocumentFault::Twice),
        Self::Document(DocumentFault::NoPdf),
        Self::Document(DocumentFault::Incomplete),
        Self::OtherAccount,
        Self::HoldsNoMail,
        Self::FolderNameMissing,
        Self::FolderNameBad,
        Self::FolderNameLong,
        Self::FolderExists,
        Self::FolderFixed,
        Self::FolderWithinItself,
        Self::NotEmptied,
        Self::NoJunkFolder,
        Self::NoWhiteList,
        Self::MailboxFull,
        Self::NotPermitted,
        Self::ChangedElsewhere,
        Self::FolderRenumbered,
        Self::NoKeywords,
        Self::NoSubfolders,
        Self::SearchNameMissing,
        Self::SearchNameTaken,
        Self::Bug,
    ];

    /// The keys of what the user is told.
    pub fn words(self) -> FaultWords {
        let (sentence, remedy) = keys(self);
        FaultWords { sentence, remedy }
    }

    /// Of what the program does by itself with mail that is here: told of a mailbox, and
    /// no answer to what was asked of it.
    pub fn is_beside(self) -> bool {
        matches!(self, Self::NoJunkFolder | Self::Export(_))
    }

    /// The line may come back by itself: worth trying again without a word.
    pub fn is_of_the_line(self) -> bool {
        matches!(self, Self::UnknownHost | Self::Unreachable | Self::ServerGone | Self::ServerBusy)
    }
}

impl Fault {
    pub fn new(kind: FaultKind, about: Subject, detail: impl Into<Arc<str>>) -> Self {
        Self { kind, about, detail: detail.into(), retry: None }
    }

    #[must_use]
    pub fn retry_with(mut self, command: Command) -> Self {
        self.retry = Some(Box::new(command));
        self
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}: {}", self.kind, self.detail)
    }
}

impl std::error::Error for Fault {}

fn keys(kind: FaultKind) -> (&'static str, &'static str) {
    match kind {
        FaultKind::ProfileInUse => ("fault-profile-in-use", "fault-profile-in-use-remedy"),
        FaultKind::WrongPassphrase => ("fault-wrong-passphrase", "fault-wrong-passphrase-remedy"),
        FaultKind::KeyringAbsent => ("fault-keyring-absent", "fault-keyring-absent-remedy"),
        FaultKind::CacheDamaged => ("fault-cache-damaged", "fault-cache-damaged-remedy"),
        FaultKind::CacheMended => ("fault-cache-mended", "fault-cache-mended-remedy"),
        FaultKind::CacheNewer => ("fault-cache-newer", "fault-cache-newer-remedy"),
        FaultKind::DiskFull => ("fault-disk-full", "fault-disk-full-remedy"),
        FaultKind::CacheUnwritable => ("fault-cache-unwritable", "fault-cache-unwritable-remedy"),
        FaultKind::LastSlot => ("fault-last-slot", "fault-last-slot-remedy"),
        FaultKind::UnknownHost => ("fault-unknown-host", "fault-unknown-host-remedy"),
        FaultKind::Unreachable => ("fault-unreachable", "fault-unreachable-remedy"),
        FaultKind::Certificate(certificate) => certificate_keys(certificate),
        FaultKind::OwnCertificate(certificate) => own_certificate_keys(certificate),
        FaultKind::TlsFailed => ("fault-tls-failed", "fault-tls-failed-remedy"),
        FaultKind::NoTls => ("fault-no-tls", "fault-no-tls-remedy"),
        FaultKind::ServerGone => ("fault-server-gone", "fault-server-gone-remedy"),
        FaultKind::ServerBusy => ("fault-server-busy", "fault-server-busy-remedy"),
        FaultKind::LoginRefused => ("fault-login-refused", "fault-login-refused-remedy"),
        FaultKind::LoginUnsupported => ("fault-login-unsupported", "fault-login-unsupported-remedy"),
        FaultKind::ServerSaid => ("fault-server-said", "fault-server-said-remedy"),
        FaultKind::ServerOdd => ("fault-server-odd", "fault-server-odd-remedy"),
        FaultKind::MailboxInUse => ("fault-mailbox-in-use", "fault-mailbox-in-use-remedy"),
        FaultKind::MailboxNameless => ("fault-mailbox-nameless", "fault-mailbox-nameless-remedy"),
        FaultKind::Sending(sending) => send_keys(sending),
        FaultKind::NoServersFound => ("fault-no-servers-found", "fault-no-servers-found-remedy"),
        FaultKind::BadAddress => ("fault-bad-address", "fault-bad-address-remedy"),
        FaultKind::AccountExists => ("fault-account-exists", "fault-account-exists-remedy"),
        FaultKind::Unsent => ("fault-unsent", "fault-unsent-remedy"),
        FaultKind::NotHere => ("fault-not-here", "fault-not-here-remedy"),
        FaultKind::BodyPending => ("fault-body-pending", "fault-body-pending-remedy"),
        FaultKind::FileExists => ("fault-file-exists", "fault-file-exists-remedy"),
        FaultKind::FileUnwritable => ("fault-file-unwritable", "fault-file-unwritable-remedy"),
        FaultKind::FileUnreadable => ("fault-file-unreadable", "fault-file-unreadable-remedy"),
        FaultKind::NoBrowser => ("fault-no-browser", "fault-no-browser-remedy"),
        FaultKind::NoProgram => ("fault-no-program", "fault-no-program-remedy"),
        FaultKind::LayoutUnread => ("fault-layout-unread", "fault-layout-unread-remedy"),
        FaultKind::Unprintable => ("fault-unprintable", "fault-unprintable-remedy"),
        FaultKind::NoPrinter => ("fault-no-printer", "fault-no-printer-remedy"),
        FaultKind::Card(card) => card_keys(card),
        FaultKind::KeyFile(file) => key_file_keys(file),
        FaultKind::MessageUnfit => ("fault-message-unfit", "fault-message-unfit-remedy"),
        FaultKind::NotEncrypted => ("fault-not-encrypted", "fault-not-encrypted-remedy"),
        FaultKind::NotForThisKey => ("fault-not-for-this-key", "fault-not-for-this-key-remedy"),
        FaultKind::CannotDecrypt => ("fault-cannot-decrypt", "fault-cannot-decrypt-remedy"),
        FaultKind::NoRecipientCertificate => {
            ("fault-no-recipient-certificate", "fault-no-recipient-certificate-remedy")
        }
        FaultKind::RevocationUnchecked => ("fault-revocation-unchecked", "fault-revocation-unchecked-remedy"),
        FaultKind::Export(export) => health::export_keys(export),
        FaultKind::Document(document) => health::document_keys(document),
        FaultKind::OtherAccount => ("fault-other-account", "fault-other-account-remedy"),
        FaultKind::HoldsNoMail => ("fault-holds-no-mail", "fault-holds-no-mail-remedy"),
        FaultKind::FolderNameMissing => ("fault-folder-name-missing", "fault-folder-name-missing-remedy"),
        FaultKind::FolderNameBad => ("fault-folder-name-bad", "fault-folder-name-bad-remedy"),
        FaultKind::FolderNameLong => ("fault-folder-name-long", "fault-folder-name-long-remedy"),
        FaultKind::FolderExists => ("fault-folder-exists", "fault-folder-exists-remedy"),
        FaultKind::FolderFixed => ("fault-folder-fixed", "fault-folder-fixed-remedy"),
        FaultKind::FolderWithinItself => ("fault-folder-within-itself", "fault-folder-within-itself-remedy"),
        FaultKind::NoWhiteList => ("fault-no-white-list", "fault-no-white-list-remedy"),
        FaultKind::NoJunkFolder => ("fault-no-junk-folder", "fault-no-junk-folder-remedy"),
        FaultKind::NotEmptied => ("fault-not-emptied", "fault-not-emptied-remedy"),
        FaultKind::MailboxFull => ("fault-mailbox-full", "fault-mailbox-full-remedy"),
        FaultKind::NotPermitted => ("fault-not-permitted", "fault-not-permitted-remedy"),
        FaultKind::ChangedElsewhere => ("fault-changed-elsewhere", "fault-changed-elsewhere-remedy"),
        FaultKind::FolderRenumbered => ("fault-folder-renumbered", "fault-folder-renumbered-remedy"),
        FaultKind::NoKeywords => ("fault-no-keywords", "fault-no-keywords-remedy"),
        FaultKind::NoSubfolders => ("fault-no-subfolders", "fault-no-subfolders-remedy"),
        FaultKind::SearchNameMissing => ("fault-search-name-missing", "fault-search-name-missing-remedy"),
        FaultKind::SearchNameTaken => ("fault-search-name-taken", "fault-search-name-taken-remedy"),
        FaultKind::Bug => ("fault-bug", "fault-bug-remedy"),
    }
}

fn certificate_keys(fault: CertificateFault) -> (&'static str, &'static str) {
    match fault {
        CertificateFault::UnknownAuthority => ("fault-certificate-authority", "fault-certificate-authority-remedy"),
        CertificateFault::WrongName => ("fault-certificate-name", "fault-certificate-name-remedy"),
        CertificateFault::Expired => ("fault-certificate-expired", "fault-certificate-expired-remedy"),
        CertificateFault::NotYetValid => ("fault-certificate-early", "fault-certificate-early-remedy"),
        CertificateFault::Revoked => ("fault-certificate-revoked", "fault-certificate-revoked-remedy"),
        CertificateFault::Malformed => ("fault-certificate-malformed", "fault-certificate-malformed-remedy"),
    }
}

fn own_certificate_keys(fault: OwnCertificateFault) -> (&'static str, &'static str) {
    match fault {
        OwnCertificateFault::Wanted => ("fault-own-certificate-wanted", "fault-own-certificate-wanted-remedy"),
        OwnCertificateFault::Refused => ("fault-own-certificate-refused", "fault-own-certificate-refused-remedy"),
        OwnCertificateFault::Expired => ("fault-own-certificate-expired", "fault-own-certificate-expired-remedy"),
        OwnCertificateFault::Revoked => ("fault-own-certificate-revoked", "fault-own-certificate-revoked-remedy"),
    }
}

fn send_keys(fault: SendFault) -> (&'static str, &'static str) {
    match fault {
        SendFault::NoServer => ("fault-sending-no-server", "fault-sending-no-server-remedy"),
        SendFault::TooLarge => ("fault-sending-too-large", "fault-sending-too-large-remedy"),
        SendFault::Recipients => ("fault-sending-recipients", "fault-sending-recipients-remedy"),
        SendFault::Sender => ("fault-sending-sender", "fault-sending-sender-remedy"),
        SendFault::Unwritable => ("fault-sending-unwritable", "fault-sending-unwritable-remedy"),
        SendFault::Later => ("fault-sending-later", "fault-sending-later-remedy"),
        SendFault::Refused => ("fault-sending-refused", "fault-sending-refused-remedy"),
        SendFault::Unsure => ("fault-sending-unsure", "fault-sending-unsure-remedy"),
        SendFault::TooLate => ("fault-sending-too-late", "fault-sending-too-late-remedy"),
        SendFault::Posted => ("fault-sending-posted", "fault-sending-posted-remedy"),
        SendFault::Crowd => ("fault-sending-crowd", "fault-sending-crowd-remedy"),
        SendFault::Outside => ("fault-sending-outside", "fault-sending-outside-remedy"),
        SendFault::Bare => ("fault-sending-bare", "fault-sending-bare-remedy"),
        SendFault::Hidden => ("fault-sending-hidden", "fault-sending-hidden-remedy"),
        SendFault::OtherPatient => ("fault-sending-other-patient", "fault-sending-other-patient-remedy"),
        SendFault::PatientNamed => ("fault-sending-patient-named", "fault-sending-patient-named-remedy"),
    }
}

fn card_keys(fault: CardFault) -> (&'static str, &'static str) {
    match fault {
        CardFault::Gone => ("fault-card-gone", "fault-card-gone-remedy"),
        CardFault::Locked => ("fault-card-locked", "fault-card-locked-remedy"),
        CardFault::WrongPin => ("fault-card-wrong-pin", "fault-card-wrong-pin-remedy"),
        CardFault::LastPin => ("fault-card-last-pin", "fault-card-last-pin-remedy"),
        CardFault::Blocked => ("fault-card-blocked", "fault-card-blocked-remedy"),
        CardFault::Cancelled => ("fault-card-cancelled", "fault-card-cancelled-remedy"),
        CardFault::Unresponsive => ("fault-card-unresponsive", "fault-card-unresponsive-remedy"),
        CardFault::Unable => ("fault-card-unable", "fault-card-unable-remedy"),
        CardFault::Refused => ("fault-card-refused", "fault-card-refused-remedy"),
        CardFault::NoKey => ("fault-card-no-key", "fault-card-no-key-remedy"),
        CardFault::Other => ("fault-card-other", "fault-card-other-remedy"),
        CardFault::Renewed => ("fault-card-renewed", "fault-card-renewed-remedy"),
        CardFault::SlotDamaged => ("fault-card-slot-damaged", "fault-card-slot-damaged-remedy"),
        CardFault::Unsuited => ("fault-card-unsuited", "fault-card-unsuited-remedy"),
    }
}

fn key_file_keys(fault: KeyFileFault) -> (&'static str, &'static str) {
    match fault {
        KeyFileFault::Malformed => ("fault-key-file-malformed", "fault-key-file-malformed-remedy"),
        KeyFileFault::Passphrase => ("fault-key-file-passphrase", "fault-key-file-passphrase-remedy"),
        KeyFileFault::Obsolete => ("fault-key-file-obsolete", "fault-key-file-obsolete-remedy"),
        KeyFileFault::NoKey => ("fault-key-file-no-key", "fault-key-file-no-key-remedy"),
        KeyFileFault::ShortPassphrase => ("fault-key-file-short", "fault-key-file-short-remedy"),
    }
}
