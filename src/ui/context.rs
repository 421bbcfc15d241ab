//! What every view needs to know beside its own state.

use crate::domain::{Keyword, Tag, Timestamp};
use crate::i18n::Words;
use crate::ui::mailboxes::Mailboxes;
use crate::ui::theme::Theme;

/// Handed down by the window to each pane's `view`.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub words: &'a Words,
    pub now: Timestamp,
    pub density: Density,
    pub tags: &'a [Tag],
    pub mailboxes: &'a Mailboxes,
    /// Where the keys go.
    pub focus: Focus,
    pub theme: Theme,
    /// Pixels of the screen for one of the window.
    pub scale: f32,
}

/// How much room a row takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Density {
    Airy,
    #[default]
    Comfortable,
    Compact,
}

/// The panes that keys can go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Focus {
    Folders,
    #[default]
    List,
    Reader,
}

impl Context<'_> {
    pub fn tag(&self, keyword: &Keyword) -> Option<&Tag> {
        self.tags.iter().find(|tag| tag.keyword == *keyword)
    }
}
