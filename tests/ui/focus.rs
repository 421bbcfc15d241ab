//! Tab, where several windows are open: the toolkit would go on in the others.

use iced::widget::{Id, column, text_input};
use iced::{Event, Task, window};
use sceau::ui::theme::Element;
use sceau::ui::widget::focus;

use super::harness::{Harness, Stage};

/// Two windows, with two fields in each.
struct Windows {
    ids: [window::Id; 2],
    typed: [String; 4],
}

impl Stage for Windows {
    type Message = (usize, String);

    fn update(&mut self, (field, text): (usize, String)) -> Task<Self::Message> {
        self.typed[field] = text;
        Task::none()
    }

    fn view(&self) -> Element<'_, Self::Message> {
        let field = |at: usize| {
            let typed = move |text| (at, text);
            text_input("", &self.typed[at]).id(Id::from(format!("field-{at}"))).on_input(typed)
        };
        let window = |nth: usize| focus::within(self.ids[nth], column![field(nth * 2), field(nth * 2 + 1)].into());
        column![window(0), window(1)].into()
    }
}

fn types(harness: &mut Harness<Windows>, letter: &str) {
    let events: Vec<Event> = iced_test::simulator::typewrite(letter).collect();
    harness.send(&events);
}

#[test]
fn the_keys_go_round_in_their_own_window() {
    let windows = Windows { ids: [window::Id::unique(), window::Id::unique()], typed: Default::default() };
    let mut harness = Harness::new(windows, 600.0, 400.0);
    let second = harness.stage.ids[1];
    harness.work(focus::on(Id::from("field-2".to_owned())));
    for letter in ["a", "b", "c"] {
        types(&mut harness, letter);
        harness.work(focus::next(second));
    }
    harness.work(focus::previous(second));
    types(&mut harness, "d");
    assert_eq!(harness.stage.typed, ["", "", "acd", "b"].map(str::to_owned));
}
