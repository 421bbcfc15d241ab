//! The twelve lines that say who and when. They have no names, only places; so they
//! are believed only where what stands in those places looks like it.

use super::super::date::{Century, Date};
use super::super::html::one_line;
use super::super::model::{Dossier, Field, Party};
use super::super::text::Source;
use super::marker::Marker;
use super::result;

/// What proves a header: of a dossier that ends as it should; of one that does not;
/// and of a text where nothing else says that it is HPRIM.
pub(super) const CLOSED: i32 = 7;
pub(super) const OPEN: i32 = 10;
pub(super) const ALONE: i32 = 14;

/// Blank lines above it that are looked through.
const BLANKS: usize = 12;
/// A first line that is longer is packed in columns.
const PACKED: usize = 60;
const COLUMN: usize = 40;
/// What a party's code takes of its line.
const CODE: usize = 10;

/// How many lines it has.
pub(super) const LENGTH: usize = 12;

const FIELDS: [Field; LENGTH] = [
    Field::Code,
    Field::Name,
    Field::GivenNames,
    Field::Address,
    Field::Address,
    Field::Town,
    Field::Birth,
    Field::SocialSecurity,
    Field::Number,
    Field::Date,
    Field::Sender,
    Field::Recipient,
];

/// Where a header stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Found {
    pub(super) start: usize,
    /// Fields that have no line: the first, where the blank line that it was is lost.
    lost: usize,
    length: usize,
}

impl Found {
    pub(super) fn field(&self, line: usize) -> Option<Field> {
        let line = line.checked_sub(self.start).filter(|line| *line < self.length)?;
        FIELDS.get(line + self.lost).copied()
    }

    /// The same, counted from a line above.
    pub(super) fn below(self, lines: usize) -> Self {
        Self { start: self.start + lines, ..self }
    }
}

/// The header at the head of these lines. Its first line may be blank, and so may
/// lines before it: it is where it fits best.
pub(super) fn find(lines: &[Source], proof: i32) -> Option<Found> {
    let blanks = lines.iter().take(BLANKS).take_while(|line| value(&line.text).is_empty()).count();
    let places = (0..=blanks).map(|start| (start, 0)).chain((blanks == 0).then_some((0, 1)));
    let fits = places.filter_map(|(start, lost)| {
        let rows = Rows::at(lines, start, lost)?;
        Some((rows.likeness(), Found { start, lost, length: rows.0.len() - lost }))
    });
    let (likeness, found) = fits.max_by_key(|(likeness, _)| *likeness)?;
    (likeness >= proof).then_some(found)
}

/// Whether a header begins inside a text: that of the next patient, without a sign of
/// an end before. In prose it must leave no doubt.
pub(super) fn is_inside(lines: &[Source], start: usize, among_results: bool) -> bool {
    // Nearly all lines are done with here.
    let dated = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit()) && Date::is_alone(&value(text));
    if !lines.get(start + 6).is_some_and(|line| dated(&line.text)) {
        return false;
    }
    let Some(rows) = Rows::at(lines, start, 0) else { return false };
    let named = [1, 2].iter().all(|row| is_name(rows.row(*row)));
    let placed = rows.has_town() || is_social_security(rows.row(7));
    named && (among_results && rows.likeness() >= OPEN || Date::is_alone(rows.row(9)) && placed)
}

/// Twelve lines, or less where a marker or a result comes before.
struct Rows(Vec<String>);

impl Rows {
    fn at(lines: &[Source], start: usize, lost: usize) -> Option<Self> {
        let lines = lines.get(start..)?.iter().take(LENGTH - lost).map(|line| line.text.as_str());
        let own = lines.take_while(|line| Marker::read(line).is_none() && !result::is_machine(line));
        let rows: Vec<String> = std::iter::repeat_n(String::new(), lost).chain(own.map(value)).collect();
        // A date of birth is the least that can be asked.
        (rows.len() > 6).then_some(Self(rows))
    }

    fn row(&self, number: usize) -> &str {
        self.0.get(number).map_or("", String::as_str)
    }

    fn likeness(&self) -> i32 {
        let date = |number: usize, here: i32, blank: i32| match self.row(number) {
            "" => blank,
            text if Date::is_alone(text) => here,
            _ => -4,
        };
        let name = |number: usize, blank: i32| match self.row(number) {
            "" => blank,
            text if is_name(text) => 1,
            _ => -4,
        };
        let sure = |is: bool, worth: i32| if is { worth } else { 0 };
        name(1, -1)
            + name(2, 0)
            + date(6, 8, 0)
            + date(9, 4, 1)
            + sure(self.has_town(), 3)
            + sure(is_social_security(self.row(7)), 3)
            + sure(has_gap(self.row(10)), 2)
            + sure(has_gap(self.row(11)), 2)
    }

    fn has_town(&self) -> bool {
        let code = self.row(5).split(' ').next().unwrap_or_default();
        code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// What a line says. Senders fill empty ones with a point.
fn value(line: &str) -> String {
    let line = one_line(line);
    if line.chars().all(|c| c == '.' || c.is_control()) { String::new() } else { line }
}

fn is_name(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters > 0 && text.chars().count() <= 60 && text.chars().all(|c| c.is_alphabetic() || " -'’.,()".contains(c))
}

/// Thirteen digits and two of the key, with or without blanks, Corsica too.
fn is_social_security(text: &str) -> bool {
    let digits: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let department =
        |(index, c): (usize, &char)| c.is_ascii_digit() || index == 6 && matches!(c, 'A' | 'B' | 'a' | 'b');
    matches!(digits.len(), 13 | 15) && digits.iter().enumerate().all(department)
}

/// A code and a name, by the blanks between them; here they are joined already.
fn has_gap(text: &str) -> bool {
    let code = text.split(' ').next().unwrap_or_default();
    text.contains(' ') && code.chars().count() <= CODE && code.chars().any(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// What a line of the header says, into the dossier.
pub(super) fn take(dossier: &mut Dossier, field: Field, raw: &str, year: u16) {
    let text = value(raw);
    let patient = &mut dossier.patient;
    match field {
        Field::Code if raw.trim_end().chars().count() > PACKED => {
            let columns = columns(raw);
            let column = |number: usize| columns.get(number).cloned().unwrap_or_default();
            dossier.sender.name = column(0);
            dossier.recipient = Party { code: column(1), name: column(2) };
        }
        Field::Code => patient.code = text,
        Field::Name => patient.used_name = text,
        Field::GivenNames => patient.given_names = text,
        Field::Address | Field::Town | Field::Sender | Field::Recipient if text.is_empty() => {}
        Field::Address | Field::Town => patient.address.push(text),
        Field::Birth => patient.birth = Date::read(&text, Century::Birth(year)),
        // Zeros are what some write for none.
        Field::SocialSecurity if text.trim_matches([' ', '0']).is_empty() => {}
        Field::SocialSecurity => patient.social_security = text,
        Field::Number => dossier.number = text,
        Field::Date => dossier.date = Date::read(&text, Century::Dossier(year)),
        Field::Sender => dossier.sender = party(raw),
        Field::Recipient => dossier.recipient = party(raw),
    }
}

fn columns(raw: &str) -> Vec<String> {
    let letters: Vec<char> = raw.chars().collect();
    letters.chunks(COLUMN).map(|column| value(&column.iter().collect::<String>())).collect()
}

/// Ten places for a code, then a name. Who writes a name alone leaves no gap.
fn party(raw: &str) -> Party {
    let line = raw.trim();
    let gap = line.find("  ").or_else(|| line.find('\t')).filter(|at| *at <= CODE);
    let full = line.char_indices().nth(CODE).map(|(at, _)| at).filter(|at| {
        line.split_at_checked(*at).is_some_and(|(code, name)| !code.contains(' ') && name.starts_with(' '))
    });
    match gap.or(full).and_then(|at| line.split_at_checked(at)) {
        Some((code, name)) => Party { code: value(code), name: value(name) },
        None => Party { code: String::new(), name: value(line) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: [&str; 12] = [
        "PAT000042",
        "FICTIVE",
        "CLAIRE",
        "12 RUE DES ESSAIS",
        "",
        "75001 PARIS",
        "14/07/1962",
        "2620775001001 23",
        "26A04521",
        "03/02/2026",
        "LABTEST    LABORATOIRE DE TEST",
        ".         Dr MARTIN",
    ];

    fn sources(lines: &[&str]) -> Vec<Source> {
        let source = |text: &&str| Source { text: (*text).to_owned(), start: 0, end: 0, soft: false };
        lines.iter().map(source).collect()
    }

    fn start(lines: &[&str], proof: i32) -> Option<usize> {
        find(&sources(lines), proof).map(|found| found.start)
    }

    #[test]
    fn twelve_lines_are_known_by_what_stands_where() {
        assert_eq!(start(&LINES, ALONE), Some(0));
        assert_eq!(start(&[&["", " ", "."], LINES.as_slice()].concat(), ALONE), Some(3));
        let mut without_code = LINES;
        without_code[0] = "";
        assert_eq!(start(&[&["", ""], without_code.as_slice()].concat(), ALONE), Some(2));
        let letter = [
            "Cher confrère,",
            "",
            "Merci de m'avoir adressé",
            "Mme X",
            "",
            "le",
            "14/07/1962",
            "a",
            "b",
            "c",
            "d",
            "e",
        ];
        assert_eq!(start(&letter, OPEN), None);
        assert!(is_inside(&sources(&LINES), 0, false) && !is_inside(&sources(&LINES), 1, true));
    }

    #[test]
    fn a_blank_first_line_may_be_lost_on_the_way() {
        let found = find(&sources(&LINES[1..]), ALONE).unwrap();
        assert_eq!((found.start, found.field(0), found.field(5)), (0, Some(Field::Name), Some(Field::Birth)));
        assert_eq!((found.field(10), found.field(11)), (Some(Field::Recipient), None));
    }

    #[test]
    fn hardly_anything_but_a_name_and_a_birth_date_suffices() {
        let bare = ["", "FICTIF", "PAUL", "", "", "", "01/02/1950", "", "", "", "", ""];
        assert_eq!(start(&bare, OPEN), Some(0));
        assert_eq!(start(&bare, ALONE), None);
        // Cut by the end of the file, or by a marker.
        assert_eq!(start(&bare[..7], OPEN), Some(0));
        assert_eq!(find(&sources(&[&bare[..9], &["****LAB****"]].concat()), OPEN).map(|found| found.length), Some(9));
    }

    #[test]
    fn each_line_is_taken_as_what_it_is() {
        let mut dossier = Dossier::default();
        for (field, line) in FIELDS.into_iter().zip(LINES) {
            take(&mut dossier, field, line, 2026);
        }
        let Dossier { patient, sender, recipient, number, date, .. } = dossier;
        assert_eq!(patient.name(), "FICTIVE CLAIRE");
        assert_eq!(patient.birth, Some(Date { year: 1962, month: 7, day: 14 }));
        assert_eq!(patient.address, ["12 RUE DES ESSAIS", "75001 PARIS"]);
        assert_eq!((patient.social_security.as_str(), number.as_str()), ("2620775001001 23", "26A04521"));
        assert_eq!((sender.code.as_str(), sender.name.as_str()), ("LABTEST", "LABORATOIRE DE TEST"));
        assert_eq!((recipient.code.as_str(), recipient.name.as_str()), ("", "Dr MARTIN"));
        assert_eq!(date, Some(Date { year: 2026, month: 2, day: 3 }));
    }

    #[test]
    fn a_party_is_a_code_and_a_name_or_a_name_alone() {
        for (line, code, name) in [
            ("MEDECIN123 DR MARTIN", "MEDECIN123", "DR MARTIN"),
            ("LAB\tLABO DE TEST", "LAB", "LABO DE TEST"),
            ("Dr MARTIN Paul", "", "Dr MARTIN Paul"),
            ("LABORATOIRE  DU  CENTRE", "", "LABORATOIRE DU CENTRE"),
        ] {
            assert!(party(line) == Party { code: code.into(), name: name.into() }, "{line}");
        }
    }

    #[test]
    fn a_packed_first_line_is_read_in_columns() {
        let mut dossier = Dossier::default();
        let line = format!("{:40}{:40}{:40}{:80}|", "LABO FICTIF", "DR042", "DR MARTIN PAUL", "");
        take(&mut dossier, Field::Code, &line, 2026);
        assert_eq!((dossier.sender.name.as_str(), dossier.recipient.code.as_str()), ("LABO FICTIF", "DR042"));
        assert_eq!((dossier.recipient.name.as_str(), dossier.patient.code.as_str()), ("DR MARTIN PAUL", ""));
        take(&mut dossier, Field::Sender, ".", 2026);
        assert_eq!(dossier.sender.name, "LABO FICTIF");
    }
}
