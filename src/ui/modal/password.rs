//! A new password for a mailbox whose server refused the one we have. It is
//! tried before it is kept.

use iced::widget::{Id, column, text};

use crate::domain::{AccountId, Secret};
use crate::engine::Fault;
use crate::i18n::fl;
use crate::ui::context::Context;
use crate::ui::notice::{Details, details};
use crate::ui::screen::form::{self, Below, SecretField};
use crate::ui::theme::{Element, button as kind, space, text as colour};

use super::frame;

pub const PASSWORD: &str = "password-field";
const WIDTH: f32 = 460.0;

pub struct State {
    account: AccountId,
    label: String,
    password: Secret,
    shown: bool,
    status: Status,
    details: Details,
    generation: u64,
    focus: Option<Id>,
}

enum Status {
    Typing,
    Checking,
    Failed(Fault),
}

#[derive(Debug, Clone)]
pub enum Message {
    Typed(Secret),
    Shown(bool),
    Submitted,
    Checked(u64, Result<(), Fault>),
    Details(details::Message),
    Closed,
}

#[must_use]
#[derive(Debug)]
pub enum Action {
    None,
    /// Answered by [`Message::Checked`].
    Check {
        account: AccountId,
        secret: Secret,
        generation: u64,
    },
    /// It works: it is kept, and the modal goes.
    Replace {
        account: AccountId,
        secret: Secret,
    },
    /// Nobody waits for the last question any more; the modal goes.
    Stop,
    Close,
    /// To the clipboard.
    Copy(String),
}

impl State {
    /// `label` is what the folder pane calls the mailbox.
    pub fn new(account: AccountId, label: &str) -> Self {
        Self {
            account,
            label: label.to_owned(),
            password: Secret::new(""),
            shown: false,
            status: Status::Typing,
            details: Details::default(),
            generation: 0,
            focus: Some(Id::new(PASSWORD)),
        }
    }

    /// The field that the cursor is to go to, once.
    pub fn take_focus(&mut self) -> Option<Id> {
        self.focus.take()
    }

    pub fn update(&mut self, message: Message) -> Action {
        let checking = matches!(self.status, Status::Checking);
        match message {
            Message::Typed(password) if !checking => {
                self.password = password;
                self.status = Status::Typing;
            }
            Message::Shown(shown) => self.shown = shown,
            Message::Submitted if !checking && !self.password.is_empty() => {
                self.generation += 1;
                self.status = Status::Checking;
                let (account, secret) = (self.account, self.password.clone());
                return Action::Check { account, secret, generation: self.generation };
            }
            Message::Checked(generation, result) if checking && generation == self.generation => match result {
                Ok(()) => return Action::Replace { account: self.account, secret: self.password.clone() },
                Err(fault) => {
                    self.details = Details::default();
                    self.status = Status::Failed(fault);
                    self.focus = Some(Id::new(PASSWORD));
                }
            },
            Message::Details(message) => {
                if let Status::Failed(fault) = &self.status {
                    return self.details.update(message, fault).map_or(Action::None, Action::Copy);
                }
            }
            Message::Closed => return if checking { Action::Stop } else { Action::Close },
            Message::Typed(_) | Message::Submitted | Message::Checked(..) => {}
        }
        Action::None
    }
}

impl State {
    pub fn view<'a>(&'a self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        let checking = matches!(self.status, Status::Checking);
        let field = SecretField {
            id: PASSWORD,
            label: words.say("password-field"),
            value: &self.password,
            shown: self.shown,
            on_input: (!checking).then_some(Message::Typed),
            on_show: Message::Shown,
            on_submit: Message::Submitted,
            below: Below::Nothing,
        };
        let below = match &self.status {
            Status::Typing => None,
            Status::Checking => Some(text(words.say("password-checking")).style(colour::muted).into()),
            Status::Failed(fault) => Some(form::trouble(fault, self.details, Message::Details, words)),
        };
        let lead = text(fl!(words, "password-lead", label = self.label.as_str()));
        let ready = !checking && !self.password.is_empty();
        let cancel = form::word_button(words.say("common-cancel"), kind::plain, Some(Message::Closed));
        let check = form::word_button(words.say("password-check"), kind::primary, ready.then_some(Message::Submitted));
        frame::frame(
            words,
            words.say("password-title"),
            WIDTH,
            column![lead, field.view(words), below].spacing(space::L),
            frame::buttons([Some(cancel), Some(check)]),
            Message::Closed,
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::{FaultKind, Subject};

    use super::*;

    const ANNE: AccountId = AccountId(1);

    fn typed() -> State {
        let mut state = State::new(ANNE, "anne@cabinet.example");
        assert!(matches!(state.update(Message::Submitted), Action::None), "an empty field asks nothing");
        let _ = state.update(Message::Typed(Secret::new("nouveau")));
        state
    }

    fn asked(state: &mut State) -> u64 {
        let Action::Check { account: ANNE, generation, .. } = state.update(Message::Submitted) else {
            panic!("not tried")
        };
        generation
    }

    #[test]
    fn a_new_password_is_tried_and_then_kept() {
        let mut state = typed();
        let generation = asked(&mut state);
        assert!(matches!(state.update(Message::Checked(generation - 1, Ok(()))), Action::None), "a stale answer");
        let Action::Replace { secret, .. } = state.update(Message::Checked(generation, Ok(()))) else {
            panic!("not kept")
        };
        assert_eq!(secret.expose(), "nouveau");
    }

    #[test]
    fn a_refused_one_is_not_kept_and_can_be_typed_again() {
        let mut state = typed();
        let generation = asked(&mut state);
        let _ = state.take_focus();
        let refused = Fault::new(FaultKind::LoginRefused, Subject::Account(ANNE), "");
        assert!(matches!(state.update(Message::Checked(generation, Err(refused))), Action::None));
        assert!(matches!(state.status, Status::Failed(_)) && state.take_focus().is_some());
        let _ = state.update(Message::Typed(Secret::new("un autre")));
        assert_eq!(asked(&mut state), generation + 1);
    }

    #[test]
    fn closing_stops_a_try_that_is_under_way() {
        let mut state = typed();
        assert!(matches!(state.update(Message::Closed), Action::Close));
        let _ = asked(&mut state);
        assert!(matches!(state.update(Message::Closed), Action::Stop));
    }
}
