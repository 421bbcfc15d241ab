//! Letters into the index, and out of it.

use rusqlite::{Transaction, params};

use crate::domain::query::Place;
use crate::domain::word::each_word;
use crate::domain::{Address, Envelope};
use crate::store::error::Result;

/// How much of a letter is in the index: numbers of `content.indexed`.
pub(super) const HEADER: i64 = 1;
pub(super) const UNREAD: i64 = 2;
pub(super) const WHOLE: i64 = 3;
pub(super) const IN_PART: i64 = 4;

/// The index has the newest letter first, the order in which hits are wanted and
/// in which it is quickest: a letter's row there, and the letter of a row.
pub(in crate::store) const NEWEST: i64 = 1 << 33;

/// Letters of a beginning that `beginnings` knows.
pub(super) const SHORT: usize = 3;

/// The columns of `lines`, in their order.
const COLUMNS: usize = 6;

const INSERT_LINE: &str = "INSERT INTO lines (rowid, text, subject, senders, recipients, names, attached)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
const REPLACE_LINE: &str = "INSERT OR REPLACE INTO lines (rowid, text, subject, senders, recipients, names, attached)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

/// All words of a letter, cut and folded: work for who brings the letter, not
/// for the writer.
#[derive(Clone)]
pub struct Words {
    columns: [String; COLUMNS],
    beginnings: String,
    indexed: i64,
}

/// A letter as it stands in the index.
pub(in crate::store) struct Line<'a> {
    pub(in crate::store) content: i64,
    pub(in crate::store) words: &'a Words,
    /// There is a line of it already, to be written anew.
    pub(in crate::store) known: bool,
}

impl Words {
    /// Of a letter of which only the header is here.
    pub(in crate::store) fn of_header(envelope: &Envelope) -> Self {
        Self::new(envelope, "", &[], "", HEADER)
    }

    /// Of a letter whose attachments were not read.
    pub fn of_letter(envelope: &Envelope, text: &str, names: &[String]) -> Self {
        Self::new(envelope, text, names, "", if names.is_empty() { WHOLE } else { UNREAD })
    }

    pub(super) fn of_all(envelope: &Envelope, text: &str, names: &[String], attached: &str, whole: bool) -> Self {
        Self::new(envelope, text, names, attached, if whole { WHOLE } else { IN_PART })
    }

    fn new(envelope: &Envelope, text: &str, names: &[String], attached: &str, indexed: i64) -> Self {
        let Envelope { from, sender, reply_to, to, cc, bcc, subject, .. } = envelope;
        let columns = [
            folded([text]),
            folded([subject.as_str()]),
            people(from.iter().chain(sender).chain(reply_to)),
            people(to.iter().chain(cc).chain(bcc)),
            folded(names.iter().map(String::as_str)),
            folded([attached]),
        ];
        Self { beginnings: beginnings(&columns), columns, indexed }
    }

    /// What they take in memory, roughly.
    pub(in crate::store) fn weight(&self) -> usize {
        self.columns.iter().map(String::len).sum::<usize>() + self.beginnings.len()
    }
}

/// Words are a letter's: they are not for a log.
impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words").field("weight", &self.weight()).finish_non_exhaustive()
    }
}

/// Puts letters into the index, or puts them there anew. To be done last in a
/// transaction: the index gathers its lines in memory, but each statement on
/// another table that might be undone by itself makes it write them out, and so
/// does a line with a smaller number than the one before.
pub(in crate::store) fn put(tx: &Transaction<'_>, mut lines: Vec<Line<'_>>) -> Result<()> {
    lines.sort_unstable_by_key(|line| NEWEST - line.content);
    let mut say = tx.prepare_cached("UPDATE content SET indexed = ?2 WHERE id = ?1 AND indexed <> ?2")?;
    for Line { content, words, .. } in &lines {
        let _ = say.execute(params![content, words.indexed])?;
    }
    // To replace what is not there costs as much as to take it away.
    let mut insert = tx.prepare_cached(INSERT_LINE)?;
    let mut replace = tx.prepare_cached(REPLACE_LINE)?;
    for Line { content, words, known } in &lines {
        let [text, subject, senders, recipients, names, attached] = &words.columns;
        let put = if *known { &mut replace } else { &mut insert };
        let _ = put.execute(params![NEWEST - content, text, subject, senders, recipients, names, attached])?;
    }
    let mut insert = tx.prepare_cached("INSERT INTO beginnings (rowid, words) VALUES (?1, ?2)")?;
    let mut replace = tx.prepare_cached("INSERT OR REPLACE INTO beginnings (rowid, words) VALUES (?1, ?2)")?;
    for Line { content, words, known } in &lines {
        let put = if *known { &mut replace } else { &mut insert };
        let _ = put.execute(params![NEWEST - content, words.beginnings])?;
    }
    Ok(())
}

/// Takes the lines of letters that are gone out of the index: the last act of
/// each transaction. A number that was freed and used again has its new line.
pub(in crate::store) fn sweep(tx: &Transaction<'_>) -> Result<()> {
    let mut gone = tx.prepare_cached("SELECT EXISTS (SELECT 1 FROM gone)")?;
    if gone.query_row([], |row| row.get(0))? {
        let _ = tx.execute("DELETE FROM gone WHERE content IN (SELECT id FROM content)", [])?;
        let _ = tx.execute("DELETE FROM lines WHERE rowid IN (SELECT ?1 - content FROM gone)", [NEWEST])?;
        let _ = tx.execute("DELETE FROM beginnings WHERE rowid IN (SELECT ?1 - content FROM gone)", [NEWEST])?;
        let _ = tx.execute("DELETE FROM gone", [])?;
    }
    Ok(())
}

/// Before a beginning, the mark of the place where the word stands. No letter
/// or digit, so no word has it; not ASCII, so the index takes it for a letter.
pub(super) fn mark(place: Place) -> &'static str {
    match place {
        Place::Anywhere => "",
        Place::From => "‹",
        Place::To => "›",
        Place::Subject => "¶",
        Place::Attachment => "§",
    }
}

fn people<'a>(people: impl Iterator<Item = &'a Address>) -> String {
    let both = |address: &'a Address| [address.name.as_str(), address.email.as_str()];
    folded(people.flat_map(both))
}

fn folded<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut line = String::new();
    for text in texts {
        line.reserve(text.len());
        each_word(text, |_, word| {
            line.push_str(word);
            line.push(' ');
        });
    }
    line
}

/// As numbers, so that a letter's thousand beginnings are sorted in no time: the
/// bits of a character, SHORT of which fit into 64.
const LETTER: u32 = 21;
const LETTERS: u64 = (1 << LETTER) - 1;
const PLACES: [u32; SHORT] = [2 * LETTER, LETTER, 0];

fn beginnings([text, subject, senders, recipients, names, attached]: &[String; COLUMNS]) -> String {
    let everywhere = [text, subject, senders, recipients, names, attached];
    let mut all = String::new();
    let mut add = |place: Place, columns: &[&String]| {
        let mut short = Vec::new();
        for word in columns.iter().flat_map(|column| column.split_terminator(' ')) {
            let numbers = word.chars().take(SHORT).scan(0, |number, letter| {
                *number = *number << LETTER | u64::from(u32::from(letter));
                Some(*number)
            });
            short.extend(numbers);
        }
        short.sort_unstable();
        short.dedup();
        for one in short {
            let letters = PLACES.iter().map(|place| one >> place & LETTERS).filter(|letter| *letter > 0);
            all.push_str(mark(place));
            all.extend(letters.filter_map(|letter| char::from_u32(u32::try_from(letter).ok()?)));
            all.push(' ');
        }
    };
    add(Place::Anywhere, &everywhere);
    add(Place::From, &[senders]);
    add(Place::To, &[recipients]);
    add(Place::Subject, &[subject]);
    add(Place::Attachment, &[names, attached]);
    all
}

#[cfg(test)]
mod tests {
    use super::Words;
    use crate::domain::{Address, Envelope};

    #[test]
    fn a_letter_is_cut_into_words_and_their_beginnings() {
        let envelope = Envelope {
            subject: "Œdème".to_owned(),
            from: vec![Address::new("Dr Lebœuf", "lb@chu.example")],
            ..Envelope::default()
        };
        let words = Words::of_letter(&envelope, "Il va mieux.", &["a_1.pdf".to_owned()]);
        assert_eq!(words.columns[0], "il va mieux ");
        assert_eq!(words.columns[1], "oedeme ");
        assert_eq!(words.columns[2], "dr leboeuf lb chu example ");
        assert_eq!(words.columns[4], "a 1 pdf ");
        let all: Vec<&str> = words.beginnings.split(' ').collect();
        for one in ["i", "il", "mie", "oed", "‹l", "‹leb", "‹lb", "¶oe", "§1", "§pdf"] {
            assert!(all.contains(&one), "{one} in {all:?}");
        }
        for no in ["mieu", "¶il", "‹oed", "§mie", "›l"] {
            assert!(!all.contains(&no), "{no} in {all:?}");
        }
    }
}
