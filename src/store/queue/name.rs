//! Names that a folder may have. Pure.

use crate::store::Unfit;

/// Servers keep names as names of files, of 255 bytes at most, and modified
/// UTF-7 may make three bytes of two.
const LONGEST: usize = 160;

/// The name as it will be, without blanks around it.
pub(super) fn fit(name: &str, separator: Option<char>) -> Result<&str, Unfit> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Unfit::NoName);
    }
    // Wildcards of LIST: a folder with one could not be asked for alone.
    let bad = |c: char| c.is_control() || Some(c) == separator || ['%', '*'].contains(&c);
    // Servers that keep folders as directories take these for directories.
    if name.contains(bad) || name.starts_with(['~', '.']) || name.contains('/') && separator != Some('.') {
        return Err(Unfit::BadName);
    }
    if name.len() > LONGEST { Err(Unfit::LongName) } else { Ok(name) }
}

/// Whether `path` is the folder `top` or lies in it.
pub(super) fn is_within(path: &str, top: &str, separator: Option<char>) -> bool {
    path.strip_prefix(top).is_some_and(|rest| rest.is_empty() || separator.is_some_and(|sep| rest.starts_with(sep)))
}

/// A path after its folder, or one that it lies in, was renamed.
pub(super) fn renamed(path: &str, from: &str, to: &str, separator: Option<char>) -> Option<String> {
    is_within(path, from, separator).then(|| format!("{to}{}", path.strip_prefix(from).unwrap_or_default()))
}

/// What a folder lies in, with the separator: `A/B/` of `A/B/C`.
pub(super) fn parent(path: &str, separator: Option<char>) -> &str {
    let end = separator.and_then(|sep| path.rfind(sep).map(|at| at + sep.len_utf8())).unwrap_or(0);
    path.get(..end).unwrap_or_default()
}

/// The same name, numbered: for a folder whose name is taken in the trash.
pub(super) fn numbered(path: &str, number: u32) -> String {
    format!("{path} ({number})")
}

#[cfg(test)]
mod tests {
    use super::{fit, is_within, parent, renamed};
    use crate::store::Unfit;

    #[test]
    fn a_name_that_no_server_can_keep_is_found_out_here() {
        assert_eq!(fit("  Analyses 2026 ", Some('/')), Ok("Analyses 2026"));
        assert_eq!(fit(" \t", Some('/')), Err(Unfit::NoName));
        for bad in ["a/b", "a\nb", "tout*", "50%", "~anne", ".cache", "a\u{0}"] {
            assert_eq!(fit(bad, Some('/')), Err(Unfit::BadName), "{bad:?}");
        }
        assert_eq!(fit("a.b", Some('.')), Err(Unfit::BadName));
        assert_eq!(fit("Dr. Martin", Some('/')), Ok("Dr. Martin"));
        assert_eq!(fit(&"é".repeat(81), Some('/')), Err(Unfit::LongName));
        assert_eq!(fit(&"é".repeat(80), Some('/')), Ok("é".repeat(80).as_str()));
    }

    #[test]
    fn a_folder_lies_in_another_by_whole_steps() {
        assert!(is_within("A/B", "A", Some('/')) && is_within("A", "A", Some('/')));
        assert!(!is_within("AB", "A", Some('/')) && !is_within("A/B", "A", None));
        assert_eq!(renamed("A/B/C", "A/B", "X", Some('/')).as_deref(), Some("X/C"));
        assert_eq!(renamed("A/BC", "A/B", "X", Some('/')), None);
        assert_eq!((parent("A/B/C", Some('/')), parent("A", Some('/')), parent("A/B", None)), ("A/B/", "", ""));
    }
}
