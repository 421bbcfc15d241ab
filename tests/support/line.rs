//! Another mail program, as simple as can be: it says lines over TLS and hears
//! lines. Tests look through it at what the servers really hold.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use tokio_rustls::rustls::{ClientConnection, StreamOwned};

use super::people::Person;
use super::practice::{HOST, Practice};

pub struct Line {
    wire: BufReader<Box<dyn Wire>>,
    stream: TcpStream,
    tag: u32,
}

trait Wire: Read + Write + Send {}
impl<T: Read + Write + Send> Wire for T {}

impl Line {
    /// Nothing of TLS yet.
    pub fn plain(port: u16) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).expect("the server listens");
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        Self { wire: BufReader::new(Box::new(stream.try_clone().unwrap())), stream, tag: 0 }
    }

    /// TLS from the first byte.
    pub fn tls(practice: &Practice, port: u16) -> Self {
        Self::plain(port).into_tls(practice)
    }

    /// TLS from here on.
    pub fn into_tls(self, practice: &Practice) -> Self {
        let name = HOST.try_into().expect("a host name");
        let connection = ClientConnection::new(practice.pki().client_config(), name).unwrap();
        let tls = StreamOwned::new(connection, self.stream.try_clone().unwrap());
        Self { wire: BufReader::new(Box::new(tls)), ..self }
    }

    /// IMAP, signed in.
    pub fn imap(practice: &Practice, person: &Person) -> Self {
        let mut line = Self::plain(practice.imap().1);
        let _ = line.hear();
        let _ = line.ask_ok("STARTTLS");
        let mut line = line.into_tls(practice);
        let answer = line.ask(&format!("AUTHENTICATE PLAIN {}", plain_response(person)));
        assert!(answer.last().unwrap().contains(" OK"), "{} is refused: {answer:?}", person.email);
        line
    }

    pub fn say(&mut self, line: &str) {
        let wire = self.wire.get_mut();
        wire.write_all(format!("{line}\r\n").as_bytes()).and_then(|()| wire.flush()).expect("the line holds");
    }

    /// The next line, or nothing where the server has gone.
    pub fn hear(&mut self) -> String {
        let mut bytes = Vec::new();
        match self.wire.read_until(b'\n', &mut bytes) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => {}
            Err(error) => panic!("no answer in time: {error}"),
        }
        String::from_utf8_lossy(&bytes).trim_end().to_owned()
    }

    /// All lines up to one that holds this.
    pub fn hear_until(&mut self, text: &str) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            let line = self.hear();
            assert!(!line.is_empty(), "{text} was not heard: {lines:?}");
            let found = line.contains(text);
            lines.push(line);
            if found {
                return lines;
            }
        }
    }

    /// The flags and the bytes of all messages of the open folder.
    pub fn letters(&mut self) -> Vec<(Vec<String>, Vec<u8>)> {
        self.tag += 1;
        let tag = format!("a{} ", self.tag);
        self.say(&format!("{tag}UID FETCH 1:* (FLAGS BODY.PEEK[])"));
        let mut letters = Vec::new();
        loop {
            let line = self.hear();
            if line.starts_with(&tag) {
                return letters;
            }
            let Some(size) = line.strip_suffix('}').and_then(|line| line.rsplit_once('{')) else { continue };
            let mut bytes = vec![0; size.1.parse().expect("a size")];
            self.wire.read_exact(&mut bytes).expect("the bytes that were announced");
            let flags = line.split_once("FLAGS (").and_then(|(_, rest)| rest.split_once(')')).expect("flags");
            letters.push((flags.0.split_whitespace().map(str::to_owned).collect(), bytes));
        }
    }

    /// An IMAP command and all that it is answered by, the tagged line last.
    pub fn ask(&mut self, command: &str) -> Vec<String> {
        self.tag += 1;
        let tag = format!("a{} ", self.tag);
        self.say(&format!("{tag}{command}"));
        let mut lines = Vec::new();
        loop {
            let line = self.hear();
            let done = line.starts_with(&tag);
            lines.push(line);
            if done {
                return lines;
            }
        }
    }

    /// The same, for a command that has to be granted.
    pub fn ask_ok(&mut self, command: &str) -> Vec<String> {
        let answer = self.ask(command);
        let granted = answer.last().is_some_and(|line| line.split(' ').nth(1) == Some("OK"));
        assert!(granted, "{command} was answered by {answer:?}");
        answer
    }
}

/// What SASL PLAIN says of a person.
pub fn plain_response(person: &Person) -> String {
    BASE64_STANDARD.encode(format!("\0{}\0{}", person.email, person.password))
}

/// What XOAUTH2 says of a person.
pub fn token_response(person: &Person, token: &str) -> String {
    BASE64_STANDARD.encode(format!("user={}\x01auth=Bearer {token}\x01\x01", person.email))
}
