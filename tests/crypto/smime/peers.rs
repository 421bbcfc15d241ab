//! Whole messages both ways with `openssl cms`.

use std::{fs, path::Path, process::Command};

use openssl::{pkey::PKey, x509::X509};
use sceau::{
    crypto::{Key, soft::SoftKey},
    domain::verdict::{Kind, Overall, Reason},
    mime,
};
use tempfile::TempDir;

use super::office::{Draft, LETTER, NOW, Office, encrypt, sign, sign_opaque};

struct Peer {
    folder: TempDir,
    office: Office,
    lea: SoftKey,
}

impl Peer {
    fn new() -> Self {
        let office = Office::new();
        let lea = office.issue(&Draft { rsa: true, ..Draft::of("lea@cabinet.example") });
        let folder = tempfile::tempdir().unwrap();
        let peer = Self { folder, office, lea };
        peer.write("root.pem", &peer.office.root_pem());
        peer.write("lea.pem", &X509::from_der(peer.lea.certificate()).unwrap().to_pem().unwrap());
        let key = PKey::private_key_from_pkcs8(&peer.lea.to_pkcs8().unwrap()).unwrap();
        peer.write("lea.key", &key.private_key_to_pem_pkcs8().unwrap());
        peer
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path().join(name), bytes).unwrap();
    }

    /// Words parted by spaces; what it wrote to `out`.
    fn openssl(&self, line: &str) -> Vec<u8> {
        let output = Command::new("openssl").args(line.split(' ')).current_dir(self.path()).output().unwrap();
        assert!(output.status.success(), "{line}\n{}", String::from_utf8_lossy(&output.stderr));
        fs::read(self.path().join("out")).unwrap()
    }
}

/// A letter of Léa.
fn letter() -> String {
    LETTER.replace("anne@clinique.example", "lea@cabinet.example")
}

#[test]
fn openssl_accepts_what_we_sign_and_encrypt() {
    let peer = Peer::new();
    let verify = format!("cms -verify -in message -CAfile root.pem -attime {} -out out", NOW.0);
    for message in [sign(&letter(), &peer.lea), sign_opaque(&letter(), &peer.lea)] {
        peer.write("message", message.as_bytes());
        assert!(String::from_utf8(peer.openssl(&verify)).unwrap().contains("Tout va bien."));
        peer.write("message", encrypt(&message, &peer.lea).as_bytes());
        let opened = peer.openssl("cms -decrypt -in message -recip lea.pem -inkey lea.key -out out");
        peer.write("message", &opened);
        assert!(String::from_utf8(peer.openssl(&verify)).unwrap().contains("Tout va bien."));
    }
}

#[test]
fn what_openssl_signs_is_verified() {
    let peer = Peer::new();
    peer.write("entity", b"Content-Type: text/plain\r\n\r\nTout va bien.\r\n");
    for options in ["", " -nodetach", " -stream", " -nodetach -stream", " -md sha512", " -md sha1"] {
        let line =
            format!("cms -sign -in entity -signer lea.pem -inkey lea.key -from lea@cabinet.example -out out{options}");
        let message = peer.openssl(&line);
        let opened = peer.office.open(&message, &[]);
        let signer = &opened.verdict.layers[0].signers[0];
        // It is known only of a signature that holds; the moment is that of openssl's clock.
        assert!(signer.algorithm.starts_with("RSA, SHA-"), "{options}: {:?}", signer.reasons);
        assert_eq!(signer.reasons.contains(&Reason::WeakDigest), options.ends_with("sha1"), "{options}");
        assert_ne!(opened.verdict.overall, Overall::Valid, "{options}: no date");
        assert_eq!(mime::read(&opened.content).text, "Tout va bien.", "{options}");
    }
}

#[test]
fn what_openssl_encrypts_is_opened() {
    let peer = Peer::new();
    peer.write("entity", b"Content-Type: text/plain\r\n\r\nTout va bien.\r\n");
    for (options, kind, weak) in [
        ("-aes256", Kind::Encrypted, false),
        ("-des3 -stream", Kind::Encrypted, true),
        ("-aes-256-gcm -stream", Kind::EncryptedAuthenticated, false),
    ] {
        let line = format!("cms -encrypt -in entity -out out -from lea@cabinet.example {options} -recip lea.pem");
        let message = peer.openssl(&line);
        let opened = peer.office.open(&message, &[&peer.lea]);
        let layer = &opened.verdict.layers[0];
        assert_eq!((layer.kind, layer.reasons.contains(&Reason::WeakCipher)), (kind, weak), "{options}");
        assert_eq!(layer.reasons.contains(&Reason::CbcWithoutSignature), kind == Kind::Encrypted, "{options}");
        assert_eq!(opened.verdict.overall, Overall::None, "{options}");
        assert_eq!(mime::read(&opened.content).text, "Tout va bien.", "{options}");
    }
}
