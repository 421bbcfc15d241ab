//! Every key of the window, in one table: what is pressed, where it counts and
//! what is meant. The help page is drawn from the same table.
//!
//! AZERTY comes first: a sign is judged by what the keyboard produced, never by
//! where it sits, and no shortcut asks for Ctrl+Alt, which types signs on Windows.

use iced::keyboard::key::{Code, Named, Physical};
use iced::keyboard::{Event, Key, Modifiers};

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
    Search,
    SearchForm,
    Open,
    SaveAll,
    SyncNow,
    // The window.
    Accept,
    Back,
    Widen,
    Narrow,
    Larger,
    Smaller,
    NormalSize,
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
    Window,
}

impl Group {
    pub const ALL: [Self; 3] = [Self::Moving, Self::Mail, Self::Window];

    pub fn words(self) -> &'static str {
        match self {
            Self::Moving => "shortcut-group-moving",
            Self::Mail => "shortcut-group-mail",
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Keys {
    held: Held,
    stroke: Stroke,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Held {
    Nothing,
    Shift,
    Alt,
    /// Ctrl, or Cmd on a Mac.
    Command,
    CommandShift,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Stroke {
    Named(Named),
    Sign(char),
    /// `+`, or the `=` that shares its key on most keyboards.
    Plus,
    /// A digit of the upper row, which AZERTY gives only with Shift.
    Digit(char, Code),
}

/// One key as it is drawn: a word to translate, or a sign as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cap {
    Word(&'static str),
    Sign(&'static str),
    Letter(char),
}

const fn named(key: Named) -> Keys {
    Keys { held: Held::Nothing, stroke: Stroke::Named(key) }
}

const fn held(held: Held, key: Named) -> Keys {
    Keys { held, stroke: Stroke::Named(key) }
}

const fn sign(sign: char) -> Keys {
    Keys { held: Held::Nothing, stroke: Stroke::Sign(sign) }
}

const fn command(sign: char) -> Keys {
    Keys { held: Held::Command, stroke: Stroke::Sign(sign) }
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

pub const ALL: &[Shortcut] = &[
    row(Intent::NextPane, Group::Moving, PANE, "shortcut-next-pane", &[named(Named::F6), named(Named::Tab)]),
    row(
        Intent::PreviousPane,
        Group::Moving,
        PANE,
        "shortcut-previous-pane",
        &[held(Held::Shift, Named::F6), held(Held::Shift, Named::Tab)],
    ),
    row(Intent::Up, Group::Moving, PANE, "shortcut-up", &[named(Named::ArrowUp)]),
    row(Intent::Down, Group::Moving, PANE, "shortcut-down", &[named(Named::ArrowDown)]),
    row(Intent::PageUp, Group::Moving, PANE, "shortcut-page-up", &[named(Named::PageUp)]),
    row(Intent::PageDown, Group::Moving, PANE, "shortcut-page-down", &[named(Named::PageDown)]),
    row(Intent::First, Group::Moving, PANE, "shortcut-first", &[named(Named::Home)]),
    row(Intent::Last, Group::Moving, PANE, "shortcut-last", &[named(Named::End)]),
    row(Intent::GoIn, Group::Moving, PANE, "shortcut-go-in", &[named(Named::ArrowRight)]),
    row(Intent::GoOut, Group::Moving, PANE, "shortcut-go-out", &[named(Named::ArrowLeft)]),
    row(Intent::NextField, Group::Moving, DIALOG, "shortcut-next-field", &[named(Named::Tab)]),
    row(Intent::PreviousField, Group::Moving, DIALOG, "shortcut-previous-field", &[held(Held::Shift, Named::Tab)]),
    row(Intent::Search, Group::Mail, PANE, "shortcut-search", &[sign('/'), command('f'), command('k')]),
    row(
        Intent::SearchForm,
        Group::Mail,
        PANE,
        "shortcut-search-form",
        &[Keys { held: Held::CommandShift, stroke: Stroke::Sign('f') }],
    ),
    row(Intent::Open, Group::Mail, PANE, "shortcut-open", &[named(Named::Enter)]),
    row(Intent::SaveAll, Group::Mail, PANE, "shortcut-save-all", &[command('s')]),
    row(Intent::SyncNow, Group::Mail, PANE, "shortcut-sync-now", &[named(Named::F5)]),
    row(Intent::Accept, Group::Window, DIALOG, "shortcut-accept", &[named(Named::Enter)]),
    row(Intent::Back, Group::Window, BOTH, "shortcut-back", &[named(Named::Escape)]),
    row(Intent::Widen, Group::Window, PANE, "shortcut-widen", &[held(Held::Alt, Named::ArrowRight)]),
    row(Intent::Narrow, Group::Window, PANE, "shortcut-narrow", &[held(Held::Alt, Named::ArrowLeft)]),
    row(Intent::Larger, Group::Window, BOTH, "shortcut-larger", &[Keys { held: Held::Command, stroke: Stroke::Plus }]),
    row(Intent::Smaller, Group::Window, BOTH, "shortcut-smaller", &[command('-')]),
    row(
        Intent::NormalSize,
        Group::Window,
        BOTH,
        "shortcut-normal-size",
        &[Keys { held: Held::Command, stroke: Stroke::Digit('0', Code::Digit0) }],
    ),
    row(Intent::Settings, Group::Window, PANE, "shortcut-settings", &[command(',')]),
    row(Intent::Help, Group::Window, BOTH, "shortcut-help", &[named(Named::F1)]),
    row(Intent::Quit, Group::Window, BOTH, "shortcut-quit", &[command('q')]),
];

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
            | Self::Search
            | Self::SearchForm
            | Self::Open
            | Self::SaveAll
            | Self::SyncNow
            | Self::Accept
            | Self::Back
            | Self::NormalSize
            | Self::Settings
            | Self::Help
            | Self::Quit => false,
        }
    }
}

impl Keys {
    /// The caps to draw, in the order in which they are pressed.
    pub fn caps(self) -> Vec<Cap> {
        let command = Cap::Word(if Modifiers::COMMAND == Modifiers::LOGO { "key-cmd" } else { "key-ctrl" });
        let held = match self.held {
            Held::Nothing => vec![],
            Held::Shift => vec![Cap::Word("key-shift")],
            Held::Alt => vec![Cap::Word("key-alt")],
            Held::Command => vec![command],
            Held::CommandShift => vec![command, Cap::Word("key-shift")],
        };
        let stroke = match self.stroke {
            Stroke::Named(key) => cap_of(key),
            Stroke::Plus => Cap::Sign("+"),
            Stroke::Sign(c) | Stroke::Digit(c, _) => Cap::Letter(c.to_ascii_uppercase()),
        };
        held.into_iter().chain([stroke]).collect()
    }

    fn match_event(self, event: &Event) -> bool {
        let Event::KeyPressed { key, modified_key, physical_key, modifiers, text, .. } = event else { return false };
        match self.stroke {
            Stroke::Named(wanted) => *key == Key::Named(wanted) && self.held.is_exactly(*modifiers),
            Stroke::Sign(wanted) if self.held == Held::Nothing => {
                text.as_deref().and_then(only_char) == Some(wanted) && Held::Nothing.is_but_for_shift(*modifiers)
            }
            Stroke::Sign(wanted) => {
                let produced = key.to_latin(*physical_key).map(|c| c.to_ascii_lowercase()) == Some(wanted);
                // A sign may need Shift on this keyboard; with a letter, Shift means something else.
                let held = if wanted.is_alphabetic() {
                    self.held.is_exactly(*modifiers)
                } else {
                    self.held.is_but_for_shift(*modifiers)
                };
                held && (produced || !wanted.is_alphabetic() && produces(modified_key, wanted))
            }
            Stroke::Plus => {
                let here = ['+', '='].into_iter().any(|c| produces(key, c) || produces(modified_key, c));
                self.held.is_but_for_shift(*modifiers) && here
            }
            Stroke::Digit(wanted, code) => {
                let here = produces(key, wanted) || produces(modified_key, wanted);
                self.held.is_but_for_shift(*modifiers) && (here || *physical_key == Physical::Code(code))
            }
        }
    }

    /// No text field has a use for them, so they count inside one too.
    fn are_beyond_fields(self) -> bool {
        match self.stroke {
            Stroke::Named(key) => matches!(key, Named::Escape | Named::F1 | Named::F5 | Named::F6),
            Stroke::Sign(c) => matches!(self.held, Held::Command | Held::CommandShift) && c.is_alphabetic(),
            Stroke::Plus | Stroke::Digit(..) => false,
        }
    }
}

impl Held {
    fn modifiers(self) -> Modifiers {
        match self {
            Self::Nothing => Modifiers::NONE,
            Self::Shift => Modifiers::SHIFT,
            Self::Alt => Modifiers::ALT,
            Self::Command => Modifiers::COMMAND,
            Self::CommandShift => Modifiers::COMMAND | Modifiers::SHIFT,
        }
    }

    fn is_exactly(self, modifiers: Modifiers) -> bool {
        modifiers == self.modifiers()
    }

    fn is_but_for_shift(self, modifiers: Modifiers) -> bool {
        modifiers.difference(Modifiers::SHIFT) == self.modifiers()
    }
}

fn produces(key: &Key, wanted: char) -> bool {
    matches!(key.as_ref(), Key::Character(text) if only_char(text) == Some(wanted))
}

fn only_char(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn cap_of(key: Named) -> Cap {
    match key {
        Named::Tab => Cap::Word("key-tab"),
        Named::Enter => Cap::Word("key-enter"),
        Named::Escape => Cap::Word("key-escape"),
        Named::PageUp => Cap::Word("key-page-up"),
        Named::PageDown => Cap::Word("key-page-down"),
        Named::Home => Cap::Word("key-home"),
        Named::End => Cap::Word("key-end"),
        Named::ArrowUp => Cap::Sign("↑"),
        Named::ArrowDown => Cap::Sign("↓"),
        Named::ArrowLeft => Cap::Sign("←"),
        Named::ArrowRight => Cap::Sign("→"),
        Named::F1 => Cap::Sign("F1"),
        Named::F5 => Cap::Sign("F5"),
        Named::F6 => Cap::Sign("F6"),
        _ => Cap::Sign("?"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use iced::keyboard::Location;

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
            (letter("f", Code::KeyF, COMMAND), Intent::Search),
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
            (letter("q", Code::KeyA, COMMAND), Intent::Quit),
            (key(Named::ArrowRight, Modifiers::ALT), Intent::Widen),
            (key(Named::ArrowLeft, Modifiers::ALT), Intent::Narrow),
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
    }

    #[test]
    fn a_keyboard_without_latin_letters_keeps_its_shortcuts() {
        assert_eq!(intent(&letter("а", Code::KeyF, COMMAND), false, Place::Pane), Some(Intent::Search));
    }

    #[test]
    fn a_field_keeps_what_it_writes_and_lets_the_rest_through() {
        assert_eq!(intent(&letter("/", Code::Slash, NONE), true, Place::Pane), None);
        assert_eq!(intent(&key(Named::Home, NONE), true, Place::Pane), None);
        assert_eq!(intent(&key(Named::Enter, NONE), true, Place::Dialog), None);
        assert_eq!(intent(&key(Named::Escape, NONE), true, Place::Dialog), Some(Intent::Back));
        assert_eq!(intent(&key(Named::F1, NONE), true, Place::Pane), Some(Intent::Help));
        assert_eq!(intent(&letter("k", Code::KeyK, COMMAND), true, Place::Pane), Some(Intent::Search));
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
