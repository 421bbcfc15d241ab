//! What stands under a message of its own accord: who wrote it. A signature has
//! fields, filled in when the message is begun.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Signature {
    pub name: String,
    /// With its fields: `{nom}`.
    pub text: String,
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
        let wanted = field.trim().to_lowercase();
        let place = FIELDS.iter().position(|names| names.contains(&wanted.as_str()))?;
        let values = [self.name, &self.author.title, &self.author.rpps, &self.author.phone, self.date, self.patient];
        values.get(place).copied()
    }

    /// The text with its fields filled in. What is no field stays as it is; a line
    /// that held nothing but fields that are empty goes.
    pub fn fill(&self, text: &str) -> String {
        let lines = text.lines().filter_map(|line| {
            let filled = self.fill_line(line);
            let emptied = filled.trim().is_empty() && !line.trim().is_empty();
            (!emptied).then_some(filled)
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn fill_line(&self, line: &str) -> String {
        let (mut filled, mut rest) = (String::with_capacity(line.len()), line);
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let field = after.split_once('}').and_then(|(field, after)| Some((self.value(field)?, after)));
            let (value, after) = field.unwrap_or(("{", after));
            filled.push_str(value);
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::{Author, Filling};

    fn filled(text: &str) -> String {
        let author = Author { title: "Docteur".into(), phone: String::new(), rpps: "10001234567".into() };
        Filling { name: "Léa Désiré", author: &author, date: "3 mars 2026", patient: "" }.fill(text)
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
}
