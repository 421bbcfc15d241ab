//! A card as one of the ways into the cache: with a key that a test holds, and
//! what becomes of it when the card is another one, is renewed, or lies.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use sceau::crypto::soft::SoftKey;
use sceau::crypto::{Digest, Key, KeyError, Padding};
use sceau::domain::Timestamp;
use sceau::engine::{CardFault, Engine, FaultKind, Profile, Protection, SlotId, SlotKind, Unlock};
use zeroize::Zeroizing;

use super::{Desk, passphrase};
use crate::support::card::Leaf;
use crate::support::card::certificate::Identity;
use crate::support::card::pki::{HealthPki, Issuer};

/// A card in the hands of a test.
struct Card {
    key: SoftKey,
    does: Does,
    signed: AtomicUsize,
}

#[derive(Clone, Copy, PartialEq)]
enum Does {
    Sign,
    /// As a module would that answers anything at all.
    Lie,
    Fail(KeyError),
    FailSecond,
}

impl Key for Card {
    fn certificate(&self) -> &[u8] {
        self.key.certificate()
    }

    fn sign(&self, digest: Digest, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let before = self.signed.fetch_add(1, Ordering::Relaxed);
        match self.does {
            Does::Lie => Ok(vec![0; 256]),
            Does::Fail(error) => Err(error),
            Does::FailSecond if before > 0 => Err(KeyError::Gone),
            Does::Sign | Does::FailSecond => self.key.sign(digest, message),
        }
    }

    fn decrypt(&self, _: Padding, _: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        Err(KeyError::Unable)
    }

    fn agree(&self, _: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        Err(KeyError::Unable)
    }
}

fn that(does: Does, identity: &Identity) -> Arc<Card> {
    let key = SoftKey::from_pkcs8(&identity.der, &identity.key.private_key_to_pkcs8().unwrap()).unwrap();
    Arc::new(Card { key, does, signed: AtomicUsize::new(0) })
}

fn card(identity: &Identity) -> Arc<Card> {
    that(Does::Sign, identity)
}

impl Desk {
    fn kinds(&self) -> Vec<SlotKind> {
        self.ask(self.engine.slots()).iter().map(|slot| slot.kind).collect()
    }

    fn add(&self, card: &Arc<Card>) -> SlotId {
        self.ask(self.engine.add_card_slot(card.clone()))
    }

    /// Closed, and opened again with this card.
    fn open_with(&self, card: &Arc<Card>) -> Engine {
        self.close();
        self.ask(self.gate().open(Unlock::Card(card.clone())))
    }

    fn refused_with(&self, card: &Arc<Card>) -> FaultKind {
        self.refused(self.gate().open(Unlock::Card(card.clone())))
    }
}

fn fault(kind: CardFault) -> FaultKind {
    FaultKind::Card(kind)
}

#[test]
fn a_card_that_was_added_opens_and_so_does_the_passphrase() {
    let (desk, pki) = (Desk::new(), HealthPki::start());
    let cps = card(&pki.leaf(Leaf::CpsAuthentication));
    assert_eq!(desk.gate().look().unwrap(), Profile::Kept { session: false, passphrase: true, card: false });
    let _ = desk.add(&cps);
    assert_eq!(cps.signed.load(Ordering::Relaxed), 2, "it shows that it answers twice alike");
    assert_eq!(desk.kinds(), [SlotKind::Passphrase, SlotKind::Card]);
    assert_eq!(desk.gate().look().unwrap(), Profile::Kept { session: false, passphrase: true, card: true });

    let engine = desk.open_with(&cps);
    assert_eq!(cps.signed.load(Ordering::Relaxed), 3, "opening is one use of the card");
    assert_eq!(engine.protection(), Protection::Card);
    assert_eq!(desk.ask(engine.accounts()), []);
    desk.runtime.block_on(engine.close());
    let desk = desk.restart();
    assert_eq!(desk.engine.protection(), Protection::Passphrase);
}

#[test]
fn another_card_a_renewed_one_and_one_that_cannot_are_told_apart() {
    let (desk, pki) = (Desk::new(), HealthPki::start());
    let own = pki.leaf(Leaf::CpsAuthentication);
    desk.close();
    assert_eq!(desk.refused_with(&card(&own)), fault(CardFault::Other), "no card opens it yet");
    let desk = desk.restart();
    let _ = desk.add(&card(&own));
    desk.close();
    let mut profile = Leaf::CpsAuthentication.profile();
    profile.name = "the card that came after".to_owned();
    let renewed = pki.issue(Issuer::Persons, &profile);
    assert_eq!(desk.refused_with(&card(&pki.leaf(Leaf::Cpe))), fault(CardFault::Other));
    assert_eq!(desk.refused_with(&card(&renewed)), fault(CardFault::Renewed));
    for (error, told) in [
        (KeyError::Gone, CardFault::Gone),
        (KeyError::Blocked, CardFault::Blocked),
        (KeyError::Locked, CardFault::Locked),
        (KeyError::WrongPin { left: Some(1) }, CardFault::LastPin),
        (KeyError::Unresponsive, CardFault::Unresponsive),
    ] {
        assert_eq!(desk.refused_with(&that(Does::Fail(error), &own)), fault(told));
    }
    assert_eq!(desk.refused_with(&that(Does::Lie, &own)), fault(CardFault::Refused));
    let desk = desk.restart();
    assert_eq!(desk.kinds(), [SlotKind::Passphrase, SlotKind::Card], "nothing was lost by trying");
}

#[test]
fn a_key_that_cannot_open_is_not_added() {
    let (desk, pki) = (Desk::new(), HealthPki::start());
    let own = pki.leaf(Leaf::CpsAuthentication);
    let refused = |card: Arc<Card>| desk.refused(desk.engine.add_card_slot(card));
    assert_eq!(refused(card(&pki.leaf(Leaf::EllipticSignature))), fault(CardFault::Unsuited));
    // What anybody can answer would protect nothing.
    assert_eq!(refused(that(Does::Lie, &own)), fault(CardFault::Refused));
    assert_eq!(refused(that(Does::FailSecond, &own)), fault(CardFault::Gone));
    assert_eq!(desk.kinds(), [SlotKind::Passphrase]);
}

#[test]
fn the_card_is_never_the_only_way_in() {
    let (desk, pki) = (Desk::new(), HealthPki::start());
    let passphrase = desk.ask(desk.engine.slots())[0].id;
    assert_eq!(desk.refused(desk.engine.remove_slot(passphrase)), FaultKind::LastSlot);
    let (one, two) = (card(&pki.leaf(Leaf::CpsAuthentication)), card(&pki.leaf(Leaf::Cpe)));
    let (first, second) = (desk.add(&one), desk.add(&two));
    assert_eq!(desk.refused(desk.engine.remove_slot(passphrase)), FaultKind::LastSlot);
    desk.ask(desk.engine.remove_slot(first));
    assert_eq!(desk.kinds(), [SlotKind::Passphrase, SlotKind::Card]);
    let engine = desk.open_with(&two);
    assert_eq!(desk.ask(engine.slots()).last().unwrap().id, second);
    desk.runtime.block_on(engine.close());
    assert_eq!(desk.refused_with(&one), fault(CardFault::Other), "it was taken away");
}

#[test]
fn a_card_added_again_has_one_slot_and_another_challenge() {
    let (desk, pki) = (Desk::new(), HealthPki::start());
    let cps = card(&pki.leaf(Leaf::CpsAuthentication));
    let first = desk.add(&cps);
    let before = desk.gate().card_slots().unwrap();
    let second = desk.add(&cps);
    let after = desk.gate().card_slots().unwrap();
    assert!(first != second && before.len() == 1 && after.len() == 1);
    assert_ne!(before[0].message(), after[0].message());
    desk.runtime.block_on(desk.open_with(&cps).close());
}

#[test]
fn a_slot_that_was_touched_is_told_and_the_passphrase_still_opens() {
    let (desk, pki) = (Desk::new(), HealthPki::start());
    let cps = card(&pki.leaf(Leaf::CpsAuthentication));
    let _ = desk.add(&cps);
    desk.close();
    let vault = desk.profile.path().join("vault.toml");
    let whole = fs::read_to_string(&vault).unwrap();
    for field in ["challenge", "salt", "nonce", "wrapped"] {
        let at = whole.rfind(&format!("{field} = \"")).unwrap() + field.len() + 4;
        let mut touched = whole.clone();
        touched.replace_range(at..=at, if &whole[at..=at] == "0" { "1" } else { "0" });
        fs::write(&vault, touched).unwrap();
        assert_eq!(desk.refused_with(&cps), fault(CardFault::SlotDamaged), "{field}");
        desk.runtime.block_on(desk.ask(desk.gate().open(Unlock::Passphrase(passphrase()))).close());
    }
    fs::write(&vault, whole.replace("challenge = ", "challenged = ")).unwrap();
    assert_eq!(desk.refused_with(&cps), fault(CardFault::Other), "it is no slot any more");
    fs::write(&vault, whole).unwrap();
    desk.runtime.block_on(desk.open_with(&cps).close());
}

#[test]
fn a_profile_is_not_begun_with_a_card_and_the_demonstration_has_no_ways_in() {
    let (desk, pki) = (Desk::new(), HealthPki::start());
    let cps = card(&pki.leaf(Leaf::CpsAuthentication));
    let elsewhere = tempfile::tempdir().unwrap();
    let gate = super::gate(&desk.runtime, elsewhere.path());
    assert_eq!(desk.refused(gate.create(Unlock::Card(cps.clone()))), FaultKind::LastSlot);
    assert_eq!(gate.look().unwrap(), Profile::New);
    let demonstration = desk.ask(gate.demonstration(Timestamp(1_795_219_200)));
    assert_eq!(desk.refused(demonstration.slots()), FaultKind::NotHere);
    assert_eq!(desk.refused(demonstration.add_card_slot(cps.clone())), FaultKind::NotHere);
    desk.runtime.block_on(demonstration.close());
    assert_eq!(format!("{:?}", Unlock::Card(cps)), "Card");
    assert_eq!(format!("{:?}", Unlock::Passphrase(passphrase())), "Passphrase");
}
