//! What kind of file a name says that it is, for what is sent.

const KINDS: [(&str, &str); 34] = [
    ("7z", "application/x-7z-compressed"),
    ("bmp", "image/bmp"),
    ("csv", "text/csv"),
    ("dcm", "application/dicom"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("eml", "message/rfc822"),
    ("gif", "image/gif"),
    ("heic", "image/heic"),
    ("hpr", "text/plain"),
    ("htm", "text/html"),
    ("html", "text/html"),
    ("ics", "text/calendar"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("json", "application/json"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("ppt", "application/vnd.ms-powerpoint"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("rtf", "application/rtf"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("txt", "text/plain"),
    ("vcf", "text/vcard"),
    ("webp", "image/webp"),
    ("xls", "application/vnd.ms-excel"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("zip", "application/zip"),
];

/// By the ending of its name.
pub fn media_type_of(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let place = KINDS.binary_search_by(|(known, _)| (*known).cmp(&ending));
    place.ok().and_then(|place| KINDS.get(place)).map_or("application/octet-stream", |(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::{KINDS, media_type_of};

    #[test]
    fn a_file_is_of_the_kind_that_its_ending_says() {
        assert!(KINDS.is_sorted());
        assert_eq!(media_type_of("Compte rendu.PDF"), "application/pdf");
        assert_eq!(media_type_of("résultats.hpr"), "text/plain");
        assert_eq!(media_type_of("sans fin"), "application/octet-stream");
        assert_eq!(media_type_of("archive.tar.xyz"), "application/octet-stream");
    }
}
