//! Headers that are protected (RFC 9788): nobody reads the subject on the way, who
//! has the key reads it, others' programs find it, and an answer does not bare it.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use openssl::cms::{CMSOptions, CmsContentInfo};
use openssl::stack::Stack;
use openssl::symm::Cipher;
use openssl::x509::X509;
use sceau::domain::verdict::Reason;
use sceau::domain::{Manner, MessageId, Phrases, Sending};
use sceau::engine::card::CardWishes;
use sceau::engine::{Command as Order, Opened, Setting};
use sceau::mime;
use serde_json::{Value, json};

use super::patiently;
use super::sealed::Sealed;
use crate::support::card::SOCKET;
use crate::support::certificates::{Holder, address};

const SUBJECT: &str = "Biopsie de Mme Éléonore Durand";

impl Sealed {
    /// Her mailbox hides subjects from now on.
    fn hiding(self) -> Self {
        let sending = Sending { hide_subject: true, ..Sending::default() };
        self.office.desk.ask(self.office.desk.engine.set_sending(self.office.account, sending));
        self
    }

    /// The newest message of a folder whose header says that, and how it opens.
    fn came(&self, folder: &str, subject: &str) -> (MessageId, Opened) {
        let (office, engine) = (&self.office, &self.office.desk.engine);
        patiently("a message", || {
            engine.send(Order::Sync(office.account));
            let rows = office.desk.list(office.account, folder);
            let row = rows.into_iter().find(|id| self.listed(*id) == subject)?;
            office.desk.try_ask(engine.opened(row)).ok().map(|opened| (row, opened))
        })
    }

    /// The subject that the list shows.
    fn listed(&self, id: MessageId) -> String {
        let page = self.office.desk.ask(self.office.desk.engine.page(vec![id]));
        page.into_iter().next().map(|row| row.subject).unwrap_or_default()
    }

    fn for_alice(&self, header: &str, entity: &[u8]) -> Vec<u8> {
        let flags = CMSOptions::BINARY;
        let mut to: Stack<X509> = Stack::new().unwrap();
        to.push(self.mine.certificate.clone()).unwrap();
        let sealed = CmsContentInfo::encrypt(&to, entity, Cipher::aes_256_cbc(), flags).unwrap();
        message(header, "enveloped-data", &sealed.to_der().unwrap())
    }
}

fn message(header: &str, kind: &str, cms: &[u8]) -> Vec<u8> {
    let encoded = openssl::base64::encode_block(cms);
    let lines: Vec<&str> = encoded.as_bytes().chunks(76).map(|line| str::from_utf8(line).unwrap()).collect();
    let head = format!("{header}MIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; smime-type={kind}; ");
    format!("{head}name=\"smime.p7m\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n", lines.join("\r\n"))
        .into_bytes()
}

/// As a peer with `openssl cms` does it: opened with the key, then checked.
fn opened_by_openssl(letter: &[u8], reader: &Holder, root: &Holder) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = reader.write(folder.path());
    let (root, _) = root.write(folder.path());
    fs::write(folder.path().join("letter"), letter).unwrap();
    let [certificate, key, root] = [certificate, key, root].map(|path| path.to_str().unwrap().to_owned());
    openssl(folder.path(), &["-decrypt", "-in", "letter", "-out", "signed", "-recip", &certificate, "-inkey", &key]);
    let check = ["-verify", "-in", "signed", "-out", "content", "-CAfile", &root];
    openssl(folder.path(), &check);
    fs::read(folder.path().join("signed")).unwrap()
}

fn openssl(folder: &Path, arguments: &[&str]) {
    let done = Command::new("openssl").arg("cms").args(arguments).current_dir(folder).output().unwrap();
    assert!(done.status.success(), "{arguments:?} {}", String::from_utf8_lossy(&done.stderr));
}

const READ_BY_PYTHON: &str = r#"
import email, email.policy, json, sys
outer, inner = [email.message_from_bytes(bytes.fromhex(line), policy=email.policy.default) for line in sys.stdin]
payload = inner.get_payload(0)
part = payload if payload.get_content_type() == "text/plain" else payload.get_body(("plain",))
json.dump({
    "outside": str(outer["subject"]),
    "subject": str(payload["subject"]), "to": str(payload["to"]), "message_id": str(payload["message-id"]),
    "hp": payload["content-type"].params["hp"],
    "hp_outer": [str(value) for value in payload.get_all("hp-outer", []) if value.startswith("Subject")],
    "again": part["content-type"].params.get("hp-legacy-display"),
    "text": part.get_content().replace("\r\n", "\n").rstrip(),
    "defects": len(payload.defects),
}, sys.stdout)
"#;

fn read_by_python(outer: &[u8], inner: &[u8]) -> Value {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let mut child = Command::new("python3")
        .args(["-c", READ_BY_PYTHON])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3");
    child.stdin.take().unwrap().write_all(format!("{}\n{}\n", hex(outer), hex(inner)).as_bytes()).unwrap();
    let done = child.wait_with_output().unwrap();
    assert!(done.status.success());
    serde_json::from_slice(&done.stdout).unwrap()
}

#[test]
fn a_subject_that_is_hidden_is_read_by_who_has_the_key_and_found_by_other_programs() {
    let sealed = Sealed::open().hiding();
    let letter = sealed.sent(SUBJECT, |wishes| (wishes.sign, wishes.encrypt) = (true, true));
    let inner = opened_by_openssl(&letter, &sealed.lea, &sealed.authority.root);
    let read = read_by_python(&letter, &inner);
    let text = read["text"].as_str().unwrap().to_owned();
    assert!(text.starts_with(&format!("{SUBJECT_AGAIN}\n\nLa créatinine")), "{text}");
    let message_id = format!("<{}>", mime::read(&letter).envelope.message_id.unwrap());
    let expected = json!({
        "outside": "[...]", "subject": SUBJECT, "to": read["to"], "message_id": message_id, "hp": "cipher",
        "hp_outer": ["Subject: [...]"], "again": "1", "text": text, "defects": 0,
    });
    assert_eq!(read, expected);
    assert!(read["to"].as_str().unwrap().contains(&address("lea")));
}

const SUBJECT_AGAIN: &str = "Subject: Biopsie de Mme Éléonore Durand";

#[test]
fn what_is_signed_alone_has_its_header_signed_and_shown() {
    let sealed = Sealed::open().hiding();
    let letter = sealed.sent(SUBJECT, |wishes| wishes.sign = true);
    let read = read_by_python(&letter, &letter);
    assert_eq!((&read["outside"], &read["subject"]), (&json!(SUBJECT), &json!(SUBJECT)));
    assert_eq!((&read["hp"], &read["hp_outer"], &read["again"]), (&json!("clear"), &json!([]), &Value::Null));
    assert!(read["text"].as_str().unwrap().starts_with("La créatinine"));
    let altered = String::from_utf8(letter).unwrap().replacen("Subject: ", "Subject: Re: ", 1);
    sealed.office.practice.deliver(&sealed.office.alice, "INBOX", [altered.into_bytes()]);
    let (_, opened) = sealed.came("INBOX", &format!("Re: {SUBJECT}"));
    assert!(opened.seal.unwrap().verdict.reasons.contains(&Reason::SubjectDiffers));
}

#[test]
fn lists_show_a_hidden_subject_once_it_was_deciphered_and_an_answer_hides_it_again() {
    let sealed = Sealed::open().hiding();
    let (office, engine) = (&sealed.office, &sealed.office.desk.engine);
    let _ = sealed.sent(SUBJECT, |wishes| (wishes.sign, wishes.encrypt) = (true, true));
    let (row, opened) = sealed.came("Sent", "[...]");
    assert_eq!(opened.envelope.subject, SUBJECT);
    assert!(opened.text.starts_with("La créatinine"), "it is not said again: {}", opened.text);
    let seal = opened.seal.unwrap();
    assert!(seal.is_deciphered() && !seal.verdict.reasons.contains(&Reason::SubjectDiffers), "{seal:?}");
    patiently("it in the list", || (sealed.listed(row) == SUBJECT).then_some(()));

    // Whatever the mailbox does by itself.
    office.desk.ask(engine.set_sending(office.account, Sending::default()));
    let phrases = |_: &_, _| Phrases::default();
    let answer = office.desk.ask(engine.begin_answer(row, Manner::Reply, Setting::default(), phrases));
    assert_eq!(answer.draft.subject, format!("Re: {SUBJECT}"));
    assert!(answer.draft.must_encrypt && answer.draft.hides_subject());
}

/// In a process of its own: the address of the card service is read once in a life.
#[test]
fn where_nothing_deciphered_is_to_be_found_lists_show_what_came() {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "writing::protected::unsearchable", "--ignored", "--nocapture", "--test-threads=1"]);
    let output = command.env(SOCKET, "/nonexistent").output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
#[ignore = "started by the test above"]
fn unsearchable() {
    let sealed = Sealed::open().hiding();
    sealed.office.desk.engine.watch_cards(CardWishes { unsearchable: true, ..CardWishes::default() });
    let _ = sealed.sent(SUBJECT, |wishes| (wishes.sign, wishes.encrypt) = (true, true));
    let (row, opened) = sealed.came("Sent", "[...]");
    assert_eq!(opened.envelope.subject, SUBJECT);
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert_eq!(sealed.listed(row), "[...]");
}

#[test]
fn the_older_way_of_hiding_is_read_and_an_author_within_is_not_believed() {
    let sealed = Sealed::open();
    let office = &sealed.office;
    let outer = |subject: &str, id: &str| {
        format!(
            "From: {}\r\nTo: alice@cabinet.example\r\nSubject: {subject}\r\nMessage-ID: <{id}@x.example>\r\n",
            address("lea")
        )
    };
    let entity = |from: &str| {
        format!(
            "Content-Type: multipart/mixed; boundary=\"a\"; protected-headers=\"v1\"\r\nFrom: {from}\r\n\
             Subject: =?UTF-8?Q?Biopsie_de_Mme_=C3=89l=C3=A9onore_Durand?=\r\n\r\n--a\r\n\
             Content-Type: text/plain; charset=utf-8\r\n\r\nBonjour\r\n--a--\r\n"
        )
    };
    let honest = sealed.for_alice(&outer("...", "un"), entity(&address("lea")).as_bytes());
    let forged = sealed.for_alice(&outer("[...]", "deux"), entity("chef@clinique.example").as_bytes());
    office.practice.deliver(&office.alice, "INBOX", [honest, forged]);
    let (row, opened) = sealed.came("INBOX", "...");
    assert_eq!((opened.envelope.subject.as_str(), opened.text.as_str()), (SUBJECT, "Bonjour"));
    assert!(!opened.seal.unwrap().verdict.reasons.contains(&Reason::FromDiffers));
    patiently("it in the list", || (sealed.listed(row) == SUBJECT).then_some(()));
    let (_, opened) = sealed.came("INBOX", "[...]");
    assert_eq!(opened.envelope.from[0].email, address("lea"), "the one that servers saw");
    assert!(opened.seal.unwrap().verdict.reasons.contains(&Reason::FromDiffers), "and it is said");
}

#[test]
fn the_draft_of_what_is_hidden_hides_it_on_the_server() {
    let sealed = Sealed::open().hiding();
    let (office, engine) = (&sealed.office, &sealed.office.desk.engine);
    let mut writing = office.letter(&address("lea"), SUBJECT, "La créatinine est à 142.");
    writing.draft.wishes.encrypt = true;
    let id = office.desk.ask(engine.keep_draft(None, writing));
    assert!(office.desk.ask(engine.copy_draft(id)));
    let found = patiently("the draft there", || {
        let found = office.practice.doveadm(&["fetch", "-u", &office.alice.email, "text", "mailbox", "Drafts"]);
        (!found.is_empty()).then_some(found)
    });
    assert!(found.contains("Subject: [...]") && !found.contains("Biopsie"), "{found}");
}
