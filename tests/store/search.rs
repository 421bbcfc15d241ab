//! Search: words in any place of a letter, and what else can be asked of a
//! message, newest first, whatever is typed.

use proptest::prelude::*;
use sceau::domain::query::{Dates, Query};
use sceau::domain::{Address, Colour, Flag, Flags, Keyword, Mark, MessageId, Role, Secret, Tag, Timestamp, Uid};
use sceau::store::{FlagChange, Found, LetterWords, Search, SearchScope, Span, StoreError};

use super::letters::{Cabinet, Letter, draft, letter, server_folder};

/// Days as if the user lived at Greenwich, and nothing relative.
fn calendar() -> Box<dyn Fn(Dates) -> Span + Send> {
    let today = sceau::domain::query::Day { year: 2023, month: 11, day: 20 };
    Box::new(move |dates| {
        let (since, until) = dates.span(today);
        let second = |day: sceau::domain::query::Day| {
            let text = format!("{:04}-{:02}-{:02}T00:00:00Z", day.year, day.month, day.day);
            Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_second())
        };
        (since.map(second), until.map(second))
    })
}

async fn look(cabinet: &Cabinet, scope: SearchScope, words: &str, best: bool, limit: usize) -> Found {
    let search = Search { scope, query: Query::parse(words), best, limit, calendar: calendar() };
    cabinet.store.find(search).await.unwrap()
}

async fn found(cabinet: &Cabinet, words: &str) -> Vec<MessageId> {
    look(cabinet, SearchScope::All, words, false, 1000).await.ids
}

async fn put(cabinet: &Cabinet, letters: Vec<Letter>) -> Vec<MessageId> {
    let whole = letters.iter().map(Letter::whole).collect();
    cabinet.store.put_messages(cabinet.inbox.id, whole).await.unwrap()
}

/// A letter with something in each place.
fn echography() -> Letter {
    let mut one = letter(1);
    "Échographie".clone_into(&mut one.subject);
    one.from = Address::new("Dr Zéphyrin Bonnefoy", "zbonnefoy@hopital.example");
    "L’œdème du pied gauche a disparu ; contrôle le 12.03.".clone_into(&mut one.text);
    one.attachments = vec!["scan_2024-03.pdf".to_owned()];
    one
}

#[tokio::test]
async fn a_word_is_found_wherever_it_stands() {
    let cabinet = Cabinet::open().await;
    let ids = put(&cabinet, vec![echography(), letter(2)]).await;
    for words in [
        "echographie",
        "ÉCHOGRAPHIE",
        "échogr",
        "éc",
        "éch",
        "bonnefoy",
        "zbonnefoy@hopital.example",
        "oedeme",
        "œdème",
        "OEDÈME pied",
        "l'œdème",
        "gauche échographie zephyrin",
        "12.03",
        "2024",
        "scan",
        "scan_2024-03.pdf",
        "  pied \"gauche\" ",
        "œdè* pied ",
        "pied g",
        "pied ga",
        "pied gau",
        "\"pied gauche\"",
        "\"pied ga",
        "œdème -droit ",
        "(droit OU gauche) pied ",
        "-glycémie ",
    ] {
        assert_eq!(found(&cabinet, words).await, [ids[0]], "{words}");
    }
    for words in [
        "gauc échographie",
        "droit",
        "pied droit",
        "chographie",
        "",
        " ",
        "\"",
        "***",
        "\"gauche pied\"",
        "pied -gauche ",
        "pied droit OU gauche droit ",
        "-pied -glycémie ",
    ] {
        assert_eq!(found(&cabinet, words).await, [], "{words}");
    }
}

#[tokio::test]
async fn a_place_is_looked_at_alone() {
    let cabinet = Cabinet::open().await;
    let ids = put(&cabinet, vec![echography(), letter(2)]).await;
    for words in [
        "de:bonnefoy",
        "de:z",
        "de:zb",
        "from:zbonnefoy@hopital.example ",
        "de:hopital.example ",
        "de:\"zéphyrin bonnefoy\"",
        "objet:écho",
        "objet:é",
        "pj:scan",
        "pj:2024",
        "pj:pdf ",
        "pj:p",
        "fichier:scan_2024",
        "pj:oui",
        "à:anne de:zeph* ",
        "à:garance -objet:résultats ",
    ] {
        assert_eq!(found(&cabinet, words).await, [ids[0]], "{words}");
    }
    for words in ["à:bonnefoy", "de:anne", "objet:pied", "objet:o", "objet:œd", "pj:gauche", "pj:g", "de:scan ", "à:z"]
    {
        assert_eq!(found(&cabinet, words).await, [], "{words}");
    }
    assert_eq!(found(&cabinet, "à:anne ").await, [ids[1], ids[0]]);
    assert_eq!(found(&cabinet, "pj:non").await, [ids[1]]);
}

#[tokio::test]
async fn the_newest_come_first_in_whatever_order_they_came_down() {
    let cabinet = Cabinet::open().await;
    let mut ids = Vec::new();
    for number in [50, 10, 40, 20, 30] {
        let batch = (number..number + 10).map(letter).rev().collect();
        let mut added = put(&cabinet, batch).await;
        added.reverse();
        ids.push((number, added));
    }
    ids.sort();
    let newest_first: Vec<_> = ids.into_iter().flat_map(|(_, ids)| ids).rev().collect();
    for words in ["glycemie", "g", "glycemie numero", "glycemie n", "-absent ", "pj:non", "de:labo objet:r"] {
        assert_eq!(found(&cabinet, words).await, newest_first, "{words}");
        let few = look(&cabinet, SearchScope::All, words, false, 3).await.ids;
        assert_eq!(few, newest_first[..3], "{words}");
    }
}

#[tokio::test]
async fn letters_of_one_minute_come_in_the_order_of_their_seconds() {
    let cabinet = Cabinet::open().await;
    let second = |number: u32| Letter { date: Timestamp(1_700_000_040 + i64::from(number)), ..letter(number) };
    let mut ids = Vec::new();
    for number in [3, 59, 1, 30, 58, 2] {
        ids.push((number, put(&cabinet, vec![second(number)]).await[0]));
    }
    ids.sort();
    let newest_first: Vec<_> = ids.into_iter().rev().map(|(_, id)| id).collect();
    for words in ["glycemie", "-absent "] {
        assert_eq!(found(&cabinet, words).await, newest_first, "{words}");
        assert_eq!(look(&cabinet, SearchScope::All, words, false, 2).await.ids, newest_first[..2], "{words}");
    }
}

#[tokio::test]
async fn an_index_in_many_pieces_is_brought_together_and_finds_the_same() {
    let cabinet = Cabinet::open().await;
    for number in 1..=12 {
        let _ = put(&cabinet, vec![letter(number)]).await;
    }
    let before = found(&cabinet, "glycemie").await;
    assert!(cabinet.store.words_lie_scattered().await.unwrap());
    cabinet.store.merge_words().await.unwrap();
    assert!(!cabinet.store.words_lie_scattered().await.unwrap());
    assert_eq!((before.len(), found(&cabinet, "glycemie").await), (12, before));
    // A letter more is no reason to write everything anew.
    let _ = put(&cabinet, vec![letter(13)]).await;
    assert!(!cabinet.store.words_lie_scattered().await.unwrap());
    cabinet.store.integrity_check().await.unwrap();
}

#[tokio::test]
async fn the_best_come_first_where_that_is_asked() {
    let cabinet = Cabinet::open().await;
    let mut named = letter(1);
    named.subject = "Hémoglobine".to_owned();
    let mut mentioned = letter(2);
    mentioned.text = "Dosage de l’hémoglobine joint.".to_owned();
    let far = Letter { text: "mot ".repeat(200) + "hémoglobine", ..letter(3) };
    let ids = put(&cabinet, vec![named, mentioned, far]).await;
    assert_eq!(look(&cabinet, SearchScope::All, "hémoglobine", true, 10).await.ids, [ids[0], ids[1], ids[2]]);
    assert_eq!(look(&cabinet, SearchScope::All, "hémoglobine", true, 1).await.ids, [ids[0]]);
    assert_eq!(found(&cabinet, "hémoglobine").await, [ids[2], ids[1], ids[0]]);
}

#[tokio::test]
async fn a_search_stays_where_it_is_asked() {
    let cabinet = Cabinet::open().await;
    let store = &cabinet.store;
    let other = store.add_account(draft("bruno@cabinet.example"), Secret::new("y")).await.unwrap();
    let listed = vec![server_folder("INBOX", Some(Role::Inbox)), server_folder("Labo/Été", None)];
    let theirs = store.put_folders(other.id, listed).await.unwrap();
    let labo_folder = theirs.iter().find(|folder| folder.path != "INBOX").unwrap().id;
    let inbox_folder = theirs.iter().find(|folder| folder.path == "INBOX").unwrap().id;
    let mine = put(&cabinet, vec![letter(1)]).await[0];
    let inbox = store.put_messages(inbox_folder, vec![letter(1).whole()]).await.unwrap()[0];
    let labo = store.put_messages(labo_folder, vec![letter(1).whole()]).await.unwrap()[0];
    for words in ["glycemie ", "glycemie n", "pj:non", "g", "-absent "] {
        let ask = async |scope| {
            let mut found = look(&cabinet, scope, words, false, 10).await;
            found.ids.sort();
            (found.ids, found.searched, found.total)
        };
        assert_eq!(ask(SearchScope::All).await, (vec![mine, inbox, labo], 3, 3), "{words}");
        assert_eq!(ask(SearchScope::Account(other.id)).await, (vec![inbox, labo], 2, 2), "{words}");
        assert_eq!(ask(SearchScope::Account(cabinet.account.id)).await, (vec![mine], 1, 1), "{words}");
        assert_eq!(ask(SearchScope::Folder(labo_folder)).await, (vec![labo], 1, 1), "{words}");
    }
    for words in ["dossier:labo glycemie ", "in:été", "dossier:\"labo été\"", "folder:labo/été n"] {
        assert_eq!(found(&cabinet, words).await, [labo], "{words}");
    }
    for words in ["dossier:réception glycemie", "in:inbox"] {
        let mut ids = found(&cabinet, words).await;
        ids.sort();
        assert_eq!(ids.last(), Some(&inbox), "{words}");
        assert_eq!(ids.len(), 2, "{words}");
    }
    assert_eq!(found(&cabinet, "dossier:absent glycemie ").await, []);
}

#[tokio::test]
async fn what_a_row_shows_can_be_asked_for() {
    let cabinet = Cabinet::open().await;
    let (store, inbox) = (&cabinet.store, cabinet.inbox.id);
    let ids = put(&cabinet, (1..=6).map(letter).collect()).await;
    let urgent = Tag { keyword: Keyword::new("$label1"), name: "À rappeler".to_owned(), colour: Colour(1) };
    store.put_tags(vec![urgent]).await.unwrap();
    let set = |uid: u32, flags: &[Flag], keywords: &[&str]| FlagChange {
        uid: Uid(uid),
        flags: flags.iter().copied().collect::<Flags>(),
        keywords: keywords.iter().map(|name| Keyword::new(name)).collect(),
    };
    let changes = vec![
        set(1, &[Flag::Seen, Flag::Flagged], &[]),
        set(2, &[Flag::Seen, Flag::Answered], &["$label1"]),
        set(3, &[Flag::Forwarded], &["projet"]),
        set(4, &[Flag::Junk], &[]),
    ];
    store.set_flags(inbox, changes).await.unwrap();
    let mut sealed = letter(7).whole();
    (sealed.0.mark, sealed.0.size) = (Mark::Encrypted, 6_000_000);
    let sealed = store.put_messages(inbox, vec![sealed]).await.unwrap()[0];
    let [one, two, three, four, five, six] = ids[..] else { panic!("six letters") };
    for (words, expected) in [
        ("est:lu", vec![two, one]),
        ("is:unread", vec![sealed, six, five, four, three]),
        ("est:suivi", vec![one]),
        ("est:suivi glycemie", vec![one]),
        ("glycemie n* est:suivi", vec![one]),
        ("est:répondu", vec![two]),
        ("est:transféré", vec![three]),
        ("est:indésirable", vec![four]),
        ("est:chiffré", vec![sealed]),
        ("est:signé", vec![]),
        ("-est:non-lu", vec![two, one]),
        ("tag:rappeler", vec![two]),
        ("tag:\"à rapp\" g", vec![two]),
        ("tag:$label1", vec![two]),
        ("tag:projet", vec![three]),
        ("tag:absent", vec![]),
        ("taille:>5Mo", vec![sealed]),
        ("taille:<1ko objet:numéro est:lu", vec![two, one]),
        ("est:suivi OU tag:projet", vec![three, one]),
        ("\"visite 5\" OU est:suivi ", vec![five, one]),
        ("(\"visite 5\" OU est:suivi) -lipides ", vec![five, one]),
        ("glycemie (tag:projet OU \"visite 6\") ", vec![six, three]),
        ("glycemie -est:non-lu -tag:rappeler", vec![one]),
        ("-\"visite 1\" est:lu", vec![two]),
        ("-v* est:lu", vec![]),
    ] {
        assert_eq!(found(&cabinet, words).await, expected, "{words}");
    }
}

#[tokio::test]
async fn dates_are_days_of_the_users_calendar() {
    let cabinet = Cabinet::open().await;
    // One a day, at noon, from 10 to 19 November 2023.
    let mut days = Vec::new();
    for day in 10..20 {
        let noon: jiff::Timestamp = format!("2023-11-{day}T12:00:00Z").parse().unwrap();
        let mut whole = letter(day).whole();
        whole.0.envelope.date = Some(Timestamp(noon.as_second()));
        whole.0.received = Timestamp(noon.as_second());
        days.extend(cabinet.store.put_messages(cabinet.inbox.id, vec![whole]).await.unwrap());
    }
    let day = |range: std::ops::Range<usize>| days[range].iter().rev().copied().collect::<Vec<_>>();
    for (words, expected) in [
        ("avant:12/11/2023", day(0..2)),
        ("après:12/11/2023", day(3..10)),
        ("depuis:2023-11-12", day(2..10)),
        ("date:12/11/2023", day(2..3)),
        ("date:11/2023", day(0..10)),
        ("date:2022", vec![]),
        ("après:2023", vec![]),
        ("depuis:12/11/2023 avant:14/11/2023", day(2..4)),
        ("date:hier", day(9..10)),
        ("date:3j", day(7..10)),
        ("avant:1s", day(0..3)),
    ] {
        assert_eq!(found(&cabinet, words).await, expected, "{words}");
        assert_eq!(found(&cabinet, &format!("glycemie {words}")).await, expected, "{words}");
        assert_eq!(found(&cabinet, &format!("{words} -absent g")).await, expected, "{words}");
    }
}

#[tokio::test]
async fn a_header_is_found_before_its_body_and_the_body_when_it_is_here() {
    let cabinet = Cabinet::open().await;
    let ids = cabinet.store.add_headers(cabinet.inbox.id, vec![letter(7).header()]).await.unwrap();
    let before = look(&cabinet, SearchScope::All, "numero 7", false, 10).await;
    assert_eq!(before, Found { ids: vec![], searched: 0, total: 1 }, "its body may come at once");
    assert_eq!(cabinet.store.index_headers().await.unwrap(), 1);
    let before = look(&cabinet, SearchScope::All, "numero 7", false, 10).await;
    assert_eq!(before, Found { ids: ids.clone(), searched: 0, total: 1 });
    assert_eq!(found(&cabinet, "glycemie").await, []);
    cabinet.store.add_bodies(vec![letter(7).body(ids[0])]).await.unwrap();
    let after = look(&cabinet, SearchScope::All, "glycemie numero", false, 10).await;
    assert_eq!(after, Found { ids, searched: 1, total: 1 });
}

#[tokio::test]
async fn the_words_of_attachments_are_found_once_they_were_read() {
    let cabinet = Cabinet::open().await;
    let store = &cabinet.store;
    let ids = put(&cabinet, vec![echography(), letter(2), echography_of(3)]).await;
    assert_eq!(store.unread_attachments(10).await.unwrap(), [ids[2], ids[0]], "the newest first");
    assert_eq!(store.unread_attachments(1).await.unwrap(), [ids[2]]);
    let one = echography();
    let words = LetterWords { text: one.text.clone(), attachment_names: one.attachments.clone() };
    store.put_attachment_text(ids[0], words.clone(), "Créatinine : 92 µmol/L".to_owned(), true).await.unwrap();
    for asked in
        ["créatinine", "créatinine gauche", "pj:créat", "pj:c", "objet:échographie pj:créatinine ", "pj:scan 92 "]
    {
        assert_eq!(found(&cabinet, asked).await, [ids[0]], "{asked}");
    }
    let all = look(&cabinet, SearchScope::All, "gauche", false, 10).await;
    assert_eq!(all, Found { ids: vec![ids[2], ids[0]], searched: 2, total: 3 });
    store.put_attachment_text(ids[2], words, String::new(), false).await.unwrap();
    assert_eq!(store.unread_attachments(10).await.unwrap(), [], "what cannot be read is not tried again");
    assert_eq!(look(&cabinet, SearchScope::All, "gauche", false, 10).await.searched, 2, "and not counted");
    store.integrity_check().await.unwrap();
}

fn echography_of(number: u32) -> Letter {
    Letter { number, date: letter(number).date, ..echography() }
}

#[tokio::test]
async fn searches_are_kept_under_names_of_their_own() {
    let mut cabinet = Cabinet::open().await;
    let store = &cabinet.store;
    let folder = SearchScope::Folder(cabinet.inbox.id);
    let one = store.save_search(" Résultats ", "objet:résultats", SearchScope::All).await.unwrap();
    let two = store.save_search("Non lus", "est:non-lu ", folder).await.unwrap();
    assert_eq!((one.name.as_str(), one.scope, two.scope), ("Résultats", SearchScope::All, folder));
    let again = store.save_search("RESULTATS", "x", SearchScope::All).await;
    assert_eq!(again, Err(StoreError::NameTaken));
    cabinet.reopen().await;
    let store = &cabinet.store;
    assert_eq!(store.saved_searches().await.unwrap(), [one.clone(), two.clone()]);
    store.remove_saved_search(one.id).await.unwrap();
    store.remove_saved_search(one.id).await.unwrap();
    assert_eq!(store.saved_searches().await.unwrap(), [two]);
    store.remove_account(cabinet.account.id).await.unwrap();
    assert_eq!(store.saved_searches().await.unwrap(), [], "a search of an account goes with it");
}

#[tokio::test]
async fn letters_that_go_leave_the_index() {
    let cabinet = Cabinet::open().await;
    let ids = put(&cabinet, (1..=5).map(letter).collect()).await;
    cabinet.store.forget(cabinet.inbox.id, vec![Uid(2), Uid(4)]).await.unwrap();
    for words in ["glycemie", "g"] {
        let left = look(&cabinet, SearchScope::All, words, false, 10).await;
        assert_eq!(left, Found { ids: vec![ids[4], ids[2], ids[0]], searched: 3, total: 3 }, "{words}");
    }
    cabinet.store.integrity_check().await.unwrap();
}

#[test]
fn whatever_is_typed_is_a_question() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let cabinet = runtime.block_on(async {
        let cabinet = Cabinet::open().await;
        let _ = put(&cabinet, (1..20).map(letter).collect()).await;
        cabinet
    });
    let ask = |words: &str, best| {
        let search =
            Search { scope: SearchScope::All, query: Query::parse(words), best, limit: 100, calendar: calendar() };
        runtime.block_on(cabinet.store.find(search))
    };
    // Any text, text made of what means something to the index, and very long.
    let words = prop_oneof![
        any::<String>(),
        "[a-z\"'*^():+\\-{}\\\\.,; \u{0}‹›¶§]{0,40}",
        "((NOT|AND|OR|OU|NEAR|-|de:|tag:|est:lu|date:2023|dossier:|pj:oui|subject:|\"|\\*|\\(|\\)|a|é|œ|visite)( |)){0,20}",
        "(bonjour |\"){100,200}",
        "(\\(|bonjour OU ){40,80}",
    ];
    proptest!(ProptestConfig::with_cases(600), |(words in words, best: bool)| {
        let all = ask(&words, best);
        prop_assert!(all.is_ok(), "{all:?}");
    });
    // And a word of a letter finds that letter, alone or after another of it.
    proptest!(ProptestConfig::with_cases(100), |(number in 1u32..20, cut in 1usize..8)| {
        let Letter { subject, text, .. } = letter(number);
        let beginning: String = text.chars().take(cut).collect();
        let hits = ask(&format!("{subject} {beginning}"), false).unwrap();
        prop_assert!(!hits.ids.is_empty());
    });
}

/// What a query means, said once more without an index: of every query, the
/// index must find the same letters.
#[test]
fn the_index_finds_what_reading_every_letter_would() {
    const WORDS: [&str; 12] =
        ["ab", "abc", "abcd", "abcde", "b", "été", "etage", "œil", "oeillet", "12", "123", "1234"];
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let texts: Vec<String> = (0..150u32)
        .map(|number| {
            let at = |step: u32| WORDS[(number.wrapping_mul(2_654_435_761).rotate_left(step * 5) % 12) as usize];
            (0..=number % 5).map(at).collect::<Vec<_>>().join(" ")
        })
        .collect();
    let cabinet = runtime.block_on(async {
        let cabinet = Cabinet::open().await;
        let letters = (0..).zip(&texts).map(|(number, text)| Letter {
            subject: String::new(),
            from: Address::default(),
            text: text.clone(),
            flags: Flags(u16::from(number % 3 == 0)),
            ..letter(number + 1)
        });
        let _ = put(&cabinet, letters.collect()).await;
        cabinet
    });
    let leaf = proptest::sample::select(vec![
        "ab",
        "a*",
        "ab*",
        "abc*",
        "abcd*",
        "abcde",
        "b",
        "ete*",
        "œil",
        "oe*",
        "1*",
        "123*",
        "1234",
        "\"ab abc\"",
        "\"abc* \"",
        "\"ab abcd\"*",
        "est:lu",
        "est:non-lu",
        "zzz",
    ]);
    let query = leaf.prop_map(str::to_owned).prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|one| format!("-({one})")),
            (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("({one}) ({other})")),
            (inner.clone(), inner).prop_map(|(one, other)| format!("({one} OU {other})")),
        ]
    });
    proptest!(ProptestConfig::with_cases(500), |(typed in query)| {
        let query = Query::parse(&format!("{typed} "));
        let search = Search { scope: SearchScope::All, query: query.clone(), best: false, limit: 1000, calendar: calendar() };
        let found = runtime.block_on(cabinet.store.find(search)).unwrap().ids.len();
        let expected = texts.iter().enumerate().filter(|(at, text)| means(&query, text, at % 3 == 0)).count();
        prop_assert_eq!(found, if query.is_empty() { 0 } else { expected }, "{}", typed);
    });
}

fn means(query: &Query, text: &str, read: bool) -> bool {
    use sceau::domain::query::{State, Term};
    use sceau::domain::word::words;
    match query {
        Query::And(all) => all.iter().all(|one| means(one, text, read)),
        Query::Or(any) => any.iter().any(|one| means(one, text, read)),
        Query::Not(inner) => !means(inner, text, read),
        Query::Term(Term::Is(State::Read)) => read,
        Query::Term(Term::Is(_)) => !read,
        Query::Term(Term::Text { text: wanted, begun, .. }) => {
            // The row "to" holds "Dr Anne Garance <anne@cabinet.example>".
            let there: Vec<String> = words(text);
            let wanted = words(wanted);
            let (last, before) = wanted.split_last().unwrap();
            let people = words("Dr Anne Garance anne cabinet example");
            [there, people].iter().any(|there| {
                there.windows(wanted.len()).any(|row| {
                    let (end, start) = row.split_last().unwrap();
                    start == before && if *begun { end.starts_with(last.as_str()) } else { end == last }
                })
            })
        }
        Query::Term(other) => panic!("not asked: {other:?}"),
    }
}
