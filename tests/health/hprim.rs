//! HPRIM over a corpus that we wrote, with all that is known of real files and none
//! of their people: what is read of each, that no line of any is lost, and the same of
//! thousands of damaged ones.

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::time::Duration;

use proptest::prelude::*;
use sceau::health::hprim::{self, Content, Dossier, Encoding, Kind, Reading};

use crate::faults::Chance;
use crate::faults::damage::piece;
use crate::support::effort::Effort;

/// The year in which the files are read.
const YEAR: u16 = 2026;

/// file | kind | encoding | dossiers | patients | analyses | out of range | documents
const EXPECTED: &str = "
    ascii.txt | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    both-ends-missing.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    breaks-and-lines.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    breaks-for-lines.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    breaks-in-comments.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 1 | 1
    bytes-of-anything.hpr | None | Windows1252 | 1 |  | 0 | 0
    cp850.hpr | Medecin | Windows1252 | 1 | FICTIVE CLAIRE | 3 | 1
    cr-crlf.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    cr.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    crlf.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    cut-in-a-result.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    cut-in-the-header.hpr | None | Utf8 | 1 |  | 0 | 0
    empty.hpr | None | Utf8 | 0 |  | 0 | 0
    encoded-thrice.hpr | Medecin | Utf8 | 1 | FICTIVE Zoé | 3 | 1
    encoded-twice.hpr | Medecin | Utf8 | 1 | FICTIVE ZOÉ | 3 | 1
    end-missing.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    end-of-dos.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    end-of-file-missing.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    entities.hpr | Medecin | Utf8 | 1 | FICTIVE Zoé | 3 | 2
    forest.hpr | None | Utf8 | 1 |  | 0 | 0
    form-feeds.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    header-almost-empty.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 0 | 0
    header-below-blank-lines.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    header-composed-names.hpr | Medecin | Utf8 | 1 | D'EXEMPLE-INVENTÉE Marie-Thérèse Zoé | 3 | 1
    header-corsica.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    header-cut-at-ten-lines.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    header-date-with-time.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    header-dates-of-digits.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    header-first-line-lost.txt | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    header-iso-dates.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    header-of-13-blank.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    header-of-13-recipients.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    header-of-points.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    header-of-practice.txt | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 0 | 0
    header-padded.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    header-short-years.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    header-solabio.hpm | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    header-unknown-birth-day.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    header-without-birth.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    header-without-code.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    header-without-dossier-date.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    header-zeros-for-number.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    hprim.xml | Xml | Utf8 | 1 |  | 0 | 0
    lab-after-header.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    latin1.HPM | Medecin | Windows1252 | 1 | FICTIVE CLAIRE | 3 | 1
    letter.txt | None | Utf8 | 1 |  | 0 | 0
    macroman-few-accents.hpr | Medecin | MacRoman | 1 | FICTIVE CLAIRE | 3 | 1
    macroman.hpr | Medecin | MacRoman | 1 | FICTIVÉ CLAIRE | 3 | 1
    mail-of-gateway.txt | Medecin | Windows1252 | 1 | FICTIVE CLAIRE | 0 | 0
    mail-with-greeting.txt | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    markers-alone.hpr | Medecin | Utf8 | 1 |  | 0 | 0
    markers-misspelt.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    markers-spaced.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    markers-without-last-stars.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    mixed-line-ends.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    more-fields-than-known.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 1 | 0
    no-last-line-end.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    padded-with-zeros.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    ranges-in-one-field.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 7 | 3
    results-and-comments-only.hpr | Medecin | Utf8 | 1 |  | 2 | 1
    results-cut-short.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 5 | 1
    results-in-lower-case.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 2 | 2
    results-in-two-units.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 2 | 1
    results-in-words.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 5 | 1
    results-of-all-flags.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 13 | 10
    results-of-all-statuses.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 5 | 0
    results-only.hpr | Medecin | Utf8 | 1 |  | 2 | 1
    results-without-lab-marker.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 1 | 1
    same-patient-twice.hpr | Medecin | Utf8 | 2 | FICTIVE CLAIRE + FICTIVE CLAIRE | 6 | 2
    sante-admission.hpr | Sante | Utf8 | 1 | FICTIVE CLAIRE | 0 | 0
    sante-birth-name-only.hpr | Sante | Utf8 | 1 | INVENTEE | 1 | 1
    sante-broken-pdf.hpr | Sante | Utf8 | 1 | FICTIVE CLAIRE | 1 | 0
    sante-comments.hpr | Sante | Utf8 | 1 | FICTIVE CLAIRE | 2 | 1
    sante-cr-latin1.hps | Sante | Windows1252 | 1 | FICTIVE CLAIRE | 1 | 1
    sante-crlf.hpr1 | Sante | Utf8 | 1 | FICTIVE CLAIRE | 1 | 1
    sante-cut.hpr | Sante | Utf8 | 1 | FICTIVE CLAIRE | 1 | 0
    sante-entities.hpr | Sante | Utf8 | 1 | FICTIVE Zoé | 2 | 1
    sante-error.hpr | Sante | Utf8 | 1 |  | 0 | 0
    sante-flags.hpr | Sante | Utf8 | 1 | FICTIVE CLAIRE | 8 | 7
    sante-head-alone.hpr | Sante | Utf8 | 1 |  | 0 | 0
    sante-in-a-mail.txt | Sante | Utf8 | 1 | FICTIVE CLAIRE | 1 | 1
    sante-lines-continued.hpr | Sante | Utf8 | 1 | FICTIVE CLAIRE | 1 | 0
    sante-macroman.hpr | Sante | MacRoman | 1 | FICTIVE Hélène | 1 | 1
    sante-no-patient.hpr | Sante | Utf8 | 1 |  | 1 | 1
    sante-order-of-hl7-no-escape.hpr | Sante | Utf8 | 1 | FICTIVE CLAIRE | 2 | 1
    sante-order-of-hl7.hpr | Sante | Utf8 | 1 | FICTIVE CLAIRE | 2 | 1
    sante-own-delimiters.hpr | Sante | Utf8 | 1 | FICTIVE CLAIRE | 1 | 1
    sante-pdf-in-lines.hpr | Sante | Utf8 | 1 | FICTIVE CLAIRE | 0 | 0 | 1
    sante-pdf.hpr | Sante | Utf8 | 1 | FICTIVE CLAIRE | 1 | 1 | 1
    sante-picture.hpr | Sante | Utf8 | 1 | FICTIVE CLAIRE | 0 | 0 | 1
    sante-two-messages.hpr | Sante | Utf8 | 2 | FICTIVE CLAIRE + INVENTE PAUL | 2 | 1
    sante-two-patients.hpr | Sante | Utf8 | 2 | FICTIVE CLAIRE + INVENTE PAUL | 3 | 1
    sante-two-units.hpr | Sante | Utf8 | 1 | FICTIVE CLAIRE | 1 | 1
    sante-unknown-segments.hpr | Sante | Utf8 | 1 | FICTIVE CLAIRE | 1 | 1
    sante-utf16.hpr | Sante | Utf16Le | 1 | FICTIVE CLAIRE | 1 | 1
    sante-words-and-codes.hpr | Sante | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    sante.hpr | Sante | Utf8 | 1 | FICTIVE CLAIRE | 2 | 1
    second-dossier-without-header.hpr | Medecin | Utf8 | 2 | FICTIVE CLAIRE +  | 6 | 2
    several-lab-blocks.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 4 | 2
    tabs.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    tags.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    text-after-the-end.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    text-between-the-ends.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    text-only.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 0 | 0
    text-without-markers.txt | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 0 | 0
    three-dossiers-with-blank-lines.hpr | Medecin | Utf8 | 3 | FICTIVE CLAIRE + INVENTE PAUL + IMAGINAIRE Zoé | 6 | 2
    titles-and-long-comments.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    two-dossiers-form-feed-between.hpr | Medecin | Utf8 | 2 | FICTIVE CLAIRE + INVENTE PAUL | 6 | 2
    two-dossiers-no-end-between.hpr | Medecin | Utf8 | 2 | FICTIVE CLAIRE + INVENTE PAUL | 6 | 2
    two-dossiers-utf16.hpr | Medecin | Utf16Le | 2 | FICTIVE CLAIRE + INVENTE PAUL | 6 | 2
    two-dossiers.hpr | Medecin | Windows1252 | 2 | FICTIVE CLAIRE + INVENTE PAUL | 6 | 2
    two-encodings.hpr | Medecin | Utf8 | 1 | FICTIVE HÉLÈNE | 3 | 1
    two-files-in-one.hpr | Medecin | Utf8 | 2 | FICTIVE CLAIRE + INVENTE PAUL | 6 | 2
    unknown-lines-in-lab.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 1 | 0
    utf16be-bom.hpr | Medecin | Utf16Be | 1 | FICTIVE CLAIRE | 3 | 1
    utf16le-bom.hpr | Medecin | Utf16Le | 1 | FICTIVE CLAIRE | 3 | 1
    utf16le-odd-byte.hpr | Medecin | Utf16Le | 1 | FICTIVE CLAIRE | 3 | 1
    utf16le-unmarked.hpr | Medecin | Utf16Le | 1 | FICTIVE CLAIRE | 3 | 1
    utf8-bom.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    utf8-cut-in-a-letter.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    utf8.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 3 | 1
    values-with-commas.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 2 | 1
    values-with-signs.hpr | Medecin | Utf8 | 1 | FICTIVE CLAIRE | 5 | 3
    windows-1252.hpr | Medecin | Windows1252 | 1 | FICTIVE CLAIRE | 3 | 1
";

fn corpus() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/hprim");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let named = files.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()));
    let mut corpus: Vec<_> = named.filter(|(name, _)| !name.starts_with('.')).collect();
    corpus.sort();
    corpus
}

fn file(name: &str) -> Vec<u8> {
    corpus().into_iter().find(|(found, _)| found == name).unwrap().1
}

fn read(bytes: &[u8]) -> Reading {
    hprim::read(bytes, None, YEAR)
}

fn summary(name: &str, bytes: &[u8]) -> String {
    let reading = read(bytes);
    let kind = reading.kind.map_or("None".to_owned(), |kind| format!("{kind:?}"));
    let patients: Vec<_> = reading.dossiers.iter().map(|dossier| dossier.patient.name()).collect();
    let analyses: Vec<_> = reading.dossiers.iter().flat_map(Dossier::analyses).collect();
    let out = analyses.iter().filter(|analysis| analysis.standing().is_out_of_range()).count();
    let documents = reading.dossiers.iter().flat_map(Dossier::documents).count();
    let documents = if documents == 0 { String::new() } else { format!(" | {documents}") };
    format!(
        "{name} | {kind} | {:?} | {} | {} | {} | {out}{documents}",
        reading.encoding,
        reading.dossiers.len(),
        patients.join(" + "),
        analyses.len(),
    )
}

#[test]
fn each_file_of_the_corpus_is_read_as_expected() {
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let expected: Vec<_> = EXPECTED.lines().map(words).filter(|line| !line.is_empty()).collect();
    let found: Vec<_> = corpus().iter().map(|(name, bytes)| words(&summary(name, bytes))).collect();
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found.join(" "), expected.join(" "));
    }
    assert_eq!((found.len(), expected.len()), (expected.len(), found.len()));
    assert!(found.len() >= 60);
}

/// What can be seen in any encoding.
fn seen(text: &str) -> String {
    text.chars().filter(char::is_ascii_graphic).collect()
}

/// The lines of a file that have something to see, found without the parser's help.
fn lines_of(bytes: &[u8], reading: &Reading) -> Vec<String> {
    let pairs = |pair: fn([u8; 2]) -> u16| {
        let units = bytes.as_chunks::<2>().0.iter().map(|bytes| pair(*bytes));
        units.map(|unit| char::from_u32(unit.into()).unwrap_or('�')).collect::<String>()
    };
    let text = match reading.encoding {
        Encoding::Utf16Le => pairs(u16::from_le_bytes),
        Encoding::Utf16Be => pairs(u16::from_be_bytes),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    };
    let text = if reading.kind == Some(Kind::Sante) { text } else { with_line_ends(&text) };
    text.split(['\r', '\n', '\x0c']).map(seen).filter(|line| !line.is_empty()).collect()
}

/// Line feeds for `<br>`, as far as one may be long.
fn with_line_ends(text: &str) -> String {
    let mut pieces = text.split('<');
    let mut ended = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let tag = piece.split_once('>').filter(|(inner, _)| {
            let name: String = inner.chars().take(3).collect::<String>().to_lowercase();
            let is_break = ["br", "br ", "br/"].contains(&name.as_str());
            is_break && inner.chars().count() < 59 && !inner.contains(['\r', '\n'])
        });
        match tag {
            Some((_, after)) => ended.extend(["\n", after]),
            None => ended.extend(["<", piece]),
        }
    }
    ended
}

/// Nothing of a file is lost, neither from the model nor from what is shown of it.
fn assert_whole(bytes: &[u8], chosen: Option<Encoding>, what: &str) {
    let reading = hprim::read(bytes, chosen, YEAR);
    let kept: Vec<_> = reading.raw_lines().map(seen).filter(|line| !line.is_empty()).collect();
    assert_eq!(kept, lines_of(bytes, &reading), "{what}");
    let lines = reading.dossiers.iter().flat_map(|dossier| &dossier.lines).chain(&reading.outside);
    for line in lines {
        let raw = seen(&line.raw).to_uppercase();
        let medecin = reading.kind != Some(Kind::Sante);
        match &line.content {
            Content::Blank => assert!(["", "TEX", "TEX|"].contains(&raw.as_str()), "{what}: {raw} is shown as blank"),
            Content::Text(text) if !raw.contains(['<', '&']) => assert_eq!(seen(text).to_uppercase(), raw, "{what}"),
            Content::Text(_) | Content::Raw | Content::Title(_) | Content::Comment(_)
                if medecin && is_result(&line.raw) =>
            {
                assert!(matches!(line.content, Content::Title(_)), "{what}: {raw} is no result");
            }
            Content::Analysis(analysis) if medecin && !raw.contains(['<', '&']) => {
                let values =
                    analysis.values.iter().flat_map(|value| [&value.value, &value.unit, &value.low, &value.high]);
                let shown: Vec<_> =
                    [&analysis.label, &analysis.code].into_iter().chain(values).map(|text| seen(text)).collect();
                let fields: Vec<_> = line.raw.split('\n').next().unwrap_or_default().split('|').map(seen).collect();
                // The label, the code, and of both results the value and the unit.
                for field in [1, 2, 4, 5, 10, 11].iter().filter_map(|number| fields.get(*number)) {
                    assert!(field.is_empty() || shown.contains(field), "{what}: {field} of {raw} is not shown");
                }
            }
            _ => {}
        }
    }
    if reading.kind != Some(Kind::Sante) {
        let results = reading.raw_lines().filter(|line| is_result(line)).count();
        let lines = reading.dossiers.iter().flat_map(|dossier| &dossier.lines);
        let shown = lines.filter(|line| matches!(line.content, Content::Analysis(_) | Content::Title(_)));
        assert_eq!(shown.filter(|line| is_result(&line.raw)).count(), results, "{what}");
    }
}

fn is_result(line: &str) -> bool {
    line.trim_start().to_uppercase().starts_with("RES|")
}

#[test]
fn no_line_of_the_corpus_is_lost() {
    for (name, bytes) in corpus() {
        assert_whole(&bytes, None, &name);
    }
}

#[test]
fn no_line_of_a_mails_own_text_is_lost() {
    for (name, bytes) in corpus() {
        let Ok(text) = str::from_utf8(&bytes) else { continue };
        assert_eq!(hprim::recognise_text(text), hprim::recognise(&bytes), "{name}");
        assert!(hprim::read_text(text, YEAR) == read(&bytes), "{name}");
    }
}

/// Cut into files, each dossier is in one, and reads as it did among the others.
fn assert_split(bytes: &[u8], what: &str) {
    let whole = read(bytes);
    let files = hprim::dossiers(bytes);
    if files.len() == 1 {
        assert!(files[0] == bytes, "{what}: one file, and not the same");
        return;
    }
    assert_eq!(files.len(), whole.dossiers.len(), "{what}");
    for (file, dossier) in files.iter().zip(&whole.dossiers) {
        // Of the bytes only the mark at the head and markers at the end are not the sender's.
        let own = &file[3.min(file.len())..file.len().saturating_sub(80).max(3.min(file.len()))];
        assert!(own.is_empty() || bytes.windows(own.len()).any(|window| window == own), "{what}");
        let alone = read(file);
        // Half a letter too many, and all that follows is something else.
        if alone.kind != whole.kind || matches!(whole.encoding, Encoding::Utf16Le | Encoding::Utf16Be) {
            continue;
        }
        let lines = |dossier: &Dossier| dossier.lines.iter().map(|line| seen(&line.raw)).collect::<String>();
        let (before, after) = (lines(dossier), alone.dossiers.iter().map(lines).collect::<String>());
        // What stood before the header is left out.
        let own = after.split("****FIN").next().unwrap_or_default();
        assert!(before.contains(own), "{what}");
    }
}

#[test]
fn dossiers_in_files_of_their_own_read_as_before() {
    for (name, bytes) in corpus() {
        assert_split(&bytes, &name);
        let whole = read(&bytes);
        let files = hprim::dossiers(&bytes);
        if files.len() < 2 {
            continue;
        }
        for (file, dossier) in files.iter().zip(&whole.dossiers) {
            let alone = read(file);
            assert_eq!(alone.dossiers.len(), 1, "{name}");
            assert!(alone.dossiers[0].patient == dossier.patient, "{name}");
            let analyses = alone.dossiers[0].analyses().collect::<Vec<_>>();
            assert!(analyses == dossier.analyses().collect::<Vec<_>>(), "{name}");
            let end = alone.raw_lines().filter(|line| !line.trim().is_empty()).last().unwrap().to_uppercase();
            assert!(seen(&end).contains("FINFICHIER"), "{name}");
        }
    }
}

#[test]
fn a_chosen_encoding_shows_at_once() {
    let dos = file("cp850.hpr");
    let text = |chosen| hprim::read(&dos, chosen, YEAR).raw_lines().collect::<Vec<_>>().join("\n");
    assert!(text(Some(Encoding::Cp850)).contains("Glycémie à jeun"));
    assert!(!text(None).contains("Glycémie à jeun"));
}

#[test]
fn each_encoding_comes_to_the_same_words() {
    let names = ["utf8", "windows-1252", "macroman", "utf8-bom", "utf16le-bom", "utf16be-bom", "utf16le-unmarked"];
    for name in names.into_iter().chain(["encoded-twice", "two-encodings", "cr-crlf"]) {
        let reading = read(&file(&format!("{name}.hpr")));
        let text: Vec<_> = reading.raw_lines().collect();
        assert!(text.contains(&"Glycémie à jeun ............ :   1,30 g/L      (0,74 - 1,06)"), "{name}");
    }
}

#[test]
fn documents_inside_keep_their_bytes() {
    for name in ["sante-pdf.hpr", "sante-pdf-in-lines.hpr"] {
        let reading = read(&file(name));
        let document = reading.dossiers[0].documents().next().unwrap();
        assert!(document.bytes.starts_with(b"%PDF-1.4") && document.bytes.ends_with(b"%%EOF\n"), "{name}");
    }
}

/// What happens to files on their way: letters change, pieces go or come twice, lines
/// change places, and pieces of one file get into another.
fn damaged(corpus: &[(String, Vec<u8>)], seed: u64) -> Vec<u8> {
    let mut chance = Chance::of(seed);
    let mut bytes = corpus[chance.below(corpus.len())].1.clone();
    for _ in 0..=chance.below(6) {
        let length = bytes.len();
        match chance.below(7) {
            0 => bytes.truncate(chance.below(length + 1)),
            1 => drop(bytes.drain(piece(&mut chance, length))),
            2 => {
                let range = piece(&mut chance, length);
                let copy = bytes[range.clone()].to_vec();
                drop(bytes.splice(range.end..range.end, copy.repeat(1 + chance.below(3))));
            }
            3 => {
                let other = &corpus[chance.below(corpus.len())].1;
                let taken = other[piece(&mut chance, other.len())].to_vec();
                drop(bytes.splice(piece(&mut chance, length), taken));
            }
            4 => {
                let mut lines: Vec<_> = bytes.split(|byte| *byte == b'\n').collect();
                let (one, other) = (chance.below(lines.len()), chance.below(lines.len()));
                lines.swap(one, other);
                bytes = lines.join(&b'\n');
            }
            _ if length > 0 => bytes[chance.below(length)] = u8::try_from(chance.below(256)).unwrap(),
            _ => {}
        }
    }
    bytes
}

#[test]
fn ten_thousand_damaged_files_lose_no_line() {
    let corpus = corpus();
    let start = Effort::start();
    let check = &|seeds: Range<u64>| {
        for seed in seeds {
            let bytes = damaged(&corpus, seed);
            // One in four is read in an encoding that the reader chose, rightly or not.
            let chosen = Encoding::CHOICES.get(usize::try_from(seed % 16).unwrap()).copied();
            assert_whole(&bytes, chosen, &format!("seed {seed}"));
            if seed % 10 == 0 {
                assert_split(&bytes, &format!("seed {seed}"));
            }
        }
    };
    std::thread::scope(|scope| {
        let quarters = (0..4).map(|quarter| scope.spawn(move || check(quarter * 2_500..(quarter + 1) * 2_500)));
        for quarter in quarters.collect::<Vec<_>>() {
            quarter.join().unwrap();
        }
    });
    assert!(start.elapsed() < Duration::from_mins(1), "{:?}", start.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn anything_at_all_is_read_and_kept(bytes in proptest::collection::vec(any::<u8>(), 0..400), choice in 0usize..5) {
        assert_whole(&bytes, Encoding::CHOICES.get(choice).copied(), "anything");
        assert_split(&bytes, "anything");
    }
}

#[test]
fn a_long_file_is_read_in_time() {
    let long = |piece: &str| piece.repeat((1 << 15) / piece.len()).into_bytes();
    let start = Effort::start();
    for piece in ["<", "&", "<br", "-", "*", "|", "RES|", "RES|a|b|N|1|\n", "TEX|\n", "\n", "****FIN****\n", "Ã©", "\\"]
    {
        drop((read(&long(piece)), hprim::dossiers(&long(piece))));
        drop(read(&[b"H|~^\\&|X||\rP|1\rOBX|1|TX|A||".as_slice(), &long(piece)].concat()));
    }
    for line in ["A|x\r", "C|1|L|x\r", "\r", "P|1\r", "L|1\rx\r", "H|~^\\&|X\r"] {
        drop(read(&[b"H|~^\\&|X||\rP|1\rOBX|1|TX|A||\r".as_slice(), &long(line)].concat()));
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
