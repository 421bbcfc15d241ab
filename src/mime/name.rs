//! Names of attachments, fit for being shown and for a disk of any system.

use super::{clean, limit};

/// The cleaned name, or a neutral one by place and type where nothing is left.
pub(super) fn name(given: Option<&str>, media_type: &str, place: usize) -> String {
    let cleaned = given.map(clean_name).unwrap_or_default();
    if cleaned.is_empty() { format!("piece-jointe-{place}.{}", extension(media_type)) } else { cleaned }
}

/// Without path, control or direction; a second extension stays in sight.
/// Empty where nothing is left.
pub fn clean_name(given: &str) -> String {
    let last = given.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or_default();
    let visible: String = last.chars().filter(|&c| !clean::unseen(c)).collect();
    let mut name: String =
        clean::line(&visible).chars().map(|c| if "<>:\"|?*".contains(c) { '_' } else { c }).collect();
    // Windows drops dots and blanks at the end, and so would hide what stands before.
    name.truncate(name.trim_end_matches(['.', ' ']).len());
    let name = name.trim_start_matches(['.', ' ']);
    shortened(&if is_device(name) { format!("_{name}") } else { name.to_owned() })
}

/// The end of the stem goes, the extension stays.
fn shortened(name: &str) -> String {
    if name.len() <= limit::NAME {
        return name.to_owned();
    }
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if extension.len() <= 16 => (stem, format!(".{extension}")),
        _ => (name, String::new()),
    };
    let stem = stem.get(..stem.floor_char_boundary(limit::NAME - extension.len())).unwrap_or_default();
    format!("{}{extension}", stem.trim_end())
}

/// Names that Windows gives to devices, with any extension.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device).is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

fn extension(media_type: &str) -> &'static str {
    match media_type {
        "application/pdf" => "pdf",
        "application/zip" | "application/x-zip-compressed" => "zip",
        "application/xml" | "text/xml" => "xml",
        "application/json" => "json",
        "application/msword" => "doc",
        "application/rtf" | "text/rtf" => "rtf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "xlsx",
        "application/vnd.oasis.opendocument.text" => "odt",
        "application/dicom" => "dcm",
        "application/pkcs7-mime" | "application/x-pkcs7-mime" => "p7m",
        "application/pkcs7-signature" | "application/x-pkcs7-signature" => "p7s",
        "audio/mpeg" => "mp3",
        "audio/wav" | "audio/x-wav" => "wav",
        "image/bmp" => "bmp",
        "image/gif" => "gif",
        "image/jpeg" | "image/jpg" | "image/pjpeg" => "jpg",
        "image/png" => "png",
        "image/tiff" => "tif",
        "image/webp" => "webp",
        "message/rfc822" | "message/global" => "eml",
        "text/calendar" => "ics",
        "text/csv" => "csv",
        "text/html" => "html",
        "text/vcard" | "text/x-vcard" => "vcf",
        "video/mp4" => "mp4",
        _ if media_type.starts_with("text/") || media_type.starts_with("message/") => "txt",
        _ => "bin",
    }
}

#[cfg(test)]
mod tests {
    use super::{limit, name};

    fn cleaned(given: &str) -> String {
        name(Some(given), "application/pdf", 2)
    }

    #[test]
    fn a_name_cannot_lead_out_of_its_folder() {
        assert_eq!(cleaned("../../etc/passwd"), "passwd");
        assert_eq!(cleaned("C:\\Windows\\win.ini"), "win.ini");
        assert_eq!(cleaned("/"), "piece-jointe-2.pdf");
        assert_eq!(cleaned(".."), "piece-jointe-2.pdf");
        assert_eq!(cleaned("...bashrc"), "bashrc");
        assert_eq!(cleaned("con.pdf"), "_con.pdf");
        assert_eq!(cleaned("lpt1"), "_lpt1");
        assert_eq!(cleaned("a:b?.pdf"), "a_b_.pdf");
    }

    #[test]
    fn a_name_reads_as_it_is_written() {
        assert_eq!(cleaned("rapport\u{202e}fdp.exe"), "rapportfdp.exe");
        assert_eq!(cleaned("compte\u{200b} rendu\r\n\u{0}.pdf .. "), "compte rendu .pdf");
        assert_eq!(cleaned("courrier.pdf.exe"), "courrier.pdf.exe");
    }

    #[test]
    fn no_name_gives_a_neutral_one_by_type() {
        assert_eq!(name(None, "image/jpeg", 1), "piece-jointe-1.jpg");
        assert_eq!(name(None, "message/rfc822", 3), "piece-jointe-3.eml");
        assert_eq!(name(Some("\u{202e}"), "x/y", 4), "piece-jointe-4.bin");
    }

    #[test]
    fn a_long_name_keeps_its_extension() {
        let long = cleaned(&format!("{}.pdf", "é".repeat(300)));
        assert!(long.ends_with("é.pdf") && long.len() <= limit::NAME, "{long}");
        assert_eq!(cleaned(&"x".repeat(400)).len(), limit::NAME);
    }
}
