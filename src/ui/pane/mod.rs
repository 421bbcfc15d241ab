//! The three everyday panes. A pane never calls the engine: its `update`
//! returns what it wants as an `Action`, and answers come back as messages.

pub mod folders;
pub mod list;
pub mod reader;

use crate::domain::{Role, Space};
use crate::i18n::Words;
use crate::ui::icon;
use crate::ui::mailboxes::Inboxes;
use crate::ui::theme::{Element, text as colour};
use crate::ui::widget::pieces::tip;

/// What a folder is called: a role has its own words, whatever the server says.
pub fn folder_name(words: &Words, role: Option<Role>, name: &str) -> String {
    match role {
        Some(Role::Inbox) => words.say("role-inbox"),
        Some(Role::Drafts) => words.say("role-drafts"),
        Some(Role::Sent) => words.say("role-sent"),
        Some(Role::Archive) => words.say("role-archive"),
        Some(Role::Junk) => words.say("role-junk"),
        Some(Role::Trash) => words.say("role-trash"),
        Some(Role::Virtual) | None => name.to_owned(),
    }
}

/// What inboxes shown as one are called.
pub fn inboxes_name(words: &Words, inboxes: Inboxes) -> String {
    words.say(match inboxes {
        Inboxes::All => "inboxes-all",
        Inboxes::Of(Space::Secure) => "inboxes-secure",
        Inboxes::Of(Space::Ordinary) => "inboxes-ordinary",
    })
}

/// What a mailbox of the trusted space wears, wherever it is named.
pub fn padlock<'a, Message: 'a>(words: &Words) -> Element<'a, Message> {
    tip(icon::lock().size(14).style(colour::verified), words.say("folders-secure-space"))
}

/// A key that moves within a pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Up,
    Down,
    PageUp,
    PageDown,
    Home,
    End,
}

impl Step {
    /// Where a step leads among so many rows, `page` rows being in sight.
    pub fn from(self, index: Option<usize>, count: usize, page: usize) -> Option<usize> {
        let last = count.checked_sub(1)?;
        let Some(index) = index else {
            return Some(if matches!(self, Self::End | Self::Up | Self::PageUp) { last } else { 0 });
        };
        Some(match self {
            Self::Up => index.saturating_sub(1),
            Self::Down => (index + 1).min(last),
            Self::PageUp => index.saturating_sub(page),
            Self::PageDown => (index + page).min(last),
            Self::Home => 0,
            Self::End => last,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Step;

    #[test]
    fn steps_stop_at_both_ends() {
        assert_eq!(Step::Up.from(Some(0), 10, 4), Some(0));
        assert_eq!(Step::PageDown.from(Some(8), 10, 4), Some(9));
        assert_eq!(Step::End.from(Some(3), 10, 4), Some(9));
        assert_eq!(Step::Down.from(None, 10, 4), Some(0));
        assert_eq!(Step::Up.from(None, 10, 4), Some(9));
        assert_eq!(Step::Down.from(None, 0, 4), None);
    }
}
