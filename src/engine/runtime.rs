//! The engine's threads. Two workers: the work is waiting, not computing; what
//! computes goes to blocking threads.

use std::time::Duration;

use tokio::runtime::{Builder, Handle};

pub struct Runtime(tokio::runtime::Runtime);

impl Runtime {
    pub fn start() -> std::io::Result<Self> {
        crate::crypto::begin();
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .max_blocking_threads(8)
            .thread_name("sceau-engine")
            .enable_all()
            .build()?;
        Ok(Self(runtime))
    }

    pub fn handle(&self) -> Handle {
        self.0.handle().clone()
    }

    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.0.block_on(future)
    }

    /// Gives what still runs a moment, then goes.
    pub fn stop(self) {
        self.0.shutdown_timeout(Duration::from_secs(3));
    }
}
