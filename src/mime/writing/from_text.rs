//! Plain text to a text that is edited: a line is a paragraph, and the marks of
//! a quote are its level.

use super::MOST;
use crate::domain::writing::{Block, Document, Form, Paragraph, Style};

pub(super) fn read(text: &str) -> Document {
    let lines = Document::plain(text);
    let line = |block: &std::sync::Arc<Block>| {
        let line = block.paragraph().map(Paragraph::text).unwrap_or_default();
        let (quote, words) = level(line);
        let mut paragraph = Paragraph::new(Form { quote, ..Form::default() });
        paragraph.push(words, &Style::default());
        Block::Paragraph(paragraph)
    };
    lines.blocks().iter().take(MOST).map(line).collect()
}

/// Programs part the marks by blanks, or do not. Deeper ones than are kept stay
/// in the words.
fn level(line: &str) -> (u8, &str) {
    let (mut level, mut rest) = (0, line);
    while let Some(after) = rest.strip_prefix('>').filter(|_| level < Form::QUOTES) {
        level += 1;
        rest = match after.strip_prefix(' ') {
            Some(blank) if blank.starts_with('>') => blank,
            _ => after,
        };
    }
    if level > 0 { (level, rest.strip_prefix(' ').unwrap_or(rest)) } else { (0, line) }
}
