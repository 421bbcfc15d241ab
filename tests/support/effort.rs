//! How long a piece of work took of the processor: what else the machine does
//! meanwhile does not count. For work of one thread that waits for nothing.

use std::time::Duration;
#[cfg(not(target_os = "linux"))]
use std::time::Instant;

pub struct Effort {
    #[cfg(target_os = "linux")]
    start: Duration,
    #[cfg(not(target_os = "linux"))]
    start: Instant,
}

impl Effort {
    #[cfg(target_os = "linux")]
    pub fn start() -> Self {
        Self { start: spent() }
    }

    #[cfg(target_os = "linux")]
    pub fn elapsed(&self) -> Duration {
        spent().saturating_sub(self.start)
    }

    #[cfg(not(target_os = "linux"))]
    pub fn start() -> Self {
        Self { start: Instant::now() }
    }

    #[cfg(not(target_os = "linux"))]
    pub fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }
}

/// Of this thread, since it began.
#[cfg(target_os = "linux")]
fn spent() -> Duration {
    let said = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(said.split(' ').next().unwrap().parse().unwrap())
}
