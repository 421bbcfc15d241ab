//! Certificates, authorities and ways into the cache, in every state of their
//! page and of the passphrases that they ask for.

use sceau::config::Settings;
use sceau::domain::{Email, Holder, HolderId, Secret, Timestamp, Uses};
use sceau::engine::seal::Told;
use sceau::engine::trust::{Anchor, AnchorKind, AnchorSource, Confirmed, Import, Imported};
use sceau::engine::{FaultKind, KeyFileFault, KeyTold, KeyWarning, Slot, SlotId, SlotKind, Subject};
use sceau::ui::modal::passphrase::{self, Purpose};
use sceau::ui::modal::settings::certificates::{Going, Lists, Message, Outcome, Section};
use sceau::ui::modal::settings::{self, Page};

use super::cards::facts;
use super::scenes::{Scene, fault, over};

const NAME: &str = "Dr Anne DURAND-LEFÈVRE, médecin, RPPS 99700123456";
const STRUCTURE: &str = "CABINET MÉDICAL DES TILLEULS ET DES ACACIAS RÉUNIS (FINESS 999999999)";

fn told(name: &str, print: &str, uses: Uses) -> Told {
    let mut facts = facts(1_895_000_000);
    print.clone_into(&mut facts.fingerprint);
    Told { name: name.to_owned(), facts, holder: Holder { uses, ..Holder::default() } }
}

fn key(name: &str, print: &str, warnings: &[KeyWarning]) -> KeyTold {
    let uses = Uses { authentication: false, signature: true, confidentiality: true };
    KeyTold {
        told: told(name, print, uses),
        label: "anne".to_owned(),
        imported: Timestamp(1_790_000_000),
        warnings: warnings.to_vec(),
    }
}

fn keys() -> Vec<KeyTold> {
    vec![key(NAME, "A1", &[]), key(STRUCTURE, "A2", &[KeyWarning::Expired, KeyWarning::NotForMail])]
}

fn anchor(name: &str, print: &str, kind: AnchorKind, source: AnchorSource) -> Anchor {
    Anchor { told: told(name, print, Uses::default()), kind, source, added: Timestamp(1_790_000_000) }
}

fn anne() -> HolderId {
    HolderId::Rpps("99700123456".to_owned())
}

pub(super) fn confirmed(address: &str, holder: HolderId, name: Option<&str>) -> Confirmed {
    let address = Email::parse(address).unwrap();
    Confirmed { address, holder, name: name.map(str::to_owned), at: Timestamp(1_790_000_000) }
}

/// As they are told with a certificate at hand, and without.
fn addresses() -> Vec<Confirmed> {
    let card = HolderId::Certificate("5d7b9f0f3c1a4e8892b3e7d0a9c47d2e11f0b6a8c3d2e4f5061728394a5b6c7d".to_owned());
    vec![
        confirmed("anne.durand-lefevre@cabinet.example", anne(), Some(NAME)),
        confirmed("accueil@cabinet.example", card.clone(), Some("Lucie BERNARD")),
        confirmed("secretariat.de.la.consultation@clinique.example", card, None),
        confirmed("paul@cabinet.example", HolderId::Rpps("10000000001".to_owned()), None),
    ]
}

fn lists() -> Lists {
    let anchors = vec![
        anchor("AC RACINE IGC-SANTE FORT", "B1", AnchorKind::IgcSante, AnchorSource::Installed),
        anchor("AC RACINE IGC-SANTE STANDARD", "B2", AnchorKind::IgcSante, AnchorSource::File),
        anchor("AC FICTIVE DU GROUPEMENT", "B3", AnchorKind::Own, AnchorSource::File),
    ];
    let slots = [SlotKind::Session, SlotKind::Passphrase, SlotKind::Card];
    let slots: Vec<_> = (1..).zip(slots).map(|(id, kind)| Slot { id: SlotId(id), kind }).collect();
    Lists { keys: keys().into(), anchors: anchors.into(), addresses: addresses().into(), slots: slots.into() }
}

fn page(messages: Vec<Message>) -> Box<dyn Scene> {
    let mut state = settings::State::new(Settings::default(), Vec::new());
    let _ = state.update(settings::Message::Page(Page::Certificates));
    for message in messages {
        let _ = state.update(settings::Message::Certificates(message));
    }
    over(state)
}

fn listed(then: Message) -> Box<dyn Scene> {
    page(vec![Message::Listed(Ok(lists())), then])
}

/// With nothing above them, so that they are seen without scrolling.
fn alone(lists: Lists, then: Vec<Message>) -> Box<dyn Scene> {
    page(std::iter::once(Message::Listed(Ok(lists))).chain(then).collect())
}

fn imported() -> Message {
    let outcomes = [
        ("AC RACINE IGC-SANTE FORT", Import::IgcSante),
        ("AC FICTIVE DU GROUPEMENT", Import::Own),
        ("AC FICTIVE DES PERSONNES", Import::BelowAnother),
        ("AC RACINE IGC-SANTE STANDARD", Import::AlreadyKnown),
        ("TEST AC RACINE", Import::Test),
        (NAME, Import::NotAnAuthority),
    ];
    let all = outcomes.map(|(name, outcome)| Imported { told: told(name, "C1", Uses::default()), outcome });
    Message::Came(Section::Anchors, Ok(Outcome::Anchors(all.into())))
}

fn passphrases() -> Vec<(&'static str, Box<dyn Scene>)> {
    use passphrase::{Message, State};
    let import = || State::new(Purpose::Import { file: "/home/anne/Documents/durand-lefevre-2026.p12".into() });
    let export = || {
        let file = "/home/anne/Documents/certificat.p12".into();
        State::new(Purpose::Export { fingerprint: "A1".to_owned(), name: NAME.to_owned(), file })
    };
    let mut wrong = import();
    let _ = wrong.update(Message::Typed(Secret::new("sésame")));
    let _ = wrong.update(Message::Submitted);
    let answer = fault(FaultKind::KeyFile(KeyFileFault::Passphrase), Subject::File);
    let _ = wrong.update(Message::Answered(1, Err(answer)));
    let mut working = import();
    let _ = working.update(Message::Submitted);
    let mut short = export();
    let _ = short.update(Message::Typed(Secret::new("court")));
    let _ = short.update(Message::Submitted);
    let mut differs = export();
    for message in [
        Message::Typed(Secret::new("quatre mots bien longs")),
        Message::TypedAgain(Secret::new("quatre mots")),
        Message::Shown(true),
        Message::Submitted,
    ] {
        let _ = differs.update(message);
    }
    vec![
        ("passphrase-import", over(import())),
        ("passphrase-import-wrong", over(wrong)),
        ("passphrase-import-working", over(working)),
        ("passphrase-export", over(export())),
        ("passphrase-export-short", over(short)),
        ("passphrase-export-differs", over(differs)),
    ]
}

pub(super) fn scenes() -> Vec<(&'static str, Box<dyn Scene>)> {
    let nothing = Lists { keys: [].into(), anchors: [].into(), addresses: [].into(), slots: [].into() };
    let anchors = Lists { anchors: lists().anchors, ..nothing.clone() };
    let slots = Lists { slots: lists().slots, ..nothing.clone() };
    let addresses = Lists { addresses: lists().addresses, ..nothing.clone() };
    let withdrawn = Going::Address(anne(), lists().addresses[0].address.clone());
    let gone = fault(FaultKind::NotHere, Subject::Profile);
    let last = fault(FaultKind::LastSlot, Subject::Profile);
    let again = [key(NAME, "A1", &[]), key(STRUCTURE, "A2", &[KeyWarning::AlreadyHere])];
    let brought = Message::Came(Section::Keys, Ok(Outcome::Keys(again.into())));
    let exported = Message::Came(Section::Keys, Ok(Outcome::Exported("/home/anne/Documents/certificat.p12".into())));
    let own = Message::RemovePressed(Going::Anchor("B3".to_owned()));
    let mut scenes = vec![
        ("certificates-listing", page(Vec::new())),
        ("certificates-unlisted", page(vec![Message::Listed(Err(fault(FaultKind::CacheDamaged, Subject::Profile)))])),
        ("certificates-nothing", alone(nothing.clone(), Vec::new())),
        ("certificates", page(vec![Message::Listed(Ok(lists()))])),
        ("certificates-going", listed(Message::RemovePressed(Going::Key("A1".to_owned())))),
        ("certificates-imported", listed(brought)),
        ("certificates-exported", listed(exported)),
        ("certificates-anchors", alone(anchors.clone(), vec![own])),
        ("certificates-anchors-imported", alone(anchors, vec![imported()])),
        ("certificates-addresses", alone(addresses.clone(), Vec::new())),
        ("certificates-addresses-going", alone(addresses, vec![Message::RemovePressed(withdrawn)])),
        ("certificates-addresses-gone", alone(nothing.clone(), vec![Message::Came(Section::Addresses, Err(gone))])),
        ("certificates-slots", alone(slots.clone(), vec![Message::RemovePressed(Going::Slot(SlotId(3)))])),
        ("certificates-slots-adding", alone(slots.clone(), vec![Message::AddCardPressed])),
        ("certificates-slots-refused", alone(slots, vec![Message::Came(Section::Slots, Err(last))])),
    ];
    scenes.extend(passphrases());
    scenes
}
