//! The menu that a right click or the Menu key opens: what can be done with
//! messages, with a folder or with what is read, in a list that stays inside the
//! window.

mod answers;
mod folders;
mod list;
mod messages;
mod reading;
mod writing;

use iced::widget::{button, column, container, mouse_area, pin, responsive, row, space as gap, stack};
use iced::{Alignment, Length, Point, Size, window};

use super::context::Density;
use super::deed::Deed;
use super::pane::Step;
use super::shortcut::{self, Intent};
use super::theme::{Element, button as kind, size, space, surface, text as colour};
use super::widget::editor::Pick;
use super::widget::{pieces, single_line};
use super::writing::options;
use crate::config::Form;
use crate::domain::{AccountId, FolderId, Grouping, Manner, SortKey, Timestamp};
use crate::i18n::{Words, fl};

pub use list::Shown;
pub use reading::{PageDeed, Read};

pub const WIDTH: f32 = 304.0;
const ROW: f32 = 28.0;
/// A line between two groups, with the room around it.
const RULE: f32 = 9.0;
/// Above the first row and below the last.
const EDGE: f32 = 5.0;

#[derive(Debug)]
pub struct State {
    at: Point,
    entries: Vec<Entry>,
    current: Option<usize>,
    /// Below it the menu does not reach.
    floor: f32,
    /// The window of a message that it is open in; None for the main one.
    window: Option<window::Id>,
}

type Icon = fn() -> iced::widget::Text<'static, super::theme::Theme>;

#[derive(Debug)]
struct Entry {
    choice: Choice,
    /// A line stands above it.
    apart: bool,
    icon: Icon,
    words: &'static str,
    /// What the words are about, where they name something.
    name: String,
    keys: Option<Intent>,
    enabled: bool,
}

/// What can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    Deed(Deed),
    /// Whoever sent it goes on a list.
    Sender,
    NewFolder {
        account: AccountId,
        under: Option<FolderId>,
    },
    RenameFolder(FolderId),
    MoveFolder(FolderId),
    DeleteFolder(FolderId),
    EmptyFolder(FolderId),
    MarkAllRead(FolderId),
    DecipherFolder(FolderId),
    Page(PageDeed),
    Answer(Manner),
    /// What is chosen.
    Print,
    /// Health documents of the chosen messages go to the folder of the practice's software.
    Export,
    EnterCode,
    LockCard,
    ShowCards,
    Group(Grouping),
    Form(Form),
    Density(Density),
    Sort(SortKey),
    Columns,
    /// In a text that is written.
    Write(Pick),
    /// What is written leaves then.
    Leave(Timestamp),
    /// Under what is written; None takes it off.
    Sign(Option<usize>),
    /// Asked of what is written, beside its words.
    Option(options::Choice),
    /// A message made of a template.
    WriteOf,
    EditTemplate,
    NewTemplate(AccountId),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    Stepped(Step),
    /// The pointer is on a row.
    Pointed(usize),
    Picked(usize),
    /// Enter.
    Entered,
    Closed,
}

#[must_use]
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    None,
    Do(Choice),
    Close,
}

impl Entry {
    fn new(choice: Choice, icon: Icon, words: &'static str) -> Self {
        Self { choice, apart: false, icon, words, name: String::new(), keys: None, enabled: true }
    }

    /// A line stands above it.
    fn apart(self, apart: bool) -> Self {
        Self { apart, ..self }
    }

    fn named(self, name: String) -> Self {
        Self { name, ..self }
    }

    fn keys(self, keys: Intent) -> Self {
        Self { keys: Some(keys), ..self }
    }

    fn enabled(self, enabled: bool) -> Self {
        Self { enabled, ..self }
    }

    fn says(&self, words: &Words) -> String {
        if self.name.is_empty() { words.say(self.words) } else { fl!(words, self.words, name = self.name.clone()) }
    }
}

impl State {
    fn new(at: Point, entries: Vec<Entry>) -> Self {
        Self { at, entries, current: None, floor: 0.0, window: None }
    }

    #[must_use]
    pub fn in_window(self, window: Option<window::Id>) -> Self {
        Self { window, ..self }
    }

    pub fn window(&self) -> Option<window::Id> {
        self.window
    }

    /// Opened by a key: the first row that can be chosen is ready.
    #[must_use]
    pub fn by_key(mut self) -> Self {
        self.step(Step::Home);
        self
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Stepped(step) => self.step(step),
            Message::Pointed(index) => self.current = Some(index).filter(|index| self.is_enabled(*index)),
            Message::Picked(index) => return self.pick(Some(index)),
            Message::Entered => return self.pick(self.current),
            Message::Closed => return Action::Close,
        }
        Action::None
    }

    fn pick(&self, index: Option<usize>) -> Action {
        let entry = index.and_then(|index| self.entries.get(index)).filter(|entry| entry.enabled);
        entry.map_or(Action::None, |entry| Action::Do(entry.choice))
    }

    fn is_enabled(&self, index: usize) -> bool {
        self.entries.get(index).is_some_and(|entry| entry.enabled)
    }

    /// Round and round, past what cannot be chosen.
    fn step(&mut self, step: Step) {
        let able: Vec<usize> = (0..self.entries.len()).filter(|index| self.is_enabled(*index)).collect();
        let here = self.current.and_then(|current| able.iter().position(|index| *index == current));
        let last = able.len().saturating_sub(1);
        let next = match (step, here) {
            (Step::Down, Some(here)) if here < last => here + 1,
            (Step::Up, Some(here)) if here > 0 => here - 1,
            (Step::Up | Step::End | Step::PageDown, _) => last,
            (Step::Down | Step::Home | Step::PageUp, _) => 0,
        };
        self.current = able.get(next).copied();
    }

    fn height(&self) -> f32 {
        let rules = self.entries.iter().filter(|entry| entry.apart).count();
        self.entries.len() as f32 * ROW + rules as f32 * RULE + 2.0 * EDGE
    }

    /// Beside the pointer, and on its other side where there is no room.
    fn place(&self, window: Size) -> Point {
        let fit = |at: f32, long: f32, room: f32| if at + long > room { (at - long).max(0.0) } else { at };
        let x = fit(self.at.x, WIDTH, window.width);
        let y = if self.at.y + self.height() > window.height {
            (window.height - self.floor - self.height()).max(0.0)
        } else {
            self.at.y
        };
        Point::new(x, y)
    }

    pub fn view<'a>(&'a self, words: &'a Words) -> Element<'a, Message> {
        let outside = mouse_area(gap().width(Length::Fill).height(Length::Fill))
            .on_press(Message::Closed)
            .on_right_press(Message::Closed);
        let placed = responsive(move |window| {
            let at = self.place(window);
            pin(iced::widget::opaque(self.list(words))).x(at.x).y(at.y).into()
        });
        stack![outside, placed].width(Length::Fill).height(Length::Fill).into()
    }

    fn list<'a>(&'a self, words: &Words) -> Element<'a, Message> {
        let mut list = column![];
        for (index, entry) in self.entries.iter().enumerate() {
            if entry.apart {
                list = list.push(container(pieces::rule_across()).center_y(RULE));
            }
            list = list.push(self.row(words, index, entry));
        }
        container(list).padding([EDGE, 1.0]).width(WIDTH).style(surface::modal).into()
    }

    fn row<'a>(&'a self, words: &Words, index: usize, entry: &Entry) -> Element<'a, Message> {
        let keys = entry.keys.and_then(|intent| shortcut::keys_of(intent).first());
        let keys = keys.map(|keys| single_line(keys.says(words)).size(size::SMALL).style(colour::muted));
        let line = row![
            container((entry.icon)().size(15)).width(16),
            single_line(entry.says(words)).width(Length::Fill),
            keys
        ]
        .spacing(10)
        .align_y(Alignment::Center);
        let state = surface::RowState::of(self.current == Some(index), true);
        let press = button(container(line).center_y(Length::Fill))
            .padding([0.0, space::M])
            .height(ROW)
            .width(Length::Fill)
            .style(kind::menu_row(state))
            .on_press_maybe(entry.enabled.then_some(Message::Picked(index)));
        mouse_area(press).on_enter(Message::Pointed(index)).into()
    }
}

/// What emptying the folder is called; None where it cannot be.
#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::deed::{Place, Reach};

    fn reach() -> Reach {
        Reach { count: 1, account: Some(AccountId(1)), unread: true, unflagged: true, ..Reach::default() }
    }

    #[test]
    fn keys_go_round_past_what_cannot_be_chosen() {
        let mut menu = State::of_messages(Point::ORIGIN, &Reach { place: Place::Archive, ..reach() }).by_key();
        let mut seen = Vec::new();
        for _ in 0..18 {
            let Action::Do(choice) = menu.update(Message::Entered) else { panic!("nothing is chosen") };
            seen.push(choice);
            assert_eq!(menu.update(Message::Stepped(Step::Down)), Action::None);
        }
        assert!(seen.contains(&Choice::Print) && !seen.contains(&Choice::Deed(Deed::Archive)));
        assert!(seen.contains(&Choice::Deed(Deed::Seen)));
        assert_eq!(menu.update(Message::Entered), Action::Do(Choice::Answer(Manner::Reply)), "round");
    }

    #[test]
    fn it_stays_inside_the_window() {
        let menu = State::of_messages(Point::new(1000.0, 690.0), &reach());
        let at = menu.place(Size::new(1024.0, 700.0));
        assert!(at.x + WIDTH <= 1024.0 && at.y + menu.height() <= 700.0, "{at:?}");
        let tiny = menu.place(Size::new(100.0, 100.0));
        assert!(tiny.x >= 0.0 && tiny.y >= 0.0);
    }
}
