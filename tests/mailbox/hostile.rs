//! Mail that is too much or makes no sense, over the real wire into the real
//! cache: shown as well as can be, never lost, and never in the way of the rest.

use sceau::domain::Security;

use super::Desk;
use crate::support::{Letter, Practice};

const HEAD: &str = "From: bob@cabinet.example\r\nTo: alice@cabinet.example\r\nMIME-Version: 1.0\r\n";

/// Of 76 signs and a line end, for 50 MB; each holds 57 bytes.
const LINES: usize = 50_000_000 / 78;

fn letters() -> Vec<(&'static str, Vec<u8>)> {
    let huge = format!(
        "{HEAD}Subject: Cinquante\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nVoir la pièce.\r\n--b\r\n\
         Content-Type: application/dicom\r\nContent-Disposition: attachment; filename=irm.dcm\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{}--b--\r\n",
        format!("{}\r\n", "QUJD".repeat(19)).repeat(LINES)
    );
    let open: Vec<String> =
        (0..20_000).map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n")).collect();
    let open = open.concat();
    let nested = format!("{HEAD}Subject: Poupees\r\n{open}\r\nAu fond.\r\n");
    let header = format!("{HEAD}Subject: Entete\r\nX-Long: {}\r\n\r\nCourt.\r\n", "a ".repeat(500_000));
    let mut charset =
        format!("{HEAD}Subject: Jeu\r\nContent-Type: text/plain; charset=x-martien\r\n\r\nD").into_bytes();
    charset.extend_from_slice(b"\xe9j\xe0 vu.\r\n");
    let nothing = b"\r\n".to_vec();
    vec![
        ("Cinquante", huge.into_bytes()),
        ("Poupees", nested.into_bytes()),
        ("Entete", header.into_bytes()),
        ("Jeu", charset),
        ("", nothing),
        ("Ordinaire", format!("{HEAD}Subject: Ordinaire\r\n\r\nBonjour.\r\n").into_bytes()),
    ]
}

#[test]
fn each_message_comes_whole_and_opens() {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    let letters = letters();
    practice.deliver(&alice, "INBOX", letters.iter().map(|(_, bytes)| Letter::new(bytes.clone())));
    let mut desk = Desk::new(&practice);
    let account = desk.add(practice.draft(&alice, Security::Tls), alice.secret());

    let ids = desk.list(account, "INBOX");
    assert_eq!(ids.len(), letters.len());
    for id in ids {
        let opened = desk.ask(desk.engine.opened(id));
        let (_, sent) = letters.iter().find(|(subject, _)| *subject == opened.summary.subject).expect("its subject");
        assert!(desk.ask(desk.engine.source(id)) == *sent, "{} is here byte for byte", opened.summary.subject);
        match opened.summary.subject.as_str() {
            "Cinquante" => {
                assert_eq!(desk.ask(desk.engine.part(id, opened.parts.last().unwrap().id)).len(), LINES * 57);
            }
            "Jeu" => assert!(opened.text.contains("Déjà vu.")),
            "Ordinaire" => assert_eq!(opened.text.trim(), "Bonjour."),
            _ => {}
        }
    }
}
