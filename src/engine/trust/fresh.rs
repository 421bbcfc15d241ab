//! Looks after what is known of revocation in the background: of those whose
//! signatures were judged lately it is fetched before it runs out, while there
//! is a line. Failing is quiet: the verdict says what was not checked.

use std::sync::{Arc, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep};

use crate::crypto::cert::Certificate;
use crate::crypto::smime::Seen;
use crate::domain::Timestamp;
use crate::store::Store;

use super::super::{Engine, Fault, Inner, Line, faults};

/// Between two looks whether there is a line.
const LOOK: Duration = Duration::from_mins(2);
const AGAIN: Duration = Duration::from_hours(1);

/// Correspondents who have not written for longer are asked about when they do.
const LATELY: i64 = 90 * 86_400;
const MOST: u32 = 300;
/// What holds until the next morning but one look is not fetched yet.
const AHEAD: i64 = 4 * 3_600;
/// What was of no use for so long is let go of.
const KEPT: i64 = 400 * 86_400;

pub async fn keep_fresh(inner: Weak<Inner>, mut stop: watch::Receiver<bool>) {
    tokio::select! {
        biased;
        _ = stop.wait_for(|stop| *stop) => {}
        () = look_after(&inner) => {}
    }
}

async fn look_after(inner: &Weak<Inner>) {
    let mut last: Option<Instant> = None;
    loop {
        sleep(LOOK).await;
        let Some(inner) = inner.upgrade() else { return };
        if last.is_some_and(|last| last.elapsed() < AGAIN) || !has_line(&inner) {
            continue;
        }
        last = Some(Instant::now());
        let engine = Engine { inner };
        let before = Timestamp(crate::sync::now().0.saturating_sub(KEPT));
        if let Err(error) = engine.inner.store.forget_old_trust(before).await {
            tracing::warn!(target: "sceau::trust", %error, "nothing was let go of");
        }
        if let Err(fault) = engine.refresh_lately_judged().await {
            tracing::warn!(target: "sceau::trust", %fault, "not kept fresh");
        }
    }
}

fn has_line(inner: &Arc<Inner>) -> bool {
    let lines = inner.lines.lock().unwrap_or_else(PoisonError::into_inner);
    lines.values().any(|line| matches!(line, Line::Watching | Line::Working))
}

pub fn ahead(now: Timestamp) -> Timestamp {
    Timestamp(now.0.saturating_add(AHEAD))
}

/// As if they had signed just now.
pub async fn lately_judged(store: &Store, now: Timestamp) -> Result<Vec<Seen>, Fault> {
    let since = Timestamp(now.0.saturating_sub(LATELY));
    let kept = store.signers_since(since, MOST).await.map_err(faults::store)?;
    let certificates = kept.iter().filter_map(|one| Certificate::read(&one.der).ok());
    Ok(certificates.map(|certificate| Seen { certificate, along: Vec::new(), at: now }).collect())
}
