//! The handshake itself, with a server that says what came of it: which TLS,
//! which word for each thing that is wrong, and what a slow or silent key does.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use sceau::crypto::soft::SoftKey;
use sceau::crypto::{Digest, Key, KeyError, Padding};
use sceau::domain::{AuthMethod, Secret, Security, Server};
use sceau::net::imap::Session;
use sceau::net::{Anchors, Connector, Identity, NetError, OwnCertificate};
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{ProtocolVersion, RootCertStore, SupportedProtocolVersion};
use zeroize::Zeroizing;

use super::{profile, soft};
use crate::support::card::certificate::{self, Profile};
use crate::support::card::keys::Kind;
use crate::support::card::pki::{HealthPki, Issuer};
use crate::support::{Pki, ServerCertificate};

type Versions = &'static [&'static SupportedProtocolVersion];

const BOTH: Versions = &[&TLS12, &TLS13];
const NEW: Versions = &[&TLS13];
const OLD: Versions = &[&TLS12];

/// A server that lets nobody in without a certificate of this authority, and
/// hangs up once it has.
struct Door {
    server: Server,
    anchors: Anchors,
    pki: HealthPki,
    heard: JoinHandle<Option<ProtocolVersion>>,
}

impl Door {
    async fn new(versions: Versions) -> Self {
        let (own, pki) = (Pki::new(), HealthPki::start());
        let acceptor = acceptor(&own, &pki, versions);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = Server { host: "localhost".to_owned(), port, security: Security::Tls };
        let heard = tokio::spawn(async move {
            let stream = acceptor.accept(listener.accept().await.unwrap().0).await.ok()?;
            let version = stream.get_ref().1.protocol_version();
            shut(stream).await;
            version
        });
        Self { server, anchors: Anchors::only(own.root_pem().as_bytes()).unwrap(), pki, heard }
    }

    fn identity(&self, kind: Kind) -> certificate::Identity {
        self.pki.issue(Issuer::Organisations, &profile("alice@cabinet.example", kind))
    }

    async fn open(&self, identity: Option<Identity>) -> NetError {
        let connector = Connector::new(&self.anchors);
        let connector = match identity {
            Some(identity) => connector.showing(identity),
            None => connector,
        };
        let opened = Session::open(&self.server, connector, "anne", AuthMethod::Certificate, &Secret::new("")).await;
        opened.unwrap_err()
    }

    async fn open_with(&self, key: impl Key + 'static) -> NetError {
        self.open(Some(Identity::new(Arc::new(key), &[]).unwrap())).await
    }
}

fn acceptor(own: &Pki, pki: &HealthPki, versions: Versions) -> TlsAcceptor {
    let mut roots = RootCertStore::empty();
    for issuer in Issuer::ALL {
        roots.add(CertificateDer::from(pki.authority(issuer).der.clone())).unwrap();
    }
    let provider = Arc::new(ring::default_provider());
    let clients = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build().unwrap();
    TlsAcceptor::from(own.server(ServerCertificate::Good).server_config_asking(clients, versions))
}

async fn shut(mut stream: tokio_rustls::server::TlsStream<TcpStream>) {
    let _ = tokio::io::AsyncWriteExt::shutdown(&mut stream).await;
    let _ = stream.read(&mut [0]).await;
}

/// A key that answers what it is told to, after a while.
struct Odd {
    key: SoftKey,
    answer: Result<(), KeyError>,
    after: Duration,
    asked: Arc<AtomicU32>,
}

impl Odd {
    fn new(identity: &certificate::Identity, answer: Result<(), KeyError>) -> Self {
        Self { key: soft(identity), answer, after: Duration::ZERO, asked: Arc::default() }
    }
}

impl Key for Odd {
    fn certificate(&self) -> &[u8] {
        self.key.certificate()
    }

    fn sign(&self, digest: Digest, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        thread::sleep(self.after);
        self.answer.and_then(|()| self.key.sign(digest, message))
    }

    fn decrypt(&self, _: Padding, _: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        Err(KeyError::Unable)
    }

    fn agree(&self, _: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        Err(KeyError::Unable)
    }
}

#[tokio::test]
async fn an_rsa_key_without_pss_keeps_to_tls_1_2_and_others_take_the_newest() {
    let cases = [
        (Kind::Rsa, BOTH, ProtocolVersion::TLSv1_3),
        (Kind::Rsa, OLD, ProtocolVersion::TLSv1_2),
        (Kind::Elliptic, BOTH, ProtocolVersion::TLSv1_3),
        (Kind::Elliptic, OLD, ProtocolVersion::TLSv1_2),
    ];
    for (kind, offered, expected) in cases {
        let door = Door::new(offered).await;
        let key = soft(&door.identity(kind));
        assert_eq!(door.open_with(key).await, NetError::Gone, "let in, then hung up on");
        assert_eq!(door.heard.await.unwrap(), Some(expected), "{kind:?}");
    }
    let door = Door::new(BOTH).await;
    let as_on_a_card = Odd::new(&door.identity(Kind::Rsa), Ok(()));
    assert_eq!(door.open_with(as_on_a_card).await, NetError::Gone, "let in, then hung up on");
    assert_eq!(door.heard.await.unwrap(), Some(ProtocolVersion::TLSv1_2));
    let door = Door::new(NEW).await;
    let as_on_a_card = Odd::new(&door.identity(Kind::Rsa), Ok(()));
    assert_eq!(door.open_with(as_on_a_card).await, NetError::TlsFailed, "no version in common");
}

#[tokio::test]
async fn each_thing_that_a_server_holds_against_a_certificate_has_its_name() {
    for versions in [OLD, NEW] {
        let door = Door::new(versions).await;
        assert_eq!(door.open(None).await, NetError::OwnCertificate(OwnCertificate::Wanted), "{versions:?}");

        let door = Door::new(versions).await;
        let expired = Profile { years: (2015, 2018), ..profile("alice@cabinet.example", Kind::Elliptic) };
        let expired = door.pki.issue(Issuer::Organisations, &expired);
        let said = door.open_with(soft(&expired)).await;
        assert_eq!(said, NetError::OwnCertificate(OwnCertificate::Expired), "{versions:?}");

        let door = Door::new(versions).await;
        let stranger = certificate::root(&profile("alice@cabinet.example", Kind::Elliptic));
        let said = door.open_with(soft(&stranger)).await;
        assert_eq!(said, NetError::OwnCertificate(OwnCertificate::Refused), "{versions:?}");
    }
}

#[tokio::test]
async fn what_a_key_says_comes_out_as_it_was_said_and_it_is_asked_once() {
    let answers = [
        KeyError::Gone,
        KeyError::Locked,
        KeyError::WrongPin { left: Some(1) },
        KeyError::Blocked,
        KeyError::Cancelled,
        KeyError::Unresponsive,
        KeyError::Unable,
        KeyError::Refused,
    ];
    for (kind, answer) in [Kind::Rsa, Kind::Elliptic].iter().flat_map(|kind| answers.map(|answer| (*kind, answer))) {
        let door = Door::new(BOTH).await;
        let key = Odd::new(&door.identity(kind), Err(answer));
        let asked = key.asked.clone();
        let error = door.open_with(key).await;
        assert_eq!(error, NetError::Key(answer));
        assert_eq!(asked.load(Ordering::Relaxed), 1);
        let told = format!("{error} {error:?}");
        assert!(!told.contains("alice") && !told.contains("cabinet"), "{told}");
    }
}

#[tokio::test]
async fn an_impostor_gets_no_signature() {
    let door = Door::new(BOTH).await;
    let key = Odd::new(&door.identity(Kind::Elliptic), Ok(()));
    let asked = key.asked.clone();
    let identity = Identity::new(Arc::new(key), &[]).unwrap();
    let others = Anchors::only(Pki::new().root_pem().as_bytes()).unwrap();
    let connector = Connector::new(&others).showing(identity);
    let opened = Session::open(&door.server, connector, "", AuthMethod::Certificate, &Secret::new("")).await;
    assert!(matches!(opened, Err(NetError::Certificate(_))), "{opened:?}");
    assert_eq!(asked.load(Ordering::Relaxed), 0);
}

/// On the one thread of this test everything else goes on: longer than a server
/// is given that says nothing.
#[tokio::test]
async fn a_slow_key_is_waited_for_and_keeps_nobody_waiting() {
    let door = Door::new(BOTH).await;
    let mut key = Odd::new(&door.identity(Kind::Rsa), Ok(()));
    key.after = Duration::from_secs(11);
    let longest = tokio::spawn(async {
        let mut longest = Duration::ZERO;
        for _ in 0..200 {
            let start = Instant::now();
            tokio::time::sleep(Duration::from_millis(50)).await;
            longest = longest.max(start.elapsed());
        }
        longest
    });
    assert_eq!(door.open_with(key).await, NetError::Gone, "let in, then hung up on");
    assert_eq!(door.heard.await.unwrap(), Some(ProtocolVersion::TLSv1_2));
    let longest = longest.await.unwrap();
    assert!(longest < Duration::from_secs(2), "everything stood still for {longest:?}");
}

#[tokio::test]
async fn who_no_longer_wants_the_line_does_not_wait_for_the_key() {
    let door = Door::new(BOTH).await;
    let mut key = Odd::new(&door.identity(Kind::Elliptic), Ok(()));
    key.after = Duration::from_secs(2);
    let opening = tokio::time::timeout(Duration::from_millis(300), door.open_with(key));
    assert!(opening.await.is_err());
    let hung_up = tokio::time::timeout(Duration::from_secs(8), door.heard).await;
    assert!(hung_up.is_ok(), "once the key has answered the line is closed");
}
