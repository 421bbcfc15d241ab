//! Who is believed, and what is said when somebody is not.

use std::io::ErrorKind;

use sceau::domain::{AuthMethod, Secret, Security, Server};
use sceau::net::imap::Session;
use sceau::net::{Anchors, CertificateProblem, NetError};

use super::peer::{Peer, Shown, anchors, authority_pem};

async fn open(server: &Server, anchors: &Anchors) -> Result<Session, NetError> {
    Session::open(server, anchors, "anne", AuthMethod::Password, &Secret::new("sésame")).await
}

async fn problem(shown: Shown) -> NetError {
    let peer = Peer::showing(shown, &["localhost"], async |_| panic!("the client went on")).await;
    let error = open(&peer.server, &anchors()).await.unwrap_err();
    peer.done().await;
    error
}

#[tokio::test]
async fn each_thing_wrong_with_a_certificate_has_its_name() {
    let cases = [
        (Shown::OtherName, CertificateProblem::WrongName),
        (Shown::Expired, CertificateProblem::Expired),
        (Shown::NotYetValid, CertificateProblem::NotYetValid),
        (Shown::Stranger, CertificateProblem::UnknownAuthority),
        (Shown::SelfMade, CertificateProblem::UnknownAuthority),
    ];
    for (shown, expected) in cases {
        assert_eq!(problem(shown).await, NetError::Certificate(expected), "{shown:?}");
    }
}

#[tokio::test]
async fn an_address_in_figures_is_checked_against_the_certificate_too() {
    let mut peer = Peer::tls(async |mut talk| talk.let_in("IDLE").await).await;
    peer.server.host = "127.0.0.1".to_owned();
    assert!(open(&peer.server, &anchors()).await.unwrap().capabilities().idle);
    peer.done().await;

    let mut peer = Peer::showing(Shown::Good, &["localhost"], async |_| panic!("the client went on")).await;
    peer.server.host = "127.0.0.1".to_owned();
    let error = open(&peer.server, &anchors()).await.unwrap_err();
    assert_eq!(error, NetError::Certificate(CertificateProblem::WrongName));
}

#[tokio::test]
async fn anchors_come_from_a_directory_as_well() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("autorite.pem"), authority_pem()).unwrap();
    std::fs::write(directory.path().join("autre.pem"), "no certificate").unwrap();
    std::fs::write(directory.path().join("lisez-moi.txt"), "nothing").unwrap();
    let peer = Peer::tls(async |mut talk| talk.let_in("IDLE").await).await;
    let anchors = Anchors::system(Some(directory.path())).unwrap();
    let _session = open(&peer.server, &anchors).await.unwrap();
    peer.done().await;

    let peer = Peer::tls(async |_| panic!("the client went on")).await;
    let error = open(&peer.server, &Anchors::system(None).unwrap()).await.unwrap_err();
    assert_eq!(error, NetError::Certificate(CertificateProblem::UnknownAuthority));
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_is_told_apart() {
    let mut peer = Peer::clear(async |mut talk| {
        talk.say("* OK ready\r\n").await;
        let _ = talk.hear_bytes(1).await;
    })
    .await;
    peer.server.security = Security::Tls;
    assert_eq!(open(&peer.server, &anchors()).await.unwrap_err(), NetError::TlsFailed);
    peer.done().await;
}

#[tokio::test]
async fn no_server_and_no_name_are_told_apart() {
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    };
    let mut server = Server { host: "localhost".to_owned(), port: closed, security: Security::Tls };
    assert_eq!(open(&server, &anchors()).await.unwrap_err(), NetError::Unreachable(ErrorKind::ConnectionRefused));
    server.host = "not a host".to_owned();
    assert_eq!(open(&server, &anchors()).await.unwrap_err(), NetError::UnknownHost);
}
