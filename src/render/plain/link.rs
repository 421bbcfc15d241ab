//! Addresses in plain text, made into links. What ends a sentence does not
//! belong to one, nor a bracket that was opened before it.

/// No address that anyone follows is longer.
const LONGEST: usize = 2_000;

/// Writes a line, with its links.
pub(super) fn write(line: &str, html: &mut String) {
    let mut rest = line;
    while let Some((before, found, after)) = next(rest) {
        escape(before, html);
        html.push_str("<a href=\"");
        html.push_str(found.scheme);
        escape(found.text, html);
        html.push_str("\">");
        escape(found.text, html);
        html.push_str("</a>");
        rest = after;
    }
    escape(rest, html);
}

#[derive(Debug, PartialEq, Eq)]
struct Found<'a> {
    /// What is missing in front of it.
    scheme: &'static str,
    text: &'a str,
}

/// The next link, with what is before and after it.
fn next(line: &str) -> Option<(&str, Found<'_>, &str)> {
    let mut from = 0;
    while let Some(at) = line.get(from..)?.find(|c: char| !is_outside(c)).map(|at| from + at) {
        let rest = line.get(at..)?;
        let word = rest.get(..rest.find(is_outside).unwrap_or(rest.len()))?;
        if let Some((start, found)) = word_link(word) {
            let end = at + start + found.text.len();
            return Some((line.get(..at + start)?, found, line.get(end..)?));
        }
        from = at + word.len();
    }
    None
}

/// Between words. Brackets are a matter of the word: an address may hold them.
fn is_outside(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”' | '‘' | '’')
}

/// The link in a word, and where it starts.
fn word_link(word: &str) -> Option<(usize, Found<'_>)> {
    if word.len() > LONGEST {
        return None;
    }
    for (start, scheme) in [("https://", ""), ("http://", ""), ("mailto:", ""), ("www.", "https://")] {
        let Some(at) = find(word, start).filter(|at| starts_there(word, *at)) else { continue };
        let text = whole(word.get(at..)?);
        let named = text.get(start.len()..)?;
        let sound = if start == "mailto:" { email(named).is_some() } else { named.starts_with(char::is_alphanumeric) };
        let sound = sound && (start != "www." || named.contains('.'));
        if sound {
            return Some((at, Found { scheme, text }));
        }
    }
    let (start, text) = email(word)?;
    Some((start, Found { scheme: "mailto:", text }))
}

fn find(word: &str, what: &str) -> Option<usize> {
    let windows = word.as_bytes().windows(what.len());
    windows.into_iter().position(|window| window.eq_ignore_ascii_case(what.as_bytes()))
}

/// A letter in front would make it another word.
fn starts_there(word: &str, at: usize) -> bool {
    !word.get(..at).and_then(|before| before.chars().next_back()).is_some_and(char::is_alphanumeric)
}

/// Without what ends the sentence around it.
fn whole(text: &str) -> &str {
    const PAIRS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];
    // How many more are closed than were opened.
    let mut surplus = PAIRS.map(|(open, close)| text.matches(close).count().saturating_sub(text.matches(open).count()));
    let mut text = text;
    while let Some(last) = text.chars().next_back() {
        let pair = PAIRS.iter().zip(&mut surplus).find(|((_, close), surplus)| *close == last && **surplus > 0);
        if let Some((_, surplus)) = pair {
            *surplus -= 1;
        } else if !matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '…' | '|') {
            break;
        }
        text = text.get(..text.len() - last.len_utf8()).unwrap_or_default();
    }
    text
}

/// The e-mail address in a word, and where it starts.
fn email(word: &str) -> Option<(usize, &str)> {
    let at = word.find('@')?;
    let (before, after) = (word.get(..at)?, word.get(at + 1..)?);
    let is_local = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    let local = before.chars().rev().take_while(|c| is_local(*c)).map(char::len_utf8).sum::<usize>();
    let start = at - local;
    let skipped = word.get(start..at)?.chars().take_while(|c| !c.is_alphanumeric()).map(char::len_utf8).sum::<usize>();
    let start = start + skipped;
    let domain = after.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(after.len());
    let domain = after.get(..domain)?.trim_end_matches(['.', '-']);
    let ends = domain.rsplit_once('.').is_some_and(|(_, ending)| ending.chars().count() >= 2);
    (start < at && ends && !domain.starts_with('.')).then_some(())?;
    Some((start, word.get(start..at + 1 + domain.len())?))
}

/// Letters that are letters in a page too.
pub(in crate::render) fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c if c.is_control() && !matches!(c, '\t' | '\n') => {}
            c => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::write;

    fn links(line: &str) -> Vec<String> {
        let mut html = String::new();
        write(line, &mut html);
        html.split("<a href=\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
    }

    #[test]
    fn links_end_before_what_ends_the_sentence() {
        let cases = [
            ("Voir https://a.example/b?c=d&e, puis", "https://a.example/b?c=d&amp;e"),
            ("(http://a.example/x_(y)).", "http://a.example/x_(y)"),
            ("<https://a.example/>", "https://a.example/"),
            ("«www.a.example»!", "https://www.a.example"),
            ("HTTP://A.EXAMPLE...", "HTTP://A.EXAMPLE"),
            ("mailto:a@b.example?", "mailto:a@b.example"),
            ("dr.martin+x@cabinet.example.", "mailto:dr.martin+x@cabinet.example"),
            ("(contact@a-b.example)", "mailto:contact@a-b.example"),
            ("Anne:anne@a.example;", "mailto:anne@a.example"),
        ];
        for (line, expected) in cases {
            assert_eq!(links(line), [expected], "{line}");
        }
        assert_eq!(links("a@b.example,c@d.example https://e.example").len(), 3);
    }

    #[test]
    fn what_is_no_address_is_no_link() {
        for line in
            ["javascript:alert(1)", "file:///etc/passwd", "a@b", "@ @a.example", "www.", "http://", "xhttp://a", "3@4"]
        {
            assert_eq!(links(line), Vec::<String>::new(), "{line}");
        }
    }

    #[test]
    fn no_letter_is_lost_and_none_is_markup() {
        let mut html = String::new();
        write("<b>\"a\" & b\u{7}\thttp://x.example/<i>", &mut html);
        let expected = "&lt;b&gt;&quot;a&quot; &amp; b\t<a href=\"http://x.example/\">http://x.example/</a>&lt;i&gt;";
        assert_eq!(html, expected);
    }
}
