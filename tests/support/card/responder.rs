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
        let question = read_body(&mut reader)?;
        let mut words = first.split_whitespace();
        let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        self.requests.lock().unwrap().push(format!("{method} {path}"));
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
            Mood::Answers => match self.answer(path, &question) {
                Some((kind, body)) => send(stream, "200 OK", kind, &body),
                None => send(stream, "404 Not Found", "text/plain", b""),
            },
        }
    }

    fn answer(&self, path: &str, question: &[u8]) -> Option<(&'static str, Vec<u8>)> {
        if path == "/ocsp" {
            return Some(("application/ocsp-response", self.records.answer(question, &self.authorities)));
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

/// Past the header, as long as it says.
fn read_body(reader: &mut BufReader<TcpStream>) -> io::Result<Vec<u8>> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        let _ = reader.read_line(&mut line)?;
        let Some((name, value)) = line.split_once(':') else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().unwrap_or_default();
        }
    }
    let mut body = vec![0; length.min(LONGEST)];
    reader.read_exact(&mut body)?;
    Ok(body)
}

fn send(stream: &mut TcpStream, status: &str, kind: &str, body: &[u8]) -> io::Result<()> {
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
    stream.write_all(&[head.as_bytes(), body].concat())
}
