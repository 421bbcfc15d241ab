//! What is left of a page in the text of some laboratories' software: entities and
//! tags. A sign that only looks like one stays (`<0.12`, `<Dr Martin>`, `R&D`).

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

/// The letters and signs of a French result, by the names that pages have for them.
const NAMES: &[(&str, char)] = &[
    ("quot", '"'),
    ("amp", '&'),
    ("apos", '\''),
    ("lt", '<'),
    ("gt", '>'),
    ("nbsp", '\u{a0}'),
    ("deg", '°'),
    ("micro", 'µ'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("plusmn", '±'),
    ("sup1", '¹'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("middot", '·'),
    ("times", '×'),
    ("sect", '§'),
    ("ordm", 'º'),
    ("frac12", '½'),
    ("agrave", 'à'),
    ("acirc", 'â'),
    ("auml", 'ä'),
    ("aelig", 'æ'),
    ("ccedil", 'ç'),
    ("egrave", 'è'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("ocirc", 'ô'),
    ("ouml", 'ö'),
    ("oelig", 'œ'),
    ("ugrave", 'ù'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("yuml", 'ÿ'),
    ("Agrave", 'À'),
    ("Acirc", 'Â'),
    ("AElig", 'Æ'),
    ("Ccedil", 'Ç'),
    ("Egrave", 'È'),
    ("Eacute", 'É'),
    ("Ecirc", 'Ê'),
    ("Euml", 'Ë'),
    ("Icirc", 'Î'),
    ("Iuml", 'Ï'),
    ("Ocirc", 'Ô'),
    ("OElig", 'Œ'),
    ("Ugrave", 'Ù'),
    ("Ucirc", 'Û'),
    ("Uuml", 'Ü'),
    ("euro", '€'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("bull", '•'),
    ("le", '≤'),
    ("ge", '≥'),
    ("asymp", '≈'),
    ("alpha", 'α'),
    ("beta", 'β'),
    ("gamma", 'γ'),
    ("delta", 'δ'),
    ("mu", 'μ'),
];

/// Tags that begin or end a line.
const LINES: &[&str] = &["br", "p", "div", "tr", "li", "ul", "ol", "table", "hr", "h1", "h2", "h3", "h4", "h5", "h6"];
/// … that stand between two columns.
const COLUMNS: &[&str] = &["td", "th"];
/// … that are looks.
const LOOKS: &[&str] = &[
    "a",
    "b",
    "i",
    "u",
    "s",
    "em",
    "strong",
    "font",
    "span",
    "sub",
    "sup",
    "small",
    "big",
    "center",
    "pre",
    "tt",
    "html",
    "body",
    "head",
    "tbody",
    "thead",
    "img",
    "code",
    "blockquote",
];

/// With its semicolon.
const LONGEST_NAME: usize = 8;

/// The text alone. What a tag would break is broken with a line feed.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains('<') && !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let (mut plain, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, from)) = rest.find(['<', '&']).and_then(|at| rest.split_at_checked(at)) {
        plain.push_str(before);
        if let Some((instead, after)) = tag(from) {
            plain.push_str(instead);
            rest = after;
        } else if let Some((letter, after)) = entity(from) {
            plain.push(letter);
            rest = after;
        } else {
            let mut chars = from.chars();
            plain.extend(chars.next());
            rest = chars.as_str();
        }
    }
    Cow::Owned(plain + rest)
}

/// The text of a field: no tags, single blanks.
pub(super) fn one_line(field: &str) -> String {
    plain(field).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn tag(from: &str) -> Option<(&'static str, &str)> {
    let within = from.strip_prefix('<')?;
    let within = within.strip_prefix('/').unwrap_or(within);
    let (inner, after) = within.split_at_checked(within.find(['<', '>'])?)?;
    let after = after.strip_prefix('>')?;
    let name = inner.split([' ', '\t', '/']).next()?.to_ascii_lowercase();
    let is_of = |names: &[&str]| names.contains(&name.as_str());
    let instead = match () {
        () if is_of(LINES) => "\n",
        () if is_of(COLUMNS) => " ",
        () if is_of(LOOKS) => "",
        () => return None,
    };
    Some((instead, after))
}

fn entity(from: &str) -> Option<(char, &str)> {
    let within = from.strip_prefix('&')?;
    let end = within.bytes().take(LONGEST_NAME).position(|byte| byte == b';')?;
    let (name, after) = within.split_at_checked(end)?;
    let after = after.strip_prefix(';')?;
    let letter = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => NAMES.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((letter, after))
}

fn numbered(number: &str) -> Option<char> {
    let number = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    match u8::try_from(number) {
        // Line ends and the like would tear a line that was found whole.
        Ok(0..=31) => None,
        Ok(byte) => WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next(),
        Err(_) => char::from_u32(number),
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn entities_become_letters() {
        assert_eq!(plain("Glyc&eacute;mie &agrave; 37&deg;C l&#039;&#xE9;t&#233; &#146;"), "Glycémie à 37°C l'été ’");
        assert_eq!(plain("&lt;0.12 &amp;amp;"), "<0.12 &amp;");
    }

    #[test]
    fn tags_go_and_what_looks_like_one_stays() {
        assert_eq!(plain("<b>TSH</b> <font color=\"red\">haut</font>"), "TSH haut");
        assert_eq!(plain("un<p class=x>deux</P>"), "un\ndeux\n");
        assert_eq!(plain("<td>1</td><td>2</td>"), " 1  2 ");
        for text in
            ["<0.12 et >5", "<Dr Martin>", "<labo@clinique.example>", "a<b", "R&D; & &inconnu; &#10; &#x; <", "<b <i>"]
        {
            let expected = text.replace("<i>", "");
            assert_eq!(plain(text), expected);
        }
    }
}
