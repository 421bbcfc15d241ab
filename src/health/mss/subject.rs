//! The subject of a message with documents: `XDM/1.0/DDM+CR de biologie ESSAI
//! Claire 14/07/1962`. Written as the rule asks, read as it comes.
//!
//! Reading guesses where the label ends and the name begins: what is read is for a
//! list, and the whole is always there beside it.

use super::super::moment::Moment;
use super::super::name;
use super::super::patient::Patient;

/// What tells that documents are inside.
const MARK: &str = "XDM/1.0/DDM";
const REPLACES: &str = "[Annule et remplace]";
/// Of a label, in characters.
pub const LABEL: usize = 40;

/// Capitals that are of a label, where they stand before a name in capitals.
const ACRONYMS: &[&str] = &[
    "AMP", "AVC", "AVK", "BIO", "CPA", "CR", "CRH", "CRO", "DLU", "DM", "DMP", "ECBU", "ECG", "EEG", "EFR", "EHPAD",
    "HAD", "IDE", "IRM", "IVG", "LDL", "MDPH", "NFS", "PET", "PPS", "PPV", "RCP", "SAMU", "SES", "SMUR", "SSR", "TDM",
    "TEP", "TROD", "TSH", "VSM",
];

/// Why a message of this kind came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    Sent,
    /// A new version.
    Replacement,
    /// The software of who received it could not file it; the code, if there is one.
    Failure(Option<String>),
}

/// What a subject tells.
#[derive(Clone, PartialEq, Eq)]
pub struct Subject {
    pub turn: Turn,
    /// All that follows the mark.
    pub whole: String,
    /// What the document is; all of it where no name can be told.
    pub label: String,
    /// How many documents, where the label says no more than that.
    pub documents: Option<u32>,
    pub family: Option<String>,
    pub given: Option<String>,
    pub birth_date: Option<Moment>,
}

/// The label of a message with these documents, by the names of their types.
pub fn label(types: &[&str]) -> String {
    match types {
        [one] => name::cut(&name::collapsed(one), LABEL),
        _ => format!("{} documents", types.len()),
    }
}

/// The subject to write. None where the patient has no name to put there.
pub fn write(types: &[&str], patient: &Patient, replaces: bool) -> Option<String> {
    let (family, given) = (name::family(patient.family()?), name::given(patient.given()?));
    if types.is_empty() || family.is_empty() || given.is_empty() {
        return None;
    }
    let birth = patient.birth_date.filter(|date| date.is_whole_day()).map(|date| format!(" {}", date.french()));
    let before = if replaces { format!("{REPLACES} ") } else { String::new() };
    Some(format!("{before}{MARK}+{} {family} {given}{}", label(types), birth.unwrap_or_default()))
}

/// What a list shows in place of it; the subject itself where there is no mark.
pub fn shown(subject: &str) -> &str {
    split(subject).map_or(subject, |(_, rest)| rest)
}

/// None where the mark is not in it.
pub fn read(subject: &str) -> Option<Subject> {
    let (before, rest) = split(subject)?;
    let whole = name::collapsed(rest);
    let (rest, inner) = match strip_prefix(&whole, REPLACES) {
        Some(rest) => (rest.trim_start().to_owned(), true),
        None => (whole.clone(), false),
    };
    let turn = match failure(before) {
        Some(failure) => failure,
        None if inner || find(before, REPLACES).is_some() => Turn::Replacement,
        None => Turn::Sent,
    };
    let (words, birth_date) = dated(&rest);
    let (label, family, given) = named(&words).unwrap_or_else(|| (words.join(" "), None, None));
    let documents = label.strip_suffix(" documents").and_then(|number| number.parse().ok());
    Some(Subject { turn, whole, label, documents, family, given, birth_date })
}

/// What stands before the mark, and behind it.
fn split(subject: &str) -> Option<(&str, &str)> {
    let at = find(subject, MARK)?;
    let rest = subject.get(at + MARK.len()..)?;
    Some((subject.get(..at)?, rest.strip_prefix('+').unwrap_or(rest).trim_start()))
}

/// Case does not count; only letters of ASCII are looked for.
fn find(text: &str, part: &str) -> Option<usize> {
    text.to_ascii_lowercase().find(&part.to_ascii_lowercase())
}

fn strip_prefix<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    (find(text, start) == Some(0)).then(|| text.get(start.len()..))?
}

/// `[KO Intégration système !][902]`, or the older `[Erreur d’intégration !][902]`.
fn failure(before: &str) -> Option<Turn> {
    let folded = name::folded(before);
    let failed = ["KO INTEGRATION", "ERREUR D INTEGRATION"].iter().any(|words| folded.contains(words));
    let codes = || before.split(['[', ']']).map(str::trim);
    let code = || codes().find(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    failed.then(|| Turn::Failure(code().map(str::to_owned)))
}

fn dated(rest: &str) -> (Vec<&str>, Option<Moment>) {
    let mut words: Vec<&str> = rest.split_whitespace().collect();
    let date = words.last().and_then(|last| Moment::parse_french(last));
    if date.is_some() {
        let _ = words.pop();
    }
    (words, date)
}

/// The label, the name in capitals, and the first name behind it.
fn named(words: &[&str]) -> Option<(String, Option<String>, Option<String>)> {
    let is_capital = |word: &&str| word.chars().any(char::is_alphabetic) && !word.chars().any(char::is_lowercase);
    let given = words.iter().rev().take_while(|word| !is_capital(word)).count();
    // A first name in capitals too: the last word is it.
    let given = if given == 0 { 1 } else { given };
    let before = words.get(..words.len().checked_sub(given)?)?;
    let capitals = before.iter().rev().take_while(|word| is_capital(word)).count();
    let mut from = before.len() - capitals;
    // Capitals of the label run into those of the name.
    while before.len() - from > 1 && before.get(from).is_some_and(|word| ACRONYMS.contains(word)) {
        from += 1;
    }
    // A label there must be.
    from = from.max(1);
    let (label, family) = before.split_at_checked(from)?;
    let given = words.get(before.len()..)?;
    if family.is_empty() || given.len() > 4 {
        return None;
    }
    Some((label.join(" "), Some(family.join(" ")), Some(given.join(" "))))
}

/// A subject of this kind is a patient's name: not for a log.
impl std::fmt::Debug for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Subject").field("turn", &self.turn).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patient(family: &str, given: &str, birth: &str) -> Patient {
        Patient {
            birth_name: Some(family.to_owned()),
            first_name: Some(given.to_owned()),
            birth_date: Moment::parse(birth),
            ..Patient::default()
        }
    }

    #[test]
    fn a_subject_is_written_as_the_rule_asks() {
        let one = patient("Lefèvre-Œuf", "Hélène", "19620714");
        let bio = "CR d'examens biologiques";
        assert_eq!(
            write(&[bio], &one, false).unwrap(),
            "XDM/1.0/DDM+CR d'examens biologiques LEFEVRE-OEUF Helene 14/07/1962"
        );
        assert_eq!(
            write(&[bio, "Ordonnance"], &one, true).unwrap(),
            "[Annule et remplace] XDM/1.0/DDM+2 documents LEFEVRE-OEUF Helene 14/07/1962"
        );
        assert_eq!(
            write(&[bio], &patient("ESSAI", "Max", "1962"), false).unwrap(),
            "XDM/1.0/DDM+CR d'examens biologiques ESSAI Max"
        );
        assert_eq!(write(&[bio], &Patient::default(), false), None);
        assert_eq!(write(&[], &one, false), None);
    }

    #[test]
    fn a_label_is_cut_at_forty_characters_and_never_between_a_letter_and_its_accent() {
        let long = "Synthe\u{300}se me\u{301}dicale tre\u{300}s de\u{301}taille\u{301}e de sortie";
        let cut = label(&[long]);
        assert_eq!((cut.chars().count(), cut.as_str()), (40, "Synthèse médicale très détaillée de sort"));
    }

    #[test]
    fn a_subject_is_read_back_with_its_name_and_date() {
        let table = [
            (
                "XDM/1.0/DDM+CR d'examens biologiques VIAL Paul 26/11/1978",
                "CR d'examens biologiques",
                "VIAL",
                "Paul",
                "26/11/1978",
            ),
            (
                "XDM/1.0/DDM+2 documents DE LA TOUR-ESSAI Anne Marie 01/02/2003",
                "2 documents",
                "DE LA TOUR-ESSAI",
                "Anne Marie",
                "01/02/2003",
            ),
            ("xdm/1.0/ddm+CR d'imagerie IRM MARTIN Anne", "CR d'imagerie IRM", "MARTIN", "Anne", ""),
            ("XDM/1.0/DDM+VSM ESSAI PAUL 26/11/1978", "VSM", "ESSAI", "PAUL", "26/11/1978"),
            ("XDM/1.0/DDM CR ESSAI Max", "CR", "ESSAI", "Max", ""),
            ("RE: XDM/1.0/DDM+Ordonnance ESSAI Max", "Ordonnance", "ESSAI", "Max", ""),
        ];
        for (text, label, family, given, birth) in table {
            let read = read(text).unwrap();
            let date = read.birth_date.map(Moment::french).unwrap_or_default();
            let found = (read.label.as_str(), read.family.as_deref(), read.given.as_deref(), date.as_str());
            assert_eq!(found, (label, Some(family), Some(given), birth), "{text}");
            assert_eq!(read.turn, Turn::Sent);
        }
    }

    #[test]
    fn what_cannot_be_told_apart_stays_whole() {
        for text in ["documents divers", "BILAN", "", "un deux trois quatre cinq six"] {
            let read = read(&format!("XDM/1.0/DDM+{text}")).unwrap();
            assert_eq!((read.label.as_str(), read.family), (text, None));
        }
        assert_eq!(read("Résultats de M. Essai"), None);
        assert_eq!(shown("Résultats"), "Résultats");
        assert_eq!(shown("XDM/1.0/DDM+CR ESSAI Max"), "CR ESSAI Max");
    }

    #[test]
    fn replacements_and_failures_are_told_in_each_form_seen() {
        let turn = |text: &str| read(text).unwrap().turn;
        assert_eq!(turn("[Annule et remplace] XDM/1.0/DDM+CR ESSAI Max"), Turn::Replacement);
        assert_eq!(turn("XDM/1.0/DDM+[Annule et remplace] CR ESSAI Max"), Turn::Replacement);
        assert_eq!(read("XDM/1.0/DDM+[annule et remplace] CR ESSAI Max").unwrap().label, "CR");
        let codes = [
            ("[KO Intégration système !][902] XDM/1.0/DDM+CR ESSAI Max", Some("902")),
            ("[Erreur d’intégration !][906] XDM/1.0/DDM+CR ESSAI Max", Some("906")),
            ("[Erreur d'intégration !] [904]XDM/1.0/DDM+CR ESSAI Max", Some("904")),
            ("[KO Integration systeme\u{202f}!] XDM/1.0/DDM+CR ESSAI Max", None),
        ];
        for (text, code) in codes {
            assert_eq!(turn(text), Turn::Failure(code.map(str::to_owned)), "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for (family, given) in [("Essai", "Max"), ("DE L'ÎLE", "Zoé Léa"), ("N'Test", "Jean-Noël")] {
            let written = write(&["CR d'imagerie médicale"], &patient(family, given, "20010203"), true).unwrap();
            let read = read(&written).unwrap();
            assert_eq!(read.turn, Turn::Replacement);
            assert_eq!((read.family.unwrap(), read.given.unwrap()), (name::family(family), name::given(given)));
            assert_eq!(read.birth_date, Moment::parse("20010203"));
        }
    }
}
