//! The words of the message, and what is done to their looks.

use iced::widget::{Id, column, container};
use iced::{Length, Point};

use crate::domain::Writing;
use crate::ui::context::Context;
use crate::ui::theme::{Element, surface};
use crate::ui::widget::editor::{self, Board};
use crate::ui::widget::pieces::rule_across;

pub use editor::Message;

pub struct State {
    editor: editor::State,
}

/// What the words ask of their window.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    None,
    Changed,
    OpenLink(String),
    /// The clipboard may hold a picture, or files.
    Paste,
    Picture,
    Menu(Option<Point>),
    Focus(Id),
    /// The keys come back to the words.
    Back {
        changed: bool,
    },
}

impl State {
    pub fn new(writing: &Writing, board: Board) -> Self {
        let mut editor = editor::State::new(writing.document.clone(), writing.rich, board);
        editor.select(writing.document.clamp_selection(writing.selection));
        Self { editor }
    }

    pub fn id(&self) -> Id {
        self.editor.id()
    }

    pub fn write(&self, writing: &mut Writing) {
        writing.document = self.editor.document().clone();
        writing.selection = self.editor.selection();
        writing.rich = self.editor.is_rich();
    }

    pub fn update(&mut self, message: Message) -> Action {
        match self.editor.update(message) {
            editor::Action::None => Action::None,
            editor::Action::Changed => Action::Changed,
            editor::Action::OpenLink(link) => Action::OpenLink(link),
            editor::Action::PasteWanted => Action::Paste,
            editor::Action::PictureWanted => Action::Picture,
            editor::Action::Menu(at) => Action::Menu(at),
            editor::Action::Focus(id) => Action::Focus(id),
            editor::Action::Pressed { changed } => Action::Back { changed },
        }
    }

    pub fn view<'a>(&'a self, ctx: &Context<'a>) -> Element<'a, Message> {
        let bar = self.editor.is_rich().then(|| {
            let bar = container(editor::bar(&self.editor, ctx.words)).style(surface::window).width(Length::Fill);
            column![bar, rule_across()]
        });
        let text = editor::view(&self.editor, ctx.words, ctx.theme, ctx.words.say("writing-hint"));
        let text = container(text).style(surface::pane).width(Length::Fill).height(Length::Fill);
        column![bar, text].into()
    }
}
