//! Sealed mail for Alice, as a practice gets it: signed, encrypted, and worth
//! nothing.

use sceau::crypto::cms::Form;
use sceau::crypto::smime::{self, Recipient};
use sceau::crypto::soft::SoftKey;
use sceau::domain::Timestamp;

use super::card::certificate::Identity;
use super::card::pki::{HealthPki, Issuer};
use super::card::{Leaf, PERSON_ADDRESS, STRUCTURE_ADDRESS};

/// Who writes to Alice.
pub struct Correspondents {
    secretary: SoftKey,
    doctor: SoftKey,
    stranger: SoftKey,
    authorities: [Vec<u8>; 2],
    alice: Vec<u8>,
}

impl Correspondents {
    /// `alice`: what her mail is encrypted for.
    pub fn of(pki: &HealthPki, alice: &Identity) -> Self {
        Self {
            secretary: soft(&pki.leaf(Leaf::StructureSignature)),
            doctor: soft(&pki.leaf(Leaf::CpsSignature)),
            stranger: soft(&pki.leaf(Leaf::Test)),
            authorities: [Issuer::Organisations, Issuer::Persons].map(|issuer| pki.authority(issuer).der.clone()),
            alice: alice.der.clone(),
        }
    }

    /// By the secretary, whose certificate holds her address.
    pub fn signed(&self, letter: &str) -> Vec<u8> {
        self.sign(letter, &self.secretary, Form::Detached)
    }

    pub fn signed_opaque(&self, letter: &str) -> Vec<u8> {
        self.sign(letter, &self.secretary, Form::Opaque)
    }

    pub fn encrypted(&self, letter: &str) -> Vec<u8> {
        self.sealed(&self.signed(letter))
    }

    /// One of each kind, the trustworthy first.
    pub fn samples(&self) -> Vec<Vec<u8>> {
        let write = |number: usize, subject: &str, text: &str| letter(9000 + number, subject, text);
        let changed = String::from_utf8(self.signed(&write(5, "Signé, puis modifié", "Deux par jour.")));
        let changed = changed.unwrap().replace("Deux par jour", "Dix par jour");
        let part = self.signed(&write(7, "", "Cette partie est signée."));
        let part = String::from_utf8(part).unwrap();
        let from_mime = part.find("Content-Type").unwrap_or_default();
        let beside = format!(
            "{}Content-Type: multipart/mixed; boundary=reste\r\n\r\n--reste\r\nContent-Type: text/plain; charset=utf-8\r\n\
             Content-Transfer-Encoding: 8bit\r\n\r\nCeci n’est pas signé.\r\n--reste\r\n{}\r\n--reste--\r\n",
            head(9007, "Une partie signée parmi d’autres"),
            &part[from_mime..]
        );
        vec![
            self.signed(&write(1, "Signé par le secrétariat", "Le rendez-vous est confirmé.")),
            self.encrypted(&write(2, "Chiffré et signé", "Résultat confidentiel : tout est normal.")),
            self.sign(&write(3, "Signé par une carte", "Voici mon avis."), &self.doctor, Form::Detached),
            self.sealed(write(4, "Chiffré, non signé", "Qui a écrit ceci ?").as_bytes()),
            changed.into_bytes(),
            self.sign(&write(6, "Signé avec un certificat de test", "Essai."), &self.stranger, Form::Detached),
            beside.into_bytes(),
        ]
    }

    fn sign(&self, letter: &str, key: &SoftKey, form: Form) -> Vec<u8> {
        let chain: Vec<&[u8]> = self.authorities.iter().map(Vec::as_slice).collect();
        smime::sign(letter.as_bytes(), key, &chain, now(), form).unwrap()
    }

    fn sealed(&self, message: &[u8]) -> Vec<u8> {
        smime::encrypt(message, &[Recipient { certificate: &self.alice, capabilities: None }]).unwrap()
    }
}

/// Of today: what was signed and what is said must be of one day.
pub fn letter(number: usize, subject: &str, text: &str) -> String {
    format!(
        "{}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n",
        head(number, subject)
    )
}

fn head(number: usize, subject: &str) -> String {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC);
    let date = jiff::fmt::rfc2822::to_string(&today).unwrap();
    format!(
        "From: =?utf-8?q?Secr=C3=A9tariat?= <{STRUCTURE_ADDRESS}>\r\nTo: {PERSON_ADDRESS}\r\nSubject: {subject}\r\n\
         Date: {date}\r\nMessage-ID: <lettre-{number}@cabinet.example>\r\nMIME-Version: 1.0\r\n"
    )
}

fn soft(identity: &Identity) -> SoftKey {
    SoftKey::from_pkcs8(&identity.der, &identity.key.private_key_to_pkcs8().unwrap()).unwrap()
}

fn now() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_second())
}
