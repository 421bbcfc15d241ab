//! What a document is, told from its first bytes where they say it, else from
//! its name and the media type. Half of all attachments of the trade come as
//! `application/octet-stream`.

use super::Leaf;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    Html,
    Xml,
    Rtf,
    Pdf,
    /// Also the texts of office programs.
    Zip,
    Letter,
}

/// Media that hold no words, whatever their bytes.
const WORDLESS: &[&str] = &["image/", "audio/", "video/", "font/", "model/", "application/pkcs7", "application/pgp"];
/// Where a PDF may say that it is one: some have a mail header before.
const PDF_START: usize = 1024;

/// Whether an attachment is worth opening.
pub fn may_hold_words(media_type: &str) -> bool {
    !WORDLESS.iter().any(|wordless| media_type.starts_with(wordless)) && media_type != "application/x-pkcs7-mime"
}

pub(super) fn kind(leaf: &Leaf<'_>) -> Option<Kind> {
    let start = leaf.bytes.get(..PDF_START).unwrap_or(leaf.bytes);
    if start.windows(5).any(|window| window == b"%PDF-") {
        Some(Kind::Pdf)
    } else if start.starts_with(b"PK\x03\x04") {
        Some(Kind::Zip)
    } else if start.starts_with(b"{\\rtf") {
        Some(Kind::Rtf)
    } else {
        named(leaf.name).or_else(|| typed(leaf.media_type))
    }
}

fn named(name: &str) -> Option<Kind> {
    let (_, extension) = name.rsplit_once('.')?;
    Some(match extension.to_ascii_lowercase().as_str() {
        "txt" | "csv" | "tsv" | "md" | "hpr" | "hprim" | "hpm" | "hl7" | "ics" | "vcf" => Kind::Plain,
        "htm" | "html" | "xhtml" => Kind::Html,
        "xml" | "cda" => Kind::Xml,
        "eml" => Kind::Letter,
        _ => return None,
    })
}

fn typed(media_type: &str) -> Option<Kind> {
    Some(match media_type {
        "text/html" | "application/xhtml+xml" => Kind::Html,
        "text/xml" | "application/xml" => Kind::Xml,
        "message/rfc822" => Kind::Letter,
        _ if media_type.ends_with("+xml") => Kind::Xml,
        _ if media_type.starts_with("text/") => Kind::Plain,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind, may_hold_words};
    use crate::extract::Leaf;

    fn told(media_type: &str, name: &str, bytes: &[u8]) -> Option<Kind> {
        kind(&Leaf { media_type, name, charset: None, bytes })
    }

    #[test]
    fn bytes_say_it_before_names_and_names_before_types() {
        assert_eq!(told("text/plain", "a.txt", b"%PDF-1.7"), Some(Kind::Pdf));
        assert_eq!(told("application/octet-stream", "a.doc", b"{\\rtf1 a}"), Some(Kind::Rtf));
        assert_eq!(told("application/octet-stream", "BIO.HPR", b"123"), Some(Kind::Plain));
        assert_eq!(told("text/plain", "page.HTM", b"<p>"), Some(Kind::Html));
        assert_eq!(told("text/plain", "sans", b"mots"), Some(Kind::Plain));
        assert_eq!(told("application/hl7-v3+xml", "x", b"<a/>"), Some(Kind::Xml));
        assert_eq!(told("application/octet-stream", "a.exe", b"MZ"), None);
    }

    #[test]
    fn pictures_sounds_and_sealed_mail_are_not_opened() {
        for wordless in ["image/png", "audio/mpeg", "video/mp4", "application/pkcs7-mime", "application/pgp-encrypted"]
        {
            assert!(!may_hold_words(wordless), "{wordless}");
        }
        assert!(may_hold_words("application/pdf") && may_hold_words("application/octet-stream"));
    }
}
