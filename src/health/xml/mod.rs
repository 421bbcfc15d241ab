//! XML of strangers as a small tree, found by local names: producers leave
//! namespaces out, misspell prefixes and forget to close. No document type is
//! read, no entity but the five and the numbered, nothing is fetched.
//!
//! Never stops at a fault: it is noted, and reading goes on behind it. Depth,
//! elements and length are capped; what a cap cuts off is noted too.

use std::fmt;

mod mend;
mod read;
mod write;

pub use read::read;
pub use write::{Writer, escape};

/// Of elements within elements. Their words are kept beyond it.
pub const DEPTH: usize = 256;
/// Of elements and attributes. The longest reports known have 30,000.
pub const NODES: usize = 400_000;
/// Of a file, as text. A PDF of 30 MB has 40 in it.
pub const LENGTH: usize = 64 << 20;
/// How often reading begins anew behind a fault.
const RESTARTS: usize = 48;

/// What was not as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// Longer than is read: the end is missing.
    TooLong,
    /// More elements than are read: the end is missing.
    TooMany,
    /// Deeper than is told apart: the words are kept, their frames are not.
    TooDeep,
    /// Markup that is none. It stands as text.
    Malformed,
    /// So many of these that the end was left unread.
    Unread,
    /// The file breaks off: elements were not closed.
    Unclosed,
    /// A document type, which is ignored, its entities too.
    Doctype,
    /// Letters that no character set explains.
    Letters,
}

/// A file: its elements, and what was wrong with it.
#[derive(Clone)]
pub struct Tree {
    /// Without a name; the file's root is in it.
    pub top: Element,
    pub faults: Vec<Fault>,
}

#[derive(Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// Without its prefix.
    pub name: String,
    attributes: Vec<(String, String)>,
    pub nodes: Vec<Node>,
}

#[derive(Clone, PartialEq, Eq)]
pub enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// Case counts for nobody who gets it wrong.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// By local name; the one without a prefix goes first.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let local = |full: &str| full.rsplit(':').next().is_some_and(|local| local.eq_ignore_ascii_case(name));
        let exact = self.attributes.iter().find(|(full, _)| full.eq_ignore_ascii_case(name));
        exact.or_else(|| self.attributes.iter().find(|(full, _)| local(full))).map(|(_, value)| value.as_str())
    }

    /// Its value, if there is one that is not blank.
    pub fn said(&self, name: &str) -> Option<&str> {
        self.attribute(name).map(str::trim).filter(|value| !value.is_empty())
    }

    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    pub fn children<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |element| element.is(name))
    }

    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.is(name))
    }

    /// The first that is found along the names, whichever of several parents holds it.
    pub fn path(&self, names: &[&str]) -> Option<&Element> {
        match names.split_first() {
            None => Some(self),
            Some((first, rest)) => self.elements().filter(|child| child.is(first)).find_map(|child| child.path(rest)),
        }
    }

    /// The first of that name anywhere within, itself among it.
    pub fn find(&self, name: &str) -> Option<&Element> {
        if self.is(name) { Some(self) } else { self.elements().find_map(|child| child.find(name)) }
    }

    /// Each of that name, itself among it, in the order of the file.
    pub fn each<'a>(&'a self, name: &str, found: &mut impl FnMut(&'a Element)) {
        if self.is(name) {
            found(self);
        }
        for child in self.elements() {
            child.each(name, found);
        }
    }

    pub fn all<'a>(&'a self, name: &str) -> Vec<&'a Element> {
        let mut all = Vec::new();
        self.each(name, &mut |element| all.push(element));
        all
    }

    /// Its words and those within, blanks as one.
    pub fn words(&self) -> String {
        super::name::collapsed(&self.raw())
    }

    /// The same as it stands.
    pub fn raw(&self) -> String {
        let mut whole = String::new();
        self.add_raw(&mut whole);
        whole
    }

    fn add_raw(&self, whole: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(text) => whole.push_str(text),
                Node::Element(element) => {
                    // What stands in two elements is two words.
                    whole.push(' ');
                    element.add_raw(whole);
                    whole.push(' ');
                }
            }
        }
    }
}

/// A document's words are not for a log.
impl fmt::Debug for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Element").field("nodes", &self.nodes.len()).finish_non_exhaustive()
    }
}

impl fmt::Debug for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tree").field("faults", &self.faults).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str) -> Tree {
        read(text.as_bytes())
    }

    #[test]
    fn elements_and_attributes_are_found_by_local_name_whatever_the_prefix() {
        let tree = tree(r#"<?xml version="1.0"?><ns3:A xmlns="u" x:b="1"><c:B xsi:type="CD" type="x">w</c:B></ns3:A>"#);
        let a = tree.top.child("a").unwrap();
        assert_eq!((a.attribute("B"), a.child("b").unwrap().attribute("type")), (Some("1"), Some("x")));
        assert_eq!((a.words().as_str(), tree.faults.as_slice()), ("w", &[][..]));
        assert!(a.attribute("xmlns").is_none());
    }

    #[test]
    fn entities_are_resolved_once_and_unknown_ones_stay_visible() {
        let bomb = "<!DOCTYPE a [<!ENTITY b 'bbb'><!ENTITY c SYSTEM 'file:///etc/hostname'>]><a t='&lt;&#233;&b;'>&b;&c;&amp;lt; R & D</a>";
        let tree = tree(bomb);
        let a = tree.top.find("a").unwrap();
        assert_eq!((a.words().as_str(), a.attribute("t")), ("&b;&c;&lt; R & D", Some("<é&b;")));
        assert_eq!(tree.faults, [Fault::Doctype]);
    }

    #[test]
    fn reading_goes_on_behind_faults_and_names_them() {
        let cases: &[(&str, &str, &[Fault])] = &[
            ("<a><b>un</c>deux</b></a>", "un deux", &[Fault::Malformed]),
            ("<a><b>un<i>deux</b>trois</a>", "un deux trois", &[Fault::Malformed]),
            ("<a>un<b>deux", "un deux", &[Fault::Unclosed]),
            ("<a>un < deux<b>trois</b></a>", "un < deux trois", &[Fault::Malformed]),
            ("<td>TSH <0.1 ou <seuil d'alerte</td>", "TSH <0.1 ou <seuil d'alerte", &[Fault::Malformed]),
            ("<a t='a < b'><![CDATA[1 < 2]]><!-- < --></a>", "1 < 2", &[]),
            ("<a>un<!-- deux</a>", "un<!-- deux", &[Fault::Malformed]),
            ("<a><![CDATA[un <b>]]></a>", "un <b>", &[]),
            ("un<a/>", "un", &[]),
            ("", "", &[]),
        ];
        for (text, words, faults) in cases {
            let tree = tree(text);
            assert_eq!((tree.top.words().as_str(), tree.faults.as_slice()), (*words, *faults), "{text}");
        }
    }

    #[test]
    fn depth_and_number_are_capped_and_no_word_of_the_deep_is_lost() {
        let deep = tree(&format!("{}mot{}fin", "<a>".repeat(100_000), "</a>".repeat(100_000)));
        assert_eq!((deep.top.words().as_str(), deep.faults.as_slice()), ("mot fin", &[Fault::TooDeep][..]));
        let many = tree(&"<a/>".repeat(NODES + 5));
        assert_eq!((many.top.nodes.len(), many.faults.as_slice()), (NODES, &[Fault::TooMany][..]));
    }

    #[test]
    fn letters_are_read_as_they_are_not_as_they_are_labelled() {
        let latin = |text: &str| text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect::<Vec<u8>>();
        let labelled = |label: &str| format!("<?xml version='1.0' encoding='{label}'?><a>été</a>");
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let cases = [
            labelled("UTF-8").into_bytes(),
            labelled("ISO-8859-1").into_bytes(),
            latin(&labelled("ISO-8859-1")),
            latin(&labelled("UTF-8")),
            [b"\xEF\xBB\xBF".to_vec(), labelled("UTF-8").into_bytes()].concat(),
            [b"\xFF\xFE".to_vec(), wide(&labelled("UTF-16"))].concat(),
            wide(&labelled("UTF-16")),
        ];
        for bytes in cases {
            assert_eq!(read(&bytes).top.words(), "été");
        }
    }
}
