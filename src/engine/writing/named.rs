//! What the writer named for one message, beside what the profile has: the key to
//! sign it with, certificates of those it is for. It is kept nowhere.

use std::sync::Arc;

use crate::crypto::cert::Certificate;
use crate::domain::{Address, Draft, Email};
use crate::engine::seal::{self, Pen};
use crate::engine::{Engine, Fault, FaultKind, Subject};
use crate::sync::now;

use super::leave::email;

#[derive(Clone, Default)]
pub struct Named {
    pen: Option<Arc<Pen>>,
    certificates: Vec<(Email, Certificate)>,
}

impl std::fmt::Debug for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Named({} certificates, a key: {})", self.certificates.len(), self.pen.is_some())
    }
}

impl Named {
    pub(super) fn pen(&self) -> Option<Arc<Pen>> {
        self.pen.clone()
    }

    pub(super) fn certificate_of(&self, email: &Email) -> Option<&Certificate> {
        self.certificates.iter().find(|(of, _)| of == email).map(|(_, certificate)| certificate)
    }
}

impl Engine {
    /// `files` hold a certificate each, and say whose where its own words do not: a
    /// health card's names no address. Such a one is for whoever of To and Cc is
    /// without, in their order, and in the end for the writer; never for one of Bcc,
    /// whom it would betray to the others.
    pub async fn named(
        &self,
        draft: &Draft,
        pen: Option<Pen>,
        files: Vec<(Option<Email>, Vec<u8>)>,
    ) -> Result<Named, Fault> {
        let now = now();
        let read = files.into_iter().map(|(of, file)| Ok((of, seal::recipient(&file, now)?)));
        let given = read.collect::<Result<Vec<_>, Fault>>()?;
        let seen = emails(draft.to.iter().chain(&draft.cc).chain([&draft.from]));
        let known = self.certificates_of(seen.clone(), email(&draft.from)?).await?;
        let without = seen.into_iter().zip(known).filter_map(|(email, choice)| choice.is_err().then_some(email));
        let people = emails(draft.to.iter().chain(&draft.cc).chain(&draft.bcc).chain([&draft.from]));
        let certificates = shared_out(given, &people, without.collect()).ok_or_else(|| {
            let detail = "a certificate of nobody whom it is for";
            Fault::new(FaultKind::NoRecipientCertificate, Subject::File, detail)
        })?;
        Ok(Named { pen: pen.map(Arc::new), certificates })
    }
}

fn emails<'a>(people: impl Iterator<Item = &'a Address>) -> Vec<Email> {
    people.filter_map(|one| Email::parse(&one.email).ok()).collect()
}

/// None where one is left over: somebody was meant who is not there.
fn shared_out(
    given: Vec<(Option<Email>, Certificate)>,
    people: &[Email],
    mut without: Vec<Email>,
) -> Option<Vec<(Email, Certificate)>> {
    let (mut certificates, mut unnamed) = (Vec::with_capacity(given.len()), Vec::new());
    for (of, certificate) in given {
        let names = match of {
            Some(of) => vec![of],
            None => certificate.addresses().clone(),
        };
        if names.is_empty() {
            unnamed.push(certificate);
            continue;
        }
        let theirs: Vec<&Email> = names.iter().filter(|name| people.contains(name)).collect();
        if theirs.is_empty() {
            return None;
        }
        without.retain(|email| !theirs.contains(&email));
        certificates.extend(theirs.into_iter().map(|email| (email.clone(), certificate.clone())));
    }
    let mut without = without.into_iter();
    for certificate in unnamed {
        certificates.push((without.next()?, certificate));
    }
    Some(certificates)
}
