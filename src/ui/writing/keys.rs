//! What a key means in the window of a message being written.

use iced::keyboard::{self, Key, key::Named};

use super::drag::DragMessage;
use super::{Message, Place, Stage, State, body, document, people, templates};
use crate::ui::shortcut::Keys;
use crate::ui::shortcut::keys::{command, command_named, command_shift, named};
use crate::ui::widget::editor;

/// What has a key wherever the cursor is.
#[derive(Debug, Clone, Copy)]
enum Wish {
    Send,
    Attach,
    Document,
    Template,
    NextBlank,
    Signature,
    Options,
    Field(Place),
    Keep,
    Close,
    Help,
}

/// With its words on the page of keys.
const KEYS: &[(Wish, Keys, &str)] = &[
    (Wish::Send, command_named(Named::Enter), "writing-key-send"),
    (Wish::Attach, command_shift('a'), "writing-key-attach"),
    (Wish::Document, command_shift('d'), "writing-key-document"),
    (Wish::Template, command('t'), "writing-key-template"),
    (Wish::NextBlank, named(Named::F11), "writing-key-blank"),
    (Wish::Signature, command_shift('s'), "writing-key-signature"),
    (Wish::Options, named(Named::F10), "writing-key-options"),
    (Wish::Field(Place::Cc), command_shift('c'), "writing-key-cc"),
    (Wish::Field(Place::Bcc), command_shift('b'), "writing-key-bcc"),
    (Wish::Keep, command('s'), "writing-key-keep"),
    (Wish::Close, command('w'), "writing-key-close"),
    (Wish::Help, named(Named::F1), "writing-key-help"),
];

/// Keys with their words: of the window, then of its text.
pub fn of_window() -> impl Iterator<Item = (Keys, &'static str)> {
    KEYS.iter().map(|(_, keys, words)| (*keys, *words))
}

pub fn of_text() -> impl Iterator<Item = (Keys, &'static str)> {
    editor::keys_in_words()
}

impl State {
    /// What a key means here.
    pub fn key(&self, event: &keyboard::Event) -> Option<Message> {
        let keyboard::Event::KeyPressed { key, modifiers, repeat, .. } = event else { return None };
        if matches!(self.stage, Stage::Asking(_)) {
            return match key.as_ref() {
                Key::Named(Named::Escape) => Some(Message::Returned),
                // Ctrl+Enter brought the panel: pressed once too often it sends nothing.
                // Where a button of the panel has the key, it was heard before.
                Key::Named(Named::Enter) if modifiers.is_empty() && !repeat => Some(Message::Confirmed),
                _ => None,
            };
        }
        if self.document.is_some() {
            return matches!(key.as_ref(), Key::Named(Named::Escape))
                .then_some(Message::Document(document::Message::Closed));
        }
        if self.templates.is_some() {
            return templates::State::key(event).map(Message::Templates);
        }
        if let Some((wish, ..)) = KEYS.iter().find(|(_, keys, _)| keys.match_event(event)) {
            return Some(self.wish(*wish));
        }
        match key.as_ref() {
            Key::Named(Named::Escape) if self.is_dragging() => Some(Message::Drag(DragMessage::Ended)),
            Key::Named(Named::Escape) => match self.offering() {
                Some(place) => Some(Message::People(place, people::Message::Closed)),
                None if self.body.is_unfolded() => Some(Message::Body(body::Message::Folded)),
                None => Some(Message::Closed),
            },
            Key::Named(Named::ArrowDown) if self.offering().is_some() => Some(Message::Stepped(1)),
            Key::Named(Named::ArrowUp) if self.offering().is_some() => Some(Message::Stepped(-1)),
            Key::Named(Named::Backspace) if !repeat => self.erasing().map(Message::Erased),
            _ => None,
        }
    }

    fn wish(&self, wish: Wish) -> Message {
        match wish {
            Wish::Send if self.writing.is_template() => Message::TemplateDone,
            Wish::Send => Message::SendPressed,
            Wish::Attach => Message::AttachPressed,
            Wish::Document => Message::Document(document::Message::Pressed),
            Wish::Template => Message::TemplatesPressed,
            Wish::NextBlank => Message::FillNext,
            Wish::Signature => Message::SignaturesPressed,
            Wish::Options => Message::OptionsPressed,
            Wish::Field(place) => Message::Shown(place),
            Wish::Keep => Message::KeepNow,
            Wish::Close => Message::Closed,
            Wish::Help => Message::HelpPressed,
        }
    }

    /// The field of people that has the cursor and nothing typed in it.
    fn erasing(&self) -> Option<Place> {
        let all = [
            (Place::To, &self.fields.to),
            (Place::Cc, &self.fields.cc),
            (Place::Bcc, &self.fields.bcc),
            (Place::ReplyTo, &self.fields.reply_to),
        ];
        all.into_iter().find(|(_, field)| field.is_focused() && field.is_blank()).map(|(place, _)| place)
    }
}
