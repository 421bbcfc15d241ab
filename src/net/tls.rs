//! TLS by rustls: who is believed, and the way to an encrypted stream.
//!
//! The certificate is always checked, for the name that the user gave; there
//! is no switch to look away.

use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::BufReader;
use tokio::net::TcpStream;
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::time::error::Elapsed;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::client::Resumption;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::version::TLS12;
use tokio_rustls::rustls::{ALL_VERSIONS, ClientConfig, RootCertStore, SupportedProtocolVersion};

use super::identity::{Asked, Course, Introduction};
use super::starttls::{self, Protocol};
use super::{Identity, Names, NetError, SystemNames, dial};
use crate::domain::{Security, Server};

pub type TlsStream = tokio_rustls::client::TlsStream<BufReader<TcpStream>>;

const HANDSHAKE: Duration = Duration::from_secs(10);
/// rustls asks the socket for 4 KB at a time. For a mailbox of 600 MB that
/// would be 150,000 calls of the system.
const READ_AHEAD: usize = 64 * 1024;

/// The authorities whose certificates are believed. Load once, clone freely.
#[derive(Clone)]
pub struct Anchors {
    config: ClientConfig,
    /// For a key that cannot sign in TLS 1.3.
    old: ClientConfig,
}

impl Anchors {
    /// The system's authorities, and those of the PEM files of a directory.
    /// Reads the disk: call it where waiting is allowed.
    pub fn system(extra: Option<&Path>) -> Result<Self, NetError> {
        let system = rustls_native_certs::load_native_certs();
        let mut roots = RootCertStore::empty();
        let (taken, left) = roots.add_parsable_certificates(system.certs);
        let added = extra.map_or(0, |directory| add_directory(&mut roots, directory));
        tracing::debug!(taken, left, unread = system.errors.len(), added, "anchors loaded");
        Self::from_roots(roots)
    }

    /// These authorities and no others.
    pub fn only(pem: &[u8]) -> Result<Self, NetError> {
        let mut roots = RootCertStore::empty();
        let _counts = roots.add_parsable_certificates(certificates(pem));
        Self::from_roots(roots)
    }

    fn from_roots(roots: RootCertStore) -> Result<Self, NetError> {
        let roots = Arc::new(roots);
        Ok(Self { config: config(&roots, ALL_VERSIONS)?, old: config(&roots, &[&TLS12])? })
    }
}

fn config(
    roots: &Arc<RootCertStore>,
    versions: &[&'static SupportedProtocolVersion],
) -> Result<ClientConfig, NetError> {
    // The provider is named here: a default of the process could be anybody's.
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(versions)
        .map_err(|_| NetError::TlsFailed)?
        .with_root_certificates(Arc::clone(roots))
        .with_no_client_auth();
    // A session taken up again would ask no card whether it is still there.
    config.resumption = Resumption::disabled();
    Ok(config)
}

impl std::fmt::Debug for Anchors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Anchors")
    }
}

fn certificates(pem: &[u8]) -> Vec<CertificateDer<'static>> {
    CertificateDer::pem_slice_iter(pem).filter_map(Result::ok).collect()
}

fn add_directory(roots: &mut RootCertStore, directory: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(directory) else { return 0 };
    let files = entries.filter_map(Result::ok).map(|entry| entry.path());
    let is_pem = |path: &std::path::PathBuf| {
        path.extension().is_some_and(|ext| ["pem", "crt", "cer"].iter().any(|known| ext.eq_ignore_ascii_case(known)))
    };
    let read = files.filter(is_pem).filter_map(|path| std::fs::read(path).ok());
    read.map(|pem| roots.add_parsable_certificates(certificates(&pem)).0).sum()
}

/// What every connection is opened with.
#[derive(Clone)]
pub struct Connector {
    anchors: Anchors,
    names: Arc<dyn Names>,
    identity: Option<Identity>,
}

impl From<&Anchors> for Connector {
    fn from(anchors: &Anchors) -> Self {
        Self::new(anchors)
    }
}

impl Connector {
    /// By the system's names.
    pub fn new(anchors: &Anchors) -> Self {
        Self::with_names(anchors, Arc::new(SystemNames))
    }

    pub fn with_names(anchors: &Anchors, names: Arc<dyn Names>) -> Self {
        Self { anchors: anchors.clone(), names, identity: None }
    }

    /// To servers that ask who comes, this is shown.
    #[must_use]
    pub fn showing(mut self, identity: Identity) -> Self {
        self.identity = Some(identity);
        self
    }

    pub(super) fn names(&self) -> &dyn Names {
        &*self.names
    }

    /// An encrypted stream to a mail server, by the way its settings name.
    /// With STARTTLS the greeting is already behind.
    pub(super) async fn connect(&self, server: &Server, protocol: Protocol) -> Result<TlsStream, NetError> {
        match server.security {
            Security::Tls => self.connect_tls(&server.host, server.port).await,
            Security::StartTls => {
                let stream = dial::connect(&server.host, server.port, self.names()).await?;
                let stream = starttls::negotiate(stream, protocol).await?;
                self.encrypt(&server.host, stream).await
            }
        }
    }

    /// TLS from the first byte.
    pub(super) async fn connect_tls(&self, host: &str, port: u16) -> Result<TlsStream, NetError> {
        let stream = dial::connect(host, port, self.names()).await?;
        self.encrypt(host, stream).await
    }

    async fn encrypt(&self, host: &str, stream: TcpStream) -> Result<TlsStream, NetError> {
        let name = ServerName::try_from(host.to_owned()).map_err(|_| NetError::UnknownHost)?;
        let course = Arc::new(Course::default());
        let connector = TlsConnector::from(Arc::new(self.config(&course)));
        let handshake = connector.connect(name, BufReader::with_capacity(READ_AHEAD, stream));
        let stream = match self.identity {
            None => timeout(HANDSHAKE, handshake).await,
            Some(_) => patiently(handshake, Arc::clone(&course)).await?,
        };
        // Why the key did not sign explains all that came of it.
        course.failure()?;
        let stream = stream.map_err(|_| NetError::timed_out())?;
        stream.map_err(|error| NetError::handshake(&error, course.asked()))
    }

    fn config(&self, course: &Arc<Course>) -> ClientConfig {
        let old = self.identity.as_ref().is_some_and(Identity::needs_old_tls);
        let mut config = if old { self.anchors.old.clone() } else { self.anchors.config.clone() };
        config.client_auth_cert_resolver = Arc::new(Introduction::new(self.identity.clone(), course));
        config
    }
}

/// A handshake with a key that makes its thread wait, for a card or for a
/// person: on a thread that may. It ends with who asked for it, as soon as the
/// key lets it.
async fn patiently<H>(handshake: H, course: Arc<Course>) -> Result<Result<H::Output, Elapsed>, NetError>
where
    H: Future + Send + 'static,
    H::Output: Send,
{
    let (listening, left) = oneshot::channel::<Infallible>();
    let runtime = Handle::current();
    let work = async move {
        let mut handshake = std::pin::pin!(handshake);
        match timeout(HANDSHAKE, &mut handshake).await {
            // The key took that time, not the server.
            Err(_) if course.asked() == Asked::Shown => timeout(HANDSHAKE, handshake).await,
            done => done,
        }
    };
    let task = tokio::task::spawn_blocking(move || {
        runtime.block_on(async {
            tokio::select! {
                biased;
                _ = left => Err(NetError::Cancelled),
                done = work => Ok(done),
            }
        })
    });
    let done = task.await;
    drop(listening);
    // Else the runtime ends.
    done.unwrap_or(Err(NetError::Cancelled))
}
