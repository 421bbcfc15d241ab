//! PDF: the glyphs that each page draws, back to words, lines and columns. What
//! is drawn without being seen is read too: so a scanner leaves the words of a
//! page.

mod columns;
mod lines;
mod place;
mod sheet;

use hayro_interpret::hayro_syntax::{Pdf, page::Page};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, TransformExt as _, interpret_page};

use super::{Unread, limit};
use sheet::Sheet;

pub use place::{Area, PageWords};

pub(super) fn words(bytes: &[u8]) -> Result<String, Unread> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|_| Unread::Broken)?;
    let cache = InterpreterCache::new();
    let mut whole = String::new();
    for page in pdf.pages().iter().take(limit::PAGES) {
        let sheet = sheet(&pdf, page, &cache);
        lines::write(sheet.pieces(), &mut whole);
        whole.push_str("\n\n");
        if whole.len() >= limit::TEXT {
            break;
        }
    }
    Ok(whole)
}

/// What a page writes. Its origin goes to the top left, and it is turned as it is
/// read.
fn sheet<'a>(pdf: &'a Pdf, page: &'a Page<'a>, cache: &InterpreterCache<'a>) -> Sheet {
    let transform = page.initial_transform(true).to_kurbo();
    let (width, height) = page.render_dimensions();
    let seen = Rect::new(0.0, 0.0, width.into(), height.into());
    let mut context = Context::new(transform, seen, cache, pdf.xref(), InterpreterSettings::default());
    let mut sheet = Sheet::default();
    interpret_page(page, &mut context, &mut sheet);
    sheet
}
