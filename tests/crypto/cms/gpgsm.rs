//! With `gpgsm`, which streams BER and reads RSA PKCS#1 v1.5 with AES-CBC.

use sceau::crypto::Digest;
use sceau::crypto::cms::{self, Cipher, Form, Scheme, Strength};

use super::messages::Peer;
use super::{Cabinet, check, enveloped, now, soft};
use crate::support::gpgsm;

const CONTENT: &[u8] = b"Content-Type: text/plain\r\n\r\nCompte rendu du 12 mars.\r\n";

pub(super) struct Gpgsm {
    program: gpgsm::Gpgsm,
    cabinet: Cabinet,
}

impl Gpgsm {
    /// Léa's key, and Paul's certificate.
    pub(super) fn new() -> Self {
        let cabinet = Cabinet::new();
        let program = gpgsm::Gpgsm::new(cabinet.folder.path(), &cabinet.root, &cabinet.lea, &[&cabinet.paul]);
        Self { program, cabinet }
    }

    fn run(&self, arguments: &str) -> Result<Vec<u8>, String> {
        self.program.run(arguments)
    }

    fn must(&self, arguments: &str) -> Vec<u8> {
        self.program.must(arguments)
    }
}

impl Peer for Gpgsm {
    fn cabinet(&self) -> &Cabinet {
        &self.cabinet
    }

    fn sign(&self, entity: &[u8], form: Form) -> Vec<u8> {
        self.cabinet.write("entity", entity);
        let form = if form == Form::Detached { "--detach-sign" } else { "" };
        self.must(&format!("-u lea@cabinet-verne.example --output out --sign {form} entity"));
        self.cabinet.read("out")
    }

    fn encrypt(&self, entity: &[u8]) -> Vec<u8> {
        self.cabinet.write("entity", entity);
        self.must("--cipher-algo AES256 --output out -r lea@cabinet-verne.example --encrypt entity");
        self.cabinet.read("out")
    }

    fn verify(&self, signed: &[u8], content: Option<&[u8]>) -> Result<Vec<u8>, String> {
        self.cabinet.write("signed", signed);
        let Some(content) = content else {
            self.run("--output out --verify signed")?;
            return Ok(self.cabinet.read("out"));
        };
        self.cabinet.write("entity", content);
        self.run("--verify signed entity")
    }

    fn decrypt(&self, enveloped: &[u8]) -> Vec<u8> {
        self.cabinet.write("enveloped", enveloped);
        self.must("--output out --decrypt enveloped");
        self.cabinet.read("out")
    }
}

#[test]
fn what_gpgsm_signs_and_enciphers_is_read() {
    let gpgsm = Gpgsm::new();
    let cabinet = &gpgsm.cabinet;
    cabinet.write("content", CONTENT);
    for (name, digest) in [("SHA1", Digest::Sha1), ("SHA256", Digest::Sha256), ("SHA512", Digest::Sha512)] {
        for (form, detached) in [("", None), ("--detach-sign", Some(CONTENT))] {
            let options = format!("--digest-algo {name} -u lea@cabinet-verne.example");
            gpgsm.must(&format!("{options} --output out --sign {form} content"));
            let checked = check(&cabinet.read("out"), detached).unwrap_or_else(|flaw| panic!("{name} {form}: {flaw}"));
            assert_eq!((checked.digest, checked.scheme), (digest, Scheme::Pkcs1), "{name} {form}");
        }
    }
    for (name, cipher) in [("AES", Cipher::Aes128Cbc), ("AES256", Cipher::Aes256Cbc), ("3DES", Cipher::TripleDesCbc)] {
        let to = "-r paul@cabinet-verne.example -r lea@cabinet-verne.example";
        gpgsm.must(&format!("--cipher-algo {name} --output out {to} --encrypt content"));
        for holder in [&cabinet.lea, &cabinet.paul] {
            let bytes = cabinet.read("out");
            let opened = enveloped(&bytes).open(&[&soft(holder)]).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!((&**opened.content, opened.cipher), (CONTENT, cipher));
        }
    }
}

#[test]
fn gpgsm_reads_what_is_signed_and_enciphered_here() {
    let gpgsm = Gpgsm::new();
    let cabinet = &gpgsm.cabinet;
    cabinet.write("content", CONTENT);
    let (key, root) = (soft(&cabinet.lea), cabinet.root.der());
    let now = now();
    cabinet.write("detached", &cms::sign(CONTENT, &key, &[&root], now, Form::Detached).unwrap());
    cabinet.write("opaque", &cms::sign(CONTENT, &key, &[&root], now, Form::Opaque).unwrap());
    gpgsm.must("--verify detached content");
    gpgsm.must("--verify opaque");
    cabinet.write("content", b"Autre chose");
    gpgsm.run("--verify detached content").unwrap_err();

    let (lea, paul) = (cabinet.lea.der(), cabinet.paul.der());
    for to in [&[lea.as_slice()][..], &[&paul, &lea]] {
        let _ = std::fs::remove_file(cabinet.path("out"));
        cabinet.write("in", &cms::encrypt(CONTENT, to, Strength::Common).unwrap());
        // It complains of a recipient whose key it has not, and opens it with the next.
        let said = gpgsm.run("--output out --decrypt in");
        assert!(cabinet.path("out").exists(), "{said:?}");
        assert_eq!(cabinet.read("out"), CONTENT);
    }
}
