//! The words of XML, in one pass: no tree, and no entity but the five that
//! every file knows, so that neither depth nor a bomb of entities costs more
//! than its length. Reads on where markup is wrong, up to where it cannot.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

use crate::mime;

use super::{Unread, limit};

/// What the elements of a kind of file mean for its words. Names are without
/// their prefixes.
pub(super) struct Dialect {
    /// The one element that words stand in; None for anywhere.
    pub(super) only_in: Option<&'static str>,
    pub(super) skipped: &'static [&'static str],
    /// A line ends where one of these does.
    pub(super) lines: &'static [&'static str],
    pub(super) blanks: &'static [&'static str],
    /// What stands in different elements are different words.
    pub(super) all_apart: bool,
}

/// A file of its own: a health document, an invoice.
const ANY: Dialect = Dialect { only_in: None, skipped: &[], lines: &[], blanks: &[], all_apart: true };

pub(super) fn file(bytes: &[u8]) -> Result<String, Unread> {
    let mut words = String::new();
    let sound = self::words(&mime::plain_text(bytes, label(bytes).as_deref()), &ANY, &mut words);
    if sound || !words.trim().is_empty() { Ok(words) } else { Err(Unread::Broken) }
}

/// What the first line says of the letters that follow.
fn label(bytes: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes));
    let (_, rest) = start.split_once("?>").map(|(line, _)| line)?.split_once("encoding=")?;
    let quote = rest.chars().next()?;
    rest.split(quote).nth(1).map(str::to_owned)
}

/// Adds the words; false where the file breaks off.
pub(super) fn words(xml: &str, dialect: &Dialect, whole: &mut String) -> bool {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut state = State { skipped: 0, within: 0 };
    while whole.len() < limit::TEXT {
        match reader.read_event() {
            Ok(Event::Start(start)) => state.open(start.local_name().as_ref(), dialect),
            Ok(Event::End(end)) => {
                let name = end.local_name();
                state.close(name.as_ref(), dialect);
                space_after(name.as_ref(), dialect, whole);
            }
            Ok(Event::Empty(empty)) => space_after(empty.local_name().as_ref(), dialect, whole),
            Ok(Event::Text(text)) if state.reads(dialect) => whole.push_str(&text.decode().unwrap_or_default()),
            Ok(Event::CData(text)) if state.reads(dialect) => whole.push_str(&text.decode().unwrap_or_default()),
            Ok(Event::GeneralRef(entity)) if state.reads(dialect) => whole.extend(letter(&entity)),
            Ok(Event::Eof) => return true,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
    true
}

/// How deep it is in elements that are skipped, and in those that hold words.
struct State {
    skipped: usize,
    within: usize,
}

impl State {
    fn open(&mut self, name: &[u8], dialect: &Dialect) {
        if self.skipped > 0 || is_of(name, dialect.skipped) {
            self.skipped += 1;
        } else if dialect.only_in.is_some_and(|only| name == only.as_bytes()) {
            self.within += 1;
        }
    }

    fn close(&mut self, name: &[u8], dialect: &Dialect) {
        if self.skipped > 0 {
            self.skipped -= 1;
        } else if dialect.only_in.is_some_and(|only| name == only.as_bytes()) {
            self.within = self.within.saturating_sub(1);
        }
    }

    fn reads(&self, dialect: &Dialect) -> bool {
        self.skipped == 0 && (dialect.only_in.is_none() || self.within > 0)
    }
}

fn space_after(name: &[u8], dialect: &Dialect, whole: &mut String) {
    if is_of(name, dialect.lines) {
        whole.push('\n');
    } else if dialect.all_apart || is_of(name, dialect.blanks) {
        whole.push(' ');
    }
}

fn is_of(name: &[u8], names: &[&str]) -> bool {
    names.iter().any(|other| name == other.as_bytes())
}

fn letter(entity: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(letter)) = entity.resolve_char_ref() {
        return Some(letter);
    }
    Some(match entity.decode().ok()?.as_ref() {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::file;
    use crate::extract::Unread;

    #[test]
    fn a_health_document_gives_its_words() {
        let xml = "<?xml version='1.0' encoding=\"ISO-8859-1\"?><ClinicalDocument xmlns:x='u'><title>Compte rendu</title>\
            <name><given>Anne</given><family>Garance</family></name><x:text><![CDATA[H\u{e9}moglobine]]> &lt; 13 &#233;\
            &inconnue;</x:text></ClinicalDocument>";
        let latin: Vec<u8> = xml.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        let words = file(&latin).unwrap();
        assert_eq!(
            words.split_whitespace().collect::<Vec<_>>(),
            ["Compte", "rendu", "Anne", "Garance", "Hémoglobine", "<", "13", "é"]
        );
    }

    #[test]
    fn entities_are_not_multiplied() {
        let bomb = "<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]><a>&c;&c;fin</a>";
        assert_eq!(file(bomb.as_bytes()).unwrap().trim(), "fin");
    }

    #[test]
    fn depth_costs_nothing_and_wrong_markup_loses_no_words() {
        let deep = format!("{}mot{}", "<a>".repeat(200_000), "</a>".repeat(200_000));
        assert_eq!(file(deep.as_bytes()).unwrap().trim(), "mot");
        assert_eq!(file(b"<a>un</b></c>deux & trois<").unwrap().split_whitespace().count(), 4);
        assert_eq!(file(b"<"), Err(Unread::Broken));
    }
}
