//! The archive of a message, with the PDF of what was added beside it. One archive for
//! all documents of a message: what is added is packed anew with what is there.

use crate::domain::clinical::{Enclosed, Form, Packed};
use crate::domain::{Account, DraftId, Writing};
use crate::engine::{DocumentFault, Engine, Fault, FaultKind, Subject, faults};
use crate::health::cda::{self, Document, Participant};
use crate::health::code::{Code, LOINC, MASKING, PERSONS};
use crate::health::hl7::Identifier;
use crate::health::moment::Moment;
use crate::health::pack::{self, Item, NotPacked, NotWrapped, Parcel, Software, Wrapping};
use crate::health::xdm::{self, Archive, Integrity, Status};
use crate::health::{kind, mss, name};
use crate::sync::now;

use super::{Order, Source, What, identity, may_name};

/// Why an archive is sent, and its set.
const REASONS: &str = "1.2.250.1.213.2.2";
/// Numbers that are nobody else's, made here (ITU-T X.667).
const NUMBERS: &str = "2.25";
/// Those of doctors begin so.
const RPPS: &str = "8";
const RPPS_DIGITS: usize = 11;

impl Engine {
    /// Packs what was chosen for a draft, with what its message carries already.
    pub async fn pack_document(&self, id: DraftId, writing: Writing, order: Order) -> Result<Packed, Fault> {
        let account = self.account_of(writing.draft.account).await?;
        let before = match &writing.enclosed {
            Some(enclosed) => self.packed_before(enclosed).await?,
            None => Vec::new(),
        };
        let (house, form) = (author(&account), order.form.clone());
        let chosen = order.chosen.clone();
        let fresh = self.on_a_thread(move || match &chosen.what {
            What::Clinical(_) => Ok(Vec::clone(&chosen.sources)),
            What::Pdf { .. } => wrapped(&chosen, &form, &house).map(|source| vec![source]),
        });
        let fresh = fresh.await??;
        let mut pdfs = Vec::with_capacity(fresh.len());
        for source in &fresh {
            let document = read(&source.bytes)?;
            pdfs.push((twin_name(&document), self.twin(&document, &source.bytes, &order).await?));
        }
        let sources = [before, fresh].concat();
        let (archive, subject) = self.on_a_thread(move || archive(&sources, &account)).await??;
        let kept = self.enclose(Some(id), writing.clone(), pack::NAME.to_owned(), archive).await?;
        let mut twins = Vec::with_capacity(pdfs.len());
        for (name, pdf) in pdfs {
            twins.push(self.enclose(Some(id), writing.clone(), name, pdf).await?.carried);
        }
        Ok(Packed { archive: kept.carried, twins, subject })
    }

    async fn packed_before(&self, enclosed: &Enclosed) -> Result<Vec<Source>, Fault> {
        let kept = self.inner.store.enclosure(enclosed.archive).await.map_err(faults::store)?;
        let gone = || Fault::new(FaultKind::NotHere, Subject::File, "the archive of a draft is gone");
        let bytes = kept.ok_or_else(gone)?;
        self.on_a_thread(move || {
            let archive = xdm::open(&bytes).map_err(|why| fault(DocumentFault::Damaged, &why.to_string()))?;
            sources(&archive)
        })
        .await?
    }
}

/// The documents of an archive, with what METADATA.XML alone says of them.
pub(super) fn sources(archive: &Archive) -> Result<Vec<Source>, Fault> {
    let mut sources = Vec::new();
    for entry in archive.documents().filter(|entry| entry.status != Status::Deleted) {
        match archive.cda(entry) {
            Some(Ok(_)) => {}
            Some(Err(why)) => return Err(fault(DocumentFault::Damaged, &why.to_string())),
            // Left out, it would be missed by whoever gets the new archive.
            None => return Err(fault(DocumentFault::Mixed, "a document that is no CDA")),
        }
        if matches!(entry.integrity, Integrity::Mismatch { .. }) {
            return Err(fault(DocumentFault::Damaged, "it is not the file that METADATA.XML speaks of"));
        }
        sources.push(Source {
            bytes: archive.bytes(entry).unwrap_or_default().to_vec(),
            class: entry.class.clone(),
            format: entry.format.clone(),
            facility: entry.facility.clone(),
            practice: entry.practice.clone(),
            masking: entry.confidentiality.clone(),
        });
    }
    Ok(sources)
}

/// A PDF in a document whose header says what was confirmed.
fn wrapped(chosen: &super::Chosen, form: &Form, author: &Participant) -> Result<Source, Fault> {
    let incomplete = || fault(DocumentFault::Incomplete, "something of the form is missing");
    let pdf = &chosen.sources.first().ok_or_else(incomplete)?.bytes;
    let kind = kind::Kind::of_code(&form.kind).ok_or_else(incomplete)?.code();
    let patient = identity::confirmed(form);
    let written = moment_now().ok_or_else(incomplete)?;
    let act = identity::day(&form.date).ok_or_else(incomplete)?;
    if patient.birth_date.is_none() {
        return Err(incomplete());
    }
    let title = name::collapsed(&form.title);
    let hidden = [Code::new("INVISIBLE_PATIENT", MASKING, "Non visible par le patient")];
    let bytes = pack::wrap(&Wrapping {
        pdf,
        patient: &patient,
        author,
        custodian: author,
        code: &kind,
        title: if title.is_empty() { &kind.label } else { &title },
        id: &number()?,
        set: &number()?,
        version: 1,
        replaces: None,
        act,
        written,
        masking: if form.hidden { &hidden } else { &[] },
        facility: None,
        practice: None,
    });
    let bytes = bytes.map_err(|why| match why {
        NotWrapped::NotPdf => fault(DocumentFault::Neither, "the file is no PDF"),
        NotWrapped::NoName | NotWrapped::Incomplete => incomplete(),
    })?;
    Ok(Source { bytes, ..Source::default() })
}

/// The archive, and the subject of the message that carries it.
fn archive(sources: &[Source], account: &Account) -> Result<(Vec<u8>, String), Fault> {
    let documents = sources.iter().map(|source| read(&source.bytes)).collect::<Result<Vec<_>, _>>()?;
    let first = documents.first().ok_or_else(|| fault(DocumentFault::Neither, "no document"))?;
    let classes: Vec<Code> = sources
        .iter()
        .zip(&documents)
        .map(|(source, document)| source.class.clone().unwrap_or_else(|| kind::class(&document.code.code)))
        .collect();
    let items: Vec<Item<'_>> = sources.iter().zip(&classes).map(|(source, class)| item(source, class)).collect();
    let parcel = Parcel {
        documents: &items,
        sender: &author(account),
        at: moment_now().ok_or_else(|| fault(DocumentFault::Incomplete, "no time"))?,
        title: if first.title.is_empty() { first.code.shown() } else { &first.title },
        source: &house_number(account),
        id: &number()?,
        content_type: &Code::new("07", REASONS, "Consultation"),
        software: Software { name: "Sceau", version: env!("CARGO_PKG_VERSION"), vendor: "Sceau" },
    };
    let bytes = pack::pack(&parcel).map_err(|why| {
        let kind = match why {
            NotPacked::SeveralPatients => DocumentFault::OtherPatient,
            NotPacked::Twice => DocumentFault::Twice,
            _ => DocumentFault::Damaged,
        };
        fault(kind, &why.to_string())
    })?;
    Ok((bytes, subject(&documents, account)))
}

fn item<'a>(source: &'a Source, class: &'a Code) -> Item<'a> {
    Item {
        bytes: &source.bytes,
        class,
        format: source.format.as_ref(),
        facility: source.facility.as_ref(),
        practice: source.practice.as_ref(),
        masking: &source.masking,
    }
}

/// With the patient where the mailbox stands in the trusted space; else without.
fn subject(documents: &[Document], account: &Account) -> String {
    let types: Vec<&str> = documents.iter().map(|document| document.code.shown()).collect();
    let replaces = documents.iter().any(|document| !document.replaces.is_empty());
    let named = documents.first().filter(|_| may_name(account));
    named.and_then(|first| mss::write(&types, &first.patient, replaces)).unwrap_or_else(|| mss::label(&types))
}

/// As the rule asks; where a part of that is not known, by its kind alone.
fn twin_name(document: &Document) -> String {
    let kind = document.code.shown();
    let order = document.orders.first().filter(|_| document.code.system == LOINC && document.code.code == "11502-2");
    let order = order.map(|order| order.extension.as_str()).filter(|order| !order.is_empty());
    mss::file_name(document.date(), kind, &document.patient, order).unwrap_or_else(|| {
        let plain = name::without_accents(kind);
        let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let words = words.collect::<Vec<_>>().join("_");
        if words.is_empty() { "document.pdf".to_owned() } else { format!("{words}.pdf") }
    })
}

fn read(bytes: &[u8]) -> Result<Document, Fault> {
    cda::read(bytes).map_err(|why| fault(DocumentFault::Damaged, &why.to_string()))
}

/// Who sends, as far as the mailbox says it.
fn author(account: &Account) -> Participant {
    let (family, given) = parted(&account.draft.holder);
    let rpps: String = account.draft.sending.author.rpps.chars().filter(char::is_ascii_digit).collect();
    let id = if rpps.len() == RPPS_DIGITS {
        Identifier::new(PERSONS, &format!("{RPPS}{rpps}"))
    } else {
        Identifier::default()
    };
    let title = Some(account.draft.sending.author.title.trim().to_owned()).filter(|title| !title.is_empty());
    Participant {
        id,
        name: account.draft.holder.clone(),
        civility: title,
        family,
        given,
        house_name: account.draft.label.clone(),
        ..Participant::default()
    }
}

/// Name and first name: what is in capitals is the name, else what comes last.
fn parted(holder: &str) -> (String, String) {
    let is_title = |word: &&str| {
        ["dr", "dr.", "pr", "pr.", "docteur", "professeur", "m.", "mme"].contains(&word.to_lowercase().as_str())
    };
    let words: Vec<&str> = holder.split_whitespace().skip_while(is_title).collect();
    let is_capital = |word: &&str| word.chars().count() > 1 && !word.chars().any(char::is_lowercase);
    let (capital, small): (Vec<&str>, Vec<&str>) = words.iter().copied().partition(|word| is_capital(word));
    if !capital.is_empty() && !small.is_empty() {
        return (capital.join(" "), small.join(" "));
    }
    match words.split_last() {
        Some((last, before)) => ((*last).to_owned(), before.join(" ")),
        None => (holder.trim().to_owned(), String::new()),
    }
}

/// Of where it is sent from: always the same for a mailbox.
fn house_number(account: &Account) -> String {
    use sha2::{Digest as _, Sha256};
    let digest: [u8; 32] = Sha256::digest(account.draft.email.as_str().to_lowercase()).into();
    let mut half = [0; 16];
    half.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    oid(half, 8)
}

/// One that nobody else gives.
fn number() -> Result<String, Fault> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| faults::worker())?;
    Ok(oid(bytes, 4))
}

/// A UUID of that version, as a number below `2.25`.
fn oid(bytes: [u8; 16], version: u128) -> String {
    let mut number = u128::from_be_bytes(bytes);
    number = (number & !(0xf << 76)) | (version << 76);
    number = (number & !(0x3 << 62)) | (0x2 << 62);
    format!("{NUMBERS}.{number}")
}

pub(super) fn moment_now() -> Option<Moment> {
    let offset = jiff::Zoned::now().offset().seconds() / 60;
    Moment::of_unix(now().0, i16::try_from(offset).unwrap_or_default())
}

pub(super) fn fault(kind: DocumentFault, detail: &str) -> Fault {
    Fault::new(FaultKind::Document(kind), Subject::File, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_holder_has_a_name_and_a_first_name() {
        let both = |holder: &str| {
            let (family, given) = parted(holder);
            format!("{family}/{given}")
        };
        assert_eq!(both("Dr Alice Fontaine"), "Fontaine/Alice");
        assert_eq!(both("Docteur Anne LE GOFF"), "LE GOFF/Anne");
        assert_eq!(both("MARTIN Jean-Luc"), "MARTIN/Jean-Luc");
        assert_eq!(both("Secrétariat"), "Secrétariat/");
    }

    #[test]
    fn numbers_are_short_enough_and_of_their_version() {
        let one = number().unwrap();
        assert!(one.len() <= 64 && one != number().unwrap(), "{one}");
        let bits: u128 = oid([0xff; 16], 4).strip_prefix("2.25.").unwrap().parse().unwrap();
        assert_eq!(((bits >> 76) & 0xf, (bits >> 62) & 0x3), (4, 2));
    }
}
