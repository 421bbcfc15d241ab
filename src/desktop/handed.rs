//! Files on their way to another program: in a directory of this user alone, in
//! memory where the system has such a place, and gone with the window.
//!
//! Nothing is handed over here that nobody asked for: these bytes are in clear.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tokio::process::Command;

use super::Unopened;

/// Every directory of ours begins so, followed by the number of its program.
const PREFIX: &str = "sceau-opened-";
const STALE: Duration = Duration::from_hours(24);
/// A desktop that says nothing in this time has opened the file.
const PATIENCE: Duration = Duration::from_secs(4);

/// What was handed over. It is removed when this is dropped.
#[derive(Debug, Default)]
pub struct Handed {
    /// Where that is not the place of the session.
    base: Option<PathBuf>,
    root: Option<PathBuf>,
    /// Each file has a directory of its own, for names may be the same.
    count: usize,
}

impl Handed {
    /// Nothing yet; what programs left that ended without a word is cleared away.
    pub fn begin() -> Self {
        clear_leftovers(&base());
        Self::default()
    }

    /// Nothing yet, in another place than that of the session.
    pub fn within(base: impl Into<PathBuf>) -> Self {
        Self { base: Some(base.into()), root: None, count: 0 }
    }

    /// A new directory, for one file.
    pub fn place(&mut self) -> io::Result<PathBuf> {
        let root = match &self.root {
            Some(root) if root.is_dir() => root.clone(),
            _ => self.root.insert(begin(&self.base.clone().unwrap_or_else(base))?).clone(),
        };
        self.count += 1;
        let place = root.join(self.count.to_string());
        make(&place)?;
        Ok(place)
    }
}

impl Drop for Handed {
    fn drop(&mut self) {
        if let Some(root) = &self.root {
            // What a program still holds open goes at the next start.
            let _ = fs::remove_dir_all(root);
        }
    }
}

/// In memory, and gone when the user leaves: else among other passing files.
fn base() -> PathBuf {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    runtime.filter(|path| path.is_absolute() && path.is_dir()).unwrap_or_else(std::env::temp_dir)
}

fn begin(base: &Path) -> io::Result<PathBuf> {
    let mut random = [0_u8; 8];
    getrandom::fill(&mut random).map_err(io::Error::other)?;
    let root = base.join(format!("{PREFIX}{}-{:016x}", std::process::id(), u64::from_le_bytes(random)));
    fs::create_dir_all(base)?;
    make(&root)?;
    Ok(root)
}

/// It must not be there: somebody else could have made it.
fn make(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        let _ = builder.mode(0o700);
    }
    builder.create(path)
}

/// Of programs that ended without a word.
fn clear_leftovers(base: &Path) {
    for entry in fs::read_dir(base).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.split('-').next()?.parse().ok());
        if number.is_some_and(|number| !is_running(number, &entry)) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Where that cannot be found out, nobody looks any more after so long at what it left.
fn is_running(number: u32, left: &fs::DirEntry) -> bool {
    if cfg!(target_os = "linux") {
        return Path::new("/proc").join(number.to_string()).exists();
    }
    let changed = left.metadata().and_then(|about| about.modified()).ok();
    let age = changed.and_then(|changed| SystemTime::now().duration_since(changed).ok());
    age.is_none_or(|age| age < STALE)
}

/// Has the desktop open a file with the program that it has for it. Nothing can
/// be written into it: what is changed in a file that will be gone would be lost.
pub async fn open_file(path: PathBuf) -> Result<(), Unopened> {
    if let Ok(facts) = fs::metadata(&path) {
        let mut permissions = facts.permissions();
        permissions.set_readonly(true);
        let _ = fs::set_permissions(&path, permissions);
    }
    launched(path).await
}

/// Has the desktop show a folder. Nothing about it is changed.
pub async fn show_folder(path: PathBuf) -> Result<(), Unopened> {
    launched(path).await
}

async fn launched(path: PathBuf) -> Result<(), Unopened> {
    let mut command = Command::new(super::browser::program());
    let _ = command.arg(path).stdin(std::process::Stdio::null());
    let _ = command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    let mut child = command.spawn().map_err(|_| Unopened::NoProgram)?;
    match tokio::time::timeout(PATIENCE, child.wait()).await {
        // `explorer.exe` says 1 whatever happens.
        Ok(Ok(status)) if !status.success() && !cfg!(windows) => Err(Unopened::NoProgram),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_one_name_have_a_place_each_and_all_go_with_the_window() {
        let mut handed = Handed::default();
        let (one, other) = (handed.place().unwrap(), handed.place().unwrap());
        fs::write(one.join("bilan.pdf"), "un").unwrap();
        fs::write(other.join("bilan.pdf"), "deux").unwrap();
        assert_ne!(one, other);
        drop(handed);
        assert!(!one.exists() && !other.exists());
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_look_into_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let mut handed = Handed::default();
        let place = handed.place().unwrap();
        for path in [place.as_path(), place.parent().unwrap()] {
            assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o700);
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_a_dead_program_left_is_cleared_away_and_what_a_living_one_has_stays() {
        let base = tempfile::tempdir().unwrap();
        let dead = base.path().join(format!("{PREFIX}4000000000-00"));
        let living = base.path().join(format!("{PREFIX}{}-00", std::process::id()));
        let other = base.path().join("sceau-other");
        for path in [&dead, &living, &other] {
            fs::create_dir(path).unwrap();
        }
        clear_leftovers(base.path());
        assert!(!dead.exists() && living.exists() && other.exists());
    }
}
