use iced::{Size, Vector};

use super::{Action, Answer, Message, Room, State, Wish};
use crate::domain::MessageId;
use crate::engine::{FOLD, Grain, Laid, Light, Link, Look, Quotes, Reach, Sight, Spot, Strip, Unshown};
use crate::i18n::Language;

const LIGHT: Light = Light { paper: [255; 3], ink: [0; 3], link: [0, 0, 200], dark: false };

fn sight(number: i64) -> Sight {
    Sight { message: MessageId(number), part: None, attachment: None, plain: false }
}

fn room(width: f32) -> Room {
    Room { size: Size::new(width, 600.0), scale: 1.0, light: LIGHT, language: Language::Fr }
}

fn look(width: f32) -> Look {
    Look {
        width,
        scale: 1.0,
        zoom: 1.0,
        light: LIGHT,
        language: Language::Fr,
        quotes: Quotes::Folded,
        beginning: false,
    }
}

fn laid(height: f32) -> Laid {
    Laid { width: 500.0, height, ..Laid::default() }
}

fn says(page: &mut State, answer: Answer) -> Action {
    page.update(Message::Arrived { number: page.number, answer })
}

/// A page of that height, on show.
fn shown(height: f32) -> State {
    let mut page = State::default();
    let _ = page.update(Message::Fits(room(500.0)));
    assert_eq!(page.show(sight(1)), Action::Ask(vec![Wish::Open(sight(1), look(500.0))]));
    let _ = says(&mut page, Answer::Laid(look(500.0), Ok(laid(height))));
    page
}

fn asked(action: Action) -> Vec<u32> {
    let Action::Ask(wishes) = action else { return Vec::new() };
    wishes.into_iter().filter_map(|wish| if let Wish::Paint(strip) = wish { Some(strip.top) } else { None }).collect()
}

#[test]
fn nothing_of_one_message_is_shown_for_another() {
    let mut page = shown(2_000.0);
    let before = page.number;
    let _ = page.show(sight(2));
    let late = Answer::Laid(look(500.0), Ok(laid(900.0)));
    assert_eq!(page.update(Message::Arrived { number: before, answer: late }), Action::None);
    assert!(page.drawn().is_none(), "the second one is still on its way");
    let pixels = Answer::Painted(look(500.0), Strip { top: 0, height: 320 }, Some(vec![0; 500 * 320 * 4]));
    assert_eq!(page.update(Message::Arrived { number: before, answer: pixels }), Action::None);
    let _ = says(&mut page, Answer::Laid(look(500.0), Ok(laid(900.0))));
    assert_eq!(page.drawn().unwrap().pictures().count(), 0);
}

#[test]
fn a_page_waits_until_it_is_known_how_wide_it_may_be() {
    let mut page = State::default();
    assert_eq!(page.show(sight(1)), Action::None);
    assert_eq!(page.update(Message::Fits(room(500.0))), Action::Ask(vec![Wish::Open(sight(1), look(500.0))]));
    assert_eq!(page.update(Message::Fits(room(510.0))), Action::None, "one at a time");
    let then = says(&mut page, Answer::Laid(look(500.0), Ok(laid(900.0))));
    assert_eq!(then, Action::Ask(vec![Wish::Lay(look(510.0))]), "what changed meanwhile is made up for");
}

#[test]
fn what_is_in_sight_is_painted_first_and_nothing_is_asked_for_twice() {
    let mut page = shown(10_000.0);
    // Once laid out, the first strips were asked for.
    assert_eq!(asked(page.scroll(Vector::ZERO)), Vec::<u32>::new());
    let further = asked(page.update(Message::Scrolled(Vector::new(0.0, 3_000.0))));
    assert_eq!(further.first(), Some(&2_880), "{further:?}");
    assert!(further.contains(&3_520) && further.contains(&3_840), "{further:?}");
    let back = asked(page.update(Message::ScrolledTo(0.0)));
    assert!(back.starts_with(&[0, 320]), "what was let go is asked for again: {back:?}");
}

#[test]
fn a_drag_may_pass_places_but_not_where_it_began() {
    let mut page = shown(900.0);
    let from = Reach::From(1.0, 1.0, Grain::Letter);
    assert_eq!(page.update(Message::Reached(from)), Action::Ask(vec![Wish::Select(from)]));
    for x in [2.0, 3.0] {
        assert_eq!(page.update(Message::Reached(Reach::To(x, 1.0))), Action::None);
    }
    let next = says(&mut page, Answer::Selected(Vec::new()));
    assert_eq!(next, Action::Ask(vec![Wish::Select(Reach::To(3.0, 1.0))]));
    assert_eq!(page.update(Message::Reached(from)), Action::None);
    assert_eq!(page.update(Message::Reached(Reach::To(9.0, 1.0))), Action::None);
    assert_eq!(says(&mut page, Answer::Selected(Vec::new())), Action::Ask(vec![Wish::Select(from)]));
}

#[test]
fn a_page_that_cannot_be_laid_out_is_told_and_one_that_was_passed_is_not() {
    let mut page = State::default();
    let _ = page.update(Message::Fits(room(500.0)));
    let _ = page.show(sight(1));
    let _ = says(&mut page, Answer::Laid(look(500.0), Err(Unshown::Passed)));
    assert!(!page.failed());
    let _ = says(&mut page, Answer::Laid(look(500.0), Err(Unshown::Deadly)));
    assert!(page.failed());
}

#[test]
fn a_page_that_cannot_be_painted_or_looked_through_is_told_and_says_nothing_of_its_words() {
    for wish in [Message::FindTyped("mot".into()), Message::Reached(Reach::All), Message::CopyPressed] {
        let mut page = shown(5_000.0);
        let _ = page.update(Message::FindPressed);
        let _ = page.update(wish);
        let _ = says(&mut page, Answer::Lost(Unshown::Passed));
        assert!(page.is_laid() && !page.failed());
        let _ = says(&mut page, Answer::Lost(Unshown::Deadly));
        assert!(page.failed() && page.drawn().is_none() && !page.is_finding());
    }
    let mut page = State::default();
    let _ = page.update(Message::Fits(room(500.0)));
    let _ = page.show(sight(1));
    let begun = Look { beginning: true, ..look(500.0) };
    let _ = says(&mut page, Answer::Laid(begun, Ok(Laid { begun: true, ..laid(2_000.0) })));
    let _ = says(&mut page, Answer::Lost(Unshown::Deadly));
    assert!(page.failed(), "its rest would never have come");
    let _ = page.show(sight(2));
    assert!(!page.failed());
}

#[test]
fn words_that_are_found_come_into_sight_one_after_the_other() {
    let mut page = shown(5_000.0);
    assert!(matches!(page.update(Message::FindPressed), Action::Find(_)));
    assert_eq!(page.update(Message::FindTyped("mot".into())), Action::Ask(vec![Wish::Find("mot".into())]));
    let at = |y| vec![Spot { x: 0.0, y, width: 30.0, height: 20.0 }];
    let stale = Answer::Found("mo".into(), vec![at(4_000.0)]);
    assert_eq!(says(&mut page, stale), Action::None);
    let _ = says(&mut page, Answer::Found("mot".into(), vec![at(100.0), at(3_000.0)]));
    assert!(page.offset.y < 1.0, "it is in sight");
    let _ = page.update(Message::FindStepped(1));
    assert!((2_000.0..3_000.0).contains(&page.offset.y), "{}", page.offset.y);
    let _ = page.update(Message::FindStepped(1));
    assert!(page.offset.y < 100.0, "round again");
}

#[test]
fn remote_pictures_are_asked_for_once_and_only_when_wanted() {
    let mut page = State::default();
    let _ = page.update(Message::Fits(room(500.0)));
    let _ = page.show(sight(1));
    let held = vec!["https://a.example/1.png".to_owned()];
    let with_held = Laid { held: held.clone(), ..laid(900.0) };
    let first = says(&mut page, Answer::Laid(look(500.0), Ok(with_held)));
    let Action::Ask(wishes) = first else { panic!("{first:?}") };
    assert!(!wishes.contains(&Wish::Pictures(held.clone())), "nobody asked for them");
    assert!(wishes.contains(&Wish::TrustedPictures(MessageId(1), held.clone())));
    assert_eq!(page.update(Message::PicturesPressed), Action::Ask(vec![Wish::Pictures(held)]));
    assert_eq!(page.update(Message::PicturesPressed), Action::None, "they are on their way");
}

#[test]
fn a_link_is_followed_by_asking() {
    let mut page = State::default();
    let _ = page.update(Message::Fits(room(500.0)));
    let _ = page.show(sight(1));
    let link = Link { spots: Vec::new(), leads: "https://labo.example/".to_owned(), misleads: false };
    let _ = says(&mut page, Answer::Laid(look(500.0), Ok(Laid { links: vec![link.clone()], ..laid(900.0) })));
    assert_eq!(page.update(Message::LinkPressed(0)), Action::Follow(link));
    assert_eq!(page.update(Message::LinkPressed(7)), Action::None);
}

/// A page with a quote that is folded.
fn folded() -> State {
    let mut page = State::default();
    let _ = page.update(Message::Fits(room(500.0)));
    let _ = page.show(sight(1));
    let fold = Link { spots: Vec::new(), leads: FOLD.to_owned(), misleads: false };
    let _ = says(&mut page, Answer::Laid(look(500.0), Ok(Laid { links: vec![fold], ..laid(900.0) })));
    page
}

fn open() -> Look {
    Look { quotes: Quotes::Open, ..look(500.0) }
}

#[test]
fn a_folded_quote_is_unfolded_by_its_line_and_asks_nobody() {
    let mut page = folded();
    let _ = page.update(Message::Hovered(Some(0)));
    assert_eq!(page.hovered(), None, "it leads nowhere");
    let unfolded = Action::Ask(vec![Wish::Lay(open())]);
    assert_eq!(page.update(Message::LinkPressed(0)), unfolded);
    let links = page.laid().unwrap().links.clone();
    let _ = says(&mut page, Answer::Laid(open(), Ok(Laid { links, ..laid(2_000.0) })));
    assert_eq!(page.update(Message::FoldFlipped), Action::Ask(vec![Wish::Lay(look(500.0))]));
    assert_eq!(shown(900.0).update(Message::FoldFlipped), Action::None, "there is none");
}

#[test]
fn what_is_looked_for_or_selected_as_a_whole_is_unfolded_first() {
    let mut page = folded();
    assert_eq!(page.update(Message::FindPressed), Action::Find(vec![Wish::Lay(open())]));
    let mut page = folded();
    assert_eq!(page.update(Message::Reached(Reach::All)), Action::Ask(vec![Wish::Lay(open())]));
    let Action::Ask(wishes) = says(&mut page, Answer::Laid(open(), Ok(laid(2_000.0)))) else { panic!("nothing") };
    assert!(wishes.contains(&Wish::Select(Reach::All)), "{wishes:?}");
    let again = says(&mut page, Answer::Laid(open(), Ok(laid(2_000.0))));
    assert!(matches!(again, Action::Ask(wishes) if wishes.contains(&Wish::Select(Reach::Nothing))), "once");
    let mut other = folded();
    let _ = other.update(Message::FindPressed);
    let _ = other.show(sight(2));
    assert_eq!(other.quotes.wanted(), Quotes::Folded, "another message is folded anew");
}

#[test]
fn another_language_opens_the_page_anew() {
    let mut page = folded();
    let english = Room { language: Language::En, ..room(500.0) };
    let wanted = Look { language: Language::En, ..look(500.0) };
    assert_eq!(page.update(Message::Fits(english)), Action::Ask(vec![Wish::Open(sight(1), wanted)]));
}

#[test]
fn a_page_that_was_begun_is_laid_out_whole_once_what_is_in_sight_is_painted() {
    let begun = Look { beginning: true, ..look(500.0) };
    let mut page = State::default();
    let _ = page.update(Message::Fits(room(500.0)));
    let _ = page.show(sight(1));
    let first = says(&mut page, Answer::Laid(begun, Ok(Laid { begun: true, ..laid(2_000.0) })));
    assert_eq!(asked(first).first(), Some(&0));
    assert_eq!(asked(page.update(Message::Scrolled(Vector::new(0.0, 100.0)))), Vec::<u32>::new());
    let pixels = |top| Answer::Painted(begun, Strip { top, height: 320 }, Some(vec![0; 500 * 320 * 4]));
    assert_eq!(says(&mut page, pixels(0)), Action::None);
    assert_eq!(says(&mut page, pixels(320)), Action::None);
    assert_eq!(says(&mut page, pixels(640)), Action::Ask(vec![Wish::Lay(look(500.0))]));
    let _ = says(&mut page, Answer::Laid(look(500.0), Ok(laid(9_000.0))));
    assert_eq!(page.drawn().unwrap().offset(), Vector::new(0.0, 100.0), "the reader stays where they were");
    assert_eq!(says(&mut page, pixels(960)), Action::None, "what was painted of the beginning comes too late");
    assert_eq!(page.drawn().unwrap().pictures().count(), 3, "until it is painted anew, what was there stays");
}
