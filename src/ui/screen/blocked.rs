//! The profile cannot be used: why, what to do, and one button that does it.

use iced::widget::{column, text};

use crate::engine::{Fault, FaultKind};
use crate::ui::context::Context;
use crate::ui::notice::{self, Details, details};
use crate::ui::theme::{Element, button as kind, size, space};
use crate::ui::{icon, theme};

use super::form;
use super::frame::Page;

pub struct State {
    fault: Fault,
    details: Details,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    WayOut,
    Quit,
    Details(details::Message),
}

#[must_use]
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    None,
    /// The profile is tried again.
    Retry,
    /// The cache is kept under another name and a new one is begun.
    SetAside,
    Quit,
    Copy(String),
}

/// The one button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WayOut {
    Retry,
    SetAside,
    Quit,
}

impl State {
    pub fn new(fault: Fault) -> Self {
        Self { fault, details: Details::default() }
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::WayOut => match WayOut::of(self.fault.kind) {
                WayOut::Retry => Action::Retry,
                WayOut::SetAside => Action::SetAside,
                WayOut::Quit => Action::Quit,
            },
            Message::Quit => Action::Quit,
            Message::Details(message) => self.details.update(message, &self.fault).map_or(Action::None, Action::Copy),
        }
    }
}

impl State {
    pub fn view<'a>(&'a self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        let said = notice::words(&self.fault, words);
        let way_out = WayOut::of(self.fault.kind);
        let details = self.details.view(&self.fault, words).map(Message::Details);
        let quit = form::word_button(words.say("common-quit"), kind::plain, Some(Message::Quit));
        Page {
            above: Some(words.say("blocked-title")),
            icon: Some(icon::circle_alert().style(theme::text::attention)),
            title: said.sentence,
            lead: String::new(),
            content: column![text(said.remedy).size(size::LARGE), details].spacing(space::L).into(),
            back: (way_out != WayOut::Quit).then_some(quit),
            on: vec![form::word_button(words.say(way_out.words()), kind::primary, Some(Message::WayOut))],
        }
        .view()
    }
}

impl WayOut {
    fn of(kind: FaultKind) -> Self {
        match kind {
            FaultKind::CacheDamaged => Self::SetAside,
            // Nothing that can be done here changes the answer.
            FaultKind::CacheNewer => Self::Quit,
            FaultKind::ProfileInUse
            | FaultKind::WrongPassphrase
            | FaultKind::CacheMended
            | FaultKind::KeyringAbsent
            | FaultKind::DiskFull
            | FaultKind::CacheUnwritable
            | FaultKind::LastSlot
            | FaultKind::UnknownHost
            | FaultKind::Unreachable
            | FaultKind::Certificate(_)
            | FaultKind::OwnCertificate(_)
            | FaultKind::TlsFailed
            | FaultKind::NoTls
            | FaultKind::ServerGone
            | FaultKind::ServerBusy
            | FaultKind::LoginRefused
            | FaultKind::LoginUnsupported
            | FaultKind::ServerSaid
            | FaultKind::ServerOdd
            | FaultKind::MailboxInUse
            | FaultKind::MailboxNameless
            | FaultKind::Sending(_)
            | FaultKind::NoServersFound
            | FaultKind::BadAddress
            | FaultKind::AccountExists
            | FaultKind::Unsent
            | FaultKind::NotHere
            | FaultKind::BodyPending
            | FaultKind::FileExists
            | FaultKind::FileUnwritable
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
            | FaultKind::NotEncrypted
            | FaultKind::NoRecipientCertificate
            | FaultKind::RevocationUnchecked
            | FaultKind::Export(_)
            | FaultKind::Document(_)
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
            | FaultKind::MailboxFull
            | FaultKind::NotPermitted
            | FaultKind::ChangedElsewhere
            | FaultKind::FolderRenumbered
            | FaultKind::NoKeywords
            | FaultKind::NoSubfolders
            | FaultKind::SearchNameMissing
            | FaultKind::SearchNameTaken
            | FaultKind::Bug => Self::Retry,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Retry => "blocked-retry",
            Self::SetAside => "blocked-set-aside",
            Self::Quit => "blocked-quit",
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::Subject;

    use super::*;

    fn state(kind: FaultKind) -> State {
        State::new(Fault::new(kind, Subject::Profile, "what the file system said"))
    }

    #[test]
    fn each_blockage_has_its_way_out() {
        let table = [
            (FaultKind::ProfileInUse, Action::Retry),
            (FaultKind::DiskFull, Action::Retry),
            (FaultKind::KeyringAbsent, Action::Retry),
            (FaultKind::CacheDamaged, Action::SetAside),
            (FaultKind::CacheNewer, Action::Quit),
        ];
        for (kind, wanted) in table {
            assert_eq!(state(kind).update(Message::WayOut), wanted, "{kind:?}");
            assert_eq!(state(kind).update(Message::Quit), Action::Quit);
        }
    }

    #[test]
    fn the_details_can_be_copied() {
        let mut state = state(FaultKind::CacheDamaged);
        assert_eq!(state.update(Message::Details(details::Message::Toggled)), Action::None);
        assert_eq!(
            state.update(Message::Details(details::Message::Copied)),
            Action::Copy("CacheDamaged: what the file system said".to_owned())
        );
    }
}
