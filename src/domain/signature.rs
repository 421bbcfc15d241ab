//! What stands under a message of its own accord: who wrote it. A signature has
//! fields, filled in when the message is begun.

use serde::{Deserialize, Serialize};

use super::writing::{Block, Document, Selection, blanks};

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Signature {
    pub name: String,
    /// With its fields: `{nom}`.
    pub text: String,
    /// The same with its looks, where it has some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub laid: Option<Document>,
}

impl Signature {
    /// As it was written; `rich` keeps its looks.
    pub fn written(name: &str, document: &Document, rich: bool) -> Self {
        let text = document.letters(document.everything()).trim_end().to_owned();
        Self { name: name.to_owned(), text, laid: rich.then(|| document.clone()) }
    }

    pub fn document(&self) -> Document {
        self.laid.clone().unwrap_or_else(|| Document::plain(&self.text))
    }
}

/// Who writes, as far as the mailbox says it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Author {
    /// "Docteur", "Secrétariat".
    pub title: String,
    pub phone: String,
    /// The eleven digits.
    pub rpps: String,
}

/// What fields stand for.
#[derive(Debug, Clone, Copy)]
pub struct Filling<'a> {
    pub name: &'a str,
    pub author: &'a Author,
    /// Today, as one writes it.
    pub date: &'a str,
    /// Whom the message is about; empty where nobody knows.
    pub patient: &'a str,
}

/// The names that a field has, in both languages.
pub const FIELDS: [[&str; 2]; 6] = [
    ["nom", "name"],
    ["titre", "title"],
    ["rpps", "rpps"],
    ["téléphone", "phone"],
    ["date", "date"],
    ["patient", "patient"],
];

impl Filling<'_> {
    fn value(&self, field: &str) -> Option<&str> {
        let wanted = field.to_lowercase();
        let place = FIELDS.iter().position(|names| names.contains(&wanted.as_str()))?;
        let values = [self.name, &self.author.title, &self.author.rpps, &self.author.phone, self.date, self.patient];
        values.get(place).copied()
    }

    /// A signature with its fields filled in. What is no field stays as it is; a line
    /// that held nothing but fields that are empty goes.
    pub fn fill(&self, document: &Document) -> Document {
        let mut filled = document.clone();
        self.fill_fields(&mut filled, false);
        let is_blank = |block: &Block| block.paragraph().is_some_and(|line| line.text().trim().is_empty());
        let lines = document.blocks().iter().zip(filled.blocks());
        let kept = lines.filter(|(before, after)| is_blank(before) || !is_blank(after));
        kept.map(|(_, after)| Block::clone(after)).collect()
    }

    /// One line: what nothing is known of stays to be filled in by hand.
    pub fn fill_known(&self, line: &str) -> String {
        let (mut filled, mut kept) = (String::with_capacity(line.len()), 0);
        for (blank, name) in blanks(line) {
            let Some(value) = self.value(name).filter(|value| !value.is_empty()) else { continue };
            filled.push_str(line.get(kept..blank.start).unwrap_or_default());
            filled.push_str(value);
            kept = blank.end;
        }
        filled.push_str(line.get(kept..).unwrap_or_default());
        filled
    }

    /// The same in a text with looks. What nothing is known of stays to be filled
    /// in by hand.
    pub fn fill_in(&self, document: &mut Document) {
        self.fill_fields(document, true);
    }

    fn fill_fields(&self, document: &mut Document, known: bool) {
        for names in FIELDS {
            let value = self.value(names[0]).filter(|value| !known || !value.is_empty());
            let Some(value) = value else { continue };
            let blanks = document.blanks().into_iter();
            let places: Vec<Selection> = blanks
                .filter(|(_, name)| names.contains(&name.to_lowercase().as_str()))
                .map(|(place, _)| place)
                .collect();
            if let Some(change) = document.replace(&places, value) {
                let _ = document.apply(&change);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Author, Block, Document, Filling, Signature};
    use crate::domain::writing::{Emphases, Paragraph, Style};

    fn filled(text: &str) -> String {
        let author = Author { title: "Docteur".into(), phone: String::new(), rpps: "10001234567".into() };
        let filling = Filling { name: "Léa Désiré", author: &author, date: "3 mars 2026", patient: "" };
        let filled = filling.fill(&Document::plain(text));
        filled.letters(filled.everything())
    }

    #[test]
    fn fields_are_filled_in_in_either_language() {
        assert_eq!(
            filled("{titre} {nom}\nRPPS {rpps}, le {date}"),
            "Docteur Léa Désiré\nRPPS 10001234567, le 3 mars 2026"
        );
        assert_eq!(filled("{Title} { name }"), "Docteur Léa Désiré");
    }

    #[test]
    fn what_is_no_field_stays_and_a_line_of_empty_fields_goes() {
        assert_eq!(filled("{nom}\n{téléphone}\n\n{inconnu} { x"), "Léa Désiré\n\n{inconnu} { x");
    }

    #[test]
    fn a_signature_with_looks_keeps_them_and_one_of_before_is_plain() {
        let line = |text: &str, bold: bool| {
            let mut line = Paragraph::default();
            line.push(text, &Style { emphases: Emphases::from(u8::from(bold)), ..Style::default() });
            Block::Paragraph(line)
        };
        let document: Document = [line("{titre} {nom}", true), line("{téléphone}", false)].into_iter().collect();
        let signature = Signature::written("Cabinet", &document, true);
        assert_eq!(signature.text, "{titre} {nom}\n{téléphone}");
        let author = Author { title: "Docteur".into(), ..Author::default() };
        let filling = Filling { name: "Léa Désiré", author: &author, date: "", patient: "" };
        let wanted: Document = [line("Docteur Léa Désiré", true)].into_iter().collect();
        assert_eq!(filling.fill(&signature.document()), wanted);

        let kept = serde_json::to_string(&signature).unwrap();
        assert_eq!(serde_json::from_str::<Signature>(&kept).unwrap(), signature);
        let before: Signature = serde_json::from_str(r#"{"name":"Cabinet","text":"Dr {nom}"}"#).unwrap();
        assert_eq!(before.document(), Document::plain("Dr {nom}"));
        assert_eq!(Signature::written("Cabinet", &before.document(), false), before);
    }

    #[test]
    fn what_nothing_is_known_of_stays_to_be_filled_in_by_hand() {
        let author = Author { phone: "01 02 03 04 05".into(), ..Author::default() };
        let filling = Filling { name: "Léa Désiré", author: &author, date: "3 mars 2026", patient: "" };
        let mut document = Document::plain("Le {date}, {patient} : {Téléphone} ou {phone}\n{titre} {nom}");
        filling.fill_in(&mut document);
        let text = document.letters(document.everything());
        assert_eq!(text, "Le 3 mars 2026, {patient} : 01 02 03 04 05 ou 01 02 03 04 05\n{titre} Léa Désiré");
    }
}
