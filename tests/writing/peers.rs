//! What leaves a window is checked and opened by the programs of others, with their
//! keys.

use std::fs;

use sceau::domain::{Address, Wishes};
use sceau::mime;

use super::sealed::Sealed;
use super::{now, patiently};
use crate::support::certificates::address;
use crate::support::gpgsm::Gpgsm;
use crate::support::taken_apart::{beside, enclosed};

const WORDS: &str = "La créatinine est à 142.\nFrom demain, contrôle. \n.\nBien à vous";

impl Sealed {
    /// What comes out of the practice for Léa, written in a window.
    pub(super) fn sent(&self, subject: &str, change: impl FnOnce(&mut Wishes)) -> Vec<u8> {
        let (office, engine) = (&self.office, &self.office.desk.engine);
        let before = office.practice.sent_outside();
        let mut writing = office.letter(&address("lea"), subject, WORDS);
        writing.draft.to = vec![Address::new("Dr Léa Désiré", address("lea"))];
        change(&mut writing.draft.wishes);
        let _ = office.desk.ask(engine.post_draft(None, writing, now()));
        patiently("the letter outside", || {
            office.practice.until_delivered();
            office.practice.sent_outside().into_iter().find(|letter| !before.contains(letter))
        })
    }
}

#[test]
fn gpgsm_checks_and_opens_what_leaves_a_window() {
    let sealed = Sealed::open();
    let folder = tempfile::Builder::new().prefix("gpgsm.").tempdir_in("/tmp").unwrap();
    let gpgsm = Gpgsm::new(folder.path(), &sealed.authority.root, &sealed.lea, &[&sealed.mine]);
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    let verified = |letter: &[u8]| {
        let (content, signature) = beside(letter);
        write("content", content);
        write("signature", &signature);
        let _ = gpgsm.must("--verify signature content");
        write("content", &[content, b"Et ceci.\r\n"].concat());
        let _ = gpgsm.run("--verify signature content").unwrap_err();
        mime::read(content)
    };

    // The server keeps lines in its own way: as they went over the wire.
    let wire = |letter: Vec<u8>| String::from_utf8(letter).unwrap().replace('\n', "\r\n").into_bytes();
    let signed = wire(sealed.sent("Résultat", |wishes| wishes.sign = true));
    assert_eq!(verified(&signed).text, WORDS);

    let closed = wire(sealed.sent("Résultat", |wishes| (wishes.sign, wishes.encrypt) = (true, true)));
    assert!(!String::from_utf8_lossy(&closed).contains("multipart/signed"));
    write("enveloped", &enclosed(&closed));
    // It complains of the writer, whose key it has not, and opens it with Léa's.
    let said = gpgsm.run("--output opened --decrypt enveloped");
    let opened = fs::read(folder.path().join("opened")).unwrap_or_else(|_| panic!("{said:?}"));
    assert_eq!(verified(&opened).text, WORDS, "signed, then encrypted");
}
