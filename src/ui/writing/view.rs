//! How the window of a message being written is laid out: what can be done with
//! it, whom it is for, what goes along, its words.

use iced::widget::{column, container, row, space as gap, text_input};
use iced::{Alignment, Length, padding};

use super::drag::DragMessage;
use super::{Message, Place, Stage, State, checks};
use crate::domain::{Account, Space};
use crate::i18n::fl;
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::modal::over;
use crate::ui::theme::surface::{self, Tone};
use crate::ui::theme::{Element, button as kind, field, font, size, space, text as colour};
use crate::ui::widget::chips::LINE;
use crate::ui::widget::pieces::{rule_across, word_button};
use crate::ui::widget::{carry, single_line};

impl State {
    pub fn view<'a>(&'a self, ctx: &Context<'a>, accounts: &'a [Account]) -> Element<'a, Message> {
        let head = container(self.head(ctx, accounts)).padding(padding::horizontal(space::M).vertical(space::S));
        let body = if self.writing.is_redirect() { goes_on(ctx) } else { self.body.view(ctx).map(Message::Body) };
        let window = column![
            self.bar(ctx),
            self.place(ctx, accounts),
            self.failing(ctx),
            head,
            rule_across(),
            self.files(ctx),
            body,
        ];
        let panel = match &self.stage {
            Stage::Asking(remarks) => Some(checks::view(ctx, remarks, self.writing.is_redirect())),
            Stage::Writing | Stage::Checking | Stage::Leaving | Stage::Enclosing => {
                self.offered_document(ctx).or_else(|| self.offered_templates(ctx))
            }
        };
        let window = container(window).style(surface::window);
        let window = carry(window, self.dragged(), Message::Drag(DragMessage::Ended));
        over(window, panel)
    }

    /// In which space one writes: never to be mistaken.
    fn place<'a>(&self, ctx: &Context<'a>, accounts: &[Account]) -> Element<'a, Message> {
        let (tone, mark, says) = match self.space(accounts) {
            _ if self.writing.is_template() => (Tone::Info, icon::file_text(), "writing-space-template"),
            Space::Secure => (Tone::Verified, icon::lock(), "writing-space-secure"),
            Space::Ordinary => (Tone::Attention, icon::globe(), "writing-space-ordinary"),
        };
        let line = row![mark.size(13), single_line(ctx.words.say(says)).size(size::SMALL).font(font::MEDIUM)];
        let line = line.spacing(space::S).align_y(Alignment::Center);
        container(line).padding([3.0, space::M]).width(Length::Fill).style(surface::banner(tone)).into()
    }

    /// What went wrong, and what can be done about it.
    fn failing<'a>(&'a self, ctx: &Context<'a>) -> Option<Element<'a, Message>> {
        let fault = self.fault.as_ref()?;
        let said = crate::ui::notice::said(ctx.words, fault);
        let close = word_button(None, ctx.words.say("common-close")).style(kind::plain).on_press(Message::FaultClosed);
        let line = row![icon::warning(), iced::widget::text(said).width(Length::Fill), close];
        let line = line.spacing(space::S).align_y(Alignment::Center);
        Some(container(line).padding([6.0, space::M]).style(surface::banner(Tone::Danger)).into())
    }

    fn head<'a>(&'a self, ctx: &Context<'a>, accounts: &'a [Account]) -> Element<'a, Message> {
        let fixed = self.writing.is_redirect();
        // Each line can take what is dragged.
        let dragging = self.is_dragging();
        let subject = text_input("", &self.writing.draft.subject)
            .id(self.field(Place::Subject))
            .on_input_maybe((!fixed).then_some(Message::Subject))
            .on_submit(Message::Entered)
            .size(size::BASE)
            .padding([3.0, 2.0])
            .style(field::bare);
        column![
            (accounts.len() > 1).then(|| self.from(ctx, accounts)),
            self.people_line(ctx, Place::To, "writing-to", accounts),
            (self.fields.cc_shown || dragging).then(|| self.people_line(ctx, Place::Cc, "writing-cc", accounts)),
            (self.fields.bcc_shown || dragging).then(|| self.people_line(ctx, Place::Bcc, "writing-bcc", accounts)),
            self.fields.reply_to_shown.then(|| self.people_line(ctx, Place::ReplyTo, "writing-reply-to", accounts)),
            super::head::line(ctx, "writing-subject", container(subject).center_y(LINE), None),
        ]
        .spacing(2)
        .into()
    }

    /// What is being done, or when it was last kept.
    pub(super) fn standing_line<'a>(&self, ctx: &Context<'a>) -> Element<'a, Message> {
        let words = ctx.words;
        let says = match (&self.stage, self.keeping) {
            (Stage::Checking, _) => words.say("writing-checking"),
            (Stage::Leaving, _) => words.say("writing-leaving"),
            (Stage::Enclosing, _) => words.say("writing-enclosing"),
            _ if self.note.is_some() => words.say(self.note.unwrap_or_default()),
            (_, super::Keeping::Kept(at)) => fl!(words, "writing-kept", time = words.time(at)),
            _ => return gap().into(),
        };
        single_line(says).size(size::SMALL).style(colour::muted).into()
    }
}

/// In the place of the words of a message that goes on as it came.
fn goes_on<'a>(ctx: &Context<'a>) -> Element<'a, Message> {
    let says = iced::widget::text(ctx.words.say("writing-goes-on")).style(colour::muted);
    container(says).padding(space::L).width(Length::Fill).height(Length::Fill).style(surface::pane).into()
}
