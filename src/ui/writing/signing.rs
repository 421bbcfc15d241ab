//! The signature under the message, changed while one writes. What the writer
//! changed in it by hand is his text, and is not taken away.

use super::{Action, State};
use crate::domain::writing::Document;

impl State {
    /// The one that stands there as it was put.
    pub(super) fn signature(&self) -> Option<String> {
        self.writing.signed.clone().filter(|text| self.body.is_signed(text))
    }

    /// Another one, or none.
    pub fn sign_with(&mut self, new: Option<Document>) -> Action {
        let signed = self.body.sign(self.writing.signed.as_deref(), new.as_ref());
        self.writing.signed = new.map(|new| new.letters(new.everything()));
        self.body_wants(signed)
    }

    /// Written from another mailbox now: its own signature, where the other one stood.
    pub fn sign_as(&mut self, new: Option<Document>) -> Action {
        if self.signature().is_some() { self.sign_with(new) } else { Action::None }
    }
}
