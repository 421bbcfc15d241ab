//! What was copied here with its looks. The clipboard of the system carries
//! letters alone; as long as it holds the same ones, the looks are ours to give.

use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::writing::Document;

/// Shared by the windows of the program.
#[derive(Debug, Clone, Default)]
pub struct Board(Arc<Mutex<Option<(String, Document)>>>);

impl Board {
    pub(super) fn keep(&self, text: String, document: Document) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((text, document));
    }

    /// The text as it looked, if these are its letters.
    pub(super) fn kept(&self, text: &str) -> Option<Document> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |one: &str| one.lines().eq(text.lines());
        kept.as_ref().filter(|(letters, _)| same(letters)).map(|(_, document)| document.clone())
    }
}
