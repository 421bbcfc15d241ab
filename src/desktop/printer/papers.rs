//! What is printed, as files: handed over as others are, under a name that says
//! nothing, and gone when Sceau ends.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use super::super::Handed;

/// The files that were laid out. They go with it.
#[derive(Debug, Default)]
pub struct Papers(Mutex<Handed>);

impl Papers {
    pub fn within(folder: impl Into<PathBuf>) -> Self {
        Self(Mutex::new(Handed::within(folder)))
    }

    /// A file that stays until the program ends.
    pub(super) fn lay(&self, bytes: &[u8]) -> io::Result<PathBuf> {
        let (path, mut file) = self.begin()?;
        file.write_all(bytes)?;
        Ok(path)
    }

    /// A file without a name, ready to be read: it is gone when it is closed.
    #[cfg(unix)]
    pub(super) fn nameless(&self, bytes: &[u8]) -> io::Result<File> {
        use std::io::Seek as _;
        let (path, mut file) = self.begin()?;
        std::fs::remove_file(path)?;
        file.write_all(bytes)?;
        file.rewind()?;
        Ok(file)
    }

    fn begin(&self) -> io::Result<(PathBuf, File)> {
        let place = self.0.lock().unwrap_or_else(PoisonError::into_inner).place()?;
        let mut options = OpenOptions::new();
        let _ = options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            let _ = options.mode(0o600);
        }
        let path = place.join("message.pdf");
        let file = options.open(&path)?;
        Ok((path, file))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_file_is_the_users_alone_and_goes_with_the_program() {
        use std::os::unix::fs::PermissionsExt as _;
        let home = tempfile::tempdir().unwrap();
        let papers = Papers::within(home.path().join("print"));
        let path = papers.lay(b"%PDF").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"%PDF");
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(path.parent().unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o700);
        drop(papers);
        assert!(!path.exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_file_without_a_name_can_be_read_and_leaves_nothing() {
        let home = tempfile::tempdir().unwrap();
        let papers = Papers::within(home.path());
        let mut file = papers.nameless(b"%PDF").unwrap();
        let mut read = Vec::new();
        let _ = file.read_to_end(&mut read).unwrap();
        assert_eq!(read, b"%PDF");
        let next = papers.lay(b"%PDF").unwrap();
        let places = next.parent().and_then(std::path::Path::parent).unwrap();
        let files =
            std::fs::read_dir(places).unwrap().flat_map(|place| std::fs::read_dir(place.unwrap().path()).unwrap());
        assert_eq!(files.count(), 1);
    }
}
