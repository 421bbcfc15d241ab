//! The oddities of real servers, each as the dialogue in which it was met, and
//! those of servers that lie.

use std::time::Duration;

use sceau::domain::{AuthMethod, Change, Flag, Flags, Keyword, ModSeq, Role, Secret, Timestamp, Uid, UidValidity};
use sceau::net::imap::{Criteria, FolderStatus, Placed, RemoteBody, Session, Woken};
use sceau::net::{NetError, Refusal};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio_rustls::server::TlsStream;

use super::peer::{Peer, Talk, anchors, words};

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

async fn bodies(session: &mut Session, uids: &[u32]) -> (Result<(), NetError>, Vec<RemoteBody>) {
    let uids: Vec<Uid> = uids.iter().copied().map(Uid).collect();
    let (to, mut from) = mpsc::channel(100);
    let result = session.bodies(&uids, &to).await;
    drop(to);
    let mut bodies = Vec::new();
    while let Some(body) = from.recv().await {
        bodies.push(body);
    }
    (result, bodies)
}

fn seen() -> Change {
    Change { set: Flags::NONE.with(Flag::Seen), ..Change::default() }
}

// The clock of changes.

/// A server that announces QRESYNC and then refuses it, and iCloud, which says
/// OK but never ENABLED and then tells wrong UIDs in VANISHED.
#[tokio::test]
async fn a_clock_of_changes_that_is_not_confirmed_is_not_used() {
    for (end, enabled) in
        [("BAD what", ""), ("NO no", "* ENABLED QRESYNC\r\n"), ("OK done", ""), ("OK", "* ENABLED\r\n")]
    {
        let peer = Peer::tls(async move |mut talk| {
            talk.let_in("ENABLE QRESYNC").await;
            let tag = talk.expect("ENABLE QRESYNC").await;
            talk.say(format!("{enabled}{tag} {end}\r\n")).await;
            talk.answer("SELECT \"INBOX\" (CONDSTORE)", "* 1 EXISTS\r\n* OK [UIDVALIDITY 1] v\r\n").await;
        })
        .await;
        let mut session = open(&peer).await;
        assert!(!session.capabilities().qresync && session.capabilities().condstore);
        let since = (UidValidity(1), ModSeq(5));
        assert_eq!(session.resync("INBOX", since, false).await, Err(NetError::Refused(Refusal::Unsupported)));
        let _selected = session.select("INBOX").await.unwrap();
        peer.done().await;
    }
}

/// Purelymail takes one parameter to SELECT; and only after ENABLE.
#[tokio::test]
async fn only_what_changed_is_told_and_in_one_parameter() {
    let (peer, mut session) = resynced(
        "* 3 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n* OK [HIGHESTMODSEQ 90] m\r\n* VANISHED (EARLIER) 41,43:116\r\n\
         * 1 FETCH (UID 4 FLAGS (\\Seen) MODSEQ (88))\r\n* VANISHED (EARLIER) 117:4294967295,1\r\n\
         * 2 FETCH (UID 5)\r\n* 1 FETCH (MODSEQ (89) UID 4 FLAGS ())\r\n",
    )
    .await;
    let (selected, changes) = session.resync("INBOX", (UidValidity(7), ModSeq(80)), true).await.unwrap();
    assert_eq!((selected.exists, changes.whole), (3, true));
    assert_eq!(
        changes.changed.iter().map(|message| (message.uid, message.flags)).collect::<Vec<_>>(),
        [(Uid(4), Flags::NONE)]
    );
    assert_eq!(
        changes.vanished.ranges().collect::<Vec<_>>(),
        [Uid(1)..=Uid(1), Uid(41)..=Uid(41), Uid(43)..=Uid(u32::MAX)]
    );
    peer.done().await;
}

async fn resynced(lines: &'static str) -> (Peer, Session) {
    let peer = Peer::tls(async move |mut talk| {
        talk.let_in("ENABLE QRESYNC").await;
        talk.answer("ENABLE QRESYNC", "* enabled qresync condstore\r\n").await;
        talk.answer("SELECT \"INBOX\" (QRESYNC (7 80))", lines).await;
    })
    .await;
    let session = open(&peer).await;
    (peer, session)
}

/// Nothing is deleted on the strength of an answer of which a word is missing.
#[tokio::test]
async fn an_answer_that_is_not_whole_tells_nothing() {
    let opened = "* 3 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n* OK [HIGHESTMODSEQ 90] m\r\n* VANISHED (EARLIER) 1:9\r\n";
    for odd in [
        // Renumbered; no clock; a clock that went backwards (a backup).
        "* OK [UIDVALIDITY 8] v\r\n",
        "* OK [NOMODSEQ] n\r\n",
        "* OK [HIGHESTMODSEQ 79] m\r\n",
        // Words that cannot be read; of a folder nobody knows which.
        "* VANISHED (EARLIER) 4:*\r\n",
        "* VANISHED (EARLIER)\r\n",
        "* VANISHED (EARLIER) 0\r\n",
        "* VANISHED 4\r\n",
    ] {
        let lines: &'static str = Box::leak(format!("{opened}{odd}").into_boxed_str());
        let (peer, mut session) = resynced(lines).await;
        let (_, changes) = session.resync("INBOX", (UidValidity(7), ModSeq(80)), true).await.unwrap();
        assert!(!changes.whole && changes.vanished.is_empty() && changes.changed.is_empty(), "{odd}");
        peer.done().await;
    }
    // What was told of the folder before it was closed is not of this one.
    let lines = "* VANISHED 1:9\r\n* 7 FETCH (UID 9 FLAGS ())\r\n* 99 EXISTS\r\n* OK [CLOSED] c\r\n\
        * 3 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n* OK [HIGHESTMODSEQ 90] m\r\n";
    let (peer, mut session) = resynced(lines).await;
    let (selected, changes) = session.resync("INBOX", (UidValidity(7), ModSeq(80)), true).await.unwrap();
    assert_eq!((selected.exists, changes.whole), (3, true));
    assert!(changes.vanished.is_empty() && changes.changed.is_empty());
    peer.done().await;
}

#[tokio::test]
async fn a_folder_that_loses_four_billion_messages_costs_nothing() {
    let (peer, mut session) = inbox("", async |mut talk| {
        talk.answer("NOOP", &"* VANISHED 1:4294967295\r\n".repeat(1000)).await;
        talk.answer("NOOP", "").await;
    })
    .await;
    assert!(session.noop().await.unwrap());
    assert!(session.uids_and_flags().await.unwrap().is_empty());
    assert!(!session.noop().await.unwrap());
    peer.done().await;
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
    assert_eq!(bodies(&mut session, &[]).await, (Ok(()), Vec::new()));
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

// Fetching.

/// Flags of other messages, an EXPUNGE, messages nobody asked for, one twice.
#[tokio::test]
async fn what_comes_in_the_middle_of_a_fetch_is_heard_and_not_taken_for_mail() {
    let (peer, mut session) = inbox("", async |mut talk| {
        let lines = "* 3 FETCH (FLAGS (\\Seen) UID 9)\r\n*  1  fetch  ( uid 4  body[] {2}\r\nok )\r\n* 2 EXPUNGE\r\n\
            * 2 FETCH (UID 77 BODY[] \"nobody asked\")\r\n* 1 FETCH (UID 4 BODY[] \"again\")\r\n\
            * 1 FETCH (UID 0 BODY[] \"none\")\r\n* 2 FETCH (BODY[] NIL UID 5)\r\n* OK Still here\r\n";
        talk.answer("UID FETCH 4:5 (UID BODY.PEEK[])", lines).await;
    })
    .await;
    let (result, bodies) = bodies(&mut session, &[5, 4]).await;
    result.unwrap();
    assert_eq!(bodies, [RemoteBody { uid: Uid(4), raw: b"ok".to_vec() }]);
    let woken = session.idle_until(Duration::from_secs(9), std::future::pending()).await;
    assert_eq!(woken, Ok(Woken::News));
    peer.done().await;
}

/// What a row needs comes in any order, in part, or not at all.
#[tokio::test]
async fn a_letter_that_comes_whole_brings_what_its_row_needs() {
    let (peer, mut session) = inbox("", async |mut talk| {
        let sizes = "* 1 FETCH (RFC822.SIZE 2 UID 4)\r\n* 2 FETCH (UID 5)\r\n* 3 FETCH (FLAGS (\\Seen))\r\n";
        talk.answer("UID FETCH 4:5 (UID RFC822.SIZE)", sizes).await;
        let lines = "* 1 FETCH (BODY[] {2}\r\nok INTERNALDATE \" 1-Jan-2001 00:00:00 +0000\" FLAGS (\\Seen Urgent) UID 4)\r\n\
            * 2 FETCH (UID 5 BODY[] \"\")\r\n";
        talk.answer("UID FETCH 4:5 (UID FLAGS INTERNALDATE BODY.PEEK[])", lines).await;
    })
    .await;
    let uids = [Uid(5), Uid(4)];
    assert_eq!(session.sizes(&uids).await.unwrap(), [(Uid(4), 2)]);
    let (to, mut from) = mpsc::channel(100);
    session.letters(&uids, &to).await.unwrap();
    drop(to);
    let letter = from.recv().await.unwrap();
    assert_eq!((letter.uid, letter.raw.as_slice(), letter.internal_date), (Uid(4), &b"ok"[..], Timestamp(978_307_200)));
    assert!(letter.flags.seen() && letter.keywords == [Keyword::new("Urgent")]);
    let bare = from.recv().await.unwrap();
    assert!(bare.uid == Uid(5) && bare.raw.is_empty() && bare.flags == Flags::NONE);
    peer.done().await;
}

/// A server that answers for ever, with what was not asked for.
#[tokio::test]
async fn an_answer_without_end_has_one() {
    let (peer, mut session) = inbox("", async |mut talk| {
        let _tag = talk.expect("UID FETCH").await;
        let block = format!("* 1 FETCH (UID 77 BODY[] {{8000000}}\r\n{})\r\n", "x".repeat(8_000_000));
        for _ in 0..80 {
            talk.say(&block).await;
        }
    })
    .await;
    let (result, bodies) = bodies(&mut session, &[4]).await;
    assert_eq!((result, bodies.len()), (Err(NetError::Odd("an answer without end")), 0));
    drop(session);
    peer.done().await;
}

/// A size is what the server guesses (Exchange), a part may be the whole, or
/// nothing, or another one.
#[tokio::test]
async fn a_part_of_a_message_is_the_part_that_was_asked_for() {
    let (peer, mut session) = inbox("", async |mut talk| {
        for answer in [
            "BODY[]<4> {3}\r\n456",
            "BODY[]<4> \"45678901\"",
            "BODY[] {10}\r\n0123456789",
            "BODY[]<4> NIL",
            "BODY[]<0> {3}\r\n012",
            "FLAGS ()",
        ] {
            talk.answer("UID FETCH 4 (UID BODY.PEEK[]<4.5>)", &format!("* 1 FETCH (UID 4 {answer})\r\n")).await;
        }
    })
    .await;
    let mut parts = Vec::new();
    for _ in 0..6 {
        parts.push(session.body_from(Uid(4), 4, 5).await);
    }
    let here = |text: &str| Ok(text.as_bytes().to_vec());
    let odd = Err(NetError::Odd("another part of the message"));
    assert_eq!(
        parts,
        [here("456"), here("45678"), here("45678"), here(""), odd, Err(NetError::Refused(Refusal::NonExistent))]
    );
    peer.done().await;
}

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
