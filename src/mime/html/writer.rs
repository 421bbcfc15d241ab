//! Writes the text of a page: folds blanks, keeps blocks apart, indents lists,
//! marks quotes.

use super::{super::clean, table::Table};

/// Deeper ones are not indented any further.
const DEPTH: usize = 12;
/// A longer address is a tracker's, and hides the text.
const ADDRESS: usize = 500;

#[derive(Default)]
pub(super) struct Writer {
    out: String,
    /// Line breaks owed before the next word.
    breaks: u8,
    /// A blank is owed before the next word.
    blank: bool,
    quotes: usize,
    /// One for each open list: the number of its last item, if it counts them.
    lists: Vec<Option<u32>>,
    /// A list deeper than is kept track of.
    lists_beyond: usize,
    /// The mark of a list item, owed before the next word.
    marker: Option<String>,
    pre: usize,
    /// Where the open link leads, and where its text begins.
    link: Option<(String, usize)>,
    table: Option<Table>,
}

impl Writer {
    pub(super) fn finish(mut self) -> String {
        self.close_link();
        self.trim();
        self.out.truncate(self.out.trim_end().len());
        self.out
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.pre > 0 {
            for (index, line) in text.split('\n').enumerate() {
                if index > 0 {
                    self.line_break();
                }
                if !line.is_empty() {
                    self.put(line);
                }
            }
            return;
        }
        // A no-break space is no blank here.
        for (index, word) in text.split([' ', '\t', '\n', '\r', '\u{c}']).enumerate() {
            self.blank |= index > 0;
            if !word.is_empty() {
                self.put(word);
            }
        }
    }

    fn put(&mut self, word: &str) {
        if self.breaks > 0 || self.out.is_empty() {
            self.begin_line();
        } else if self.blank {
            self.out.push(' ');
        }
        self.blank = false;
        self.out.push_str(word);
    }

    fn begin_line(&mut self) {
        self.trim();
        if !self.out.is_empty() {
            let there = self.out.bytes().rev().take(2).take_while(|&byte| byte == b'\n').count();
            self.out.extend(std::iter::repeat_n('\n', usize::from(self.breaks).saturating_sub(there)));
        }
        self.breaks = 0;
        let marker = self.marker.take().unwrap_or_default();
        let prefix = self.prefix();
        self.out.push_str(prefix.strip_suffix(if marker.is_empty() { "" } else { "  " }).unwrap_or(&prefix));
        self.out.push_str(&marker);
    }

    /// What each line begins with here.
    fn prefix(&self) -> String {
        "> ".repeat(self.quotes.min(DEPTH)) + &"  ".repeat(self.lists.len())
    }

    /// Takes off what nobody sees at the end of a line.
    fn trim(&mut self) {
        let is_nothing = |c: char| c == ' ' || c == '\u{a0}' || c == '\t' || clean::unseen(c);
        self.out.truncate(self.out.trim_end_matches(is_nothing).len());
    }

    /// The next word begins a line, after an empty one if `breaks` is 2.
    pub(super) fn block(&mut self, breaks: u8) {
        if breaks > 0 {
            // The mark of an item stays with its first line.
            let most = if self.marker.is_some() { 1 } else { breaks };
            self.breaks = self.breaks.max(most);
            self.blank = false;
        }
    }

    pub(super) fn line_break(&mut self) {
        self.breaks = (self.breaks + 1).min(2);
        self.blank = false;
    }

    pub(super) fn rule(&mut self) {
        self.block(1);
        self.put("-----");
        self.block(1);
    }

    pub(super) fn open_quote(&mut self) {
        self.block(2);
        self.quotes += 1;
    }

    pub(super) fn close_quote(&mut self) {
        self.block(2);
        self.quotes = self.quotes.saturating_sub(1);
    }

    pub(super) fn open_pre(&mut self) {
        self.block(2);
        self.pre += 1;
    }

    pub(super) fn close_pre(&mut self) {
        self.block(2);
        self.pre = self.pre.saturating_sub(1);
    }

    pub(super) fn open_list(&mut self, counted: bool) {
        self.block(2);
        if !self.lists.is_empty() {
            self.breaks = 1;
        }
        if self.lists.len() < DEPTH {
            self.lists.push(counted.then_some(0));
        } else {
            self.lists_beyond += 1;
        }
    }

    pub(super) fn close_list(&mut self) {
        self.marker = None;
        if let Some(fewer) = self.lists_beyond.checked_sub(1) {
            self.lists_beyond = fewer;
        } else {
            let _ = self.lists.pop();
        }
        self.block(if self.lists.is_empty() { 2 } else { 1 });
    }

    pub(super) fn item(&mut self) {
        self.block(1);
        self.marker = Some(match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{number}. ")
            }
            _ => "- ".to_owned(),
        });
    }

    /// Items stay together, whatever paragraphs they hold.
    pub(super) fn close_item(&mut self) {
        self.marker = None;
        self.breaks = 1;
    }

    pub(super) fn open_link(&mut self, href: Option<&str>) {
        self.close_link();
        self.link = href.and_then(target).map(|target| (target, self.out.len()));
    }

    /// Says where the link leads, unless its text does.
    pub(super) fn close_link(&mut self) {
        let Some((target, start)) = self.link.take() else { return };
        let text = self.out.get(start..).unwrap_or_default();
        let bare = target.split_once("://").map_or(target.as_str(), |(_, rest)| rest).trim_end_matches('/');
        if !text.trim().is_empty() && !text.contains(bare) {
            self.out.push_str(" <");
            self.out.push_str(&target);
            self.out.push('>');
        }
    }

    pub(super) fn open_table(&mut self) {
        self.block(1);
        // One that holds another only arranges: it is forgotten.
        self.table = Some(Table::new(self.out.len()));
    }

    pub(super) fn row(&mut self) {
        self.block(1);
        if let Some(table) = &mut self.table {
            table.row();
        }
    }

    pub(super) fn cell(&mut self) {
        self.block(1);
        if let Some(table) = &mut self.table {
            table.cell(self.out.len());
        }
    }

    pub(super) fn close_table(&mut self) {
        let Some(table) = self.table.take() else { return self.block(1) };
        if let Some(lines) = table.in_columns(&self.out, &self.prefix()) {
            self.out.truncate(table.start);
            for line in lines {
                self.breaks = 1;
                self.put(&line);
            }
        }
        self.block(1);
    }
}

/// The address a link leads to, if it is one to show.
fn target(href: &str) -> Option<String> {
    let href: String = href.chars().filter(|&c| !c.is_whitespace() && !c.is_control()).take(ADDRESS + 1).collect();
    let scheme = href.split_once(':')?.0.to_ascii_lowercase();
    let target = match scheme.as_str() {
        "http" | "https" => href.as_str(),
        "mailto" => href.get(scheme.len() + 1..)?.split('?').next()?,
        _ => return None,
    };
    (target.len() <= ADDRESS && !target.is_empty()).then(|| target.to_owned())
}
