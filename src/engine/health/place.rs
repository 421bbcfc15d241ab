//! Files into a folder that another program watches and empties. A file is written
//! beside under a hidden name, brought to the disk, and gets its own name in one step
//! that never takes the place of another file: who looks sees it whole or not at all.
//!
//! The folder itself is never made: where it is not, its drive is not.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use crate::domain::ExportId;
use crate::domain::export::{Obstacle, numbered};
use crate::store::{ExportJob, ExportPlace};

use super::hand::Beat;

const CHUNK: usize = 1 << 20;
const HIDDEN: &str = ".sceau-";
const PART: &str = ".part";

/// Whether somebody may have placed files of these before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// They were just laid beside.
    Now,
    /// Who placed them was stopped: a file that is beside no more has its name.
    AfterStop,
}

/// What became of files that were to get their names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) written: Vec<ExportId>,
    /// Their names were taken meanwhile, or the files are gone.
    pub(super) taken: Vec<ExportId>,
}

/// Writes the files beside, and finds free names for them. All of them, or none.
pub(super) fn lay(folder: &Path, jobs: &[ExportJob], beat: &Beat) -> Result<Vec<(ExportId, String)>, Obstacle> {
    is_there(folder)?;
    let laid = lay_all(folder, jobs, beat);
    if laid.is_err() {
        for job in jobs {
            let _ = fs::remove_file(beside(folder, job.id, &job.digest));
        }
    }
    laid.map_err(|error| obstacle(&error))
}

fn lay_all(folder: &Path, jobs: &[ExportJob], beat: &Beat) -> io::Result<Vec<(ExportId, String)>> {
    let (mut laid, mut taken) = (Vec::with_capacity(jobs.len()), HashSet::new());
    for job in jobs {
        let path = beside(folder, job.id, &job.digest);
        write(&path, &job.bytes, beat)?;
        laid.push((job.id, free_name(folder, job, &mut taken)?));
        beat.beat();
    }
    sync_folder(folder)?;
    Ok(laid)
}

fn write(path: &Path, bytes: &[u8], beat: &Beat) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    for chunk in bytes.chunks(CHUNK) {
        file.write_all(chunk)?;
        beat.beat();
    }
    file.sync_all()
}

/// A name that no other file has. One that has these very bytes is this file: the
/// power failed when the cache had not yet heard of it, or another mailbox brought it.
fn free_name(folder: &Path, job: &ExportJob, taken: &mut HashSet<String>) -> io::Result<String> {
    for number in 1.. {
        let name = numbered(&job.name, number);
        // Some disks do not tell capitals apart.
        let folded = name.to_ascii_lowercase();
        let path = folder.join(&name);
        if !taken.contains(&folded) && (!exists(&path)? || is_same(&path, &job.bytes)?) {
            let _ = taken.insert(folded);
            return Ok(name);
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Gives files that lie beside their names.
pub(super) fn place(folder: &Path, files: &[ExportPlace], when: When, beat: &Beat) -> Result<Placed, Obstacle> {
    is_there(folder)?;
    let mut placed = Placed::default();
    let mut failed = None;
    for file in files {
        match place_one(folder, file, when) {
            Ok(true) => placed.written.push(file.id),
            Ok(false) => placed.taken.push(file.id),
            Err(error) => failed = Some(error),
        }
        beat.beat();
    }
    // What has its name is not given up for what has none.
    match failed.map_or_else(|| sync_folder(folder), Err) {
        Err(error) if placed == Placed::default() || files.len() == placed.written.len() => Err(obstacle(&error)),
        _ => Ok(placed),
    }
}

fn place_one(folder: &Path, file: &ExportPlace, when: When) -> io::Result<bool> {
    let (from, to) = (beside(folder, file.id, &file.digest), folder.join(&file.file));
    if !exists(&from)? {
        return Ok(when == When::AfterStop);
    }
    match give_name(&from, &to) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let same = is_same(&to, &fs::read(&from)?)?;
            if same {
                fs::remove_file(&from)?;
            }
            Ok(same)
        }
        named => named.map(|()| true),
    }
}

/// In one step, and never in the place of another.
fn give_name(from: &Path, to: &Path) -> io::Result<()> {
    match rename_to_free(from, to) {
        // Not on this drive.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => {}
        done => return done,
    }
    match fs::hard_link(from, to) {
        Ok(()) => return fs::remove_file(from),
        Err(error) if matches!(error.kind(), ErrorKind::AlreadyExists | ErrorKind::NotFound) => return Err(error),
        Err(_) => {}
    }
    // A drive that knows neither: looked at just before, which is all that is left.
    if exists(to)? {
        return Err(ErrorKind::AlreadyExists.into());
    }
    fs::rename(from, to)
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn rename_to_free(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn rename_to_free(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// The same name whenever it is tried again, so that what a crash left beside is
/// replaced, never forgotten; no other profile has it.
fn beside(folder: &Path, id: ExportId, digest: &[u8; 32]) -> PathBuf {
    let digest: String = digest.iter().take(10).map(|byte| format!("{byte:02x}")).collect();
    folder.join(format!("{HIDDEN}{digest}-{id}{PART}"))
}

fn is_there(folder: &Path) -> Result<(), Obstacle> {
    match fs::metadata(folder) {
        Ok(found) if found.is_dir() => Ok(()),
        Ok(_) => Err(Obstacle::Missing),
        Err(error) => Err(obstacle(&error)),
    }
}

/// A link that leads nowhere is a file too.
fn exists(path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn is_same(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let found = match fs::symlink_metadata(path) {
        // The program that watches has just taken it.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        found => found?,
    };
    if !found.is_file() || found.len() != bytes.len() as u64 {
        return Ok(false);
    }
    let mut held = Vec::with_capacity(bytes.len());
    match File::open(path).and_then(|file| file.take(found.len() + 1).read_to_end(&mut held)) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::PermissionDenied) => Ok(false),
        read => read.map(|_| held == bytes),
    }
}

/// That the names are on the disk, where a system lets one say so.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // Some network drives do not know this.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        synced => synced,
    }
}

fn obstacle(error: &io::Error) -> Obstacle {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::StaleNetworkFileHandle => Obstacle::Missing,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Obstacle::ReadOnly,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Obstacle::Full,
        ErrorKind::TimedOut | ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => {
            Obstacle::Hangs
        }
        _ => Obstacle::Failed,
    }
}

#[cfg(test)]
mod tests;
