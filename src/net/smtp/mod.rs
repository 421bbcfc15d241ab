//! SMTP: is a server there, does it let us in, what does it take; and handing a
//! message in ([`Door`]). Inside TLS everything is asked anew.

mod send;

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};

use super::line::{Lines, SILENCE};
use super::starttls::Protocol;
use super::{Connector, NetError, OwnCertificate, Refusal, ServerText, TlsStream, quirks, sasl};
use crate::domain::{AuthMethod, Secret, Security, Server};

pub use send::{Door, Parcel, Refused, SendError, Taken, send};

/// The workstation's own name is nobody's business.
pub(super) const HELLO: &str = "EHLO [127.0.0.1]";
const MOST_LINES: usize = 100;

/// What a server lets us send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SmtpOffer {
    /// The largest message in bytes, where the server sets a limit.
    pub size_limit: Option<u64>,
    /// It reports on delivery when asked to (RFC 3461).
    pub dsn: bool,
}

/// Connects, logs in and leaves.
pub async fn check(
    server: &Server,
    connector: impl Into<Connector>,
    user: &str,
    auth: AuthMethod,
    secret: &Secret,
) -> Result<SmtpOffer, NetError> {
    let (mut lines, hello) = enter(server, connector.into(), user, auth, secret).await?;
    // All is known: a server that hangs up without a goodbye is no failure.
    let _ = Reply::ask(&mut lines, "QUIT").await;
    Ok(hello.offer())
}

/// Connects and logs in; what the server then says of itself.
async fn enter(
    server: &Server,
    connector: Connector,
    user: &str,
    auth: AuthMethod,
    secret: &Secret,
) -> Result<(Lines<TlsStream>, Reply), NetError> {
    let stream = connector.connect(server, Protocol::Smtp).await?;
    let mut lines = Lines::new(stream);
    if server.security == Security::Tls {
        Reply::read(&mut lines).await?.expect_success()?;
    }
    let hello = Reply::ask(&mut lines, HELLO).await?;
    hello.expect_success()?;
    log_in(&mut lines, &hello, user, auth, secret).await?;
    // Some servers tell more to those who are in.
    let offer = Reply::ask(&mut lines, HELLO).await?;
    let told_more = offer.expect_success().is_ok();
    Ok((lines, if told_more { offer } else { hello }))
}

async fn log_in<S: AsyncRead + AsyncWrite + Unpin>(
    lines: &mut Lines<S>,
    hello: &Reply,
    user: &str,
    auth: AuthMethod,
    secret: &Secret,
) -> Result<(), NetError> {
    // What is said, and then what is answered to each 334.
    let said: Vec<Secret> = match auth {
        AuthMethod::Token if hello.offers("XOAUTH2") => {
            // An empty answer to the 334 that explains a refusal brings the refusal.
            vec![Secret::new(format!("AUTH XOAUTH2 {}", sasl::xoauth2(user, secret).expose())), Secret::new("")]
        }
        AuthMethod::Password if hello.offers("PLAIN") => {
            vec![Secret::new(format!("AUTH PLAIN {}", sasl::plain(user, secret).expose()))]
        }
        AuthMethod::Certificate if hello.offers("EXTERNAL") => {
            vec![sasl::beside("AUTH EXTERNAL", &sasl::external(user))]
        }
        AuthMethod::Password if hello.offers("LOGIN") => {
            vec![Secret::new("AUTH LOGIN"), sasl::encoded(&Secret::new(user)), sasl::encoded(secret)]
        }
        _ => return Err(NetError::LoginUnsupported),
    };
    let mut reply = None;
    for line in &said {
        let answer = Reply::ask(lines, line.expose()).await?;
        let goes_on = answer.code == 334;
        reply = Some(answer);
        if !goes_on {
            break;
        }
    }
    let reply = reply.ok_or(NetError::LoginUnsupported)?;
    reply.login_result(&sasl::forms(user, secret))
}

/// A reply of one or more lines.
pub(super) struct Reply {
    pub(super) code: u16,
    lines: Vec<String>,
}

impl Reply {
    pub(super) async fn ask<S>(lines: &mut Lines<S>, command: &str) -> Result<Self, NetError>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        lines.say(command).await?;
        Self::read(lines).await
    }

    pub(super) async fn read<S>(lines: &mut Lines<S>) -> Result<Self, NetError>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        Self::read_within(lines, SILENCE).await
    }

    async fn read_within<S>(lines: &mut Lines<S>, silence: Duration) -> Result<Self, NetError>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let mut reply = Self { code: 0, lines: Vec::new() };
        while reply.lines.len() < MOST_LINES {
            let line = lines.next_within(silence).await?;
            let code = line.get(..3).and_then(|code| code.parse().ok()).filter(|code| (200..600).contains(code));
            reply.code = code.ok_or(NetError::Odd("no SMTP reply"))?;
            reply.lines.push(line.get(4..).unwrap_or_default().to_owned());
            if line.as_bytes().get(3) != Some(&b'-') {
                return Ok(reply);
            }
        }
        Err(NetError::Odd("a reply without end"))
    }

    pub(super) fn expect_success(&self) -> Result<(), NetError> {
        match self.code {
            200..300 => Ok(()),
            421 => Err(NetError::Gone),
            _ => Err(NetError::said(&self.text())),
        }
    }

    fn login_result(&self, secrets: &[Secret]) -> Result<(), NetError> {
        let text = ServerText::without(&self.text(), secrets);
        match self.code {
            200..300 => Ok(()),
            421 => Err(NetError::Gone),
            _ if quirks::wants_certificate(&self.text()) => Err(NetError::OwnCertificate(OwnCertificate::Wanted)),
            // 4xx: the server cannot tell just now, which says nothing of the password.
            300..500 => Err(NetError::Said { refusal: Refusal::Other, text }),
            504 => Err(NetError::LoginUnsupported),
            _ => Err(NetError::LoginRefused { text }),
        }
    }

    fn text(&self) -> String {
        self.lines.join(" ")
    }

    /// The keywords of an EHLO reply with their parameters; its first line is
    /// the server's name.
    pub(super) fn keywords(&self) -> impl Iterator<Item = (&str, &str)> {
        self.lines.iter().skip(1).map(|line| line.split_once([' ', '=']).unwrap_or((line, "")))
    }

    fn offers(&self, mechanism: &str) -> bool {
        self.keywords()
            .filter(|(keyword, _)| keyword.eq_ignore_ascii_case("AUTH"))
            .flat_map(|(_, known)| known.split_ascii_whitespace())
            .any(|known| known.eq_ignore_ascii_case(mechanism))
    }

    fn offer(&self) -> SmtpOffer {
        let size = self.parameter("SIZE").and_then(|limit| limit.trim().parse().ok());
        SmtpOffer { size_limit: size.filter(|&limit| limit > 0), dsn: self.parameter("DSN").is_some() }
    }

    /// What follows a keyword of an EHLO reply; None where it is not among them.
    fn parameter(&self, name: &str) -> Option<&str> {
        self.keywords().find(|(keyword, _)| keyword.eq_ignore_ascii_case(name)).map(|(_, parameter)| parameter)
    }

    /// What is wrong may pass, as the server says.
    fn passes(&self) -> bool {
        self.code < 500
    }
}

#[cfg(test)]
mod tests {
    use super::{Reply, SmtpOffer};

    fn reply(code: u16, lines: &[&str]) -> Reply {
        Reply { code, lines: lines.iter().map(ToString::to_string).collect() }
    }

    #[test]
    fn an_offer_is_read_in_any_case_and_in_the_old_form() {
        let hello = reply(250, &["mx.cabinet.example", "size 20971520", "AUTH=LOGIN plain", "DSN", " "]);
        assert_eq!(hello.offer(), SmtpOffer { size_limit: Some(20_971_520), dsn: true });
        assert!(hello.offers("PLAIN") && hello.offers("LOGIN") && !hello.offers("XOAUTH2"));
    }

    #[test]
    fn a_size_of_zero_is_no_limit() {
        assert_eq!(reply(250, &["mx", "SIZE 0"]).offer(), SmtpOffer::default());
    }
}
