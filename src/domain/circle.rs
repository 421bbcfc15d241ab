//! Who an address says that it belongs to: a patient, the trusted space of
//! health messaging, or anybody. The name of its domain is all that is asked:
//! what the white list says of it is told by [`super::TrustedSpace`].

use super::Email;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Circle {
    /// `…@patient.mssante.fr`: a patient, by Mon espace santé.
    Patient,
    /// In the trusted space (MSSanté).
    Trusted,
    /// Its name is of the trusted space, and the white list does not have it: said
    /// by [`super::TrustedSpace`] alone.
    Unlisted,
    Outside,
}

/// The second is that of invented people: nobody can have a domain there.
const TRUSTED: [&str; 2] = ["mssante.fr", "mssante.example"];
const PATIENTS: &str = "patient";
/// An older messaging of doctors, with a cipher of its own: what is sent there in
/// clear is read by a program, if at all.
const APICRYPT: [&str; 2] = ["apicrypt.org", "apicrypt.example"];

impl Email {
    pub fn circle(&self) -> Circle {
        let within = TRUSTED.iter().find_map(|trusted| self.domain().strip_suffix(trusted));
        match within.map(|rest| (rest, rest.strip_suffix('.'))) {
            Some((_, Some(PATIENTS))) => Circle::Patient,
            Some(("", _) | (_, Some(_))) => Circle::Trusted,
            _ => Circle::Outside,
        }
    }

    /// An address of Apicrypt.
    pub fn is_apicrypt(&self) -> bool {
        let rest = APICRYPT.iter().find_map(|apicrypt| self.domain().strip_suffix(apicrypt));
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
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
        assert_eq!(circle("anne@patient.medecin.mssante.fr"), Circle::Trusted);
        assert_eq!(circle("anne@mssante.fr"), Circle::Trusted);
    }

    #[test]
    fn an_address_of_apicrypt_is_told_by_its_end() {
        let is = |address: &str| Email::parse(address).unwrap().is_apicrypt();
        assert!(is("anne.martin@medical75.apicrypt.org") && is("anne@apicrypt.org"));
        assert!(!is("anne@fauxapicrypt.org") && !is("anne@apicrypt.org.example"));
    }
}
