//! Pictures from hosts that answer in every way they should not.

use std::net::SocketAddr;
use std::sync::Arc;

use futures::future::BoxFuture;
use sceau::net::pictures::fetch;
use sceau::net::{Connector, Names, NetError, PublicNames, SystemNames, Target};

use super::find::World;
use super::peer::{Peer, Shown, anchors};

const NAME: &str = "images.example";

/// What comes of an address in such a world.
async fn fetched(address: &str, world: World) -> Option<Vec<u8>> {
    let connector = Connector::with_names(&anchors(), Arc::new(world));
    fetch(&[address.to_owned()], &connector).await.pop().unwrap()
}

/// A host that hears one request and answers; whatever it is asked for.
async fn host(name: &'static str, answer: Vec<u8>) -> Peer {
    Peer::showing(Shown::Good, &[name], async move |mut talk| {
        let first = talk.hear().await;
        assert!(first.starts_with("GET /"), "{first}");
        let mut said = Vec::new();
        loop {
            let line = talk.hear().await.to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            said.push(line.split(':').next().unwrap_or_default().to_owned());
        }
        said.sort();
        assert_eq!(said, ["accept", "host"], "nothing says who asks");
        talk.say(answer).await;
    })
    .await
}

fn found(body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat()
}

fn redirect(to: &str) -> Vec<u8> {
    format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nSet-Cookie: reader=7\r\nContent-Length: 0\r\n\r\n").into_bytes()
}

/// What comes of one answer.
async fn after(answer: Vec<u8>) -> Option<Vec<u8>> {
    let peer = host(NAME, answer).await;
    let came = fetched("https://images.example/1.png", World::new().host(NAME, 443, &peer)).await;
    peer.done().await;
    came
}

#[tokio::test]
async fn a_picture_comes_whole_or_not_at_all() {
    assert_eq!(after(found(b"pixels")).await.as_deref(), Some(&b"pixels"[..]));
    let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\npixels\r\n0\r\n\r\n".to_vec();
    assert_eq!(after(chunked).await.as_deref(), Some(&b"pixels"[..]));
    for nothing in [
        "HTTP/1.1 404 Not Found\r\nContent-Length: 6\r\n\r\npixels",
        "HTTP/1.1 500 Sorry\r\nContent-Length: 6\r\n\r\npixels",
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 206 Partial Content\r\nContent-Length: 6\r\n\r\npixels",
        "HTTP/1.1 401 Who\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\npixels",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\npix",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\npixels",
        "pixels\r\n\r\n",
        "",
    ] {
        assert_eq!(after(nothing.into()).await, None, "{nothing}");
    }
}

#[tokio::test]
async fn what_is_too_large_or_never_ends_is_let_go() {
    let large = vec![b'x'; (6 << 20) + 1];
    assert_eq!(after(found(&large[1..])).await.map(|came| came.len()), Some(6 << 20));
    assert_eq!(after(found(&large)).await, None);
    let endless = [&b"HTTP/1.1 200 OK\r\n\r\n"[..], &large, &large].concat();
    assert_eq!(after(endless).await, None);
    let header = [&b"HTTP/1.1 200 OK\r\nX: "[..], &large].concat();
    assert_eq!(after(header).await, None);
}

#[tokio::test]
async fn a_redirect_leads_to_another_host_and_says_nothing_there() {
    let there = host("autre.example", found(b"pixels")).await;
    let here = host(NAME, redirect("https://autre.example:8443/2.png")).await;
    let world = World::new().host(NAME, 443, &here).host("autre.example", 8443, &there);
    assert_eq!(fetched("https://images.example/1.png", world).await.as_deref(), Some(&b"pixels"[..]));
    here.done().await;
    there.done().await;
}

#[tokio::test]
async fn a_redirect_out_of_tls_is_not_followed() {
    for to in ["http://images.example:8080/", "//images.example:8080/", "ftp://images.example/", "data:,x", "", "x.png"]
    {
        let clear = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let here = host(NAME, redirect(&to.replace("8080", &clear.local_addr().unwrap().port().to_string()))).await;
        // Were it followed, this name would be asked for and found nowhere.
        let world = World::new().host(NAME, 443, &here);
        assert_eq!(fetched("https://images.example/1.png", world).await, None, "{to}");
        here.done().await;
        let nobody = tokio::time::timeout(std::time::Duration::from_millis(20), clear.accept()).await;
        assert!(nobody.is_err(), "{to}");
    }
}

#[tokio::test]
async fn redirects_end_after_three() {
    const NAMES: [&str; 5] = ["a.example", "b.example", "c.example", "d.example", "e.example"];
    for (length, comes) in [(4, true), (5, false)] {
        let mut world = World::new();
        let mut peers = Vec::new();
        for (number, name) in NAMES.into_iter().enumerate().take(length) {
            let is_last = number + 1 == length;
            let answer = if is_last { found(b"pixels") } else { redirect(&format!("https://{}/", NAMES[number + 1])) };
            let peer = host(name, answer).await;
            world = world.host(name, 443, &peer);
            peers.push(peer);
        }
        assert_eq!(fetched("https://a.example/", world).await.is_some(), comes);
        // The last one of five is never asked.
        for peer in peers.into_iter().take(4) {
            peer.done().await;
        }
    }
}

#[tokio::test]
async fn a_host_under_another_name_or_of_a_stranger_is_asked_for_nothing() {
    for shown in [Shown::OtherName, Shown::Expired, Shown::Stranger, Shown::SelfMade] {
        let peer = Peer::showing(shown, &[NAME], async |_| panic!("the client went on")).await;
        let world = World::new().host(NAME, 443, &peer);
        assert_eq!(fetched("https://images.example/1.png", world).await, None, "{shown:?}");
        peer.done().await;
    }
}

#[tokio::test]
async fn what_was_to_come_in_clear_and_what_names_its_reader_is_asked_for_over_tls_without() {
    for address in ["http://images.example/1.png", "//images.example/1.png", "https://moi:secret@images.example/1.png"]
    {
        let peer = host(NAME, found(b"pixels")).await;
        // In clear it would be port 80, where nobody is.
        let came = fetched(address, World::new().host(NAME, 443, &peer)).await;
        assert_eq!(came.as_deref(), Some(&b"pixels"[..]), "{address}");
        peer.done().await;
    }
}

#[tokio::test]
async fn no_other_scheme_is_asked_for() {
    for address in
        ["ftp://images.example/1.png", "file:///etc/passwd", "data:,x", "images.example/1.png", "", "https://"]
    {
        assert_eq!(fetched(address, World::new()).await, None, "{address}");
    }
}

/// The names of the program, in a world where one host alone may be near.
struct But(&'static str, PublicNames<World>);

impl Names for But {
    fn addresses<'a>(&'a self, host: &'a str, port: u16) -> BoxFuture<'a, Result<Vec<SocketAddr>, NetError>> {
        if host == self.0 { self.1.0.addresses(host, port) } else { self.1.addresses(host, port) }
    }

    fn services<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Vec<Target>, NetError>> {
        self.1.services(name)
    }

    fn exists<'a>(&'a self, domain: &'a str) -> BoxFuture<'a, Result<bool, NetError>> {
        self.1.exists(domain)
    }
}

#[tokio::test]
async fn nothing_of_the_practice_is_asked_for_not_even_by_a_redirect() {
    let near = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let here = host(NAME, redirect("https://interne.example/2.png")).await;
    let world = World::new().host(NAME, 443, &here).at("interne.example", 443, near.local_addr().unwrap());
    let connector = Connector::with_names(&anchors(), Arc::new(But(NAME, PublicNames(world))));
    let addresses = ["https://interne.example/1.png", "https://images.example/1.png"].map(str::to_owned);
    assert_eq!(fetch(&addresses, &connector).await, [None, None]);
    here.done().await;
    // By its number as little as by its name.
    let connector = Connector::with_names(&anchors(), Arc::new(PublicNames(SystemNames)));
    let port = near.local_addr().unwrap().port();
    let addresses = ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "127.1", "2130706433"];
    let addresses = addresses.map(|host| format!("https://{host}:{port}/1.png"));
    assert_eq!(fetch(&addresses, &connector).await, [const { None }; 5]);
    let nobody = tokio::time::timeout(std::time::Duration::from_millis(20), near.accept()).await;
    assert!(nobody.is_err());
}

/// The whole deadline passes: only where all is tried.
#[tokio::test]
async fn a_host_that_says_nothing_keeps_nobody_waiting_for_long() {
    if !crate::faults::soak() {
        return;
    }
    let peer = Peer::showing(Shown::Good, &[NAME], async |mut talk| while !talk.hear().await.is_empty() {}).await;
    let start = std::time::Instant::now();
    let slow = Peer::showing(Shown::Good, &["lent.example"], async |mut talk| {
        talk.say("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n").await;
        for _ in 0..40 {
            talk.say("x").await;
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        }
    })
    .await;
    let world = World::new().host(NAME, 443, &peer).host("lent.example", 443, &slow);
    let connector = Connector::with_names(&anchors(), Arc::new(world));
    let addresses = ["https://images.example/", "https://lent.example/"].map(str::to_owned);
    assert_eq!(fetch(&addresses, &connector).await, [None, None]);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
