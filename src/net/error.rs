//! What can go wrong on the wire, told apart as far as a caller can act on it.
//!
//! `Display` never holds a name, an address or a server's words: those stay in
//! [`ServerText`], for the user alone.

use std::io::ErrorKind;

use tokio_rustls::rustls;
use tokio_rustls::rustls::AlertDescription as Alert;

use super::identity::Asked;
use crate::crypto::KeyError;
use crate::domain::Secret;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NetError {
    /// The name leads nowhere: mistyped, or no network to ask.
    #[error("the host name cannot be resolved")]
    UnknownHost,
    /// No connection; [`ErrorKind::TimedOut`] where nobody answered.
    #[error("no connection: {0}")]
    Unreachable(ErrorKind),
    /// The server shows a certificate that cannot be trusted.
    #[error("certificate refused: {0}")]
    Certificate(CertificateProblem),
    /// The server wants to know who comes, and is not content with what it was
    /// shown.
    #[error("our certificate: {0}")]
    OwnCertificate(OwnCertificate),
    /// The key of our certificate did not answer; its own word why.
    #[error("the key of our certificate: {0}")]
    Key(#[from] KeyError),
    /// The other side speaks no TLS that we speak, or none at all.
    #[error("no TLS session")]
    TlsFailed,
    /// The server offers no STARTTLS. Nothing of the user's was sent.
    #[error("the server offers no encryption")]
    NoTls,
    /// The user name or the secret is not accepted.
    #[error("login refused")]
    LoginRefused { text: ServerText },
    /// No way of logging in that both sides know.
    #[error("no common way to log in")]
    LoginUnsupported,
    /// The connection ended, or fell silent, in the middle of something.
    #[error("the connection ended")]
    Gone,
    /// The server has no room for us just now: too many connections or
    /// requests, or a part of it is down. Worth a longer wait than a broken line.
    #[error("the server is busy")]
    Busy { text: ServerText },
    /// Another program has the mailbox open (POP3).
    #[error("the mailbox is in use")]
    InUse,
    /// The server has no way of telling messages that were fetched from new ones
    /// (POP3).
    #[error("messages cannot be told apart")]
    Nameless,
    /// A clear "no" to a command.
    #[error("the server said no: {refusal}")]
    Said { refusal: Refusal, text: ServerText },
    /// Not even asked: the server has said before that it would not, or could
    /// not without harm to other messages.
    #[error("not possible on this server: {0}")]
    Refused(Refusal),
    /// Something that no server may send.
    #[error("protocol violation: {0}")]
    Odd(&'static str),
    /// Who asked no longer listens.
    #[error("cancelled")]
    Cancelled,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CertificateProblem {
    #[error("unknown authority")]
    UnknownAuthority,
    #[error("issued for another name")]
    WrongName,
    #[error("expired")]
    Expired,
    #[error("not yet valid")]
    NotYetValid,
    #[error("revoked")]
    Revoked,
    #[error("malformed or unfit")]
    Malformed,
}

/// What a server holds against the certificate that we show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OwnCertificate {
    /// Nothing, or nothing good enough, was shown.
    #[error("wanted")]
    Wanted,
    #[error("refused")]
    Refused,
    #[error("expired")]
    Expired,
    #[error("revoked")]
    Revoked,
}

impl OwnCertificate {
    /// An alert that is of nothing else. A failed handshake is one of them where
    /// a certificate was asked for: before TLS 1.3 servers had no better word.
    fn told_by(alert: Alert, asked: Asked) -> Option<Self> {
        match alert {
            Alert::HandshakeFailure | Alert::DecryptError if asked == Asked::No => None,
            Alert::HandshakeFailure | Alert::BadCertificate if asked == Asked::InVain => Some(Self::Wanted),
            Alert::CertificateRequired | Alert::NoCertificate => Some(Self::Wanted),
            Alert::CertificateExpired => Some(Self::Expired),
            Alert::CertificateRevoked => Some(Self::Revoked),
            Alert::BadCertificate
            | Alert::UnsupportedCertificate
            | Alert::CertificateUnknown
            | Alert::UnknownCA
            | Alert::AccessDenied
            | Alert::HandshakeFailure
            | Alert::DecryptError => Some(Self::Refused),
            _ => None,
        }
    }
}

/// Why a server will not (RFC 5530 and others), as far as a caller can act on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("over quota")]
    OverQuota,
    #[error("no permission")]
    NoPermission,
    #[error("there already")]
    AlreadyExists,
    #[error("not there")]
    NonExistent,
    /// The folder is not there, but can be made.
    #[error("the folder has to be made first")]
    TryCreate,
    #[error("too many or too large")]
    Limit,
    #[error("in use")]
    InUse,
    /// Somebody took messages away that were asked for: nothing was done.
    #[error("taken away meanwhile")]
    TakenAway,
    #[error("expired")]
    Expired,
    /// The server cannot do this at all.
    #[error("unsupported")]
    Unsupported,
    /// The folder takes no keywords of ours.
    #[error("keyword refused")]
    KeywordRefused,
    #[error("read only")]
    ReadOnly,
    #[error("for a reason of its own")]
    Other,
}

impl Refusal {
    pub(super) fn from_code(code: &str) -> Self {
        let known: [(&str, Self); 17] = [
            ("OVERQUOTA", Self::OverQuota),
            ("NOPERM", Self::NoPermission),
            ("ALREADYEXISTS", Self::AlreadyExists),
            ("NONEXISTENT", Self::NonExistent),
            ("TRYCREATE", Self::TryCreate),
            ("LIMIT", Self::Limit),
            ("TOOBIG", Self::Limit),
            // GETMETADATA and SETMETADATA: MAXSIZE, TOOMANY, NOPRIVATE.
            ("METADATA", Self::Limit),
            ("INUSE", Self::InUse),
            ("EXPIRED", Self::Expired),
            ("EXPUNGEISSUED", Self::TakenAway),
            ("CANNOT", Self::Unsupported),
            ("BADCHARSET", Self::Unsupported),
            ("BADEVENT", Self::Unsupported),
            ("USEATTR", Self::Unsupported),
            ("UNKNOWN-CTE", Self::Unsupported),
            ("READ-ONLY", Self::ReadOnly),
        ];
        let found = known.into_iter().find(|(name, _)| code.eq_ignore_ascii_case(name));
        found.map_or(Self::Other, |(_, refusal)| refusal)
    }
}

/// A server's own words, cleaned for showing. They may name people, so they
/// are silent in `Debug`.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ServerText(String);

impl ServerText {
    const LONGEST: usize = 300;

    pub(super) fn new(text: &str) -> Self {
        let shown = text.trim().chars().filter(|c| !c.is_control()).take(Self::LONGEST);
        Self(shown.collect())
    }

    /// The same, unless the server repeats what it must not: then nothing.
    pub(super) fn without(text: &str, secrets: &[Secret]) -> Self {
        let repeats = secrets.iter().any(|secret| !secret.is_empty() && text.contains(secret.expose()));
        if repeats { Self::default() } else { Self::new(text) }
    }

    /// For the user's eyes, never for a log.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for ServerText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ServerText({} bytes)", self.0.len())
    }
}

impl NetError {
    pub(super) fn said(text: &str) -> Self {
        Self::Said { refusal: Refusal::Other, text: ServerText::new(text) }
    }

    /// Why the server would not; the same whether it was asked or not.
    pub fn refusal(&self) -> Option<Refusal> {
        match self {
            Self::Said { refusal, .. } | Self::Refused(refusal) => Some(*refusal),
            _ => None,
        }
    }

    pub(super) const fn timed_out() -> Self {
        Self::Unreachable(ErrorKind::TimedOut)
    }

    /// A connection that stood has failed. In TLS 1.3 this is where a server
    /// says what it thinks of our certificate.
    #[expect(clippy::needless_pass_by_value, reason = "for map_err")]
    pub(super) fn broken(error: std::io::Error) -> Self {
        match tls_error(&error) {
            Some(rustls::Error::AlertReceived(alert)) => {
                OwnCertificate::told_by(*alert, Asked::No).map_or(Self::TlsFailed, Self::OwnCertificate)
            }
            Some(_) => Self::TlsFailed,
            None if error.kind() == ErrorKind::InvalidData => Self::Odd("a corrupt stream"),
            None => Self::Gone,
        }
    }

    /// The TLS handshake has failed.
    pub(super) fn handshake(error: &std::io::Error, asked: Asked) -> Self {
        match tls_error(error) {
            Some(rustls::Error::InvalidCertificate(problem)) => Self::Certificate(problem.into()),
            Some(rustls::Error::AlertReceived(alert)) => {
                OwnCertificate::told_by(*alert, asked).map_or(Self::TlsFailed, Self::OwnCertificate)
            }
            // It speaks TLS, and hung up: our key may have been too slow for it.
            None if asked == Asked::Shown => Self::Gone,
            _ => Self::TlsFailed,
        }
    }
}

fn tls_error(error: &std::io::Error) -> Option<&rustls::Error> {
    error.get_ref().and_then(|inner| inner.downcast_ref())
}

impl From<&rustls::CertificateError> for CertificateProblem {
    fn from(error: &rustls::CertificateError) -> Self {
        use rustls::CertificateError as Error;
        match error {
            Error::NotValidForName | Error::NotValidForNameContext { .. } => Self::WrongName,
            Error::Expired | Error::ExpiredContext { .. } => Self::Expired,
            Error::NotValidYet | Error::NotValidYetContext { .. } => Self::NotYetValid,
            Error::Revoked => Self::Revoked,
            // A signature that does not hold is an authority of the same name with another key;
            // `Other` is a chain that leads to no anchor, most often a self-signed authority
            // shown as if it were a server.
            Error::UnknownIssuer | Error::BadSignature | Error::Other(_) => Self::UnknownAuthority,
            _ => Self::Malformed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NetError, Refusal, ServerText};
    use crate::domain::Secret;

    #[test]
    fn a_refusal_is_the_same_asked_or_not() {
        let asked = NetError::Said { refusal: Refusal::from_code("overquota"), text: ServerText::default() };
        assert_eq!(asked.refusal(), NetError::Refused(Refusal::OverQuota).refusal());
        assert_eq!(Refusal::from_code("X-NEW"), Refusal::Other);
        assert_eq!(NetError::Gone.refusal(), None);
    }

    #[test]
    fn a_server_s_words_are_shown_to_the_user_and_to_no_log() {
        let error = NetError::said("boîte de anne@cabinet.example\r\npleine");
        assert!(!format!("{error} {error:?}").contains("anne"));
        let NetError::Said { text, .. } = error else { panic!("not said") };
        assert_eq!(text.as_str(), "boîte de anne@cabinet.examplepleine");
    }

    #[test]
    fn a_server_that_repeats_a_secret_is_not_quoted() {
        let secrets = ["", "sesame"].map(Secret::new);
        assert_eq!(ServerText::without("unknown command LOGIN anne sesame", &secrets).as_str(), "");
        assert_eq!(ServerText::without("no", &secrets).as_str(), "no");
    }
}
