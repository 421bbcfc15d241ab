//! HTML as mail programs and advertisers write it, from the plain text.

use std::fmt::Write as _;

use base64::{Engine, engine::general_purpose::STANDARD};

pub(super) const HEAD: &str = "<html><head><meta charset=\"utf-8\"></head>";

pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Paragraphs, as a telephone or a mail program at the hospital makes them.
pub(super) fn letter(text: &str) -> String {
    let mut html = format!("{HEAD}<body style=\"font-family:Calibri,Arial,sans-serif;font-size:11pt;color:#222\">\n");
    paragraphs(&mut html, text, "margin:0 0 10px");
    html.push_str("</body></html>\n");
    html
}

fn paragraphs(html: &mut String, text: &str, style: &str) {
    for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.is_empty()) {
        let lines: Vec<String> = paragraph.lines().map(escape).collect();
        let _ = writeln!(html, "<p style=\"{style}\">{}</p>", lines.join("<br>\n"));
    }
}

/// A coloured band, the text in a frame, a button that leads nowhere.
pub(super) fn advertisement(text: &str, subject: &str, sender: &str) -> String {
    let colour = colour(sender);
    let mut html = format!("{HEAD}<body style=\"margin:0;background:#eef0f3\">\n");
    let _ = write!(
        html,
        "<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\"><tr><td align=\"center\" style=\"padding:24px 8px\">\n\
         <table width=\"560\" cellpadding=\"0\" cellspacing=\"0\" style=\"background:#ffffff;font-family:Arial,sans-serif;\
         font-size:14px;color:#333333\">\n\
         <tr><td style=\"background:{colour};color:#ffffff;padding:18px 28px;font-size:16px\"><b>{}</b></td></tr>\n\
         <tr><td style=\"padding:24px 28px 8px\"><h2 style=\"margin:0 0 16px;font-size:20px;color:{colour}\">{}</h2>\n",
        escape(sender),
        escape(subject),
    );
    paragraphs(&mut html, text, "margin:0 0 14px;line-height:1.5");
    let _ = write!(
        html,
        "</td></tr>\n<tr><td style=\"padding:8px 28px 28px\"><a href=\"https://www.espace-en-ligne.example/\" \
         style=\"background:{colour};color:#ffffff;padding:10px 22px;text-decoration:none\">En savoir plus</a></td></tr>\n\
         </table>\n</td></tr></table>\n</body></html>\n",
    );
    html
}

/// One colour for each sender, the same each time.
pub(super) fn colour(sender: &str) -> &'static str {
    const COLOURS: [&str; 5] = ["#1f6f78", "#7a3e65", "#2f5d9b", "#8a5a1c", "#3f6b3a"];
    let sum: usize = sender.bytes().map(usize::from).sum();
    COLOURS.get(sum % COLOURS.len()).copied().unwrap_or_default()
}

/// The same header over a body that is HTML alone: our own letters always have
/// plain text, those of the advertisers do not.
pub(super) fn without_text(raw: &[u8], html: &str) -> Vec<u8> {
    let mut bare = Vec::with_capacity(raw.len() + html.len() * 2);
    for line in raw.split_inclusive(|byte| *byte == b'\n').take_while(|line| *line != b"\r\n") {
        if !line.to_ascii_lowercase().starts_with(b"content-") {
            bare.extend(line);
        }
    }
    bare.extend(b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
    for chunk in html.as_bytes().chunks(57) {
        bare.extend(STANDARD.encode(chunk).bytes());
        bare.extend(b"\r\n");
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::{letter, without_text};

    #[test]
    fn text_is_escaped_and_paragraphs_kept() {
        let html = letter("a < b\nc & d\n\nsuite");
        assert!(html.contains("a &lt; b<br>\nc &amp; d</p>") && html.contains(">suite</p>"));
    }

    #[test]
    fn html_alone_keeps_the_header() {
        let bare = without_text(b"Subject: s\r\nContent-Type: text/plain\r\n\r\ntexte\r\n", "<p>é</p>");
        let bare = String::from_utf8(bare).unwrap();
        assert!(bare.starts_with("Subject: s\r\nContent-Type: text/html") && !bare.contains("text/plain"));
        assert!(bare.ends_with("\r\n\r\nPHA+w6k8L3A+\r\n"));
    }
}
