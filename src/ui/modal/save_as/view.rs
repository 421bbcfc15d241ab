//! What the modal looks like.

use iced::widget::{column, container, progress_bar, row, text, text_input};
use iced::{Alignment, Length};

use crate::i18n::{Words, fl};
use crate::ui::context::Context;
use crate::ui::modal::file_name::BadName;
use crate::ui::modal::frame;
use crate::ui::screen::form::{self, Below};
use crate::ui::theme::surface::Tone;
use crate::ui::theme::{Element, button as kind, font, size, space, text as colour};

use super::{FOLDER, Message, NAME, State, Status, What};

const WIDTH: f32 = 520.0;
const TRACK: f32 = 4.0;

impl State {
    pub fn view<'a>(&'a self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        let (title, own) = match &self.what {
            What::One { name } => (words.say("save-as-title-one"), self.name(name, words)),
            What::Several { count } => {
                let note = text(words.say("save-as-several-note")).style(colour::muted);
                (fl!(words, "save-as-title-several", count = *count as u64), note.into())
            }
        };
        let clear = text(words.say("save-as-clear-note")).size(size::SMALL).style(colour::muted);
        let body = column![self.folder(words), own, self.below(words), clear].spacing(space::L);
        frame::frame(words, title, WIDTH, body, self.buttons(words), Message::Closed)
    }

    fn folder<'a>(&'a self, words: &Words) -> Element<'a, Message> {
        let input = text_input(&words.say("save-as-folder-hint"), &self.folder)
            .id(FOLDER)
            .on_input_maybe((!self.is_saving()).then_some(Message::FolderTyped))
            .on_submit(Message::Submitted);
        let browse =
            form::word_button(words.say("save-as-browse"), kind::plain, (!self.is_saving()).then_some(Message::Browse));
        let wrong = Below::wrong(self.folder_words().map(|key| words.say(key)));
        let input = form::input(input, &wrong);
        let line = row![input, browse].spacing(space::S).align_y(Alignment::Center);
        form::labelled(words.say("save-as-folder"), line, wrong)
    }

    fn name<'a>(&self, name: &'a str, words: &Words) -> Element<'a, Message> {
        let input = text_input("", name)
            .id(NAME)
            .on_input_maybe((!self.is_saving()).then_some(Message::NameTyped))
            .on_submit(Message::Submitted);
        let wrong = self.name_fault().map(|fault| fault.words(words));
        form::field(words.say("save-as-name"), input, Below::wrong(wrong))
    }

    fn below<'a>(&'a self, words: &Words) -> Option<Element<'a, Message>> {
        match (&self.status, &self.what) {
            (Status::Typing, _) | (Status::Taken, What::Several { .. }) => None,
            (Status::Saving(_), What::One { .. }) => {
                Some(text(words.say("save-as-saving")).style(colour::muted).into())
            }
            (Status::Saving(done), What::Several { count }) => Some(progress(*done, *count, words)),
            (Status::Taken, What::One { name }) => Some(self.taken(name.trim(), words)),
            (Status::Failed(fault), _) => Some(form::trouble(fault, self.details, Message::Details, words)),
        }
    }

    /// The name is taken: another is proposed, and replacing is asked about.
    fn taken<'a>(&self, name: &str, words: &Words) -> Element<'a, Message> {
        let sentence = text(fl!(words, "save-as-taken", name = name)).font(font::MEDIUM);
        let replace = form::word_button(words.say("save-as-replace"), kind::danger, Some(Message::Replace));
        let free = self.free_name().map(|free| {
            let says = fl!(words, "save-as-free-name", name = free);
            form::word_button(says, kind::plain, Some(Message::FreeName))
        });
        form::banner(Tone::Attention, column![sentence, row![free, replace].spacing(space::S).wrap()].spacing(space::S))
    }

    fn buttons<'a>(&self, words: &Words) -> Element<'a, Message> {
        let saving = self.is_saving();
        let close = if saving { "save-as-stop" } else { "common-cancel" };
        let close = form::word_button(words.say(close), kind::plain, Some(Message::Closed));
        let ready = !saving && !matches!(self.status, Status::Taken);
        let save = form::word_button(words.say("save-as-save"), kind::primary, ready.then_some(Message::Submitted));
        frame::buttons([Some(close), Some(save)])
    }
}

impl BadName {
    fn words(self, words: &Words) -> String {
        match self {
            Self::Missing => words.say("save-as-name-missing"),
            Self::Sign(sign) if sign.is_control() => words.say("save-as-name-control"),
            Self::Sign(sign) => fl!(words, "save-as-name-sign", sign = sign.to_string()),
            Self::Reserved => words.say("save-as-name-reserved"),
            Self::TooLong => words.say("save-as-name-too-long"),
        }
    }
}

fn progress<'a>(done: usize, count: usize, words: &Words) -> Element<'a, Message> {
    let (done, total) = (done as u64, count as u64);
    let says = fl!(words, "save-as-saving-several", done = words.number(done), total = words.number(total));
    let track = progress_bar(0.0..=1.0, done as f32 / total.max(1) as f32).girth(TRACK);
    column![text(says).style(colour::muted), container(track).width(Length::Fill)].spacing(space::S).into()
}
