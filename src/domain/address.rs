//! Addresses: an e-mail address that can be compared, and a person with one.

use serde::{Deserialize, Serialize};

/// An e-mail address in the form in which two are compared: the domain in
/// lower-case ASCII (IDNA), the local part as it came. Comparison ignores the
/// case of the local part too: no server of the trade tells `Anne` from `anne`,
/// and a person reading them would not.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email {
    text: String,
    at: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadEmail {
    #[error("no @ in the address")]
    NoAt,
    #[error("nothing before the @")]
    NoLocalPart,
    #[error("not a domain name after the @")]
    BadDomain,
    #[error("a character that no address holds")]
    BadCharacter,
}

impl Email {
    pub fn parse(text: &str) -> Result<Self, BadEmail> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(BadEmail::NoAt)?;
        if local.is_empty() || local.len() > 256 {
            return Err(BadEmail::NoLocalPart);
        }
        let quoted = local.len() > 1 && local.starts_with('"') && local.ends_with('"');
        let forbidden = |c: char| c.is_control() || (!quoted && (c.is_whitespace() || "<>(),;:\\\"[]@".contains(c)));
        if local.chars().any(forbidden) {
            return Err(BadEmail::BadCharacter);
        }
        let domain = idna::domain_to_ascii_strict(domain).map_err(|_| BadEmail::BadDomain)?;
        if domain.is_empty() || !domain.contains('.') && domain != "localhost" {
            return Err(BadEmail::BadDomain);
        }
        let at = local.len();
        Ok(Self { text: format!("{local}@{domain}"), at })
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn local_part(&self) -> &str {
        self.text.get(..self.at).unwrap_or_default()
    }

    pub fn domain(&self) -> &str {
        self.text.get(self.at + 1..).unwrap_or_default()
    }
}

impl PartialEq for Email {
    fn eq(&self, other: &Self) -> bool {
        self.domain() == other.domain() && self.local_part().to_lowercase() == other.local_part().to_lowercase()
    }
}

impl Eq for Email {}

impl std::fmt::Display for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl TryFrom<String> for Email {
    type Error = BadEmail;
    fn try_from(text: String) -> Result<Self, BadEmail> {
        Self::parse(&text)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.text
    }
}

/// A person as a header names them. The address is kept as it was written:
/// what cannot be parsed is still shown, and never compared.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Address {
    pub name: String,
    pub email: String,
}

impl Address {
    pub fn new(name: impl Into<String>, email: impl Into<String>) -> Self {
        Self { name: name.into(), email: email.into() }
    }

    /// What a list shows: the name, or the address where there is none.
    pub fn display(&self) -> &str {
        if self.name.is_empty() { &self.email } else { &self.name }
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.name.as_str(), self.email.as_str()) {
            ("", email) => f.write_str(email),
            (name, "") => f.write_str(name),
            (name, email) => write!(f, "{name} <{email}>"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BadEmail, Email};

    #[test]
    fn an_address_is_compared_after_idna_and_case() {
        let one = Email::parse("Anne.Durand@Cabinet-Été.example").unwrap();
        let two = Email::parse("anne.durand@xn--cabinet-t-i4ab.example").unwrap();
        assert_eq!(one, two);
        assert_eq!(one.domain(), "xn--cabinet-t-i4ab.example");
    }

    #[test]
    fn what_is_not_an_address_says_why() {
        assert_eq!(Email::parse("anne"), Err(BadEmail::NoAt));
        assert_eq!(Email::parse("@cabinet.example"), Err(BadEmail::NoLocalPart));
        assert_eq!(Email::parse("anne@cabinet"), Err(BadEmail::BadDomain));
        assert_eq!(Email::parse("anne durand@cabinet.example"), Err(BadEmail::BadCharacter));
        assert_eq!(Email::parse("a@b@cabinet.example"), Err(BadEmail::BadCharacter));
    }
}
