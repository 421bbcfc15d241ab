//! Finding servers: real HTTPS and real handshakes on loopback, under names
//! that only these tests know.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use futures::FutureExt;
use futures::future::{BoxFuture, ready};
use sceau::domain::{Email, Found, Protocol, Security, Server, Source};
use sceau::net::find::find_with;
use sceau::net::{Connector, Names, NetError, Target};

use super::peer::{Peer, Shown, anchors};

/// What the world knows: hosts with their ports, services, and the domain.
pub(super) struct World {
    hosts: HashMap<(String, u16), SocketAddr>,
    services: HashMap<String, Vec<Target>>,
    exists: Result<bool, NetError>,
    asked: Mutex<Vec<String>>,
}

impl World {
    pub(super) fn new() -> Self {
        Self { hosts: HashMap::new(), services: HashMap::new(), exists: Ok(true), asked: Mutex::default() }
    }

    pub(super) fn host(self, name: &str, port: u16, peer: &Peer) -> Self {
        self.at(name, port, ([127, 0, 0, 1], peer.server.port).into())
    }

    pub(super) fn at(mut self, name: &str, port: u16, address: SocketAddr) -> Self {
        let _ = self.hosts.insert((name.to_owned(), port), address);
        self
    }

    fn service(mut self, name: &str, host: &str, port: u16) -> Self {
        let _ = self.services.insert(name.to_owned(), vec![Target { host: host.to_owned(), port }]);
        self
    }

    async fn find(self) -> Result<Vec<Found>, NetError> {
        let email = Email::parse("anne+mss@cabinet.example").unwrap();
        find_with(&email, &Connector::with_names(&anchors(), Arc::new(self))).await
    }
}

impl Names for World {
    fn addresses<'a>(&'a self, host: &'a str, port: u16) -> BoxFuture<'a, Result<Vec<SocketAddr>, NetError>> {
        self.asked.lock().unwrap().push(format!("{host}:{port}"));
        let known = self.hosts.get(&(host.to_owned(), port)).copied();
        ready(known.map(|address| vec![address]).ok_or(NetError::UnknownHost)).boxed()
    }

    fn services<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Vec<Target>, NetError>> {
        ready(Ok(self.services.get(name).cloned().unwrap_or_default())).boxed()
    }

    fn exists<'a>(&'a self, domain: &'a str) -> BoxFuture<'a, Result<bool, NetError>> {
        assert_eq!(domain, "cabinet.example");
        ready(self.exists.clone()).boxed()
    }
}

const FILE: &str = r#"<clientConfig version="1.1"><emailProvider id="cabinet.example">
    <incomingServer type="imap"><hostname>mss.cabinet.example</hostname><port>143</port>
    <socketType>STARTTLS</socketType><username>%EMAILLOCALPART%</username></incomingServer>
    <outgoingServer type="smtp"><hostname>mss.cabinet.example</hostname><port>587</port>
    <socketType>STARTTLS</socketType></outgoingServer></emailProvider></clientConfig>"#;

/// A web server that answers one request for `path` on `name`, which may have
/// a port.
async fn web(name: &'static str, path: &'static str, answer: String) -> Peer {
    Peer::showing(Shown::Good, &[name.split(':').next().unwrap()], async move |mut talk| {
        assert_eq!(talk.hear().await, format!("GET {path} HTTP/1.1"));
        let mut host = String::new();
        loop {
            let line = talk.hear().await;
            if line.is_empty() {
                break;
            }
            if let Some(name) = line.to_ascii_lowercase().strip_prefix("host: ") {
                name.clone_into(&mut host);
            }
        }
        assert_eq!(host, name);
        talk.say(answer).await;
    })
    .await
}

fn ok(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

fn redirect(to: &str) -> String {
    format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n")
}

const AUTOCONFIG: &str = "autoconfig.cabinet.example";
const PATH: &str = "/mail/config-v1.1.xml?emailaddress=anne%2Bmss@cabinet.example";

/// What comes of an autoconfig server that answers so.
async fn autoconfig(answer: String) -> Result<Vec<Found>, NetError> {
    let peer = web(AUTOCONFIG, PATH, answer).await;
    let found = World::new().host(AUTOCONFIG, 443, &peer).find().await;
    peer.done().await;
    found
}

#[tokio::test]
async fn the_domain_s_own_file_is_read_over_https() {
    let found = autoconfig(ok(FILE)).await.unwrap();
    let server = |port| Server { host: "mss.cabinet.example".to_owned(), port, security: Security::StartTls };
    let expected = Found {
        incoming: server(143),
        protocol: Protocol::Imap,
        smtp: Some(server(587)),
        user: "anne+mss".to_owned(),
        source: Source::Autoconfig,
    };
    assert_eq!(found, [expected]);
}

#[tokio::test]
async fn a_hostile_file_finds_nothing() {
    let bomb = format!("<!DOCTYPE c [<!ENTITY a \"{}\"><!ENTITY b \"{}\">]>{FILE}", "x".repeat(999), "&a;".repeat(999));
    let large = format!("{FILE}<!--{}-->", "x".repeat(300_000));
    for body in [bomb.as_str(), &large, &FILE.replace("STARTTLS", "plain"), "<html>", "", "\u{0}"] {
        assert_eq!(autoconfig(ok(body)).await, Ok(Vec::new()));
    }
    let short = ok(FILE).replace("Content-Length: ", "Content-Length: 9");
    assert_eq!(autoconfig(short).await, Ok(Vec::new()));
    assert_eq!(autoconfig("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_owned()).await, Ok(Vec::new()));
    assert_eq!(autoconfig("garbage\r\n\r\n".to_owned()).await, Ok(Vec::new()));
}

#[tokio::test]
async fn a_file_shown_under_a_wrong_name_is_not_read() {
    let peer = Peer::showing(Shown::OtherName, &[], async |_| panic!("the client went on")).await;
    assert_eq!(World::new().host(AUTOCONFIG, 443, &peer).find().await, Ok(Vec::new()));
    peer.done().await;
}

#[tokio::test]
async fn redirects_are_followed_under_https_alone() {
    let there = web("web.example:8443", "/c.xml?a=1", ok(FILE)).await;
    let here = web(AUTOCONFIG, PATH, redirect("https://web.example:8443/c.xml?a=1")).await;
    let world = World::new().host(AUTOCONFIG, 443, &here).host("web.example", 8443, &there);
    assert_eq!(world.find().await.unwrap().len(), 1);
    here.done().await;
    there.done().await;

    for target in
        ["http://web.example/c.xml", "//web.example/c.xml", "ftp://web.example/", "file:///etc/passwd", "c.xml", ""]
    {
        let here = web(AUTOCONFIG, PATH, redirect(target)).await;
        let there = Peer::tls(async |_| ()).await;
        let world = Arc::new(World::new().host(AUTOCONFIG, 443, &here).host("web.example", 443, &there));
        let connector = Connector::with_names(&anchors(), Arc::clone(&world) as Arc<dyn Names>);
        let email = Email::parse("anne+mss@cabinet.example").unwrap();
        assert_eq!(find_with(&email, &connector).await, Ok(Vec::new()));
        assert!(!world.asked.lock().unwrap().iter().any(|host| host.starts_with("web.example")), "{target}");
        here.done().await;
    }
}

#[tokio::test]
async fn redirects_come_to_an_end() {
    let mut world = World::new();
    let mut peers = Vec::new();
    let places = [
        (443, AUTOCONFIG, PATH),
        (1001, "autoconfig.cabinet.example:1001", "/1"),
        (1002, "autoconfig.cabinet.example:1002", "/2"),
        (1003, "autoconfig.cabinet.example:1003", "/3"),
    ];
    for (next, (port, name, path)) in (1..).zip(places) {
        let peer = web(name, path, redirect(&format!("https://{AUTOCONFIG}:{}/{next}", 1000 + next))).await;
        world = world.host(AUTOCONFIG, port, &peer);
        peers.push(peer);
    }
    assert_eq!(world.find().await, Ok(Vec::new()));
    for peer in peers {
        peer.done().await;
    }
}

#[tokio::test]
async fn the_well_known_place_is_looked_at_too() {
    let peer = web("cabinet.example", "/.well-known/autoconfig/mail/config-v1.1.xml", ok(FILE)).await;
    let found = World::new().host("cabinet.example", 443, &peer).find().await.unwrap();
    assert_eq!(found[0].source, Source::Autoconfig);
    peer.done().await;
}

#[tokio::test]
async fn srv_records_are_read_and_tls_from_the_first_byte_preferred() {
    let found = World::new()
        .service("_imap._tcp.cabinet.example", "imap.example", 143)
        .service("_imaps._tcp.cabinet.example", "imap.example", 1993)
        .service("_submission._tcp.cabinet.example", "smtp.example", 587)
        .service("_submissions._tcp.cabinet.example", "bad host", 465)
        .find()
        .await
        .unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].incoming, Server { host: "imap.example".to_owned(), port: 1993, security: Security::Tls });
    let smtp = found[0].smtp.as_ref().unwrap();
    assert_eq!((smtp.port, smtp.security), (587, Security::StartTls));
    assert_eq!((found[0].user.as_str(), found[0].source), ("anne+mss@cabinet.example", Source::Srv));
}

#[tokio::test]
async fn a_guess_counts_if_it_answers_under_its_name() {
    let stranger = Peer::showing(Shown::OtherName, &[], async |_| panic!("the client went on")).await;
    let imap = Peer::clear(async |mut talk| {
        talk.say("* OK ready\r\n").await;
        talk.answer("CAPABILITY", "* CAPABILITY IMAP4rev1 STARTTLS\r\n").await;
        talk.answer("STARTTLS", "").await;
        let _ = talk.upgrade("mail.cabinet.example").await;
    })
    .await;
    let smtp =
        Peer::showing(Shown::Good, &["smtp.cabinet.example"], async |mut talk| talk.say("220 ready\r\n").await).await;
    let web =
        Peer::showing(Shown::Good, &["mail.cabinet.example"], async |mut talk| talk.say("HTTP/1.1 400 Bad\r\n").await)
            .await;
    let found = World::new()
        .host("imap.cabinet.example", 993, &stranger)
        .host("mail.cabinet.example", 993, &web)
        .host("mail.cabinet.example", 143, &imap)
        .host("smtp.cabinet.example", 465, &smtp)
        .find()
        .await
        .unwrap();
    let server = |host: &str, port, security| Server { host: host.to_owned(), port, security };
    assert_eq!(found[0].incoming, server("mail.cabinet.example", 143, Security::StartTls));
    assert_eq!(found[0].smtp, Some(server("smtp.cabinet.example", 465, Security::Tls)));
    assert_eq!((found.len(), found[0].source), (1, Source::Guess));
    for peer in [stranger, imap, smtp, web] {
        peer.done().await;
    }
}

#[tokio::test]
async fn what_is_published_goes_before_what_is_guessed() {
    let file = web(AUTOCONFIG, PATH, ok(FILE)).await;
    let imap =
        Peer::showing(Shown::Good, &["imap.cabinet.example"], async |mut talk| talk.say("* OK ready\r\n").await).await;
    let found = World::new()
        .host(AUTOCONFIG, 443, &file)
        .host("imap.cabinet.example", 993, &imap)
        .service("_imap._tcp.cabinet.example", "mss.cabinet.example", 143)
        .service("_submission._tcp.cabinet.example", "mss.cabinet.example", 587)
        .find()
        .await
        .unwrap();
    // The records name the servers of the file: they are one.
    let sources: Vec<Source> = found.iter().map(|found| found.source).collect();
    assert_eq!(sources, [Source::Autoconfig, Source::Guess]);
    file.done().await;
    imap.done().await;
}

#[tokio::test]
async fn nothing_found_no_domain_and_no_network_are_told_apart() {
    assert_eq!(World::new().find().await, Ok(Vec::new()));
    let gone = World { exists: Ok(false), ..World::new() };
    assert_eq!(gone.find().await, Err(NetError::UnknownHost));
    let offline = World { exists: Err(NetError::Unreachable(ErrorKind::NetworkUnreachable)), ..World::new() };
    assert_eq!(offline.find().await, Err(NetError::Unreachable(ErrorKind::NetworkUnreachable)));
}
