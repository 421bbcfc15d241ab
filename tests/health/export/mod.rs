//! Documents of the mail in the folder of the practice's software: all of them, once,
//! whole, whatever stands in the way and whoever pulls the plug.

mod arrival;
mod folders;
mod kill;
mod many;
mod refused;
mod terminal;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use base64::Engine as _;
use sceau::domain::export::Exporting;
use sceau::domain::{AccountId, Security};
use sceau::engine::{Errand, Exported, What};

use super::sample;
use crate::mailbox::Desk;
use crate::support::Practice;

/// A mailbox in step, and the documents that came to it.
struct Stage {
    desk: Desk,
    practice: Practice,
    account: AccountId,
    expected: Vec<Vec<u8>>,
}

impl Stage {
    fn new(messages: usize) -> Self {
        let (letters, expected): (Vec<_>, Vec<_>) = (0..messages).map(letter).unzip();
        Self::of(letters, expected)
    }

    fn of(letters: Vec<Vec<u8>>, expected: Vec<Vec<Vec<u8>>>) -> Self {
        let practice = Practice::start();
        let alice = practice.person("alice").clone();
        practice.deliver(&alice, "INBOX", letters);
        let mut desk = Desk::new(&practice);
        let account = desk.add(practice.draft(&alice, Security::Tls), alice.secret());
        let expected = expected.into_iter().flatten().collect();
        Self { desk, practice, account, expected }
    }

    fn choose(&self, folder: &Path) {
        let exporting = Exporting { folder: Some(folder.to_owned()), ..Exporting::default() };
        self.desk.ask(self.desk.engine.set_exporting(self.account, exporting));
    }

    fn export(&self) -> Exported {
        export(&self.desk)
    }

    /// Each document is in the folder, once, and nothing else is.
    fn each_is_there_once(&self, folder: &Path) {
        each_once(files(folder), &self.expected);
    }
}

fn export(desk: &Desk) -> Exported {
    desk.ask(desk.engine.export(Errand { what: What::Inbox(None), since: None, to: None }))
}

/// All files of a folder: a hidden one that was left behind is one too.
fn files(folder: &Path) -> Vec<Vec<u8>> {
    fs::read_dir(folder).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap()).collect()
}

fn each_once(mut found: Vec<Vec<u8>>, expected: &[Vec<u8>]) {
    let mut expected = expected.to_vec();
    found.sort();
    expected.sort();
    assert_eq!(found.len(), expected.len(), "files");
    // Not by assert_eq: nobody reads two thousand files in a failure.
    assert!(found == expected, "they are not the bytes that came");
}

/// The result of one invented patient, in the letters of laboratories.
fn result(number: usize, of: &str) -> Vec<u8> {
    let text = format!(
        "LAB{number}\r\nESSAI{number}\r\nCLAIRE\r\n12 RUE DES ESSAIS\r\n\r\n75001 PARIS\r\n14/07/1962\r\n\r\n26{of}{number}\r\n\
         03/02/2026\r\nLABTEST    LABORATOIRE DE TEST\r\nDRMARTIN   DR MARTIN PAUL\r\nGlycémie à jeun : 1,{number} g/L\r\n\
         ****LAB****\r\nRES|GLYCEMIE|GLU|N|1.{number}|g/L|0.74|1.06|H|F\r\n****FIN****\r\n****FINFICHIER****\r\n"
    );
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

/// A letter, and the documents in it: three for two letters.
fn letter(number: usize) -> (Vec<u8>, Vec<Vec<u8>>) {
    let file = result(number, "A");
    let name = ["resultat.hpr", "R.HPM", "sans-nom", "labo.txt"][number % 4];
    match number % 4 {
        1 => {
            let text = result(number, "B");
            (written(number, "labo@labo.example", &text, &[(name, &file)]), vec![text, file])
        }
        3 => {
            let document = [sample::cda("biologie.xml"), format!("<!-- {number} -->").into_bytes()].concat();
            let metadata = sample::metadata(&[sample::Entry::of("DOC0001.XML", &document)], "");
            let archive = sample::zip(&sample::frame(vec![
                sample::file("IHE_XDM/SUBSET01/METADATA.XML", metadata),
                sample::file("IHE_XDM/SUBSET01/DOC0001.XML", document.clone()),
            ]));
            let files = [(name, file.as_slice()), ("IHE_XDM.zip", &archive)];
            (written(number, "labo@labo.example", b"Bonjour", &files), vec![file, document])
        }
        _ => (written(number, "labo@labo.example", b"Veuillez trouver un bilan.", &[(name, &file)]), vec![file]),
    }
}

fn written(number: usize, from: &str, text: &[u8], files: &[(&str, &[u8])]) -> Vec<u8> {
    let base64 = |bytes: &[u8]| {
        let encoded = base64::prelude::BASE64_STANDARD.encode(bytes);
        let lines: Vec<String> =
            encoded.as_bytes().chunks(76).map(|line| String::from_utf8_lossy(line).into()).collect();
        lines.join("\r\n")
    };
    let mut out = format!(
        "From: Laboratoire <{from}>\r\nTo: alice@cabinet.example\r\nSubject: Bilan {number}\r\n\
         Message-ID: <bilan.{number}@labo.example>\r\nDate: Tue, 03 Feb 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=morceau\r\n\r\n--morceau\r\n\
         Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
        base64(text)
    );
    for (name, bytes) in files {
        let _ = write!(
            out,
            "--morceau\r\nContent-Type: application/octet-stream\r\n\
             Content-Disposition: attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
            base64(bytes)
        );
    }
    (out + "--morceau--\r\n").into_bytes()
}
