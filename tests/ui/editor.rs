//! The editor over a real widget tree: typing, choosing, undoing, looks, pasting,
//! and the keys in a long text.

use std::time::{Duration, Instant};

use iced::advanced::input_method;
use iced::keyboard::key::Named;
use iced::keyboard::{Key, Modifiers};
use iced::widget::{column, container};
use iced::{Event, Length, Point, Task};
use sceau::domain::writing::{Block, Document, Emphasis, Place, Selection};
use sceau::engine::spelling::Spelling;
use sceau::i18n::{Language, Words};
use sceau::mime::writing;
use sceau::ui::theme::{Element, Theme};
use sceau::ui::widget::editor::{self, Action, Board, Message, Pick};
use sceau::ui::widget::focus;

use super::harness::{Harness, Stage, window_id};

struct EditorStage {
    state: editor::State,
    spelling: Option<Spelling>,
    words: Words,
    asked: Vec<Action>,
    changes: usize,
}

impl Stage for EditorStage {
    type Message = Message;

    fn update(&mut self, message: Message) -> Task<Message> {
        match self.state.update(message) {
            Action::None => Task::none(),
            Action::Changed => {
                self.changes += 1;
                Task::none()
            }
            Action::Pressed { changed } => {
                self.changes += usize::from(changed);
                focus::on(self.state.id())
            }
            Action::Focus(id) => focus::on(id),
            Action::Check(words) => {
                let spelling = self.spelling.clone().expect("nobody to ask");
                Task::perform(async move { spelling.check(words).await }, Message::Checked)
            }
            Action::Suggest { at, word } => {
                let spelling = self.spelling.clone().expect("nobody to ask");
                Task::perform(async move { spelling.suggest(word).await }, move |words| Message::Suggested(at, words))
            }
            action => {
                self.asked.push(action);
                Task::none()
            }
        }
    }

    fn view(&self) -> Element<'_, Message> {
        let text = editor::view(&self.state, &self.words, Theme::Light, "Écrire".to_owned());
        let bar = self.state.is_rich().then(|| container(editor::bar(&self.state, &self.words)).height(80));
        let finder = editor::finder(&self.state, &self.words);
        column![bar, finder, container(text).height(Length::Fill)].into()
    }
}

type Window = Harness<EditorStage>;

const BAR: f32 = 80.0;

fn open(document: Document, rich: bool) -> Window {
    let state = editor::State::new(document, rich, Board::default());
    let stage = EditorStage { state, spelling: None, words: Words::new(Language::Fr), asked: Vec::new(), changes: 0 };
    let mut window = Harness::new(stage, 700.0, 500.0);
    let id = window.stage.state.id();
    window.work(focus::on(id));
    window
}

fn writing(text: &str) -> Window {
    open(Document::plain(text), true)
}

fn type_text(window: &mut Window, text: &str) {
    for letter in text.chars() {
        let events: Vec<Event> = iced_test::simulator::typewrite(&letter.to_string()).collect();
        window.send(&events);
    }
}

fn text(window: &Window) -> String {
    writing::text(window.stage.state.document())
}

fn html(window: &Window) -> String {
    writing::html(window.stage.state.document()).replace('\n', "")
}

fn letter(window: &mut Window, letter: &str, modifiers: Modifiers) {
    window.press(Key::Character(letter.into()), modifiers);
}

fn command(window: &mut Window, key: &str) {
    letter(window, key, Modifiers::COMMAND);
}

fn caret(window: &Window) -> (usize, usize) {
    let Place { block, at } = window.stage.state.selection().head;
    (block, at)
}

#[test]
fn what_is_typed_is_written_and_taken_back() {
    let mut window = writing("");
    type_text(&mut window, "Chère consœur, être");
    window.press(Named::Enter, Modifiers::NONE);
    type_text(&mut window, "à demain");
    assert_eq!(text(&window), "Chère consœur, être\nà demain");
    assert!(window.stage.changes > 20);
    window.press(Named::Backspace, Modifiers::COMMAND);
    assert_eq!(text(&window), "Chère consœur, être\nà ");
    for _ in 0..2 {
        command(&mut window, "z");
    }
    assert_eq!(text(&window), "Chère consœur, être\nà ");
    for _ in 0..2 {
        command(&mut window, "z");
    }
    assert_eq!(text(&window), "Chère consœur, être");
    command(&mut window, "y");
    letter(&mut window, "Z", Modifiers::COMMAND | Modifiers::SHIFT);
    assert_eq!(text(&window), "Chère consœur, être\nà ");
}

#[test]
fn an_input_method_shows_what_it_puts_together_and_then_gives_it() {
    let mut window = writing("for");
    window.press(Named::End, Modifiers::NONE);
    window.send(&[Event::InputMethod(input_method::Event::Preedit("^".to_owned(), Some(0..1)))]);
    assert_eq!(text(&window), "for", "nothing is given yet");
    let composing = window.pixels().1;
    window.send(&[
        Event::InputMethod(input_method::Event::Preedit(String::new(), None)),
        Event::InputMethod(input_method::Event::Commit("ê".to_owned())),
    ]);
    assert_eq!(text(&window), "forê");
    assert_ne!(window.pixels().1, composing);
    type_text(&mut window, "t");
    assert_eq!((text(&window).as_str(), caret(&window)), ("forêt", (0, 6)));
}

#[test]
fn the_caret_goes_by_letters_words_lines_and_pages() {
    let long = "Une phrase assez longue pour passer à la ligne dans une fenêtre étroite, et même deux fois s’il le faut, \
        puisqu’elle ne s’arrête pas de sitôt et dit encore quelque chose.";
    let mut window = writing(&format!("un deux\n{long}\nfin"));
    window.press(Named::ArrowRight, Modifiers::COMMAND);
    assert_eq!(caret(&window), (0, 2));
    window.press(Named::ArrowDown, Modifiers::NONE);
    assert_eq!(caret(&window).0, 1);
    window.press(Named::End, Modifiers::NONE);
    let end = caret(&window).1;
    assert!(end > 20 && end < long.len(), "the end of the line that is seen: {end}");
    window.press(Named::ArrowDown, Modifiers::NONE);
    assert!(caret(&window).0 == 1 && caret(&window).1 > end, "down is the next line that is seen");
    window.press(Named::Home, Modifiers::NONE);
    let start = caret(&window).1;
    assert!(start >= end && start < long.len());
    window.press(Named::ArrowUp, Modifiers::NONE);
    assert_eq!(caret(&window), (1, 0));
    window.press(Named::End, Modifiers::COMMAND);
    assert_eq!(caret(&window), (2, 3));
    window.press(Named::Home, Modifiers::COMMAND | Modifiers::SHIFT);
    assert_eq!(window.stage.state.selection(), Selection::new(Place::new(2, 3), Place::new(0, 0)));
    let mut pages = writing(&"ligne\n".repeat(300));
    for _ in 0..5 {
        pages.press(Named::PageDown, Modifiers::NONE);
    }
    let below = caret(&pages).0;
    assert!((60..150).contains(&below), "{below}");
    for _ in 0..6 {
        pages.press(Named::PageUp, Modifiers::NONE);
    }
    assert_eq!(caret(&pages), (0, 0));
}

#[test]
fn the_mouse_chooses_letters_words_and_paragraphs() {
    let mut window = writing("douleur thoracique\nnuit");
    let line = |number: f32| BAR + 12.0 + number * 21.0 + 10.0;
    window.drag(Point::new(17.0, line(0.0)), Point::new(680.0, line(0.0)));
    command(&mut window, "c");
    assert_eq!(window.copied.as_deref(), Some("douleur thoracique"));
    window.click_at(120.0, line(1.0));
    assert_eq!(caret(&window), (1, 4));
    std::thread::sleep(Duration::from_millis(320));
    window.click_at(40.0, line(0.0));
    window.click_at(40.0, line(0.0));
    command(&mut window, "x");
    assert_eq!((window.copied.as_deref(), text(&window).as_str()), (Some("douleur"), " thoracique\nnuit"));
    std::thread::sleep(Duration::from_millis(320));
    for _ in 0..3 {
        window.click_at(40.0, line(1.0));
    }
    type_text(&mut window, "x");
    assert_eq!(text(&window), " thoracique\nx");
    window.click_at(14.0, line(0.0));
    window.hold(Modifiers::SHIFT);
    window.click_at(690.0, line(1.0));
    assert_eq!(window.stage.state.selection().ends(), (Place::new(0, 0), Place::new(1, 1)));
}

#[test]
fn drawing_a_selection_beyond_the_edge_brings_the_text_along() {
    let mut window = writing(&"ligne\n".repeat(33));
    window.point_at(20.0, BAR + 20.0);
    window.send(&[Event::Mouse(iced::mouse::Event::ButtonPressed(iced::mouse::Button::Left))]);
    window.point_at(40.0, 499.0 + 200.0);
    assert_eq!(caret(&window).0, 33, "to the very end, without another move of the mouse");
}

#[test]
fn letters_take_the_looks_that_are_asked_for_by_keys_and_by_the_bar() {
    let mut window = writing("un deux trois");
    window.press(Named::End, Modifiers::NONE);
    window.press(Named::ArrowLeft, Modifiers::COMMAND | Modifiers::SHIFT);
    command(&mut window, "b");
    command(&mut window, "i");
    assert_eq!(html(&window), "<div>un deux <b><i>trois</i></b></div>");
    window.press(Named::End, Modifiers::NONE);
    command(&mut window, "b");
    type_text(&mut window, "!");
    assert_eq!(html(&window), "<div>un deux <b><i>trois</i></b><i>!</i></div>");
    command(&mut window, "a");
    letter(&mut window, "K", Modifiers::COMMAND | Modifiers::SHIFT);
    window.click("Sans couleur");
    assert!(window.stage.state.selection() == window.stage.state.document().everything());
    letter(&mut window, "E", Modifiers::COMMAND | Modifiers::SHIFT);
    assert_eq!(html(&window), "<div>un deux trois!</div>");
    letter(&mut window, "L", Modifiers::COMMAND | Modifiers::SHIFT);
    command(&mut window, "e");
    assert_eq!(html(&window), "<ul><li style=\"text-align:center\">un deux trois!</li></ul>");
    type_text(&mut window, "x");
    assert_eq!(text(&window), "- x", "the keys came back after the button was pressed");
}

#[test]
fn tab_goes_deeper_in_a_list_and_elsewhere_leaves_the_field() {
    let mut window = writing("");
    assert!(!pressed_is_used(&mut window, Named::Tab, Modifiers::NONE), "no list: Tab is the window's");
    letter(&mut window, "N", Modifiers::COMMAND | Modifiers::SHIFT);
    type_text(&mut window, "a");
    window.press(Named::Enter, Modifiers::NONE);
    window.press(Named::Tab, Modifiers::NONE);
    type_text(&mut window, "b");
    window.press(Named::Enter, Modifiers::NONE);
    window.press(Named::Tab, Modifiers::SHIFT);
    type_text(&mut window, "c");
    assert_eq!(text(&window), "1. a\n  1. b\n2. c");
}

/// Whether the text changes its form at Tab.
fn pressed_is_used(window: &mut Window, key: Named, modifiers: Modifiers) -> bool {
    let before = (text(window), window.stage.changes);
    window.press(key, modifiers);
    (text(window), window.stage.changes) != before
}

#[test]
fn what_is_copied_keeps_its_looks_unless_plain_letters_are_asked_for() {
    let bold = "<div>a <b>gras</b></div>";
    let mut window = open(writing::from_html(bold), true);
    command(&mut window, "a");
    command(&mut window, "c");
    window.press(Named::End, Modifiers::COMMAND);
    command(&mut window, "v");
    assert_eq!(html(&window), "<div>a <b>gras</b>a <b>gras</b></div>");
    command(&mut window, "z");
    window.press(Named::End, Modifiers::COMMAND);
    window.press(Named::Enter, Modifiers::NONE);
    letter(&mut window, "V", Modifiers::COMMAND | Modifiers::SHIFT);
    assert_eq!(text(&window), "a gras\na gras");
    window.copied = Some("d’ailleurs\r\nlà".to_owned());
    command(&mut window, "v");
    assert_eq!(text(&window), "a gras\na grasd’ailleurs\nlà");
    window.copied = None;
    command(&mut window, "v");
    assert_eq!(window.stage.asked, [Action::PasteWanted]);
}

#[test]
fn a_plain_text_takes_no_looks() {
    let mut window = open(Document::plain("un deux"), false);
    command(&mut window, "a");
    command(&mut window, "b");
    letter(&mut window, "L", Modifiers::COMMAND | Modifiers::SHIFT);
    assert_eq!(html(&window), "<div>un deux</div>");
    assert_eq!(window.stage.changes, 0);
}

#[test]
fn a_link_is_set_on_words_and_followed_with_control() {
    let mut window = writing("ici");
    command(&mut window, "a");
    command(&mut window, "k");
    type_text(&mut window, "pas une adresse");
    window.press(Named::Enter, Modifiers::NONE);
    assert!(window.shows("Ce n’est pas une adresse."));
    window.hold(Modifiers::COMMAND);
    command(&mut window, "a");
    window.hold(Modifiers::NONE);
    type_text(&mut window, "cabinet.example/rdv");
    window.press(Named::Enter, Modifiers::NONE);
    assert_eq!(html(&window), "<div><a href=\"https://cabinet.example/rdv\">ici</a></div>");
    window.hold(Modifiers::COMMAND);
    window.click_at(22.0, BAR + 20.0);
    assert_eq!(window.stage.asked, [Action::OpenLink("https://cabinet.example/rdv".to_owned())]);
}

#[test]
fn the_keys_are_left_alone_when_they_go_elsewhere() {
    let mut window = writing("un");
    window.work(focus::next(window_id()));
    type_text(&mut window, "x");
    assert_eq!(text(&window), "un");
    window.click_at(300.0, 300.0);
    type_text(&mut window, "x");
    assert_eq!(text(&window), "unx");
}

#[test]
fn a_right_click_asks_for_a_menu_and_keeps_what_is_chosen() {
    let mut window = writing("un deux");
    command(&mut window, "a");
    window.point_at(30.0, BAR + 20.0);
    window.send(&[Event::Mouse(iced::mouse::Event::ButtonPressed(iced::mouse::Button::Right))]);
    assert_eq!(window.stage.asked, [Action::Menu(Some(Point::new(30.0, BAR + 20.0)))]);
    assert!(!window.stage.state.selection().is_caret());
}

/// 10,000 lines, half a megabyte.
fn long() -> Document {
    let line = "Le patient est revu ce jour ; la cicatrisation est bonne.\n";
    Document::plain(&line.repeat(500_000 / line.len()))
}

#[test]
fn a_key_in_half_a_megabyte_is_as_quick_as_in_a_line() {
    let mut window = open(long(), true);
    for target in [Modifiers::NONE, Modifiers::COMMAND] {
        window.press(Named::End, target);
        let mut slowest = Duration::ZERO;
        let mut all = Duration::ZERO;
        for _ in 0..20 {
            let start = Instant::now();
            type_text(&mut window, "é");
            slowest = slowest.max(start.elapsed());
            all += start.elapsed();
        }
        println!("a key: {:?} on average, {slowest:?} at most", all / 20);
        // Three frames each, unoptimised: in the program it is one, and quicker.
        assert!(all / 20 < Duration::from_millis(48), "{:?}", all / 20);
    }
    let start = Instant::now();
    let _ = window.pixels();
    println!("drawn, with a copy of its pixels: {:?}", start.elapsed());
    let start = Instant::now();
    window.press(Named::Home, Modifiers::COMMAND);
    window.press(Named::PageDown, Modifiers::NONE);
    assert!(start.elapsed() < Duration::from_millis(200), "{:?}", start.elapsed());
}

#[test]
fn what_is_carried_along_is_one_block_that_goes_as_a_whole() {
    let html = "<div>un</div><div class=sceau-carried><table></table></div><div>deux</div>";
    let mut window = open(writing::from_html(html), true);
    window.click_at(200.0, BAR + 12.0 + 21.0 + 20.0);
    assert_eq!(window.stage.state.selection(), Selection::new(Place::new(1, 0), Place::new(1, 1)));
    window.press(Named::Delete, Modifiers::NONE);
    let is_left = window.stage.state.document().blocks().iter().any(|block| matches!(**block, Block::Carried(_)));
    assert!(!is_left && text(&window).starts_with("un"));
    command(&mut window, "z");
    assert_eq!(window.stage.state.document(), &writing::from_html(html));
}

#[test]
fn what_is_carried_along_is_asked_for_once_and_seen_below_its_line() {
    let html = "<div>un</div><div class=sceau-carried><table></table></div><div>deux</div>";
    let mut window = open(writing::from_html(html), true);
    let painted = |asked: &Action| if let Action::Paint(all, Theme::Light) = asked { Some(all.clone()) } else { None };
    window.send(&[]);
    window.send(&[]);
    let asked: Vec<_> = window.stage.asked.iter().filter_map(painted).collect();
    assert!(matches!(&asked[..], [all] if matches!(&all[..], [html] if html.starts_with("<table"))), "{asked:?}");
    let handle = iced::widget::image::Handle::from_rgba(80, 120, vec![200; 80 * 120 * 4]);
    window.stage.state.show(&asked[0][0], handle, iced::Size::new(80.0, 120.0));
    window.send(&[]);
    // Below its line there is room for it now: the block ends further down.
    window.click_at(200.0, BAR + 12.0 + 21.0 + 20.0 + 110.0);
    assert_eq!(window.stage.state.selection(), Selection::new(Place::new(1, 0), Place::new(1, 1)));
}

#[test]
fn a_picture_stands_among_letters_and_is_shown_where_it_is_alone() {
    let html = "<div>a <img src=cid:logo alt=logo.png> b</div><div><img src=cid:logo alt=logo.png></div><div>c</div>";
    let mut window = open(writing::from_html(html), true);
    let before = window.pixels().1;
    let handle = iced::widget::image::Handle::from_rgba(40, 30, vec![200; 40 * 30 * 4]);
    window.stage.state.show("logo", handle, iced::Size::new(40.0, 30.0));
    assert_ne!(window.pixels().1, before);
    window.press(Named::ArrowDown, Modifiers::NONE);
    window.press(Named::End, Modifiers::NONE);
    assert_eq!(caret(&window), (1, 3));
    window.press(Named::Backspace, Modifiers::NONE);
    assert_eq!(text(&window), "a [logo.png] b\n\nc");
}

#[test]
fn the_bar_says_what_holds_at_the_caret() {
    let mut window = open(writing::from_html("<div>a <b>gras</b></div>"), true);
    let plain = window.pixels().1;
    window.press(Named::End, Modifiers::NONE);
    assert!(bold_at_caret(&window));
    assert_ne!(window.pixels().1, plain);
}

fn bold_at_caret(window: &Window) -> bool {
    let state = &window.stage.state;
    let head = state.selection().head;
    let block = state.document().block(head.block).unwrap();
    block.paragraph().unwrap().style_at(head.at).has(Emphasis::Bold)
}

#[test]
fn words_are_found_and_replaced_without_touching_the_mouse() {
    let mut window = writing("Œdème du pied.\nPas d’oedème.\nŒDÈME.");
    command(&mut window, "f");
    type_text(&mut window, "oedeme");
    assert!(window.shows("1 sur 3"), "{:?}", window.texts());
    window.press(Named::Enter, Modifiers::NONE);
    window.press(Named::Enter, Modifiers::NONE);
    assert!(window.shows("3 sur 3"));
    window.press(Named::Enter, Modifiers::NONE);
    assert_eq!(caret(&window), (0, "Œdème".len()), "round");
    let field = window.place_of("oedeme");
    assert!(field.is_some() || window.texts().iter().any(|text| text == "1 sur 3"));
    window.click_at(300.0, 400.0);
    command(&mut window, "h");
    window.work(focus::next(window_id()));
    window.work(focus::next(window_id()));
    window.work(focus::next(window_id()));
    type_text(&mut window, "phlébite");
    window.press(Named::Enter, Modifiers::NONE);
    window.press(Named::Enter, Modifiers::NONE);
    assert_eq!(text(&window), "phlébite du pied.\nPas d’oedème.\nŒDÈME.");
    window.click("Tout remplacer");
    assert_eq!(text(&window), "phlébite du pied.\nPas d’phlébite.\nphlébite.");
    assert!(window.shows("Introuvable"));
    assert!(window.stage.state.is_unfolded());
    window.tell(Message::Folded);
    assert!(!window.stage.state.is_unfolded());
    window.click_at(300.0, 400.0);
    command(&mut window, "z");
    assert_eq!(text(&window), "phlébite du pied.\nPas d’oedème.\nŒDÈME.", "all at once");
}

fn right_click(window: &mut Window, x: f32, y: f32) {
    window.point_at(x, y);
    window.send(&[Event::Mouse(iced::mouse::Event::ButtonPressed(iced::mouse::Button::Right))]);
}

/// With the dictionaries of this system.
#[test]
fn a_word_that_is_spelt_wrong_is_underlined_and_put_right_from_the_menu() {
    let mut window = writing("thorasique et nuit");
    let before = window.pixels().1;
    window.stage.spelling = Some(Spelling::new(vec!["/usr/share/hunspell".into()]));
    window.stage.state.spell(true);
    window.work(Task::none());
    assert_ne!(window.pixels().1, before, "a wave");
    let line = BAR + 12.0 + 10.0;
    right_click(&mut window, 40.0, line);
    assert_eq!(window.stage.asked, [Action::Menu(Some(Point::new(40.0, line)))]);
    let offer = window.stage.state.offer();
    let nth = offer.suggestions.iter().position(|word| word == "thoracique").expect("what was meant");
    assert_eq!(window.stage.state.pick(Pick::Suggestion(nth)), Action::Pressed { changed: true });
    assert_eq!(text(&window), "thoracique et nuit");
    window.work(Task::none());
    right_click(&mut window, 40.0, line);
    assert!(!window.stage.state.offer().wrong);
    assert_eq!(window.stage.state.pick(Pick::All), Action::Pressed { changed: false });
    let cut = window.stage.state.pick(Pick::Cut);
    assert_eq!(cut, Action::Copy { text: "thoracique et nuit".to_owned(), changed: true });
}

#[test]
fn what_is_quoted_and_what_was_added_is_not_underlined() {
    let html = "<div>flébologue</div><blockquote><div>thorasique</div></blockquote>";
    let mut window = open(writing::from_html(html), true);
    let spelling = Spelling::new(vec!["/usr/share/hunspell".into()]);
    window.stage.spelling = Some(spelling);
    window.stage.state.spell(true);
    window.work(Task::none());
    right_click(&mut window, 60.0, BAR + 12.0 + 21.0 + 10.0);
    assert!(!window.stage.state.offer().wrong, "somebody else wrote it");
    right_click(&mut window, 40.0, BAR + 12.0 + 10.0);
    assert!(window.stage.state.offer().wrong);
    assert_eq!(window.stage.state.pick(Pick::Learn), Action::Learn("flébologue".to_owned()));
    right_click(&mut window, 40.0, BAR + 12.0 + 10.0);
    assert!(!window.stage.state.offer().wrong);
}

#[test]
fn the_menu_key_asks_for_the_menu_below_the_caret() {
    let mut window = writing("un\ndeux");
    window.press(Named::End, Modifiers::COMMAND);
    window.press(Named::ContextMenu, Modifiers::NONE);
    let [Action::Menu(Some(at))] = window.stage.asked.as_slice() else { panic!("{:?}", window.stage.asked) };
    assert!(at.x > 30.0 && at.y > BAR + 40.0 && at.y < BAR + 70.0, "{at:?}");
}
