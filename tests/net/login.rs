//! Getting in, or not, and being told why.

use sceau::domain::{AuthMethod, Secret, Server};
use sceau::net::NetError;
use sceau::net::imap::Session;

use super::peer::{Peer, anchors, words};

async fn open(server: &Server, auth: AuthMethod, secret: &str) -> Result<Session, NetError> {
    Session::open(server, &anchors(), "anne@cabinet.example", auth, &Secret::new(secret)).await
}

/// What comes of a login that is answered so.
async fn refused(answer: &'static str) -> NetError {
    let peer = Peer::tls(async move |mut talk| {
        talk.say("* OK ready\r\n").await;
        talk.answer("CAPABILITY", "* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\r\n").await;
        let tag = talk.expect("AUTHENTICATE PLAIN AGFubmVAY2FiaW5ldC5leGFtcGxlAHPDqXNhbWU=").await;
        talk.say(answer.replace("TAG", &tag)).await;
        assert_eq!(talk.hear().await, "");
    })
    .await;
    let error = open(&peer.server, AuthMethod::Password, "sésame").await.unwrap_err();
    peer.done().await;
    error
}

#[tokio::test]
async fn a_wrong_password_is_told_from_a_server_in_trouble() {
    let error = refused("TAG NO [AUTHENTICATIONFAILED] Mot de passe erroné\r\n").await;
    assert!(matches!(error, NetError::LoginRefused { .. }));
    assert_eq!(words(&error), "Mot de passe erroné");
    let error = refused("TAG NO [UNAVAILABLE] Annuaire en panne\r\n").await;
    assert!(matches!(error, NetError::Busy { .. }));
    assert_eq!(refused("* BYE later\r\n").await, NetError::Gone);
}

#[tokio::test]
async fn a_server_that_repeats_the_password_is_not_quoted() {
    for echo in ["TAG NO sésame\r\n", "TAG NO what is AGFubmVAY2FiaW5ldC5leGFtcGxlAHPDqXNhbWU=\r\n"] {
        assert_eq!(words(&refused(echo).await), "");
    }
}

#[tokio::test]
async fn a_password_may_hold_anything() {
    let peer = Peer::tls(async |mut talk| {
        talk.say("* OK ready\r\n").await;
        talk.answer("CAPABILITY", "* CAPABILITY IMAP4rev1\r\n").await;
        let tag = talk.expect("LOGIN {20}").await;
        talk.say("+ go\r\n").await;
        assert_eq!(talk.hear().await, "anne@cabinet.example {13}");
        talk.say("+ go\r\n").await;
        assert_eq!(talk.hear_bytes(15).await, "é\"\\\r\n{3} ok+\r\n".as_bytes());
        talk.say(format!("{tag} OK in\r\n")).await;
        talk.answer("CAPABILITY", "* CAPABILITY IMAP4rev1 MOVE ID\r\n").await;
        let tag = talk.expect("ID (\"name\" \"Sceau\" \"version\" \"").await;
        talk.say(format!("{tag} BAD no\r\n")).await;
        talk.answer("LOGOUT", "* BYE bye\r\n").await;
    })
    .await;
    let session = open(&peer.server, AuthMethod::Password, "é\"\\\r\n{3} ok+").await.unwrap();
    assert!(session.capabilities().move_);
    session.logout().await;
    peer.done().await;
}

#[tokio::test]
async fn a_refused_token_is_a_refused_login() {
    for (capabilities, initial) in [("SASL-IR ", true), ("", false)] {
        let peer = Peer::tls(async move |mut talk| {
            talk.say("* OK ready\r\n").await;
            talk.answer("CAPABILITY", &format!("* CAPABILITY IMAP4rev1 {capabilities}AUTH=PLAIN AUTH=XOAUTH2\r\n"))
                .await;
            let tag = talk.expect("AUTHENTICATE XOAUTH2").await;
            if !initial {
                talk.say("+ \r\n").await;
                assert!(!talk.hear().await.is_empty());
            }
            talk.say("+ eyJzdGF0dXMiOiI0MDEifQ==\r\n").await;
            assert_eq!(talk.hear_bytes(2).await, b"\r\n");
            talk.say(format!("{tag} NO expired\r\n")).await;
        })
        .await;
        let error = open(&peer.server, AuthMethod::Token, "jeton").await.unwrap_err();
        assert_eq!(words(&error), "expired");
        peer.done().await;
    }
}

#[tokio::test]
async fn nothing_is_sent_where_no_way_in_is_shared() {
    for (auth, offered) in [(AuthMethod::Password, "LOGINDISABLED AUTH=GSSAPI"), (AuthMethod::Token, "AUTH=PLAIN")] {
        let peer = Peer::tls(async move |mut talk| {
            talk.say("* OK ready\r\n").await;
            talk.answer("CAPABILITY", &format!("* CAPABILITY IMAP4rev1 {offered}\r\n")).await;
            assert_eq!(talk.hear().await, "");
        })
        .await;
        assert_eq!(open(&peer.server, auth, "sésame").await.unwrap_err(), NetError::LoginUnsupported);
        peer.done().await;
    }
}

#[tokio::test]
async fn a_session_that_is_already_somebody_s_is_not_taken() {
    let peer = Peer::tls(async |mut talk| talk.say("* PREAUTH welcome back\r\n").await).await;
    let error = open(&peer.server, AuthMethod::Password, "sésame").await.unwrap_err();
    assert!(matches!(error, NetError::Odd(_)));
    peer.done().await;
}
