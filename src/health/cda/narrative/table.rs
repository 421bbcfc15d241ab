//! Tables. Parts that stand where HTML has no place for them are set before the table.

use super::super::super::xml::{Element, Node};
use super::Page;

/// Of rows and columns that a cell may take, and of all that a table's cells may.
const SPAN: usize = 200;

impl Page<'_> {
    pub(super) fn table(&mut self, element: &Element) {
        self.mark_of(element);
        self.loose(element, &["caption", "thead", "tbody", "tfoot", "tr", "col", "colgroup"]);
        self.open("table", element, "cda-table", "");
        for child in element.elements() {
            match child.name.to_ascii_lowercase().as_str() {
                "caption" => self.block("caption", child, "cda-caption"),
                "thead" => self.group("thead", child),
                "tbody" => self.group("tbody", child),
                "tfoot" => self.group("tfoot", child),
                "tr" => self.row(child),
                _ => {}
            }
        }
        self.raw("</table>\n");
    }

    fn group(&mut self, tag: &str, element: &Element) {
        self.pending = self.flag_of(element).or(self.pending);
        self.open(tag, element, "", "");
        for node in &element.nodes {
            match node {
                Node::Element(child) if child.is("tr") => self.row(child),
                // A row that was forgotten.
                Node::Element(child) => {
                    self.raw("<tr>");
                    self.cell(child);
                    self.raw("</tr>");
                }
                Node::Text(text) if text.trim().is_empty() => {}
                Node::Text(text) => self.stray(text),
            }
        }
        self.raw(&format!("</{tag}>"));
    }

    fn row(&mut self, element: &Element) {
        self.pending = self.flag_of(element).or(self.pending);
        self.open("tr", element, "", "");
        for node in &element.nodes {
            match node {
                Node::Element(child) => self.cell(child),
                Node::Text(text) if text.trim().is_empty() => {}
                Node::Text(text) => {
                    self.raw("<td>");
                    self.text(text);
                    self.raw("</td>");
                }
            }
        }
        self.raw("</tr>\n");
    }

    fn cell(&mut self, element: &Element) {
        let tag = if element.is("th") { "th" } else { "td" };
        if !element.is("td") && !element.is("th") {
            self.raw("<td>");
            self.element(element);
            self.raw("</td>");
            return;
        }
        let numbers = ["colspan", "rowspan"].map(|name| span(element, name));
        self.open(tag, element, "", &numbers.concat());
        self.children(element);
        self.mark_of(element);
        if let Some(flag) = self.pending.take() {
            self.flag(flag);
        }
        self.raw(&format!("</{tag}>"));
    }

    fn stray(&mut self, text: &str) {
        self.raw("<tr><td>");
        self.text(text);
        self.raw("</td></tr>");
    }

    /// What a table has between its parts.
    fn loose(&mut self, element: &Element, parts: &[&str]) {
        for node in &element.nodes {
            match node {
                Node::Element(child) if parts.iter().any(|part| child.is(part)) => {}
                Node::Element(child) => self.element(child),
                Node::Text(text) if text.trim().is_empty() => {}
                Node::Text(text) => self.text(text),
            }
        }
    }

    fn flag_of(&self, element: &Element) -> Option<super::Flag> {
        element.said("ID").and_then(|name| self.narrative.marks.get(name)).copied()
    }
}

/// ` colspan="3"`, if it is a number that makes sense.
fn span(element: &Element, name: &str) -> String {
    let number =
        element.said(name).and_then(|text| text.parse::<usize>().ok()).filter(|number| (2..=SPAN).contains(number));
    number.map(|number| format!(" {name}=\"{number}\"")).unwrap_or_default()
}
