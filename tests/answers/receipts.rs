//! Receipts that go out once and as the rules say; reports that come back to
//! what was sent.

use std::time::{Duration, Instant};

use sceau::domain::receipt::{Decision, Disposition, Fate, Policy};
use sceau::domain::{Flag, Gesture, MessageId, Role};
use sceau::engine::{Command, FaultKind, ReceiptAnswer, SendFault};
use sceau::mime;

use super::Office;
use crate::support::Letter;

fn asking(subject: &str, header: &str) -> String {
    format!(
        "Return-Path: <lea@ailleurs.example>\r\nFrom: Dr Désiré <lea@ailleurs.example>\r\nTo: alice@cabinet.example\r\n\
         Subject: {subject}\r\nMessage-ID: <{subject}@ailleurs.example>\r\nDate: Sat, 21 Nov 2026 10:00:00 +0100\r\n\
         Disposition-Notification-To: lea@ailleurs.example\r\n{header}\r\nBonjour\r\n"
    )
}

fn send(automatic: bool) -> ReceiptAnswer {
    ReceiptAnswer::Send { text: "Votre message a été affiché.".to_owned(), automatic }
}

fn patiently<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < Duration::from_mins(1), "{what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

impl Office {
    fn decision(&self, id: MessageId, policy: Policy) -> Decision {
        self.desk.ask(self.desk.engine.receipt_decision(id, policy))
    }

    fn answer_receipt(&self, id: MessageId, answer: ReceiptAnswer) -> Result<bool, FaultKind> {
        self.desk.try_ask(self.desk.engine.answer_receipt(id, answer)).map_err(|fault| fault.kind)
    }

    fn is_marked(&self, id: MessageId) -> bool {
        self.desk.ask(self.desk.engine.summary(id)).flags.has(Flag::ReceiptSent)
    }

    fn outside(&self, count: usize) -> Vec<Vec<u8>> {
        patiently("receipts outside", || {
            let sent = self.practice.sent_outside();
            (sent.len() >= count).then_some(sent)
        })
    }

    /// How many messages the server has that a search finds.
    fn there(&self, folder: &str, query: &str) -> usize {
        let mut args = vec!["search", "-u", &self.alice.email, "mailbox", folder];
        args.extend(query.split(' '));
        self.practice.doveadm(&args).lines().count()
    }
}

#[test]
fn a_receipt_is_given_once_on_all_workstations_and_is_what_the_rules_want() {
    let office = Office::with([asking("Lettre", "").as_str()]);
    let id = office.message("INBOX", "Lettre");
    assert_eq!(office.decision(id, Policy::Ask), Decision::Ask);
    assert_eq!(office.decision(id, Policy::Always), Decision::Send);
    assert_eq!(office.decision(id, Policy::Never), Decision::Nothing);
    assert_eq!(office.answer_receipt(id, send(true)), Ok(true));
    assert_eq!(office.answer_receipt(id, send(false)), Ok(false), "it was given");
    assert_eq!(office.answer_receipt(id, ReceiptAnswer::Refuse), Ok(false));
    assert_eq!(office.decision(id, Policy::Ask), Decision::Nothing);

    let sent = office.outside(1);
    let letter = String::from_utf8(sent[0].clone()).unwrap();
    assert!(letter.starts_with("Return-path: <>\n"), "{letter}");
    assert!(letter.contains("Auto-Submitted: auto-replied"), "{letter}");
    let report = mime::receipt::report(&sent[0]).unwrap();
    assert_eq!(report.original.as_deref(), Some("Lettre@ailleurs.example"));
    assert_eq!(report.news[0].recipient, "alice@cabinet.example");
    let displayed = Fate::Disposed { disposition: Disposition::Displayed, automatic: false, error: None };
    assert_eq!(report.news[0].fate, displayed);

    office.desk.engine.send(Command::Sync(office.account));
    patiently("the keyword", || (office.there("INBOX", "keyword $MDNSent") == 1).then_some(()));
    assert_eq!(office.practice.sent_outside().len(), 1);
}

#[test]
fn a_receipt_that_is_refused_is_not_asked_about_again() {
    let office = Office::with([asking("Lettre", "").as_str()]);
    let id = office.message("INBOX", "Lettre");
    assert_eq!(office.answer_receipt(id, ReceiptAnswer::Refuse), Ok(true));
    assert!(office.is_marked(id));
    assert_eq!(office.decision(id, Policy::Always), Decision::Nothing);
    assert_eq!(office.practice.sent_outside().len(), 0);
}

#[test]
fn nothing_goes_by_itself_that_the_rules_keep_back() {
    let elsewhere = asking("Ailleurs", "").replace("Notification-To: lea@", "Notification-To: paul@");
    let letters = [
        elsewhere,
        asking("Liste", "List-Id: <l.example>\r\n"),
        asking("Rien", "").replace("Disposition-Notification-To", "X-Nothing"),
        asking("Moi", "").replace("<lea@ailleurs.example>\r\nTo", "<alice@cabinet.example>\r\nTo"),
    ];
    let office = Office::with(letters.iter().map(String::as_str));
    let id = office.message("INBOX", "Ailleurs");
    assert_eq!(office.decision(id, Policy::Always), Decision::Ask);
    assert_eq!(office.answer_receipt(id, send(true)), Err(FaultKind::NotHere));
    assert!(!office.is_marked(id));
    for subject in ["Liste", "Rien", "Moi"] {
        let id = office.message("INBOX", subject);
        assert_eq!(office.decision(id, Policy::Always), Decision::Nothing, "{subject}");
        assert_eq!(office.answer_receipt(id, send(false)), Err(FaultKind::NotHere), "{subject}");
    }
    let junk = Gesture::Junk(vec![id]);
    let _ = office.desk.ask(office.desk.engine.perform(junk));
    let folders = office.desk.folders(office.account);
    let folder = folders.iter().find(|folder| folder.role == Some(Role::Junk)).unwrap().path.clone();
    assert_eq!(office.decision(office.message(&folder, "Ailleurs"), Policy::Ask), Decision::Nothing);
    assert_eq!(office.practice.sent_outside().len(), 0);
}

#[test]
fn a_receipt_that_does_not_leave_may_be_given_later() {
    let refused = asking("Lettre", "").replace("Notification-To: lea@", "Notification-To: refuse@");
    let office = Office::with([refused.as_str()]);
    let id = office.message("INBOX", "Lettre");
    let kind = office.answer_receipt(id, send(false));
    assert_eq!(kind, Err(FaultKind::Sending(SendFault::Recipients)));
    assert!(!office.is_marked(id));
    assert_eq!(office.decision(id, Policy::Ask), Decision::Ask);
}

fn report(original: &str, disposition: &str) -> String {
    format!(
        "From: lea@ailleurs.example\r\nTo: alice@cabinet.example\r\nSubject: Lu {disposition}\r\n\
         Date: Sat, 21 Nov 2026 11:00:00 +0100\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=disposition-notification; boundary=a\r\n\r\n--a\r\n\r\nLu.\r\n--a\r\n\
         Content-Type: message/disposition-notification\r\n\r\nFinal-Recipient: rfc822;lea@ailleurs.example\r\n\
         Original-Message-ID: <{original}>\r\nDisposition: manual-action/MDN-sent-manually; {disposition}\r\n\r\n--a--\r\n"
    )
}

#[test]
fn what_comes_back_is_tied_to_what_was_sent_and_the_other_way_round() {
    let sent = "From: alice@cabinet.example\r\nTo: lea@ailleurs.example\r\nSubject: Envoi\r\n\
        Message-ID: <envoi@cabinet.example>\r\nDate: Sat, 21 Nov 2026 10:00:00 +0100\r\n\r\nBonjour\r\n";
    let theirs = "From: paul@ailleurs.example\r\nTo: alice@cabinet.example\r\nSubject: Autre\r\n\
        Message-ID: <autre@ailleurs.example>\r\nDate: Sat, 21 Nov 2026 10:00:00 +0100\r\n\r\nBonjour\r\n";
    let letters = [
        Letter::new(sent),
        Letter::new(theirs),
        Letter::new(report("envoi@cabinet.example", "displayed")),
        Letter::new(report("autre@ailleurs.example", "deleted")),
        Letter::new(report("inconnu@ailleurs.example", "processed")),
    ];
    let office = Office::with(letters);
    let opened = |subject: &str| office.desk.ask(office.desk.engine.opened(office.message("INBOX", subject)));
    // Headers come first, and the list is in step before every body is here.
    let came = patiently("the receipt", || {
        let came = opened("Envoi").receipts.came;
        (!came.is_empty()).then_some(came)
    });
    assert_eq!((came.len(), came[0].news.recipient.as_str()), (1, "lea@ailleurs.example"));
    assert_eq!(came[0].message, office.message("INBOX", "Lu displayed"));
    let back = opened("Lu displayed").receipts;
    assert_eq!(back.about, Some(office.message("INBOX", "Envoi")));
    assert_eq!(back.report.unwrap().original.as_deref(), Some("envoi@cabinet.example"));
    assert!(opened("Autre").receipts.came.is_empty(), "nobody is owed a report on what others wrote");
    let unknown = opened("Lu processed").receipts;
    assert!(unknown.report.is_some() && unknown.about.is_none());
}
