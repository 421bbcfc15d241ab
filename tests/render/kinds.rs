//! The kinds of message that a practice gets: none loses a word that its sender
//! meant to be read. `tests/data/html/index.txt` says what each is.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use sceau::render::{clean::quotable, plain};

use super::inspect::{inspected, offences, words};

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/html"))
}

/// Each file, its content, and words that are to be seen in it.
fn kinds() -> Vec<(String, String, String)> {
    let index = fs::read_to_string(folder().join("index.txt")).expect("the index");
    let kind = |line: &str| {
        let mut parts = line.split(" | ").map(str::to_owned);
        let name = parts.next().expect("a name");
        let content = fs::read_to_string(folder().join(&name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, content, parts.nth(1).unwrap_or_default())
    };
    index.lines().map(kind).collect()
}

#[test]
fn the_index_names_each_file_once() {
    let kinds = kinds();
    let named: BTreeSet<_> = kinds.iter().map(|(name, ..)| name.clone()).collect();
    let files = fs::read_dir(folder()).expect("the folder").map(|entry| entry.expect("an entry").file_name());
    let files: BTreeSet<_> =
        files.map(|name| name.into_string().expect("a name")).filter(|name| name != "index.txt").collect();
    assert_eq!(named, files);
    assert!(named.len() == kinds.len() && named.len() >= 60);
}

#[test]
fn each_kind_is_harmless_and_keeps_its_words() {
    for (name, content, expected) in kinds() {
        if name.starts_with("texte-") {
            let page = plain::page(&content);
            assert_eq!(offences(&page), Vec::<String>::new(), "{name}");
            assert!(words(&page, false).contains(&expected), "{name}\n{page}");
            continue;
        }
        let page = inspected(&content);
        assert!(!page.cut, "{name}");
        let folded = !expected.contains("  ");
        assert!(words(&page.html, folded).contains(&expected), "{name}: {}", words(&page.html, folded));
        if name != "images-pour-ecrans.html" {
            assert!(words(&quotable(&content), folded).contains(&expected), "{name}: {}", quotable(&content));
        }
    }
}

#[test]
fn what_kinds_hide_or_hold_back_is_in_no_answer() {
    let unseen = ["invisible", "suivi.reseau", "t.example/p.gif", "held:", "img.salon", "Second aperçu", "clignote 1s"];
    for (name, content, _) in kinds().into_iter().filter(|(name, ..)| !name.starts_with("texte-")) {
        let quoted = quotable(&content);
        for what in unseen {
            assert!(!quoted.contains(what), "{name}: {what} in {quoted}");
        }
    }
}

#[test]
fn remote_pictures_of_kinds_are_counted() {
    let counted = [
        ("lettre-tableaux.html", 2),
        ("lettre-images-seules.html", 4),
        ("lettre-ancienne.html", 1),
        ("lettre-fonds-images.html", 2),
        ("images-pour-ecrans.html", 2),
        ("images-du-message.html", 0),
        ("images-dans-la-page.html", 0),
        ("outlook-signature-image.html", 0),
    ];
    for (name, count) in counted {
        let content = fs::read_to_string(folder().join(name)).expect(name);
        let page = inspected(&content);
        assert_eq!(page.held.len(), count, "{name}: {:?}", page.held);
    }
}

#[test]
fn quotes_of_plain_text_stand_in_their_levels() {
    let content = fs::read_to_string(folder().join("texte-coupe.txt")).expect("a text");
    let page = plain::page(&content);
    assert!(
        page.contains("<blockquote class=\"quote level1\">") && page.contains("<blockquote class=\"quote level2\">")
    );
    assert!(!page.contains("trailing"), "words follow the quote");
    let answered = plain::page("D'accord.\n\nLe 4 mars, Claire a écrit :\n> Venez-vous ?\n");
    assert!(answered.contains("<blockquote class=\"quote level1 trailing\">"), "{answered}");
}
