//! The end of the shelf: the volume that is written to, and what of it stands.

use std::fs::{File, OpenOptions};
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::sync::Arc;

use super::{Spot, volume, volumes};
use crate::store::connection::unwritable;
use crate::store::error::{Result, StoreError};

/// A volume is closed once it is that long: enough not to have many, little
/// enough to write the rest of one anew.
const FULL: u64 = 64 << 20;
/// Letters gathered before they are written, when one transaction brings many.
/// Few enough to be still at hand when they are written.
const GATHERED: usize = 512 << 10;

pub(super) struct Tail {
    number: u32,
    /// Made with the first letter: a cache without mail has no volume.
    file: Option<Arc<File>>,
    /// As far as rows refer to it; and as far as it is written.
    kept: u64,
    written: u64,
    gathered: Vec<u8>,
    /// Written to since the last flush.
    stale: Vec<Arc<File>>,
}

impl Tail {
    /// Goes on where the last row ends. A file that is shorter than that has
    /// lost something and is left as it is.
    pub(super) fn after(folder: &Path, last: Option<(u32, u64)>) -> Result<Self> {
        let found = volumes(folder).map_err(|error| unwritable(error.kind()))?;
        let newest = found.last().map_or(0, |(number, _)| *number);
        let mut tail =
            Self { number: newest + 1, file: None, kept: 0, written: 0, gathered: Vec::new(), stale: Vec::new() };
        let Some((number, end)) = last else { return Ok(tail) };
        let whole = found.iter().any(|(other, length)| *other == number && *length >= end);
        if whole && number == newest {
            let file = open(&volume(folder, number))?;
            file.set_len(end).map_err(|error| unwritable(error.kind()))?;
            (tail.number, tail.file, tail.kept, tail.written) = (number, Some(Arc::new(file)), end, end);
        } else {
            tail.number = newest.max(number) + 1;
        }
        Ok(tail)
    }

    pub(super) fn volume(&self) -> u32 {
        self.number
    }

    /// Takes up what `put` adds at the end.
    pub(super) fn take(&mut self, folder: &Path, put: impl FnOnce(&mut Vec<u8>) -> Result<()>) -> Result<Spot> {
        // Only between transactions: what is undone is undone in one volume.
        if self.kept >= FULL && self.written == self.kept && self.gathered.is_empty() {
            (self.number, self.file, self.kept, self.written) = (self.number + 1, None, 0, 0);
        }
        if self.file.is_none() {
            self.file = Some(Arc::new(open(&volume(folder, self.number))?));
        }
        let before = self.gathered.len();
        put(&mut self.gathered)?;
        let (start, length) = (self.written + before as u64, (self.gathered.len() - before) as u64);
        if self.gathered.len() > GATHERED {
            self.write_out()?;
        }
        Ok(Spot { volume: self.number, start, length })
    }

    pub(super) fn write_out(&mut self) -> Result<()> {
        let Some(file) = self.file.as_ref().filter(|_| !self.gathered.is_empty()) else { return Ok(()) };
        let mut place = file.as_ref();
        let write = place.seek(SeekFrom::Start(self.written)).and_then(|_| place.write_all(&self.gathered));
        write.map_err(|error| unwritable(error.kind()))?;
        self.written += self.gathered.len() as u64;
        self.gathered.clear();
        Ok(())
    }

    pub(super) fn keep(&mut self) {
        if self.kept == self.written {
            return;
        }
        self.kept = self.written;
        if let Some(file) = &self.file
            && !self.stale.iter().any(|stale| Arc::ptr_eq(stale, file))
        {
            self.stale.push(file.clone());
        }
    }

    pub(super) fn undo(&mut self) {
        self.gathered = Vec::new();
        self.written = self.kept;
        if let Some(file) = &self.file {
            // If it fails, the next letter is written over what is left.
            let _ = file.set_len(self.kept);
        }
    }

    pub(super) fn take_stale(&mut self) -> Vec<Arc<File>> {
        std::mem::take(&mut self.stale)
    }
}

fn open(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    let _ = options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        let _ = options.mode(0o600);
    }
    let file = options.open(path).map_err(|error| unwritable(error.kind()))?;
    if file.metadata().is_ok_and(|metadata| metadata.is_file()) {
        Ok(file)
    } else {
        Err(StoreError::Unwritable { code: 0 })
    }
}
