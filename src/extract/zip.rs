//! Packages: the texts of office programs, and plain archives such as those in
//! which health documents travel. Nothing is believed of what a package says
//! of its files' sizes.

use std::borrow::Cow;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::{Leaf, Unread, add, limit, office};

/// A package, and how much may still be unpacked of it.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    room: u64,
}

pub(super) fn words(bytes: &[u8], depth: usize) -> Result<String, Unread> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unread::Broken)?;
    let mut package = Package { archive, room: limit::UNPACKED };
    match office::words(&mut package) {
        Some(text) => Ok(text),
        None => Ok(files(&mut package, depth)),
    }
}

impl Package<'_> {
    /// The names of its files, in order.
    pub(super) fn names(&self) -> Vec<String> {
        let names = self.archive.file_names().take(limit::FILES).flatten();
        let mut names: Vec<String> = names.map(Cow::into_owned).collect();
        names.sort();
        names
    }

    /// One file, as far as the caps go.
    pub(super) fn file(&mut self, name: &str, most: usize) -> Option<Vec<u8>> {
        let file = self.archive.by_name(name).ok().filter(zip::read::ZipFile::is_file)?;
        // A few bytes may well become some thousand.
        let swollen = file.compressed_size().saturating_mul(limit::RATIO).saturating_add(64 << 10);
        let mut bytes = Vec::new();
        // What came before it broke is still worth reading.
        let _ = file.take(swollen.min(self.room).min(most as u64)).read_to_end(&mut bytes);
        self.room = self.room.saturating_sub(bytes.len() as u64);
        Some(bytes)
    }
}

/// What lies in an archive.
fn files(package: &mut Package<'_>, depth: usize) -> String {
    let mut whole = String::new();
    for name in package.names() {
        // Nothing would come of it: do not unpack for nothing.
        if depth == 0 {
            break;
        }
        let Some(bytes) = package.file(&name, limit::DOCUMENT) else { continue };
        let leaf = Leaf { media_type: "application/octet-stream", name: &name, charset: None, bytes: &bytes };
        if !add(&mut whole, &leaf, depth) {
            break;
        }
    }
    whole
}
