use super::*;
use crate::domain::verdict::{Covers, Kind, Layer, Verdict};

const WHOLE: &[u8] = b"Content-Type: text/plain\r\n\r\nLe tout";
const PART: &[u8] = b"Content-Type: text/plain\r\n\r\nLa partie";

fn letter(kind: Kind) -> Arc<Letter> {
    let verdict = Verdict::new(Vec::new(), vec![Layer::new(kind, Covers::Whole)]);
    let judged = Judged {
        verdict: verdict.clone(),
        apart: vec![verdict],
        content: WHOLE.to_vec(),
        contents_apart: vec![PART.to_vec()],
        closed: None,
        seen: Vec::new(),
    };
    Arc::new(Letter::of(judged).unwrap())
}

#[test]
fn a_part_that_is_apart_is_never_taken_from_the_rest() {
    let letter = letter(Kind::Signed);
    assert_eq!(letter.place(PartId(3)), Some((WHOLE, PartId(3))));
    assert_eq!(letter.place(PartId(APART + 3)), Some((PART, PartId(3))));
    assert_eq!(letter.place(PartId(2 * APART)), None);
    assert_eq!(letter.seal.apart[0].text, "La partie");
}

#[test]
fn what_was_deciphered_goes_with_the_card_unless_it_is_to_stay() {
    let shelf = Shelf::default();
    let (sealed, signed) = (MessageId(1), MessageId(2));
    let fill = || {
        shelf.put(sealed, letter(Kind::Encrypted), shelf.turn());
        shelf.put(signed, letter(Kind::Signed), shelf.turn());
    };
    fill();
    shelf.card_changed(true);
    assert!(shelf.get(sealed).is_some());
    shelf.card_changed(false);
    assert!(shelf.get(sealed).is_none());
    fill();
    shelf.forget_all();
    assert!(shelf.get(sealed).is_none() && shelf.get(signed).is_none());
}

#[test]
fn what_was_opened_with_a_card_that_went_meanwhile_is_not_kept() {
    let shelf = Shelf::default();
    let before = shelf.turn();
    shelf.card_changed(false);
    shelf.put(MessageId(1), letter(Kind::Encrypted), before);
    assert!(shelf.get(MessageId(1)).is_none());
}

#[test]
fn the_signers_of_a_message_are_asked_about_once() {
    let shelf = Shelf::default();
    assert!(shelf.asks_first(MessageId(1)));
    shelf.forget_all();
    assert!(!shelf.asks_first(MessageId(1)) && shelf.asks_first(MessageId(2)));
}

#[test]
fn a_few_are_kept_the_last_ones() {
    let shelf = Shelf::default();
    for id in 0..40 {
        shelf.put(MessageId(id), letter(Kind::Signed), shelf.turn());
    }
    assert!(shelf.get(MessageId(39)).is_some() && shelf.get(MessageId(0)).is_none());
}
