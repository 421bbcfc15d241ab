//! The long quote below an answer, folded behind one line that says how long it
//! is. Only what is plainly the letter that is answered: one quote, at the end,
//! below words of the writer's. Where that is in doubt nothing is folded, for
//! what the writer wrote is never hidden.

use blitz_dom::traversal::TreeTraverser;
use blitz_dom::{Attribute, BaseDocument, LocalName, Node, NodeId, QualName, local_name, ns, qual_name};

use super::super::wire::FOLD;
use super::blocks::{self, Block};

/// Lines of a quote that are left as they are.
const SHORT: usize = 12;
/// Of the line that says who wrote what is quoted.
const HEAD: usize = 400;
/// The writer's own words are looked at as far as this.
const OWN: usize = 100_000;

/// No stranger's page has an element of that name, nor such an attribute.
pub(super) const LINE: &str = "fold-line";
const FOLDED: &str = "folded";

/// Words of one who answers within what is quoted.
const WITHIN: &[&str] = &[
    "ci-dessous",
    "ci-après",
    "dans le texte",
    "dans le corps",
    "dans votre",
    "dans ton",
    "en rouge",
    "en bleu",
    "en vert",
    "en gras",
    "en couleur",
    "mes réponses",
    "mes commentaires",
    "below",
    "inline",
    "in red",
    "in blue",
    "in green",
    "in bold",
    "my answers",
    "my comments",
];

#[derive(Debug, Clone, Copy)]
pub(super) struct Fold {
    quote: NodeId,
    line: NodeId,
    /// What the line says.
    says: NodeId,
    /// As long as the quote is where it was laid out first.
    pub(super) lines: usize,
}

impl Fold {
    /// Puts the line in front of the quote, if there is one to be folded. The
    /// page has to be laid out.
    pub(super) fn put(document: &mut BaseDocument) -> Option<Self> {
        let (quote, lines) = find(document)?;
        let mut change = document.mutate();
        let line = change.create_element(name(LINE, true), Vec::new());
        let leads = Attribute { name: qual_name!("href"), value: FOLD.to_owned() };
        let link = change.create_element(qual_name!("a", html), vec![leads]);
        let says = change.create_text_node("");
        change.append_children(link, &[says]);
        change.append_children(line, &[link]);
        change.insert_nodes_before(quote, &[line]);
        drop(change);
        Some(Self { quote, line, says, lines })
    }

    pub(super) fn set(self, document: &mut BaseDocument, folded: bool, says: &str) {
        let mark = if folded { '▸' } else { '▾' };
        let mut change = document.mutate();
        change.set_node_text(self.says, &format!("{mark} {says}"));
        if folded {
            change.set_attribute(self.quote, name(FOLDED, false), "");
        } else {
            change.clear_attribute(self.quote, name(FOLDED, false));
        }
    }

    /// The page as it was.
    pub(super) fn take_out(self, document: &mut BaseDocument) {
        let mut change = document.mutate();
        change.clear_attribute(self.quote, name(FOLDED, false));
        change.remove_node(self.line);
    }
}

fn name(local: &str, element: bool) -> QualName {
    QualName::new(None, if element { ns!(html) } else { ns!() }, LocalName::from(local))
}

/// The quote, and how many lines it has.
fn find(document: &BaseDocument) -> Option<(NodeId, usize)> {
    // Most pages quote nobody, and need not be gone through.
    let is_quote = |id| document.get_node(id).is_some_and(is_quote);
    if !TreeTraverser::new(document).any(is_quote) {
        return None;
    }
    let blocks = blocks::of(document);
    let quotes: Vec<Option<NodeId>> = blocks.iter().map(|block| quote_around(document, block.id)).collect();
    let start = quotes.iter().position(Option::is_some)?;
    let end = quotes.iter().rposition(Option::is_some)?;
    let quote = quotes.get(start).copied().flatten()?;
    // One quote, with nothing between, and only a short signature after it.
    let is_one = quotes.get(start..=end)?.iter().all(|own| *own == Some(quote));
    let after = blocks.get(end + 1..)?;
    let signed = after.iter().all(|block| is_signature(document, block.id)) && lines(after) <= SHORT;
    let own: String = blocks.get(..start)?.iter().flat_map(|block| [block.text, "\n\n"]).collect();
    let lines = lines(blocks.get(start..=end)?);
    (is_one && signed && lines > SHORT && is_answered(&own, is_marked(document, quote))).then_some((quote, lines))
}

fn lines(blocks: &[Block<'_>]) -> usize {
    blocks.iter().map(Block::lines).sum()
}

/// The outermost.
fn quote_around(document: &BaseDocument, id: NodeId) -> Option<NodeId> {
    let mut node = document.get_node(id);
    let mut quote = None;
    while let Some(here) = node {
        if is_quote(here) {
            quote = Some(here.id);
        }
        node = here.parent.and_then(|parent| document.get_node(parent));
    }
    quote
}

fn is_quote(node: &Node) -> bool {
    node.data.is_element_with_tag_name(&local_name!("blockquote"))
}

/// Quoted by a mail program, which says so.
fn is_marked(document: &BaseDocument, quote: NodeId) -> bool {
    has_class(document, quote, &["gmail_quote", "quote"])
}

fn is_signature(document: &BaseDocument, id: NodeId) -> bool {
    has_class(document, id, &["signature"])
}

fn has_class(document: &BaseDocument, id: NodeId, classes: &[&str]) -> bool {
    let given = document.get_node(id).and_then(|node| node.attr(local_name!("class"))).unwrap_or_default();
    given.split_whitespace().any(|class| classes.contains(&class))
}

/// Whether there are words above a quote beside the line that says whose it is,
/// and none that point into it.
fn is_answered(own: &str, marked: bool) -> bool {
    let own = own.get(..own.floor_char_boundary(OWN)).unwrap_or(own).trim();
    let (before, last) = own.rsplit_once("\n\n").unwrap_or(("", own));
    let is_head = last.trim_end().ends_with(':') && last.len() <= HEAD;
    let answer = if is_head { before } else { own };
    let answer = answer.to_lowercase();
    (marked || is_head) && answer.chars().any(char::is_alphanumeric) && !WITHIN.iter().any(|word| answer.contains(word))
}

#[cfg(test)]
mod tests {
    use super::is_answered;

    #[test]
    fn a_quote_is_answered_by_words_above_it() {
        let head = "Le 3 mars 2026, Anne <a@b.example> a écrit\u{a0}:";
        assert!(is_answered(&format!("Merci.\n\n{head}\n\n"), false));
        assert!(is_answered("Merci.", true) && !is_answered("Merci.", false), "nobody says whose it is");
        assert!(!is_answered(&format!("{head}\n\n"), true), "nothing but a quote");
        assert!(!is_answered("Le 3 mars,\nAnne\na écrit :\n\n", true));
        assert!(!is_answered("", true) && !is_answered("\n\n—\n\n", true));
    }

    #[test]
    fn who_answers_within_the_quote_is_believed() {
        for own in ["Voir mes réponses ci-dessous.", "J’ai répondu EN ROUGE.", "See below."] {
            assert!(!is_answered(own, true), "{own}");
        }
    }
}
