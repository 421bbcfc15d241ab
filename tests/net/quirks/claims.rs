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
        talk.answer(&format!("UID STORE 4:7 {CLAIM}"), "").await;
        // One is done already, one is gone; another that is told of was not asked for.
        let flags = "* 1 FETCH (UID 4 FLAGS ($SceauClaim_aa))\r\n* 2 FETCH (UID 5 FLAGS ($done $sceauclaim_aa))\r\n\
                     * 3 FETCH (UID 9 FLAGS ())\r\n* 3 FETCH (UID 6 FLAGS (\\Seen $sceauclaim_aa))\r\n";
        talk.answer("UID FETCH 4:7 (UID FLAGS)", flags).await;
        talk.answer("UID STORE 4,6 +FLAGS.SILENT ($Junk $done)", "").await;
        talk.answer(&format!("UID STORE 4:6 {WITHDRAW}"), "").await;
        talk.answer("NOOP", "").await;
    })
    .await;
    let ours = session.claim(&[4, 5, 6, 7].map(Uid), &change(), &done(), "aa").await.unwrap();
    assert_eq!(ours, [Uid(4), Uid(6)]);
    let _news = session.noop().await.unwrap();
    peer.done().await;
}

#[tokio::test]
async fn who_meets_another_takes_its_word_back_and_asks_again() {
    let (peer, mut session) = inbox("UIDPLUS", async |mut talk| {
        let both = "* 1 FETCH (UID 4 FLAGS ($sceauclaim_aa $SceauClaim_bb))\r\n";
        for met in [both, both, "* 1 FETCH (UID 4 FLAGS ($sceauclaim_aa))\r\n"] {
            talk.answer(&format!("UID STORE 4 {CLAIM}"), "").await;
            talk.answer("UID FETCH 4 (UID FLAGS)", met).await;
            if met != both {
                talk.answer("UID STORE 4 +FLAGS.SILENT ($Junk $done)", "").await;
            }
            talk.answer(&format!("UID STORE 4 {WITHDRAW}"), "").await;
        }
    })
    .await;
    assert_eq!(session.claim(&[Uid(4)], &change(), &done(), "aa").await.unwrap(), [Uid(4)]);
    peer.done().await;
}

#[tokio::test]
async fn a_message_that_another_holds_for_long_is_left_to_it() {
    let (peer, mut session) = inbox("UIDPLUS", async |mut talk| {
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
