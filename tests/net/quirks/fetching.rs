//! Messages that come down with other things, or in part.

use super::inbox;
use crate::net::imap::bodies_of;
use sceau::domain::{Flags, Keyword, Timestamp, Uid};
use sceau::net::imap::{RemoteBody, Woken};
use sceau::net::{NetError, Refusal};
use std::time::Duration;
use tokio::sync::mpsc;

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
    let (result, bodies) = bodies_of(&mut session, &[5, 4]).await;
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
    let (result, bodies) = bodies_of(&mut session, &[4]).await;
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
