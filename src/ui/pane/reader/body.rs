//! The text of the message.

use iced::padding;
use iced::widget::{column, container, text};

use super::{Message, Shown, State, seal};
use crate::ui::context::{Context, Focus};
use crate::ui::theme::{Element, space, text as colour};
use crate::ui::widget::long_text;

impl State {
    pub(super) fn body<'a>(&'a self, ctx: &Context<'a>, shown: &'a Shown) -> Element<'a, Message> {
        let letter = shown.text();
        let need = shown.opened.seal.as_ref().zip(shown.verdict());
        let need = need.and_then(|(seal, verdict)| seal::need(verdict, seal.closed, &self.card));
        if let Some(need) = need.filter(|_| letter.is_blank()) {
            return seal::closed(ctx.words, need);
        }
        if letter.is_blank() {
            return self::blank(ctx, shown);
        }
        let text =
            long_text(letter).fixed(self.is_fixed()).focused(ctx.focus == Focus::Reader).on_press(Message::Pressed);
        container(text).padding(padding::top(space::M)).into()
    }
}

/// There is nothing to read, and this is why.
fn blank<'a>(ctx: &Context<'a>, shown: &'a Shown) -> Element<'a, Message> {
    let words = ctx.words;
    let says = if shown.attachments().is_empty() { "reader-blank" } else { "reader-blank-attachments" };
    container(column![text(words.say(says)).style(colour::muted)]).padding(space::L).into()
}
