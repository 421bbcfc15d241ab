//! The cards and tokens that are there, and what is on them: whose they are,
//! what each certificate is for, and until when.

use iced::widget::{column, container, row, text};
use iced::{Alignment, Length};

use super::frame;
use crate::domain::{Timestamp, Uses};
use crate::engine::card::{CardSight, CardToken, Lock, OnCard, Stand, TokenId};
use crate::i18n::{Words, fl};
use crate::ui::card;
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::screen::form;
use crate::ui::theme::{Element, button as kind, font, size, space, surface, text as colour};
use crate::ui::widget::pieces::Blank;

const WIDTH: f32 = 640.0;

pub struct State {
    card: CardSight,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    OpenPressed(TokenId),
    LockPressed(TokenId),
    Closed,
}

#[must_use]
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    None,
    /// Opens `modal::code`.
    AskCode(TokenId),
    Lock(TokenId),
    Close,
}

impl State {
    pub fn new(card: CardSight) -> Self {
        Self { card }
    }

    pub fn card_changed(&mut self, card: &CardSight) {
        self.card.clone_from(card);
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::OpenPressed(token) => Action::AskCode(token),
            Message::LockPressed(token) => Action::Lock(token),
            Message::Closed => Action::Close,
        }
    }

    pub fn view<'a>(&'a self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        let body: Element<'a, Message> = if self.card.stand == Stand::Token {
            column(self.card.tokens.iter().map(|token| self::token(context, token))).spacing(space::L).into()
        } else {
            let (title, sentence) = card::words(self.card.stand);
            let blank =
                Blank { icon: icon::card(), title: words.say(title), sentence: words.say(sentence), button: None };
            container(blank.view()).height(220).into()
        };
        let close = form::word_button(words.say("common-close"), kind::primary, Some(Message::Closed));
        frame::frame(words, words.say("card-title"), WIDTH, body, frame::buttons([Some(close)]), Message::Closed)
    }
}

fn token<'a>(context: &Context<'_>, token: &'a CardToken) -> Element<'a, Message> {
    let words = context.words;
    let (mark, says) = card::lock(token.lock);
    let state = row![mark.size(14), text(words.say(says)).size(size::SMALL)].spacing(6).align_y(Alignment::Center);
    let name = column![
        text(card::holder(token)).size(size::LARGE).font(font::STRONG),
        row![text(token.label.as_str()).size(size::SMALL).style(colour::muted), state].spacing(space::M),
    ]
    .spacing(2)
    .width(Length::Fill);
    let button = match token.lock {
        Lock::Closed => {
            let press = Message::OpenPressed(token.id.clone());
            Some(form::word_button(words.say("card-enter-code"), kind::primary, Some(press)))
        }
        Lock::Open => {
            let press = Message::LockPressed(token.id.clone());
            Some(form::word_button(words.say("card-lock"), kind::plain, Some(press)))
        }
        Lock::Blocked => None,
    };
    let head = row![icon::card().size(22), name, button].spacing(space::M).align_y(Alignment::Center);
    let own = token.certificates.iter().filter(|one| !one.authority);
    let mut all = column![head].spacing(space::M);
    if token.lock == Lock::Blocked {
        all = all.push(text(words.say("code-blocked-note")).style(colour::danger));
    }
    if token.certificates.iter().all(|one| one.authority) {
        all = all.push(text(words.say("card-no-certificate")).style(colour::muted));
    }
    for one in own {
        all = all.push(certificate(words, context.now, one));
    }
    all.into()
}

fn certificate<'a>(words: &Words, now: Timestamp, one: &OnCard) -> Element<'a, Message> {
    let told = &one.told;
    let facts = &told.facts;
    let uses = uses(words, told.holder.uses);
    let past = !(facts.not_before..=facts.not_after).contains(&now);
    let validity = fl!(words, "card-valid-until", until = words.date_long(facts.not_after));
    let validity = text(if past { words.say("card-not-valid") } else { validity }).size(size::SMALL);
    let validity = if past { validity.style(colour::danger) } else { validity.style(colour::muted) };
    let title = row![text(uses).font(font::MEDIUM).width(Length::Fill), validity].spacing(space::M);
    let mut lines = vec![told.name.clone()];
    lines.extend(facts.structure.clone());
    lines.push(fl!(words, "card-issued-by", issuer = facts.issuer.as_str()));
    let lines = lines.into_iter().map(|line| text(line).size(size::SMALL).into());
    let all = column![title, column(lines).spacing(2)].spacing(space::XS);
    container(all).padding([space::S, space::M]).width(Length::Fill).style(surface::raised).into()
}

/// What it is for, in the words of the trade.
pub(super) fn uses(words: &Words, uses: Uses) -> String {
    let named = [
        (uses.authentication, "use-authentication"),
        (uses.signature, "use-signature"),
        (uses.confidentiality, "use-confidentiality"),
    ];
    let all: Vec<String> = named.into_iter().filter(|(holds, _)| *holds).map(|(_, key)| words.say(key)).collect();
    if all.is_empty() { words.say("use-none") } else { all.join(", ") }
}
