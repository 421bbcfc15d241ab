//! Every key of the window, in one table: what is pressed, where it counts and
//! what is meant. The help page is drawn from the same table.
//!
//! AZERTY comes first: a sign is judged by what the keyboard produced, never by
//! where it sits, and no shortcut asks for Ctrl+Alt, which types signs on Windows.

pub(in crate::ui) mod keys;

use iced::keyboard::Event;
use iced::keyboard::key::{Code, Named};

use super::deed::Deed;
use crate::domain::Manner;
use crate::i18n::{Words, fl};
use keys::{Held, command, command_digit, command_plus, command_shift, digit, held, named, sign};

pub use keys::{Cap, Keys};

/// What the user means, whatever was pressed to say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Intent {
    // Moving about.
    NextPane,
    PreviousPane,
    NextField,
    PreviousField,
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    /// A folder is unfolded.
    GoIn,
    /// A folder is folded, or left for the one above it.
    GoOut,
    // Mail.
    Write,
    Answer(Manner),
    Search,
    /// In the open message, or in the mailbox where none has the keys.
    FindInPage,
    SearchForm,
    Open,
    SaveAll,
    /// The attachments, one after the other, then the text again.
    View,
    /// The long quote below an answer, folded or not.
    Quotes,
    Print,
    /// Health documents, to the folder of the practice's software.
    Export,
    /// Why the message on view is, or is not, what it claims.
    Seal,
    SyncNow,
    /// With what is chosen.
    Do(Deed),
    /// One of the first nine tags, on or off.
    Tag(u8),
    Undo,
    ChooseAll,
    /// How the list is shown.
    Show,
    /// The menu of what the keys stand on.
    Menu,
    Rename,
    // The window.
    Accept,
    Back,
    Widen,
    Narrow,
    Larger,
    Smaller,
    NormalSize,
    Card,
    Settings,
    Help,
    Quit,
}

/// What the keys are for just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// One of the panes of the main window.
    Pane,
    /// A modal, or a screen of fields: assistant, unlock.
    Dialog,
}

/// The headings of the help page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    Moving,
    Mail,
    Filing,
    Window,
}

impl Group {
    pub const ALL: [Self; 4] = [Self::Moving, Self::Mail, Self::Filing, Self::Window];

    pub fn words(self) -> &'static str {
        match self {
            Self::Moving => "shortcut-group-moving",
            Self::Mail => "shortcut-group-mail",
            Self::Filing => "shortcut-group-filing",
            Self::Window => "shortcut-group-window",
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub struct Shortcut {
    pub what: Intent,
    pub group: Group,
    pub places: &'static [Place],
    /// Any of these.
    pub keys: &'static [Keys],
    /// The Fluent key of the sentence that says what it does.
    pub words: &'static str,
}

const PANE: &[Place] = &[Place::Pane];
const DIALOG: &[Place] = &[Place::Dialog];
const BOTH: &[Place] = &[Place::Pane, Place::Dialog];

const fn row(
    what: Intent,
    group: Group,
    places: &'static [Place],
    words: &'static str,
    keys: &'static [Keys],
) -> Shortcut {
    Shortcut { what, group, places, keys, words }
}

const fn deed(deed: Deed, words: &'static str, keys: &'static [Keys]) -> Shortcut {
    row(Intent::Do(deed), Group::Filing, PANE, words, keys)
}

pub const ALL: &[Shortcut] = &[
    row(Intent::NextPane, Group::Moving, PANE, "shortcut-next-pane", &[named(Named::F6), named(Named::Tab)]),
    row(
        Intent::PreviousPane,
        Group::Moving,
        PANE,
        "shortcut-previous-pane",
        &[held(Held::Shift, Named::F6), held(Held::Shift, Named::Tab)],
    ),
    row(Intent::Up, Group::Moving, BOTH, "shortcut-up", &[named(Named::ArrowUp)]),
    row(Intent::Down, Group::Moving, BOTH, "shortcut-down", &[named(Named::ArrowDown)]),
    row(Intent::PageUp, Group::Moving, BOTH, "shortcut-page-up", &[named(Named::PageUp)]),
    row(Intent::PageDown, Group::Moving, BOTH, "shortcut-page-down", &[named(Named::PageDown)]),
    row(Intent::First, Group::Moving, PANE, "shortcut-first", &[named(Named::Home)]),
    row(Intent::Last, Group::Moving, PANE, "shortcut-last", &[named(Named::End)]),
    row(Intent::GoIn, Group::Moving, PANE, "shortcut-go-in", &[named(Named::ArrowRight)]),
    row(Intent::GoOut, Group::Moving, PANE, "shortcut-go-out", &[named(Named::ArrowLeft)]),
    row(Intent::NextField, Group::Moving, DIALOG, "shortcut-next-field", &[named(Named::Tab)]),
    row(Intent::PreviousField, Group::Moving, DIALOG, "shortcut-previous-field", &[held(Held::Shift, Named::Tab)]),
    row(Intent::Write, Group::Mail, PANE, "shortcut-write", &[sign('n'), command('n')]),
    row(Intent::Answer(Manner::Reply), Group::Mail, PANE, "shortcut-reply", &[sign('r'), command('r')]),
    row(Intent::Answer(Manner::ReplyAll), Group::Mail, PANE, "shortcut-reply-all", &[sign('a'), command_shift('r')]),
    row(Intent::Answer(Manner::ForwardAttached), Group::Mail, PANE, "shortcut-forward", &[sign('f'), command('l')]),
    row(Intent::Search, Group::Mail, PANE, "shortcut-search", &[sign('/'), command('k')]),
    row(Intent::FindInPage, Group::Mail, PANE, "shortcut-find", &[command('f')]),
    row(Intent::SearchForm, Group::Mail, PANE, "shortcut-search-form", &[command_shift('f')]),
    row(Intent::Open, Group::Mail, PANE, "shortcut-open", &[named(Named::Enter)]),
    row(Intent::SaveAll, Group::Mail, PANE, "shortcut-save-all", &[command('s')]),
    row(Intent::View, Group::Mail, PANE, "shortcut-view", &[sign('p')]),
    row(Intent::Quotes, Group::Mail, PANE, "shortcut-quotes", &[sign('q')]),
    row(Intent::Print, Group::Mail, PANE, "shortcut-print", &[command('p')]),
    row(Intent::Export, Group::Mail, PANE, "shortcut-export", &[command_shift('e')]),
    row(Intent::Seal, Group::Mail, PANE, "shortcut-seal", &[command('i')]),
    row(Intent::SyncNow, Group::Mail, PANE, "shortcut-sync-now", &[named(Named::F5)]),
    deed(Deed::Archive, "shortcut-archive", &[sign('e')]),
    deed(Deed::Delete, "shortcut-delete", &[named(Named::Delete)]),
    deed(Deed::Destroy, "shortcut-destroy", &[held(Held::Shift, Named::Delete)]),
    deed(Deed::Junk, "shortcut-junk", &[sign('j')]),
    deed(Deed::Move, "shortcut-move", &[sign('m')]),
    deed(Deed::Copy, "shortcut-copy", &[command_shift('c')]),
    deed(Deed::Seen, "shortcut-seen", &[sign('u')]),
    deed(Deed::Flag, "shortcut-flag", &[sign('s'), sign('*')]),
    deed(Deed::Tag, "shortcut-tag", &[sign('t')]),
    row(Intent::Tag(1), Group::Filing, PANE, "shortcut-tag-nth", &[digit('1', Code::Digit1)]),
    row(Intent::Tag(2), Group::Filing, PANE, "shortcut-tag-nth", &[digit('2', Code::Digit2)]),
    row(Intent::Tag(3), Group::Filing, PANE, "shortcut-tag-nth", &[digit('3', Code::Digit3)]),
    row(Intent::Tag(4), Group::Filing, PANE, "shortcut-tag-nth", &[digit('4', Code::Digit4)]),
    row(Intent::Tag(5), Group::Filing, PANE, "shortcut-tag-nth", &[digit('5', Code::Digit5)]),
    row(Intent::Tag(6), Group::Filing, PANE, "shortcut-tag-nth", &[digit('6', Code::Digit6)]),
    row(Intent::Tag(7), Group::Filing, PANE, "shortcut-tag-nth", &[digit('7', Code::Digit7)]),
    row(Intent::Tag(8), Group::Filing, PANE, "shortcut-tag-nth", &[digit('8', Code::Digit8)]),
    row(Intent::Tag(9), Group::Filing, PANE, "shortcut-tag-nth", &[digit('9', Code::Digit9)]),
    row(Intent::Undo, Group::Filing, PANE, "shortcut-undo", &[command('z')]),
    row(Intent::ChooseAll, Group::Filing, PANE, "shortcut-choose-all", &[command('a')]),
    row(Intent::Show, Group::Mail, PANE, "shortcut-show", &[sign('v')]),
    row(
        Intent::Menu,
        Group::Filing,
        PANE,
        "shortcut-menu",
        &[named(Named::ContextMenu), held(Held::Shift, Named::F10)],
    ),
    row(Intent::Rename, Group::Filing, PANE, "shortcut-rename", &[named(Named::F2)]),
    row(Intent::Accept, Group::Window, DIALOG, "shortcut-accept", &[named(Named::Enter)]),
    row(Intent::Back, Group::Window, BOTH, "shortcut-back", &[named(Named::Escape)]),
    row(Intent::Widen, Group::Window, PANE, "shortcut-widen", &[held(Held::Alt, Named::ArrowRight)]),
    row(Intent::Narrow, Group::Window, PANE, "shortcut-narrow", &[held(Held::Alt, Named::ArrowLeft)]),
    row(Intent::Larger, Group::Window, BOTH, "shortcut-larger", &[command_plus()]),
    row(Intent::Smaller, Group::Window, BOTH, "shortcut-smaller", &[command('-')]),
    row(Intent::NormalSize, Group::Window, BOTH, "shortcut-normal-size", &[command_digit('0', Code::Digit0)]),
    row(Intent::Card, Group::Window, PANE, "shortcut-card", &[named(Named::F9)]),
    row(Intent::Settings, Group::Window, PANE, "shortcut-settings", &[command(',')]),
    row(Intent::Help, Group::Window, BOTH, "shortcut-help", &[named(Named::F1)]),
    row(Intent::Quit, Group::Window, BOTH, "shortcut-quit", &[command('q')]),
];

/// The keys that mean it.
pub fn keys_of(what: Intent) -> &'static [Keys] {
    ALL.iter().find(|shortcut| shortcut.what == what).map_or(&[], |shortcut| shortcut.keys)
}

/// What a button does, and the keys that do it too.
pub fn with_keys(words: &Words, says: String, what: Intent) -> String {
    match keys_of(what).first() {
        Some(keys) => fl!(words, "deed-with-keys", says = says, keys = keys.says(words)),
        None => says,
    }
}

/// What a key press means here, if anything. `captured` says that a widget, a
/// text field most often, has used the event already.
pub fn intent(event: &Event, captured: bool, place: Place) -> Option<Intent> {
    let Event::KeyPressed { repeat, .. } = event else { return None };
    let (what, keys) = ALL
        .iter()
        .filter(|shortcut| shortcut.places.contains(&place))
        .find_map(|shortcut| Some((shortcut.what, shortcut.keys.iter().find(|keys| keys.match_event(event))?)))?;
    if captured && !keys.are_beyond_fields() || *repeat && !what.may_repeat() {
        return None;
    }
    Some(what)
}

impl Intent {
    /// A key held down goes on moving, but opens or saves only once.
    fn may_repeat(self) -> bool {
        match self {
            Self::NextPane
            | Self::PreviousPane
            | Self::NextField
            | Self::PreviousField
            | Self::Up
            | Self::Down
            | Self::PageUp
            | Self::PageDown
            | Self::Widen
            | Self::Narrow
            | Self::Larger
            | Self::Smaller => true,
            Self::First
            | Self::Last
            | Self::GoIn
            | Self::GoOut
            | Self::Do(_)
            | Self::Tag(_)
            | Self::Undo
            | Self::ChooseAll
            | Self::Show
            | Self::Menu
            | Self::Rename
            | Self::Write
            | Self::Answer(_)
            | Self::Search
            | Self::FindInPage
            | Self::SearchForm
            | Self::Open
            | Self::SaveAll
            | Self::Print
            | Self::Export
            | Self::Seal
            | Self::View
            | Self::Quotes
            | Self::SyncNow
            | Self::Accept
            | Self::Back
            | Self::NormalSize
            | Self::Card
            | Self::Settings
            | Self::Help
            | Self::Quit => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use iced::keyboard::key::Physical;
    use iced::keyboard::{Key, Location, Modifiers};

    use super::*;

    /// One key press: what the key gives alone, with its modifiers, and as text.
    fn press(alone: Key, modified: Key, code: Code, modifiers: Modifiers, text: Option<&str>) -> Event {
        Event::KeyPressed {
            key: alone,
            modified_key: modified,
            physical_key: Physical::Code(code),
            location: Location::Standard,
            modifiers,
            text: text.map(Into::into),
            repeat: false,
        }
    }

    fn letter(c: &str, code: Code, modifiers: Modifiers) -> Event {
        press(Key::Character(c.into()), Key::Character(c.into()), code, modifiers, Some(c))
    }

    fn key(named: Named, modifiers: Modifiers) -> Event {
        press(Key::Named(named), Key::Named(named), Code::F24, modifiers, None)
    }

    const NONE: Modifiers = Modifiers::NONE;
    const SHIFT: Modifiers = Modifiers::SHIFT;
    const COMMAND: Modifiers = Modifiers::COMMAND;

    #[test]
    fn each_key_means_one_thing_in_a_pane() {
        let table = [
            (letter("f", Code::KeyF, COMMAND), Intent::FindInPage),
            (letter("k", Code::KeyK, COMMAND), Intent::Search),
            (key(Named::F6, NONE), Intent::NextPane),
            (key(Named::F6, SHIFT), Intent::PreviousPane),
            (key(Named::Tab, NONE), Intent::NextPane),
            (key(Named::Tab, SHIFT), Intent::PreviousPane),
            (key(Named::ArrowUp, NONE), Intent::Up),
            (key(Named::PageDown, NONE), Intent::PageDown),
            (key(Named::Home, NONE), Intent::First),
            (key(Named::Enter, NONE), Intent::Open),
            (key(Named::Escape, NONE), Intent::Back),
            (key(Named::F1, NONE), Intent::Help),
            (key(Named::F5, NONE), Intent::SyncNow),
            (letter(",", Code::KeyM, COMMAND), Intent::Settings),
            (letter("s", Code::KeyS, COMMAND), Intent::SaveAll),
            (letter("i", Code::KeyI, COMMAND), Intent::Seal),
            (letter("p", Code::KeyP, NONE), Intent::View),
            (letter("q", Code::KeyA, NONE), Intent::Quotes),
            (letter("p", Code::KeyP, COMMAND), Intent::Print),
            (letter("q", Code::KeyA, COMMAND), Intent::Quit),
            (key(Named::ArrowRight, Modifiers::ALT), Intent::Widen),
            (key(Named::ArrowLeft, Modifiers::ALT), Intent::Narrow),
            (letter("e", Code::KeyE, NONE), Intent::Do(Deed::Archive)),
            (letter("E", Code::KeyE, NONE), Intent::Do(Deed::Archive)),
            (key(Named::Delete, NONE), Intent::Do(Deed::Delete)),
            (key(Named::Delete, SHIFT), Intent::Do(Deed::Destroy)),
            (letter("c", Code::KeyC, COMMAND | SHIFT), Intent::Do(Deed::Copy)),
            (letter("*", Code::Backslash, NONE), Intent::Do(Deed::Flag)),
            (letter("z", Code::KeyW, COMMAND), Intent::Undo),
            (key(Named::F10, SHIFT), Intent::Menu),
        ];
        for (event, wanted) in table {
            assert_eq!(intent(&event, false, Place::Pane), Some(wanted), "{event:?}");
        }
    }

    #[test]
    fn azerty_finds_the_signs_where_it_has_them() {
        let slash = press(Key::Character(":".into()), Key::Character("/".into()), Code::Period, SHIFT, Some("/"));
        assert_eq!(intent(&slash, false, Place::Pane), Some(Intent::Search));
        let plus =
            press(Key::Character("=".into()), Key::Character("+".into()), Code::Equal, COMMAND | SHIFT, Some("+"));
        assert_eq!(intent(&plus, false, Place::Pane), Some(Intent::Larger));
        let equals = letter("=", Code::Equal, COMMAND);
        assert_eq!(intent(&equals, false, Place::Pane), Some(Intent::Larger));
        let minus = letter("-", Code::Digit6, COMMAND);
        assert_eq!(intent(&minus, false, Place::Pane), Some(Intent::Smaller));
        let zero = letter("à", Code::Digit0, COMMAND);
        assert_eq!(intent(&zero, false, Place::Pane), Some(Intent::NormalSize));
        let one = letter("&", Code::Digit1, NONE);
        assert_eq!(intent(&one, false, Place::Pane), Some(Intent::Tag(1)));
        let pad = letter("0", Code::Numpad0, COMMAND);
        assert_eq!(intent(&pad, false, Place::Pane), Some(Intent::NormalSize));
    }

    #[test]
    fn alt_gr_writes_and_commands_nothing() {
        let alt_gr = Modifiers::CTRL | Modifiers::ALT;
        for (c, code) in [("f", Code::KeyF), ("q", Code::KeyA), ("s", Code::KeyS), ("/", Code::Period)] {
            assert_eq!(intent(&letter(c, code, alt_gr), false, Place::Pane), None, "{c}");
        }
    }

    #[test]
    fn shift_makes_another_letter_shortcut() {
        assert_eq!(intent(&letter("f", Code::KeyF, COMMAND | SHIFT), false, Place::Pane), Some(Intent::SearchForm));
        assert_eq!(intent(&letter("k", Code::KeyK, COMMAND | SHIFT), false, Place::Pane), None);
        assert_eq!(intent(&letter("E", Code::KeyE, SHIFT), false, Place::Pane), None);
    }

    #[test]
    fn a_keyboard_without_latin_letters_keeps_its_shortcuts() {
        assert_eq!(intent(&letter("а", Code::KeyF, COMMAND), false, Place::Pane), Some(Intent::FindInPage));
    }

    #[test]
    fn a_field_keeps_what_it_writes_and_lets_the_rest_through() {
        assert_eq!(intent(&letter("/", Code::Slash, NONE), true, Place::Pane), None);
        assert_eq!(intent(&key(Named::Home, NONE), true, Place::Pane), None);
        assert_eq!(intent(&key(Named::Enter, NONE), true, Place::Dialog), None);
        assert_eq!(intent(&key(Named::Escape, NONE), true, Place::Dialog), Some(Intent::Back));
        assert_eq!(intent(&key(Named::F1, NONE), true, Place::Pane), Some(Intent::Help));
        assert_eq!(intent(&letter("k", Code::KeyK, COMMAND), true, Place::Pane), Some(Intent::Search));
        assert_eq!(intent(&letter("a", Code::KeyQ, COMMAND), true, Place::Pane), None, "all of its own text");
        assert_eq!(intent(&key(Named::Delete, NONE), true, Place::Pane), None);
    }

    #[test]
    fn a_key_held_down_moves_on_but_opens_once() {
        let held = |named| {
            let Event::KeyPressed { key, modified_key, physical_key, location, modifiers, text, .. } = key(named, NONE)
            else {
                unreachable!()
            };
            Event::KeyPressed { key, modified_key, physical_key, location, modifiers, text, repeat: true }
        };
        assert_eq!(intent(&held(Named::ArrowDown), false, Place::Pane), Some(Intent::Down));
        assert_eq!(intent(&held(Named::Enter), false, Place::Pane), None);
    }

    #[test]
    fn a_dialog_has_its_own_keys() {
        assert_eq!(intent(&key(Named::Tab, NONE), false, Place::Dialog), Some(Intent::NextField));
        assert_eq!(intent(&key(Named::Tab, SHIFT), false, Place::Dialog), Some(Intent::PreviousField));
        assert_eq!(intent(&key(Named::Enter, NONE), false, Place::Dialog), Some(Intent::Accept));
        assert_eq!(intent(&key(Named::F5, NONE), false, Place::Dialog), None);
        assert_eq!(intent(&letter("/", Code::Slash, NONE), false, Place::Dialog), None);
    }

    #[test]
    fn no_two_intents_share_keys_in_the_same_place() {
        for place in [Place::Pane, Place::Dialog] {
            let mut seen = HashSet::new();
            for shortcut in ALL.iter().filter(|shortcut| shortcut.places.contains(&place)) {
                for keys in shortcut.keys {
                    assert!(seen.insert(*keys), "{:?} takes a key of another in {place:?}", shortcut.what);
                }
            }
        }
    }

    #[test]
    fn each_shortcut_has_keys_that_can_be_drawn() {
        for shortcut in ALL {
            assert!(!shortcut.keys.is_empty() && !shortcut.places.is_empty());
            for cap in shortcut.keys.iter().flat_map(|keys| keys.caps()) {
                assert_ne!(cap, Cap::Sign("?"), "{:?}", shortcut.what);
            }
        }
        let meanings: HashSet<_> = ALL.iter().map(|shortcut| shortcut.what).collect();
        assert_eq!(meanings.len(), ALL.len(), "a meaning has two rows");
    }
}
