//! What the form of the search says, written as the box says it, and read back.
//! What the form has no field for stays among the words, as it was typed.

use super::operators::{Operator, tokens};
use crate::i18n::Language;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fields {
    pub from: String,
    pub to: String,
    pub subject: String,
    pub words: String,
    pub attachment: String,
    /// Day, month and year as the user types them.
    pub since: String,
    pub until: String,
    pub tag: String,
    pub folder: String,
    /// Whom it is about.
    pub patient: String,
    pub born: String,
    /// In megabytes.
    pub larger: Option<u32>,
    pub attached: bool,
    pub unread: bool,
    pub flagged: bool,
}

impl Fields {
    pub fn read(query: &str) -> Self {
        let mut fields = Self::default();
        let mut words = Vec::new();
        for token in tokens(query) {
            let taken = token.split_once(':').and_then(|(name, value)| {
                let operator = Operator::of_name(name)?;
                fields.take(operator, value).then_some(())
            });
            if taken.is_none() {
                words.push(token);
            }
        }
        fields.words = words.join(" ");
        fields
    }

    /// In the order of the form. A date that is none is left out.
    pub fn write(&self, language: Language) -> String {
        let say = |operator: Operator, value: &str| {
            let value = value.trim();
            (!value.is_empty()).then(|| format!("{}:{}", operator.name(language), quoted(value)))
        };
        let date =
            |operator, text| say(operator, &Day::parse(text).map(|day| day.written(language)).unwrap_or_default());
        let is = |asked: bool, which: (&'static str, &'static str)| {
            asked.then(|| say(Operator::Is, word(which, language))).flatten()
        };
        let attached = self.attached.then(|| say(Operator::Attachment, word(ATTACHED, language))).flatten();
        let size = self
            .larger
            .and_then(|megabytes| say(Operator::Size, &format!(">{megabytes}{}", word(MEGABYTES, language))));
        let words = Some(self.words.trim().to_owned()).filter(|words| !words.is_empty());
        let said = [
            words,
            say(Operator::From, &self.from),
            say(Operator::To, &self.to),
            say(Operator::Subject, &self.subject),
            say(Operator::Attachment, &self.attachment).or(attached),
            date(Operator::Since, &self.since),
            date(Operator::Before, &self.until),
            say(Operator::Tag, &self.tag),
            say(Operator::Folder, &self.folder),
            say(Operator::Patient, &self.patient),
            date(Operator::Born, &self.born),
            size,
            is(self.unread, UNREAD),
            is(self.flagged, FLAGGED),
        ];
        said.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// False where the field is taken, or cannot say it.
    fn take(&mut self, operator: Operator, value: &str) -> bool {
        let value = value.trim_matches('"');
        if value.is_empty() {
            return false;
        }
        let day = || Day::parse(value).map(Day::shown);
        let (field, text) = match operator {
            Operator::From => (&mut self.from, Some(value.to_owned())),
            Operator::To => (&mut self.to, Some(value.to_owned())),
            Operator::Subject => (&mut self.subject, Some(value.to_owned())),
            Operator::Attachment if is_one_of(value, ATTACHED) => return take_flag(&mut self.attached),
            Operator::Attachment => (&mut self.attachment, Some(value.to_owned())),
            Operator::Since => (&mut self.since, day()),
            Operator::Before => (&mut self.until, day()),
            Operator::Tag => (&mut self.tag, Some(value.to_owned())),
            Operator::Folder => (&mut self.folder, Some(value.to_owned())),
            Operator::Patient => (&mut self.patient, Some(value.to_owned())),
            Operator::Born => (&mut self.born, day()),
            Operator::Size => return self.take_size(value),
            Operator::Is if is_one_of(value, UNREAD) => return take_flag(&mut self.unread),
            Operator::Is if is_one_of(value, FLAGGED) => return take_flag(&mut self.flagged),
            // After a day is not since it; the form knows no other states.
            Operator::After | Operator::Is | Operator::Ins => return false,
        };
        match text {
            Some(text) if field.is_empty() => {
                *field = text;
                true
            }
            _ => false,
        }
    }

    fn take_size(&mut self, value: &str) -> bool {
        let number = value.strip_prefix('>').map(|value| value.trim_end_matches(['o', 'O', 'b', 'B']));
        let number = number.and_then(|value| value.strip_suffix(['m', 'M']));
        let megabytes = number.and_then(|number| number.parse().ok());
        if self.larger.is_some() || megabytes.is_none() {
            return false;
        }
        self.larger = megabytes;
        true
    }
}

const UNREAD: (&str, &str) = ("non-lu", "unread");
const FLAGGED: (&str, &str) = ("suivi", "flagged");
/// With an attachment, whatever its name.
const ATTACHED: (&str, &str) = ("oui", "yes");
const MEGABYTES: (&str, &str) = ("Mo", "MB");

fn word((french, english): (&'static str, &'static str), language: Language) -> &'static str {
    match language {
        Language::Fr => french,
        Language::En => english,
    }
}

fn is_one_of(value: &str, (french, english): (&str, &str)) -> bool {
    value.eq_ignore_ascii_case(french) || value.eq_ignore_ascii_case(english)
}

fn take_flag(flag: &mut bool) -> bool {
    !std::mem::replace(flag, true)
}

fn quoted(value: &str) -> String {
    let value = value.replace('"', "");
    if value.contains(char::is_whitespace) { format!("\"{value}\"") } else { value }
}

/// A day of the calendar, as far as a form can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    year: u16,
    month: u8,
    of_month: u8,
}

impl Day {
    /// `3/11/2026`, `03.11.2026`, or `2026-11-03`.
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.trim().split(['/', '.', '-']).collect();
        let [one, month, other] = parts.as_slice() else { return None };
        let (year, day) = if one.len() == 4 { (one, other) } else { (other, one) };
        let day = Self { year: year.parse().ok()?, month: month.parse().ok()?, of_month: day.parse().ok()? };
        let right =
            (1900..=2999).contains(&day.year) && (1..=12).contains(&day.month) && (1..=31).contains(&day.of_month);
        right.then_some(day)
    }

    fn written(self, language: Language) -> String {
        match language {
            Language::Fr => self.shown(),
            Language::En => format!("{:04}-{:02}-{:02}", self.year, self.month, self.of_month),
        }
    }

    fn shown(self) -> String {
        format!("{:02}/{:02}/{:04}", self.of_month, self.month, self.year)
    }
}

#[cfg(test)]
mod tests {
    use super::{Day, Fields, Language};

    fn full() -> Fields {
        Fields {
            from: "durand".to_owned(),
            to: "secrétariat".to_owned(),
            subject: "compte rendu".to_owned(),
            words: "sodium OU potassium -vaccin".to_owned(),
            attachment: "bilan".to_owned(),
            since: "03/11/2026".to_owned(),
            until: "21/11/2026".to_owned(),
            tag: "À rappeler".to_owned(),
            folder: "Laboratoires".to_owned(),
            patient: "dupont".to_owned(),
            born: "14/07/1962".to_owned(),
            larger: Some(5),
            attached: false,
            unread: true,
            flagged: true,
        }
    }

    #[test]
    fn the_form_is_written_as_operators_and_read_back() {
        let query = full().write(Language::Fr);
        assert_eq!(
            query,
            "sodium OU potassium -vaccin de:durand à:secrétariat objet:\"compte rendu\" pj:bilan depuis:03/11/2026 \
             avant:21/11/2026 tag:\"À rappeler\" dossier:Laboratoires patient:dupont né:14/07/1962 taille:>5Mo est:non-lu est:suivi"
        );
        assert_eq!(Fields::read(&query), full());
        assert_eq!(Fields::read(&full().write(Language::En)), full(), "and in English");
    }

    #[test]
    fn what_the_form_cannot_say_stays_as_it_was_typed() {
        let odd = "de:durand de:petit est:perdu avant:demain -de:labo taille:<2M \"mot pour mot\" rdv:mardi";
        let fields = Fields::read(odd);
        assert_eq!(fields.from, "durand");
        let words = "de:petit est:perdu avant:demain -de:labo taille:<2M \"mot pour mot\" rdv:mardi";
        assert_eq!(fields.words, words);
        assert_eq!(fields.write(Language::Fr), format!("{words} de:durand"));
    }

    #[test]
    fn any_attachment_is_a_tick() {
        let fields = Fields { attached: true, ..Fields::default() };
        assert_eq!(Fields::read(&fields.write(Language::Fr)), fields);
    }

    #[test]
    fn a_day_is_read_as_people_write_it() {
        for text in ["3/11/2026", "03.11.2026", "2026-11-03", " 03-11-2026 "] {
            assert_eq!(Day::parse(text).map(Day::shown).as_deref(), Some("03/11/2026"), "{text}");
        }
        for text in ["", "hier", "3/11", "32/11/2026", "3/13/2026", "3/11/26"] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }
}
