//! Files within a document: their bytes, and whether they are what is said of them.

use std::fmt;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use encoding_rs::{UTF_8, WINDOWS_1252};

use super::super::xml::Element;

/// Padding may be missing, and the last bits may be anything.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// What bytes are, by their first ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Media {
    Pdf,
    Jpeg,
    Png,
    Gif,
    Tiff,
    Rtf,
    /// Letters, as far as one can tell.
    Text,
    Unknown,
}

const TYPES: &[(&str, Media)] = &[
    ("application/pdf", Media::Pdf),
    ("image/jpeg", Media::Jpeg),
    ("image/jpg", Media::Jpeg),
    ("image/png", Media::Png),
    ("image/gif", Media::Gif),
    ("image/tiff", Media::Tiff),
    ("text/rtf", Media::Rtf),
    ("application/rtf", Media::Rtf),
    ("text/plain", Media::Text),
    ("text/html", Media::Text),
    ("text/xml", Media::Text),
];

impl Media {
    pub fn of_bytes(bytes: &[u8]) -> Self {
        // Some write a blank line before a PDF; readers take it in the first kilobyte.
        let start = bytes.get(..1024).unwrap_or(bytes);
        match bytes {
            [0xFF, 0xD8, 0xFF, ..] => Self::Jpeg,
            [0x89, b'P', b'N', b'G', ..] => Self::Png,
            [b'G', b'I', b'F', b'8', ..] => Self::Gif,
            [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Self::Tiff,
            [b'{', b'\\', b'r', b't', b'f', ..] => Self::Rtf,
            _ if start.windows(5).any(|five| five == b"%PDF-") => Self::Pdf,
            _ if !bytes.is_empty() && !start.contains(&0) => Self::Text,
            _ => Self::Unknown,
        }
    }

    /// What a media type stands for; None for one that is not of ours.
    pub fn of_type(media_type: &str) -> Option<Self> {
        let name = media_type.split(';').next().unwrap_or_default().trim();
        TYPES.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, media)| *media)
    }

    pub fn media_type(self) -> &'static str {
        TYPES.iter().find(|(_, media)| *media == self).map_or("application/octet-stream", |(name, _)| name)
    }

    pub fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Gif)
    }
}

#[derive(Clone, PartialEq, Eq)]
pub struct Embedded {
    /// What the document calls it.
    pub declared: String,
    /// What it is.
    pub media: Media,
    pub bytes: Vec<u8>,
    /// Signs were among the letters that are none of theirs, or the end is missing.
    pub damaged: bool,
    /// How the document names it where it is shown.
    pub(super) id: Option<String>,
}

impl Embedded {
    /// Of a `text` or a `value` with `mediaType` and `representation`.
    pub(super) fn of(element: &Element, id: Option<&str>) -> Option<Self> {
        let declared = element.said("mediaType").unwrap_or_default().to_owned();
        let raw = element.raw();
        if raw.trim().is_empty() {
            return None;
        }
        let (bytes, damaged) = match element.said("representation") {
            Some(kind) if kind.eq_ignore_ascii_case("B64") => decoded(&raw),
            // Left out beside a type that cannot be told in letters: it is meant.
            None if !matches!(Media::of_type(&declared), Some(Media::Text | Media::Rtf) | None) => decoded(&raw),
            _ => (raw.into_bytes(), false),
        };
        Some(Self { media: Media::of_bytes(&bytes), declared, bytes, damaged, id: id.map(str::to_owned) })
    }

    /// It is what it is called: to be opened without a word.
    pub fn agrees(&self) -> bool {
        Media::of_type(&self.declared) == Some(self.media) && !self.damaged
    }

    /// Its letters, where it is a text: UTF-8, else those of Windows.
    pub fn text(&self) -> Option<String> {
        if self.media != Media::Text {
            return None;
        }
        let charset = if std::str::from_utf8(&self.bytes).is_ok() { UTF_8 } else { WINDOWS_1252 };
        Some(charset.decode(&self.bytes).0.into_owned())
    }
}

/// Lines and blanks between the letters are none of theirs; what else is there is a fault.
pub(super) fn decoded(text: &str) -> (Vec<u8>, bool) {
    let mut damaged = false;
    let mut letters = Vec::with_capacity(text.len());
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' => letters.push(byte),
            b'=' => {}
            _ => damaged = true,
        }
    }
    // One letter alone is no byte.
    if letters.len() % 4 == 1 {
        damaged = true;
        let _ = letters.pop();
    }
    match LENIENT.decode(&letters) {
        Ok(bytes) => (bytes, damaged),
        Err(_) => (Vec::new(), true),
    }
}

impl fmt::Debug for Embedded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Embedded")
            .field("media", &self.media)
            .field("length", &self.bytes.len())
            .field("damaged", &self.damaged)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_decoded_through_lines_blanks_and_missing_padding() {
        assert_eq!(decoded("JVBE\r\n Ri0x\t"), (b"%PDF-1".to_vec(), false));
        assert_eq!(decoded("JVBERi0"), (b"%PDF-".to_vec(), false));
        assert_eq!(decoded("JVBERi0="), (b"%PDF-".to_vec(), false));
        assert_eq!(decoded("JV*BE"), (b"%PD".to_vec(), true));
        assert_eq!(decoded("JVBEZ"), (b"%PD".to_vec(), true));
        assert_eq!(decoded(""), (Vec::new(), false));
    }

    #[test]
    fn a_file_is_what_its_first_bytes_say() {
        let table: &[(&[u8], Media)] = &[
            (b"%PDF-1.4", Media::Pdf),
            (b"\n%PDF-1.4", Media::Pdf),
            (b"\xFF\xD8\xFF\xE0", Media::Jpeg),
            (b"II*\0", Media::Tiff),
            (b"MM\0*", Media::Tiff),
            (b"{\\rtf1", Media::Rtf),
            (b"Bonjour", Media::Text),
            (b"MZ\x90\0", Media::Unknown),
            (b"", Media::Unknown),
        ];
        for (bytes, media) in table {
            assert_eq!(Media::of_bytes(bytes), *media);
        }
        assert_eq!(Media::of_type("Application/PDF; x=y"), Some(Media::Pdf));
    }
}
