//! Finding the servers of an address: what its domain publishes, else the
//! usual names, if they answer. Nothing of the user's but the address goes out,
//! and that only to the domain itself, under TLS.

mod autoconfig;
mod guess;
mod srv;

use std::time::Duration;

use futures::StreamExt;
use futures::future::{BoxFuture, FutureExt};
use futures::stream::FuturesUnordered;
use tokio::time::{Instant, sleep_until, timeout};

use super::{Anchors, Connector, NetError};
use crate::domain::{Email, Found, Protocol, Source};

const SEARCH_DEADLINE: Duration = Duration::from_secs(10);
const EXISTS_DEADLINE: Duration = Duration::from_secs(2);
/// How long the others may still take once one has found something.
const GRACE: Duration = Duration::from_secs(3);

/// The servers found, the most trustworthy source first. None is an answer, if
/// the domain is there; [`NetError::UnknownHost`] says that it is not, and
/// [`NetError::Unreachable`] that there is no network to ask.
pub async fn find(email: &Email, anchors: &Anchors) -> Result<Vec<Found>, NetError> {
    find_with(email, &Connector::new(anchors)).await
}

/// The same by a connector of one's own.
pub async fn find_with(email: &Email, connector: &Connector) -> Result<Vec<Found>, NetError> {
    let found = search(email, connector).await;
    if !found.is_empty() {
        return Ok(found);
    }
    match exists(email, connector).await {
        Ok(true) => Ok(Vec::new()),
        Ok(false) => Err(NetError::UnknownHost),
        Err(error) => Err(error),
    }
}

async fn exists(email: &Email, connector: &Connector) -> Result<bool, NetError> {
    let asked = connector.names().exists(email.domain());
    timeout(EXISTS_DEADLINE, asked).await.unwrap_or(Err(NetError::timed_out()))
}

async fn search(email: &Email, connector: &Connector) -> Vec<Found> {
    let sources: [BoxFuture<'_, Vec<Found>>; 3] = [
        autoconfig::find(email, connector).boxed(),
        srv::find(email, connector).map(Vec::from_iter).boxed(),
        guess::find(email, connector).map(Vec::from_iter).boxed(),
    ];
    let mut sources: FuturesUnordered<_> = sources.into_iter().collect();
    let mut found: Vec<Found> = Vec::new();
    let mut until = Instant::now() + SEARCH_DEADLINE;
    loop {
        tokio::select! {
            next = sources.next() => match next {
                Some(some) => {
                    if some.iter().any(|found| found.protocol == Protocol::Imap) {
                        until = until.min(Instant::now() + GRACE);
                    }
                    found.extend(some);
                }
                None => break,
            },
            () = sleep_until(until) => break,
        }
    }
    // POP3 only where the user wants it.
    found.sort_by_key(|found| (found.protocol != Protocol::Imap, trust(found.source)));
    // Two sources that agree are one.
    let mut servers = Vec::new();
    found.retain(|found| {
        let new = !servers.contains(&(found.incoming.clone(), found.smtp.clone()));
        servers.push((found.incoming.clone(), found.smtp.clone()));
        new
    });
    found
}

fn trust(source: Source) -> u8 {
    match source {
        Source::Autoconfig => 0,
        Source::Srv => 1,
        Source::Guess => 2,
    }
}

/// Whether a published name may be one of a host.
fn is_host(name: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    name.len() <= 253 && name.split('.').all(label)
}
