//! Takes from a process all that it does not need to think: files, sockets,
//! other programs, threads, and memory and time without end. What a system does
//! not offer is left out and said, never a reason not to work.

#[cfg(unix)]
mod limits;
#[cfg(target_os = "linux")]
mod linux;

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Job;

/// What holds a child back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Confinement {
    /// Memory, processor time and open files are bounded; no core dumps.
    pub limits: bool,
    /// No file can be reached by its name (Landlock).
    pub files: bool,
    /// Only the system calls that thinking takes (seccomp): no file, socket,
    /// program or thread.
    pub calls: bool,
}

impl Confinement {
    pub fn is_whole(self) -> bool {
        self.limits && self.files && self.calls
    }
}

/// Confines the calling process for good. To be called while it has one thread.
pub fn confine(job: &Job) -> Confinement {
    let mut confinement = Confinement::default();
    #[cfg(target_os = "linux")]
    {
        linux::follow_the_parent();
        // Before the limits: it needs a file descriptor for a moment.
        confinement.files = linux::no_files();
    }
    #[cfg(unix)]
    {
        confinement.limits = limits::set(job);
    }
    #[cfg(target_os = "linux")]
    {
        // Last: it takes the calls that the others needed.
        confinement.calls = linux::no_calls();
    }
    #[cfg(not(unix))]
    let _ = job;
    confinement
}

/// For a process that keeps its rights: it ends with its parent all the same,
/// and its memory, which holds somebody's code, never becomes a file.
pub(super) fn follow() {
    #[cfg(target_os = "linux")]
    linux::end_with_the_parent();
    #[cfg(unix)]
    limits::no_core_dump();
}

/// What this process has used so far; nothing where the system does not say.
pub(super) fn processor_time() -> Duration {
    #[cfg(unix)]
    return limits::processor_time();
    #[cfg(not(unix))]
    Duration::ZERO
}
