//! What leaves is read by others as it was written: subjects, names and file names
//! with accents and more come through the server whole, and two other libraries
//! (Python's `email`, mail-parser) read each message as we do.

use std::collections::HashMap;
use std::io::Write as _;
use std::process::{Command as Process, Stdio};

use mail_parser::MimeHeaders as _;
use sceau::domain::{Address, Email, Outgoing, PartRole, Timestamp, Writing};
use sceau::mime;
use serde_json::{Value, json};

use super::Stage;
use crate::faults::soak;
use crate::support::Line;
use crate::support::corpus::dice::Dice;

/// Of each: one subject, seven names, twelve file names.
const LETTERS: usize = 100;
const FILES: usize = 12;

const PIECES: [&str; 40] = [
    "Résultats",
    "d’analyses",
    "Éléonore",
    "Zoé",
    "de la Forêt",
    "Müller",
    "Œuvré",
    "Šimon",
    "naïve",
    "ça",
    "ÀÉÎÕÜ",
    "Compte rendu",
    "hospitalisation",
    "🩺",
    "👩🏽‍⚕️",
    "🇫🇷",
    "❤️",
    "✓",
    "«\u{a0}urgent\u{a0}»",
    "n°\u{202f}12",
    "—",
    "“ok”",
    "O'Brien",
    "Durand",
    "(suite)",
    "a, b",
    "x; y",
    "\"cité\"",
    "100 %",
    "= ? =é",
    "Ñandú",
    "漢字",
    "кровь",
    "שלום",
    "e\u{301}te\u{301}",
    "Ldl+Hdl",
    "a_b",
    "[important]",
    "2026-11-22",
    "très très long et sans fin",
];

const READ_BY_PYTHON: &str = r#"
import email, email.policy, hashlib, json, sys
from email.header import decode_header, make_header
from email.utils import getaddresses
out = []
for path in sys.stdin.read().splitlines():
    with open(path, "rb") as f:
        raw = f.read()
    m = email.message_from_bytes(raw, policy=email.policy.default)
    # Its newer parser leaves a space between two encoded words of a name, which
    # RFC 2047, 6.2 does not: names are read by the one before it.
    old = email.message_from_bytes(raw)
    people = lambda h: [[str(make_header(decode_header(n))), a] for n, a in getaddresses(old.get_all(h, []))]
    text = m.get_body(("plain",))
    body = lambda part: part.get_content().replace("\r\n", "\n").rstrip() if part else None
    out.append({
        "subject": str(m["subject"]),
        "from": people("from"), "to": people("to"), "cc": people("cc"),
        "message_id": str(m["message-id"]).strip("<>"),
        "date": int(m["date"].datetime.timestamp()),
        "text": body(text),
        "files": [[p.get_filename(), p.get_content_type(), hashlib.sha256(p.get_payload(decode=True)).hexdigest()]
                  for p in m.iter_attachments()],
        "defects": len(m.defects) + sum(len(p.defects) for p in m.walk() if p is not m),
    })
json.dump(out, sys.stdout)
"#;

/// A few pieces, with one space between two of them: what a header keeps.
fn some(dice: &mut Dice) -> String {
    let count = 1 + dice.index(5);
    (0..count).map(|_| dice.pick(&PIECES)).collect::<Vec<_>>().join(" ")
}

fn people(dice: &mut Dice, number: usize, count: usize) -> Vec<Address> {
    (0..count).map(|at| Address::new(some(dice), format!("p{number}-{at}@ailleurs.example"))).collect()
}

/// What a letter says, and to whom.
struct Note {
    from: Address,
    to: Vec<Address>,
    cc: Vec<Address>,
    subject: String,
    text: String,
    /// Their names and their bytes.
    files: Vec<(String, Vec<u8>)>,
}

fn note(number: usize) -> Note {
    let mut dice = Dice::new(number as u64, "words");
    let mut to = people(&mut dice, number, 3);
    to.push(Address::new("", "alice@cabinet.example"));
    let file = |dice: &mut Dice| {
        // What joins two signs into one is not seen, and goes from file names.
        let name = some(dice).replace('\u{200d}', "");
        let name = format!("{}.pdf", name.replace(['"', '/', '\\', ':', '*', '?', '<', '>', '|', '\''], "-"));
        (name, dice.next().to_le_bytes().repeat(dice.index(40) + 1))
    };
    Note {
        from: Address::new(some(&mut dice), "alice@cabinet.example"),
        to,
        cc: people(&mut dice, number, 3),
        subject: some(&mut dice),
        files: (0..FILES).map(|_| file(&mut dice)).collect(),
        text: (0..4).map(|_| some(&mut dice)).collect::<Vec<_>>().join("\n"),
    }
}

/// Every other one with a layout, the others with files, as the window writes them.
fn composed(stage: &Stage, number: usize, note: &Note) -> Vec<u8> {
    let engine = &stage.desk.engine;
    let date = Timestamp(1_795_251_600 + 60 * i64::try_from(number).unwrap());
    let mut writing = Writing::new(&stage.desk.ask(engine.accounts())[0]);
    let draft = &mut writing.draft;
    (draft.from, draft.to, draft.cc) = (note.from.clone(), note.to.clone(), note.cc.clone());
    (draft.subject, draft.text) = (note.subject.clone(), note.text.clone());
    if !number.is_multiple_of(2) {
        draft.html = Some(format!("<p>{}</p>", note.text.replace('\n', "<br>")));
        return stage.desk.ask(engine.written(&writing.draft, date));
    }
    let id = stage.desk.ask(engine.keep_draft(None, writing.clone()));
    for (name, bytes) in &note.files {
        let kept = stage.desk.ask(engine.enclose(Some(id), writing.clone(), name.clone(), bytes.clone()));
        writing.draft.carried.push(kept.carried);
    }
    let bytes = stage.desk.ask(engine.written(&writing.draft, date));
    stage.desk.ask(engine.drop_draft(id));
    bytes
}

#[test]
fn what_is_written_with_accents_comes_through_the_server_and_is_read_alike_by_others() {
    let stage = Stage::new();
    let mut written = HashMap::new();
    for number in 0..if soak() { LETTERS * 10 } else { LETTERS } {
        let note = note(number);
        let bytes = composed(&stage, number, &note);
        let message_id = mime::read(&bytes).envelope.message_id.unwrap();
        let to = vec![Email::parse("alice@cabinet.example").unwrap()];
        let posted = Outgoing { to, message_id: message_id.clone(), bytes, copy: false, ..stage.message(number, &[]) };
        let _ = stage.post(posted);
        let _ = written.insert(message_id, (number, note));
    }
    super::patiently_for(600, "an empty outbox", || stage.outbox().is_empty().then_some(()));
    super::patiently_for(600, "all letters", || {
        let found = stage.practice.doveadm(&["search", "-u", &stage.alice.email, "mailbox", "INBOX", "all"]);
        (found.lines().count() == written.len()).then_some(())
    });
    let mut inbox = Line::imap(&stage.practice, &stage.alice);
    let _ = inbox.ask_ok("EXAMINE INBOX");
    let came: Vec<Vec<u8>> = inbox.letters().into_iter().map(|(_, letter)| letter).collect();
    let directory = tempfile::tempdir().unwrap();
    let mut paths = String::new();
    for (at, letter) in came.iter().enumerate() {
        let path = directory.path().join(at.to_string());
        std::fs::write(&path, letter).unwrap();
        paths.extend([path.to_str().unwrap(), "\n"]);
    }
    let python = read_by_python(&paths);
    for (letter, theirs) in came.iter().zip(python) {
        let ours = with_one_space(&ours(letter));
        let (number, note) = &written[ours["message_id"].as_str().unwrap()];
        let people = |people: &[Address]| json!(people.iter().map(pair).collect::<Vec<_>>());
        let names: Vec<String> = note.files.iter().map(|(name, _)| one_space(name)).collect();
        let files = ours["files"].as_array().unwrap();
        let read: Vec<&str> = files.iter().map(|file| file[0].as_str().unwrap()).collect();
        same(*number, "subject", &ours["subject"], &one_space(&note.subject).into());
        same(*number, "to", &ours["to"], &people(&note.to));
        same(*number, "cc", &ours["cc"], &people(&note.cc));
        same(*number, "from", &ours["from"], &people(std::slice::from_ref(&note.from)));
        if number.is_multiple_of(2) {
            same(*number, "files", &json!(read), &json!(names));
        }
        for (who, theirs) in [("Python", theirs), ("mail-parser", by_mail_parser(letter))] {
            for (key, value) in with_one_space(&theirs).as_object().unwrap() {
                same(*number, &format!("{key} in {who}"), &ours[key], value);
            }
        }
    }
}

#[track_caller]
fn same(number: usize, what: &str, ours: &Value, theirs: &Value) {
    assert!(ours == theirs, "letter {number}, {what}:\n{ours}\n{theirs}");
}

fn pair(address: &Address) -> Value {
    json!([one_space(&address.name), address.email])
}

/// A header keeps where there is a space, not which one.
fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same for all that a reader gave.
fn with_one_space(value: &Value) -> Value {
    match value {
        Value::String(text) => text.split('\n').map(one_space).collect::<Vec<_>>().join("\n").into(),
        Value::Array(values) => values.iter().map(with_one_space).collect(),
        Value::Object(values) => values.iter().map(|(key, value)| (key.clone(), with_one_space(value))).collect(),
        other => other.clone(),
    }
}

fn digest(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn ours(letter: &[u8]) -> Value {
    let read = mime::read(letter);
    let attached = read.parts.iter().filter(|part| part.role == PartRole::Attachment);
    let files: Vec<Value> = attached
        .map(|part| json!([part.name, part.media_type, digest(&mime::part_bytes(letter, part.id).unwrap())]))
        .collect();
    let envelope = read.envelope;
    let people = |people: &[Address]| people.iter().map(pair).collect::<Vec<_>>();
    json!({
        "subject": envelope.subject, "from": people(&envelope.from), "to": people(&envelope.to),
        "cc": people(&envelope.cc), "message_id": envelope.message_id, "date": envelope.date.unwrap().0,
        "text": read.text.trim_end(), "files": files, "defects": read.defects.len(),
    })
}

fn by_mail_parser(letter: &[u8]) -> Value {
    let read = mail_parser::MessageParser::default().parse(letter).expect("a message");
    let people = |list: Option<&mail_parser::Address<'_>>| -> Vec<Value> {
        let each = list.into_iter().flat_map(|list| list.iter());
        each.map(|one| json!([one.name().unwrap_or_default(), one.address().unwrap_or_default()])).collect()
    };
    let body =
        |text: Option<std::borrow::Cow<'_, str>>| text.map(|text| text.replace("\r\n", "\n").trim_end().to_owned());
    let files: Vec<Value> = read
        .attachments()
        .map(|part| {
            let kind = part.content_type().unwrap();
            let kind = format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default());
            json!([part.attachment_name(), kind, digest(part.contents())])
        })
        .collect();
    json!({
        "subject": read.subject(), "from": people(read.from()), "to": people(read.to()), "cc": people(read.cc()),
        "message_id": read.message_id(), "date": read.date().unwrap().to_timestamp(),
        "text": body(read.body_text(0)), "files": files, "defects": 0,
    })
}

fn read_by_python(paths: &str) -> Vec<Value> {
    let mut child = Process::new("python3")
        .args(["-c", READ_BY_PYTHON])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3");
    child.stdin.take().unwrap().write_all(paths.as_bytes()).unwrap();
    let done = child.wait_with_output().unwrap();
    assert!(done.status.success());
    serde_json::from_slice(&done.stdout).unwrap()
}
