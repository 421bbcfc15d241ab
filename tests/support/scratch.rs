//! The directory that a practice lives in, and the ordinary user its servers
//! run as: whoever runs the tests or, when that is root, `nobody`. Dovecot and
//! Exim are thus set up in one way, whoever starts them.

use std::fs;
use std::os::unix::fs::{DirBuilderExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

pub struct Scratch {
    dir: TempDir,
    pub worker: Worker,
}

/// Whom the servers run as.
#[derive(Debug, Clone)]
pub struct Worker {
    pub uid: u32,
    pub gid: u32,
    pub user: String,
    pub group: String,
    /// We are root, and step down.
    steps_down: bool,
}

impl Scratch {
    pub fn new() -> Self {
        let worker = Worker::find();
        // Not `TMPDIR`: a socket's path holds 107 bytes at most, and `nobody`
        // must be able to walk there.
        let dir = tempfile::Builder::new().prefix("cabinet.").tempdir_in("/tmp").expect("no scratch directory in /tmp");
        worker.give(dir.path());
        Self { dir, worker }
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// A word that no other practice has: servers say it in their greeting.
    pub fn token(&self) -> &str {
        self.dir.path().file_name().and_then(|name| name.to_str()).expect("a scratch directory has a plain name")
    }

    pub fn directory(&self, name: &str) -> PathBuf {
        let path = self.path().join(name);
        self.worker.directory(&path);
        path
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::write(&path, content).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        self.worker.give(&path);
        path
    }

    /// A program that the worker runs here.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        let _ = command.current_dir(self.path()).stdin(Stdio::null());
        self.worker.run(&mut command);
        command
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.dir.disable_cleanup(true);
            eprintln!("the practice's logs are kept in {}", self.path().display());
        }
    }
}

impl Worker {
    fn find() -> Self {
        let me = Self::of(&[]);
        if me.uid == 0 { Self { steps_down: true, ..Self::of(&["nobody"]) } } else { me }
    }

    /// Reads `uid=1000(anne) gid=1000(anne) groups=…`.
    fn of(args: &[&str]) -> Self {
        let output = Command::new("id").args(args).env("LC_ALL", "C").output().expect("the program id");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let field = |start: &str| {
            let word = text.split_whitespace().find_map(|word| word.strip_prefix(start))?;
            let (id, name) = word.split_once('(')?;
            Some((id.parse().ok()?, name.trim_end_matches(')').to_owned()))
        };
        let ((uid, user), (gid, group)) = field("uid=")
            .zip(field("gid="))
            .unwrap_or_else(|| panic!("the servers need a user and a group with names, id says: {text}"));
        Self { uid, gid, user, group, steps_down: false }
    }

    pub fn run(&self, command: &mut Command) {
        use std::os::unix::process::CommandExt;
        if self.steps_down {
            let _ = command.uid(self.uid).gid(self.gid);
        }
    }

    pub fn give(&self, path: &Path) {
        if self.steps_down {
            chown(path, Some(self.uid), Some(self.gid)).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        }
    }

    /// Makes a directory, and its parents, which are the worker's too.
    pub fn directory(&self, path: &Path) {
        if path.is_dir() {
            return;
        }
        if let Some(parent) = path.parent() {
            self.directory(parent);
        }
        fs::DirBuilder::new().mode(0o700).create(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        self.give(path);
    }
}
