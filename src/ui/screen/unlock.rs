//! The passphrase of the cache: asked for, or chosen where there is no keyring
//! to keep a key. It opens nothing itself; its [`Action`] does, and the answer
//! comes back with the number of the question.

use iced::widget::{Id, column, text};

use crate::domain::Secret;
use crate::engine::{Fault, FaultKind};
use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::theme::{Element, button as kind, size, space, text as colour};

use super::form::{self, Below, SecretField};
use super::frame::Page;

/// A phrase of four words has more; anything shorter is guessed in hours.
pub const SHORTEST: usize = 12;

pub const PASSPHRASE: &str = "unlock-passphrase";
pub const AGAIN: &str = "unlock-again";

pub struct State {
    task: Task,
    passphrase: Secret,
    shown: bool,
    waiting: bool,
    generation: u64,
    focus: Option<Id>,
}

enum Task {
    /// The cache is there; how often the passphrase was wrong.
    Open { wrong: u32 },
    /// A new cache: the passphrase is typed twice.
    Choose { again: Secret, tried: bool },
}

#[derive(Debug, Clone)]
pub enum Message {
    Typed(Secret),
    TypedAgain(Secret),
    Shown(bool),
    Submitted,
    Answered(u64, Result<(), Fault>),
    Quit,
}

#[must_use]
#[derive(Debug)]
pub enum Action {
    None,
    /// Answered by [`Message::Answered`] where it fails, by the window where it succeeds.
    Open {
        passphrase: Secret,
        generation: u64,
    },
    Create {
        passphrase: Secret,
        generation: u64,
    },
    /// No passphrase helps: the window goes to `screen::blocked`.
    Blocked(Fault),
    Quit,
}

/// How hard a passphrase is to guess, said soberly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Strength {
    /// So many characters more are wanted.
    TooShort(usize),
    /// Long, but the same few characters over and over.
    Monotonous,
    Fair,
    Good,
}

/// Why two fields do not make a passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Missing {
    Length,
    Agreement,
}

impl State {
    /// Asks for the passphrase of the cache that is there.
    pub fn open() -> Self {
        Self::with(Task::Open { wrong: 0 })
    }

    /// Has one chosen for a new cache.
    pub fn choose() -> Self {
        Self::with(Task::Choose { again: Secret::new(""), tried: false })
    }

    fn with(task: Task) -> Self {
        let focus = Some(Id::new(PASSPHRASE));
        Self { task, passphrase: Secret::new(""), shown: false, waiting: false, generation: 0, focus }
    }

    /// The field that the cursor is to go to, once.
    pub fn take_focus(&mut self) -> Option<Id> {
        self.focus.take()
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            // What is typed while the key is derived would be lost in the answer.
            Message::Typed(_) | Message::TypedAgain(_) | Message::Submitted if self.waiting => {}
            Message::Typed(passphrase) => self.passphrase = passphrase,
            Message::TypedAgain(typed) => {
                if let Task::Choose { again, .. } = &mut self.task {
                    *again = typed;
                }
            }
            Message::Shown(shown) => self.shown = shown,
            Message::Submitted => return self.submit(),
            Message::Answered(generation, Err(fault)) if generation == self.generation && self.waiting => {
                return self.refused(fault);
            }
            Message::Answered(..) => {}
            Message::Quit => return Action::Quit,
        }
        Action::None
    }

    fn submit(&mut self) -> Action {
        let missing = self.missing();
        match &mut self.task {
            Task::Open { .. } if self.passphrase.is_empty() => return Action::None,
            Task::Open { .. } => {
                let (passphrase, generation) = self.wait();
                return Action::Open { passphrase, generation };
            }
            Task::Choose { tried, .. } => *tried = true,
        }
        match missing {
            Some(Missing::Length) => self.focus = Some(Id::new(PASSPHRASE)),
            Some(Missing::Agreement) => self.focus = Some(Id::new(AGAIN)),
            None => {
                let (passphrase, generation) = self.wait();
                return Action::Create { passphrase, generation };
            }
        }
        Action::None
    }

    fn wait(&mut self) -> (Secret, u64) {
        self.waiting = true;
        self.generation += 1;
        (self.passphrase.clone(), self.generation)
    }

    fn refused(&mut self, fault: Fault) -> Action {
        self.waiting = false;
        match &mut self.task {
            Task::Open { wrong } if fault.kind == FaultKind::WrongPassphrase => {
                *wrong += 1;
                self.passphrase = Secret::new("");
                self.focus = Some(Id::new(PASSPHRASE));
                Action::None
            }
            _ => Action::Blocked(fault),
        }
    }

    fn missing(&self) -> Option<Missing> {
        let Task::Choose { again, .. } = &self.task else { return None };
        if let Strength::TooShort(_) = Strength::of(&self.passphrase) {
            Some(Missing::Length)
        } else {
            (self.passphrase != *again).then_some(Missing::Agreement)
        }
    }
}

impl Strength {
    fn of(passphrase: &Secret) -> Self {
        let text = passphrase.expose();
        let length = text.chars().count();
        let mut kinds: Vec<char> = text.chars().collect();
        kinds.sort_unstable();
        kinds.dedup();
        match length {
            0..SHORTEST => Self::TooShort(SHORTEST - length),
            _ if kinds.len() < 6 => Self::Monotonous,
            SHORTEST..20 => Self::Fair,
            _ => Self::Good,
        }
    }
}

impl State {
    pub fn view<'a>(&'a self, context: &Context<'_>) -> Element<'a, Message> {
        match &self.task {
            Task::Open { wrong } => self.view_open(*wrong, context.words),
            Task::Choose { again, tried } => self.view_choose(again, *tried, context.words),
        }
    }

    fn view_open<'a>(&'a self, wrong: u32, words: &Words) -> Element<'a, Message> {
        let said = match wrong {
            0 => None,
            1 => Some(words.say("unlock-wrong")),
            count => Some(fl!(words, "unlock-wrong-again", count = count)),
        };
        // While the next try is on its way, the last one is no longer of interest.
        let said = said.filter(|_| !self.waiting && self.passphrase.is_empty());
        let field =
            self.field(PASSPHRASE, "unlock-passphrase", &self.passphrase, Message::Typed, Below::wrong(said), words);
        Page {
            above: None,
            icon: Some(icon::lock().style(colour::accent)),
            title: words.say("unlock-title"),
            lead: words.say("unlock-lead"),
            content: column![field, self.wait_words("unlock-waiting", words)].spacing(space::M).into(),
            back: Some(form::word_button(words.say("common-quit"), kind::plain, Some(Message::Quit))),
            on: vec![self.submit_button("unlock-submit", words)],
        }
        .view()
    }

    fn view_choose<'a>(&'a self, again: &'a Secret, tried: bool, words: &Words) -> Element<'a, Message> {
        let strength = Strength::of(&self.passphrase);
        let below = match (strength, tried) {
            (Strength::TooShort(_), true) => Below::Wrong(strength.words(words)),
            _ if self.passphrase.is_empty() => Below::Note(fl!(words, "unlock-least", least = SHORTEST as u64)),
            _ => Below::Note(strength.words(words)),
        };
        let differ = tried && self.missing() == Some(Missing::Agreement);
        let differ = Below::wrong(differ.then(|| words.say("unlock-again-wrong")));
        let first = self.field(PASSPHRASE, "unlock-passphrase", &self.passphrase, Message::Typed, below, words);
        let second = self.field(AGAIN, "unlock-again", again, Message::TypedAgain, differ, words);
        let note = text(words.say("unlock-choose-note")).size(size::SMALL).style(colour::muted);
        Page {
            above: None,
            icon: Some(icon::key().style(colour::accent)),
            title: words.say("unlock-choose-title"),
            lead: words.say("unlock-choose-lead"),
            content: column![first, second, note, self.wait_words("unlock-creating", words)].spacing(space::L).into(),
            back: Some(form::word_button(words.say("common-quit"), kind::plain, Some(Message::Quit))),
            on: vec![self.submit_button("unlock-create", words)],
        }
        .view()
    }

    fn field<'a>(
        &self,
        id: &'static str,
        label: &str,
        value: &'a Secret,
        on_input: fn(Secret) -> Message,
        below: Below,
        words: &Words,
    ) -> Element<'a, Message> {
        SecretField {
            id,
            label: words.say(label),
            value,
            shown: self.shown,
            on_input: (!self.waiting).then_some(on_input),
            on_show: Message::Shown,
            on_submit: Message::Submitted,
            below,
        }
        .view(words)
    }

    fn wait_words<'a>(&self, key: &str, words: &Words) -> Option<Element<'a, Message>> {
        self.waiting.then(|| text(words.say(key)).style(colour::muted).into())
    }

    fn submit_button<'a>(&self, key: &str, words: &Words) -> Element<'a, Message> {
        form::word_button(words.say(key), kind::primary, (!self.waiting).then_some(Message::Submitted))
    }
}

impl Strength {
    fn words(self, words: &Words) -> String {
        match self {
            Self::TooShort(missing) => {
                fl!(words, "unlock-too-short", missing = missing as u64, least = SHORTEST as u64)
            }
            Self::Monotonous => words.say("unlock-monotonous"),
            Self::Fair => words.say("unlock-fair"),
            Self::Good => words.say("unlock-good"),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::Subject;

    use super::*;

    fn secret(text: &str) -> Secret {
        Secret::new(text)
    }

    fn fault(kind: FaultKind) -> Fault {
        Fault::new(kind, Subject::Profile, "")
    }

    #[test]
    fn a_wrong_passphrase_is_said_and_asked_for_again() {
        let mut state = State::open();
        assert!(matches!(state.update(Message::Submitted), Action::None), "an empty field asks nothing");
        let _ = state.update(Message::Typed(secret("presque la bonne")));
        let Action::Open { generation, .. } = state.update(Message::Submitted) else { panic!("not asked") };
        assert!(matches!(state.update(Message::Submitted), Action::None), "asked once");
        let _ = state.take_focus();
        let answer = Message::Answered(generation, Err(fault(FaultKind::WrongPassphrase)));
        assert!(matches!(state.update(answer), Action::None));
        assert!(matches!(state.task, Task::Open { wrong: 1 }) && !state.waiting && state.passphrase.is_empty());
        assert_eq!(state.take_focus(), Some(Id::new(PASSPHRASE)));
    }

    #[test]
    fn what_no_passphrase_helps_goes_to_the_blocked_screen() {
        let mut state = State::open();
        let _ = state.update(Message::Typed(secret("la bonne phrase")));
        let Action::Open { generation, .. } = state.update(Message::Submitted) else { panic!("not asked") };
        let earlier = Message::Answered(generation - 1, Err(fault(FaultKind::CacheDamaged)));
        assert!(matches!(state.update(earlier), Action::None));
        let answer = Message::Answered(generation, Err(fault(FaultKind::CacheDamaged)));
        assert!(matches!(state.update(answer), Action::Blocked(fault) if fault.kind == FaultKind::CacheDamaged));
    }

    #[test]
    fn a_new_passphrase_is_long_enough_and_typed_twice() {
        let mut state = State::choose();
        let _ = state.take_focus();
        let _ = state.update(Message::Typed(secret("été à Brest")));
        assert!(matches!(state.update(Message::Submitted), Action::None));
        assert_eq!((state.missing(), state.take_focus()), (Some(Missing::Length), Some(Id::new(PASSPHRASE))));
        let _ = state.update(Message::Typed(secret("un été à Brest")));
        assert!(matches!(state.update(Message::Submitted), Action::None));
        assert_eq!((state.missing(), state.take_focus()), (Some(Missing::Agreement), Some(Id::new(AGAIN))));
        let _ = state.update(Message::TypedAgain(secret("un été à Brest")));
        let Action::Create { passphrase, .. } = state.update(Message::Submitted) else { panic!("not created") };
        assert_eq!(passphrase.expose(), "un été à Brest");
    }

    #[test]
    fn strength_is_length_and_no_silly_rule() {
        let table = [
            ("", Strength::TooShort(12)),
            ("éééééé", Strength::TooShort(6)),
            ("aaaaaaaaaaaaaaaaaaaaaaaa", Strength::Monotonous),
            ("quatre mots.", Strength::Fair),
            ("le chat dort sur le bureau", Strength::Good),
        ];
        for (text, wanted) in table {
            assert_eq!(Strength::of(&secret(text)), wanted, "{text}");
        }
    }

    #[test]
    fn a_message_prints_nothing_of_a_passphrase() {
        assert_eq!(format!("{:?}", Message::Typed(secret("sésame"))), "Typed(Secret)");
    }
}
