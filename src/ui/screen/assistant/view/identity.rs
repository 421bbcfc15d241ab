//! The first step: address, password, name, and where the mailbox stands.

use iced::widget::{column, row, text_input};

use crate::domain::Space;
use crate::i18n::Words;
use crate::ui::screen::assistant::identity::Identity;
use crate::ui::screen::assistant::{EMAIL, HOLDER, Message, PASSWORD};
use crate::ui::screen::form::{self, Below, SecretField};
use crate::ui::screen::frame::Page;
use crate::ui::theme::{Element, button as kind, space};

/// Nobody has more; a hostile token may.
const CERTIFICATES: usize = 6;

pub(super) fn view<'a>(identity: &'a Identity, words: &Words) -> Element<'a, Message> {
    let email = text_input(&words.say("assistant-email-hint"), &identity.email)
        .id(EMAIL)
        .on_input(Message::EmailTyped)
        .on_submit(Message::Next);
    let email_wrong = identity.email_words().map(|key| words.say(key));
    let holder = text_input(&words.say("assistant-holder-hint"), &identity.holder)
        .id(HOLDER)
        .on_input(Message::HolderTyped)
        .on_submit(Message::Next);
    let fields = column![
        form::field(words.say("assistant-email"), email, Below::wrong(email_wrong)),
        certificates(identity, words),
        (!identity.is_by_certificate()).then(|| password(identity, words)),
        form::field(words.say("assistant-holder"), holder, Below::Note(words.say("assistant-holder-note"))),
        form::labelled(words.say("assistant-space"), spaces(identity.space(), words), Below::Nothing),
    ];
    Page {
        above: Some(super::step(1, words)),
        icon: None,
        title: words.say("assistant-identity-title"),
        lead: words.say("assistant-identity-lead"),
        content: fields.spacing(space::L).into(),
        back: Some(super::back(words)),
        on: vec![
            super::word(words, "assistant-by-hand", kind::plain, Message::ByHand),
            super::word(words, "assistant-search", kind::primary, Message::Next),
        ],
    }
    .view()
}

/// Only where there is one to show: most servers ask for none.
fn certificates<'a>(identity: &Identity, words: &Words) -> Option<Element<'a, Message>> {
    if identity.certificates.is_empty() {
        return None;
    }
    let choice = |title: String, note: &str, picked| {
        form::choice(title, words.say(note), identity.shown == picked, Message::CertificatePicked(picked))
    };
    let mut choices = column![choice(words.say("assistant-certificate-none"), "assistant-certificate-none-note", None)]
        .spacing(space::S);
    for one in identity.certificates.iter().take(CERTIFICATES) {
        let note = if one.on_card { "assistant-certificate-card" } else { "assistant-certificate-kept" };
        choices = choices.push(choice(one.name.clone(), note, Some(one.fingerprint)));
    }
    let alone = identity.shown.map(|_| {
        form::tick(words.say("assistant-certificate-alone"), identity.certificate_alone, Message::CertificateAlone)
    });
    let all = column![choices, alone].spacing(space::S);
    Some(form::labelled(words.say("assistant-certificate"), all, Below::Nothing))
}

fn password<'a>(identity: &'a Identity, words: &Words) -> Element<'a, Message> {
    let wrong = identity.password_words().map(|key| words.say(key));
    password_field(identity, Below::wrong_or(wrong, words.say("assistant-password-note")), words)
}

/// Also asked for again where a server refuses it.
pub(super) fn password_field<'a>(identity: &'a Identity, below: Below, words: &Words) -> Element<'a, Message> {
    SecretField {
        id: PASSWORD,
        label: words.say("assistant-password"),
        value: &identity.password,
        shown: identity.password_shown,
        on_input: Some(Message::PasswordTyped),
        on_show: Message::PasswordShown,
        on_submit: Message::Next,
        below,
    }
    .view(words)
}

fn spaces<'a>(chosen: Space, words: &Words) -> Element<'a, Message> {
    let choice = |space, title: &str, note: &str| {
        form::choice(words.say(title), words.say(note), chosen == space, Message::SpaceChosen(space))
    };
    row![
        choice(Space::Secure, "assistant-space-secure", "assistant-space-secure-note"),
        choice(Space::Ordinary, "assistant-space-ordinary", "assistant-space-ordinary-note"),
    ]
    .spacing(space::S)
    .into()
}
