//! What the fuzz targets run, and what has to hold for any bytes at all. The
//! tests run the same over the corpus and its mutations, on a stable compiler.

use sceau::{
    domain::{Address, PartRole, Timestamp, receipt::Given},
    mime::{
        self,
        answer::{self, Lists, Recipients, Resent},
        compose::{Attachment, Letter, compose},
    },
};

/// Any bytes are a message, and what it promises of its parts is true.
pub(crate) fn read(data: &[u8]) {
    let reading = mime::read(data);
    assert!(reading.text.chars().all(|c| !c.is_control() || c == '\n' || c == '\t'));
    assert!(reading.extract.chars().count() <= 200);
    assert!(reading.envelope.subject.chars().all(|c| !c.is_control()));
    // Each part is looked for anew: a few tell as much as all.
    for part in reading.parts.iter().take(20) {
        assert!(mime::part_bytes(data, part.id).is_some());
    }
    for part in &reading.parts {
        assert!(!part.name.contains(['/', '\\', '\u{202e}']) && !part.name.starts_with('.'));
        assert!(part.name.len() <= 200 && part.name.chars().all(|c| !c.is_control()));
        assert!(!part.name.is_empty() || matches!(part.role, PartRole::Body | PartRole::Security));
    }
    let header = mime::read_header(data);
    assert_eq!(header.envelope, reading.envelope);
    assert!(!mime::header_text(data).contains('\r'));
}

/// Any bytes are a page.
pub(crate) fn html_text(data: &[u8]) {
    let mut message = b"Content-Type: text/html; charset=utf-8\r\n\r\n".to_vec();
    message.extend_from_slice(data);
    let reading = mime::read(&message);
    // Columns and indents may widen a page, but not without bound.
    assert!(reading.text.len() <= data.len() * 40 + 100);
    assert_eq!(reading.parts.len(), 1);
}

/// Any values are a letter; it is fit for the wire, and read back twice it says
/// the same.
pub(crate) fn compose_round_trip(data: &[u8]) {
    let letter = letter(data);
    let bytes = compose(&letter);
    assert_eq!(compose(&letter), bytes);
    // Only an address may be beyond ASCII (RFC 6531): it is never changed.
    assert!(bytes.is_ascii() || letter.to.iter().any(|person| !person.email.is_ascii()));
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        assert!(line.ends_with(b"\r\n") && line.len() <= 1_000);
    }
    let once = mime::read(&bytes);
    assert_eq!(once.envelope.from.len(), 1);
    assert_eq!(once.envelope.date, Some(letter.date));
    let part = once.parts.iter().find(|part| part.role == PartRole::Attachment).expect("the attachment is there");
    assert_eq!(mime::part_bytes(&bytes, part.id).as_deref(), Some(letter.attachments[0].bytes.as_slice()));

    let again = Letter {
        from: once.envelope.from[0].clone(),
        to: once.envelope.to.clone(),
        subject: once.envelope.subject.clone(),
        text: once.text.clone(),
        ..letter.clone()
    };
    let twice = mime::read(&compose(&again));
    assert_eq!(once.text, twice.text);
    // What looks like an encoded word is decoded each time, and a quoted local
    // part may hold what the parser takes for a comment.
    let quoted = letter.to.iter().any(|person| person.email.starts_with('"'));
    if !quoted && !format!("{:?}", once.envelope).contains("=?") {
        assert_eq!(once.envelope, twice.envelope);
    }
}

/// Any bytes can be answered, reported on and passed on: nobody is written to
/// twice, a mark on a subject is not put twice, every line of a quote is one.
pub(crate) fn answers(data: &[u8]) {
    let reading = mime::read(data);
    let lists = Lists::of(data);
    for Recipients { to, cc } in
        [answer::sender(&reading.envelope, &lists, &[]), answer::everybody(&reading.envelope, &lists, &[])]
    {
        let mut emails: Vec<_> = to.iter().chain(&cc).map(|one| one.email.clone()).collect();
        let count = emails.len();
        emails.sort();
        emails.dedup();
        assert!(emails.len() == count && !emails.iter().any(String::is_empty));
    }
    let subject = answer::reply_subject(&reading.envelope.subject);
    assert_eq!(answer::reply_subject(&subject), subject);
    assert!(answer::references(&reading.envelope).len() <= 50);
    let quote = answer::quoted("Wrote:", &reading.text);
    assert!(quote.text.lines().skip(3).all(|line| line.starts_with('>')));
    assert!(!answer::eml_name(&reading.envelope.subject).contains(['/', '\\', '\n']));
    if let Some(report) = mime::receipt::report(data) {
        assert!(!report.news.is_empty() && report.news.len() <= 2_000);
    }
    let person = reading.envelope.from.first().cloned().unwrap_or_default();
    let resent = Resent {
        from: person.clone(),
        to: reading.envelope.to.clone(),
        cc: Vec::new(),
        date: Timestamp(0),
        message_id: "x@y.example".to_owned(),
    };
    assert!(answer::redirected(data, &resent).starts_with(b"Resent-Date: "));
    let asked = mime::receipt::request(data).map(|request| request.to).unwrap_or_default();
    let given = Given {
        recipient: Address::new(person.name, "lea@cabinet.example"),
        to: asked,
        subject: reading.envelope.subject,
        original: reading.envelope.message_id,
        automatic: data.len().is_multiple_of(2),
        date: Timestamp(0),
        message_id: "x@y.example".to_owned(),
        text: quote.text,
    };
    let receipt = mime::receipt::receipt(&given, data);
    for line in receipt.split_inclusive(|&byte| byte == b'\n') {
        assert!(line.ends_with(b"\r\n") && line.len() <= 1_000);
    }
    assert_eq!(mime::receipt::report(&receipt).expect("a report").news.len(), 1);
}

fn letter(data: &[u8]) -> Letter {
    let text = String::from_utf8_lossy(data);
    let mut lines = text.splitn(6, '\n').map(str::to_owned);
    let mut next = || lines.next().unwrap_or_default();
    let (name, email, subject, file, header) = (next(), next(), next(), next(), next());
    Letter {
        from: Address::new(name.as_str(), "lea@cabinet-verne.example"),
        to: vec![Address::new(name.as_str(), format!("{email}@clinique-lilas.example"))],
        cc: Vec::new(),
        reply_to: Vec::new(),
        subject,
        date: Timestamp(i64::try_from(data.len()).unwrap_or(0) * 86_400),
        message_id: format!("{email}.1@cabinet-verne.example"),
        in_reply_to: Some(email),
        references: vec![file.clone()],
        text: next(),
        html: None,
        attachments: vec![Attachment {
            name: file,
            media_type: "application/pdf".to_owned(),
            bytes: data.to_vec(),
            content_id: None,
        }],
        headers: vec![(format!("X-{header}"), header)],
    }
}
