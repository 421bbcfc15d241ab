//! The reader over a real widget tree: selecting, copying, long texts.

use std::sync::Arc;
use std::time::{Duration, Instant};

use iced::keyboard::{Modifiers, key::Named};
use iced::{Point, Task};
use sceau::domain::verdict::{Covers, Kind, Layer, Reason, Verdict};
use sceau::domain::{MessageId, PartId};
use sceau::engine::card::{CardSight, Stand};
use sceau::engine::{Fault, FaultKind, Opened, Seal, Subject};
use sceau::i18n::{Language, Words};
use sceau::ui::context::{Context, Density, Focus};
use sceau::ui::letter;
use sceau::ui::pane::reader;
use sceau::ui::theme::{Element, Theme};

use super::harness::{Harness, Stage};
use super::people::{self, NOW};

pub(crate) struct ReaderStage {
    pub(crate) reader: reader::State,
    pub(crate) theme: Theme,
    pub(crate) words: Words,
    pub(crate) done: Vec<reader::Action>,
    pub(crate) focus: Focus,
}

impl ReaderStage {
    pub(crate) fn new(language: Language) -> Self {
        let words = Words::in_zone(language, jiff::tz::TimeZone::get("Europe/Paris").unwrap());
        let (reader, theme) = (reader::State::default(), Theme::Light);
        Self { reader, theme, words, done: Vec::new(), focus: Focus::Reader }
    }

    pub(crate) fn open(mut self, result: Result<Arc<Opened>, FaultKind>) -> Self {
        let id = MessageId(40);
        let summary = people::summary(id);
        assert_eq!(self.reader.open(id, Some(&summary)), reader::Action::Load(id));
        let result = result.map_err(|kind| Fault::new(kind, Subject::Message(id), ""));
        let wanted = if result.is_ok() { reader::Action::Meet(id) } else { reader::Action::None };
        assert_eq!(self.reader.update(reader::Message::Arrived { id, result }), wanted);
        self
    }
}

impl Stage for ReaderStage {
    type Message = reader::Message;

    fn update(&mut self, message: reader::Message) -> Task<reader::Message> {
        match self.reader.update(message) {
            reader::Action::None => {}
            action => self.done.push(action),
        }
        Task::none()
    }

    fn view(&self) -> Element<'_, reader::Message> {
        self.reader.view(&Context {
            words: &self.words,
            now: NOW,
            density: Density::Comfortable,
            tags: &[],
            mailboxes: people::mailboxes(),
            focus: self.focus,
            theme: Theme::default(),
            scale: 1.0,
        })
    }

    fn theme(&self) -> Theme {
        self.theme
    }
}

fn reading(text: &str) -> Harness<ReaderStage> {
    let stage = ReaderStage::new(Language::Fr).open(Ok(people::opened(MessageId(40), text)));
    Harness::new(stage, 640.0, 700.0)
}

#[test]
fn all_of_the_text_is_chosen_and_copied_by_keys() {
    let mut window = reading("Bonjour,\n\nà demain.\n");
    window.press(iced::keyboard::Key::Character("a".into()), Modifiers::COMMAND);
    window.press(iced::keyboard::Key::Character("c".into()), Modifiers::COMMAND);
    assert_eq!(window.copied.as_deref(), Some("Bonjour,\n\nà demain."));
}

#[test]
fn a_part_of_the_text_is_chosen_with_the_mouse() {
    let mut window = reading(people::LETTER);
    let text = window.place_of(people::LETTER).unwrap();
    window.drag(Point::new(text.x + 17.0, text.y + 10.0), Point::new(text.x + 600.0, text.y + 10.0));
    window.press(iced::keyboard::Key::Character("c".into()), Modifiers::COMMAND);
    assert_eq!(window.copied.as_deref(), Some("Cher confrère,"));
}

#[test]
fn the_keys_are_left_alone_when_they_go_elsewhere() {
    let mut window = reading("Bonjour");
    window.stage.focus = Focus::List;
    window.press(iced::keyboard::Key::Character("a".into()), Modifiers::COMMAND);
    window.press(iced::keyboard::Key::Character("c".into()), Modifiers::COMMAND);
    assert_eq!(window.copied, None);
    let text = window.place_of("Bonjour").unwrap();
    window.click_at(text.x + 100.0, text.y + 10.0);
    assert_eq!(window.stage.done, [reader::Action::Focus]);
}

#[test]
fn four_megabytes_are_read_without_waiting() {
    let line =
        "Le patient est revu ce jour ; la cicatrisation est satisfaisante, l’ablation des fils est prévue mardi.\n";
    let text = line.repeat(4_000_000 / line.len());
    let start = Instant::now();
    let mut window = reading(&text);
    let opening = start.elapsed();
    let place = window.place_of(&text).unwrap();
    window.point_at(place.x + 100.0, place.y + 100.0);
    let mut slowest = Duration::ZERO;
    for _ in 0..50 {
        let start = Instant::now();
        window.wheel(300.0);
        slowest = slowest.max(start.elapsed());
    }
    window.press(Named::End, Modifiers::empty());
    let (_, end) = window.pixels();
    window.press(Named::Home, Modifiers::empty());
    let (_, home) = window.pixels();
    assert!(end != home);
    assert!(opening < Duration::from_secs(3), "{opening:?}");
    assert!(slowest < Duration::from_millis(200), "{slowest:?}");
}

#[test]
fn an_attachment_is_opened_or_saved_from_its_card() {
    let mut window = reading("Bonjour");
    assert!(window.shows("4 pièces jointes, 4,8\u{a0}Mo"));
    let card = window.place_of("bilan.hpr").unwrap();
    window.click_at(card.x + 170.0, card.y + 16.0);
    assert_eq!(window.stage.done, [reader::Action::OpenPart(MessageId(40), PartId(2))]);
    window.click_at(card.x + 202.0, card.y + 16.0);
    assert_eq!(window.stage.done[1], reader::Action::SaveAs(MessageId(40), PartId(2)));
    window.click("Tout enregistrer");
    assert_eq!(window.stage.done[2], reader::Action::SaveAll(MessageId(40)));
}

#[test]
fn a_signature_is_only_ever_called_unverified() {
    let mut window = reading("Bonjour");
    assert!(window.shows("Signé, signature non vérifiée"));
}

#[test]
fn how_a_message_is_sealed_and_when_it_came_are_told_in_a_narrow_pane_too() {
    let stage = ReaderStage::new(Language::Fr).open(Ok(people::opened(MessageId(40), "Bonjour")));
    let mut window = Harness::new(stage, 380.0, 700.0);
    let claim = window.place_of("Signé, signature non vérifiée").expect("the claim");
    assert!(claim.width > 150.0, "nothing is left of it: {claim:?}");
    let date = window.stage.words.date_long(people::opened(MessageId(40), "").envelope.date.unwrap());
    let date = window.place_of(&date).expect("the date");
    assert!(date.x + date.width <= 380.0 && date.y >= claim.y, "{date:?}");
}

#[test]
fn a_new_window_knows_the_card_that_is_in() {
    let layer = Layer { reasons: vec![Reason::NoKey], ..Layer::new(Kind::Encrypted, Covers::Whole) };
    let seal = Seal { verdict: Verdict::new(Vec::new(), vec![layer]), apart: Vec::new(), closed: None };
    let sealed = Opened { seal: Some(Arc::new(seal)), ..Opened::clone(&people::opened(MessageId(40), "")) };
    for (stand, says) in [(Stand::NoCard, "Insérez votre carte"), (Stand::Token, "Message chiffré pour d’autres")] {
        let card = CardSight { stand, ..CardSight::default() };
        let mut stage = ReaderStage::new(Language::Fr);
        stage.reader = letter::State::new(None, Arc::new([]), &card).reader;
        let mut window = Harness::new(stage.open(Ok(Arc::new(sealed.clone()))), 640.0, 700.0);
        assert!(window.shows(says), "{stand:?}: {:?}", window.texts());
    }
}
