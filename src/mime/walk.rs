//! Takes a message apart at its boundaries, in one pass and without recursion:
//! a hostile nesting ends at a cap. A message within a message is one piece and
//! is not looked into.

use super::{
    Defect,
    content::Content,
    field::Fields,
    legacy, limit, line,
    transfer::{self, Encoding},
};
use crate::domain::PartId;

pub(super) struct Piece<'a> {
    pub(super) id: PartId,
    pub(super) content: Content,
    /// Its place among the pieces; None for the root.
    pub(super) parent: Option<usize>,
    /// Which child of its parent it is.
    pub(super) rank: usize,
    /// A multipart that was opened: its children follow, and it has no body.
    pub(super) opened: bool,
    /// Still encoded.
    pub(super) body: &'a [u8],
    /// Bytes of the body beside line ends and blanks before them.
    letters: usize,
}

impl Piece<'_> {
    /// Once decoded. Told from the length where the encoding is sound, so that
    /// large attachments are not decoded only to be measured.
    pub(super) fn size(&self) -> u64 {
        transfer::decoded_size(self.body, self.content.encoding, self.letters) as u64
    }

    pub(super) fn encoding(&self) -> Encoding {
        self.content.encoding
    }
}

#[derive(Default)]
pub(super) struct Walk<'a> {
    pub(super) fields: Fields<'a>,
    /// What texts may say again of the header.
    pub(super) said_again: Option<String>,
    /// In the order in which they are met: containers come before what they
    /// hold, and the root is the first.
    pub(super) pieces: Vec<Piece<'a>>,
    pub(super) defects: Vec<Defect>,
}

/// A multipart whose end has not been met.
struct Open {
    boundary: Vec<u8>,
    piece: usize,
    children: usize,
}

/// A stretch of lines, and the delimiter that ended it.
struct Stretch<'a> {
    body: &'a [u8],
    letters: usize,
    end: Option<Delimiter<'a>>,
}

struct Delimiter<'a> {
    /// Of which open multipart, counted from the outermost.
    level: usize,
    closing: bool,
    after: &'a [u8],
}

pub(super) fn walk(bytes: &[u8]) -> Walk<'_> {
    let mut walk = Walk::default();
    let (fields, mut rest) = Fields::of_message(bytes);
    let mut content = Content::new(&fields, "text/plain");
    walk.said_again = legacy::said_again(&fields);
    walk.fields = fields;
    let mut open: Vec<Open> = Vec::new();
    loop {
        let stretch = walk.take(content, rest, &mut open);
        let Some(after) = next_part(stretch, &mut open, &mut walk.defects) else { break };
        if walk.pieces.len() >= limit::PARTS {
            walk.note(Defect::TooManyParts);
            break;
        }
        let (fields, body) = Fields::of_part(after, |line| delimiter(line, &open).is_some());
        content = Content::new(&fields, walk.default_type(&open));
        if fields.cut {
            walk.note(Defect::HeaderCut);
        }
        rest = body;
    }
    walk
}

impl<'a> Walk<'a> {
    /// Adds the piece that begins here, and says where it ends; for a multipart,
    /// where its first part begins.
    fn take(&mut self, mut content: Content, rest: &'a [u8], open: &mut Vec<Open>) -> Stretch<'a> {
        let parent = open.last().map(|open| open.piece);
        let rank = open.last().map_or(0, |open| open.children);
        if let Some(open) = open.last_mut() {
            open.children += 1;
        }
        let boundary = content.boundary.clone().filter(|_| content.is_multipart());
        let deep = boundary.is_some() && open.len() >= limit::DEPTH;
        let level = open.len();
        if let Some(boundary) = boundary.filter(|_| !deep) {
            open.push(Open { boundary: boundary.into_bytes(), piece: self.pieces.len(), children: 0 });
        }
        let stretch = stretch(rest, open);
        let opened = open.len() > level && stretch.end.as_ref().is_some_and(|end| end.level == level);
        if !opened && content.is_multipart() {
            if deep {
                self.note(Defect::TooDeep);
            } else {
                // Its parts cannot be told apart: what is there is shown as it is.
                self.note(Defect::Unclosed);
                "text/plain".clone_into(&mut content.media_type);
            }
        }
        open.truncate(level + usize::from(opened));
        self.pieces.push(Piece {
            id: PartId(u32::try_from(self.pieces.len()).unwrap_or(u32::MAX)),
            content,
            parent,
            rank,
            opened,
            body: if opened { &[] } else { stretch.body },
            letters: stretch.letters,
        });
        stretch
    }

    fn default_type(&self, open: &[Open]) -> &'static str {
        let parent = open.last().and_then(|open| self.pieces.get(open.piece));
        match parent.map(|parent| parent.content.media_type.as_str()) {
            Some("multipart/digest") => "message/rfc822",
            _ => "text/plain",
        }
    }

    pub(super) fn note(&mut self, defect: Defect) {
        defect.note(&mut self.defects);
    }
}

/// Where the next part begins, once all that ends here is closed.
fn next_part<'a>(stretch: Stretch<'a>, open: &mut Vec<Open>, defects: &mut Vec<Defect>) -> Option<&'a [u8]> {
    let mut end = stretch.end;
    loop {
        let Some(delimiter) = end else {
            if !open.is_empty() {
                Defect::Unclosed.note(defects);
            }
            return None;
        };
        // A delimiter of an outer multipart ends the inner ones too.
        open.truncate(delimiter.level + 1);
        if !delimiter.closing {
            return Some(delimiter.after);
        }
        let _ = open.pop();
        if open.is_empty() {
            return None;
        }
        end = self::stretch(delimiter.after, open).end;
    }
}

fn stretch<'a>(bytes: &'a [u8], open: &[Open]) -> Stretch<'a> {
    let mut rest = bytes;
    let mut letters = 0;
    while !rest.is_empty() {
        let (current, after) = line::split(rest);
        if current.starts_with(b"--")
            && let Some((level, closing)) = delimiter(current, open)
        {
            let body = bytes.get(..bytes.len() - rest.len()).unwrap_or_default();
            return Stretch {
                body: line::without_last_end(body),
                letters,
                end: Some(Delimiter { level, closing, after }),
            };
        }
        letters += current.trim_ascii_end().len();
        rest = after;
    }
    Stretch { body: bytes, letters, end: None }
}

/// RFC 2046, 5.1.1: two hyphens, the boundary, two more at the end, blanks.
fn delimiter(line: &[u8], open: &[Open]) -> Option<(usize, bool)> {
    let text = line.strip_prefix(b"--")?.trim_ascii_end();
    open.iter().enumerate().rev().find_map(|(level, open)| match text.strip_prefix(open.boundary.as_slice())? {
        b"" => Some((level, false)),
        b"--" => Some((level, true)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Defect, limit, walk};

    /// Type, parent and body of each piece.
    fn pieces(bytes: &[u8]) -> Vec<(String, Option<usize>, String)> {
        let describe = |piece: &super::Piece<'_>| {
            let body = String::from_utf8_lossy(piece.body).into_owned();
            (piece.content.media_type.clone(), piece.parent, body)
        };
        walk(bytes).pieces.iter().map(describe).collect()
    }

    fn expected(list: &[(&str, Option<usize>, &str)]) -> Vec<(String, Option<usize>, String)> {
        list.iter().map(|&(kind, parent, body)| (kind.to_owned(), parent, body.to_owned())).collect()
    }

    #[test]
    fn parts_are_met_in_order_with_their_parents() {
        let bytes = b"Content-Type: multipart/mixed; boundary=a\r\n\r\npreamble\r\n--a\r\n\
            Content-Type: multipart/alternative; boundary=\"ab\"\r\n\r\n--ab\r\n\r\nun\r\n\r\n--ab \r\n\
            Content-Type: text/html\r\n\r\n<p>deux\r\n--ab--\r\nepilogue\r\n--a\r\n\
            Content-Type: application/pdf\r\n\r\n%PDF\r\n--a--\r\nepilogue";
        assert_eq!(
            pieces(bytes),
            expected(&[
                ("multipart/mixed", None, ""),
                ("multipart/alternative", Some(0), ""),
                ("text/plain", Some(1), "un\r\n"),
                ("text/html", Some(1), "<p>deux"),
                ("application/pdf", Some(0), "%PDF"),
            ])
        );
        assert!(walk(bytes).defects.is_empty());
    }

    #[test]
    fn an_outer_delimiter_ends_an_inner_multipart() {
        let bytes = b"Content-Type: multipart/mixed; boundary=a\n\n--a\n\
            Content-Type: multipart/related; boundary=b\n\n--b\n\nun\n--a\n\ndeux";
        assert_eq!(
            pieces(bytes),
            expected(&[
                ("multipart/mixed", None, ""),
                ("multipart/related", Some(0), ""),
                ("text/plain", Some(1), "un"),
                ("text/plain", Some(0), "deux"),
            ])
        );
        assert_eq!(walk(bytes).defects, [Defect::Unclosed]);
    }

    #[test]
    fn a_multipart_without_its_boundary_is_shown_as_it_is() {
        let bytes = b"Content-Type: multipart/mixed; boundary=a\n\nBonjour\n--b\n\nmadame";
        assert_eq!(pieces(bytes), expected(&[("text/plain", None, "Bonjour\n--b\n\nmadame")]));
        assert_eq!(pieces(b"Content-Type: multipart/mixed\n\nx"), expected(&[("text/plain", None, "x")]));
    }

    #[test]
    fn a_message_within_is_one_piece_and_a_digest_holds_messages() {
        let bytes = b"Content-Type: multipart/digest; boundary=a\n\n--a\n\nSubject: s\n\
            Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n--a--\n";
        let pieces = pieces(bytes);
        assert_eq!(pieces.len(), 2);
        assert_eq!(pieces[1].0, "message/rfc822");
        assert!(pieces[1].2.ends_with("--b--"));
    }

    #[test]
    fn an_empty_part_is_a_part() {
        let bytes = b"Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: text/html\n--a\n\n--a--";
        assert_eq!(pieces(bytes)[1..], expected(&[("text/html", Some(0), ""), ("text/plain", Some(0), "")]));
    }

    #[test]
    fn nesting_and_number_stop_at_their_caps() {
        let mut deep = Vec::new();
        for level in 0..20_000 {
            deep.extend_from_slice(
                format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n").as_bytes(),
            );
        }
        let read = walk(&deep);
        assert_eq!(read.pieces.len(), limit::DEPTH + 1);
        assert!(read.defects.contains(&Defect::TooDeep));

        let mut many = b"Content-Type: multipart/mixed; boundary=a\n\n".to_vec();
        many.extend_from_slice(&b"--a\n\nx\n".repeat(limit::PARTS + 10));
        let read = walk(&many);
        assert_eq!(read.pieces.len(), limit::PARTS);
        assert_eq!(read.defects, [Defect::TooManyParts]);
    }
}
