//! What the user is told of a failure: a sentence, a remedy, and where there is
//! one, the button that does it. The bar above the panes shows the newest few.
//!
//! A failure about a field belongs under the field, and a signature that does
//! not hold belongs to the message: neither comes here.

mod bar;
pub mod details;
mod words;

use crate::domain::AccountId;
use crate::engine::{Command, ExportFault, Fault, FaultKind, Subject};

pub use details::Details;
pub use words::{Notice, Remedy, said, words};

/// How many failures are on view; the others wait behind a count.
const ON_VIEW: usize = 3;
/// A server in trouble must not fill the memory with sentences.
const KEPT: usize = 50;

#[derive(Default)]
pub struct State {
    /// The newest first.
    shown: Vec<Shown>,
    last: u64,
}

struct Shown {
    id: u64,
    fault: Fault,
    details: Details,
}

#[derive(Debug, Clone, Copy)]
pub enum Message {
    Dismissed(u64),
    Details(u64, details::Message),
    RemedyChosen(u64),
}

#[must_use]
#[derive(Debug)]
pub enum Action {
    None,
    /// To the clipboard.
    Copy(String),
    Retry(Command),
    /// Opens `modal::password`.
    NewPassword(AccountId),
}

impl State {
    /// The same failure of the same thing is one notice, however often it comes.
    pub fn tell(&mut self, fault: Fault) {
        self.shown.retain(|shown| shown.fault.kind != fault.kind || shown.fault.about != fault.about);
        self.last += 1;
        self.shown.insert(0, Shown { id: self.last, fault, details: Details::default() });
        self.shown.truncate(KEPT);
    }

    /// The account is well again: what was said of its line and its sign-in no
    /// longer holds.
    pub fn settled(&mut self, account: AccountId) {
        self.shown
            .retain(|shown| shown.fault.about != Subject::Account(account) || !ends_with_the_line(shown.fault.kind));
    }

    /// The folder of its documents holds nothing up any more.
    pub fn exports_settled(&mut self, account: AccountId) {
        self.shown
            .retain(|shown| shown.fault.about != Subject::Account(account) || !is_of_the_folder(shown.fault.kind));
    }

    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Dismissed(id) => self.shown.retain(|shown| shown.id != id),
            Message::Details(id, message) => {
                let copied = self.find(id).and_then(|shown| shown.details.update(message, &shown.fault));
                return copied.map_or(Action::None, Action::Copy);
            }
            Message::RemedyChosen(id) => return self.remedy(id),
        }
        Action::None
    }

    /// What is being remedied is no longer complained of; it comes back if it fails again.
    fn remedy(&mut self, id: u64) -> Action {
        let Some(remedy) = self.find(id).and_then(|shown| Remedy::of(&shown.fault)) else { return Action::None };
        self.shown.retain(|shown| shown.id != id);
        match remedy {
            Remedy::Retry(command) => Action::Retry(command),
            Remedy::NewPassword(account) => Action::NewPassword(account),
        }
    }

    fn find(&mut self, id: u64) -> Option<&mut Shown> {
        self.shown.iter_mut().find(|shown| shown.id == id)
    }
}

fn ends_with_the_line(kind: FaultKind) -> bool {
    kind.is_of_the_line()
        || matches!(
            kind,
            FaultKind::Certificate(_)
                | FaultKind::TlsFailed
                | FaultKind::NoTls
                | FaultKind::LoginRefused
                | FaultKind::LoginUnsupported
        )
}

/// What a folder that documents go to has against it.
fn is_of_the_folder(kind: FaultKind) -> bool {
    use ExportFault::{Failed, Full, Hangs, Missing, NoFolder, ReadOnly};
    matches!(kind, FaultKind::Export(NoFolder | Missing | ReadOnly | Full | Hangs | Failed))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANNE: AccountId = AccountId(1);

    fn fault(kind: FaultKind, about: Subject) -> Fault {
        Fault::new(kind, about, "the technical side")
    }

    fn kinds(state: &State) -> Vec<FaultKind> {
        state.shown.iter().map(|shown| shown.fault.kind).collect()
    }

    fn first(state: &State) -> u64 {
        state.shown[0].id
    }

    #[test]
    fn a_failure_that_comes_again_is_said_once_and_first() {
        let mut state = State::default();
        state.tell(fault(FaultKind::DiskFull, Subject::Profile));
        state.tell(fault(FaultKind::LoginRefused, Subject::Account(ANNE)));
        state.tell(fault(FaultKind::DiskFull, Subject::Profile));
        assert_eq!(kinds(&state), [FaultKind::DiskFull, FaultKind::LoginRefused]);
        state.tell(fault(FaultKind::LoginRefused, Subject::Account(AccountId(2))));
        assert_eq!(state.shown.len(), 3, "another mailbox, another notice");
    }

    #[test]
    fn an_account_that_is_well_again_is_no_longer_complained_of() {
        let mut state = State::default();
        for kind in [FaultKind::LoginRefused, FaultKind::Unreachable, FaultKind::ServerSaid] {
            state.tell(fault(kind, Subject::Account(ANNE)));
        }
        state.tell(fault(FaultKind::LoginRefused, Subject::Account(AccountId(2))));
        state.settled(ANNE);
        assert_eq!(kinds(&state), [FaultKind::LoginRefused, FaultKind::ServerSaid]);
    }

    #[test]
    fn a_folder_that_is_there_again_is_no_longer_complained_of() {
        let mut state = State::default();
        for kind in [ExportFault::Missing, ExportFault::Full, ExportFault::Template] {
            state.tell(fault(FaultKind::Export(kind), Subject::Account(ANNE)));
        }
        state.tell(fault(FaultKind::LoginRefused, Subject::Account(ANNE)));
        state.tell(fault(FaultKind::Export(ExportFault::Missing), Subject::Account(AccountId(2))));
        state.exports_settled(ANNE);
        let left = [ExportFault::Missing, ExportFault::Template].map(FaultKind::Export);
        assert_eq!(kinds(&state), [left[0], FaultKind::LoginRefused, left[1]]);
    }

    #[test]
    fn the_remedy_takes_the_notice_away_and_is_done() {
        let mut state = State::default();
        state.tell(fault(FaultKind::LoginRefused, Subject::Account(ANNE)));
        let id = first(&state);
        assert!(matches!(state.update(Message::RemedyChosen(id)), Action::NewPassword(ANNE)));
        assert!(state.is_empty());
        state.tell(fault(FaultKind::ServerSaid, Subject::Account(ANNE)).retry_with(Command::Sync(ANNE)));
        let id = first(&state);
        assert!(matches!(state.update(Message::RemedyChosen(id)), Action::Retry(Command::Sync(ANNE))));
        assert!(matches!(state.update(Message::RemedyChosen(id)), Action::None), "once");
    }

    #[test]
    fn the_details_can_be_copied_and_the_notice_dismissed() {
        let mut state = State::default();
        state.tell(fault(FaultKind::ServerOdd, Subject::Account(ANNE)));
        let id = first(&state);
        assert!(matches!(state.update(Message::Details(id, details::Message::Toggled)), Action::None));
        let Action::Copy(text) = state.update(Message::Details(id, details::Message::Copied)) else {
            panic!("no copy")
        };
        assert_eq!(text, "ServerOdd: the technical side");
        let _ = state.update(Message::Dismissed(id));
        assert!(state.is_empty());
    }

    #[test]
    fn a_thousand_failures_do_not_pile_up() {
        let mut state = State::default();
        for account in 0..1000 {
            state.tell(fault(FaultKind::ServerOdd, Subject::Account(AccountId(account))));
        }
        assert_eq!(state.shown.len(), KEPT);
    }
}
