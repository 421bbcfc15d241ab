//! The mime floor over a corpus of small invented messages, hostile ones, and
//! letters composed and read back.
//!
//! Each `data/mime/x.eml` has its expected reading beside it in `x.json`. On a
//! mismatch the actual one is written to `x.failed`; once looked at and found
//! right it is renamed to `x.json`.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use crate::faults::Chance;
use crate::faults::damage::mutated;
use proptest::prelude::*;
use sceau::{
    domain::{Address, PartId, PartRole, Timestamp},
    mime::{
        self, Defect,
        compose::{Attachment, Letter, compose},
    },
};

use crate::support::effort::Effort;

#[path = "../fuzz/bodies.rs"]
mod bodies;

fn corpus() -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/mime");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut messages: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "eml")).collect();
    messages.sort();
    assert!(messages.len() >= 25);
    messages.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

fn as_json(message: &[u8]) -> serde_json::Value {
    let reading = mime::read(message);
    let header = mime::read_header(message);
    serde_json::json!({
        "header": mime::header_text(message).lines().collect::<Vec<_>>(),
        "envelope": reading.envelope,
        "mark": reading.mark,
        "parts": reading.parts,
        "attachment": reading.attachment,
        "attachment_by_header": header.attachment,
        "mark_by_header": header.mark,
        "extract": reading.extract,
        "text": reading.text.split('\n').collect::<Vec<_>>(),
        "defects": reading.defects,
    })
}

#[test]
fn each_message_of_the_corpus_is_read_as_expected() {
    let mut failed = Vec::new();
    for (path, message) in corpus() {
        let expected = fs::read(path.with_extension("json")).unwrap_or_default();
        let expected: serde_json::Value = serde_json::from_slice(&expected).unwrap_or_default();
        let actual = as_json(&message);
        if actual == expected {
            // Left by an earlier run, if at all.
            let _ = fs::remove_file(path.with_extension("failed"));
        } else {
            let actual = serde_json::to_string_pretty(&actual).unwrap() + "\n";
            fs::write(path.with_extension("failed"), actual).unwrap();
            failed.push(path);
        }
    }
    assert!(failed.is_empty(), "see the .failed beside {failed:?}");
}

#[test]
fn line_ends_do_not_change_what_is_read() {
    for (path, message) in corpus() {
        let with_lf = mime::read(&String::from_utf8_lossy(&message).replace("\r\n", "\n").into_bytes());
        let with_crlf = mime::read(&String::from_utf8_lossy(&message).into_owned().into_bytes());
        assert_eq!((with_lf.text, with_lf.envelope), (with_crlf.text, with_crlf.envelope), "{}", path.display());
    }
}

fn damaged(corpus: &[(PathBuf, Vec<u8>)], seed: u64) -> Vec<u8> {
    let mut chance = Chance::of(seed);
    let (one, other) = (chance.below(corpus.len()), chance.below(corpus.len()));
    mutated(&mut chance, &corpus[one].1, &corpus[other].1)
}

#[test]
fn ten_thousand_damaged_messages_are_read_all_the_same() {
    let corpus = corpus();
    let start = Instant::now();
    for seed in 0..10_000 {
        let message = damaged(&corpus, seed);
        let read = std::panic::catch_unwind(|| bodies::read(&message));
        assert!(read.is_ok(), "seed {seed}: {}", String::from_utf8_lossy(&message));
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn the_bodies_of_the_fuzz_targets_hold_over_the_corpus() {
    let corpus = corpus();
    for (_, message) in &corpus {
        bodies::read(message);
        bodies::html_text(message);
        bodies::compose_round_trip(message);
        bodies::answers(message);
    }
    for seed in 0..1_000 {
        let message = damaged(&corpus, seed);
        bodies::html_text(&message);
        bodies::compose_round_trip(&message);
        bodies::answers(&message);
    }
}

/// Reads on a thread with the small stack of a worker, and says how long it took.
fn read_on_a_small_stack(message: Vec<u8>) -> (mime::Reading, Duration) {
    let read = move || {
        let start = Effort::start();
        let reading = mime::read(&message);
        (reading, start.elapsed())
    };
    std::thread::Builder::new().stack_size(2 << 20).spawn(read).unwrap().join().unwrap()
}

#[test]
fn nesting_of_any_kind_is_survived_in_no_time() {
    let multiparts: String = (0..20_000)
        .fold(String::new(), |all, n| all + &format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"));
    let (reading, took) = read_on_a_small_stack(multiparts.into_bytes());
    assert!(reading.defects.contains(&Defect::TooDeep) && took < Duration::from_secs(1), "{took:?}");

    let messages = "Content-Type: message/rfc822\n\n".repeat(20_000) + "Subject: s\n\nx";
    let (reading, took) = read_on_a_small_stack(messages.into_bytes());
    assert_eq!((reading.parts.len(), reading.text.as_str()), (1, ""));
    assert!(took < Duration::from_secs(1), "{took:?}");

    let html = "Content-Type: text/html\n\n".to_owned() + &"<div>".repeat(20_000) + "fond";
    let (reading, took) = read_on_a_small_stack(html.into_bytes());
    assert_eq!(reading.text, "fond");
    assert!(took < Duration::from_millis(100), "{took:?}");

    let many = "Content-Type: multipart/mixed; boundary=b\n\n".to_owned() + &"--b\n\nx\n".repeat(20_000);
    let (reading, took) = read_on_a_small_stack(many.into_bytes());
    assert!(reading.parts.len() < 10_000 && reading.defects == [Defect::TooManyParts]);
    assert!(took < Duration::from_secs(5), "{took:?}");
}

#[test]
fn hostile_markup_costs_no_more_than_its_length() {
    let formatting: Vec<String> = (0..20_000).map(|n| format!("<font size={n}>")).collect();
    for (html, count) in [
        ("<table><tr><td>", 20_000),
        ("<blockquote>a", 20_000),
        ("<ul><li>a", 20_000),
        ("<a href=https://a.example>a", 20_000),
        ("<td>x", 100_000),
        ("<tr><td><td>x", 100_000),
        ("<!--", 100_000),
        ("<svg>", 100_000),
        ("<a b='", 100_000),
        ("</", 100_000),
        ("&", 200_000),
        (&(formatting.concat() + &"<p>a".repeat(20_000)), 1),
    ] {
        let message = "Content-Type: text/html\n\n".to_owned() + &html.repeat(count);
        let length = message.len();
        let (reading, took) = read_on_a_small_stack(message.into_bytes());
        assert!(took < Duration::from_secs(2), "{html:.20} {took:?}");
        assert!(reading.text.len() <= length * 20, "{html:.20} {}", reading.text.len());
    }
}

#[test]
fn a_header_of_a_megabyte_is_read_as_far_as_the_cap() {
    let start = Instant::now();
    for value in ["a@b.example, ", "=?utf-8?Q?", "=?utf-8?Q?=C3=A9?= ", "(", "\"\\", "<a@b.example> ", "a:;", "1 "] {
        let value = value.repeat((1 << 20) / value.len() + 10);
        for name in ["To", "Subject", "References", "Date", "Content-Type", "Content-Disposition"] {
            let reading = mime::read(format!("{name}: {value}\r\nX-Late: 1\r\n\r\nCorps").as_bytes());
            assert!(reading.defects.contains(&Defect::HeaderCut), "{name}");
            assert!(reading.envelope.to.len() <= 10_000 && reading.envelope.subject.len() < 1 << 16);
        }
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    let many = "X-Filler: 1\r\n".repeat(100_000) + "\r\nCorps";
    let reading = mime::read(many.as_bytes());
    assert_eq!((reading.text.as_str(), reading.defects.as_slice()), ("Corps", &[Defect::HeaderCut][..]));
}

#[test]
fn no_charset_name_breaks_a_text() {
    for name in [
        "",
        "\u{1}",
        "utf-8\"",
        "iso-8859-99",
        "replacement",
        "hz-gb-2312",
        "iso-2022-kr",
        "x-user-defined",
        "utf-7",
        "utf-32",
    ] {
        let mut message = format!("Content-Type: text/plain; charset=\"{name}\"\r\n\r\nAbc ").into_bytes();
        message.extend_from_slice(b"\xe9t\xe9 \xff\xfe \x80");
        let reading = mime::read(&message);
        assert!(reading.text.starts_with("Abc "), "{name}: {}", reading.text);
    }
}

#[test]
fn a_message_of_fifty_megabytes_is_read_in_one_glance() {
    let line = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0\r\n";
    let head = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nVoici.\r\n--b\r\n\
        Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    let message = [head, &line.repeat(50_000_000 / line.len()), "--b--\r\n"].concat().into_bytes();
    let start = Instant::now();
    let reading = mime::read(&message);
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    assert_eq!(reading.text, "Voici.");
    let part = &reading.parts[1];
    let bytes = mime::part_bytes(&message, part.id).unwrap();
    assert_eq!((bytes.len() as u64, part.role), (part.size, PartRole::Attachment));
    assert_eq!(mime::part_bytes(&message, PartId(3)), None);
}

fn words(most: usize) -> impl Strategy<Value = String> {
    proptest::collection::vec("[A-Za-zÀ-ÿœ€'.,;:()@&<>\"-]{1,14}", 0..most).prop_map(|words| words.join(" "))
}

fn email() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9._+-]{0,20}[a-z0-9]@[a-z]{1,12}\\.example"
}

fn address() -> impl Strategy<Value = Address> {
    (words(4), email()).prop_map(|(name, email)| Address { name, email })
}

prop_compose! {
    fn attachments()(
        list in proptest::collection::vec(("[A-Za-zé_-]{1,150}", "pdf|hpr|xml", proptest::collection::vec(any::<u8>(), 0..300)), 0..3)
    ) -> Vec<Attachment> {
        let attachment = |(stem, end, bytes)| Attachment {
            name: format!("{stem}.{end}"), media_type: format!("text/{end}"), bytes, content_id: None,
        };
        list.into_iter().map(attachment).collect()
    }
}

prop_compose! {
    fn letters()(
        from in address(),
        to in proptest::collection::vec(address(), 0..4),
        cc in proptest::collection::vec(address(), 0..2),
        subject in words(12),
        ids in proptest::collection::vec(email(), 1..6),
        seconds in 0..32_503_680_000_i64,
        lines in proptest::collection::vec("[ -~À-ÿ’€\t]{0,120}", 0..8),
        html in any::<bool>(),
        attachments in attachments(),
    ) -> Letter {
        let text = lines.join("\n");
        Letter {
            from, to, cc, reply_to: Vec::new(), subject, date: Timestamp(seconds),
            message_id: ids[0].clone(),
            in_reply_to: ids.get(1).cloned(),
            references: ids[1..].to_vec(),
            html: html.then(|| format!("<p>{}</p>", text.replace('&', "&amp;").replace('<', "&lt;"))),
            text, attachments, headers: Vec::new(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_composed_is_read_back(letter in letters()) {
        let bytes = compose(&letter);
        let reading = mime::read(&bytes);
        let envelope = &reading.envelope;
        prop_assert_eq!(&envelope.from, &vec![letter.from.clone()]);
        prop_assert_eq!(&envelope.to, &letter.to);
        prop_assert_eq!(&envelope.cc, &letter.cc);
        prop_assert_eq!(&envelope.subject, &letter.subject);
        prop_assert_eq!(envelope.date, Some(letter.date));
        prop_assert_eq!(envelope.message_id.as_ref(), Some(&letter.message_id));
        prop_assert_eq!(envelope.in_reply_to.first(), letter.in_reply_to.as_ref());
        prop_assert_eq!(&envelope.references, &letter.references);
        prop_assert_eq!(&reading.defects, &Vec::new());
        if letter.html.is_none() {
            prop_assert_eq!(&reading.text, letter.text.trim_end());
        }
        let attached: Vec<_> = reading.parts.iter().filter(|part| part.role == PartRole::Attachment).collect();
        prop_assert_eq!(attached.len(), letter.attachments.len());
        for (part, attachment) in attached.iter().zip(&letter.attachments) {
            prop_assert_eq!(&part.name, &attachment.name);
            let found = mime::part_bytes(&bytes, part.id);
            prop_assert_eq!(found.as_ref(), Some(&attachment.bytes));
        }
    }
}
