//! The signs that part fields: the first line declares them. The usual ones are not
//! those of HL7, which some senders write all the same.

use super::super::html::{self, one_line};
use super::super::model::Party;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Delimiters {
    pub(super) field: char,
    pub(super) component: char,
    pub(super) repetition: char,
    pub(super) escape: char,
    pub(super) sub: char,
}

impl Default for Delimiters {
    fn default() -> Self {
        Self { field: '|', component: '~', repetition: '^', escape: '\\', sub: '&' }
    }
}

/// A first line that nothing else has.
pub(super) fn is_usual(line: &str) -> bool {
    ["H|~^\\&|", "H|^~\\&|", "H|^~&|"].iter().any(|start| line.starts_with(start))
}

impl Delimiters {
    /// From the line that begins a message.
    pub(super) fn read(line: &str) -> Option<Self> {
        let after = line.trim_start_matches(|c: char| c.is_whitespace() || c.is_control()).strip_prefix('H')?;
        let field = after.chars().next().filter(char::is_ascii_punctuation)?;
        let after = after.strip_prefix(field)?;
        let signs: Vec<char> = after.split(field).next()?.chars().collect();
        let distinct =
            signs.iter().enumerate().all(|(index, sign)| !signs.iter().take(index).any(|other| other == sign));
        if !distinct || !signs.iter().all(char::is_ascii_punctuation) {
            return None;
        }
        match *signs.as_slice() {
            [component, repetition, escape, sub] => Some(Self { field, component, repetition, escape, sub }),
            // The order of HL7, with its backslash lost on the way.
            [component, repetition, sub] => Some(Self { field, component, repetition, escape: '\\', sub }),
            _ => None,
        }
    }

    pub(super) fn fields(self, line: &str) -> Vec<&str> {
        line.split(self.field).collect()
    }

    pub(super) fn repetitions(self, field: &str) -> impl Iterator<Item = &str> {
        field.split(self.repetition)
    }

    /// The components of the first repetition.
    pub(super) fn components(self, field: &str) -> Vec<String> {
        let first = self.repetitions(field).next().unwrap_or_default();
        first.split(self.component).map(|component| one_line(&self.text(component))).collect()
    }

    /// Code and label of what is named `code~label~nomenclature`; one may be missing.
    pub(super) fn label(self, field: &str) -> (String, String) {
        let components = self.components(field);
        let component = |index: usize| components.get(index).cloned().unwrap_or_default();
        let label = if component(1).is_empty() { component(0) } else { component(1) };
        (component(0), label)
    }

    pub(super) fn party(self, field: Option<&&str>) -> Party {
        let mut components = self.components(field.unwrap_or(&"")).into_iter();
        let code = components.next().unwrap_or_default();
        let name = components.collect::<Vec<_>>().join(" ").trim().to_owned();
        if name.is_empty() { Party { code: String::new(), name: code } } else { Party { code, name } }
    }

    /// Words between escapes, as they are meant.
    pub(super) fn text(self, field: &str) -> String {
        let (mut text, mut rest) = (String::with_capacity(field.len()), field);
        while let Some((before, after)) = rest.split_once(self.escape) {
            text.push_str(before);
            let meant = after.split_once(self.escape).and_then(|(name, rest)| Some((self.meant(name)?, rest)));
            let (sign, after) = meant.unwrap_or((self.escape, after));
            text.push(sign);
            rest = after;
        }
        text.push_str(rest);
        html::plain(&text).trim().to_owned()
    }

    fn meant(self, name: &str) -> Option<char> {
        match name {
            "F" => Some(self.field),
            "S" => Some(self.component),
            "R" => Some(self.repetition),
            "E" => Some(self.escape),
            "T" => Some(self.sub),
            ".br" => Some('\n'),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_says_which_sign_is_which() {
        assert_eq!(Delimiters::read("H|~^\\&|X|"), Some(Delimiters::default()));
        let hl7 = Delimiters { component: '^', repetition: '~', ..Delimiters::default() };
        assert_eq!(Delimiters::read("H|^~\\&|X|"), Some(hl7));
        assert_eq!(Delimiters::read("H|^~&|X|"), Some(hl7));
        let own = Delimiters { field: '!', component: '#', repetition: '$', escape: '%', sub: '*' };
        assert_eq!(Delimiters::read("H!#$%*!X!"), Some(own));
        for line in ["", "H", "HOTEL", "H|", "H||", "H|~~\\&|", "H|abcd|", "H |~^\\&|", "P|~^\\&|", "H|~^\\&+-|"] {
            assert_eq!(Delimiters::read(line), None, "{line}");
        }
    }

    #[test]
    fn escapes_become_what_they_stand_for() {
        let text = |field| Delimiters::default().text(field);
        assert_eq!(text("a\\F\\b\\S\\c\\R\\d\\T\\e\\E\\f"), "a|b~c^d&e\\f");
        assert_eq!(text("un\\.br\\deux"), "un\ndeux");
        assert_eq!(text("C:\\temp\\x \\"), "C:\\temp\\x \\");
        assert_eq!(text("37&deg;C"), "37°C");
    }

    #[test]
    fn who_writes_is_a_code_and_a_name_or_a_name() {
        let party = |field| Delimiters::default().party(Some(&field));
        assert!(party("LAB01~LABO TEST") == Party { code: "LAB01".into(), name: "LABO TEST".into() });
        assert!(party("LABO TEST") == Party { code: String::new(), name: "LABO TEST".into() });
    }
}
