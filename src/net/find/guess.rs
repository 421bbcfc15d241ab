//! The usual names, where nothing is published. One counts if it answers in
//! its protocol under a certificate that holds.

use std::future;
use std::pin::pin;
use std::time::Duration;

use futures::{StreamExt, stream};
use tokio::time::timeout;

use crate::domain::{Email, Found, Protocol, Security, Server, Source};
use crate::net::line::Lines;
use crate::net::starttls;
use crate::net::{Connector, NetError};

const DEADLINE: Duration = Duration::from_secs(8);

pub(super) async fn find(email: &Email, connector: &Connector) -> Option<Found> {
    let domain = email.domain();
    let (imap, smtp) = futures::join!(
        first(starttls::Protocol::Imap, ["imap", "mail"], [993, 143], domain, connector),
        first(starttls::Protocol::Smtp, ["smtp", "mail"], [465, 587], domain, connector),
    );
    let user = email.as_str().to_owned();
    Some(Found { incoming: imap?, protocol: Protocol::Imap, smtp, user, source: Source::Guess })
}

/// The first that answers, in the order of trust: TLS from the first byte
/// under each name, then STARTTLS.
async fn first(
    protocol: starttls::Protocol,
    names: [&str; 2],
    [tls, starttls]: [u16; 2],
    domain: &str,
    connector: &Connector,
) -> Option<Server> {
    let ways = [(tls, Security::Tls), (starttls, Security::StartTls)];
    let candidates = ways
        .into_iter()
        .flat_map(|(port, security)| names.map(|name| Server { host: format!("{name}.{domain}"), port, security }));
    let tried = candidates.map(async |server| {
        let answers = timeout(DEADLINE, answers(&server, protocol, connector)).await;
        matches!(answers, Ok(Ok(()))).then_some(server)
    });
    pin!(stream::iter(tried).buffered(4).filter_map(future::ready)).next().await
}

async fn answers(server: &Server, protocol: starttls::Protocol, connector: &Connector) -> Result<(), NetError> {
    let stream = connector.connect(server, protocol).await?;
    if server.security == Security::StartTls {
        return Ok(());
    }
    let greeting = Lines::new(stream).next().await?;
    let expected = match protocol {
        starttls::Protocol::Imap => "* OK",
        starttls::Protocol::Pop3 => "+OK",
        starttls::Protocol::Smtp => "220",
    };
    if greeting.starts_with(expected) { Ok(()) } else { Err(NetError::Odd("another protocol")) }
}
