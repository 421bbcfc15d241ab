//! See `../smime.rs`.
#![no_main]

#[path = "../smime.rs"]
mod smime;

use std::sync::LazyLock;

use openssl::asn1::Asn1Time;
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::PKey;
use openssl::x509::{X509Builder, X509Name};
use sceau::crypto::soft::SoftKey;

/// Another one each time: what is found must not depend on it.
static KEY: LazyLock<SoftKey> = LazyLock::new(|| {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    let key = PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap();
    let mut name = X509Name::builder().unwrap();
    name.append_entry_by_text("CN", "Fuzz").unwrap();
    let name = name.build();
    let mut certificate = X509Builder::new().unwrap();
    certificate.set_version(2).unwrap();
    certificate.set_subject_name(&name).unwrap();
    certificate.set_issuer_name(&name).unwrap();
    certificate.set_not_before(&Asn1Time::from_unix(0).unwrap()).unwrap();
    certificate.set_not_after(&Asn1Time::from_unix(4_000_000_000).unwrap()).unwrap();
    certificate.set_pubkey(&key).unwrap();
    certificate.sign(&key, MessageDigest::sha256()).unwrap();
    SoftKey::from_pkcs8(&certificate.build().to_der().unwrap(), &key.private_key_to_pkcs8().unwrap()).unwrap()
});

libfuzzer_sys::fuzz_target!(|data: &[u8]| smime::message(data, &*KEY));
