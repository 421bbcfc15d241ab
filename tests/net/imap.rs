//! A folder, told by servers of every kind.

use std::collections::VecDeque;
use std::time::Duration;

use sceau::domain::{AuthMethod, Flag, Keyword, ModSeq, Role, Secret, Timestamp, Uid, UidValidity};
use sceau::net::imap::{RemoteBody, RemoteHeader, Session, Woken};
use sceau::net::{NetError, Refusal};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{mpsc, oneshot};

use super::peer::{Peer, Talk, anchors, words};

async fn open(peer: &Peer) -> Session {
    Session::open(&peer.server, &anchors(), "anne", AuthMethod::Password, &Secret::new("sésame")).await.unwrap()
}

/// A session with a folder of three messages open.
async fn open_inbox(peer: &Peer) -> Session {
    let mut session = open(peer).await;
    assert_eq!(session.select("INBOX").await.unwrap().exists, 3);
    session
}

pub(super) async fn bodies_of(session: &mut Session, uids: &[u32]) -> (Result<(), NetError>, Vec<RemoteBody>) {
    let uids: Vec<Uid> = uids.iter().copied().map(Uid).collect();
    let (to, mut from) = mpsc::channel(5000);
    let result = session.bodies(&uids, &to).await;
    drop(to);
    let mut bodies = Vec::new();
    while let Some(body) = from.recv().await {
        bodies.push(body);
    }
    (result, bodies)
}

#[tokio::test]
async fn folders_are_read_with_their_roles() {
    let peer = Peer::tls(async |mut talk| {
        talk.let_in("SPECIAL-USE LIST-EXTENDED").await;
        let tag = talk.expect("LIST \"\" \"*\" RETURN (SPECIAL-USE)").await;
        talk.say(format!("{tag} BAD what\r\n")).await;
        let lines = "* LIST () \"/\" INBOX\r\n* LIST (\\Sent) \"/\" \"&AMk-l&AOk-ments envoy&AOk-s\"\r\n\
            * LIST () \"/\" {4}\r\na\"/b\r\n* LIST () \"/\" \"caf\u{e9}\"\r\n";
        talk.answer("LIST \"\" \"*\"", lines).await;
        talk.answer("EXAMINE \"a\\\"/b\"", "* 0 EXISTS\r\n* OK [UIDVALIDITY 4294967295] v\r\n").await;
    })
    .await;
    let mut session = open(&peer).await;
    let folders = session.folders().await.unwrap();
    let paths: Vec<&str> = folders.iter().map(|folder| folder.path.as_str()).collect();
    assert_eq!(paths, ["INBOX", "Éléments envoyés", "a\"/b", "café"]);
    assert_eq!((folders[0].role, folders[1].role), (Some(Role::Inbox), Some(Role::Sent)));
    let selected = session.examine(&folders[2].raw_name).await.unwrap();
    assert_eq!(selected.uid_validity, UidValidity(u32::MAX));
    peer.done().await;
}

#[tokio::test]
async fn a_folder_says_what_it_can() {
    let peer = Peer::tls(async |mut talk| {
        talk.let_in("").await;
        let lines = "* FLAGS (\\Seen)\r\n* 17 EXISTS\r\n* 2 RECENT\r\n* OK [UNSEEN 3] u\r\n* ok [uidvalidity 7] v\r\n\
            * OK [UIDNEXT 42] n\r\n* OK [HIGHESTMODSEQ 99] m\r\n* OK [PERMANENTFLAGS (\\Seen \\*)] p\r\n";
        talk.answer("SELECT \"INBOX\"", lines).await;
        talk.answer("SELECT \"b\"", "* 0 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n* OK [HIGHESTMODSEQ 0] m\r\n").await;
        talk.answer("SELECT \"c\"", "* 0 EXISTS\r\n").await;
        let tag = talk.expect("SELECT \"d\"").await;
        talk.say(format!("{tag} NO [NONEXISTENT] Dossier absent\r\n")).await;
    })
    .await;
    let mut session = open(&peer).await;
    let full = session.select("INBOX").await.unwrap();
    assert_eq!((full.uid_validity, full.uid_next, full.exists), (UidValidity(7), Some(Uid(42)), 17));
    assert_eq!((full.highest_modseq, full.permanent_keywords), (Some(ModSeq(99)), true));
    let poor = session.select("b").await.unwrap();
    assert_eq!((poor.uid_next, poor.highest_modseq, poor.permanent_keywords), (None, None, false));
    let unnumbered = session.select("c").await;
    assert!(matches!(unnumbered, Err(NetError::Refused(Refusal::Unsupported))), "and the line lives on");
    assert_eq!(words(&session.select("d").await.unwrap_err()), "Dossier absent");
    peer.done().await;
}

#[tokio::test]
async fn flags_come_with_uids_and_the_last_word_counts() {
    let peer = Peer::tls(async |mut talk| {
        talk.let_in_and_open("CONDSTORE", 3).await;
        let lines = "* 1 FETCH (UID 4 FLAGS () MODSEQ (5))\r\n* 2 FETCH (FLAGS (\\Seen Vu) UID 9 MODSEQ (6))\r\n\
            * 1 FETCH (UID 4 FLAGS (\\Deleted) MODSEQ (7))\r\n* 3 FETCH (FLAGS (\\Seen))\r\n";
        talk.answer("UID FETCH 1:* (UID FLAGS MODSEQ)", lines).await;
        talk.answer("UID FETCH 1:* (UID FLAGS MODSEQ) (CHANGEDSINCE 6)", "* 2 FETCH (UID 9 MODSEQ (8) FLAGS ())\r\n")
            .await;
    })
    .await;
    let mut session = open_inbox(&peer).await;
    let messages = session.uids_and_flags().await.unwrap();
    assert_eq!(messages.iter().map(|message| message.uid.0).collect::<Vec<_>>(), [4, 9]);
    assert!(messages[0].flags.has(Flag::Deleted));
    assert_eq!(messages[0].modseq, Some(ModSeq(7)));
    assert_eq!(messages[1].keywords, [Keyword::new("vu")]);
    let changed = session.changed_since(ModSeq(6)).await.unwrap();
    assert_eq!((changed.len(), changed[0].modseq), (1, Some(ModSeq(8))));
    peer.done().await;
}

#[tokio::test]
async fn an_empty_folder_is_not_asked() {
    let peer = Peer::tls(async |mut talk| {
        talk.let_in_and_open("", 0).await;
        talk.answer("NOOP", "").await;
    })
    .await;
    let mut session = open(&peer).await;
    let _selected = session.select("INBOX").await.unwrap();
    assert!(session.uids_and_flags().await.unwrap().is_empty());
    assert!(!session.noop().await.unwrap());
    peer.done().await;
}

#[tokio::test]
async fn uids_are_searched_in_either_way() {
    for (capability, command, line) in [
        ("ESEARCH", "UID SEARCH RETURN (ALL) ALL", "* ESEARCH (TAG \"x\") UID ALL 7,1:2\r\n"),
        ("", "UID SEARCH ALL", "* SEARCH 7 1 2\r\n"),
    ] {
        let peer = Peer::tls(async move |mut talk| {
            talk.let_in_and_open(capability, 3).await;
            talk.answer(command, line).await;
            talk.answer(command, "* ESEARCH UID ALL 1:4294967295\r\n").await;
        })
        .await;
        let mut session = open_inbox(&peer).await;
        assert_eq!(session.uids().await.unwrap(), [1, 2, 7].map(Uid));
        assert!(matches!(session.uids().await, Err(NetError::Odd(_))));
        peer.done().await;
    }
}

#[tokio::test]
async fn headers_come_with_all_that_a_list_shows() {
    let peer = Peer::tls(async |mut talk| {
        talk.let_in_and_open("", 3).await;
        let lines = "* 1 FETCH (UID 4 FLAGS (\\Seen) INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" RFC822.SIZE 4286 \
            BODY[HEADER] {17}\r\nSubject: Bilan\r\n\r)\r\n* 2 EXISTS\r\n* 2 FETCH (FLAGS ())\r\n\
            * 2 FETCH (UID 9 FLAGS () INTERNALDATE \"?\" RFC822.SIZE 1 BODY[HEADER] \"\")\r\n";
        talk.answer("UID FETCH 4,9 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER])", lines).await;
    })
    .await;
    let mut session = open_inbox(&peer).await;
    let (to, mut from) = mpsc::channel::<RemoteHeader>(10);
    session.headers(&[Uid(9), Uid(4)], &to).await.unwrap();
    let one = from.recv().await.unwrap();
    assert_eq!((one.uid, one.size, one.internal_date), (Uid(4), 4286, Timestamp(837_596_665)));
    assert!(one.flags.seen() && one.header == b"Subject: Bilan\r\n\r");
    let two = from.recv().await.unwrap();
    assert_eq!((two.uid, two.internal_date, two.header.len()), (Uid(9), Timestamp(0), 0));
    // What the server said on the way is news.
    let woken = session.idle_until(Duration::from_secs(9), std::future::pending()).await;
    assert_eq!(woken, Ok(Woken::News));
    peer.done().await;
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_never_a_shorter_answer() {
    for rest in ["", "* 2 FETCH (UID 9 FL", "* BYE shutting down\r\n", "* 2 FETCH (UID 9 BODY[] {50}\r\nabc"] {
        let peer = Peer::tls(async move |mut talk| {
            talk.let_in_and_open("", 3).await;
            let _tag = talk.expect("UID FETCH").await;
            talk.say(format!("* 1 FETCH (UID 4 FLAGS ())\r\n{rest}")).await;
        })
        .await;
        let mut session = open_inbox(&peer).await;
        assert_eq!(session.uids_and_flags().await, Err(NetError::Gone));
        assert_eq!(session.noop().await, Err(NetError::Gone));
        peer.done().await;
    }
}

#[tokio::test]
async fn a_no_at_the_end_is_an_error_too() {
    let peer = Peer::tls(async |mut talk| {
        talk.let_in_and_open("", 3).await;
        let tag = talk.expect("UID FETCH").await;
        talk.say(format!("* 1 FETCH (UID 4 FLAGS ())\r\n{tag} NO Some messages could not be fetched\r\n")).await;
        let tag = talk.expect("UID FETCH").await;
        talk.say(format!("* 1 FETCH (UID 4 BODY[] {{2}}\r\nok)\r\n{tag} BAD no\r\n")).await;
    })
    .await;
    let mut session = open_inbox(&peer).await;
    assert!(matches!(session.uids_and_flags().await, Err(NetError::Said { .. })));
    let (result, bodies) = bodies_of(&mut session, &[4, 5]).await;
    assert!(matches!(result, Err(NetError::Said { .. })));
    assert_eq!(bodies.len(), 1);
    peer.done().await;
}

#[tokio::test]
async fn garbage_costs_nothing_but_itself() {
    let peer = Peer::tls(async |mut talk| {
        talk.let_in_and_open("", 3).await;
        let deep = format!("* 2 FETCH (BODYSTRUCTURE {}\r\n", "(".repeat(500_000));
        let garbage =
            ["* \r\n", "\r\n", "* 3 FETCH (UID\r\n", "* LIST (((\r\n", "%%% &&& \u{1}\r\n", "* VANISHED x\r\n", &deep]
                .concat();
        talk.answer("UID FETCH", &format!("{garbage}* 1 FETCH (UID 4 FLAGS ())\r\n")).await;
    })
    .await;
    let mut session = open_inbox(&peer).await;
    assert_eq!(session.uids_and_flags().await.unwrap().len(), 1);
    peer.done().await;
}

#[tokio::test]
async fn a_lie_about_a_size_is_not_waited_for() {
    let peer = Peer::tls(async |mut talk| {
        talk.let_in_and_open("", 3).await;
        let _tag = talk.expect("UID FETCH").await;
        talk.say("* 1 FETCH (UID 4 BODY[] {4000000000}\r\n").await;
        assert_eq!(talk.hear().await, "");
    })
    .await;
    let mut session = open_inbox(&peer).await;
    assert_eq!(bodies_of(&mut session, &[4]).await.0, Err(NetError::Odd("a literal too large")));
    drop(session);
    peer.done().await;
}

/// Says a letter of 50 MB that is number 1 and has this UID.
async fn say_fifty_megabytes<S: AsyncRead + AsyncWrite + Unpin>(talk: &mut Talk<S>, uid: u32) {
    talk.say(format!("* 1 FETCH (UID {uid} BODY[] {{{FIFTY}}}\r\n")).await;
    let block: Vec<u8> = (0..=255).cycle().take(1 << 20).collect();
    for _ in 0..50 {
        talk.say(&block).await;
    }
    talk.say(")\r\n").await;
}

const FIFTY: usize = 50 * 1024 * 1024;

#[tokio::test]
async fn a_message_of_fifty_megabytes_comes_whole() {
    let peer = Peer::tls(async |mut talk| {
        talk.let_in_and_open("", 3).await;
        let tag = talk.expect("UID FETCH 4 (UID BODY.PEEK[])").await;
        say_fifty_megabytes(&mut talk, 4).await;
        talk.say(format!("{tag} OK\r\n")).await;
        let tag = talk.expect("UID FETCH 5:6 (UID BODY.PEEK[])").await;
        talk.say(format!("* 2 FETCH (BODY[] NIL UID 5)\r\n* 3 FETCH (BODY[] {{2}}\r\nok UID 6)\r\n{tag} OK\r\n")).await;
    })
    .await;
    let mut session = open_inbox(&peer).await;
    let (result, bodies) = bodies_of(&mut session, &[4]).await;
    result.unwrap();
    assert!(bodies[0].raw.len() == FIFTY && bodies[0].raw.iter().zip((0..=255u8).cycle()).all(|(a, b)| *a == b));
    let (result, bodies) = bodies_of(&mut session, &[5, 6]).await;
    result.unwrap();
    assert_eq!(bodies.len(), 1);
    assert_eq!((bodies[0].uid, bodies[0].raw.as_slice()), (Uid(6), b"ok".as_slice()));
    peer.done().await;
}

#[tokio::test]
async fn among_others_a_message_much_larger_than_it_said_ends_the_line() {
    let peer = Peer::tls(async |mut talk| {
        talk.let_in_and_open("", 3).await;
        let _tag = talk.expect("UID FETCH 4:6 (UID BODY.PEEK[])").await;
        say_fifty_megabytes(&mut talk, 4).await;
    })
    .await;
    let mut session = open_inbox(&peer).await;
    let (result, bodies) = bodies_of(&mut session, &[4, 5, 6]).await;
    assert_eq!(result, Err(NetError::Odd("a letter much larger than it said")));
    assert!(bodies.is_empty());
}

#[tokio::test]
async fn many_uids_are_asked_for_in_commands_of_which_some_are_always_under_way() {
    let peer = Peer::tls(async |mut talk| {
        talk.let_in_and_open("", 3).await;
        let mut asked = 0;
        let mut waiting = VecDeque::new();
        while asked < 2000 {
            // Six are here before any of them is answered.
            while waiting.len() < 6 && asked + 50 * waiting.len() < 2000 {
                let line = talk.hear().await;
                assert!(line.len() <= 8000, "{} bytes", line.len());
                let (tag, command) = line.split_once(' ').unwrap();
                let set = command.strip_prefix("UID FETCH ").and_then(|rest| rest.split(' ').next()).unwrap();
                let uids: Vec<String> = set.split(',').map(str::to_owned).collect();
                assert_eq!(uids.len(), 50);
                waiting.push_back((tag.to_owned(), uids));
            }
            let (tag, uids) = waiting.pop_front().unwrap();
            asked += uids.len();
            for uid in uids {
                talk.say(format!("* 1 FETCH (UID {uid} BODY[] {{2}}\r\nok)\r\n")).await;
            }
            talk.say(format!("{tag} OK\r\n")).await;
        }
        assert_eq!(talk.hear().await, "");
    })
    .await;
    let mut session = open_inbox(&peer).await;
    let uids: Vec<u32> = (0..2000).map(|n| 1_000_000_000 + n * 2).rev().collect();
    let (result, bodies) = bodies_of(&mut session, &uids).await;
    result.unwrap();
    assert_eq!(bodies.len(), 2000);
    // The newest, asked first, are here first.
    assert!(bodies[..50].iter().all(|body| body.uid.0 >= uids[49]));
    drop(session);
    peer.done().await;
}

#[tokio::test]
async fn a_no_in_the_middle_costs_only_what_it_refuses() {
    let peer = Peer::tls(async |mut talk| {
        talk.let_in_and_open("", 3).await;
        let one = talk.expect("UID FETCH 51:100 ").await;
        let two = talk.expect("UID FETCH 1:50 ").await;
        talk.say(format!("{one} NO [SERVERBUG] unreadable\r\n* 1 FETCH (UID 7 BODY[] \"ok\")\r\n{two} OK\r\n")).await;
        talk.answer("NOOP", "").await;
    })
    .await;
    let mut session = open_inbox(&peer).await;
    let uids: Vec<u32> = (1..=100).rev().collect();
    let (result, bodies) = bodies_of(&mut session, &uids).await;
    assert!(matches!(result, Err(NetError::Said { .. })));
    assert_eq!(bodies.iter().map(|body| body.uid).collect::<Vec<_>>(), [Uid(7)]);
    assert_eq!(session.noop().await, Ok(false));
    peer.done().await;
}

#[tokio::test]
async fn a_session_left_in_the_middle_is_gone() {
    let peer = Peer::tls(async |mut talk| {
        talk.let_in_and_open("", 3).await;
        let tag = talk.expect("UID FETCH 1:50").await;
        let _more = talk.expect("UID FETCH 51:99").await;
        for uid in 1..=50 {
            talk.say(format!("* {uid} FETCH (UID {uid} BODY[] {{2}}\r\nok)\r\n")).await;
        }
        talk.say(format!("{tag} OK\r\n")).await;
        assert_eq!(talk.hear().await, "");
    })
    .await;
    let mut session = open_inbox(&peer).await;
    let (to, mut from) = mpsc::channel(1);
    let listener = tokio::spawn(async move {
        let _first = from.recv().await.unwrap();
    });
    let uids: Vec<Uid> = (1..100).map(Uid).collect();
    assert_eq!(session.bodies(&uids, &to).await, Err(NetError::Cancelled));
    listener.await.unwrap();
    // A tagged answer of before must never be taken for that of a new command.
    assert_eq!(session.noop().await, Err(NetError::Gone));
    drop(session);
    peer.done().await;
}

#[tokio::test]
async fn news_wakes_and_so_do_the_clock_and_the_caller() {
    let peer = Peer::tls(async |mut talk| {
        talk.let_in_and_open("IDLE", 3).await;
        for news in ["* 4 EXISTS\r\n", "* 1 EXPUNGE\r\n", "* 2 FETCH (FLAGS (\\Seen))\r\n"] {
            let tag = talk.expect("IDLE").await;
            talk.say("* OK Still here\r\n+ idling\r\n* OK Still here\r\n").await;
            talk.say(news).await;
            assert_eq!(talk.hear().await, "DONE");
            talk.say(format!("{tag} OK\r\n")).await;
        }
        for _ in 0..2 {
            let tag = talk.expect("IDLE").await;
            talk.say("+ idling\r\n* 3 EXISTS\r\n").await;
            assert_eq!(talk.hear().await, "DONE");
            talk.say(format!("{tag} OK\r\n")).await;
        }
        let tag = talk.expect("IDLE").await;
        talk.say(format!("{tag} NO not now\r\n")).await;
        let _tag = talk.expect("IDLE").await;
        talk.say("+ idling\r\n").await;
    })
    .await;
    let mut session = open_inbox(&peer).await;
    let long = Duration::from_mins(1);
    for _ in 0..3 {
        assert_eq!(session.idle_until(long, std::future::pending()).await, Ok(Woken::News));
    }
    let short = Duration::from_millis(50);
    assert_eq!(session.idle_until(short, std::future::pending()).await, Ok(Woken::Timeout));
    let (call, called) = oneshot::channel::<()>();
    let phone = tokio::spawn(async move {
        tokio::time::sleep(short).await;
        drop(call);
    });
    assert_eq!(session.idle_until(long, async { drop(called.await) }).await, Ok(Woken::Called));
    phone.await.unwrap();
    assert!(matches!(session.idle_until(long, std::future::pending()).await, Err(NetError::Said { .. })));
    assert_eq!(session.idle_until(long, std::future::pending()).await, Err(NetError::Gone));
    peer.done().await;
}

#[tokio::test]
async fn a_server_without_idle_is_asked_at_the_end() {
    let peer = Peer::tls(async |mut talk| {
        talk.let_in_and_open("", 3).await;
        talk.answer("NOOP", "* 4 EXISTS\r\n").await;
        talk.answer("NOOP", "* 4 EXISTS\r\n").await;
    })
    .await;
    let mut session = open_inbox(&peer).await;
    let short = Duration::from_millis(20);
    assert_eq!(session.idle_until(short, std::future::pending()).await, Ok(Woken::News));
    assert_eq!(session.idle_until(short, std::future::pending()).await, Ok(Woken::Timeout));
    peer.done().await;
}
