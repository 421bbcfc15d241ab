//! Keys out of PKCS#12 files, as programs old and new write them.

use std::path::Path;
use std::process::Command;

use sceau::crypto::soft::{SoftKey, SoftKeyError};
use sceau::crypto::{Digest, Key, KeyError, Padding};
use sceau::domain::Secret;

use crate::support::certificates::{Authority, Kind, PASSPHRASE};

/// What `openssl pkcs12` writes with these options.
fn exported(folder: &Path, options: &str) -> Vec<u8> {
    let line = format!("pkcs12 -export -out out.p12 -passout file:passphrase {options}");
    let output = Command::new("openssl").args(line.split_whitespace()).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::read(folder.join("out.p12")).unwrap()
}

/// As programs wrote it until 2020. OpenSSL's own command may have unlearned
/// it; NSS has not.
fn obsolete(folder: &Path) -> Vec<u8> {
    let must = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).current_dir(folder).output().unwrap();
        assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    };
    let _ = exported(folder, "-inkey lea.key -in lea.pem -name lea");
    std::fs::create_dir(folder.join("nss")).unwrap();
    must("certutil", &["-N", "-d", "sql:nss", "--empty-password"]);
    must("pk12util", &["-d", "sql:nss", "-i", "out.p12", "-w", "passphrase"]);
    let cipher = "PKCS #12 V2 PBE With SHA-1 And 40 Bit RC2 CBC";
    must("pk12util", &["-d", "sql:nss", "-o", "old.p12", "-n", "lea", "-w", "passphrase", "-c", cipher, "-C", cipher]);
    std::fs::read(folder.join("old.p12")).unwrap()
}

#[test]
fn a_file_opens_with_its_passphrase_or_says_why_not() {
    let folder = tempfile::tempdir().unwrap();
    let authority = Authority::new();
    let lea = authority.issue("lea", Kind::Rsa);
    lea.write(folder.path());
    authority.root.write(folder.path());
    std::fs::write(folder.path().join("passphrase"), PASSPHRASE).unwrap();
    let (passphrase, wrong) = (Secret::new(PASSPHRASE), Secret::new("autre"));
    let why = |file: &[u8], passphrase| SoftKey::from_pkcs12(file, passphrase).err();

    let present = "-inkey lea.key -in lea.pem -certfile racine.pem";
    let old = "-certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-3DES -macalg sha1";
    for options in [present.to_owned(), format!("{present} {old}")] {
        let file = exported(folder.path(), &options);
        let imported = SoftKey::from_pkcs12(&file, &passphrase).unwrap_or_else(|error| panic!("{options}: {error}"));
        assert_eq!(imported.key.certificate(), lea.der());
        assert_eq!(imported.chain, [authority.root.der()]);
        assert_eq!(why(&file, &wrong), Some(SoftKeyError::Passphrase));
        assert_eq!(why(&file[..file.len() / 2], &passphrase), Some(SoftKeyError::Malformed));
    }
    assert_eq!(why(&obsolete(folder.path()), &passphrase), Some(SoftKeyError::Obsolete));
    let without = exported(folder.path(), "-nokeys -in lea.pem");
    assert_eq!(why(&without, &passphrase), Some(SoftKeyError::Absent));
    assert_eq!(why(b"", &passphrase), Some(SoftKeyError::Malformed));
}

#[test]
fn a_key_goes_with_its_certificate_and_comes_out_as_it_went_in() {
    let authority = Authority::new();
    let (lea, paul) = (authority.issue("lea", Kind::Rsa), authority.issue("paul", Kind::Rsa));
    let written = lea.key.private_key_to_pkcs8().unwrap();
    let key = SoftKey::from_pkcs8(&lea.der(), &written).unwrap();
    assert_eq!(**key.to_pkcs8().unwrap(), written);
    assert_eq!(SoftKey::from_pkcs8(&paul.der(), &written).err(), Some(SoftKeyError::OtherKey));
    assert_eq!(SoftKey::from_pkcs8(&lea.der(), b"none").err(), Some(SoftKeyError::Malformed));
    assert_eq!(SoftKey::from_pkcs8(b"none", &written).err(), Some(SoftKeyError::Malformed));
}

#[test]
fn a_key_says_what_it_cannot_do_and_what_it_refuses() {
    let authority = Authority::new();
    let (lea, ines) = (authority.issue("lea", Kind::Rsa), authority.issue("ines", Kind::P256));
    let soft = |holder: &crate::support::certificates::Holder| {
        SoftKey::from_pkcs8(&holder.der(), &holder.key.private_key_to_pkcs8().unwrap()).unwrap()
    };
    let (rsa, curve) = (soft(&lea), soft(&ines));
    for padding in [Padding::Pkcs1, Padding::Oaep(Digest::Sha256)] {
        assert_eq!(rsa.decrypt(padding, &[]).unwrap_err(), KeyError::Refused);
        assert_eq!(curve.decrypt(padding, &[7; 256]).unwrap_err(), KeyError::Unable);
    }
    // In PKCS#1 v1.5 a later OpenSSL gives random bytes instead.
    let oaep = rsa.decrypt(Padding::Oaep(Digest::Sha256), &[7; 256]);
    assert_eq!(oaep.unwrap_err(), KeyError::Refused);
    assert_eq!(rsa.agree(&[4; 65]).unwrap_err(), KeyError::Unable);
    // Not a point of the curve.
    assert_eq!(curve.agree(&[4; 65]).unwrap_err(), KeyError::Refused);
}
