//! A long or a narrow line: each byte comes later by the delay, and no faster
//! than the rate allows. Below TLS, and without losses; opening a connection
//! costs nothing, for either side.

use std::net::Ipv4Addr;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

#[derive(Debug, Clone, Copy)]
pub struct Slowness {
    /// Each way.
    pub delay: Duration,
    /// Bytes a second, each way.
    pub rate: Option<f64>,
}

pub struct SlowLine {
    pub port: u16,
    // The connections end with it.
    _runtime: Runtime,
}

impl SlowLine {
    pub fn to(port: u16, slowness: Slowness) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))).unwrap();
        let own = listener.local_addr().unwrap().port();
        runtime.spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let Ok(server) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await else { return };
                    let _ = (client.set_nodelay(true), server.set_nodelay(true));
                    let (client_says, client_hears) = client.into_split();
                    let (server_says, server_hears) = server.into_split();
                    tokio::join!(
                        carry(client_says, server_hears, slowness),
                        carry(server_says, client_hears, slowness)
                    );
                });
            }
        });
        Self { port: own, _runtime: runtime }
    }
}

/// The line holds what is under way: as much as its rate and its delay make, and
/// what a router of these days keeps.
const HELD: usize = 64;

async fn carry(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin, slowness: Slowness) {
    let (sender, mut receiver) = mpsc::channel::<(Instant, Vec<u8>)>(HELD);
    let read = async move {
        let mut free = Instant::now();
        let mut buffer = vec![0; 16 * 1024];
        while let Ok(read @ 1..) = from.read(&mut buffer).await {
            let now = Instant::now();
            free = free.max(now);
            if let Some(rate) = slowness.rate {
                free += Duration::from_secs_f64(read as f64 / rate);
            }
            if sender.send((free + slowness.delay, buffer[..read].to_vec())).await.is_err() {
                return;
            }
        }
    };
    let write = async move {
        while let Some((when, bytes)) = receiver.recv().await {
            sleep_until(when).await;
            if to.write_all(&bytes).await.is_err() {
                return;
            }
        }
        let _ = to.shutdown().await;
    };
    tokio::join!(read, write);
}
