//! Names of files that every system takes. The names of attachments come from
//! the sender and are not believed.

/// What is wrong with a name of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BadName {
    Missing,
    /// A path separator, or a sign that some system refuses.
    Sign(char),
    /// `.`, `..`, a trailing dot or a name that Windows keeps for a device.
    Reserved,
    TooLong,
}

/// In bytes, on every file system that matters.
const LONGEST: usize = 255;
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

pub(super) fn check(name: &str) -> Result<&str, BadName> {
    let name = name.trim();
    if name.is_empty() {
        return Err(BadName::Missing);
    }
    if let Some(sign) = name.chars().find(|c| c.is_control() || "/\\<>:\"|?*".contains(*c)) {
        return Err(BadName::Sign(sign));
    }
    if name.ends_with('.') || is_device(name) {
        return Err(BadName::Reserved);
    }
    if name.len() > LONGEST {
        return Err(BadName::TooLong);
    }
    Ok(name)
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let (kind, number) = stem.split_at_checked(3).unwrap_or_default();
    let numbered = matches!(kind, "com" | "lpt");
    DEVICES.contains(&kind) && if numbered { number.len() == 1 && number != "0" } else { number.is_empty() }
}

/// The next name to try when one is taken: `lettre.pdf`, `lettre (2).pdf`,
/// `lettre (3).pdf`.
pub fn next_name(name: &str) -> String {
    // A leading dot is no extension, and `.tar.gz` is one.
    let stem_end = name.strip_suffix(".tar.gz").map(str::len).or_else(|| name.rfind('.').filter(|at| *at > 0));
    let (stem, extension) = stem_end.and_then(|at| name.split_at_checked(at)).unwrap_or((name, ""));
    let counted = stem.strip_suffix(')').and_then(|stem| stem.rsplit_once(" (")).and_then(|(stem, number)| {
        let number: u32 = number.parse().ok()?;
        Some((stem, number.checked_add(1)?))
    });
    let (stem, number) = counted.unwrap_or((stem, 2));
    format!("{stem} ({number}){extension}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_some_system_refuses_is_refused_with_its_reason() {
        let long = "é".repeat(128);
        let table = [
            ("", BadName::Missing),
            ("   ", BadName::Missing),
            ("../lettre.pdf", BadName::Sign('/')),
            ("a\\b.pdf", BadName::Sign('\\')),
            ("résultat : 3.pdf", BadName::Sign(':')),
            ("a\u{7}.pdf", BadName::Sign('\u{7}')),
            (".", BadName::Reserved),
            ("..", BadName::Reserved),
            ("lettre.", BadName::Reserved),
            ("NUL", BadName::Reserved),
            ("con.txt", BadName::Reserved),
            ("LPT1.pdf", BadName::Reserved),
            (long.as_str(), BadName::TooLong),
        ];
        for (name, wanted) in table {
            assert_eq!(check(name), Err(wanted), "{name}");
        }
        for name in ["lettre.pdf", "compte rendu (2).pdf", "contrôle.txt", "com.pdf", "computer.pdf", ".profile", "été"]
        {
            assert_eq!(check(name), Ok(name));
        }
        assert_eq!(check(" lettre.pdf "), Ok("lettre.pdf"));
    }

    #[test]
    fn a_taken_name_counts_up_before_its_extension() {
        let table = [
            ("lettre.pdf", "lettre (2).pdf"),
            ("lettre (2).pdf", "lettre (3).pdf"),
            ("lettre (a).pdf", "lettre (a) (2).pdf"),
            ("lettre", "lettre (2)"),
            (".profile", ".profile (2)"),
            ("images.tar.gz", "images (2).tar.gz"),
            ("(3).pdf", "(3) (2).pdf"),
            ("a (4294967295).pdf", "a (4294967295) (2).pdf"),
        ];
        for (name, wanted) in table {
            assert_eq!(next_name(name), wanted);
        }
    }
}
