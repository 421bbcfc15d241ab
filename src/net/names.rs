//! Names to addresses and services: what is asked of the DNS, behind a trait
//! so that tests can point names at loopback. Addresses come from the system
//! (hosts file, VPN), SRV records from the system's name servers.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use hickory_resolver::TokioResolver;
use hickory_resolver::net::{DnsError, NetError as DnsFailure};
use hickory_resolver::proto::op::ResponseCode;
use hickory_resolver::proto::rr::{Name, RData, RecordType};
use tokio::time::timeout;

use super::NetError;

pub trait Names: Send + Sync {
    /// Where to knock for a host and a port.
    fn addresses<'a>(&'a self, host: &'a str, port: u16) -> BoxFuture<'a, Result<Vec<SocketAddr>, NetError>>;
    /// The SRV records of a name, the best first; none is an answer.
    fn services<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Vec<Target>, NetError>>;
    /// Whether a domain is there at all.
    fn exists<'a>(&'a self, domain: &'a str) -> BoxFuture<'a, Result<bool, NetError>>;
}

/// What a SRV record leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub host: String,
    pub port: u16,
}

/// The system's configuration, read anew for each question: a laptop changes
/// networks.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemNames;

const ADDRESS_DEADLINE: Duration = Duration::from_secs(10);
const QUERY_DEADLINE: Duration = Duration::from_millis(1500);

impl Names for SystemNames {
    fn addresses<'a>(&'a self, host: &'a str, port: u16) -> BoxFuture<'a, Result<Vec<SocketAddr>, NetError>> {
        async move {
            let found = timeout(ADDRESS_DEADLINE, tokio::net::lookup_host((host, port)));
            let found = found.await.map_err(|_| NetError::timed_out())?;
            // The system does not tell "no such name" from "nobody to ask".
            let found: Vec<_> = found.map_err(|_| NetError::UnknownHost)?.collect();
            if found.is_empty() { Err(NetError::UnknownHost) } else { Ok(found) }
        }
        .boxed()
    }

    fn services<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Vec<Target>, NetError>> {
        async move { services(&resolver()?, name).await }.boxed()
    }

    fn exists<'a>(&'a self, domain: &'a str) -> BoxFuture<'a, Result<bool, NetError>> {
        async move { exists(&resolver()?, domain).await }.boxed()
    }
}

fn resolver() -> Result<TokioResolver, NetError> {
    let unusable = |_| NetError::Unreachable(ErrorKind::NetworkUnreachable);
    let mut builder = TokioResolver::builder_tokio().map_err(unusable)?;
    builder.options_mut().timeout = QUERY_DEADLINE;
    builder.options_mut().attempts = 1;
    builder.build().map_err(unusable)
}

async fn services(resolver: &TokioResolver, name: &str) -> Result<Vec<Target>, NetError> {
    let answer = match resolver.lookup(absolute(name)?, RecordType::SRV).await {
        Ok(answer) => answer,
        Err(failure) => return negative(&failure).map(|_| Vec::new()),
    };
    let mut records: Vec<_> = answer
        .answers()
        .iter()
        .filter_map(|record| match &record.data {
            // "." says that the service is decidedly not offered (RFC 2782).
            RData::SRV(srv) if !srv.target.is_root() => Some(srv),
            _ => None,
        })
        .collect();
    records.sort_by_key(|srv| (srv.priority, u16::MAX - srv.weight));
    let target = |host: &Name| host.to_ascii().trim_end_matches('.').to_lowercase();
    Ok(records.iter().map(|srv| Target { host: target(&srv.target), port: srv.port }).collect())
}

/// Any question would do: only the answer "no such name" counts.
async fn exists(resolver: &TokioResolver, domain: &str) -> Result<bool, NetError> {
    match resolver.lookup(absolute(domain)?, RecordType::MX).await {
        Ok(_) => Ok(true),
        Err(failure) => negative(&failure),
    }
}

/// With its final dot, so that no search list is tried.
fn absolute(name: &str) -> Result<Name, NetError> {
    Name::from_ascii(format!("{}.", name.trim_end_matches('.'))).map_err(|_| NetError::UnknownHost)
}

/// Tells "no such record" (true), "no such name" (false) and "nobody to ask".
fn negative(failure: &DnsFailure) -> Result<bool, NetError> {
    match failure {
        DnsFailure::Dns(DnsError::NoRecordsFound(none)) => Ok(none.response_code != ResponseCode::NXDomain),
        DnsFailure::Timeout => Err(NetError::timed_out()),
        DnsFailure::Io(error) => Err(NetError::Unreachable(error.kind())),
        _ => Err(NetError::Unreachable(ErrorKind::NetworkUnreachable)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Target, exists, services};
    use crate::net::NetError;
    use hickory_resolver::TokioResolver;
    use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig};
    use hickory_resolver::net::runtime::TokioRuntimeProvider;
    use hickory_resolver::proto::op::{Message, OpCode, ResponseCode};
    use hickory_resolver::proto::rr::rdata::SRV;
    use hickory_resolver::proto::rr::{Name, RData, Record};
    use std::io::ErrorKind;
    use std::net::Ipv4Addr;
    use std::time::Duration;
    use tokio::net::UdpSocket;

    /// A name server that answers every question alike.
    async fn server(code: ResponseCode, records: Vec<SRV>) -> TokioResolver {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let port = socket.local_addr().unwrap().port();
        drop(tokio::spawn(async move {
            let mut packet = [0; 512];
            while let Ok((length, client)) = socket.recv_from(&mut packet).await {
                let asked = Message::from_vec(&packet[..length]).unwrap();
                let mut answer = Message::response(asked.metadata.id, OpCode::Query);
                answer.metadata.response_code = code;
                let question = asked.queries[0].clone();
                assert!(question.name().is_fqdn());
                for srv in &records {
                    let record = Record::from_rdata(question.name().clone(), 60, RData::SRV(srv.clone()));
                    let _ = answer.add_answer(record);
                }
                let _ = answer.add_query(question);
                let _ = socket.send_to(&answer.to_vec().unwrap(), client).await.unwrap();
            }
        }));
        resolver(port)
    }

    fn resolver(port: u16) -> TokioResolver {
        let mut connection = ConnectionConfig::udp();
        connection.port = port;
        let server = NameServerConfig::new(Ipv4Addr::LOCALHOST.into(), true, vec![connection]);
        let config = ResolverConfig::from_name_servers(vec![server]);
        let mut builder = TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
        builder.options_mut().timeout = Duration::from_millis(300);
        builder.options_mut().attempts = 1;
        builder.build().unwrap()
    }

    fn srv(priority: u16, weight: u16, port: u16, target: &str) -> SRV {
        SRV::new(priority, weight, port, Name::from_ascii(target).unwrap())
    }

    const NAME: &str = "_imaps._tcp.cabinet.example";

    #[tokio::test]
    async fn services_come_in_the_order_of_the_domain() {
        let records = vec![
            srv(20, 9, 1, "c.example."),
            srv(10, 1, 2, "b.example."),
            srv(10, 5, 3, "A.Example."),
            srv(0, 0, 0, "."),
        ];
        let found = services(&server(ResponseCode::NoError, records).await, NAME).await.unwrap();
        let target = |host: &str, port| Target { host: host.to_owned(), port };
        assert_eq!(found, [target("a.example", 3), target("b.example", 2), target("c.example", 1)]);
    }

    #[tokio::test]
    async fn no_record_no_name_and_no_server_are_told_apart() {
        let none = server(ResponseCode::NoError, Vec::new()).await;
        assert_eq!(services(&none, NAME).await, Ok(Vec::new()));
        assert_eq!(exists(&none, "cabinet.example").await, Ok(true));

        let no_name = server(ResponseCode::NXDomain, Vec::new()).await;
        assert_eq!(services(&no_name, NAME).await, Ok(Vec::new()));
        assert_eq!(exists(&no_name, "cabinet.example").await, Ok(false));

        let broken = server(ResponseCode::ServFail, Vec::new()).await;
        assert!(matches!(exists(&broken, "cabinet.example").await, Err(NetError::Unreachable(_))));

        // Kept open and silent.
        let silent = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let nobody = resolver(silent.local_addr().unwrap().port());
        assert_eq!(exists(&nobody, "cabinet.example").await, Err(NetError::Unreachable(ErrorKind::TimedOut)));
    }
}
