//! An authority, the people whom it certifies, and a good message of one of
//! them: what the forgers begin with.

use openssl::{
    asn1::{Asn1Object, Asn1OctetString, Asn1Time},
    bn::{BigNum, MsbOption},
    ec::{EcGroup, EcKey},
    hash::MessageDigest,
    nid::Nid,
    pkey::{PKey, Private},
    rsa::Rsa,
    sign::Signer,
    x509::{
        X509, X509Builder, X509Extension, X509Name, X509NameRef,
        extension::{BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectAlternativeName},
    },
};
use sceau::{
    crypto::{
        Key,
        cert::Certificate,
        cms::{self, Form},
        der,
        smime::{self, Bench, Binding, Opened},
        soft::SoftKey,
        trust::{Anchors, Revocation},
    },
    domain::Timestamp,
};

/// Saturday 21 November 2026, ten o'clock in Paris.
pub const NOW: Timestamp = Timestamp(1_795_251_600);
pub const DAY: i64 = 86_400;

pub const LETTER: &str = "From: Anne Durand <anne@clinique.example>\r\nTo: lea@cabinet.example\r\n\
    Subject: Compte rendu\r\nDate: Sat, 21 Nov 2026 10:00:00 +0100\r\nMessage-ID: <un@clinique.example>\r\n\
    Content-Type: text/plain; charset=utf-8\r\n\r\nBonjour docteur,\r\n\r\nTout va bien.\r\n";

/// How a certificate is made; the fields of a good one for Anne.
#[derive(Clone)]
pub struct Draft {
    pub name: Vec<(&'static str, &'static str)>,
    pub address: Option<&'static str>,
    pub from: i64,
    pub until: i64,
    pub purpose: &'static str,
    /// Marked as a test of the health authorities.
    pub test: bool,
    pub rsa: bool,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            name: vec![("CN", "Anne Durand")],
            address: Some("anne@clinique.example"),
            from: NOW.0 - 100 * DAY,
            until: NOW.0 + 100 * DAY,
            purpose: "emailProtection",
            test: false,
            rsa: false,
        }
    }
}

impl Draft {
    pub fn of(address: &'static str) -> Self {
        Self { name: vec![("CN", address)], address: Some(address), ..Self::default() }
    }

    /// A card of the health sector, which holds no address.
    pub fn card() -> Self {
        let name = vec![("title", "Médecin"), ("CN", "810001234567"), ("SN", "DURAND"), ("GN", "Anne")];
        Self { name, address: None, ..Self::default() }
    }
}

pub struct Office {
    key: PKey<Private>,
    certificate: X509,
    pub anchors: Anchors,
    pub revocation: Revocation,
    pub bindings: Vec<Binding>,
}

impl Office {
    pub fn new() -> Self {
        Self::called("AC du cabinet")
    }

    pub fn called(authority: &str) -> Self {
        let key = curve();
        let name = named(&[("CN", authority)]);
        let mut builder = draft(&name, &name, &key, NOW.0 - 1000 * DAY, NOW.0 + 1000 * DAY);
        builder.append_extension(BasicConstraints::new().critical().ca().build().unwrap()).unwrap();
        builder.append_extension(KeyUsage::new().critical().key_cert_sign().crl_sign().build().unwrap()).unwrap();
        builder.sign(&key, MessageDigest::sha256()).unwrap();
        let certificate = builder.build();
        let mut anchors = Anchors::new();
        assert!(anchors.add_own(Certificate::read(&certificate.to_der().unwrap()).unwrap()));
        Self { key, certificate, anchors, revocation: Revocation::new(), bindings: Vec::new() }
    }

    pub fn root_pem(&self) -> Vec<u8> {
        self.certificate.to_pem().unwrap()
    }

    pub fn issue(&self, of: &Draft) -> SoftKey {
        let key = if of.rsa { PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap() } else { curve() };
        let mut builder = draft(&named(&of.name), self.certificate.subject_name(), &key, of.from, of.until);
        let mut usage = KeyUsage::new();
        usage.critical().digital_signature();
        let _ = if of.rsa { usage.key_encipherment() } else { usage.key_agreement() };
        builder.append_extension(usage.build().unwrap()).unwrap();
        builder.append_extension(ExtendedKeyUsage::new().other(of.purpose).build().unwrap()).unwrap();
        if let Some(address) = of.address {
            let context = builder.x509v3_context(Some(&self.certificate), None);
            let names = SubjectAlternativeName::new().email(address).build(&context).unwrap();
            builder.append_extension(names).unwrap();
        }
        if of.test {
            let kind = Asn1Object::from_str("1.2.250.1.71.1.2.5").unwrap();
            let value = Asn1OctetString::new_from_bytes(&[4, 1, 0x80]).unwrap();
            builder.append_extension(X509Extension::new_from_der(&kind, false, &value).unwrap()).unwrap();
        }
        builder.sign(&self.key, MessageDigest::sha256()).unwrap();
        let pkcs8 = key.private_key_to_pkcs8().unwrap();
        SoftKey::from_pkcs8(&builder.build().to_der().unwrap(), &pkcs8).unwrap()
    }

    pub fn anne(&self) -> SoftKey {
        self.issue(&Draft::default())
    }

    /// Puts a certificate on the list of those that hold no more.
    pub fn revoke(&mut self, certificate: &[u8]) {
        let certificate = Certificate::read(certificate).unwrap();
        let authority = Certificate::read(&self.certificate.to_der().unwrap()).unwrap();
        let time = |text: &str| der::element(0x17, &[text.as_bytes()]);
        let entry = der::element(0x30, &[certificate.serial(), &time("261101000000Z")]);
        let algorithm = der::algorithm(sceau::crypto::oid::ECDSA_SHA256, &[]);
        let (this, next) = (time("261120000000Z"), time("261220000000Z"));
        let entries = der::element(0x30, &[&entry]);
        let list = der::element(0x30, &[&[2, 1, 1], &algorithm, authority.subject(), &this, &next, &entries]);
        let mut signer = Signer::new(MessageDigest::sha256(), &self.key).unwrap();
        let signature = signer.sign_oneshot_to_vec(&list).unwrap();
        let list = der::element(0x30, &[&list, &algorithm, &der::element(3, &[&[0], &signature])]);
        let _ = self.revocation.add_list(&list, &[&authority]).unwrap();
    }

    pub fn open<'a>(&self, message: &'a [u8], keys: &[&dyn Key]) -> Opened<'a> {
        let bench = Bench {
            anchors: &self.anchors,
            revocation: &self.revocation,
            lists: &[],
            known: &[],
            bindings: &self.bindings,
            now: NOW,
        };
        smime::open(message, keys, &bench)
    }
}

pub fn sign(message: &str, key: &dyn Key) -> String {
    text(smime::sign(message.as_bytes(), key, &[], NOW, Form::Detached).unwrap())
}

pub fn sign_opaque(message: &str, key: &dyn Key) -> String {
    text(smime::sign(message.as_bytes(), key, &[], NOW, Form::Opaque).unwrap())
}

/// Signs an entity as it is, within the header of Anne.
pub fn sign_entity(entity: &str, key: &dyn Key) -> Vec<u8> {
    let (header, _) = LETTER.split_once("Content-Type").unwrap();
    let head = format!("{header}Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n\r\n");
    let signed = cms::sign(entity.as_bytes(), key, &[], NOW, Form::Opaque).unwrap();
    [head.into_bytes(), signed].concat()
}

pub fn encrypt(message: &str, to: &dyn Key) -> String {
    let to = smime::Recipient { certificate: to.certificate(), capabilities: None };
    text(smime::encrypt(message.as_bytes(), &[to]).unwrap())
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

fn curve() -> PKey<Private> {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap()
}

fn named(parts: &[(&str, &str)]) -> X509Name {
    let mut name = X509Name::builder().unwrap();
    for (kind, text) in parts {
        name.append_entry_by_text(kind, text).unwrap();
    }
    name.build()
}

fn draft(name: &X509NameRef, issuer: &X509NameRef, key: &PKey<Private>, from: i64, until: i64) -> X509Builder {
    let mut serial = BigNum::new().unwrap();
    serial.rand(100, MsbOption::ONE, false).unwrap();
    let mut builder = X509::builder().unwrap();
    builder.set_version(2).unwrap();
    builder.set_serial_number(&serial.to_asn1_integer().unwrap()).unwrap();
    builder.set_subject_name(name).unwrap();
    builder.set_issuer_name(issuer).unwrap();
    builder.set_not_before(&Asn1Time::from_unix(from).unwrap()).unwrap();
    builder.set_not_after(&Asn1Time::from_unix(until).unwrap()).unwrap();
    builder.set_pubkey(key).unwrap();
    builder
}
