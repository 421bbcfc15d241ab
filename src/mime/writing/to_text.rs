//! The plain part: quotes are marked, lists numbered, links said.

use std::fmt::Write as _;

use super::super::html;
use crate::domain::writing::{Block, Document, Form, Link, List, Paragraph, numbers};

pub(super) fn write(document: &Document) -> String {
    let mut text = String::new();
    let all = numbers(document, 0..document.blocks().len());
    for (index, (block, number)) in document.blocks().iter().zip(all).enumerate() {
        if index > 0 {
            text.push('\n');
        }
        match &**block {
            Block::Paragraph(paragraph) => {
                let mut line = mark(paragraph.form, number);
                words(paragraph, &mut line);
                quoted(&line, paragraph.form.quote, &mut text);
            }
            Block::Carried(carried) => {
                let words = html::text(&carried.html);
                for (index, line) in words.split('\n').enumerate() {
                    if index > 0 {
                        text.push('\n');
                    }
                    quoted(line, carried.quote.min(Form::QUOTES), &mut text);
                }
            }
        }
    }
    text
}

fn quoted(line: &str, level: u8, text: &mut String) {
    for _ in 0..level {
        text.push('>');
    }
    if level > 0 && !line.is_empty() {
        text.push(' ');
    }
    text.push_str(line);
}

fn mark(form: Form, number: Option<u32>) -> String {
    let Some(item) = form.item else { return String::new() };
    let mut mark = "  ".repeat(item.depth.into());
    match (item.list, number) {
        (List::Numbered, Some(number)) => {
            let _ = write!(mark, "{number}. ");
        }
        (List::Unmarked, _) => mark.push_str("  "),
        _ => mark.push_str("- "),
    }
    mark
}

/// The letters, pictures by their names, links with where they lead.
fn words(paragraph: &Paragraph, line: &mut String) {
    let mut open: Option<(Link, usize)> = None;
    for piece in paragraph.pieces() {
        if open.as_ref().map(|(link, _)| link) != piece.style.link.as_ref() {
            close(&mut open, line);
            open = piece.style.link.clone().map(|link| (link, line.len()));
        }
        match piece.picture {
            Some(picture) if !picture.name().is_empty() => {
                let _ = write!(line, "[{}]", picture.name());
            }
            Some(_) => {}
            None => line.push_str(piece.text),
        }
    }
    close(&mut open, line);
}

fn close(open: &mut Option<(Link, usize)>, line: &mut String) {
    let Some((link, start)) = open.take() else { return };
    let target = link.as_str();
    let shown = target.strip_prefix("mailto:").or_else(|| target.strip_prefix("tel:")).unwrap_or(target);
    let bare = shown.split_once("://").map_or(shown, |(_, rest)| rest).trim_end_matches('/');
    if !line.get(start..).is_some_and(|words| words.contains(bare)) {
        let _ = write!(line, " <{shown}>");
    }
}
