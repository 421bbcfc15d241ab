//! What can be asked where a message is written: when it leaves, what stands under
//! it, and of its words.

use iced::Point;

use super::list::ticked;
use super::{Choice, Entry, State};
use crate::domain::Timestamp;
use crate::i18n::Words;
use crate::ui::icon;
use crate::ui::widget::editor::{Offer, Pick};
use crate::ui::writing::options;

impl State {
    /// When a message may leave, if not at once.
    pub fn of_leaving(at: Point, words: &Words, moments: &[Timestamp]) -> Self {
        let entry = |moment: &Timestamp| {
            let name = words.date_stamp(*moment);
            Entry::new(Choice::Leave(*moment), icon::clock, "menu-leave").named(name)
        };
        Self::new(at, moments.iter().map(entry).collect())
    }

    /// What can be asked of a message beside its words; what is so has a tick.
    pub fn of_options(at: Point, lines: &[options::Line]) -> Self {
        let entry = |line: &options::Line| {
            ticked(Choice::Option(line.choice), line.on == Some(true), line.words).apart(line.apart)
        };
        Self::new(at, lines.iter().map(entry).collect())
    }

    /// What may stand under a message; what does has a tick.
    pub fn of_signatures(at: Point, names: Vec<(String, bool)>, none: bool) -> Self {
        let entry = |(place, (name, stands)): (usize, (String, bool))| match name.trim() {
            "" => ticked(Choice::Sign(Some(place)), stands, "settings-signature-unnamed"),
            _ => ticked(Choice::Sign(Some(place)), stands, "menu-signature").named(name),
        };
        let mut entries: Vec<Entry> = names.into_iter().enumerate().map(entry).collect();
        entries.push(ticked(Choice::Sign(None), none, "menu-no-signature"));
        Self::new(at, entries)
    }

    /// Of a text that is written. What may have been meant by a wrong word comes
    /// first; keys are the text's own, and not drawn here.
    pub fn of_writing(at: Point, offer: &Offer) -> Self {
        let entry = |pick, icon, words| Entry::new(Choice::Write(pick), icon, words);
        let mut entries = Vec::new();
        for (nth, word) in offer.suggestions.iter().enumerate() {
            let suggestion = entry(Pick::Suggestion(nth), icon::nothing, "menu-suggestion");
            entries.push(suggestion.named(word.clone()));
        }
        if offer.wrong && offer.suggestions.is_empty() {
            entries.push(entry(Pick::Suggestion(0), icon::nothing, "menu-no-suggestion").enabled(false));
        }
        if offer.wrong {
            entries.push(entry(Pick::Learn, icon::dictionary, "menu-learn").apart(true));
        }
        entries.push(entry(Pick::Cut, icon::cut, "menu-cut").apart(offer.wrong).enabled(offer.chosen));
        entries.push(entry(Pick::Copy, icon::copy, "menu-copy").enabled(offer.chosen));
        entries.push(entry(Pick::Paste, icon::paste, "menu-paste"));
        if offer.rich {
            entries.push(entry(Pick::PastePlain, icon::paste_plain, "menu-paste-plain"));
            entries.push(entry(Pick::Link, icon::link, "menu-link").apart(true));
        }
        entries.push(entry(Pick::All, icon::nothing, "menu-all").apart(true));
        Self::new(at, entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::menu::{Action, Message};

    #[test]
    fn what_may_have_been_meant_comes_first() {
        let wrong = Offer { wrong: true, suggestions: vec!["phlébite".to_owned()], ..Offer::default() };
        let mut menu = State::of_writing(Point::ORIGIN, &wrong).by_key();
        assert_eq!(menu.update(Message::Entered), Action::Do(Choice::Write(Pick::Suggestion(0))));
        let mut helpless = State::of_writing(Point::ORIGIN, &Offer { wrong: true, ..Offer::default() }).by_key();
        assert_eq!(helpless.update(Message::Entered), Action::Do(Choice::Write(Pick::Learn)));
        let mut plain = State::of_writing(Point::ORIGIN, &Offer::default()).by_key();
        assert_eq!(plain.update(Message::Entered), Action::Do(Choice::Write(Pick::Paste)), "nothing is selected");
    }
}
