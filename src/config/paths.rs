//! Where the files of a profile are. One directory holds them all, so that a
//! profile is moved or thrown away whole.

use std::io;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    root: PathBuf,
}

impl Paths {
    /// The user's own profile, on this machine only: an encrypted cache is not
    /// to be carried around by a roaming profile. None for a user without a home.
    pub fn of_user() -> Option<Self> {
        let directories = ProjectDirs::from("fr", "Sceau", "sceau")?;
        Some(Self { root: directories.data_local_dir().to_owned() })
    }

    /// A profile in a directory of the user's choice.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Makes the directories that are missing, for this user alone.
    pub fn create(&self) -> io::Result<()> {
        let mut builder = std::fs::DirBuilder::new();
        let _ = builder.recursive(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::DirBuilderExt as _;
            let _ = builder.mode(0o700);
        }
        builder.create(&self.root)?;
        builder.create(self.anchors())
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn settings(&self) -> PathBuf {
        self.root.join("settings.toml")
    }

    /// The key slots of the cache.
    pub fn vault(&self) -> PathBuf {
        self.root.join("vault.toml")
    }

    /// The database. `SQLite` puts its journal beside it.
    pub fn cache(&self) -> PathBuf {
        self.root.join("cache.db")
    }

    /// The bytes of letters, beside the database.
    pub fn letters(&self) -> PathBuf {
        self.cache().with_extension("letters")
    }

    pub fn lock(&self) -> PathBuf {
        self.root.join("lock")
    }

    pub fn log(&self) -> PathBuf {
        self.root.join("sceau.log")
    }

    /// Certificates of further authorities, as PEM files.
    pub fn anchors(&self) -> PathBuf {
        self.root.join("anchors")
    }
}

#[cfg(test)]
mod tests {
    use super::Paths;

    #[cfg(unix)]
    #[test]
    fn directories_are_for_the_user_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let parent = tempfile::tempdir().unwrap();
        let paths = Paths::at(parent.path().join("new/profile"));
        paths.create().unwrap();
        paths.create().unwrap();
        for directory in [paths.root().to_owned(), paths.anchors()] {
            assert_eq!(directory.metadata().unwrap().permissions().mode() & 0o777, 0o700);
        }
    }

    #[test]
    fn all_files_are_under_one_root() {
        let paths = Paths::at("/profile");
        for path in [
            paths.settings(),
            paths.vault(),
            paths.cache(),
            paths.letters(),
            paths.lock(),
            paths.log(),
            paths.anchors(),
        ] {
            assert_eq!(path.parent(), Some(paths.root()));
        }
    }
}
