//! Looks at the cards each time that something happens to them. A card that
//! comes or goes is told at once; what its module shows follows.

use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::sync::watch::Receiver;
use tokio::time::sleep;

use crate::engine::Inner;
use crate::token::{self, Listing, Presence, Sight};

/// A module may need a moment to see a card that its reader has told of.
const AGAIN: [Duration; 3] = [Duration::from_millis(500), Duration::from_secs(2), Duration::from_secs(6)];

pub(super) async fn run(inner: Weak<Inner>, mut stop: Receiver<bool>) {
    // Where no thread can be started there are no cards.
    let Ok((watcher, sights)) = token::watch() else { return };
    tokio::select! {
        _ = stop.wait_for(|stop| *stop) => {}
        () = watch(&inner, sights) => {}
    }
    // Its thread may be held by the card service for a while.
    drop(tokio::task::spawn_blocking(move || drop(watcher)));
}

async fn watch(inner: &Weak<Inner>, mut sights: Receiver<Sight>) {
    let mut empty = 0;
    loop {
        let sight = *sights.borrow_and_update();
        let Some(strong) = inner.upgrade() else { return };
        let Some(settled) = look(&strong, sight, &mut sights).await else {
            empty = 0;
            continue;
        };
        empty = if settled { AGAIN.len() } else { empty };
        let again = AGAIN.get(empty).copied();
        let card = strong.clone();
        drop(strong);
        let waited = tokio::select! {
            changed = sights.changed() => match changed {
                Ok(()) => false,
                Err(_) => return,
            },
            () = card.card.again.notified() => false,
            () = sleep(again.unwrap_or_default()), if again.is_some() => true,
        };
        empty = if waited { empty + 1 } else { 0 };
    }
}

/// Tells what is there. None where that has changed meanwhile; else whether
/// there is nothing more to wait for.
async fn look(inner: &Arc<Inner>, sight: Sight, sights: &mut Receiver<Sight>) -> Option<bool> {
    let desk = &inner.card;
    let modules = desk.modules(sight.presence);
    let card = matches!(sight.presence, Presence::Card(_));
    let Some(tokens) = desk.tokens().filter(|_| !modules.is_empty()) else {
        inner.card_changed(desk.take(sight.presence, Some(Listing::default())));
        return Some(true);
    };
    if desk.is_new(sight.turn) {
        inner.card_changed(desk.take(sight.presence, None));
    }
    let listing = patiently(inner, tokens.list(&modules), sights).await?;
    let settled = !card || !listing.tokens.is_empty();
    inner.card_changed(desk.take(sight.presence, Some(listing)));
    Some(settled)
}

/// A module that is asked is heard out: a child that is left in the middle of an
/// answer has to be stopped. But what comes or goes meanwhile is told at once,
/// and the answer then believed no more.
async fn patiently(
    inner: &Arc<Inner>,
    listing: impl Future<Output = Listing>,
    sights: &mut Receiver<Sight>,
) -> Option<Listing> {
    let mut listing = std::pin::pin!(listing);
    let mut believed = true;
    loop {
        tokio::select! {
            listing = &mut listing => return believed.then_some(listing),
            Ok(()) = sights.changed() => {
                believed = false;
                let sight = *sights.borrow_and_update();
                inner.card_changed(inner.card.take(sight.presence, None));
            }
        }
    }
}
