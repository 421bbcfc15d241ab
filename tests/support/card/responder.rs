//! The web server of the health PKI: lists, authorities and answers on single
//! certificates, over plain HTTP on loopback, as in life.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use super::pki::{Authorities, Issuer};
use super::revocation::Records;

/// How the server takes it when it is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mood {
    #[default]
    Answers,
    /// 503.
    Refuses,
    /// Takes the question, and never says a word.
    Silent,
    /// Something, but not what was asked for.
    Babbles,
    /// Lists alone: who asks about one certificate is refused.
    ListsOnly,
    /// Bytes without end.
    Endless,
    /// To another address.
    SendsAway(&'static str),
}

pub struct Listening {
    listener: TcpListener,
}

pub struct Responder {
    port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    authorities: Arc<Authorities>,
    records: Arc<Records>,
    mood: Mutex<Mood>,
    requests: Mutex<Vec<String>>,
    over: AtomicBool,
}

/// More than any question is long.
const LONGEST: usize = 64 * 1024;

impl Responder {
    pub fn listen() -> Listening {
        Listening { listener: TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port") }
    }

    pub fn base(&self) -> String {
        base(self.port)
    }

    pub fn set_mood(&self, mood: Mood) {
        *self.shared.mood.lock().unwrap() = mood;
    }

    pub fn requests(&self) -> Vec<String> {
        self.shared.requests.lock().unwrap().clone()
    }
}

impl Listening {
    pub fn base(&self) -> String {
        base(self.port())
    }

    pub fn serve(self, authorities: Arc<Authorities>, records: Arc<Records>) -> Responder {
        let shared = Arc::new(Shared {
            authorities,
            records,
            mood: Mutex::default(),
            requests: Mutex::default(),
            over: AtomicBool::new(false),
        });
        let (port, own) = (self.port(), Arc::clone(&shared));
        let _ = thread::spawn(move || {
            for stream in self.listener.incoming().flatten() {
                if own.over.load(Ordering::Relaxed) {
                    return;
                }
                let shared = Arc::clone(&own);
                // Who hangs up in the middle has lost interest.
                let _ = thread::spawn(move || shared.converse(stream));
            }
        });
        Responder { port, shared }
    }

    fn port(&self) -> u16 {
        self.listener.local_addr().unwrap().port()
    }
}

impl Drop for Responder {
    fn drop(&mut self) {
        self.shared.over.store(true, Ordering::Relaxed);
        // Wakes the thread that waits for somebody to call.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
    }
}

fn base(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

impl Shared {
    /// One question, one answer, and the line is closed.
    fn converse(&self, stream: TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        let mut reader = BufReader::new(stream);
        let mut first = String::new();
        let _ = reader.read_line(&mut first)?;
        let Asked { body: question, tag } = read_rest(&mut reader)?;
        let mut words = first.split_whitespace();
        let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        // A question that stands in the address is too long for a line of a test.
        let place = path.strip_prefix("/ocsp/").map_or(path, |_| "/ocsp");
        self.requests.lock().unwrap().push(format!("{method} {place}"));
        let mood = *self.mood.lock().unwrap();
        let stream = reader.get_mut();
        match mood {
            Mood::Silent => {
                // Until the other side has had enough.
                let _ = stream.read(&mut [0])?;
                Ok(())
            }
            Mood::Refuses => send(stream, "503 Service Unavailable", "text/plain", b""),
            Mood::Babbles => send(stream, "200 OK", "text/html", b"<html>Maintenance</html>"),
            Mood::ListsOnly if place == "/ocsp" => send(stream, "503 Service Unavailable", "text/plain", b""),
            Mood::Endless => endless(stream),
            Mood::SendsAway(address) => send_away(stream, address),
            Mood::Answers | Mood::ListsOnly => {
                let edition = self.records.edition();
                match self.answer(path, &question) {
                    Some(_) if tag.as_ref() == Some(&edition) => {
                        stream.write_all(b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n")
                    }
                    Some((kind, body)) => send_edition(stream, kind, &edition, &body),
                    None => send(stream, "404 Not Found", "text/plain", b""),
                }
            }
        }
    }

    fn answer(&self, path: &str, question: &[u8]) -> Option<(&'static str, Vec<u8>)> {
        const ANSWER: &str = "application/ocsp-response";
        if path == "/ocsp" {
            return Some((ANSWER, self.records.answer(question, &self.authorities)));
        }
        if let Some(question) = path.strip_prefix("/ocsp/") {
            let question = question.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=");
            let question = openssl::base64::decode_block(&question).ok()?;
            return Some((ANSWER, self.records.answer(&question, &self.authorities)));
        }
        let (folder, file) = path.strip_prefix('/')?.split_once('/')?;
        let (slug, _) = file.split_once('.')?;
        let issuer = Issuer::ALL.into_iter().find(|issuer| issuer.slug() == slug)?;
        let authority = self.authorities.of(issuer);
        match folder {
            "crl" => Some(("application/pkix-crl", self.records.list(authority))),
            "delta" => Some(("application/pkix-crl", self.records.delta(authority))),
            "ac" => Some(("application/pkix-cert", authority.der.clone())),
            _ => None,
        }
    }
}

/// What follows the first line of a request.
struct Asked {
    body: Vec<u8>,
    /// The edition that the client has.
    tag: Option<String>,
}

/// Past the header, as long as it says.
fn read_rest(reader: &mut BufReader<TcpStream>) -> io::Result<Asked> {
    let (mut length, mut tag) = (0, None);
    loop {
        let mut line = String::new();
        let _ = reader.read_line(&mut line)?;
        let Some((name, value)) = line.split_once(':') else { break };
        assert!(!["user-agent", "cookie", "referer"].contains(&name.to_lowercase().as_str()), "tells who asks");
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().unwrap_or_default();
        } else if name.eq_ignore_ascii_case("if-none-match") {
            tag = Some(value.trim().to_owned());
        }
    }
    let mut body = vec![0; length.min(LONGEST)];
    reader.read_exact(&mut body)?;
    Ok(Asked { body, tag })
}

fn send(stream: &mut TcpStream, status: &str, kind: &str, body: &[u8]) -> io::Result<()> {
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
    stream.write_all(&[head.as_bytes(), body].concat())
}

fn send_edition(stream: &mut TcpStream, kind: &str, edition: &str, body: &[u8]) -> io::Result<()> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nETag: {edition}\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n"
    );
    stream.write_all(&[head.as_bytes(), body].concat())
}

fn send_away(stream: &mut TcpStream, address: &str) -> io::Result<()> {
    let head = format!("HTTP/1.1 302 Found\r\nLocation: {address}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes())
}

/// Until the other side hangs up.
fn endless(stream: &mut TcpStream) -> io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")?;
    let noise = vec![0x30; 64 * 1024];
    loop {
        stream.write_all(&noise)?;
    }
}
