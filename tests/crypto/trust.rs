//! Trust beside OpenSSL's own opinion: one broken rule a row, lists and answers
//! as its authority and its responder make them.

use std::path::PathBuf;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use sceau::crypto::cert::Certificate;
use sceau::crypto::trust::{
    self, Anchors, AnswerError, Judgement, Purpose, Question, Reason, Revocation, RevokedFor, Status, Unchecked,
};
use sceau::domain::Timestamp;
use tempfile::TempDir;

#[path = "../../fuzz/certificates.rs"]
mod certificates;

const DAY: i64 = 86_400;

/// Each section is a kind of certificate.
const CONFIGURATION: &str = "
[req]
distinguished_name = dn
string_mask = utf8only
[dn]
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[narrow]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
[pretender]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
[silent]
basicConstraints = critical,CA:TRUE
keyUsage = critical,cRLSign
[constrained]
basicConstraints = critical,CA:TRUE
nameConstraints = critical,permitted;email:other.example
[barring]
basicConstraints = critical,CA:TRUE
nameConstraints = critical,excluded;email:cabinet.example
[asking]
basicConstraints = critical,CA:TRUE
certificatePolicies = 1.2.3.4
policyConstraints = critical,requireExplicitPolicy:0
[mail]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature,keyEncipherment
extendedKeyUsage = emailProtection
subjectAltName = email:anne@cabinet.example
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
crlDistributionPoints = URI:http://127.0.0.1/issuing.crl
authorityInfoAccess = OCSP;URI:http://127.0.0.1/ocsp
[agreed]
extendedKeyUsage = emailProtection
certificatePolicies = 1.2.3.4
[door]
keyUsage = critical,digitalSignature
extendedKeyUsage = clientAuth
[closed]
keyUsage = critical,keyEncipherment
extendedKeyUsage = emailProtection
[demanding]
extendedKeyUsage = emailProtection
1.2.3.4 = critical,ASN1:NULL
[responder]
keyUsage = critical,digitalSignature
extendedKeyUsage = OCSPSigning
[ca]
default_ca = issuing
[issuing]
database = index.txt
crlnumber = number
certificate = issuing.pem
private_key = issuing.key
default_md = sha256
default_crl_days = 30
crl_extensions = list
[list]
authorityKeyIdentifier = keyid
";

/// A root that is believed, and what stands below it, as files.
struct Pki {
    folder: TempDir,
    now: i64,
}

impl Pki {
    fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("trust.").tempdir_in("/tmp").unwrap();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        // Certificates are made one after the other, and each is valid from its second on.
        let pki = Self { folder, now: i64::try_from(now).unwrap() + 600 };
        pki.write("pki.cnf", CONFIGURATION.as_bytes());
        pki.write("index.txt", b"");
        pki.write("number", b"01\n");
        pki.issue("root", "authority", None, &[]);
        pki
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    /// Both channels of what it says, and whether it was content.
    fn openssl(&self, arguments: &[&str]) -> (bool, String) {
        let output = Command::new("openssl").args(arguments).current_dir(self.folder.path()).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&said).into_owned())
    }

    fn must(&self, arguments: &[&str]) {
        let (content, said) = self.openssl(arguments);
        assert!(content, "openssl {}\n{said}", arguments.join(" "));
    }

    /// A certificate of that kind, and its key.
    fn issue(&self, name: &str, kind: &str, by: Option<&str>, more: &[&str]) -> Certificate {
        let (key, file, subject) = (format!("{name}.key"), format!("{name}.pem"), format!("/C=FR/CN=test {name}"));
        let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
        let mut arguments = vec!["req", "-x509", "-config", "pki.cnf", "-extensions", kind, "-nodes", "-days", "3650"];
        arguments.extend(["-keyout", &key, "-out", &file, "-subj", &subject]);
        let (above, above_key) = (format!("{}.pem", by.unwrap_or_default()), format!("{}.key", by.unwrap_or_default()));
        if by.is_some() {
            arguments.extend(["-CA", &above, "-CAkey", &above_key]);
        }
        arguments.extend(if more.contains(&"-newkey") { &[][..] } else { &curve[..] });
        arguments.extend(more);
        self.must(&arguments);
        self.certificate(&file)
    }

    fn certificate(&self, file: &str) -> Certificate {
        let mut found = trust::certificates(&self.read(file));
        assert_eq!(found.len(), 1, "{file}");
        found.remove(0)
    }

    fn judge(
        &self,
        certificate: &Certificate,
        between: &[Certificate],
        revocation: &Revocation,
        days: i64,
    ) -> Judgement {
        let mut anchors = Anchors::new();
        assert!(anchors.add_own(self.certificate("root.pem")));
        let moment = Timestamp(self.now + days * DAY);
        trust::judge(&Question {
            certificate,
            between,
            anchors: &anchors,
            revocation,
            purpose: Purpose::Sign,
            at: moment,
            now: moment,
        })
    }
}

/// One rule broken.
struct Row {
    what: &'static str,
    /// Kinds of the authorities below the root, from above.
    authorities: &'static [&'static str],
    leaf: &'static str,
    more: &'static [&'static str],
    /// How far from today.
    days: i64,
    /// Turns a bit of the signature.
    altered: bool,
    /// What OpenSSL has against it.
    openssl: Option<&'static str>,
    ours: Option<Reason>,
}

const GOOD: Row = Row {
    what: "without fault",
    authorities: &["authority"],
    leaf: "mail",
    more: &[],
    days: 0,
    altered: false,
    openssl: None,
    ours: None,
};

fn rows() -> Vec<Row> {
    let broken = |what, openssl, ours| Row { what, openssl: Some(openssl), ours: Some(ours), ..GOOD };
    vec![
        GOOD,
        Row { what: "two authorities", authorities: &["authority", "authority"], ..GOOD },
        Row { what: "the policy asked for", authorities: &["asking"], leaf: "agreed", ..GOOD },
        Row { what: "one step allowed", authorities: &["narrow"], ..GOOD },
        Row { what: "RSA", more: &["-newkey", "rsa:2048"], ..GOOD },
        Row { more: &["-days", "10"], days: 20, ..broken("expired", "certificate has expired", Reason::Expired) },
        Row { days: -2, ..broken("too early", "certificate is not yet valid", Reason::NotYetValid) },
        Row { leaf: "door", ..broken("for doors", "unsuitable certificate purpose", Reason::WrongPurpose) },
        Row { leaf: "closed", ..broken("to encrypt for", "unsuitable certificate purpose", Reason::WrongUsage) },
        Row {
            leaf: "demanding",
            ..broken("demanding", "unhandled critical extension", Reason::CriticalExtension("1.2.3.4".into()))
        },
        Row { altered: true, ..broken("altered", "certificate signature failure", Reason::BadSignature) },
        Row { authorities: &["pretender"], ..broken("a pretender", "invalid CA certificate", Reason::NotAnAuthority) },
        Row { authorities: &["silent"], ..broken("may not sign", "invalid CA certificate", Reason::WrongUsage) },
        Row {
            authorities: &["narrow", "authority"],
            ..broken("a step too many", "path length constraint exceeded", Reason::PathTooLong)
        },
        Row {
            authorities: &["constrained"],
            ..broken("not of its names", "permitted subtree violation", Reason::NameConstraint)
        },
        Row {
            authorities: &["barring"],
            ..broken("of names barred", "excluded subtree violation", Reason::NameConstraint)
        },
        Row { authorities: &["asking"], ..broken("without the policy", "no explicit policy", Reason::Policy) },
        Row { more: &["-newkey", "rsa:1024"], ..broken("a short key", "key too weak", Reason::WeakAlgorithm) },
        Row { more: &["-sha1"], ..broken("SHA-1", "digest algorithm too weak", Reason::WeakAlgorithm) },
    ]
}

#[test]
fn every_rule_is_judged_as_openssl_judges_it() {
    for row in rows() {
        let pki = Pki::new();
        let mut above = String::from("root");
        let mut between = Vec::new();
        let mut chain = Vec::new();
        for (step, kind) in row.authorities.iter().enumerate() {
            let name = format!("authority {step}");
            between.push(pki.issue(&name, kind, Some(&above), &[]));
            chain.extend(pki.read(&format!("{name}.pem")));
            above = name;
        }
        let mut leaf = pki.issue("leaf", row.leaf, Some(&above), row.more).der().to_vec();
        if row.altered {
            *leaf.last_mut().unwrap() ^= 1;
        }
        pki.write("between.pem", &chain);
        pki.write("leaf.der", &leaf);
        let moment = (pki.now + row.days * DAY).to_string();
        let flags = [
            "verify",
            "-purpose",
            "smimesign",
            "-policy_check",
            "-policy",
            "anyPolicy",
            "-auth_level",
            "2",
            "-attime",
            &moment,
        ];
        let files = ["-CAfile", "root.pem", "-untrusted", "between.pem", "leaf.der"];
        let (content, said) = pki.openssl(&[&flags[..], &files].concat());
        let agrees = row.openssl.map_or(content, |expected| !content && said.contains(expected));
        assert!(agrees, "{}: openssl says {said}", row.what);

        let judgement = pki.judge(&Certificate::read(&leaf).unwrap(), &between, &Revocation::new(), row.days);
        // One fault may break a second rule too; OpenSSL also tells the first that it meets.
        let found = judgement.reasons().find(|reason| reason.refuses());
        assert_eq!(found, row.ours.as_ref(), "{}", row.what);
        assert_eq!(judgement.is_trusted(), row.ours.is_none(), "{}", row.what);
    }
}

#[test]
fn a_chain_without_its_root_or_its_middle_is_of_an_unknown_authority() {
    let pki = Pki::new();
    let issuing = pki.issue("issuing", "authority", Some("root"), &[]);
    let leaf = pki.issue("leaf", "mail", Some("issuing"), &[]);
    for (anchor, between, arguments) in [
        ("other.pem", vec![issuing], ["-CAfile", "other.pem", "-untrusted", "issuing.pem"]),
        ("root.pem", vec![], ["-CAfile", "root.pem", "-untrusted", "other.pem"]),
    ] {
        pki.issue("other", "authority", None, &[]);
        let (content, said) = pki.openssl(&[&["verify"][..], &arguments, &["leaf.pem"]].concat());
        assert!(!content && said.contains("unable to get"), "{said}");
        let mut anchors = Anchors::new();
        anchors.add_own(pki.certificate(anchor));
        let now = Timestamp(pki.now);
        let judgement = trust::judge(&Question {
            certificate: &leaf,
            between: &between,
            anchors: &anchors,
            revocation: &Revocation::new(),
            purpose: Purpose::Sign,
            at: now,
            now,
        });
        assert!(judgement.reasons().any(|reason| *reason == Reason::UnknownAuthority));
        assert!(!judgement.is_trusted());
    }
}

#[test]
fn a_chain_comes_from_any_file_that_openssl_writes() {
    let pki = Pki::new();
    pki.issue("issuing", "authority", Some("root"), &[]);
    let both = [pki.read("root.pem"), pki.read("issuing.pem")].concat();
    pki.write("both.pem", &both);
    for form in ["DER", "PEM"] {
        let line = ["crl2pkcs7", "-nocrl", "-certfile", "both.pem", "-outform", form, "-out", "chain.p7b"];
        pki.must(&line);
        assert_eq!(trust::certificates(&pki.read("chain.p7b")), trust::certificates(&both), "{form}");
    }
    assert_eq!(trust::certificates(&both).len(), 2);
    assert_eq!(Anchors::new().take_igc_sante(&both), 0, "of no authority of IGC-Santé");
}

/// What the fuzz target holds of any bytes, over files of openssl and changes to them.
#[test]
fn any_bytes_in_the_place_of_a_certificate_are_read_or_refused() {
    let issuing = Issuing::new();
    let question = trust::request(&issuing.good, &issuing.issuer, None);
    let answer = issuing.answer(&question, "issuing", &[]);
    let mut tried = 0;
    for file in [issuing.good.der().to_vec(), issuing.issuer.der().to_vec(), issuing.list(), answer] {
        for at in 0..file.len() {
            for value in [0, 0x30, 0x7F, 0x80, 0xFF] {
                let mut changed = file.clone();
                changed[at] = value;
                certificates::certificate(&changed);
                certificates::certificate(&changed[..at]);
                tried += 2;
            }
        }
    }
    assert!(tried > 10_000, "{tried}");
}

/// An issuing authority with a good and a revoked certificate.
struct Issuing {
    pki: Pki,
    issuer: Certificate,
    good: Certificate,
    revoked: Certificate,
}

impl Issuing {
    fn new() -> Self {
        let pki = Pki::new();
        let issuer = pki.issue("issuing", "authority", Some("root"), &[]);
        let good = pki.issue("good", "mail", Some("issuing"), &[]);
        let revoked = pki.issue("revoked", "mail", Some("issuing"), &[]);
        pki.must(&["ca", "-config", "pki.cnf", "-valid", "good.pem"]);
        pki.must(&["ca", "-config", "pki.cnf", "-revoke", "revoked.pem", "-crl_reason", "keyCompromise"]);
        Self { pki, issuer, good, revoked }
    }

    fn now(&self) -> Timestamp {
        Timestamp(self.pki.now + 60)
    }

    fn list(&self) -> Vec<u8> {
        self.pki.must(&["ca", "-config", "pki.cnf", "-gencrl", "-out", "list.pem"]);
        self.pki.must(&["crl", "-in", "list.pem", "-outform", "DER", "-out", "list.crl"]);
        self.pki.read("list.crl")
    }

    /// What the responder says to our own question.
    fn answer(&self, question: &[u8], responder: &str, more: &[&str]) -> Vec<u8> {
        self.pki.write("question.der", question);
        let (signer, key) = (format!("{responder}.pem"), format!("{responder}.key"));
        let line = ["ocsp", "-index", "index.txt", "-CA", "issuing.pem", "-rsigner", &signer, "-rkey", &key];
        let rest = ["-reqin", "question.der", "-respout", "answer.der", "-ndays", "1"];
        self.pki.must(&[&line[..], &rest, more].concat());
        self.pki.read("answer.der")
    }
}

fn is_revoked(status: Status) -> bool {
    matches!(status, Status::Revoked { reason: RevokedFor::KeyCompromise, .. })
}

#[test]
fn a_list_of_openssl_tells_the_good_from_the_revoked() {
    let issuing = Issuing::new();
    let mut known = Revocation::new();
    let taken = known.add_list(&issuing.list(), &[&issuing.issuer]).unwrap();
    assert_eq!(taken.next_update.map(|next| (next.0 - taken.this_update.0) / DAY), Some(30));
    assert!(matches!(known.status(&issuing.good, &issuing.issuer, issuing.now()), Status::Good { .. }));
    assert!(is_revoked(known.status(&issuing.revoked, &issuing.issuer, issuing.now())));
    for (certificate, file, trusted) in [(&issuing.good, "good.pem", true), (&issuing.revoked, "revoked.pem", false)] {
        let line = ["verify", "-crl_check", "-CAfile", "root.pem", "-untrusted", "issuing.pem", "-CRLfile", "list.pem"];
        let (content, said) = issuing.pki.openssl(&[&line[..], &[file]].concat());
        assert_eq!(content, trusted, "{said}");
        let judgement = issuing.pki.judge(certificate, std::slice::from_ref(&issuing.issuer), &known, 1);
        assert_eq!(judgement.is_trusted(), trusted);
        // The root's own list is not at hand, and nobody says where it would be.
        assert!(judgement.reasons().any(|reason| *reason == Reason::RevocationNotChecked(Unchecked::NowhereToAsk)));
    }
    let stale = known.status(&issuing.good, &issuing.issuer, Timestamp(issuing.pki.now + 31 * DAY));
    assert!(matches!(stale, Status::Unknown(Unchecked::OutOfDate { .. })));
}

#[test]
fn a_responder_of_openssl_answers_our_question() {
    let issuing = Issuing::new();
    issuing.pki.issue("responder", "responder", Some("issuing"), &[]);
    let nonce = b"0123456789abcdef";
    for (responder, more) in
        [("issuing", &[][..]), ("responder", &[]), ("responder", &["-resp_key_id"]), ("issuing", &["-resp_no_certs"])]
    {
        for (certificate, good) in [(&issuing.good, true), (&issuing.revoked, false)] {
            let question = trust::request(certificate, &issuing.issuer, Some(nonce));
            let answer = issuing.answer(&question, responder, more);
            let mut known = Revocation::new();
            known.add_answer(&answer, certificate, &issuing.issuer, Some(nonce)).unwrap();
            let status = known.status(certificate, &issuing.issuer, issuing.now());
            let as_expected = if good { matches!(status, Status::Good { .. }) } else { is_revoked(status) };
            assert!(as_expected, "{responder} {more:?}: {status:?}");
            let replayed = known.add_answer(&answer, certificate, &issuing.issuer, Some(b"another question"));
            assert_eq!(replayed, Err(AnswerError::WrongNonce));
        }
    }
}

#[test]
fn a_responder_without_the_right_is_refused_as_openssl_refuses_it() {
    let issuing = Issuing::new();
    let question = trust::request(&issuing.good, &issuing.issuer, None);
    let answer = issuing.answer(&question, "good", &[]);
    let refused = Revocation::new().add_answer(&answer, &issuing.good, &issuing.issuer, None);
    assert_eq!(refused, Err(AnswerError::UnknownResponder));
    let line = ["ocsp", "-respin", "answer.der", "-issuer", "issuing.pem", "-cert", "good.pem", "-CAfile", "root.pem"];
    let (_, said) = issuing.pki.openssl(&line);
    assert!(said.contains("Response Verify Failure"), "{said}");
}

#[test]
fn a_question_is_read_by_openssl_as_it_was_meant() {
    let issuing = Issuing::new();
    issuing.pki.write("question.der", &trust::request(&issuing.good, &issuing.issuer, Some(b"nonce of ours")));
    let (_, ours) = issuing.pki.openssl(&["ocsp", "-reqin", "question.der", "-req_text"]);
    let line = ["ocsp", "-issuer", "issuing.pem", "-cert", "good.pem", "-no_nonce", "-req_text"];
    let (_, theirs) = issuing.pki.openssl(&line);
    let hashes = |text: &str| -> Vec<String> {
        let wanted = |line: &&str| ["Hash", "Serial"].iter().any(|word| line.contains(word));
        text.lines().filter(wanted).map(|line| line.trim().to_owned()).collect()
    };
    assert_eq!(hashes(&ours).len(), 4, "{ours}");
    assert_eq!(hashes(&ours), hashes(&theirs));
    assert!(ours.contains("OCSP Nonce"));
}
