//! Names that lead to the internet, and nowhere else. What a stranger's letter
//! names is asked for among these: it must not make this workstation knock at a
//! router, a printer or a server of the practice.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use futures::FutureExt;
use futures::future::BoxFuture;

use super::{Names, NetError, Target};

/// Other names, without the addresses that are not everybody's. The address that
/// was judged is the one that is dialled: a name cannot change its mind between.
#[derive(Debug, Clone, Copy)]
pub struct PublicNames<N>(pub N);

impl<N: Names> Names for PublicNames<N> {
    fn addresses<'a>(&'a self, host: &'a str, port: u16) -> BoxFuture<'a, Result<Vec<SocketAddr>, NetError>> {
        async move {
            let mut addresses = self.0.addresses(host, port).await?;
            addresses.retain(|address| is_public(address.ip()));
            if addresses.is_empty() { Err(NetError::UnknownHost) } else { Ok(addresses) }
        }
        .boxed()
    }

    fn services<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Vec<Target>, NetError>> {
        self.0.services(name)
    }

    fn exists<'a>(&'a self, domain: &'a str) -> BoxFuture<'a, Result<bool, NetError>> {
        self.0.exists(domain)
    }
}

fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// By the registry of special addresses (RFC 6890).
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let own = address.is_private() || address.is_loopback() || address.is_link_local();
    // Of a provider and its clients; of protocols; of measurements.
    let shared = a == 100 && (64..128).contains(&b) || (a, b, c) == (192, 0, 0) || a == 198 && (b == 18 || b == 19);
    !own && !shared && a != 0 && a < 224 && !address.is_documentation()
}

/// Those that are given out, and of these none that carries another address in it
/// but where that one is public itself.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    match (a, b) {
        // 6to4: the IPv4 address stands behind; a network without IPv4 (NAT64): at the end.
        (0x2002, _) => is_public_v4(within(address, 2)),
        (0x64, 0xff9b) => address.octets().get(4..12) == Some(&[0; 8]) && is_public_v4(within(address, 12)),
        // Teredo, documentation and the like.
        (0x2001, b) if b < 0x200 || b == 0xdb8 => false,
        _ => a & 0xe000 == 0x2000,
    }
}

fn within(address: Ipv6Addr, at: usize) -> Ipv4Addr {
    let octet = |place: usize| address.octets().get(at + place).copied().unwrap_or_default();
    Ipv4Addr::new(octet(0), octet(1), octet(2), octet(3))
}

#[cfg(test)]
mod tests {
    use super::is_public;

    #[test]
    fn what_everybody_can_reach_is_told_from_what_is_near() {
        for public in
            ["93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e", "2002:5db8::1"]
        {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
        for near in [
            "127.0.0.1",
            "127.8.9.1",
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "172.16.3.4",
            "172.31.0.1",
            "192.168.1.254",
            "169.254.169.254",
            "100.64.0.1",
            "192.0.0.8",
            "192.0.2.1",
            "198.18.0.1",
            "224.0.0.251",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:192.168.1.1",
            "fe80::1",
            "fc00::1",
            "fd12:3456::1",
            "fec0::1",
            "ff02::1",
            "64:ff9b::7f00:1",
            "64:ff9b::c0a8:101",
            "64:ff9b:1::7f00:1",
            "2002:7f00:1::",
            "2002:c0a8:101::1",
            "2001::1",
            "2001:db8::1",
            "100::1",
        ] {
            assert!(!is_public(near.parse().unwrap()), "{near}");
        }
    }
}
