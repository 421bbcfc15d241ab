//! Senders are on one list or the other, whatever the case of their address.

use sceau::domain::{Listed, Stance, Whose};

use super::letters::Cabinet;

fn line(whose: &str, stance: Stance) -> Listed {
    Listed { whose: Whose::parse(whose).unwrap(), stance, sure: false }
}

#[tokio::test]
async fn a_sender_is_on_one_list_at_a_time_and_comes_off_it() {
    let Cabinet { store, .. } = &Cabinet::open().await;
    store.list_sender(line("Paul@reclame.example", Stance::Blocked)).await.unwrap();
    store.list_sender(line("@reclame.example", Stance::Blocked)).await.unwrap();
    store.list_sender(line("paul@reclame.example", Stance::Welcome)).await.unwrap();
    let listed = store.listed_senders().await.unwrap();
    assert_eq!(listed, [line("@reclame.example", Stance::Blocked), line("paul@reclame.example", Stance::Welcome)]);
    store.unlist_sender(Whose::parse("PAUL@reclame.example").unwrap()).await.unwrap();
    assert_eq!(store.listed_senders().await.unwrap().len(), 1);
}
