//! A line between Sceau and a server that breaks where it is told to: below TLS,
//! where it sees what anybody on the way sees, or within, where it is the server.
//! It counts and keeps what passes.

use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio_rustls::rustls::{ClientConfig, ServerConfig};
use tokio_rustls::{TlsAcceptor, TlsConnector};

use crate::support::{Practice, ServerCertificate};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Breach {
    /// Without a word, as when a cable is pulled out.
    Cut,
    /// Ended in good order, in the middle of something.
    End,
    /// No byte passes any more.
    Stall,
    /// No byte passes for a moment.
    Delay,
    /// The byte comes as another one.
    Corrupt,
}

impl Breach {
    pub(crate) const ALL: [Self; 5] = [Self::Cut, Self::End, Self::Stall, Self::Delay, Self::Corrupt];
}

/// What happens, after how many bytes of the server's.
type Plan = Option<(usize, Breach)>;

#[derive(Default)]
struct Traffic {
    plan: Mutex<Plan>,
    /// Of the plan. A connection that was there before it is not meant by it:
    /// its last words may still be on their way when the client has left it.
    number: AtomicUsize,
    struck: AtomicBool,
    /// Of the server's, counted over all connections since the plan.
    passed: AtomicUsize,
    down: Mutex<Vec<u8>>,
    up: Mutex<Vec<u8>>,
    /// Times that the talk changed hands: a round trip has two.
    turns: AtomicUsize,
    talks: AtomicBool,
}

pub(crate) struct Proxy {
    pub(crate) port: u16,
    traffic: Arc<Traffic>,
    // The connections end with it.
    _runtime: Runtime,
}

#[derive(Clone)]
struct Tls {
    acceptor: TlsAcceptor,
    connector: TlsConnector,
}

impl Proxy {
    /// Sees only what TLS lets be seen.
    pub(crate) fn below_tls(port: u16) -> Self {
        Self::start(port, None)
    }

    /// In the server's place, with its certificate.
    pub(crate) fn within_tls(practice: &Practice) -> Self {
        let server: Arc<ServerConfig> = practice.pki().server(ServerCertificate::Good).server_config();
        let client: Arc<ClientConfig> = practice.pki().client_config();
        let tls = Tls { acceptor: TlsAcceptor::from(server), connector: TlsConnector::from(client) };
        Self::start(practice.imaps().1, Some(tls))
    }

    fn start(to: u16, tls: Option<Tls>) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))).unwrap();
        let port = listener.local_addr().unwrap().port();
        let traffic = Arc::new(Traffic::default());
        let shared = Arc::clone(&traffic);
        runtime.spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(carry(client, to, tls.clone(), Arc::clone(&shared)));
            }
        });
        Self { port, traffic, _runtime: runtime }
    }

    /// From now on counted anew; new connections are broken there.
    pub(crate) fn breach(&self, plan: Option<(usize, Breach)>) {
        let traffic = &self.traffic;
        *traffic.plan.lock().unwrap() = plan;
        traffic.number.fetch_add(1, Ordering::SeqCst);
        traffic.struck.store(false, Ordering::SeqCst);
        traffic.passed.store(0, Ordering::SeqCst);
        traffic.turns.store(0, Ordering::SeqCst);
        traffic.down.lock().unwrap().clear();
        traffic.up.lock().unwrap().clear();
    }

    pub(crate) fn has_struck(&self) -> bool {
        self.traffic.struck.load(Ordering::SeqCst)
    }

    /// All that the server has said.
    pub(crate) fn down(&self) -> Vec<u8> {
        self.traffic.down.lock().unwrap().clone()
    }

    /// All that Sceau has said.
    pub(crate) fn up(&self) -> Vec<u8> {
        self.traffic.up.lock().unwrap().clone()
    }

    #[allow(dead_code, reason = "the bench counts them")]
    pub(crate) fn round_trips(&self) -> usize {
        self.traffic.turns.load(Ordering::SeqCst).div_ceil(2)
    }
}

async fn carry(client: TcpStream, to: u16, tls: Option<Tls>, traffic: Arc<Traffic>) -> Option<()> {
    let number = traffic.number.load(Ordering::SeqCst);
    let server = TcpStream::connect((Ipv4Addr::LOCALHOST, to)).await.ok()?;
    let _ = (client.set_nodelay(true), server.set_nodelay(true));
    match tls {
        None => both_ways(client, server, &traffic, number).await,
        Some(tls) => {
            let client = tls.acceptor.accept(client).await.ok()?;
            let server = tls.connector.connect("localhost".try_into().ok()?, server).await.ok()?;
            both_ways(client, server, &traffic, number).await;
        }
    }
    Some(())
}

async fn both_ways(
    client: impl AsyncRead + AsyncWrite,
    server: impl AsyncRead + AsyncWrite,
    traffic: &Traffic,
    number: usize,
) {
    let (client_says, client_hears) = tokio::io::split(client);
    let (server_says, server_hears) = tokio::io::split(server);
    // Whoever ends ends both.
    tokio::select! {
        () = up(client_says, server_hears, traffic) => {}
        () = down(server_says, client_hears, traffic, number) => {}
    }
}

async fn up(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin, traffic: &Traffic) {
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(read @ 1..) = from.read(&mut buffer).await {
        turn(traffic, true);
        traffic.up.lock().unwrap().extend_from_slice(&buffer[..read]);
        if to.write_all(&buffer[..read]).await.is_err() || to.flush().await.is_err() {
            return;
        }
    }
    let _ = to.shutdown().await;
}

async fn down(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin, traffic: &Traffic, number: usize) {
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(read @ 1..) = from.read(&mut buffer).await {
        turn(traffic, false);
        traffic.down.lock().unwrap().extend_from_slice(&buffer[..read]);
        let meant = number == traffic.number.load(Ordering::SeqCst);
        let start = traffic.passed.fetch_add(if meant { read } else { 0 }, Ordering::SeqCst);
        let plan = *traffic.plan.lock().unwrap();
        let struck = plan.filter(|(at, _)| meant && (start..start + read).contains(at));
        if let Some((at, breach)) = struck {
            let (before, after) = buffer[..read].split_at_mut(at - start);
            let _ = to.write_all(before).await;
            let _ = to.flush().await;
            traffic.struck.store(true, Ordering::SeqCst);
            match breach {
                Breach::Cut => return,
                Breach::End => {
                    let _ = to.shutdown().await;
                    return;
                }
                Breach::Stall => std::future::pending().await,
                Breach::Delay => tokio::time::sleep(Duration::from_millis(30)).await,
                // A letter becomes another, a digit another, a line end none.
                Breach::Corrupt => after[0] ^= 1,
            }
            if to.write_all(after).await.is_err() {
                return;
            }
        } else if to.write_all(&buffer[..read]).await.is_err() {
            return;
        }
        if to.flush().await.is_err() {
            return;
        }
    }
    let _ = to.shutdown().await;
}

fn turn(traffic: &Traffic, client: bool) {
    if traffic.talks.swap(client, Ordering::SeqCst) != client {
        traffic.turns.fetch_add(1, Ordering::SeqCst);
    }
}
