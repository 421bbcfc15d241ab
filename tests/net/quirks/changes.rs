//! What has changed, told by servers that announce more than they do.

use super::super::peer::Peer;
use super::{inbox, open};
use sceau::domain::{Flags, ModSeq, Uid, UidValidity};
use sceau::net::imap::Session;
use sceau::net::{NetError, Refusal};

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
