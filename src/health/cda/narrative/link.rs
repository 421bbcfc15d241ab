//! Links: to the web, to an address, within the text. Any other gives its words.

use super::super::super::xml::Element;
use super::{Page, escape};

impl Page<'_> {
    pub(super) fn link(&mut self, element: &Element) {
        match element.said("href").map(|target| (target, target.strip_prefix('#'))) {
            Some((_, Some(name))) => self.reference(element, Some(name)),
            Some((target, None)) if is_plain(target) => {
                let mut href = String::new();
                escape(target, &mut href);
                self.to(element, &href, target);
            }
            _ => self.children(element),
        }
        self.mark_of(element);
    }

    /// To another place of the text, if there is such a place.
    pub(super) fn reference(&mut self, element: &Element, name: Option<&str>) {
        match name.and_then(|name| self.narrative.names.get(name)).copied() {
            Some(number) => self.to(element, &format!("#cda-{number}"), "*"),
            None => self.children(element),
        }
    }

    fn to(&mut self, element: &Element, href: &str, bare: &str) {
        if self.in_link {
            return self.children(element);
        }
        self.in_link = true;
        self.raw(&format!("<a href=\"{href}\">"));
        if element.words().is_empty() {
            self.text(bare);
        }
        self.children(element);
        self.raw("</a>");
        self.in_link = false;
    }
}

/// Of a scheme that does nothing but lead somewhere.
fn is_plain(target: &str) -> bool {
    let lower = target.to_ascii_lowercase();
    let known = ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    known && !target.chars().any(|c| c.is_control() || c.is_whitespace())
}
