//! The calm line at the foot of the window: what a gesture did, and that it can
//! be taken back. It asks for nothing and goes by itself.

use crate::domain::{Act, Done};
use crate::i18n::{Words, fl};

/// What the line says, and whether it offers to take it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub text: String,
    pub undo: bool,
}

/// What was marked: the gesture alone knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    Read,
    Unread,
    Flagged,
    Unflagged,
    /// With the name of the tag.
    Tagged(String),
    Untagged(String),
}

/// What was done; `to` is what the folder that it went to is called.
pub fn done(words: &Words, done: &Done, mark: Option<&Mark>, to: Option<&str>) -> Said {
    let (count, number) = (done.count as u64, words.number(done.count as u64));
    let text = match (key(done.act, mark, to.is_some()), mark, to) {
        _ if done.count == 0 => words.say("done-nothing"),
        (key, Some(Mark::Tagged(tag) | Mark::Untagged(tag)), _) => {
            fl!(words, key, count = count, number = number, tag = tag.as_str())
        }
        (key, _, Some(folder)) => fl!(words, key, count = count, number = number, folder = folder),
        (key, _, None) => fl!(words, key, count = count, number = number),
    };
    Said { text, undo: done.undoable && done.count > 0 }
}

/// What was taken back.
pub fn undone(words: &Words, done: Option<&Done>) -> Said {
    let text = match done {
        Some(done) => fl!(words, "undo-done", act = act_name(done.act)),
        None => words.say("undo-nothing"),
    };
    Said { text, undo: false }
}

/// As the words call it, where one sentence speaks of any act.
pub fn act_name(act: Act) -> &'static str {
    match act {
        Act::Mark => "mark",
        Act::Move => "move",
        Act::Copy => "copy",
        Act::Delete => "delete",
        Act::Archive => "archive",
        Act::Junk => "junk",
        Act::NotJunk => "not-junk",
        Act::Destroy => "destroy",
        Act::MakeFolder => "make-folder",
        Act::RenameFolder => "rename-folder",
        Act::MoveFolder => "move-folder",
        Act::DeleteFolder => "delete-folder",
        Act::DestroyFolder => "destroy-folder",
        Act::Draft => "draft",
        Act::Template => "template",
        Act::Sort => "sort",
    }
}

fn key(act: Act, mark: Option<&Mark>, to: bool) -> &'static str {
    match (act, mark) {
        (Act::Mark, Some(Mark::Unread)) => "done-unread",
        (Act::Mark, Some(Mark::Flagged)) => "done-flag",
        (Act::Mark, Some(Mark::Unflagged)) => "done-unflag",
        (Act::Mark, Some(Mark::Tagged(_))) => "done-tag",
        (Act::Mark, Some(Mark::Untagged(_))) => "done-untag",
        (Act::Mark, Some(Mark::Read) | None) => "done-read",
        (Act::Move, _) if to => "done-move-in",
        (Act::Move, _) => "done-move",
        (Act::Copy, _) if to => "done-copy-in",
        (Act::Copy, _) => "done-copy",
        (Act::Archive, _) if to => "done-archive-in",
        (Act::Archive, _) => "done-archive",
        (Act::Delete, _) => "done-delete",
        (Act::Junk, _) => "done-junk",
        (Act::NotJunk, _) => "done-not-junk",
        (Act::Destroy, _) => "done-destroy",
        (Act::MakeFolder, _) => "done-make-folder",
        (Act::RenameFolder, _) => "done-rename-folder",
        (Act::MoveFolder, _) => "done-move-folder",
        (Act::DeleteFolder, _) => "done-delete-folder",
        (Act::DestroyFolder, _) => "done-destroy-folder",
        (Act::Draft, _) => "done-draft",
        (Act::Template, _) => "done-template",
        (Act::Sort, _) if to => "done-sort-in",
        (Act::Sort, _) => "done-sort",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    const fn did(act: Act, count: usize, undoable: bool) -> Done {
        Done { act, count, to: None, undoable }
    }

    #[test]
    fn the_line_says_how_many_and_where() {
        let words = Words::new(Language::Fr);
        let said = done(&words, &did(Act::Archive, 3, true), None, Some("2026"));
        assert_eq!(said, Said { text: "3 messages archivés dans 2026".to_owned(), undo: true });
        let said = done(&words, &did(Act::Archive, 1, true), None, None);
        assert_eq!(said.text, "Un message archivé");
        let tag = Mark::Tagged("Urgent".to_owned());
        let said = done(&words, &did(Act::Mark, 2, true), Some(&tag), None);
        assert_eq!(said.text, "Étiquette «\u{a0}Urgent\u{a0}» posée sur 2 messages");
    }

    #[test]
    fn what_did_nothing_offers_nothing() {
        let said = done(&Words::new(Language::Fr), &did(Act::Archive, 0, true), None, None);
        assert!(!said.undo);
    }

    #[test]
    fn each_act_has_its_words_in_both_languages() {
        let acts = [
            Act::Mark,
            Act::Move,
            Act::Copy,
            Act::Delete,
            Act::Archive,
            Act::Junk,
            Act::NotJunk,
            Act::Destroy,
            Act::MakeFolder,
            Act::RenameFolder,
            Act::MoveFolder,
            Act::DeleteFolder,
            Act::DestroyFolder,
            Act::Draft,
            Act::Template,
            Act::Sort,
        ];
        for words in Language::ALL.map(Words::new) {
            for act in acts {
                let said = done(&words, &did(act, 1, true), None, None).text;
                assert!(said != key(act, None, false) && !said.contains('{'), "{said}");
                assert!(!undone(&words, Some(&did(act, 1, true))).text.contains('{'));
            }
        }
    }
}
