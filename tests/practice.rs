//! The practice itself: what the other tests stand on has to hold.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{CertificateError, ClientConnection, Error, StreamOwned};

use crate::support::line::{plain_response, token_response};
use crate::support::script::Script;
use crate::support::{Letter, Line, Pki, Practice, ServerCertificate, corpus};

const NOTE: &str = "From: Laboratoire <labo@labo.example>\r\nSubject: Bilan\r\n\r\nRien à signaler.\r\n";

#[test]
fn a_practice_is_up_in_no_time() {
    let start = Instant::now();
    let practice = Practice::start();
    let (up, start) = (start.elapsed(), Instant::now());
    drop(practice);
    println!("a practice is up in {up:?} and gone in {:?}", start.elapsed());
    assert!(up < Duration::from_secs(5), "tests would be slow: {up:?}");
}

#[test]
fn imap_has_all_that_sceau_can_use() {
    let practice = Practice::start();
    let greeting = Line::plain(practice.imap().1).hear();
    assert!(greeting.starts_with("* OK") && greeting.contains("STARTTLS"), "{greeting}");

    let mut imap = Line::imap(&practice, practice.person("alice"));
    let capabilities = imap.ask_ok("CAPABILITY").join(" ");
    for capability in [
        "IDLE",
        "CONDSTORE",
        "QRESYNC",
        "MOVE",
        "SPECIAL-USE",
        "QUOTA",
        "METADATA",
        "ACL",
        "COMPRESS=DEFLATE",
        "UIDPLUS",
        "LIST-STATUS",
        "LITERAL+",
        "NOTIFY",
        "ENABLE",
        "ID",
    ] {
        assert!(capabilities.split(' ').any(|word| word == capability), "{capability} is not in {capabilities}");
    }
    let folders = imap.ask_ok(r#"LIST (SPECIAL-USE) "" "*""#).join(" ");
    for folder in [r"\Drafts", r"\Sent", r"\Junk", r"\Trash", r"\Archive"] {
        assert!(folders.contains(folder), "{folder} is not in {folders}");
    }
    let set = imap.ask_ok(r#"SETMETADATA INBOX (/private/comment "vu")"#);
    assert!(set.last().unwrap().contains("OK"));
    let quota = imap.ask_ok("GETQUOTAROOT INBOX").join(" ");
    assert!(quota.contains("STORAGE"), "{quota}");
}

#[test]
fn sieve_and_lmtp_answer() {
    let practice = Practice::start();
    let mut sieve = Line::plain(practice.sieve().1);
    let offered = sieve.hear_until("OK").join(" ");
    assert!(offered.contains("STARTTLS") && offered.contains("fileinto"), "{offered}");

    let mut lmtp = Line::plain(practice.lmtp().1);
    assert!(lmtp.hear().starts_with("220"));
    lmtp.say("LHLO relais.example");
    let _ = lmtp.hear_until("250 ");
    lmtp.say("MAIL FROM:<labo@labo.example>");
    assert!(lmtp.hear().starts_with("250"));
    lmtp.say("RCPT TO:<personne@cabinet.example>");
    assert!(lmtp.hear().starts_with("550"), "nobody has that address");
}

#[test]
fn a_right_password_is_taken_and_a_wrong_one_is_not() {
    let practice = Practice::start();
    for person in practice.people() {
        let mut imap = Line::imap(&practice, person);
        let _ = imap.ask_ok("SELECT INBOX");

        let mut imap = Line::tls(&practice, practice.imaps().1);
        let _ = imap.hear();
        let answer = imap.ask(&format!("LOGIN {} faux", person.email));
        assert!(answer.last().unwrap().contains("NO [AUTHENTICATIONFAILED]"), "{answer:?}");
    }
}

#[test]
fn a_good_token_is_taken_and_an_expired_one_is_not() {
    let practice = Practice::start();
    let alice = practice.person("alice");
    let mut imap = Line::tls(&practice, practice.imaps().1);
    let _ = imap.hear();
    imap.say(&format!("x AUTHENTICATE XOAUTH2 {}", token_response(alice, &practice.expired_token(alice))));
    // The reason comes as a challenge, which is answered by nothing.
    assert!(imap.hear().starts_with("+ "));
    imap.say("");
    assert!(imap.hear().starts_with("x NO"));
    let _ = imap.ask_ok(&format!("AUTHENTICATE XOAUTH2 {}", token_response(alice, &practice.token(alice))));
}

#[test]
fn what_is_delivered_and_appended_is_fetched() {
    let practice = Practice::start();
    let alice = practice.person("alice");
    let _ = practice.deliver(alice, "INBOX", [NOTE]);
    let _ = practice.deliver(alice, "Dossiers/Été 2026", [Letter::seen(NOTE)]);
    let mut imap = Line::imap(&practice, alice);
    imap.say(&format!("x APPEND INBOX {{{}+}}\r\n{NOTE}", NOTE.len()));
    assert!(imap.hear_until("x ").last().unwrap().contains("OK [APPENDUID"));
    let _ = imap.ask_ok("SELECT INBOX");
    let fetched = imap.ask_ok("UID FETCH 1:* BODY.PEEK[]");
    assert_eq!(fetched.iter().filter(|line| *line == "Rien à signaler.").count(), 2, "{fetched:?}");
    // The folder's name, in IMAP's own writing.
    let folder = imap.ask_ok(r#"STATUS "Dossiers/&AMk-t&AOk- 2026" (MESSAGES UNSEEN)"#).join(" ");
    assert!(folder.contains("MESSAGES 1 UNSEEN 0"), "{folder}");
}

#[test]
fn who_watches_is_told() {
    let practice = Practice::start();
    let alice = practice.person("alice");
    let mut imap = Line::imap(&practice, alice);
    let _ = imap.ask_ok("SELECT INBOX");
    imap.say("x IDLE");
    assert!(imap.hear().starts_with('+'));
    let start = Instant::now();
    let _ = practice.deliver(alice, "INBOX", [NOTE]);
    let _ = imap.hear_until("* 1 EXISTS");
    println!("told after {:?}", start.elapsed());
}

#[test]
fn what_alice_submits_reaches_bob() {
    let practice = Practice::start();
    let (alice, bob) = (practice.person("alice"), practice.person("bob"));
    let mut imap = Line::imap(&practice, bob);
    let _ = imap.ask_ok("SELECT INBOX");
    imap.say("x IDLE");
    let _ = imap.hear();

    let mut smtp = Line::tls(&practice, practice.smtps().1);
    let _ = smtp.hear();
    submit(&mut smtp, alice, &["bob@cabinet.example", "confrere@chu.example"]);
    let _ = imap.hear_until("* 1 EXISTS");
    imap.say("DONE");
    let _ = imap.hear_until("x OK");
    let text = imap.ask_ok("FETCH 1 BODY.PEEK[TEXT]").join("\n");
    assert!(text.contains("Rien à signaler."), "{text}");

    let sent = (0..200).find_map(|_| {
        std::thread::sleep(Duration::from_millis(10));
        practice.sent_outside().pop()
    });
    assert!(String::from_utf8(sent.expect("a message for the outside")).unwrap().contains("Rien à signaler."));
}

#[test]
fn submission_refuses_strangers_and_says_which_address_is_wrong() {
    let practice = Practice::start();
    let mut smtp = Line::plain(practice.smtp().1);
    let _ = smtp.hear();
    smtp.say("EHLO poste.example");
    let offered = smtp.hear_until("250 ").join(" ");
    assert!(offered.contains("STARTTLS") && !offered.contains("AUTH"), "{offered}");

    smtp.say("STARTTLS");
    assert!(smtp.hear().starts_with("220"));
    let mut smtp = smtp.into_tls(&practice);
    smtp.say("EHLO poste.example");
    let offered = smtp.hear_until("250 ").join(" ");
    for extension in ["SIZE", "8BITMIME", "AUTH PLAIN LOGIN XOAUTH2", "SMTPUTF8", "DSN"] {
        assert!(offered.contains(extension), "{extension} is not in {offered}");
    }
    smtp.say("MAIL FROM:<alice@cabinet.example>");
    assert!(smtp.hear().starts_with("530"));
    smtp.say(&format!("AUTH PLAIN {}", plain_response(practice.person("chloe"))));
    assert!(smtp.hear().starts_with("235"));
    smtp.say("MAIL FROM:<chloe@cabinet.example>");
    assert!(smtp.hear().starts_with("250"));
    smtp.say("RCPT TO:<refuse@chu.example>");
    assert!(smtp.hear().starts_with("550"));
    smtp.say("RCPT TO:<greylist@chu.example>");
    assert!(smtp.hear().starts_with("451"));
}

fn submit(smtp: &mut Line, from: &crate::support::Person, to: &[&str]) {
    let mut step = |command: &str, answer: &str| {
        smtp.say(command);
        let heard = smtp.hear_until(&format!("{answer} "));
        assert!(heard.last().unwrap().starts_with(answer), "{command} was answered by {heard:?}");
    };
    step("EHLO poste.example", "250");
    step(&format!("AUTH PLAIN {}", plain_response(from)), "235");
    step(&format!("MAIL FROM:<{}>", from.email), "250");
    for address in to {
        step(&format!("RCPT TO:<{address}>"), "250");
    }
    step("DATA", "354");
    step(&format!("{NOTE}."), "250");
}

#[test]
fn a_folder_that_alice_shares_is_seen_by_bob() {
    let practice = Practice::start();
    let (alice, bob) = (practice.person("alice"), practice.person("bob"));
    let _ = practice.deliver(alice, "Secrétariat", [NOTE]);
    let _ = Line::imap(&practice, alice).ask_ok(&format!(r#"SETACL "Secr&AOk-tariat" {} lrs"#, bob.email));
    let mut imap = Line::imap(&practice, bob);
    let folders = imap.ask_ok(r#"LIST "" "shared/*""#).join(" ");
    assert!(folders.contains("shared/alice@cabinet.example/Secr&AOk-tariat"), "{folders}");
    let selected = imap.ask_ok(r#"SELECT "shared/alice@cabinet.example/Secr&AOk-tariat""#).join(" ");
    assert!(selected.contains("* 1 EXISTS"), "{selected}");
}

#[test]
fn two_practices_know_nothing_of_each_other() {
    let practices = std::thread::scope(|scope| {
        let both = [scope.spawn(Practice::start), scope.spawn(Practice::start)];
        both.map(|one| one.join().unwrap())
    });
    let [one, other] = &practices;
    let _ = one.deliver(one.person("alice"), "INBOX", [NOTE]);
    let count = |practice: &Practice| {
        Line::imap(practice, practice.person("alice")).ask_ok("STATUS INBOX (MESSAGES)").join(" ")
    };
    assert!(count(one).contains("MESSAGES 1"));
    assert!(count(other).contains("MESSAGES 0"));
}

#[test]
fn the_line_can_be_cut_and_mended() {
    let practice = Practice::start();
    let alice = practice.person("alice");
    let mut imap = Line::imap(&practice, alice);
    let _ = practice.deliver(alice, "INBOX", [NOTE]);
    practice.stop_dovecot();
    assert_eq!(imap.hear(), "", "the connection falls");
    assert!(std::net::TcpStream::connect(("127.0.0.1", practice.imap().1)).is_err());
    practice.start_dovecot();
    let status = Line::imap(&practice, alice).ask_ok("STATUS INBOX (MESSAGES)").join(" ");
    assert!(status.contains("MESSAGES 1"), "{status}");
}

#[test]
fn each_bad_certificate_is_bad_in_its_own_way() {
    let refusal = |kind| {
        let practice = Practice::builder().server_certificate(kind).start();
        let (imap, smtp) = (practice.imaps().1, practice.smtps().1);
        let (imap, smtp) = (handshake(&practice, imap), handshake(&practice, smtp));
        assert_eq!(imap, smtp);
        imap
    };
    assert_eq!(refusal(ServerCertificate::Good), None);
    let bad = |kind| match refusal(kind) {
        Some(Error::InvalidCertificate(why)) => why,
        other => panic!("{kind:?} should have been refused: {other:?}"),
    };
    assert!(matches!(bad(ServerCertificate::Expired), CertificateError::ExpiredContext { .. }));
    assert!(matches!(bad(ServerCertificate::NotYetValid), CertificateError::NotValidYetContext { .. }));
    assert!(matches!(bad(ServerCertificate::WrongName), CertificateError::NotValidForNameContext { .. }));
    assert!(matches!(bad(ServerCertificate::UnknownAuthority), CertificateError::UnknownIssuer));
}

/// Why TLS was not agreed on, if it was not.
fn handshake(practice: &Practice, port: u16) -> Option<Error> {
    let stream = std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    let connection = ClientConnection::new(practice.pki().client_config(), name).unwrap();
    let mut tls = StreamOwned::new(connection, stream);
    let error = tls.conn.complete_io(&mut tls.sock).err()?;
    Some(error.downcast::<Error>().expect("an error of TLS"))
}

#[test]
fn a_practice_leaves_no_process_and_no_file() {
    let practice = Practice::start();
    let _ = Line::imap(&practice, practice.person("alice"));
    let path = practice.path().to_owned();
    assert!(processes_in(&path) > 6, "Dovecot alone is more");
    drop(practice);
    assert_eq!(processes_in(&path), 0);
    assert!(!path.exists());
}

/// The test runs itself once more as a program of its own, and kills it.
#[test]
fn not_even_a_killed_test_leaves_a_process_or_a_file() {
    const HELD: &str = "SCEAU_TEST_HOLDS_A_PRACTICE";
    if std::env::var_os(HELD).is_some() {
        let practice = Practice::start();
        let _session = Line::imap(&practice, practice.person("alice"));
        println!("\n{}", practice.path().display());
        std::thread::sleep(Duration::from_mins(1));
        return;
    }
    let name = std::thread::current().name().unwrap().to_owned();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &name, "--nocapture", "--test-threads", "1"])
        .env(HELD, "1")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let path = lines.find(|line| line.starts_with("/tmp/")).expect("the practice's directory");
    let path = Path::new(&path);
    assert!(processes_in(path) > 6);
    child.kill().unwrap();
    let _ = child.wait().unwrap();
    let start = Instant::now();
    while processes_in(path) > 0 || path.exists() {
        assert!(start.elapsed() < Duration::from_secs(5), "processes or files are left");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Living processes that work in this directory or were told of it.
fn processes_in(directory: &Path) -> usize {
    let name = directory.to_str().unwrap().as_bytes();
    let works_there = |process: &Path| {
        let told = fs::read(process.join("cmdline")).unwrap_or_default();
        fs::read_link(process.join("cwd")).is_ok_and(|cwd| cwd.starts_with(directory))
            || told.windows(name.len()).any(|window| window == name)
    };
    let processes = fs::read_dir("/proc").unwrap().map_while(Result::ok).map(|entry| entry.path());
    processes.filter(|process| works_there(process)).count()
}

#[test]
fn a_script_is_played_to_the_letter() {
    let practice = Practice::start();
    let player = Script::new()
        .say("* OK prêt\r\n")
        .until("STARTTLS")
        .say("{tag} OK à vous\r\n")
        .tls()
        .expect("noop")
        .say(b"* \xff\xfe\r\n".to_vec())
        .say("{tag} OK mais je cou")
        .play(&practice.pki().server(ServerCertificate::Good));
    let mut line = Line::plain(player.port);
    assert_eq!(line.hear(), "* OK prêt");
    let _ = line.ask_ok("CAPABILITY");
    let _ = line.ask_ok("STARTTLS");
    let mut line = line.into_tls(&practice);
    line.say("b NOOP");
    assert_eq!(line.hear(), "* \u{fffd}\u{fffd}");
    assert_eq!(line.hear(), "b OK mais je cou");
    assert_eq!(line.hear(), "", "the line is cut");
    assert_eq!(player.finish(), ["a1 CAPABILITY", "a2 STARTTLS", "b NOOP"]);
}

#[test]
#[should_panic(expected = "LOGIN expected, got x NOOP")]
fn a_client_that_leaves_the_script_fails_the_test() {
    let player = Script::new().expect("LOGIN").play(&Pki::new().server(ServerCertificate::Good));
    Line::plain(player.port).say("x NOOP");
    let _ = player.finish();
}

#[test]
fn the_corpus_is_the_same_each_time_and_reads_well() {
    let letters: Vec<Letter> = corpus::heavy("alice@cabinet.example", 3000).collect();
    let again = corpus::heavy("alice@cabinet.example", 3000).skip(2990);
    assert!(
        letters
            .iter()
            .skip(2990)
            .map(|letter| &letter.bytes)
            .eq(again.map(|letter| letter.bytes).collect::<Vec<_>>().iter())
    );

    let mut answers = 0;
    for letter in &letters {
        let mail = mail_parser::MessageParser::default().parse(&letter.bytes).expect("a message");
        let text = mail.body_text(0).expect("a text").into_owned() + mail.subject().expect("a subject");
        assert!(!text.contains('\u{fffd}') && !text.contains("=?") && !text.contains('Ã'), "{text}");
        assert!(mail.from().and_then(|from| from.first()).is_some_and(|from| from.name().is_some()));
        assert!(letter.bytes.split(|byte| *byte == b'\n').all(|line| line.len() < 998), "a line is too long");
        answers += usize::from(mail.references().as_text_list().is_some());
    }
    assert!((900..1200).contains(&answers), "{answers} answers");
    sizes_are_near(&letters, 6_500, 59_000);
    sizes_are_near(&corpus::light("alice@cabinet.example", 3000).collect::<Vec<_>>(), 3_500, 4_000);
}

fn sizes_are_near(letters: &[Letter], median: usize, mean: usize) {
    let mut sizes: Vec<usize> = letters.iter().map(|letter| letter.bytes.len()).collect();
    sizes.sort_unstable();
    let found = (sizes[sizes.len() / 2], sizes.iter().sum::<usize>() / sizes.len());
    println!("median {}, mean {}, greatest {}", found.0, found.1, sizes[sizes.len() - 1]);
    let near = |found: usize, wanted: usize| found.abs_diff(wanted) * 5 < wanted;
    assert!(near(found.0, median) && near(found.1, mean), "{found:?} for {median} and {mean}");
}

#[test]
fn ten_thousand_messages_are_laid_down_in_seconds() {
    let practice = Practice::start();
    let alice = practice.person("alice");
    let start = Instant::now();
    let count = practice.deliver(alice, "INBOX", corpus::light(&alice.email, 10_000));
    println!("{count} messages written and indexed in {:?}", start.elapsed());
    let selected = Line::imap(&practice, alice).ask_ok("SELECT INBOX").join(" ");
    assert!(selected.contains("* 10000 EXISTS"), "{selected}");
}
