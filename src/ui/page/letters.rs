//! In which letters a page is read, where the reader may choose them: what was found
//! out is said, and what is chosen is shown at once.

use std::fmt;

use iced::widget::{pick_list, row, text};
use iced::{Alignment, Length};

use super::{Action, Message, Stage, State, Wish};
use crate::domain::{Encoding, Letters};
use crate::i18n::{Words, fl};
use crate::ui::icon;
use crate::ui::theme::{Element, field, size, space, text as colour};

/// Of the list.
const WIDTH: f32 = 220.0;
/// A page that is narrower has no room beside a name.
const NARROW: f32 = 560.0;

/// What can be picked, in words.
#[derive(Clone, PartialEq)]
struct Choice {
    encoding: Option<Encoding>,
    says: String,
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.says)
    }
}

impl State {
    /// Of the page that is laid out.
    fn letters(&self) -> Option<Letters> {
        self.laid()?.letters
    }

    pub fn is_narrow(&self) -> bool {
        self.room.is_none_or(|room| room.size.width < NARROW)
    }

    pub(super) fn read_as(&mut self, chosen: Option<Encoding>) -> Action {
        let (Some(sight), Some(look), Some(letters)) = (self.sight, self.look(), self.letters()) else {
            return Action::None;
        };
        if letters.chosen == chosen {
            return Action::None;
        }
        self.forget();
        (self.sight, self.stage) = (Some(sight), Stage::Awaited);
        Action::Ask(vec![Wish::ReadAs(sight, look, letters.written, chosen)])
    }

    /// “Lecture : Windows-1252”, where there is a choice.
    pub fn letter_bar<'a>(&self, words: &Words) -> Option<Element<'a, Message>> {
        let letters = self.letters()?;
        let choice = |encoding: Option<Encoding>| Choice {
            encoding,
            says: match (encoding, letters.found.filter(|_| letters.chosen.is_none())) {
                (Some(encoding), _) => encoding.name().to_owned(),
                (None, Some(found)) => fl!(words, "page-letters-found", name = found.name()),
                (None, None) => words.say("page-letters-automatic"),
            },
        };
        let all: Vec<Choice> = std::iter::once(None).chain(Encoding::ALL.map(Some)).map(choice).collect();
        let pick = pick_list(all, Some(choice(letters.chosen)), |choice| Message::LettersPicked(choice.encoding))
            .text_size(size::SMALL)
            .padding([2.0, space::S])
            .width(Length::Shrink)
            .handle(pick_list::Handle::Static(icon::handle()))
            .style(field::pick_ghost);
        let says = text(words.say("page-letters")).size(size::SMALL).style(colour::muted);
        let bar = row![says, iced::widget::container(pick).max_width(WIDTH)].spacing(space::XS);
        Some(bar.align_y(Alignment::Center).into())
    }
}
