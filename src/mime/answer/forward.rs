//! A message that is sent on: in the text, below its header, or as a file.

use super::quote::{Quote, cut_mark, escaped, fits, shortened};
use crate::mime::name;

/// `text` is what was shown. It is not quoted: who gets it reads it for the first
/// time.
pub fn forwarded_text(heading: &str, header: &[String], text: &str) -> Quote {
    let (text, cut) = shortened(text);
    let end = if cut { format!("\n{}", cut_mark()) } else { String::new() };
    Quote { text: format!("\n\n{heading}\n{}\n\n{text}{end}\n", header.join("\n")), cut }
}

/// `html` was cleaned, and is a fragment that closes what it opens. None where it
/// is too long.
pub fn forwarded_html(heading: &str, header: &[String], html: &str) -> Option<String> {
    let header = header.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("<br>\n");
    let heading = escaped(heading);
    fits(html).then(|| format!("<p><br></p>\n<p>{heading}<br>\n{header}</p>\n<div>{html}</div>\n"))
}

/// The name of the file that a message is sent on as.
pub fn eml_name(subject: &str) -> String {
    let subject = subject.replace(['/', '\\'], "-");
    let subject = subject.trim().trim_start_matches('.');
    let subject = if subject.is_empty() { "message" } else { subject };
    name::clean_name(&format!("{subject}.eml"))
}

#[cfg(test)]
mod tests {
    use super::{eml_name, forwarded_html, forwarded_text};

    fn header() -> Vec<String> {
        ["De : Anne <anne@b.example>", "Objet : Bilan"].map(str::to_owned).to_vec()
    }

    #[test]
    fn a_text_that_is_sent_on_stands_below_its_header_as_it_was() {
        let quote = forwarded_text("-- Message transféré --", &header(), "\nBonjour\n> avant\n-- \nAnne\n");
        let expected = "\n\n-- Message transféré --\nDe : Anne <anne@b.example>\nObjet : Bilan\n\n\
            Bonjour\n> avant\n-- \nAnne\n";
        assert_eq!((quote.text.as_str(), quote.cut), (expected, false));
        assert!(forwarded_text("", &[], &"a\n".repeat(100_000)).text.ends_with("\n[…]\n"));
    }

    #[test]
    fn no_name_in_a_header_is_markup() {
        let html = forwarded_html("Message", &header(), "<table></table>").unwrap();
        assert!(html.contains("De : Anne &lt;anne@b.example&gt;<br>\nObjet : Bilan</p>\n<div><table></table></div>"));
    }

    #[test]
    fn a_message_is_a_file_of_its_subject() {
        assert_eq!(eml_name("Bilan 12/03 : Mme D."), "Bilan 12-03 _ Mme D..eml");
        assert_eq!(eml_name("../../etc"), "-..-etc.eml");
        assert_eq!(eml_name(" "), "message.eml");
        let long = eml_name(&"é".repeat(300));
        assert!(long.ends_with("é.eml") && long.len() <= 200, "{long}");
    }
}
