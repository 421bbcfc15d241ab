//! HPRIM Santé 2.x: a message of segments, one a line. H says who writes to whom and
//! with which delimiters, P begins a patient, OBR a group of analyses, OBX is one
//! result, L ends the message.

mod delimiters;
mod observation;
mod segment;

use delimiters::Delimiters;
use segment::{Segment, segments};

use super::date::Date;
use super::kind::Kind;
use super::model::{Content, Dossier, Line, Party, Patient, Reading, Sex};
use super::text::Text;

/// Whether these lines begin with a message, or have the usual first line of one.
pub(super) fn is_at<'a>(head: impl Iterator<Item = &'a str>) -> bool {
    let mut lines = head.filter(|line| !line.is_empty());
    lines.next().is_some_and(|first| Delimiters::read(first).is_some()) || lines.any(delimiters::is_usual)
}

pub(super) fn read(text: &Text, year: u16) -> Reading {
    let mut message = Message { year, ..Message::default() };
    for segment in segments(&text.lines) {
        message.take(segment);
    }
    let (dossiers, outside) = message.done();
    Reading { kind: Some(Kind::Sante), encoding: text.encoding, dossiers, outside }
}

#[derive(Default)]
struct Message {
    year: u16,
    delimiters: Delimiters,
    sender: Party,
    recipient: Party,
    date: Option<Date>,
    dossiers: Vec<Dossier>,
    /// Lines since the head of the message: they belong to the patient to come.
    pending: Vec<Line>,
    /// Whether the last dossier is the patient whose lines come now.
    open: bool,
    ended: bool,
    outside: Vec<Line>,
}

impl Message {
    fn take(&mut self, segment: Segment) {
        if !segment.name.is_empty() && !self.outside.is_empty() {
            self.resume(segment.name);
        }
        match segment.name {
            "H" => self.head(segment),
            "P" => {
                self.begin();
                self.patient(&segment);
                self.push(segment, Content::Marker);
            }
            "OBR" => {
                self.begin_nameless();
                self.request(segment);
            }
            "OBX" => {
                self.begin_nameless();
                let content = observation::read(&segment.text, self.delimiters);
                self.push(segment, content);
            }
            "C" => self.comment(&segment),
            "L" => {
                self.push(segment, Content::Marker);
                self.ended = true;
            }
            "" if Line::is_blank(&segment.raw) => self.push(segment, Content::Blank),
            // Before the message, or after it.
            "" if self.ended || self.is_before() => {
                let content = Content::prose(&segment.raw);
                self.push(segment, content);
            }
            _ => self.push(segment, Content::Raw),
        }
    }

    fn is_before(&self) -> bool {
        self.dossiers.is_empty() && self.pending.iter().all(|line| line.content != Content::Marker)
    }

    /// The message was not over: what stood outside goes before what comes now.
    fn resume(&mut self, name: &str) {
        let begins = ["H", "P", "OBR", "OBX"].contains(&name);
        let lines = match self.dossiers.last_mut() {
            Some(dossier) if self.open && !begins => &mut dossier.lines,
            _ => &mut self.pending,
        };
        lines.append(&mut self.outside);
    }

    fn push(&mut self, segment: Segment, content: Content) {
        let line = Line { raw: segment.raw, content };
        let lines = match self.dossiers.last_mut() {
            _ if self.ended && segment.name.is_empty() => &mut self.outside,
            Some(dossier) if self.open => &mut dossier.lines,
            _ => &mut self.pending,
        };
        lines.push(line);
    }

    fn head(&mut self, segment: Segment) {
        self.delimiters = Delimiters::read(&segment.text).unwrap_or_default();
        let fields = self.delimiters.fields(&segment.text);
        self.sender = self.delimiters.party(fields.get(4));
        self.recipient = self.delimiters.party(fields.get(9));
        self.date = fields.get(13).and_then(|field| Date::packed(field));
        (self.open, self.ended) = (false, false);
        self.push(segment, Content::Marker);
    }

    fn begin(&mut self) {
        self.ended = false;
        let (sender, recipient) = (self.sender.clone(), self.recipient.clone());
        let lines = std::mem::take(&mut self.pending);
        self.dossiers.push(Dossier { sender, recipient, lines, ..Dossier::default() });
        self.open = true;
    }

    /// A result must not come under the name of another message's patient.
    fn begin_nameless(&mut self) {
        if !self.open || self.ended {
            self.begin();
        }
    }

    fn patient(&mut self, segment: &Segment) {
        let Self { delimiters, year, dossiers, .. } = self;
        let fields = delimiters.fields(&segment.text);
        let field = |number: usize| fields.get(number).copied().unwrap_or_default();
        let components = |number: usize| delimiters.components(field(number));
        let component = |number: usize, index: usize| components(number).get(index).cloned().unwrap_or_default();
        let all = |number: usize| components(number).into_iter().filter(|text| !text.is_empty());
        let century = super::date::Century::Birth(*year);
        let patient = Patient {
            code: component(2, 0),
            used_name: component(5, 0),
            given_names: [component(5, 1), component(5, 2)].join(" ").trim().to_owned(),
            birth_name: component(6, 0),
            birth: Date::packed(field(7)).or_else(|| Date::read(field(7), century)),
            sex: match field(8).trim() {
                "F" | "f" => Some(Sex::Female),
                "M" | "m" => Some(Sex::Male),
                _ => None,
            },
            address: all(10).collect(),
            ins: all(11).collect::<Vec<_>>().join(" "),
            social_security: String::new(),
        };
        if let Some(dossier) = dossiers.last_mut() {
            dossier.patient = patient;
        }
    }

    /// What was asked for names the results that follow.
    fn request(&mut self, segment: Segment) {
        let fields = self.delimiters.fields(&segment.text);
        let field = |number: usize| fields.get(number).copied().unwrap_or_default();
        let title = self.delimiters.label(field(4)).1;
        let number = self.delimiters.components(field(2)).into_iter().chain(self.delimiters.components(field(3)));
        let number = number.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
        let date = Date::packed(field(7)).or_else(|| Date::packed(field(22)));
        if let Some(dossier) = self.dossiers.last_mut() {
            dossier.date = dossier.date.or(date);
            if dossier.number.is_empty() {
                dossier.number = number;
            }
        }
        let content = if title.is_empty() { Content::Marker } else { Content::Title(title) };
        self.push(segment, content);
    }

    fn comment(&mut self, segment: &Segment) {
        let fields = self.delimiters.fields(&segment.text);
        let said = fields.get(3).filter(|field| !field.trim().is_empty()).map(|field| self.delimiters.text(field));
        let said = said.unwrap_or_else(|| self.delimiters.text(fields.get(1..).unwrap_or_default().join(" ").trim()));
        match self.dossiers.last_mut() {
            Some(dossier) if self.open => dossier.comment(&segment.raw, &said),
            _ => self.pending.push(Line { raw: segment.raw.clone(), content: Content::Comment(said) }),
        }
    }

    fn done(mut self) -> (Vec<Dossier>, Vec<Line>) {
        if self.pending.iter().any(|line| line.content != Content::Blank) || self.dossiers.is_empty() {
            let outside = std::mem::take(&mut self.outside);
            self.begin();
            self.outside = outside;
        }
        if let Some(last) = self.dossiers.last_mut() {
            last.lines.append(&mut self.pending);
        }
        for dossier in &mut self.dossiers {
            dossier.date = dossier.date.or(self.date);
        }
        (self.dossiers, self.outside)
    }
}

#[cfg(test)]
mod tests {
    use crate::health::hprim::{Content, Date, Kind, Reading, Sex, Standing, Status, read};

    const HEAD: &str = "H|~^\\&|TEST1.HPR||LAB01~LABO TEST||ORU|||CAB01~DR MARTIN||P|H2.3~C|20260203101500\r";
    const PATIENT: &str =
        "P|1|PAT42|||FICTIVE~CLAIRE~ANNE|INVENTEE|19620714|F||12 RUE DES ESSAIS~~PARIS~~75001|199999999999\r";
    const REQUEST: &str = "OBR|1|26A04521||GLU~Glycémie~L|||20260202080000\r";
    const RESULT: &str = "OBX|1|NM|GLU~Glycémie~L||1.30|g/L|0.74-1.06|H|||F|||20260203\r";

    fn message(lines: &[&str]) -> Reading {
        read(lines.concat().as_bytes(), None, 2026)
    }

    #[test]
    fn a_message_is_patients_and_their_results() {
        let reading = message(&[HEAD, PATIENT, REQUEST, RESULT, "L|1||1|5\r"]);
        assert_eq!(reading.kind, Some(Kind::Sante));
        let [dossier] = reading.dossiers.as_slice() else { panic!("one dossier") };
        let patient = &dossier.patient;
        assert_eq!(patient.name(), "FICTIVE CLAIRE ANNE");
        assert_eq!((patient.birth_name.as_str(), patient.sex), ("INVENTEE", Some(Sex::Female)));
        assert_eq!(patient.birth, Some(Date { year: 1962, month: 7, day: 14 }));
        assert_eq!(patient.address, ["12 RUE DES ESSAIS", "PARIS", "75001"]);
        assert_eq!((patient.code.as_str(), patient.ins.as_str()), ("PAT42", "199999999999"));
        assert_eq!((dossier.sender.code.as_str(), dossier.recipient.name.as_str()), ("LAB01", "DR MARTIN"));
        assert_eq!((dossier.number.as_str(), dossier.date), ("26A04521", Some(Date { year: 2026, month: 2, day: 2 })));
        let analysis = dossier.analyses().next().unwrap();
        assert_eq!((analysis.label.as_str(), analysis.status), ("Glycémie", Status::Validated));
        assert_eq!((analysis.values[0].high.as_str(), analysis.standing()), ("1.06", Standing::Above));
    }

    #[test]
    fn comments_stay_with_their_result_and_nothing_is_left_out() {
        let reading =
            message(&["Bonjour\r", HEAD, "C|1|L|à tous\r", PATIENT, RESULT, "C|1|L|à jeun\r", "ZZZ|?\r", "suite\r"]);
        let dossier = &reading.dossiers[0];
        assert_eq!(dossier.analyses().next().unwrap().comments, ["à jeun"]);
        let contents: Vec<_> = dossier.lines.iter().map(|line| format!("{:?}", line.content)).collect();
        assert_eq!(contents, ["Text", "Marker", "Comment", "Marker", "Analysis", "Raw", "Raw"]);
        assert!(dossier.lines[2].content == Content::Comment("à tous".into()));
    }

    #[test]
    fn results_without_a_patient_are_nobodys() {
        let reading = message(&[HEAD, PATIENT, RESULT, "L|1\r", "Avis\r", HEAD, RESULT, "L|1\r", "Fin\r"]);
        let names: Vec<_> = reading.dossiers.iter().map(|dossier| dossier.patient.name()).collect();
        assert_eq!(names, ["FICTIVE CLAIRE ANNE", ""]);
        assert_eq!(reading.dossiers[1].lines[0].raw, "Avis");
        assert_eq!(reading.outside.iter().map(|line| line.raw.as_str()).collect::<Vec<_>>(), ["Fin"]);
        assert_eq!(reading.dossiers[1].date, Some(Date { year: 2026, month: 2, day: 3 }));
    }
}
