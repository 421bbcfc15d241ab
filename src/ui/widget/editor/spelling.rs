//! What is known of the spelling of the words in sight. Who holds the editor
//! looks them up; here they are collected once, underlined where they are wrong,
//! and put right from the menu. What is quoted was written by somebody else.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use iced::Point;

use super::{Action, Message, State};
use crate::domain::writing::{Block, Place, Selection, spelt};

/// Words that are remembered: more than any letter has.
const MOST: usize = 50_000;

#[derive(Debug, Default)]
pub(super) struct Spelling {
    on: bool,
    known: HashMap<String, bool>,
    asked: RefCell<HashSet<String>>,
    /// The word that the menu speaks of, and what may have been meant.
    pub(super) wrong: Option<(Selection, Vec<String>)>,
}

impl State {
    /// Whether words are looked up.
    pub fn spell(&mut self, on: bool) {
        self.spelling = Spelling { on, ..Spelling::default() };
    }

    /// Some dictionaries say which words are right.
    pub(super) fn checked(&mut self, words: Vec<(String, bool)>) {
        if self.spelling.known.len() > MOST {
            self.spelling.known.clear();
            self.spelling.asked.borrow_mut().clear();
        }
        self.spelling.known.extend(words);
    }

    /// The wrong word at a place.
    pub(super) fn wrong_at(&self, place: Place) -> Option<(Selection, String)> {
        let block = self.document().block(place.block)?;
        let mut wrong = self.spelling.wrong(block, place.at..place.at).into_iter();
        let range = wrong.find(|range| range.start <= place.at && place.at <= range.end)?;
        let word = block.paragraph()?.text().get(range.clone())?.to_owned();
        Some((Selection::new(Place::new(place.block, range.start), Place::new(place.block, range.end)), word))
    }

    /// One of what may have been meant, in place of the word.
    pub(super) fn put_right(&mut self, nth: usize) -> Action {
        let Some((place, words)) = self.spelling.wrong.take() else { return Action::None };
        let Some(word) = words.get(nth) else { return Action::None };
        let before = self.hand.selection();
        let touched = self.hand.replace(&[place], word);
        super::pressed(self.follow(touched, before))
    }

    /// The word is right, here and from now on.
    pub(super) fn learn(&mut self) -> Action {
        let Some((place, _)) = self.spelling.wrong.take() else { return Action::None };
        let word = self.document().letters(place);
        let _ = self.spelling.known.insert(word.clone(), true);
        Action::Learn(word)
    }

    pub(super) fn suggested(&mut self, at: Option<Point>, words: Vec<String>) -> Action {
        if let Some((_, suggestions)) = &mut self.spelling.wrong {
            *suggestions = words;
        }
        Action::Menu(at)
    }
}

impl Spelling {
    /// The words of blocks that nobody was asked about yet, of each in a stretch.
    pub(super) fn unknown<'a>(&self, blocks: impl Iterator<Item = (&'a Block, Range<usize>)>) -> Option<Message> {
        if !self.on {
            return None;
        }
        let mut asked = self.asked.borrow_mut();
        let mut unknown = Vec::new();
        for (text, part) in blocks.filter_map(|(block, part)| Some((own(block)?, part))) {
            for range in within(text, part) {
                let Some(word) = text.get(range).filter(|word| !self.known.contains_key(*word)) else { continue };
                if asked.insert(word.to_owned()) {
                    unknown.push(word.to_owned());
                }
            }
        }
        (!unknown.is_empty()).then_some(Message::Met(unknown))
    }

    /// Where the wrong words of a block stand, in a stretch of it.
    pub(super) fn wrong(&self, block: &Block, part: Range<usize>) -> Vec<Range<usize>> {
        let Some(text) = own(block).filter(|_| self.on) else { return Vec::new() };
        let mut words = within(text, part);
        words.retain(|range| text.get(range.clone()).and_then(|word| self.known.get(word)) == Some(&false));
        words
    }
}

/// The words of a stretch of a text, those that it cuts whole.
fn within(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let (start, end) = (text.floor_char_boundary(part.start), text.ceil_char_boundary(part.end));
    let before = text.get(..start).and_then(|before| before.char_indices().rfind(|(_, c)| c.is_whitespace()));
    let from = before.map_or(0, |(at, c)| at + c.len_utf8());
    let to = text.get(end..).and_then(|after| after.find(char::is_whitespace)).map_or(text.len(), |at| end + at);
    let words = spelt(text.get(from..to).unwrap_or_default());
    words.into_iter().map(|range| from + range.start..from + range.end).collect()
}

/// What was written here.
fn own(block: &Block) -> Option<&str> {
    block.paragraph().filter(|paragraph| paragraph.form.quote == 0).map(crate::domain::writing::Paragraph::text)
}
