//! Lines to segments. A segment that was too long for a line goes on in lines that
//! begin with A; it is whole again here, beside its lines as they came.

use super::super::model::Line;
use super::super::text::Source;
use super::delimiters::Delimiters;

pub(super) struct Segment {
    /// Empty for a line that is none.
    pub(super) name: &'static str,
    pub(super) raw: String,
    pub(super) text: String,
}

const NAMES: [&str; 13] = ["H", "P", "OBR", "OBX", "C", "L", "FAC", "ACT", "REG", "AP", "AC", "ERR", "A"];

pub(super) fn segments(lines: &[Source]) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut field = Delimiters::default().field;
    for line in lines {
        let raw = line.text.clone();
        let text = raw.trim_start_matches(|c: char| c.is_whitespace() || c.is_control()).to_owned();
        if let Some(delimiters) = Delimiters::read(&text) {
            field = delimiters.field;
        }
        let named = text.split_once(field).and_then(|(name, rest)| {
            let name = NAMES.into_iter().find(|known| name.trim_end() == *known)?;
            Some((name, rest))
        });
        match named {
            Some(("A", rest)) if glued(&mut segments, &raw, rest) => {}
            Some((name, _)) => segments.push(Segment { name, raw, text }),
            None => segments.push(Segment { name: "", raw, text }),
        }
    }
    segments
}

/// Onto the segment above, blank lines between them and all. False where there is none.
fn glued(segments: &mut Vec<Segment>, raw: &str, rest: &str) -> bool {
    let blank = segments.iter().rev().take_while(|segment| Line::is_blank(&segment.raw)).count();
    let above = segments.len() - blank;
    if above.checked_sub(1).and_then(|last| segments.get(last)).is_none_or(|last| last.name.is_empty()) {
        return false;
    }
    let between: Vec<String> = segments.drain(above..).map(|segment| segment.raw).collect();
    if let Some(last) = segments.last_mut() {
        for line in between.iter().map(String::as_str).chain([raw]) {
            last.raw.push('\n');
            last.raw.push_str(line);
        }
        last.text.push_str(rest);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::health::hprim::{lines::Breaks, text};

    fn cut(file: &str) -> Vec<(&'static str, String, String)> {
        let segments = segments(&text::read(file.as_bytes(), None, Breaks::Real).lines);
        segments.into_iter().map(|segment| (segment.name, segment.raw, segment.text)).collect()
    }

    #[test]
    fn a_segment_in_several_lines_is_whole() {
        let found = cut("OBX|1|TX|A||début\r\rA| et suite\rA|, et fin|x\rL|1");
        let raw = "OBX|1|TX|A||début\n\nA| et suite\nA|, et fin|x";
        assert_eq!(found[0], ("OBX", raw.into(), "OBX|1|TX|A||début et suite, et fin|x".into()));
        assert_eq!((found.len(), found[1].0), (2, "L"));
    }

    #[test]
    fn what_continues_nothing_stays_a_line() {
        let found = cut("A|seul\rsuite\rA|x");
        assert_eq!(found.iter().map(|segment| segment.0).collect::<Vec<_>>(), ["A", "", "A"]);
    }

    #[test]
    fn the_field_sign_is_the_one_declared() {
        let found = cut("H!#$%*!X\nP!1!\nP|1|");
        assert_eq!(found.iter().map(|segment| segment.0).collect::<Vec<_>>(), ["H", "P", ""]);
    }
}
