//! Values of results: kept beside their letter, found for who comes after, never for
//! somebody else, and gone with the letter.

use sceau::domain::course::{Measured, Person, past};

use super::letters::{Cabinet, letter};

fn value(given: &str, day: &str, value: &str) -> Measured {
    Measured {
        person: Person { key: "ESSAI|19620714".into(), given: given.into(), ..Person::default() },
        day: day.into(),
        analysis: "TSH|TSH|".into(),
        unit: "mUI/L".into(),
        value: value.into(),
        corrected: false,
    }
}

async fn before(cabinet: &Cabinet, result: Measured) -> String {
    let found = cabinet.store.measured_before(vec![result]).await.unwrap().remove(0);
    past(found).into_iter().map(|past| past.value).collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn values_before_a_result_are_found_in_their_order_and_go_with_their_letter() {
    let cabinet = Cabinet::open().await;
    let letters = [letter(1).whole(), letter(2).whole()].to_vec();
    let ids = cabinet.store.put_messages(cabinet.inbox.id, letters).await.unwrap();
    let old = vec![value("CLAIRE", "20250301", "2,1"), value("PAUL", "20250301", "9")];
    cabinet.store.put_measured(ids[0], old).await.unwrap();
    let two = vec![value("CLAIRE", "20251201", "3,4"), value("CLAIRE", "20260203", "4,9")];
    cabinet.store.put_measured(ids[1], two).await.unwrap();
    assert_eq!(before(&cabinet, value("CLAIRE", "20260203", "4,9")).await, "2,1 3,4");
    let other = |change: fn(&mut Measured)| {
        let mut one = value("CLAIRE", "20260203", "4,9");
        change(&mut one);
        one
    };
    assert_eq!(before(&cabinet, other(|one| one.unit = "µUI/mL".into())).await, "", "units are never joined");
    assert_eq!(before(&cabinet, other(|one| one.analysis = "T4|T4|".into())).await, "");
    assert_eq!(before(&cabinet, other(|one| one.person.key = "ESSAI|19620715".into())).await, "");
    let known = cabinet.store.known(cabinet.inbox.id).await.unwrap();
    cabinet.store.forget(cabinet.inbox.id, known.iter().map(|known| known.uid).collect()).await.unwrap();
    assert_eq!(before(&cabinet, value("CLAIRE", "20260203", "4,9")).await, "");
}

#[tokio::test]
async fn who_may_be_one_of_two_has_no_past() {
    let cabinet = Cabinet::open().await;
    let ids = cabinet.store.put_messages(cabinet.inbox.id, vec![letter(1).whole()]).await.unwrap();
    let with = |ins: &str, day: &str| {
        let mut one = value("CLAIRE", day, "2");
        one.person.ins = ins.into();
        one
    };
    let homonyms = vec![with("2990000000001", "20250301"), with("2990000000002", "20250302")];
    cabinet.store.put_measured(ids[0], homonyms).await.unwrap();
    assert_eq!(before(&cabinet, with("", "20260203")).await, "");
    assert_eq!(before(&cabinet, with("2990000000001", "20260203")).await, "2");
    cabinet.store.put_measured(ids[0], vec![with("2990000000001", "20250301")]).await.unwrap();
    assert_eq!(before(&cabinet, with("", "20260203")).await, "2", "what was read again stands in place of it");
}

#[tokio::test]
async fn a_page_of_results_does_not_wait_for_what_was_before_among_thousands_of_values() {
    let cabinet = Cabinet::open().await;
    let letters: Vec<_> = (1..=100).map(|number| letter(number).whole()).collect();
    let ids = cabinet.store.put_messages(cabinet.inbox.id, letters).await.unwrap();
    let of = |analysis: usize, day: usize| Measured {
        analysis: format!("ANALYSE {analysis}|A{analysis}|"),
        ..value("CLAIRE", &format!("20{:02}0{}{:02}", 10 + day / 9, 1 + day % 9, 10 + day % 9), "1,2")
    };
    for (day, id) in ids.into_iter().enumerate() {
        cabinet.store.put_measured(id, (0..200).map(|analysis| of(analysis, day)).collect()).await.unwrap();
    }
    let asked = || (0..60).map(|analysis| Measured { day: "20991231".into(), ..of(analysis, 0) }).collect::<Vec<_>>();
    let _ = cabinet.store.measured_before(asked()).await.unwrap();
    let since = std::time::Instant::now();
    let found = cabinet.store.measured_before(asked()).await.unwrap();
    let took = since.elapsed();
    println!("60 results of one patient among 20,000 values: {took:?}");
    assert!(found.iter().all(|one| one.len() == 60) && took < std::time::Duration::from_millis(400), "{took:?}");
}
