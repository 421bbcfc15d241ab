//! Who an address says that it belongs to: a patient, the trusted space of
//! health messaging, or anybody. The name of its domain is all that is asked:
//! the lists of the trusted space are no matter of this module.

use super::Email;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Circle {
    /// `…@patient.mssante.fr`: a patient, by Mon espace santé.
    Patient,
    /// In the trusted space (MSSanté).
    Trusted,
    Outside,
}

const TRUSTED: &str = "mssante.fr";
const PATIENTS: &str = "patient.mssante.fr";

impl Email {
    pub fn circle(&self) -> Circle {
        let domain = self.domain();
        if domain == PATIENTS {
            Circle::Patient
        } else if domain == TRUSTED || domain.strip_suffix(TRUSTED).is_some_and(|rest| rest.ends_with('.')) {
            Circle::Trusted
        } else {
            Circle::Outside
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_of_the_trusted_space_by_its_end_alone() {
        let circle = |address: &str| Email::parse(address).unwrap().circle();
        assert_eq!(circle("anne.martin@medecin.mssante.fr"), Circle::Trusted);
        assert_eq!(circle("anne.martin@Medecin.MSSANTE.fr"), Circle::Trusted);
        assert_eq!(circle("123456789012345@patient.mssante.fr"), Circle::Patient);
        assert_eq!(circle("anne@fauxmssante.fr"), Circle::Outside);
        assert_eq!(circle("anne@medecin.mssante.fr.example"), Circle::Outside);
    }
}
