//! The text of a message, to be read, searched and quoted: which parts it
//! stands in, and how each becomes text.

use super::{
    Defect, Section, charset, clean, flowed, html, legacy, limit, role, transfer,
    walk::{Piece, Walk},
};
use crate::domain::PartRole;

/// A text this short may be a mere pointer to the HTML beside it.
const STUB: usize = 400;

/// A body part and, if it stands in an alternative, in which branch of which.
struct Leaf {
    piece: usize,
    /// The outermost alternative around it, and the child of it that leads here.
    branch: Option<(usize, usize)>,
}

/// All inline texts, one after the other; of an alternative, one branch.
pub(super) fn text(walk: &mut Walk<'_>) -> String {
    let mut whole = String::new();
    let leaves = leaves(&walk.pieces);
    for group in leaves.chunk_by(|a, b| a.branch.is_some() && a.branch.map(|a| a.0) == b.branch.map(|b| b.0)) {
        let text = group_text(group, walk, limit::TEXT.saturating_sub(whole.len()));
        join(&mut whole, &text);
        if whole.len() > limit::TEXT {
            whole.truncate(whole.floor_char_boundary(limit::TEXT));
            Defect::TextCut.note(&mut walk.defects);
            break;
        }
    }
    whole
}

/// The same as its sender laid it out: of an alternative, the branch with HTML.
/// An appointment that is proposed stands first.
pub(super) fn sections(walk: &mut Walk<'_>) -> Vec<Section> {
    let leaves = leaves(&walk.pieces);
    let mut sections: Vec<Section> = appointment(walk).into_iter().collect();
    for group in leaves.chunk_by(|a, b| a.branch.is_some() && a.branch.map(|a| a.0) == b.branch.map(|b| b.0)) {
        let has_html = |branch: &&[Leaf]| branch.iter().any(|leaf| walk.pieces.get(leaf.piece).is_some_and(is_html));
        let mut branches = group.chunk_by(|a, b| a.branch == b.branch);
        let Some(branch) = branches.clone().find(has_html).or_else(|| branches.next()) else { continue };
        for leaf in branch {
            let Some(piece) = walk.pieces.get(leaf.piece).filter(|piece| !is_calendar(piece)) else { continue };
            sections.push(if is_html(piece) {
                Section::Html(written(piece, walk.said_again.as_deref(), &mut walk.defects))
            } else {
                Section::Plain(piece_text(piece, walk.said_again.as_deref(), &mut walk.defects))
            });
        }
    }
    sections
}

/// The calendar that says in its way what the text beside it says; where there
/// is no text at all, whatever calendar there is.
fn appointment(walk: &mut Walk<'_>) -> Option<Section> {
    let calendars = |piece: &&Piece<'_>| !piece.opened && is_calendar(piece);
    let beside = |piece: &&Piece<'_>| {
        let parent = piece.parent.and_then(|place| walk.pieces.get(place));
        !piece.content.attached && parent.is_none_or(|parent| parent.content.media_type == "multipart/alternative")
    };
    let any = walk.pieces.iter().find(calendars)?.id;
    let chosen = walk.pieces.iter().filter(calendars).find(beside).map(|piece| piece.id);
    let chosen = chosen.or_else(|| text(walk).trim().is_empty().then_some(any))?;
    let piece = walk.pieces.iter().find(|piece| piece.id == chosen)?;
    Some(Section::Calendar(transfer::decode_start(piece.body, piece.encoding(), limit::CALENDAR).0.into_owned()))
}

fn is_calendar(piece: &Piece<'_>) -> bool {
    piece.content.media_type == "text/calendar"
}

fn join(whole: &mut String, text: &str) {
    if !whole.is_empty() && !text.is_empty() {
        whole.push_str("\n\n");
    }
    whole.push_str(text);
}

fn leaves(pieces: &[Piece<'_>]) -> Vec<Leaf> {
    let bodies = pieces.iter().enumerate().filter(|(_, piece)| !piece.opened);
    let bodies = bodies.filter(|(_, piece)| role::role(piece, pieces) == PartRole::Body);
    bodies.map(|(index, piece)| Leaf { piece: index, branch: branch(piece, pieces) }).collect()
}

fn branch(piece: &Piece<'_>, pieces: &[Piece<'_>]) -> Option<(usize, usize)> {
    let mut outermost = None;
    let mut child = piece;
    // A parent comes before its children, so this climbs and ends.
    while let Some((place, parent)) = child.parent.and_then(|place| Some((place, pieces.get(place)?))) {
        if parent.content.media_type == "multipart/alternative" {
            outermost = Some((place, child.rank));
        }
        child = parent;
    }
    outermost
}

/// The text of one part alone, or of the best branch of one alternative: the
/// plain one, which the sender wrote to be read so, unless it says nothing.
fn group_text(group: &[Leaf], walk: &mut Walk<'_>, room: usize) -> String {
    let branches: Vec<&[Leaf]> = group.chunk_by(|a, b| a.branch == b.branch).collect();
    let is_html = |leaf: &Leaf| walk.pieces.get(leaf.piece).is_some_and(is_html);
    let plain = branches.iter().find(|branch| !branch.iter().any(is_html)).copied();
    let html = branches.iter().find(|branch| branch.iter().any(is_html)).copied();
    let plain = plain.map(|branch| branch_text(branch, walk, room));
    match (plain, html) {
        (Some(plain), Some(html)) if is_stub(&plain) => {
            let html = branch_text(html, walk, room);
            if html.is_empty() { plain } else { html }
        }
        (Some(plain), _) => plain,
        (None, Some(html)) => branch_text(html, walk, room),
        (None, None) => String::new(),
    }
}

fn branch_text(branch: &[Leaf], walk: &mut Walk<'_>, room: usize) -> String {
    let mut whole = String::new();
    for leaf in branch {
        let (again, defects) = (walk.said_again.as_deref(), &mut walk.defects);
        let text = walk.pieces.get(leaf.piece).map(|piece| piece_text(piece, again, defects)).unwrap_or_default();
        join(&mut whole, &text);
        // The caller cuts it: what comes after need not be decoded.
        if whole.len() > room {
            break;
        }
    }
    whole
}

/// Says nothing, or says that there is something better beside it. Taking a
/// short true text for a stub does no harm: the HTML says the same.
fn is_stub(text: &str) -> bool {
    if text.len() > STUB {
        return false;
    }
    let text = text.to_lowercase();
    text.trim().is_empty()
        || ["html", "version en ligne", "navigateur", "browser"].iter().any(|sign| text.contains(sign))
}

fn piece_text(piece: &Piece<'_>, again: Option<&str>, defects: &mut Vec<Defect>) -> String {
    let is_html = is_html(piece);
    let mut text = written(piece, again, defects);
    if is_html {
        text = html::text(&text);
    }
    text = clean::block(&text);
    if let Some(delsp) = piece.content.flowed.filter(|_| !is_html) {
        text = flowed::unfold(&text, delsp);
    }
    text.truncate(text.trim_end().len());
    text
}

pub(super) fn is_html(piece: &Piece<'_>) -> bool {
    piece.content.media_type == "text/html"
}

/// The letters of a part as they were written, tags and all; but for what of the
/// header they say again.
fn written(piece: &Piece<'_>, again: Option<&str>, defects: &mut Vec<Defect>) -> String {
    let is_html = is_html(piece);
    let (cap, cut) = if is_html { (limit::HTML, Defect::HtmlCut) } else { (limit::TEXT, Defect::TextCut) };
    let (bytes, all) = transfer::decode_start(piece.body, piece.encoding(), cap + 1);
    let mut start: &[u8] = &bytes;
    if !all || bytes.len() > cap {
        cut.note(defects);
        start = without_torn_letter(bytes.get(..cap).unwrap_or(&bytes));
    }
    let (text, rescued) = charset::decode(start, piece.content.charset.as_deref());
    if rescued {
        Defect::CharsetRepaired.note(defects);
    }
    match again {
        Some(subject) if piece.content.says_again => legacy::without(text, is_html, subject),
        _ => text,
    }
}

/// A cut may go through a letter, which is no reason to doubt the charset.
fn without_torn_letter(bytes: &[u8]) -> &[u8] {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => bytes.get(..error.valid_up_to()).unwrap_or(bytes),
        _ => bytes,
    }
}

#[cfg(test)]
mod tests {
    use super::{Defect, limit, text};
    use crate::mime::walk::walk;

    fn read(message: &str) -> String {
        text(&mut walk(message.as_bytes()))
    }

    fn alternative(plain: &str, html: &str) -> String {
        read(&format!(
            "Content-Type: multipart/alternative; boundary=a\n\n--a\n\n{plain}\n--a\n\
             Content-Type: text/html\n\n{html}\n--a--"
        ))
    }

    #[test]
    fn the_plain_text_is_preferred_unless_it_says_nothing() {
        assert_eq!(alternative("Bonjour", "<p>Salut"), "Bonjour");
        assert_eq!(alternative(" \n", "<p>Salut"), "Salut");
        assert_eq!(alternative("Votre logiciel ne prend pas en charge le HTML.", "<p>Salut"), "Salut");
        assert_eq!(alternative("Votre logiciel ne prend pas en charge le HTML.", "<img>").len(), 46);
    }

    #[test]
    fn inline_texts_follow_each_other_and_alternatives_stay_apart() {
        let message = "Content-Type: multipart/mixed; boundary=a\n\n--a\n\nun\n--a\n\
            Content-Type: multipart/alternative; boundary=b\n\n--b\n\ndeux\n--b\n\
            Content-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: text/html\n\n<b>non\n--c--\n--b--\n--a\n\
            Content-Type: application/pdf\n\nx\n--a\nContent-Type: text/html\n\n<b>trois</b>\n--a\n\
            Content-Disposition: attachment\n\nnon\n--a--";
        assert_eq!(read(message), "un\n\ndeux\n\ntrois");
    }

    #[test]
    fn messages_within_and_ciphertext_are_not_text() {
        assert_eq!(read("Content-Type: message/rfc822\n\nSubject: s\n\nnon"), "");
        assert_eq!(read("Content-Type: application/pkcs7-mime\n\nnon"), "");
        assert_eq!(read("Content-Type: multipart/encrypted; boundary=a\n\n--a\n\nnon\n--a--"), "");
    }

    #[test]
    fn text_is_capped() {
        let mut walk = walk_of(&"é".repeat(limit::TEXT));
        let read = text(&mut walk);
        assert!(read.len() <= limit::TEXT && read.len() > limit::TEXT - 10);
        assert_eq!(walk.defects, [Defect::TextCut]);
        let many = "Content-Type: multipart/mixed; boundary=a\n\n".to_owned()
            + &("--a\n\n".to_owned() + &"x".repeat(3 << 20) + "\n").repeat(3);
        let mut walk = walk_of_message(&many);
        assert!(text(&mut walk).len() <= limit::TEXT && walk.defects.contains(&Defect::TextCut));
    }

    fn walk_of(body: &str) -> crate::mime::walk::Walk<'static> {
        walk_of_message(&format!("Content-Type: text/plain; charset=utf-8\n\n{body}"))
    }

    fn walk_of_message(message: &str) -> crate::mime::walk::Walk<'static> {
        walk(message.as_bytes().to_vec().leak())
    }
}
