//! What both formats come to. Every line of the file is in it once, in its order,
//! as it was written; beside it stands what was understood of it. Nothing here
//! prints what it holds: it is about patients.

use super::date::Date;
use super::html;
use super::kind::Kind;
use super::text::Encoding;

/// A file, or the text of a mail.
#[derive(Clone, PartialEq)]
pub struct Reading {
    /// None: no HPRIM. Its lines are here all the same.
    pub kind: Option<Kind>,
    pub encoding: Encoding,
    pub dossiers: Vec<Dossier>,
    /// What follows the end of the file: signatures, notices of gateways.
    pub outside: Vec<Line>,
}

/// What is said of one patient at one time.
#[derive(Clone, PartialEq, Default)]
pub struct Dossier {
    pub patient: Patient,
    pub sender: Party,
    pub recipient: Party,
    /// The sender's number of it.
    pub number: String,
    pub date: Option<Date>,
    pub lines: Vec<Line>,
}

/// What is not said is empty.
#[derive(Clone, PartialEq, Default)]
pub struct Patient {
    /// The sender's, not ours.
    pub code: String,
    pub used_name: String,
    pub birth_name: String,
    pub given_names: String,
    pub birth: Option<Date>,
    pub sex: Option<Sex>,
    pub address: Vec<String>,
    /// As written. It may be that of the insured, a parent perhaps: it names nobody.
    pub social_security: String,
    /// As written, unchecked.
    pub ins: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sex {
    Female,
    Male,
}

/// Who sends, and whom it is for.
#[derive(Clone, PartialEq, Default)]
pub struct Party {
    pub code: String,
    pub name: String,
}

/// A line, or several that say one thing.
#[derive(Clone, PartialEq)]
pub struct Line {
    /// As written, but for its encoding; between the lines of several, line feeds.
    pub raw: String,
    pub content: Content,
}

/// What was understood of a line. Text without tags and entities.
#[derive(Clone, PartialEq)]
pub enum Content {
    Blank,
    Header(Field),
    Text(String),
    Title(String),
    Analysis(Box<Analysis>),
    /// One that follows no analysis.
    Comment(String),
    Document(Box<Document>),
    /// The signs that structure the file.
    Marker,
    /// Not understood.
    Raw,
}

/// The lines of the header of HPRIM Médecin.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    Code,
    Name,
    GivenNames,
    Address,
    Town,
    Birth,
    SocialSecurity,
    Number,
    Date,
    Sender,
    Recipient,
}

#[derive(Clone, PartialEq, Default)]
pub struct Analysis {
    pub label: String,
    pub code: String,
    pub kind: Type,
    /// The same result in one unit, or in two.
    pub values: Vec<Measure>,
    pub flag: Flag,
    pub status: Status,
    pub comments: Vec<String>,
}

/// All as written: it is shown, and compared elsewhere.
#[derive(Clone, PartialEq, Default)]
pub struct Measure {
    pub value: String,
    pub unit: String,
    pub low: String,
    pub high: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Type {
    Numeric,
    Text,
    Coded,
    #[default]
    Unknown,
}

/// What the sender says of a result.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Flag {
    Low,
    High,
    CriticallyLow,
    CriticallyHigh,
    /// It does not say on which side.
    Abnormal,
    Normal,
    #[default]
    Unknown,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Status {
    Validated,
    NotValidated,
    Corrected,
    #[default]
    Unknown,
}

/// A file inside the file.
#[derive(Clone, PartialEq)]
pub struct Document {
    pub label: String,
    /// As named within; empty when it is not.
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Reading {
    /// Each line of the file, in its order.
    pub fn raw_lines(&self) -> impl Iterator<Item = &str> {
        let lines = self.dossiers.iter().flat_map(|dossier| &dossier.lines).chain(&self.outside);
        lines.flat_map(|line| line.raw.split('\n'))
    }
}

impl Dossier {
    pub fn analyses(&self) -> impl Iterator<Item = &Analysis> {
        self.lines.iter().filter_map(|line| match &line.content {
            Content::Analysis(analysis) => Some(analysis.as_ref()),
            _ => None,
        })
    }

    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.lines.iter().filter_map(|line| match &line.content {
            Content::Document(document) => Some(document.as_ref()),
            _ => None,
        })
    }

    /// Beside the analysis that stands right above, or by itself.
    pub(super) fn comment(&mut self, raw: &str, text: &str) {
        let blank = self.lines.iter().rev().take_while(|line| line.content == Content::Blank).count();
        let above = self.lines.len() - blank;
        let analysis = above.checked_sub(1).and_then(|last| self.lines.get(last));
        if !analysis.is_some_and(|line| matches!(line.content, Content::Analysis(_))) {
            return self.push(raw, Content::Comment(text.to_owned()));
        }
        let between: Vec<String> = self.lines.drain(above..).map(|line| line.raw).collect();
        if let Some(Line { raw: all, content: Content::Analysis(analysis) }) = self.lines.last_mut() {
            for line in between.iter().map(String::as_str).chain([raw]) {
                all.push('\n');
                all.push_str(line);
            }
            analysis.comments.push(text.to_owned());
        }
    }

    pub(super) fn push(&mut self, raw: &str, content: Content) {
        self.lines.push(Line { raw: raw.to_owned(), content });
    }
}

impl Patient {
    /// As a list shows it: the used name, or that of birth, and the given names.
    pub fn name(&self) -> String {
        let name = if self.used_name.is_empty() { &self.birth_name } else { &self.used_name };
        [name.as_str(), &self.given_names].join(" ").trim().to_owned()
    }
}

impl Line {
    /// Nothing to see but blanks.
    pub(super) fn is_blank(text: &str) -> bool {
        text.chars().all(|c| c.is_whitespace() || c.is_control())
    }
}

impl Content {
    /// The text of a line, without the breaks that tags leave around it.
    pub(super) fn prose(raw: &str) -> Self {
        Self::Text(html::plain(raw).trim_matches('\n').to_owned())
    }
}

impl Measure {
    pub(super) fn is_empty(&self) -> bool {
        [&self.value, &self.unit, &self.low, &self.high].iter().all(|field| field.is_empty())
    }
}

impl Flag {
    pub(super) fn read(field: &str) -> Self {
        match field.trim().to_uppercase().as_str() {
            "L" | "-" | "<" => Self::Low,
            "H" | "+" | ">" => Self::High,
            "LL" | "--" => Self::CriticallyLow,
            "HH" | "++" => Self::CriticallyHigh,
            "A" | "AA" | "*" | "**" => Self::Abnormal,
            "N" => Self::Normal,
            _ => Self::Unknown,
        }
    }
}

impl Status {
    pub(super) fn read(field: &str) -> Self {
        match field.trim().to_uppercase().as_str() {
            "F" => Self::Validated,
            "R" | "P" | "I" => Self::NotValidated,
            "C" => Self::Corrected,
            _ => Self::Unknown,
        }
    }
}

/// Says what it is, and how much of it there is, but nothing that it holds.
macro_rules! discreet {
    ($($type:ident $(($length:ident))?),*) => {$(
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($type))$(.field(stringify!($length), &self.$length.len()))?.finish_non_exhaustive()
            }
        }
    )*};
}

discreet!(Reading(dossiers), Dossier(lines), Patient, Party, Line(raw), Analysis(values), Measure, Document(bytes));

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Blank => "Blank",
            Self::Header(_) => "Header",
            Self::Text(_) => "Text",
            Self::Title(_) => "Title",
            Self::Analysis(_) => "Analysis",
            Self::Comment(_) => "Comment",
            Self::Document(_) => "Document",
            Self::Marker => "Marker",
            Self::Raw => "Raw",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_says_nothing_of_the_patient() {
        let analysis = Analysis { label: "SECRET".into(), comments: vec!["SECRET".into()], ..Analysis::default() };
        let measure = Measure { value: "SECRET".into(), ..Measure::default() };
        let mut dossier = Dossier::default();
        dossier.patient.used_name = "SECRET".into();
        dossier.sender.name = "SECRET".into();
        dossier.push("SECRET", Content::Analysis(Box::new(analysis.clone())));
        let document = Document { label: "SECRET".into(), name: "SECRET".into(), bytes: b"SECRET".to_vec() };
        let printed = format!("{dossier:?} {:?} {:?} {:?}", dossier.patient, dossier.sender, dossier.lines);
        let printed = printed + &format!("{analysis:?} {measure:?} {document:?} {:?}", dossier.lines[0].content);
        let reading = Reading { kind: None, encoding: Encoding::Utf8, dossiers: vec![dossier], outside: Vec::new() };
        let printed = printed + &format!("{reading:?}");
        assert!(!printed.contains("SECRET") && printed.contains("Analysis"), "{printed}");
    }

    #[test]
    fn a_comment_goes_to_the_analysis_right_above_it() {
        let mut dossier = Dossier::default();
        dossier.comment("TEX|seul", "seul");
        dossier.push("RES|X", Content::Analysis(Box::default()));
        dossier.comment("TEX|un", "un");
        dossier.push(" ", Content::Blank);
        dossier.comment("TEX|deux", "deux");
        assert_eq!(dossier.lines.len(), 2);
        assert_eq!(dossier.lines[1].raw, "RES|X\nTEX|un\n \nTEX|deux");
        assert_eq!(dossier.analyses().next().map(|analysis| analysis.comments.join(" ")), Some("un deux".into()));
    }
}
