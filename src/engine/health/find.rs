//! The documents of a message, by what is in it and never by what it is called: HPRIM
//! in the text and in attachments, the CDA and PDF documents of archives, each clinical
//! document once, and PDF attachments where the mailbox wants them.
//!
//! Bytes in, bytes out: what is found is what came, or one dossier of it.

mod clinical;
mod hprim;

use sha2::{Digest as _, Sha256};

use crate::domain::export::{Doubt, ExportKind, Exporting, Naming, file_name};
use crate::domain::{MessageId, PartRole};
use crate::mime;
use crate::store::NewExport;

use clinical::Clinical;

/// Messages within messages.
const DEEPEST: usize = 4;
/// Documents of one message: no sender of results has so many.
const MOST: usize = 2000;

/// What decides what is taken and how it is called.
#[derive(Clone, Copy)]
pub(super) struct Rules<'a> {
    pub(super) chosen: &'a Exporting,
    pub(super) message: MessageId,
    /// It is now.
    pub(super) year: u16,
}

/// A document before it has its number and its name.
struct Found {
    digest: [u8; 32],
    piece: u32,
    kind: ExportKind,
    doubt: Option<Doubt>,
    naming: Naming,
    bytes: Vec<u8>,
}

/// All documents of what can be read of a message.
pub(super) fn documents(pieces: &[Vec<u8>], rules: Rules<'_>) -> Vec<NewExport> {
    let mut finder = Finder { rules, found: Vec::new(), clinical: Vec::new() };
    for piece in pieces {
        finder.letter(piece, 0);
    }
    let Finder { found, clinical, .. } = finder;
    let all = found.into_iter().chain(clinical::once(clinical, rules.chosen));
    all.take(MOST).zip(1..).map(|(found, number)| found.numbered(number, rules)).collect()
}

struct Finder<'a> {
    rules: Rules<'a>,
    found: Vec<Found>,
    clinical: Vec<Clinical>,
}

impl Finder<'_> {
    fn letter(&mut self, bytes: &[u8], depth: usize) {
        for part in mime::read(bytes).parts {
            let is_text = part.role == PartRole::Body && part.media_type != "text/html";
            if !is_text && !matches!(part.role, PartRole::Attachment | PartRole::Inline) {
                continue;
            }
            let Some(held) = mime::part_bytes(bytes, part.id) else { continue };
            if part.media_type == "message/rfc822" && depth < DEEPEST {
                self.letter(&held, depth + 1);
            } else if is_text || !clinical::take(&part.name, &held, &mut self.clinical) {
                self.hprim(&part.name, held);
            }
        }
    }

    fn hprim(&mut self, name: &str, bytes: Vec<u8>) {
        let digest = Sha256::digest(&bytes).into();
        for (piece, document) in (0..).zip(hprim::files(name, bytes, self.rules)) {
            let (naming, bytes) = document;
            self.found.push(Found { digest, piece, kind: ExportKind::Hprim, doubt: None, naming, bytes });
        }
    }
}

impl Found {
    fn numbered(self, number: u32, rules: Rules<'_>) -> NewExport {
        let naming = Naming { number, uid: rules.message.0, ..self.naming };
        NewExport {
            digest: self.digest,
            piece: self.piece,
            kind: self.kind,
            patient: [naming.family.as_str(), &naming.given].join(" ").trim().to_owned(),
            name: file_name(&rules.chosen.template, &naming, rules.chosen.ending),
            doubt: self.doubt,
            bytes: self.bytes,
        }
    }
}

/// What follows the last point of a name, where it can be an ending.
fn ending(name: &str) -> Option<&str> {
    let (stem, ending) = name.rsplit_once('.')?;
    let fits = !stem.is_empty() && (1..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    fits.then_some(ending)
}

#[cfg(test)]
mod tests;
