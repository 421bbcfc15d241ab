//! CMS both ways with the programs that peers use, each algorithm in turn, and
//! what was altered on the way.

mod altered;
mod gpgsm;
mod messages;
mod nss;
mod openssl;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use sceau::crypto::cms::{self, Checked, Content, Enveloped, Flaw, Signed};
use sceau::crypto::soft::SoftKey;
use sceau::domain::Timestamp;
use tempfile::TempDir;

use crate::support::certificates::{Authority, Holder, Kind};

const AT: Timestamp = Timestamp(1_789_000_000);

/// People with keys, and a folder with their certificates.
struct Cabinet {
    folder: TempDir,
    root: Holder,
    lea: Holder,
    paul: Holder,
    ines: Holder,
    hugo: Holder,
}

impl Cabinet {
    fn new() -> Self {
        let authority = Authority::new();
        let folder = tempfile::Builder::new().prefix("cms.").tempdir_in("/tmp").unwrap();
        let (lea, paul) = (authority.issue("lea", Kind::Rsa), authority.issue("paul", Kind::Rsa));
        let (ines, hugo) = (authority.issue("ines", Kind::P256), authority.issue("hugo", Kind::P384));
        let root = authority.root;
        for holder in [&root, &lea, &paul, &ines, &hugo] {
            holder.write(folder.path());
        }
        Self { folder, root, lea, paul, ines, hugo }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        std::fs::write(self.path(name), bytes).unwrap();
        self.path(name)
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Runs a program in the folder, words parted by spaces; what it says on a
    /// failure is the failure.
    fn run(&self, line: &str) -> Result<Vec<u8>, String> {
        run(self.folder.path(), line, &[], Stdio::null())
    }

    fn must(&self, line: &str) -> Vec<u8> {
        self.run(line).unwrap_or_else(|said| panic!("{line}\n{said}"))
    }
}

fn run(folder: &Path, line: &str, environment: &[(&str, &Path)], input: Stdio) -> Result<Vec<u8>, String> {
    let mut words = line.split_whitespace();
    let mut command = Command::new(words.next().unwrap());
    command.args(words).current_dir(folder).stdin(input);
    command.envs(environment.iter().copied());
    let output = command.output().unwrap_or_else(|error| panic!("{line}: {error}"));
    if output.status.success() { Ok(output.stdout) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

fn soft(holder: &Holder) -> SoftKey {
    SoftKey::from_pkcs8(&holder.der(), &holder.key.private_key_to_pkcs8().unwrap()).unwrap()
}

fn signed(bytes: &[u8]) -> Signed<'_> {
    match cms::read(bytes).unwrap() {
        Content::Signed(signed) => signed,
        other => panic!("{other:?}"),
    }
}

fn enveloped(bytes: &[u8]) -> Enveloped<'_> {
    match cms::read(bytes).unwrap() {
        Content::Enveloped(enveloped) => enveloped,
        other => panic!("{other:?}"),
    }
}

/// Peers want a moment when the certificate is valid.
fn now() -> Timestamp {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    Timestamp(i64::try_from(now).unwrap())
}

/// The first signature, by the certificate that came along with it.
fn check(bytes: &[u8], detached: Option<&[u8]>) -> Result<Checked, Flaw> {
    let signed = signed(bytes);
    let signer = &signed.signers()[0];
    let theirs = signed.certificates().iter().find(|certificate| signer.matches(certificate)).expect("a certificate");
    let inside = signed.content();
    signed.check(signer, theirs, detached.or(inside.as_deref()).expect("a content"))
}
