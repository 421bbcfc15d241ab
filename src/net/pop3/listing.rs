//! What lies on the server: numbers, sizes and names (LIST, UIDL).

use std::collections::BTreeMap;

use crate::net::NetError;

/// More than any POP3 server copes with.
const MOST: usize = 1_000_000;
/// RFC 1939 allows 70 signs; some servers more.
const LONGEST_NAME: usize = 500;

/// The sizes of a LIST answer, by number.
pub(super) fn sizes(block: &[u8]) -> Result<BTreeMap<u32, u64>, NetError> {
    // Some servers add words of their own behind the size.
    entries(block, |rest| rest.split_ascii_whitespace().next()?.parse().ok())
}

/// The names of a UIDL answer, by number. What stands behind the number is the
/// name, also where it holds spaces, which it may not.
pub(super) fn names(block: &[u8]) -> Result<BTreeMap<u32, String>, NetError> {
    entries(block, |rest| {
        let sound = !rest.is_empty() && rest.len() <= LONGEST_NAME && !rest.chars().any(char::is_control);
        sound.then(|| rest.to_owned())
    })
}

fn entries<T>(block: &[u8], mut read: impl FnMut(&str) -> Option<T>) -> Result<BTreeMap<u32, T>, NetError> {
    let text = String::from_utf8_lossy(block);
    let mut found = BTreeMap::new();
    for line in text.lines() {
        let (number, rest) = line.trim().split_once(' ').ok_or(NetError::Odd("an entry without a number"))?;
        let number = number.parse().ok().filter(|number| *number > 0).ok_or(NetError::Odd("a number that is none"))?;
        let entry = read(rest.trim()).ok_or(NetError::Odd("an entry that makes no sense"))?;
        if found.insert(number, entry).is_some() {
            return Err(NetError::Odd("a number given twice"));
        }
        if found.len() > MOST {
            return Err(NetError::Odd("a list without end"));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::{names, sizes};

    #[test]
    fn lists_are_read_with_what_servers_add() {
        assert_eq!(sizes(b"1 120\r\n3 200 octets\r\n").unwrap().into_iter().collect::<Vec<_>>(), [(1, 120), (3, 200)]);
        let names = names(b"1 a b  c\r\n2  QhdPYR:00WBw1Ph7x7 \r\n").unwrap();
        assert_eq!(names.into_values().collect::<Vec<_>>(), ["a b  c", "QhdPYR:00WBw1Ph7x7"]);
        assert!(sizes(b"").unwrap().is_empty());
    }

    #[test]
    fn a_list_that_makes_no_sense_is_refused_whole() {
        for block in ["1\r\n", "x 1\r\n", "0 1\r\n", "1 -3\r\n", "1 1\r\n1 1\r\n", "1 1\r\n\r\n2 2\r\n", "-1 5\r\n"] {
            assert!(sizes(block.as_bytes()).is_err(), "{block:?}");
        }
        for block in ["1 \r\n".to_owned(), "1 a\u{1}\r\n".to_owned(), format!("1 {}\r\n", "x".repeat(501))] {
            assert!(names(block.as_bytes()).is_err(), "{block:?}");
        }
    }
}
