//! A server process that cannot outlive the test, however the test ends.
//!
//! A small shell stands over it and reads a pipe that only the test process
//! holds. When the pipe closes (the server is dropped, the test crashes or is
//! killed) the shell ends the server and all its workers.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::scratch::Scratch;

/// The workers are killed before their parent goes, so that it is there to
/// reap them: an orphan would stay a zombie where nobody reaps. A pipe that
/// closes without a word means that nobody is left to clear the scratch
/// directory. A socket given as standard error becomes the server's descriptor
/// 3, and the shell lets it go.
const GUARD: &str = r#"
scratch=$1; shift
[ ! -S /dev/fd/2 ] || exec 3>&2
"$@" </dev/null >>"$0" 2>&1 &
server=$!
exec 2>/dev/null 3>&-
echo "$server"
read -r word || abandoned=yes
kill -TERM "$server"
read -r workers <"/proc/$server/task/$server/children"
kill -KILL $workers
tries=60
while kill -0 "$server" && [ "$tries" -gt 0 ]; do tries=$((tries - 1)); sleep 0.05; done
[ -z "$abandoned" ] || rm -rf "$scratch"
kill -KILL 0
"#;

const PATIENCE: Duration = Duration::from_secs(10);

pub struct Server {
    guard: Child,
    pid: u32,
    name: &'static str,
    log: PathBuf,
}

/// Another program listens where this server wanted to.
pub struct PortTaken;

impl Server {
    pub fn start(scratch: &Scratch, name: &'static str, program: &Path, args: &[&str]) -> Self {
        Self::start_with(scratch, name, program, args, Stdio::null())
    }

    /// The same for a server that finds an open socket as its descriptor 3.
    pub fn start_with(
        scratch: &Scratch,
        name: &'static str,
        program: &Path,
        args: &[&str],
        third: impl Into<Stdio>,
    ) -> Self {
        let log = scratch.write(&format!("{name}.log"), "");
        let mut guard = scratch
            .command(Path::new("/bin/sh"))
            .args(["-c", GUARD])
            .arg(&log)
            .arg(scratch.path())
            .arg(program)
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(third)
            .process_group(0)
            .spawn()
            .expect("/bin/sh");
        let mut line = String::new();
        let _ = BufReader::new(guard.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let pid = line.trim().parse().unwrap_or_else(|_| panic!("{name} has not started, its guard said {line:?}"));
        Self { guard, pid, name, log }
    }

    /// Waits for a greeting on the port that holds the token of this practice.
    pub fn await_greeting(&self, port: u16, token: &str) -> Result<(), PortTaken> {
        let start = Instant::now();
        loop {
            match greeting(port) {
                Some(text) if text.contains(token) => return Ok(()),
                Some(_) => return Err(PortTaken),
                None if !self.lives() && self.output().contains("already in use") => return Err(PortTaken),
                None if !self.lives() => {
                    panic!("{} did not start (Dovecot 2.3 and Exim 4 are known to): {}", self.name, self.output())
                }
                None if start.elapsed() > PATIENCE => panic!("{} does not answer: {}", self.name, self.output()),
                None => std::thread::sleep(Duration::from_millis(3)),
            }
        }
    }

    /// A dead server is a zombie until its guard is told to stop.
    pub fn lives(&self) -> bool {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.pid)).unwrap_or_default();
        stat.rsplit_once(") ").is_some_and(|(_, state)| !state.starts_with('Z'))
    }

    /// Of the server itself.
    pub fn id(&self) -> u32 {
        self.pid
    }

    /// The process group of the guard, the server and its workers.
    pub fn group(&self) -> u32 {
        self.guard.id()
    }

    /// What it has said so far.
    pub fn output(&self) -> String {
        let mut text = String::new();
        let _ = File::open(&self.log).and_then(|mut file| file.read_to_string(&mut text));
        text
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(mut pipe) = self.guard.stdin.take() {
            // It fails where the guard has gone already.
            let _ = pipe.write_all(b"stop\n");
        }
        // Within some seconds: the guard itself is of the group that it kills.
        let _ = self.guard.wait();
    }
}

/// The first line that a server says, if there is one.
fn greeting(port: u16) -> Option<String> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let stream = TcpStream::connect_timeout(&address, Duration::from_secs(1)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(2))).ok()?;
    let mut line = String::new();
    let _ = BufReader::new(stream).read_line(&mut line).ok()?;
    Some(line)
}
