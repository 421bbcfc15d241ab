//! A package of strangers, unpacked in memory. Nothing is believed of what it says
//! of its files' sizes, and a name that leads anywhere refuses the whole.

use std::fmt;
use std::io::{Cursor, Read as _};

use ring::digest;
use zip::read::ZipFile;
use zip::{CompressionMethod, ZipArchive};

use super::{FILES, PACKED, RATIO, Refusal, UNPACKED};

/// What may grow to this is let grow, however small it was packed.
const SMALL: u64 = 1 << 20;
/// Headers of files that may be in bytes whose directory hides their number.
const HEADERS: usize = 20_000;

/// One file of a package.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    /// For showing, and for nothing else.
    pub name: String,
    pub bytes: Vec<u8>,
    /// In the letters of METADATA.XML.
    pub sha1: String,
    /// What is wrong with it: its bytes are then as many as could be read.
    pub unread: Option<Unread>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unread {
    /// Packed in a way that is not opened here.
    Method,
    /// Its check sum is wrong, or it breaks off.
    Damaged,
}

/// The files in the order of their names, and whether some had the same.
pub(super) fn files(bytes: &[u8]) -> Result<(Vec<File>, bool), Refusal> {
    if bytes.len() > PACKED {
        return Err(Refusal::TooLarge);
    }
    if hides_many(bytes) {
        return Err(Refusal::TooManyFiles);
    }
    let broken = if super::may_be(bytes) { Refusal::Broken } else { Refusal::NotZip };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken)?;
    if archive.len() > FILES {
        return Err(Refusal::TooManyFiles);
    }
    let doubled = archive.has_duplicate_names();
    if archive.has_overlapping_files().map_err(|_| Refusal::Broken)? {
        return Err(Refusal::Overlap);
    }
    let mut files = Vec::new();
    let mut room = UNPACKED;
    for index in 0..archive.len() {
        let file = unpacked(&mut archive, index, &mut room)?;
        files.extend(file);
    }
    files.sort_by(|one, two| one.name.cmp(&two.name));
    Ok((files, doubled))
}

/// A directory may say that it is longer than it can say: then its files are counted
/// before any is read.
fn hides_many(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub((64 << 10) + 22)..).unwrap_or_default();
    let Some(end) = tail.windows(4).rposition(|four| four == b"PK\x05\x06") else { return false };
    let count = tail.get(end + 10..end + 12).and_then(|two| two.try_into().ok()).map_or(0, u16::from_le_bytes);
    let headers = || bytes.windows(4).filter(|four| *four == b"PK\x01\x02").take(HEADERS).count();
    usize::from(count) > FILES && (count != u16::MAX || headers() == HEADERS)
}

/// None for a folder.
fn unpacked(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize, room: &mut u64) -> Result<Option<File>, Refusal> {
    let raw = archive.by_index_raw(index).map_err(|_| Refusal::Broken)?;
    checked(&raw)?;
    let name = name(&raw)?;
    let known = matches!(raw.compression(), CompressionMethod::Stored | CompressionMethod::Deflated);
    if raw.is_dir() {
        return Ok(None);
    }
    drop(raw);
    let unread = |why| Ok(Some(File::new(name.clone(), Vec::new(), Some(why))));
    if !known {
        return unread(Unread::Method);
    }
    let Ok(entry) = archive.by_index(index) else { return unread(Unread::Damaged) };
    let swollen = entry.compressed_size().saturating_mul(RATIO).max(SMALL);
    let most = swollen.min(*room);
    let mut bytes = Vec::new();
    let read = entry.take(most.saturating_add(1)).read_to_end(&mut bytes);
    if bytes.len() as u64 > most {
        return Err(if most < swollen { Refusal::TooLarge } else { Refusal::Swollen });
    }
    *room -= bytes.len() as u64;
    Ok(Some(File::new(name, bytes, read.is_err().then_some(Unread::Damaged))))
}

fn checked(entry: &ZipFile<'_, Cursor<&[u8]>>) -> Result<(), Refusal> {
    if entry.encrypted() {
        return Err(Refusal::Encrypted);
    }
    if entry.is_symlink() {
        return Err(Refusal::Link);
    }
    Ok(())
}

fn name(entry: &ZipFile<'_, Cursor<&[u8]>>) -> Result<String, Refusal> {
    let read = entry.name().map(std::borrow::Cow::into_owned);
    let name = read.unwrap_or_else(|_| String::from_utf8_lossy(entry.name_raw()).into_owned()).replace('\\', "/");
    let drive = name.as_bytes().get(1) == Some(&b':');
    let leads = name.is_empty() || name.starts_with('/') || drive || name.split('/').any(|part| part == "..");
    if leads || name.chars().any(char::is_control) { Err(Refusal::Path) } else { Ok(name) }
}

impl File {
    fn new(name: String, bytes: Vec<u8>, unread: Option<Unread>) -> Self {
        Self { sha1: sha1(&bytes), name, bytes, unread }
    }

    /// The last part of its name.
    pub fn base(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or_default()
    }

    /// The parts of its name, those that say nothing left out.
    pub(super) fn parts(&self) -> Vec<&str> {
        parts(&self.name)
    }

    /// What every archive of this kind has around its documents.
    pub fn is_frame(&self) -> bool {
        ["INDEX.HTM", "INDEX.HTML", "README.TXT", "METADATA.XML"]
            .iter()
            .any(|name| self.base().eq_ignore_ascii_case(name))
    }
}

/// XDS names files by SHA-1: it tells a damaged file, it proves nothing.
pub(in crate::health) fn sha1(bytes: &[u8]) -> String {
    let digest = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, bytes);
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn parts(name: &str) -> Vec<&str> {
    name.split('/').filter(|part| !part.is_empty() && *part != ".").collect()
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File").field("length", &self.bytes.len()).field("unread", &self.unread).finish_non_exhaustive()
    }
}
