//! A TCP connection to the first address that answers, IPv6 and IPv4 in turn
//! (RFC 8305, without its DNS half).

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::time::Duration;

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{sleep, timeout};

use super::{Names, NetError};

/// How long an address may keep us waiting before the next one is tried as well.
const STAGGER: Duration = Duration::from_millis(250);
const ATTEMPT: Duration = Duration::from_secs(10);
const MOST_ADDRESSES: usize = 8;

pub(super) async fn connect(host: &str, port: u16, names: &dyn Names) -> Result<TcpStream, NetError> {
    let mut waiting = in_turn(names.addresses(host, port).await?).into_iter();
    let mut attempts = FuturesUnordered::new();
    let mut reason = None;
    loop {
        match waiting.next() {
            Some(address) => attempts.push(attempt(address)),
            None if attempts.is_empty() => return Err(NetError::Unreachable(reason.unwrap_or(ErrorKind::NotFound))),
            None => {}
        }
        let next_one = async { if waiting.len() == 0 { std::future::pending().await } else { sleep(STAGGER).await } };
        tokio::select! {
            Some(done) = attempts.next() => match done {
                Ok(stream) => return Ok(stream),
                Err(error) => reason = Some(more_telling(reason, error.kind())),
            },
            () = next_one => {}
        }
    }
}

async fn attempt(address: SocketAddr) -> io::Result<TcpStream> {
    let socket = if address.is_ipv6() { TcpSocket::new_v6() } else { TcpSocket::new_v4() }?;
    socket.set_keepalive(true)?;
    socket.set_nodelay(true)?;
    timeout(ATTEMPT, socket.connect(address)).await.map_err(|_| io::Error::from(ErrorKind::TimedOut))?
}

/// The two families alternate, IPv6 first, each in the order it came.
fn in_turn(addresses: Vec<SocketAddr>) -> Vec<SocketAddr> {
    let (six, four): (Vec<_>, Vec<_>) = addresses.into_iter().partition(SocketAddr::is_ipv6);
    let mut six = six.into_iter();
    let mut four = four.into_iter();
    let mut turns = Vec::new();
    while turns.len() < MOST_ADDRESSES {
        let before = turns.len();
        turns.extend(six.next());
        turns.extend(four.next());
        if turns.len() == before {
            break;
        }
    }
    turns
}

/// "No IPv6 here" says less than "refused" on the other address.
fn more_telling(before: Option<ErrorKind>, now: ErrorKind) -> ErrorKind {
    let silent =
        |kind| matches!(kind, ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable | ErrorKind::AddrNotAvailable);
    match before {
        Some(before) if !silent(before) || silent(now) => before,
        _ => now,
    }
}

#[cfg(test)]
mod tests {
    use super::{in_turn, more_telling};
    use std::io::ErrorKind::{ConnectionRefused, NetworkUnreachable, TimedOut};

    #[test]
    fn the_families_alternate() {
        let given = ["10.0.0.1:1", "10.0.0.2:1", "[::1]:1"].map(|text| text.parse().unwrap());
        assert_eq!(in_turn(given.to_vec()), [given[2], given[0], given[1]]);
    }

    #[test]
    fn the_reason_kept_is_the_one_that_says_most() {
        assert_eq!(more_telling(Some(NetworkUnreachable), ConnectionRefused), ConnectionRefused);
        assert_eq!(more_telling(Some(TimedOut), NetworkUnreachable), TimedOut);
    }
}
