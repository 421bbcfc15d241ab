//! The desk of Alice: her mailbox at the practice, her card, and mail for her.

use std::path::Path;
use std::time::{Duration, Instant};

use sceau::config::Paths;
use sceau::domain::{AccountId, Filter, FolderId, Mark, MessageId, Role, Secret, Sort};
use sceau::engine::card::{CardSight, CardWishes, Stand};
use sceau::engine::{Command, Deciphered, Engine, Event, Events, Fault, Gate, Line, Opened, Runtime, Unlock};

use crate::support::card::piv::{self, Piv};
use crate::support::card::pki::HealthPki;
use crate::support::card::{Card, Leaf, Slot, cps};
use crate::support::sealed::{Correspondents, letter};
use crate::support::{Person, Practice};
use sceau::child::Program;

use super::PORT;

pub const PIN: &str = "1234";
const PATIENCE: Duration = Duration::from_mins(1);

/// Alice's desk. What is dropped goes in this order.
pub struct Office {
    engine: Engine,
    events: Events,
    runtime: Runtime,
    account: Option<AccountId>,
    slot: Slot,
    pub card: Card,
    correspondents: Correspondents,
    wishes: CardWishes,
    practice: Practice,
    pki: HealthPki,
    _profile: tempfile::TempDir,
}

/// What was delivered.
pub struct Sealed {
    pub signed: Vec<MessageId>,
    pub encrypted: Vec<MessageId>,
}

impl Office {
    pub fn open() -> Self {
        let (practice, pki) = (Practice::start(), HealthPki::start());
        let profile = tempfile::tempdir().unwrap();
        let paths = Paths::at(profile.path().to_owned());
        std::fs::create_dir_all(paths.anchors()).unwrap();
        std::fs::write(paths.anchors().join("practice.pem"), practice.pki().root_pem()).unwrap();
        let runtime = Runtime::start().unwrap();
        let gate = Gate::new(runtime.handle(), paths).with_program(Program::at(env!("CARGO_BIN_EXE_sceau")));
        let passphrase = Unlock::Passphrase(Secret::new("quatre mots sans aucun rapport"));
        let engine = runtime.block_on(gate.create(passphrase)).unwrap();
        let imported = runtime.block_on(engine.import_anchor(pki.root().pem())).unwrap();
        assert_eq!(imported.len(), 1);
        let events = engine.events();
        engine.watch_cards(CardWishes::default());
        let alice = pki.leaf(Leaf::Confidentiality);
        let card = Piv::new([1; 16])
            .key(piv::AUTHENTICATION, &pki.leaf(Leaf::CpsAuthentication))
            .key(piv::SIGNATURE, &pki.leaf(Leaf::CpsSignature))
            .key(piv::CONFIDENTIALITY, &alice)
            .card(PIN);
        let port = std::env::var(PORT).unwrap().parse().unwrap();
        Self {
            engine,
            events,
            runtime,
            account: None,
            slot: Slot::new(port),
            card,
            correspondents: Correspondents::of(&pki, &alice),
            wishes: CardWishes::default(),
            practice,
            pki,
            _profile: profile,
        }
    }

    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Mail of the secretary for Alice: signed, and encrypted for her card.
    pub fn deliver(&mut self, signed: usize, encrypted: usize) -> Sealed {
        let plain = (0..signed).map(|number| letter(number, "Lettre", "Compte rendu de consultation."));
        let signed: Vec<Vec<u8>> = plain.map(|letter| self.correspondents.signed(&letter)).collect();
        let secret = (0..encrypted).map(|number| letter(1000 + number, "Lettre", "Résultat confidentiel."));
        let encrypted: Vec<Vec<u8>> = secret.map(|letter| self.correspondents.encrypted(&letter)).collect();
        let counts = (signed.len(), encrypted.len());
        let person: Person = self.practice.person("alice").clone();
        self.practice.deliver(&person, "INBOX", signed.into_iter().chain(encrypted));
        let draft = self.practice.draft(&person, sceau::domain::Security::Tls);
        let secret = Secret::new(person.password.clone());
        self.engine.send(Command::AddAccount { draft: Box::new(draft), secret });
        self.until_event(|event| matches!(event, Event::Line(_, Line::Watching)).then_some(()));
        self.account = Some(self.runtime.block_on(self.engine.accounts()).unwrap()[0].id);
        let inbox = self.inbox();
        let ids = self.runtime.block_on(self.engine.list(inbox, Sort::default(), Filter::All)).unwrap();
        let rows = self.runtime.block_on(self.engine.page(ids)).unwrap();
        let marked = |mark| {
            let mut ids: Vec<MessageId> = rows.iter().filter(|row| row.mark == mark).map(|row| row.id).collect();
            ids.sort();
            ids
        };
        let sealed = Sealed { signed: marked(Mark::Signed), encrypted: marked(Mark::Encrypted) };
        assert_eq!((sealed.signed.len(), sealed.encrypted.len()), counts);
        sealed
    }

    /// A doctor's own card in place of the other one, under this module.
    pub fn take_cps(&mut self, module: &Path) {
        let serial = format!("27{:06}56", jiff::Timestamp::now().as_microsecond() % 1_000_000);
        let (authentication, signature) = (self.pki.leaf(Leaf::CpsAuthentication), self.pki.leaf(Leaf::CpsSignature));
        self.card = cps::card(PIN, &serial, &authentication, &signature);
        let module = module.to_owned();
        self.wish(|wishes| wishes.module = Some(module));
    }

    pub fn pki(&self) -> &HealthPki {
        &self.pki
    }

    pub fn inbox(&self) -> FolderId {
        let folders = self.runtime.block_on(self.engine.folders(self.account.unwrap())).unwrap();
        folders.into_iter().find(|folder| folder.role == Some(Role::Inbox)).unwrap().id
    }

    pub fn insert(&mut self) {
        self.slot.insert(&self.card);
    }

    pub fn remove(&mut self) {
        self.slot.remove();
    }

    pub fn wish(&mut self, change: impl FnOnce(&mut CardWishes)) {
        change(&mut self.wishes);
        self.engine.watch_cards(self.wishes.clone());
    }

    pub fn unlock(&self, code: &str) -> Result<(), Fault> {
        let card = self.engine.card();
        let token = &card.token().expect("a card").id;
        self.runtime.block_on(self.engine.unlock_card(token, Some(Secret::new(code))))
    }

    pub fn sign(&self) -> Result<Vec<u8>, Fault> {
        let message = letter(5000, "Lettre", "Signée ici.").into_bytes();
        self.runtime.block_on(self.engine.sign(message, false, Some(Secret::new(PIN))))
    }

    pub fn opened(&self, id: MessageId) -> Opened {
        self.runtime.block_on(self.engine.opened(id)).unwrap()
    }

    pub fn decipher(&self, folder: FolderId) -> Result<Deciphered, Fault> {
        self.runtime.block_on(self.engine.decipher(folder))
    }

    pub fn found(&self, words: &str) -> Vec<MessageId> {
        let mut found = self.runtime.block_on(self.engine.search(sceau::engine::Scope::Everywhere, words)).unwrap();
        found.sort();
        found
    }

    pub fn until_found(&self, words: &str, expected: &[MessageId]) {
        let start = Instant::now();
        while self.found(words) != expected {
            assert!(start.elapsed() < PATIENCE, "{words} finds {:?}", self.found(words));
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until the card stands like this.
    pub fn until(&self, what: &str, wanted: impl Fn(&CardSight) -> bool) {
        if wanted(&self.engine.card()) {
            return;
        }
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(5));
            if wanted(&self.engine.card()) {
                return;
            }
        }
        panic!("{what} was not seen, but {:?}", self.engine.card());
    }

    /// Waits for a sight of the card that is told, in the order in which it is,
    /// and says when that was.
    pub fn until_told(&mut self, wanted: Stand) -> Instant {
        self.until_event(|event| match event {
            Event::Card(card) => (card.stand == wanted).then(Instant::now),
            _ => None,
        })
    }

    fn until_event<T>(&mut self, mut wanted: impl FnMut(Event) -> Option<T>) -> T {
        let events = &mut self.events;
        let found = self.runtime.block_on(async {
            tokio::time::timeout(PATIENCE, async {
                loop {
                    if let Some(found) = wanted(events.next().await.expect("the engine lives")) {
                        return found;
                    }
                }
            })
            .await
        });
        found.expect("what the test waits for happens in time")
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        self.runtime.block_on(self.engine.close());
    }
}
