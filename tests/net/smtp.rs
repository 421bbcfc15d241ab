//! Is a submission server there, and does it let us in?

use sceau::domain::{AuthMethod, Secret};
use sceau::net::NetError;
use sceau::net::smtp::{self, SmtpOffer};

use super::peer::{Peer, anchors, words};

const HELLO: &str =
    "250-mx.cabinet.example\r\n250- \r\n250-SIZE 20971520\r\n250-auth PLAIN LOGIN XOAUTH2\r\n250 8BITMIME\r\n";

/// What comes of a dialogue: what the server expects to hear, and answers.
async fn check(
    auth: AuthMethod,
    hello: &'static str,
    dialogue: &'static [(&str, &str)],
) -> Result<SmtpOffer, NetError> {
    let peer = Peer::tls(async move |mut talk| {
        talk.say("220-mx.cabinet.example\r\n220 ready\r\n").await;
        for (expected, answer) in [("EHLO [127.0.0.1]", hello)].iter().chain(dialogue) {
            assert_eq!(talk.hear().await, *expected);
            talk.say(answer).await;
        }
    })
    .await;
    let result = smtp::check(&peer.server, &anchors(), "anne", auth, &Secret::new("sésame")).await;
    peer.done().await;
    result
}

#[tokio::test]
async fn a_server_that_lets_us_in_tells_what_it_takes() {
    let dialogue = &[
        ("AUTH PLAIN AGFubmUAc8Opc2FtZQ==", "235 2.7.0 in\r\n"),
        ("EHLO [127.0.0.1]", "250-mx.cabinet.example\r\n250-SIZE 1000\r\n250 DSN\r\n"),
        ("QUIT", "221 bye\r\n"),
    ];
    let offer = check(AuthMethod::Password, HELLO, dialogue).await.unwrap();
    assert_eq!(offer, SmtpOffer { size_limit: Some(1000), dsn: true });
}

#[tokio::test]
async fn a_server_that_knows_login_alone_is_served() {
    let dialogue = &[
        ("AUTH LOGIN", "334 VXNlcm5hbWU6\r\n"),
        ("YW5uZQ==", "334 UGFzc3dvcmQ6\r\n"),
        ("c8Opc2FtZQ==", "235 in\r\n"),
        ("EHLO [127.0.0.1]", "503 once is enough\r\n"),
        ("QUIT", ""),
    ];
    let offer = check(AuthMethod::Password, "250-mx\r\n250-SIZE 0\r\n250 AUTH=LOGIN\r\n", dialogue).await.unwrap();
    assert_eq!(offer, SmtpOffer::default());
}

#[tokio::test]
async fn a_refused_token_is_a_refused_login() {
    let dialogue = &[
        ("AUTH XOAUTH2 dXNlcj1hbm5lAWF1dGg9QmVhcmVyIHPDqXNhbWUBAQ==", "334 eyJzdGF0dXMiOiI0MDEifQ==\r\n"),
        ("", "535 5.7.8 expired\r\n"),
    ];
    let error = check(AuthMethod::Token, HELLO, dialogue).await.unwrap_err();
    assert!(matches!(error, NetError::LoginRefused { .. }));
    assert_eq!(words(&error), "5.7.8 expired");
}

#[tokio::test]
async fn a_refusal_is_told_from_a_server_in_trouble() {
    const PLAIN: &str = "AUTH PLAIN AGFubmUAc8Opc2FtZQ==";
    let error = check(AuthMethod::Password, HELLO, &[(PLAIN, "535-5.7.8 sésame\r\n535 no\r\n")]).await.unwrap_err();
    assert!(matches!(error, NetError::LoginRefused { .. }) && words(&error).is_empty());
    let error = check(AuthMethod::Password, HELLO, &[(PLAIN, "454 4.7.0 later\r\n")]).await.unwrap_err();
    assert!(matches!(error, NetError::Said { .. }));
    let error = check(AuthMethod::Password, HELLO, &[(PLAIN, "421 bye\r\n")]).await.unwrap_err();
    assert_eq!(error, NetError::Gone);
    let error = check(AuthMethod::Password, HELLO, &[(PLAIN, "")]).await.unwrap_err();
    assert_eq!(error, NetError::Gone);
    let error = check(AuthMethod::Password, HELLO, &[(PLAIN, "what?\r\n")]).await.unwrap_err();
    assert_eq!(error, NetError::Odd("no SMTP reply"));
}

#[tokio::test]
async fn a_server_without_a_way_in_is_told_nothing() {
    let error = check(AuthMethod::Password, "250-mx\r\n250 SIZE 10\r\n", &[]).await.unwrap_err();
    assert_eq!(error, NetError::LoginUnsupported);
    let error = check(AuthMethod::Token, "250-mx\r\n250 AUTH PLAIN\r\n", &[]).await.unwrap_err();
    assert_eq!(error, NetError::LoginUnsupported);
}
