//! The header of a message around its layers: who wrote it, what of it was
//! protected within, and the message that comes out once they are taken off.

use crate::{
    domain::{Address, Email, Envelope, Timestamp, verdict::Reason},
    mime::{self, entity::Entity},
};

/// What the header says that a signature has to agree with.
pub struct Author {
    pub from: Option<Email>,
    pub date: Option<Timestamp>,
    pub reasons: Vec<Reason>,
}

impl Author {
    pub fn of(bytes: &[u8]) -> Self {
        let envelope = mime::read_header(bytes).envelope;
        let fields = |name: &str| Entity::message(bytes).texts(name).len();
        let mut reasons = Vec::new();
        let only = match envelope.from.as_slice() {
            [only] if fields("From") == 1 => Email::parse(&only.email).ok(),
            [] | [_] if fields("From") <= 1 => None,
            _ => {
                reasons.push(Reason::SeveralFrom);
                None
            }
        };
        if only.is_none() && reasons.is_empty() {
            reasons.push(Reason::FromUnreadable);
        }
        let sender = envelope.sender.map(|sender| Email::parse(&sender.email).ok());
        if fields("Sender") > 1 || sender.is_some_and(|sender| sender != only) {
            reasons.push(Reason::SenderDiffers);
        }
        Self { from: only, date: envelope.date, reasons }
    }
}

/// What comes out of the layers, and the header it protects.
pub struct Inner<'a> {
    entity: Entity<'a>,
    /// Its own fields are meant: RFC 9788, or a whole message that was wrapped.
    protects: bool,
    envelope: Envelope,
    /// What its author says to have put outside instead (RFC 9788, 2.2).
    outside: Option<Envelope>,
}

impl<'a> Inner<'a> {
    /// `bytes` are an entity. One that is a message within counts as the message
    /// itself only where it says so: else it is a message that was forwarded.
    pub fn new(bytes: &'a [u8]) -> Self {
        let entity = Entity::part(bytes);
        let wrapped = entity.media_type() == "message/rfc822"
            && !entity.is_encoded()
            && entity.parameter("forwarded").as_deref() == Some("no");
        let (entity, bytes) = if wrapped { (Entity::message(entity.body), entity.body) } else { (entity, bytes) };
        let protects = wrapped || entity.parameter("hp").is_some() || entity.parameter("protected-headers").is_some();
        let envelope = mime::read_header(bytes).envelope;
        let outside = entity.texts("HP-Outer");
        let outside = (!outside.is_empty()).then(|| outside.join("\r\n") + "\r\n\r\n");
        let outside = outside.map(|header| mime::read_header(header.as_bytes()).envelope);
        Self { entity, protects, envelope, outside }
    }

    /// Where the header that is shown is neither the one that was protected nor
    /// the one that its author put outside.
    pub fn differences(&self, message: &[u8], encrypted: bool) -> Vec<Reason> {
        if !self.protects {
            return Vec::new();
        }
        let shown = mime::read_header(message).envelope;
        let (inner, outside) = (&self.envelope, self.outside.as_ref());
        let people = |of: fn(&Envelope) -> &[Address]| {
            let (here, there) = (of(&shown), of(inner));
            !there.is_empty()
                && !same_people(here, there)
                && !outside.is_some_and(|outside| same_people(here, of(outside)))
        };
        let hidden = encrypted && ["...", "[...]"].contains(&shown.subject.as_str());
        let subject = shown.subject != inner.subject && outside.is_none_or(|outside| shown.subject != outside.subject);
        let date = inner.date.is_some()
            && shown.date != inner.date
            && outside.is_none_or(|outside| shown.date != outside.date);
        let points = [
            (people(|envelope| &envelope.from), Reason::FromDiffers),
            (subject && !hidden && self.has("Subject"), Reason::SubjectDiffers),
            (date, Reason::DateDiffers),
            (people(|envelope| &envelope.to) || people(|envelope| &envelope.cc), Reason::RecipientsDiffer),
        ];
        points.into_iter().filter_map(|(differs, reason)| differs.then_some(reason)).collect()
    }

    /// The content as a message of its own: the header that was around it, but
    /// what tells of the layers; of its own header, what describes it, and what
    /// it protects. From stays as it was: the verdict speaks of that one.
    pub fn as_message(&self, message: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.entity.body.len() + 4096);
        // First, so that no filler around it can push it out of what is read.
        for (name, value) in self.entity.fields() {
            if describes(name) || self.is_meant(name) {
                field(&mut bytes, name, value);
            }
        }
        for (name, value) in Entity::message(message).fields() {
            let replaced = self.is_meant(name) && self.has_bytes(name);
            if !describes(name) && !replaced {
                field(&mut bytes, name, value);
            }
        }
        bytes.extend_from_slice(b"\r\n");
        bytes.extend_from_slice(self.entity.body);
        bytes
    }

    fn has(&self, name: &str) -> bool {
        self.has_bytes(name.as_bytes())
    }

    fn has_bytes(&self, name: &[u8]) -> bool {
        self.entity.fields().any(|(own, _)| own.eq_ignore_ascii_case(name))
    }

    fn is_meant(&self, name: &[u8]) -> bool {
        self.protects && ![&b"From"[..], b"HP-Outer"].iter().any(|not| name.eq_ignore_ascii_case(not))
    }
}

/// Says what the body is: it goes with the body.
pub fn describes(name: &[u8]) -> bool {
    name.get(..8).is_some_and(|start| start.eq_ignore_ascii_case(b"content-"))
}

/// Writes a field as it came.
pub fn field(bytes: &mut Vec<u8>, name: &[u8], value: &[u8]) {
    bytes.extend_from_slice(name);
    bytes.push(b':');
    bytes.extend_from_slice(value);
    if !value.ends_with(b"\n") {
        bytes.extend_from_slice(b"\r\n");
    }
}

/// By address, in any order; names and their case do not count.
fn same_people(one: &[Address], other: &[Address]) -> bool {
    let email = |address: &Address| Email::parse(&address.email).map_or_else(|_| address.email.clone(), String::from);
    let sorted = |people: &[Address]| {
        let mut emails: Vec<_> = people.iter().map(|person| email(person).to_lowercase()).collect();
        emails.sort();
        emails
    };
    sorted(one) == sorted(other)
}

#[cfg(test)]
mod tests {
    use super::{Author, Inner};
    use crate::domain::{Email, verdict::Reason};

    fn against(header: &str) -> Vec<Reason> {
        Author::of(header.as_bytes()).reasons
    }

    #[test]
    fn one_author_is_named_once() {
        let author = Author::of(b"From: Anne <Anne@Clinique.example>\n\n");
        assert_eq!(author.from, Email::parse("anne@clinique.example").ok());
        assert!(author.reasons.is_empty());
        assert_eq!(against("From: a@b.example, c@d.example\n\n"), [Reason::SeveralFrom]);
        assert_eq!(against("From: a@b.example\nFrom: a@b.example\n\n"), [Reason::SeveralFrom]);
        assert_eq!(against("From: a@b.example\nFrom: Anne\n\n"), [Reason::SeveralFrom]);
        assert_eq!(against("To: a@b.example\n\n"), [Reason::FromUnreadable]);
        assert_eq!(against("From: Anne\n\n"), [Reason::FromUnreadable]);
    }

    #[test]
    fn a_sender_who_is_not_the_author_is_named() {
        assert_eq!(against("From: a@b.example\nSender: A@B.example\n\n"), []);
        assert_eq!(against("From: a@b.example\nSender: c@d.example\n\n"), [Reason::SenderDiffers]);
        assert_eq!(against("From: a@b.example\nSender: a@b.example\nSender: a@b.example\n\n"), [Reason::SenderDiffers]);
    }

    const OUTER: &[u8] =
        b"From: a@b.example\r\nTo: c@d.example\r\nSubject: Dehors\r\nContent-Type: multipart/signed\r\n\r\n";

    fn differences(inner: &str, encrypted: bool) -> Vec<Reason> {
        Inner::new(inner.as_bytes()).differences(OUTER, encrypted)
    }

    #[test]
    fn a_header_that_was_protected_is_compared_with_the_one_shown() {
        let inner = |fields: &str| format!("{fields}\r\nContent-Type: text/plain; hp=\"clear\"\r\n\r\nx");
        assert_eq!(differences(&inner("From: A@B.example\r\nSubject: Dehors"), false), []);
        assert_eq!(differences(&inner("From: e@f.example"), false), [Reason::FromDiffers]);
        assert_eq!(differences(&inner("Subject: Dedans"), false), [Reason::SubjectDiffers]);
        assert_eq!(differences(&inner("Cc: e@f.example"), false), [Reason::RecipientsDiffer]);
        assert_eq!(differences(&inner("Date: Sat, 21 Nov 2026 10:00:00 +0100"), false), [Reason::DateDiffers]);
        let own = "HP-Outer: Subject: Dehors\r\nSubject: Dedans";
        assert_eq!(differences(&inner(own), true), []);
        assert_eq!(differences("Subject: Dedans\r\n\r\nnot protected", false), []);
    }

    #[test]
    fn a_subject_that_was_taken_away_is_missed() {
        let bare = b"From: a@b.example\r\n\r\n";
        let inner = Inner::new(b"Subject: Dedans\r\nContent-Type: text/plain; hp=clear\r\n\r\nx");
        assert_eq!(inner.differences(bare, false), [Reason::SubjectDiffers]);
    }

    #[test]
    fn a_message_that_was_wrapped_is_told_from_one_that_was_forwarded() {
        let wrapped = "Content-Type: message/rfc822; forwarded=no\r\n\r\nFrom: e@f.example\r\n\r\nx";
        assert_eq!(differences(wrapped, false), [Reason::FromDiffers]);
        assert_eq!(differences(&wrapped.replace("; forwarded=no", ""), false), []);
    }

    #[test]
    fn the_content_is_a_message_with_one_header() {
        let inner = b"Subject: Dedans\r\nFrom: e@f.example\r\nContent-Type: text/plain; hp=\"cipher\"\r\n\r\nBonjour";
        let message = Inner::new(inner).as_message(OUTER);
        let expected = "Subject: Dedans\r\nContent-Type: text/plain; hp=\"cipher\"\r\n\
            From: a@b.example\r\nTo: c@d.example\r\n\r\nBonjour";
        assert_eq!(String::from_utf8(message).unwrap(), expected);
        let silent = Inner::new(b"Subject: Dedans\r\n\r\nBonjour").as_message(OUTER);
        assert!(String::from_utf8(silent).unwrap().contains("Subject: Dehors\r\n\r\nBonjour"));
    }
}
