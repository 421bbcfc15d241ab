//! A server that speaks from a script, for what no real server says: data
//! before TLS, nonsense, a line that is cut in the middle of a word.

use std::io::{ErrorKind, Read, Result, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use tokio_rustls::rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::pki::Identity;

/// How long a script waits for the client, and a test for the script.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the server does on one connection, in order. At its end the line is
/// cut, without a goodbye.
#[derive(Debug, Clone, Default)]
pub struct Script {
    steps: Vec<Step>,
}

#[derive(Debug, Clone)]
enum Step {
    Say(Vec<u8>),
    Expect(String),
    Until(String),
    Tls,
    Pause(Duration),
    Stall,
    Goodbye,
}

impl Script {
    pub fn new() -> Self {
        Self::default()
    }

    fn then(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    /// Sends these bytes; `{tag}` is the first word of the last line heard.
    #[must_use]
    pub fn say(self, bytes: impl Into<Vec<u8>>) -> Self {
        self.then(Step::Say(bytes.into()))
    }

    /// The next line has to hold this, in whatever case.
    #[must_use]
    pub fn expect(self, text: &str) -> Self {
        self.then(Step::Expect(text.to_owned()))
    }

    /// Says `{tag} OK` to every line until one holds this.
    #[must_use]
    pub fn until(self, text: &str) -> Self {
        self.then(Step::Until(text.to_owned()))
    }

    /// TLS from here on: as the first step, or after STARTTLS.
    #[must_use]
    pub fn tls(self) -> Self {
        self.then(Step::Tls)
    }

    #[must_use]
    pub fn pause(self, time: Duration) -> Self {
        self.then(Step::Pause(time))
    }

    /// Says nothing more until the client has gone.
    #[must_use]
    pub fn stall(self) -> Self {
        self.then(Step::Stall)
    }

    /// Ends TLS as it should be ended, before the line is cut.
    #[must_use]
    pub fn goodbye(self) -> Self {
        self.then(Step::Goodbye)
    }

    pub fn play(self, identity: &Identity) -> Player {
        play([self], identity)
    }
}

/// Plays one script for each connection, in turn.
pub fn play(scripts: impl IntoIterator<Item = Script>, identity: &Identity) -> Player {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port");
    let port = listener.local_addr().unwrap().port();
    let scripts: Vec<Script> = scripts.into_iter().collect();
    let (heard, config) = (Arc::new(Mutex::new(Vec::new())), identity.server_config());
    let (report, end) = mpsc::channel();
    let ear = Arc::clone(&heard);
    let _ = thread::spawn(move || {
        for (number, script) in scripts.into_iter().enumerate() {
            let played = listener.accept().and_then(|(stream, _)| {
                stream.set_read_timeout(Some(PATIENCE))?;
                let mut stage = Stage { wire: Wire::Plain(stream), config: &config, heard: &ear, tag: String::new() };
                script.steps.iter().try_for_each(|step| stage.perform(step))
            });
            if let Err(error) = played {
                let _ = report.send(Some(format!("connection {}: {error}", number + 1)));
                return;
            }
        }
        let _ = report.send(None);
    });
    Player { port, heard, end }
}

/// A scripted server at work.
pub struct Player {
    pub port: u16,
    heard: Arc<Mutex<Vec<String>>>,
    end: Receiver<Option<String>>,
}

impl Player {
    /// The lines that the client said so far.
    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    /// Waits for the end of all scripts and fails if the client did not keep
    /// to them. Gives the lines that it said.
    pub fn finish(self) -> Vec<String> {
        match self.end.recv_timeout(PATIENCE * 2) {
            Ok(None) => self.heard(),
            Ok(Some(complaint)) => panic!("{complaint}; heard {:?}", self.heard()),
            Err(error) => panic!("the script was not played to its end ({error}); heard {:?}", self.heard()),
        }
    }
}

struct Stage<'a> {
    wire: Wire,
    config: &'a Arc<ServerConfig>,
    heard: &'a Mutex<Vec<String>>,
    tag: String,
}

impl Stage<'_> {
    fn perform(&mut self, step: &Step) -> Result<()> {
        match step {
            Step::Say(bytes) => self.say(bytes),
            Step::Expect(text) => {
                let line = self.listen()?;
                if holds(&line, text) { Ok(()) } else { Err(complaint(&format!("{text} expected, got {line}"))) }
            }
            Step::Until(text) => loop {
                let line = self.listen()?;
                if holds(&line, text) {
                    return Ok(());
                }
                self.say(b"{tag} OK\r\n")?;
            },
            Step::Tls => self.wire.turn_to_tls(self.config),
            Step::Pause(time) => {
                thread::sleep(*time);
                Ok(())
            }
            Step::Stall => loop {
                match self.wire.read(&mut [0; 1024]) {
                    Ok(0) | Err(_) => return Ok(()),
                    Ok(_) => {}
                }
            },
            Step::Goodbye => self.wire.say_goodbye(),
        }
    }

    fn say(&mut self, bytes: &[u8]) -> Result<()> {
        // Bytes that are not text have no tag to fill in.
        let bytes = match str::from_utf8(bytes) {
            Ok(text) => text.replace("{tag}", &self.tag).into_bytes(),
            Err(_) => bytes.to_vec(),
        };
        self.wire.write_all(&bytes)?;
        self.wire.flush()
    }

    /// A line, read byte by byte: what follows it may belong to TLS.
    fn listen(&mut self) -> Result<String> {
        let mut line = Vec::new();
        while !line.ends_with(b"\n") {
            let mut byte = [0];
            if self.wire.read(&mut byte)? == 0 {
                return Err(complaint("the client has gone"));
            }
            line.extend(byte);
        }
        let line = String::from_utf8_lossy(&line).trim_end().to_owned();
        line.split(' ').next().unwrap_or_default().clone_into(&mut self.tag);
        self.heard.lock().unwrap().push(line.clone());
        Ok(line)
    }
}

fn holds(line: &str, text: &str) -> bool {
    line.to_ascii_uppercase().contains(&text.to_ascii_uppercase())
}

fn complaint(text: &str) -> std::io::Error {
    std::io::Error::new(ErrorKind::InvalidData, text)
}

enum Wire {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ServerConnection, TcpStream>>),
}

impl Wire {
    fn turn_to_tls(&mut self, config: &Arc<ServerConfig>) -> Result<()> {
        let Self::Plain(stream) = self else { return Err(complaint("TLS within TLS")) };
        let connection = ServerConnection::new(Arc::clone(config)).map_err(std::io::Error::other)?;
        let mut tls = StreamOwned::new(connection, stream.try_clone()?);
        while tls.conn.is_handshaking() {
            let _ = tls.conn.complete_io(&mut tls.sock)?;
        }
        *self = Self::Tls(Box::new(tls));
        Ok(())
    }

    fn say_goodbye(&mut self) -> Result<()> {
        if let Self::Tls(tls) = self {
            tls.conn.send_close_notify();
            tls.flush()?;
        }
        Ok(())
    }
}

impl Read for Wire {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        match self {
            Self::Plain(stream) => stream.read(buffer),
            Self::Tls(tls) => tls.read(buffer),
        }
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        match self {
            Self::Plain(stream) => stream.write(bytes),
            Self::Tls(tls) => tls.write(bytes),
        }
    }

    fn flush(&mut self) -> Result<()> {
        match self {
            Self::Plain(stream) => stream.flush(),
            Self::Tls(tls) => tls.flush(),
        }
    }
}
