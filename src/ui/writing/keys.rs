//! What a key means in the window of a message being written.

use iced::keyboard::{self, Key, key::Named};

use super::{Message, Place, Stage, State, body, people, templates};

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
        if self.templates.is_some() {
            return templates::State::key(event).map(Message::Templates);
        }
        let done = if self.writing.is_template() { Message::TemplateDone } else { Message::SendPressed };
        match key.as_ref() {
            Key::Named(Named::Enter) if modifiers.command() => Some(done),
            Key::Character("t") if modifiers.command() => Some(Message::TemplatesPressed),
            Key::Character("s" | "S") if modifiers.command() && modifiers.shift() => Some(Message::SignaturesPressed),
            Key::Named(Named::F10) if modifiers.is_empty() => Some(Message::OptionsPressed),
            Key::Character("c" | "C") if modifiers.command() && modifiers.shift() => Some(Message::Shown(Place::Cc)),
            Key::Character("b" | "B") if modifiers.command() && modifiers.shift() => Some(Message::Shown(Place::Bcc)),
            Key::Named(Named::F11) => Some(Message::FillNext),
            Key::Named(Named::Escape) => match self.offering() {
                Some(place) => Some(Message::People(place, people::Message::Closed)),
                None if self.body.is_unfolded() => Some(Message::Body(body::Message::Folded)),
                None => Some(Message::Closed),
            },
            Key::Character("w") if modifiers.command() => Some(Message::Closed),
            Key::Character("s") if modifiers.command() => Some(Message::KeepNow),
            Key::Character("a" | "A") if modifiers.command() && modifiers.shift() => Some(Message::AttachPressed),
            Key::Named(Named::ArrowDown) if self.offering().is_some() => Some(Message::Stepped(1)),
            Key::Named(Named::ArrowUp) if self.offering().is_some() => Some(Message::Stepped(-1)),
            Key::Named(Named::Backspace) if !repeat => self.erasing().map(Message::Erased),
            _ => None,
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
