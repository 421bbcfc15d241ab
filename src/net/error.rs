//! What can go wrong on the wire, told apart as far as a caller can act on it.
//!
//! `Display` never holds a name, an address or a server's words: those stay in
//! [`ServerText`], for the user alone.

use std::io::ErrorKind;

use tokio_rustls::rustls;

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
    #[error("the server said no")]
    Said { text: ServerText },
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
        Self::Said { text: ServerText::new(text) }
    }

    pub(super) const fn timed_out() -> Self {
        Self::Unreachable(ErrorKind::TimedOut)
    }

    /// A connection that stood has failed.
    #[expect(clippy::needless_pass_by_value, reason = "for map_err")]
    pub(super) fn broken(error: std::io::Error) -> Self {
        match tls_error(&error) {
            Some(_) => Self::TlsFailed,
            None => Self::Gone,
        }
    }

    /// The TLS handshake has failed.
    #[expect(clippy::needless_pass_by_value, reason = "for map_err")]
    pub(super) fn handshake(error: std::io::Error) -> Self {
        match tls_error(&error) {
            Some(rustls::Error::InvalidCertificate(problem)) => Self::Certificate(problem.into()),
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
    use super::{NetError, ServerText};
    use crate::domain::Secret;

    #[test]
    fn a_server_s_words_are_shown_to_the_user_and_to_no_log() {
        let error = NetError::said("boîte de anne@cabinet.example\r\npleine");
        assert!(!format!("{error} {error:?}").contains("anne"));
        let NetError::Said { text } = error else { panic!("not said") };
        assert_eq!(text.as_str(), "boîte de anne@cabinet.examplepleine");
    }

    #[test]
    fn a_server_that_repeats_a_secret_is_not_quoted() {
        let secrets = ["", "sesame"].map(Secret::new);
        assert_eq!(ServerText::without("unknown command LOGIN anne sesame", &secrets).as_str(), "");
        assert_eq!(ServerText::without("no", &secrets).as_str(), "no");
    }
}
