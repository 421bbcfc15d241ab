//! A line to the server that sends, cut where a test wants it: within TLS, so that
//! every byte of the dialogue has its place. What passed before the cut arrives.

use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio_rustls::{TlsAcceptor, TlsConnector};

use crate::support::{Practice, ServerCertificate};

/// What happens to one connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Through,
    /// After so many bytes of the client's, or of the server's.
    CutUp(usize),
    CutDown(usize),
    /// The message is with the server, and its answer is lost.
    AfterTheDot,
}

type Fates = Arc<Mutex<Box<dyn FnMut() -> Fate + Send>>>;

#[derive(Default)]
struct Counts {
    up: AtomicUsize,
    down: AtomicUsize,
    connections: AtomicUsize,
}

pub(super) struct Adversary {
    pub(super) port: u16,
    fates: Fates,
    counts: Arc<Counts>,
    // The connections end with it.
    _runtime: Runtime,
}

impl Adversary {
    pub(super) fn new(practice: &Practice) -> Self {
        let acceptor = TlsAcceptor::from(practice.pki().server(ServerCertificate::Good).server_config());
        let connector = TlsConnector::from(practice.pki().client_config());
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))).unwrap();
        let port = listener.local_addr().unwrap().port();
        let fates: Fates = Arc::new(Mutex::new(Box::new(|| Fate::Through)));
        let (shared, counts) = (Arc::clone(&fates), Arc::<Counts>::default());
        let (counted, to) = (Arc::clone(&counts), practice.smtps().1);
        runtime.spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let fate = shared.lock().unwrap()();
                counted.connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(carry(client, to, (acceptor.clone(), connector.clone()), fate, Arc::clone(&counted)));
            }
        });
        Self { port, fates, counts, _runtime: runtime }
    }

    /// Each connection from now on asks what becomes of it.
    pub(super) fn fates(&self, fates: impl FnMut() -> Fate + Send + 'static) {
        *self.fates.lock().unwrap() = Box::new(fates);
    }

    /// The next one so, those after it unharmed.
    pub(super) fn once(&self, fate: Fate) {
        let mut next = Some(fate);
        self.fates(move || next.take().unwrap_or(Fate::Through));
    }

    pub(super) fn always(&self, fate: Fate) {
        self.fates(move || fate);
    }

    /// Bytes of the client's and of the server's in the newest dialogue.
    pub(super) fn length(&self) -> (usize, usize) {
        (self.counts.up.load(Ordering::SeqCst), self.counts.down.load(Ordering::SeqCst))
    }

    pub(super) fn connections(&self) -> usize {
        self.counts.connections.load(Ordering::SeqCst)
    }
}

async fn carry(
    client: TcpStream,
    to: u16,
    (acceptor, connector): (TlsAcceptor, TlsConnector),
    fate: Fate,
    counts: Arc<Counts>,
) -> Option<()> {
    let server = TcpStream::connect((Ipv4Addr::LOCALHOST, to)).await.ok()?;
    let _ = (client.set_nodelay(true), server.set_nodelay(true));
    let client = acceptor.accept(client).await.ok()?;
    let server = connector.connect("localhost".try_into().ok()?, server).await.ok()?;
    counts.up.store(0, Ordering::SeqCst);
    counts.down.store(0, Ordering::SeqCst);
    let (client_says, client_hears) = tokio::io::split(client);
    let (server_says, server_hears) = tokio::io::split(server);
    let (cut_up, cut_down) = match fate {
        Fate::CutUp(at) => (Some(at), None),
        Fate::CutDown(at) => (None, Some(at)),
        Fate::Through | Fate::AfterTheDot => (None, None),
    };
    // Of the last bytes of the client's: whether they end the message.
    let ended = Arc::new(Mutex::new(Vec::new()));
    let watched = (fate == Fate::AfterTheDot).then(|| Arc::clone(&ended));
    // Whoever ends ends both.
    tokio::select! {
        () = pass(client_says, server_hears, cut_up, &counts.up, None, watched.clone()) => {}
        () = pass(server_says, client_hears, cut_down, &counts.down, watched, None) => {}
    }
    Some(())
}

/// `lost`: once the client's bytes end a message, the next answer does not pass.
/// `seen`: where the client's last bytes are kept.
async fn pass(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    cut: Option<usize>,
    count: &AtomicUsize,
    lost: Option<Arc<Mutex<Vec<u8>>>>,
    seen: Option<Arc<Mutex<Vec<u8>>>>,
) {
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(read @ 1..) = from.read(&mut buffer).await {
        let start = count.fetch_add(read, Ordering::SeqCst);
        if lost.as_ref().is_some_and(|seen| seen.lock().unwrap().ends_with(b"\r\n.\r\n")) {
            return;
        }
        if let Some(seen) = &seen {
            let mut seen = seen.lock().unwrap();
            seen.extend_from_slice(&buffer[..read]);
            let surplus = seen.len().saturating_sub(8);
            seen.drain(..surplus);
        }
        let through = cut.map_or(read, |at| at.saturating_sub(start).min(read));
        if to.write_all(&buffer[..through]).await.is_err() || to.flush().await.is_err() {
            return;
        }
        if through < read {
            // In good order, so that what passed before arrives.
            let _ = to.shutdown().await;
            return;
        }
    }
    let _ = to.shutdown().await;
}
