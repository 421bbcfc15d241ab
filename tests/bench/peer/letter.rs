//! A letter read whole, and judged by a query without any index: as Sceau means
//! it, and with what notmuch (Xapian's `TermGenerator`) does otherwise.

use sceau::domain::query::{Place, Query, Term};
use sceau::domain::{Address, Timestamp};
use sceau::mime;
use unicode_normalization::UnicodeNormalization;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    Accents,
    Ligatures,
    Joined,
    Names,
    Subjects,
}

impl Rule {
    pub const ALL: [Self; 5] = [Self::Accents, Self::Ligatures, Self::Joined, Self::Names, Self::Subjects];

    pub fn says(self) -> &'static str {
        match self {
            Self::Accents => "accents: notmuch tells é from e",
            Self::Ligatures => "ligatures: notmuch tells œ from oe",
            Self::Joined => "joined words: to notmuch l’examen, 13,5 and a_b are one word",
            Self::Names => "file names: notmuch finds them by attachment: alone",
            Self::Subjects => "subjects: of two encoded words notmuch may lose the second (it is not in its own list)",
        }
    }
}

pub struct Letter {
    pub subject: String,
    /// As much of it as its first line says.
    pub subject_begins: String,
    pub from: Vec<Address>,
    pub to: Vec<Address>,
    pub text: String,
    pub names: Vec<String>,
    pub date: Timestamp,
}

impl Letter {
    pub fn read(mail: &[u8]) -> (String, Self) {
        let reading = mime::read(mail);
        let envelope = reading.envelope;
        let names = reading.parts.into_iter().map(|part| part.name).filter(|name| !name.is_empty()).collect();
        let to = envelope.to.into_iter().chain(envelope.cc).chain(envelope.bcc).collect();
        let letter = Self {
            subject: envelope.subject,
            subject_begins: first_line(mail),
            from: envelope.from,
            to,
            text: reading.text,
            names,
            date: envelope.date.expect("letters of the corpus have dates"),
        };
        (envelope.message_id.expect("and names"), letter)
    }

    pub fn answers(&self, query: &Query, rules: &[Rule]) -> bool {
        match query {
            Query::And(all) => all.iter().all(|one| self.answers(one, rules)),
            Query::Or(any) => any.iter().any(|one| self.answers(one, rules)),
            Query::Not(inner) => !self.answers(inner, rules),
            Query::Term(Term::Date(dates)) => {
                let (since, until) = crate::calendar(*dates);
                since.is_none_or(|since| self.date >= since) && until.is_none_or(|until| self.date < until)
            }
            Query::Term(Term::Text { place, text, begun }) => {
                let wanted = cut(text, rules);
                self.place(*place, rules).iter().any(|there| holds(&cut(there, rules), &wanted, *begun))
            }
            Query::Term(other) => panic!("not asked: {other:?}"),
        }
    }

    fn place(&self, place: Place, rules: &[Rule]) -> Vec<String> {
        let people = |all: &[Address]| {
            all.iter().map(|one| format!("{} {}", one.name, one.email)).collect::<Vec<_>>().join("\n")
        };
        let (from, to, names) = (people(&self.from), people(&self.to), self.names.join("\n"));
        let subject = if rules.contains(&Rule::Subjects) { &self.subject_begins } else { &self.subject }.clone();
        match place {
            Place::From => vec![from],
            Place::To => vec![to],
            Place::Subject => vec![subject],
            Place::Attachment => vec![names],
            Place::Anywhere => {
                let names = if rules.contains(&Rule::Names) { String::new() } else { names };
                vec![self.text.clone(), subject, from, to, names]
            }
        }
    }
}

fn first_line(mail: &[u8]) -> String {
    let lines = mail.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    let subject = lines.take_while(|line| !line.is_empty()).find(|line| line.starts_with(b"Subject:"));
    mime::read(&[subject.unwrap_or_default(), b"\r\n\r\n"].concat()).envelope.subject
}

fn holds(there: &[String], wanted: &[String], begun: bool) -> bool {
    let Some((last, before)) = wanted.split_last() else { return false };
    there.windows(wanted.len()).any(|row| {
        let (end, start) = row.split_last().expect("as long as what is wanted");
        start == before && if begun { end.starts_with(last) } else { end == last }
    })
}

/// Words as the rules in force cut and fold them. Under none, as Sceau does.
fn cut(text: &str, rules: &[Rule]) -> Vec<String> {
    let on = |rule: Rule| rules.contains(&rule);
    let letters: Vec<char> = text.nfc().collect();
    let mut words = vec![String::new()];
    for (at, &c) in letters.iter().enumerate() {
        let near = |step: isize| at.checked_add_signed(step).and_then(|at| letters.get(at)).copied().unwrap_or(' ');
        let (before, after) = (near(-1), near(1));
        let joins = match c {
            '\'' | '’' | '·' | '&' => before.is_alphanumeric() && after.is_alphanumeric(),
            ',' | '.' | ';' => before.is_ascii_digit() && after.is_ascii_digit(),
            '_' => true,
            _ => false,
        };
        if c.is_alphanumeric() {
            words.last_mut().expect("never empty").push(c);
        } else if joins && on(Rule::Joined) {
            words.last_mut().expect("never empty").push(if c == '’' { '\'' } else { c });
        } else {
            words.push(String::new());
        }
    }
    words.retain(|word| !word.is_empty());
    let fold = |word: String| {
        let mut word = word.to_lowercase();
        if !on(Rule::Ligatures) {
            word = word.replace('œ', "oe").replace('æ', "ae");
        }
        if on(Rule::Accents) { word } else { word.nfd().filter(|c| c.is_alphanumeric() || !is_mark(*c)).collect() }
    };
    words.into_iter().map(fold).collect()
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}
