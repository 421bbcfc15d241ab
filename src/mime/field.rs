//! The header fields of a message or of a part, as they came. Nothing is
//! decoded here; broken lines never hide what comes after them.

use std::borrow::Cow;

use super::{charset, limit, line};

struct Field<'a> {
    name: &'a [u8],
    /// What follows the colon, line breaks of folding included.
    value: &'a [u8],
}

#[derive(Default)]
pub(super) struct Fields<'a> {
    list: Vec<Field<'a>>,
    /// Part of the header was kept out by a cap.
    pub(super) cut: bool,
}

impl<'a> Fields<'a> {
    /// The header of a message and its body. A mailbox file's `From ` line and
    /// empty lines before the header, which some gateways leave, are no body.
    pub(super) fn of_message(bytes: &'a [u8]) -> (Self, &'a [u8]) {
        let mut bytes = bytes;
        while let Some(rest) = bytes.strip_prefix(b"\n").or_else(|| bytes.strip_prefix(b"\r\n")) {
            bytes = rest;
        }
        if bytes.starts_with(b"From ") || bytes.starts_with(b">From ") {
            (_, bytes) = line::split(bytes);
        }
        Self::of_part(bytes, |_| false)
    }

    /// The header of a part and what follows it. A line on which `stop` holds
    /// ends the header too: it is the delimiter of a part without a body.
    pub(super) fn of_part(bytes: &'a [u8], stop: impl Fn(&[u8]) -> bool) -> (Self, &'a [u8]) {
        let mut fields = Self::default();
        let mut rest = bytes;
        let mut start = None;
        loop {
            let (current, after) = line::split(rest);
            let content = line::content(current);
            let used = bytes.len() - rest.len();
            match content.first() {
                None => {
                    fields.keep(bytes, start, used);
                    return (fields, after);
                }
                Some(b' ' | b'\t') if start.is_some() => {}
                Some(b'-') if stop(content) => {
                    fields.keep(bytes, start, used);
                    return (fields, rest);
                }
                Some(_) if name(content).is_some() => {
                    fields.keep(bytes, start, used);
                    start = Some(used);
                }
                Some(_) => {
                    fields.keep(bytes, start, used);
                    start = None;
                    // A line that says nothing among fields is stepped over; else
                    // the empty line is missing and the body starts here.
                    if fields.list.is_empty() || !continues_header(after) {
                        return (fields, rest);
                    }
                }
            }
            rest = after;
        }
    }

    fn keep(&mut self, bytes: &'a [u8], start: Option<usize>, end: usize) {
        let Some(start) = start else { return };
        if self.list.len() >= limit::FIELDS || end > limit::HEADER {
            self.cut = true;
        }
        let Some(field) = bytes.get(start..end.min(limit::HEADER)) else { return };
        if let Some(name) = name(field)
            && self.list.len() < limit::FIELDS
        {
            let value = field.iter().position(|&byte| byte == b':').and_then(|colon| field.get(colon + 1..));
            self.list.push(Field { name, value: value.unwrap_or_default() });
        }
    }

    pub(super) fn first(&self, name: &str) -> Option<&'a [u8]> {
        self.all(name).next()
    }

    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        let wanted = move |field: &&Field<'a>| field.name.eq_ignore_ascii_case(name.as_bytes());
        self.list.iter().filter(wanted).map(|field| field.value)
    }

    /// Each name and value as they came, in order.
    pub(super) fn raw(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> {
        self.list.iter().map(|field| (field.name, field.value))
    }

    /// Each name and value as text, in order.
    pub(super) fn texts(&self) -> impl Iterator<Item = (Cow<'a, str>, Cow<'a, str>)> {
        self.list.iter().map(|field| (String::from_utf8_lossy(field.name), text(field.value)))
    }
}

/// The value as text: raw UTF-8, else what Windows wrote in raw bytes.
pub(super) fn text(value: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(value).map_or_else(|_| charset::decode(value, None).0.into(), Cow::Borrowed)
}

/// The name before the colon; blanks before the colon are forgiven.
fn name(line: &[u8]) -> Option<&[u8]> {
    let colon = line.iter().take(128).position(|&byte| byte == b':')?;
    let name = line.get(..colon)?.trim_ascii_end();
    (!name.is_empty() && name.iter().all(u8::is_ascii_graphic)).then_some(name)
}

fn continues_header(bytes: &[u8]) -> bool {
    let next = line::content(line::split(bytes).0);
    next.is_empty() && !bytes.is_empty() || name(next).is_some()
}

#[cfg(test)]
mod tests {
    use super::{Fields, limit};

    fn value(bytes: &[u8], name: &str) -> Option<String> {
        let (fields, _) = Fields::of_message(bytes);
        fields.first(name).map(|value| String::from_utf8_lossy(value).trim().to_owned())
    }

    #[test]
    fn a_folded_field_is_one_value() {
        let (fields, body) = Fields::of_message(b"To: a,\r\n b\r\nSubject : c\r\n\r\nbody");
        assert_eq!(fields.first("to"), Some(&b" a,\r\n b\r\n"[..]));
        assert_eq!(fields.first("subject"), Some(&b" c\r\n"[..]));
        assert_eq!(body, b"body");
    }

    #[test]
    fn a_line_of_nonsense_hides_no_field() {
        let bytes = b"Received: x\nnot indented as it should be\nSubject: kept\n\nbody";
        assert_eq!(value(bytes, "Subject").as_deref(), Some("kept"));
    }

    #[test]
    fn a_missing_empty_line_does_not_swallow_the_text() {
        let (fields, body) = Fields::of_message(b"Subject: s\nBonjour\nmadame");
        assert!(fields.first("Subject").is_some());
        assert_eq!(body, b"Bonjour\nmadame");
        assert_eq!(Fields::of_message(b"Bonjour\n\nmadame").1, b"Bonjour\n\nmadame");
    }

    #[test]
    fn the_line_of_a_mailbox_file_and_empty_lines_come_before_the_header() {
        assert_eq!(value(b"\r\n\nFrom x Mon Jan 1\nSubject: s\n\n", "Subject").as_deref(), Some("s"));
    }

    #[test]
    fn a_header_without_end_is_read_as_far_as_the_cap() {
        let mut bytes = b"Subject: s\r\n".to_vec();
        while bytes.len() < 2 * limit::HEADER {
            bytes.extend_from_slice(b"X-Filler: 0123456789012345678901234567890123456789");
            bytes.extend_from_slice(&[b'.'; 2_000]);
            bytes.extend_from_slice(b"\r\n");
        }
        bytes.extend_from_slice(b"To: late@cabinet.example\r\n\r\nbody");
        let (fields, body) = Fields::of_message(&bytes);
        assert!(fields.cut && fields.first("Subject").is_some() && fields.first("To").is_none());
        assert_eq!(body, b"body");
    }

    #[test]
    fn a_delimiter_ends_the_header_of_a_part() {
        let (fields, rest) = Fields::of_part(b"A: b\r\n--x:y\r\nC: d\r\n", |line| line == b"--x:y");
        assert!(fields.first("A").is_some() && fields.first("C").is_none());
        assert_eq!(rest, b"--x:y\r\nC: d\r\n");
    }
}
