//! Takes out of text what is no text: control characters, and the characters
//! that make a line read otherwise than it is written.

/// One line: a subject, a name. Blanks are folded into single spaces, which
/// also undoes the folding of headers.
pub(super) fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let length = line.len();
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.chars().filter(|&c| !c.is_control() && !turns(c)));
        if line.ends_with(' ') {
            line.truncate(length);
        }
    }
    line
}

/// A text of many lines, which end in `\n` alone.
pub(super) fn block(text: &str) -> String {
    let mut block = String::with_capacity(text.len());
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            block.push('\n');
        }
        let line = line.trim_end_matches('\r');
        if line.bytes().all(is_harmless) {
            block.push_str(line);
        } else {
            // A byte order mark within a text is a leftover of gluing files.
            let kept = line.chars().filter(|&c| !c.is_control() && c != '\u{feff}' || matches!(c, '\r' | '\t'));
            block.extend(kept.map(|c| if c == '\r' { '\n' } else { c }));
        }
    }
    block
}

/// No control character, nor the first byte of one beyond ASCII or of a byte
/// order mark.
fn is_harmless(byte: u8) -> bool {
    byte >= b' ' && !matches!(byte, 0x7f | 0xc2 | 0xef) || byte == b'\t'
}

/// Overrides, embeddings and isolates: with them `fdp.exe` reads `exe.pdf`.
pub(super) fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Characters that nobody sees: marks of direction, joiners, soft hyphens.
pub(super) fn unseen(c: char) -> bool {
    turns(c)
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::{block, line};

    #[test]
    fn a_line_is_one_line_that_reads_as_written() {
        assert_eq!(line("  Compte\r\n rendu\t de\u{a0}Mme\u{0} D. "), "Compte rendu de Mme D.");
        assert_eq!(line("rapport\u{202e}fdp.exe"), "rapportfdp.exe");
        assert_eq!(line("a \u{202e} b \u{7}"), "a b");
    }

    #[test]
    fn lines_of_a_text_end_alike_and_hold_no_control_character() {
        assert_eq!(block("a\r\nb\rc\r\r\nd\te\u{1b}[31m\u{85}\n"), "a\nb\nc\nd\te[31m\n");
        assert_eq!(block("« é »\r\n\r\n\u{feff}è"), "« é »\n\nè");
    }
}
