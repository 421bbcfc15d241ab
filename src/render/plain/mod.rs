//! Plain text as a page of ours: what is quoted stands in levels, links are
//! found, the signature is grey. Nothing in the text is ever markup, and each
//! letter of it is there: only the marks of quotes become lines at their side.
//! Goes over the text once, and cuts it into blocks, so that the layout of a
//! long one costs what its length costs.

mod line;
mod link;
mod sheet;

use std::fmt::Write as _;

use line::{Line, Part};

pub(super) use link::escape;

/// Blocks that are set apart, beyond which a text goes on as it is.
const BLOCKS: usize = 10_000;
/// Of one block: the layout looks at it as a whole.
const BLOCK_LINES: usize = 40;
const BLOCK_LETTERS: usize = 4 << 10;

/// The page of a text.
pub fn page(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_end();
    let mut page = Page::new(text.len());
    let trailing = line::trailing_quote(text);
    for line in line::Lines::new(text) {
        page.line(&line, trailing.is_some_and(|at| line.at >= at));
    }
    page.finish(line::is_tabular(text))
}

struct Page {
    body: String,
    blocks: usize,
    level: usize,
    /// What is open within the level.
    block: Option<Block>,
    /// Empty lines that are not yet written.
    empty: usize,
}

struct Block {
    part: Part,
    lines: usize,
    letters: usize,
}

impl Page {
    fn new(length: usize) -> Self {
        let body = String::with_capacity(length + length / 4);
        Self { body, blocks: 0, level: 0, block: None, empty: 0 }
    }

    fn line(&mut self, line: &Line<'_>, trailing: bool) {
        // Beyond the cap all is one kind, with the marks that it came with.
        let surplus = self.blocks >= BLOCKS;
        let (level, part, text) =
            if surplus { (0, Part::Words, line.whole) } else { (line.level, line.part, line.text) };
        if level != self.level {
            self.close_block();
            self.go_to(level, trailing);
        }
        if part == Part::Page {
            self.close_block();
            self.body.push_str("<hr class=\"page\">\n");
            self.blocks += 1;
        } else if text.trim().is_empty() {
            self.empty += 1;
        } else {
            for piece in line::pieces(text, BLOCK_LETTERS) {
                self.piece(piece, part);
            }
        }
    }

    fn piece(&mut self, text: &str, part: Part) {
        let empty = self.empty;
        let goes_on = self.block.as_mut().filter(|block| {
            let full = block.lines + empty >= BLOCK_LINES || block.letters + text.len() > BLOCK_LETTERS;
            block.part == part && !full
        });
        if let Some(block) = goes_on {
            block.lines += 1 + empty;
            block.letters += text.len();
            self.body.extend(std::iter::repeat_n('\n', empty + 1));
            self.empty = 0;
        } else {
            self.close_block();
            let class = if part == Part::Signature { "text signature" } else { "text" };
            let _ = write!(self.body, "<div class=\"{class}\">");
            self.blocks += 1;
            self.block = Some(Block { part, lines: 1, letters: text.len() });
        }
        link::write(text, &mut self.body);
    }

    /// With the empty lines after it: at the end of a block they would have no
    /// height. Many say no more than some.
    fn close_block(&mut self) {
        if self.block.take().is_some() {
            self.body.push_str("</div>\n");
        }
        if self.empty > 0 {
            let empty = "<br>".repeat(std::mem::take(&mut self.empty).min(BLOCK_LINES));
            let _ = writeln!(self.body, "<div class=\"text\">{empty}</div>");
            self.blocks += 1;
        }
    }

    fn go_to(&mut self, level: usize, trailing: bool) {
        while self.level > level {
            self.body.push_str("</blockquote>\n");
            self.level -= 1;
        }
        while self.level < level {
            self.level += 1;
            let trailing = if trailing && self.level == 1 { " trailing" } else { "" };
            let _ = write!(self.body, "<blockquote class=\"quote level{}{trailing}\">", self.level);
            self.blocks += 1;
        }
    }

    fn finish(mut self, tabular: bool) -> String {
        self.close_block();
        self.go_to(0, false);
        let class = if tabular { " class=\"table\"" } else { "" };
        let style = sheet::STYLE;
        format!(
            "<!DOCTYPE html><html><head><style>{style}</style></head><body{class}>{body}</body></html>",
            body = self.body
        )
    }
}

#[cfg(test)]
mod tests;
