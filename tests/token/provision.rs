//! Soft tokens laid out as the cards and the USB tokens of a practice. Made in
//! a process of its own: the module reads its settings once in a life.

use std::fs;
use std::path::{Path, PathBuf};

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::object::{Attribute, CertificateType, KeyType, ObjectClass};
use cryptoki::session::{Session, UserType};
use cryptoki::types::AuthPin;
use openssl::pkey::{Id, PKey, Private};

use super::{PIN, again, softhsm};
use crate::support::card::certificate::{self, Profile};
use crate::support::card::keys::Kind;

const OFFICER: &str = "12345678";
const DIRECTORY: &str = "SCEAU_TEST_TOKENS";
/// DER of the curve's name, P-256.
const CURVE: &[u8] = &[0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07];

/// What lies on a token under one label.
struct Item {
    label: &'static str,
    id: u8,
    kind: Kind,
    decrypts: bool,
    asks_each_time: bool,
}

const fn item(label: &'static str, id: u8, kind: Kind) -> Item {
    Item { label, id, kind, decrypts: false, asks_each_time: false }
}

const CPS: &[Item] = &[item("CPS_PRIV_SIG", 0x10, Kind::Rsa), item("CPS_PRIV_AUT", 0x20, Kind::Rsa)];
const IKEY: &[Item] = &[
    Item { decrypts: true, ..item("confidentialité", 1, Kind::Rsa) },
    item("courbe", 2, Kind::Elliptic),
    Item { asks_each_time: true, decrypts: true, ..item("chaque fois", 3, Kind::Rsa) },
];

/// A directory with both tokens, and the settings that name it.
pub struct SoftTokens {
    directory: tempfile::TempDir,
}

impl SoftTokens {
    pub fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let tokens = directory.path().join("tokens");
        fs::create_dir(&tokens).unwrap();
        let settings = format!("directories.tokendir = {}\nslots.removable = true\n", tokens.display());
        fs::write(directory.path().join("softhsm2.conf"), settings).unwrap();
        let made = Self { directory };
        let output =
            again("provision::make").env("SOFTHSM2_CONF", made.settings()).env(DIRECTORY, "1").output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        made
    }

    pub fn settings(&self) -> PathBuf {
        self.directory.path().join("softhsm2.conf")
    }

    pub fn path(&self) -> &Path {
        self.directory.path()
    }
}

#[test]
#[ignore = "started by SoftTokens, with settings of its own"]
fn make() {
    assert!(std::env::var_os(DIRECTORY).is_some(), "it would write to the tokens of whoever runs it");
    let module = Pkcs11::new(softhsm()).unwrap();
    module.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)).unwrap();
    token(&module, "ASIP CPS", CPS);
    token(&module, "iKey", IKEY);
}

fn token(module: &Pkcs11, label: &str, items: &[Item]) {
    let officer = AuthPin::new(OFFICER.into());
    let is_free = |slot: &_| !module.get_token_info(*slot).unwrap().token_initialized();
    let free = module.get_all_slots().unwrap().into_iter().find(is_free).unwrap();
    module.init_token(free, &officer, label).unwrap();
    // It has another number from now on.
    let is_ours = |slot: &_| module.get_token_info(*slot).unwrap().label() == label;
    let slot = module.get_slots_with_initialized_token().unwrap().into_iter().find(is_ours).unwrap();
    let session = module.open_rw_session(slot).unwrap();
    session.login(UserType::So, Some(&officer)).unwrap();
    session.init_pin(&AuthPin::new(PIN.into())).unwrap();
    session.logout().unwrap();
    session.login(UserType::User, Some(&AuthPin::new(PIN.into()))).unwrap();
    for item in items {
        put(&session, item);
    }
}

fn put(session: &Session, item: &Item) {
    let identity = certificate::root(&Profile::new(item.label, item.kind));
    let common = |class| {
        let (label, id) = (Attribute::Label(item.label.into()), Attribute::Id(vec![item.id]));
        vec![Attribute::Class(class), Attribute::Token(true), label, id]
    };
    let mut private = common(ObjectClass::PRIVATE_KEY);
    private.extend([Attribute::Private(true), Attribute::Sensitive(true), Attribute::Sign(true)]);
    private.extend([Attribute::Decrypt(item.decrypts), Attribute::AlwaysAuthenticate(item.asks_each_time)]);
    private.extend(numbers(&identity.key));
    session.create_object(&private).unwrap();
    let mut public = common(ObjectClass::CERTIFICATE);
    public.extend([Attribute::CertificateType(CertificateType::X_509), Attribute::Private(false)]);
    public.extend([Attribute::Subject(identity.name()), Attribute::Value(identity.der)]);
    session.create_object(&public).unwrap();
}

fn numbers(key: &PKey<Private>) -> Vec<Attribute> {
    if key.id() == Id::EC {
        let secret = key.ec_key().unwrap().private_key().to_vec_padded(32).unwrap();
        let kind = Attribute::KeyType(KeyType::EC);
        return vec![kind, Attribute::Derive(true), Attribute::EcParams(CURVE.into()), Attribute::Value(secret)];
    }
    let rsa = key.rsa().unwrap();
    vec![
        Attribute::KeyType(KeyType::RSA),
        Attribute::Modulus(rsa.n().to_vec()),
        Attribute::PublicExponent(rsa.e().to_vec()),
        Attribute::PrivateExponent(rsa.d().to_vec()),
        Attribute::Prime1(rsa.p().unwrap().to_vec()),
        Attribute::Prime2(rsa.q().unwrap().to_vec()),
        Attribute::Exponent1(rsa.dmp1().unwrap().to_vec()),
        Attribute::Exponent2(rsa.dmq1().unwrap().to_vec()),
        Attribute::Coefficient(rsa.iqmp().unwrap().to_vec()),
    ]
}
