//! Private keys by name, made when they are first asked for and shared by all
//! tests of this process: an RSA key takes a tenth of a second.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use openssl::ec::{EcGroup, EcKey};
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 2048 bits, as on the cards.
    Rsa,
    /// P-256.
    Elliptic,
}

type Made = Arc<OnceLock<PKey<Private>>>;

static KEYS: Mutex<BTreeMap<String, Made>> = Mutex::new(BTreeMap::new());

/// Two keys with different names are different keys.
pub fn key(name: &str, kind: Kind) -> PKey<Private> {
    // Two tests that want two keys make them side by side.
    let made = Arc::clone(KEYS.lock().unwrap().entry(format!("{name} {kind:?}")).or_default());
    made.get_or_init(|| make(kind)).clone()
}

fn make(kind: Kind) -> PKey<Private> {
    match kind {
        Kind::Rsa => PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap(),
        Kind::Elliptic => {
            let curve = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
            PKey::from_ec_key(EcKey::generate(&curve).unwrap()).unwrap()
        }
    }
}
