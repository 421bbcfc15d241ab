//! Looks after the cache in the background: after a stop that was not clean it
//! is read through at once, after many letters came the index of their words is
//! brought together, and now and then everything is tidied up. Never while a
//! mailbox is being synced, and nobody waits for it.

use std::sync::Weak;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep};

use crate::store::StoreError;

use super::{Event, Fault, FaultKind, Inner, Subject, faults};

/// The window is there first.
const FIRST: Duration = Duration::from_secs(3);
const TIDY: Duration = Duration::from_hours(1);
/// Between two looks whether there is something to do, and the mailboxes are quiet.
const LOOK: Duration = Duration::from_secs(30);

pub(super) async fn run(inner: Weak<Inner>, mut stop: watch::Receiver<bool>) {
    tokio::select! {
        biased;
        _ = stop.wait_for(|stop| *stop) => {}
        () = look_after(&inner) => {}
    }
}

async fn look_after(inner: &Weak<Inner>) {
    sleep(FIRST).await;
    if let Some(inner) = inner.upgrade().filter(|inner| inner.store.was_mended()) {
        let fault = Fault::new(FaultKind::CacheMended, Subject::Profile, "");
        let _ = inner.events.send(Event::Fault(fault));
    }
    if let Some(inner) = inner.upgrade().filter(|inner| !inner.store.was_clean()) {
        check(&inner).await;
    }
    let mut tidied = Instant::now();
    let mut told = false;
    loop {
        sleep(LOOK).await;
        let Some(inner) = inner.upgrade() else { return };
        if let (Some(error), false) = (inner.store.disk_failed(), told) {
            told = true;
            tell(&inner, error);
        }
        if inner.works() {
            continue;
        }
        if tidied.elapsed() >= TIDY {
            tidy(&inner).await;
            tidied = Instant::now();
        } else if let Err(error) = gather(&inner).await {
            tracing::warn!(target: "sceau::care", %error, "words not brought together");
        }
    }
}

async fn tidy(inner: &Inner) {
    match inner.store.tidy().await {
        Ok(given) => tracing::debug!(target: "sceau::care", given, "tidied"),
        Err(error) => tracing::warn!(target: "sceau::care", %error, "not tidied"),
    }
}

async fn gather(inner: &Inner) -> Result<(), StoreError> {
    if inner.store.words_lie_scattered().await? {
        let start = Instant::now();
        inner.store.merge_words().await?;
        let took = start.elapsed().as_millis();
        tracing::debug!(target: "sceau::care", took, "words brought together");
    }
    Ok(())
}

/// Letters that do not open are let go of and fetched again. Damage to the
/// database itself is told: that is for the user to decide.
async fn check(inner: &Inner) {
    let read = match inner.store.let_go_of_broken_letters().await {
        Ok((broken, unreadable)) => {
            if broken > 0 {
                tracing::warn!(target: "sceau::care", broken, "letters are fetched again");
            }
            unreadable.map_or(Ok(()), Err)
        }
        Err(error) => Err(error),
    };
    let checked = inner.store.integrity_check().await;
    match read.and(checked) {
        Ok(()) => inner.store.is_sound(),
        Err(StoreError::Closed) => {}
        Err(error) => {
            if matches!(error, StoreError::Damaged { .. }) {
                inner.store.mend_at_next_start();
            }
            tell(inner, error);
        }
    }
}

fn tell(inner: &Inner, error: StoreError) {
    tracing::warn!(target: "sceau::care", %error, "the cache is not as it should be");
    // Nobody listening is no failure.
    let _ = inner.events.send(Event::Fault(faults::store(error)));
}
