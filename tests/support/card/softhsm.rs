//! Tokens in software (`SoftHSM`), laid out as cards and keys of the trade: many,
//! quick, without a reader. They cannot be taken out, and no PIN blocks them.
//!
//! A process reads `SOFTHSM2_CONF` once: a test talks to them through child
//! processes, started by [`SoftHsm::client`].

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::super::programs;
use super::certificate::Identity;

pub const CONFIGURATION: &str = "SOFTHSM2_CONF";
pub const PIN: &str = "1234";

const SECURITY_OFFICER: &str = "87654321";

/// A store of tokens.
pub struct SoftHsm {
    directory: TempDir,
    module: PathBuf,
}

/// A key with its certificate, as the token names them.
pub struct Entry<'a> {
    pub identity: &'a Identity,
    pub key_label: &'a str,
    pub certificate_label: &'a str,
    /// In hexadecimal digits.
    pub id: &'a str,
    pub usage: Usage,
    /// The PIN is wanted for each operation.
    pub each_time: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    Sign,
    Decrypt,
    Agree,
}

impl SoftHsm {
    pub fn new() -> Self {
        let places = [
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib64/pkcs11/libsofthsm2.so",
        ];
        let module = programs::find("softhsm2", &places);
        let directory = tempfile::Builder::new().prefix("jetons.").tempdir().unwrap();
        let tokens = directory.path().join("tokens");
        fs::create_dir(&tokens).unwrap();
        let text = format!(
            "directories.tokendir = {}\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = true\n",
            tokens.display()
        );
        fs::write(directory.path().join("softhsm2.conf"), text).unwrap();
        Self { directory, module }
    }

    pub fn module(&self) -> &Path {
        &self.module
    }

    pub fn configuration(&self) -> PathBuf {
        self.directory.path().join("softhsm2.conf")
    }

    /// A program that finds these tokens.
    pub fn client(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        let _ = command.env(CONFIGURATION, self.configuration());
        command
    }

    /// A token with this label, by which it is found: slots are renumbered. No
    /// label may begin like another: the command takes the first that it meets.
    pub fn token(&self, label: &str, entries: &[Entry<'_>]) {
        run(self.client("softhsm2-util").args(["--init-token", "--free", "--label", label]).args([
            "--so-pin",
            SECURITY_OFFICER,
            "--pin",
            PIN,
        ]));
        for entry in entries {
            self.write_key(label, entry);
            self.write_certificate(label, entry);
        }
    }

    /// As a card of a doctor. On the card neither key deciphers; here `SoftHSM`
    /// lets each do what was not named too.
    pub fn cps3(&self, authentication: &Identity, signature: &Identity) {
        self.token("ASIP CPS3", &cps(authentication, signature, false));
    }

    /// The newer card asks for the PIN before each signature of the second key.
    pub fn cps4(&self, authentication: &Identity, signature: &Identity) {
        self.token("ASIP CPS4", &cps(authentication, signature, true));
    }

    /// The card of an employee has the same layout.
    pub fn cpe(&self, identity: &Identity) {
        self.token("ASIP CPE", &[entry(identity, "CPS_PRIV_AUT", "CPS_CERT_AUT", "20")]);
    }

    /// A key of a structure on a USB token: it signs and deciphers for a mailbox.
    pub fn ikey(&self, signature: &Identity, confidentiality: &Identity) {
        let decrypts = Entry { usage: Usage::Decrypt, ..entry(confidentiality, "Chiffrement", "Chiffrement", "02") };
        self.token("iKey 2032", &[entry(signature, "Signature", "Signature", "01"), decrypts]);
    }

    fn write_key(&self, label: &str, entry: &Entry<'_>) {
        let mut command = self.writer(label, "privkey", entry.key_label, entry.id, &private_key(entry.identity));
        let _ = command.args(match entry.usage {
            Usage::Sign => ["--usage-sign"],
            Usage::Decrypt => ["--usage-decrypt"],
            Usage::Agree => ["--usage-derive"],
        });
        if entry.each_time {
            let _ = command.arg("--always-auth");
        }
        run(&mut command);
    }

    fn write_certificate(&self, label: &str, entry: &Entry<'_>) {
        run(&mut self.writer(label, "cert", entry.certificate_label, entry.id, &entry.identity.der));
    }

    fn writer(&self, token: &str, kind: &str, label: &str, id: &str, content: &[u8]) -> Command {
        let file = self.directory.path().join("object.der");
        fs::write(&file, content).unwrap();
        let mut command = self.client("pkcs11-tool");
        let _ = command
            .arg("--module")
            .arg(&self.module)
            .args(["--token-label", token, "--login", "--pin", PIN, "--type", kind, "--label", label, "--id", id])
            .arg("--write-object")
            .arg(file);
        command
    }
}

impl Default for SoftHsm {
    fn default() -> Self {
        Self::new()
    }
}

/// A key that signs.
pub fn entry<'a>(identity: &'a Identity, key_label: &'a str, certificate_label: &'a str, id: &'a str) -> Entry<'a> {
    Entry { identity, key_label, certificate_label, id, usage: Usage::Sign, each_time: false }
}

fn cps<'a>(authentication: &'a Identity, signature: &'a Identity, each_time: bool) -> [Entry<'a>; 2] {
    [
        entry(authentication, "CPS_PRIV_AUT", "CPS_CERT_AUT", "20"),
        Entry { each_time, ..entry(signature, "CPS_PRIV_SIG", "CPS_CERT_SIG", "10") },
    ]
}

/// Without the wrapping of PKCS#8, as the command wants it.
fn private_key(identity: &Identity) -> Vec<u8> {
    match identity.key.rsa() {
        Ok(key) => key.private_key_to_der().unwrap(),
        Err(_) => identity.key.ec_key().unwrap().private_key_to_der().unwrap(),
    }
}

fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {complaint}");
}
