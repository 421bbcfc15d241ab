//! The talk before TLS: nothing of it is believed, and nothing of the user's
//! is said in it.

use sceau::domain::{AuthMethod, Secret, Server};
use sceau::net::imap::Session;
use sceau::net::{NetError, smtp};

use super::peer::{Peer, anchors};

async fn imap(server: &Server) -> Result<Session, NetError> {
    Session::open(server, &anchors(), "anne", AuthMethod::Password, &Secret::new("sésame")).await
}

async fn smtp(server: &Server) -> Result<smtp::SmtpOffer, NetError> {
    smtp::check(server, &anchors(), "anne", AuthMethod::Password, &Secret::new("sésame")).await
}

#[tokio::test]
async fn what_the_server_can_do_is_asked_again_inside() {
    let peer = Peer::clear(async |mut talk| {
        talk.say("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n").await;
        talk.answer("CAPABILITY", "* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN IDLE\r\n").await;
        talk.answer("STARTTLS", "").await;
        let mut talk = talk.upgrade("localhost").await;
        talk.answer("CAPABILITY", "* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n").await;
        assert_eq!(talk.hear().await, "");
    })
    .await;
    assert_eq!(imap(&peer.server).await.unwrap_err(), NetError::LoginUnsupported);
    peer.done().await;
}

#[tokio::test]
async fn bytes_that_follow_the_go_ahead_end_the_connection() {
    let peer = Peer::clear(async |mut talk| {
        talk.say("* OK ready\r\n").await;
        talk.answer("CAPABILITY", "* CAPABILITY IMAP4rev1 STARTTLS\r\n").await;
        let tag = talk.expect("STARTTLS").await;
        talk.say(format!("{tag} OK go\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n")).await;
        assert_eq!(talk.hear().await, "");
    })
    .await;
    assert_eq!(imap(&peer.server).await.unwrap_err(), NetError::Odd("data before TLS"));
    peer.done().await;

    let peer = Peer::clear(async |mut talk| {
        talk.say("220 ready\r\n").await;
        assert!(talk.hear().await.starts_with("EHLO "));
        talk.say("250-mx.cabinet.example\r\n250 STARTTLS\r\n").await;
        assert_eq!(talk.hear().await, "STARTTLS");
        talk.say("220 go\r\n250 AUTH PLAIN\r\n").await;
        assert_eq!(talk.hear().await, "");
    })
    .await;
    assert_eq!(smtp(&peer.server).await.unwrap_err(), NetError::Odd("data before TLS"));
    peer.done().await;
}

#[tokio::test]
async fn injected_bytes_that_come_late_do_not_pass_for_tls() {
    let peer = Peer::clear(async |mut talk| {
        talk.say("* OK ready\r\n").await;
        talk.answer("CAPABILITY", "* CAPABILITY IMAP4rev1 STARTTLS\r\n").await;
        talk.answer("STARTTLS", "").await;
        let _hello = talk.hear_bytes(5).await;
        talk.say("s1 OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] in\r\n").await;
    })
    .await;
    assert_eq!(imap(&peer.server).await.unwrap_err(), NetError::TlsFailed);
    peer.done().await;
}

#[tokio::test]
async fn a_greeting_that_is_none_ends_the_connection() {
    let long = format!("* OK {}", "x".repeat(100_000));
    let cases = [
        ("* PREAUTH in\r\n", NetError::Odd("PREAUTH before TLS")),
        ("* BYE busy\r\n", NetError::Gone),
        ("SSH-2.0-x\r\n", NetError::Odd("no IMAP greeting")),
        ("\x00\u{ffff}\r\n", NetError::Odd("no IMAP greeting")),
        ("", NetError::Gone),
        (&long, NetError::Odd("a line without end")),
    ];
    for (greeting, expected) in cases {
        let greeting = greeting.to_owned();
        let peer = Peer::clear(async move |mut talk| {
            talk.say(&greeting).await;
            if !greeting.is_empty() {
                assert_eq!(talk.hear().await, "");
            }
        })
        .await;
        assert_eq!(imap(&peer.server).await.unwrap_err(), expected);
        peer.done().await;
    }
}

#[tokio::test]
async fn a_server_without_starttls_is_told_nothing() {
    let peer = Peer::clear(async |mut talk| {
        talk.say("* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n").await;
        talk.answer("CAPABILITY", "* CAPABILITY IMAP4rev1 AUTH=PLAIN XSTARTTLS\r\n").await;
        assert_eq!(talk.hear().await, "");
    })
    .await;
    assert_eq!(imap(&peer.server).await.unwrap_err(), NetError::NoTls);
    peer.done().await;

    let peer = Peer::clear(async |mut talk| {
        talk.say("220 ready\r\n").await;
        assert!(talk.hear().await.starts_with("EHLO "));
        talk.say("250-STARTTLS.cabinet.example\r\n250 AUTH PLAIN LOGIN\r\n").await;
        assert_eq!(talk.hear().await, "");
    })
    .await;
    assert_eq!(smtp(&peer.server).await.unwrap_err(), NetError::NoTls);
    peer.done().await;
}

#[tokio::test]
async fn a_starttls_that_is_refused_is_none() {
    let peer = Peer::clear(async |mut talk| {
        talk.say("* OK ready\r\n").await;
        talk.answer("CAPABILITY", "* CAPABILITY IMAP4rev1 STARTTLS\r\n").await;
        let tag = talk.expect("STARTTLS").await;
        talk.say(format!("{tag} NO not today\r\n")).await;
        assert_eq!(talk.hear().await, "");
    })
    .await;
    assert_eq!(imap(&peer.server).await.unwrap_err(), NetError::NoTls);
    peer.done().await;
}

#[tokio::test]
async fn an_answer_without_end_is_not_listened_to() {
    let peer = Peer::clear(async |mut talk| {
        talk.say("220 ready\r\n").await;
        assert!(talk.hear().await.starts_with("EHLO "));
        talk.say("250-more\r\n".repeat(1000)).await;
        let _ = talk.hear().await;
    })
    .await;
    assert_eq!(smtp(&peer.server).await.unwrap_err(), NetError::Odd("a reply without end"));
    peer.done().await;
}
