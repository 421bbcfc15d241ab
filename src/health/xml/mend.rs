//! A result below its threshold, written as it is spoken (`< 0,1`), is no markup.
//! Some producers forget to escape it; read as markup it would take the figure and
//! the next element with it.

use std::borrow::Cow;

/// The text with each `<` escaped that opens nothing.
pub(super) fn mended(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut ends = Ends::default();
    let (mut kept, mut at) = (0, 0);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('<')) {
        let sign = at + found;
        let after = text.get(sign + 1..).unwrap_or_default();
        if let Some(length) = ends.opened(after) {
            at = sign + 1 + length;
            continue;
        }
        out.push_str(text.get(kept..sign).unwrap_or_default());
        out.push_str("&lt;");
        kept = sign + 1;
        at = kept;
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(kept..).unwrap_or_default());
    Cow::Owned(out)
}

/// What has an end of its own, and whether one is known to be missing from here on:
/// it is looked for in vain once, not at each beginning.
struct Ends([(&'static str, &'static str, bool); 2]);

impl Default for Ends {
    fn default() -> Self {
        Self([("![CDATA[", "]]>", false), ("!--", "-->", false)])
    }
}

impl Ends {
    /// How much behind the sign belongs to what it opens; None if that is nothing.
    fn opened(&mut self, after: &str) -> Option<usize> {
        for (start, end, missing) in &mut self.0 {
            if after.starts_with(*start) {
                let found = if *missing { None } else { after.find(*end) };
                *missing = found.is_none();
                return found;
            }
        }
        match after.chars().next()? {
            '!' | '?' | '/' => Some(0),
            first if first.is_alphabetic() || first == '_' || first == ':' => tag(after),
            _ => None,
        }
    }
}

/// The length of a tag up to its `>`; None if another begins before. A `<` in a
/// value between quotes is no beginning.
fn tag(after: &str) -> Option<usize> {
    let mut letters = after.char_indices();
    let mut before = ' ';
    while let Some((at, letter)) = letters.next() {
        match letter {
            '>' => return Some(at),
            '<' => return None,
            '"' | '\'' if before == '=' => {
                let _ = letters.find(|(_, other)| *other == letter)?;
            }
            _ => {}
        }
        if !letter.is_whitespace() {
            before = letter;
        }
    }
    None
}
