//! Where the lines of a file begin and end in its bytes. Ends of all systems, form
//! feeds, and, in files that went through a page, the tags that break lines.

/// Whether `<br>` ends a line. In HPRIM Santé it stands within values.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Breaks {
    Tags,
    Real,
}

/// How many bytes make a unit, and which of them comes first.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Width {
    One,
    LittleEndian,
    BigEndian,
}

/// One line: its text, and the end of its line end.
#[derive(Debug, PartialEq)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) stop: usize,
    pub(super) end: usize,
    /// A tag alone parts it from the line above.
    pub(super) soft: bool,
}

/// Longest tag that is looked at.
const TAG: usize = 60;

struct Units<'a> {
    bytes: &'a [u8],
    width: Width,
    breaks: Breaks,
}

/// All lines from a place on. A line end at the end of the file begins no line.
pub(super) fn spans(bytes: &[u8], from: usize, width: Width, breaks: Breaks) -> Vec<Span> {
    let units = Units { bytes, width, breaks };
    let (mut spans, mut start, mut at, mut soft) = (Vec::new(), from, from, false);
    while let Some(unit) = units.at(at) {
        let ends = matches!(unit, b'\r' | b'\n' | 0x0c | b'<').then(|| units.line_end(at));
        let Some((end, by_tag)) = ends.flatten() else {
            at += units.step();
            continue;
        };
        spans.push(Span { start, stop: at, end, soft });
        (start, at, soft) = (end, end, by_tag);
    }
    if start < bytes.len() {
        spans.push(Span { start, stop: bytes.len(), end: bytes.len(), soft });
    }
    spans
}

impl Units<'_> {
    fn step(&self) -> usize {
        if self.width == Width::One { 1 } else { 2 }
    }

    /// The unit at a byte; of those beyond ASCII only that they are.
    fn at(&self, at: usize) -> Option<u8> {
        let first = *self.bytes.get(at)?;
        let second = self.bytes.get(at + 1).copied();
        Some(match (self.width, second) {
            (Width::One, _) | (Width::LittleEndian, Some(0)) => first,
            (Width::BigEndian, Some(second)) if first == 0 => second,
            _ => 0xff,
        })
    }

    fn line_end(&self, at: usize) -> Option<(usize, bool)> {
        if let Some(end) = self.real_end(at) {
            return Some((end, false));
        }
        let end = self.tag_end(at).filter(|_| self.breaks == Breaks::Tags)?;
        Some(self.real_end(end).map_or((end, true), |end| (end, false)))
    }

    fn real_end(&self, at: usize) -> Option<usize> {
        let unit = |ahead: usize| self.at(at + ahead * self.step());
        let length = match (unit(0)?, unit(1), unit(2)) {
            // What becomes of CRLF when LF is turned into CRLF.
            (b'\r', Some(b'\r'), Some(b'\n')) => 3,
            (b'\r', Some(b'\n'), _) => 2,
            (b'\r' | b'\n' | 0x0c, ..) => 1,
            _ => return None,
        };
        Some(at + length * self.step())
    }

    fn tag_end(&self, at: usize) -> Option<usize> {
        let unit = |ahead: usize| self.at(at + ahead * self.step());
        let named = unit(0)? == b'<' && unit(1)?.eq_ignore_ascii_case(&b'b') && unit(2)?.eq_ignore_ascii_case(&b'r');
        if !named || !matches!(unit(3)?, b' ' | b'/' | b'>') {
            return None;
        }
        let close = (3..TAG).find(|ahead| matches!(unit(*ahead), None | Some(b'>' | b'<' | b'\r' | b'\n')))?;
        (unit(close)? == b'>').then(|| at + (close + 1) * self.step())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, breaks: Breaks) -> Vec<&str> {
        let spans = spans(text.as_bytes(), 0, Width::One, breaks);
        spans.iter().map(|span| text.get(span.start..span.stop).unwrap_or_default()).collect()
    }

    #[test]
    fn lines_end_as_on_any_system_and_at_form_feeds() {
        assert_eq!(texts("a\r\nb\rc\nd\x0ce", Breaks::Tags), ["a", "b", "c", "d", "e"]);
        assert_eq!(texts("a\r\r\nb\r\r\n", Breaks::Tags), ["a", "b"]);
        assert_eq!(texts("a\n\n\nb\r\rc\n\n", Breaks::Tags), ["a", "", "", "b", "", "c", ""]);
        assert_eq!(texts("", Breaks::Tags), Vec::<&str>::new());
    }

    #[test]
    fn a_tag_ends_a_line_once() {
        assert_eq!(texts("a<br />\r\nb<BR>c<br clear=\"all\"/><br>d", Breaks::Tags), ["a", "b", "c", "", "d"]);
        assert_eq!(texts("a<br>b", Breaks::Real), ["a<br>b"]);
        assert_eq!(texts("<brut> <br", Breaks::Tags), ["<brut> <br"]);
        let spans = spans(b"a<br>b\nc", 0, Width::One, Breaks::Tags);
        assert_eq!(spans.iter().map(|span| span.soft).collect::<Vec<_>>(), [false, true, false]);
    }

    #[test]
    fn wide_letters_are_not_cut_in_two() {
        // U+0A0D is no line end, in neither order.
        for (width, bytes) in [
            (Width::LittleEndian, b"a\0\x0d\x0a\r\0\n\0b\0\n".as_slice()),
            (Width::BigEndian, b"\0a\x0a\x0d\0\r\0\n\0b\n"),
        ] {
            let spans = spans(bytes, 0, width, Breaks::Tags);
            assert_eq!(spans.iter().map(|span| span.start..span.stop).collect::<Vec<_>>(), [0..4, 8..11]);
        }
    }
}
