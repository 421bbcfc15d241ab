//! The three everyday panes. A pane never calls the engine: its `update`
//! returns what it wants as an `Action`, and answers come back as messages.

pub mod folders;
pub mod list;
pub mod reader;

use crate::domain::{Keyword, Role, Space, Tag};
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
        Some(Role::Templates) => words.say("role-templates"),
        Some(Role::Sent) => words.say("role-sent"),
        Some(Role::Archive) => words.say("role-archive"),
        Some(Role::Junk) => words.say("role-junk"),
        Some(Role::Trash) => words.say("role-trash"),
        Some(Role::Virtual) | None => name.to_owned(),
    }
}

/// Gives labels of other mail programs their usual names; a tag of the user's
/// keeps its own.
pub fn name_labels(words: &Words, mut tags: Vec<Tag>) -> Vec<Tag> {
    for tag in tags.iter_mut().filter(|tag| tag.name == tag.keyword.as_str()) {
        if let Some(name) = label_name(words, &tag.keyword) {
            tag.name = name;
        }
    }
    tags
}

fn label_name(words: &Words, label: &Keyword) -> Option<String> {
    Some(words.say(match label.as_str() {
        "$label1" => "label-important",
        "$label2" => "label-work",
        "$label3" => "label-personal",
        "$label4" => "label-to-do",
        "$label5" => "label-later",
        _ => return None,
    }))
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
    use super::{Step, name_labels};
    use crate::domain::{LABELS, Label, Tag};
    use crate::i18n::{Language, Words};

    #[test]
    fn labels_are_shown_by_the_names_under_which_they_are_found() {
        for (language, at) in [(Language::Fr, 0), (Language::En, 1)] {
            let shown = name_labels(&Words::new(language), LABELS.map(Label::tag).to_vec());
            let shown: Vec<&str> = shown.iter().map(|tag| tag.name.as_str()).collect();
            assert_eq!(shown, LABELS.map(|label| label.names[at]), "{language:?}");
        }
        let own = vec![Tag { name: "Urgent".to_owned(), ..LABELS[0].tag() }];
        assert_eq!(name_labels(&Words::new(Language::Fr), own.clone()), own);
    }

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
