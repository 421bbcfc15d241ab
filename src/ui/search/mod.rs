//! The search box: what is typed in it, the operators it offers while one
//! types, and the form for who would rather not type them.

mod fields;
mod operators;

use iced::Alignment;
use iced::Length;
use iced::widget::{button, column, container, row, text, text_input};

use crate::i18n::Language;
use crate::ui::context::Context;
use crate::ui::icon;
use crate::ui::theme::{Element, button as kind, field, font, size, space, surface, text as colour};
use crate::ui::widget::pieces::icon_button;
use crate::ui::widget::single_line;
use crate::ui::widget::watch::watch;

use operators::{Operator, completed, hints};

pub use fields::{Day, Fields};

/// The box, by the name that the cursor is sent to.
pub const BOX: &str = "search";
/// Room for the longest name of an operator.
const NAME: f32 = 88.0;

/// What gathers the exchanges with patients.
pub fn of_patients(language: Language) -> &'static str {
    match language {
        Language::Fr => "est:patient",
        Language::En => "is:patient",
    }
}

#[derive(Debug, Default)]
pub struct State {
    text: String,
    /// The cursor is in the box.
    focused: bool,
    /// The cursor was sent there, and is not there yet.
    awaited: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    Typed(String),
    Submitted,
    Focused(bool),
    /// An operator was taken: what the box holds now.
    Completed(String),
    FormPressed,
}

#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Action {
    None,
    /// Look for what the box holds.
    Look,
    /// The same, and the cursor goes behind it.
    LookFromEnd,
    /// The keys go to the results.
    GoToResults,
    OpenForm,
}

impl State {
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the box is to hold, from elsewhere.
    pub fn set(&mut self, text: &str) {
        text.clone_into(&mut self.text);
    }

    /// The cursor is on its way: what is typed meanwhile is meant for the box.
    pub fn await_cursor(&mut self) {
        self.awaited = !self.focused;
    }

    pub fn is_awaited(&self) -> bool {
        self.awaited
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Typed(text) => {
                self.text = text;
                Action::Look
            }
            Message::Completed(text) => {
                self.text = text;
                Action::LookFromEnd
            }
            Message::Submitted => Action::GoToResults,
            Message::Focused(focused) => {
                (self.focused, self.awaited) = (focused, false);
                Action::None
            }
            Message::FormPressed => Action::OpenForm,
        }
    }

    pub fn view<'a>(&'a self, ctx: &Context<'a>) -> Element<'a, Message> {
        let words = ctx.words;
        let language = words.language();
        let input = text_input(&words.say("search-placeholder"), &self.text)
            .id(BOX)
            .on_input(Message::Typed)
            .on_submit(Message::Submitted)
            .size(size::BASE)
            .padding([6.0, space::M])
            .icon(text_input::Icon {
                font: font::ICON,
                code_point: icon::SEARCH,
                size: Some(14.0.into()),
                spacing: space::S,
                side: text_input::Side::Left,
            })
            .style(field::input);
        let hints = if self.focused { hints(&self.text, language) } else { Vec::new() };
        let first = hints.first().filter(|_| !self.text.is_empty());
        let on_tab = first.map(|operator| Message::Completed(completed(&self.text, *operator, language)));
        let panel = (!hints.is_empty()).then(|| self.panel(ctx, &hints, language));
        let form = icon_button(icon::filter(), words.say("search-form-open"), Some(Message::FormPressed));
        row![watch(input, panel, Message::Focused, on_tab), form].spacing(space::XS).align_y(Alignment::Center).into()
    }

    /// What may be typed, and what it looks for.
    fn panel<'a>(&self, ctx: &Context<'a>, hints: &[Operator], language: Language) -> Element<'a, Message> {
        let mut lines = column![];
        for operator in hints {
            let name = single_line(format!("{}:", operator.name(language))).font(font::MEDIUM).style(colour::accent);
            let says = single_line(ctx.words.say(operator.words())).size(size::SMALL).style(colour::muted);
            let line = row![container(name).width(NAME), says.width(Length::Fill)].align_y(Alignment::Center);
            let press = Message::Completed(completed(&self.text, *operator, language));
            let look = kind::row(surface::RowState::Plain);
            lines = lines.push(button(line).padding([3.0, space::S]).width(Length::Fill).style(look).on_press(press));
        }
        let foot = if self.text.is_empty() { "search-hint-more" } else { "search-hint-tab" };
        let foot = text(ctx.words.say(foot)).size(size::SMALL).style(colour::muted);
        let lines = lines.push(container(foot).padding([space::XS, space::S]));
        container(lines).padding(space::XS).width(Length::Fill).style(surface::raised).into()
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, Message, State};

    #[test]
    fn each_letter_is_looked_for_and_enter_goes_to_what_was_found() {
        let mut state = State::default();
        assert_eq!(state.update(Message::Typed("bi".to_owned())), Action::Look);
        assert_eq!(state.update(Message::Completed("bilan de:".to_owned())), Action::LookFromEnd);
        assert_eq!(state.text(), "bilan de:");
        assert_eq!(state.update(Message::Submitted), Action::GoToResults);
    }
}
