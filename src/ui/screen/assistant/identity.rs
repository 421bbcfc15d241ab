//! The first step: whose mailbox it is, and the password, or the certificate that
//! a server asks for.

use crate::domain::{BadEmail, Email, Fingerprint, Secret, Space};

#[derive(Clone)]
pub(super) struct Identity {
    pub email: String,
    pub password: Secret,
    pub password_shown: bool,
    pub holder: String,
    /// What the user chose; until then the address decides.
    chosen: Option<Space>,
    /// What could be shown to a server that asks for a certificate.
    pub certificates: Vec<OwnCertificate>,
    /// The one that is shown.
    pub shown: Option<Fingerprint>,
    /// It says it all: no password goes with it.
    pub certificate_alone: bool,
    /// Somebody tried to go on: from now on what is missing is said.
    pub tried: bool,
}

/// A certificate of the user's, on a card or kept here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnCertificate {
    pub fingerprint: Fingerprint,
    pub name: String,
    pub on_card: bool,
}

impl Identity {
    /// No password is wanted.
    pub(super) fn is_by_certificate(&self) -> bool {
        self.shown.is_some() && self.certificate_alone
    }

    /// A password, or what stands in its place.
    pub(super) fn can_sign_in(&self) -> bool {
        self.is_by_certificate() || !self.password.is_empty()
    }

    pub(super) fn new() -> Self {
        Self {
            email: String::new(),
            password: Secret::new(""),
            password_shown: false,
            holder: String::new(),
            chosen: None,
            certificates: Vec::new(),
            shown: None,
            certificate_alone: false,
            tried: false,
        }
    }

    pub(super) fn choose(&mut self, space: Space) {
        self.chosen = Some(space);
    }

    /// Operators of the trusted space give addresses under `….mssante.fr`.
    pub(super) fn space(&self) -> Space {
        let domain = self.email.rsplit_once('@').map_or("", |(_, domain)| domain);
        self.chosen.unwrap_or(if domain.to_lowercase().contains("mssante") { Space::Secure } else { Space::Ordinary })
    }

    pub(super) fn parsed(&self) -> Result<Email, BadEmail> {
        Email::parse(&self.email)
    }

    /// What to say under the address, once the user has tried to go on.
    pub(super) fn email_words(&self) -> Option<&'static str> {
        let wrong = self.parsed().err().filter(|_| self.tried)?;
        Some(match wrong {
            _ if self.email.trim().is_empty() => "assistant-email-missing",
            BadEmail::NoAt => "assistant-email-no-at",
            BadEmail::NoLocalPart => "assistant-email-no-local-part",
            BadEmail::BadDomain => "assistant-email-bad-domain",
            BadEmail::BadCharacter => "assistant-email-bad-character",
        })
    }

    pub(super) fn password_words(&self) -> Option<&'static str> {
        (self.tried && !self.can_sign_in()).then_some("assistant-password-missing")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(email: &str) -> Identity {
        Identity { email: email.to_owned(), ..Identity::new() }
    }

    #[test]
    fn an_address_of_the_trusted_space_is_known_by_its_domain() {
        assert_eq!(with("anne@cabinet.mssante.example").space(), Space::Secure);
        assert_eq!(with("anne@cabinet.MSSante.example").space(), Space::Secure);
        assert_eq!(with("mssante@cabinet.example").space(), Space::Ordinary);
        assert_eq!(with("").space(), Space::Ordinary);
    }

    #[test]
    fn what_the_user_chose_stands_whatever_is_typed_next() {
        let mut identity = with("anne@cabinet.example");
        identity.choose(Space::Secure);
        identity.email = "anne@hopital.example".to_owned();
        assert_eq!(identity.space(), Space::Secure);
    }

    #[test]
    fn a_bad_address_says_why_but_not_before_one_goes_on() {
        let table = [
            ("", "assistant-email-missing"),
            ("anne", "assistant-email-no-at"),
            ("@cabinet.example", "assistant-email-no-local-part"),
            ("anne@cabinet", "assistant-email-bad-domain"),
            ("an ne@cabinet.example", "assistant-email-bad-character"),
        ];
        for (email, wanted) in table {
            let mut identity = with(email);
            assert_eq!(identity.email_words(), None);
            identity.tried = true;
            assert_eq!(identity.email_words(), Some(wanted), "{email}");
        }
    }
}
