//! The words around a hit, with what was looked for made to stand out.

use iced::Alignment;
use iced::Length;
use iced::widget::{container, row};

use super::Message;
use crate::engine::Excerpt;
use crate::ui::theme::{Element, font, size, text as colour};
use crate::ui::widget::single_line;

/// Letters kept before the first hit, so that it is in sight in a narrow list.
const BEFORE: usize = 18;

/// A piece of text, and whether it was looked for.
type Piece = (String, bool);

pub(super) fn excerpt<'a>(excerpt: &Excerpt) -> Element<'a, Message> {
    let pieces = pieces(excerpt);
    let last = pieces.len().saturating_sub(1);
    let line = pieces.into_iter().enumerate().map(|(nth, (text, hit))| {
        let line = single_line(text).size(size::SMALL);
        let line = if hit { line.font(font::STRONG) } else { line.style(colour::muted) };
        if nth == last && !hit { line.width(Length::Fill).into() } else { line.into() }
    });
    container(row(line).align_y(Alignment::Center)).width(Length::Fill).clip(true).into()
}

fn pieces(excerpt: &Excerpt) -> Vec<Piece> {
    let text = excerpt.text.as_str();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    for hit in &excerpt.hits {
        let (Some(before), Some(found)) = (text.get(at..hit.start), text.get(hit.clone())) else { continue };
        let before = if at == 0 { tail(before) } else { line(before) };
        pieces.extend([(before, false), (line(found), true)]);
        at = hit.end;
    }
    pieces.push((line(text.get(at..).unwrap_or_default()), false));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

/// What leads to the first hit, cut where it is long.
fn tail(before: &str) -> String {
    let Some((start, _)) = before.char_indices().nth_back(BEFORE) else { return line(before) };
    let kept = before.get(start..).unwrap_or_default();
    // A whole word is better than half of one.
    let kept = kept.split_once(char::is_whitespace).map_or(kept, |(_, rest)| rest);
    format!("…\u{a0}{}", line(kept))
}

/// On one line, its outer spaces kept: a piece stands between two others.
fn line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::{Excerpt, pieces};

    fn found(text: &str, words: &[&str]) -> Vec<(String, bool)> {
        let hits = words.iter().map(|word| text.find(word).map(|at| at..at + word.len()).unwrap()).collect();
        pieces(&Excerpt { text: text.to_owned(), hits })
    }

    fn said(pieces: &[(String, bool)]) -> String {
        pieces.iter().map(|(text, hit)| if *hit { format!("[{text}]") } else { text.clone() }).collect()
    }

    #[test]
    fn what_was_looked_for_stands_out() {
        let pieces = found("Sodium 138, potassium\n4,1", &["138", "potassium"]);
        assert_eq!(said(&pieces), "Sodium [138], [potassium] 4,1");
    }

    #[test]
    fn a_hit_far_into_the_text_is_brought_into_sight() {
        let pieces = found("Je vous adresse Mme Bernard pour un essoufflement d’effort", &["essoufflement"]);
        assert_eq!(said(&pieces), "…\u{a0}Bernard pour un [essoufflement] d’effort");
    }

    #[test]
    fn ranges_that_fit_no_letter_hide_nothing() {
        let broken = Excerpt { text: "été".to_owned(), hits: vec![1..2, 40..50] };
        assert_eq!(said(&pieces(&broken)), "été");
    }
}
