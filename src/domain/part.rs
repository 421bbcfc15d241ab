//! The parts of a message: what it is made of, without the bytes.

use serde::{Deserialize, Serialize};

/// The number of a part in the order in which the parser meets them; it only
/// means something together with the message's bytes, which never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PartId(pub u32);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub id: PartId,
    /// `application/pdf`, in lower case; `application/octet-stream` where it
    /// says nothing that can be read.
    pub media_type: String,
    pub role: PartRole,
    /// Cleaned for showing and for saving: no path, no control or
    /// direction-changing character, never empty for an attachment.
    pub name: String,
    pub content_id: Option<String>,
    /// Decoded size in bytes.
    pub size: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartRole {
    /// Text to be read as the message.
    Body,
    /// A picture of the body, named by `cid:`.
    Inline,
    Attachment,
    /// A document in an attachment: shown and saved like one, sent along with it.
    Within,
    /// A signature, or a ciphertext: it has its own place in the window.
    Security,
}

/// How an attachment can be read without another program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    Pdf,
    Picture,
    Text,
    Html,
    /// A message within the message.
    Letter,
    /// A calendar.
    Appointment,
    /// Cards of people.
    Contact,
    /// A health document: HPRIM, CDA R2, or an `IHE_XDM` archive.
    Health,
}

/// Beyond this, another program is better at it.
const LARGEST: u64 = 64 << 20;

impl Part {
    /// A CDA or an archive of some, as far as its name tells: results of laboratories
    /// (HPRIM) are something else.
    pub fn may_be_clinical(&self) -> bool {
        let ending = self.name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
        let results = matches!(ending.as_str(), "hpr" | "hpm" | "hprim") || self.media_type == "text/x-hprim";
        self.view() == Some(View::Health) && !results
    }

    /// By its type, or by its name where the type says nothing.
    pub fn view(&self) -> Option<View> {
        if self.size > LARGEST {
            return None;
        }
        let ending = self.name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
        match (self.media_type.as_str(), ending.as_str()) {
            (_, "zip") if is_xdm(&self.name) => Some(View::Health),
            ("application/pdf", _) => Some(View::Pdf),
            ("image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/bmp" | "image/tiff", _) => {
                Some(View::Picture)
            }
            ("message/rfc822", _) => Some(View::Letter),
            ("text/html", _) => Some(View::Html),
            ("text/calendar" | "application/ics", _) => Some(View::Appointment),
            ("text/vcard" | "text/x-vcard" | "text/directory", _) => Some(View::Contact),
            ("text/x-hprim" | "text/xml" | "application/xml" | "application/hl7-cda+xml", _)
            | ("text/plain", "hpr" | "hpm" | "hprim" | "xml") => Some(View::Health),
            ("text/plain" | "text/csv", _) => Some(View::Text),
            (media, ending) if media == "application/octet-stream" || media.starts_with("text/") => by_name(ending),
            (_, "hpr" | "hpm" | "hprim") => Some(View::Health),
            _ => None,
        }
    }
}

fn by_name(ending: &str) -> Option<View> {
    Some(match ending {
        "pdf" => View::Pdf,
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "bmp" | "tif" | "tiff" => View::Picture,
        "txt" | "csv" | "log" | "md" => View::Text,
        "hpr" | "hpm" | "hprim" | "xml" => View::Health,
        "htm" | "html" => View::Html,
        "eml" => View::Letter,
        "ics" => View::Appointment,
        "vcf" => View::Contact,
        _ => return None,
    })
}

/// `IHE_XDM.ZIP`, whatever its case and what joins its words.
fn is_xdm(name: &str) -> bool {
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    letters.eq_ignore_ascii_case("IHEXDMZIP")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(media_type: &str, name: &str) -> Part {
        Part {
            id: PartId(1),
            media_type: media_type.to_owned(),
            role: PartRole::Attachment,
            name: name.to_owned(),
            content_id: None,
            size: 1000,
        }
    }

    #[test]
    fn results_are_no_clinical_documents() {
        assert!(part("application/zip", "IHE_XDM.zip").may_be_clinical());
        assert!(part("text/xml", "cr.xml").may_be_clinical());
        assert!(!part("text/plain", "labo.hpr").may_be_clinical());
        assert!(!part("text/x-hprim", "labo").may_be_clinical());
        assert!(!part("application/pdf", "cr.pdf").may_be_clinical());
    }

    #[test]
    fn a_type_says_more_than_a_name_and_a_name_more_than_nothing() {
        assert_eq!(part("application/pdf", "bilan.exe").view(), Some(View::Pdf));
        assert_eq!(part("application/octet-stream", "bilan.PDF").view(), Some(View::Pdf));
        assert_eq!(part("application/msword", "bilan.pdf").view(), None);
        assert_eq!(part("application/octet-stream", "labo.hpr").view(), Some(View::Health));
        assert_eq!(part("text/plain", "labo.HPM").view(), Some(View::Health));
        assert_eq!(part("text/xml", "cda").view(), Some(View::Health));
        assert_eq!(part("application/zip", "ihe-xdm.zip").view(), Some(View::Health));
        assert_eq!(part("application/x-zip-compressed", "IHE_XDM.ZIP").view(), Some(View::Health));
        assert_eq!(part("application/zip", "photos.zip").view(), None);
        assert_eq!(part("application/octet-stream", "pdf").view(), None);
        assert_eq!(part("text/calendar", "").view(), Some(View::Appointment));
        assert_eq!(part("application/octet-stream", "invitation.ics").view(), Some(View::Appointment));
        assert_eq!(part("text/x-vcard", "a").view(), Some(View::Contact));
        assert_eq!(part("application/octet-stream", "martin.vcf").view(), Some(View::Contact));
        assert_eq!(part("image/heic", "photo.heic").view(), None);
        assert_eq!(Part { size: LARGEST + 1, ..part("application/pdf", "a.pdf") }.view(), None);
    }
}
