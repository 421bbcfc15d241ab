//! What the engine is about to answer: signatures to build against. Each goes
//! from here when the real one comes.

use super::{Engine, Fault, FaultKind, Scope, Subject};

fn not_yet<T>() -> Result<T, Fault> {
    Err(Fault::new(FaultKind::Bug, Subject::Profile, "not built yet"))
}

impl Engine {
    // Search.
    /// Looks on the servers for what is not here, and brings it. Gives how many came.
    pub async fn find_on_server(&self, _scope: Scope, _query: &str) -> Result<usize, Fault> {
        not_yet()
    }
}
