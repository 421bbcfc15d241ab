//! A small authority, and the keys and certificates of invented people under it.

use std::path::{Path, PathBuf};

use openssl::asn1::Asn1Time;
use openssl::bn::{BigNum, MsbOption};
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkcs12::Pkcs12;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::x509::extension::{
    BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectAlternativeName, SubjectKeyIdentifier,
};
use openssl::x509::{X509, X509Builder, X509Name};

pub const PASSPHRASE: &str = "chèvre-feuille";

pub struct Holder {
    pub name: &'static str,
    pub certificate: X509,
    pub key: PKey<Private>,
}

pub struct Authority {
    pub root: Holder,
}

#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Rsa,
    P256,
    P384,
}

impl Authority {
    pub fn new() -> Self {
        let key = key(Kind::Rsa);
        let mut builder = draft("AC de Test", &key);
        builder.set_issuer_name(&name("AC de Test")).unwrap();
        builder.append_extension(BasicConstraints::new().critical().ca().build().unwrap()).unwrap();
        builder.append_extension(KeyUsage::new().critical().key_cert_sign().crl_sign().build().unwrap()).unwrap();
        identify(&mut builder);
        builder.sign(&key, MessageDigest::sha256()).unwrap();
        Self { root: Holder { name: "racine", certificate: builder.build(), key } }
    }

    /// `lea` has the address `lea@cabinet-verne.example`.
    pub fn issue(&self, name: &'static str, kind: Kind) -> Holder {
        self.issue_for(name, &address(name), kind)
    }

    pub fn issue_for(&self, name: &'static str, address: &str, kind: Kind) -> Holder {
        let key = key(kind);
        let mut builder = draft(name, &key);
        builder.set_issuer_name(self.root.certificate.subject_name()).unwrap();
        let mut usage = KeyUsage::new();
        usage.critical().digital_signature().non_repudiation();
        match kind {
            Kind::Rsa => usage.key_encipherment(),
            Kind::P256 | Kind::P384 => usage.key_agreement(),
        };
        builder.append_extension(usage.build().unwrap()).unwrap();
        builder.append_extension(ExtendedKeyUsage::new().email_protection().build().unwrap()).unwrap();
        let context = builder.x509v3_context(Some(&self.root.certificate), None);
        let address = SubjectAlternativeName::new().email(address).build(&context).unwrap();
        builder.append_extension(address).unwrap();
        identify(&mut builder);
        builder.sign(&self.root.key, MessageDigest::sha256()).unwrap();
        Holder { name, certificate: builder.build(), key }
    }
}

impl Holder {
    pub fn der(&self) -> Vec<u8> {
        self.certificate.to_der().unwrap()
    }

    /// With its certificate, as authorities hand them out.
    pub fn pkcs12(&self) -> Vec<u8> {
        let mut builder = Pkcs12::builder();
        builder.name("clé").pkey(&self.key).cert(&self.certificate);
        builder.build2(PASSPHRASE).unwrap().to_der().unwrap()
    }

    /// `lea.pem` and `lea.key`, in that order.
    pub fn write(&self, folder: &Path) -> (PathBuf, PathBuf) {
        let (certificate, key) = (folder.join(format!("{}.pem", self.name)), folder.join(format!("{}.key", self.name)));
        std::fs::write(&certificate, self.certificate.to_pem().unwrap()).unwrap();
        std::fs::write(&key, self.key.private_key_to_pem_pkcs8().unwrap()).unwrap();
        (certificate, key)
    }
}

pub fn address(name: &str) -> String {
    format!("{name}@cabinet-verne.example")
}

fn key(kind: Kind) -> PKey<Private> {
    let curve = |nid| PKey::from_ec_key(EcKey::generate(&EcGroup::from_curve_name(nid).unwrap()).unwrap()).unwrap();
    match kind {
        Kind::Rsa => PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap(),
        Kind::P256 => curve(Nid::X9_62_PRIME256V1),
        Kind::P384 => curve(Nid::SECP384R1),
    }
}

fn name(common: &str) -> X509Name {
    let mut name = X509Name::builder().unwrap();
    name.append_entry_by_text("C", "FR").unwrap();
    name.append_entry_by_text("O", "Cabinet de Test").unwrap();
    name.append_entry_by_text("CN", common).unwrap();
    name.build()
}

fn draft(common: &str, key: &PKey<Private>) -> X509Builder {
    let mut serial = BigNum::new().unwrap();
    serial.rand(100, MsbOption::ONE, false).unwrap();
    let mut builder = X509::builder().unwrap();
    builder.set_version(2).unwrap();
    builder.set_serial_number(&serial.to_asn1_integer().unwrap()).unwrap();
    builder.set_subject_name(&name(common)).unwrap();
    builder.set_not_before(&Asn1Time::days_from_now(0).unwrap()).unwrap();
    builder.set_not_after(&Asn1Time::days_from_now(30).unwrap()).unwrap();
    builder.set_pubkey(key).unwrap();
    builder
}

fn identify(builder: &mut X509Builder) {
    let context = builder.x509v3_context(None, None);
    let id = SubjectKeyIdentifier::new().build(&context).unwrap();
    builder.append_extension(id).unwrap();
}
