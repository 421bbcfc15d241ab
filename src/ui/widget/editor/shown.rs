//! What is seen of what stands in a text beside letters: pictures, by their
//! Content-ID, and layouts that are carried along, by their HTML and the theme that
//! they were painted for. None of it is made here.

use std::collections::HashMap;
use std::sync::Arc;

use iced::widget::image::Handle;

use crate::domain::writing::Block;
use crate::ui::theme::Theme;

#[derive(Default)]
pub(super) struct Shown {
    pictures: HashMap<Arc<str>, Handle>,
    /// Carried, and asked for.
    asked: HashMap<Arc<str>, Theme>,
}

/// By what a block that is no letters is known.
pub(super) fn key(block: &Block) -> Option<&str> {
    match block {
        Block::Carried(carried) => Some(&carried.html),
        Block::Paragraph(paragraph) => {
            let mut pieces = paragraph.pieces();
            let picture = pieces.next()?.picture?;
            pieces.next().is_none().then(|| picture.content_id())
        }
    }
}

impl Shown {
    pub(super) fn put(&mut self, key: &str, handle: Handle) {
        let _ = self.pictures.insert(key.into(), handle);
    }

    pub(super) fn of(&self, block: &Block) -> Option<&Handle> {
        self.pictures.get(key(block)?)
    }

    /// It will come: it is not asked for again.
    pub(super) fn await_for(&mut self, all: &[Arc<str>], theme: Theme) {
        self.asked.extend(all.iter().map(|html| (html.clone(), theme)));
    }

    /// What came into sight and was never painted so.
    pub(super) fn met<'a>(
        &self,
        blocks: impl Iterator<Item = &'a Block>,
        theme: Theme,
    ) -> Option<(Vec<Arc<str>>, Theme)> {
        let html =
            blocks.filter_map(|block| if let Block::Carried(carried) = block { Some(&carried.html) } else { None });
        let unknown: Vec<_> = html.filter(|html| self.asked.get(*html) != Some(&theme)).cloned().collect();
        (!unknown.is_empty()).then_some((unknown, theme))
    }
}
