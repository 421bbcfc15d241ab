//! The passphrase of a software certificate: the one of the file that comes in,
//! or a new one for the file that goes out. It is given away when it is tried,
//! and nothing of it stays here.

use std::path::PathBuf;

use iced::widget::{Id, column, text};

use super::frame;
use super::settings::certificates::Outcome;
use crate::domain::Secret;
use crate::engine::{Fault, SHORTEST_PASSPHRASE};
use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::notice::{Details, details};
use crate::ui::screen::form::{self, Below, SecretField};
use crate::ui::theme::{Element, button as kind, space, text as colour};

pub const PASSPHRASE: &str = "key-passphrase";
pub const AGAIN: &str = "key-passphrase-again";
const WIDTH: f32 = 460.0;

pub struct State {
    purpose: Purpose,
    typed: Secret,
    /// A new one is typed twice.
    again: Secret,
    shown: bool,
    /// It was tried: what is missing is said.
    tried: bool,
    status: Status,
    details: Details,
    generation: u64,
    focus: Option<Id>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    Import {
        file: PathBuf,
    },
    /// The certificate by its fingerprint, and the name of its holder.
    Export {
        fingerprint: String,
        name: String,
        file: PathBuf,
    },
}

enum Status {
    Typing,
    Working,
    Failed(Fault),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Missing {
    Length,
    Agreement,
}

#[derive(Debug, Clone)]
pub enum Message {
    Typed(Secret),
    TypedAgain(Secret),
    Shown(bool),
    Submitted,
    Answered(u64, Result<Outcome, Fault>),
    Details(details::Message),
    Closed,
}

#[must_use]
#[derive(Debug)]
pub enum Action {
    None,
    /// Answered by [`Message::Answered`].
    Try {
        purpose: Purpose,
        passphrase: Secret,
        generation: u64,
    },
    /// It is done, and the modal goes.
    Done(Outcome),
    /// Nobody waits for the answer any more; the modal goes.
    Stop,
    Close,
    /// To the clipboard.
    Copy(String),
}

impl State {
    pub fn new(purpose: Purpose) -> Self {
        Self {
            purpose,
            typed: Secret::new(""),
            again: Secret::new(""),
            shown: false,
            tried: false,
            status: Status::Typing,
            details: Details::default(),
            generation: 0,
            focus: Some(Id::new(PASSPHRASE)),
        }
    }

    /// The field that the cursor is to go to, once.
    pub fn take_focus(&mut self) -> Option<Id> {
        self.focus.take()
    }

    pub fn update(&mut self, message: Message) -> Action {
        let working = matches!(self.status, Status::Working);
        match message {
            Message::Typed(typed) if !working => (self.typed, self.status) = (typed, Status::Typing),
            Message::TypedAgain(typed) if !working => (self.again, self.status) = (typed, Status::Typing),
            Message::Shown(shown) => self.shown = shown,
            Message::Submitted if !working => return self.submit(),
            Message::Answered(generation, result) if working && generation == self.generation => match result {
                Ok(outcome) => return Action::Done(outcome),
                Err(fault) => {
                    self.details = Details::default();
                    self.status = Status::Failed(fault);
                    self.focus = Some(Id::new(PASSPHRASE));
                }
            },
            Message::Details(message) => {
                if let Status::Failed(fault) = &self.status {
                    return self.details.update(message, fault).map_or(Action::None, Action::Copy);
                }
            }
            Message::Closed => return if working { Action::Stop } else { Action::Close },
            Message::Typed(_) | Message::TypedAgain(_) | Message::Submitted | Message::Answered(..) => {}
        }
        Action::None
    }

    fn submit(&mut self) -> Action {
        self.tried = true;
        match self.missing() {
            Some(Missing::Length) => self.focus = Some(Id::new(PASSPHRASE)),
            Some(Missing::Agreement) => self.focus = Some(Id::new(AGAIN)),
            None => {
                (self.tried, self.status) = (false, Status::Working);
                self.generation += 1;
                self.again = Secret::new("");
                let passphrase = std::mem::replace(&mut self.typed, Secret::new(""));
                return Action::Try { purpose: self.purpose.clone(), passphrase, generation: self.generation };
            }
        }
        Action::None
    }

    fn is_new(&self) -> bool {
        matches!(self.purpose, Purpose::Export { .. })
    }

    /// Of a new one. A file that comes in may have an empty one.
    fn missing(&self) -> Option<Missing> {
        if !self.is_new() {
            None
        } else if self.length() < SHORTEST_PASSPHRASE {
            Some(Missing::Length)
        } else {
            (self.typed != self.again).then_some(Missing::Agreement)
        }
    }

    fn length(&self) -> usize {
        self.typed.expose().chars().count()
    }
}

impl State {
    pub fn view<'a>(&'a self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        let (title, lead, button) = match &self.purpose {
            Purpose::Import { file } => {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                ("passphrase-import-title", fl!(words, "passphrase-import-lead", file = name), "passphrase-import")
            }
            Purpose::Export { name, .. } => {
                let lead = fl!(words, "passphrase-export-lead", name = name.as_str());
                ("passphrase-export-title", lead, "passphrase-export")
            }
        };
        let again = self.is_new().then(|| self.again_field(words));
        let body = column![text(lead), self.field(words), again, self.below(words)].spacing(space::L);
        let press = (!matches!(self.status, Status::Working)).then_some(Message::Submitted);
        let cancel = form::word_button(words.say("common-cancel"), kind::plain, Some(Message::Closed));
        let go = form::word_button(words.say(button), kind::primary, press);
        frame::frame(words, words.say(title), WIDTH, body, frame::buttons([Some(cancel), Some(go)]), Message::Closed)
    }

    fn field<'a>(&'a self, words: &Words) -> Element<'a, Message> {
        let below = match self.missing().filter(|_| self.tried) {
            Some(Missing::Length) => {
                let missing = SHORTEST_PASSPHRASE.saturating_sub(self.length()) as u64;
                Below::Wrong(fl!(words, "unlock-too-short", missing = missing, least = SHORTEST_PASSPHRASE as u64))
            }
            _ if self.is_new() => Below::Note(fl!(words, "unlock-least", least = SHORTEST_PASSPHRASE as u64)),
            _ => Below::Nothing,
        };
        let label = if self.is_new() { "passphrase-new" } else { "passphrase-of-file" };
        self.secret(PASSPHRASE, words.say(label), &self.typed, Message::Typed, below).view(words)
    }

    fn again_field<'a>(&'a self, words: &Words) -> Element<'a, Message> {
        let differs = self.tried && self.missing() == Some(Missing::Agreement);
        let below = Below::wrong(differs.then(|| words.say("unlock-again-wrong")));
        self.secret(AGAIN, words.say("unlock-again"), &self.again, Message::TypedAgain, below).view(words)
    }

    fn secret<'a>(
        &self,
        id: &'static str,
        label: String,
        value: &'a Secret,
        typed: fn(Secret) -> Message,
        below: Below,
    ) -> SecretField<'a, Message> {
        SecretField {
            id,
            label,
            value,
            shown: self.shown,
            on_input: (!matches!(self.status, Status::Working)).then_some(typed),
            on_show: Message::Shown,
            on_submit: Message::Submitted,
            below,
        }
    }

    fn below<'a>(&'a self, words: &Words) -> Option<Element<'a, Message>> {
        match &self.status {
            Status::Typing => None,
            Status::Working => {
                let says = if self.is_new() { "passphrase-exporting" } else { "passphrase-importing" };
                Some(text(words.say(says)).style(colour::muted).into())
            }
            Status::Failed(fault) => Some(form::trouble(fault, self.details, Message::Details, words)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{FaultKind, KeyFileFault, Subject};

    const LONG: &str = "quatre mots bien longs";

    fn import() -> State {
        State::new(Purpose::Import { file: "/home/anne/anne.p12".into() })
    }

    fn export() -> State {
        let (fingerprint, name) = ("5D7B".to_owned(), "Anne Durand".to_owned());
        State::new(Purpose::Export { fingerprint, name, file: "/home/anne/copie.p12".into() })
    }

    fn tried(state: &mut State) -> Option<(Secret, u64)> {
        match state.update(Message::Submitted) {
            Action::Try { passphrase, generation, .. } => Some((passphrase, generation)),
            _ => None,
        }
    }

    #[test]
    fn a_passphrase_is_given_away_when_it_is_tried() {
        let mut state = import();
        let _ = state.update(Message::Typed(Secret::new("sésame")));
        let (passphrase, generation) = tried(&mut state).expect("tried");
        assert_eq!(passphrase.expose(), "sésame");
        assert!(state.typed.is_empty() && tried(&mut state).is_none(), "it is under way");
        let _ = state.take_focus();
        let wrong = Fault::new(FaultKind::KeyFile(KeyFileFault::Passphrase), Subject::File, "");
        assert!(matches!(state.update(Message::Answered(generation, Err(wrong))), Action::None));
        assert!(matches!(state.status, Status::Failed(_)) && state.take_focus().is_some());
        let (passphrase, generation) = tried(&mut state).expect("a file may have an empty one");
        assert!(passphrase.is_empty());
        let done = state.update(Message::Answered(generation, Ok(Outcome::Seen)));
        assert!(matches!(done, Action::Done(Outcome::Seen)));
    }

    #[test]
    fn a_new_passphrase_is_long_enough_and_typed_twice() {
        let mut state = export();
        let _ = state.update(Message::Typed(Secret::new("court")));
        assert!(tried(&mut state).is_none());
        assert_eq!(state.missing(), Some(Missing::Length));
        let _ = state.update(Message::Typed(Secret::new(LONG)));
        assert!(tried(&mut state).is_none());
        assert_eq!(state.missing(), Some(Missing::Agreement));
        let _ = state.update(Message::TypedAgain(Secret::new(LONG)));
        assert!(tried(&mut state).is_some());
        assert!(state.typed.is_empty() && state.again.is_empty(), "nothing of it stays");
    }

    #[test]
    fn a_stale_answer_is_not_taken_and_closing_stops_a_try() {
        let mut state = import();
        assert!(matches!(state.update(Message::Closed), Action::Close));
        let (_, generation) = tried(&mut state).expect("tried");
        assert!(matches!(state.update(Message::Answered(generation - 1, Ok(Outcome::Seen))), Action::None));
        assert!(matches!(state.update(Message::Closed), Action::Stop));
    }
}
