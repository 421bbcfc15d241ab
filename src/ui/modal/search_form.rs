//! The form of the search: a field for each operator. It shows what it writes,
//! so that the next time it may be typed.

use iced::widget::{Id, column, container, row, text, text_input};
use iced::{Alignment, Length};

use super::frame;
use crate::i18n::{Language, Words, fl};
use crate::ui::context::Context;
use crate::ui::screen::form::{self, Below};
use crate::ui::search::{Day, Fields};
use crate::ui::theme::{Element, button as kind, font, size, space, surface, text as colour};

pub const FROM: &str = "search-form-from";
const WIDTH: f32 = 620.0;
/// In megabytes.
const SIZES: [u32; 3] = [1, 5, 20];

pub struct State {
    fields: Fields,
    language: Language,
    /// The tags that there are; a few are offered.
    tags: Vec<String>,
    focus: Option<Id>,
}

/// A field of one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    From,
    To,
    Subject,
    Words,
    Attachment,
    Since,
    Until,
    Tag,
    Folder,
    Patient,
    Born,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    Typed(Field, String),
    Larger(Option<u32>),
    Attached(bool),
    Unread(bool),
    Flagged(bool),
    Emptied,
    Submitted,
    Closed,
}

#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Action {
    None,
    /// To be put in the box, and looked for.
    Search(String),
    Close,
}

impl State {
    /// With what the box holds, as far as the form can say it.
    pub fn new(query: &str, language: Language, tags: Vec<String>) -> Self {
        Self { fields: Fields::read(query), language, tags, focus: Some(Id::new(FROM)) }
    }

    /// The field that the cursor is to go to, once.
    pub fn take_focus(&mut self) -> Option<Id> {
        self.focus.take()
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Typed(field, value) => *self.field(field) = value,
            Message::Larger(larger) => self.fields.larger = larger,
            Message::Attached(attached) => self.fields.attached = attached,
            Message::Unread(unread) => self.fields.unread = unread,
            Message::Flagged(flagged) => self.fields.flagged = flagged,
            Message::Emptied => self.fields = Fields::default(),
            Message::Submitted if self.is_right() => return Action::Search(self.fields.write(self.language)),
            Message::Submitted => {}
            Message::Closed => return Action::Close,
        }
        Action::None
    }

    fn field(&mut self, field: Field) -> &mut String {
        let fields = &mut self.fields;
        match field {
            Field::From => &mut fields.from,
            Field::To => &mut fields.to,
            Field::Subject => &mut fields.subject,
            Field::Words => &mut fields.words,
            Field::Attachment => &mut fields.attachment,
            Field::Since => &mut fields.since,
            Field::Until => &mut fields.until,
            Field::Tag => &mut fields.tag,
            Field::Folder => &mut fields.folder,
            Field::Patient => &mut fields.patient,
            Field::Born => &mut fields.born,
        }
    }

    fn is_right(&self) -> bool {
        [&self.fields.since, &self.fields.until, &self.fields.born].into_iter().all(|date| is_day_or_nothing(date))
    }

    pub fn view<'a>(&'a self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        let fields = &self.fields;
        let pair = |one, other| row![one, other].spacing(space::L);
        let line = |field, key: &str, value: &'a str| line_of(words, field, key, value);
        let ticks = row![
            form::tick(words.say("search-form-attached"), fields.attached, Message::Attached),
            form::tick(words.say("search-form-unread"), fields.unread, Message::Unread),
            form::tick(words.say("search-form-flagged"), fields.flagged, Message::Flagged),
        ]
        .spacing(space::L);
        let body = column![
            pair(line(Field::From, "search-form-from", &fields.from), line(Field::To, "search-form-to", &fields.to)),
            pair(
                line(Field::Subject, "search-form-subject", &fields.subject),
                line(Field::Words, "search-form-words", &fields.words)
            ),
            pair(
                date(words, Field::Since, "search-form-since", &fields.since),
                date(words, Field::Until, "search-form-until", &fields.until)
            ),
            pair(
                line(Field::Attachment, "search-form-attachment", &fields.attachment),
                line(Field::Folder, "search-form-folder", &fields.folder)
            ),
            pair(
                line(Field::Patient, "search-form-patient", &fields.patient),
                date(words, Field::Born, "search-form-born", &fields.born)
            ),
            self.tags(words),
            form::labelled(words.say("search-form-size"), self.sizes(words), Below::Nothing),
            ticks,
            self.written(words),
        ];
        let empty = form::word_button(words.say("search-form-empty"), kind::ghost, Some(Message::Emptied));
        let cancel = form::word_button(words.say("common-cancel"), kind::plain, Some(Message::Closed));
        let ready = self.is_right() && self.fields != Fields::default();
        let search = form::word_button(words.say("search-form-go"), kind::primary, ready.then_some(Message::Submitted));
        frame::frame(
            words,
            words.say("search-form-title"),
            WIDTH,
            body.spacing(space::M),
            frame::buttons([Some(empty), Some(cancel), Some(search)]),
            Message::Closed,
        )
    }

    /// A few tags can be pressed, whatever else can be typed.
    fn tags<'a>(&'a self, words: &Words) -> Option<Element<'a, Message>> {
        let choices = self.tags.iter().take(6).map(|tag| {
            let chosen = *tag == self.fields.tag;
            let next = if chosen { String::new() } else { tag.clone() };
            (tag.clone(), chosen, Message::Typed(Field::Tag, next))
        });
        let choices = form::segments(choices);
        (!self.tags.is_empty()).then(|| form::labelled(words.say("search-form-tag"), choices, Below::Nothing))
    }

    fn sizes<'a>(&self, words: &Words) -> Element<'a, Message> {
        let any = (words.say("search-form-size-any"), self.fields.larger.is_none(), Message::Larger(None));
        let sizes = SIZES.map(|megabytes| {
            let says = fl!(words, "search-form-size-over", size = megabytes);
            (says, self.fields.larger == Some(megabytes), Message::Larger(Some(megabytes)))
        });
        form::segments(std::iter::once(any).chain(sizes))
    }

    /// What will stand in the box.
    fn written<'a>(&self, words: &Words) -> Option<Element<'a, Message>> {
        let query = self.fields.write(self.language);
        (!query.is_empty()).then(|| {
            let label = text(words.say("search-form-written")).size(size::SMALL).style(colour::muted);
            let query = text(query).font(font::MEDIUM).width(Length::Fill);
            let line = row![label, query].spacing(space::S).align_y(Alignment::Center);
            container(line).padding(space::S).width(Length::Fill).style(surface::chip).into()
        })
    }
}

fn line_of<'a>(words: &Words, field: Field, key: &str, value: &'a str) -> Element<'a, Message> {
    let input = text_input("", value).on_input(move |typed| Message::Typed(field, typed));
    let input = if field == Field::From { input.id(FROM) } else { input };
    form::field(words.say(key), input.on_submit(Message::Submitted), Below::Nothing)
}

fn date<'a>(words: &Words, field: Field, key: &str, value: &'a str) -> Element<'a, Message> {
    let input = text_input(&words.say("search-form-date-hint"), value)
        .on_input(move |typed| Message::Typed(field, typed))
        .on_submit(Message::Submitted);
    let wrong = (!is_day_or_nothing(value)).then(|| words.say("search-form-date-wrong"));
    form::field(words.say(key), input, Below::wrong(wrong))
}

fn is_day_or_nothing(text: &str) -> bool {
    text.trim().is_empty() || Day::parse(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::{Action, Field, Language, Message, State};

    fn form(query: &str) -> State {
        State::new(query, Language::Fr, vec!["Urgent".to_owned()])
    }

    #[test]
    fn what_is_filled_in_is_looked_for_as_operators() {
        let mut form = form("bilan");
        for (field, value) in [(Field::From, "labo"), (Field::Since, "1/11/2026"), (Field::Tag, "Urgent")] {
            assert_eq!(form.update(Message::Typed(field, value.to_owned())), Action::None);
        }
        let _ = form.update(Message::Unread(true));
        let query = "bilan de:labo depuis:01/11/2026 tag:Urgent est:non-lu";
        assert_eq!(form.update(Message::Submitted), Action::Search(query.to_owned()));
    }

    #[test]
    fn a_day_that_is_none_is_not_looked_for() {
        let mut form = form("");
        let _ = form.update(Message::Typed(Field::Until, "demain".to_owned()));
        assert_eq!(form.update(Message::Submitted), Action::None);
        let _ = form.update(Message::Emptied);
        assert_eq!(form.update(Message::Submitted), Action::Search(String::new()));
    }
}
