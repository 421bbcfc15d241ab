//! What stops a message, looked at once more where it leaves: whoever gives it away
//! may have looked at something else, or at nothing.

use crate::domain::check::{Around, Remark, check};
use crate::domain::clinical::Inside;
use crate::domain::{Draft, Email, Manner, Writing, weight};
use crate::engine::fault::CardFault;
use crate::engine::{Engine, Fault, FaultKind, SendFault, Subject};
use crate::sync::now;

use super::begin::put_bodies;
use super::named::Named;

impl Engine {
    /// Bytes that a message comes to on the wire, written out as it is now.
    pub async fn weigh(&self, writing: Writing) -> Result<u64, Fault> {
        let mut writing = writing;
        put_bodies(&mut writing);
        let (bytes, _) = self.letter_of(&writing.draft, now(), Vec::new(), false).await?;
        Ok(weight::sealed(as_it_goes(&writing.draft).wishes, bytes.len() as u64))
    }

    /// Nothing stops a draft that was written out to so many bytes.
    pub(super) async fn may_leave(
        &self,
        draft: &Draft,
        written: u64,
        named: &Named,
        inside: &Inside,
    ) -> Result<(), Fault> {
        let draft = as_it_goes(draft);
        let account = self.account_of(draft.account).await?;
        let people = draft.to.iter().chain(&draft.cc).chain(&draft.bcc);
        let emails: Vec<Email> = people.filter_map(|one| Email::parse(&one.email).ok()).collect();
        let standing =
            if draft.wishes.encrypt { self.standing_with(emails, account.id, named).await? } else { Vec::new() };
        let around = Around {
            account: &account,
            sending: &account.draft.sending,
            trusted: &self.trusted_space().await?,
            standing: &standing,
            // What is missing is found where it is signed.
            can_sign: true,
            // That stops nothing.
            own_cipher: true,
            size: weight::sealed(draft.wishes, written),
            limit: self.sending_limit(account.id),
            inside,
        };
        let stops = check(&draft, &around).into_iter().find_map(|remark| stopped(&remark));
        stops.map_or(Ok(()), |kind| Err(Fault::new(kind, Subject::Account(account.id), "it is not to leave so")))
    }
}

/// What is redirected stays as it is sealed.
fn as_it_goes(draft: &Draft) -> Draft {
    let mut draft = draft.clone();
    if draft.source.is_some_and(|source| source.manner == Manner::Redirect) {
        (draft.wishes.sign, draft.wishes.encrypt, draft.must_encrypt) = (false, false, false);
    }
    draft
}

/// None for what is only to be confirmed.
fn stopped(remark: &Remark) -> Option<FaultKind> {
    Some(match remark {
        Remark::NoServer => FaultKind::Sending(SendFault::NoServer),
        Remark::NoRecipient => FaultKind::Sending(SendFault::Recipients),
        Remark::UnfitAddresses(_) => FaultKind::BadAddress,
        Remark::TooLarge { .. } => FaultKind::Sending(SendFault::TooLarge),
        Remark::TooMany { .. } => FaultKind::Sending(SendFault::Crowd),
        Remark::Forbidden(_) => FaultKind::Sending(SendFault::Outside),
        Remark::WouldBeBared => FaultKind::Sending(SendFault::Bare),
        Remark::NoKey => FaultKind::Card(CardFault::NoKey),
        Remark::Uncertified(_) => FaultKind::NoRecipientCertificate,
        Remark::HiddenFromProfessionals(_) | Remark::HiddenFromPatients(_) => FaultKind::Sending(SendFault::Hidden),
        Remark::OtherPatients(_) => FaultKind::Sending(SendFault::OtherPatient),
        Remark::PatientNamed(_) => FaultKind::Sending(SendFault::PatientNamed),
        Remark::HiddenFromGuardians(_)
        | Remark::UnruledDocument(_)
        | Remark::Unqualified(_)
        | Remark::SeveralPatients
        | Remark::DocumentInClear(_)
        | Remark::Outside(_)
        | Remark::Unlisted(_)
        | Remark::Apicrypt(_)
        | Remark::Patients(_)
        | Remark::NothingAttached
        | Remark::Blanks(_)
        | Remark::NoSubject
        | Remark::ManyInCc(_)
        | Remark::UnreadableCopy => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Remark, stopped};

    #[test]
    fn what_stops_a_message_in_its_window_stops_it_here_too() {
        let remarks = [
            Remark::NoServer,
            Remark::NoRecipient,
            Remark::UnfitAddresses(Vec::new()),
            Remark::TooLarge { size: 2, limit: 1 },
            Remark::TooMany { count: 2, limit: 1 },
            Remark::Forbidden(Vec::new()),
            Remark::WouldBeBared,
            Remark::NoKey,
            Remark::Uncertified(Vec::new()),
            Remark::HiddenFromProfessionals(Vec::new()),
            Remark::HiddenFromPatients(Vec::new()),
            Remark::OtherPatients(Vec::new()),
            Remark::PatientNamed(Vec::new()),
            Remark::HiddenFromGuardians(Vec::new()),
            Remark::UnruledDocument(Vec::new()),
            Remark::Unqualified(Vec::new()),
            Remark::SeveralPatients,
            Remark::DocumentInClear(Vec::new()),
            Remark::Outside(Vec::new()),
            Remark::Unlisted(Vec::new()),
            Remark::Apicrypt(Vec::new()),
            Remark::Patients(Vec::new()),
            Remark::NothingAttached,
            Remark::Blanks(Vec::new()),
            Remark::NoSubject,
            Remark::ManyInCc(11),
            Remark::UnreadableCopy,
        ];
        for remark in remarks {
            assert_eq!(stopped(&remark).is_some(), remark.stops(), "{remark:?}");
        }
    }
}
