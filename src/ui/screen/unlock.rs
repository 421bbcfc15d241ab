//! The passphrase of the cache, or the code of the card that opens it: asked for.
//! Or a passphrase chosen, where there is no keyring to keep a key. It opens
//! nothing itself; its [`Action`] does, and the answer comes back with the number
//! of the question.

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
pub const CODE: &str = "unlock-code";

pub struct State {
    task: Task,
    passphrase: Secret,
    shown: bool,
    waiting: bool,
    generation: u64,
    focus: Option<Id>,
}

enum Task {
    /// The cache is there.
    Open(Ways),
    /// A new cache: the passphrase is typed twice.
    Choose { again: Secret, tried: bool },
}

/// What opens the cache that is there; one of the two at least.
struct Ways {
    /// How often it was wrong.
    passphrase: Option<u32>,
    card: Option<Code>,
}

/// The code of a card, and what became of the last one.
struct Code {
    typed: Secret,
    refused: Option<FaultKind>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Typed(Secret),
    CodeTyped(Secret),
    CodeSubmitted,
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
    OpenWithCard {
        code: Secret,
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
        Self::with(Task::Open(Ways { passphrase: Some(0), card: None }))
    }

    /// The same where a card opens it, beside the passphrase or beside a session
    /// that does not answer.
    pub fn open_with_card(passphrase: bool) -> Self {
        let code = Code { typed: Secret::new(""), refused: None };
        let ways = Ways { passphrase: passphrase.then_some(0), card: Some(code) };
        let focus = Some(Id::new(if passphrase { PASSPHRASE } else { CODE }));
        Self { focus, ..Self::with(Task::Open(ways)) }
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
            Message::Typed(_)
            | Message::TypedAgain(_)
            | Message::CodeTyped(_)
            | Message::Submitted
            | Message::CodeSubmitted
                if self.waiting => {}
            Message::Typed(passphrase) => self.passphrase = passphrase,
            Message::CodeTyped(code) => {
                if let Task::Open(Ways { card: Some(card), .. }) = &mut self.task {
                    card.typed = code;
                }
            }
            Message::CodeSubmitted => return self.submit_code(),
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
            // Enter where only the card opens.
            Task::Open(Ways { passphrase: None, .. }) => return self.submit_code(),
            Task::Open(_) if self.passphrase.is_empty() => return Action::None,
            Task::Open(_) => {
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

    /// An empty code too: a reader with keys of its own takes it itself.
    fn submit_code(&mut self) -> Action {
        let Task::Open(Ways { card: Some(card), .. }) = &mut self.task else { return Action::None };
        let code = std::mem::replace(&mut card.typed, Secret::new(""));
        card.refused = None;
        let (_, generation) = self.wait();
        Action::OpenWithCard { code, generation }
    }

    fn wait(&mut self) -> (Secret, u64) {
        self.waiting = true;
        self.generation += 1;
        (self.passphrase.clone(), self.generation)
    }

    fn refused(&mut self, fault: Fault) -> Action {
        self.waiting = false;
        match &mut self.task {
            Task::Open(Ways { card: Some(card), .. }) if matches!(fault.kind, FaultKind::Card(_)) => {
                card.refused = Some(fault.kind);
                self.focus = Some(Id::new(CODE));
                Action::None
            }
            Task::Open(Ways { passphrase: Some(wrong), .. }) if fault.kind == FaultKind::WrongPassphrase => {
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
            Task::Open(ways) => self.view_open(ways, context.words),
            Task::Choose { again, tried } => self.view_choose(again, *tried, context.words),
        }
    }

    fn view_open<'a>(&'a self, ways: &'a Ways, words: &Words) -> Element<'a, Message> {
        let passphrase = ways.passphrase.map(|wrong| self.passphrase_field(wrong, words));
        let code = ways.card.as_ref().map(|card| self.code_field(card, words));
        let lead = match ways {
            Ways { card: None, .. } => "unlock-lead",
            Ways { passphrase: Some(_), .. } => "unlock-lead-either",
            Ways { passphrase: None, .. } => "unlock-lead-card",
        };
        let with_card = ways.card.as_ref().map(|_| {
            let look = if ways.passphrase.is_some() { kind::plain } else { kind::primary };
            form::word_button(words.say("unlock-with-card"), look, (!self.waiting).then_some(Message::CodeSubmitted))
        });
        let submit = ways.passphrase.map(|_| self.submit_button("unlock-submit", words));
        Page {
            above: None,
            icon: Some(icon::lock().style(colour::accent)),
            title: words.say("unlock-title"),
            lead: words.say(lead),
            content: column![passphrase, code, self.wait_words("unlock-waiting", words)].spacing(space::M).into(),
            back: Some(form::word_button(words.say("common-quit"), kind::plain, Some(Message::Quit))),
            on: with_card.into_iter().chain(submit).collect(),
        }
        .view()
    }

    fn passphrase_field<'a>(&'a self, wrong: u32, words: &Words) -> Element<'a, Message> {
        let said = match wrong {
            0 => None,
            1 => Some(words.say("unlock-wrong")),
            count => Some(fl!(words, "unlock-wrong-again", count = count)),
        };
        // While the next try is on its way, the last one is no longer of interest.
        let said = said.filter(|_| !self.waiting && self.passphrase.is_empty());
        self.field(PASSPHRASE, "unlock-passphrase", &self.passphrase, Message::Typed, Below::wrong(said), words)
    }

    /// What a card says of a code tells how many tries are left.
    fn code_field<'a>(&'a self, card: &'a Code, words: &Words) -> Element<'a, Message> {
        let said = card.refused.filter(|_| !self.waiting).map(|kind| {
            let told = kind.words();
            format!("{} {}", words.say(told.sentence), words.say(told.remedy))
        });
        SecretField {
            on_submit: Message::CodeSubmitted,
            ..self.secret_field(CODE, "unlock-code", &card.typed, Message::CodeTyped, Below::wrong(said), words)
        }
        .view(words)
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
        self.secret_field(id, label, value, on_input, below, words).view(words)
    }

    fn secret_field<'a>(
        &self,
        id: &'static str,
        label: &str,
        value: &'a Secret,
        on_input: fn(Secret) -> Message,
        below: Below,
        words: &Words,
    ) -> SecretField<'a, Message> {
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
    use crate::engine::{CardFault, Subject};

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
        assert!(matches!(state.task, Task::Open(Ways { passphrase: Some(1), .. })));
        assert!(!state.waiting && state.passphrase.is_empty());
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
    fn what_a_card_answers_is_said_at_its_code_and_the_passphrase_stays() {
        let mut state = State::open_with_card(true);
        assert_eq!(state.take_focus(), Some(Id::new(PASSPHRASE)));
        let _ = state.update(Message::Typed(secret("presque")));
        let _ = state.update(Message::CodeTyped(secret("9999")));
        let Action::OpenWithCard { code, generation } = state.update(Message::CodeSubmitted) else {
            panic!("not asked")
        };
        assert_eq!(code.expose(), "9999");
        assert!(matches!(state.update(Message::CodeSubmitted), Action::None), "tried once");
        let last = FaultKind::Card(CardFault::LastPin);
        assert!(matches!(state.update(Message::Answered(generation, Err(fault(last)))), Action::None));
        let Task::Open(Ways { card: Some(card), .. }) = &state.task else { panic!("another task") };
        assert!(card.refused == Some(last) && card.typed.is_empty() && state.passphrase.expose() == "presque");
        assert_eq!(state.take_focus(), Some(Id::new(CODE)));
        assert!(matches!(state.update(Message::Submitted), Action::Open { .. }), "the passphrase is the other way");
    }

    #[test]
    fn where_only_the_card_opens_enter_means_the_card() {
        let mut state = State::open_with_card(false);
        assert_eq!(state.take_focus(), Some(Id::new(CODE)));
        assert!(matches!(state.update(Message::Submitted), Action::OpenWithCard { code, .. } if code.is_empty()));
        assert!(matches!(State::open().update(Message::CodeSubmitted), Action::None), "no card opens this one");
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
