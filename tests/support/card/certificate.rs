//! Certificates: an authority, what is to be written, and the signature on it.

use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};
use openssl::sha;
use openssl::sign::Signer;
use openssl::x509::X509;

use super::der;
use super::keys::{self, Kind};
use super::tlv::{around, tlv, untlv};

/// A key and its certificate.
#[derive(Clone)]
pub struct Identity {
    pub key: PKey<Private>,
    pub der: Vec<u8>,
}

/// What a certificate is to say. A test may change any of it before it is issued.
#[derive(Clone)]
pub struct Profile {
    /// One name is one key and one serial number.
    pub name: String,
    pub kind: Kind,
    /// Relative names, each with one part or several.
    pub subject: Vec<Vec<u8>>,
    /// Bits of the key usage.
    pub usage: Vec<u8>,
    pub purposes: Vec<&'static str>,
    pub addresses: Vec<String>,
    /// Ready extensions, in the end.
    pub further: Vec<Vec<u8>>,
    /// From the first of January of one year to that of the other.
    pub years: (i16, i16),
    pub path: Option<Path>,
    /// As certificates were signed before 2010.
    pub sha1: bool,
}

/// The profile is that of an authority.
#[derive(Clone, Copy)]
pub struct Path {
    /// How many authorities may come below it.
    pub length: u32,
}

pub mod usage {
    pub const SIGNATURE: u8 = 0;
    pub const NON_REPUDIATION: u8 = 1;
    pub const KEY_ENCIPHERMENT: u8 = 2;
    pub const DATA_ENCIPHERMENT: u8 = 3;
    pub const KEY_AGREEMENT: u8 = 4;
    pub const CERTIFICATES: u8 = 5;
    pub const LISTS: u8 = 6;
}

pub mod purpose {
    pub const CLIENT: &str = "1.3.6.1.5.5.7.3.2";
    pub const MAIL: &str = "1.3.6.1.5.5.7.3.4";
    pub const OCSP: &str = "1.3.6.1.5.5.7.3.9";
    pub const CARD_LOGON: &str = "1.3.6.1.4.1.311.20.2.2";
}

/// Where a certificate says that its revocation can be asked.
pub struct Places {
    pub list: String,
    pub delta: String,
    pub responder: String,
    pub authority: String,
}

impl Profile {
    /// A certificate that may sign, for ten years and more.
    pub fn new(name: &str, kind: Kind) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            subject: vec![relative(&[(COUNTRY, der::printable("FR"))]), relative(&[(COMMON_NAME, der::utf8(name))])],
            usage: vec![usage::SIGNATURE],
            purposes: Vec::new(),
            addresses: Vec::new(),
            further: Vec::new(),
            years: (2024, 2045),
            path: None,
            sha1: false,
        }
    }
}

pub const COMMON_NAME: &str = "2.5.4.3";
pub const SURNAME: &str = "2.5.4.4";
pub const COUNTRY: &str = "2.5.4.6";
pub const PLACE: &str = "2.5.4.8";
pub const ORGANISATION: &str = "2.5.4.10";
pub const UNIT: &str = "2.5.4.11";
pub const TITLE: &str = "2.5.4.12";
pub const GIVEN_NAME: &str = "2.5.4.42";

/// A relative name of one part or several, in the order of DER.
pub fn relative(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut parts = attributes(parts);
    parts.sort();
    der::set(&parts)
}

/// In the order given: old certificates did not care.
pub fn relative_as_given(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    der::set(&attributes(parts))
}

fn attributes(parts: &[(&str, Vec<u8>)]) -> Vec<Vec<u8>> {
    parts.iter().map(|(kind, text)| der::sequence(&[der::oid(kind), text.clone()])).collect()
}

impl Identity {
    pub fn x509(&self) -> X509 {
        X509::from_der(&self.der).unwrap()
    }

    pub fn pem(&self) -> Vec<u8> {
        self.x509().to_pem().unwrap()
    }

    pub fn key_pem(&self) -> Vec<u8> {
        self.key.private_key_to_pem_pkcs8().unwrap()
    }

    /// The serial number, as it is written.
    pub fn serial(&self) -> Vec<u8> {
        self.field(0x02)
    }

    /// The whole name of the holder.
    pub fn name(&self) -> Vec<u8> {
        let names: Vec<Vec<u8>> = self.fields().into_iter().filter(|(tag, _)| *tag == 0x30).map(|(_, v)| v).collect();
        // The algorithm, the issuer, the validity, the subject.
        tlv(0x30, &names[3])
    }

    /// SHA-1 of the public key: its identifier.
    pub fn key_id(&self) -> [u8; 20] {
        key_id(&self.key)
    }

    fn field(&self, tag: u32) -> Vec<u8> {
        self.fields().into_iter().find(|(found, _)| *found == tag).unwrap().1
    }

    fn fields(&self) -> Vec<(u32, Vec<u8>)> {
        let certificate = untlv(&self.der).unwrap()[0].1;
        let signed = untlv(certificate).unwrap()[0].1;
        untlv(signed).unwrap().into_iter().map(|(tag, value)| (tag, value.to_vec())).collect()
    }
}

/// A certificate that signs itself.
pub fn root(profile: &Profile) -> Identity {
    let key = keys::key(&profile.name, profile.kind);
    let der = certificate(profile, &key, &der::sequence(&profile.subject), &key, None);
    Identity { key, der }
}

pub fn issue(profile: &Profile, issuer: &Identity, places: &Places) -> Identity {
    let key = keys::key(&profile.name, profile.kind);
    let der = certificate(profile, &key, &issuer.name(), &issuer.key, Some(places));
    Identity { key, der }
}

/// What is signed, the algorithm and the signature.
pub fn signed(content: &[u8], key: &PKey<Private>, sha1: bool) -> Vec<u8> {
    let digest = if sha1 { MessageDigest::sha1() } else { MessageDigest::sha256() };
    let signature = Signer::new(digest, key).unwrap().sign_oneshot_to_vec(content).unwrap();
    der::sequence(&[content.to_vec(), algorithm(sha1), der::bit_string(&signature)])
}

/// Authorities sign with RSA.
pub fn algorithm(sha1: bool) -> Vec<u8> {
    let name = if sha1 { "1.2.840.113549.1.1.5" } else { "1.2.840.113549.1.1.11" };
    der::sequence(&[der::oid(name), tlv(0x05, &[])])
}

pub fn extension(name: &str, critical: bool, value: &[u8]) -> Vec<u8> {
    let mut parts = vec![der::oid(name)];
    parts.extend(critical.then(der::yes));
    parts.push(der::octets(value));
    der::sequence(&parts)
}

pub fn authority_key_id(key: &PKey<Private>) -> Vec<u8> {
    extension("2.5.29.35", false, &der::sequence(&[tlv(0x80, &key_id(key))]))
}

pub fn key_id(key: &PKey<Private>) -> [u8; 20] {
    let public = key.public_key_to_der().unwrap();
    let parts = untlv(untlv(&public).unwrap()[0].1).unwrap();
    // Without the count of unused bits.
    sha::sha1(&parts[1].1[1..])
}

fn certificate(
    profile: &Profile,
    key: &PKey<Private>,
    issuer: &[u8],
    signer: &PKey<Private>,
    places: Option<&Places>,
) -> Vec<u8> {
    let (from, to) = profile.years;
    let mut extensions = vec![
        authority_key_id(signer),
        extension("2.5.29.14", false, &der::octets(&key_id(key))),
        extension("2.5.29.15", true, &der::flags(&profile.usage)),
        extension("2.5.29.19", true, &basic_constraints(profile.path)),
    ];
    extensions.extend(purposes(&profile.purposes));
    extensions.extend(addresses(&profile.addresses));
    extensions.extend(places.into_iter().flat_map(Places::extensions));
    extensions.extend(profile.further.iter().cloned());
    let content = der::sequence(&[
        around(0xA0, &[der::number(2)]),
        der::integer(&serial(&profile.name)),
        algorithm(profile.sha1),
        issuer.to_vec(),
        der::sequence(&[der::time(year(from)), der::time(year(to))]),
        der::sequence(&profile.subject),
        key.public_key_to_der().unwrap(),
        around(0xA3, &[der::sequence(&extensions)]),
    ]);
    signed(&content, signer, profile.sha1)
}

impl Places {
    fn extensions(&self) -> Vec<Vec<u8>> {
        let uri = |place: &str| tlv(0x86, place.as_bytes());
        let point = |place| der::sequence(&[der::sequence(&[around(0xA0, &[around(0xA0, &[uri(place)])])])]);
        let access = |method, place| der::sequence(&[der::oid(method), uri(place)]);
        let accesses = [
            access("1.3.6.1.5.5.7.48.1", self.responder.as_str()),
            access("1.3.6.1.5.5.7.48.2", self.authority.as_str()),
        ];
        vec![
            extension("2.5.29.31", false, &point(self.list.as_str())),
            extension("2.5.29.46", false, &point(self.delta.as_str())),
            extension("1.3.6.1.5.5.7.1.1", false, &der::sequence(&accesses)),
        ]
    }
}

fn basic_constraints(path: Option<Path>) -> Vec<u8> {
    der::sequence(&path.map(|path| vec![der::yes(), der::number(path.length)]).unwrap_or_default())
}

fn purposes(purposes: &[&str]) -> Option<Vec<u8>> {
    let names: Vec<Vec<u8>> = purposes.iter().map(|name| der::oid(name)).collect();
    (!names.is_empty()).then(|| extension("2.5.29.37", false, &der::sequence(&names)))
}

fn addresses(addresses: &[String]) -> Option<Vec<u8>> {
    let names: Vec<Vec<u8>> = addresses.iter().map(|address| tlv(0x81, address.as_bytes())).collect();
    (!names.is_empty()).then(|| extension("2.5.29.17", false, &der::sequence(&names)))
}

fn serial(name: &str) -> Vec<u8> {
    // A positive number of eight bytes.
    let digest = sha::sha256(name.as_bytes());
    [&[0x40 | digest[0] & 0x3F], &digest[1..8]].concat()
}

fn year(year: i16) -> Timestamp {
    date(year, 1, 1).to_zoned(TimeZone::UTC).unwrap().timestamp()
}
