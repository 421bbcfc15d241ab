//! `gpgsm`, as one of the programs that peers use: in a home of its own, with the
//! keys that the test gives it, calling nobody. Its agent goes with it.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use openssl::hash::MessageDigest;

use super::certificates::{Holder, PASSPHRASE};

pub struct Gpgsm {
    folder: PathBuf,
}

impl Gpgsm {
    /// It works in that folder, whose path is short: sockets are in it. It believes
    /// the authority, has the key of one, and knows certificates of others.
    pub fn new(folder: &Path, root: &Holder, key: &Holder, others: &[&Holder]) -> Self {
        let gpgsm = Self { folder: folder.to_owned() };
        let home = gpgsm.home();
        fs::create_dir(&home).unwrap();
        fs::set_permissions(&home, fs::Permissions::from_mode(0o700)).unwrap();
        let print = root.certificate.digest(MessageDigest::sha1()).unwrap();
        let print: String = print.iter().map(|byte| format!("{byte:02X}")).collect();
        fs::write(home.join("trustlist.txt"), format!("{print} S relax\n")).unwrap();
        fs::write(home.join("gpg-agent.conf"), "allow-loopback-pinentry\n").unwrap();
        fs::write(home.join("gpgsm.conf"), "disable-crl-checks\ndisable-dirmngr\n").unwrap();
        fs::write(folder.join("passphrase"), PASSPHRASE).unwrap();
        let mut known = vec!["racine.pem".to_owned()];
        for holder in [root, key].iter().chain(others) {
            let _ = holder.write(folder);
        }
        known.extend(std::iter::once(&key).chain(others).map(|holder| format!("{}.pem", holder.name)));
        // Its certificates in clear: about one time in some hundreds, gpgsm takes what
        // it deciphers of them for nonsense.
        let export = format!(
            "openssl pkcs12 -export -out key.p12 -inkey {0}.key -in {0}.pem -certfile racine.pem \
             -passout file:passphrase -certpbe NONE -keypbe PBE-SHA1-3DES -macalg sha1",
            key.name
        );
        let _ = gpgsm.command(&export, Stdio::null()).unwrap_or_else(|said| panic!("{export}\n{said}"));
        let _ = gpgsm.must("--import key.p12");
        let _ = gpgsm.must(&format!("--import {}", known.join(" ")));
        gpgsm
    }

    fn home(&self) -> PathBuf {
        self.folder.join("gnupg")
    }

    /// Words parted by spaces; what it says on a failure is the failure.
    pub fn run(&self, arguments: &str) -> Result<Vec<u8>, String> {
        let passphrase = File::open(self.folder.join("passphrase")).unwrap();
        let line = format!("gpgsm --batch --yes --pinentry-mode loopback --passphrase-fd 0 {arguments}");
        self.command(&line, passphrase.into())
    }

    pub fn must(&self, arguments: &str) -> Vec<u8> {
        self.run(arguments).unwrap_or_else(|said| panic!("{arguments}\n{said}"))
    }

    fn command(&self, line: &str, input: Stdio) -> Result<Vec<u8>, String> {
        let mut words = line.split_whitespace();
        let mut command = Command::new(words.next().unwrap());
        let _ = command.args(words).current_dir(&self.folder).env("GNUPGHOME", self.home()).stdin(input);
        let missing = "install the package gpgsm (packaging/install-deps.sh test)";
        let output = command.output().unwrap_or_else(|error| panic!("{line}: {error}: {missing}"));
        if output.status.success() {
            Ok(output.stdout)
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }
}

impl Drop for Gpgsm {
    fn drop(&mut self) {
        let _ = self.command("gpgconf --kill all", Stdio::null());
    }
}
