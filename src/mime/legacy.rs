//! A subject that is hidden outside, said again at the head of the text: programs
//! that know nothing of protected headers show it there (RFC 9788). Who knows them
//! shows it once.
//!
//! Nothing is left out that the header does not show: the lines go only where they
//! say the very subject that stands above them.

use super::answer::escaped;
use super::content::Content;
use super::field::Fields;
use super::{envelope, html};

/// Its type says so (`hp-legacy-display`).
pub(super) const PARAMETER: &str = "hp-legacy-display";
const DIV: &str = "<div class=\"header-protection-legacy-display\">";
const FIELD: &str = "Subject:";

/// Before a plain text.
pub(super) fn before_text(subject: &str) -> String {
    format!("{FIELD} {subject}\n\n")
}

/// Before a page.
pub(super) fn before_html(subject: &str) -> String {
    format!("{DIV}<pre>{FIELD} {}</pre></div>\n", escaped(subject))
}

/// What the head of the text may say again; None where no header is hidden.
pub(super) fn said_again(fields: &Fields<'_>) -> Option<String> {
    let hidden = Content::parameter(fields, "hp").as_deref() == Some("cipher");
    hidden.then(|| fields.first("Subject").map(envelope::line))?
}

/// The text without it.
pub(super) fn without(mut text: String, is_html: bool, subject: &str) -> String {
    let range = if is_html { in_html(&text, subject) } else { in_text(&text, subject) };
    if let Some(range) = range {
        text.replace_range(range, "");
    }
    text
}

fn in_text(text: &str, subject: &str) -> Option<std::ops::Range<usize>> {
    let (mut head, mut end) = (String::new(), 0);
    for line in text.split_inclusive('\n') {
        end += line.len();
        if line.trim().is_empty() {
            return says(&head, subject).then_some(0..end);
        }
        if head.len() > subject.len() + 4 * FIELD.len() {
            return None;
        }
        head.push_str(line);
    }
    None
}

fn in_html(text: &str, subject: &str) -> Option<std::ops::Range<usize>> {
    const END: &str = "</div>";
    let start = text.find(DIV)?;
    let (before, rest) = (text.get(..start)?, text.get(start + DIV.len()..)?);
    let within = rest.get(..rest.find(END)?)?;
    let stands_first = html::text(before).trim().is_empty();
    let end = start + DIV.len() + within.len() + END.len();
    (stands_first && says(&html::text(within), subject)).then_some(start..end)
}

fn says(head: &str, subject: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    head.trim_start().strip_prefix(FIELD).is_some_and(|said| words(said) == words(subject))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mime;

    #[test]
    fn what_the_header_shows_is_not_said_again() {
        let subject = "Biopsie de <Mme Durand>";
        let text = before_text(subject) + "Bonjour\n\nSubject: autre\n";
        assert_eq!(without(text, false, subject), "Bonjour\n\nSubject: autre\n");
        let page = format!("<html><body>{}<p>Bonjour</p>", before_html(subject));
        assert_eq!(without(page, true, subject), "<html><body>\n<p>Bonjour</p>");
    }

    #[test]
    fn what_says_anything_else_stays() {
        for text in ["Subject: Autre\n\nBonjour", "Subject: Bilan\nTo: x\n\nBonjour", "Subject: Bilan", "Bonjour\n\n"] {
            assert_eq!(without(text.to_owned(), false, "Bilan"), text);
        }
        for page in ["<p>Avant</p>{}", "{x}"] {
            let page = page.replace("{}", &before_html("Bilan")).replace("{x}", &before_html("Autre"));
            assert_eq!(without(page.clone(), true, "Bilan"), page);
        }
    }

    #[test]
    fn a_message_shows_its_hidden_subject_once() {
        let message = |hp: &str| {
            format!(
                "Subject: Bilan\r\nContent-Type: text/plain; hp-legacy-display=\"1\"; {hp}\r\n\r\nSubject: Bilan\r\n\r\nBonjour\r\n"
            )
        };
        assert_eq!(mime::read(message("hp=\"cipher\"").as_bytes()).text, "Bonjour");
        assert_eq!(mime::read(message("hp=\"clear\"").as_bytes()).text, "Subject: Bilan\n\nBonjour");
    }
}
