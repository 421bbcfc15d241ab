//! Documents and archives changed at random, ten thousand of them: no panic, no
//! time without end, nothing that was there and is not shown or told of.

use std::time::Duration;

use sceau::health::cda::{self, Body, Narrative};
use sceau::health::xdm::{self, Integrity, Notice};

use crate::faults::Chance;
use crate::faults::damage::mutated;
use crate::support::effort::Effort;

use super::sample::{self, WORDS};

/// What a page may be made of.
const ELEMENTS: &[&str] = &[
    "a", "br", "caption", "div", "h2", "h3", "h4", "h5", "h6", "img", "li", "ol", "p", "span", "sub", "sup", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
];
const ATTRIBUTES: &[&str] = &["class", "id", "href", "src", "alt", "colspan", "rowspan"];

/// Known elements and attributes alone, links of known kinds, and each word of each
/// section somewhere in it.
pub(super) fn safe_and_whole(narrative: &Narrative, name: &str) {
    let html = narrative.html(&WORDS);
    let mut words = String::new();
    for piece in html.split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        checked(tag, name);
        words.push_str(text);
    }
    for (entity, letter) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        words = words.replace(entity, letter);
    }
    let shown: String = words.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    // Captions stand before their lists: the words are looked for one by one.
    for word in narrative.text().split_whitespace() {
        let word: String = word.chars().filter(|c| !c.is_control()).collect();
        assert!(shown.contains(&word), "{name}: {word:?} is lost in {html}");
    }
}

fn checked(tag: &str, name: &str) {
    let tag = tag.trim_start_matches('/');
    let element = tag.split(' ').next().unwrap();
    assert!(element.is_empty() || ELEMENTS.contains(&element), "{name}: <{tag}>");
    // Values hold no quote and no blank but between classes.
    let mut rest = tag.get(element.len()..).unwrap();
    while let Some((attribute, behind)) = rest.split_once("=\"") {
        let (value, after) = behind.split_once('"').unwrap();
        let attribute = attribute.trim();
        assert!(ATTRIBUTES.contains(&attribute), "{name}: {attribute} in <{tag}>");
        let fits = match attribute {
            "href" => {
                ["http://", "https://", "mailto:", "#cda-"].iter().any(|start| value.to_lowercase().starts_with(start))
            }
            "src" => {
                ["data:image/png;", "data:image/jpeg;", "data:image/gif;"].iter().any(|start| value.starts_with(start))
            }
            "class" => value.split(' ').all(|class| class.starts_with("cda-")),
            "id" => value.starts_with("cda-"),
            "colspan" | "rowspan" => value.parse::<u32>().is_ok_and(|number| number <= 200),
            _ => value.is_empty(),
        };
        assert!(fits, "{name}: {attribute}={value:?}");
        rest = after;
    }
    assert!(rest.trim().is_empty(), "{name}: {rest:?} in <{tag}>");
}

/// A generous bound for one input of some kilobytes in a debug build on a busy machine.
const LONGEST: Duration = Duration::from_secs(4);

#[test]
fn four_thousand_mutated_documents_are_read_without_a_panic_and_no_word_is_lost() {
    let corpus = sample::all();
    let (mut read, mut refused) = (0, 0);
    for seed in 0..4000 {
        let mut chance = Chance::of(seed);
        let (_, bytes) = &corpus[chance.below(corpus.len())];
        let (_, other) = &corpus[chance.below(corpus.len())];
        let mutated = mutated(&mut chance, bytes, other);
        let start = Effort::start();
        match cda::read(&mutated) {
            Ok(document) => {
                read += 1;
                if let Body::Narrative(narrative) = &document.body {
                    safe_and_whole(narrative, &format!("seed {seed}"));
                }
                let _ = format!("{document:?}");
            }
            // Its root is gone, and nothing else is a reason.
            Err(_) => refused += 1,
        }
        assert!(start.elapsed() < LONGEST, "seed {seed}");
    }
    assert!(read > 3000 && refused > 0, "{read} read, {refused} refused");
}

/// Documents, their frame and what nobody speaks of are all that there is.
fn all_in_view(archive: &xdm::Archive, seed: u64) {
    let entries = || archive.sets.iter().flat_map(|set| set.documents.iter().chain(&set.signatures));
    for (at, file) in archive.files.iter().enumerate() {
        let spoken_of = entries().any(|entry| entry.file == Some(at));
        let listed = archive.unlisted().any(|other| other == file);
        assert!(spoken_of || listed || file.is_frame(), "seed {seed}: a file is dropped");
    }
    let unlisted = archive.unlisted().next().is_some();
    let told = archive
        .notices
        .iter()
        .any(|notice| matches!(notice, Notice::Unlisted | Notice::NoMetadata | Notice::LongMetadata));
    assert!(!unlisted || told, "seed {seed}: {:?}", archive.notices);
    for entry in archive.documents() {
        let file = archive.bytes(entry);
        assert_eq!(file.is_none(), entry.integrity == Integrity::Missing, "seed {seed}");
        // Verified means what it says.
        if entry.integrity == Integrity::Verified {
            assert_eq!(entry.hash, file.map(sample::sha1), "seed {seed}");
        }
    }
}

#[test]
fn four_thousand_mutated_metadata_files_drop_no_document_from_view() {
    let document = sample::cda("masquee.xml");
    let metadata = sample::metadata(&[sample::Entry::of("DOC0001.XML", &document)], "");
    let mut verified = 0;
    for seed in 0..4000 {
        let mut chance = Chance::of(seed);
        let mutated = mutated(&mut chance, &metadata, &document);
        let files = [
            sample::file("IHE_XDM/SUBSET01/METADATA.XML", mutated),
            sample::file("IHE_XDM/SUBSET01/DOC0001.XML", document.clone()),
            sample::file("IHE_XDM/SUBSET01/NOTE.TXT", *b"Bonjour"),
        ];
        let bytes = sample::packed(&files, zip::CompressionMethod::Stored);
        let start = Effort::start();
        let archive = xdm::open(&bytes).unwrap();
        assert!(start.elapsed() < LONGEST, "seed {seed}");
        assert_eq!(archive.files.len(), 3);
        all_in_view(&archive, seed);
        verified += archive.documents().filter(|entry| entry.integrity == Integrity::Verified).count();
    }
    assert!(verified > 2000, "{verified}");
}

#[test]
fn two_thousand_mutated_archives_are_opened_or_refused_with_a_reason() {
    let bytes = sample::zip(&sample::good());
    let plain = sample::packed(&sample::good(), zip::CompressionMethod::Stored);
    let (mut opened, mut refused) = (0, 0);
    for seed in 0..2000 {
        let mut chance = Chance::of(seed);
        let one = if chance.below(2) == 0 { &bytes } else { &plain };
        let mutated = mutated(&mut chance, one, &plain);
        let start = Effort::start();
        match xdm::open(&mutated) {
            Ok(archive) => {
                opened += 1;
                all_in_view(&archive, seed);
            }
            Err(reason) => {
                refused += 1;
                assert!(!reason.to_string().is_empty());
            }
        }
        assert!(start.elapsed() < LONGEST, "seed {seed}");
    }
    assert!(opened > 200 && refused > 200, "{opened} opened, {refused} refused");
}
