//! The lines that calendars and contacts are written in (RFC 5545, RFC 6350, and
//! vCard 2.1 before them): folded, each with a name, parameters and a value.
//! Total: any bytes give lines, capped in number and length.

use crate::mime;

/// Of a whole file: an address book with photographs.
const FILE: usize = 24 << 20;
/// More is no file of a person.
const LINES: usize = 100_000;
/// Parameters of a line.
const PARAMETERS: usize = 50;

#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::render) struct Line {
    /// In capital letters, without the group before it.
    pub(in crate::render) name: String,
    parameters: Vec<(String, String)>,
    /// As it is written: what is escaped in it is for its reader.
    pub(in crate::render) value: String,
}

pub(in crate::render) struct Lines {
    pub(in crate::render) lines: Vec<Line>,
    /// More was there than is read.
    pub(in crate::render) cut: bool,
}

pub(in crate::render) fn read(bytes: &[u8]) -> Lines {
    let start = bytes.get(..FILE).unwrap_or(bytes);
    // A line may be folded within a letter.
    let torn = std::str::from_utf8(start).is_err() && !start.contains(&0);
    let text = if torn { mime::plain_text(&joined(start), None) } else { mime::plain_text(start, None) };
    let mut lines = Vec::new();
    let mut rest = text.split('\n').peekable();
    while let Some(first) = rest.next() {
        if lines.len() >= LINES {
            return Lines { lines, cut: true };
        }
        let mut whole = first.to_owned();
        while let Some(more) = rest.next_if(|next| next.starts_with([' ', '\t'])) {
            whole.push_str(more.get(1..).unwrap_or_default());
        }
        // Before RFC 2426 a line of this encoding was folded by its own means.
        while whole.ends_with('=') && is_quoted_printable(&whole) {
            let Some(more) = rest.next() else { break };
            let _ = whole.pop();
            whole.push_str(more);
        }
        lines.extend(Line::read(&whole));
    }
    Lines { lines, cut: start.len() < bytes.len() }
}

/// Without the folds.
fn joined(bytes: &[u8]) -> Vec<u8> {
    let mut joined: Vec<u8> = Vec::with_capacity(bytes.len());
    for line in bytes.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        match line {
            [b' ' | b'\t', more @ ..] if !joined.is_empty() => {
                let _ = joined.pop();
                joined.extend_from_slice(more);
            }
            line => joined.extend_from_slice(line),
        }
        joined.push(b'\n');
    }
    joined
}

fn is_quoted_printable(line: &str) -> bool {
    let head = line.split(':').next().unwrap_or_default();
    head.to_ascii_uppercase().contains("QUOTED-PRINTABLE")
}

impl Line {
    fn read(line: &str) -> Option<Self> {
        let (head, value) = line.split_at_checked(outside(line, ':')?)?;
        let mut pieces = Vec::new();
        let mut rest = head;
        while let Some((piece, after)) = outside(rest, ';').and_then(|at| rest.split_at_checked(at)) {
            pieces.push(piece);
            rest = after.get(1..).unwrap_or_default();
        }
        pieces.push(rest);
        let (name, parameters) = pieces.split_first()?;
        let name = name.rsplit('.').next().unwrap_or(name).trim().to_ascii_uppercase();
        let sound = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let parameters = parameters.iter().take(PARAMETERS).map(|parameter| match parameter.split_once('=') {
            Some((name, value)) => (name.trim().to_ascii_uppercase(), unquoted(value)),
            // What a number is for stood alone once.
            None => ("TYPE".to_owned(), unquoted(parameter)),
        });
        sound.then(|| Self { name, parameters: parameters.collect(), value: value.get(1..).unwrap_or_default().into() })
    }

    pub(in crate::render) fn is(&self, name: &str, value: &str) -> bool {
        self.name == name && self.value.trim().eq_ignore_ascii_case(value)
    }

    pub(in crate::render) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// All that it is said to be for, in small letters.
    pub(in crate::render) fn kinds(&self) -> impl Iterator<Item = String> {
        let types = self.parameters.iter().filter(|(name, _)| name == "TYPE");
        types.flat_map(|(_, value)| value.split(',')).map(|kind| kind.trim().to_ascii_lowercase())
    }

    /// What was escaped in it, as it is meant.
    pub(in crate::render) fn text(&self) -> String {
        unescaped(&self.value)
    }
}

/// Where a sign stands outside of quotation marks.
fn outside(text: &str, sign: char) -> Option<usize> {
    let mut within = false;
    text.char_indices().find_map(|(at, c)| {
        within ^= c == '"';
        (c == sign && !within).then_some(at)
    })
}

/// A parameter as it is meant: RFC 6868 writes by `^` what could not stand in it.
fn unquoted(value: &str) -> String {
    let value = value.replace('"', "");
    if value.contains('^') { value.replace("^n", "\n").replace("^'", "\"").replace("^^", "^") } else { value }
}

pub(in crate::render) fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut letters = value.chars();
    while let Some(c) = letters.next() {
        match c {
            '\\' => match letters.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(other) => text.push(other),
                None => text.push('\\'),
            },
            c => text.push(c),
        }
    }
    text
}

/// The parts of a value, each as it is meant.
pub(in crate::render) fn parts(value: &str, sign: char) -> Vec<String> {
    let mut parts = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (at, c) in value.char_indices() {
        if c == sign && !escaped {
            parts.push(unescaped(value.get(start..at).unwrap_or_default()));
            start = at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    parts.push(unescaped(value.get(start..).unwrap_or_default()));
    parts
}

#[cfg(test)]
mod tests {
    use super::{Line, parts, read};

    fn lines(text: &str) -> Vec<Line> {
        read(text.as_bytes()).lines
    }

    #[test]
    fn a_folded_line_is_one_line() {
        assert_eq!(lines("SUMMARY:Réun\r\n ion\r\n\tx\r\nA:1\r\n")[0].value, "Réunionx");
        // Within a letter of two bytes.
        let torn = read(b"SUMMARY:R\xc3\r\n \xa9union\r\n").lines;
        assert_eq!(torn[0].value, "Réunion");
        let old = lines("NOTE;ENCODING=QUOTED-PRINTABLE:a=0D=0A=\r\nb=\r\nTEL:1\r\n");
        assert_eq!(old[0].value, "a=0D=0AbTEL:1");
    }

    #[test]
    fn a_line_has_a_name_parameters_and_a_value() {
        let line = &lines("item1.ATTENDEE;CN=\"Martin; Anne: Dr\";PARTSTAT=accepted;WORK:mailto:a@b.example")[0];
        assert_eq!((line.name.as_str(), line.value.as_str()), ("ATTENDEE", "mailto:a@b.example"));
        assert_eq!(line.parameter("CN"), Some("Martin; Anne: Dr"));
        assert_eq!(line.kinds().collect::<Vec<_>>(), ["work"]);
        assert_eq!(lines("A;CN=^'x^' ^^:1")[0].parameter("CN"), Some("\"x\" ^"));
    }

    #[test]
    fn what_is_no_line_is_left_out() {
        assert!(lines("rien\n\n;:\n:x\n\"a:b\nà:1\n").is_empty());
    }

    #[test]
    fn what_was_escaped_is_read_as_it_is_meant() {
        assert_eq!(lines("A:un\\, deux\\;\\nc\\\\d\\")[0].text(), "un, deux;\nc\\d\\");
        assert_eq!(parts("a\\;b;c;", ';'), ["a;b", "c", ""]);
    }
}
