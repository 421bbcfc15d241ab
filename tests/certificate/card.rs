//! Keys on a soft token and on the card of a doctor, each through the host of
//! its module, as in life.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use sceau::crypto::KeyError;
use sceau::domain::Security;
use sceau::net::NetError;
use sceau::token::{Patience, TokenKey, TokenSeen};

use super::{House, doctor};
use crate::support::card::keys::Kind;
use crate::support::card::softhsm::{CONFIGURATION, SoftHsm, entry};
use crate::support::card::{Card, Pcscd, SOCKET, Slot, cps};
use crate::token::{Desk, PIN, opensc, softhsm};

/// pcscd looks at the virtual reader every 400 ms.
const SEEN: Duration = Duration::from_secs(10);

/// Names the official library where it is installed.
const CRYPTOLIB: &str = "SCEAU_TEST_CRYPTOLIB";

#[test]
fn keys_on_a_token_open_the_servers_once_the_code_is_given() {
    let house = House::start();
    let (rsa, elliptic) = (house.alice(Kind::Rsa), house.alice(Kind::Elliptic));
    let hsm = SoftHsm::new();
    hsm.token("Connexion", &[entry(&rsa, "rsa", "rsa", "01"), entry(&elliptic, "courbe", "courbe", "02")]);
    let desk = Desk::new(&softhsm(), &[(CONFIGURATION, &hsm.configuration())], Patience::default());
    let seen = desk.token("Connexion");
    let open = |label, security| {
        let connector = house.connector(desk.key(&seen, label));
        let draft = house.draft("", security);
        desk.runtime.block_on(async {
            house.imap(&connector, &draft, "").await?;
            house.smtp(&connector, &draft, "").await
        })
    };
    assert_eq!(open("rsa", Security::Tls), Err(NetError::Key(KeyError::Locked)));
    desk.login(&seen, PIN).unwrap();
    for security in [Security::Tls, Security::StartTls] {
        assert_eq!(open("rsa", security), Ok(()));
        assert_eq!(open("courbe", security), Ok(()));
    }
}

/// A doctor's card in a reader, and servers that know it.
struct Lab {
    serial: String,
    house: House,
    desk: Desk,
    slot: Slot,
    card: Card,
    _pcscd: Pcscd,
}

impl Lab {
    fn new(module: &Path) -> Self {
        let house = House::start();
        let (authentication, signature) = doctor(&house.pki);
        let serial = fresh_serial();
        let card = cps::card(PIN, &serial, &authentication, &signature);
        let pcscd = Pcscd::start();
        let desk = Desk::new(module, &[(SOCKET, &pcscd.socket())], Patience::default());
        let mut lab = Self { serial, house, desk, slot: pcscd.slot(), card, _pcscd: pcscd };
        lab.insert();
        lab
    }

    fn insert(&mut self) {
        self.slot.insert(&self.card);
        self.wait_for(true);
    }

    fn wait_for(&self, there: bool) {
        let start = Instant::now();
        while self.desk.list().tokens.iter().any(|seen| seen.token.label.contains(&self.serial)) != there {
            assert!(start.elapsed() < SEEN, "{:?}", self.desk.list());
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn seen(&self) -> TokenSeen {
        self.desk.token(&self.serial)
    }

    /// The key that signs in, by the certificate it goes with.
    fn key(&self) -> TokenKey {
        let (authentication, _) = doctor(&self.house.pki);
        let seen = self.seen();
        let held = seen.token.certificates.iter().find(|held| held.der.0 == authentication.der).unwrap();
        self.desk.key(&seen, &held.label)
    }

    fn open(&self, key: TokenKey, security: Security) -> Result<(), NetError> {
        let connector = self.house.connector(key);
        let draft = self.house.draft("", security);
        self.desk.runtime.block_on(async {
            self.house.imap(&connector, &draft, "").await?;
            self.house.smtp(&connector, &draft, "").await
        })
    }

    fn pulled_out_in_the_handshake(&mut self) -> (Result<(), NetError>, Duration) {
        let (house, desk) = (&self.house, &self.desk);
        let (key, draft) = (self.key(), house.draft("", Security::Tls));
        let slot = &mut self.slot;
        self.card.set_delay(Duration::from_secs(4));
        let answer = thread::scope(|scope| {
            let connector = house.connector(key);
            let opening = scope.spawn(move || {
                let done = desk.runtime.block_on(house.imap(&connector, &draft, ""));
                (done, Instant::now())
            });
            thread::sleep(Duration::from_millis(800));
            let removed = Instant::now();
            slot.remove();
            let (done, at) = opening.join().unwrap();
            (done, at - removed)
        });
        self.card.set_delay(Duration::ZERO);
        answer
    }
}

/// A number that no card had before: the official library keeps for ever what it
/// once read from a card, under the first eight digits of its number.
fn fresh_serial() -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    format!("27{:06}56", now.as_micros() % 1_000_000)
}

/// What must hold with any module that knows the card.
fn the_card_opens_the_door(module: &Path) {
    let mut lab = Lab::new(module);
    assert_eq!(lab.open(lab.key(), Security::Tls), Err(NetError::Key(KeyError::Locked)), "before the code");
    assert_eq!(lab.card.operations(), 0);
    lab.desk.login(&lab.seen(), PIN).unwrap();
    for security in [Security::Tls, Security::StartTls] {
        let before = lab.card.operations();
        assert_eq!(lab.open(lab.key(), security), Ok(()), "{security:?}");
        assert_eq!(lab.card.operations() - before, 2, "one for each server");
    }

    let key = lab.key();
    let (answer, after) = lab.pulled_out_in_the_handshake();
    assert_eq!(answer, Err(NetError::Key(KeyError::Gone)));
    assert!(after < Duration::from_secs(3), "{after:?}");
    lab.wait_for(false);
    assert_eq!(lab.open(key.clone(), Security::Tls), Err(NetError::Key(KeyError::Gone)), "while it is out");
    lab.insert();
    assert_eq!(lab.open(key.clone(), Security::Tls), Err(NetError::Key(KeyError::Locked)), "back, and closed");
    lab.desk.login(&lab.seen(), PIN).unwrap();
    assert_eq!(lab.open(key, Security::Tls), Ok(()), "the same key goes on");
    assert_eq!(lab.card.tries(), 3, "no code was ever tried");
}

#[test]
fn a_doctor_s_card_opens_the_door_under_opensc() {
    the_card_opens_the_door(&opensc());
}

#[test]
fn a_doctor_s_card_opens_the_door_under_the_cryptolib() {
    let Some(module) = std::env::var_os(CRYPTOLIB) else {
        println!("skipped: a_doctor_s_card_opens_the_door_under_the_cryptolib ({CRYPTOLIB} names no library)");
        return;
    };
    the_card_opens_the_door(Path::new(&module));
}
