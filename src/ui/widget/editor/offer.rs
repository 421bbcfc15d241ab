//! What the menu of the text offers. The window draws it, with its other menus.

use super::{Action, Command, Message, State};
use crate::domain::writing::{Edit, Leap, Reach};
use crate::mime;

/// What can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// That word instead of the wrong one.
    Suggestion(usize),
    /// The word is right.
    Learn,
    Cut,
    Copy,
    Paste,
    PastePlain,
    Link,
    All,
}

/// What is to be offered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offer {
    /// The word under the pointer is wrong.
    pub wrong: bool,
    pub suggestions: Vec<String>,
    /// Something is selected.
    pub chosen: bool,
    pub rich: bool,
}

impl State {
    pub fn offer(&self) -> Offer {
        let wrong = self.spelling.wrong.as_ref();
        Offer {
            wrong: wrong.is_some(),
            suggestions: wrong.map(|(_, words)| words.clone()).unwrap_or_default(),
            chosen: !self.selection().is_caret(),
            rich: self.rich,
        }
    }

    /// What was chosen in the menu.
    pub fn pick(&mut self, pick: Pick) -> Action {
        match pick {
            Pick::Suggestion(nth) => self.put_right(nth),
            Pick::Learn => self.learn(),
            Pick::Cut | Pick::Copy => {
                let selection = self.hand.selection();
                if selection.is_caret() {
                    return Action::None;
                }
                let document = self.document().cut(selection);
                let text = mime::writing::text(&document);
                self.board.keep(text.clone(), document);
                if pick == Pick::Cut {
                    let _ = self.write(&Edit::Delete(Reach { leap: Leap::Letter, forward: true }));
                }
                Action::Copy { text, changed: pick == Pick::Cut }
            }
            Pick::Paste => Action::Paste { plain: false },
            Pick::PastePlain => Action::Paste { plain: true },
            Pick::Link => self.act(Command::Link),
            Pick::All => super::pressed(self.update(Message::All)),
        }
    }
}
