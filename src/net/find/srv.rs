//! SRV records of the domain (RFC 6186, RFC 8314).

use super::is_host;
use crate::domain::{Email, Found, Protocol, Security, Server, Source};
use crate::net::Connector;

pub(super) async fn find(email: &Email, connector: &Connector) -> Option<Found> {
    let one = |service, security| server(service, security, email.domain(), connector);
    let (imaps, imap, submissions, submission) = futures::join!(
        one("_imaps._tcp", Security::Tls),
        one("_imap._tcp", Security::StartTls),
        one("_submissions._tcp", Security::Tls),
        one("_submission._tcp", Security::StartTls),
    );
    // TLS from the first byte goes first (RFC 8314, 5.1).
    Some(Found {
        incoming: imaps.or(imap)?,
        protocol: Protocol::Imap,
        smtp: submissions.or(submission),
        user: email.as_str().to_owned(),
        source: Source::Srv,
    })
}

async fn server(service: &str, security: Security, domain: &str, connector: &Connector) -> Option<Server> {
    let targets = connector.names().services(&format!("{service}.{domain}")).await.ok()?;
    let best = targets.into_iter().find(|target| target.port > 0 && is_host(&target.host))?;
    Some(Server { host: best.host, port: best.port, security })
}
