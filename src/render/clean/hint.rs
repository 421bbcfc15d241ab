//! What old attributes of a table say of all its cells, as a sheet of ours in
//! front of those of the page. It weighs nothing: any word of the page holds
//! against it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::attribute::Attributes;

/// How a sheet of ours is told from those of the page.
pub(super) const CLASS: &str = "hints";

#[derive(Debug, Default)]
pub(super) struct Hints {
    paddings: BTreeSet<u32>,
    borders: BTreeSet<u32>,
}

impl Hints {
    pub(super) fn note(&mut self, table: &Attributes) {
        self.paddings.extend(table.padding);
        self.borders.extend(table.border.filter(|border| *border > 0));
    }

    /// With the colour that links have on this page.
    pub(super) fn css(&self, link: Option<&str>) -> String {
        let mut css = String::new();
        for padding in &self.paddings {
            let _ = writeln!(css, ":where(table[cellpadding=\"{padding}\"]>*>tr>*){{padding:{padding}px}}");
        }
        for border in &self.borders {
            let _ = writeln!(css, ":where(table[border=\"{border}\"]){{border:{border}px solid gray}}");
            let _ = writeln!(css, ":where(table[border=\"{border}\"]>*>tr>*){{border:1px solid gray}}");
        }
        if let Some(link) = link {
            let _ = writeln!(css, ":where(a[href]){{color:{link}}}");
        }
        css
    }
}
