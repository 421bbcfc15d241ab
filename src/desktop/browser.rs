//! An address, opened by the program that the desktop has for it. Only addresses
//! of the web and of mail; nothing of this workstation.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unopened {
    #[error("not an address of the web")]
    Refused,
    #[error("the desktop has no program for it")]
    NoProgram,
}

/// Hands an address to the desktop, and does not wait for what comes of it.
pub fn open(address: &str) -> Result<(), Unopened> {
    if !is_fit(address) {
        return Err(Unopened::Refused);
    }
    hand_over(Path::new(program()), address)
}

/// A file of ours, or an address that is fit.
pub(super) fn hand_over(program: &Path, what: impl AsRef<OsStr>) -> Result<(), Unopened> {
    let mut command = Command::new(program);
    let started = command.arg(what).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let mut child = started.map_err(|_| Unopened::NoProgram)?;
    // Somebody has to ask how it ended, or it stays as a shadow of itself.
    let waiting = std::thread::Builder::new().name("browser".to_owned()).spawn(move || child.wait());
    waiting.map(drop).map_err(|_| Unopened::NoProgram)
}

/// What opens things on this desktop.
pub(super) fn program() -> &'static str {
    if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer.exe"
    } else {
        "xdg-open"
    }
}

fn is_fit(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let schemes = ["https://", "http://", "mailto:", "tel:"];
    schemes.iter().any(|scheme| lower.starts_with(scheme)) && address.chars().all(|c| !c.is_control() && c != '"')
}

#[cfg(test)]
mod tests {
    use super::{Unopened, open};

    #[test]
    fn what_is_not_of_the_web_is_never_opened() {
        for address in ["file:///etc/passwd", "javascript:1", "--help", "", "https://a.example/\n-x", "smb://a/b"] {
            assert_eq!(open(address), Err(Unopened::Refused), "{address}");
        }
    }
}
