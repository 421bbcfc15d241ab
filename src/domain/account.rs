//! An account: a mailbox, the servers it lives on, and how to get in.

use serde::{Deserialize, Serialize};

use super::export::Exporting;
use super::{AccountId, Email, Fingerprint, Sending, Timestamp};

/// Seconds, on average.
const MONTH: i64 = 2_629_746;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub id: AccountId,
    #[serde(flatten)]
    pub draft: AccountDraft,
}

/// All that the user says of an account. The password is not among it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountDraft {
    /// What the folder pane calls it.
    pub label: String,
    /// The holder, as written in From.
    pub holder: String,
    pub email: Email,
    /// The login name, most often the address. With [`AuthMethod::Certificate`]
    /// it may be empty: the server reads the name in the certificate.
    pub user: String,
    pub auth: AuthMethod,
    /// What is shown to servers that ask who comes, before any login.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<ClientCertificate>,
    /// Where mail is fetched.
    #[serde(alias = "imap")]
    pub incoming: Server,
    #[serde(default)]
    pub protocol: Protocol,
    /// What is kept on this workstation.
    #[serde(default)]
    pub keep: Keep,
    /// None for a mailbox that only receives.
    pub smtp: Option<Server>,
    pub space: Space,
    pub colour: Colour,
    #[serde(default)]
    pub sending: Sending,
    /// Its health documents, on their way to the practice's software.
    #[serde(default)]
    pub exporting: Exporting,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuthMethod {
    Password,
    /// The secret is an access token (XOAUTH2).
    Token,
    /// The client certificate says it all (EXTERNAL); there is no secret.
    Certificate,
}

/// A certificate of the holder's. Its key is looked for anew at each
/// connection: on a card, on a token, or among what is kept here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientCertificate {
    pub fingerprint: Fingerprint,
}

/// How mail is fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Protocol {
    #[default]
    Imap,
    /// One inbox, no folders: all others are of this workstation alone.
    Pop3(Leave),
}

/// What becomes of mail on a POP3 server once it is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leave {
    #[default]
    OnServer,
    Days(u16),
    Remove,
}

impl Keep {
    /// From when on bodies are kept.
    pub fn since(self, now: Timestamp) -> Timestamp {
        match self {
            Self::All => Timestamp(i64::MIN),
            Self::Months(months) => Timestamp(now.0.saturating_sub(i64::from(months) * MONTH)),
            Self::HeadersOnly => Timestamp(i64::MAX),
        }
    }
}

/// What is kept on the workstation of a mailbox or a folder. Headers always are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Keep {
    #[default]
    All,
    Months(u16),
    HeadersOnly,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Server {
    pub host: String,
    pub port: u16,
    pub security: Security,
}

/// Clear text is not among the choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    StartTls,
}

/// Where a mailbox stands. Sceau keeps the two visibly apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Space {
    /// In the trusted space of health messaging (MSSanté).
    Secure,
    /// Anywhere else.
    Ordinary,
}

/// One of the colours of `ui/theme`, by number, so that a theme can change them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Colour(pub u8);

/// Servers found for an address, before anybody has tried them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub incoming: Server,
    pub protocol: Protocol,
    pub smtp: Option<Server>,
    pub user: String,
    pub source: Source,
}

/// Where servers were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The domain's own autoconfig file.
    Autoconfig,
    /// SRV records of the domain (RFC 6186, RFC 8314).
    Srv,
    /// Nothing is published; the usual names answered.
    Guess,
}

/// The two halves of an account, checked one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Service {
    /// The incoming one, whatever it speaks.
    Imap,
    Smtp,
}

#[cfg(test)]
mod tests {
    use super::{AccountDraft, AuthMethod, ClientCertificate};
    use crate::domain::Fingerprint;

    /// As accounts were kept before there were certificates.
    const OLD: &str = r#"{"label":"a","holder":"a","email":"a@cabinet.example","user":"a","auth":"password",
        "incoming":{"host":"h","port":993,"security":"tls"},"smtp":null,"space":"secure","colour":0}"#;

    #[test]
    fn an_account_of_before_has_no_certificate_and_is_written_as_before() {
        let mut draft: AccountDraft = serde_json::from_str(OLD).unwrap();
        assert_eq!(draft.certificate, None);
        assert!(!serde_json::to_string(&draft).unwrap().contains("certificate"));
        draft.auth = AuthMethod::Certificate;
        draft.certificate = Some(ClientCertificate { fingerprint: Fingerprint([0xA5; 32]) });
        let kept = serde_json::to_string(&draft).unwrap();
        assert!(kept.contains(r#""auth":"certificate""#) && kept.contains(&"A5".repeat(32)), "{kept}");
        assert_eq!(serde_json::from_str::<AccountDraft>(&kept).unwrap(), draft);
    }
}
