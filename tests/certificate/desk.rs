//! The same with the card that the program watches: put in, opened with its code
//! once, and taken out. In a process of its own, for the address of the card
//! service is read once in a life.

use std::process::Command as Process;
use std::time::{Duration, Instant};

use sceau::child::Program;
use sceau::config::Paths;
use sceau::domain::{AccountDraft, ClientCertificate, Fingerprint, Secret, Security};
use sceau::engine::card::{CardWishes, Lock};
use sceau::engine::{CardFault, Command, Engine, Event, Events, Gate, Line, Runtime, Unlock};
use sha2::{Digest as _, Sha256};

use super::{House, doctor};
use crate::support::card::piv::{self, Piv};
use crate::support::card::{Card, Pcscd, SOCKET, Slot};
use crate::token::PIN;

const PORT: &str = "SCEAU_TEST_READER";
const PATIENCE: Duration = Duration::from_mins(1);

#[test]
fn the_code_is_given_once_and_the_mailbox_opens_by_itself() {
    let pcscd = Pcscd::start();
    let (_, here) = module_path!().split_once("::").unwrap();
    let mut again = Process::new(std::env::current_exe().unwrap());
    again.args(["--exact", &format!("{here}::a_morning"), "--ignored", "--nocapture", "--test-threads=1"]);
    let output = again.env(SOCKET, pcscd.socket()).env(PORT, pcscd.port().to_string()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("1 passed"), "nothing ran: {said}");
}

#[test]
#[ignore = "started by the test above"]
fn a_morning() {
    let house = House::start();
    let mut desk = Desk::new(&house);
    desk.add(&house);
    desk.until(Line::Card(CardFault::Gone));
    desk.slot.insert(&desk.card);
    desk.until(Line::Card(CardFault::Locked));
    assert_eq!(desk.card.operations(), 0, "a closed card is not asked");
    desk.unlock();
    desk.until(Line::Watching);
    assert_eq!((desk.card.operations(), desk.card.tries()), (1, 3));

    // The line stays; the next one wants the card.
    desk.slot.remove();
    desk.until_lock(None);
    let account = desk.runtime.block_on(desk.engine.accounts()).unwrap()[0].id;
    assert_eq!(desk.engine.line(account), Line::Watching);
    house.practice.stop_dovecot();
    desk.until(Line::Offline);
    house.practice.start_dovecot();
    desk.until(Line::Card(CardFault::Gone));
    desk.slot.insert(&desk.card);
    desk.until(Line::Card(CardFault::Locked));
    desk.unlock();
    desk.until(Line::Watching);
    desk.runtime.block_on(desk.engine.close());
}

struct Desk {
    engine: Engine,
    events: Events,
    runtime: Runtime,
    slot: Slot,
    card: Card,
    certificate: Fingerprint,
    _profile: tempfile::TempDir,
}

impl Desk {
    fn new(house: &House) -> Self {
        let profile = tempfile::tempdir().unwrap();
        let paths = Paths::at(profile.path().to_owned());
        std::fs::create_dir_all(paths.anchors()).unwrap();
        std::fs::write(paths.anchors().join("practice.pem"), house.practice.pki().root_pem()).unwrap();
        let runtime = Runtime::start().unwrap();
        let gate = Gate::new(runtime.handle(), paths).with_program(Program::at(env!("CARGO_BIN_EXE_sceau")));
        let passphrase = Unlock::Passphrase(Secret::new("quatre mots sans aucun rapport"));
        let engine = runtime.block_on(gate.create(passphrase)).unwrap();
        let events = engine.events();
        engine.watch_cards(CardWishes::default());
        let (authentication, signature) = doctor(&house.pki);
        let certificate = Fingerprint(Sha256::digest(&authentication.der).into());
        let card = Piv::new([1; 16]).key(piv::AUTHENTICATION, &authentication).key(piv::SIGNATURE, &signature);
        let slot = Slot::new(std::env::var(PORT).unwrap().parse().unwrap());
        Self { engine, events, runtime, slot, card: card.card(PIN), certificate, _profile: profile }
    }

    fn add(&self, house: &House) {
        let certificate = Some(ClientCertificate { fingerprint: self.certificate });
        let draft = AccountDraft { certificate, ..house.draft("", Security::Tls) };
        self.engine.send(Command::AddAccount { draft: Box::new(draft), secret: Secret::new("") });
    }

    fn unlock(&self) {
        self.until_lock(Some(Lock::Closed));
        let token = self.engine.card().token().unwrap().id.clone();
        self.runtime.block_on(self.engine.unlock_card(&token, Some(Secret::new(PIN)))).unwrap();
    }

    fn until_lock(&self, wanted: Option<Lock>) {
        let start = Instant::now();
        while self.engine.card().token().map(|token| token.lock) != wanted {
            assert!(start.elapsed() < PATIENCE, "not {wanted:?}: {:?}", self.engine.card());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn until(&mut self, wanted: Line) {
        let events = &mut self.events;
        let heard = async {
            while let Some(event) = events.next().await {
                if matches!(event, Event::Line(_, line) if line == wanted) {
                    return;
                }
            }
        };
        let heard = self.runtime.block_on(async { tokio::time::timeout(PATIENCE, heard).await });
        heard.unwrap_or_else(|_| panic!("the line is never {wanted:?}"));
    }
}
