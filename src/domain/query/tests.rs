//! What is typed, what it means, and how it is written back.

use proptest::prelude::*;

use super::{Dates, Day, Moment, Place, Query, Size, State, Term, Tongue};

fn text(place: Place, text: &str, begun: bool) -> Query {
    Query::Term(Term::Text { place, text: text.to_owned(), begun })
}

fn word(word: &str) -> Query {
    text(Place::Anywhere, word, false)
}

fn begun(word: &str) -> Query {
    text(Place::Anywhere, word, true)
}

#[test]
fn words_side_by_side_are_all_asked_for_and_the_last_is_only_begun() {
    assert_eq!(Query::parse("Durand  échogr"), Query::And(vec![word("Durand"), begun("échogr")]));
    assert_eq!(Query::parse("durand "), word("durand"));
    assert_eq!(Query::parse("échogr* durand "), Query::And(vec![begun("échogr"), word("durand")]));
    for empty in ["", "  ", "\"", "*", "( ) ^ - +", "\0", "()", "OU", "- ( OU )", ")))", "\"\""] {
        assert!(Query::parse(empty).is_empty(), "{empty:?}");
    }
}

#[test]
fn operators_are_known_in_both_languages_whatever_their_accents_and_case() {
    for typed in ["de:durand ", "From:durand ", "DE:durand "] {
        assert_eq!(Query::parse(typed), text(Place::From, "durand", false), "{typed}");
    }
    for typed in ["à:anne ", "a:anne ", "À:anne ", "to:anne "] {
        assert_eq!(Query::parse(typed), text(Place::To, "anne", false), "{typed}");
    }
    for typed in ["objet:bilan ", "sujet:bilan ", "subject:bilan "] {
        assert_eq!(Query::parse(typed), text(Place::Subject, "bilan", false), "{typed}");
    }
    for typed in ["pj:scan ", "fichier:scan ", "attachment:scan "] {
        assert_eq!(Query::parse(typed), text(Place::Attachment, "scan", false), "{typed}");
    }
    let day = Moment::Day(Day { year: 2024, month: 3, day: 12 });
    for typed in ["apres:12/03/2024", "après:2024-03-12", "AFTER:12.03.2024"] {
        assert_eq!(Query::parse(typed), Query::Term(Term::Date(Dates::After(day))), "{typed}");
    }
    for (typed, term) in [
        ("pj:oui", Term::Attachment(true)),
        ("attachment:no", Term::Attachment(false)),
        ("taille:>5Mo", Term::Size(Size::Over(5_000_000))),
        ("est:non-lu", Term::Is(State::Unread)),
        ("is:Unread", Term::Is(State::Unread)),
        ("est:repondu", Term::Is(State::Answered)),
        ("tag:\"à rappeler\"", Term::Tag("à rappeler".to_owned())),
        ("in:INBOX", Term::Folder("INBOX".to_owned())),
        ("patient:dupont", Term::Patient("dupont".to_owned())),
        ("ins:\"2 62 07 2a\"", Term::Ins("262072A".to_owned())),
        ("né:12/03/1954", Term::Born(Moment::Day(Day { year: 1954, month: 3, day: 12 }))),
        ("NEE:03/1954", Term::Born(Moment::Month { year: 1954, month: 3 })),
        ("born:1954", Term::Born(Moment::Year(1954))),
        ("est:patient", Term::Is(State::Patient)),
    ] {
        assert_eq!(Query::parse(typed), Query::Term(term), "{typed}");
    }
}

#[test]
fn what_is_no_operator_is_words() {
    for typed in ["rdv:lundi ", "avant:demain ", "né:hier ", "ins:!! ", "est:beau ", "taille:grande ", "de: ", "(de:x "]
    {
        let query = Query::parse(typed);
        assert!(!query.texts().is_empty(), "{typed}: {query:?}");
    }
    assert_eq!(Query::parse("avant:demain "), word("avant:demain"));
    assert_eq!(Query::parse("fromage ou dessert "), Query::And(vec![word("fromage"), word("ou"), word("dessert")]));
    assert_eq!(Query::parse("- durand "), word("durand"));
    assert_eq!(Query::parse("né(e) "), word("né(e)"));
}

#[test]
fn quotes_keep_words_together() {
    assert_eq!(Query::parse("\"compte rendu\""), word("compte rendu"));
    assert_eq!(Query::parse("«compte rendu»"), word("compte rendu"));
    assert_eq!(Query::parse("\"compte ren"), begun("compte ren"));
    assert_eq!(Query::parse("\"compte ren\"*"), begun("compte ren"));
    assert_eq!(Query::parse("objet:\"compte rendu\""), text(Place::Subject, "compte rendu", false));
    assert_eq!(Query::parse("\"OU\" "), word("OU"));
}

#[test]
fn not_binds_before_and_and_and_before_or() {
    let [a, b, c] = ["a", "b", "c"].map(word);
    let and = |all: &[&Query]| Query::And(all.iter().map(|one| (*one).clone()).collect());
    assert_eq!(Query::parse("a b OU c "), Query::Or(vec![and(&[&a, &b]), c.clone()]));
    assert_eq!(Query::parse("a (b OR c)"), Query::And(vec![a.clone(), Query::Or(vec![b.clone(), c.clone()])]));
    assert_eq!(Query::parse("a -b "), Query::And(vec![a.clone(), b.clone().negated()]));
    assert_eq!(Query::parse("-(a b)"), and(&[&a, &b]).negated());
    assert_eq!(Query::parse("--a "), a);
    assert_eq!(Query::parse("a ET b AND c "), and(&[&a, &b, &c]));
    assert_eq!(Query::parse("a (b c"), and(&[&a, &b, &begun("c")]));
}

#[test]
fn depth_and_length_have_an_end() {
    for typed in ["(".repeat(100_000), "-".repeat(100_000) + "a", "-(".repeat(50_000) + "a", "a OU ".repeat(50_000)] {
        let _ = Query::parse(&typed);
    }
    assert_eq!(Query::parse(&"mot ".repeat(1000)).texts().len(), 64);
}

#[test]
fn a_query_is_written_in_either_language() {
    let query = Query::parse("from:anne (subject:\"compte rendu\" OR is:unread) -tag:\"à voir\" before:2024-03-12 x ");
    let french = "de:anne (objet:\"compte rendu\" OU est:non-lu) -tag:\"à voir\" avant:12/03/2024 x ";
    assert_eq!(query.print(Tongue::French), french);
    assert_eq!(
        query.print(Tongue::English),
        "from:anne (subject:\"compte rendu\" OR is:unread) -tag:\"à voir\" before:2024-03-12 x "
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn what_is_printed_is_read_as_the_same_query(typed in prop_oneof![
        any::<String>(),
        "((de|à|objet|pj|tag|dossier|est|is|taille|avant|date|patient|ins|né|x):|)([a-c]{1,3}|\"a b|lu|oui|>5Mo|2024|7j|hier|12/03/2024)[\") *]{0,2} ",
        "(OU|OR|ET|-|\\(|\\)|\"|«|\\*|:|de:|tag:|pj:oui|est:lu|date:2024|taille:<1k|a|é| | |œ'b|c\\(d\\)){0,24}",
    ]) {
        let query = Query::parse(&typed);
        for tongue in [Tongue::French, Tongue::English] {
            let printed = query.print(tongue);
            prop_assert_eq!(&Query::parse(&printed), &query, "printed {:?}", printed);
        }
    }
}
