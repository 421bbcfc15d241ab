//! From bytes to the tree.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::mend::mended;
use super::{DEPTH, Element, Fault, LENGTH, NODES, Node, RESTARTS, Tree};

pub fn read(bytes: &[u8]) -> Tree {
    let mut builder = Builder { stack: vec![Element::default()], buried: 0, count: 0, faults: Vec::new() };
    let bytes = match bytes.get(..LENGTH) {
        Some(start) if start.len() < bytes.len() => {
            builder.note(Fault::TooLong);
            start
        }
        _ => bytes,
    };
    let text = decoded(bytes, &mut builder);
    let mended = mended(&text);
    if matches!(mended, Cow::Owned(_)) {
        builder.note(Fault::Malformed);
    }
    builder.read(&mended);
    builder.finish()
}

/// The letters: a mark at the start, or what they are, or what the first line says.
fn decoded(bytes: &[u8], builder: &mut Builder) -> String {
    let (charset, from) = match Encoding::for_bom(bytes) {
        Some((charset, length)) => (charset, length),
        None => (guess(bytes), 0),
    };
    let (text, wrong) = charset.decode_without_bom_handling(bytes.get(from..).unwrap_or_default());
    if wrong {
        builder.note(Fault::Letters);
    }
    text.into_owned()
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    match bytes {
        [b'<', 0, ..] => UTF_16LE,
        [0, b'<', ..] => UTF_16BE,
        _ if std::str::from_utf8(bytes).is_ok() => UTF_8,
        _ => label(bytes).filter(|named| *named != UTF_8 && named.is_ascii_compatible()).unwrap_or(WINDOWS_1252),
    }
}

/// What the first line says of the letters that follow.
fn label(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes)).into_owned();
    let (_, rest) = start.split_once("?>").map(|(line, _)| line)?.split_once("encoding=")?;
    let quote = rest.chars().next()?;
    Encoding::for_label(rest.split(quote).nth(1)?.as_bytes())
}

struct Builder {
    /// The open elements; the first is the file itself.
    stack: Vec<Element>,
    /// Open ones that are too deep for the stack.
    buried: usize,
    count: usize,
    faults: Vec<Fault>,
}

/// How a stretch of reading ended.
enum End {
    Done,
    /// At this byte stands what is no markup.
    Fault(usize),
}

impl Builder {
    fn note(&mut self, fault: Fault) {
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    fn read(&mut self, text: &str) {
        let mut rest = text;
        for _ in 0..RESTARTS {
            let End::Fault(at) = self.stretch(rest) else { return };
            self.note(Fault::Malformed);
            // The sign that opened nothing, and what follows it, stand as text.
            let at = (0..=at.min(rest.len())).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(0);
            let wrong = rest.get(at..).unwrap_or_default();
            let sign = wrong.chars().next().map_or(0, char::len_utf8);
            let next = wrong.get(sign..).and_then(|after| after.find('<')).map_or(wrong.len(), |found| sign + found);
            self.text(wrong.get(..next).unwrap_or_default());
            rest = wrong.get(next..).unwrap_or_default();
            if rest.is_empty() {
                return;
            }
        }
        self.note(Fault::Unread);
    }

    fn stretch(&mut self, text: &str) -> End {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        loop {
            if self.count > NODES {
                self.note(Fault::TooMany);
                return End::Done;
            }
            match reader.read_event() {
                Ok(Event::Start(start)) => self.open(&start),
                Ok(Event::Empty(start)) => {
                    self.open(&start);
                    self.close(start.local_name().as_ref());
                }
                Ok(Event::End(end)) => self.close(end.local_name().as_ref()),
                Ok(Event::Text(text)) => self.text(&String::from_utf8_lossy(&text)),
                Ok(Event::CData(text)) => self.text(&String::from_utf8_lossy(&text)),
                Ok(Event::GeneralRef(name)) => self.text(&entity(&String::from_utf8_lossy(&name))),
                Ok(Event::DocType(_)) => self.note(Fault::Doctype),
                Ok(Event::Eof) => return End::Done,
                Ok(_) => {}
                Err(_) => return End::Fault(usize::try_from(reader.error_position()).unwrap_or(usize::MAX)),
            }
        }
    }

    fn open(&mut self, start: &BytesStart<'_>) {
        self.count += 1;
        if self.count > NODES {
            self.note(Fault::TooMany);
            return;
        }
        if self.stack.len() > DEPTH {
            self.buried += 1;
            self.note(Fault::TooDeep);
            self.text(" ");
            return;
        }
        let mut element = Element { name: lossy(start.local_name().as_ref()), ..Element::default() };
        for attribute in start.html_attributes().with_checks(false) {
            match attribute {
                Ok(attribute) => {
                    let name = lossy(attribute.key.as_ref());
                    self.count += 1;
                    if name != "xmlns" && !name.starts_with("xmlns:") {
                        element.attributes.push((name, unescaped(&lossy(&attribute.value))));
                    }
                }
                Err(_) => self.note(Fault::Malformed),
            }
        }
        self.stack.push(element);
    }

    fn close(&mut self, name: &[u8]) {
        if self.buried > 0 {
            self.buried -= 1;
            self.text(" ");
            return;
        }
        let is_it = |element: &Element| element.name.as_bytes() == name;
        let Some(at) = self.stack.iter().rposition(is_it).filter(|at| *at > 0) else {
            // After a cap, ends without a beginning are no fault of the file.
            if self.count <= NODES {
                self.note(Fault::Malformed);
                self.text(" ");
            }
            return;
        };
        if at + 1 < self.stack.len() {
            self.note(Fault::Malformed);
        }
        while self.stack.len() > at {
            self.pop();
        }
    }

    fn pop(&mut self) {
        let Some(element) = self.stack.pop() else { return };
        if let Some(parent) = self.stack.last_mut() {
            parent.nodes.push(Node::Element(element));
        }
    }

    fn text(&mut self, text: &str) {
        let Some(element) = self.stack.last_mut() else { return };
        match element.nodes.last_mut() {
            _ if text.is_empty() => {}
            Some(Node::Text(whole)) => whole.push_str(text),
            _ => element.nodes.push(Node::Text(text.to_owned())),
        }
    }

    fn finish(mut self) -> Tree {
        if self.stack.len() > 1 && !self.faults.contains(&Fault::TooMany) {
            self.note(Fault::Unclosed);
        }
        while self.stack.len() > 1 {
            self.pop();
        }
        Tree { top: self.stack.pop().unwrap_or_default(), faults: self.faults }
    }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What stands between `&` and `;`. One that nobody knows stays as it is.
fn entity(name: &str) -> String {
    let number = name.strip_prefix('#').and_then(|digits| match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => digits.parse().ok(),
    });
    let letter = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => number.and_then(char::from_u32).filter(|letter| *letter != '\0'),
    };
    letter.map_or_else(|| format!("&{name};"), String::from)
}

fn unescaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let named = after.split_once(';').filter(|(name, _)| name.len() < 32 && !name.contains(['&', ' ']));
        if let Some((name, behind)) = named {
            out.push_str(&entity(name));
            rest = behind;
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    out.replace(['\n', '\r', '\t'], " ")
}
