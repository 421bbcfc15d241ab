//! Sending: what is to be said of the message is looked at, what can be done about
//! it is done, and it is given away. Nothing leaves that was not looked at.

use super::{Action, After, Place, Stage, State, checks};
use crate::domain::check::{self, Remark};
use crate::domain::{Account, Address, DraftId, Secret, Standing, Timestamp, Wishes};
use crate::engine::Means;

impl State {
    pub(super) fn send_pressed(&mut self) -> Action {
        if self.stage != Stage::Writing {
            return Action::None;
        }
        self.fault = None;
        self.stage = Stage::Checking;
        self.looks += 1;
        Action::Check(self.emails(), Box::new(self.written().draft), self.looks)
    }

    /// This look is the one that was asked for last.
    pub(super) fn awaits(&self, look: u64) -> bool {
        self.stage == Stage::Checking && look == self.looks
    }

    pub(super) fn checked(&mut self, standing: Vec<Standing>, means: Means, accounts: &[Account]) -> Action {
        self.learn(standing, means);
        let remarks = self.remarks(accounts);
        if remarks.is_empty() {
            return self.send();
        }
        self.stage = Stage::Asking(remarks);
        Action::None
    }

    pub(super) fn remarks(&self, accounts: &[Account]) -> Vec<Remark> {
        let Some(account) = accounts.iter().find(|account| account.id == self.account()) else {
            return vec![Remark::NoServer];
        };
        let standing: Vec<Standing> = self.known.values().cloned().collect();
        let writing = self.written();
        let around = check::Around {
            account,
            sending: &self.means.sending,
            trusted: &self.means.trusted,
            standing: &standing,
            can_sign: self.means.can_sign,
            own_cipher: self.means.own_cipher,
            size: check::size(&writing),
            limit: self.means.limit,
            inside: &self.inside,
        };
        check::written(&writing, &around)
    }

    /// All that was said was read. What is to be said now and was not is asked too.
    pub(super) fn confirmed(&mut self, accounts: &[Account]) -> Action {
        let Stage::Asking(read) = &self.stage else { return Action::None };
        let remarks = self.remarks(accounts);
        if remarks.iter().any(|one| one.stops() || !read.contains(one)) {
            self.stage = Stage::Asking(remarks);
            return Action::None;
        }
        self.send()
    }

    fn send(&mut self) -> Action {
        self.stage = Stage::Leaving;
        let code = self.code.take();
        self.with_row(After::Send(code))
    }

    pub(super) fn send_as(&mut self, id: DraftId, code: Option<Secret>) -> Action {
        Action::Send { id, writing: Box::new(self.written()), code, later: self.later }
    }

    pub fn later(&self) -> Option<Timestamp> {
        self.later
    }

    /// Sent once more, and looked at once more, with the code of a key that wants it
    /// each time.
    pub fn send_with(&mut self, code: Secret) -> Action {
        let action = self.send_pressed();
        self.code = (self.stage == Stage::Checking).then_some(code);
        action
    }

    pub(super) fn remedy(&mut self, remedy: checks::Remedy) -> Action {
        (self.stage, self.code) = (Stage::Writing, None);
        let wishes: &mut Wishes = &mut self.writing.draft.wishes;
        let decided = &mut self.writing.decided;
        match remedy {
            checks::Remedy::SignOnly => {
                (wishes.encrypt, decided.encrypt) = (false, true);
                (wishes.sign, decided.sign) = (self.means.can_sign, true);
            }
            checks::Remedy::InClear => {
                (wishes.encrypt, decided.encrypt) = (false, true);
                (wishes.sign, decided.sign) = (false, true);
            }
            checks::Remedy::Encrypt => (wishes.encrypt, decided.encrypt) = (true, true),
            checks::Remedy::Unsigned => (wishes.sign, decided.sign) = (false, true),
            checks::Remedy::NoCopy => wishes.no_copy = true,
            checks::Remedy::Drop(emails) => {
                for place in [Place::To, Place::Cc, Place::Bcc] {
                    if let Some(field) = self.people(place) {
                        field.drop_all(&emails);
                    }
                }
            }
            checks::Remedy::DropUnfit => {
                for place in [Place::To, Place::Cc, Place::Bcc, Place::ReplyTo] {
                    if let Some(field) = self.people(place) {
                        field.drop_unfit();
                    }
                }
            }
            checks::Remedy::ToBcc => {
                let moved: Vec<Address> = [self.fields.to.take_all(), self.fields.cc.take_all()].concat();
                self.fields.bcc.add_all(moved);
                self.fields.bcc_shown = true;
            }
            checks::Remedy::DropDocuments => self.drop_documents(),
            checks::Remedy::UnnamedSubject => {
                let subject = &mut self.writing.draft.subject;
                *subject = crate::engine::subject_without_patient(subject);
            }
            checks::Remedy::Attach => return Action::PickFiles,
            checks::Remedy::Blank => {
                let filled = self.body.fill_next();
                return self.body_wants(filled);
            }
            checks::Remedy::Subject => return Action::Focus(self.field(Place::Subject)),
        }
        Action::Several(vec![self.changed(), self.send_pressed()])
    }
}
