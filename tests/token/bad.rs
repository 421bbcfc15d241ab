//! A module that hangs, crashes, lies or cannot: it costs one answer, and its
//! host is started again; the program and the other modules go on.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use sceau::crypto::{Digest, Key as _, KeyError};
use sceau::token::{Patience, Silence};

use super::provision::SoftTokens;
use super::{Desk, MESSAGE, PIN, chosen, softhsm};

const SHORT: Duration = Duration::from_millis(700);
const PATIENCE: Patience = Patience { list: SHORT, work: SHORT, typing: SHORT };

struct Lab {
    desk: Desk,
    directory: tempfile::TempDir,
}

impl Lab {
    /// `fault`: which function does what.
    fn new(fault: &str) -> Self {
        Self::with(fault, &[])
    }

    /// It misbehaves until the file `once` is there, and makes it.
    fn once(fault: &str) -> Self {
        Self::with(fault, &["SCEAU_BAD_ONCE"])
    }

    fn with(fault: &str, further: &[&str]) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let module = build(directory.path());
        let once = directory.path().join("once");
        let mut environment = vec![("SCEAU_BAD_MODULE", Path::new(fault))];
        environment.extend(further.iter().map(|name| (*name, once.as_path())));
        Self { desk: Desk::new(&module, &environment, PATIENCE), directory }
    }

    /// What becomes of a signature on a token that was opened.
    fn signed(&self) -> Result<Vec<u8>, KeyError> {
        let bad = self.desk.token("BAD");
        self.desk.login(&bad, PIN)?;
        self.desk
            .tokens
            .key(&bad, &bad.token.certificates[0], self.desk.runtime.handle().clone())
            .sign(Digest::Sha256, MESSAGE)
    }
}

pub(crate) fn build(directory: &Path) -> std::path::PathBuf {
    let (source, library) = (directory.join("bad_module.c"), directory.join("bad_module.so"));
    fs::write(&source, include_str!("../support/bad_module.c")).unwrap();
    let mut cc = Command::new("cc");
    let built = cc.args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(&source).output();
    let built = built.expect("cc (packaging/install-deps.sh build)");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    library
}

#[test]
fn without_a_fault_it_is_a_token_like_another() {
    let lab = Lab::new("");
    assert_eq!(lab.desk.list().tokens[0].token.id.serial, "666");
    assert_eq!(lab.signed(), Ok(vec![0; 256]));
}

#[test]
fn a_reader_with_keys_takes_the_code_itself_and_none_from_here() {
    let lab = Lab::new("GetTokenInfo keypad");
    let seen = lab.desk.token("BAD");
    assert!(seen.token.pin.on_reader && !seen.token.pin.open);
    lab.desk.runtime.block_on(lab.desk.tokens.login(&seen, None)).unwrap();
    assert!(lab.desk.token("BAD").token.pin.open);
    assert_eq!(lab.signed(), Ok(vec![0; 256]), "a code that is given all the same does not reach it");
}

#[test]
fn a_module_that_fails_to_show_its_tokens_is_told_as_silent() {
    for fault in
        ["GetFunctionList hang", "Initialize hang", "GetSlotList abort", "GetSlotList lie", "GetTokenInfo hang"]
    {
        let lab = Lab::new(fault);
        let listing = lab.desk.list();
        assert_eq!(listing.tokens, [], "{fault}");
        assert_eq!(listing.silent[0].why, Silence::Unresponsive, "{fault}");
    }
    assert_eq!(Lab::new("Initialize nothing").desk.list().silent[0].why, Silence::NoModule);
}

#[test]
fn a_slot_that_fails_shows_no_token_and_harms_nothing() {
    for fault in ["GetTokenInfo nothing", "OpenSession nothing", "FindObjectsInit nothing"] {
        let listing = Lab::new(fault).desk.list();
        assert_eq!((listing.tokens.len(), listing.silent.len()), (0, 0), "{fault}");
    }
}

#[test]
fn a_signature_that_never_comes_ends_at_its_deadline() {
    let lab = Lab::new("Sign hang");
    let start = Instant::now();
    assert_eq!(lab.signed(), Err(KeyError::Unresponsive));
    assert!(start.elapsed() < 4 * SHORT, "{:?}", start.elapsed());
}

#[test]
fn a_crash_in_the_middle_of_a_signature_is_an_answer() {
    assert_eq!(Lab::new("Sign abort").signed(), Err(KeyError::Unresponsive));
    assert_eq!(Lab::new("Login abort").signed(), Err(KeyError::Unresponsive));
}

#[test]
fn what_it_cannot_do_is_told_as_such() {
    assert_eq!(Lab::new("Sign nothing").signed(), Err(KeyError::Unable));
}

#[test]
fn no_length_that_it_claims_is_believed() {
    assert_eq!(Lab::new("Sign lie").signed(), Err(KeyError::Unresponsive));
    for fault in ["FindObjects lie", "GetAttributeValue lie"] {
        let listing = Lab::new(fault).desk.list();
        assert_eq!(listing.tokens, [], "{fault}: {listing:?}");
    }
}

#[test]
fn after_a_loss_the_next_call_finds_a_new_host_which_wants_the_code_again() {
    for fault in ["Sign hang", "Sign abort"] {
        let lab = Lab::once(fault);
        let bad = lab.desk.token("BAD");
        let key = lab.desk.tokens.key(&bad, &bad.token.certificates[0], lab.desk.runtime.handle().clone());
        lab.desk.login(&bad, PIN).unwrap();
        assert_eq!(key.sign(Digest::Sha256, MESSAGE), Err(KeyError::Unresponsive), "{fault}");
        assert!(lab.directory.path().join("once").exists());
        assert_eq!(key.sign(Digest::Sha256, MESSAGE), Err(KeyError::Locked), "{fault}");
        lab.desk.login(&bad, PIN).unwrap();
        assert_eq!(key.sign(Digest::Sha256, MESSAGE), Ok(vec![0; 256]), "{fault}");
    }
}

#[test]
fn the_other_modules_answer_while_one_hangs() {
    let soft = SoftTokens::new();
    let directory = tempfile::tempdir().unwrap();
    let environment = [("SCEAU_BAD_MODULE", Path::new("Sign hang")), ("SOFTHSM2_CONF", &soft.settings())];
    let patience = Patience { work: Duration::from_secs(5), ..Patience::default() };
    let mut desk = Desk::new(&build(directory.path()), &environment, patience);
    desk.modules.push(chosen(&softhsm()));
    let (bad, cps) = (desk.token("BAD"), desk.token("ASIP CPS"));
    desk.login(&bad, PIN).unwrap();
    desk.login(&cps, PIN).unwrap();
    let hung = desk.tokens.key(&bad, &bad.token.certificates[0], desk.runtime.handle().clone());
    let key = desk.key(&cps, "CPS_PRIV_SIG");
    let waiting = std::thread::spawn(move || hung.sign(Digest::Sha256, MESSAGE));
    let start = Instant::now();
    let mut slowest = Duration::ZERO;
    while start.elapsed() < Duration::from_secs(1) {
        let each = Instant::now();
        key.sign(Digest::Sha256, MESSAGE).unwrap();
        slowest = slowest.max(each.elapsed());
    }
    println!("the slowest signature beside a hung module: {slowest:?}");
    assert!(slowest < Duration::from_millis(500), "{slowest:?}");
    assert!(!waiting.is_finished());
    assert_eq!(waiting.join().unwrap(), Err(KeyError::Unresponsive));
}
