//! The oddities of real servers, each as the dialogue in which it was met, and
//! those of servers that lie.

mod changes;
mod claims;
mod fetching;
mod folders;

use super::imap::bodies_of;
use super::peer::{Peer, Talk, anchors, words};
use sceau::domain::{AuthMethod, Change, Flag, Flags, Keyword, Secret, Uid, UidValidity};
use sceau::net::imap::{Criteria, Placed, Session, Woken};
use sceau::net::{NetError, Refusal};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

async fn try_open(peer: &Peer) -> Result<Session, NetError> {
    Session::open(&peer.server, &anchors(), "anne", AuthMethod::Password, &Secret::new("sésame")).await
}

async fn open(peer: &Peer) -> Session {
    try_open(peer).await.unwrap()
}

/// A session with these capabilities and the inbox open, and what follows.
async fn inbox<F: Future<Output = ()> + Send>(
    capabilities: &'static str,
    script: impl FnOnce(Talk<TlsStream<TcpStream>>) -> F + Send + 'static,
) -> (Peer, Session) {
    let peer = Peer::tls(async move |mut talk| {
        talk.let_in_and_open(capabilities, 3).await;
        script(talk).await;
    })
    .await;
    let mut session = open(&peer).await;
    let _selected = session.select("INBOX").await.unwrap();
    (peer, session)
}

fn seen() -> Change {
    Change { set: Flags::NONE.with(Flag::Seen), ..Change::default() }
}

// Moving and deleting.

#[tokio::test]
async fn without_move_messages_are_copied_marked_and_taken_away_by_name() {
    let (peer, mut session) = inbox("UIDPLUS", async |mut talk| {
        let tag = talk.expect("UID COPY 4:5 \"Corbeille\"").await;
        talk.say(format!("{tag} OK [COPYUID 9 4:5 11:12] done\r\n")).await;
        talk.answer("UID STORE 4:5 +FLAGS.SILENT (\\Deleted)", "").await;
        talk.answer("UID EXPUNGE 4:5", "* 1 EXPUNGE\r\n* 1 EXPUNGE\r\n").await;
        // A copy that fails leaves all as it was.
        let tag = talk.expect("UID COPY 6 \"Plein\"").await;
        talk.say(format!("{tag} NO [OVERQUOTA] Plein\r\n")).await;
        talk.answer("NOOP", "").await;
    })
    .await;
    let placed = session.move_to(&[Uid(5), Uid(4)], "Corbeille").await.unwrap();
    assert_eq!(placed.pairs, [(Uid(4), Uid(11)), (Uid(5), Uid(12))]);
    let full = session.move_to(&[Uid(6)], "Plein").await.unwrap_err();
    assert_eq!((full.refusal(), words(&full)), (Some(Refusal::OverQuota), "Plein"));
    let _news = session.noop().await.unwrap();
    peer.done().await;
}

/// Exchange without UIDPLUS: EXPUNGE would take along what another program has
/// marked and not yet taken away.
#[tokio::test]
async fn a_bare_expunge_is_only_said_where_it_hits_nobody_else() {
    let (peer, mut session) = inbox("", async |mut talk| {
        // Another is marked: nothing is even begun.
        talk.answer("UID SEARCH DELETED", "* SEARCH 9\r\n").await;
        talk.answer("UID SEARCH DELETED", "* SEARCH 4 9\r\n").await;
        // Nobody is.
        talk.answer("UID SEARCH DELETED", "* SEARCH\r\n").await;
        talk.answer("UID STORE 4 +FLAGS.SILENT (\\Deleted)", "").await;
        talk.answer("UID SEARCH DELETED", "* SEARCH 4\r\n").await;
        talk.answer("EXPUNGE", "* 2 EXPUNGE\r\n").await;
        // One is marked just then: ours stays marked, and both stay.
        talk.answer("UID SEARCH DELETED", "* SEARCH\r\n").await;
        talk.answer("UID COPY 5 \"Archive\"", "").await;
        talk.answer("UID STORE 5 +FLAGS.SILENT (\\Deleted)", "").await;
        talk.answer("UID SEARCH DELETED", "* SEARCH 5 9\r\n").await;
        talk.answer("NOOP", "").await;
    })
    .await;
    let unsupported = Err(NetError::Refused(Refusal::Unsupported));
    assert_eq!(session.expunge(&[Uid(4)]).await, unsupported);
    assert_eq!(session.move_to(&[Uid(4)], "Archive").await.map(|_| ()), unsupported);
    session.expunge(&[Uid(4)]).await.unwrap();
    assert_eq!(session.move_to(&[Uid(5)], "Archive").await.unwrap(), Placed::default());
    let _news = session.noop().await.unwrap();
    peer.done().await;
}

/// Gmail tells COPYUID at the end of a MOVE, others before; Outlook.com says a
/// validity of 0; some say nothing; a liar says anything.
#[tokio::test]
async fn new_numbers_are_believed_only_where_they_come_out_even() {
    let (peer, mut session) = inbox("MOVE UIDPLUS", async |mut talk| {
        talk.answer("UID MOVE 4:5 \"A\"", "* ok [copyuid 9 5,4 12,11]\r\n* 1 EXPUNGE\r\n* 1 EXPUNGE\r\n").await;
        for code in [
            "[COPYUID 9  4 11]",
            "",
            "[COPYUID 0 4 41]",
            "[COPYUID 9 4 1:4294967295]",
            "[COPYUID 9 6 7]",
            "[COPYUID",
            "[COPYUID]",
        ] {
            let tag = talk.expect("UID MOVE 4 \"A\"").await;
            talk.say(format!("{tag} OK {code} Done\r\n")).await;
        }
        talk.answer("UID MOVE 4 \"A\"", "* NO [COPYUID 9 4 11] half\r\n").await;
    })
    .await;
    let placed = session.move_to(&[Uid(4), Uid(5)], "A").await.unwrap();
    assert_eq!(placed.pairs, [(Uid(5), Uid(12)), (Uid(4), Uid(11))]);
    assert_eq!(session.move_to(&[Uid(4)], "A").await.unwrap().pairs, [(Uid(4), Uid(11))]);
    for _ in 0..7 {
        assert_eq!(session.move_to(&[Uid(4)], "A").await.unwrap(), Placed::default());
    }
    peer.done().await;
}

/// Exchange calls a command about no messages BAD.
#[tokio::test]
async fn nothing_is_asked_about_no_messages() {
    let (peer, mut session) = inbox("MOVE UIDPLUS", async |mut talk| {
        talk.answer("NOOP", "").await;
    })
    .await;
    for nobody in [vec![], vec![Uid(0)]] {
        session.store(&nobody, &seen()).await.unwrap();
        session.expunge(&nobody).await.unwrap();
        assert_eq!(session.move_to(&nobody, "A").await.unwrap(), Placed::default());
        assert_eq!(session.copy_to(&nobody, "A").await.unwrap(), Placed::default());
    }
    session.store(&[Uid(1)], &Change::default()).await.unwrap();
    assert_eq!(bodies_of(&mut session, &[]).await, (Ok(()), Vec::new()));
    assert!(!session.noop().await.unwrap());
    peer.done().await;
}

#[tokio::test]
async fn keywords_that_a_folder_does_not_keep_are_refused_before_anything_is_sent() {
    let peer = Peer::tls(async |mut talk| {
        talk.let_in("").await;
        let lines = "* 3 EXISTS\r\n* OK [UIDVALIDITY 1] v\r\n* OK [PERMANENTFLAGS (\\Seen \\Deleted $Label1)] p\r\n";
        talk.answer("SELECT \"INBOX\"", lines).await;
        talk.answer("UID STORE 1 +FLAGS.SILENT (\\Seen $label1)", "").await;
        talk.answer("UID STORE 1 -FLAGS.SILENT ($sceau_x)", "").await;
    })
    .await;
    let mut session = open(&peer).await;
    let _selected = session.select("INBOX").await.unwrap();
    let refused = Err(NetError::Refused(Refusal::KeywordRefused));
    let tag = |name: &str| Change { add: vec![Keyword::new(name)], ..seen() };
    assert_eq!(session.store(&[Uid(1)], &tag("$sceau_x")).await, refused);
    assert_eq!(session.store(&[Uid(1)], &tag("a) \\Deleted")).await, refused);
    session.store(&[Uid(1)], &tag("$LABEL1")).await.unwrap();
    let off = Change { remove: vec![Keyword::new("$sceau_x")], ..Change::default() };
    session.store(&[Uid(1)], &off).await.unwrap();
    peer.done().await;
}

// The line.

/// Gmail in words, Dovecot by code, Exchange after letting in: the password is
/// right, and asking again at once makes it worse.
#[tokio::test]
async fn a_server_without_room_is_told_from_a_wrong_password_and_a_broken_line() {
    let busy = [
        "NO [ALERT] Too many simultaneous connections. (Failure)",
        "NO [LIMIT] Maximum number",
        "NO [INUSE] x",
        "BAD Request is throttled. Suggested Backoff Time: 30000 milliseconds",
    ];
    let refused = ["NO [AUTHENTICATIONFAILED] no", "NO [ALERT] Too many failed attempts", "NO [EXPIRED] password"];
    for (answer, is_busy) in busy.map(|answer| (answer, true)).into_iter().chain(refused.map(|answer| (answer, false)))
    {
        let peer = Peer::tls(async move |mut talk| {
            talk.say("* OK ready\r\n").await;
            talk.answer("CAPABILITY", "* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\r\n").await;
            let tag = talk.expect("AUTHENTICATE").await;
            talk.say(format!("{tag} {answer}\r\n")).await;
        })
        .await;
        let error = try_open(&peer).await.unwrap_err();
        let expected = if is_busy {
            matches!(error, NetError::Busy { .. })
        } else {
            matches!(error, NetError::LoginRefused { .. })
        };
        assert!(expected, "{answer}: {error:?}");
        peer.done().await;
    }
    for (greeting, is_busy) in
        [("* BYE [UNAVAILABLE] later", true), ("* BYE Too many connections", true), ("* BYE maintenance", false)]
    {
        let peer = Peer::tls(async move |mut talk| talk.say(format!("{greeting}\r\n")).await).await;
        let error = try_open(&peer).await.unwrap_err();
        assert_eq!(matches!(error, NetError::Busy { .. }), is_busy);
        assert_eq!(error == NetError::Gone, !is_busy);
        peer.done().await;
    }
    let (peer, mut session) = inbox("", async |mut talk| {
        let tag = talk.expect("NOOP").await;
        talk.say(format!("{tag} BAD User is authenticated but not connected.\r\n")).await;
        let _tag = talk.expect("NOOP").await;
        talk.say("* BYE [LIMIT] Too much\r\n").await;
    })
    .await;
    for _ in 0..2 {
        assert!(matches!(session.noop().await, Err(NetError::Busy { .. })));
    }
    peer.done().await;
}

/// Nothing of a large message goes out before the server has said yes, and the
/// line is whole after a no.
#[tokio::test]
async fn a_message_is_laid_down_as_the_server_wants_it() {
    let (peer, mut session) = inbox("LITERAL- APPENDLIMIT=300000 UIDPLUS", async |mut talk| {
        let tag = talk.expect("APPEND \"Envoyés\" (\\Seen) {5+}").await;
        assert_eq!(talk.hear_bytes(7).await, b"a: b\n\r\n");
        talk.say(format!("{tag} OK [APPENDUID 7 3955] done\r\n")).await;
        let tag = talk.expect("APPEND \"Envoyés\" () \"17-Jul-1996 09:44:25 +0000\" {5000}").await;
        talk.say(format!("* 4 EXISTS\r\n{tag} NO [OVERQUOTA] Plein\r\n")).await;
        let tag = talk.expect("APPEND \"Envoyés\" () {5000}").await;
        talk.say("+ go\r\n").await;
        assert_eq!(talk.hear_bytes(5002).await.len(), 5002);
        // UIDPLUS announced, and nothing told.
        talk.say(format!("{tag} OK done\r\n")).await;
    })
    .await;
    let flags = Flags::NONE.with(Flag::Seen);
    let place = session.append("Envoyés", flags, &[], None, b"a: b\n").await.unwrap();
    assert_eq!(place, Some((UidValidity(7), Uid(3955))));
    let large = vec![b'x'; 5000];
    let when = Some(sceau::domain::Timestamp(837_596_665));
    let full = session.append("Envoyés", Flags::NONE, &[], when, &large).await.unwrap_err();
    assert_eq!(full.refusal(), Some(Refusal::OverQuota));
    assert_eq!(session.append("Envoyés", Flags::NONE, &[], None, &large).await.unwrap(), None);
    let too_large = session.append("Envoyés", Flags::NONE, &[], None, &vec![0; 300_001]).await;
    assert_eq!(too_large, Err(NetError::Refused(Refusal::Limit)));
    peer.done().await;
}

/// A word with an accent goes out as bytes; Exchange knows ASCII alone and says so.
#[tokio::test]
async fn a_search_is_in_utf_8_only_where_it_has_to_be() {
    let (peer, mut session) = inbox("", async |mut talk| {
        talk.answer("UID SEARCH SUBJECT \"bilan\"", "* SEARCH 2  7\r\n").await;
        let tag = talk.expect("UID SEARCH CHARSET UTF-8 TEXT {5}").await;
        talk.say("+ go\r\n").await;
        assert_eq!(talk.hear_bytes(7).await, "été\r\n".as_bytes());
        talk.say(format!("{tag} NO [BADCHARSET (US-ASCII)] no\r\n")).await;
        let _tag = talk.expect("UID SEARCH CHARSET UTF-8 TEXT {5}").await;
        talk.say("* BYE going\r\n").await;
    })
    .await;
    let subject = Criteria::Subject("bilan".to_owned());
    assert_eq!(session.search(&subject).await.unwrap(), [Uid(2), Uid(7)]);
    let text = Criteria::Text("été".to_owned());
    assert_eq!(session.search(&text).await.unwrap_err().refusal(), Some(Refusal::Unsupported));
    assert_eq!(session.search(&text).await, Err(NetError::Gone));
    peer.done().await;
}

/// However much a server talks, whoever waits can take the session back.
#[tokio::test]
async fn a_server_that_never_stops_talking_does_not_hold_who_waits() {
    let (peer, mut session) = inbox("IDLE", async |mut talk| {
        let tag = talk.expect("IDLE").await;
        talk.say("+ idling\r\n").await;
        let noise = "* OK Still here\r\n".repeat(1000);
        let until = tokio::time::Instant::now() + Duration::from_millis(300);
        while tokio::time::Instant::now() < until {
            talk.say(&noise).await;
        }
        assert_eq!(talk.hear().await, "DONE");
        talk.say(format!("{tag} OK\r\n")).await;
    })
    .await;
    let call = tokio::time::sleep(Duration::from_millis(50));
    assert_eq!(session.idle_until(Duration::from_mins(1), call).await, Ok(Woken::Called));
    peer.done().await;
}

#[tokio::test]
async fn a_packed_line_that_is_no_packing_is_odd() {
    let (peer, mut session) = inbox("COMPRESS=DEFLATE", async |mut talk| {
        talk.answer("COMPRESS DEFLATE", "").await;
        let _ = talk.hear_bytes(1).await;
        talk.say([0xff; 64]).await;
    })
    .await;
    session.compress().await.unwrap();
    assert_eq!(session.noop().await, Err(NetError::Odd("a corrupt stream")));
    peer.done().await;
}
