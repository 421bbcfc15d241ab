//! What can be done with a template that is written: keep it, put files to it,
//! throw it away. It is not sent from here.

use iced::widget::{column, container, row, space as gap};
use iced::{Alignment, Length};

use super::{Message, Stage, State};
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::theme::{Element, button as kind, space};
use crate::ui::widget::pieces::{rule_across, tip, word_button};

impl State {
    pub(super) fn template_bar<'a>(&self, ctx: &Context<'a>) -> Element<'a, Message> {
        let words = ctx.words;
        let busy = self.stage != Stage::Writing;
        let able = |message| (!busy).then_some(message);
        let keep = word_button(Some(icon::file_text()), words.say("template-keep"))
            .style(kind::primary)
            .on_press_maybe(able(Message::TemplateDone));
        let attach = word_button(Some(icon::paperclip()), words.say("writing-attach"))
            .style(kind::ghost)
            .on_press_maybe(able(Message::AttachPressed));
        let discard = word_button(Some(icon::trash()), words.say("writing-discard"))
            .style(kind::ghost)
            .on_press(Message::Discarded);
        let bar = row![
            tip(keep, words.say("template-keep-tip")),
            tip(attach, words.say("writing-attach-tip")),
            gap().width(Length::Fill),
            container(self.standing_line(ctx)),
            discard,
        ];
        let bar = container(bar.spacing(space::S).align_y(Alignment::Center)).padding([6.0, space::S]);
        column![bar, rule_across()].into()
    }
}
