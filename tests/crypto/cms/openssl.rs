//! With `openssl cms`, each algorithm both ways.

use sceau::crypto::cms::{self, Cipher, Content, Flaw, Form, Scheme, Strength, Transport};
use sceau::crypto::{Digest, Key, Padding};

use super::{AT, Cabinet, check, enveloped, signed, soft};
use crate::support::certificates::Holder;

const CONTENT: &[u8] = b"Content-Type: text/plain\r\n\r\nBonjour, les r\xC3\xA9sultats.\r\n";

const CIPHERS: [(&str, Cipher); 7] = [
    ("-aes128", Cipher::Aes128Cbc),
    ("-aes192", Cipher::Aes192Cbc),
    ("-aes256", Cipher::Aes256Cbc),
    ("-des3", Cipher::TripleDesCbc),
    ("-aes-128-gcm", Cipher::Aes128Gcm),
    ("-aes-192-gcm", Cipher::Aes192Gcm),
    ("-aes-256-gcm", Cipher::Aes256Gcm),
];

/// Long enough for openssl to stream it in segments.
fn long() -> Vec<u8> {
    CONTENT.repeat(2_000)
}

#[test]
fn what_openssl_enciphers_for_an_rsa_key_is_read_in_every_way() {
    let cabinet = Cabinet::new();
    let content = long();
    cabinet.write("content", &content);
    let key = soft(&cabinet.lea);
    let oaep = |digest| Transport::Rsa(Padding::Oaep(digest));
    let ways = [
        ("-recip lea.pem", Transport::Rsa(Padding::Pkcs1)),
        ("-recip lea.pem -keyid", Transport::Rsa(Padding::Pkcs1)),
        ("-recip paul.pem -recip ines.pem -recip lea.pem", Transport::Rsa(Padding::Pkcs1)),
        ("-recip lea.pem -keyopt rsa_padding_mode:oaep", oaep(Digest::Sha1)),
        ("-recip lea.pem -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256", oaep(Digest::Sha256)),
        ("-recip lea.pem -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha384", oaep(Digest::Sha384)),
        ("-recip lea.pem -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha512", oaep(Digest::Sha512)),
    ];
    for (option, cipher) in CIPHERS {
        for (recipients, transport) in ways {
            for form in ["", "-stream"] {
                let line = format!(
                    "openssl cms -encrypt -binary -outform DER -in content -out out {option} {form} {recipients}"
                );
                cabinet.must(&line);
                let bytes = cabinet.read("out");
                let opened = enveloped(&bytes).open(&[&key]).unwrap_or_else(|error| panic!("{line}: {error}"));
                assert!(*opened.content == content, "{line}");
                assert_eq!((opened.cipher, opened.transport), (cipher, transport), "{line}");
                assert_eq!(opened.authenticated, option.ends_with("gcm"), "{line}");
            }
        }
    }
}

#[test]
fn what_openssl_enciphers_for_a_curve_is_read_in_every_way() {
    let cabinet = Cabinet::new();
    cabinet.write("content", CONTENT);
    let mut ways: Vec<(String, Cipher)> = Vec::new();
    for (option, cipher) in CIPHERS {
        ways.push((option.to_owned(), cipher));
        ways.push((format!("{option} -stream -keyid"), cipher));
        ways.push((format!("{option} -des3-wrap"), cipher));
    }
    for digest in ["sha1", "sha224", "sha256", "sha384", "sha512"] {
        for wrap in ["-aes128-wrap", "-aes192-wrap", "-aes256-wrap", "-des3-wrap"] {
            ways.push((format!("-aes256 {wrap} -keyopt ecdh_kdf_md:{digest}"), Cipher::Aes256Cbc));
        }
    }
    for holder in [&cabinet.ines, &cabinet.hugo] {
        let key = soft(holder);
        for (options, cipher) in &ways {
            // The options of a recipient follow it.
            let (before, after) = options.split_once(" -keyopt").unwrap_or((options, ""));
            let after = if after.is_empty() { String::new() } else { format!("-keyopt{after}") };
            let line = format!(
                "openssl cms -encrypt -binary -outform DER -in content -out out {before} -recip {}.pem {after}",
                holder.name
            );
            cabinet.must(&line);
            let bytes = cabinet.read("out");
            let opened = enveloped(&bytes).open(&[&key]).unwrap_or_else(|error| panic!("{line}: {error}"));
            assert_eq!(*opened.content, CONTENT, "{line}");
            assert_eq!((opened.cipher, opened.transport), (*cipher, Transport::Agreement), "{line}");
        }
    }
}

#[test]
fn openssl_reads_what_is_enciphered_here() {
    let cabinet = Cabinet::new();
    let certificates: Vec<Vec<u8>> =
        [&cabinet.lea, &cabinet.paul, &cabinet.ines, &cabinet.hugo].map(Holder::der).into();
    let all: Vec<&[u8]> = certificates.iter().map(Vec::as_slice).collect();
    for how in [Strength::Common, Strength::Modern] {
        for content in [Vec::new(), CONTENT.to_vec(), vec![7; 16], vec![7; 1_000_000]] {
            for to in [&all[..1], &all[2..3], &all] {
                cabinet.write("in", &cms::encrypt(&content, to, how).unwrap());
                let names = ["lea", "paul", "ines", "hugo"];
                for (_, name) in all.iter().zip(names).filter(|(der, _)| to.contains(der)) {
                    let line =
                        format!("openssl cms -decrypt -binary -inform DER -in in -inkey {name}.key -recip {name}.pem");
                    assert!(cabinet.must(&line) == content, "{name} {how:?}");
                }
            }
        }
    }
}

/// Longer than what the library is given at once.
#[test]
fn twenty_megabytes_go_both_ways() {
    let cabinet = Cabinet::new();
    let content = CONTENT.repeat(20_000_000 / CONTENT.len());
    cabinet.write("content", &content);
    let (key, lea) = (soft(&cabinet.lea), cabinet.lea.der());
    for how in [Strength::Common, Strength::Modern] {
        let message = cms::encrypt(&content, &[&lea], how).unwrap();
        assert!(*enveloped(&message).open(&[&key]).unwrap().content == content);
        cabinet.write("in", &message);
        let line = "openssl cms -decrypt -binary -inform DER -in in -inkey lea.key -recip lea.pem";
        assert!(cabinet.must(line) == content, "{how:?}");
    }
    cabinet.must("openssl cms -encrypt -stream -aes-256-gcm -binary -outform DER -in content -out out lea.pem");
    assert!(*enveloped(&cabinet.read("out")).open(&[&key]).unwrap().content == content);
    cabinet.must(&sign_line(&cabinet.lea, "-stream -nodetach"));
    check(&cabinet.read("out"), None).unwrap();
}

#[test]
fn what_openssl_signs_is_read_in_every_way() {
    let cabinet = Cabinet::new();
    let content = long();
    cabinet.write("content", &content);
    for holder in [&cabinet.lea, &cabinet.ines, &cabinet.hugo] {
        for (digest, expected) in
            [("sha1", Digest::Sha1), ("sha256", Digest::Sha256), ("sha384", Digest::Sha384), ("sha512", Digest::Sha512)]
        {
            for form in ["", "-nodetach", "-stream -nodetach", "-keyid", "-noattr", "-noattr -nodetach", "-cades"] {
                let line = sign_line(holder, &format!("-md {digest} {form}"));
                cabinet.must(&line);
                let bytes = cabinet.read("out");
                let detached = (!form.contains("-nodetach")).then_some(content.as_slice());
                assert_eq!(signed(&bytes).content().is_none(), detached.is_some());
                let checked = check(&bytes, detached).unwrap_or_else(|flaw| panic!("{line}: {flaw}"));
                assert_eq!((checked.digest, checked.weak), (expected, expected == Digest::Sha1), "{line}");
                assert_eq!(checked.signing_time.is_some(), !form.contains("-noattr"), "{line}");
                assert_eq!(checked.scheme == Scheme::Ecdsa, holder.name != "lea", "{line}");
                let altered = [&content[..], b" "].concat();
                assert!(check(&bytes, Some(&altered)).is_err(), "{line}");
            }
        }
    }
}

fn sign_line(holder: &Holder, options: &str) -> String {
    let name = holder.name;
    format!(
        "openssl cms -sign -binary -outform DER -in content -out out -signer {name}.pem -inkey {name}.key {options}"
    )
}

#[test]
fn the_parameters_of_pss_are_honoured() {
    let cabinet = Cabinet::new();
    cabinet.write("content", CONTENT);
    for (options, mask, salt) in [
        ("-md sha256 -keyopt rsa_pss_saltlen:32", Digest::Sha256, 32),
        ("-md sha256 -keyopt rsa_pss_saltlen:0", Digest::Sha256, 0),
        ("-md sha256 -keyopt rsa_pss_saltlen:20 -keyopt rsa_mgf1_md:sha1", Digest::Sha1, 20),
        ("-md sha512 -keyopt rsa_pss_saltlen:64 -keyopt rsa_mgf1_md:sha384", Digest::Sha384, 64),
        ("-md sha1 -keyopt rsa_pss_saltlen:20", Digest::Sha1, 20),
    ] {
        // The options of a key follow it.
        cabinet.must(&sign_line(&cabinet.lea, &format!("-keyopt rsa_padding_mode:pss {options}")));
        let checked = check(&cabinet.read("out"), Some(CONTENT)).unwrap_or_else(|flaw| panic!("{options}: {flaw}"));
        assert_eq!(checked.scheme, Scheme::Pss { mask, salt }, "{options}");
    }
}

#[test]
fn digests_of_no_worth_and_unknown_ones_are_named() {
    let cabinet = Cabinet::new();
    cabinet.write("content", CONTENT);
    cabinet.must(&sign_line(&cabinet.lea, "-md md5"));
    assert_eq!(check(&cabinet.read("out"), Some(CONTENT)), Err(Flaw::Md5));
    cabinet.must(&sign_line(&cabinet.lea, "-md sha224"));
    let unknown = Flaw::Unsupported("2.16.840.1.101.3.4.2.4".to_owned());
    assert_eq!(check(&cabinet.read("out"), Some(CONTENT)), Err(unknown));
}

#[test]
fn several_signers_are_each_checked() {
    let cabinet = Cabinet::new();
    cabinet.write("content", CONTENT);
    cabinet.must(&sign_line(&cabinet.lea, "-signer ines.pem -inkey ines.key -signer paul.pem -inkey paul.key"));
    let bytes = cabinet.read("out");
    let signed = signed(&bytes);
    assert_eq!(signed.signers().len(), 3);
    for signer in signed.signers() {
        let own: Vec<_> = signed.certificates().iter().filter(|certificate| signer.matches(certificate)).collect();
        assert_eq!(own.len(), 1);
        signed.check(signer, own[0], CONTENT).unwrap();
    }
}

#[test]
fn openssl_accepts_what_is_signed_here() {
    let cabinet = Cabinet::new();
    cabinet.write("content", CONTENT);
    let root = cabinet.root.der();
    for holder in [&cabinet.lea, &cabinet.ines, &cabinet.hugo] {
        let key = soft(holder);
        for form in [Form::Detached, Form::Opaque] {
            let bytes = cms::sign(CONTENT, &key, &[&root], AT, form).unwrap();
            let content = (form == Form::Detached).then_some(CONTENT);
            let checked = check(&bytes, content).unwrap();
            assert_eq!((checked.signing_time, checked.digest, checked.weak), (Some(AT), Digest::Sha256, false));
            assert!(checked.capabilities.unwrap().modern());
            cabinet.write("in", &bytes);
            let beside = if form == Form::Detached { "-content content" } else { "" };
            let line = format!("openssl cms -verify -binary -cades -inform DER -in in {beside} -CAfile racine.pem");
            assert_eq!(cabinet.must(&line), CONTENT, "{} {form:?}", holder.name);
            cabinet.write("content", b"Autre chose");
            if form == Form::Detached {
                cabinet.run(&line).unwrap_err();
            }
            cabinet.write("content", CONTENT);
        }
    }
}

#[test]
fn a_content_digested_as_it_went_by_is_signed_the_same() {
    let cabinet = Cabinet::new();
    let key = soft(&cabinet.lea);
    let digest = openssl::sha::sha256(CONTENT);
    let bytes = cms::sign_digest(&digest, &key, &[], AT).unwrap();
    // RSA PKCS#1 v1.5 signs alike each time.
    assert_eq!(bytes, cms::sign(CONTENT, &key, &[], AT, Form::Detached).unwrap());
    assert_eq!(signed(&bytes).certificates(), [key.certificate()]);
}

#[test]
fn other_kinds_of_messages_are_named() {
    let cabinet = Cabinet::new();
    cabinet.write("content", CONTENT);
    cabinet.must("openssl cms -data_create -outform DER -in content -out out");
    let bytes = cabinet.read("out");
    assert!(matches!(cms::read(&bytes).unwrap(), Content::Other(kind) if kind == "1.2.840.113549.1.7.1"));
}
