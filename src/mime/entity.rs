//! A message or a part as its bytes stand: for who has to check, decipher or
//! sign them. It is taken apart by the same rules as for reading, and nothing
//! here is repaired, decoded or left out but where it says so.

use std::borrow::Cow;

use super::{
    content::Content,
    field::Fields,
    limit, line,
    transfer::{self, Encoding},
};

pub struct Entity<'a> {
    fields: Fields<'a>,
    content: Content,
    /// Still encoded.
    pub body: &'a [u8],
}

impl<'a> Entity<'a> {
    /// Of a whole message.
    pub fn message(bytes: &'a [u8]) -> Self {
        Self::new(Fields::of_message(bytes))
    }

    /// Of a part: its fields, an empty line, its body.
    pub fn part(bytes: &'a [u8]) -> Self {
        Self::new(Fields::of_part(bytes, |_| false))
    }

    fn new((fields, body): (Fields<'a>, &'a [u8])) -> Self {
        Self { content: Content::new(&fields, "text/plain"), fields, body }
    }

    pub fn media_type(&self) -> &str {
        &self.content.media_type
    }

    pub fn is_multipart(&self) -> bool {
        self.content.is_multipart()
    }

    pub fn smime_type(&self) -> Option<&str> {
        self.content.smime_type.as_deref()
    }

    pub fn protocol(&self) -> Option<&str> {
        self.content.protocol.as_deref()
    }

    /// The name of its file, as it was given: to be compared, not shown.
    pub fn name(&self) -> Option<&str> {
        self.content.name.as_deref()
    }

    pub fn boundary(&self) -> Option<&str> {
        self.content.boundary.as_deref()
    }

    /// The header is longer than what is read of it.
    pub fn is_cut(&self) -> bool {
        self.fields.cut
    }

    /// Another parameter of its type, in lower case.
    pub fn parameter(&self, name: &str) -> Option<String> {
        Content::parameter(&self.fields, name)
    }

    /// Each field: its name, and what follows the colon, its end included.
    pub fn fields(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> {
        self.fields.raw()
    }

    /// The values of a field, as text in one line each.
    pub fn texts(&self, name: &str) -> Vec<String> {
        self.fields.all(name).map(super::envelope::line).collect()
    }

    pub(super) fn header(&self) -> &Fields<'a> {
        &self.fields
    }

    /// Says that its body is encoded, or is said to be.
    pub fn is_encoded(&self) -> bool {
        self.content.encoding != Encoding::Identity
    }

    /// The body without its transfer encoding.
    pub fn decoded(&self) -> Cow<'a, [u8]> {
        transfer::decode(self.body, self.content.encoding)
    }

    /// What base64 without a label says, as some gateways send it.
    pub fn decoded_as_base64(&self) -> Cow<'a, [u8]> {
        transfer::decode(self.body, Encoding::Base64)
    }

    /// The parts of a multipart, each with its header, to the byte; None where
    /// it has no parts. What stands before the first and after the last is no
    /// part, and is shown nowhere.
    pub fn parts(&self) -> Option<Vec<&'a [u8]>> {
        let boundary = self.boundary().filter(|_| self.is_multipart())?;
        let parts = parts(self.body, boundary.as_bytes());
        (!parts.is_empty()).then_some(parts)
    }
}

fn parts<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let mut start = None;
    let mut rest = body;
    while !rest.is_empty() && parts.len() < limit::PARTS {
        let at = body.len() - rest.len();
        let (current, after) = line::split(rest);
        rest = after;
        let Some(tail) = current.strip_prefix(b"--").and_then(|line| line.trim_ascii_end().strip_prefix(boundary))
        else {
            continue;
        };
        if tail.is_empty() || tail == b"--" {
            parts.extend(start.and_then(|start| body.get(start..at)).map(line::without_last_end));
            start = (!tail.starts_with(b"-")).then_some(body.len() - after.len());
            if start.is_none() {
                return parts;
            }
        }
    }
    // Its end is missing: what is there is the part.
    parts.extend(start.and_then(|start| body.get(start..)).filter(|part| !part.is_empty()));
    parts
}

#[cfg(test)]
mod tests {
    use super::Entity;

    const SIGNED: &[u8] = b"From: a@b.example\r\nContent-Type: multipart/signed; boundary=a; micalg=SHA-256\r\n\r\n\
        before\r\n--a\r\nContent-Type: text/plain\r\n\r\nBonjour\r\n\r\n--a \r\nContent-Type: x/y\r\n\r\nz\r\n--a--\r\nafter";

    #[test]
    fn parts_are_given_to_the_byte() {
        let entity = Entity::message(SIGNED);
        let parts = entity.parts().unwrap();
        assert_eq!(parts, [&b"Content-Type: text/plain\r\n\r\nBonjour\r\n"[..], b"Content-Type: x/y\r\n\r\nz"]);
        assert_eq!(entity.parameter("micalg").as_deref(), Some("sha-256"));
        assert!(Entity::part(parts[0]).parts().is_none());
    }

    #[test]
    fn an_end_that_is_missing_hides_nothing() {
        let cut = SIGNED.strip_suffix(b"\r\n--a--\r\nafter").unwrap();
        assert_eq!(Entity::message(cut).parts().unwrap()[1], b"Content-Type: x/y\r\n\r\nz");
        assert!(Entity::message(b"Content-Type: multipart/signed; boundary=a\r\n\r\nBonjour").parts().is_none());
    }

    #[test]
    fn the_fields_are_those_that_came() {
        let fields: Vec<_> = Entity::message(b"A: b\r\n c\r\nD:e\n\nbody").fields().collect();
        assert_eq!(fields, [(&b"A"[..], &b" b\r\n c\r\n"[..]), (b"D", b"e\n")]);
    }
}
