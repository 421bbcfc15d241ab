//! The words of the message.

use iced::widget::{Id, text_editor};
use iced::{Length, keyboard};

use crate::domain::Writing;
use crate::ui::context::Context;
use crate::ui::theme::{Element, field, size};

pub struct State {
    content: text_editor::Content,
}

#[derive(Debug, Clone)]
pub enum Message {
    Edited(text_editor::Action),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    None,
    Changed,
}

impl State {
    pub fn new(writing: &Writing) -> Self {
        Self { content: text_editor::Content::with_text(&writing.draft.text) }
    }

    pub fn write(&self, writing: &mut Writing) {
        writing.draft.text = self.content.text();
    }

    pub fn update(&mut self, message: Message) -> Action {
        let Message::Edited(action) = message;
        let edits = action.is_edit();
        self.content.perform(action);
        if edits { Action::Changed } else { Action::None }
    }

    pub fn view<'a>(&'a self, _: &Context<'a>, id: Id) -> Element<'a, Message> {
        let _ = keyboard::Modifiers::empty();
        text_editor(&self.content)
            .id(id)
            .on_action(Message::Edited)
            .size(size::BASE)
            .padding(16)
            .height(Length::Fill)
            .style(field::reading)
            .into()
    }
}
