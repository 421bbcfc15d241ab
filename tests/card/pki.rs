//! The health PKI, judged by the `openssl` command.

use std::fs;
use std::process::Command;

use crate::support::card::Leaf;
use crate::support::card::certificate::Identity;
use crate::support::card::pki::{HealthPki, Issuer, Mood};

struct Desk {
    pki: HealthPki,
    files: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { pki: HealthPki::start(), files: tempfile::tempdir().unwrap() };
        desk.write("root.pem", &desk.pki.root().pem());
        desk.write("issuer.pem", &desk.pki.authority(Issuer::Persons).pem());
        desk
    }

    fn write(&self, name: &str, content: &[u8]) {
        fs::write(self.files.path().join(name), content).unwrap();
    }

    fn openssl(&self, args: &str) -> String {
        let output =
            Command::new("openssl").current_dir(self.files.path()).args(args.split(' ')).output().expect("openssl");
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    }

    fn asked(&self, leaf: &Identity) -> String {
        self.write("leaf.pem", &leaf.pem());
        let address = self.pki.responder_address();
        self.openssl(&format!("ocsp -issuer issuer.pem -cert leaf.pem -url {address} -CAfile root.pem"))
    }
}

#[test]
fn every_certificate_has_a_chain_up_to_the_root() {
    let desk = Desk::new();
    for leaf in [Leaf::CpsSignature, Leaf::CpsAuthentication, Leaf::Cpe, Leaf::EllipticSignature, Leaf::Test] {
        desk.write("leaf.pem", &desk.pki.leaf(leaf).pem());
        let said = desk.openssl("verify -x509_strict -CAfile root.pem -untrusted issuer.pem leaf.pem");
        assert!(said.contains("leaf.pem: OK"), "{leaf:?}: {said}");
    }
    desk.write("issuer.pem", &desk.pki.authority(Issuer::Organisations).pem());
    for leaf in [Leaf::StructureSignature, Leaf::StructureConfidentiality, Leaf::Confidentiality] {
        desk.write("leaf.pem", &desk.pki.leaf(leaf).pem());
        let said = desk.openssl("verify -x509_strict -CAfile root.pem -untrusted issuer.pem leaf.pem");
        assert!(said.contains("leaf.pem: OK"), "{leaf:?}: {said}");
    }
}

#[test]
fn what_is_wrong_with_a_certificate_is_only_that() {
    let desk = Desk::new();
    for (leaf, fault) in [(Leaf::Expired, "has expired"), (Leaf::NotYetValid, "not yet valid")] {
        desk.write("leaf.pem", &desk.pki.leaf(leaf).pem());
        let said = desk.openssl("verify -CAfile root.pem -untrusted issuer.pem leaf.pem");
        assert!(said.contains(fault), "{leaf:?}: {said}");
    }
    desk.write("leaf.pem", &desk.pki.leaf(Leaf::Cps2ter).pem());
    // The day that it was used.
    let said = desk.openssl("verify -attime 1265000000 -auth_level 0 -CAfile root.pem -untrusted issuer.pem leaf.pem");
    assert!(said.contains("OK"), "{said}");
}

#[test]
fn a_card_holder_is_named_by_one_relative_name_of_three_parts() {
    let desk = Desk::new();
    desk.write("leaf.pem", &desk.pki.leaf(Leaf::CpsSignature).pem());
    let said = desk.openssl("x509 -in leaf.pem -noout -subject -nameopt RFC2253,utf8,-esc_msb");
    assert!(said.contains("CN=899700123456+SN=FONTAINE+GN=Alice,title=Médecin,C=FR"), "{said}");
}

#[test]
fn the_responder_says_what_is_revoked() {
    let desk = Desk::new();
    let (good, revoked) = (desk.pki.leaf(Leaf::CpsSignature), desk.pki.leaf(Leaf::Revocable));
    desk.pki.revoke(&revoked);
    let said = desk.asked(&good);
    assert!(said.contains("Response verify OK") && said.contains("leaf.pem: good"), "{said}");
    assert!(!said.contains("Nonce"), "{said}");
    let said = desk.asked(&revoked);
    assert!(said.contains("Response verify OK") && said.contains("leaf.pem: revoked"), "{said}");
    assert_eq!(desk.pki.requests(), ["POST /ocsp", "POST /ocsp"]);
    desk.pki.set_mood(Mood::Refuses);
    assert!(!desk.asked(&good).contains("verify OK"));
}

#[test]
fn lists_are_signed_and_a_delta_adds_to_them() {
    let desk = Desk::new();
    let (first, second) = (desk.pki.leaf(Leaf::Revocable), desk.pki.leaf(Leaf::CpsSignature));
    desk.pki.revoke(&first);
    desk.pki.revoke_in_delta(&second);
    desk.write("full.crl", &desk.pki.list(Issuer::Persons));
    desk.write("delta.crl", &desk.pki.delta(Issuer::Persons));
    for list in ["full.crl", "delta.crl"] {
        let said = desk.openssl(&format!("crl -inform DER -in {list} -CAfile issuer.pem -noout"));
        assert!(said.contains("verify OK"), "{list}: {said}");
    }
    let _ = desk.openssl("crl -inform DER -in full.crl -out full.pem");
    let _ = desk.openssl("crl -inform DER -in delta.crl -out delta.pem");
    let check = "verify -crl_check -CAfile root.pem -untrusted issuer.pem -CRLfile full.pem";
    desk.write("leaf.pem", &second.pem());
    assert!(desk.openssl(&format!("{check} leaf.pem")).contains("OK"));
    let said = desk.openssl(&format!("{check} -use_deltas -CRLfile delta.pem leaf.pem"));
    assert!(said.contains("certificate revoked"), "{said}");
    desk.write("leaf.pem", &first.pem());
    assert!(desk.openssl(&format!("{check} leaf.pem")).contains("certificate revoked"));
}
