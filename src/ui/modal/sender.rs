//! A sender on the black list or the white list: the address alone or its whole
//! domain, what will come of it, and once more a question where somebody of the
//! trusted space would be blocked.

use iced::Length;
use iced::widget::{column, text};

use crate::domain::{Circle, Email, Listed, Stance, TrustedSpace, Whose};
use crate::i18n::fl;
use crate::ui::context::Context;
use crate::ui::screen::form::{self, Below};
use crate::ui::theme::surface::Tone;
use crate::ui::theme::{Element, button as kind, space};

use super::frame;

const WIDTH: f32 = 500.0;

#[derive(Debug)]
pub struct State {
    email: Email,
    stance: Stance,
    /// All of the domain, not the address alone.
    domain: bool,
    listed: Vec<Listed>,
    /// The mailbox that has no folder for junk.
    homeless: Option<String>,
    trusted: TrustedSpace,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    Stance(Stance),
    Domain(bool),
    Confirmed,
    /// Enter: it does not block anybody of the trusted space.
    Entered,
    Closed,
}

#[must_use]
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    None,
    List(Listed),
    Unlist(Whose),
    Close,
}

impl State {
    pub fn new(
        email: Email,
        stance: Stance,
        listed: Vec<Listed>,
        homeless: Option<String>,
        trusted: TrustedSpace,
    ) -> Self {
        // What is said already is what is looked at.
        let domain =
            listed.iter().any(|line| line.stance == stance && Some(&line.whose) == Whose::around(&email).as_ref());
        Self { email, stance, domain, listed, homeless, trusted }
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Stance(stance) => self.stance = stance,
            Message::Domain(domain) => self.domain = domain,
            Message::Entered if self.is_grave() => {}
            Message::Entered | Message::Confirmed if self.stands() => return Action::Unlist(self.whose()),
            Message::Entered | Message::Confirmed => {
                return Action::List(Listed { whose: self.whose(), stance: self.stance, sure: self.is_grave() });
            }
            Message::Closed => return Action::Close,
        }
        Action::None
    }

    fn whose(&self) -> Whose {
        let around = Whose::around(&self.email).filter(|_| self.domain);
        around.unwrap_or_else(|| Whose::Address(self.email.clone()))
    }

    /// It is on that list already.
    fn stands(&self) -> bool {
        let whose = self.whose();
        self.listed.iter().any(|line| line.whose == whose && line.stance == self.stance)
    }

    /// Somebody of the trusted space would be blocked.
    fn is_grave(&self) -> bool {
        self.stance == Stance::Blocked && !self.stands() && self.whose().is_trusted(&self.trusted)
    }

    pub fn view<'a>(&'a self, context: &Context<'a>) -> Element<'a, Message> {
        let words = context.words;
        let stance = |stance, key: &str| (words.say(key), self.stance == stance, Message::Stance(stance));
        let lists = form::segments([stance(Stance::Blocked, "sender-black"), stance(Stance::Welcome, "sender-white")]);
        let whose = |domain, title: String, note: &str| {
            form::choice(title, words.say(note), self.domain == domain, Message::Domain(domain))
        };
        let who = column![
            whose(false, self.email.to_string(), "sender-address-note"),
            Whose::around(&self.email).map(|around| whose(true, around.to_string(), "sender-domain-note")),
        ]
        .spacing(space::XS);
        let comes = match (self.stands(), self.stance) {
            (true, Stance::Blocked) => "sender-is-black",
            (true, Stance::Welcome) => "sender-is-white",
            (false, Stance::Blocked) => "sender-black-sentence",
            (false, Stance::Welcome) => "sender-white-sentence",
        };
        let grave = self.is_grave().then(|| {
            let patient = self.email.circle() == Circle::Patient;
            let key = if patient { "sender-patient" } else { "sender-trusted" };
            form::banner(Tone::Attention, text(words.say(key)).width(Length::Fill))
        });
        let homeless = self.homeless.as_deref().filter(|_| self.stance == Stance::Blocked && !self.stands());
        let homeless = homeless.map(|label| {
            let says = fl!(words, "sender-no-junk", label = label);
            form::banner(Tone::Info, text(says).width(Length::Fill))
        });
        let body = column![
            form::labelled(words.say("sender-list"), lists, Below::Nothing),
            form::labelled(words.say("sender-who"), who, Below::Nothing),
            text(words.say(comes)),
            grave,
            homeless,
        ]
        .spacing(space::L);
        let (key, look): (_, fn(&_, _) -> _) = match (self.stands(), self.is_grave(), self.stance) {
            (true, ..) => ("sender-unlist", kind::primary),
            (_, true, _) => ("sender-block-anyway", kind::danger),
            (.., Stance::Blocked) => ("sender-block", kind::primary),
            (.., Stance::Welcome) => ("sender-welcome", kind::primary),
        };
        let cancel = form::word_button(words.say("common-cancel"), kind::plain, Some(Message::Closed));
        let on = form::word_button(words.say(key), look, Some(Message::Confirmed));
        let buttons = frame::buttons([Some(cancel), Some(on)]);
        frame::frame(words, words.say("sender-title"), WIDTH, body, buttons, Message::Closed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(email: &str, stance: Stance, listed: Vec<Listed>) -> State {
        State::new(Email::parse(email).unwrap(), stance, listed, None, TrustedSpace::BY_NAME)
    }

    fn line(whose: &str, stance: Stance, sure: bool) -> Listed {
        Listed { whose: Whose::parse(whose).unwrap(), stance, sure }
    }

    #[test]
    fn the_address_alone_or_its_domain_goes_on_a_list() {
        let mut state = state("paul@reclame.example", Stance::Blocked, Vec::new());
        let blocked = line("paul@reclame.example", Stance::Blocked, false);
        assert_eq!(state.update(Message::Entered), Action::List(blocked));
        let _ = state.update(Message::Domain(true));
        let _ = state.update(Message::Stance(Stance::Welcome));
        assert_eq!(state.update(Message::Confirmed), Action::List(line("@reclame.example", Stance::Welcome, false)));
    }

    #[test]
    fn the_trusted_space_is_blocked_by_its_button_only() {
        let mut state = state("anne@medecin.mssante.fr", Stance::Blocked, Vec::new());
        assert_eq!(state.update(Message::Entered), Action::None);
        let sure = line("anne@medecin.mssante.fr", Stance::Blocked, true);
        assert_eq!(state.update(Message::Confirmed), Action::List(sure));
    }

    #[test]
    fn who_is_on_the_list_is_taken_off_it() {
        let listed = vec![line("@reclame.example", Stance::Blocked, false)];
        let mut state = state("paul@reclame.example", Stance::Blocked, listed);
        assert_eq!(state.update(Message::Entered), Action::Unlist(Whose::parse("@reclame.example").unwrap()));
    }
}
