//! Cards: what a calendar or a contact says, as a quiet page of ours. Whatever a
//! stranger wrote is letters on it, never markup; nothing on it is loaded from
//! anywhere, and its links lead to mailboxes and telephones only.

pub(super) mod line;

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::plain;
use crate::domain::Email;

/// Of one value that is shown as a line or two.
const VALUE: usize = 2_000;
/// Of a text that is written freely.
const NOTE: usize = 64 << 10;
/// Digits of a telephone number.
const NUMBER: usize = 40;

/// Painted on white; dark reading turns the colours.
pub(super) const STYLE: &str = "\
.sceau-card{max-width:640px;margin:0 0 14px 0;border:1px solid #cfd6d8;border-left:4px solid #0e7480;\
border-radius:6px;padding:12px 16px}\
.sceau-card.over{border-left-color:#b3261e}\
.sceau-card .kind{font-size:13px;color:#0b5a63;margin-bottom:2px}\
.sceau-card.over .kind{color:#b3261e}\
.sceau-card .title{font-size:18px;font-weight:600;line-height:1.3;overflow-wrap:anywhere}\
.sceau-card.over .title{text-decoration:line-through}\
.sceau-card .under{color:#465358;overflow-wrap:anywhere}\
.sceau-card table{border-collapse:collapse;margin-top:8px;line-height:1.45}\
.sceau-card td{vertical-align:top;padding:2px 0;overflow-wrap:anywhere}\
.sceau-card td.label{color:#465358;width:104px;padding-right:12px;overflow-wrap:normal}\
.sceau-card .muted{color:#465358}\
.sceau-card .note{white-space:pre-wrap;overflow-wrap:anywhere;border-top:1px solid #e3e7e8;margin-top:10px;padding-top:8px}\
.sceau-card .badge{font-weight:600;font-size:13px;color:#7a4f00}\
.sceau-card .alarm{color:#a3261c;font-weight:600}\
.sceau-card img{float:right;max-width:96px;max-height:120px;margin:0 0 8px 12px;border-radius:6px}\
.sceau-more{color:#465358}";

/// The page of some cards, and what is said below them.
pub(super) fn page(cards: &[Card], below: Option<&str>) -> String {
    let mut html = format!("<!DOCTYPE html><html><head><style>{STYLE}</style></head><body>");
    for card in cards {
        card.write(&mut html);
    }
    if let Some(below) = below {
        html.push_str("<div class=\"sceau-more\">");
        write(below, VALUE, &mut html);
        html.push_str("</div>");
    }
    html.push_str("</body></html>");
    html
}

#[derive(Debug, Default)]
pub(super) struct Card {
    /// What it is about is off.
    pub(super) over: bool,
    /// What kind of card it is, above the title.
    pub(super) kind: String,
    pub(super) title: String,
    /// Below the title.
    pub(super) under: Vec<String>,
    pub(super) picture: Option<Picture>,
    pub(super) facts: Vec<(String, Value)>,
    pub(super) note: String,
}

impl Card {
    /// Says nothing where there is nothing to say.
    pub(super) fn fact(&mut self, label: String, value: Value) {
        if !value.0.is_empty() {
            self.facts.push((label, value));
        }
    }

    pub(super) fn write(&self, html: &mut String) {
        html.push_str(if self.over { "<div class=\"sceau-card over\">" } else { "<div class=\"sceau-card\">" });
        if let Some(picture) = &self.picture {
            let _ = write!(html, "<img alt=\"\" src=\"data:{};base64,{}\">", picture.kind, picture.bytes);
        }
        block("kind", &self.kind, VALUE, html);
        block("title", &self.title, VALUE, html);
        for line in &self.under {
            block("under", line, VALUE, html);
        }
        if !self.facts.is_empty() {
            html.push_str("<table>");
            for (label, value) in &self.facts {
                html.push_str("<tr><td class=\"label\">");
                write(label, VALUE, html);
                html.push_str("</td><td>");
                html.push_str(&value.0);
                html.push_str("</td></tr>");
            }
            html.push_str("</table>");
        }
        block("note", self.note.trim(), NOTE, html);
        html.push_str("</div>");
    }
}

fn block(class: &str, text: &str, most: usize, html: &mut String) {
    if !text.trim().is_empty() {
        let _ = write!(html, "<div class=\"{class}\">");
        write(text, most, html);
        html.push_str("</div>");
    }
}

/// The letters of a text, without those that turn it round; cut where it is
/// longer than anyone reads here, and said to be.
pub(super) fn write(text: &str, most: usize, html: &mut String) {
    let cut = text.floor_char_boundary(most);
    let kept: String = text.get(..cut).unwrap_or(text).chars().filter(|c| !turns(*c)).collect();
    plain::escape(&kept, html);
    if cut < text.len() {
        html.push('…');
    }
}

/// With them a name reads otherwise than it is written.
fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What stands beside a label, written as it is shown.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Value(String);

impl Value {
    /// Lines, one below the other.
    pub(super) fn lines<'a>(lines: impl IntoIterator<Item = &'a str>) -> Self {
        let mut value = Self::default();
        for line in lines.into_iter().flat_map(str::lines).map(str::trim).filter(|line| !line.is_empty()) {
            value.start();
            write(line, VALUE, &mut value.0);
        }
        value
    }

    /// Another line.
    pub(super) fn start(&mut self) {
        if !self.0.is_empty() {
            self.0.push_str("<br>");
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        write(text, VALUE, &mut self.0);
    }

    pub(super) fn muted(&mut self, text: &str) {
        self.0.push_str("<span class=\"muted\">");
        write(text, VALUE, &mut self.0);
        self.0.push_str("</span>");
    }

    /// What kind of thing stands before it.
    pub(super) fn badge(&mut self, text: &str) {
        self.0.push_str("<span class=\"badge\">");
        write(text, VALUE, &mut self.0);
        self.0.push_str("</span>");
    }

    /// What is wrong, after a blank.
    pub(super) fn alarm(&mut self, text: &str) {
        self.0.push_str(" <span class=\"alarm\">");
        write(text, VALUE, &mut self.0);
        self.0.push_str("</span>");
    }

    /// An address, to be written to where it is one.
    pub(super) fn mail(&mut self, address: &str) {
        match Email::parse(address) {
            Ok(_) if !address.contains(['?', '&', '%']) => self.link("mailto:", address, address),
            _ => self.text(address),
        }
    }

    /// A number, to be called where it is one.
    pub(super) fn telephone(&mut self, number: &str) {
        let digits: String = number.chars().filter(|c| c.is_ascii_digit() || matches!(c, '+' | '*' | '#')).collect();
        let written = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+*#-–./()".contains(c);
        if (2..=NUMBER).contains(&digits.len()) && number.chars().all(written) {
            self.link("tel:", &digits.replace('#', "%23"), number);
        } else {
            self.text(number);
        }
    }

    fn link(&mut self, scheme: &str, leads: &str, says: &str) {
        self.0.push_str("<a href=\"");
        self.0.push_str(scheme);
        plain::escape(leads, &mut self.0);
        self.0.push_str("\">");
        self.text(says);
        self.0.push_str("</a>");
    }
}

/// A picture that came within the card.
#[derive(Debug)]
pub(super) struct Picture {
    kind: &'static str,
    /// Written anew, so that nothing of a stranger's stands in an address.
    bytes: String,
}

impl Picture {
    /// Of base64; only of the kinds that pages show.
    pub(super) fn read(written: &str) -> Option<Self> {
        let letters: String = written.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        let bytes = STANDARD.decode(letters).ok()?;
        let kind = match bytes.as_slice() {
            [0x89, b'P', b'N', b'G', ..] => "image/png",
            [0xff, 0xd8, 0xff, ..] => "image/jpeg",
            [b'G', b'I', b'F', b'8', ..] => "image/gif",
            _ => return None,
        };
        Some(Self { kind, bytes: STANDARD.encode(bytes) })
    }
}

#[cfg(test)]
mod tests {
    use super::{Card, Picture, Value, page};

    #[test]
    fn what_a_stranger_wrote_is_never_markup() {
        let card = Card {
            title: "<b>a".into(),
            note: "x</div><img src=http://a.example/>".into(),
            under: vec!["\"'&".into()],
            ..Card::default()
        };
        let html = page(&[card], Some("<i>"));
        assert!(html.contains("&lt;b&gt;a") && html.contains("x&lt;/div&gt;") && html.contains("&lt;i&gt;"), "{html}");
        assert!(!html.contains("<img") && !html.contains("<b>"));
    }

    #[test]
    fn links_lead_to_mailboxes_and_telephones() {
        let written = |write: fn(&mut Value, &str), text: &str| {
            let mut value = Value::default();
            write(&mut value, text);
            value.0
        };
        assert_eq!(written(Value::mail, "a@b.example"), "<a href=\"mailto:a@b.example\">a@b.example</a>");
        assert_eq!(written(Value::telephone, "+33 1 23"), "<a href=\"tel:+33123\">+33 1 23</a>");
        for refused in ["a@b.example?bcc=c@d.example", "javascript:x", "\"><i>"] {
            assert!(!written(Value::mail, refused).contains("<a "), "{refused}");
            assert!(!written(Value::telephone, refused).contains("<a "), "{refused}");
        }
    }

    #[test]
    fn a_name_that_would_be_read_backwards_is_read_as_it_is_written() {
        assert_eq!(Value::lines(["a\u{202e}b", " ", "c"]).0, "ab<br>c");
    }

    #[test]
    fn only_pictures_are_pictures() {
        assert!(Picture::read("iVBORw0KGgo=").is_some_and(|picture| picture.kind == "image/png"));
        assert!(Picture::read("PHN2Zz4=").is_none() && Picture::read("http://a.example/p.png").is_none());
    }
}
