//! The part that is laid out: a `div` for each paragraph, so that a line of the
//! editor is a line where it is read.

use std::fmt::Write as _;

use super::{CARRIED, css};
use crate::domain::writing::{Align, Block, Document, Emphasis, Form, Item, Link, List, Paragraph, Piece, Size, Style};

/// Programs that know `cite` draw their own line; for the others, ours.
const QUOTE: &str =
    "<blockquote type=\"cite\" style=\"margin:0 0 0 0.8ex;border-left:2px solid #cccccc;padding-left:1ex\">";

pub(super) fn write(document: &Document) -> String {
    let mut page = Page::default();
    for block in document.blocks() {
        match &**block {
            Block::Paragraph(paragraph) => page.paragraph(paragraph),
            Block::Carried(carried) => {
                page.stand(carried.quote, None);
                let _ = writeln!(page.html, "<div class=\"{CARRIED}\">{}</div>", carried.html);
            }
        }
    }
    page.stand(0, None);
    page.html
}

#[derive(Default)]
struct Page {
    html: String,
    quote: u8,
    /// The open lists, outermost first.
    lists: Vec<&'static str>,
}

impl Page {
    fn paragraph(&mut self, paragraph: &Paragraph) {
        let form = paragraph.form;
        self.stand(form.quote, form.item);
        let tag = if form.item.is_some_and(|item| item.list != List::Unmarked) { "li" } else { "div" };
        let mut style = Vec::new();
        if form.align != Align::Left {
            style.push(format!("text-align:{}", css::align(form.align)));
        }
        if has_blanks_of_its_own(paragraph.text()) {
            style.push("white-space:pre-wrap".to_owned());
        }
        let _ = write!(self.html, "<{tag}");
        self.style(&style);
        self.html.push('>');
        if paragraph.is_empty() {
            self.html.push_str("<br>");
        }
        let mut link = None;
        for piece in paragraph.pieces() {
            self.link(&mut link, piece.style.link.as_ref());
            self.piece(&piece);
        }
        self.link(&mut link, None);
        let _ = writeln!(self.html, "</{tag}>");
    }

    fn style(&mut self, declarations: &[String]) {
        if !declarations.is_empty() {
            let _ = write!(self.html, " style=\"{}\"", declarations.join(";"));
        }
    }

    /// Opens and closes quotes and lists up to those that a block stands in.
    fn stand(&mut self, quote: u8, item: Option<Item>) {
        let quote = quote.min(Form::QUOTES);
        let depth = item.map_or(0, |item| usize::from(item.depth) + 1);
        let kind = item.map(|item| match item.list {
            List::Bulleted => Some("ul"),
            List::Numbered => Some("ol"),
            List::Unmarked => None,
        });
        let kind = kind.flatten();
        let stays = if quote == self.quote { depth } else { 0 };
        self.close_lists(stays);
        let is_other = self.lists.len() == depth && kind.is_some() && self.lists.last().copied() != kind;
        if is_other {
            self.close_lists(depth.saturating_sub(1));
        }
        while self.quote > quote {
            self.html.push_str("</blockquote>\n");
            self.quote -= 1;
        }
        while self.quote < quote {
            self.html.push_str(QUOTE);
            self.html.push('\n');
            self.quote += 1;
        }
        while self.lists.len() < depth {
            let kind = kind.unwrap_or("ul");
            let _ = writeln!(self.html, "<{kind}>");
            self.lists.push(kind);
        }
    }

    fn close_lists(&mut self, stay: usize) {
        while self.lists.len() > stay {
            if let Some(kind) = self.lists.pop() {
                let _ = writeln!(self.html, "</{kind}>");
            }
        }
    }

    fn link<'a>(&mut self, open: &mut Option<&'a Link>, next: Option<&'a Link>) {
        if *open == next {
            return;
        }
        if open.is_some() {
            self.html.push_str("</a>");
        }
        if let Some(link) = next {
            let _ = write!(self.html, "<a href=\"{}\">", escaped(link.as_str()));
        }
        *open = next;
    }

    fn piece(&mut self, piece: &Piece<'_>) {
        let tags: Vec<&str> =
            Emphasis::ALL.into_iter().filter(|emphasis| piece.style.has(*emphasis)).map(tag).collect();
        for tag in &tags {
            let _ = write!(self.html, "<{tag}>");
        }
        let look = look(piece.style);
        if !look.is_empty() {
            self.html.push_str("<span");
            self.style(&look);
            self.html.push('>');
        }
        match piece.picture {
            Some(picture) => {
                let id = picture.content_id().replace('%', "%25");
                let _ = write!(self.html, "<img src=\"cid:{}\" alt=\"{}\"", escaped(&id), escaped(picture.name()));
                if let Some(width) = picture.width() {
                    let _ = write!(self.html, " width=\"{width}\"");
                }
                self.html.push('>');
            }
            None => self.html.push_str(&escaped(piece.text)),
        }
        if !look.is_empty() {
            self.html.push_str("</span>");
        }
        for tag in tags.iter().rev() {
            let _ = write!(self.html, "</{tag}>");
        }
    }
}

fn tag(emphasis: Emphasis) -> &'static str {
    match emphasis {
        Emphasis::Bold => "b",
        Emphasis::Italic => "i",
        Emphasis::Underline => "u",
        Emphasis::Strike => "s",
    }
}

fn look(style: &Style) -> Vec<String> {
    let ink = style.ink.map(|ink| format!("color:{}", css::ink(ink)));
    let marker = style.marker.map(|marker| format!("background-color:{}", css::marker(marker)));
    let size = (style.size != Size::Normal).then(|| format!("font-size:{}", css::size(style.size)));
    [ink, marker, size].into_iter().flatten().collect()
}

/// Blanks that a page would fold.
fn has_blanks_of_its_own(text: &str) -> bool {
    text.starts_with(' ') || text.ends_with(' ') || text.contains("  ") || text.contains('\t')
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
