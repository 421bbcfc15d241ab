//! One OBX: a result, or a file inside the file.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::super::model::{Analysis, Content, Document, Flag, Measure, Status, Type};
use super::super::number;
use super::delimiters::Delimiters;

/// Padding is forgotten by some, and lost where a line was cut.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Types that promise a file.
const FILES: &[&str] = &["ED", "FIC", "RP"];
/// How known files begin.
const BEGINNINGS: &[&[u8]] =
    &[b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*", b"{\\rtf", b"PK\x03\x04", b"<?xml"];
/// Shorter words are words.
const SHORTEST: usize = 24;

pub(super) fn read(segment: &str, delimiters: Delimiters) -> Content {
    let fields = delimiters.fields(segment);
    let field = |number: usize| fields.get(number).copied().unwrap_or_default();
    let (code, label) = delimiters.label(field(3));
    let declared = field(2).trim().to_uppercase();
    if let Some(bytes) = file(field(5), FILES.contains(&declared.as_str()), delimiters) {
        return Content::Document(Box::new(Document { label, name: name(field(5), delimiters), bytes }));
    }
    let kind = match declared.as_str() {
        "NM" | "SN" => Type::Numeric,
        "CE" | "CK" | "CNA" | "CNE" | "CWE" => Type::Coded,
        "" => Type::Unknown,
        _ => Type::Text,
    };
    let values = measures(kind, [field(5), field(6), field(7)], delimiters);
    let flags = delimiters.repetitions(field(8)).map(Flag::read);
    Content::Analysis(Box::new(Analysis {
        label,
        code,
        kind,
        values: values.into_iter().filter(|measure| !measure.is_empty()).collect(),
        flag: flags.into_iter().find(|flag| *flag != Flag::Unknown).unwrap_or_default(),
        status: Status::read(field(11)),
        comments: Vec::new(),
    }))
}

/// A number repeated is the same in another unit; words repeated are lines.
fn measures(kind: Type, [values, units, ranges]: [&str; 3], delimiters: Delimiters) -> Vec<Measure> {
    let words = |field: &str| delimiters.repetitions(field).map(|text| delimiters.text(text)).collect::<Vec<_>>();
    let mut units = delimiters.repetitions(units).map(|unit| delimiters.label(unit).1);
    let mut ranges = delimiters.repetitions(ranges).map(|range| ends(range, delimiters));
    let values = match kind {
        Type::Numeric => words(values),
        Type::Coded => {
            vec![delimiters.repetitions(values).map(|value| delimiters.label(value).1).collect::<Vec<_>>().join("\n")]
        }
        _ => vec![words(values).join("\n")],
    };
    let measure = |value: String| {
        let (low, high) = ranges.next().unwrap_or_default();
        Measure { value, unit: units.next().unwrap_or_default(), low, high }
    };
    values.into_iter().map(measure).collect()
}

/// `low-high`, or as two components.
fn ends(range: &str, delimiters: Delimiters) -> (String, String) {
    let components = delimiters.components(range);
    match components.as_slice() {
        [low, high, ..] if !high.is_empty() => (low.clone(), high.clone()),
        [glued, ..] => number::range(glued).unwrap_or_else(|| (glued.clone(), String::new())),
        [] => (String::new(), String::new()),
    }
}

fn pieces(field: &str, delimiters: Delimiters) -> impl Iterator<Item = &str> {
    field.split([delimiters.component, delimiters.repetition, delimiters.sub])
}

/// The longest piece of the field, where it is a file's bytes.
fn file(field: &str, declared: bool, delimiters: Delimiters) -> Option<Vec<u8>> {
    let piece = pieces(field, delimiters).max_by_key(|piece| piece.len()).filter(|piece| piece.len() >= SHORTEST)?;
    let breaks = format!("{0}.br{0}", delimiters.escape);
    let mut letters: Vec<u8> = piece.replace(&breaks, "").bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    // A last letter by itself is less than a byte.
    if letters.iter().filter(|byte| **byte != b'=').count() % 4 == 1 {
        letters.retain(|byte| *byte != b'=');
        let _ = letters.pop();
    }
    let bytes = BASE64.decode(&letters).ok()?;
    (declared || BEGINNINGS.iter().any(|start| bytes.starts_with(start))).then_some(bytes)
}

/// The piece that looks like a file's name.
fn name(field: &str, delimiters: Delimiters) -> String {
    let is_name = |piece: &&str| {
        let end = piece.trim().rsplit_once('.').map_or("", |(_, end)| end);
        piece.len() < 200 && (2..=4).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    pieces(field, delimiters).find(is_name).map(|piece| delimiters.text(piece)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn analysis(segment: &str) -> Analysis {
        match read(segment, Delimiters::default()) {
            Content::Analysis(analysis) => *analysis,
            other => panic!("{other:?}"),
        }
    }

    fn document(segment: &str) -> Option<Document> {
        match read(segment, Delimiters::default()) {
            Content::Document(document) => Some(*document),
            _ => None,
        }
    }

    #[test]
    fn numbers_words_and_codes_are_results() {
        let row = analysis("OBX|1|NM|GLU~Glycémie||1.30^7.20|g/L^mmol/L|0.74-1.06^4.1~5.9|^HH|||C");
        let [first, second] = row.values.as_slice() else { panic!("two units") };
        assert_eq!((first.value.as_str(), first.unit.as_str(), first.low.as_str()), ("1.30", "g/L", "0.74"));
        assert_eq!((second.value.as_str(), second.unit.as_str(), second.high.as_str()), ("7.20", "mmol/L", "5.9"));
        assert_eq!((row.flag, row.status, row.kind), (Flag::CriticallyHigh, Status::Corrected, Type::Numeric));
        assert_eq!(analysis("OBX|1|TX|CR||Bonjour^tout va\\.br\\bien").values[0].value, "Bonjour\ntout va\nbien");
        assert_eq!(analysis("OBX|1|CE|GS~Groupe||AP~A positif~L").values[0].value, "A positif");
        assert_eq!((analysis("OBX|1").label.as_str(), analysis("OBX|1").values.len()), ("", 0));
    }

    #[test]
    fn a_file_inside_keeps_its_bytes() {
        let pdf = b"%PDF-1.4\n% fictif\n%%EOF\n\xff\0";
        let letters = BASE64.encode(pdf);
        let found = document(&format!("OBX|1|FIC|CR~Compte rendu||cr.pdf~application/pdf~{letters}")).unwrap();
        assert!(found.bytes == pdf && found.name == "cr.pdf" && found.label == "Compte rendu");
        let (first, second) = letters.split_at(20);
        let found = document(&format!("OBX|1|TX|CR||{first} \\.br\\{}", second.trim_end_matches('=')));
        assert!(found.is_some_and(|document| document.bytes == pdf));
        // Whatever it is, where a file is promised.
        assert!(document(&format!("OBX|1|ED|X||{}", BASE64.encode("rien de connu ici"))).is_some());
    }

    #[test]
    fn words_are_not_taken_for_a_file() {
        for value in ["Prélèvement à jeun ce matin même", "abcdefghijklmnopqrstuvwxyzabcdef", "JVBERi0"] {
            assert!(document(&format!("OBX|1|TX|X||{value}")).is_none(), "{value}");
        }
        assert!(document("OBX|1|ED|X||non disponible pour l'instant").is_none());
    }
}
