//! The demonstration mailbox: alive, coherent, and about nobody.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use sceau::domain::{Flag, PartRole, Role, Timestamp};
use sceau::engine::demo::{self, DemoFolder, DemoMessage};
use sceau::health::hprim;
use sceau::health::xdm::{self, Integrity};
use sceau::mime;

/// Saturday 21 November 2026, 10:30 in France.
const NOW: Timestamp = Timestamp(1_795_253_400);
const DAY: i64 = 86_400;

fn all(folders: &[DemoFolder]) -> impl Iterator<Item = &DemoMessage> {
    folders.iter().flat_map(|folder| &folder.messages)
}

fn messages<'a>(folders: &'a [DemoFolder], path: &str) -> &'a [DemoMessage] {
    folders.iter().find(|folder| folder.path == path).map_or(&[], |folder| &folder.messages)
}

fn text_of(message: &DemoMessage) -> String {
    let reading = mime::read(&message.raw);
    let mut text = format!("{}\n{}\n", mime::header_text(&message.raw), reading.text);
    for part in
        reading.parts.iter().filter(|part| !["image/png", "application/zip"].contains(&part.media_type.as_str()))
    {
        let bytes = mime::part_bytes(&message.raw, part.id).unwrap_or_default();
        // Windows-1252 of the PDF files: what matters here is ASCII.
        let latin = || bytes.iter().map(|byte| char::from(*byte)).collect();
        text.push_str(&String::from_utf8(bytes.clone()).unwrap_or_else(|_| latin()));
        text.push_str(&part.name);
        text.push('\n');
    }
    text
}

#[test]
fn the_same_moment_gives_the_same_mailbox() {
    let started = Instant::now();
    let once = demo::folders(NOW);
    let took = started.elapsed();
    assert!(once == demo::folders(NOW));
    println!("{} messages, {} bytes, {took:?}", all(&once).count(), all(&once).map(|m| m.raw.len()).sum::<usize>());
    assert!(demo::folders(Timestamp(NOW.0 + 61 * DAY)) != once);
}

#[test]
fn the_tree_is_a_practices() {
    let folders = demo::folders(NOW);
    let paths: Vec<_> = folders.iter().map(|folder| folder.path.as_str()).collect();
    let expected = [
        "INBOX",
        "Brouillons",
        "Modèles",
        "Modèles/Secrétariat",
        "Envoyés",
        "Archives",
        "Archives/2024",
        "Archives/2025",
        "Indésirables",
        "Corbeille",
        "Administratif",
        "Courriers confrères",
        "Patients",
        "Résultats",
        "Résultats/Biologie",
        "Résultats/Imagerie",
        "Secrétariat",
    ];
    assert_eq!(paths, expected);
    let roles: BTreeSet<_> = folders.iter().filter_map(|folder| folder.role).collect();
    let usual = [Role::Inbox, Role::Drafts, Role::Templates, Role::Sent, Role::Archive, Role::Junk, Role::Trash];
    assert_eq!(roles, usual.into_iter().collect());
    for folder in &folders {
        println!("{:>4}  {}", folder.messages.len(), folder.path);
        assert!(!folder.messages.is_empty(), "{}", folder.path);
        assert!(folder.messages.is_sorted_by_key(|message| message.received));
    }
    assert!((300..=420).contains(&all(&folders).count()));
    let inbox = messages(&folders, "INBOX");
    let unread = inbox.iter().filter(|message| !message.flags.seen()).count();
    println!("{unread} unread of {}", inbox.len());
    assert!(inbox.len() >= 120 && (inbox.len() / 4..inbox.len() / 2).contains(&unread));
    assert!(messages(&folders, "Brouillons").iter().all(|message| message.flags.has(Flag::Draft)));
    assert!(messages(&folders, "Indésirables").iter().all(|message| message.flags.has(Flag::Junk)));
    assert!(messages(&folders, "Envoyés").iter().all(|message| message.flags.seen()));
}

#[test]
fn every_message_is_read_whole() {
    let folders = demo::folders(NOW);
    let templates: Vec<_> =
        folders.iter().filter(|one| one.path.starts_with("Modèles")).flat_map(|one| &one.messages).collect();
    assert!(
        templates.iter().all(|message| mime::read(&message.raw).text.contains('{')),
        "there is something to fill in"
    );
    for message in all(&folders) {
        let reading = mime::read(&message.raw);
        let subject = &reading.envelope.subject;
        assert_eq!(reading.defects, [], "{subject}");
        let [from] = reading.envelope.from.as_slice() else { panic!("{subject}") };
        // The address of a patient is a number, and says no name.
        let named = !from.name.is_empty() || from.email.ends_with("@patient.mssante.example");
        assert!(named && from.email.ends_with(".example"), "{from}");
        assert!(!reading.text.trim().is_empty(), "{subject}");
        let unfilled = reading.text.contains(['{', '}', '\u{fffd}']);
        assert!(!unfilled || templates.contains(&message), "{subject}: {}", reading.text);
        assert!(reading.envelope.date.is_some_and(|date| date <= message.received));
        for line in message.raw.split(|byte| *byte == b'\n') {
            assert!(line.len() <= 999, "{subject}");
        }
        for part in &reading.parts {
            let bytes = mime::part_bytes(&message.raw, part.id).unwrap();
            let begins = |mark: &[u8]| bytes.starts_with(mark);
            match part.media_type.as_str() {
                "application/pdf" => assert!(begins(b"%PDF-1.4") && bytes.ends_with(b"%%EOF\n")),
                "image/png" => assert!(begins(b"\x89PNG")),
                "text/calendar" => assert!(begins(b"BEGIN:VCALENDAR\r\n") && bytes.ends_with(b"END:VCALENDAR\r\n")),
                "text/vcard" => assert!(begins(b"BEGIN:VCARD\r\n")),
                "application/octet-stream" => assert!(hprim::recognise(&bytes).is_some(), "{}", part.name),
                "application/zip" => {
                    let archive = xdm::open(&bytes).unwrap();
                    assert!(archive.notices.is_empty() && archive.documents().count() == 1);
                    assert!(archive.documents().all(|entry| entry.integrity == Integrity::Verified));
                }
                "text/plain" | "text/html" => assert_eq!(part.role, PartRole::Body),
                other => assert_eq!(other, "text/csv"),
            }
        }
    }
}

#[test]
fn everything_happened_in_the_last_three_years() {
    for now in [NOW, Timestamp(NOW.0 + 200 * DAY), Timestamp(NOW.0 + 2 * DAY + 50_000)] {
        let folders = demo::folders(now);
        let received: Vec<_> = all(&folders).map(|message| message.received.0).collect();
        let (first, last) = (received.iter().min().unwrap(), received.iter().max().unwrap());
        assert!((now.0 - 3_600..=now.0).contains(last));
        assert!((now.0 - 1_096 * DAY..now.0 - 1_000 * DAY).contains(first));
        let recent = received.iter().filter(|moment| **moment > now.0 - 7 * DAY).count();
        assert!(recent > 50, "{recent}");
    }
}

#[test]
fn threads_hold_together() {
    let folders = demo::folders(NOW);
    let readings: Vec<_> = all(&folders).map(|message| mime::read(&message.raw)).collect();
    let by_id: BTreeMap<_, _> =
        readings.iter().map(|reading| (reading.envelope.message_id.clone().unwrap(), reading)).collect();
    assert_eq!(by_id.len(), readings.len());
    let mut replies = 0;
    for reading in readings.iter().filter(|reading| !reading.envelope.in_reply_to.is_empty()) {
        let parent = by_id[&reading.envelope.in_reply_to[0]];
        assert!(parent.envelope.date < reading.envelope.date, "{}", reading.envelope.subject);
        let mut references = parent.envelope.references.clone();
        references.push(parent.envelope.message_id.clone().unwrap());
        assert_eq!(reading.envelope.references, references);
        assert!(reading.text.contains("a écrit :\n> "), "{}", reading.text);
        replies += 1;
    }
    let longest = readings.iter().map(|reading| reading.envelope.references.len()).max();
    println!("{replies} replies, the longest thread has {longest:?} + 1");
    assert!(replies > 90 && longest >= Some(5));
}

#[test]
fn nobody_in_it_exists() {
    for message in all(&demo::folders(NOW)) {
        let text = text_of(message);
        for after in text.split('@').skip(1) {
            let domain: String = after.chars().take_while(|c| c.is_alphanumeric() || ".-".contains(*c)).collect();
            assert!(domain.trim_end_matches('.').ends_with(".example"), "{domain}");
        }
        for after in text.split("://").skip(1) {
            let host: String = after.chars().take_while(|c| !"/ \"\n".contains(*c)).collect();
            assert!(host.ends_with(".example"), "{host}");
        }
        for number in telephones(&text) {
            assert!(["01 99 00", "06 39 98"].iter().any(|start| number.starts_with(start)), "{number}");
        }
    }
}

/// Five pairs of digits, the first from 01 to 09.
fn telephones(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let is_number = |found: &&[char]| {
        let shape = found.iter().enumerate().all(|(at, c)| if at % 3 == 2 { *c == ' ' } else { c.is_ascii_digit() });
        shape && found.starts_with(&['0']) && !found.starts_with(&['0', '0'])
    };
    characters.windows(14).filter(is_number).map(|found| found.iter().collect()).collect()
}

#[test]
fn what_a_mail_program_must_cope_with_is_there() {
    let folders = demo::folders(NOW);
    let with = |test: &dyn Fn(&DemoMessage, &mime::Reading) -> bool| {
        all(&folders).filter(|message| test(message, &mime::read(&message.raw))).count()
    };
    assert_eq!(with(&|_, reading| reading.envelope.subject.is_empty()), 2);
    assert!(with(&|_, reading| reading.envelope.subject.chars().count() > 180) >= 2);
    assert!(with(&|_, reading| reading.envelope.to.len() == 40) >= 2);
    assert!(with(&|_, reading| reading.envelope.from[0].name.chars().count() > 150) >= 1);
    assert!(with(&|message, _| (4_000_000..5_000_000).contains(&message.raw.len())) == 1);
    let attachments =
        |reading: &mime::Reading| reading.parts.iter().filter(|part| part.role == PartRole::Attachment).count();
    assert!(with(&|_, reading| attachments(reading) == 6) == 1);
    assert!(with(&|_, reading| attachments(reading) > 0) > 100);
    assert!(with(&|_, reading| reading.parts.len() == 1 && reading.parts[0].media_type == "text/html") >= 5);
    assert!(with(&|_, reading| reading.extract.chars().count() < 60) >= 5);
    assert!(with(&|message, _| !message.keywords.is_empty()) > 20);
}
