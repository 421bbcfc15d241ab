//! `make practice`: the servers of the tests with a full mailbox, and a Sceau
//! connected to them. All of it is gone when the window closes, or on Ctrl-C.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::unwrap_used, clippy::panic)]

#[path = "support/mod.rs"]
mod support;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use clap::Parser;

use support::card::piv::{self, Piv};
use support::card::pki::{HealthPki, Issuer};
use support::card::{Card, Leaf, Pcscd, RPPS, SOCKET, Slot};
use support::sealed::{self, Correspondents};
use support::{Clients, Person, Practice, corpus};

const PASSPHRASE: &str = "cabinet";
const PIN: &str = "1234";

#[derive(Parser)]
struct Arguments {
    /// How many messages wait in alice's inbox.
    #[arg(default_value_t = 10_000)]
    messages: usize,
    /// Short messages, without the big attachments.
    #[arg(long)]
    light: bool,
    /// Without the card in a virtual reader of its own. Enter takes it out and
    /// puts it in.
    #[arg(long)]
    without_card: bool,
    /// Servers that let nobody in without the card's certificate, and a Sceau
    /// that knows no mailbox yet: the assistant opens.
    #[arg(long, conflicts_with = "without_card")]
    demanding: bool,
    /// The program to open; the one beside this, when it is left out.
    #[arg(long)]
    sceau: Option<PathBuf>,
}

fn main() {
    let arguments = Arguments::parse();
    let interrupted = watch_for_ctrl_c();
    let reader = (!arguments.without_card).then(Reader::with_card);
    let servers = Practice::builder();
    let practice = match reader.as_ref().filter(|_| arguments.demanding) {
        Some(reader) => servers.demanding(reader.clients()).start(),
        None => servers.start(),
    };
    let alice = practice.person("alice");
    println!("Filling alice's inbox with {} messages…", arguments.messages);
    let _ = if arguments.light {
        practice.deliver(alice, "INBOX", corpus::light(&alice.email, arguments.messages))
    } else {
        practice.deliver(alice, "INBOX", corpus::heavy(&alice.email, arguments.messages))
    };

    let sceau = Sceau::with_profile(&practice, arguments.sceau.unwrap_or_else(beside_this));
    if let Some(reader) = &reader {
        let _ = practice.deliver(alice, "INBOX", reader.correspondents.samples());
        let more = (0..12).map(|number| sealed::letter(8000 + number, "Chiffré", "Résultat confidentiel."));
        let _ = practice.deliver(
            alice,
            "INBOX",
            more.map(|letter| reader.correspondents.encrypted(&letter)).collect::<Vec<_>>(),
        );
    }
    if !arguments.demanding {
        sceau.add_account(&practice, alice);
        if let Some(reader) = &reader {
            sceau.believe(&reader.authorities);
        }
    }
    describe(&practice, sceau.profile.as_path());
    let mut window = sceau.command().envs(reader.as_ref().map(Reader::environment)).spawn().expect("the window");
    wait(&mut window, &interrupted);
}

/// The program and a profile that only this run uses.
struct Sceau {
    program: PathBuf,
    profile: PathBuf,
    passphrase: PathBuf,
}

impl Sceau {
    fn with_profile(practice: &Practice, program: PathBuf) -> Self {
        let profile = practice.path().join("profile");
        let anchors = profile.join("anchors");
        fs::create_dir_all(&anchors).unwrap();
        let _ = fs::copy(practice.anchors_pem(), anchors.join("practice.pem")).unwrap();
        let passphrase = practice.path().join("passphrase");
        fs::write(&passphrase, PASSPHRASE).unwrap();
        Self { program, profile, passphrase }
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        let _ = command.arg("--profile").arg(&self.profile).arg("--passphrase-file").arg(&self.passphrase);
        command
    }

    /// The authorities of the cards, from now on.
    fn believe(&self, authorities: &Path) {
        let done = self.command().args(["anchor", "add"]).arg(authorities).stdout(Stdio::null()).status();
        assert!(done.expect("sceau runs").success(), "sceau did not take the authorities");
    }

    fn add_account(&self, practice: &Practice, person: &Person) {
        let address = |(host, port): (&str, u16)| format!("{host}:{port}");
        let mut child = self
            .command()
            .args(["account", "add", "--email", &person.email, "--holder", person.name, "--space", "ordinary"])
            .args(["--imap", &address(practice.imap()), "--imap-security", "starttls"])
            .args(["--smtp", &address(practice.smtp()), "--smtp-security", "starttls"])
            .arg("--password-stdin")
            .stdin(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}", self.program.display()));
        child.stdin.take().unwrap().write_all(person.password.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success(), "sceau did not take the account");
    }
}

/// A card in a reader, with the PKI that vouches for it. The card is one that
/// `OpenSC` can do everything with.
struct Reader {
    pcscd: Pcscd,
    correspondents: Correspondents,
    /// The certificates of those who vouch for the cards, for Sceau to believe.
    authorities: PathBuf,
    /// Its lists are to be had for as long as the window is open.
    pki: HealthPki,
}

impl Reader {
    fn with_card() -> Self {
        let (pcscd, pki) = (Pcscd::start(), HealthPki::start());
        let alice = pki.leaf(Leaf::Confidentiality);
        let card = Piv::new([1; 16])
            .key(piv::AUTHENTICATION, &pki.leaf(Leaf::CpsAuthentication))
            .key(piv::SIGNATURE, &pki.leaf(Leaf::CpsSignature))
            .key(piv::CONFIDENTIALITY, &alice)
            .card(PIN);
        let mut slot = pcscd.slot();
        slot.insert(&card);
        let _ = std::thread::spawn(move || follow_enter(&mut slot, &card));
        let authorities = pcscd.socket().with_file_name("authorities.pem");
        let chain =
            [pki.root().pem(), pki.authority(Issuer::Persons).pem(), pki.authority(Issuer::Organisations).pem()];
        fs::write(&authorities, chain.concat()).unwrap();
        println!("\nA card is in the reader (PIN {PIN}). Enter takes it out, and puts it in again.");
        println!("Its authorities   {}", authorities.display());
        let correspondents = Correspondents::of(&pki, &alice);
        Self { pcscd, correspondents, authorities, pki }
    }

    /// The card is alice's to servers that demand one.
    fn clients(&self) -> Clients {
        let authorities = Issuer::ALL.iter().flat_map(|issuer| self.pki.authority(*issuer).pem()).collect();
        Clients { authorities, names: [(format!("8{RPPS}"), "alice".to_owned())].into() }
    }

    /// By which the window finds the reader.
    fn environment(&self) -> (&'static str, PathBuf) {
        (SOCKET, self.pcscd.socket())
    }
}

/// The card stays where it is when nobody can press a key.
fn follow_enter(slot: &mut Slot, card: &Card) {
    let mut inside = true;
    for _ in std::io::stdin().lines() {
        inside = !inside;
        if inside {
            slot.insert(card);
        } else {
            slot.remove();
        }
        println!("The card is {}.", if inside { "in" } else { "out" });
    }
    loop {
        std::thread::park();
    }
}

/// Built by the same cargo, one directory up.
fn beside_this() -> PathBuf {
    let me = std::env::current_exe().unwrap();
    me.ancestors().nth(2).unwrap().join("sceau")
}

fn describe(practice: &Practice, profile: &Path) {
    let line = |what: &str, (host, port): (&str, u16)| println!("  {what:<22} {host}:{port}");
    println!("\nServers");
    line("IMAP, STARTTLS", practice.imap());
    line("IMAP, TLS", practice.imaps());
    line("Submission, STARTTLS", practice.smtp());
    line("Submission, TLS", practice.smtps());
    line("ManageSieve, STARTTLS", practice.sieve());
    line("LMTP, no TLS", practice.lmtp());
    println!("\nPeople (the address is the login)");
    for person in practice.people() {
        println!("  {:<22} {:<20} {}", person.email, person.name, person.password);
    }
    println!("\nAnchor to trust   {}", practice.anchors_pem().display());
    println!("Logs and mail     {}", practice.path().display());
    println!("Sceau's profile   {} (passphrase: {PASSPHRASE})", profile.display());
    println!("\nClose the window or press Ctrl-C to stop everything.");
}

fn watch_for_ctrl_c() -> Arc<AtomicBool> {
    let flag = Arc::new(AtomicBool::new(false));
    let flagged = Arc::clone(&flag);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let _ = std::thread::spawn(move || {
        runtime.block_on(tokio::signal::ctrl_c()).expect("Ctrl-C can be watched");
        flagged.store(true, Ordering::Relaxed);
    });
    flag
}

fn wait(window: &mut Child, interrupted: &AtomicBool) {
    while window.try_wait().unwrap().is_none() {
        if interrupted.load(Ordering::Relaxed) {
            let _ = window.kill();
            let _ = window.wait();
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}
