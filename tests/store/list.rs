//! Lists and pages.

use sceau::domain::{Address, Filter, Flag, Flags, MessageId, Sort, SortKey};

use super::letters::{Cabinet, Letter, letter};

async fn some_letters(cabinet: &Cabinet) -> Vec<MessageId> {
    let mut letters: Vec<Letter> = (1..=4).map(letter).collect();
    letters[0].from = Address::new("Élise Martin", "elise@hopital.example");
    letters[1].from = Address::new("zoé Roux", "zoe@hopital.example");
    letters[2].from = Address::new("Eléonore Petit", "eleonore@hopital.example");
    letters[3].from = Address::new("Élise Martin", "elise@hopital.example");
    letters[0].subject = String::from("TR: Œdème");
    letters[1].subject = String::from("analyses");
    letters[2].subject = String::from("Zona");
    letters[3].subject = String::from("Re: œdème");
    letters[1].flags = Flags::NONE.with(Flag::Seen);
    letters[2].flags = Flags::NONE.with(Flag::Seen).with(Flag::Flagged);
    letters[3].attachments = vec!["bilan.pdf".to_owned()];
    letters[2].text = "x".repeat(500);
    let letters = letters.iter().map(Letter::whole).collect();
    cabinet.store.put_messages(cabinet.inbox.id, letters).await.unwrap()
}

#[tokio::test]
async fn each_order_is_right_and_its_reverse_is_its_reverse() {
    let cabinet = Cabinet::open().await;
    let ids = some_letters(&cabinet).await;
    for (key, expected) in [
        (SortKey::Date, [0, 1, 2, 3]),
        // Alike, the newest is first.
        (SortKey::Who, [2, 3, 0, 1]),
        (SortKey::Subject, [1, 3, 0, 2]),
    ] {
        let up = Sort { key, descending: false };
        let mut list = cabinet.store.list(cabinet.inbox.id, up, Filter::All).await.unwrap();
        assert_eq!(list, expected.map(|at| ids[at]), "{key:?}");
        list.reverse();
        let down = Sort { key, descending: true };
        assert_eq!(cabinet.store.list(cabinet.inbox.id, down, Filter::All).await.unwrap(), list, "{key:?}");
    }
    let largest = Sort { key: SortKey::Size, descending: true };
    let list = cabinet.store.list(cabinet.inbox.id, largest, Filter::All).await.unwrap();
    assert_eq!(list[0], ids[2]);
    let sizes: Vec<_> = cabinet.store.page(list).await.unwrap().iter().map(|row| row.size).collect();
    assert!(sizes.is_sorted_by(|one, two| one >= two), "{sizes:?}");
}

#[tokio::test]
async fn each_filter_lets_through_what_it_names() {
    let cabinet = Cabinet::open().await;
    let ids = some_letters(&cabinet).await;
    for key in [SortKey::Date, SortKey::Who, SortKey::Subject, SortKey::Size] {
        for (filter, expected) in [
            (Filter::All, vec![0, 1, 2, 3]),
            (Filter::Unread, vec![0, 3]),
            (Filter::Flagged, vec![2]),
            (Filter::Attachment, vec![3]),
        ] {
            let mut list = cabinet.store.list(cabinet.inbox.id, Sort { key, descending: true }, filter).await.unwrap();
            list.sort();
            assert_eq!(list, expected.iter().map(|at| ids[*at]).collect::<Vec<_>>(), "{key:?} {filter:?}");
        }
    }
}

#[tokio::test]
async fn a_page_is_in_the_order_asked_without_those_that_are_gone() {
    let cabinet = Cabinet::open().await;
    let ids = some_letters(&cabinet).await;
    let asked = vec![ids[2], MessageId(999), ids[0], ids[2]];
    let page = cabinet.store.page(asked).await.unwrap();
    assert_eq!(page.iter().map(|row| row.id).collect::<Vec<_>>(), [ids[2], ids[0], ids[2]]);
    assert_eq!((page[1].who.as_str(), page[1].subject.as_str()), ("Élise Martin", "TR: Œdème"));
    assert_eq!(page[1].date, letter(1).date);
    assert_eq!(page[1].folder, cabinet.inbox.id);
    assert_eq!(cabinet.store.summary(ids[0]).await.unwrap().as_ref(), Some(&page[1]));
    assert_eq!(cabinet.store.summary(MessageId(999)).await.unwrap(), None);
}

#[tokio::test]
async fn the_list_follows_a_subject_that_only_the_whole_letter_told() {
    let cabinet = Cabinet::open().await;
    let headers = vec![letter(1).header(), letter(2).header()];
    let ids = cabinet.store.add_headers(cabinet.inbox.id, headers).await.unwrap();
    let mut body = letter(2).body(ids[1]);
    body.envelope.subject = "Abcès".to_owned();
    cabinet.store.add_bodies(vec![body]).await.unwrap();
    let up = Sort { key: SortKey::Subject, descending: false };
    assert_eq!(cabinet.store.list(cabinet.inbox.id, up, Filter::All).await.unwrap(), [ids[1], ids[0]]);
}
