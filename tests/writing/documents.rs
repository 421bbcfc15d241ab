//! Health documents that are sent: from a file, out of a message that came, through
//! the practice's own servers, and read back as who gets them reads them.

use sceau::domain::check::Remark;
use sceau::domain::clinical::{Form, Packed, Sex, Traits};
use sceau::domain::{AccountDraft, Address, Carried, DraftId, InsKind, Security, Space, Writing};
use sceau::engine::{
    Chose, DocumentFault, FaultKind, Offer, Order, SealWish, SendFault, Setting, Sheet, subject_without_patient,
};
use sceau::extract;
use sceau::health::cda::{self, Body};
use sceau::health::xdm::{self, Archive, Integrity};
use sceau::mime;

use crate::mailbox::Desk;
use crate::support::Practice;

use super::{Office, now, patiently};

const COLLEAGUE: &str = "anne@clinique.mssante.example";
const PATIENT: &str = "299999999001241@patient.mssante.example";
const PDF: &[u8] = b"%PDF-1.4\nfin\n%%EOF\n";

/// A mailbox in the trusted space.
fn office() -> Office {
    let practice = Practice::start();
    let alice = practice.person("alice").clone();
    let mut desk = Desk::laying_out(&practice);
    let draft = AccountDraft { space: Space::Secure, ..practice.draft(&alice, Security::Tls) };
    let account = desk.add(draft, alice.secret());
    Office { practice, alice, desk, account }
}

fn cda(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/health/cda");
    std::fs::read_to_string(format!("{folder}/{name}")).unwrap()
}

/// Nobody: a month and a commune that do not exist.
fn form() -> Form {
    let traits = Traits {
        family: "D'Essai".into(),
        given: "Zoé Anne".into(),
        birth: "14/07/1999".into(),
        sex: Some(Sex::Female),
        place: "99999".into(),
        ins: "2 99 99 99 990 012 41".into(),
        kind: Some(InsKind::Nir),
        ..Traits::default()
    };
    Form {
        traits,
        title: "Avis de cardiologie".into(),
        kind: "11488-4".into(),
        date: "03/02/2026".into(),
        hidden: false,
    }
}

/// A message on which documents are put.
struct Desktop<'a> {
    office: &'a Office,
    id: DraftId,
    writing: Writing,
}

impl<'a> Desktop<'a> {
    fn new(office: &'a Office, to: &str) -> Self {
        let writing = office.letter(to, "Votre patiente", "Bonjour, voici le document.");
        let id = office.desk.ask(office.desk.engine.keep_draft(None, writing.clone()));
        Self { office, id, writing }
    }

    fn chosen(&self, name: &str, bytes: &[u8]) -> Offer {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        self.office.desk.ask(self.office.desk.engine.choose_document(path, None))
    }

    fn try_pack(&self, offer: Offer, form: Form) -> Result<Packed, FaultKind> {
        let sheet = Sheet { page: "{number} / {count}".into(), printed: [2026, 11, 22, 9, 0], ..Sheet::default() };
        let order = Order { chosen: offer.chosen, form, sheet, kind_is: "Type de document".into() };
        let packed = self.office.desk.engine.pack_document(self.id, self.writing.clone(), order);
        self.office.desk.try_ask(packed).map_err(|fault| fault.kind)
    }

    fn put(&mut self, name: &str, bytes: &[u8], form: Form) {
        let packed = self.try_pack(self.chosen(name, bytes), form).unwrap();
        self.writing.put_documents_in(packed);
        let kept = self.office.desk.engine.keep_draft(Some(self.id), self.writing.clone());
        assert_eq!(self.office.desk.ask(kept), self.id);
    }

    fn to(&mut self, people: &[&str]) {
        self.writing.draft.to = people.iter().map(|one| Address::new("", *one)).collect();
    }

    fn remarks(&self) -> Vec<Remark> {
        let mut writing = self.writing.clone();
        let named = sceau::engine::Named::default();
        self.office.desk.ask(self.office.desk.engine.look_over(&mut writing, SealWish::default(), &named))
    }

    fn refused(&self) -> FaultKind {
        let engine = &self.office.desk.engine;
        let fault =
            self.office.desk.try_ask(engine.post_draft(Some(self.id), self.writing.clone(), now())).unwrap_err();
        assert!(self.office.desk.ask(engine.outbox()).is_empty());
        fault.kind
    }

    fn sent(self) -> Letter {
        let before = self.office.practice.sent_outside();
        let _ = self.office.desk.ask(self.office.desk.engine.post_draft(Some(self.id), self.writing, now()));
        let letter = patiently("the letter outside", || {
            self.office.practice.sent_outside().into_iter().find(|one| !before.contains(one))
        });
        Letter(letter)
    }
}

/// What who gets it has.
struct Letter(Vec<u8>);

impl Letter {
    fn subject(&self) -> String {
        mime::read(&self.0).envelope.subject
    }

    fn header(&self, name: &str) -> Option<String> {
        let header = mime::header_text(&self.0);
        header.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")).map(str::to_owned))
    }

    fn files(&self) -> Vec<(String, Vec<u8>)> {
        let parts = mime::read(&self.0).parts.into_iter().filter(|part| !part.name.is_empty());
        parts.map(|part| (part.name, mime::part_bytes(&self.0, part.id).unwrap())).collect()
    }

    fn file(&self, name: &str) -> Vec<u8> {
        let files = self.files();
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        files.iter().find(|(one, _)| one == name).unwrap_or_else(|| panic!("{names:?}")).1.clone()
    }

    /// It is opened without a fault, and each of its files is the one that it speaks of.
    fn archive(&self) -> Archive {
        let archive = xdm::open(&self.file("IHE_XDM.zip")).unwrap();
        assert_eq!(archive.notices, []);
        assert!(archive.documents().all(|entry| entry.integrity == Integrity::Verified));
        archive
    }
}

#[test]
fn a_pdf_goes_as_a_document_that_says_whose_it_is() {
    let office = office();
    let mut desktop = Desktop::new(&office, COLLEAGUE);
    let offer = desktop.chosen("avis.pdf", PDF);
    assert_eq!(offer.chosen.what, Chose::Pdf { archival: false });
    desktop.put("avis.pdf", PDF, form());
    assert_eq!(desktop.remarks(), []);
    let letter = desktop.sent();
    assert_eq!(letter.subject(), "XDM/1.0/DDM+CR ou fiche de consultation ou de visite D'ESSAI Zoe 14/07/1999");
    assert_eq!(letter.header("X-MSS-CODECDA").as_deref(), Some("11488-4"));
    assert_eq!(letter.header("X-MSS-INS").as_deref(), Some("O"));
    assert_eq!(letter.file("20260203_CR_ou_fiche_de_consultation_ou_de_visite_D_ESSAI_Zoe.pdf"), PDF);
    let archive = letter.archive();
    let entry = archive.documents().next().unwrap();
    assert_eq!(archive.documents().count(), 1);
    assert_eq!((entry.class.as_ref().unwrap().code.as_str(), entry.title.as_str()), ("10", "Avis de cardiologie"));
    let document = archive.cda(entry).unwrap().unwrap();
    assert_eq!(entry.contradictions(&document), []);
    assert!(document.patient.is_qualified() && document.patient.family() == Some("D'Essai"));
    assert_eq!(document.date().unwrap().french(), "03/02/2026");
    assert_eq!(document.authors[0].family, "Fontaine");
    assert!(matches!(&document.body, Body::Embedded(file) if file.bytes == PDF));
}

#[test]
fn a_document_goes_to_the_byte_with_a_pdf_that_is_made_of_it() {
    let office = office();
    let mut desktop = Desktop::new(&office, COLLEAGUE);
    let text = cda("sortie.xml");
    let Chose::Clinical(told) = desktop.chosen("a.xml", text.as_bytes()).chosen.what else { panic!("no document") };
    assert_eq!((told.len(), told[0].has_pdf), (1, false));
    desktop.put("a.xml", text.as_bytes(), Form::default());
    let letter = desktop.sent();
    let subject = letter.subject();
    assert!(
        subject.starts_with("XDM/1.0/DDM+") && subject.ends_with("INVENTEE-FICTIVE CAMOMILLE 12/03/1954"),
        "{subject}"
    );
    assert_eq!(subject_without_patient(&subject), "Lettre de liaison à la sortie d'un établ");
    assert_eq!(letter.header("X-MSS-INS").as_deref(), Some("N"), "its number is of a test");
    let archive = letter.archive();
    assert_eq!(archive.bytes(archive.documents().next().unwrap()).unwrap(), text.as_bytes());
    let (name, pdf) = letter.files().into_iter().find(|(name, _)| name.to_lowercase().ends_with(".pdf")).unwrap();
    assert!(name.contains("_INVENTEE-FICTIVE_"), "{name}");
    let says = |words: &[u8]| pdf.windows(words.len()).any(|window| window == words);
    assert!(pdf.starts_with(b"%PDF-1.") && says(b"<pdfaid:part>1<") && says(b"<pdfaid:conformance>B<"));
    let bytes = sceau::child::Bytes(pdf.clone());
    let file = extract::Document { media_type: "application/pdf".into(), name, charset: None, bytes };
    let extract::Reading::Words(words) = extract::read(&file) else { panic!("no words") };
    for said in ["d'un établissement de soins", "INVENTÉE-FICTIVE", "12/03/1954", "HOSPITALIER"] {
        assert!(words.contains(said), "{said}: {words}");
    }
}

#[test]
fn two_documents_of_a_patient_share_an_archive_and_no_other_patient_comes_in() {
    let office = office();
    let mut desktop = Desktop::new(&office, COLLEAGUE);
    let (biology, discharge) = (cda("biologie.xml"), cda("sortie-n1-texte.xml"));
    desktop.put("bio.xml", biology.as_bytes(), Form::default());
    let again = desktop.try_pack(desktop.chosen("bio.xml", biology.as_bytes()), Form::default());
    assert_eq!(again.unwrap_err(), FaultKind::Document(DocumentFault::Twice));
    let other = desktop.try_pack(desktop.chosen("avis.pdf", PDF), form());
    assert_eq!(other.unwrap_err(), FaultKind::Document(DocumentFault::OtherPatient));
    let closed = desktop.try_pack(desktop.chosen("rtf.xml", cda("sortie-n1-rtf.xml").as_bytes()), Form::default());
    assert_eq!(closed.unwrap_err(), FaultKind::Document(DocumentFault::NoPdf));
    desktop.put("sortie.xml", discharge.as_bytes(), Form::default());
    assert_eq!(desktop.writing.draft.carried.len(), 3, "one archive, two PDF");
    let letter = desktop.sent();
    assert!(letter.subject().starts_with("XDM/1.0/DDM+2 documents INVENTEE-FICTIVE"), "{}", letter.subject());
    assert_eq!(letter.header("X-MSS-CODECDA").unwrap().split(',').count(), 2);
    assert_eq!((letter.archive().documents().count(), letter.files().len()), (2, 3));
}

#[test]
fn what_is_hidden_from_somebody_does_not_leave_for_them() {
    let office = office();
    let mut desktop = Desktop::new(&office, PATIENT);
    desktop.put("sortie.xml", cda("sortie.xml").as_bytes(), Form::default());
    let email = |text: &str| sceau::domain::Email::parse(text).unwrap();
    assert_eq!(desktop.remarks()[0], Remark::HiddenFromPatients(vec![email(PATIENT)]));
    assert_eq!(desktop.refused(), FaultKind::Sending(SendFault::Hidden));
    desktop.to(&[COLLEAGUE]);
    assert_eq!(desktop.remarks(), [], "professionals may have it");

    let masked = cda("sortie.xml").replace("INVISIBLE_PATIENT", "MASQUE_PS");
    let mut desktop = Desktop::new(&office, COLLEAGUE);
    desktop.put("sortie.xml", masked.as_bytes(), Form::default());
    assert_eq!(desktop.remarks()[0], Remark::HiddenFromProfessionals(vec![email(COLLEAGUE)]));
    assert_eq!(desktop.refused(), FaultKind::Sending(SendFault::Hidden));
    desktop.to(&["199999999001241@patient.mssante.example"]);
    assert_eq!(desktop.refused(), FaultKind::Sending(SendFault::OtherPatient));
    desktop.to(&[PATIENT]);
    assert!(!desktop.remarks().iter().any(Remark::stops));

    // The same as a plain file, beside no archive.
    let plain = office.letter(PATIENT, "Votre document", "Bonjour");
    let file = office.desk.ask(office.desk.engine.enclose(
        None,
        plain.clone(),
        "lettre.xml".into(),
        cda("sortie.xml").into_bytes(),
    ));
    let mut writing = plain;
    writing.draft.carried.push(file.carried);
    let desktop = Desktop { office: &office, id: file.draft, writing };
    assert_eq!(desktop.refused(), FaultKind::Sending(SendFault::Hidden));
}

#[test]
fn no_patient_is_named_to_those_outside() {
    let office = office();
    let mut desktop = Desktop::new(&office, "paul@ailleurs.example");
    desktop.put("avis.pdf", PDF, form());
    assert_eq!(desktop.refused(), FaultKind::Sending(SendFault::PatientNamed));
    desktop.writing.draft.subject = subject_without_patient(&desktop.writing.draft.subject);
    assert_eq!(desktop.sent().subject(), "CR ou fiche de consultation ou de visite");
}

#[test]
fn a_draft_has_its_document_after_a_restart_and_loses_all_of_it_at_once() {
    let mut office = office();
    let mut desktop = Desktop::new(&office, COLLEAGUE);
    desktop.put("avis.pdf", PDF, form());
    let (id, before) = (desktop.id, desktop.writing.clone());
    office.desk = office.desk.restart();
    let kept = office.kept().remove(0);
    assert_eq!((kept.id, &kept.writing), (id, &before));
    assert!(kept.writing.enclosed.is_some());
    office.desk.engine.send(sceau::engine::Command::Watch);
    office.desk.until_in_step();
    let letter = Desktop { office: &office, id, writing: kept.writing }.sent();
    assert_eq!(letter.header("X-MSS-CODECDA").as_deref(), Some("11488-4"));
    assert_eq!(letter.archive().documents().count(), 1);

    let mut desktop = Desktop::new(&office, COLLEAGUE);
    desktop.put("avis.pdf", PDF, form());
    desktop.writing.take_documents_out();
    let letter = desktop.sent();
    assert_eq!((letter.subject().as_str(), letter.files().len()), ("Votre patiente", 0));
    assert_eq!((letter.header("X-MSS-CODECDA"), letter.header("X-MSS-INS")), (None, None));
}

#[test]
fn a_document_that_came_goes_on_to_somebody_else_as_it_came() {
    let office = office();
    let mut desktop = Desktop::new(&office, COLLEAGUE);
    desktop.put("sortie.xml", cda("sortie.xml").as_bytes(), Form::default());
    let Letter(bytes) = desktop.sent();
    office.practice.deliver(&office.alice, "INBOX", [bytes]);
    let engine = &office.desk.engine;
    let row = patiently("it in the inbox", || {
        engine.send(sceau::engine::Command::Sync(office.account));
        let rows = office.desk.list(office.account, "INBOX");
        rows.into_iter().find(|id| office.desk.try_ask(engine.opened(*id)).is_ok())
    });
    let opened = office.desk.ask(engine.opened(row));
    let part = opened.parts.iter().find(|part| part.name == "IHE_XDM.zip" && part.may_be_clinical()).unwrap().id;
    let (writing, offer) = office.desk.ask(engine.send_on(row, part, Setting::default()));
    let Chose::Clinical(told) = &offer.chosen.what else { panic!("no document") };
    assert_eq!(told[0].traits.family, "INVENTÉE-FICTIVE");
    let id = office.desk.ask(engine.keep_draft(None, writing.clone()));
    let mut desktop = Desktop { office: &office, id, writing };
    let packed = desktop.try_pack(offer, Form::default()).unwrap();
    desktop.writing.put_documents_in(packed);
    desktop.to(&[PATIENT]);
    assert_eq!(desktop.refused(), FaultKind::Sending(SendFault::Hidden), "it is as hidden as it was");
    desktop.to(&["bernard@clinique.mssante.example"]);
    let letter = desktop.sent();
    let archive = letter.archive();
    assert_eq!(archive.bytes(archive.documents().next().unwrap()).unwrap(), cda("sortie.xml").as_bytes());

    // An answer knows whom the message is about.
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("avis.pdf"), PDF).unwrap();
    let offer = office.desk.ask(engine.choose_document(folder.path().join("avis.pdf"), Some(row)));
    let patient = offer.patient.unwrap();
    assert_eq!((patient.family.as_str(), patient.birth.as_str()), ("INVENTÉE-FICTIVE", "12/03/1954"));
}

#[test]
fn an_archive_that_is_forwarded_keeps_what_is_said_around_it() {
    let office = office();
    let mut desktop = Desktop::new(&office, COLLEAGUE);
    desktop.put("avis.pdf", PDF, form());
    let archive = desktop.writing.draft.carried.iter().find_map(|one| match one {
        Carried::File { file, name, .. } if name == "IHE_XDM.zip" => Some(*file),
        _ => None,
    });
    assert_eq!(archive, desktop.writing.enclosed.as_ref().map(|enclosed| enclosed.archive));
    // No window put it there: what leaves is looked at, not what is remembered.
    desktop.writing.enclosed = None;
    let letter = desktop.sent();
    assert_eq!(letter.header("X-MSS-CODECDA").as_deref(), Some("11488-4"));
    let document = letter.archive();
    let entry = document.documents().next().unwrap();
    assert!(cda::read(document.bytes(entry).unwrap()).unwrap().patient.is_qualified());
}
