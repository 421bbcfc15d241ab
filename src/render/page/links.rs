//! The links of a page: where they are, where they lead, and whether they say so.

use blitz_dom::traversal::TreeTraverser;
use blitz_dom::{BaseDocument, local_name};

use super::super::clean::misleads;
use super::super::wire::{Link, Spot};
use super::narrow;

/// A page with more is a list of addresses, not a letter.
const MOST: usize = 5_000;

pub(super) fn on(document: &BaseDocument, zoom: f32) -> Vec<Link> {
    let scroll = document.viewport_scroll();
    let link = |id| {
        let node = document.get_node(id)?;
        let leads = node.data.is_element_with_tag_name(&local_name!("a")).then(|| node.attr(local_name!("href")))??;
        let length = |pixels: f64| narrow(pixels) * zoom;
        let spots = document.node_client_rects(id).into_iter().map(|area| Spot {
            x: length(area.x + scroll.x),
            y: length(area.y + scroll.y),
            width: length(area.width),
            height: length(area.height),
        });
        let misleads = misleads(&node.text_content(), leads);
        Some(Link { spots: spots.collect(), leads: leads.to_owned(), misleads })
    };
    TreeTraverser::new(document).filter_map(link).take(MOST).collect()
}
