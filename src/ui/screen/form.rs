//! What forms are made of: a labelled field, a secret with its eye, a choice,
//! and what is wrong, each in one way for all screens and modals.

use iced::widget::{TextInput, button, checkbox, column, container, row, text, text_input};
use iced::{Alignment, Length};

use crate::domain::Secret;
use crate::engine::Fault;
use crate::i18n::Words;
use crate::ui::theme::surface::{self, RowState, Tone};
use crate::ui::theme::{Element, Theme, button as kind, field, font, size, space, text as colour};
use crate::ui::widget::pieces;
use crate::ui::{icon, notice};

use crate::ui::widget::stop::stop;

/// The smaller icons beside small words.
const SMALL_ICON: f32 = 14.0;
const PADDING: [f32; 2] = [7.0, 9.0];
/// As high as a field, beside which they stand.
const SEGMENT: [f32; 2] = [6.5, space::M];

/// The line under a field.
pub enum Below {
    Nothing,
    Note(String),
    Wrong(String),
}

impl Below {
    /// What is wrong, or else the note.
    pub fn wrong_or(wrong: Option<String>, note: String) -> Self {
        wrong.map_or(Self::Note(note), Self::Wrong)
    }

    pub fn wrong(wrong: Option<String>) -> Self {
        wrong.map_or(Self::Nothing, Self::Wrong)
    }

    fn is_wrong(&self) -> bool {
        matches!(self, Self::Wrong(_))
    }
}

/// A field of one line under its label.
pub fn field<'a, Message: Clone + 'a>(
    label: String,
    input: TextInput<'a, Message, Theme>,
    below: Below,
) -> Element<'a, Message> {
    labelled(label, self::input(input, &below), below)
}

/// A password or a passphrase: hidden unless its eye is open.
pub struct SecretField<'a, Message> {
    pub id: &'static str,
    pub label: String,
    pub value: &'a Secret,
    pub shown: bool,
    /// None while it cannot be changed.
    pub on_input: Option<fn(Secret) -> Message>,
    pub on_show: fn(bool) -> Message,
    pub on_submit: Message,
    pub below: Below,
}

impl<'a, Message: Clone + 'a> SecretField<'a, Message> {
    pub fn view(self, words: &Words) -> Element<'a, Message> {
        let input = text_input("", self.value.expose())
            .id(self.id)
            .secure(!self.shown)
            .on_input_maybe(self.on_input.map(|wrap| move |typed| wrap(Secret::new(typed))))
            .on_submit(self.on_submit);
        let (eye, says) =
            if self.shown { (icon::eye_off(), "common-hide-password") } else { (icon::eye(), "common-show-password") };
        let toggled = (self.on_show)(!self.shown);
        let eye = stop(button(eye).padding(7).style(kind::ghost).on_press(toggled.clone()), Some(toggled));
        let line = row![self::input(input, &self.below), pieces::tip(eye, words.say(says))]
            .spacing(space::XS)
            .align_y(Alignment::Center);
        labelled(self.label, line, self.below)
    }
}

/// A field in its looks, to stand beside something else.
pub fn input<'a, Message: Clone + 'a>(
    input: TextInput<'a, Message, Theme>,
    below: &Below,
) -> TextInput<'a, Message, Theme> {
    let look = if below.is_wrong() { field::input_wrong } else { field::input };
    input.padding(PADDING).style(look)
}

/// Anything under a label, with a line below.
pub fn labelled<'a, Message: 'a>(
    label: String,
    control: impl Into<Element<'a, Message>>,
    below: Below,
) -> Element<'a, Message> {
    let below = match below {
        Below::Nothing => None,
        Below::Note(note) => Some(text(note).size(size::SMALL).style(colour::muted).into()),
        Below::Wrong(wrong) => Some(wrong_line(wrong)),
    };
    column![text(label).font(font::MEDIUM), control.into()].push(below).spacing(space::XS).width(Length::Fill).into()
}

/// What is wrong with a field, in a line.
pub fn wrong_line<'a, Message: 'a>(wrong: String) -> Element<'a, Message> {
    let mark = icon::circle_alert().size(SMALL_ICON).style(colour::danger);
    row![mark, text(wrong).size(size::SMALL).style(colour::danger)].spacing(6).into()
}

/// One of several choices, with a line that explains it.
pub fn choice<'a, Message: Clone + 'a>(
    title: String,
    note: String,
    chosen: bool,
    on_press: Message,
) -> Element<'a, Message> {
    let mark = if chosen { icon::circle_check().style(colour::accent) } else { icon::circle().style(colour::muted) };
    let says = column![text(title).font(font::MEDIUM), text(note).size(size::SMALL).style(colour::muted)]
        .spacing(2)
        .width(Length::Fill);
    let content = row![mark, says].spacing(space::S);
    let look = kind::row(RowState::of(chosen, true));
    let pressed = button(content)
        .padding([space::S, 10.0])
        .width(Length::Fill)
        .style(move |theme, status| {
            let base = look(theme, status);
            button::Style { border: kind::plain(theme, status).border, ..base }
        })
        .on_press(on_press.clone());
    stop(pressed, Some(on_press)).into()
}

/// A few short choices side by side.
pub fn segments<'a, Message: Clone + 'a>(
    choices: impl IntoIterator<Item = (String, bool, Message)>,
) -> Element<'a, Message> {
    let mut line = row![].spacing(space::XS);
    for (label, chosen, on_press) in choices {
        let mark = chosen.then(|| icon::check().size(SMALL_ICON));
        let look = if chosen { kind::chosen } else { kind::plain };
        let pressed = pieces::word_button(mark, label).padding(SEGMENT).style(look).on_press(on_press.clone());
        line = line.push(stop(pressed, Some(on_press)));
    }
    line.wrap().vertical_spacing(space::XS).into()
}

/// A box to tick.
pub fn tick<'a, Message: Clone + 'a>(
    label: String,
    ticked: bool,
    on_toggle: fn(bool) -> Message,
) -> Element<'a, Message> {
    let box_ = checkbox(ticked).label(label).size(SMALL_ICON + 2.0).spacing(space::S).on_toggle(on_toggle);
    stop(box_, Some(on_toggle(!ticked))).into()
}

/// A button among those at the foot of a form.
pub fn word_button<'a, Message: Clone + 'a>(
    label: String,
    look: fn(&Theme, button::Status) -> button::Style,
    on_press: Option<Message>,
) -> Element<'a, Message> {
    stop(pieces::word_button(None, label).style(look).on_press_maybe(on_press.clone()), on_press).into()
}

/// A failure where it happened: the sentence, the remedy, and the technical
/// side for who asks.
pub fn trouble<'a, Message: Clone + 'a>(
    fault: &'a Fault,
    details: notice::Details,
    on_details: fn(notice::details::Message) -> Message,
    words: &Words,
) -> Element<'a, Message> {
    let said = notice::words(fault, words);
    let words = column![
        text(said.sentence).font(font::MEDIUM),
        text(said.remedy).style(plain),
        details.view(fault, words).map(on_details),
    ]
    .spacing(space::XS)
    .width(Length::Fill);
    banner(said.tone, words)
}

/// The colour of what is read, on a ground that has its own.
pub fn plain(theme: &Theme) -> text::Style {
    text::Style { color: Some(theme.colours().text) }
}

/// A sentence with the icon of its tone.
pub fn banner<'a, Message: 'a>(tone: Tone, content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    let mark = match tone {
        Tone::Info => icon::info(),
        Tone::Verified => icon::circle_check(),
        Tone::Attention => icon::warning(),
        Tone::Danger => icon::circle_alert(),
    };
    let content = row![mark, content.into()].spacing(10).width(Length::Fill);
    container(content).padding([10.0, space::M]).width(Length::Fill).style(surface::banner(tone)).into()
}
