//! Conversations of what was here before there were any: found by and by, in
//! small steps between which others work, wherever the last start left off.

use std::time::Duration;

use tokio::sync::broadcast;

use super::Event;
use crate::store::Store;

/// The pause after a step.
const REST: Duration = Duration::from_millis(50);

/// Until there are none left; then lists are read anew.
pub(super) async fn look_back(store: Store, events: broadcast::Sender<Event>) {
    let mut found = false;
    while let Ok(some) = store.thread_some().await {
        if some == 0 {
            break;
        }
        found = true;
        tokio::time::sleep(REST).await;
    }
    if found {
        let _ = events.send(Event::Resync);
    }
}
