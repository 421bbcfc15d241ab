//! A health document to go along: chosen, said whose it is and what it is, confirmed,
//! and put in. One panel in front of the message.
//!
//! Nothing is put in before its writer has said that he looked at the patient's
//! identity, and of a trait that changes it is asked again.

mod dropping;
mod form;
mod view;

use std::path::PathBuf;

use super::{Action, After, Stage, State as Window};
use crate::domain::clinical::{Form, IdentityNote, Kind, Packed, Sex, Traits};
use crate::domain::{InsKind, MessageId};
use crate::engine::{Chose, Chosen, Fault, Offer, kinds, notes};

pub use form::Field;

pub struct State {
    chosen: Chosen,
    form: Form,
    confirmed: bool,
    fault: Option<Fault>,
}

#[derive(Debug, Clone)]
pub enum Message {
    /// A file is to be chosen.
    Pressed,
    Picked(Option<PathBuf>),
    Came(Result<Box<Offer>, Fault>),
    Typed(Field, String),
    Sex(Sex),
    Number(InsKind),
    Kind(Kind),
    Hidden(bool),
    Confirmed(bool),
    Joined,
    Packed(Result<Box<Packed>, Fault>),
    Closed,
}

/// What is asked of those around.
#[derive(Debug)]
pub enum Wish {
    Pick,
    /// And the message that is answered, for the patient it is about.
    Read(PathBuf, Option<MessageId>),
}

impl State {
    fn new(offer: Offer) -> Self {
        let mut form = Form { date: offer.today, ..Form::default() };
        if let Chose::Pdf { .. } = offer.chosen.what {
            form.traits = offer.patient.unwrap_or_default();
            form.kind = kinds().next().map(|kind| kind.code.to_owned()).unwrap_or_default();
            form.title = stem(&offer.chosen.name);
        }
        Self { chosen: offer.chosen, form, confirmed: false, fault: None }
    }

    /// Whose the document is: as it says itself, or as it is typed.
    fn traits(&self) -> &Traits {
        match &self.chosen.what {
            Chose::Clinical(told) => told.first().map_or(&self.form.traits, |told| &told.traits),
            Chose::Pdf { .. } => &self.form.traits,
        }
    }

    fn notes(&self) -> Vec<IdentityNote> {
        notes(self.traits())
    }

    fn is_whole(&self) -> bool {
        matches!(self.chosen.what, Chose::Clinical(_)) || form::is_whole(&self.form)
    }

    fn may_join(&self) -> bool {
        self.confirmed && self.is_whole()
    }

    /// Another patient, perhaps: it is to be confirmed anew.
    fn typed(&mut self, field: Field, text: String) {
        self.confirmed &= !field.is_trait();
        *field.of(&mut self.form) = text;
    }
}

/// What a file is called, as a title.
fn stem(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.replace('_', " ").trim().to_owned()
}

impl Window {
    /// It is shown as soon as the window is.
    pub fn offer_document(&mut self, offer: Offer) {
        self.document = Some(State::new(offer));
    }

    pub(super) fn document_says(&mut self, message: Message) -> Action {
        match message {
            Message::Pressed if self.stage == Stage::Writing && !self.writing.is_template() => {
                return Action::Document(Wish::Pick);
            }
            Message::Picked(Some(path)) if self.stage == Stage::Writing => {
                self.stage = Stage::Enclosing;
                let about = self.writing.draft.source.map(|source| source.message);
                return Action::Document(Wish::Read(path, about));
            }
            Message::Came(result) => return self.document_came(result),
            Message::Packed(result) => return self.document_packed(result),
            Message::Closed => {
                self.document = None;
                return Action::None;
            }
            Message::Joined => return self.join_document(),
            _ => {}
        }
        let Some(state) = &mut self.document else { return Action::None };
        match message {
            Message::Typed(field, text) => state.typed(field, text),
            Message::Sex(sex) => (state.form.traits.sex, state.confirmed) = (Some(sex), false),
            Message::Number(kind) => (state.form.traits.kind, state.confirmed) = (Some(kind), false),
            Message::Kind(kind) => kind.code.clone_into(&mut state.form.kind),
            Message::Hidden(hidden) => state.form.hidden = hidden,
            Message::Confirmed(confirmed) => state.confirmed = confirmed,
            _ => {}
        }
        Action::None
    }

    fn document_came(&mut self, result: Result<Box<Offer>, Fault>) -> Action {
        if self.stage == Stage::Enclosing {
            self.stage = Stage::Writing;
        }
        match result {
            Ok(offer) => self.document = Some(State::new(*offer)),
            Err(fault) => self.fault = Some(fault),
        }
        self.enclose(Vec::new())
    }

    fn join_document(&mut self) -> Action {
        let able = self.document.as_ref().is_some_and(State::may_join);
        if !able || self.stage != Stage::Writing {
            return Action::None;
        }
        self.stage = Stage::Enclosing;
        self.with_row(After::Document)
    }

    /// What is packed with what there is, once the draft has a row.
    pub(super) fn document_ordered(&mut self) -> Option<(Chosen, Form)> {
        let state = self.document.as_mut()?;
        state.fault = None;
        Some((state.chosen.clone(), state.form.clone()))
    }

    fn document_packed(&mut self, result: Result<Box<Packed>, Fault>) -> Action {
        if self.stage == Stage::Enclosing {
            self.stage = Stage::Writing;
        }
        match (result, &mut self.document) {
            // The panel was closed meanwhile: it is not wanted. What was kept of it goes
            // with the next time that the draft is kept.
            (Ok(_), None) => Action::Several(vec![self.changed(), self.enclose(Vec::new())]),
            (Ok(packed), Some(_)) => {
                self.document = None;
                self.writing.put_documents_in(*packed);
                Action::Several(vec![self.changed(), self.enclose(Vec::new())])
            }
            (Err(fault), Some(state)) => {
                state.fault = Some(fault);
                self.enclose(Vec::new())
            }
            (Err(fault), None) => {
                self.fault = Some(fault);
                self.enclose(Vec::new())
            }
        }
    }
}

#[cfg(test)]
mod tests;
