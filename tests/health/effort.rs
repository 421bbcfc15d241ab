//! Files made to cost more than their length: each is read in the time of an honest
//! one, and what comes out of it is no larger than what a page may be.

use std::time::Duration;

use sceau::health::cda::{self, Body};
use sceau::health::{xdm, xml};

use crate::support::effort::Effort;

use super::sample::{self, WORDS, file};

const LENGTH: usize = 1 << 18;
/// An honest file of that length takes a fraction of it in a debug build; the square
/// of it, an hour.
const LONGEST: Duration = Duration::from_secs(3);

fn filled(piece: &str) -> String {
    piece.repeat(LENGTH / piece.len())
}

#[test]
fn markup_that_opens_and_never_closes_costs_no_more_than_its_length() {
    let pieces = [
        "<![CDATA[",
        "<!--",
        "<a b='",
        "<a b=\"",
        "<a ",
        "<",
        "</a>",
        "</",
        "<?",
        "<!",
        "&",
        "&a;",
        "<a>",
        "<a/>",
        "<a b='<a b=\"",
        "<!DOCTYPE ",
        "<a b=c d>",
        "]]>",
        "<a><b></a></b>",
        "&#x;",
        "<é>",
    ];
    for piece in pieces {
        let text = filled(piece);
        let start = Effort::start();
        let tree = xml::read(text.as_bytes());
        let _ = (tree.top.words(), tree.top.find("x"));
        assert!(start.elapsed() < LONGEST, "{piece}: {:?}", start.elapsed());
    }
}

fn shown(text: &str, entries: &str, what: &str) {
    let document = format!(
        "<ClinicalDocument><component><structuredBody><component><section><text>{text}</text>{entries}</section></component></structuredBody></component></ClinicalDocument>"
    );
    let start = Effort::start();
    let read = cda::read(document.as_bytes()).unwrap();
    let Body::Narrative(narrative) = &read.body else { panic!("{what}") };
    let html = narrative.html(&WORDS);
    assert!(start.elapsed() < LONGEST, "{what}: {:?}", start.elapsed());
    assert!(html.len() < 160 * LENGTH, "{what}: {}", html.len());
}

#[test]
fn a_narrative_that_refers_to_itself_a_thousand_times_stays_a_page() {
    let many = |piece: &str, count: usize| (0..count).map(|at| piece.replace('#', &at.to_string())).collect::<String>();
    let media = many(
        "<entry><observationMedia ID='i#'><value representation='B64'>iVBORw0KGgo=</value></observationMedia></entry>",
        5000,
    );
    let names = many("i# ", 5000);
    shown(&many("<renderMultiMedia referencedObject='i4999'/>", 5000), &media, "one picture, often");
    shown(&format!("<renderMultiMedia referencedObject='{names}'/>").repeat(20), &media, "all pictures, often");
    shown(&format!("<renderMultiMedia referencedObject='{}'/>", "x ".repeat(200_000)), "", "none, often");
    shown(&"<linkHtml href='https://a.example/'>".repeat(20_000), "", "links in links");
    shown(&"<table><tr><td>".repeat(20_000), "", "tables in tables");
    shown(&"<list><item><caption>x".repeat(10_000), "", "lists in lists");
    let entry = "<entry><observation><code displayName='x'><originalText><reference value='#a'/></originalText></code><interpretationCode code='HH'/></observation></entry>";
    shown(&"<content ID='a'>x</content>".repeat(5000), &entry.repeat(2000), "marks on marks");
}

#[test]
fn an_archive_that_speaks_of_more_than_it_holds_is_read_no_longer() {
    let entry = sample::Entry::of("D.XML", b"0").xml("Document01");
    let association = "<Association associationType='RPLC' sourceObject='Document01' targetObject='x'/>";
    let stray = "<Classification classifiedObject='Document01' classificationScheme='x'/>";
    for piece in [entry.as_str(), association, stray] {
        let many = piece.repeat(600.max(LENGTH / piece.len()));
        let metadata = format!("<a><RegistryObjectList>{many}</RegistryObjectList></a>");
        let mut files = vec![file("IHE_XDM/S/METADATA.XML", metadata)];
        files.extend((0..150).map(|at| file(&format!("IHE_XDM/S/{at}"), *b"x")));
        let bytes = sample::packed(&files, zip::CompressionMethod::Stored);
        let start = Effort::start();
        let archive = xdm::open(&bytes).unwrap();
        assert!(start.elapsed() < LONGEST, "{:?}", start.elapsed());
        assert!(archive.documents().count() <= xdm::ENTRIES);
        // What was left out is told.
        assert!(archive.documents().count() < xdm::ENTRIES || archive.notices.contains(&xdm::Notice::FaultyMetadata));
    }
}
