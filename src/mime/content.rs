//! What the fields of a part say of its content: type, name, encoding.

use mail_parser::{ContentType, HeaderValue, parsers::MessageStream};

use super::{
    clean,
    field::{self, Fields},
    limit,
    transfer::Encoding,
    word,
};

#[derive(Debug, Clone)]
pub(super) struct Content {
    /// `text/plain`, in lower case.
    pub(super) media_type: String,
    pub(super) boundary: Option<String>,
    pub(super) charset: Option<String>,
    /// As it was given, decoded; not yet fit for a disk.
    pub(super) name: Option<String>,
    /// Content-Disposition says attachment.
    pub(super) attached: bool,
    pub(super) encoding: Encoding,
    pub(super) id: Option<String>,
    /// `format=flowed`, and whether the blank at the end of a line goes too.
    pub(super) flowed: Option<DelSp>,
    /// `smime-type` of a CMS message.
    pub(super) smime_type: Option<String>,
    /// Its first lines say again what the header says.
    pub(super) says_again: bool,
    /// `protocol` of a signed or encrypted multipart.
    pub(super) protocol: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DelSp(pub(super) bool);

impl Content {
    /// `default` is the type of a part that names none.
    pub(super) fn new(fields: &Fields<'_>, default: &str) -> Self {
        let kind = fields.first("Content-Type").map(parameters);
        let disposition = fields.first("Content-Disposition").and_then(parameters);
        let lower = |name: &str| kind.as_ref()?.as_ref()?.attribute(name).map(str::to_ascii_lowercase);
        let name = disposition.as_ref().and_then(|disposition| disposition.attribute("filename"));
        let name = name.or_else(|| kind.as_ref()?.as_ref()?.attribute("name"));
        Self {
            media_type: match &kind {
                None => default.to_owned(),
                Some(kind) => media_type(kind.as_ref()),
            },
            boundary: kind.as_ref().and_then(|kind| boundary(kind.as_ref()?)),
            charset: lower("charset").map(|charset| word::unhide(&charset)),
            name: name.map(|name| word::decode(&word::unhide(name))).filter(|name| !name.trim().is_empty()),
            attached: disposition.is_some_and(|disposition| disposition.ctype() == "attachment"),
            encoding: encoding(fields),
            id: fields.first("Content-ID").and_then(content_id),
            flowed: (lower("format").as_deref() == Some("flowed"))
                .then(|| DelSp(lower("delsp").as_deref() == Some("yes"))),
            smime_type: lower("smime-type"),
            says_again: lower(super::legacy::PARAMETER).as_deref() == Some("1"),
            protocol: lower("protocol"),
        }
    }

    /// A parameter of the type that is asked for nowhere else, in lower case.
    pub(super) fn parameter(fields: &Fields<'_>, name: &str) -> Option<String> {
        parameters(fields.first("Content-Type")?)?.attribute(name).map(str::to_ascii_lowercase)
    }

    pub(super) fn is_multipart(&self) -> bool {
        self.media_type.starts_with("multipart/")
    }

    pub(super) fn is_readable(&self) -> bool {
        matches!(self.media_type.as_str(), "text/plain" | "text/html")
    }
}

/// The parser takes a line with its end, and must see neither raw bytes nor
/// encoded words, which it would decode by their label alone.
fn parameters(value: &[u8]) -> Option<ContentType<'static>> {
    let value = value.get(..limit::PARAMETERS).unwrap_or(value);
    let mut line = word::hide(&field::text(value)).replace(['\r', '\n'], "");
    line.push('\n');
    match MessageStream::new(line.as_bytes()).parse_content_type().into_owned() {
        HeaderValue::ContentType(parameters) => Some(parameters),
        _ => None,
    }
}

fn media_type(kind: Option<&ContentType<'_>>) -> String {
    let token = |text: &str| {
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic() && !b"\"(),/:;<=>?@[\\]".contains(&b))
    };
    match kind.map(|kind| (kind.ctype().trim(), kind.subtype().map(str::trim))) {
        Some((kind, Some(subtype))) if token(kind) && token(subtype) => {
            format!("{kind}/{subtype}").to_ascii_lowercase()
        }
        // Written before MIME was settled, and still seen.
        Some(("text", None)) => "text/plain".to_owned(),
        _ => "application/octet-stream".to_owned(),
    }
}

fn boundary(kind: &ContentType<'_>) -> Option<String> {
    let boundary = word::unhide(kind.attribute("boundary")?);
    let boundary = boundary.trim_end();
    (!boundary.is_empty()).then(|| boundary.to_owned())
}

fn encoding(fields: &Fields<'_>) -> Encoding {
    let value = fields.first("Content-Transfer-Encoding").map(field::text);
    value.map_or(Encoding::Identity, |value| Encoding::named(&value))
}

fn content_id(value: &[u8]) -> Option<String> {
    let id = clean::line(&field::text(value.get(..limit::PARAMETERS).unwrap_or(value)));
    let id = id.trim_start_matches('<').trim_end_matches('>').trim();
    (!id.is_empty()).then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Content, DelSp, Encoding, Fields};

    fn content(header: &str) -> Content {
        Content::new(&Fields::of_message(header.as_bytes()).0, "text/plain")
    }

    #[test]
    fn a_part_that_says_nothing_is_text_and_one_that_says_nonsense_is_bytes() {
        assert_eq!(content("\n").media_type, "text/plain");
        assert_eq!(content("Content-Type: text\n\n").media_type, "text/plain");
        assert_eq!(content("Content-Type: ;;\n\n").media_type, "application/octet-stream");
        assert_eq!(content("Content-Type: TEXT/Html ; Charset=\"UTF-8\"\n\n").media_type, "text/html");
    }

    #[test]
    fn a_name_is_found_in_all_the_ways_it_is_written() {
        for header in [
            "Content-Disposition: attachment; filename=\"résultats été.pdf\"",
            "Content-Disposition: attachment; filename*=UTF-8''r%C3%A9sultats%20%C3%A9t%C3%A9.pdf",
            "Content-Disposition: attachment;\n filename*0*=UTF-8''r%C3%A9sultats%20;\n filename*1*=%C3%A9t%C3%A9.pdf",
            "Content-Disposition: attachment;\n filename=\"=?UTF-8?Q?r=C3=A9sultats_=C3=A9?=\n =?UTF-8?Q?t=C3=A9.pdf?=\"",
            "Content-Type: application/pdf; name=\"=?iso-8859-1?Q?r=C3=A9sultats_=C3=A9t=C3=A9.pdf?=\"",
            "Content-Type: application/pdf; name==?utf-8?B?csOpc3VsdGF0cyDDqXTDqS5wZGY=?=",
        ] {
            assert_eq!(content(&format!("{header}\n\n")).name.as_deref(), Some("résultats été.pdf"), "{header}");
        }
    }

    #[test]
    fn raw_windows_bytes_in_a_name_are_read() {
        let (fields, _) = Fields::of_message(b"Content-Disposition: attachment; filename=\"r\xe9sum\xe9.pdf\"\n\n");
        assert_eq!(Content::new(&fields, "text/plain").name.as_deref(), Some("résumé.pdf"));
    }

    #[test]
    fn a_boundary_is_taken_as_it_is() {
        let header = "Content-Type: multipart/mixed;\n boundary=\"=?a?Q?b?= :c\"\n\n";
        assert_eq!(content(header).boundary.as_deref(), Some("=?a?Q?b?= :c"));
    }

    #[test]
    fn the_small_words_are_understood() {
        let part = content(
            "Content-Type: text/plain; format=Flowed; delsp=YES\nContent-Transfer-Encoding: Base64\n\
             Content-ID: <logo@cabinet.example>\nContent-Disposition: Attachment\n\n",
        );
        assert_eq!(part.flowed, Some(DelSp(true)));
        assert_eq!(part.encoding, Encoding::Base64);
        assert_eq!(part.id.as_deref(), Some("logo@cabinet.example"));
        assert!(part.attached);
    }
}
