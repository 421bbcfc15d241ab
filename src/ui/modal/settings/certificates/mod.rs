//! Software certificates, authorities that are believed, addresses that were
//! confirmed, and the ways into the cache: what there is, what comes, what goes.
//! What goes asks first.

mod view;

use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::{Email, HolderId};
use crate::engine::trust::{Anchor, Confirmed, Imported};
use crate::engine::{Fault, KeyTold, Slot, SlotId};
use crate::ui::notice::{Details, details};

#[derive(Default)]
pub struct State {
    /// None until the engine has told them.
    lists: Option<Lists>,
    /// Why it has not.
    unlisted: Option<Fault>,
    /// What is asked about before it goes.
    going: Option<Going>,
    /// Something is being done there.
    busy: Option<Section>,
    /// What came of the last thing that was done.
    came: Option<(Section, Result<Outcome, Fault>)>,
    details: Details,
}

#[derive(Debug, Clone)]
pub struct Lists {
    pub keys: Arc<[KeyTold]>,
    pub anchors: Arc<[Anchor]>,
    /// Whose addresses are, where no certificate says it.
    pub addresses: Arc<[Confirmed]>,
    /// Empty where there is no vault: in the demonstration.
    pub slots: Arc<[Slot]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    Keys,
    Anchors,
    Addresses,
    Slots,
}

/// What would go. Keys and authorities by their fingerprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Going {
    Key(String),
    Anchor(String),
    /// What was confirmed of an address, and no mail.
    Address(HolderId, Email),
    Slot(SlotId),
}

#[derive(Debug, Clone)]
pub enum Outcome {
    /// Each key of a file.
    Keys(Arc<[KeyTold]>),
    /// Each certificate of a file.
    Anchors(Arc<[Imported]>),
    Exported(PathBuf),
    /// The list itself shows it.
    Seen,
}

#[derive(Debug, Clone)]
pub enum Message {
    Listed(Result<Lists, Fault>),
    ImportPressed,
    ExportPressed(String),
    AddAnchorPressed,
    AddCardPressed,
    RemovePressed(Going),
    RemoveConfirmed,
    /// What was asked about stays.
    Kept,
    Came(Section, Result<Outcome, Fault>),
    Details(details::Message),
}

#[must_use]
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    None,
    /// Answered by [`Message::Listed`].
    List,
    /// A file is to be chosen, then its passphrase typed.
    Import,
    /// A place is to be chosen, then a passphrase; by fingerprint, with its name.
    Export(String, String),
    /// A file is to be chosen. Answered by [`Message::Came`], as those below.
    AddAnchor,
    AddCard,
    Remove(Going),
    /// To the clipboard.
    Copy(String),
}

impl Going {
    pub fn section(&self) -> Section {
        match self {
            Self::Key(_) => Section::Keys,
            Self::Anchor(_) => Section::Anchors,
            Self::Address(..) => Section::Addresses,
            Self::Slot(_) => Section::Slots,
        }
    }
}

impl State {
    /// The page comes on view: nothing of before is left on it.
    pub fn begin(&mut self) -> Action {
        let busy = self.busy;
        *self = Self { lists: self.lists.take(), busy, ..Self::default() };
        Action::List
    }

    /// Something is asked that Escape answers.
    pub fn is_asking(&self) -> bool {
        self.going.is_some()
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Listed(Ok(lists)) => (self.lists, self.unlisted) = (Some(lists), None),
            Message::Listed(Err(fault)) => self.unlisted = Some(fault),
            Message::Came(section, result) => {
                self.busy = self.busy.filter(|busy| *busy != section);
                self.details = Details::default();
                let done = result.is_ok();
                self.came = Some((section, result));
                return if done { Action::List } else { Action::None };
            }
            Message::Details(message) => {
                let failed = self.came.as_ref().and_then(|(_, result)| result.as_ref().err());
                if let Some(fault) = failed.or(self.unlisted.as_ref()) {
                    return self.details.update(message, fault).map_or(Action::None, Action::Copy);
                }
            }
            Message::Kept => self.going = None,
            // One thing at a time: the others wait for its end.
            _ if self.busy.is_some() => {}
            Message::RemovePressed(going) => (self.going, self.came) = (Some(going), None),
            Message::RemoveConfirmed => {
                if let Some(going) = self.going.take() {
                    self.busy = Some(going.section());
                    return Action::Remove(going);
                }
            }
            Message::ImportPressed => return self.ask(Action::Import),
            Message::AddAnchorPressed => return self.ask(Action::AddAnchor),
            Message::ExportPressed(fingerprint) => {
                if let Some(name) = self.key(&fingerprint).map(|key| key.told.name.clone()) {
                    return self.ask(Action::Export(fingerprint, name));
                }
            }
            Message::AddCardPressed => {
                self.busy = Some(Section::Slots);
                return self.ask(Action::AddCard);
            }
        }
        Action::None
    }

    fn ask(&mut self, action: Action) -> Action {
        (self.going, self.came) = (None, None);
        action
    }

    fn key(&self, fingerprint: &str) -> Option<&KeyTold> {
        self.lists.as_ref()?.keys.iter().find(|key| key.told.facts.fingerprint == fingerprint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Timestamp;
    use crate::engine::{FaultKind, SlotKind, Subject};

    fn listed() -> State {
        let mut state = State::default();
        assert_eq!(state.begin(), Action::List);
        let slots = [Slot { id: SlotId(1), kind: SlotKind::Session }, Slot { id: SlotId(2), kind: SlotKind::Card }];
        let lists = Lists { keys: [].into(), anchors: [].into(), addresses: [confirmed()].into(), slots: slots.into() };
        assert_eq!(state.update(Message::Listed(Ok(lists))), Action::None);
        state
    }

    fn confirmed() -> Confirmed {
        let address = Email::parse("anne@cabinet.example").unwrap();
        let holder = HolderId::Rpps("99700123456".to_owned());
        Confirmed { address, holder, name: None, at: Timestamp(1_790_000_000) }
    }

    fn going() -> Going {
        Going::Anchor("5D7B".to_owned())
    }

    #[test]
    fn nothing_goes_before_it_was_asked_about() {
        let mut state = listed();
        assert_eq!(state.update(Message::RemoveConfirmed), Action::None, "nothing was asked");
        assert_eq!(state.update(Message::RemovePressed(going())), Action::None);
        assert!(state.is_asking());
        let _ = state.update(Message::Kept);
        assert!(!state.is_asking());
        assert_eq!(state.update(Message::RemoveConfirmed), Action::None, "it was kept");
        let _ = state.update(Message::RemovePressed(going()));
        assert_eq!(state.update(Message::RemoveConfirmed), Action::Remove(going()));
        assert_eq!(state.update(Message::RemoveConfirmed), Action::None, "once");
    }

    #[test]
    fn a_confirmed_address_is_withdrawn_when_it_is_said_twice_and_the_list_is_read_again() {
        let mut state = listed();
        let Confirmed { holder, address, .. } = confirmed();
        let going = Going::Address(holder, address);
        assert_eq!(state.update(Message::RemovePressed(going.clone())), Action::None, "asked once more");
        let _ = state.update(Message::Kept);
        assert_eq!(state.update(Message::RemoveConfirmed), Action::None, "it was kept");
        let _ = state.update(Message::RemovePressed(going.clone()));
        assert_eq!(state.update(Message::RemoveConfirmed), Action::Remove(going.clone()));
        assert_eq!(state.update(Message::RemovePressed(going)), Action::None, "the first is under way");
        assert!(!state.is_asking());
        assert_eq!(state.update(Message::Came(Section::Addresses, Ok(Outcome::Seen))), Action::List);
        assert!(state.busy.is_none());
    }

    #[test]
    fn what_went_well_is_read_again_and_what_failed_is_shown_where_it_was_asked() {
        let mut state = listed();
        assert_eq!(state.update(Message::AddCardPressed), Action::AddCard);
        assert_eq!(state.update(Message::AddCardPressed), Action::None, "the first is under way");
        assert_eq!(state.update(Message::ImportPressed), Action::None, "one thing at a time");
        let fault = Fault::new(FaultKind::LastSlot, Subject::Profile, "");
        assert_eq!(state.update(Message::Came(Section::Slots, Err(fault))), Action::None);
        assert!(matches!(state.came, Some((Section::Slots, Err(_)))) && state.busy.is_none());
        assert_eq!(state.update(Message::AddCardPressed), Action::AddCard);
        assert!(state.came.is_none(), "the failure is over");
        assert_eq!(state.update(Message::Came(Section::Slots, Ok(Outcome::Seen))), Action::List);
    }

    #[test]
    fn a_page_that_comes_back_asks_nothing_of_before() {
        let mut state = listed();
        let _ = state.update(Message::RemovePressed(going()));
        assert_eq!(state.begin(), Action::List);
        assert!(!state.is_asking() && state.lists.is_some());
    }

    #[test]
    fn only_a_certificate_that_is_there_can_be_exported() {
        assert_eq!(listed().update(Message::ExportPressed("5D7B".to_owned())), Action::None);
    }
}
