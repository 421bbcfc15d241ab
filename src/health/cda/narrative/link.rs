//! Links: to the web, to an address, within the text. Any other gives its words.

use super::super::super::xml::Element;
use super::{Page, escape};

impl Page<'_> {
    pub(super) fn link(&mut self, element: &Element) {
        match element.said("href").map(|target| (target, target.strip_prefix('#'))) {
            Some((_, Some(name))) => self.reference(element, Some(name)),
            Some((target, None)) if is_plain(target) => {
                self.raw("<a href=\"");
                escape(target, &mut self.out);
                self.raw("\">");
                self.words_or(element, target);
                self.raw("</a>");
            }
            Some((target, None)) => self.words_or(element, target),
            None => self.children(element),
        }
        self.mark_of(element);
    }

    /// To another place of the text, if there is such a place.
    pub(super) fn reference(&mut self, element: &Element, name: Option<&str>) {
        let number = name.and_then(|name| self.narrative.names.get(name)).copied();
        match number {
            Some(number) => {
                self.raw(&format!("<a href=\"#cda-{number}\">"));
                self.words_or(element, "*");
                self.raw("</a>");
            }
            None => self.children(element),
        }
    }

    fn words_or(&mut self, element: &Element, other: &str) {
        if element.words().is_empty() {
            self.text(other);
        }
        self.children(element);
    }
}

/// Of a scheme that does nothing but lead somewhere.
fn is_plain(target: &str) -> bool {
    let lower = target.to_ascii_lowercase();
    let known = ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    known && !target.chars().any(|c| c.is_control() || c.is_whitespace())
}
