//! The white list of the trusted space (`listeblanchemssante.xml`): bytes in, its
//! domains out. A file that breaks off, or that is not whole in any other way, is
//! no list at all: a domain that is missing from it would be told as untrusted.

use std::collections::BTreeSet;

use crate::domain::{Email, Timestamp, WhiteList};
use crate::health::xml::{self, Element, Fault};

/// The whole list had 8,655 entries, some megabytes.
pub const LARGEST: usize = 32 << 20;

/// Why a file is no white list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoList {
    #[error("not a white list")]
    Another,
    #[error("the file breaks off or is damaged")]
    Broken,
    #[error("larger than a white list is")]
    TooLarge,
    #[error("no domain in it")]
    Empty,
}

/// A domain stands once for each certificate of its operator; names may have
/// letters that only IDNA explains. `came` is when it is read.
pub fn read_white_list(bytes: &[u8], came: Timestamp) -> Result<WhiteList, NoList> {
    if bytes.len() > LARGEST {
        return Err(NoList::TooLarge);
    }
    let tree = xml::read(bytes);
    let root = tree.top.child("ListeBlancheMSSante").ok_or(NoList::Another)?;
    if tree.faults.iter().any(|fault| *fault != Fault::Doctype) || tree.top.elements().count() != 1 {
        return Err(NoList::Broken);
    }
    let lists = root.children("ListeDomaines");
    let domains: BTreeSet<String> = lists.flat_map(|list| list.children("Domaine")).filter_map(domain).collect();
    if domains.is_empty() {
        return Err(NoList::Empty);
    }
    let made = root.child("DateDeGeneration").and_then(|made| moment(&made.words()));
    // What claims to be of tomorrow is no fresher than what came today.
    Ok(WhiteList { made: made.filter(|made| *made <= came), came, domains })
}

fn domain(entry: &Element) -> Option<String> {
    let name = entry.child("Nom")?.words();
    // A domain is what an address can end with.
    let email = Email::parse(&format!("x@{}", name.trim().trim_start_matches('@').trim_end_matches('.'))).ok()?;
    Some(email.domain().to_owned())
}

/// As machines write it, with an hour or without, or as people do in France.
fn moment(text: &str) -> Option<Timestamp> {
    use jiff::civil::{Date, DateTime};
    let utc = |at: DateTime| at.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|at| at.timestamp());
    let french = || {
        let mut parts = text.split_whitespace().next()?.splitn(3, '/').map(str::parse::<i16>);
        let (day, month, year) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    let whole = text.parse::<jiff::Timestamp>().ok().or_else(|| utc(text.parse::<DateTime>().ok()?));
    let found = whole.or_else(|| utc(french()?.to_datetime(jiff::civil::Time::midnight())))?;
    Some(Timestamp::clamped(found.as_second()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAME: Timestamp = Timestamp(1_795_000_000);

    fn entry(name: &str) -> String {
        format!(
            "<Domaine><Nom>{name}</Nom><Description>Clinique &amp; labo</Description>\
             <DNCertificatOperateur>CN=mail.example</DNCertificatOperateur></Domaine>"
        )
    }

    fn file(date: &str, names: &[&str]) -> String {
        let entries: String = names.iter().map(|name| entry(name)).collect();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ns:ListeBlancheMSSante xmlns:ns=\"https://listeblanche.mssante.fr/schema\">\
             <DateDeGeneration>{date}</DateDeGeneration><ListeDomaines>{entries}</ListeDomaines></ns:ListeBlancheMSSante>\n"
        )
    }

    #[test]
    fn domains_are_read_once_each_as_they_are_compared() {
        let names = ["Medecin.MSSANTE.fr", " medecin.mssante.fr ", "clinique-été.example", "pas un domaine", ""];
        let list = read_white_list(file("2026-06-01T10:00:00+02:00", &names).as_bytes(), CAME).unwrap();
        let domains: Vec<&str> = list.domains.iter().map(String::as_str).collect();
        assert_eq!(domains, ["medecin.mssante.fr", "xn--clinique-t-j7ab.example"]);
        assert_eq!((list.made, list.came), (Some(Timestamp(1_780_300_800)), CAME));
    }

    #[test]
    fn the_date_is_read_as_it_may_be_written() {
        let made = |date: &str| read_white_list(file(date, &["a.example"]).as_bytes(), CAME).unwrap().made;
        let day = Some(Timestamp(1_780_272_000));
        assert_eq!((made("2026-06-01"), made("2026-06-01T00:00:00"), made("01/06/2026 00:00")), (day, day, day));
        assert_eq!((made("hier"), made(""), made("2226-06-01")), (None, None, None));
    }

    #[test]
    fn a_file_that_breaks_off_anywhere_is_no_list() {
        let whole = file("2026-06-01", &["a.example", "b.example"]);
        let whole = whole.trim_end();
        assert!(read_white_list(whole.as_bytes(), CAME).is_ok());
        for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
            assert!(read_white_list(&whole.as_bytes()[..end], CAME).is_err(), "cut at {end}");
        }
    }

    #[test]
    fn what_is_something_else_is_said_to_be() {
        let read = |text: &str| read_white_list(text.as_bytes(), CAME).unwrap_err();
        assert_eq!(read("<html><body>Accueil</body></html>"), NoList::Another);
        assert_eq!(read(""), NoList::Another);
        assert_eq!(read(&file("2026-06-01", &[])), NoList::Empty);
        assert_eq!(read(&format!("{}<x/>", file("", &["a.example"]))), NoList::Broken);
        let large = vec![b' '; LARGEST + 1];
        assert_eq!(read_white_list(&large, CAME), Err(NoList::TooLarge));
    }

    #[test]
    fn a_list_as_long_as_the_real_one_is_read_whole() {
        let names: Vec<String> = (0..12_000).map(|number| format!("d{number}.mssante.example")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let list = read_white_list(file("2026-06-01", &names).as_bytes(), CAME).unwrap();
        assert_eq!(list.domains.len(), names.len());
    }
}
