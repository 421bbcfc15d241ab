//! The beginning of a page that is long: what is seen first is laid out first,
//! and the rest when that is painted. Nothing is shown so that the whole page
//! has not: it is cut between tags or words, and who reads HTML closes what is open.

/// So much is laid out before anybody could wait for it.
const SHORT: usize = 48 << 10;
/// More than a screen, of a table that is dense and of tags that say much.
const FIRST: usize = 24 << 10;

/// None where the page is to be laid out as a whole. A quote that may be folded
/// is left to the rest: whether it is, is only seen where it ends.
pub(super) fn of(html: &str, folds: bool) -> Option<&str> {
    let body = html.find("<body").unwrap_or_default();
    let inside = html.get(body..).filter(|inside| inside.len() > SHORT)?;
    let first = inside.get(..inside.floor_char_boundary(FIRST))?;
    let above = |quote| first.get(..quote).filter(|above| has_words(above));
    let quote = if folds { first.find("<blockquote").and_then(above) } else { None };
    let first = quote.or_else(|| first.get(..end(first)?)).filter(|first| has_words(first))?;
    html.get(..body + first.len())
}

/// In front of the last tag, or between two words after it.
fn end(first: &str) -> Option<usize> {
    let open = first.rfind('<')?;
    let last = first.get(open..)?;
    let words = last.find('>').and_then(|close| last.rfind([' ', '\n']).filter(|blank| *blank > close));
    Some(open + words.unwrap_or_default())
}

fn has_words(html: &str) -> bool {
    let text = |piece: &str| piece.split_once('>').is_some_and(|(_, text)| text.contains(char::is_alphanumeric));
    html.split('<').any(text)
}

#[cfg(test)]
mod tests {
    use super::{FIRST, SHORT, of};

    fn page(inside: &str) -> String {
        format!(
            "<!DOCTYPE html><html><head><style>p{{color:red}}</style></head><body class=\"a\">{inside}</body></html>"
        )
    }

    #[test]
    fn a_short_page_is_laid_out_as_a_whole() {
        assert_eq!(of(&page(&"<p>é".repeat(SHORT / 8)), true), None);
        assert_eq!(of("", true), None);
    }

    #[test]
    fn a_long_one_begins_with_whole_tags_and_words() {
        for inside in ["<p class=\"a b\">é</p>".repeat(SHORT), format!("<pre>un{}</pre>", " é&amp;".repeat(SHORT))] {
            let page = page(&inside);
            let first = of(&page, false).unwrap();
            let rest = page.strip_prefix(first).unwrap();
            assert!(first.len() > FIRST - 100 && first.len() < FIRST + 100, "{}", first.len());
            assert!(rest.starts_with(['<', ' ']) && !rest.starts_with(" b") && first.contains("</style>"));
        }
    }

    #[test]
    fn a_quote_below_words_is_left_to_the_rest() {
        let long = "<p>cité</p>".repeat(SHORT);
        let answer = page(&format!("<p>Merci.</p><blockquote>{long}</blockquote>"));
        assert!(of(&answer, true).unwrap().ends_with("<p>Merci.</p>"));
        assert!(of(&answer, false).unwrap().ends_with("cité</p>") || of(&answer, false).unwrap().ends_with("cité"));
        let indented = page(&format!("<div><br></div><blockquote>{long}</blockquote>"));
        assert!(of(&indented, true).unwrap().len() > FIRST, "nothing is above it");
    }

    #[test]
    fn a_page_that_begins_with_a_large_picture_is_not_begun() {
        assert_eq!(of(&page(&format!("<img src=\"data:image/png;base64,{}\">mot", "A".repeat(SHORT))), false), None);
    }
}
