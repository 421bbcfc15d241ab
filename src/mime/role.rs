//! What each piece of a message is for, told from structure alone.

use super::{content::Content, name, transfer, walk::Piece};
use crate::domain::{Mark, Part, PartRole};

/// The bytes of 1.2.840.113549.1.7.2, signed data, as CMS begins.
const SIGNED_DATA: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";

/// The leaves, in order, with names fit for showing.
pub(super) fn parts(pieces: &[Piece<'_>]) -> Vec<Part> {
    let mut place = 0;
    let leaves = pieces.iter().filter(|piece| !piece.opened);
    let part = |piece: &Piece<'_>| {
        let role = role(piece, pieces);
        let given = piece.content.name.as_deref();
        let name = match role {
            PartRole::Attachment | PartRole::Inline | PartRole::Within => {
                place += 1;
                name::name(given, &piece.content.media_type, place)
            }
            PartRole::Body | PartRole::Security => given.map(name::clean_name).unwrap_or_default(),
        };
        Part {
            id: piece.id,
            media_type: piece.content.media_type.clone(),
            role,
            name,
            content_id: piece.content.id.clone(),
            size: piece.size(),
        }
    };
    leaves.map(part).collect()
}

pub(super) fn role(piece: &Piece<'_>, pieces: &[Piece<'_>]) -> PartRole {
    let content = &piece.content;
    let Some(parent) = piece.parent.and_then(|parent| pieces.get(parent)) else {
        return match content.media_type.as_str() {
            _ if mark(content, None) != Mark::Plain => PartRole::Security,
            // The one text of a message is its body, whatever name it has.
            kind if kind.starts_with("text/") && !content.attached => PartRole::Body,
            _ => PartRole::Attachment,
        };
    };
    match parent.content.media_type.as_str() {
        "multipart/encrypted" => return PartRole::Security,
        "multipart/signed" if piece.rank > 0 => return PartRole::Security,
        _ => {}
    }
    let picture = content.media_type.starts_with("image/") && content.id.is_some();
    if content.is_readable() && !content.attached && (content.name.is_none() || is_first(piece, pieces)) {
        PartRole::Body
    } else if picture && !content.attached && parent.content.media_type == "multipart/related" {
        PartRole::Inline
    } else {
        PartRole::Attachment
    }
}

/// No leaf comes before it: a text there is the message, though some programs
/// give it a name.
fn is_first(piece: &Piece<'_>, pieces: &[Piece<'_>]) -> bool {
    pieces.iter().find(|piece| !piece.opened).is_some_and(|first| first.id == piece.id)
}

/// Counts for the paper clip: reports of delivery and of reading do not.
pub(super) fn is_shown_as_attachment(part: &Part) -> bool {
    let notices = ["message/delivery-status", "message/disposition-notification", "text/rfc822-headers"];
    let notice = notices.contains(&part.media_type.as_str());
    part.role == PartRole::Attachment && !notice
}

/// What the root claims; `body` is its body where that is at hand.
pub(super) fn mark(root: &Content, body: Option<&[u8]>) -> Mark {
    let pgp = root.protocol.as_deref().is_some_and(|protocol| protocol.contains("pgp"));
    match root.media_type.as_str() {
        "multipart/signed" if !pgp => Mark::Signed,
        "multipart/encrypted" => Mark::Encrypted,
        _ if !is_cms(root) => Mark::Plain,
        _ => {
            // Old programs do not say what it is; the first bytes do.
            let seen = || body.filter(|body| is_signed_data(body, root)).map(|_| "signed-data");
            match root.smime_type.as_deref().or_else(seen) {
                Some("signed-data") => Mark::Signed,
                Some("certs-only" | "compressed-data") => Mark::Plain,
                _ => Mark::Encrypted,
            }
        }
    }
}

/// CMS by type or, as RFC 8551 3.9 has it, by name.
fn is_cms(content: &Content) -> bool {
    let named = || content.name.as_deref().is_some_and(|name| name.to_ascii_lowercase().ends_with(".p7m"));
    match content.media_type.as_str() {
        "application/pkcs7-mime" | "application/x-pkcs7-mime" => true,
        "application/octet-stream" => named(),
        _ => false,
    }
}

fn is_signed_data(body: &[u8], root: &Content) -> bool {
    let (start, _) = transfer::decode_start(body, root.encoding, 64);
    start.windows(SIGNED_DATA.len()).take(16).any(|window| window == SIGNED_DATA)
}

#[cfg(test)]
mod tests {
    use super::{mark, parts};
    use crate::{
        domain::{Mark, PartRole},
        mime::walk::walk,
    };

    fn marked(message: &str) -> Mark {
        let walk = walk(message.as_bytes());
        mark(&walk.pieces[0].content, Some(walk.pieces[0].body))
    }

    #[test]
    fn the_mark_is_told_from_the_root_alone() {
        let table = [
            ("multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=a\n\n--a\n\nx\n--a--", Mark::Signed),
            ("multipart/signed; protocol=\"application/pgp-signature\"; boundary=a\n\n--a\n\nx\n--a--", Mark::Plain),
            ("multipart/encrypted; boundary=a\n\n--a\n\nx\n--a--", Mark::Encrypted),
            ("application/pkcs7-mime; smime-type=signed-data\n\nx", Mark::Signed),
            ("application/x-pkcs7-mime; smime-type=enveloped-data\n\nx", Mark::Encrypted),
            ("application/pkcs7-mime; smime-type=authEnveloped-data\n\nx", Mark::Encrypted),
            ("application/pkcs7-mime; smime-type=certs-only\n\nx", Mark::Plain),
            ("application/octet-stream; name=smime.p7m\n\nx", Mark::Encrypted),
            ("application/pkcs7-mime\nContent-Transfer-Encoding: base64\n\nMIAGCSqGSIb3DQEHAqCAMIACAQEx", Mark::Signed),
            (
                "application/pkcs7-mime\nContent-Transfer-Encoding: base64\n\nMIAGCSqGSIb3DQEHA6CAMIACAQAx",
                Mark::Encrypted,
            ),
            ("multipart/mixed; boundary=a\n\n--a\nContent-Type: application/pkcs7-mime\n\nx\n--a--", Mark::Plain),
        ];
        for (message, expected) in table {
            assert_eq!(marked(&format!("Content-Type: {message}")), expected, "{message}");
        }
    }

    #[test]
    fn pictures_of_the_body_are_told_from_photographs() {
        let message = b"Content-Type: multipart/mixed; boundary=a\n\n--a\n\
            Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<img src=cid:1>\n--b\n\
            Content-Type: image/png\nContent-ID: <1>\n\nx\n--b\nContent-Type: application/pdf\n\nx\n--b--\n--a\n\
            Content-Type: image/jpeg; name=photo.jpg\nContent-ID: <2>\nContent-Disposition: inline\n\nx\n--a--";
        let roles: Vec<_> = parts(&walk(message).pieces).into_iter().map(|part| (part.role, part.name)).collect();
        assert_eq!(
            roles,
            [
                (PartRole::Body, String::new()),
                (PartRole::Inline, "piece-jointe-1.png".to_owned()),
                (PartRole::Attachment, "piece-jointe-2.pdf".to_owned()),
                (PartRole::Attachment, "photo.jpg".to_owned()),
            ]
        );
    }

    #[test]
    fn a_text_with_a_name_is_an_attachment_unless_it_comes_first() {
        let message =
            b"Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: text/plain; name=a.txt\n\nun\n--a\n\
            Content-Type: text/plain; name=b.txt\n\ndeux\n--a\nContent-Type: text/csv\n\nx\n--a--";
        let roles: Vec<_> = parts(&walk(message).pieces).into_iter().map(|part| part.role).collect();
        assert_eq!(roles, [PartRole::Body, PartRole::Attachment, PartRole::Attachment]);
    }
}
