//! A server with a mailbox in memory. It answers whatever Sceau asks, honestly,
//! until it is given a lie: a function from the honest answer to what is sent.

mod answer;
mod world;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sceau::domain::{AccountDraft, AuthMethod, Colour, Email, Keep, Protocol, Security, Server, Space};
use tokio_rustls::rustls::{ServerConfig, ServerConnection, StreamOwned};

pub(super) use world::{Folder, Letter, World};

use crate::support::{Pki, ServerCertificate};

pub(super) const USER: &str = "anne@cabinet.example";
pub(super) const PASSWORD: &str = "mot-de-passe-d-essai";

/// What the client said, in the place where it said it.
pub(super) struct Asked<'a> {
    /// The number of the connection, from 0 on.
    pub(super) connection: usize,
    pub(super) tag: &'a str,
    /// Without the tag.
    pub(super) command: &'a str,
}

/// From the honest answer, response by response and each with its line end, to
/// what is sent. The tagged one is last; an empty one hangs up.
pub(super) type Lie = dyn Fn(&Asked<'_>, Vec<Vec<u8>>) -> Vec<Vec<u8>> + Send + Sync;

pub(super) struct Peer {
    port: u16,
    anchor: String,
    pub(super) world: Arc<Mutex<World>>,
    lie: Arc<Mutex<Option<Arc<Lie>>>>,
}

impl Peer {
    pub(super) fn start(world: World) -> Self {
        let pki = Pki::new();
        let config = pki.server(ServerCertificate::Good).server_config();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let peer = Self {
            port: listener.local_addr().unwrap().port(),
            anchor: pki.root_pem(),
            world: Arc::new(Mutex::new(world)),
            lie: Arc::default(),
        };
        let (world, lie) = (Arc::clone(&peer.world), Arc::clone(&peer.lie));
        // It ends with the process.
        std::thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let (world, lie, config) = (Arc::clone(&world), Arc::clone(&lie), Arc::clone(&config));
                std::thread::spawn(move || {
                    if let Ok(stream) = stream {
                        let _ = Talk::new(number, stream, config, world, lie).run();
                    }
                });
            }
        });
        peer
    }

    pub(super) fn anchor_pem(&self) -> &str {
        &self.anchor
    }

    pub(super) fn draft(&self) -> AccountDraft {
        draft(self.port, Security::Tls)
    }

    pub(super) fn lie(&self, lie: impl Fn(&Asked<'_>, Vec<Vec<u8>>) -> Vec<Vec<u8>> + Send + Sync + 'static) {
        *self.lie.lock().unwrap() = Some(Arc::new(lie));
    }

    pub(super) fn be_honest(&self) {
        *self.lie.lock().unwrap() = None;
    }

    pub(super) fn with<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        change(&mut self.world.lock().unwrap())
    }
}

/// An account on loopback.
pub(super) fn draft(port: u16, security: Security) -> AccountDraft {
    AccountDraft {
        label: "Essai".to_owned(),
        holder: "Dr Anne Garance".to_owned(),
        email: Email::parse(USER).unwrap(),
        user: USER.to_owned(),
        auth: AuthMethod::Password,
        certificate: None,
        incoming: Server { host: "localhost".to_owned(), port, security },
        protocol: Protocol::Imap,
        keep: Keep::All,
        smtp: None,
        space: Space::Ordinary,
        colour: Colour::default(),
        sending: sceau::domain::Sending::default(),
        exporting: sceau::domain::export::Exporting::default(),
    }
}

/// One connection.
struct Talk {
    number: usize,
    wire: BufReader<StreamOwned<ServerConnection, TcpStream>>,
    world: Arc<Mutex<World>>,
    lie: Arc<Mutex<Option<Arc<Lie>>>>,
    folder: Option<String>,
}

impl Talk {
    fn new(
        number: usize,
        stream: TcpStream,
        config: Arc<ServerConfig>,
        world: Arc<Mutex<World>>,
        lie: Arc<Mutex<Option<Arc<Lie>>>>,
    ) -> Self {
        // A client that is gone is not waited for.
        let _ = stream.set_read_timeout(Some(Duration::from_mins(2)));
        let _ = stream.set_nodelay(true);
        let tls = StreamOwned::new(ServerConnection::new(config).unwrap(), stream);
        Self { number, wire: BufReader::new(tls), world, lie, folder: None }
    }

    fn run(&mut self) -> std::io::Result<()> {
        self.answer("", "", vec![b"* OK ready\r\n".to_vec()])?;
        loop {
            let Some((tag, command)) = self.hear()? else { return Ok(()) };
            let honest = self.honest(&tag, &command)?;
            self.answer(&tag, &command, honest)?;
            if command.eq_ignore_ascii_case("LOGOUT") {
                return Ok(());
            }
        }
    }

    /// The next command, its literals in it.
    fn hear(&mut self) -> std::io::Result<Option<(String, String)>> {
        let mut said = Vec::new();
        loop {
            if self.wire.read_until(b'\n', &mut said)? == 0 {
                return Ok(None);
            }
            let line = String::from_utf8_lossy(&said).trim_end().to_owned();
            let Some(size) = literal(&line) else {
                let (tag, command) = line.split_once(' ').unwrap_or((&line, ""));
                return Ok(Some((tag.to_owned(), command.to_owned())));
            };
            if !line.ends_with("+}") {
                self.send(b"+ go\r\n")?;
            }
            let start = said.len();
            said.resize(start + size, 0);
            self.wire.read_exact(&mut said[start..])?;
        }
    }

    fn honest(&mut self, tag: &str, command: &str) -> std::io::Result<Vec<Vec<u8>>> {
        let upper = command.to_ascii_uppercase();
        if upper.starts_with("IDLE") {
            return self.idle(tag);
        }
        let without_initial_response = upper.trim_end() == "AUTHENTICATE PLAIN";
        if without_initial_response {
            self.send(b"+ \r\n")?;
            self.wire.read_until(b'\n', &mut Vec::new())?;
        }
        Ok(answer::honest(&mut self.world.lock().unwrap(), &mut self.folder, tag, command))
    }

    fn idle(&mut self, tag: &str) -> std::io::Result<Vec<Vec<u8>>> {
        self.send(b"+ idling\r\n")?;
        self.wire.read_until(b'\n', &mut Vec::new())?;
        Ok(vec![format!("{tag} OK idled\r\n").into_bytes()])
    }

    fn answer(&mut self, tag: &str, command: &str, honest: Vec<Vec<u8>>) -> std::io::Result<()> {
        let lie = self.lie.lock().unwrap().clone();
        let asked = Asked { connection: self.number, tag, command };
        let said = match lie {
            Some(lie) => lie(&asked, honest),
            None => honest,
        };
        for response in said {
            if response.is_empty() {
                self.wire.get_mut().conn.send_close_notify();
                let _ = self.wire.get_mut().flush();
                return Err(std::io::ErrorKind::ConnectionAborted.into());
            }
            self.wire.get_mut().write_all(&response)?;
        }
        self.wire.get_mut().flush()
    }

    fn send(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.wire.get_mut().write_all(bytes)?;
        self.wire.get_mut().flush()
    }
}

fn literal(line: &str) -> Option<usize> {
    let (_, size) = line.strip_suffix('}')?.rsplit_once('{')?;
    size.trim_end_matches('+').parse().ok()
}
