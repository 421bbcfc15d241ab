//! With NSS's `cmsutil`, whose library Thunderbird reads S/MIME with.

use sceau::crypto::cms::{self, Form, Strength};

use super::messages::Peer;
use super::{Cabinet, check, enveloped, now, soft};

const CONTENT: &[u8] = b"Content-Type: text/plain\r\n\r\nOrdonnance.\r\n";

/// Whose keys are in the database, with its own trust in the root.
fn cabinet() -> Cabinet {
    let cabinet = Cabinet::new();
    std::fs::create_dir(cabinet.path("nss")).unwrap();
    cabinet.write("passphrase", b"passe");
    cabinet.write("content", CONTENT);
    cabinet.must("certutil -N -d sql:nss --empty-password");
    cabinet.must("certutil -A -d sql:nss -n racine -t C,C,C -a -i racine.pem");
    for name in ["lea", "ines"] {
        cabinet.must(&format!(
            "openssl pkcs12 -export -out {name}.p12 -inkey {name}.key -in {name}.pem -name {name} -passout file:passphrase"
        ));
        cabinet.must(&format!("pk12util -i {name}.p12 -d sql:nss -w passphrase"));
    }
    cabinet
}

pub(super) struct Nss {
    cabinet: Cabinet,
}

impl Nss {
    pub(super) fn new() -> Self {
        Self { cabinet: cabinet() }
    }
}

impl Peer for Nss {
    fn cabinet(&self) -> &Cabinet {
        &self.cabinet
    }

    fn sign(&self, entity: &[u8], form: Form) -> Vec<u8> {
        self.cabinet.write("entity", entity);
        let form = if form == Form::Detached { "-T" } else { "" };
        self.cabinet.must(&format!("cmsutil -S -d sql:nss -N lea -H SHA256 -G -P {form} -i entity -o out"));
        self.cabinet.read("out")
    }

    fn encrypt(&self, entity: &[u8]) -> Vec<u8> {
        self.cabinet.write("entity", entity);
        self.cabinet.must("cmsutil -E -d sql:nss -r lea@cabinet-verne.example -i entity -o out");
        self.cabinet.read("out")
    }

    fn verify(&self, signed: &[u8], content: Option<&[u8]>) -> Result<Vec<u8>, String> {
        self.cabinet.write("signed", signed);
        let Some(content) = content else { return self.cabinet.run("cmsutil -D -d sql:nss -i signed") };
        self.cabinet.write("entity", content);
        self.cabinet.run("cmsutil -D -d sql:nss -i signed -c entity")
    }

    fn decrypt(&self, enveloped: &[u8]) -> Vec<u8> {
        self.cabinet.write("enveloped", enveloped);
        self.cabinet.must("cmsutil -D -d sql:nss -i enveloped")
    }
}

#[test]
fn what_nss_signs_and_enciphers_is_read() {
    let cabinet = cabinet();
    for name in ["lea", "ines"] {
        for (form, detached) in [("", None), ("-T", Some(CONTENT))] {
            for digest in ["SHA256", "SHA384", "SHA512"] {
                let line = format!("cmsutil -S -d sql:nss -N {name} -H {digest} -G -P {form} -i content -o out");
                cabinet.must(&line);
                check(&cabinet.read("out"), detached).unwrap_or_else(|flaw| panic!("{line}: {flaw}"));
            }
        }
    }
    cabinet.must("cmsutil -E -d sql:nss -r lea@cabinet-verne.example -i content -o out");
    let bytes = cabinet.read("out");
    assert_eq!(*enveloped(&bytes).open(&[&soft(&cabinet.lea)]).unwrap().content, CONTENT);
}

#[test]
fn nss_reads_what_is_signed_and_enciphered_here() {
    let cabinet = cabinet();
    let root = cabinet.root.der();
    for holder in [&cabinet.lea, &cabinet.ines] {
        let key = soft(holder);
        cabinet.write("opaque", &cms::sign(CONTENT, &key, &[&root], now(), Form::Opaque).unwrap());
        assert_eq!(cabinet.must("cmsutil -D -d sql:nss -i opaque"), CONTENT);
        cabinet.write("detached", &cms::sign(CONTENT, &key, &[&root], now(), Form::Detached).unwrap());
        cabinet.must("cmsutil -D -d sql:nss -i detached -c content");
        cabinet.write("other", b"Autre chose");
        cabinet.run("cmsutil -D -d sql:nss -i detached -c other").unwrap_err();
    }
    let lea = cabinet.lea.der();
    cabinet.write("in", &cms::encrypt(CONTENT, &[&lea], Strength::Common).unwrap());
    assert_eq!(cabinet.must("cmsutil -D -d sql:nss -i in"), CONTENT);
}
