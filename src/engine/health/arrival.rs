//! What goes by itself: documents of messages that come into the inbox of a mailbox
//! that wants it, at once where they can be read, and when they are deciphered where
//! not; and what waits for its folder, tried again and again, more and more seldom, and
//! at once when the program starts.

use std::collections::{HashMap, HashSet};
use std::sync::Weak;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use crate::domain::export::Obstacle;
use crate::domain::{AccountId, MessageId};
use crate::engine::{Engine, Event, Fault, Inner, faults};
use crate::sync::now;

/// Messages looked at between two words with the cache.
const SOME: usize = 16;
/// Many come at a time.
const GATHER: Duration = Duration::from_millis(200);
/// A word may have been missed.
const LOOK: Duration = Duration::from_mins(1);
/// The window is there first.
const FIRST: Duration = Duration::from_secs(1);

pub(in crate::engine) async fn run(inner: Weak<Inner>, mut stop: watch::Receiver<bool>) {
    tokio::select! {
        biased;
        _ = stop.wait_for(|stop| *stop) => {}
        () = go_on(&inner) => {}
    }
}

async fn go_on(inner: &Weak<Inner>) {
    sleep(FIRST).await;
    // What each mailbox met last was told.
    let mut told: HashMap<AccountId, Obstacle> = HashMap::new();
    let mut at_start = true;
    loop {
        let Some(engine) = inner.upgrade().map(|inner| Engine { inner }) else { return };
        let pause = match engine.go_round(&mut told, std::mem::take(&mut at_start)).await {
            Ok(pause) => pause,
            Err(fault) => {
                tracing::warn!(target: "sceau::export", kind = ?fault.kind, "documents do not go out");
                LOOK
            }
        };
        let bell = engine.inner.exports.bell.clone();
        // Waiting must not keep the engine alive.
        drop(engine);
        let _ = timeout(pause, bell.notified()).await;
        sleep(GATHER).await;
    }
}

impl Engine {
    /// The message was deciphered: if it waited for that, its documents go.
    pub(in crate::engine) async fn export_deciphered(&self, message: MessageId) {
        // Where it fails, it waits on, and goes when it is opened once more.
        if self.inner.store.export_deciphered(message).await.unwrap_or(false) {
            self.inner.exports.ring();
        }
    }

    /// Once through all that goes by itself. Gives how long until something is due.
    async fn go_round(&self, told: &mut HashMap<AccountId, Obstacle>, at_start: bool) -> Result<Duration, Fault> {
        let store = &self.inner.store;
        if at_start {
            for waiting in store.waiting_exports().await.map_err(faults::store)? {
                store.hurry_exports(waiting.account).await.map_err(faults::store)?;
            }
        }
        let mut fresh: HashSet<AccountId> = HashSet::new();
        while self.look_at_some(&mut fresh).await? {}
        let due = store
            .waiting_exports()
            .await
            .map_err(faults::store)?
            .into_iter()
            .filter(|waiting| waiting.next_try.is_none_or(|at| at <= now()) || fresh.contains(&waiting.account));
        // A drive that hangs holds up nobody else's.
        let all = due.map(|waiting| self.write_and_tell(waiting.account));
        for (account, obstacle) in futures::future::join_all(all).await.into_iter().flatten() {
            // Told once, until it is another.
            if let Some(obstacle) = obstacle
                && told.insert(account, obstacle) != Some(obstacle)
            {
                self.tell(Event::Fault(super::fault(obstacle, account)));
            }
        }
        let waiting = store.waiting_exports().await.map_err(faults::store)?;
        // Whoever else wrote it: what comes in the way next is told again.
        told.retain(|account, _| waiting.iter().any(|one| one.account == *account && one.obstacle.is_some()));
        let next = waiting.iter().map(|one| one.next_try.map_or(0, |at| at.0.saturating_sub(now().0).max(1))).min();
        Ok(next.map_or(LOOK, |seconds| Duration::from_secs(seconds.max(1).unsigned_abs()).min(LOOK)))
    }

    async fn write_and_tell(&self, account: AccountId) -> Result<(AccountId, Option<Obstacle>), Fault> {
        let wrote = self.write_due(account).await?;
        let _ = self.tell_exports(account).await?;
        Ok((account, wrote.obstacle))
    }

    /// False when there is nothing more to look at.
    async fn look_at_some(&self, fresh: &mut HashSet<AccountId>) -> Result<bool, Fault> {
        let store = &self.inner.store;
        let arrived = store.export_arrivals(SOME).await.map_err(faults::store)?;
        let (mut looks, mut nothing, mut sealed) = (Vec::new(), Vec::new(), Vec::new());
        for (account, message) in &arrived {
            let way = self.way(*account, None).await?.filter(|way| way.rules().goes_by_itself());
            let row = self.page(vec![*message]).await?.pop();
            let (Some(way), Some(row)) = (way, row) else {
                nothing.push(*message);
                continue;
            };
            let seen = self.look(&way, &row, true, true).await?;
            match seen.look {
                None => nothing.push(*message),
                // What can be read of it goes with the rest of it.
                Some(_) if seen.closed => sealed.push(*message),
                Some(look) => {
                    let _ = fresh.insert(*account);
                    looks.push(look);
                }
            }
        }
        let _ = store.claim_exports(looks).await.map_err(faults::store)?;
        store.export_when_deciphered(sealed.clone()).await.map_err(faults::store)?;
        for message in sealed {
            // It may have been deciphered since it was looked at, when nothing waited yet.
            if self.inner.readings.is_open(message) {
                self.export_deciphered(message).await;
            }
        }
        store.export_looked_at(nothing).await.map_err(faults::store)?;
        Ok(!arrived.is_empty())
    }
}
