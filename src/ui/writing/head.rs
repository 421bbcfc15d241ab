//! The lines above the words: from whom, to whom, about what.

use iced::Length;
use iced::widget::{column, container, pick_list, row};

use super::{Message, Place, State, people};
use crate::domain::Account;
use crate::ui::context::Context;
use crate::ui::theme::{Element, button as kind, field, size, space, text as colour};
use crate::ui::widget::chips::LINE;
use crate::ui::widget::pieces::word_button;
use crate::ui::widget::single_line;

/// The column of "De", "À", "Objet".
const LABEL: f32 = 76.0;

/// A field with its name before it, and what can be added behind it.
pub(super) fn line<'a>(
    ctx: &Context<'a>,
    name: &str,
    content: impl Into<Element<'a, Message>>,
    after: Option<Element<'a, Message>>,
) -> Element<'a, Message> {
    let name = container(single_line(ctx.words.say(name)).size(size::SMALL).style(colour::muted));
    let content = container(content).width(Length::Fill);
    row![name.width(LABEL).center_y(LINE), content, after].spacing(space::XS).into()
}

/// A mailbox to write from.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sender<'a>(&'a Account);

impl std::fmt::Display for Sender<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} <{}>", self.0.draft.holder, self.0.draft.email)
    }
}

impl State {
    pub(super) fn from<'a>(&self, ctx: &Context<'a>, accounts: &'a [Account]) -> Element<'a, Message> {
        let all: Vec<Sender<'a>> = accounts.iter().filter(|one| one.draft.smtp.is_some()).map(Sender).collect();
        let chosen = all.iter().find(|one| one.0.id == self.account()).cloned();
        let list = pick_list(all, chosen, |sender: Sender<'a>| Message::From(sender.0.id))
            .text_size(size::BASE)
            .padding([3.0, space::S])
            .style(field::pick_ghost)
            .menu_style(field::menu);
        line(ctx, "writing-from", container(list).center_y(LINE), None)
    }

    pub(super) fn people_line<'a>(
        &'a self,
        ctx: &Context<'a>,
        place: Place,
        name: &str,
        accounts: &[Account],
    ) -> Element<'a, Message> {
        let field = self.field_of(place).unwrap_or(&self.fields.to);
        let hint =
            if place == Place::To && field.is_empty() { ctx.words.say("writing-to-hint") } else { String::new() };
        let content = field.view(ctx, self.field(place), &hint, self.space(accounts), &self.known);
        let content = content.map(move |said: people::Message| Message::People(place, said));
        let after = (place == Place::To).then(|| self.more_fields(ctx));
        self.catches(place, line(ctx, name, content, after))
    }

    /// The fields that are not shown yet.
    fn more_fields<'a>(&self, ctx: &Context<'a>) -> Element<'a, Message> {
        let show = |key: &str, place, shown: bool| {
            let button = word_button(None, ctx.words.say(key)).padding([3.0, space::S]).style(kind::ghost);
            (!shown).then(|| button.on_press(Message::Shown(place)))
        };
        let more = row![
            show("writing-cc", Place::Cc, self.fields.cc_shown),
            show("writing-bcc", Place::Bcc, self.fields.bcc_shown),
            show("writing-reply-to-short", Place::ReplyTo, self.fields.reply_to_shown),
        ];
        column![more].into()
    }
}
