//! A server that follows a script, and the authority that certifies it.

use std::sync::{Arc, LazyLock};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use sceau::domain::{Security, Server};
use sceau::net::{Anchors, NetError};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufStream};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::server::TlsStream;

/// What a server shows of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Good,
    OtherName,
    Expired,
    NotYetValid,
    /// By an authority that nobody knows.
    Stranger,
    /// An appliance's own certificate, made to be an authority as well.
    SelfMade,
}

struct Authority {
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

static KNOWN: LazyLock<Authority> = LazyLock::new(|| authority("Autorité de test"));
static STRANGER: LazyLock<Authority> = LazyLock::new(|| authority("Autorité inconnue"));

fn authority(name: &str) -> Authority {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name.push(rcgen::DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    let pem = params.self_signed(&key).unwrap().pem();
    Authority { pem, issuer: Issuer::new(params, key) }
}

/// Believes the test authority alone.
pub(super) fn anchors() -> Anchors {
    Anchors::only(KNOWN.pem.as_bytes()).unwrap()
}

pub(super) fn authority_pem() -> &'static str {
    &KNOWN.pem
}

/// A configuration for `localhost`, or for other names.
fn config(shown: Shown, names: &[&str]) -> Arc<ServerConfig> {
    let names = if shown == Shown::OtherName {
        vec!["ailleurs.example".to_owned()]
    } else {
        names.iter().map(ToString::to_string).collect()
    };
    let mut params = CertificateParams::new(names).unwrap();
    match shown {
        Shown::Expired => {
            params.not_before = date_time_ymd(2001, 1, 1);
            params.not_after = date_time_ymd(2002, 1, 1);
        }
        Shown::NotYetValid => params.not_before = date_time_ymd(2150, 1, 1),
        Shown::SelfMade => params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained),
        Shown::Good | Shown::OtherName | Shown::Stranger => {}
    }
    let key = KeyPair::generate().unwrap();
    let certificate = match shown {
        Shown::SelfMade => params.self_signed(&key),
        Shown::Stranger => params.signed_by(&key, &STRANGER.issuer),
        _ => params.signed_by(&key, &KNOWN.issuer),
    };
    let chain: Vec<CertificateDer<'static>> = vec![certificate.unwrap().der().clone()];
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key);
    Arc::new(config.unwrap())
}

/// A server under way. [`Peer::done`] waits for the end of its script and
/// hands on what went wrong in it.
pub(super) struct Peer {
    pub(super) server: Server,
    script: JoinHandle<()>,
}

impl Peer {
    /// One connection, TLS from the first byte.
    pub(super) async fn tls<F: Future<Output = ()> + Send>(
        script: impl FnOnce(Talk<TlsStream<TcpStream>>) -> F + Send + 'static,
    ) -> Self {
        Self::showing(Shown::Good, &["localhost", "127.0.0.1"], script).await
    }

    pub(super) async fn showing<F: Future<Output = ()> + Send>(
        shown: Shown,
        names: &[&str],
        script: impl FnOnce(Talk<TlsStream<TcpStream>>) -> F + Send + 'static,
    ) -> Self {
        let acceptor = TlsAcceptor::from(config(shown, names));
        Self::start(Security::Tls, async move |stream| {
            // A client that does not like what it sees ends the handshake.
            if let Ok(stream) = acceptor.accept(stream).await {
                script(Talk::new(stream)).await;
            }
        })
        .await
    }

    /// One connection, in clear at first.
    pub(super) async fn clear<F: Future<Output = ()> + Send>(
        script: impl FnOnce(Talk<TcpStream>) -> F + Send + 'static,
    ) -> Self {
        Self::start(Security::StartTls, async move |stream| script(Talk::new(stream)).await).await
    }

    async fn start<F: Future<Output = ()> + Send>(
        security: Security,
        serve: impl FnOnce(TcpStream) -> F + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Server { host: "localhost".to_owned(), port: listener.local_addr().unwrap().port(), security };
        let script = tokio::spawn(async move { serve(listener.accept().await.unwrap().0).await });
        Self { server, script }
    }

    pub(super) async fn done(self) {
        self.script.await.unwrap();
    }
}

/// The server's side of a talk.
pub(super) struct Talk<S: AsyncRead + AsyncWrite> {
    stream: BufStream<S>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Talk<S> {
    fn new(stream: S) -> Self {
        Self { stream: BufStream::new(stream) }
    }

    /// What the other side no longer hears is no failure of the script.
    pub(super) async fn say(&mut self, bytes: impl AsRef<[u8]>) {
        let _ = self.stream.write_all(bytes.as_ref()).await;
        let _ = self.stream.flush().await;
    }

    /// The next line without its end; empty once the other side is gone.
    pub(super) async fn hear(&mut self) -> String {
        let mut line = Vec::new();
        let _ = self.stream.read_until(b'\n', &mut line).await;
        String::from_utf8(line).unwrap().trim_end().to_owned()
    }

    pub(super) async fn hear_bytes(&mut self, length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length];
        let _ = self.stream.read_exact(&mut bytes).await.unwrap();
        bytes
    }

    /// Expects an IMAP command that begins so, and gives its tag.
    pub(super) async fn expect(&mut self, command: &str) -> String {
        let line = self.hear().await;
        let (tag, said) = line.split_once(' ').unwrap_or_default();
        assert!(said.starts_with(command), "heard {said:?} for {command:?}");
        tag.to_owned()
    }

    /// Answers one IMAP command: untagged lines, then OK.
    pub(super) async fn answer(&mut self, command: &str, lines: &str) {
        let tag = self.expect(command).await;
        self.say(format!("{lines}{tag} OK done\r\n")).await;
    }

    /// A whole IMAP login as Sceau does it, up to a session with these capabilities.
    pub(super) async fn let_in(&mut self, capabilities: &str) {
        self.say("* OK ready\r\n").await;
        self.answer("CAPABILITY", "* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\r\n").await;
        let tag = self.expect("AUTHENTICATE PLAIN ").await;
        self.say(format!("{tag} OK [CAPABILITY IMAP4rev1 {capabilities}] in\r\n")).await;
    }

    /// The same, and a folder of `exists` messages opened.
    pub(super) async fn let_in_and_open(&mut self, capabilities: &str, exists: u32) {
        self.let_in(capabilities).await;
        let lines = format!("* {exists} EXISTS\r\n* OK [UIDVALIDITY 1] v\r\n");
        let condstore = if capabilities.contains("CONDSTORE") { " (CONDSTORE)" } else { "" };
        self.answer(&format!("SELECT \"INBOX\"{condstore}"), &lines).await;
    }
}

impl Talk<TcpStream> {
    pub(super) async fn upgrade(self, name: &str) -> Talk<TlsStream<TcpStream>> {
        let acceptor = TlsAcceptor::from(config(Shown::Good, &[name]));
        Talk::new(acceptor.accept(self.stream.into_inner()).await.unwrap())
    }
}

/// The words of an error that has some.
pub(super) fn words(error: &NetError) -> &str {
    match error {
        NetError::Said { text, .. } | NetError::LoginRefused { text } | NetError::Busy { text } => text.as_str(),
        other => panic!("no words in {other:?}"),
    }
}
