//! The words of the message, and what is done to their looks.

use std::sync::Arc;

use iced::widget::image::Handle;
use iced::widget::{Id, column, container};
use iced::{Length, Point, Size};

use crate::domain::Writing;
use crate::domain::writing::{Document, Picture, Place};
use crate::ui::context::Context;
use crate::ui::theme::{Element, Theme, surface};
use crate::ui::widget::editor::{self, Board, Offer, Pick};
use crate::ui::widget::pieces::rule_across;

pub use editor::Message;

/// Where the menu stands when a key asks for it and nothing is known of the caret.
const MENU: Point = Point::new(32.0, 200.0);

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
    /// What is carried along is to be seen, in the colours of that theme.
    Paint(Vec<Arc<str>>, Theme),
    Menu(Point),
    Focus(Id),
    Copy {
        text: String,
        changed: bool,
    },
    Check(Vec<String>),
    Suggest {
        at: Option<Point>,
        word: String,
    },
    Learn(String),
    /// What the clipboard holds is to be put in.
    PasteText {
        plain: bool,
    },
    /// The keys come back to the words.
    Back {
        changed: bool,
    },
}

impl State {
    pub fn new(writing: &Writing, board: Board) -> Self {
        let mut editor = editor::State::new(writing.document.clone(), writing.rich, board);
        editor.select(writing.document.clamp_selection(writing.selection));
        editor.spell(true);
        Self { editor }
    }

    pub fn id(&self) -> Id {
        self.editor.id()
    }

    /// How many bytes its letters are, roughly.
    pub fn letters(&self) -> usize {
        let paragraphs = self.editor.document().blocks().iter().filter_map(|block| block.paragraph());
        paragraphs.map(|paragraph| paragraph.text().len() + 1).sum()
    }

    pub fn write(&self, writing: &mut Writing) {
        writing.document = self.editor.document().clone();
        writing.selection = self.editor.selection();
        writing.rich = self.editor.is_rich();
    }

    pub fn update(&mut self, message: Message) -> Action {
        let action = self.editor.update(message);
        Self::asked(action)
    }

    /// What the menu of the words offers.
    pub fn offer(&self) -> Offer {
        self.editor.offer()
    }

    pub fn pick(&mut self, pick: Pick) -> Action {
        let action = self.editor.pick(pick);
        Self::asked(action)
    }

    pub fn show(&mut self, key: &str, handle: Handle, size: Size) {
        self.editor.show(key, handle, size);
    }

    pub fn insert_picture(&mut self, picture: Picture) -> Action {
        let inserted = self.editor.insert_picture(picture);
        Self::asked(inserted)
    }

    pub fn is_rich(&self) -> bool {
        self.editor.is_rich()
    }

    /// With looks from now on, or without any.
    pub fn turn_rich(&mut self) -> Action {
        let turned = self.editor.set_rich(!self.editor.is_rich());
        Self::asked(turned)
    }

    /// Other words where the cursor is; their first blank is to be filled in.
    pub fn put(&mut self, document: Document) -> Action {
        let (start, _) = self.editor.selection().ends();
        let put = self.editor.insert(document);
        let _ = self.editor.next_blank(start);
        Self::asked(put)
    }

    /// To the next blank, and round to the first.
    pub fn fill_next(&mut self) -> Action {
        let (_, end) = self.editor.selection().ends();
        if self.editor.next_blank(end) || self.editor.next_blank(Place::default()) {
            return Action::Back { changed: false };
        }
        Action::None
    }

    /// Another signature in the place of the one that stands there; where none
    /// does, under the cursor.
    pub fn sign(&mut self, old: Option<&str>, new: Option<&Document>) -> Action {
        let found = old.and_then(|text| self.editor.document().signature(text));
        Self::asked(self.editor.sign(found.as_ref(), new))
    }

    pub fn is_signed(&self, signature: &str) -> bool {
        self.editor.document().signature(signature).is_some()
    }

    /// The search, or a strip of the bar, is folded before the window is closed.
    pub fn is_unfolded(&self) -> bool {
        self.editor.is_unfolded()
    }

    fn asked(action: editor::Action) -> Action {
        match action {
            editor::Action::None => Action::None,
            editor::Action::Changed => Action::Changed,
            editor::Action::OpenLink(link) => Action::OpenLink(link),
            editor::Action::PasteWanted => Action::Paste,
            editor::Action::PictureWanted => Action::Picture,
            editor::Action::Menu(at) => Action::Menu(at.unwrap_or(MENU)),
            editor::Action::Copy { text, changed } => Action::Copy { text, changed },
            editor::Action::Paste { plain } => Action::PasteText { plain },
            editor::Action::Paint(all, theme) => Action::Paint(all, theme),
            editor::Action::Check(words) => Action::Check(words),
            editor::Action::Suggest { at, word } => Action::Suggest { at, word },
            editor::Action::Learn(word) => Action::Learn(word),
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
        column![bar, editor::finder(&self.editor, ctx.words), text].into()
    }
}
