//! The elements that are shown, and how each stands to its neighbours. What is
//! on no list here loses its tags and keeps its words.

/// An element that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Block,
    Paragraph,
    Heading,
    /// Of a list: `li`, `dt`, `dd`.
    Item,
    /// How letters look: where a paragraph leaves it open, the next goes on so.
    Letters,
    /// A link is one of those, but holds no other.
    Link,
    Inline,
    /// Holds nothing.
    Single,
    Table,
    /// `thead`, `tbody`, `tfoot`.
    Section,
    Row,
    Cell,
    Caption,
    Columns,
    /// `col`, in `colgroup` or by itself.
    Column,
}

impl Kind {
    pub(super) fn is_of_table(self) -> bool {
        matches!(self, Self::Section | Self::Row | Self::Cell | Self::Caption | Self::Columns | Self::Column)
    }

    /// Ends a paragraph before it.
    pub(super) fn is_block(self) -> bool {
        matches!(self, Self::Block | Self::Paragraph | Self::Heading | Self::Item | Self::Table)
    }

    pub(super) fn is_letters(self) -> bool {
        matches!(self, Self::Letters | Self::Link)
    }

    /// What is within does not end what is without.
    pub(super) fn bounds(self) -> bool {
        matches!(self, Self::Table | Self::Cell | Self::Caption)
    }
}

pub(super) fn shown(name: &str) -> Option<Element> {
    let kind = |name| kind(name).map(|(name, kind)| Element { name, kind });
    kind(name).or_else(|| kind(stand_in(name)?))
}

/// What only works in a browser, and what is out of use.
fn stand_in(name: &str) -> Option<&'static str> {
    Some(match name {
        "form" | "fieldset" | "legend" | "details" | "summary" | "article" | "aside" | "footer" | "header"
        | "hgroup" | "main" | "nav" | "search" | "section" | "multicol" => "div",
        "dir" | "menu" => "ul",
        "listing" => "pre",
        "button" | "label" | "bdo" | "data" | "time" | "output" | "rb" | "rtc" => "span",
        "acronym" => "abbr",
        "image" => "img",
        _ => return None,
    })
}

fn kind(name: &str) -> Option<(&'static str, Kind)> {
    const KINDS: &[(Kind, &[&str])] = &[
        (Kind::Block, &["div", "center", "blockquote", "pre", "ul", "ol", "dl", "address", "figure", "figcaption"]),
        (Kind::Paragraph, &["p"]),
        (Kind::Heading, &["h1", "h2", "h3", "h4", "h5", "h6"]),
        (Kind::Item, &["li", "dt", "dd"]),
        (Kind::Letters, &["b", "big", "code", "em", "font", "i", "nobr", "s", "small"]),
        (Kind::Letters, &["strike", "strong", "tt", "u"]),
        (Kind::Link, &["a"]),
        (Kind::Inline, &["abbr", "bdi", "cite", "del", "dfn", "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "samp"]),
        (Kind::Inline, &["span", "sub", "sup", "var"]),
        (Kind::Single, &["br", "hr", "img", "wbr"]),
        (Kind::Table, &["table"]),
        (Kind::Section, &["thead", "tbody", "tfoot"]),
        (Kind::Row, &["tr"]),
        (Kind::Cell, &["td", "th"]),
        (Kind::Caption, &["caption"]),
        (Kind::Columns, &["colgroup"]),
        (Kind::Column, &["col"]),
    ];
    KINDS.iter().find_map(|(kind, names)| Some((names.iter().find(|known| **known == name).copied()?, *kind)))
}

/// What is between its tags is no markup: a browser would not read it as such.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];
/// What it holds is drawn, chosen or run, not read.
const UNREAD: &[&str] =
    &["applet", "datalist", "embed", "frameset", "math", "object", "select", "svg", "template", "xml"];

/// The name, if an element of that name hides what it holds.
pub(super) fn hiding(name: &str) -> Option<&'static str> {
    RAW.iter().chain(UNREAD).find(|known| **known == name).copied()
}

pub(super) fn is_raw(name: &str) -> bool {
    RAW.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::{Kind, hiding, is_raw, shown};

    #[test]
    fn what_runs_loads_or_asks_is_never_shown() {
        for name in
            ["script", "style", "iframe", "object", "embed", "applet", "svg", "math", "select", "template", "xml"]
        {
            assert!(shown(name).is_none() && hiding(name).is_some(), "{name}");
        }
        for name in ["input", "meta", "link", "base", "frame", "video", "audio", "noscript", "plaintext", "o:p", "x"] {
            assert!(shown(name).is_none() && !is_raw(name), "{name}");
        }
    }

    #[test]
    fn a_form_is_a_block_and_a_button_words() {
        assert_eq!(shown("form").map(|element| element.name), Some("div"));
        assert_eq!(shown("button").map(|element| element.kind), Some(Kind::Inline));
    }
}
