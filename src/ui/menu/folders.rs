//! What can be done with a folder, a mailbox and the card.

use iced::Point;

use super::{Choice, Entry, State};
use crate::domain::{AccountId, Folder, Role};
use crate::engine::card::{CardToken, Lock};
use crate::ui::icon;
use crate::ui::shortcut::Intent;
use crate::ui::theme::space;

impl State {
    pub fn of_folder(at: Point, folder: &Folder) -> Self {
        let (id, own) = (folder.id, folder.role.is_none());
        let mut entries = Vec::new();
        if folder.role == Some(Role::Templates) {
            entries.push(Entry::new(Choice::NewTemplate(folder.account), icon::file_text, "template-new"));
        }
        let read = Entry::new(Choice::MarkAllRead(id), icon::mail_open, "menu-mark-all-read");
        entries.push(read.enabled(folder.unread > 0));
        if let Some(words) = empties(folder.role) {
            entries.push(Entry::new(Choice::EmptyFolder(id), icon::trash, words).enabled(folder.total > 0));
        }
        let decipher = Entry::new(Choice::DecipherFolder(id), icon::unlock, "menu-decipher");
        let new = Choice::NewFolder { account: folder.account, under: Some(id) };
        let rename = Entry::new(Choice::RenameFolder(id), icon::pencil, "menu-rename");
        entries.extend([
            decipher.enabled(folder.total > 0),
            Entry::new(new, icon::folder_plus, "menu-new-subfolder").apart(true),
            rename.keys(Intent::Rename).enabled(own),
            Entry::new(Choice::MoveFolder(id), icon::folder_move, "menu-move-folder").enabled(own),
            Entry::new(Choice::DeleteFolder(id), icon::trash, "menu-delete-folder").apart(true).enabled(own),
        ]);
        Self::new(at, entries)
    }

    pub fn of_account(at: Point, account: AccountId) -> Self {
        let new = Choice::NewFolder { account, under: None };
        Self::new(at, vec![Entry::new(new, icon::folder_plus, "menu-new-folder")])
    }

    /// Of the card, above its place in the status bar.
    pub fn of_card(token: &CardToken, floor: f32) -> Self {
        let lock = match token.lock {
            Lock::Open => Entry::new(Choice::LockCard, icon::lock, "card-lock"),
            lock => Entry::new(Choice::EnterCode, icon::unlock, "card-enter-code").enabled(lock == Lock::Closed),
        };
        let show = Entry::new(Choice::ShowCards, icon::card, "card-show").keys(Intent::Card);
        Self { floor, ..Self::new(Point::new(space::S, f32::MAX), vec![lock, show]) }
    }
}

fn empties(role: Option<Role>) -> Option<&'static str> {
    match role {
        Some(Role::Trash) => Some("menu-empty-trash"),
        Some(Role::Junk) => Some("menu-empty-junk"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::FolderId;
    use crate::ui::menu::{Action, Message};

    fn folder(role: Option<Role>) -> Folder {
        Folder {
            id: FolderId(7),
            account: AccountId(1),
            path: "Labo".to_owned(),
            separator: Some('/'),
            role,
            selectable: true,
            total: 10,
            unread: 0,
        }
    }

    #[test]
    fn a_folder_with_a_role_keeps_its_name_and_its_place() {
        let menu = State::of_folder(Point::ORIGIN, &folder(Some(Role::Trash)));
        let can = |wanted| menu.entries.iter().find(|entry| entry.choice == wanted).map(|entry| entry.enabled);
        assert_eq!(can(Choice::RenameFolder(FolderId(7))), Some(false));
        assert_eq!(can(Choice::DeleteFolder(FolderId(7))), Some(false));
        assert_eq!(can(Choice::EmptyFolder(FolderId(7))), Some(true));
        let own = State::of_folder(Point::ORIGIN, &folder(None));
        assert!(own.entries.iter().all(|entry| entry.choice != Choice::EmptyFolder(FolderId(7))));
    }

    #[test]
    fn what_cannot_be_done_cannot_be_picked() {
        let mut menu = State::of_folder(Point::ORIGIN, &folder(Some(Role::Inbox)));
        let rename = menu.entries.iter().position(|entry| entry.words == "menu-rename").unwrap();
        assert_eq!(menu.update(Message::Picked(rename)), Action::None);
        assert_eq!(menu.update(Message::Closed), Action::Close);
    }
}
