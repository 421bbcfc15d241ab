//! From a draft to the outbox: written as a message, signed, encrypted, and given
//! away. Once it is posted nothing of it changes any more.
//!
//! A message that is to be signed or encrypted never goes out otherwise: what
//! fails here leaves the draft a draft.

use std::sync::Arc;

use crate::crypto::cert::Certificate;
use crate::crypto::smime::{self, Header, Recipient, Sheet};
use crate::crypto::{Key, KeyError};
use crate::domain::clinical::Inside;
use crate::domain::{
    Account, AccountId, Address, Circle, Draft, DraftId, Email, Manner, Outgoing, OutgoingId, Secret, Sending,
    Timestamp, TrustedSpace, Wishes, Writing,
};
use crate::engine::fault::CardFault;
use crate::engine::seal::{Pen, faults as words};
use crate::engine::{Engine, Fault, FaultKind, SendFault, Subject};
use crate::health::mss;
use crate::mime::answer::is_for_integration;
use crate::sync::now;

use super::begin::put_bodies;
use super::named::Named;
use super::people::serves;

/// What a mailbox can do for a message that is being written in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Means {
    pub sending: Sending,
    pub trusted: TrustedSpace,
    /// There is a key to sign with.
    pub can_sign: bool,
    /// What is encrypted for oneself can be read here.
    pub own_cipher: bool,
    /// Bytes that the server takes, where it has told.
    pub limit: Option<u64>,
}

/// How a message goes.
#[derive(Debug, Clone, Default)]
pub struct Posting {
    /// For a key that wants its code each time.
    pub code: Option<Secret>,
    /// Not before then.
    pub later: Option<Timestamp>,
    /// The number that the health reference gives to this product (`X-MSS-NIL`).
    pub nil: Option<String>,
}

/// A message in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// The first is the one that is copied; those of Bcc may have one each.
    pub ids: Vec<OutgoingId>,
    /// Without brackets.
    pub message_id: String,
}

impl Engine {
    pub async fn means(&self, account: AccountId) -> Result<Means, Fault> {
        let account = self.account_of(account).await?;
        Ok(Means { limit: self.sending_limit(account.id), ..self.means_here(&account).await? })
    }

    /// Without what the server has told.
    pub(super) async fn means_here(&self, account: &Account) -> Result<Means, Fault> {
        let own = account.draft.email.clone();
        let own_cipher = self.certificates_of(vec![own.clone()], own.clone()).await?.iter().any(Result::is_ok);
        let sending = account.draft.sending.clone();
        let trusted = self.trusted_space().await?;
        Ok(Means { sending, trusted, can_sign: self.can_sign(&own).await?, own_cipher, limit: None })
    }

    /// There is a key to sign with for who writes from that address.
    pub async fn can_sign(&self, writer: &Email) -> Result<bool, Fault> {
        let signs = |der: &[u8]| Certificate::read(der).is_ok_and(|one| one.uses().signature && serves(&one, writer));
        let on_card = self.inner.card.seen();
        let on_card = on_card.iter().flat_map(|seen| &seen.token.certificates).any(|one| signs(&one.der.0));
        Ok(on_card || self.soft_keys().await?.iter().any(|key| signs(key.certificate())))
    }

    /// Gives the message to the outbox; the draft is one again if it is taken
    /// back from there.
    pub async fn post_draft(
        &self,
        id: Option<DraftId>,
        writing: Writing,
        posting: Posting,
    ) -> Result<OutgoingId, Fault> {
        let handed = self.post_draft_with(id, writing, posting, Named::default()).await?;
        let nobody = || Fault::new(FaultKind::Sending(SendFault::Recipients), Subject::Profile, "nobody");
        handed.ids.first().copied().ok_or_else(nobody)
    }

    /// The same, sealed with what was named for it.
    pub async fn post_draft_with(
        &self,
        id: Option<DraftId>,
        writing: Writing,
        posting: Posting,
        named: Named,
    ) -> Result<Handed, Fault> {
        // Half a message to some of its people is not to be: who stops waiting stops nothing.
        let engine = self.clone();
        let posted = self.inner.handle.spawn(async move {
            engine.is_not_posted(id).await?;
            let id = engine.keep_draft(id, writing.clone()).await?;
            let mut writing = writing;
            put_bodies(&mut writing);
            engine.leave(id, writing, posting, &named).await
        });
        posted.await.map_err(|_| crate::engine::faults::worker())?
    }

    /// A draft that is no more was sent: it is not made anew to be sent once more.
    async fn is_not_posted(&self, id: Option<DraftId>) -> Result<(), Fault> {
        let Some(id) = id else { return Ok(()) };
        match self.kept_draft(id).await? {
            Some(kept) if !kept.posted => Ok(()),
            _ => {
                Err(Fault::new(FaultKind::Sending(SendFault::Posted), Subject::Profile, "the draft was posted before"))
            }
        }
    }

    async fn leave(&self, id: DraftId, mut writing: Writing, posting: Posting, named: &Named) -> Result<Handed, Fault> {
        let draft = &mut writing.draft;
        let date = now();
        let (inside, header) = (self.inside(draft).await?, header(draft));
        let mut fields = headers(draft, posting.nil.as_deref());
        if header != Header::Hidden {
            fields.extend(of_documents(&inside));
        }
        let (bytes, message_id) = self.letter_of(draft, date, fields, header == Header::Hidden).await?;
        self.may_leave(draft, bytes.len() as u64, named, &inside).await?;
        let redirects = draft.source.is_some_and(|source| source.manner == Manner::Redirect);
        let signs = draft.wishes.sign && !redirects;
        let letter = match named.pen() {
            Some(pen) if signs => {
                let signed = self.on_a_thread(move || pen.sign(Sheet { message: &bytes, header }, date, false));
                Letter::from(signed.await??)
            }
            None if signs => Letter::from(self.signed(bytes, header, &draft.from, posting.code).await?),
            _ => Letter { header, ..Letter::from(bytes) },
        };
        let grace = self.grace(draft.account).await?;
        let not_before = posting.later.or_else(|| (grace > 0).then(|| Timestamp(date.0 + i64::from(grace))));
        let ground = Ground { draft, id, message_id: message_id.clone(), not_before };
        let parcels = if draft.wishes.encrypt && !redirects {
            self.encrypted(&ground, letter, named).await?
        } else {
            vec![ground.outgoing(Arc::unwrap_or_clone(letter.bytes), &[&draft.to, &draft.cc, &draft.bcc])?]
        };
        let ids = self.post_all(parcels).await?;
        Ok(Handed { ids, message_id })
    }

    /// Encrypted for those who are named in it, and for each of those who are
    /// not apart: a message says for whom it is encrypted.
    async fn encrypted(&self, ground: &Ground<'_>, letter: Letter, named: &Named) -> Result<Vec<Outgoing>, Fault> {
        let draft = ground.draft;
        let mut groups: Vec<Vec<Address>> = Vec::new();
        let seen: Vec<Address> = draft.to.iter().chain(&draft.cc).cloned().collect();
        if !seen.is_empty() {
            groups.push(seen);
        }
        groups.extend(draft.bcc.iter().map(|one| vec![one.clone()]));
        let mut parcels = Vec::with_capacity(groups.len());
        for people in groups {
            let copied = parcels.is_empty() && !draft.wishes.no_copy;
            let bytes = self.encrypted_for(&people, &draft.from, copied, letter.clone(), named).await?;
            let mut parcel = ground.outgoing(bytes, &[&people])?;
            if !parcels.is_empty() {
                parcel.copy = false;
            }
            parcels.push(parcel);
        }
        Ok(parcels)
    }

    /// `copied`: the writer is to read it too.
    async fn encrypted_for(
        &self,
        people: &[Address],
        from: &Address,
        copied: bool,
        letter: Letter,
        named: &Named,
    ) -> Result<Vec<u8>, Fault> {
        let mut emails = emails(people)?;
        let others = emails.len();
        let from = email(from)?;
        emails.extend(copied.then(|| from.clone()));
        let choices = self.certificates_of(emails.clone(), from).await?;
        let mut certificates = Vec::with_capacity(choices.len());
        for (place, (email, choice)) in emails.iter().zip(choices).enumerate() {
            match named.certificate_of(email).cloned().or(choice.ok().map(|choice| choice.certificate)) {
                Some(certificate) => certificates.push(certificate),
                // The writer was told that the copy could not be read here.
                None if place >= others => {}
                None => {
                    let detail = "no certificate for one of them";
                    return Err(Fault::new(FaultKind::NoRecipientCertificate, Subject::Profile, detail));
                }
            }
        }
        self.on_a_thread(move || {
            let to: Vec<_> =
                certificates.iter().map(|one| Recipient { certificate: one.der(), capabilities: None }).collect();
            let sheet = Sheet { message: &letter.bytes, header: letter.header };
            smime::encrypt(sheet, &to).map_err(|error| words::write(&error))
        })
        .await?
    }

    /// For nobody but the writer.
    pub(super) async fn encrypted_for_self(&self, draft: &Draft, bytes: Vec<u8>) -> Result<Vec<u8>, Fault> {
        let header = if draft.wishes.hide_subject { Header::Hidden } else { Header::Outside };
        let letter = Letter { header, ..Letter::from(bytes) };
        self.encrypted_for(std::slice::from_ref(&draft.from), &draft.from, false, letter, &Named::default()).await
    }

    /// Signed with the key that is for this address, or else the card's; never with
    /// somebody else's.
    async fn signed(
        &self,
        bytes: Vec<u8>,
        header: Header,
        from: &Address,
        code: Option<Secret>,
    ) -> Result<Vec<u8>, Fault> {
        let kept = self.soft_keys().await?;
        let (inner, from) = (self.inner.clone(), email(from)?);
        self.on_a_thread(move || {
            let on_card = inner.card_keys(code).into_iter().map(|key| Arc::new(key) as Arc<dyn Key>);
            let keys: Vec<Arc<dyn Key>> = on_card.chain(kept).collect();
            let none = || {
                let unfit = Fault::new(FaultKind::Card(CardFault::NoKey), Subject::Profile, "no key for signing");
                if keys.is_empty() { words::key(KeyError::Gone) } else { unfit }
            };
            let key = best(&keys, &from).ok_or_else(none)?;
            let sheet = Sheet { message: &bytes, header };
            let signed = Pen::of_key(key, inner.card.authorities()).sign(sheet, now(), false);
            if signed.is_err() {
                // The card may not be what it was thought to be.
                inner.card.look_again();
            }
            signed
        })
        .await?
    }

    async fn grace(&self, account: AccountId) -> Result<u16, Fault> {
        let accounts = self.accounts().await?;
        Ok(accounts.iter().find(|one| one.id == account).map_or(0, |account| account.draft.sending.grace))
    }
}

/// What is encrypted, and what becomes of its header: that of what is signed is in
/// its place already.
#[derive(Clone)]
struct Letter {
    bytes: Arc<Vec<u8>>,
    header: Header,
}

impl From<Vec<u8>> for Letter {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes: Arc::new(bytes), header: Header::Outside }
    }
}

fn header(draft: &Draft) -> Header {
    match draft.wishes {
        Wishes { hide_subject: false, .. } => Header::Outside,
        // The software that files such documents waits for this very subject.
        Wishes { encrypt: true, .. } if is_for_integration(&draft.subject) => Header::Outside,
        Wishes { encrypt: true, .. } => Header::Hidden,
        _ => Header::Signed,
    }
}

/// What all that comes of a draft has in common.
struct Ground<'a> {
    draft: &'a Draft,
    id: DraftId,
    message_id: String,
    not_before: Option<Timestamp>,
}

impl Ground<'_> {
    fn outgoing(&self, bytes: Vec<u8>, people: &[&[Address]]) -> Result<Outgoing, Fault> {
        let draft = self.draft;
        let from = email(&draft.from)?;
        Ok(Outgoing {
            account: draft.account,
            from,
            to: emails(&people.concat())?,
            bcc: draft.bcc.clone(),
            subject: draft.subject.clone(),
            people: people.concat(),
            message_id: self.message_id.clone(),
            bytes,
            copy: !draft.wishes.no_copy,
            delivery_report: draft.wishes.delivery_report,
            answered: draft.source,
            not_before: self.not_before,
            draft: Some(self.id),
        })
    }
}

/// The key whose certificate names the address; else one that names none, as a
/// health card does. One that names another address is somebody else's.
fn best(keys: &[Arc<dyn Key>], from: &Email) -> Option<Arc<dyn Key>> {
    let signing: Vec<(&Arc<dyn Key>, Certificate)> = keys
        .iter()
        .filter_map(|key| Some((key, Certificate::read(key.certificate()).ok()?)))
        .filter(|(_, certificate)| certificate.uses().signature && serves(certificate, from))
        .collect();
    let named = signing.iter().find(|(_, one)| one.addresses().contains(from));
    named.or(signing.first()).map(|(key, _)| Arc::clone(key))
}

/// What is written above the message beside its people and its subject.
fn headers(draft: &Draft, nil: Option<&str>) -> Vec<(String, String)> {
    let mut headers = Vec::new();
    if draft.wishes.read_receipt {
        headers.push(("Disposition-Notification-To".to_owned(), format!("<{}>", draft.from.email)));
    }
    if let Some(nil) = nil.map(str::trim).filter(|nil| !nil.is_empty()) {
        headers.push(("X-MSS-NIL".to_owned(), nil.to_owned()));
    }
    let people = draft.to.iter().chain(&draft.cc).chain(&draft.bcc);
    let patient = |one: &Address| Email::parse(&one.email).is_ok_and(|one| one.circle() == Circle::Patient);
    if draft.wishes.last_word && people.into_iter().any(patient) {
        headers.push(("X-MSS-MES".to_owned(), "FIN".to_owned()));
    }
    headers
}

/// What MSSanté asks to be said of the documents in an archive.
fn of_documents(inside: &Inside) -> Vec<(String, String)> {
    if inside.codes.is_empty() {
        return Vec::new();
    }
    let qualified = if inside.qualified { "O" } else { "N" };
    vec![(mss::CODES.to_owned(), inside.codes.join(",")), (mss::INS.to_owned(), qualified.to_owned())]
}

fn emails(people: &[Address]) -> Result<Vec<Email>, Fault> {
    let mut all: Vec<Email> = Vec::with_capacity(people.len());
    for person in people {
        let email = email(person)?;
        if !all.contains(&email) {
            all.push(email);
        }
    }
    Ok(all)
}

pub(super) fn email(person: &Address) -> Result<Email, Fault> {
    Email::parse(&person.email).map_err(|error| Fault::new(FaultKind::BadAddress, Subject::Profile, error.to_string()))
}
