//! Whom letters are about: kept beside them, shown in their rows, found by name,
//! birth and matricule, and gone with them.

use sceau::domain::query::Query;
use sceau::domain::{Brought, Concern, ConcernSource, Filter, InsKind, MessageId, Sort};
use sceau::store::{Search, SearchScope};

use super::letters::{Cabinet, Letter, letter};

async fn found(cabinet: &Cabinet, words: &str) -> Vec<MessageId> {
    let query = Query::parse(words);
    let search =
        Search { scope: SearchScope::All, query, best: false, limit: 100, calendar: Box::new(|_| (None, None)) };
    cabinet.store.find(search).await.unwrap().ids
}

async fn put(cabinet: &Cabinet, letters: Vec<Letter>) -> Vec<MessageId> {
    let whole = letters.iter().map(Letter::whole).collect();
    cabinet.store.put_messages(cabinet.inbox.id, whole).await.unwrap()
}

fn concern(name: &str, birth: &str, ins: &str) -> Concern {
    Concern {
        name: name.to_owned(),
        also: "Clairette IMAGINAIRE".to_owned(),
        birth: birth.to_owned(),
        ins: ins.to_owned(),
        kind: Some(InsKind::Test),
        document: Brought::Titled("CR d'examens biologiques".to_owned()),
        documents: 1,
        source: ConcernSource::Document,
    }
}

fn address(ins: &str) -> Concern {
    Concern { ins: ins.to_owned(), source: ConcernSource::Address, ..Concern::default() }
}

#[tokio::test]
async fn a_patient_is_found_by_name_birth_and_matricule() {
    let cabinet = Cabinet::open().await;
    let ids = put(&cabinet, vec![letter(1), letter(2)]).await;
    let claire = concern("DUPONT-ÉTÉ Claire", "19620714", "299999999001241");
    assert_eq!(cabinet.store.put_concerns(ids[0], vec![claire], false).await.unwrap(), [cabinet.inbox.id]);
    for words in [
        "patient:dupont",
        "patient:\"claire ete\"",
        "patient:imagin",
        "né:14/07/1962",
        "née:07/1962",
        "born:1962",
        "ins:2999",
        "ins:\"2 99 99 99 990 012 41\"",
        "patient:dupont né:1962 -est:patient",
    ] {
        assert_eq!(found(&cabinet, words).await, ids[..1], "{words}");
    }
    for words in ["patient:upont", "patient:durand", "né:15/07/1962", "born:1963", "ins:3", "est:patient"] {
        assert_eq!(found(&cabinet, words).await, [], "{words}");
    }
}

#[tokio::test]
async fn a_row_tells_the_first_patient_and_how_many_there_are() {
    let cabinet = Cabinet::open().await;
    let ids = put(&cabinet, vec![letter(1)]).await;
    assert_eq!(cabinet.store.unlooked(10).await.unwrap(), ids);
    let two = vec![concern("DUPONT Claire", "1962", ""), concern("ESSAI Max", "", "")];
    let _ = cabinet.store.put_concerns(ids[0], two.clone(), false).await.unwrap();
    assert!(cabinet.store.unlooked(10).await.unwrap().is_empty());
    let about = cabinet.store.summary(ids[0]).await.unwrap().unwrap().about.unwrap();
    assert_eq!((about.first.name.as_str(), about.first.born().as_str(), about.others), ("DUPONT Claire", "1962", 1));
    assert!(about.first.document == Brought::Titled("CR d'examens biologiques".to_owned()) && !about.exchange);
    assert!(cabinet.store.put_concerns(ids[0], two, false).await.unwrap().is_empty(), "nothing looks otherwise");
    assert_eq!(cabinet.store.put_concerns(ids[0], Vec::new(), false).await.unwrap(), [cabinet.inbox.id]);
    assert!(cabinet.store.summary(ids[0]).await.unwrap().unwrap().about.is_none());
}

#[tokio::test]
async fn a_patient_who_writes_has_the_name_that_documents_give_to_the_number() {
    let cabinet = Cabinet::open().await;
    let ids = put(&cabinet, vec![letter(1), letter(2), letter(3)]).await;
    let name = async |id| cabinet.store.summary(id).await.unwrap().unwrap().about.unwrap().first.name;
    let _ = cabinet.store.put_concerns(ids[0], vec![address("299999999001241")], true).await.unwrap();
    assert_eq!(name(ids[0]).await, "");
    let unsure = Concern { source: ConcernSource::Subject, ..concern("FAUX Nom", "", "299999999001241") };
    let _ = cabinet.store.put_concerns(ids[1], vec![unsure], false).await.unwrap();
    assert_eq!(name(ids[0]).await, "", "a subject names nobody");
    let document = concern("DUPONT Claire", "19620714", "2999999990012");
    let _ = cabinet.store.put_concerns(ids[1], vec![document], false).await.unwrap();
    assert_eq!(name(ids[0]).await, "DUPONT Claire", "whether the key is said or not");
    let _ = cabinet.store.put_concerns(ids[2], vec![address("299999999001241")], true).await.unwrap();
    assert_eq!(name(ids[2]).await, "DUPONT Claire");
    assert_eq!(found(&cabinet, "est:patient").await.len(), 2);
    assert_eq!(found(&cabinet, "est:patient patient:dupont").await.len(), 2);
    let mut patients = cabinet.store.list(cabinet.inbox.id, Sort::default(), Filter::Patients).await.unwrap();
    patients.sort();
    assert_eq!(patients, [ids[0], ids[2]], "the list narrows to them too");
}

#[tokio::test]
async fn it_goes_with_the_letter() {
    let cabinet = Cabinet::open().await;
    let ids = put(&cabinet, vec![letter(1)]).await;
    let _ = cabinet.store.put_concerns(ids[0], vec![concern("DUPONT Claire", "1962", "")], false).await.unwrap();
    let known = cabinet.store.known(cabinet.inbox.id).await.unwrap();
    cabinet.store.forget(cabinet.inbox.id, known.iter().map(|known| known.uid).collect()).await.unwrap();
    assert_eq!(found(&cabinet, "patient:dupont").await, []);
    assert!(cabinet.store.put_concerns(ids[0], Vec::new(), false).await.unwrap().is_empty());
}
