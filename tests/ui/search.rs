//! The search box over a real widget tree: its hints, and the keys that take them.

use iced::keyboard::{Modifiers, key::Named};
use iced::widget::{Id, column, container, row, space};
use iced::{Event, Length, Task};
use sceau::i18n::{Language, Words};
use sceau::ui::context::{Context, Density, Focus};
use sceau::ui::search::{self, Action, Message};
use sceau::ui::theme::{Element, Theme, surface};
use sceau::ui::widget::focus;

use super::harness::{Harness, Stage};
use super::people::{self, NOW};

pub(crate) struct SearchStage {
    search: search::State,
    words: Words,
    theme: Theme,
    done: Vec<Action>,
}

#[derive(Debug, Clone)]
pub(crate) enum Move {
    Box(Message),
    Focus,
}

impl SearchStage {
    pub(crate) fn new(language: Language, theme: Theme) -> Self {
        Self { search: search::State::default(), words: Words::new(language), theme, done: Vec::new() }
    }
}

impl Stage for SearchStage {
    type Message = Move;

    fn update(&mut self, message: Move) -> Task<Move> {
        match message {
            Move::Focus => return focus::on(Id::new(search::BOX)),
            Move::Box(message) => match self.search.update(message) {
                Action::None => {}
                Action::LookFromEnd => {
                    self.done.push(Action::LookFromEnd);
                    return iced::widget::operation::move_cursor_to_end(search::BOX);
                }
                action => self.done.push(action),
            },
        }
        Task::none()
    }

    fn view(&self) -> Element<'_, Move> {
        let context = Context {
            words: &self.words,
            now: NOW,
            density: Density::Comfortable,
            tags: &[],
            mailboxes: people::mailboxes(),
            focus: Focus::List,
            theme: Theme::default(),
            scale: 1.0,
        };
        let bar = row![space().width(60), self.search.view(&context).map(Move::Box), space().width(60)];
        container(column![bar.padding(8)]).width(Length::Fill).height(Length::Fill).style(surface::window).into()
    }

    fn theme(&self) -> Theme {
        self.theme
    }
}

pub(crate) fn window(language: Language, theme: Theme) -> Harness<SearchStage> {
    let mut window = Harness::new(SearchStage::new(language, theme), 520.0, 420.0);
    window.tell(Move::Focus);
    window.send(&[]);
    window
}

fn type_text(window: &mut Harness<SearchStage>, text: &str) {
    for letter in text.chars() {
        let events: Vec<Event> = iced_test::simulator::typewrite(&letter.to_string()).collect();
        window.send(&events);
    }
}

#[test]
fn an_empty_box_that_has_the_cursor_says_what_may_be_typed() {
    let mut window = window(Language::Fr, Theme::Light);
    let with = window.pixels().1;
    type_text(&mut window, "bilan ");
    let without = window.pixels().1;
    let rows_below = 520 * 4 * 60;
    assert!(with[rows_below..] != without[rows_below..], "the hints go when they are of no use");
}

#[test]
fn tab_completes_and_typing_goes_on_behind_it() {
    let mut window = window(Language::Fr, Theme::Light);
    type_text(&mut window, "bilan do");
    window.press(Named::Tab, Modifiers::NONE);
    assert_eq!(window.stage.search.text(), "bilan dossier:");
    type_text(&mut window, "labo");
    assert_eq!(window.stage.search.text(), "bilan dossier:labo");
    window.press(Named::Enter, Modifiers::NONE);
    assert_eq!(window.stage.done.last(), Some(&Action::GoToResults));
}

#[test]
fn a_hint_is_taken_with_the_mouse_and_the_cursor_stays() {
    let mut window = window(Language::Fr, Theme::Light);
    // The first line of the panel, under the box.
    window.click_at(120.0, 62.0);
    assert_eq!(window.stage.search.text(), "de:");
    type_text(&mut window, "durand");
    assert_eq!(window.stage.search.text(), "de:durand");
}
