//! Folders, as servers name and tell them.

use super::super::peer::Peer;
use super::{inbox, open};
use sceau::domain::Role;
use sceau::net::imap::{FolderStatus, Woken};
use sceau::net::{NetError, Refusal};
use std::time::Duration;

// Folders.

/// Gmail: a folder of all mail, one that cannot be opened and has no status; a
/// folder that is there already.
#[tokio::test]
async fn all_mail_is_not_a_folder_to_fetch() {
    let peer = Peer::tls(async |mut talk| {
        talk.let_in("LIST-EXTENDED LIST-STATUS SPECIAL-USE CREATE-SPECIAL-USE").await;
        let lines = "* LIST (\\HasNoChildren) \"/\" \"INBOX\"\r\n\
            * STATUS \"Inbox\" (MESSAGES 3 UIDNEXT 9 UIDVALIDITY 7 UNSEEN 1 )\r\n\
            * STATUS \"INBOX\" (MESSAGES 3 UIDNEXT 9 UIDVALIDITY 7 UNSEEN 1 )\r\n\
            * LIST (\\HasChildren \\Noselect) \"/\" \"[Gmail]\"\r\n\
            * LIST (\\All \\HasNoChildren) \"/\" \"[Gmail]/Tous les messages\"\r\n\
            * STATUS \"[Gmail]/Tous les messages\" (MESSAGES 90000)\r\n\
            * LIST (\\HasNoChildren \\Trash) \"/\" \"[Gmail]/Corbeille\"\r\n";
        let items = "MESSAGES UIDNEXT UIDVALIDITY UNSEEN";
        talk.answer(&format!("LIST \"\" \"*\" RETURN (SPECIAL-USE STATUS ({items}))"), lines).await;
        let tag = talk.expect("CREATE \"Archives\" (USE (\\Archive))").await;
        talk.say(format!("{tag} NO [USEATTR] not for you\r\n")).await;
        let tag = talk.expect("CREATE \"Archives\"").await;
        talk.say(format!("{tag} NO [ALREADYEXISTS] Duplicate folder name Archives (Failure)\r\n")).await;
    })
    .await;
    let mut session = open(&peer).await;
    let folders = session.folders().await.unwrap();
    let roles: Vec<Option<Role>> = folders.iter().map(|folder| folder.role).collect();
    assert_eq!(roles, [Some(Role::Inbox), None, Some(Role::Virtual), Some(Role::Trash)]);
    assert_eq!(folders[0].status.unwrap().messages, 3);
    assert_eq!((folders[1].status, folders[1].selectable), (None, false));
    assert_eq!(folders[2].status, Some(FolderStatus { messages: 90_000, ..FolderStatus::default() }));
    let there = session.create_folder_for("Archives", Role::Archive).await.unwrap_err();
    assert_eq!(there.refusal(), Some(Refusal::AlreadyExists));
    peer.done().await;
}

/// OVH, Orange, Free and La Poste: no roles told, French names, and on Courier
/// and Cyrus all of them below the inbox.
#[tokio::test]
async fn french_hosts_are_understood_by_the_names_of_their_folders() {
    let peer = Peer::tls(async |mut talk| {
        talk.let_in("NAMESPACE").await;
        talk.answer("NAMESPACE", "* NAMESPACE ((\"INBOX.\" \".\")) NIL ((\"shared.\" \".\"))\r\n").await;
        let lines = "* LIST (\\HasChildren) \".\" INBOX\r\n* LIST () \".\" INBOX.Envoy&AOk-s\r\n\
            * LIST () \".\" \"INBOX.Courrier ind&AOk-sirable\"\r\n* LIST () \".\" INBOX.Corbeille\r\n\
            * LIST () \".\" INBOX.Brouillons\r\n* lsub () \".\" INBOX.Autre\r\n";
        talk.answer("LIST \"\" \"*\"", lines).await;
        talk.answer("CREATE \"INBOX.Archives 2024\"", "").await;
    })
    .await;
    let mut session = open(&peer).await;
    let own = session.namespace().await.unwrap().unwrap();
    assert_eq!((own.raw_prefix.as_str(), own.separator), ("INBOX.", Some('.')));
    let folders = session.folders().await.unwrap();
    let roles: Vec<Option<Role>> = folders.iter().map(|folder| folder.role).collect();
    let expected = [Role::Inbox, Role::Sent, Role::Junk, Role::Trash, Role::Drafts].map(Some);
    assert_eq!(roles, expected);
    session.create_folder(&format!("{}Archives 2024", own.raw_prefix)).await.unwrap();
    peer.done().await;
}

#[tokio::test]
async fn a_status_that_is_not_told_is_not_made_up() {
    let (peer, mut session) = inbox("", async |mut talk| {
        talk.answer("STATUS \"A\"", "* STATUS \"B\" (MESSAGES 3)\r\n").await;
        talk.answer("STATUS \"A\"", "* status  {1}\r\nA  (messages 2 unseen 0)\r\n").await;
    })
    .await;
    assert!(matches!(session.status("A").await, Err(NetError::Odd(_))));
    assert_eq!(session.status("A").await.unwrap().messages, 2);
    peer.done().await;
}

/// News of other folders, of one that nobody named, and the end of all news.
#[tokio::test]
async fn a_server_that_tells_of_folders_is_heard_whenever_it_speaks() {
    let (peer, mut session) = inbox("NOTIFY IDLE", async |mut talk| {
        let events = "(MessageNew MessageExpunge FlagChange)";
        let command = format!("NOTIFY SET (selected {events}) (mailboxes (\"A\" \"B\") {events})");
        talk.answer(&command, "").await;
        talk.answer("NOOP", "* STATUS B (MESSAGES 3)\r\n* STATUS Z (MESSAGES 3)\r\n* STATUS A (UIDNEXT 4)\r\n").await;
        let tag = talk.expect("IDLE").await;
        talk.say("+ idling\r\n* STATUS A (MESSAGES 9)\r\n").await;
        assert_eq!(talk.hear().await, "DONE");
        talk.say(format!("* 4 EXISTS\r\n{tag} OK\r\n")).await;
        // Asked for more at once, Dovecot 2.3 would tell nothing from then on.
        talk.answer("NOTIFY NONE", "").await;
        talk.answer(&command, "").await;
        talk.answer("NOOP", "* OK [NOTIFICATIONOVERFLOW] too much\r\n* STATUS A (MESSAGES 10)\r\n").await;
        let tag = talk.expect("NOTIFY SET").await;
        talk.say(format!("{tag} NO [BADEVENT (FlagChange)] no\r\n")).await;
    })
    .await;
    session.notify(&["A", "B"]).await.unwrap();
    assert!(!session.noop().await.unwrap());
    let wait = Duration::from_secs(9);
    let folders = |names: &[&str]| Ok(Woken::Folders(names.iter().map(ToString::to_string).collect()));
    assert_eq!(session.idle_until(wait, std::future::pending()).await, folders(&["A", "B"]));
    assert_eq!(session.idle_until(wait, std::future::pending()).await, Ok(Woken::News));
    assert_eq!(session.idle_until(wait, std::future::pending()).await, folders(&["A"]));
    session.notify(&["A", "B"]).await.unwrap();
    assert!(session.noop().await.unwrap());
    assert_eq!(session.notify(&["A"]).await.unwrap_err().refusal(), Some(Refusal::Unsupported));
    peer.done().await;
}

/// Dovecot knows folders by the names that people read here; another server may
/// not want to hear them.
#[tokio::test]
async fn a_folder_with_an_accent_is_named_in_both_ways() {
    let events = "(MessageNew MessageExpunge FlagChange)";
    let (peer, mut session) = inbox("NOTIFY IDLE", async move |mut talk| {
        let command = format!("NOTIFY SET (selected {events}) (mailboxes (\"&AMk-t&AOk-\" \"A\" \"Été\") {events})");
        let tag = talk.expect(&command).await;
        talk.say(format!("{tag} BAD eight bits\r\n")).await;
        let command = format!("NOTIFY SET (selected {events}) (mailboxes (\"&AMk-t&AOk-\" \"A\") {events})");
        talk.answer(&command, "* STATUS \"&AMk-t&AOk-\" (MESSAGES 1)\r\n").await;
        talk.answer("NOOP", "* STATUS {5}\r\nÉté (MESSAGES 2)\r\n").await;
    })
    .await;
    session.notify(&["&AMk-t&AOk-", "A"]).await.unwrap();
    let heard = Ok(Woken::Folders(vec!["&AMk-t&AOk-".to_owned()]));
    assert_eq!(session.idle_until(Duration::from_secs(9), std::future::pending()).await, heard);
    assert!(!session.noop().await.unwrap());
    assert_eq!(session.idle_until(Duration::from_secs(9), std::future::pending()).await, heard);
    peer.done().await;
}
