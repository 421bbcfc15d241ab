//! A private pcscd with one virtual reader of two slots. It takes its listening
//! socket over as a service of systemd does, so that nobody else's clients find
//! it and any user may run it.

use std::fs;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use super::super::child::{PortTaken, Server};
use super::super::scratch::Scratch;
use super::super::{ports, programs};
use super::Slot;

/// The variable by which a client finds the socket.
pub const SOCKET: &str = "PCSCLITE_CSOCK_NAME";

/// It keeps its identifier there and does not start without.
const RUN: &str = "/run/pcscd";

/// pcscd wants to be told its own identifier: the shell becomes it.
const TAKE_OVER: &str = r#"LISTEN_FDS=1 LISTEN_PID=$$ exec "$0" --foreground --info --config "$1""#;

/// The same where `/run` is not ours: in a name space where it is.
const OWN_RUN: &str = r#"mount -t tmpfs none /run && mkdir /run/pcscd || exit 1
LISTEN_FDS=1 LISTEN_PID=$$ exec "$0" --foreground --info --config "$1""#;

const PATIENCE: Duration = Duration::from_secs(10);

pub struct Pcscd {
    server: Option<Server>,
    program: PathBuf,
    driver: PathBuf,
    port: u16,
    scratch: Scratch,
}

impl Pcscd {
    pub fn start() -> Self {
        let mut pcscd = Self {
            server: None,
            program: programs::find("pcscd", &["/usr/sbin/pcscd"]),
            driver: programs::find("vsmartcard-vpcd", &["/usr/lib/pcsc/drivers/serial/libifdvpcd.so"]),
            port: 0,
            scratch: Scratch::new(),
        };
        for _ in 0..20 {
            pcscd.port = ports::pair();
            if pcscd.run().is_ok() {
                return pcscd;
            }
        }
        panic!("no two ports that follow each other stayed free")
    }

    /// The service stops: its clients lose their cards.
    pub fn stop(&mut self) {
        drop(self.server.take());
        let _ = fs::remove_file(self.socket());
    }

    /// The same socket and the same reader, without a card.
    pub fn resume(&mut self) {
        assert!(self.server.is_none(), "pcscd runs already");
        assert!(self.run().is_ok(), "the reader's port {} was taken while pcscd was stopped", self.port);
    }

    /// The reader's two slots; each of them is asked for once.
    pub fn slot(&self) -> Slot {
        Slot::new(self.port)
    }

    pub fn second_slot(&self) -> Slot {
        Slot::new(self.port + 1)
    }

    /// The first slot's, for a process of its own that puts cards in.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// A program that finds this pcscd.
    pub fn client(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        let _ = command.env(SOCKET, self.socket());
        command
    }

    pub fn socket(&self) -> PathBuf {
        self.scratch.path().join("pcscd.comm")
    }

    fn run(&mut self) -> Result<(), PortTaken> {
        let readers = self.configure();
        let _ = fs::remove_file(self.socket());
        let socket = UnixListener::bind(self.socket()).expect("pcscd's socket");
        self.scratch.worker.give(&self.socket());
        let server = self.spawn(&readers, socket);
        let start = Instant::now();
        while !self.listens(server.id()) {
            if server.output().contains("Could not initialize") {
                return Err(PortTaken);
            }
            let late = start.elapsed() > PATIENCE;
            assert!(server.lives() && !late, "pcscd did not start: {}", server.output());
            std::thread::sleep(Duration::from_millis(2));
        }
        self.server = Some(server);
        Ok(())
    }

    fn configure(&self) -> PathBuf {
        let readers = self.scratch.directory("readers");
        let (driver, port) = (self.driver.display(), self.port);
        let reader = format!(
            "FRIENDLYNAME \"Virtual PCD\"\nDEVICENAME /dev/null:0x{port:X}\nLIBPATH {driver}\nCHANNELID 0x{port:X}\n"
        );
        let _ = self.scratch.write("readers/vpcd", reader);
        readers
    }

    fn spawn(&self, readers: &Path, socket: UnixListener) -> Server {
        let (program, readers) = (self.program.to_str().unwrap(), readers.to_str().unwrap());
        let (start, args): (&str, Vec<&str>) = if fs::create_dir_all(RUN).is_ok() {
            ("/bin/sh", vec!["-c", TAKE_OVER, program, readers])
        } else {
            ("/usr/bin/unshare", vec!["-rm", "/bin/sh", "-c", OWN_RUN, program, readers])
        };
        assert!(Path::new(start).exists(), "pcscd needs the directory {RUN}, or the program {start} to do without");
        Server::start_with(&self.scratch, "pcscd", Path::new(start), &args, OwnedFd::from(socket))
    }

    /// Whether the reader's slots are open, and pcscd's own. A connection would
    /// be a card: the kernel's table is read instead.
    fn listens(&self, pid: u32) -> bool {
        let sockets: Vec<String> = fs::read_dir(format!("/proc/{pid}/fd"))
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| Some(fs::read_link(entry.path()).ok()?.to_str()?.to_owned()))
            .collect();
        let table = fs::read_to_string("/proc/net/tcp").unwrap();
        [self.port, self.port + 1].into_iter().all(|port| {
            let owner = listener(&table, port);
            owner.is_some_and(|inode| sockets.contains(&format!("socket:[{inode}]")))
        })
    }
}

/// The inode of the socket that listens on a port.
fn listener(table: &str, port: u16) -> Option<&str> {
    table.lines().find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let listens = fields.get(1)?.ends_with(&format!(":{port:04X}")) && *fields.get(3)? == "0A";
        if listens { fields.get(9).copied() } else { None }
    })
}
