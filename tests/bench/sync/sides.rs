//! Who is measured: Sceau's own program, and mbsync, each on a directory of its own.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use sceau::config::Paths;
use sceau::domain::{Filter, Secret, Security, Sort};
use sceau::engine::{Command as Order, Event, Gate, Runtime, Unlock};
use tempfile::TempDir;

use super::support::{Person, Practice};

const PASSPHRASE: &str = "quatre mots sans aucun rapport";

pub struct Run {
    pub seconds: f64,
    /// The peak of its memory, in MB.
    pub memory: f64,
}

pub enum Side {
    Sceau(Sceau),
    Mbsync(Mbsync),
}

impl Side {
    pub fn all(practice: &Practice, person: &Person, port: u16) -> Vec<Self> {
        let mut sides = vec![Self::Sceau(Sceau::new(practice, person, port))];
        if Mbsync::is_there() {
            sides.extend([true, false].map(|flush| Self::Mbsync(Mbsync::new(practice, person, port, flush))));
        }
        sides
    }

    pub fn name(&self) -> &'static str {
        match self {
            Self::Sceau(_) => "Sceau",
            Self::Mbsync(Mbsync { flush: true, .. }) => "mbsync",
            Self::Mbsync(_) => "mbsync without flushes",
        }
    }

    /// As if it had never seen the mailbox.
    pub fn begin_anew(&mut self) {
        match self {
            Self::Sceau(sceau) => sceau.begin_anew(),
            Self::Mbsync(mbsync) => mbsync.begin_anew(),
        }
    }

    /// Sceau's share of each run that is no sync: its key and its cache.
    pub fn opening(&self) -> Option<Run> {
        match self {
            Self::Sceau(sceau) => Some(run(sceau.command("folders").stdin(Stdio::null()).stdout(Stdio::null()))),
            Self::Mbsync(_) => None,
        }
    }

    /// How the profile of Sceau is opened.
    pub fn key(&self) -> Option<&'static str> {
        match self {
            Self::Sceau(Sceau { keyring: Some(_), .. }) => Some("the key of the profile is in the session's keyring"),
            Self::Sceau(_) => {
                Some("no keyring here: each run derives the key from a passphrase, which is slow by design")
            }
            Self::Mbsync(_) => None,
        }
    }

    pub fn sync(&self) -> Run {
        let mut command = match self {
            Self::Sceau(sceau) => sceau.command("sync"),
            Self::Mbsync(mbsync) => mbsync.command(),
        };
        run(command.stdin(Stdio::null()).stdout(Stdio::null()))
    }
}

/// The kernel remembers the peak; it is read until the program has gone.
fn run(command: &mut Command) -> Run {
    let start = Instant::now();
    let mut child = command.spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0;
    let waited = loop {
        if let Some(waited) = child.try_wait().unwrap() {
            break waited;
        }
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        if let Some(kilobytes) = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok()) {
            peak = kilobytes / 1024.0;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    assert!(waited.success(), "{command:?}");
    Run { seconds: start.elapsed().as_secs_f64(), memory: peak }
}

/// A session with a keyring, as a workstation has: there the key of the profile
/// is kept, and no passphrase has to be derived.
struct Keyring {
    bus: Child,
    address: String,
    _home: TempDir,
}

impl Keyring {
    fn start() -> Option<Self> {
        let home = tempfile::tempdir().unwrap();
        let socket = format!("unix:path={}", home.path().join("bus").display());
        let mut bus = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address", "--address", &socket])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut address = String::new();
        BufReader::new(bus.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let address = address.trim().to_owned();
        // It goes with its bus, and says that it is ready by letting go of us.
        let daemon = Command::new("gnome-keyring-daemon")
            .args(["--unlock", "--components=secrets", "--daemonize"])
            .env("HOME", home.path())
            .env("XDG_RUNTIME_DIR", home.path())
            .env("DBUS_SESSION_BUS_ADDRESS", &address)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let ready = daemon.is_ok_and(|mut daemon| {
            daemon.stdin.take().unwrap().write_all(b"x").unwrap();
            daemon.wait().unwrap().success()
        });
        let keyring = Self { bus, address, _home: home };
        ready.then_some(keyring)
    }
}

impl Drop for Keyring {
    fn drop(&mut self) {
        let _ = self.bus.kill();
        let _ = self.bus.wait();
    }
}

pub struct Sceau {
    directory: TempDir,
    keyring: Option<Keyring>,
}

impl Sceau {
    fn new(practice: &Practice, person: &Person, port: u16) -> Self {
        let sceau = Self { directory: tempfile::tempdir().unwrap(), keyring: Keyring::start() };
        fs::write(sceau.path("phrase"), PASSPHRASE).unwrap();
        let anchors = sceau.path("fresh/anchors");
        fs::create_dir_all(&anchors).unwrap();
        fs::copy(practice.anchors_pem(), anchors.join("practice.pem")).unwrap();
        let mut child = sceau
            .on("fresh")
            .args(["account", "add", "--email", &person.email, "--imap", &format!("localhost:{port}")])
            .args(["--password-stdin", "--unchecked"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(person.password.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success());
        sceau
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn on(&self, profile: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sceau"));
        command.arg("--profile").arg(self.path(profile));
        if let Some(keyring) = &self.keyring {
            command.env("DBUS_SESSION_BUS_ADDRESS", &keyring.address);
        } else {
            command.arg("--passphrase-file").arg(self.path("phrase"));
            command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        }
        command
    }

    fn command(&self, order: &str) -> Command {
        let mut command = self.on("profile");
        command.arg(order);
        command
    }

    fn begin_anew(&self) {
        let _ = fs::remove_dir_all(self.path("profile"));
        copy(&self.path("fresh"), &self.path("profile"));
    }

    /// How long after an account was added the list of its inbox has rows: the
    /// engine as the window uses it, from a line that is not yet open.
    pub fn first_rows(practice: &Practice, person: &Person) -> (f64, usize) {
        let directory = tempfile::tempdir().unwrap();
        let paths = Paths::at(directory.path().to_owned());
        fs::create_dir_all(paths.anchors()).unwrap();
        fs::copy(practice.anchors_pem(), paths.anchors().join("practice.pem")).unwrap();
        let runtime = Runtime::start().unwrap();
        let gate = Gate::new(runtime.handle(), paths);
        let found = runtime.block_on(async {
            let engine = gate.create(Unlock::Passphrase(Secret::new(PASSPHRASE))).await.unwrap();
            let mut events = engine.events();
            let start = Instant::now();
            let draft = Box::new(practice.draft(person, Security::Tls));
            engine.send(Order::AddAccount { draft, secret: person.secret() });
            loop {
                if let Event::FolderChanged(folder) = events.next().await.unwrap() {
                    let rows = engine.list(folder, Sort::default(), Filter::All).await.unwrap().len();
                    if rows > 0 {
                        let seconds = start.elapsed().as_secs_f64();
                        engine.close().await;
                        return (seconds, rows);
                    }
                }
            }
        });
        runtime.stop();
        found
    }
}

pub struct Mbsync {
    directory: TempDir,
    flush: bool,
}

impl Mbsync {
    pub fn is_there() -> bool {
        Command::new("mbsync").arg("--version").output().is_ok()
    }

    pub fn version() -> String {
        let output = Command::new("mbsync").arg("--version").output().unwrap();
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    fn new(practice: &Practice, person: &Person, port: u16, flush: bool) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let (root, flushes) = (directory.path().display(), if flush { "yes" } else { "no" });
        let configuration = format!(
            "FSync {flushes}\n\
             IMAPAccount practice\nHost localhost\nPort {port}\nUser {}\nPass {}\nSSLType IMAPS\n\
             SystemCertificates no\nCertificateFile {}\nDisableExtension COMPRESS=DEFLATE\n\n\
             IMAPStore far\nAccount practice\n\n\
             MaildirStore near\nPath {root}/mail/\nInbox {root}/mail/INBOX\nSubFolders Verbatim\n\n\
             Channel all\nFar :far:\nNear :near:\nPatterns *\nCreate Near\nExpunge Near\nSyncState *\n",
            person.email,
            person.password,
            practice.anchors_pem().display(),
        );
        fs::write(directory.path().join("mbsyncrc"), configuration).unwrap();
        Self { directory, flush }
    }

    fn command(&self) -> Command {
        let mut command = Command::new("mbsync");
        command.arg("--quiet").arg("-c").arg(self.directory.path().join("mbsyncrc")).arg("all");
        command.env("HOME", self.directory.path());
        command
    }

    fn begin_anew(&self) {
        let mail = self.directory.path().join("mail");
        let _ = fs::remove_dir_all(&mail);
        fs::create_dir_all(mail).unwrap();
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
