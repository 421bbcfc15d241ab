//! A message handed in: what a server hears, and what each of its answers means.

use sceau::domain::{AuthMethod, Email, Secret, Security};
use sceau::net::smtp::{self, Parcel, SendError, Taken};
use sceau::net::{Anchors, NetError};

use super::peer::{Peer, anchors};
use crate::support::Practice;

const MESSAGE: &[u8] = b"Subject: s\n\nun\r\n.\n..deux\r\n";

fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

/// What comes of a dialogue after the login; what was sent as data is a line each.
async fn sent(dialogue: &[(&'static str, &'static str)]) -> Result<Taken, SendError> {
    let dialogue = dialogue.to_vec();
    let peer = Peer::tls(async move |mut talk| {
        talk.say("220 ready\r\n").await;
        let login = [
            ("EHLO [127.0.0.1]", "250-mx\r\n250-SIZE 1000\r\n250 AUTH PLAIN\r\n"),
            ("AUTH PLAIN AGFubmUAc8Opc2FtZQ==", "235 in\r\n"),
            ("EHLO [127.0.0.1]", "250-mx\r\n250 SIZE 1000\r\n"),
        ];
        for (expected, answer) in login.iter().chain(&dialogue) {
            assert_eq!(talk.hear().await, *expected);
            talk.say(answer).await;
        }
    })
    .await;
    let (from, to) = (email("anne@cabinet.example"), [email("paul@b.example"), email("zoe@b.example")]);
    let parcel = Parcel { from: Some(&from), to: &to, bytes: MESSAGE, report: None };
    let result =
        smtp::send(&peer.server, &anchors(), "anne", AuthMethod::Password, &Secret::new("sésame"), parcel).await;
    peer.done().await;
    result
}

const MAIL: (&str, &str) = ("MAIL FROM:<anne@cabinet.example> SIZE=29", "250 ok\r\n");
const PAUL: (&str, &str) = ("RCPT TO:<paul@b.example>", "250 ok\r\n");
const ZOE: (&str, &str) = ("RCPT TO:<zoe@b.example>", "250 ok\r\n");

#[tokio::test]
async fn a_message_is_handed_in_line_by_line_and_nothing_in_it_ends_it() {
    let taken = sent(&[
        MAIL,
        PAUL,
        ZOE,
        ("DATA", "354 go\r\n"),
        ("Subject: s", ""),
        ("", ""),
        ("un", ""),
        ("..", ""),
        ("...deux", ""),
        (".", "250 taken\r\n"),
        ("QUIT", "221 bye\r\n"),
    ]);
    assert!(taken.await.unwrap().refused.is_empty());
}

#[tokio::test]
async fn some_recipients_may_be_refused_and_the_others_have_it() {
    let taken = sent(&[
        MAIL,
        ("RCPT TO:<paul@b.example>", "450 4.7.1 later\r\n"),
        ZOE,
        ("DATA", "354 go\r\n"),
        ("Subject: s", ""),
        ("", ""),
        ("un", ""),
        ("..", ""),
        ("...deux", ""),
        (".", "250 taken\r\n"),
        ("QUIT", ""),
    ]);
    let refused = taken.await.unwrap().refused;
    assert_eq!((refused.len(), refused[0].passes, refused[0].text.as_str()), (1, true, "4.7.1 later"));
    assert!(refused[0].to == email("paul@b.example") && !format!("{refused:?}").contains("paul"));
}

#[tokio::test]
async fn what_is_refused_says_so_and_whether_it_may_pass() {
    let no = "550 5.1.1 no\r\n";
    let bye = ("QUIT", "221 bye\r\n");
    let error = sent(&[("MAIL FROM:<anne@cabinet.example> SIZE=29", "530 no\r\n"), bye]).await.unwrap_err();
    assert!(matches!(error, SendError::Sender { passes: false, .. }), "{error:?}");
    let error = sent(&[("MAIL FROM:<anne@cabinet.example> SIZE=29", "552 big\r\n"), bye]).await.unwrap_err();
    assert_eq!(error, SendError::TooLarge { limit: Some(1000) });
    let dialogue = &[MAIL, ("RCPT TO:<paul@b.example>", "550 5.1.1 no\r\n"), ("RCPT TO:<zoe@b.example>", no), bye];
    let SendError::Recipients(refused) = sent(dialogue).await.unwrap_err() else { panic!("recipients") };
    assert_eq!(refused.len(), 2);
    let error = sent(&[MAIL, PAUL, ZOE, ("DATA", "451 later\r\n"), bye]).await.unwrap_err();
    assert!(matches!(error, SendError::Message { passes: true, .. }), "{error:?}");
}

#[tokio::test]
async fn a_line_that_breaks_leaves_doubt_only_after_the_last_byte() {
    let error = sent(&[MAIL, PAUL, ZOE, ("DATA", "")]).await.unwrap_err();
    assert_eq!(error, SendError::Net(NetError::Gone));
    let error = sent(&[MAIL, PAUL, ("RCPT TO:<zoe@b.example>", "421 bye\r\n")]).await.unwrap_err();
    assert_eq!(error, SendError::Net(NetError::Gone));
    let all = [("Subject: s", ""), ("", ""), ("un", ""), ("..", ""), ("...deux", "")];
    let begun = [MAIL, PAUL, ZOE, ("DATA", "354 go\r\n")];
    let in_doubt = [&begun[..], &all, &[(".", "")]].concat();
    assert_eq!(sent(&in_doubt).await.unwrap_err(), SendError::InDoubt);
}

#[tokio::test]
async fn the_servers_of_the_practice_take_a_message_and_deliver_it() {
    let practice = tokio::task::spawn_blocking(Practice::start).await.unwrap();
    let alice = practice.person("alice").clone();
    let anchors = Anchors::only(practice.pki().root_pem().as_bytes()).unwrap();
    for security in [Security::Tls, Security::StartTls] {
        let draft = practice.draft(&alice, security);
        let server = draft.smtp.clone().unwrap();
        let to = [email("refuse@ailleurs.example"), email("paul@ailleurs.example")];
        let parcel = Parcel { from: None, to: &to, bytes: "Subject: été\r\n\r\n.\r\nFin\n".as_bytes(), report: None };
        let taken = smtp::send(&server, &anchors, &draft.user, draft.auth, &alice.secret(), parcel).await.unwrap();
        assert_eq!((taken.refused.len(), taken.refused[0].passes), (1, false));
        let nobody = Parcel { to: &to[..1], ..parcel };
        let error = smtp::send(&server, &anchors, &draft.user, draft.auth, &alice.secret(), nobody).await.unwrap_err();
        assert!(matches!(error, SendError::Recipients(_)), "{error:?}");
    }
    let start = std::time::Instant::now();
    while practice.sent_outside().len() < 2 {
        assert!(start.elapsed() < std::time::Duration::from_secs(30), "both are delivered");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    for letter in practice.sent_outside() {
        let letter = String::from_utf8(letter).unwrap();
        assert!(letter.contains("Subject: été") && letter.ends_with("\n\n.\nFin\n"), "{letter}");
        assert!(letter.starts_with("Return-path: <>\n"), "{letter}");
    }
}
