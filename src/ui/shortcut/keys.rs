//! What is pressed, and how it is drawn: keys with what is held along with them.

use iced::keyboard::key::{Code, Named, Physical};
use iced::keyboard::{Event, Key, Modifiers};

use crate::i18n::Words;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Keys {
    held: Held,
    stroke: Stroke,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Held {
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

impl Cap {
    pub fn says(self, words: &Words) -> String {
        match self {
            Self::Word(key) => words.say(key),
            Self::Sign(sign) => sign.to_owned(),
            Self::Letter(letter) => letter.to_string(),
        }
    }
}

pub(in crate::ui) const fn named(key: Named) -> Keys {
    Keys { held: Held::Nothing, stroke: Stroke::Named(key) }
}

pub(super) const fn held(held: Held, key: Named) -> Keys {
    Keys { held, stroke: Stroke::Named(key) }
}

pub(in crate::ui) const fn sign(sign: char) -> Keys {
    Keys { held: Held::Nothing, stroke: Stroke::Sign(sign) }
}

pub(in crate::ui) const fn command(sign: char) -> Keys {
    Keys { held: Held::Command, stroke: Stroke::Sign(sign) }
}

/// Ctrl with a key that has a name.
pub(in crate::ui) const fn command_named(key: Named) -> Keys {
    Keys { held: Held::Command, stroke: Stroke::Named(key) }
}

/// Ctrl and Shift with a letter.
pub(in crate::ui) const fn command_shift(sign: char) -> Keys {
    Keys { held: Held::CommandShift, stroke: Stroke::Sign(sign) }
}

/// Ctrl with `+`, wherever the keyboard has it.
pub(super) const fn command_plus() -> Keys {
    Keys { held: Held::Command, stroke: Stroke::Plus }
}

/// Ctrl with a digit of the upper row.
pub(super) const fn command_digit(digit: char, code: Code) -> Keys {
    Keys { held: Held::Command, stroke: Stroke::Digit(digit, code) }
}

/// A digit, in the upper row with or without Shift.
pub(super) const fn digit(digit: char, code: Code) -> Keys {
    Keys { held: Held::Nothing, stroke: Stroke::Digit(digit, code) }
}

impl Keys {
    /// The caps to draw, in the order in which they are pressed.
    pub fn caps(self) -> Vec<Cap> {
        let command = if Modifiers::COMMAND == Modifiers::LOGO { "key-cmd" } else { "key-ctrl" };
        let held: &[&'static str] = match self.held {
            Held::Nothing => &[],
            Held::Shift => &["key-shift"],
            Held::Alt => &["key-alt"],
            Held::Command => &[command],
            Held::CommandShift => &[command, "key-shift"],
        };
        let stroke = match self.stroke {
            Stroke::Named(key) => cap_of(key),
            Stroke::Plus => Cap::Sign("+"),
            Stroke::Sign(c) | Stroke::Digit(c, _) => Cap::Letter(c.to_ascii_uppercase()),
        };
        held.iter().copied().map(Cap::Word).chain([stroke]).collect()
    }

    /// In words: "Ctrl+Z".
    pub fn says(self, words: &Words) -> String {
        let caps = self.caps();
        caps.iter().map(|cap| cap.says(words)).collect::<Vec<_>>().join("+")
    }

    pub(in crate::ui) fn match_event(self, event: &Event) -> bool {
        let Event::KeyPressed { key, modified_key, physical_key, modifiers, text, .. } = event else { return false };
        match self.stroke {
            Stroke::Named(wanted) => *key == Key::Named(wanted) && self.held.is_exactly(*modifiers),
            // A letter is the same with Caps Lock on, and another one with Shift.
            Stroke::Sign(wanted) if self.held == Held::Nothing && wanted.is_alphabetic() => {
                let typed = text.as_deref().and_then(only_char).map(|c| c.to_ascii_lowercase());
                typed == Some(wanted) && Held::Nothing.is_exactly(*modifiers)
            }
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
    pub(super) fn are_beyond_fields(self) -> bool {
        match self.stroke {
            Stroke::Named(key) => matches!(key, Named::Escape | Named::F1 | Named::F5 | Named::F6 | Named::F9),
            // A field chooses and takes back its own text.
            Stroke::Sign(c) => self.held == Held::Command && c.is_alphabetic() && !matches!(c, 'a' | 'z'),
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
            Self::CommandShift => Modifiers::COMMAND.union(Modifiers::SHIFT),
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
        Named::Delete => Cap::Word("key-delete"),
        Named::ContextMenu => Cap::Word("key-menu"),
        Named::F1 => Cap::Sign("F1"),
        Named::F2 => Cap::Sign("F2"),
        Named::F10 => Cap::Sign("F10"),
        Named::F11 => Cap::Sign("F11"),
        Named::F5 => Cap::Sign("F5"),
        Named::F6 => Cap::Sign("F6"),
        Named::F9 => Cap::Sign("F9"),
        _ => Cap::Sign("?"),
    }
}
