//! Where the servers' programs are. One that is missing fails the test with the
//! name of its package: a test is never skipped for want of a server.

use std::path::PathBuf;

/// The first of these files that is there.
pub fn find(package: &str, places: &[&str]) -> PathBuf {
    places.iter().map(PathBuf::from).find(|file| file.exists()).unwrap_or_else(|| {
        panic!("{} is missing: install the package {package} (packaging/install-deps.sh test)", places[0])
    })
}
