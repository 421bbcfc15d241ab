//! What sealing a message of 30 MB costs, beside `openssl cms`:
//! `cargo bench --bench seal`.
//!
//! It is signed, verified, encrypted and decrypted, in turn by Sceau's library
//! and by the command: one machine, one run, one key (RSA of 2048 bits, PKCS#1
//! v1.5), the same algorithms (SHA-256, AES-256-CBC), from file to file. Each
//! side is a process of its own each time: its start, reading the key and the
//! message, and writing the result are in the figure. Sceau judges what it
//! verifies (chain, purpose, the address of From), the command checks signature
//! and chain. Encrypting is measured beside `-stream` too, which the command does
//! not do by itself: its message is of indefinite length, and is never whole in
//! memory.
//!
//! Sceau is to take less than 1.5 times as long as the command as it comes, and
//! less than 6 times the message of memory. The table goes to `target/bench`;
//! what is over a limit ends with a failure. `SCEAU_ROUNDS` (9) is how often each
//! is measured.

#![allow(dead_code, reason = "the authority is the tests'")]
#![allow(unused_results, reason = "a bench asks for effects")]
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a bench may be as blunt as a test, and prints"
)]

#[path = "../support/certificates.rs"]
mod certificates;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use certificates::{Authority, Kind};
use sceau::crypto::cert::Certificate;
use sceau::crypto::cms::Form;
use sceau::crypto::smime::{self, Bench, Opened, Recipient};
use sceau::crypto::soft::SoftKey;
use sceau::crypto::trust::{Anchors, Revocation};
use sceau::crypto::{self, Key};
use sceau::domain::Timestamp;
use sceau::domain::verdict::Overall;
use serde_json::{Value, json};

const BYTES: usize = 30_000_000;
/// How many times as long as the command.
const LONGEST: f64 = 1.5;
/// How many times the message.
const LARGEST: f64 = 6.0;
/// The first argument of this program where it is Sceau's side.
const SIDE: &str = "sceau's-side";

#[derive(Clone, Copy)]
enum Deed {
    Sign,
    Verify,
    Encrypt,
    Decrypt,
}

impl Deed {
    const ALL: [Self; 4] = [Self::Sign, Self::Verify, Self::Encrypt, Self::Decrypt];

    fn name(self) -> &'static str {
        match self {
            Self::Sign => "sign",
            Self::Verify => "verify",
            Self::Encrypt => "encrypt",
            Self::Decrypt => "decrypt",
        }
    }

    fn input(self) -> &'static str {
        match self {
            Self::Sign | Self::Encrypt => "letter",
            Self::Verify => "signed",
            Self::Decrypt => "encrypted",
        }
    }

    fn command(self) -> &'static str {
        match self {
            Self::Sign => "cms -sign -md sha256 -signer lea.pem -inkey lea.key",
            Self::Verify => "cms -verify -CAfile racine.pem",
            Self::Encrypt => "cms -encrypt -aes256 -recip lea.pem",
            Self::Decrypt => "cms -decrypt -recip lea.pem -inkey lea.key",
        }
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [side, deed, folder] = arguments.as_slice()
        && side == SIDE
    {
        let deed = Deed::ALL.into_iter().find(|known| known.name() == deed).expect("a deed");
        do_it(deed, Path::new(folder));
        return ExitCode::SUCCESS;
    }
    if Command::new("openssl").arg("version").output().is_err() {
        println!("openssl is not installed: nothing to compare with");
        return ExitCode::FAILURE;
    }
    let rounds = std::env::var("SCEAU_ROUNDS").map_or(9, |rounds| rounds.parse().expect("a number"));
    let before = load();
    let desk = Desk::new();
    let mut rows: Vec<Row> = Deed::ALL.into_iter().map(|deed| Row::new(deed, "")).collect();
    rows.push(Row::new(Deed::Encrypt, " -stream"));
    for round in 0..rounds {
        for row in &mut rows {
            row.measure(&desk, round);
        }
    }
    for row in &mut rows {
        row.their_peak = desk.their_peak(row.deed, row.options);
    }
    report(&rows, &format!("load average before {before} and after {}", load()))
}

/// Sceau's side, in a process of its own. It tells the peak of its memory.
fn do_it(deed: Deed, folder: &Path) {
    crypto::begin();
    let read = |name: &str| fs::read(folder.join(name)).unwrap();
    let keep = |result: &[u8]| fs::write(folder.join("out"), result).unwrap();
    let (message, certificate) = (read(deed.input()), read("lea.der"));
    let key = || SoftKey::from_pkcs8(&certificate, &read("lea.p8")).unwrap();
    match deed {
        Deed::Sign => keep(&smime::sign(&message, &key(), &[], now(), Form::Detached).unwrap()),
        Deed::Encrypt => {
            let to = Recipient { certificate: &certificate, capabilities: None };
            keep(&smime::encrypt(&message, &[to]).unwrap());
        }
        Deed::Verify => {
            let mut anchors = Anchors::new();
            assert!(anchors.add_own(Certificate::read(&read("racine.der")).unwrap()));
            let opened = open(&message, &[], &anchors);
            assert_eq!(opened.verdict.overall, Overall::Valid, "{:?}", opened.verdict);
            keep(&opened.content);
        }
        Deed::Decrypt => {
            let opened = open(&message, &[&key()], &Anchors::new());
            assert!(opened.content.len() > BYTES / 10 * 9, "{:?}", opened.verdict);
            keep(&opened.content);
        }
    }
    println!("{}", peak("/proc/self/status").expect("a system that tells it"));
}

fn open<'a>(message: &'a [u8], keys: &[&dyn Key], anchors: &Anchors) -> Opened<'a> {
    let revocation = Revocation::new();
    let bench = Bench { anchors, revocation: &revocation, lists: &[], known: &[], bindings: &[], now: now() };
    smime::open(message, keys, &bench)
}

fn now() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_second())
}

/// In MB; None once the process has gone.
fn peak(status: &str) -> Option<f64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<f64>().ok().map(|kilobytes| kilobytes * 1024.0 / 1e6)
}

/// The folder in which both work.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    /// What is verified and decrypted is of Sceau: each side reads the same.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let authority = Authority::new();
        let lea = authority.issue("lea", Kind::Rsa);
        for holder in [&lea, &authority.root] {
            holder.write(folder.path());
            fs::write(folder.path().join(format!("{}.der", holder.name)), holder.der()).unwrap();
        }
        fs::write(folder.path().join("lea.p8"), lea.key.private_key_to_pkcs8().unwrap()).unwrap();
        fs::write(folder.path().join("letter"), letter()).unwrap();
        let desk = Self { folder };
        for (deed, result) in [(Deed::Sign, "signed"), (Deed::Encrypt, "encrypted")] {
            desk.ours(deed);
            fs::rename(desk.path("out"), desk.path(result)).unwrap();
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Seconds, and MB.
    fn ours(&self, deed: Deed) -> (f64, f64) {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let (seconds, said) = self.timed(command.args([SIDE, deed.name()]).arg(self.folder.path()));
        (seconds, said.trim().parse().unwrap())
    }

    fn theirs(&self, deed: Deed, options: &str) -> f64 {
        self.timed(&mut self.openssl(deed, options)).0
    }

    fn openssl(&self, deed: Deed, options: &str) -> Command {
        let line = format!("{}{options} -in {} -out out", deed.command(), deed.input());
        let mut command = Command::new("openssl");
        command.args(line.split(' ')).current_dir(self.folder.path());
        command
    }

    fn timed(&self, command: &mut Command) -> (f64, String) {
        // To empty an old file would cost as well.
        let _ = fs::remove_file(self.path("out"));
        let start = Instant::now();
        let output = command.output().unwrap();
        let seconds = start.elapsed().as_secs_f64();
        assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
        assert!(fs::metadata(self.path("out")).unwrap().len() > BYTES as u64 / 10 * 9, "{command:?}");
        (seconds, String::from_utf8(output.stdout).unwrap())
    }

    /// Asked of the kernel again and again, in a run that is not timed.
    fn their_peak(&self, deed: Deed, options: &str) -> f64 {
        let mut command = self.openssl(deed, options);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let status = format!("/proc/{}/status", child.id());
        let mut most = 0.0;
        while child.try_wait().unwrap().is_none() {
            most = peak(&status).unwrap_or(most);
            std::thread::sleep(Duration::from_millis(1));
        }
        most
    }
}

/// A letter with an attachment, as a scanner or an imaging centre sends it.
fn letter() -> Vec<u8> {
    let head = "From: =?utf-8?q?L=C3=A9a?= Verne <lea@cabinet-verne.example>\r\nTo: anne@cabinet.example\r\n\
        Subject: Imagerie\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"limite\"\r\n";
    let date = jiff::fmt::rfc2822::to_string(&jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC)).unwrap();
    let mut text = format!(
        "Date: {date}\r\n{head}\r\n--limite\r\nContent-Type: text/plain\r\n\r\nCi-joint les images.\r\n--limite\r\n\
         Content-Type: application/dicom; name=\"images.dcm\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    );
    let mut state = 7_u64;
    while text.len() < BYTES {
        let line: [u8; 57] = std::array::from_fn(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state.to_be_bytes()[0]
        });
        STANDARD.encode_string(line, &mut text);
        text.push_str("\r\n");
    }
    text.push_str("--limite--\r\n");
    text.into_bytes()
}

/// One thing measured.
struct Row {
    deed: Deed,
    /// Of the command, beside its own.
    options: &'static str,
    ours: Vec<f64>,
    theirs: Vec<f64>,
    our_peak: f64,
    their_peak: f64,
}

impl Row {
    fn new(deed: Deed, options: &'static str) -> Self {
        Self { deed, options, ours: Vec::new(), theirs: Vec::new(), our_peak: 0.0, their_peak: 0.0 }
    }

    /// Who goes first changes with each round.
    fn measure(&mut self, desk: &Desk, round: usize) {
        for side in [round, round + 1] {
            if side.is_multiple_of(2) {
                let (seconds, peak) = desk.ours(self.deed);
                self.ours.push(seconds);
                self.our_peak = self.our_peak.max(peak);
            } else {
                self.theirs.push(desk.theirs(self.deed, self.options));
            }
        }
    }

    fn ratio(&self) -> f64 {
        median(&self.ours) / median(&self.theirs)
    }

    fn messages(&self) -> f64 {
        self.our_peak * 1e6 / BYTES as f64
    }

    fn holds(&self) -> bool {
        // `-stream` is told, and is no limit.
        self.messages() < LARGEST && (self.ratio() < LONGEST || !self.options.is_empty())
    }

    fn line(&self) -> String {
        let side = |seconds: &[f64]| {
            let sorted = sorted(seconds);
            let (least, most) = (sorted[0], sorted[sorted.len() - 1]);
            format!("{:.3} [{least:.3}–{most:.3}]", median(seconds))
        };
        format!(
            "| {}{} | {}, {:.0} MB (×{:.1}) | {}, {:.0} MB | ×{:.2} | {} |",
            self.deed.name(),
            self.options,
            side(&self.ours),
            self.our_peak,
            self.messages(),
            side(&self.theirs),
            self.their_peak,
            self.ratio(),
            if self.holds() { "holds" } else { "OVER" }
        )
    }

    fn json(&self) -> Value {
        json!({
            "what": format!("{}{}", self.deed.name(), self.options),
            "seconds": median(&self.ours),
            "openssl": median(&self.theirs),
            "ratio": self.ratio(),
            "peak_mb": self.our_peak,
            "openssl_peak_mb": self.their_peak,
            "runs": self.ours.len(),
            "holds": self.holds(),
        })
    }
}

fn sorted(seconds: &[f64]) -> Vec<f64> {
    let mut sorted = seconds.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

fn median(seconds: &[f64]) -> f64 {
    let sorted = sorted(seconds);
    f64::midpoint(sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2])
}

fn report(rows: &[Row], note: &str) -> ExitCode {
    let mut table = format!(
        "A message of {} MB. Seconds: median [least–most], peak memory (how many times the message); the last but one \
         is how many times openssl's median Sceau takes.\n\n| | Sceau | openssl cms | ratio | limits |\n\
         | --- | --- | --- | --- | --- |\n",
        BYTES / 1_000_000
    );
    for row in rows {
        let _ = writeln!(table, "{}", row.line());
    }
    let _ = writeln!(table, "\n- {note}");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("seal.md"), &table).unwrap();
    let all = json!({"series": rows.iter().map(Row::json).collect::<Vec<_>>(), "notes": [note]});
    fs::write(folder.join("seal.json"), serde_json::to_string_pretty(&all).unwrap()).unwrap();
    println!("{table}\nwritten to {}", folder.join("seal.md").display());
    if rows.iter().all(Row::holds) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().take(1).collect()
}
