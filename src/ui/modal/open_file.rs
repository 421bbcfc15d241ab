//! Before an attachment is opened with another program, where its kind may do
//! harm: asked once for each kind. A program is never opened from here.

use iced::widget::{column, row, text};

use crate::domain::{MessageId, Part, PartId, Risk};
use crate::i18n::fl;
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::screen::form;
use crate::ui::theme::{Element, button as kind, font, space, text as colour};

use super::frame;

const WIDTH: f32 = 520.0;

#[derive(Debug)]
pub struct State {
    message: MessageId,
    part: PartId,
    name: String,
    risk: Risk,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    Opened,
    Saved,
    /// Enter was pressed: it opens nothing.
    Entered,
    Closed,
}

#[must_use]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    None,
    /// And kinds like this are not asked about again.
    Open(MessageId, PartId, Risk),
    Save(MessageId, PartId),
    Close,
}

impl State {
    pub fn new(message: MessageId, part: &Part, risk: Risk) -> Self {
        Self { message, part: part.id, name: part.name.clone(), risk }
    }

    pub fn update(&self, message: Message) -> Action {
        match message {
            Message::Opened if self.risk == Risk::Program => Action::None,
            Message::Opened => Action::Open(self.message, self.part, self.risk),
            Message::Saved => Action::Save(self.message, self.part),
            Message::Entered => Action::None,
            Message::Closed => Action::Close,
        }
    }

    pub fn view<'a>(&'a self, context: &Context<'a>) -> Element<'a, Message> {
        let words = context.words;
        let program = self.risk == Risk::Program;
        let sentence = words.say(match self.risk {
            Risk::Macros => "open-macros",
            Risk::WebPage => "open-page",
            Risk::Archive => "open-archive",
            Risk::Unknown => "open-unknown",
            Risk::Program => "open-program",
        });
        let name = text(self.name.as_str()).font(font::MEDIUM).wrapping(text::Wrapping::WordOrGlyph);
        let warning = row![icon::warning().style(colour::danger), text(sentence)].spacing(space::S);
        let once = (!program).then(|| text(words.say("open-once")).style(colour::muted));
        let body = column![name, warning, once].spacing(space::M);
        let cancel = form::word_button(words.say("common-cancel"), kind::plain, Some(Message::Closed));
        let save = form::word_button(words.say("open-save"), kind::plain, Some(Message::Saved));
        let open = (!program).then(|| form::word_button(words.say("open-open"), kind::danger, Some(Message::Opened)));
        let title = if program { words.say("open-program-title") } else { fl!(words, "open-title") };
        let buttons = frame::buttons([Some(cancel), Some(save), open]);
        frame::frame(words, title, WIDTH, body, buttons, Message::Closed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PartRole;

    fn asked(risk: Risk) -> State {
        let part = Part {
            id: PartId(2),
            media_type: "application/octet-stream".to_owned(),
            role: PartRole::Attachment,
            name: "bilan".to_owned(),
            content_id: None,
            size: 10,
        };
        State::new(MessageId(7), &part, risk)
    }

    #[test]
    fn a_program_is_never_opened_and_enter_opens_nothing() {
        assert_eq!(asked(Risk::Program).update(Message::Opened), Action::None);
        assert_eq!(asked(Risk::Macros).update(Message::Entered), Action::None);
        let opened = Action::Open(MessageId(7), PartId(2), Risk::Macros);
        assert_eq!(asked(Risk::Macros).update(Message::Opened), opened);
        assert_eq!(asked(Risk::Program).update(Message::Saved), Action::Save(MessageId(7), PartId(2)));
    }
}
