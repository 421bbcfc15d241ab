//! The wire on which lists and answers come, under names that only these tests
//! know.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::thread;

use futures::FutureExt;
use futures::future::{BoxFuture, ready};
use sceau::net::published::{Edition, Publications, Published};
use sceau::net::{Names, NetError, Target};

/// A server that says these things, one for each connection, and notes what it heard.
struct Web {
    port: u16,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Web {
    fn saying(answers: Vec<String>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let (port, heard) = (listener.local_addr().unwrap().port(), Arc::new(Mutex::new(Vec::new())));
        let noted = Arc::clone(&heard);
        let _ = thread::spawn(move || {
            for answer in answers {
                let (mut stream, _) = listener.accept().unwrap();
                let mut request = String::new();
                let mut reader = BufReader::new(&stream);
                while let Some(line) =
                    reader.by_ref().lines().next().map(Result::unwrap).filter(|line| !line.is_empty())
                {
                    request.push_str(&line);
                    request.push('\n');
                }
                // What is left unread would cut the line before the answer is through.
                let length = request.lines().find_map(|line| line.strip_prefix("content-length: "));
                let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
                reader.read_exact(&mut body).unwrap();
                noted.lock().unwrap().push(request);
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        Self { port, heard }
    }

    fn publications(&self) -> Publications {
        Publications::with_names(Arc::new(World(([127, 0, 0, 1], self.port).into())))
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

/// Every host of it is the one server; there is no other world.
struct World(SocketAddr);

impl Names for World {
    fn addresses<'a>(&'a self, host: &'a str, _port: u16) -> BoxFuture<'a, Result<Vec<SocketAddr>, NetError>> {
        let known = host.ends_with(".example").then(|| vec![self.0]);
        ready(known.ok_or(NetError::UnknownHost)).boxed()
    }

    fn services<'a>(&'a self, _name: &'a str) -> BoxFuture<'a, Result<Vec<Target>, NetError>> {
        ready(Ok(Vec::new())).boxed()
    }

    fn exists<'a>(&'a self, _domain: &'a str) -> BoxFuture<'a, Result<bool, NetError>> {
        ready(Ok(true)).boxed()
    }
}

fn answer(head: &str, body: &str) -> String {
    format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

#[tokio::test]
async fn a_list_comes_with_its_edition_and_not_a_second_time() {
    let edition = Edition { tag: Some("\"7\"".to_owned()), modified: Some("Sat, 21 Nov 2026 07:00:00 GMT".to_owned()) };
    let web = Web::saying(vec![
        answer("200 OK\r\nETag: \"7\"\r\nLast-Modified: Sat, 21 Nov 2026 07:00:00 GMT", "liste"),
        answer("304 Not Modified", ""),
        answer("304 Not Modified", ""),
    ]);
    let publications = web.publications();
    let first = publications.list("http://crl.example/a.crl?b", None).await.unwrap();
    assert_eq!(first, Published::List { bytes: b"liste".to_vec(), edition: edition.clone() });
    assert_eq!(publications.list("http://crl.example/a.crl", Some(&edition)).await, Ok(Published::Unchanged));
    // Who has nothing cannot be told that nothing changed.
    assert!(publications.list("http://crl.example/a.crl", None).await.is_err());
    let heard = web.heard();
    assert!(
        heard[0].starts_with("GET /a.crl?b HTTP/1.1\n") && heard[0].contains("host: crl.example\n"),
        "{}",
        heard[0]
    );
    assert!(!heard[0].contains("if-"));
    assert!(
        heard[1].contains("if-none-match: \"7\"") && heard[1].contains("if-modified-since: Sat, 21"),
        "{}",
        heard[1]
    );
    for request in heard {
        let names: Vec<&str> = request.lines().skip(1).filter_map(|line| line.split(':').next()).collect();
        let known = ["host", "accept", "if-none-match", "if-modified-since"];
        assert!(names.iter().all(|name| known.contains(name)), "{names:?}");
    }
}

#[tokio::test]
async fn a_redirect_is_followed_within_clear_http_and_no_further() {
    let moved = |to: &str| answer(&format!("301 Moved Permanently\r\nLocation: {to}"), "");
    let web = Web::saying(vec![moved("/b.crl"), moved("http://autre.example/c.crl"), answer("200 OK", "liste")]);
    let found = web.publications().list("http://crl.example/a.crl", None).await.unwrap();
    assert!(matches!(found, Published::List { bytes, .. } if bytes == b"liste"));
    let heard = web.heard();
    assert!(heard[1].starts_with("GET /b.crl") && heard[2].contains("host: autre.example"), "{heard:?}");
    for away in ["https://crl.example/", "file:///etc/passwd", "ldap://crl.example/", "//crl.example/", "::"] {
        let web = Web::saying(vec![moved(away)]);
        let refused = web.publications().list("http://crl.example/a.crl", None).await;
        assert!(matches!(refused, Err(NetError::Odd(_))), "{away}: {refused:?}");
    }
    let web = Web::saying(vec![moved("/a.crl"); 9]);
    assert!(web.publications().list("http://crl.example/a.crl", None).await.is_err());
    assert_eq!(web.heard().len(), 4);
}

#[tokio::test]
async fn only_clear_http_is_asked_and_only_of_those_who_are_there() {
    let web = Web::saying(vec![]);
    let publications = web.publications();
    for address in ["https://crl.example/a", "ftp://crl.example/a", "file:///etc/passwd", "crl.example", ""] {
        assert!(matches!(publications.list(address, None).await, Err(NetError::Odd(_))), "{address}");
    }
    assert_eq!(publications.list("http://absent.invalid/a", None).await, Err(NetError::UnknownHost));
}

#[tokio::test]
async fn a_short_question_stands_in_the_address_and_a_long_one_below_it() {
    let web = Web::saying(vec![
        answer("200 OK", "oui"),
        answer("405 No", ""),
        answer("200 OK", "non"),
        answer("200 OK", "long"),
    ]);
    let publications = web.publications();
    let short = [0xFB, 0xFF, 0xFE, 1];
    assert_eq!(publications.ask("http://ocsp.example/", &short).await.unwrap(), b"oui");
    assert_eq!(publications.ask("http://ocsp.example", &short).await.unwrap(), b"non", "who knows POST alone");
    assert_eq!(publications.ask("http://ocsp.example", &[0; 300]).await.unwrap(), b"long");
    let first: Vec<String> = web.heard().iter().map(|heard| heard.lines().next().unwrap().to_owned()).collect();
    let get = "GET /%2B%2F%2F%2BAQ%3D%3D HTTP/1.1";
    assert_eq!(first, [get, get, "POST / HTTP/1.1", "POST / HTTP/1.1"]);
    assert!(web.heard()[2].contains("content-type: application/ocsp-request\n"));
}

#[tokio::test]
async fn an_answer_that_is_too_large_or_cut_short_is_none() {
    let large = answer("200 OK", &"x".repeat(70_000));
    let cut = "HTTP/1.1 200 OK\r\nContent-Length: 500\r\nConnection: close\r\n\r\nabc".to_owned();
    for body in [large, cut] {
        let web = Web::saying(vec![body]);
        let refused = web.publications().ask("http://ocsp.example", &[1]).await;
        assert!(matches!(refused, Err(NetError::Odd(_))), "{refused:?}");
    }
}
