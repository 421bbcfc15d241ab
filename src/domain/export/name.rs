//! How a file is called, by the template of the mailbox. Whatever a sender wrote,
//! it is a plain name: ASCII, no path, no name of a device, not too long for any disk.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

use super::Ending;

/// Letters of a name, without its ending: room for a number under all limits.
const LONGEST: usize = 120;
const FIELDS: [&str; 8] = ["nom", "prenom", "ddn", "date", "n", "uid", "orig", "ext"];

/// What a name is made of. What is not known is empty.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Naming {
    pub family: String,
    pub given: String,
    /// AAAAMMJJ.
    pub birth: String,
    pub date: String,
    /// Of the document in its message, from 1.
    pub number: u32,
    /// Of the message, on this workstation.
    pub uid: i64,
    /// The sender's name of the file, its ending with it.
    pub original: String,
    /// Without a point; the sender's, or what the bytes are.
    pub ending: String,
    /// An HPRIM file: the mailbox chooses how its name ends.
    pub hprim: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateFault {
    /// Nothing in it.
    Empty,
    UnknownField(String),
    /// A letter that leads into another folder, or that no disk takes.
    Letter(char),
}

/// Whether names can be made of it.
pub fn check(template: &str) -> Result<(), TemplateFault> {
    if template.trim().is_empty() {
        return Err(TemplateFault::Empty);
    }
    for piece in pieces(template) {
        match piece {
            Piece::Field(name) if !FIELDS.contains(&name.to_lowercase().as_str()) => {
                return Err(TemplateFault::UnknownField(name.to_owned()));
            }
            Piece::Text(text) => {
                if let Some(letter) = text.chars().find(|c| c.is_control() || "/\\:*?\"<>|{}".contains(*c)) {
                    return Err(TemplateFault::Letter(letter));
                }
            }
            Piece::Field(_) => {}
        }
    }
    Ok(())
}

/// The name that an invented document would have.
pub fn preview(template: &str, ending: Ending) -> Result<String, TemplateFault> {
    check(template)?;
    let naming = Naming {
        family: "DUPONT".into(),
        given: "Claire".into(),
        birth: "19620714".into(),
        date: "20260203".into(),
        number: 1,
        uid: 4207,
        original: "resultat.hpr".into(),
        ending: "hpr".into(),
        hprim: true,
    };
    Ok(file_name(template, &naming, ending))
}

/// The name of a document. Where nobody is named in it, it keeps the sender's.
pub fn file_name(template: &str, naming: &Naming, ending: Ending) -> String {
    let ending = naming.ending_as(ending);
    let known = !naming.family.is_empty() || !naming.given.is_empty();
    let template = if known || template.contains("{uid}") { template } else { "{orig}" };
    let stem = template.strip_suffix(".{ext}").unwrap_or(template);
    let filled: String = pieces(stem).map(|piece| naming.fill(piece, &ending)).collect();
    let stem = shortened(&joined(&filled));
    let stem = if stem.is_empty() { format!("document_{}", naming.number) } else { stem };
    let stem = if is_device(&stem) { format!("_{stem}") } else { stem };
    format!("{stem}.{ending}")
}

#[derive(Clone, Copy)]
enum Piece<'a> {
    Text(&'a str),
    Field(&'a str),
}

fn pieces(template: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = template;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some((name, after)) = rest.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
            rest = after;
            return Some(Piece::Field(name));
        }
        // A brace that nothing closes is text, and is told of as such.
        let end = rest.char_indices().skip(1).find(|(_, c)| *c == '{').map_or(rest.len(), |(at, _)| at);
        let (text, after) = rest.split_at(end);
        rest = after;
        Some(Piece::Text(text))
    })
}

impl Naming {
    fn fill(&self, piece: Piece<'_>, ending: &str) -> String {
        let name = match piece {
            Piece::Text(text) => return safe(text, '_'),
            Piece::Field(name) => name,
        };
        match name.to_lowercase().as_str() {
            "nom" => safe(&self.family, '-').to_uppercase(),
            "prenom" => safe(&self.given, '-'),
            "ddn" => safe(&self.birth, '-'),
            "date" => safe(&self.date, '-'),
            "n" => self.number.to_string(),
            "uid" => self.uid.to_string(),
            "orig" => safe(self.stem(), '_'),
            "ext" => ending.to_owned(),
            _ => String::new(),
        }
    }

    /// The sender's name without its ending.
    fn stem(&self) -> &str {
        match self.original.rsplit_once('.') {
            Some((stem, ending)) if !stem.is_empty() && ending.len() <= 8 => stem,
            _ => &self.original,
        }
    }

    fn ending_as(&self, wanted: Ending) -> String {
        let chosen = match wanted {
            Ending::Hpr if self.hprim => "hpr",
            Ending::Hpm if self.hprim => "hpm",
            Ending::Txt if self.hprim => "txt",
            _ => &self.ending,
        };
        let plain: String = chosen.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
        if plain.is_empty() { "dat".to_owned() } else { plain }
    }
}

/// Letters, figures and few signs; all else is what stands between words.
fn safe(text: &str, between: char) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.nfd() {
        match letter {
            'œ' | 'Œ' => out.push_str("oe"),
            'æ' | 'Æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            'ø' | 'Ø' => out.push('o'),
            'ł' | 'Ł' => out.push('l'),
            letter if unicode_normalization::char::is_combining_mark(letter) => {}
            letter if letter.is_ascii_alphanumeric() || "-_.".contains(letter) => out.push(letter),
            _ => out.push(between),
        }
    }
    out
}

/// What stood between fields that are empty goes.
fn joined(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for letter in name.chars() {
        let twice = "_-.".contains(letter) && out.ends_with(|last| "_-.".contains(last));
        if !twice {
            out.push(letter);
        }
    }
    out.trim_matches(|c| "_-. ".contains(c)).to_owned()
}

/// It is ASCII by now.
fn shortened(name: &str) -> String {
    let short: String = name.chars().take(LONGEST).collect();
    short.trim_end_matches(|c| "_-. ".contains(c)).to_owned()
}

/// Names that Windows gives to devices, with any ending.
fn is_device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let numbered = |device: &str| {
        first.strip_prefix(device).is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    matches!(first.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

/// It is about a patient.
impl fmt::Debug for Naming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Naming").field("number", &self.number).field("uid", &self.uid).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::super::TEMPLATE;
    use super::*;

    fn naming(family: &str, given: &str) -> Naming {
        Naming {
            family: family.into(),
            given: given.into(),
            birth: "19620714".into(),
            date: "20260203".into(),
            number: 2,
            uid: 77,
            original: "Résultat du jour.HPR".into(),
            ending: "HPR".into(),
            hprim: true,
        }
    }

    #[test]
    fn a_template_says_who_and_when() {
        let name = |template: &str, ending| file_name(template, &naming("d'Été", "Anne-Noël Œnone"), ending);
        assert_eq!(name(TEMPLATE, Ending::Original), "D-ETE_Anne-Noel-oenone_19620714_20260203_2.HPR");
        assert_eq!(name("{uid}-{orig}.{ext}", Ending::Txt), "77-Resultat_du_jour.txt");
        assert_eq!(name("labo {nom} {n}", Ending::Hpm), "labo_D-ETE_2.hpm");
        assert_eq!(preview(TEMPLATE, Ending::Original).unwrap(), "DUPONT_Claire_19620714_20260203_1.hpr");
    }

    #[test]
    fn what_is_not_known_leaves_no_gap() {
        let mut unknown = Naming { birth: String::new(), date: String::new(), ..naming("DUPONT", "") };
        assert_eq!(file_name(TEMPLATE, &unknown, Ending::Original), "DUPONT_2.HPR");
        unknown.family.clear();
        assert_eq!(file_name(TEMPLATE, &unknown, Ending::Original), "Resultat_du_jour.HPR");
        unknown.original.clear();
        assert_eq!(file_name(TEMPLATE, &unknown, Ending::Original), "document_2.HPR");
    }

    #[test]
    fn what_a_sender_wrote_is_a_plain_name_on_any_disk() {
        for hostile in
            ["../../etc/passwd", "a\0b", "..", "c:\\x", "\u{202e}gpj.exe", "/", "   ", "é".repeat(400).as_str()]
        {
            let naming = Naming {
                original: hostile.into(),
                ending: hostile.into(),
                date: hostile.into(),
                ..naming(hostile, hostile)
            };
            for template in [TEMPLATE, "{orig}", "{NOM}", "{date}.{ext}"] {
                let name = file_name(template, &naming, Ending::Original);
                assert!(name.len() <= LONGEST + 9 && !name.starts_with(['.', '-']), "{name}");
                assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)), "{name}");
            }
        }
        assert_eq!(file_name("{nom}", &naming("con", ""), Ending::Hpr), "_CON.hpr");
        assert_eq!(file_name("{nom}", &naming("Com3.x", ""), Ending::Hpr), "_COM3.X.hpr");
    }

    #[test]
    fn a_template_that_is_wrong_is_said() {
        assert_eq!(check(" "), Err(TemplateFault::Empty));
        assert_eq!(check("{NOM}_{age}"), Err(TemplateFault::UnknownField("age".into())));
        assert_eq!(check("sous/{NOM}"), Err(TemplateFault::Letter('/')));
        assert_eq!(check("{NOM"), Err(TemplateFault::Letter('{')));
        assert_eq!(check(TEMPLATE), Ok(()));
        assert!(preview("{", Ending::Hpr).is_err());
    }

    #[test]
    fn no_name_is_in_a_log() {
        assert!(!format!("{:?}", naming("SECRET", "SECRET")).contains("SECRET"));
    }
}
