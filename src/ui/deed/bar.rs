//! The tool bar over the list and the reader: an icon and a word for each deed,
//! or the icon alone where there is no room for words.

use iced::widget::{Text, button, container, row, space as gap};
use iced::{Alignment, Length};

use super::{Deed, Reach};
use crate::domain::Manner;
use crate::i18n::Words;
use crate::ui::icon;
use crate::ui::shortcut::{self, Intent};
use crate::ui::theme::{Element, Theme, button as kind, space};
use crate::ui::widget::pieces;

/// The words of all deeds, in the language that takes more room.
const WORDS: f32 = 1_120.0;
/// Of the answers alone.
const ANSWER_WORDS: f32 = 640.0;

type Icon = fn() -> Text<'static, Theme>;

/// In the order of the bar.
const ANSWERS: [(Manner, Icon, &str); 3] = [
    (Manner::Reply, icon::reply, "answer-reply"),
    (Manner::ReplyAll, icon::reply_all, "answer-reply-all"),
    (Manner::ForwardAttached, icon::forward, "answer-forward"),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    Pressed(Deed),
    Answered(Manner),
    UndoPressed,
}

/// A bar that wide, for what is chosen. `undo` says whether there is something
/// to take back.
pub fn bar<'a>(words: &Words, reach: &Reach, undo: bool, width: f32) -> Element<'a, Message> {
    let wide = width >= WORDS;
    let mut line = row![].spacing(2).align_y(Alignment::Center);
    for (manner, icon, key) in ANSWERS {
        let says = words.say(key);
        let tip = shortcut::with_keys(words, says.clone(), Intent::Answer(manner));
        let on_press = (reach.count == 1).then_some(Message::Answered(manner));
        line = line.push(one(icon(), (width >= ANSWER_WORDS).then_some(says), tip, on_press));
    }
    line = line.push(gap().width(space::S));
    for deed in Deed::BAR {
        let face = deed.face(reach);
        let on_press = deed.can(reach).then_some(Message::Pressed(deed));
        let word = wide.then(|| words.say(face.short));
        let tip = shortcut::with_keys(words, words.say(face.long), Intent::Do(deed));
        line = line.push(one((face.icon)(), word, tip, on_press));
    }
    let tip = shortcut::with_keys(words, words.say("deed-undo-long"), Intent::Undo);
    let word = wide.then(|| words.say("deed-undo"));
    line = line.push(gap::horizontal()).push(one(icon::undo(), word, tip, undo.then_some(Message::UndoPressed)));
    container(line).padding([3.0, space::S]).width(Length::Fill).into()
}

fn one(icon: Text<'_, Theme>, word: Option<String>, tip: String, on_press: Option<Message>) -> Element<'_, Message> {
    let press = match word {
        Some(word) => pieces::word_button(Some(icon), word).padding([5.0, space::S]),
        None => button(icon).padding(7),
    };
    pieces::tip(press.style(kind::ghost).on_press_maybe(on_press), tip)
}
