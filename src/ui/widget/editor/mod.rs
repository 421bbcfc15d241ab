//! The editor of a message: letters with their looks, lists, quotes, pictures,
//! of any length. The toolkit's own editor has no looks and no way back, and
//! takes a second for a megabyte.
//!
//! [`State`] is the text under the hand and the page that it stands on;
//! [`view`] is where it is written, [`bar()`] what is done to it by mouse. Nothing
//! here knows what becomes of the text.

mod area;
mod bar;
mod board;
mod find;
mod keys;
mod laid;
mod letters;
mod offer;
mod page;
mod paint;
mod shown;
mod spelling;
mod stretch;
mod strip;

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use iced::advanced::image::Handle;
use iced::advanced::mouse::click::Kind;
use iced::widget::Id;
use iced::{Point, Size};

use crate::domain::writing::{
    Align, Document, Edit, Emphasis, Leap, Link, List, Manuscript, Picture, Place, Reach, Reform, Restyle, Selection,
    Touched,
};
use crate::i18n::Words;
use crate::ui::theme::{Element, Theme};

pub use board::Board;
use find::Find;
pub use keys::in_words as keys_in_words;
use laid::Composing;
pub use offer::{Offer, Pick};
use page::{Page, Spot};
use shown::Shown;
use spelling::Spelling;
use strip::Strip;

/// A text that is being written.
pub struct State {
    hand: Manuscript,
    rich: bool,
    /// Pictures may stand in it.
    pictures: bool,
    board: Board,
    page: RefCell<Page>,
    /// The caret stands at the end of a line that wraps, not before the next.
    at_end: bool,
    /// The column to keep to while going up and down.
    column: Option<f32>,
    /// What a double or triple click took first.
    grip: Selection,
    strip: Strip,
    find: Option<Find>,
    spelling: Spelling,
    shown: Shown,
    id: Id,
    /// The field of an address.
    link_field: Id,
}

#[derive(Debug, Clone)]
pub enum Message {
    Typed(String),
    /// What an input method is putting together, with its own caret.
    Composing(String, Option<Range<usize>>),
    Erased(Reach),
    Entered {
        alike: bool,
    },
    Go {
        go: Go,
        selecting: bool,
    },
    All,
    Pointed {
        place: Place,
        at_end: bool,
        kind: Kind,
        extending: bool,
    },
    Dragged {
        place: Place,
        at_end: bool,
        kind: Kind,
    },
    /// Nothing was typed for a while, or the keys go elsewhere.
    Rested,
    Copied(String),
    Cut(String),
    Pasted {
        text: String,
        plain: bool,
    },
    /// There were no letters to paste.
    NothingToPaste,
    Followed(Place),
    /// Where in the window; at the caret, where a key asked for it.
    MenuAsked(Option<(Point, Place)>),
    /// By its keys.
    Do(Command),
    /// By its button.
    Bar(Command),
    Strip(strip::Message),
    Find(find::Message),
    /// What is unfolded is to be folded away.
    Folded,
    /// Words that came into sight.
    Met(Vec<String>),
    /// Layouts that came into sight, as they are to be painted.
    Unpainted(Vec<Arc<str>>, Theme),
    /// What the dictionaries say of them.
    Checked(Vec<(String, bool)>),
    /// What may have been meant by the word under the pointer.
    Suggested(Option<Point>, Vec<String>),
}

/// Where the caret goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Go {
    Leap(Leap, bool),
    Line { down: bool },
    Edge { end: bool },
    Page { down: bool },
}

/// What a button of the bar, or its keys, does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    Toggle(Emphasis),
    /// These show what there is to choose from.
    Inks,
    Markers,
    Sizes,
    Link,
    Picture,
    List(List),
    Deeper,
    Shallower,
    Quote,
    Unquote,
    Align(Align),
    /// Letters without any look.
    Plain,
    Undo,
    Redo,
    Find,
    Replace,
}

/// What is asked of who holds the editor.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub enum Action {
    None,
    Changed,
    /// An address to open, after asking.
    OpenLink(String),
    /// The clipboard holds no letters: perhaps a picture, or files.
    PasteWanted,
    PictureWanted,
    /// A menu at that place of the window, if one is known.
    Menu(Option<Point>),
    /// Letters for the clipboard.
    Copy {
        text: String,
        changed: bool,
    },
    /// What the clipboard holds, as [`Message::Pasted`].
    Paste {
        plain: bool,
    },
    /// What is carried along is to be seen, by [`State::show`].
    Paint(Vec<Arc<str>>, Theme),
    /// Whether these words are right, as [`Message::Checked`].
    Check(Vec<String>),
    /// What may be meant by the word, as [`Message::Suggested`], for a menu there.
    Suggest {
        at: Option<Point>,
        word: String,
    },
    /// A word for the user's own list.
    Learn(String),
    /// The field of that name is to have the keys.
    Focus(Id),
    /// A button was pressed: the keys come back to the text.
    Pressed {
        changed: bool,
    },
}

impl State {
    /// `rich` says whether letters may have looks; the board is shared by all
    /// windows, so that what is copied in one keeps its looks in another.
    pub fn new(document: Document, rich: bool, board: Board) -> Self {
        Self {
            hand: Manuscript::new(document),
            rich,
            pictures: true,
            board,
            page: RefCell::new(Page::new()),
            at_end: false,
            column: None,
            grip: Selection::default(),
            strip: Strip::default(),
            find: None,
            spelling: Spelling::default(),
            shown: Shown::default(),
            id: Id::unique(),
            link_field: Id::unique(),
        }
    }

    /// Letters alone: nothing here keeps the bytes of pictures.
    #[must_use]
    pub fn without_pictures(self) -> Self {
        Self { pictures: false, ..self }
    }

    /// The name by which the keys are given to it.
    pub fn id(&self) -> Id {
        self.id.clone()
    }

    pub fn document(&self) -> &Document {
        self.hand.document()
    }

    pub fn is_rich(&self) -> bool {
        self.rich
    }

    /// Letters may have looks from now on, or lose those that they have; that can be
    /// taken back.
    pub fn set_rich(&mut self, rich: bool) -> Action {
        if self.rich == rich {
            return Action::None;
        }
        self.rich = rich;
        if rich {
            return pressed(Action::Changed);
        }
        let before = self.hand.selection();
        self.hand.pause();
        self.hand.select(self.hand.document().everything());
        let touched = self.hand.write(&Edit::Restyle(Restyle::Plain));
        self.hand.select(before);
        let _ = self.follow(touched, before);
        pressed(Action::Changed)
    }

    pub fn selection(&self) -> Selection {
        self.hand.selection()
    }

    /// Puts the caret back where it was, after a restart.
    pub fn select(&mut self, selection: Selection) {
        self.hand.select(selection);
        self.moved();
    }

    /// What is seen of something that stands in the text: a picture, by its
    /// Content-ID, or what is carried along, by its HTML.
    pub fn show(&mut self, key: &str, handle: Handle, size: Size) {
        self.page.get_mut().show(key, size);
        self.shown.put(key, handle);
    }

    /// A picture at the caret; its bytes are kept elsewhere.
    pub fn insert_picture(&mut self, picture: Picture) -> Action {
        self.write(&Edit::Picture(Arc::new(picture)))
    }

    /// Another text at the caret: a template, a signature.
    pub fn insert(&mut self, document: Document) -> Action {
        self.hand.pause();
        self.write(&Edit::Paste(document))
    }

    /// The first blank from there on is selected. False where none is.
    pub fn next_blank(&mut self, from: Place) -> bool {
        let blanks = self.hand.document().blanks().into_iter().map(|(blank, _)| blank);
        let next = blanks.into_iter().find(|blank| blank.ends().0 >= from);
        if let Some(blank) = next {
            self.select(blank);
        }
        next.is_some()
    }

    /// A signature in the place of another one, or of nothing; where letters have no
    /// looks, its letters alone.
    pub fn sign(&mut self, place: Option<&Range<usize>>, new: Option<&Document>) -> Action {
        let before = self.hand.selection();
        self.hand.pause();
        let plain = new.filter(|_| !self.rich).map(|new| Document::plain(&new.letters(new.everything())));
        let touched = self.hand.sign(place, plain.as_ref().or(new));
        self.follow(touched, before)
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Typed(text) => self.write(&Edit::Insert(text)),
            Message::Composing(text, caret) => {
                let Place { block, at } = self.hand.selection().ends().0;
                let caret = caret.map(|range| range.end);
                let composing = (!text.is_empty()).then_some((block, Composing { at, text, caret }));
                self.page.get_mut().compose(composing);
                self.reveal();
                Action::None
            }
            Message::Erased(reach) => self.write(&Edit::Delete(reach)),
            Message::Entered { alike } => self.write(if alike { &Edit::SplitAlike } else { &Edit::Split }),
            Message::Go { go, selecting } => self.go(go, selecting),
            Message::All => {
                self.hand.select(self.hand.document().everything());
                Action::None
            }
            Message::Pointed { place, at_end, kind, extending } => self.pointed(place, at_end, kind, extending),
            Message::Dragged { place, at_end, kind } => self.dragged(place, at_end, kind),
            Message::Rested => {
                self.hand.pause();
                self.page.get_mut().compose(None);
                Action::None
            }
            Message::Copied(text) => {
                self.board.keep(text, self.hand.document().cut(self.hand.selection()));
                Action::None
            }
            Message::Cut(text) => {
                self.board.keep(text, self.hand.document().cut(self.hand.selection()));
                self.write(&Edit::Delete(Reach { leap: Leap::Letter, forward: true }))
            }
            Message::Pasted { text, plain } => self.paste(&text, plain),
            Message::NothingToPaste => Action::PasteWanted,
            Message::Followed(place) => self.link_at(place).map_or(Action::None, |link| Action::OpenLink(link.into())),
            Message::MenuAsked(at) => self.menu(at),
            Message::Do(command) => self.act(command),
            Message::Bar(command) => {
                let action = self.act(command);
                if self.strip == Strip::Nothing { pressed(action) } else { action }
            }
            Message::Strip(message) => self.strip_told(message),
            Message::Find(message) => self.find_told(message),
            Message::Folded => {
                let _ = self.fold();
                Action::Pressed { changed: false }
            }
            Message::Met(words) => Action::Check(words),
            Message::Unpainted(all, theme) => {
                self.shown.await_for(&all, theme);
                Action::Paint(all, theme)
            }
            Message::Checked(words) => {
                self.checked(words);
                Action::None
            }
            Message::Suggested(at, words) => self.suggested(at, words),
        }
    }

    fn write(&mut self, edit: &Edit) -> Action {
        let before = self.hand.selection();
        let touched = self.hand.write(edit);
        self.follow(touched, before)
    }

    /// The page after a change of the text.
    fn follow(&mut self, touched: Option<Touched>, before: Selection) -> Action {
        (self.at_end, self.column) = (false, None);
        if let Some(touched) = touched {
            self.page.get_mut().compose(None);
            self.page.get_mut().touched(self.hand.document(), touched);
            self.find_again();
        }
        if touched.is_some() || self.hand.selection() != before {
            self.reveal();
        }
        match touched {
            Some(touched) if touched.gone > 0 || touched.come > 0 => Action::Changed,
            _ => Action::None,
        }
    }

    fn moved(&mut self) {
        (self.at_end, self.column) = (false, None);
        self.reveal();
    }

    fn reveal(&mut self) {
        let spot = self.spot();
        self.page.get_mut().reveal(self.hand.document(), spot);
    }

    fn spot(&self) -> Spot {
        Spot { place: self.hand.selection().head, at_end: self.at_end }
    }

    fn go(&mut self, go: Go, selecting: bool) -> Action {
        let document = self.hand.document();
        let spot = self.spot();
        let page = self.page.get_mut();
        let column = self.column.unwrap_or_else(|| page.column(document, spot));
        let target = match go {
            Go::Leap(leap, forward) => {
                self.hand.go(leap, forward, selecting);
                self.moved();
                return Action::None;
            }
            Go::Edge { end } => page.line_edge(document, spot, end),
            Go::Line { down } => page.line_beside(document, spot, column, down).unwrap_or_else(|| {
                // There is no line beyond: to its edge.
                page.line_edge(document, spot, down)
            }),
            Go::Page { down } => page.page_beside(document, spot, column, down),
        };
        let keeps = !matches!(go, Go::Edge { .. });
        self.hand.go_to(target.place, selecting);
        self.at_end = target.at_end;
        self.column = keeps.then_some(column);
        self.reveal();
        Action::None
    }

    fn pointed(&mut self, place: Place, at_end: bool, kind: Kind, extending: bool) -> Action {
        let anchor = self.hand.selection().anchor;
        self.grip = if extending { Selection::caret(anchor) } else { self.around(place, kind) };
        self.hand.select(self.grip);
        self.dragged(place, at_end, kind)
    }

    fn dragged(&mut self, place: Place, at_end: bool, kind: Kind) -> Action {
        let (from, to) = self.grip.ends();
        let here = self.around(place, kind);
        let (start, end) = here.ends();
        let selection = if start < from { Selection::new(to, start) } else { Selection::new(from, end.max(to)) };
        self.hand.select(selection);
        (self.at_end, self.column) = (at_end && selection.is_caret(), None);
        Action::None
    }

    fn around(&self, place: Place, kind: Kind) -> Selection {
        let is_carried = self.document().block(place.block).is_some_and(|block| block.paragraph().is_none());
        match kind {
            // What is carried is taken as a whole.
            _ if is_carried => self.document().block_around(place),
            Kind::Single => Selection::caret(place),
            Kind::Double => self.document().word_around(place),
            Kind::Triple => self.document().block_around(place),
        }
    }

    fn paste(&mut self, text: &str, plain: bool) -> Action {
        self.hand.pause();
        let kept = self.board.kept(text).filter(|_| self.rich && !plain);
        match kept {
            Some(document) => self.write(&Edit::Paste(document)),
            None => self.write(&Edit::Insert(text.to_owned())),
        }
    }

    fn link_at(&self, place: Place) -> Option<Link> {
        let paragraph = self.document().block(place.block)?.paragraph()?;
        paragraph.link_at(place.at).map(|(_, link)| link)
    }

    fn menu(&mut self, at: Option<(Point, Place)>) -> Action {
        let place = at.map_or(self.hand.selection().head, |(_, place)| place);
        let (start, end) = self.hand.selection().ends();
        if !(start <= place && place <= end) {
            self.hand.select(Selection::caret(place));
        }
        let at = at.map(|(point, _)| point);
        let wrong = self.wrong_at(place);
        self.spelling.wrong = wrong.as_ref().map(|(place, _)| (*place, Vec::new()));
        match wrong {
            Some((_, word)) => Action::Suggest { at, word },
            None => Action::Menu(at),
        }
    }

    fn act(&mut self, command: Command) -> Action {
        let before = self.hand.selection();
        match command {
            Command::Undo => {
                let touched = self.hand.undo();
                return self.follow(touched, before);
            }
            Command::Redo => {
                let touched = self.hand.redo();
                return self.follow(touched, before);
            }
            Command::Find => return self.open_find(false),
            Command::Replace => return self.open_find(true),
            Command::Quote => return self.write(&Edit::Reform(Reform::Quote)),
            Command::Unquote => return self.write(&Edit::Reform(Reform::Unquote)),
            _ if !self.rich => return Action::None,
            _ => {}
        }
        self.hand.pause();
        match command {
            Command::Toggle(emphasis) => {
                let on = !self.hand.has(emphasis);
                self.restyle(Restyle::Set(emphasis, on))
            }
            Command::Plain => self.restyle(Restyle::Plain),
            Command::List(list) => {
                let is_on = self.hand.form().item.is_some_and(|item| item.list == list);
                self.write(&Edit::Reform(Reform::List((!is_on).then_some(list))))
            }
            Command::Deeper => self.write(&Edit::Reform(Reform::Indent)),
            Command::Shallower => self.write(&Edit::Reform(Reform::Outdent)),
            Command::Align(align) => self.write(&Edit::Reform(Reform::Align(align))),
            Command::Picture => Action::PictureWanted,
            command => self.unfold(command),
        }
    }

    fn restyle(&mut self, restyle: Restyle) -> Action {
        self.write(&Edit::Restyle(restyle))
    }
}

/// What was asked for by a button.
fn pressed(action: Action) -> Action {
    match action {
        Action::None => Action::Pressed { changed: false },
        Action::Changed => Action::Pressed { changed: true },
        other => other,
    }
}

/// Where the text is written: fills its place and scrolls by itself. `hint` is
/// said as long as nothing is written.
pub fn view<'a>(state: &'a State, words: &Words, theme: Theme, hint: String) -> Element<'a, Message> {
    area::Area::new(state, theme, hint, words.say("editor-carried")).into()
}

/// What is done to letters and paragraphs, each with its keys; what holds at the
/// caret is shown.
pub fn bar<'a>(state: &'a State, words: &Words) -> Element<'a, Message> {
    bar::view(state, words)
}

/// Where words are looked for and replaced, while that is asked for; below the
/// bar, in a plain text too.
pub fn finder<'a>(state: &'a State, words: &Words) -> Option<Element<'a, Message>> {
    find::view(state, words).map(|finder| finder.map(Message::Find))
}
