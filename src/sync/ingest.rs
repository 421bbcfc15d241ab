//! From fetched bytes to rows of the cache: work for other threads than the wire's.

use crate::domain::receipt::Report;
use crate::domain::{Address, Envelope, Flags, Keyword, MessageId, Part, Role, Timestamp, Uid};
use crate::mime;
use crate::net::imap::RemoteHeader;
use crate::store::{NewBody, NewContent, NewMessage, Packed, Words};

/// A row from a header alone.
pub fn row(header: RemoteHeader, role: Option<Role>) -> NewMessage {
    let read = mime::read_header(&header.header);
    let who = who(&read.envelope, role);
    NewMessage {
        uid: header.uid,
        flags: header.flags,
        keywords: header.keywords,
        received: header.internal_date,
        size: header.size,
        envelope: read.envelope,
        mark: read.mark,
        attachment: read.attachment,
        who,
    }
}

/// The sender; in folders of what one wrote oneself, the recipients.
pub fn who(envelope: &Envelope, role: Option<Role>) -> String {
    let people: &[Address] = match role {
        Some(Role::Sent | Role::Drafts) => &envelope.to,
        _ => &envelope.from,
    };
    let names: Vec<&str> = people.iter().take(20).map(Address::display).collect();
    names.join(", ")
}

/// Row and content of a message that is at hand whole.
pub fn whole(
    raw: &[u8],
    uid: Uid,
    received: Timestamp,
    flags: Flags,
    keywords: Vec<Keyword>,
    role: Option<Role>,
) -> (NewMessage, NewContent) {
    let read = mime::read(raw);
    let content = NewContent {
        raw: Packed::new(raw),
        words: Words::of_letter(&read.envelope, &read.text, &names(&read.parts)),
        extract: read.extract,
        report: report(&read.parts, raw),
    };
    let row = NewMessage {
        uid,
        flags,
        keywords,
        received,
        size: raw.len() as u64,
        who: who(&read.envelope, role),
        envelope: read.envelope,
        mark: read.mark,
        attachment: read.attachment,
    };
    (row, content)
}

fn names(parts: &[Part]) -> Vec<String> {
    parts.iter().map(|part| part.name.clone()).filter(|name| !name.is_empty()).collect()
}

/// The content of a message whose row is there already.
pub fn body(message: MessageId, raw: &[u8]) -> NewBody {
    let read = mime::read(raw);
    NewBody {
        message,
        raw: Packed::new(raw),
        words: Words::of_letter(&read.envelope, &read.text, &names(&read.parts)),
        extract: read.extract,
        mark: read.mark,
        attachment: read.attachment,
        envelope: read.envelope,
        report: report(&read.parts, raw),
    }
}

/// What it reports on another letter. Few do, and none is taken apart twice for it.
pub fn report(parts: &[Part], raw: &[u8]) -> Option<Report> {
    let kinds = ["message/disposition-notification", "message/delivery-status", "message/global-delivery-status"];
    let reports = parts.iter().any(|part| kinds.contains(&part.media_type.as_str()));
    reports.then(|| mime::receipt::report(raw)).flatten()
}
