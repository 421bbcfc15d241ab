//! A signature while it is written: its name, and its words in the editor that
//! messages are written in, with looks or without.

use iced::Length;
use iced::widget::{Id, column, container, text, text_input};

use crate::domain::{AccountId, Signature};
use crate::ui::context::Context;
use crate::ui::screen::form::{self, Below};
use crate::ui::theme::{Element, size, space, surface, text as colour};
use crate::ui::widget::editor::{self, Board};
use crate::ui::widget::pieces::rule_across;

/// Five lines and a little.
const HEIGHT: f32 = 140.0;

pub struct State {
    pub(super) account: AccountId,
    pub(super) place: usize,
    name: String,
    editor: editor::State,
}

#[derive(Debug, Clone)]
pub enum Message {
    Named(String),
    Rich(bool),
    Edited(editor::Message),
    Done,
}

/// What the editor asks for.
#[must_use]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    None,
    /// To the clipboard.
    Copy(String),
    /// What the clipboard holds, as [`editor::Message::Pasted`].
    Paste {
        plain: bool,
    },
    /// The keys go there.
    Focus(Id),
}

impl State {
    /// An empty one is written as the messages of its mailbox are.
    pub fn new(account: AccountId, place: usize, signature: &Signature, rich: bool) -> Self {
        let rich = signature.laid.is_some() || rich && signature.text.is_empty();
        let editor = editor::State::new(signature.document(), rich, Board::default()).without_pictures();
        Self { account, place, name: signature.name.clone(), editor }
    }

    pub fn written(&self) -> Signature {
        Signature::written(self.name.trim(), self.editor.document(), self.editor.is_rich())
    }

    pub fn update(&mut self, message: Message) -> Action {
        let action = match message {
            Message::Named(name) => {
                self.name = name;
                return Action::None;
            }
            Message::Rich(rich) => self.editor.set_rich(rich),
            Message::Edited(message) => self.editor.update(message),
            Message::Done => return Action::None,
        };
        match action {
            editor::Action::Copy { text, .. } => Action::Copy(text),
            editor::Action::Paste { plain } => Action::Paste { plain },
            editor::Action::Focus(id) => Action::Focus(id),
            editor::Action::Pressed { .. } => Action::Focus(self.editor.id()),
            // Neither pictures nor menus here, and its words are names.
            _ => Action::None,
        }
    }

    pub fn view<'a>(&'a self, context: &Context<'_>) -> Element<'a, Message> {
        let words = context.words;
        let name = text_input(&words.say("settings-signature-name"), &self.name).on_input(Message::Named);
        let bar = self.editor.is_rich().then(|| {
            let bar = container(editor::bar(&self.editor, words)).style(surface::window).width(Length::Fill);
            column![bar, rule_across()]
        });
        let written = editor::view(&self.editor, words, context.theme, words.say("settings-signature-hint"));
        let written = container(written).height(HEIGHT).width(Length::Fill);
        let finder = editor::finder(&self.editor, words);
        let framed = container(column![bar, finder, written]).padding(1).style(surface::raised);
        let framed = Element::<editor::Message>::from(framed).map(Message::Edited);
        let note = text(words.say("settings-signature-fields")).size(size::SMALL).style(colour::muted);
        let rich = form::tick(words.say("settings-signature-rich"), self.editor.is_rich(), Message::Rich);
        column![form::input(name, &Below::Nothing), framed, note, rich].spacing(space::S).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::writing::{Document, Emphasis};
    use crate::ui::widget::editor::Command;

    fn open(signature: &Signature, rich: bool) -> State {
        State::new(AccountId(1), 0, signature, rich)
    }

    #[test]
    fn a_signature_keeps_its_looks_if_it_is_to_have_some() {
        let mut state = open(&Signature::default(), true);
        let _ = state.update(Message::Named(" Cabinet ".to_owned()));
        let bold = editor::Message::Do(Command::Toggle(Emphasis::Bold));
        let _ = state.update(Message::Edited(bold));
        let _ = state.update(Message::Edited(editor::Message::Typed("Dr {nom}".to_owned())));
        let written = state.written();
        assert_eq!((written.name.as_str(), written.text.as_str()), ("Cabinet", "Dr {nom}"));
        assert!(written.laid.as_ref().is_some_and(|laid| *laid != Document::plain("Dr {nom}")), "bold");

        let mut again = open(&written, false);
        assert_eq!(again.written(), written);
        let _ = again.update(Message::Rich(false));
        assert_eq!(again.written(), Signature { laid: None, ..written });
    }

    #[test]
    fn a_plain_one_of_before_stays_plain() {
        let before = Signature { name: "Cabinet".into(), text: "Dr {nom}\n01 02".into(), laid: None };
        assert_eq!(open(&before, true).written(), before);
    }

    #[test]
    fn a_button_gives_the_keys_back() {
        let mut state = open(&Signature { text: "Dr Désiré".into(), ..Signature::default() }, false);
        assert_eq!(state.update(Message::Edited(editor::Message::All)), Action::None);
        assert!(matches!(state.update(Message::Rich(true)), Action::Focus(_)));
    }
}
