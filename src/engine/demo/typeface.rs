//! The three faces that every PDF reader has, how wide their letters are, and
//! how French is written in them (Windows-1252).

use unicode_normalization::UnicodeNormalization;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    Regular,
    Bold,
    Mono,
}

impl Face {
    /// Names of the fonts, in the order in which a document lists them.
    pub(super) const ALL: [(Self, &'static str, &'static str); 3] =
        [(Self::Regular, "F1", "Helvetica"), (Self::Bold, "F2", "Helvetica-Bold"), (Self::Mono, "F3", "Courier")];

    pub(super) fn resource(self) -> &'static str {
        Self::ALL.iter().find(|(face, ..)| *face == self).map_or("F1", |(_, resource, _)| resource)
    }
}

/// Helvetica's widths from the blank to the tilde, in thousandths of the size.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, // blank to /
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, // 0 to ?
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, // @ to O
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, // P to _
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, // ` to o
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, // p to ~
];

pub(super) fn width(text: &str, face: Face, size: f32) -> f32 {
    let thousandths: u32 = text.chars().map(|c| u32::from(advance(c, face))).sum();
    // Bold letters are a little wider: near enough for a heading.
    let weight = if face == Face::Bold { 1.06 } else { 1.0 };
    thousandths as f32 * size * weight / 1000.0
}

fn advance(c: char, face: Face) -> u16 {
    if face == Face::Mono {
        return 600;
    }
    match c {
        '’' | '‘' => 222,
        '—' | '…' | 'Œ' => 1000,
        'œ' | 'æ' => 944,
        '\u{a0}' | '\u{202f}' => 278,
        _ => {
            let base = if c.is_ascii() { c } else { c.nfd().next().unwrap_or(c) };
            let place = u32::from(base).checked_sub(32).and_then(|place| usize::try_from(place).ok());
            place.and_then(|place| WIDTHS.get(place)).copied().unwrap_or(556)
        }
    }
}

/// The letter in Windows-1252; what it lacks is written in a near way.
pub(super) fn encode(text: &str) -> Vec<u8> {
    text.chars().map(byte).collect()
}

fn byte(c: char) -> u8 {
    match c {
        ' '..='~' => u8::try_from(c).unwrap_or(b'?'),
        '€' => 0x80,
        '…' => 0x85,
        'Œ' => 0x8c,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        'œ' => 0x9c,
        'Ÿ' => 0x9f,
        '\u{202f}' => 0xa0,
        _ => u8::try_from(c).ok().filter(|byte| *byte >= 0xa0).unwrap_or(b'?'),
    }
}

/// Cuts a paragraph into lines that fit.
pub(super) fn wrap(text: &str, face: Face, size: f32, room: f32) -> Vec<String> {
    let blank = width(" ", face, size);
    let mut lines = vec![];
    let (mut line, mut end) = (String::new(), 0.0);
    for word in text.split(' ') {
        let wide = width(word, face, size);
        if line.is_empty() {
            (line, end) = (word.to_owned(), wide);
        } else if end + blank + wide > room {
            lines.push(std::mem::replace(&mut line, word.to_owned()));
            end = wide;
        } else {
            line.push(' ');
            line.push_str(word);
            end += blank + wide;
        }
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::{Face, encode, width, wrap};

    #[test]
    fn french_is_written_whole() {
        assert_eq!(encode("L’œil « droit »"), b"L\x92\x9cil \xab droit \xbb");
        assert_eq!(encode("→"), b"?");
    }

    #[test]
    fn an_accent_takes_no_room_and_lines_fit() {
        assert!((width("été", Face::Regular, 10.0) - width("ete", Face::Regular, 10.0)).abs() < f32::EPSILON);
        let text = "Merci de m’avoir confié votre patiente pour des palpitations.";
        let lines = wrap(text, Face::Regular, 10.0, 120.0);
        assert!(lines.len() > 2 && lines.iter().all(|line| width(line, Face::Regular, 10.0) <= 120.0));
        assert_eq!(lines.join(" "), text);
    }
}
