use std::sync::Arc;

use iced::keyboard::Modifiers;

use super::{Action, Choice, Message, Row, State};
use crate::domain::{
    Account, AccountDraft, AccountId, AuthMethod, Circle, Colour, Email, Folder, FolderId, Keep, Protocol, Role,
    Security, Server, Space, TrustedSpace, WhiteList,
};
use crate::engine::{Event, Line};
use crate::ui::pane::Step;
use crate::ui::widget::virtual_list::Press;

fn account(id: i64) -> Account {
    let draft = AccountDraft {
        label: "Cabinet".to_owned(),
        holder: "Dr Anne Durand".to_owned(),
        email: Email::parse("anne.durand@cabinet.example").unwrap(),
        user: "anne".to_owned(),
        auth: AuthMethod::Password,
        certificate: None,
        incoming: Server { host: "imap.cabinet.example".to_owned(), port: 993, security: Security::Tls },
        protocol: Protocol::Imap,
        keep: Keep::All,
        smtp: None,
        space: Space::Secure,
        colour: Colour(0),
        sending: crate::domain::Sending::default(),
        exporting: crate::domain::export::Exporting::default(),
    };
    Account { id: AccountId(id), draft }
}

fn folder(id: i64, path: &str, role: Option<Role>, unread: u32) -> Folder {
    Folder {
        id: FolderId(id),
        account: AccountId(1),
        path: path.to_owned(),
        separator: Some('/'),
        role,
        selectable: true,
        total: 100,
        unread,
    }
}

fn practice() -> State {
    let mut state = State::default();
    assert_eq!(state.apply(&Event::Accounts(Arc::new([account(1)]))), Action::None);
    let folders = [
        folder(1, "INBOX", Some(Role::Inbox), 3),
        folder(2, "Labo", None, 1),
        folder(3, "Labo/2025", None, 2),
        folder(4, "Labo/2026", None, 4),
        folder(5, "Sent", Some(Role::Sent), 0),
        folder(6, "All", Some(Role::Virtual), 0),
    ];
    assert_eq!(state.apply(&Event::Folders(AccountId(1), Arc::new(folders))), Action::None);
    state
}

fn press(index: usize) -> Message {
    Message::Pressed(Press { index, modifiers: Modifiers::default(), twice: false })
}

#[test]
fn a_folder_that_is_pressed_is_chosen_and_opened() {
    let mut state = practice();
    assert_eq!(state.update(press(1)), Action::Open(FolderId(1)));
    assert_eq!(state.chosen().map(|folder| folder.id), Some(FolderId(1)));
}

#[test]
fn a_closed_folder_says_what_is_unread_below_it() {
    let mut state = practice();
    assert_eq!(state.rows.len(), 7, "the virtual folder is not shown, the exchanges with patients are");
    assert_eq!(state.update(Message::FolderFolded(FolderId(2))), Action::None);
    assert_eq!(state.rows.len(), 5);
    assert!(matches!(state.rows.get(2), Some(Row::Folder { unread: 7, closed: true, .. })));
}

#[test]
fn keys_travel_over_what_is_to_be_seen() {
    let mut state = practice();
    assert_eq!(state.update(Message::Stepped(Step::Down)), Action::Open(FolderId(1)));
    assert_eq!(state.update(Message::Stepped(Step::Down)), Action::Open(FolderId(2)));
    assert_eq!(state.update(Message::WentOut), Action::None);
    assert_eq!(state.update(Message::Stepped(Step::Down)), Action::Open(FolderId(5)), "its folders are closed");
    assert_eq!(state.update(Message::Stepped(Step::Down)), Action::OpenPatients);
    assert_eq!(state.update(Message::Stepped(Step::Down)), Action::None, "there is nothing below");
}

/// All windows ask here which addresses are of the trusted space.
#[test]
fn the_white_list_is_known_beside_the_mailboxes() {
    let mut state = practice();
    let email = Email::parse("anne@ghu-test.example").unwrap();
    assert_eq!(state.mailboxes().trusted().circle(&email), Circle::Outside);
    let list = WhiteList { domains: ["ghu-test.example".to_owned()].into(), ..WhiteList::default() };
    assert_eq!(state.apply(&Event::TrustedSpace(TrustedSpace::new(list))), Action::None);
    assert_eq!(state.mailboxes().trusted().circle(&email), Circle::Trusted);
}

#[test]
fn exchanges_with_patients_are_gathered_where_there_is_a_secure_mailbox() {
    let mut state = practice();
    assert_eq!(state.update(press(6)), Action::OpenPatients);
    assert_eq!((state.choice(), state.chosen().is_none()), (Some(Choice::Patients), true));
    let mut ordinary = account(1);
    ordinary.draft.space = Space::Ordinary;
    assert_eq!(state.apply(&Event::Accounts(Arc::new([ordinary]))), Action::Gone(Choice::Patients));
}

#[test]
fn left_goes_to_the_folder_above() {
    let mut state = practice();
    assert_eq!(state.choose(FolderId(4)), Action::Open(FolderId(4)));
    assert_eq!(state.update(Message::WentOut), Action::Open(FolderId(2)));
}

#[test]
fn folders_that_all_lie_below_the_inbox_are_shown_beside_it() {
    let mut state = practice();
    let folders = [folder(1, "INBOX", Some(Role::Inbox), 0), folder(5, "INBOX/Sent", Some(Role::Sent), 0)];
    assert_eq!(state.apply(&Event::Folders(AccountId(1), Arc::new(folders))), Action::None);
    assert!(matches!(state.rows.get(1), Some(Row::Folder { foldable: false, .. })));
    assert!(matches!(state.rows.get(2), Some(Row::Folder { depth: 0, .. })));
}

#[test]
fn a_chosen_folder_that_goes_away_is_said_to_be_gone() {
    let mut state = practice();
    assert_eq!(state.choose(FolderId(3)), Action::Open(FolderId(3)));
    let folders = [folder(1, "INBOX", Some(Role::Inbox), 0)];
    assert_eq!(
        state.apply(&Event::Folders(AccountId(1), Arc::new(folders))),
        Action::Gone(Choice::Folder(FolderId(3)))
    );
    assert!(state.chosen().is_none());
}

#[test]
fn a_folder_that_only_holds_others_cannot_be_opened() {
    let mut state = practice();
    let mut holder = folder(2, "Labo", None, 0);
    holder.selectable = false;
    let folders = [folder(1, "INBOX", Some(Role::Inbox), 0), holder, folder(3, "Labo/2025", None, 0)];
    assert_eq!(state.apply(&Event::Folders(AccountId(1), Arc::new(folders))), Action::None);
    assert_eq!(state.update(press(2)), Action::None);
    assert!(matches!(state.rows.get(2), Some(Row::Folder { closed: true, .. })));
    assert_eq!(state.choose(FolderId(2)), Action::None);
}

#[test]
fn an_account_that_goes_takes_its_folders_with_it() {
    let mut state = practice();
    assert_eq!(state.apply(&Event::Line(AccountId(1), Line::Offline)), Action::None);
    assert_eq!(state.apply(&Event::Accounts(Arc::new([]))), Action::None);
    assert!(state.rows.is_empty());
    assert_eq!(state.line(AccountId(1)), Line::Idle);
}
