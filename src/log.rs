//! The log: one file in the profile, for whoever helps the user. It names no
//! person, no address and no content; a panic leaves its place, not its words.

use std::fs::{File, OpenOptions};
use std::panic;
use std::path::Path;
use std::sync::Mutex;

use tracing_subscriber::EnvFilter;

/// Past this size the log begins again; the one before is kept.
const LONGEST: u64 = 4 << 20;

pub fn start(path: &Path) {
    panic::set_hook(Box::new(|info| {
        // A panic message may hold what was being read.
        let place = info.location().map(|place| format!("{}:{}", place.file(), place.line()));
        tracing::error!(place = place.as_deref().unwrap_or("unknown"), "a panic: this is a bug of Sceau");
    }));
    // Before the first account there is no profile to write to.
    let Some(file) = open(path) else { return };
    let filter = EnvFilter::try_from_env("SCEAU_LOG").unwrap_or_else(|_| EnvFilter::new("sceau=info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(Mutex::new(file));
    // Somebody else listens already: then they have the log.
    let _ = log.try_init();
}

fn open(path: &Path) -> Option<File> {
    if path.metadata().is_ok_and(|metadata| metadata.len() > LONGEST) {
        let _ = std::fs::rename(path, path.with_extension("old.log"));
    }
    let mut options = OpenOptions::new();
    let _ = options.create(true).append(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        let _ = options.mode(0o600);
    }
    options.open(path).ok()
}
