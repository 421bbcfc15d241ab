//! The white list of the trusted space: read from a file, or fetched where it is
//! published; told to everybody; and once a day looked for anew, where the user
//! wants that. Nothing is fetched that nobody asked for.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep};

use crate::domain::{Timestamp, TrustedSpace, WhiteList};
use crate::health::mss::{self, NoList};
use crate::net::white_list;
use crate::sync::now;

use super::{Engine, Event, Fault, FaultKind, Inner, Subject, chosen, faults};

/// Between two looks whether it is due.
const LOOK: Duration = Duration::from_mins(1);
/// After a try that failed.
const AGAIN: Duration = Duration::from_hours(1);
const DAY: i64 = 86_400;

/// What is remembered of it while the program runs.
#[derive(Default)]
pub(super) struct Desk {
    known: Mutex<Option<TrustedSpace>>,
    /// Where it is looked for once a day; None: it is not.
    daily: Mutex<Option<String>>,
}

impl Engine {
    pub async fn trusted_space(&self) -> Result<TrustedSpace, Fault> {
        if let Some(known) = &*self.inner.white_list.known.lock().unwrap_or_else(PoisonError::into_inner) {
            return Ok(known.clone());
        }
        let kept = self.inner.store.white_list().await.map_err(faults::store)?;
        let space = kept.map_or(TrustedSpace::BY_NAME, TrustedSpace::new);
        *self.inner.white_list.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(space.clone());
        Ok(space)
    }

    /// From a file that the user chose.
    pub async fn import_white_list_file(&self, path: PathBuf) -> Result<TrustedSpace, Fault> {
        let bytes = self.on_a_thread(move || chosen::read_white_list(&path)).await??;
        self.import_white_list(bytes).await
    }

    /// What cannot be read whole changes nothing.
    pub async fn import_white_list(&self, bytes: Vec<u8>) -> Result<TrustedSpace, Fault> {
        let list = self.on_a_thread(move || mss::read_white_list(&bytes, now())).await?.map_err(refused)?;
        self.inner.store.put_white_list(list.clone()).await.map_err(faults::store)?;
        Ok(self.know(Some(list)))
    }

    /// From where it is published, or from an address of the user's; by servers whose
    /// authority is believed here.
    pub async fn fetch_white_list(&self, address: Option<&str>) -> Result<TrustedSpace, Fault> {
        let address = address.unwrap_or(white_list::PUBLISHED_AT).to_owned();
        let connector = self.inner.access.published();
        let fetched = self.inner.handle.spawn(async move { white_list::fetch(&address, &connector).await });
        let bytes = fetched.await.map_err(|_| faults::worker())?;
        self.import_white_list(bytes.map_err(|error| faults::net(&error, Subject::Profile))?).await
    }

    /// Domains are told by their names again.
    pub async fn forget_white_list(&self) -> Result<TrustedSpace, Fault> {
        self.inner.store.forget_white_list().await.map_err(faults::store)?;
        Ok(self.know(None))
    }

    /// Whether it is looked for once a day, and where.
    pub fn fetch_white_list_daily(&self, address: Option<String>) {
        *self.inner.white_list.daily.lock().unwrap_or_else(PoisonError::into_inner) = address;
    }

    fn know(&self, list: Option<WhiteList>) -> TrustedSpace {
        let space = list.map_or(TrustedSpace::BY_NAME, TrustedSpace::new);
        *self.inner.white_list.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(space.clone());
        self.tell(Event::TrustedSpace(space.clone()));
        space
    }

    /// Where to look for it now, if it is time.
    async fn due(&self) -> Option<String> {
        let address = self.inner.white_list.daily.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
        let known = self.trusted_space().await.ok()?;
        let came = known.list().map_or(Timestamp(0), |list| list.came);
        (now().0.saturating_sub(came.0) >= DAY).then_some(address)
    }
}

pub(super) async fn keep_fresh(inner: Weak<Inner>, mut stop: watch::Receiver<bool>) {
    tokio::select! {
        biased;
        _ = stop.wait_for(|stop| *stop) => {}
        () = look_after(&inner) => {}
    }
}

async fn look_after(inner: &Weak<Inner>) {
    let mut failed: Option<Instant> = None;
    loop {
        sleep(LOOK).await;
        let Some(inner) = inner.upgrade() else { return };
        let engine = Engine { inner };
        if failed.is_some_and(|failed| failed.elapsed() < AGAIN) {
            continue;
        }
        let Some(address) = engine.due().await else { continue };
        failed = match engine.fetch_white_list(Some(&address)).await {
            Ok(_) => None,
            Err(fault) => {
                // The page that shows the list says how old it is.
                tracing::warn!(target: "sceau::white_list", kind = ?fault.kind, "not fetched");
                Some(Instant::now())
            }
        };
    }
}

fn refused(why: NoList) -> Fault {
    Fault::new(FaultKind::NoWhiteList, Subject::File, why.to_string())
}
