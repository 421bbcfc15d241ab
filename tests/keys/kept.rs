//! Software certificates in a profile: what comes in, what they open, what goes
//! out, and that none is ever on the disk in clear.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sceau::crypto::soft::SoftKey;
use sceau::domain::{Filter, Role, Secret, Security, Sort, Timestamp};
use sceau::engine::seal::{self, Belief};
use sceau::engine::{Command, Event, FaultKind, KeyFileFault, KeyTold, KeyWarning, Line};

use super::{Bench, Desk, passphrase};
use crate::support::Practice;
use crate::support::card::certificate::Identity;
use crate::support::card::pki::HealthPki;
use crate::support::card::{Leaf, PERSON_ADDRESS};

const LETTER: &[u8] =
    b"From: bob@cabinet.example\r\nTo: alice@cabinet.example\r\nSubject: Bilan\r\n\r\nTout va bien.\r\n";

fn import(desk: &Desk, bench: &Bench, identity: &Identity) -> Vec<KeyTold> {
    desk.ask(desk.engine.import_key(bench.of(identity), passphrase()))
}

fn print(key: &KeyTold) -> String {
    key.told.facts.fingerprint.clone()
}

/// For this certificate, in the years in which it holds.
fn sealed(identity: &Identity) -> Vec<u8> {
    seal::encrypt(LETTER, std::slice::from_ref(&identity.der), Timestamp(1_795_219_200)).unwrap()
}

fn opens(desk: &Desk, message: &[u8]) -> Result<(), FaultKind> {
    let keys = desk.ask(desk.engine.soft_keys());
    let keys: Vec<_> = keys.iter().map(AsRef::as_ref).collect();
    let opened = seal::open(&Belief::default(), message, &keys, Timestamp(1_795_219_200));
    opened.map(|content| assert!(content.ends_with(b"Tout va bien.\r\n"))).map_err(|fault| fault.kind)
}

#[test]
fn what_is_encrypted_opens_once_the_key_is_here_and_after_a_restart_until_it_is_removed() {
    let (desk, bench, pki) = (Desk::new(), Bench::new(), HealthPki::start());
    let (rsa, curve) = (pki.leaf(Leaf::Confidentiality), pki.leaf(Leaf::EllipticConfidentiality));
    let (for_rsa, for_curve) = (sealed(&rsa), sealed(&curve));
    assert_eq!(opens(&desk, &for_rsa), Err(FaultKind::NotForThisKey));
    let told = import(&desk, &bench, &rsa).remove(0);
    assert_eq!(opens(&desk, &for_rsa), Ok(()));
    assert_eq!(opens(&desk, &for_curve), Err(FaultKind::NotForThisKey));
    let _ = import(&desk, &bench, &curve);

    let desk = desk.restart();
    assert_eq!((opens(&desk, &for_rsa), opens(&desk, &for_curve)), (Ok(()), Ok(())));
    desk.ask(desk.engine.remove_key(&print(&told)));
    assert_eq!(opens(&desk, &for_rsa), Err(FaultKind::NotForThisKey));
    let desk = desk.restart();
    assert_eq!((opens(&desk, &for_rsa), opens(&desk, &for_curve)), (Err(FaultKind::NotForThisKey), Ok(())));
    assert_eq!(desk.refused(desk.engine.remove_key(&print(&told))), FaultKind::NotHere);
}

#[test]
fn mail_opens_where_it_is_read_as_long_as_its_key_is_here() {
    let (practice, bench, pki) = (Practice::start(), Bench::new(), HealthPki::start());
    let desk = Desk::beside(&practice);
    let (alice, identity) = (practice.person("alice").clone(), pki.leaf(Leaf::Confidentiality));
    practice.deliver(&alice, "INBOX", [sealed(&identity)]);
    let mut events = desk.engine.events();
    let draft = Box::new(practice.draft(&alice, Security::Tls));
    desk.engine.send(Command::AddAccount { draft, secret: Secret::new(alice.password.clone()) });
    desk.runtime.block_on(async {
        let in_step = async { while !matches!(events.next().await, Some(Event::Line(_, Line::Watching))) {} };
        tokio::time::timeout(Duration::from_mins(1), in_step).await.expect("the mailbox is in step");
    });
    let account = desk.ask(desk.engine.accounts())[0].id;
    let folders = desk.ask(desk.engine.folders(account));
    let inbox = folders.iter().find(|folder| folder.role == Some(Role::Inbox)).unwrap().id;
    let id = desk.ask(desk.engine.list(inbox, Sort::default(), Filter::All))[0];
    let read = || {
        let opened = desk.ask(desk.engine.opened(id));
        (opened.seal.expect("a seal").is_closed(), opened.text.contains("Tout va bien"))
    };

    assert_eq!(read(), (true, false));
    let told = import(&desk, &bench, &identity);
    assert_eq!(read(), (false, true));
    desk.ask(desk.engine.remove_key(&print(&told[0])));
    assert_eq!(read(), (true, false));
    desk.close();
}

#[test]
fn a_key_is_told_with_its_holder_and_with_what_should_be_known() {
    let (desk, bench, pki) = (Desk::new(), Bench::new(), HealthPki::start());
    let told = import(&desk, &bench, &pki.leaf(Leaf::Confidentiality)).remove(0);
    assert!(told.told.name.contains("FONTAINE") && told.told.holder.uses.confidentiality, "{}", told.told.name);
    assert_eq!((told.told.facts.addresses.as_slice(), told.label.as_str()), (&[PERSON_ADDRESS.to_owned()][..], "one"));
    assert_eq!(told.warnings, []);
    assert_eq!(import(&desk, &bench, &pki.leaf(Leaf::Confidentiality))[0].warnings, [KeyWarning::AlreadyHere]);

    let warnings = |leaf| import(&desk, &bench, &pki.leaf(leaf)).remove(0).warnings;
    assert_eq!(warnings(Leaf::Expired), [KeyWarning::Expired]);
    assert_eq!(warnings(Leaf::NotYetValid), [KeyWarning::NotYetValid]);
    assert_eq!(warnings(Leaf::CpsAuthentication), [KeyWarning::NotForMail]);
    let listed: Vec<_> = desk.ask(desk.engine.keys()).into_iter().map(|key| key.warnings).collect();
    let none = Vec::new();
    let expected = [&none, &vec![KeyWarning::Expired], &vec![KeyWarning::NotYetValid], &vec![KeyWarning::NotForMail]];
    assert_eq!(listed.iter().collect::<Vec<_>>(), expected);
}

#[test]
fn a_file_that_does_not_open_changes_nothing() {
    let (desk, bench, pki) = (Desk::new(), Bench::new(), HealthPki::start());
    let file = bench.of(&pki.leaf(Leaf::Confidentiality));
    let refused = |file: &[u8], with: &str| desk.refused(desk.engine.import_key(file.to_vec(), Secret::new(with)));
    assert_eq!(refused(&file, "autre"), FaultKind::KeyFile(KeyFileFault::Passphrase));
    assert_eq!(refused(b"rien", "autre"), FaultKind::KeyFile(KeyFileFault::Malformed));
    assert!(desk.ask(desk.engine.keys()).is_empty());
}

#[test]
fn a_key_goes_out_under_a_new_passphrase_alone() {
    let (desk, bench, pki) = (Desk::new(), Bench::new(), HealthPki::start());
    let identity = pki.leaf(Leaf::Confidentiality);
    let fingerprint = print(&import(&desk, &bench, &identity)[0]);
    for short in ["", "onze lettre", "éééééé"] {
        let kind = desk.refused(desk.engine.export_key(&fingerprint, Secret::new(short)));
        assert_eq!(kind, FaultKind::KeyFile(KeyFileFault::ShortPassphrase), "{short}");
    }
    let new = Secret::new("une autre phrase de passe");
    let file = desk.ask(desk.engine.export_key(&fingerprint.to_lowercase(), new.clone()));
    assert!(SoftKey::from_pkcs12(&file, &passphrase()).is_err(), "the old passphrase");
    let out = SoftKey::from_pkcs12(&file, &new).unwrap();
    assert_eq!(**out.key.to_pkcs8().unwrap(), identity.key.private_key_to_pkcs8().unwrap());
    assert_eq!(desk.refused(desk.engine.export_key("00", new.clone())), FaultKind::NotHere);

    let path = bench.path("saved.p12");
    let saved = desk.ask(desk.engine.save_key(&fingerprint, new.clone(), path.clone(), false));
    assert_eq!(saved.bytes, std::fs::metadata(&path).unwrap().len());
    assert_eq!(desk.refused(desk.engine.save_key(&fingerprint, new, path, false)), FaultKind::FileExists);
}

#[test]
fn a_key_that_was_saved_to_a_file_comes_in_from_it_again() {
    let (desk, bench, pki) = (Desk::new(), Bench::new(), HealthPki::start());
    let fingerprint = print(&import(&desk, &bench, &pki.leaf(Leaf::Confidentiality))[0]);
    let (path, new) = (bench.path("saved.p12"), Secret::new("une autre phrase de passe"));
    let _ = desk.ask(desk.engine.save_key(&fingerprint, new.clone(), path.clone(), false));
    desk.ask(desk.engine.remove_key(&fingerprint));
    let wrong = desk.refused(desk.engine.import_key_file(path.clone(), passphrase()));
    assert_eq!(wrong, FaultKind::KeyFile(KeyFileFault::Passphrase));
    let told = desk.ask(desk.engine.import_key_file(path, new.clone()));
    assert_eq!(print(&told[0]), fingerprint);
    let absent = desk.refused(desk.engine.import_key_file(bench.path("absent.p12"), new));
    assert_eq!(absent, FaultKind::FileUnreadable);
}

#[test]
fn keys_are_at_hand_while_the_cache_is_open_and_gone_with_it() {
    let (desk, bench, pki) = (Desk::new(), Bench::new(), HealthPki::start());
    let _ = import(&desk, &bench, &pki.leaf(Leaf::Confidentiality));
    let (one, again) = (desk.ask(desk.engine.soft_keys()), desk.ask(desk.engine.soft_keys()));
    assert!(Arc::ptr_eq(&one[0], &again[0]), "they are not read twice");
    drop(again);
    let seen = Arc::downgrade(&one[0]);
    drop(one);
    assert!(seen.upgrade().is_some());
    desk.close();
    assert!(seen.upgrade().is_none(), "a key is left in memory");
    assert!(desk.runtime.block_on(desk.engine.soft_keys()).is_err());
}

#[test]
fn no_byte_of_a_key_is_on_the_disk_in_clear_nor_printed() {
    let (desk, bench, pki) = (Desk::new(), Bench::new(), HealthPki::start());
    let identity = pki.leaf(Leaf::Confidentiality);
    let told = import(&desk, &bench, &identity);
    let key = identity.key.private_key_to_pkcs8().unwrap();
    let soft = SoftKey::from_pkcs8(&identity.der, &key).unwrap();
    assert_eq!(format!("{soft:?}"), "SoftKey");
    let printed = format!("{told:?}");
    assert!(!printed.contains(&format!("{:?}", &key[40..48])[1..20]), "{printed}");
    silent(desk.profile.path(), &key);
    desk.close();
    silent(desk.profile.path(), &key);
}

/// Neither as it is, nor in hexadecimal or base64.
fn silent(directory: &Path, key: &[u8]) {
    let part = &key[100..124];
    let hex: String = part.iter().map(|byte| format!("{byte:02x}")).collect();
    let forms =
        [part.to_vec(), hex.to_uppercase().into_bytes(), hex.into_bytes(), openssl::base64::encode_block(part).into()];
    let mut open = vec![directory.to_owned()];
    let mut files = 0;
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                open.push(entry);
                continue;
            }
            let bytes = std::fs::read(&entry).unwrap();
            files += 1;
            for form in &forms {
                let shown = bytes.windows(form.len()).any(|window| window == form.as_slice());
                assert!(!shown, "{} shows a key", entry.display());
            }
        }
    }
    assert!(files >= 3, "{files} files");
}
