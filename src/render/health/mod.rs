//! Health documents on a page of ours: results of laboratories (HPRIM), clinical
//! documents (CDA R2) and archives of them (`IHE_XDM`). Whatever the document
//! says is letters on the page, but for the narrative of a CDA, which `health`
//! writes as HTML of our own making; nothing of it is run or fetched.

mod archive;
mod clinical;
mod curve;
mod results;
mod results_table;
mod sheet;
mod who;

use crate::health::{cda, hprim, xdm};
use crate::i18n::Words;

use super::wire::Clinical;
use sheet::Sheet;

/// The page of a health document, and whether something was left out. None where
/// it is none.
pub(super) fn page(file: &Clinical, words: &Words) -> Option<(String, bool)> {
    let bytes = file.bytes.0.as_slice();
    let mut sheet = Sheet::default();
    if xdm::may_be(bytes) {
        archive::write(bytes, words, &mut sheet);
    } else if let Some(document) = cda::may_be(bytes).then(|| cda::read(bytes).ok()).flatten() {
        clinical::write(&document, words, &mut sheet);
    } else if hprim::recognise(bytes).is_some_and(|kind| kind != hprim::Kind::Xml) {
        let chosen = file.encoding.map(|choice| hprim::Encoding::chosen(choice, bytes));
        results::write(&hprim::read(bytes, chosen, this_year()), &file.courses, words, &mut sheet);
    } else {
        return None;
    }
    Some((sheet.page(), false))
}

/// For years that are written in two digits.
fn this_year() -> u16 {
    u16::try_from(jiff::Zoned::now().year()).unwrap_or(u16::MAX)
}
