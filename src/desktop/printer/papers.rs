//! Files that a program has open: for this user alone, of no name that says
//! anything, and gone when Sceau ends. What a crash left is swept away later.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use directories::{BaseDirs, ProjectDirs};

/// After so long nobody looks at it any more.
const STALE: Duration = Duration::from_hours(24);

/// The files that were laid out. They go with it.
#[derive(Debug)]
pub struct Papers {
    folder: Option<PathBuf>,
    laid: Mutex<Vec<PathBuf>>,
}

impl Default for Papers {
    /// Where the session keeps what must not outlive it, else beside the profile.
    fn default() -> Self {
        let session = BaseDirs::new().and_then(|places| places.runtime_dir().map(ToOwned::to_owned));
        let own = || ProjectDirs::from("fr", "Sceau", "sceau").map(|places| places.data_local_dir().to_owned());
        let folder = session.or_else(own).map(|folder| folder.join("sceau-print"));
        Self { folder, laid: Mutex::default() }
    }
}

impl Papers {
    pub fn within(folder: impl Into<PathBuf>) -> Self {
        Self { folder: Some(folder.into()), laid: Mutex::default() }
    }

    /// A file that stays until the program ends.
    pub(super) fn lay(&self, bytes: &[u8]) -> std::io::Result<PathBuf> {
        let (path, mut file) = self.begin()?;
        self.laid.lock().unwrap_or_else(PoisonError::into_inner).push(path.clone());
        file.write_all(bytes)?;
        Ok(path)
    }

    /// A file without a name, ready to be read: it is gone when it is closed.
    #[cfg(unix)]
    pub(super) fn nameless(&self, bytes: &[u8]) -> std::io::Result<File> {
        let (path, mut file) = self.begin()?;
        fs::remove_file(path)?;
        file.write_all(bytes)?;
        file.rewind()?;
        Ok(file)
    }

    fn begin(&self) -> std::io::Result<(PathBuf, File)> {
        let folder = self.folder.as_deref().ok_or(std::io::ErrorKind::NotFound)?;
        let mut builder = DirBuilder::new();
        let _ = builder.recursive(true);
        let mut options = OpenOptions::new();
        let _ = options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
            let _ = builder.mode(0o700);
            let _ = options.mode(0o600);
        }
        builder.create(folder)?;
        sweep(folder);
        let mut name = [0; 8];
        getrandom::fill(&mut name).map_err(std::io::Error::other)?;
        let path = folder.join(format!("sceau-{:016x}.pdf", u64::from_ne_bytes(name)));
        let file = options.open(&path)?;
        Ok((path, file))
    }
}

impl Drop for Papers {
    fn drop(&mut self) {
        for path in self.laid.get_mut().unwrap_or_else(PoisonError::into_inner).drain(..) {
            let _ = fs::remove_file(path);
        }
    }
}

/// Of runs that ended badly.
fn sweep(folder: &Path) {
    let is_stale = |entry: &fs::DirEntry| {
        let changed = entry.metadata().and_then(|about| about.modified()).ok();
        let age = changed.and_then(|changed| SystemTime::now().duration_since(changed).ok());
        age.is_some_and(|age| age > STALE)
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten().filter(is_stale) {
        let _ = fs::remove_file(entry.path());
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
        let folder = home.path().join("print");
        let papers = Papers::within(&folder);
        let path = papers.lay(b"%PDF").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"%PDF");
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(folder.metadata().unwrap().permissions().mode() & 0o777, 0o700);
        drop(papers);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_without_a_name_can_be_read_and_leaves_nothing() {
        let home = tempfile::tempdir().unwrap();
        let mut file = Papers::within(home.path()).nameless(b"%PDF").unwrap();
        let mut read = Vec::new();
        let _ = file.read_to_end(&mut read).unwrap();
        assert_eq!(read, b"%PDF");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_a_crash_left_is_swept_away_and_what_is_new_is_not() {
        let home = tempfile::tempdir().unwrap();
        let (old, new) = (home.path().join("sceau-1.pdf"), home.path().join("sceau-2.pdf"));
        for path in [&old, &new] {
            fs::write(path, b"%PDF").unwrap();
        }
        let long_ago = SystemTime::now() - STALE - Duration::from_mins(1);
        File::options().write(true).open(&old).unwrap().set_modified(long_ago).unwrap();
        let papers = Papers::within(home.path());
        let _ = papers.lay(b"%PDF").unwrap();
        assert!(!old.exists() && new.exists());
    }
}
