//! What can be done with the message as a whole: send it, seal it, ask to be
//! told, throw it away.

use iced::widget::{container, row, space as gap};
use iced::{Alignment, Length};

use super::{Message, Stage, State, document};
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::theme::{Element, button as kind, space};
use crate::ui::widget::pieces::{icon_button, rule_across, tip, word_button};

impl State {
    pub(super) fn bar<'a>(&self, ctx: &Context<'a>) -> Element<'a, Message> {
        if self.writing.is_template() {
            return self.template_bar(ctx);
        }
        let words = ctx.words;
        let busy = self.stage != Stage::Writing;
        let send = word_button(Some(icon::sent()), words.say("writing-send"))
            .style(kind::primary)
            .on_press_maybe((!busy).then_some(Message::SendPressed));
        let later = iced::widget::button(icon::clock())
            .padding(6)
            .style(kind::ghost)
            .on_press_maybe((!busy).then_some(Message::LaterPressed));
        let attach = word_button(Some(icon::paperclip()), words.say("writing-attach"))
            .style(kind::ghost)
            .on_press_maybe((!busy).then_some(Message::AttachPressed));
        let document = document::Message::Pressed;
        let document = icon_button(
            icon::stethoscope(),
            words.say("writing-document"),
            (!busy).then_some(Message::Document(document)),
        );
        let discard = icon_button(icon::trash(), words.say("writing-discard"), (!busy).then_some(Message::Discarded));
        let bar = row![
            tip(send, words.say("writing-send-tip")),
            tip(later, words.say("writing-later")),
            (!self.writing.is_redirect()).then(|| tip(attach, words.say("writing-attach-tip"))),
            (!self.writing.is_redirect()).then_some(document),
            (!self.writing.is_redirect()).then(|| self.filling(ctx)),
            (!self.writing.is_redirect()).then(|| self.sealing(ctx)),
            icon_button(icon::more(), words.say("writing-options"), (!busy).then_some(Message::OptionsPressed)),
            gap().width(Length::Fill),
            container(self.standing_line(ctx)),
            discard,
        ];
        let bar = container(bar.spacing(space::S).align_y(Alignment::Center)).padding([6.0, space::S]);
        iced::widget::column![bar, rule_across()].into()
    }

    /// Words that are not typed: a template, a signature.
    fn filling<'a>(&self, ctx: &Context<'a>) -> Element<'a, Message> {
        let able = |message| (self.stage == Stage::Writing).then_some(message);
        row![
            icon_button(icon::file_text(), ctx.words.say("writing-templates"), able(Message::TemplatesPressed)),
            icon_button(icon::pencil(), ctx.words.say("writing-signature"), able(Message::SignaturesPressed)),
        ]
        .spacing(2)
        .into()
    }

    /// Signed, encrypted: what is on is seen to be on.
    fn sealing<'a>(&self, ctx: &Context<'a>) -> Element<'a, Message> {
        let wishes = self.writing.draft.wishes;
        let switch = |mark, on, key: &str, tip_key: &str, message| {
            let style = if on { kind::chosen } else { kind::ghost };
            let button = word_button(Some(mark), ctx.words.say(key)).style(style).on_press(message);
            tip(button, ctx.words.say(tip_key))
        };
        let sign_tip = match (wishes.sign, self.means.can_sign) {
            (true, true) => "writing-sign-on",
            (false, true) => "writing-sign-off",
            (_, false) => "writing-sign-unable",
        };
        let encrypt_tip = if wishes.encrypt { "writing-encrypt-on" } else { "writing-encrypt-off" };
        row![
            switch(icon::signature(), wishes.sign, "writing-sign", sign_tip, Message::Sign),
            switch(icon::lock(), wishes.encrypt, "writing-encrypt", encrypt_tip, Message::Encrypt),
        ]
        .spacing(space::XS)
        .into()
    }
}
