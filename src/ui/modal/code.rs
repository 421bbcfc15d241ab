//! The code of a card: asked for once, given to the card once, and forgotten
//! with this modal. How many tries are left is said before anything is typed.

use iced::widget::{Id, column, text, text_input};

use crate::domain::{MessageId, Secret};
use crate::engine::card::{CardSight, CardToken, Lock, TokenId, Tries};
use crate::engine::{CardFault, Fault, FaultKind};
use crate::i18n::{Words, fl};
use crate::ui::card;
use crate::ui::context::Context;
use crate::ui::notice::{Details, details};
use crate::ui::screen::form::{self, Below};
use crate::ui::theme::surface::Tone;
use crate::ui::theme::{Element, button as kind, font, space, text as colour};

use super::frame;

pub const CODE: &str = "code-field";
const WIDTH: f32 = 440.0;

/// What the code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The card is opened, for all that follows.
    Open,
    /// One use of a key that wants it each time: to read this message.
    Read(MessageId),
    /// The same, to sign what is being sent.
    Sign,
}

pub struct State {
    token: CardToken,
    purpose: Purpose,
    code: Secret,
    status: Status,
    details: Details,
    generation: u64,
    focus: Option<Id>,
}

enum Status {
    Typing,
    Trying,
    Failed(Fault),
    /// It was taken out meanwhile.
    Gone,
}

#[derive(Debug, Clone)]
pub enum Message {
    Typed(Secret),
    Submitted,
    Answered(u64, Result<(), Fault>),
    Details(details::Message),
    Closed,
}

#[must_use]
#[derive(Debug)]
pub enum Action {
    None,
    /// Answered by [`Message::Answered`]. Without a code the reader takes it.
    Try {
        token: TokenId,
        purpose: Purpose,
        code: Option<Secret>,
        generation: u64,
    },
    /// It was right, or the user has changed his mind.
    Close,
    /// To the clipboard.
    Copy(String),
}

impl State {
    pub fn new(token: CardToken, purpose: Purpose) -> Self {
        Self {
            token,
            purpose,
            code: Secret::new(""),
            status: Status::Typing,
            details: Details::default(),
            generation: 0,
            focus: Some(Id::new(CODE)),
        }
    }

    /// The field that the cursor is to go to, once.
    pub fn take_focus(&mut self) -> Option<Id> {
        self.focus.take()
    }

    /// The card may have gone, or its counter may be another one.
    pub fn card_changed(&mut self, card: &CardSight) {
        let Some(token) = card.tokens.iter().find(|token| token.id == self.token.id) else {
            self.code = Secret::new("");
            self.status = Status::Gone;
            return;
        };
        self.token = token.clone();
        if matches!(self.status, Status::Gone) {
            self.status = Status::Typing;
            self.focus = Some(Id::new(CODE));
        }
    }

    fn is_blocked(&self) -> bool {
        self.token.lock == Lock::Blocked || self.token.pin.tries == Tries::None
    }

    fn is_ready(&self) -> bool {
        let waits = matches!(self.status, Status::Typing | Status::Failed(_));
        let typed = self.token.pin.on_reader || self.code.expose().chars().count() >= self.token.pin.shortest.max(1);
        waits && typed && !self.is_blocked()
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Typed(code) if !matches!(self.status, Status::Trying | Status::Gone) => {
                let longest = self.token.pin.longest;
                if longest == 0 || code.expose().chars().count() <= longest {
                    self.code = code;
                }
                self.status = Status::Typing;
            }
            Message::Submitted if self.is_ready() => {
                self.generation += 1;
                self.status = Status::Trying;
                // What was typed is given away: a wrong code is never tried again.
                let code = std::mem::replace(&mut self.code, Secret::new(""));
                return Action::Try {
                    token: self.token.id.clone(),
                    purpose: self.purpose,
                    code: (!self.token.pin.on_reader).then_some(code),
                    generation: self.generation,
                };
            }
            Message::Answered(generation, result) if generation == self.generation => match result {
                Ok(()) => return Action::Close,
                Err(fault) if fault.kind == FaultKind::Card(CardFault::Gone) => self.status = Status::Gone,
                Err(fault) => {
                    self.details = Details::default();
                    self.status = Status::Failed(fault);
                    self.focus = Some(Id::new(CODE));
                }
            },
            Message::Details(message) => {
                if let Status::Failed(fault) = &self.status {
                    return self.details.update(message, fault).map_or(Action::None, Action::Copy);
                }
            }
            Message::Closed => return Action::Close,
            Message::Typed(_) | Message::Submitted | Message::Answered(..) => {}
        }
        Action::None
    }

    pub fn view<'a>(&'a self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        let whose = card::holder(&self.token);
        let lead = match self.purpose {
            Purpose::Open => fl!(words, "code-lead", holder = whose),
            Purpose::Read(_) => fl!(words, "code-lead-once", holder = whose),
            Purpose::Sign => fl!(words, "code-lead-sign", holder = whose),
        };
        // What comes and goes above the field is apart from it: a field that
        // changes its place loses what is being typed.
        let above = column![text(lead), self.tries(words)].spacing(space::L);
        let body = column![above, self.field(words), self.below(words)].spacing(space::L);
        let cancel = form::word_button(words.say("common-cancel"), kind::plain, Some(Message::Closed));
        let label = match self.purpose {
            _ if self.token.pin.on_reader => "code-on-reader",
            Purpose::Open => "code-open",
            Purpose::Read(_) => "code-read",
            Purpose::Sign => "code-sign",
        };
        let open = form::word_button(words.say(label), kind::primary, self.is_ready().then_some(Message::Submitted));
        let buttons = frame::buttons([Some(cancel), Some(open)]);
        frame::frame(words, words.say("code-title"), WIDTH, body, buttons, Message::Closed)
    }

    /// What the card says of its counter, before a code is typed.
    fn tries<'a>(&self, words: &Words) -> Option<Element<'a, Message>> {
        let (tone, says, remedy) = match self.token.pin.tries {
            _ if matches!(self.status, Status::Gone) => return None,
            // Said below, with the code that was wrong.
            Tries::Last if matches!(self.status, Status::Failed(_)) => return None,
            Tries::None => (Tone::Danger, "code-blocked", "code-blocked-note"),
            Tries::Last => (Tone::Danger, "code-last-try", "code-last-try-note"),
            Tries::Fewer => (Tone::Attention, "code-fewer-tries", "code-fewer-tries-note"),
            Tries::All => return None,
        };
        let said = column![text(words.say(says)).font(font::MEDIUM), text(words.say(remedy)).style(form::plain)];
        Some(form::banner(tone, said.spacing(2)))
    }

    fn field<'a>(&'a self, words: &Words) -> Option<Element<'a, Message>> {
        if self.token.pin.on_reader || self.is_blocked() {
            return None;
        }
        let free = matches!(self.status, Status::Typing | Status::Failed(_));
        let input = text_input("", self.code.expose())
            .id(CODE)
            .secure(true)
            .on_input_maybe(free.then_some(|typed| Message::Typed(Secret::new(typed))))
            .on_submit(Message::Submitted);
        Some(form::field(words.say("code-field"), input, Below::Nothing))
    }

    fn below<'a>(&'a self, words: &Words) -> Option<Element<'a, Message>> {
        let quiet = |key| Some(text(words.say(key)).style(colour::muted).into());
        match &self.status {
            Status::Typing if self.token.pin.on_reader && !self.is_blocked() => quiet("code-on-reader-note"),
            Status::Typing => None,
            Status::Trying if self.token.pin.on_reader => quiet("code-trying-on-reader"),
            Status::Trying => quiet("code-trying"),
            Status::Gone => quiet("code-gone"),
            // The band above has said it.
            Status::Failed(_) if self.is_blocked() => None,
            Status::Failed(fault) => Some(form::trouble(fault, self.details, Message::Details, words)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Subject;
    use crate::engine::card::{PinState, Stand};

    fn token(tries: Tries) -> CardToken {
        let id = TokenId { manufacturer: "Essai".to_owned(), model: "Carte".to_owned(), serial: "1".to_owned() };
        let pin = PinState { tries, open: false, on_reader: false, shortest: 4, longest: 8 };
        let lock = if tries == Tries::None { Lock::Blocked } else { Lock::Closed };
        let (name, holder) = (String::new(), String::new());
        CardToken { id, label: "CPS".to_owned(), name, holder, lock, pin, certificates: [].into() }
    }

    fn typed(state: &mut State, code: &str) {
        assert!(matches!(state.update(Message::Typed(Secret::new(code))), Action::None));
    }

    fn wrong() -> Fault {
        Fault::new(FaultKind::Card(CardFault::WrongPin), Subject::Profile, "")
    }

    #[test]
    fn a_code_is_tried_once_and_gone() {
        let mut state = State::new(token(Tries::All), Purpose::Open);
        typed(&mut state, "123");
        assert!(matches!(state.update(Message::Submitted), Action::None), "it is too short to be one");
        typed(&mut state, "1234");
        let Action::Try { code: Some(code), generation, .. } = state.update(Message::Submitted) else {
            panic!("not tried")
        };
        assert_eq!(code.expose(), "1234");
        assert!(state.code.is_empty(), "nothing of it stays");
        assert!(matches!(state.update(Message::Submitted), Action::None), "it is under way");
        assert!(matches!(state.update(Message::Answered(generation, Err(wrong()))), Action::None));
        assert!(matches!(state.update(Message::Submitted), Action::None), "nothing is tried by itself");
    }

    #[test]
    fn a_blocked_card_takes_no_code() {
        let mut state = State::new(token(Tries::None), Purpose::Open);
        typed(&mut state, "1234");
        assert!(matches!(state.update(Message::Submitted), Action::None));
    }

    #[test]
    fn a_card_that_is_taken_out_takes_the_code_along_and_may_come_back() {
        let mut state = State::new(token(Tries::All), Purpose::Open);
        typed(&mut state, "1234");
        state.card_changed(&CardSight { stand: Stand::NoCard, tokens: [].into() });
        assert!(state.code.is_empty() && matches!(state.status, Status::Gone));
        typed(&mut state, "1234");
        assert!(state.code.is_empty());
        state.card_changed(&CardSight { stand: Stand::Token, tokens: [token(Tries::Last)].into() });
        assert!(matches!(state.status, Status::Typing) && state.token.pin.tries == Tries::Last);
        assert!(state.take_focus().is_some());
    }

    #[test]
    fn what_is_right_closes_the_question() {
        let mut state = State::new(token(Tries::All), Purpose::Open);
        typed(&mut state, "1234");
        let Action::Try { generation, .. } = state.update(Message::Submitted) else { panic!("not tried") };
        assert!(matches!(state.update(Message::Answered(generation - 1, Ok(()))), Action::None), "a stale answer");
        assert!(matches!(state.update(Message::Answered(generation, Ok(()))), Action::Close));
    }
}
