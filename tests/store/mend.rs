//! A damaged cache is made anew of what can be read; what waits to be sent is
//! never the price.

use std::fs;
use std::path::{Path, PathBuf};

use sceau::domain::{Change, Flag, Flags, Gesture, Timestamp};
use sceau::store::{KeptKey, Store, StoreError};
use zeroize::Zeroizing;

use super::letters::{Cabinet, letter};
use super::queue::Office;

const PAGE: usize = 4096;
/// The list of the tables and their roots stand at the beginning, on as many pages.
pub const ROOTS: usize = 120;

/// Writes nonsense over some pages of a file.
pub fn damage(path: &Path, pages: impl Fn(usize) -> bool) -> usize {
    let mut bytes = fs::read(path).unwrap();
    let hit: Vec<usize> = (0..bytes.len() / PAGE).filter(|page| pages(*page)).collect();
    for page in &hit {
        bytes[page * PAGE + 100..page * PAGE + 1000].fill(0xa5);
    }
    fs::write(path, bytes).unwrap();
    hit.len()
}

fn mend(cabinet: &Cabinet) -> (Result<Store, StoreError>, PathBuf) {
    let aside = cabinet.directory.path().join("aside");
    fs::create_dir_all(&aside).unwrap();
    let opened = Store::open_or_mend(&cabinet.path(), &cabinet.key, || Ok(aside.clone()));
    (opened, aside)
}

#[tokio::test]
async fn a_sound_cache_is_left_alone() {
    let cabinet = Cabinet::open().await;
    cabinet.store.close().await;
    let (store, aside) = mend(&cabinet);
    assert!(!store.unwrap().was_mended());
    assert_eq!(fs::read_dir(aside).unwrap().count(), 0);
}

#[tokio::test]
async fn a_cache_with_damage_in_many_places_keeps_all_that_can_be_read() {
    let mut cabinet = Cabinet::open().await;
    let letters: Vec<_> = (1..=3000).map(|number| letter(number).whole()).collect();
    let ids = cabinet.store.put_messages(cabinet.inbox.id, letters).await.unwrap();
    cabinet.store.mend_at_next_start();
    cabinet.store.close().await;
    let hit = damage(&cabinet.path(), |page| page > ROOTS && page % 17 == 0);
    assert!(hit > 20, "{hit} pages");

    let (store, aside) = mend(&cabinet);
    cabinet.store = store.unwrap();
    assert!(cabinet.store.was_mended());
    assert!(aside.join("cache.db").exists(), "the old file is kept");
    cabinet.store.integrity_check().await.unwrap();
    let account = cabinet.store.accounts().await.unwrap().remove(0);
    assert_eq!(account, cabinet.account);
    assert_eq!(cabinet.store.secret(account.id).await.unwrap().unwrap().expose(), "sésame");
    let stats = cabinet.store.stats().await.unwrap();
    assert!((2000..3000).contains(&stats.messages), "{} of 3000 messages", stats.messages);
    let mut opened = 0;
    for (id, number) in ids.iter().zip(1..) {
        if let Ok(Some(raw)) = cabinet.store.raw(*id).await {
            assert_eq!(raw, letter(number).raw());
            opened += 1;
        }
    }
    assert!(opened > 1500, "{opened} of 3000 letters");
    // Once is enough.
    cabinet.store.close().await;
    assert!(!mend(&cabinet).0.unwrap().was_mended());
}

#[tokio::test]
async fn what_waits_to_be_sent_is_not_lost_with_the_cache() {
    let mut office = Office::open().await;
    let flagged = Change { set: Flags::NONE.with(Flag::Flagged), ..Change::default() };
    let _ = office.perform(Gesture::Mark { messages: office.ids.clone(), change: flagged.clone() }).await;
    let more = (6..=1500).map(|number| letter(number).whole()).collect();
    let _ = office.cabinet.store.put_messages(office.cabinet.inbox.id, more).await.unwrap();
    office.cabinet.store.mend_at_next_start();
    office.cabinet.store.close().await;
    let hit = damage(&office.cabinet.path(), |page| page > ROOTS && page % 29 == 0);
    assert!(hit > 5, "{hit} pages");
    office.cabinet.store = mend(&office.cabinet).0.unwrap();
    assert_eq!(office.marks().await, [(office.cabinet.inbox.id, flagged, vec![1, 2, 3, 4, 5])]);
    assert_eq!(office.waiting().await, 1);
    office.cabinet.store.integrity_check().await.unwrap();
}

#[tokio::test]
async fn software_keys_are_not_lost_with_the_cache() {
    let mut cabinet = Cabinet::open().await;
    let key = |number: u8| KeptKey {
        certificate: vec![number; 1500],
        chain: vec![vec![number, 1], vec![number, 2]],
        label: format!("clef {number}"),
        imported: Timestamp(i64::from(number)),
    };
    for number in 0..60 {
        let secret = Zeroizing::new(vec![number; 1200]);
        assert!(cabinet.store.add_soft_key(key(number), secret.clone()).await.unwrap());
        assert!(!cabinet.store.add_soft_key(key(number), secret).await.unwrap(), "once is enough");
    }
    let letters = (1..=500).map(|number| letter(number).whole()).collect();
    let _ = cabinet.store.put_messages(cabinet.inbox.id, letters).await.unwrap();
    cabinet.store.mend_at_next_start();
    cabinet.store.close().await;
    let hit = damage(&cabinet.path(), |page| page > ROOTS && page % 13 == 0);
    assert!(hit > 5, "{hit} pages");
    cabinet.store = mend(&cabinet).0.unwrap();
    assert!(cabinet.store.was_mended());
    let kept = cabinet.store.soft_keys().await.unwrap();
    assert!(kept.len() > 50, "{} of 60 keys", kept.len());
    for one in kept {
        let number = u8::try_from(one.imported.0).unwrap();
        let whole = KeptKey { chain: one.chain.clone(), ..key(number) };
        assert_eq!(one, whole);
        let secret = cabinet.store.soft_key_secret(one.fingerprint()).await.unwrap().unwrap();
        assert_eq!(*secret, vec![number; 1200]);
    }
    cabinet.store.integrity_check().await.unwrap();
}

#[tokio::test]
async fn a_cache_of_which_nothing_can_be_read_is_left_where_it_is() {
    let cabinet = Cabinet::open().await;
    cabinet.store.close().await;
    let _hit = damage(&cabinet.path(), |_| true);
    let before = fs::read(cabinet.path()).unwrap();
    let (store, aside) = mend(&cabinet);
    assert!(matches!(store, Err(StoreError::Damaged { .. })));
    assert_eq!(fs::read(cabinet.path()).unwrap(), before);
    assert_eq!(fs::read_dir(aside).unwrap().count(), 0);
}

#[tokio::test]
async fn a_program_stopped_between_the_two_moves_finds_its_cache() {
    let cabinet = Cabinet::open().await;
    cabinet.store.close().await;
    fs::rename(cabinet.path(), cabinet.path().with_extension("mended")).unwrap();
    let (store, _) = mend(&cabinet);
    assert_eq!(store.unwrap().accounts().await.unwrap().len(), 1);
}
