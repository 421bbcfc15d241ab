//! How the card is told of: the words of each way it can stand, and its place
//! in the status bar.

use iced::Alignment;
use iced::widget::{Text, button, container, row};

use super::icon;
use super::theme::{Element, Theme, button as kind, size, space, text as colour};
use super::widget::{pieces, single_line};
use crate::engine::card::{CardSight, CardToken, Lock, Stand};
use crate::i18n::{Words, fl};

const ICON: f32 = 13.0;
/// A long name gives way.
const WIDEST: f32 = 260.0;

/// A few words, and the sentence that explains them.
pub fn words(stand: Stand) -> (&'static str, &'static str) {
    match stand {
        Stand::Unseen => ("card-unseen", "card-unseen-note"),
        Stand::NoService => ("card-no-service", "card-no-service-note"),
        Stand::NoReader => ("card-no-reader", "card-no-reader-note"),
        Stand::NoCard => ("card-no-card", "card-no-card-note"),
        Stand::WrongCard => ("card-wrong", "card-wrong-note"),
        Stand::Contactless => ("card-contactless", "card-contactless-note"),
        Stand::Reading => ("card-reading", "card-reading-note"),
        Stand::Silent => ("card-silent", "card-silent-note"),
        Stand::Foreign => ("card-foreign", "card-foreign-note"),
        Stand::Token => ("card-token", "card-token-note"),
    }
}

/// Whether a token is open, as a sign and a word.
pub fn lock<'a>(lock: Lock) -> (Text<'a, Theme>, &'static str) {
    match lock {
        Lock::Closed => (icon::lock().style(colour::muted), "card-closed"),
        Lock::Open => (icon::unlock().style(colour::verified), "card-open"),
        Lock::Blocked => (icon::circle_alert().style(colour::danger), "card-blocked"),
    }
}

/// Whose it is in full, or what it calls itself.
pub fn holder(token: &CardToken) -> &str {
    if token.holder.is_empty() { &token.label } else { &token.holder }
}

/// The name alone, where there is little room.
fn name(token: &CardToken) -> &str {
    if token.name.is_empty() { holder(token) } else { &token.name }
}

/// The place of the card in the status bar, always the same.
pub fn slot<'a, Message: Clone + 'a>(words: &Words, card: &CardSight, on_press: Message) -> Element<'a, Message> {
    let (title, note) = self::words(card.stand);
    let (mark, says) = if let Some(token) = card.token() {
        let (mark, state) = lock(token.lock);
        (mark, fl!(words, "card-slot", holder = name(token), state = words.say(state)))
    } else {
        let odd = [Stand::WrongCard, Stand::Contactless, Stand::Silent, Stand::Foreign, Stand::NoService];
        let mark = if odd.contains(&card.stand) {
            icon::warning().style(colour::attention)
        } else {
            icon::card().style(colour::muted)
        };
        (mark, words.say(title))
    };
    let says = container(single_line(says).size(size::SMALL)).max_width(WIDEST);
    let line = row![mark.size(ICON), says].spacing(6).align_y(Alignment::Center);
    pieces::tip(button(line).padding([1.0, space::XS]).style(kind::ghost).on_press(on_press), words.say(note))
}
