//! From a fault to words: a sentence and a remedy for each kind.

use crate::domain::AccountId;
use crate::engine::{CardFault, Command, Fault, FaultKind, FaultWords, Subject};
use crate::i18n::Words;
use crate::ui::theme::surface::Tone;

/// What is said of a fault.
#[derive(Debug, Clone)]
pub struct Notice {
    pub tone: Tone,
    pub sentence: String,
    /// What the user can do.
    pub remedy: String,
    /// What Sceau can do for them.
    pub action: Option<Remedy>,
}

/// A remedy that a button can start. The details of a fault are always at hand
/// and need none.
#[derive(Debug, Clone)]
pub enum Remedy {
    Retry(Command),
    NewPassword(AccountId),
}

impl Remedy {
    pub fn of(fault: &Fault) -> Option<Self> {
        match (fault.kind, fault.about) {
            (FaultKind::LoginRefused | FaultKind::KeyringAbsent, Subject::Account(account)) => {
                Some(Self::NewPassword(account))
            }
            _ => fault.retry.as_deref().cloned().map(Self::Retry),
        }
    }

    /// What its button says.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Retry(_) => "notice-retry",
            Self::NewPassword(_) => "notice-new-password",
        }
    }
}

pub fn words(fault: &Fault, words: &Words) -> Notice {
    let FaultWords { sentence, remedy } = fault.kind.words();
    Notice {
        tone: tone(fault.kind),
        sentence: words.say(sentence),
        remedy: words.say(remedy),
        action: Remedy::of(fault),
    }
}

/// The sentence and the remedy, where they stand alone.
pub fn said(translated: &Words, fault: &Fault) -> String {
    let Notice { sentence, remedy, .. } = words(fault, translated);
    format!("{sentence} {remedy}")
}

/// How much it asks to be looked at.
fn tone(kind: FaultKind) -> Tone {
    match kind {
        FaultKind::WrongPassphrase
        | FaultKind::KeyringAbsent
        | FaultKind::CacheDamaged
        | FaultKind::DiskFull
        | FaultKind::CacheUnwritable
        | FaultKind::Certificate(_)
        | FaultKind::OwnCertificate(_)
        | FaultKind::NoTls
        | FaultKind::LoginRefused
        | FaultKind::LoginUnsupported
        | FaultKind::FileUnwritable
        | FaultKind::Card(CardFault::LastPin | CardFault::Blocked)
        | FaultKind::Bug => Tone::Danger,
        FaultKind::ProfileInUse
        | FaultKind::CacheMended
        | FaultKind::CacheNewer
        | FaultKind::LastSlot
        | FaultKind::UnknownHost
        | FaultKind::Unreachable
        | FaultKind::TlsFailed
        | FaultKind::ServerGone
        | FaultKind::ServerBusy
        | FaultKind::ServerSaid
        | FaultKind::ServerOdd
        | FaultKind::MailboxInUse
        | FaultKind::MailboxNameless
        | FaultKind::Sending(_)
        | FaultKind::NoServersFound
        | FaultKind::BadAddress
        | FaultKind::SearchNameMissing
        | FaultKind::SearchNameTaken
        | FaultKind::FileExists
        | FaultKind::FileUnreadable
        | FaultKind::NoBrowser
        | FaultKind::NoProgram
        | FaultKind::LayoutUnread
        | FaultKind::Unprintable
        | FaultKind::NoPrinter
        | FaultKind::Card(_)
        | FaultKind::KeyFile(_)
        | FaultKind::MessageUnfit
        | FaultKind::NotForThisKey
        | FaultKind::CannotDecrypt
        | FaultKind::NoRecipientCertificate
        | FaultKind::RevocationUnchecked
        | FaultKind::Export(_)
        | FaultKind::Document(_)
        | FaultKind::MailboxFull
        | FaultKind::NotPermitted
        | FaultKind::FolderRenumbered
        | FaultKind::NoSubfolders => Tone::Attention,
        FaultKind::AccountExists
        | FaultKind::Unsent
        | FaultKind::NotHere
        | FaultKind::NotEncrypted
        | FaultKind::BodyPending
        | FaultKind::OtherAccount
        | FaultKind::HoldsNoMail
        | FaultKind::FolderNameMissing
        | FaultKind::FolderNameBad
        | FaultKind::FolderNameLong
        | FaultKind::FolderExists
        | FaultKind::FolderFixed
        | FaultKind::FolderWithinItself
        | FaultKind::NotEmptied
        | FaultKind::NoJunkFolder
        | FaultKind::NoWhiteList
        | FaultKind::ChangedElsewhere
        | FaultKind::NoKeywords => Tone::Info,
    }
}

#[cfg(test)]
mod tests {
    use crate::i18n::Language;

    use super::*;

    /// What a technical message has and a sentence for a doctor has not.
    const TECHNICAL: [&str; 16] = [
        "error",
        "failed",
        "failure",
        "server",
        "timeout",
        "timed",
        "refused",
        "invalid",
        "login",
        "password",
        "handshake",
        "certificate",
        "unknown",
        "connection",
        "retry",
        "the",
    ];

    #[test]
    fn every_fault_has_a_sentence_and_a_remedy_in_every_language() {
        for language in Language::ALL {
            let said = Words::new(language);
            for kind in FaultKind::ALL {
                let fault = Fault::new(kind, Subject::Profile, "a detail");
                let notice = words(&fault, &said);
                for text in [&notice.sentence, &notice.remedy] {
                    assert!(!text.trim().is_empty(), "{kind:?} in {language:?}");
                    assert!(!text.starts_with("fault-"), "{kind:?} in {language:?} shows its key: {text}");
                    assert!(text.ends_with('.'), "{kind:?} in {language:?} is no sentence: {text}");
                }
                assert_ne!(notice.sentence, notice.remedy);
            }
        }
    }

    #[test]
    fn a_french_doctor_reads_no_technical_english() {
        let french = Words::new(Language::Fr);
        for kind in FaultKind::ALL {
            let notice = words(&Fault::new(kind, Subject::Profile, "a detail"), &french);
            let text = format!("{} {}", notice.sentence, notice.remedy).to_lowercase();
            for word in text.split(|c: char| !c.is_alphabetic()) {
                assert!(!TECHNICAL.contains(&word), "{kind:?}: “{word}” in {text}");
            }
        }
    }

    #[test]
    fn no_two_faults_say_the_same() {
        for language in Language::ALL {
            let said = Words::new(language);
            let mut sentences: Vec<String> =
                FaultKind::ALL.map(|kind| words(&Fault::new(kind, Subject::Profile, ""), &said).sentence).to_vec();
            sentences.sort();
            sentences.dedup();
            assert_eq!(sentences.len(), FaultKind::ALL.len(), "{language:?}");
        }
    }

    #[test]
    fn a_refused_account_is_offered_a_new_password_and_the_rest_another_try() {
        let account = AccountId(7);
        let refused =
            Fault::new(FaultKind::LoginRefused, Subject::Account(account), "").retry_with(Command::Sync(account));
        assert!(matches!(Remedy::of(&refused), Some(Remedy::NewPassword(AccountId(7)))));
        let full = Fault::new(FaultKind::DiskFull, Subject::Profile, "").retry_with(Command::Sync(account));
        assert!(matches!(Remedy::of(&full), Some(Remedy::Retry(Command::Sync(AccountId(7))))));
        let plain = Fault::new(FaultKind::BodyPending, Subject::Profile, "");
        assert!(Remedy::of(&plain).is_none());
    }
}
