//! A page on show: what the child has painted of it, where the reader is on it,
//! what is selected and found. Knows nothing of messages but which one it is.
//!
//! What it wants from the child it says as a [`Wish`]; answers come back as
//! messages with the number of the page they belong to, so that nothing of one
//! message is ever shown under the head of another.

mod find;
mod fold;
mod letters;
mod strips;
#[cfg(test)]
mod tests;
mod wish;

use iced::widget::{column, row, text};
use iced::{Alignment, Length, Point, Size, Vector};

use crate::domain::Encoding;
use crate::engine::{Grain, Laid, Light, Link, Look, Reach, Sight, Spot, Strip, Unshown};
use crate::i18n::{Language, Words, fl};
use crate::ui::icon;
use crate::ui::theme::{Element, button as kind, size, space, text as colour};
use crate::ui::widget::pieces::{rule_across, word_button};
use iced::widget::image::Handle;

use find::Find;
use strips::Strips;

pub use find::FIELD;
pub use wish::{Wish, perform};

/// How much larger a page can be made, in steps.
const ZOOMS: [f32; 9] = [0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0];
/// What a notch of the wheel and an arrow key move by.
const NOTCH: f32 = 60.0;
/// What a step by page keeps of what was seen.
const KEPT: f32 = 40.0;

#[derive(Debug, Default)]
pub struct State {
    sight: Option<Sight>,
    /// Told from that of any page before.
    number: u64,
    stage: Stage,
    /// What the widget has for it; nothing until it was seen once.
    room: Option<Room>,
    zoom: Zoom,
    offset: Vector,
    strips: Strips,
    /// Those of the last look, until the new ones are there.
    last: Strips,
    selected: Vec<Spot>,
    find: Option<Find>,
    hovered: Option<usize>,
    quotes: fold::Quoted,
    pictures: Held,
    /// A selection is on its way.
    reaching: bool,
    /// The next one, which waits for it.
    reaches: Option<Reach>,
}

/// What became of the remote pictures.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Held {
    #[default]
    Back,
    OnTheirWay,
    Shown,
}

#[derive(Debug, Default)]
enum Stage {
    #[default]
    Nothing,
    /// Asked for; no room to lay it out in yet, or on its way.
    Awaited,
    Laid {
        laid: Laid,
        look: Look,
        /// Another look was asked for.
        again: bool,
    },
    Failed,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Zoom(usize);

impl Default for Zoom {
    fn default() -> Self {
        Self(3)
    }
}

/// What the window has for the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    pub size: Size,
    pub scale: f32,
    pub light: Light,
    pub language: Language,
}

#[derive(Debug, Clone)]
pub enum Message {
    Fits(Room),
    Pressed,
    Scrolled(Vector),
    ScrolledTo(f32),
    Stepped(Step),
    Reached(Reach),
    CopyPressed,
    LinkPressed(usize),
    /// The long quote below an answer.
    FoldFlipped,
    MenuPressed(Point),
    /// The pointer is on a link, or on none.
    Hovered(Option<usize>),
    ZoomPressed(i8),
    PicturesPressed,
    /// In other letters; None: they are found out.
    LettersPicked(Option<Encoding>),
    /// From now on, for all that this sender sends.
    AlwaysPressed,
    FindPressed,
    FindTyped(String),
    FindStepped(i8),
    FindClosed,
    Arrived {
        number: u64,
        answer: Answer,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Line(i8),
    Page(i8),
    Top,
    Bottom,
}

/// What came of a [`Wish`].
#[derive(Debug, Clone)]
pub enum Answer {
    Laid(Look, Result<Laid, Unshown>),
    /// With its remote pictures.
    Pictured(Look, Result<Laid, Unshown>),
    Painted(Look, Strip, Option<Vec<u8>>),
    Selected(Vec<Spot>),
    Copied(String),
    Found(String, Vec<Vec<Spot>>),
    /// Neither this child nor the next one could do it.
    Lost(Unshown),
}

#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub enum Action {
    None,
    /// The page was pressed on: the keys go here.
    Focus,
    Ask(Vec<Wish>),
    /// To the clipboard.
    Copy(String),
    /// The sender's pictures may come by themselves from now on.
    Trust(Vec<Wish>),
    Follow(Link),
    /// A menu, here.
    Menu(Point),
    /// The cursor goes into the field of the find bar.
    Find(Vec<Wish>),
}

impl State {
    /// Another message; or the same again, as what it says may have changed.
    pub fn show(&mut self, sight: Sight) -> Action {
        self.forget();
        (self.sight, self.stage) = (Some(sight), Stage::Awaited);
        self.begin()
    }

    /// Nothing is shown any more.
    pub fn forget(&mut self) {
        *self = Self { number: self.number + 1, room: self.room, zoom: self.zoom, ..Self::default() };
    }

    /// Nothing could be laid out.
    pub fn failed(&self) -> bool {
        matches!(self.stage, Stage::Failed)
    }

    pub fn sight(&self) -> Option<Sight> {
        self.sight
    }

    pub fn is_laid(&self) -> bool {
        matches!(self.stage, Stage::Laid { .. })
    }

    pub fn has_selection(&self) -> bool {
        !self.selected.is_empty()
    }

    /// Addresses of pictures that were held back.
    pub fn held(&self) -> &[String] {
        self.laid().map_or(&[], |laid| &laid.held)
    }

    fn show_pictures(&mut self) -> Action {
        let held = self.held().to_vec();
        if held.is_empty() || self.pictures != Held::Back {
            return Action::None;
        }
        self.pictures = Held::OnTheirWay;
        Action::Ask(vec![Wish::Pictures(held)])
    }

    /// What is said of the pictures that were held back.
    pub fn picture_bar<'a>(&'a self, words: &Words) -> Option<Element<'a, Message>> {
        let count = self.held().len();
        if count == 0 || self.pictures == Held::Shown {
            return None;
        }
        let coming = self.pictures == Held::OnTheirWay;
        let says = if coming {
            words.say("page-pictures-coming")
        } else {
            fl!(words, "page-pictures-held", count = count as u64)
        };
        let button = |says: &str, message| {
            word_button(None, words.say(says)).style(kind::plain).on_press_maybe((!coming).then_some(message))
        };
        let bar = row![
            icon::image().size(15).style(colour::muted),
            text(says).size(size::SMALL).width(Length::Fill),
            button("page-pictures-show", Message::PicturesPressed),
            button("page-pictures-always", Message::AlwaysPressed),
        ];
        let bar = bar.spacing(space::S).padding([space::XS, space::L]).align_y(Alignment::Center);
        Some(column![bar, rule_across()].into())
    }

    /// The link that the pointer is on.
    pub fn hovered(&self) -> Option<&Link> {
        self.laid()?.links.get(self.hovered?).filter(|link| !fold::is_fold(link))
    }

    pub fn is_cut(&self) -> bool {
        self.laid().is_some_and(|laid| laid.cut)
    }

    /// A file that cannot be read.
    pub fn is_broken(&self) -> bool {
        self.laid().is_some_and(|laid| laid.broken)
    }

    fn laid(&self) -> Option<&Laid> {
        match &self.stage {
            Stage::Laid { laid, .. } => Some(laid),
            _ => None,
        }
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Fits(room) => self.fits(room),
            Message::Pressed => Action::Focus,
            Message::Scrolled(by) => self.scroll(by),
            Message::ScrolledTo(top) => self.scroll(Vector::new(0.0, top - self.offset.y)),
            Message::Stepped(step) => self.step(step),
            Message::Reached(reach) => self.reach(reach),
            Message::CopyPressed => self.copy(),
            Message::LinkPressed(place) => self.follow(place),
            Message::FoldFlipped => self.flip_fold(),
            Message::MenuPressed(at) => Action::Menu(at),
            Message::Hovered(link) => {
                self.hovered = link;
                Action::None
            }
            Message::ZoomPressed(by) => self.zoom(by),
            Message::PicturesPressed => self.show_pictures(),
            Message::LettersPicked(chosen) => self.read_as(chosen),
            Message::AlwaysPressed => match self.show_pictures() {
                Action::Ask(wishes) => Action::Trust(wishes),
                action => action,
            },
            Message::FindPressed => self.open_find(),
            Message::FindTyped(words) => self.find_typed(words),
            Message::FindStepped(by) => self.find_step(by),
            Message::FindClosed => {
                self.find = None;
                Action::Focus
            }
            Message::Arrived { number, answer } => {
                if number == self.number {
                    self.take(answer)
                } else {
                    Action::None
                }
            }
        }
    }

    fn copy(&self) -> Action {
        if self.has_selection() { Action::Ask(vec![Wish::Copy]) } else { Action::None }
    }

    fn take(&mut self, answer: Answer) -> Action {
        match answer {
            Answer::Laid(look, Ok(laid)) => self.lay(look, laid),
            Answer::Pictured(look, Ok(laid)) => {
                self.pictures = Held::Shown;
                self.lay(look, laid)
            }
            Answer::Pictured(..) => {
                self.pictures = Held::Back;
                Action::None
            }
            Answer::Laid(_, Err(why)) | Answer::Lost(why) => self.fail(&why),
            Answer::Painted(look, strip, pixels) => {
                if matches!(&self.stage, Stage::Laid { look: shown, .. } if *shown == look) {
                    self.strips.put(strip, pixels);
                    if self.strips.cover(self.sight_of_screen()) {
                        self.last = Strips::default();
                        return self.lay_again();
                    }
                }
                Action::None
            }
            Answer::Selected(spots) => {
                self.selected = spots;
                self.reaching = false;
                match self.reaches.take() {
                    Some(next) => self.reach(next),
                    None => Action::None,
                }
            }
            Answer::Copied(text) if text.is_empty() => Action::None,
            Answer::Copied(text) => Action::Copy(text),
            Answer::Found(words, places) => self.found(&words, places),
        }
    }

    /// A page that cannot be painted or looked through is one that cannot be shown:
    /// half of it would be taken for all.
    fn fail(&mut self, why: &Unshown) -> Action {
        if !matches!(why, Unshown::Passed) {
            (self.stage, self.find, self.reaching) = (Stage::Failed, None, false);
            self.selected.clear();
        }
        Action::None
    }

    fn begin(&mut self) -> Action {
        match (self.sight, self.look()) {
            (Some(sight), Some(look)) => Action::Ask(vec![Wish::Open(sight, look)]),
            _ => Action::None,
        }
    }

    fn look(&self) -> Option<Look> {
        let room = self.room?;
        let zoom = ZOOMS.get(self.zoom.0).copied().unwrap_or(1.0);
        let Room { scale, light, language, .. } = room;
        let (width, quotes) = (room.size.width, self.quotes.wanted());
        Some(Look { width, scale, zoom, light, language, quotes, beginning: false })
    }

    /// The room is known now, or has changed.
    fn fits(&mut self, room: Room) -> Action {
        let before = self.room.replace(room);
        let first = before.is_none();
        // Our own words on a page are written when it is opened.
        if let Some(sight) = self.sight.filter(|_| before.is_some_and(|before| before.language != room.language)) {
            return self.show(sight);
        }
        match &self.stage {
            Stage::Awaited if first => self.begin(),
            Stage::Laid { .. } => self.lay_again(),
            _ => Action::None,
        }
    }

    /// In another look, where it is another one; one at a time. What was only
    /// begun is laid out whole once it is painted.
    fn lay_again(&mut self) -> Action {
        let Some(wanted) = self.look() else { return Action::None };
        let beginning = !self.strips.cover(self.sight_of_screen());
        match &mut self.stage {
            Stage::Laid { look, again, .. }
                if *look != wanted && *look != (Look { beginning, ..wanted }) && !*again =>
            {
                *again = true;
                Action::Ask(vec![Wish::Lay(wanted)])
            }
            _ => self.scroll(Vector::ZERO),
        }
    }

    fn lay(&mut self, look: Look, laid: Laid) -> Action {
        let before = self.laid().map_or(0.0, |laid| laid.height);
        // What was at the top stays there, as nearly as can be told. A quote is
        // folded at the end, and there the rest of a page comes.
        let grown = |drawn: Drawn<'_>| drawn.look.quotes != look.quotes || drawn.look.beginning;
        let unfolded = self.drawn().is_some_and(grown);
        if before > 0.0 && !unfolded {
            self.offset.y *= laid.height / before;
        }
        if self.strips.is_some() {
            self.last = std::mem::take(&mut self.strips);
        }
        self.strips = Strips::of(&laid, look);
        self.stage = Stage::Laid { laid, look, again: false };
        let mut wishes = match self.lay_again() {
            Action::Ask(wishes) => wishes,
            _ => Vec::new(),
        };
        if let Some(sight) = self.sight.filter(|_| before == 0.0 && !self.held().is_empty()) {
            wishes.push(Wish::TrustedPictures(sight.message, self.held().to_vec()));
        }
        if before > 0.0 {
            // Where things were is no longer where they are.
            self.selected.clear();
            wishes.push(Wish::Select(self.quotes.then_select(look.quotes)));
            wishes.extend(self.find.as_ref().and_then(Find::wish));
        }
        Action::Ask(wishes)
    }

    fn zoom(&mut self, by: i8) -> Action {
        self.zoom = match by {
            0 => Zoom::default(),
            by => Zoom(self.zoom.0.saturating_add_signed(by.into()).min(ZOOMS.len() - 1)),
        };
        self.lay_again()
    }

    fn reach(&mut self, reach: Reach) -> Action {
        if !self.is_laid() {
            return Action::None;
        }
        if reach == Reach::All && self.is_folded() {
            return self.unfold(reach);
        }
        if self.reaching {
            // A drag may pass places; where a selection begins may not be passed.
            if !matches!(self.reaches, Some(Reach::From(..))) || !matches!(reach, Reach::To(..)) {
                self.reaches = Some(reach);
            }
            return Action::None;
        }
        self.reaching = true;
        Action::Ask(vec![Wish::Select(reach)])
    }

    fn follow(&mut self, place: usize) -> Action {
        match self.laid().and_then(|laid| laid.links.get(place)) {
            Some(link) if fold::is_fold(link) => self.flip_fold(),
            Some(link) => Action::Follow(link.clone()),
            None => Action::None,
        }
    }

    fn step(&mut self, step: Step) -> Action {
        let page = self.room.map_or(0.0, |room| (room.size.height - KEPT).max(KEPT));
        let by = match step {
            Step::Line(lines) => NOTCH * f32::from(lines),
            Step::Page(pages) => page * f32::from(pages),
            Step::Top => f32::MIN,
            Step::Bottom => f32::MAX,
        };
        self.scroll(Vector::new(0.0, by))
    }

    fn scroll(&mut self, by: Vector) -> Action {
        let (Some(laid), Some(room)) = (self.laid(), self.room) else { return Action::None };
        let (across, down) = (laid.width - room.size.width, laid.height - room.size.height);
        let inside = |at: f32, most: f32| at.clamp(0.0, most.max(0.0));
        self.offset = Vector::new(inside(self.offset.x + by.x, across), inside(self.offset.y + by.y, down));
        let wanted = self.strips.wanted(self.sight_of_screen());
        if wanted.is_empty() { Action::None } else { Action::Ask(wanted.into_iter().map(Wish::Paint).collect()) }
    }

    /// What of the page is in sight, from top to bottom.
    fn sight_of_screen(&self) -> (f32, f32) {
        let height = self.room.map_or(0.0, |room| room.size.height);
        (self.offset.y, self.offset.y + height)
    }

    /// Brings a place into sight.
    fn bring(&mut self, spot: Spot) -> Action {
        let (top, bottom) = self.sight_of_screen();
        if spot.y >= top && spot.y + spot.height <= bottom {
            return self.scroll(Vector::ZERO);
        }
        let above = (bottom - top) / 3.0;
        self.scroll(Vector::new(0.0, spot.y - above - top))
    }

    /// Word by word where it is asked for twice.
    pub fn grain(clicks: u8) -> Grain {
        match clicks {
            1 => Grain::Letter,
            2 => Grain::Word,
            _ => Grain::Paragraph,
        }
    }
}

/// For the widget that draws it.
impl State {
    pub(in crate::ui) fn drawn(&self) -> Option<Drawn<'_>> {
        let Stage::Laid { laid, look, .. } = &self.stage else { return None };
        Some(Drawn { laid, look, state: self })
    }

    pub(in crate::ui) fn room(&self) -> Option<Room> {
        self.room
    }
}

/// What is to be drawn.
pub(in crate::ui) struct Drawn<'a> {
    pub(in crate::ui) laid: &'a Laid,
    pub(in crate::ui) look: &'a Look,
    state: &'a State,
}

impl<'a> Drawn<'a> {
    pub(in crate::ui) fn offset(&self) -> Vector {
        self.state.offset
    }

    /// The pictures in sight, and where each begins on the page; those of the
    /// last look below.
    pub(in crate::ui) fn pictures(&self) -> impl Iterator<Item = (f32, Size, &'a Handle)> {
        let sight = self.state.sight_of_screen();
        self.state.last.pictures(sight).chain(self.state.strips.pictures(sight))
    }

    pub(in crate::ui) fn selected(&self) -> &'a [Spot] {
        &self.state.selected
    }

    /// What was found, and the one that the reader is at.
    pub(in crate::ui) fn found(&self) -> (&'a [Vec<Spot>], Option<usize>) {
        self.state.find.as_ref().map_or((&[], None), Find::places)
    }
}
