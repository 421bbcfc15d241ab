//! The limits that every Unix knows. They hold without Landlock and seccomp
//! too: without a free descriptor there is no file and no socket to open.

use std::time::Duration;

use rustix::process::{Resource, Rlimit, nice, setrlimit};
use rustix::time::{ClockId, clock_gettime};

use super::Job;

/// Standard input, output and error: all there is, and all there will be.
const DESCRIPTORS: u64 = 3;
/// Whoever waits for the window or for new mail goes first.
const NICER: i32 = 10;

pub(super) fn set(job: &Job) -> bool {
    let limits = [
        (Resource::As, job.memory),
        (Resource::Cpu, job.processor.as_secs()),
        (Resource::Core, 0),
        (Resource::Fsize, 0),
        (Resource::Nofile, DESCRIPTORS),
        (Resource::Nproc, 0),
    ];
    let held = limits.map(|(resource, most)| {
        let limit = Rlimit { current: Some(most), maximum: Some(most) };
        setrlimit(resource, limit).is_ok()
    });
    // A courtesy, not a confinement.
    let _ = nice(NICER);
    held.iter().all(|held| *held)
}

pub(super) fn no_core_dump() {
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    let _ = setrlimit(Resource::Core, none);
}

pub(super) fn processor_time() -> Duration {
    let used = clock_gettime(ClockId::ProcessCPUTime);
    Duration::from_secs(u64::try_from(used.tv_sec).unwrap_or_default())
}
