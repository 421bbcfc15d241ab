//! Who does what several would do, word by word.

use super::inbox;
use sceau::domain::{Change, Flag, Flags, Keyword, Uid};
use sceau::net::{NetError, Refusal};

const CLAIM: &str = "+FLAGS.SILENT ($sceauclaim_aa)";
const WITHDRAW: &str = "-FLAGS.SILENT ($sceauclaim_aa)";

fn done() -> Keyword {
    Keyword::new("$Done")
}

fn change() -> Change {
    Change { set: Flags::NONE.with(Flag::Junk), add: vec![done()], ..Change::default() }
}

#[tokio::test]
async fn what_nobody_else_claims_is_ours_and_what_is_done_or_gone_is_not() {
    let (peer, mut session) = inbox("UIDPLUS", async |mut talk| {
        talk.answer("UID FETCH 4:7 (UID FLAGS)", "* 1 FETCH (UID 4 FLAGS ())\r\n").await;
        talk.answer(&format!("UID STORE 4:7 {CLAIM}"), "").await;
        // One is done already, one is gone; another that is told of was not asked for.
        let flags = "* 1 FETCH (UID 4 FLAGS ($SceauClaim_aa))\r\n* 2 FETCH (UID 5 FLAGS ($done $sceauclaim_aa))\r\n\
                     * 3 FETCH (UID 9 FLAGS ())\r\n* 3 FETCH (UID 6 FLAGS (\\Seen $sceauclaim_aa))\r\n";
        talk.answer("UID FETCH 4:7 (UID FLAGS)", flags).await;
        talk.answer("UID STORE 4,6 +FLAGS.SILENT ($Junk $done)", "").await;
        talk.answer(&format!("UID STORE 5 {WITHDRAW}"), "").await;
        talk.answer("NOOP", "").await;
    })
    .await;
    let ours = session.claim(&[4, 5, 6, 7].map(Uid), &change(), &done(), "aa").await.unwrap();
    assert_eq!(ours, [Uid(4), Uid(6)]);
    let _news = session.noop().await.unwrap();
    peer.done().await;
}

#[tokio::test]
async fn after_a_cut_what_has_our_word_and_is_done_is_ours() {
    let (peer, mut session) = inbox("UIDPLUS", async |mut talk| {
        let flags = "* 1 FETCH (UID 4 FLAGS ($done $sceauclaim_aa))\r\n* 2 FETCH (UID 5 FLAGS ($done))\r\n";
        talk.answer("UID FETCH 4:5 (UID FLAGS)", flags).await;
        talk.answer(&format!("UID STORE 5 {CLAIM}"), "").await;
        talk.answer("UID FETCH 5 (UID FLAGS)", "* 2 FETCH (UID 5 FLAGS ($done $sceauclaim_aa))\r\n").await;
        talk.answer(&format!("UID STORE 5 {WITHDRAW}"), "").await;
        talk.answer("NOOP", "").await;
    })
    .await;
    assert_eq!(session.claim(&[4, 5].map(Uid), &change(), &done(), "aa").await.unwrap(), [Uid(4)]);
    let _news = session.noop().await.unwrap();
    peer.done().await;
}

#[tokio::test]
async fn who_meets_another_takes_its_word_back_and_asks_again() {
    let (peer, mut session) = inbox("UIDPLUS", async |mut talk| {
        let both = "* 1 FETCH (UID 4 FLAGS ($sceauclaim_aa $SceauClaim_bb))\r\n";
        talk.answer("UID FETCH 4 (UID FLAGS)", "").await;
        for met in [both, both, "* 1 FETCH (UID 4 FLAGS ($sceauclaim_aa))\r\n"] {
            talk.answer(&format!("UID STORE 4 {CLAIM}"), "").await;
            talk.answer("UID FETCH 4 (UID FLAGS)", met).await;
            if met == both {
                talk.answer(&format!("UID STORE 4 {WITHDRAW}"), "").await;
            } else {
                talk.answer("UID STORE 4 +FLAGS.SILENT ($Junk $done)", "").await;
            }
        }
    })
    .await;
    assert_eq!(session.claim(&[Uid(4)], &change(), &done(), "aa").await.unwrap(), [Uid(4)]);
    peer.done().await;
}

#[tokio::test]
async fn a_message_that_another_holds_for_long_is_left_to_it() {
    let (peer, mut session) = inbox("UIDPLUS", async |mut talk| {
        talk.answer("UID FETCH 4 (UID FLAGS)", "").await;
        for _ in 0..8 {
            talk.answer(&format!("UID STORE 4 {CLAIM}"), "").await;
            let both = "* 1 FETCH (UID 4 FLAGS ($sceauclaim_aa $sceauclaim_bb))\r\n";
            talk.answer("UID FETCH 4 (UID FLAGS)", both).await;
            talk.answer(&format!("UID STORE 4 {WITHDRAW}"), "").await;
        }
        talk.answer("NOOP", "").await;
    })
    .await;
    assert_eq!(session.claim(&[Uid(4)], &change(), &done(), "aa").await.unwrap(), []);
    let _news = session.noop().await.unwrap();
    peer.done().await;
}

/// Said to be kept, and not kept: two would both find themselves alone.
#[tokio::test]
async fn a_word_that_does_not_stick_claims_nothing() {
    let (peer, mut session) = inbox("UIDPLUS", async |mut talk| {
        talk.answer("UID FETCH 4 (UID FLAGS)", "").await;
        talk.answer(&format!("UID STORE 4 {CLAIM}"), "").await;
        talk.answer("UID FETCH 4 (UID FLAGS)", "* 1 FETCH (UID 4 FLAGS (\\Seen))\r\n").await;
        talk.answer(&format!("UID STORE 4 {WITHDRAW}"), "").await;
    })
    .await;
    let said = session.claim(&[Uid(4)], &change(), &done(), "aa").await;
    assert_eq!(said, Err(NetError::Refused(Refusal::Unsupported)));
    peer.done().await;
}

#[tokio::test]
async fn a_refusal_leaves_no_word_behind() {
    let (peer, mut session) = inbox("UIDPLUS", async |mut talk| {
        talk.answer("UID FETCH 4 (UID FLAGS)", "").await;
        talk.answer(&format!("UID STORE 4 {CLAIM}"), "").await;
        talk.answer("UID FETCH 4 (UID FLAGS)", "* 1 FETCH (UID 4 FLAGS ($sceauclaim_aa))\r\n").await;
        let tag = talk.expect("UID STORE 4 +FLAGS.SILENT ($Junk $done)").await;
        talk.say(format!("{tag} NO [OVERQUOTA] Plein\r\n")).await;
        talk.answer(&format!("UID STORE 4 {WITHDRAW}"), "").await;
    })
    .await;
    assert!(session.claim(&[Uid(4)], &change(), &done(), "aa").await.is_err());
    peer.done().await;
}

#[tokio::test]
async fn where_no_words_are_kept_nobody_is_asked() {
    let (peer, mut session) = inbox("UIDPLUS", async |mut talk| {
        let lines = "* 3 EXISTS\r\n* OK [UIDVALIDITY 1] v\r\n* OK [PERMANENTFLAGS (\\Seen $done $junk)] p\r\n";
        talk.answer("SELECT \"INBOX\"", lines).await;
        talk.answer("NOOP", "").await;
    })
    .await;
    let _selected = session.select("INBOX").await.unwrap();
    let said = session.claim(&[Uid(4)], &change(), &done(), "aa").await;
    assert_eq!(said, Err(NetError::Refused(Refusal::Unsupported)));
    let _news = session.noop().await.unwrap();
    peer.done().await;
}
