//! Notices that the world has changed under a line that says nothing: the
//! machine slept, or it is on another network now. Sends not a byte.

use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::time::{Duration, Instant, SystemTime};

/// Looked at this often, and not at all while nobody waits.
const GLANCE: Duration = Duration::from_secs(15);
/// The clock on the wall went on that much longer than the program did: we slept.
const SLEPT: Duration = Duration::from_secs(10);

/// Addresses for documentation: nobody is there, and nothing is sent to them.
const SOMEWHERE: [SocketAddr; 2] = [
    SocketAddr::new(IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1)), 9),
    SocketAddr::new(IpAddr::V6(std::net::Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1)), 9),
];

/// Ends when the machine has slept or its way out is another one.
pub async fn disturbed() {
    let ways = ways_out();
    loop {
        let (wall, running) = (SystemTime::now(), Instant::now());
        tokio::time::sleep(GLANCE).await;
        let slept = wall.elapsed().unwrap_or_default().saturating_sub(running.elapsed()) > SLEPT;
        if slept || ways_out() != ways {
            return;
        }
    }
}

/// The work, unless the world changes under it first.
pub async fn undisturbed<T, E>(work: impl Future<Output = Result<T, E>>) -> Result<Option<T>, E> {
    tokio::select! {
        biased;
        done = work => done.map(Some),
        () = disturbed() => Ok(None),
    }
}

/// The addresses of ours that the system would send from.
fn ways_out() -> [Option<IpAddr>; 2] {
    SOMEWHERE.map(|there| {
        let from = if there.is_ipv4() { "0.0.0.0:0" } else { "[::]:0" };
        // Connecting a datagram socket only asks the routing table.
        let way = || -> std::io::Result<Option<IpAddr>> {
            let socket = UdpSocket::bind(from)?;
            socket.connect(there)?;
            Ok(Some(socket.local_addr()?.ip()))
        };
        way().unwrap_or(None)
    })
}

#[cfg(test)]
mod tests {
    use super::{disturbed, undisturbed, ways_out};
    use std::time::Duration;

    #[test]
    fn the_ways_out_are_the_same_from_one_look_to_the_next() {
        assert_eq!(ways_out(), ways_out());
    }

    #[tokio::test]
    async fn a_quiet_world_disturbs_nobody() {
        let moment = tokio::time::timeout(Duration::from_millis(50), disturbed());
        assert!(moment.await.is_err());
        let done = undisturbed(async { Ok::<_, std::convert::Infallible>(7) }).await;
        assert_eq!(done, Ok(Some(7)));
    }
}
