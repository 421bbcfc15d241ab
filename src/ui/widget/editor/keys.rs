//! What a key means in a text, and the commands that have keys of their own.
//! Ctrl and Alt together type signs: nothing here asks for them.

use iced::keyboard::key::Named;
use iced::keyboard::{Event, Key, Modifiers};

use super::{Command, Go, Message};
use crate::domain::writing::{Align, Emphasis, Leap, List, Reach};
use crate::ui::shortcut::Keys;
use crate::ui::shortcut::keys::{command, command_shift};

/// The keys of each command; the first one is what a tooltip names.
const COMMANDS: &[(Command, Keys)] = &[
    (Command::Toggle(Emphasis::Bold), command('b')),
    (Command::Toggle(Emphasis::Italic), command('i')),
    (Command::Toggle(Emphasis::Underline), command('u')),
    (Command::Toggle(Emphasis::Strike), command_shift('x')),
    (Command::Inks, command_shift('k')),
    (Command::Markers, command_shift('h')),
    (Command::Sizes, command_shift('p')),
    (Command::List(List::Bulleted), command_shift('l')),
    (Command::List(List::Numbered), command_shift('n')),
    (Command::Deeper, command('m')),
    (Command::Shallower, command_shift('m')),
    (Command::Quote, command_shift('g')),
    (Command::Unquote, command_shift('d')),
    (Command::Align(Align::Left), command('l')),
    (Command::Align(Align::Centre), command('e')),
    (Command::Align(Align::Right), command('r')),
    (Command::Align(Align::Justify), command('j')),
    (Command::Link, command('k')),
    (Command::Picture, command_shift('i')),
    (Command::Plain, command_shift('e')),
    (Command::Find, command('f')),
    (Command::Replace, command('h')),
    (Command::Undo, command('z')),
    (Command::Redo, command('y')),
    (Command::Redo, command_shift('z')),
];

/// What a tooltip names.
pub(super) fn keys_of(command: Command) -> Option<Keys> {
    COMMANDS.iter().find(|(found, _)| *found == command).map(|(_, keys)| *keys)
}

/// The keys of all that has words of its own.
pub fn in_words() -> impl Iterator<Item = (Keys, &'static str)> {
    let rest = [(Command::Find, "editor-find"), (Command::Replace, "editor-replace")];
    let all = super::bar::commands().chain(rest);
    all.filter_map(|(command, words)| Some((keys_of(command)?, words)))
}

/// What is asked of the clipboard: the widget has it at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Board {
    Copy,
    Cut,
    Paste { plain: bool },
}

#[derive(Debug)]
pub(super) enum Meaning {
    Tell(Message),
    Board(Board),
}

/// None leaves the key to who stands around. `in_list` says that the caret is in
/// a list, where Tab goes deeper.
pub(super) fn meaning(event: &Event, in_list: bool) -> Option<Meaning> {
    let Event::KeyPressed { key, modifiers, text, physical_key, .. } = event else { return None };
    if let Some((command, _)) = COMMANDS.iter().find(|(_, keys)| keys.match_event(event)) {
        return Some(Meaning::Tell(Message::Do(*command)));
    }
    if let Key::Named(named) = key
        && let Some(message) = named_key(*named, *modifiers, in_list)
    {
        return Some(message);
    }
    if modifiers.command() && !modifiers.alt() {
        let letter = key.to_latin(*physical_key).map(|letter| letter.to_ascii_lowercase())?;
        return Some(match (letter, modifiers.shift()) {
            ('a', false) => Meaning::Tell(Message::All),
            ('c', false) => Meaning::Board(Board::Copy),
            ('x', false) => Meaning::Board(Board::Cut),
            ('v', plain) => Meaning::Board(Board::Paste { plain }),
            _ => return None,
        });
    }
    let text = text.as_ref().filter(|text| !text.is_empty() && !text.chars().any(char::is_control))?;
    let types = !modifiers.logo() && (!modifiers.control() || modifiers.alt());
    types.then(|| Meaning::Tell(Message::Typed(text.to_string())))
}

fn named_key(key: Named, modifiers: Modifiers, in_list: bool) -> Option<Meaning> {
    let (shift, jump) = (modifiers.shift(), modifiers.jump());
    let word = if jump { Leap::Word } else { Leap::Letter };
    let go = |go: Go| Some(Meaning::Tell(Message::Go { go, selecting: shift }));
    let leap = |leap: Leap, forward: bool| go(Go::Leap(leap, forward));
    let erase = |reach: Reach| Some(Meaning::Tell(Message::Erased(reach)));
    match key {
        Named::ArrowLeft => leap(word, false),
        Named::ArrowRight => leap(word, true),
        Named::ArrowUp if jump => leap(Leap::Paragraph, false),
        Named::ArrowDown if jump => leap(Leap::Paragraph, true),
        Named::ArrowUp => go(Go::Line { down: false }),
        Named::ArrowDown => go(Go::Line { down: true }),
        Named::Home if jump => leap(Leap::Document, false),
        Named::End if jump => leap(Leap::Document, true),
        Named::Home => go(Go::Edge { end: false }),
        Named::End => go(Go::Edge { end: true }),
        Named::PageUp => go(Go::Page { down: false }),
        Named::PageDown => go(Go::Page { down: true }),
        Named::Backspace => erase(Reach { leap: word, forward: false }),
        Named::Delete if shift && !jump => Some(Meaning::Board(Board::Cut)),
        Named::Delete => erase(Reach { leap: word, forward: true }),
        Named::Insert if shift => Some(Meaning::Board(Board::Paste { plain: false })),
        Named::Insert if jump => Some(Meaning::Board(Board::Copy)),
        // Ctrl+Enter sends.
        Named::Enter if !jump => Some(Meaning::Tell(Message::Entered { alike: shift })),
        Named::Tab if in_list && !jump => {
            let command = if shift { Command::Shallower } else { Command::Deeper };
            Some(Meaning::Tell(Message::Do(command)))
        }
        Named::ContextMenu => Some(Meaning::Tell(Message::MenuAsked(None))),
        Named::F10 if shift => Some(Meaning::Tell(Message::MenuAsked(None))),
        _ => None,
    }
}
