//! POP3 against scripted peers: what servers get wrong, and what an attacker
//! on the way would try.

use sceau::domain::{AuthMethod, Secret, Server};
use sceau::net::NetError;
use sceau::net::pop3::{Session, check};
use tokio::io::{AsyncRead, AsyncWrite};

use super::peer::{Peer, Talk, anchors, words};

async fn open_with(server: &Server, auth: AuthMethod, secret: &str) -> Result<Session, NetError> {
    Session::open(server, &anchors(), "anne@cabinet.example", auth, &Secret::new(secret)).await
}

async fn open(server: &Server) -> Result<Session, NetError> {
    open_with(server, AuthMethod::Password, "sésame").await
}

impl<S: AsyncRead + AsyncWrite + Unpin> Talk<S> {
    /// The next command has to be this one; it is answered so.
    async fn pop(&mut self, command: &str, answer: &str) {
        assert_eq!(self.hear().await, command);
        self.say(answer).await;
    }

    async fn pop_login(&mut self, capabilities: &str) {
        self.say("+OK ready\r\n").await;
        self.pop("CAPA", "-ERR what?\r\n").await;
        self.pop("USER anne@cabinet.example", "+OK\r\n").await;
        self.pop("PASS sésame", "+OK in\r\n").await;
        self.pop("CAPA", &format!("+OK\r\n{capabilities}.\r\n")).await;
    }
}

/// What comes of a login whose PASS is answered so.
async fn refused(answer: &'static str) -> NetError {
    let peer = Peer::tls(async move |mut talk| {
        talk.say("+OK ready\r\n").await;
        talk.pop("CAPA", "+OK\r\nUSER\r\n.\r\n").await;
        talk.pop("USER anne@cabinet.example", "+OK\r\n").await;
        talk.pop("PASS sésame", answer).await;
        assert_eq!(talk.hear().await, "");
    })
    .await;
    let error = open(&peer.server).await.unwrap_err();
    peer.done().await;
    error
}

#[tokio::test]
async fn a_server_that_knows_no_capa_is_talked_to_as_in_1996() {
    let peer = Peer::tls(async |mut talk| {
        talk.say("+OK POP3 server ready <1896.697170952@cabinet.example>\r\n").await;
        talk.pop("CAPA", "-ERR unknown command\r\n").await;
        talk.pop("USER anne@cabinet.example", "+OK\r\n").await;
        talk.pop("PASS sésame", "+OK 2 messages\r\n").await;
        talk.pop("CAPA", "-ERR unknown command\r\n").await;
        talk.pop("LIST", "+OK 2 messages (320 octets)\r\n1 120\r\n2 200\r\n.\r\n").await;
        talk.pop("UIDL", "-ERR unknown command\r\n").await;
        talk.pop("RETR 2", "+OK 200 octets\r\nSubject: a\r\n\r\n..\r\n..b\r\n.\r\n").await;
        talk.pop("RETR 1", "-ERR no such message\r\n").await;
        talk.pop("QUIT", "+OK bye\r\n").await;
    })
    .await;
    let mut session = open(&peer.server).await.unwrap();
    assert_eq!(session.sizes().await.unwrap().into_iter().collect::<Vec<_>>(), [(1, 120), (2, 200)]);
    assert_eq!(session.names().await, Ok(None));
    let mut letters = session.letters(&[2, 1]);
    assert_eq!(letters.next().await.unwrap(), Some((2, Some(b"Subject: a\r\n\r\n.\r\n.b\r\n".to_vec()))));
    assert_eq!(letters.next().await.unwrap(), Some((1, None)));
    assert_eq!(letters.next().await.unwrap(), None);
    session.quit().await.unwrap();
    peer.done().await;
}

#[tokio::test]
async fn commands_go_ahead_of_their_answers_where_the_server_takes_that() {
    let peer = Peer::tls(async |mut talk| {
        talk.pop_login("PIPELINING\r\n").await;
        for number in 1..=16 {
            assert_eq!(talk.hear().await, format!("DELE {number}"));
        }
        for number in 1..=16 {
            talk.say(if number == 7 { "-ERR gone\r\n" } else { "+OK\r\n" }).await;
        }
        for number in 17..=20 {
            talk.pop(&format!("DELE {number}"), "+OK\r\n").await;
        }
        talk.pop("QUIT", "-ERR some deleted messages not removed\r\n").await;
    })
    .await;
    let mut session = open(&peer.server).await.unwrap();
    let numbers: Vec<u32> = (1..=20).collect();
    let marked = session.delete(&numbers).await.unwrap();
    assert_eq!(marked.len(), 19);
    assert!(!marked.contains(&7));
    assert!(matches!(session.quit().await, Err(NetError::Said { .. })));
    peer.done().await;
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_an_error_and_the_session_of_no_more_use() {
    let peer = Peer::tls(async |mut talk| {
        talk.pop_login("").await;
        talk.pop("RETR 1", "+OK\r\nSubject: cut\r\n\r\nhal").await;
    })
    .await;
    let mut session = open(&peer.server).await.unwrap();
    assert_eq!(session.letters(&[1, 2]).next().await, Err(NetError::Gone));
    assert_eq!(session.sizes().await, Err(NetError::Gone));
    assert_eq!(session.quit().await, Err(NetError::Gone));
    peer.done().await;
}

#[tokio::test]
async fn what_was_asked_for_and_not_waited_for_ends_the_session() {
    let peer = Peer::tls(async |mut talk| {
        talk.pop_login("PIPELINING\r\n").await;
        talk.pop("RETR 1", "+OK\r\nSubject: a\r\n\r\n.\r\n").await;
        assert_eq!(talk.hear().await, "RETR 2");
    })
    .await;
    let mut session = open(&peer.server).await.unwrap();
    assert!(session.letters(&[1, 2]).next().await.unwrap().is_some());
    assert_eq!(session.delete(&[1]).await, Err(NetError::Gone));
    drop(session);
    peer.done().await;
}

#[tokio::test]
async fn names_may_hold_spaces_and_lists_that_make_no_sense_are_refused() {
    let peer = Peer::tls(async |mut talk| {
        talk.pop_login("UIDL\r\n").await;
        talk.pop("UIDL", "+OK\r\n1 un deux\r\n2 b\r\n.\r\n").await;
        talk.pop("LIST", "+OK\r\n1 12\r\n1 13\r\n.\r\n").await;
    })
    .await;
    let mut session = open(&peer.server).await.unwrap();
    let names = session.names().await.unwrap().unwrap();
    assert_eq!(names.into_values().collect::<Vec<_>>(), ["un deux", "b"]);
    assert!(matches!(session.sizes().await, Err(NetError::Odd(_))));
    peer.done().await;
}

#[tokio::test]
async fn a_refused_login_says_why() {
    assert_eq!(refused("-ERR [IN-USE] Do you have another POP session running?\r\n").await, NetError::InUse);
    assert_eq!(refused("-ERR maildrop already locked\r\n").await, NetError::InUse);
    assert!(matches!(refused("-ERR [LOGIN-DELAY] wait\r\n").await, NetError::Busy { .. }));
    assert!(matches!(refused("-ERR [SYS/TEMP] Annuaire en panne\r\n").await, NetError::Busy { .. }));
    let error = refused("-ERR [AUTH] Mot de passe erroné\r\n").await;
    assert!(matches!(error, NetError::LoginRefused { .. }));
    assert_eq!(words(&error), "Mot de passe erroné");
    assert_eq!(words(&refused("-ERR bad password sésame\r\n").await), "", "it is not quoted");
}

#[tokio::test]
async fn a_server_that_greets_with_a_refusal_has_no_room() {
    let peer = Peer::tls(async |mut talk| talk.say("-ERR too many connections\r\n").await).await;
    assert!(matches!(open(&peer.server).await, Err(NetError::Busy { .. })));
    peer.done().await;
}

#[tokio::test]
async fn a_token_goes_only_where_it_is_offered_and_its_refusal_is_heard_out() {
    let peer = Peer::tls(async |mut talk| {
        talk.say("+OK\r\n").await;
        talk.pop("CAPA", "+OK\r\nSASL PLAIN XOAUTH2\r\n.\r\n").await;
        talk.pop("AUTH XOAUTH2", "+ \r\n").await;
        assert!(talk.hear().await.starts_with("dXNlcj1hbm5l"));
        talk.say("+ eyJzdGF0dXMiOiI0MDEifQ==\r\n").await;
        talk.pop("", "-ERR [AUTH] expired\r\n").await;
    })
    .await;
    let error = open_with(&peer.server, AuthMethod::Token, "jeton").await.unwrap_err();
    assert_eq!(words(&error), "expired");
    peer.done().await;

    let peer = Peer::tls(async |mut talk| {
        talk.say("+OK\r\n").await;
        talk.pop("CAPA", "+OK\r\nSASL PLAIN\r\nUSER\r\n.\r\n").await;
        assert_eq!(talk.hear().await, "");
    })
    .await;
    assert_eq!(open_with(&peer.server, AuthMethod::Token, "jeton").await.unwrap_err(), NetError::LoginUnsupported);
    peer.done().await;
}

#[tokio::test]
async fn inside_tls_all_is_asked_again() {
    let peer = Peer::clear(async |mut talk| {
        talk.say("+OK ready\r\n").await;
        talk.pop("CAPA", "+OK\r\nSTLS\r\nSASL XOAUTH2\r\n.\r\n").await;
        talk.pop("STLS", "+OK begin\r\n").await;
        let mut talk = talk.upgrade("localhost").await;
        talk.pop("CAPA", "+OK\r\nSASL PLAIN\r\n.\r\n").await;
        talk.pop("AUTH PLAIN AGFubmVAY2FiaW5ldC5leGFtcGxlAHPDqXNhbWU=", "+OK\r\n").await;
        talk.pop("CAPA", "+OK\r\nLOGIN-DELAY 60\r\n.\r\n").await;
        talk.pop("QUIT", "+OK\r\n").await;
    })
    .await;
    let session = open(&peer.server).await.unwrap();
    assert_eq!(session.capabilities().login_delay, Some(std::time::Duration::from_mins(1)));
    session.quit().await.unwrap();
    peer.done().await;
}

#[tokio::test]
async fn what_came_before_tls_is_not_believed() {
    let peer = Peer::clear(async |mut talk| {
        talk.say("+OK ready\r\n").await;
        talk.pop("CAPA", "+OK\r\nSTLS\r\n.\r\n").await;
        talk.pop("STLS", "+OK begin\r\n+OK injected\r\n").await;
        assert_eq!(talk.hear().await, "");
    })
    .await;
    assert_eq!(open(&peer.server).await.unwrap_err(), NetError::Odd("data before TLS"));
    peer.done().await;
}

#[tokio::test]
async fn a_server_without_stls_is_told_nothing() {
    for answers in
        [["+OK\r\nUSER\r\n.\r\n", ""], ["-ERR what\r\n", "-ERR what\r\n"], ["+OK\r\nstls\r\n.\r\n", "-ERR no\r\n"]]
    {
        let peer = Peer::clear(async move |mut talk| {
            talk.say("+OK ready\r\n").await;
            talk.pop("CAPA", answers[0]).await;
            if !answers[1].is_empty() {
                talk.pop("STLS", answers[1]).await;
            }
            assert_eq!(talk.hear().await, "");
        })
        .await;
        assert_eq!(open(&peer.server).await.unwrap_err(), NetError::NoTls);
        peer.done().await;
    }
}

#[tokio::test]
async fn a_server_that_tells_letters_apart_by_nothing_is_found_out_when_it_is_checked() {
    let peer = Peer::tls(async |mut talk| {
        talk.pop_login("").await;
        talk.pop("UIDL", "-ERR\r\n").await;
        talk.pop("LIST", "+OK\r\n4 100\r\n.\r\n").await;
        talk.pop("TOP 4 0", "-ERR\r\n").await;
    })
    .await;
    let secret = Secret::new("sésame");
    let checked = check(&peer.server, &anchors(), "anne@cabinet.example", AuthMethod::Password, &secret).await;
    assert_eq!(checked, Err(NetError::Nameless));
    peer.done().await;
}
