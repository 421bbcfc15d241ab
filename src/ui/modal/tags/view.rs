//! How the tags, and the forms for one of them, are drawn.

use iced::widget::{button, column, container, row, space as gap, text, text_input};
use iced::{Alignment, Length};

use super::{BadName, COLOURS, FIELD, Form, Message, NAME, Page, ROW, State, Tick};
use crate::domain::{Colour, Keyword, Tag};
use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::modal::frame;
use crate::ui::screen::form::{self, Below};
use crate::ui::theme::{Element, button as kind, size, space, surface, text as colour};
use crate::ui::widget::pieces::tip;
use crate::ui::widget::single_line;
use crate::ui::widget::stop::stop;
use crate::ui::widget::virtual_list::{Tells, virtual_list};

const WIDTH: f32 = 420.0;
/// Rows in sight.
const SHOWN: f32 = 8.0;
/// Digits put on the first tags.
const DIGITS: usize = 9;

impl State {
    pub fn view<'a>(&'a self, context: &Context<'a>) -> Element<'a, Message> {
        let words = context.words;
        match &self.page {
            Page::Pick => self.pick(words),
            Page::Form(form) => self.form(words, form),
            Page::Remove(keyword) => self.remove(words, keyword),
        }
    }

    fn pick<'a>(&'a self, words: &'a Words) -> Element<'a, Message> {
        let field = text_input(&words.say("tags-hint"), &self.typed)
            .id(FIELD)
            .on_input(Message::Typed)
            .on_submit(Message::Submitted);
        let body = column![form::input(field, &Below::Nothing), self.offers(words)].spacing(space::S);
        let title = match self.count {
            0 => words.say("tags-title-none"),
            count => fl!(words, "tags-title", count = count as u64, number = words.number(count as u64)),
        };
        let new = form::word_button(words.say("tags-new"), kind::plain, Some(Message::NewPressed));
        let close = form::word_button(words.say("common-close"), kind::primary, Some(Message::Back));
        frame::frame(words, title, WIDTH, body, frame::buttons([Some(new), Some(close)]), Message::Back)
    }

    fn offers<'a>(&'a self, words: &'a Words) -> Element<'a, Message> {
        let content: Element<'a, Message> = if self.found.is_empty() {
            let says = match self.typed.trim() {
                "" => words.say("tags-none"),
                name => fl!(words, "tags-make", name = name),
            };
            container(text(says).style(colour::muted)).padding(space::M).into()
        } else {
            let tells = Tells { seen: Message::Seen, pressed: Message::Pressed, touched: Message::Touched };
            virtual_list(&self.window, tells, |index| {
                let at = self.found.get(index).copied().unwrap_or(0);
                let row = self.tags.get(at).map(|tag| self.row(words, tag, at, index == self.current));
                (at, row.unwrap_or_else(|| gap().into()))
            })
        };
        container(content).padding(1).height(ROW * SHOWN + 2.0).width(Length::Fill).style(surface::raised).into()
    }

    fn row<'a>(&'a self, words: &Words, tag: &'a Tag, at: usize, current: bool) -> Element<'a, Message> {
        let mark = match self.tick(&tag.keyword) {
            Tick::All => icon::square_check().style(colour::accent),
            Tick::Some => icon::square_minus().style(colour::accent),
            Tick::None => icon::square().style(colour::muted),
        };
        let mark = (self.count > 0).then_some(mark);
        let digit = (at < DIGITS).then(|| single_line((at + 1).to_string()).size(size::SMALL).style(colour::muted));
        let edit = Message::EditPressed(tag.keyword.clone());
        let pencil = button(icon::pencil().size(13).style(colour::muted)).padding(5).style(kind::ghost);
        let pencil = tip(stop(pencil.on_press(edit.clone()), Some(edit)), words.say("tags-edit"));
        let line = row![mark, dot(tag.colour), single_line(tag.name.as_str()).width(Length::Fill), digit, pencil]
            .spacing(10)
            .padding([0.0, space::M])
            .align_y(Alignment::Center);
        container(line)
            .center_y(Length::Fill)
            .width(Length::Fill)
            .style(surface::row(surface::RowState::of(current, true)))
            .into()
    }

    fn form<'a>(&'a self, words: &Words, form: &'a Form) -> Element<'a, Message> {
        let wrong = self.check(form).err().and_then(|wrong| match wrong {
            BadName::Missing if !form.tried => None,
            BadName::Missing => Some("tag-name-missing"),
            BadName::Taken => Some("tag-name-taken"),
            BadName::TooLong => Some("tag-name-too-long"),
        });
        let field = text_input("", &form.name).id(NAME).on_input(Message::NameTyped).on_submit(Message::Submitted);
        let name = form::field(words.say("tag-name"), field, Below::wrong(wrong.map(|key| words.say(key))));
        let colours = (0..COLOURS).map(Colour).map(|shade| swatch(words, shade, form.colour == shade));
        let colours = form::labelled(words.say("tag-colour"), row(colours).spacing(space::XS), Below::Nothing);
        let body = column![name, colours].spacing(space::L);
        let known = form.keyword.is_some();
        let remove =
            known.then(|| form::word_button(words.say("tag-remove"), kind::plain, Some(Message::RemovePressed)));
        let back = form::word_button(words.say("common-back"), kind::plain, Some(Message::Back));
        let (title, button) = if known { ("tag-title-edit", "tag-save") } else { ("tag-title-new", "tag-make") };
        let go = form::word_button(words.say(button), kind::primary, Some(Message::Submitted));
        let foot = row![remove, frame::buttons([Some(back), Some(go)])].align_y(Alignment::Center);
        frame::frame(words, words.say(title), WIDTH, body, foot, Message::Back)
    }

    fn remove<'a>(&self, words: &Words, keyword: &Keyword) -> Element<'a, Message> {
        let name = self.tags.iter().find(|tag| tag.keyword == *keyword).map_or("", |tag| tag.name.as_str());
        let body = text(fl!(words, "tag-remove-sentence", name = name));
        let back = form::word_button(words.say("common-cancel"), kind::plain, Some(Message::Back));
        let yes = form::word_button(words.say("tag-remove"), kind::danger, Some(Message::RemoveConfirmed));
        let title = words.say("tag-remove-title");
        frame::frame(words, title, WIDTH, body, frame::buttons([Some(back), Some(yes)]), Message::Back)
    }
}

fn dot<'a>(colour: Colour) -> Element<'a, Message> {
    container(gap()).width(10).height(10).style(surface::tag_dot(colour)).into()
}

/// A colour to pick; the one that is picked stands in a frame.
fn swatch<'a>(words: &Words, shade: Colour, picked: bool) -> Element<'a, Message> {
    let face = container(gap()).width(16).height(16).style(surface::tag_dot(shade));
    let look = if picked { kind::chosen } else { kind::ghost };
    let press = button(face).padding(6).style(look).on_press(Message::ColourPicked(shade));
    let says = fl!(words, "tag-colour-nth", number = u64::from(shade.0) + 1);
    tip(stop(press, Some(Message::ColourPicked(shade))), says)
}
