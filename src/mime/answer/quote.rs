//! The quote of a reply: of plain text, level under level, and of HTML that was
//! cleaned before.

use std::fmt::Write as _;

/// Of plain text: no editor is quick with more, and nobody reads it.
const LONGEST: usize = 128 << 10;
/// Of HTML, which cannot be cut anywhere: beyond it, the text alone is quoted.
const LONGEST_HTML: usize = 512 << 10;
/// In place of what was left out.
const CUT: &str = "[…]";
/// Before a signature (RFC 3676, 4.3).
const SIGNATURE: &str = "-- ";

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Quote {
    pub text: String,
    /// It is longer than what is quoted.
    pub cut: bool,
}

/// `text` is what was shown, its paragraphs on one line each (as reading gives
/// them, `format=flowed` or not). What it quotes goes a level down, its
/// signature goes away.
pub fn quoted(attribution: &str, text: &str) -> Quote {
    let (text, cut) = shortened(text);
    let mut quote = format!("\n\n{attribution}\n");
    for (level, line) in own_lines(text) {
        quote.push_str(&">".repeat(level + 1));
        if !line.is_empty() {
            quote.push(' ');
            quote.push_str(line);
        }
        quote.push('\n');
    }
    if cut {
        let _ = writeln!(quote, "> {CUT}");
    }
    Quote { text: quote, cut }
}

/// `html` was cleaned, and is a fragment that closes what it opens. None where it
/// is too long.
pub fn cited(attribution: &str, html: &str) -> Option<String> {
    let attribution = escaped(attribution);
    (html.len() <= LONGEST_HTML)
        .then(|| format!("<p><br></p>\n<p>{attribution}</p>\n<blockquote type=\"cite\">{html}</blockquote>\n"))
}

/// The text as far as it is quoted, and whether something is missing.
pub(super) fn shortened(text: &str) -> (&str, bool) {
    let text = text.trim_matches('\n');
    match text.get(..text.floor_char_boundary(LONGEST)) {
        Some(start) if start.len() < text.len() => {
            let end = start.rfind('\n').unwrap_or(start.len());
            (start.get(..end).unwrap_or(start), true)
        }
        _ => (text, false),
    }
}

pub(super) fn fits(html: &str) -> bool {
    html.len() <= LONGEST_HTML
}

pub(super) fn cut_mark() -> &'static str {
    CUT
}

pub(in crate::mime) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The lines with their levels, without the signature of who wrote them.
fn own_lines(text: &str) -> Vec<(usize, &str)> {
    let mut lines: Vec<(usize, &str)> = text.split('\n').map(level).collect();
    if let Some(start) = lines.iter().rposition(|line| *line == (0, SIGNATURE)) {
        let below = lines.iter().skip(start).position(|(level, _)| *level > 0);
        let mut end = below.map_or(lines.len(), |below| start + below);
        // What it quotes below its signature stays, and who wrote that.
        while end > start + 1 && below.is_some() && lines.get(end - 1).is_some_and(|(_, line)| !line.is_empty()) {
            end -= 1;
        }
        drop(lines.drain(start..end));
    }
    while lines.last().is_some_and(|(level, line)| *level == 0 && line.trim().is_empty()) {
        let _ = lines.pop();
    }
    lines
}

/// How often a line was quoted, and what it says. Programs part the marks by
/// blanks, or do not.
fn level(line: &str) -> (usize, &str) {
    let (mut level, mut rest) = (0, line);
    while let Some(after) = rest.strip_prefix('>') {
        level += 1;
        rest = match after.strip_prefix(' ') {
            Some(blank) if blank.starts_with('>') => blank,
            _ => after,
        };
    }
    if level > 0 { (level, rest.strip_prefix(' ').unwrap_or(rest)) } else { (0, line) }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, LONGEST_HTML, cited, quoted};
    use crate::mime;

    const WROTE: &str = "Le lundi 2 mars 2026 à 10:12, Anne a écrit :";

    /// What stands below the line that says who wrote.
    fn quote(text: &str) -> String {
        let quote = quoted(WROTE, text);
        let below = quote.text.strip_prefix(&format!("\n\n{WROTE}\n")).unwrap();
        below.to_owned()
    }

    #[test]
    fn what_is_quoted_goes_a_level_down() {
        assert_eq!(quote("Bonjour\n\nsuite\n> avant\n>> plus tôt"), "> Bonjour\n>\n> suite\n>> avant\n>>> plus tôt\n");
        assert_eq!(quote("> > un\n>>deux\n> >> trois\n>"), ">>> un\n>>> deux\n>>>> trois\n>>\n");
        assert_eq!(quote("\n\n  retrait\n\n"), ">   retrait\n");
    }

    #[test]
    fn a_flowed_message_is_quoted_by_its_paragraphs() {
        let message = b"Content-Type: text/plain; format=flowed\r\n\r\nCher confr\r\n\r\nje vous \r\nadresse \r\n\
            Mme D.\r\n> un \r\n> deux\r\n From here\r\n-- \r\nDr T.\r\n";
        let text = mime::read(message).text;
        assert_eq!(quote(&text), "> Cher confr\n>\n> je vous adresse Mme D.\n>> un deux\n> From here\n");
    }

    #[test]
    fn a_signature_is_not_quoted_and_what_stands_below_it_is() {
        assert_eq!(quote("D'accord.\n\n-- \nDr Anne Durand\n01 23 45 67 89"), "> D'accord.\n");
        let below = "D'accord.\n\n-- \nDr Anne\nTél.\n\nLe 1er mars, Paul\na écrit :\n> avant\n> -- \n> Paul";
        assert_eq!(quote(below), "> D'accord.\n>\n> Le 1er mars, Paul\n> a écrit :\n>> avant\n>> -- \n>> Paul\n");
        assert_eq!(quote("un\n--\ndeux"), "> un\n> --\n> deux\n", "a rule, no signature");
    }

    #[test]
    fn a_long_text_is_quoted_as_far_as_an_editor_is_quick() {
        let long = quoted(WROTE, &"Une ligne é.\n".repeat(LONGEST / 8));
        assert!(long.cut && long.text.len() < LONGEST * 2 && long.text.ends_with("> Une ligne é.\n> […]\n"));
        let line = quoted(WROTE, &"é".repeat(LONGEST));
        assert!(line.cut && line.text.ends_with("é\n> […]\n"));
        assert!(!quoted(WROTE, "court").cut);
    }

    #[test]
    fn html_is_cited_whole_or_not_at_all_and_no_name_is_markup() {
        let html = cited("Anne <anne@b.example> & \"Paul\" :", "<p>Bonjour</p>").unwrap();
        assert!(html.contains("<p>Anne &lt;anne@b.example&gt; &amp; &quot;Paul&quot; :</p>"), "{html}");
        assert!(html.ends_with("<blockquote type=\"cite\"><p>Bonjour</p></blockquote>\n"), "{html}");
        assert_eq!(cited("", &"x".repeat(LONGEST_HTML + 1)), None);
        let text = mime::html_text(html.as_bytes(), Some("utf-8"));
        assert_eq!(text, "Anne <anne@b.example> & \"Paul\" :\n\n> Bonjour", "our own reader knows it for a quote");
    }
}
