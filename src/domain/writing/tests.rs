use std::sync::Arc;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{
    Align, Block, Carried, Document, Edit, Emphasis, Form, Ink, Item, Leap, Link, List, Manuscript, Marker, Paragraph,
    Picture, Place, Reach, Reform, Restyle, Selection, Size, Style, numbers,
};

const BACK: Edit = Edit::Delete(Reach { leap: Leap::Letter, forward: false });
const AHEAD: Edit = Edit::Delete(Reach { leap: Leap::Letter, forward: true });

fn at(block: usize, at: usize) -> Place {
    Place::new(block, at)
}

/// A line for each block: quotes, list marks, letters; what is carried is `#`.
fn lines(document: &Document) -> Vec<String> {
    let line = |block: &Arc<Block>| match &**block {
        Block::Carried(_) => "#".to_owned(),
        Block::Paragraph(paragraph) => {
            let mark = paragraph.form.item.map_or("", |item| match item.list {
                List::Bulleted => "- ",
                List::Numbered => "1. ",
                List::Unmarked => "  ",
            });
            format!("{}{mark}{}", ">".repeat(paragraph.form.quote.into()), paragraph.text())
        }
    };
    document.blocks().iter().map(line).collect()
}

fn typed(hand: &mut Manuscript, text: &str) {
    for letter in text.chars() {
        let _ = hand.write(&Edit::Insert(letter.to_string()));
    }
}

fn carried() -> Block {
    Block::Carried(Carried { html: "<table></table>".into(), quote: 0 })
}

fn quoted(text: &str, quote: u8) -> Block {
    let mut paragraph = Paragraph::new(Form { quote, ..Form::default() });
    paragraph.push(text, &Style::default());
    Block::Paragraph(paragraph)
}

#[test]
fn what_is_typed_is_taken_back_word_by_word() {
    let mut hand = Manuscript::default();
    typed(&mut hand, "Cher confrère, merci");
    for before in ["Cher confrère, ", "Cher ", ""] {
        let _ = hand.undo().unwrap();
        assert_eq!(lines(hand.document()), [before]);
    }
    assert!(hand.undo().is_none() && !hand.can_undo());
    while hand.redo().is_some() {}
    assert_eq!(lines(hand.document()), ["Cher confrère, merci"]);
    assert_eq!(hand.selection(), Selection::caret(hand.document().end()));
}

#[test]
fn a_pause_or_a_step_aside_begins_a_new_step() {
    let mut hand = Manuscript::default();
    typed(&mut hand, "ab");
    hand.pause();
    typed(&mut hand, "cd");
    hand.go(Leap::Letter, false, false);
    typed(&mut hand, "x");
    assert_eq!(lines(hand.document()), ["abcxd"]);
    for before in ["abcd", "ab", ""] {
        let _ = hand.undo().unwrap();
        assert_eq!(lines(hand.document()), [before]);
    }
    for _ in 0..3 {
        let _ = hand.redo().unwrap();
    }
    for _ in 0..3 {
        let _ = hand.write(&BACK);
    }
    assert_eq!(lines(hand.document()), ["ad"]);
    let _ = hand.undo().unwrap();
    assert_eq!(lines(hand.document()), ["abcxd"], "strokes of the same key are one step");
}

#[test]
fn what_a_reader_takes_for_one_letter_goes_at_once() {
    let mut hand = Manuscript::new(Document::plain("e\u{301}👩‍⚕️!"));
    hand.go(Leap::Document, true, false);
    for left in ["e\u{301}👩‍⚕️", "e\u{301}", ""] {
        let _ = hand.write(&BACK);
        assert_eq!(lines(hand.document()), [left]);
    }
}

#[test]
fn words_are_stepped_over_and_taken_out_both_ways() {
    let document = Document::plain("Bien à vous, l’été.\nAnne");
    let mut place = at(0, 0);
    let mut stops = Vec::new();
    while place != document.end() {
        place = document.leap(place, Leap::Word, true);
        stops.push(place);
    }
    let text = "Bien à vous, l’été.";
    let ends = ["Bien", "Bien à", "Bien à vous", "Bien à vous,", "Bien à vous, l’été", text];
    let expected: Vec<Place> = ends.iter().map(|text| at(0, text.len())).chain([at(1, 0), at(1, 4)]).collect();
    assert_eq!(stops, expected);
    let mut hand = Manuscript::new(document);
    hand.go(Leap::Document, true, false);
    let back = Edit::Delete(Reach { leap: Leap::Word, forward: false });
    for _ in 0..4 {
        let _ = hand.write(&back);
    }
    assert_eq!(lines(hand.document()), ["Bien à vous, "]);
}

#[test]
fn a_word_and_a_paragraph_are_found_around_a_place() {
    let document = Document::plain("douleur thoracique, nuit");
    let around = |place| document.letters(document.word_around(at(0, place)));
    assert_eq!((around(2), around(7), around(10)), ("douleur".into(), "douleur".into(), "thoracique".into()));
    assert_eq!(around(19), " ");
    assert_eq!(document.letters(document.block_around(at(0, 3))), "douleur thoracique, nuit");
}

#[test]
fn a_selection_gives_way_to_what_is_typed_over_several_paragraphs() {
    let mut hand = Manuscript::new(Document::plain("un\ndeux\ntrois"));
    hand.select(Selection::new(at(2, 2), at(0, 1)));
    let touched = hand.write(&Edit::Insert("x\ny".to_owned())).unwrap();
    assert_eq!((touched.at, touched.gone, touched.come), (0, 3, 2));
    assert_eq!(lines(hand.document()), ["ux", "yois"]);
    assert_eq!(hand.selection(), Selection::caret(at(1, 1)));
    let _ = hand.undo();
    assert_eq!(lines(hand.document()), ["un", "deux", "trois"]);
    assert_eq!(hand.selection(), Selection::new(at(2, 2), at(0, 1)), "with what was selected");
}

#[test]
fn letters_look_as_those_before_them_or_as_was_asked() {
    let mut hand = Manuscript::default();
    typed(&mut hand, "a");
    let _ = hand.write(&Edit::Restyle(Restyle::Set(Emphasis::Bold, true)));
    assert!(hand.has(Emphasis::Bold));
    typed(&mut hand, "bc");
    let _ = hand.write(&Edit::Split);
    typed(&mut hand, "d");
    let bold = |text: &str| (text.to_owned(), Style::default().with(Emphasis::Bold));
    let pieces = |block: usize| -> Vec<(String, Style)> {
        let paragraph = hand.document().block(block).unwrap().paragraph().unwrap();
        paragraph.pieces().map(|piece| (piece.text.to_owned(), piece.style.clone())).collect()
    };
    assert_eq!(pieces(0), [("a".to_owned(), Style::default()), bold("bc")]);
    assert_eq!(pieces(1), [bold("d")], "the next paragraph goes on so");
    let mut hand = hand.clone();
    hand.select(hand.document().everything());
    assert!(!hand.has(Emphasis::Bold), "not all of it");
    let _ = hand.write(&Edit::Restyle(Restyle::Set(Emphasis::Bold, true)));
    assert!(hand.has(Emphasis::Bold));
    let _ = hand.write(&Edit::Restyle(Restyle::Plain));
    assert_eq!(hand.document(), &Document::plain("abc\nd"));
}

#[test]
fn a_link_ends_where_its_words_do_and_goes_as_a_whole() {
    let link = Link::typed("cabinet.example").unwrap();
    assert_eq!(link.as_str(), "https://cabinet.example");
    assert_eq!(Link::typed("anne@cabinet.example").unwrap().as_str(), "mailto:anne@cabinet.example");
    assert!(Link::typed("javascript:x()").is_none() && Link::typed("deux mots.").is_none());
    let mut hand = Manuscript::new(Document::plain("ici et là"));
    hand.select(Selection::new(at(0, 0), at(0, 3)));
    let _ = hand.write(&Edit::Restyle(Restyle::Link(Some(link.clone()))));
    hand.go(Leap::Letter, true, false);
    typed(&mut hand, "x");
    let paragraph = |hand: &Manuscript| hand.document().block(0).unwrap().paragraph().unwrap().clone();
    assert_eq!(paragraph(&hand).link_at(1), Some((0..3, link)));
    hand.select(Selection::caret(at(0, 1)));
    typed(&mut hand, "y");
    assert_eq!(paragraph(&hand).link_at(1).unwrap().0, 0..4, "within it, it goes on");
    let _ = hand.write(&Edit::Restyle(Restyle::Link(None)));
    assert_eq!(hand.document(), &Document::plain("iycix et là"));
}

#[test]
fn lists_begin_go_deeper_count_and_end() {
    let mut hand = Manuscript::default();
    let _ = hand.write(&Edit::Reform(Reform::List(Some(List::Numbered))));
    typed(&mut hand, "un");
    let _ = hand.write(&Edit::Split);
    typed(&mut hand, "sous");
    let _ = hand.write(&Edit::Reform(Reform::Indent));
    let _ = hand.write(&Edit::Split);
    let _ = hand.write(&Edit::Reform(Reform::Outdent));
    typed(&mut hand, "deux");
    let _ = hand.write(&Edit::Split);
    let _ = hand.write(&Edit::Split);
    assert_eq!(lines(hand.document()), ["1. un", "1. sous", "1. deux", ""], "an empty item ends the list");
    assert_eq!(numbers(hand.document(), 0..4), [Some(1), Some(1), Some(2), None]);
    assert_eq!(numbers(hand.document(), 2..3), [Some(2)]);
    hand.select(Selection::caret(at(2, 0)));
    let _ = hand.write(&BACK);
    assert_eq!(lines(hand.document())[2], "deux", "the mark goes before the paragraph is joined");
    let _ = hand.write(&BACK);
    assert_eq!(lines(hand.document()), ["1. un", "1. sousdeux", ""]);
}

#[test]
fn an_answer_goes_into_the_middle_of_a_quote() {
    let mut hand = Manuscript::new([quoted("Quand ? Où ?", 1)].into_iter().collect());
    hand.select(Selection::caret(at(0, "Quand ?".len())));
    let _ = hand.write(&Edit::Split);
    typed(&mut hand, "Demain.");
    assert_eq!(lines(hand.document()), [">Quand ?", "Demain.", "> Où ?"]);
    hand.select(Selection::caret(at(2, 0)));
    let _ = hand.write(&BACK);
    assert_eq!(lines(hand.document())[2], " Où ?", "first it is quoted no more");
    let _ = hand.undo();
    let _ = hand.undo();
    hand.select(Selection::caret(at(0, 5)));
    let mut alike = Manuscript::new([quoted("ab", 2)].into_iter().collect());
    alike.select(Selection::caret(at(0, 1)));
    let _ = alike.write(&Edit::SplitAlike);
    assert_eq!(lines(alike.document()), [">>a", ">>b"]);
}

#[test]
fn what_is_carried_goes_as_a_whole_and_not_by_mistake() {
    let document: Document = [quoted("a", 0), carried(), quoted("b", 0)].into_iter().collect();
    let mut hand = Manuscript::new(document.clone());
    hand.select(Selection::caret(at(2, 0)));
    let _ = hand.write(&BACK);
    assert_eq!(hand.document(), &document);
    assert_eq!(hand.selection(), Selection::new(at(1, 0), at(1, 1)), "it is selected first");
    let _ = hand.write(&BACK);
    assert_eq!(lines(hand.document()), ["a", "", "b"]);
    let _ = hand.undo();
    assert_eq!(hand.document(), &document);
    hand.select(Selection::caret(at(1, 0)));
    typed(&mut hand, "x");
    assert_eq!(lines(hand.document()), ["a", "x", "#", "b"]);
    hand.select(Selection::caret(at(2, 1)));
    typed(&mut hand, "y");
    assert_eq!(lines(hand.document()), ["a", "x", "#", "y", "b"]);
    hand.select(Selection::new(at(1, 0), at(4, 0)));
    let _ = hand.write(&AHEAD);
    assert_eq!(lines(hand.document()), ["a", "b"]);
    let alone: Document = [carried()].into_iter().collect();
    let mut hand = Manuscript::new(alone);
    let _ = hand.write(&Edit::Split);
    typed(&mut hand, "z");
    assert_eq!(lines(hand.document()), ["z", "#"]);
}

#[test]
fn what_is_copied_keeps_its_looks_and_a_word_of_a_list_is_a_word() {
    let mut item = Paragraph::new(Form { item: Some(Item { list: List::Bulleted, depth: 0 }), ..Form::default() });
    item.push("deux mots", &Style::default().with(Emphasis::Italic));
    let document: Document = [Block::Paragraph(item), quoted("suite", 1)].into_iter().collect();
    let word = document.cut(Selection::new(at(0, 0), at(0, 4)));
    let mut hand = Manuscript::new(Document::plain("ab"));
    hand.select(Selection::caret(at(0, 1)));
    let _ = hand.write(&Edit::Paste(word));
    assert_eq!(lines(hand.document()), ["adeuxb"]);
    let _ = hand.write(&Edit::Paste(document.cut(document.everything())));
    assert_eq!(lines(hand.document()), ["adeuxdeux mots", ">suiteb"]);
    let mut empty = Manuscript::default();
    let _ = empty.write(&Edit::Paste(document.clone()));
    assert_eq!(empty.document(), &document);
}

#[test]
fn words_are_found_without_case_and_accents_and_replaced_as_they_looked() {
    let mut bold = Paragraph::default();
    bold.push("L’œdème et ", &Style::default());
    bold.push("ŒDÈME", &Style::default().with(Emphasis::Bold));
    let document: Document = [Block::Paragraph(bold), carried(), quoted("oede\u{301}me.", 0)].into_iter().collect();
    let found = document.find("oedeme");
    let words: Vec<String> = found.iter().map(|place| document.letters(*place)).collect();
    assert_eq!(words, ["œdème", "ŒDÈME", "oede\u{301}me"]);
    assert_eq!(document.find("l'o").len(), 1, "both kinds of apostrophe");
    assert!(document.find("").is_empty() && document.find("absent").is_empty());
    let mut hand = Manuscript::new(document);
    let _ = hand.replace(&found, "phlébite").unwrap();
    assert_eq!(lines(hand.document()), ["L’phlébite et phlébite", "#", "phlébite."]);
    let paragraph = hand.document().block(0).unwrap().paragraph().unwrap();
    assert!(paragraph.pieces().last().unwrap().style.has(Emphasis::Bold));
    let _ = hand.undo();
    assert_eq!(hand.document().find("oedeme"), found, "one step takes all back");
}

#[test]
fn a_text_is_kept_as_it_is() {
    let picture = Picture::new("a@b", "radio.png", Some(300));
    let mut paragraph = Paragraph::new(Form { align: Align::Centre, ..Form::default() });
    let style = Style { ink: Some(Ink::Red), marker: Some(Marker::Pink), size: Size::Large, ..Style::default() };
    paragraph.push("é\tx", &style);
    paragraph.push_picture(Arc::new(picture), &Style { link: Link::typed("a.example"), ..Style::default() });
    let document: Document = [Block::Paragraph(paragraph), carried()].into_iter().collect();
    let kept = serde_json::to_string(&document).unwrap();
    assert_eq!(serde_json::from_str::<Document>(&kept).unwrap(), document);
    assert_eq!(serde_json::from_str::<Document>("[]").unwrap(), Document::default());
}

#[test]
fn nothing_but_letters_stands_in_a_paragraph() {
    let mut paragraph = Paragraph::default();
    paragraph.push("a\u{fffc}b\u{202e}c\u{0}d\ne", &Style::default());
    assert_eq!(paragraph.text(), "abcd e");
    assert_eq!(lines(&Document::plain("a\r\nb\rc\u{2029}\nd")), ["a", "b", "c", "", "d"]);
}

#[test]
fn a_stroke_costs_what_its_line_costs() {
    let mut hand =
        Manuscript::new(Document::plain(&"Une ligne de cinquante lettres, comme il y en a ici.\n".repeat(10_000)));
    hand.select(Selection::caret(at(5_000, 3)));
    let start = Instant::now();
    for _ in 0..100 {
        typed(&mut hand, "é ");
        let _ = hand.write(&Edit::Split);
        let _ = hand.write(&BACK);
    }
    let each = start.elapsed() / 400;
    assert!(each < Duration::from_millis(1), "{each:?}");
    while hand.undo().is_some() {}
    assert_eq!(hand.document().blocks().len(), 10_001);
}

fn edits() -> impl Strategy<Value = Edit> {
    let leaps = prop_oneof![Just(Leap::Letter), Just(Leap::Word), Just(Leap::Paragraph), Just(Leap::Document)];
    prop_oneof![
        "[a-z é\n👩‍⚕️]{0,6}".prop_map(Edit::Insert),
        (leaps, any::<bool>()).prop_map(|(leap, forward)| Edit::Delete(Reach { leap, forward })),
        Just(Edit::Split),
        Just(Edit::SplitAlike),
        Just(Edit::Picture(Arc::new(Picture::new("c", "n", None)))),
        Just(Edit::Paste([quoted("p", 1), carried(), quoted("", 0)].into_iter().collect())),
        Just(Edit::Paste([carried()].into_iter().collect())),
        any::<bool>().prop_map(|on| Edit::Restyle(Restyle::Set(Emphasis::Bold, on))),
        Just(Edit::Restyle(Restyle::Link(Link::new("https://a.example")))),
        Just(Edit::Reform(Reform::List(Some(List::Numbered)))),
        Just(Edit::Reform(Reform::Indent)),
        Just(Edit::Reform(Reform::Outdent)),
        Just(Edit::Reform(Reform::Quote)),
        Just(Edit::Reform(Reform::Unquote)),
    ]
}

fn assert_sound(document: &Document, selection: Selection) {
    assert!(!document.blocks().is_empty());
    assert_eq!(selection, document.clamp_selection(selection));
    for paragraph in document.blocks().iter().filter_map(|block| block.paragraph()) {
        let pieces: String = paragraph.pieces().map(|piece| piece.text).collect();
        assert_eq!(pieces, paragraph.text());
        assert!(paragraph.pieces().all(|piece| !piece.text.is_empty()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_is_done_can_be_taken_back_and_done_again(
        work in proptest::collection::vec((edits(), 0_usize..6, 0_usize..12, 0_usize..6, 0_usize..12), 1..25)
    ) {
        let start: Document = [quoted("Bonjour été", 0), carried(), quoted("cité", 1)].into_iter().collect();
        let mut hand = Manuscript::new(start.clone());
        for (edit, block, place, other, end) in work {
            hand.select(Selection::new(at(block, place), at(other, end)));
            let before = hand.document().blocks().len();
            if let Some(touched) = hand.write(&edit) {
                prop_assert_eq!(before - touched.gone + touched.come, hand.document().blocks().len());
            }
            assert_sound(hand.document(), hand.selection());
        }
        let end = hand.document().clone();
        while hand.undo().is_some() {
            assert_sound(hand.document(), hand.selection());
        }
        prop_assert_eq!(hand.document(), &start);
        while hand.redo().is_some() {}
        prop_assert_eq!(hand.document(), &end);
    }
}
