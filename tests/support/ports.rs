//! Free loopback ports. They are taken from below the range that the kernel
//! gives to outgoing connections: a server that stops for a moment finds its
//! port free when it comes back.

use std::net::{Ipv4Addr, TcpListener};
use std::sync::atomic::{AtomicU16, Ordering};

const FIRST: u16 = 20_000;
const COUNT: u16 = 12_000;

/// How many were handed out by this process.
static NEXT: AtomicU16 = AtomicU16::new(0);

/// A port on which nobody listens now. Another process may still be quicker:
/// who starts a server on it must be ready to ask again.
pub fn free() -> u16 {
    // Each process starts elsewhere, so that two rarely meet.
    let start = std::process::id().wrapping_mul(67);
    (0..COUNT)
        .map(|_| {
            let turn = u32::from(NEXT.fetch_add(1, Ordering::Relaxed));
            let offset = start.wrapping_add(turn) % u32::from(COUNT);
            FIRST + u16::try_from(offset).expect("an offset below COUNT")
        })
        .find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
        .expect("no loopback port is free")
}

/// Two ports that follow each other, the first of them: a virtual reader has a
/// port for each of its two slots.
pub fn pair() -> u16 {
    loop {
        let first = free();
        if free() == first + 1 {
            return first;
        }
    }
}
