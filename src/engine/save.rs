//! Writing a part of a message to a file that the user chose: whole or not at
//! all, and never over another file without a word.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::domain::{MessageId, PartId};

use super::{Engine, Fault, FaultKind, Printed, Subject};

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    pub path: PathBuf,
    pub bytes: u64,
}

impl Engine {
    /// Writes a part to `path`. An existing file is replaced only where
    /// `replace` says so.
    pub async fn save_part(&self, id: MessageId, part: PartId, path: PathBuf, replace: bool) -> Result<Saved, Fault> {
        let bytes = self.part(id, part).await?;
        self.on_a_thread(move || write(&path, &bytes, replace)).await?
    }

    /// Writes what was printed.
    pub async fn save_printed(&self, printed: Printed, path: PathBuf, replace: bool) -> Result<Saved, Fault> {
        self.on_a_thread(move || write(&path, &printed.pdf.0, replace)).await?
    }
}

pub(super) fn write(path: &Path, bytes: &[u8], replace: bool) -> Result<Saved, Fault> {
    write_as(path, bytes, replace, OpenOptions::new())
}

/// The same, for nobody else on this workstation.
pub(super) fn write_private(path: &Path, bytes: &[u8], replace: bool) -> Result<Saved, Fault> {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        let _ = options.mode(0o600);
    }
    write_as(path, bytes, replace, options)
}

fn write_as(path: &Path, bytes: &[u8], replace: bool, options: OpenOptions) -> Result<Saved, Fault> {
    if !replace && path.exists() {
        return Err(Fault::new(FaultKind::FileExists, Subject::File, "a file of that name is there"));
    }
    let written = if replace { write_beside(path, bytes, options) } else { write_new(path, bytes, options) };
    written.map_err(|error| {
        let kind = match error.kind() {
            ErrorKind::AlreadyExists => FaultKind::FileExists,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => FaultKind::DiskFull,
            _ => FaultKind::FileUnwritable,
        };
        Fault::new(kind, Subject::File, error.kind().to_string())
    })?;
    Ok(Saved { path: path.to_owned(), bytes: bytes.len() as u64 })
}

/// `create_new` closes the gap between looking and writing.
fn write_new(path: &Path, bytes: &[u8], mut options: OpenOptions) -> std::io::Result<()> {
    let mut file = options.write(true).create_new(true).open(path)?;
    let done = file.write_all(bytes).and_then(|()| file.sync_all());
    if done.is_err() {
        // Half a letter must not look like a letter.
        let _ = fs::remove_file(path);
    }
    done
}

fn write_beside(path: &Path, bytes: &[u8], mut options: OpenOptions) -> std::io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".sceau-part");
    let beside = path.with_file_name(name);
    // Left by a crash, it may have other rights.
    let _ = fs::remove_file(&beside);
    let done = options
        .write(true)
        .create_new(true)
        .open(&beside)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&beside, path));
    if done.is_err() {
        let _ = fs::remove_file(&beside);
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_never_replaced_without_a_word() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lettre.pdf");
        assert_eq!(write(&path, b"une", false).unwrap().bytes, 3);
        assert_eq!(write(&path, b"deux", false).unwrap_err().kind, FaultKind::FileExists);
        assert_eq!(fs::read(&path).unwrap(), b"une");
        let _ = write(&path, b"deux", true).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"deux");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_private_file_is_for_its_owner_alone_even_in_the_place_of_another() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("certificat.p12");
        let _ = write(&path, b"lu de tous", false).unwrap();
        let _ = write_private(&path, b"une cle", true).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::remove_file(&path).unwrap();
        let _ = write_private(&path, b"une cle", false).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_folder_that_is_not_there_is_said() {
        let dir = tempfile::tempdir().unwrap();
        let fault = write(&dir.path().join("absent/lettre.pdf"), b"une", false).unwrap_err();
        assert_eq!(fault.kind, FaultKind::FileUnwritable);
    }
}
