//! Which program to start as a child, and being started as one.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Job;

/// Hidden: nobody types it.
const FLAG: &str = "--child";

/// What a child is asked for by, and what it then does until its pipe ends.
pub type Service = (&'static str, fn() -> ExitCode);

/// Whether this very program can be started again as a child.
static TAKES_OVER: AtomicBool = AtomicBool::new(false);

/// What `main` asks before anything else is looked at or opened. A program that
/// was started as a child does its service here, and then ends.
pub fn take_over(services: &[Service]) -> Option<ExitCode> {
    TAKES_OVER.store(true, Ordering::Relaxed);
    let mut arguments = std::env::args_os().skip(1);
    let _flag = arguments.next().filter(|argument| argument == FLAG)?;
    let wanted = arguments.next().unwrap_or_default();
    let service = services.iter().find(|(name, _)| wanted == *name);
    Some(service.map_or(ExitCode::FAILURE, |(_, service)| service()))
}

/// A program that can be started as a child.
#[derive(Debug, Clone)]
pub struct Program {
    path: Arc<Path>,
    /// What it needs to hear before the flag.
    arguments: Arc<[OsString]>,
    /// What it finds in its environment: besides that of this program where it
    /// is not confined, alone where it is.
    environment: Arc<[(OsString, OsString)]>,
}

impl Program {
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into().into(), arguments: Arc::default(), environment: Arc::default() }
    }

    #[must_use]
    pub fn with<S: AsRef<OsStr>>(mut self, environment: impl IntoIterator<Item = (S, S)>) -> Self {
        let owned = |(name, value): (S, S)| (name.as_ref().to_owned(), value.as_ref().to_owned());
        self.environment = environment.into_iter().map(owned).collect();
        self
    }

    #[must_use]
    pub fn saying<S: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = S>) -> Self {
        self.arguments = arguments.into_iter().map(|argument| argument.as_ref().to_owned()).collect();
        self
    }

    /// This program itself. None where it is not ours that runs, as under tests.
    pub fn this() -> Option<Self> {
        // It stays the program that runs, also when an update has replaced the file.
        let running = Path::new("/proc/self/exe");
        if !TAKES_OVER.load(Ordering::Relaxed) {
            None
        } else if running.exists() {
            Some(Self::at(running))
        } else {
            std::env::current_exe().ok().map(Self::at)
        }
    }

    pub(super) fn command(&self, job: &Job) -> tokio::process::Command {
        let mut command = tokio::process::Command::new(self.path.as_ref());
        let _ = command.args(self.arguments.iter()).arg(FLAG).arg(job.name);
        if job.confined {
            let _ = command.env_clear();
            // It says the time as this program does.
            let _ = command.envs(std::env::var_os("TZ").map(|zone| ("TZ", zone)));
        }
        let _ = command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }
}
