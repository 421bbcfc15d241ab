//! What is to be said of the health documents of a message: whether they may go where
//! it goes, and whether what stands around them says too much.

use super::{Around, Remark};
use crate::domain::clinical::Way;
use crate::domain::{Circle, Draft, Email, Space, is_marked};

/// Of a matricule, without its key.
const BODY: usize = 13;

pub(super) fn remarks(draft: &Draft, people: &[Email], around: &Around<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let of = |circle: &dyn Fn(Circle) -> bool| -> Vec<Email> {
        people.iter().filter(|one| circle(around.trusted.circle(one))).cloned().collect()
    };
    let outside = of(&|circle| circle == Circle::Outside);
    let encrypts = draft.wishes.encrypt;
    // Who hides the subject hides the name in it, but never in this form; and all
    // that an ordinary mailbox sends goes by roads that anybody may read.
    let ordinary = around.account.draft.space == Space::Ordinary;
    let named = if ordinary { people.to_vec() } else { outside };
    if is_marked(&draft.subject) && !named.is_empty() {
        remarks.push(Remark::PatientNamed(named));
    }
    let inside = around.inside;
    if inside.is_empty() {
        return remarks;
    }
    let (patients, others) = (of(&|circle| circle == Circle::Patient), of(&|circle| circle != Circle::Patient));
    if !patients.is_empty() {
        let strangers: Vec<Email> = patients.iter().filter(|one| is_another(one, &inside.numbers)).cloned().collect();
        if !strangers.is_empty() {
            remarks.push(Remark::OtherPatients(strangers));
        }
        match inside.ways.to_patients {
            Way::Free => {}
            Way::Asked => remarks.push(Remark::HiddenFromGuardians(patients.clone())),
            Way::Barred => remarks.push(Remark::HiddenFromPatients(patients.clone())),
        }
        if !inside.qualified {
            remarks.push(Remark::Unqualified(patients));
        }
    }
    if !others.is_empty() {
        match inside.ways.to_professionals {
            Way::Free => {}
            Way::Asked => remarks.push(Remark::UnruledDocument(others)),
            Way::Barred => remarks.push(Remark::HiddenFromProfessionals(others)),
        }
    }
    if inside.several {
        remarks.push(Remark::SeveralPatients);
    }
    if ordinary && !encrypts && !people.is_empty() {
        remarks.push(Remark::DocumentInClear(people.to_vec()));
    }
    remarks
}

/// The number that the address is made of is none of those in the documents. Where
/// they have none, nothing can be told.
fn is_another(patient: &Email, numbers: &[String]) -> bool {
    let local = patient.as_str().split('@').next().unwrap_or_default().to_uppercase();
    let body: String = local.chars().take(BODY).collect();
    !numbers.is_empty() && !numbers.contains(&body)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{COLLEAGUE, account, draft, email};
    use super::super::{Around, Remark, check};
    use crate::domain::clinical::{Inside, Way, Ways};
    use crate::domain::{Draft, Sending, Space, TrustedSpace};

    const PATIENT: &str = "299999999001241@patient.mssante.example";

    fn inside(ways: Ways) -> Inside {
        Inside {
            places: vec![0],
            codes: vec!["11488-4".to_owned()],
            qualified: true,
            ways,
            numbers: vec!["2999999990012".to_owned()],
            several: false,
        }
    }

    fn said(draft: &Draft, space: Space, inside: &Inside) -> Vec<Remark> {
        let (account, sending) = (account(space), Sending::default());
        let around = Around {
            account: &account,
            sending: &sending,
            trusted: &TrustedSpace::BY_NAME,
            standing: &[],
            can_sign: true,
            own_cipher: true,
            size: 1000,
            limit: None,
            inside,
        };
        check(draft, &around)
    }

    #[test]
    fn what_is_hidden_from_the_patient_goes_to_professionals_alone() {
        let hidden = inside(Ways { to_patients: Way::Barred, ..Ways::default() });
        assert_eq!(said(&draft(&[COLLEAGUE]), Space::Secure, &hidden), []);
        let remarks = said(&draft(&[COLLEAGUE, PATIENT]), Space::Secure, &hidden);
        assert_eq!(remarks[0], Remark::HiddenFromPatients(vec![email(PATIENT)]));
        assert!(remarks[0].stops());
    }

    #[test]
    fn what_is_hidden_from_professionals_goes_to_the_patient_alone() {
        let hidden = inside(Ways { to_professionals: Way::Barred, ..Ways::default() });
        let remarks = said(&draft(&[COLLEAGUE]), Space::Secure, &hidden);
        assert_eq!(remarks, [Remark::HiddenFromProfessionals(vec![email(COLLEAGUE)])]);
        assert!(remarks[0].stops());
        assert!(!said(&draft(&[PATIENT]), Space::Secure, &hidden).iter().any(Remark::stops));
    }

    #[test]
    fn what_no_rule_allows_is_asked_about() {
        let asked = inside(Ways { to_professionals: Way::Asked, to_patients: Way::Asked });
        assert_eq!(
            said(&draft(&[COLLEAGUE]), Space::Secure, &asked),
            [Remark::UnruledDocument(vec![email(COLLEAGUE)])]
        );
        let remarks = said(&draft(&[PATIENT]), Space::Secure, &asked);
        assert!(remarks.contains(&Remark::HiddenFromGuardians(vec![email(PATIENT)])));
        assert!(!remarks.iter().any(Remark::stops));
    }

    #[test]
    fn nobody_gets_another_patient_s_document() {
        let other = "199999999001241@patient.mssante.example";
        let remarks = said(&draft(&[other]), Space::Secure, &inside(Ways::default()));
        assert_eq!(remarks[0], Remark::OtherPatients(vec![email(other)]));
        assert!(remarks[0].stops());
        let unsaid = Inside { numbers: Vec::new(), qualified: false, ..inside(Ways::default()) };
        let remarks = said(&draft(&[other]), Space::Secure, &unsaid);
        assert!(remarks.contains(&Remark::Unqualified(vec![email(other)])) && !remarks.iter().any(Remark::stops));
    }

    #[test]
    fn no_patient_is_named_outside_the_trusted_space() {
        let mut letter = draft(&[COLLEAGUE, "paul@ailleurs.example"]);
        letter.subject = "XDM/1.0/DDM+CR de consultation ESSAI Max".to_owned();
        let remarks = said(&letter, Space::Secure, &Inside::default());
        assert_eq!(remarks[0], Remark::PatientNamed(vec![email("paul@ailleurs.example")]));
        assert!(remarks[0].stops());
        let _ = letter.to.pop();
        assert_eq!(said(&letter, Space::Secure, &inside(Ways::default())), []);
        // Whose mailbox is of no trusted space, to nobody at all.
        letter.wishes.encrypt = true;
        let remarks = said(&letter, Space::Ordinary, &inside(Ways::default()));
        assert!(remarks.contains(&Remark::PatientNamed(vec![email(COLLEAGUE)])));
    }

    #[test]
    fn a_document_in_clear_from_an_ordinary_mailbox_is_asked_about() {
        let mut letter = draft(&[COLLEAGUE]);
        let documents = inside(Ways::default());
        let people = vec![email(COLLEAGUE)];
        assert_eq!(said(&letter, Space::Ordinary, &documents), [Remark::DocumentInClear(people)]);
        letter.wishes.encrypt = true;
        assert!(
            !said(&letter, Space::Ordinary, &documents).iter().any(|one| matches!(one, Remark::DocumentInClear(_)))
        );
        let two = Inside { several: true, ..documents };
        assert_eq!(said(&draft(&[COLLEAGUE]), Space::Secure, &two), [Remark::SeveralPatients]);
    }
}
