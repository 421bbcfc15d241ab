//! Logging in: one way is chosen, tried once, and neither it nor what it needs
//! is ever written anywhere but to the server.

use super::Session;
use super::capability::Capabilities;
use super::response::{Kind, Response, Status};
use crate::domain::{AuthMethod, Secret};
use crate::net::{NetError, OwnCertificate, Refusal, ServerText, quirks, sasl};

/// A login as it is said: the command, then one answer to each `+`.
struct Way {
    said: Vec<Secret>,
    /// To a `+` too many: the empty line that asks for the reason (XOAUTH2), or
    /// `*`, which gives up.
    then: &'static str,
}

impl Session {
    pub(super) async fn log_in(&mut self, user: &str, auth: AuthMethod, secret: &Secret) -> Result<(), NetError> {
        self.ask_capabilities().await?;
        let way = choose(&self.capabilities, user, auth, secret)?;
        match self.follow(&way, &sasl::forms(user, secret)).await? {
            Some(capabilities) => self.capabilities = capabilities,
            None => self.ask_capabilities().await?,
        }
        Ok(())
    }

    async fn ask_capabilities(&mut self) -> Result<(), NetError> {
        let mut can = Capabilities::default();
        self.run("CAPABILITY", |response| {
            if let Response::Capability(words) = response {
                can = Capabilities::read(words.iter().copied());
            }
        })
        .await?;
        self.capabilities = can;
        Ok(())
    }

    /// Gives the capabilities, where the server tells them with its OK.
    async fn follow(&mut self, way: &Way, secrets: &[Secret]) -> Result<Option<Capabilities>, NetError> {
        let mut said = way.said.iter().map(Secret::expose);
        let tag = self.start_secret(said.next().unwrap_or_default()).await?;
        let mut told = None;
        loop {
            let frame = self.next().await?;
            let response = Response::of(&frame);
            match &response {
                Response::Continue => {
                    let answer = Secret::new(format!("{}\r\n", said.next().unwrap_or(way.then)));
                    self.wire.send(answer.expose().as_bytes()).await?;
                }
                Response::Capability(words) => told = Some(Capabilities::read(words.iter().copied())),
                Response::Status(status) if status.tag == Some(tag.as_bytes()) => {
                    self.busy = false;
                    return verdict(status, secrets).map(|()| code_capabilities(status).or(told));
                }
                _ => {
                    let _ = self.done(&tag, &response)?;
                }
            }
        }
    }

    /// Like `start`, but what is sent is wiped.
    async fn start_secret(&mut self, command: &str) -> Result<String, NetError> {
        let tag = self.begin()?;
        let line = Secret::new(format!("{tag} {command}\r\n"));
        self.wire.send(line.expose().as_bytes()).await?;
        Ok(tag)
    }
}

fn choose(can: &Capabilities, user: &str, auth: AuthMethod, secret: &Secret) -> Result<Way, NetError> {
    let sasl = |mechanism: &str, first: Secret, then| {
        let said = if can.sasl_ir {
            vec![sasl::beside(&format!("AUTHENTICATE {mechanism}"), &first)]
        } else {
            vec![Secret::new(format!("AUTHENTICATE {mechanism}")), first]
        };
        Way { said, then }
    };
    match auth {
        AuthMethod::Token if can.xoauth2 => Ok(sasl("XOAUTH2", sasl::xoauth2(user, secret), "")),
        AuthMethod::Password if can.plain => Ok(sasl("PLAIN", sasl::plain(user, secret), "*")),
        AuthMethod::Password if !can.login_disabled => Ok(Way { said: login(user, secret), then: "*" }),
        AuthMethod::Certificate if can.external => Ok(sasl("EXTERNAL", sasl::external(user), "*")),
        _ => Err(NetError::LoginUnsupported),
    }
}

/// LOGIN with the user and the password as literals: they may hold anything.
fn login(user: &str, secret: &Secret) -> Vec<Secret> {
    let password = secret.expose();
    vec![
        Secret::new(format!("LOGIN {{{}}}", user.len())),
        Secret::new(format!("{user} {{{}}}", password.len())),
        secret.clone(),
    ]
}

fn verdict(status: &Status<'_>, secrets: &[Secret]) -> Result<(), NetError> {
    let text = ServerText::without(&status.text(), secrets);
    let code = status.code().map(|(name, _)| name).unwrap_or_default();
    match status.kind {
        Kind::Ok => Ok(()),
        _ if quirks::wants_certificate(&status.text()) => Err(NetError::OwnCertificate(OwnCertificate::Wanted)),
        _ if quirks::turns_away(code, &status.text()) => Err(NetError::Busy { text }),
        Kind::No => Err(NetError::LoginRefused { text }),
        _ => Err(NetError::Said { refusal: Refusal::from_code(code), text }),
    }
}

fn code_capabilities(status: &Status<'_>) -> Option<Capabilities> {
    let (name, words) = status.code()?;
    name.eq_ignore_ascii_case("CAPABILITY").then(|| Capabilities::read(words.split_whitespace()))
}

#[cfg(test)]
mod tests {
    use super::{Capabilities, choose};
    use crate::domain::{AuthMethod, Secret};
    use crate::net::NetError;

    fn said(capabilities: &str, auth: AuthMethod) -> Result<Vec<String>, NetError> {
        let can = Capabilities::read(capabilities.split(' '));
        let way = choose(&can, "anne", auth, &Secret::new("été"))?;
        Ok(way.said.iter().map(|line| line.expose().to_owned()).collect())
    }

    #[test]
    fn a_certificate_speaks_for_itself_and_no_secret_goes_with_it() {
        let external = |can| said(can, AuthMethod::Certificate);
        assert_eq!(external("AUTH=EXTERNAL AUTH=PLAIN SASL-IR").unwrap(), ["AUTHENTICATE EXTERNAL YW5uZQ=="]);
        assert_eq!(external("AUTH=EXTERNAL").unwrap(), ["AUTHENTICATE EXTERNAL", "YW5uZQ=="]);
        assert_eq!(external("AUTH=PLAIN"), Err(NetError::LoginUnsupported));
        let nobody = |can: &str| {
            let can = Capabilities::read(can.split(' '));
            let way = choose(&can, "", AuthMethod::Certificate, &Secret::new("")).unwrap();
            way.said.iter().map(|line| line.expose().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(nobody("AUTH=EXTERNAL SASL-IR"), ["AUTHENTICATE EXTERNAL ="]);
        assert_eq!(nobody("AUTH=EXTERNAL"), ["AUTHENTICATE EXTERNAL", ""]);
    }

    #[test]
    fn plain_goes_before_login_and_a_token_nowhere_else() {
        let plain = said("AUTH=PLAIN SASL-IR", AuthMethod::Password).unwrap();
        assert_eq!(plain, ["AUTHENTICATE PLAIN AGFubmUAw6l0w6k="]);
        assert_eq!(said("AUTH=PLAIN", AuthMethod::Password).unwrap(), ["AUTHENTICATE PLAIN", "AGFubmUAw6l0w6k="]);
        assert_eq!(said("IMAP4rev1", AuthMethod::Password).unwrap(), ["LOGIN {4}", "anne {5}", "été"]);
        assert_eq!(said("LOGINDISABLED", AuthMethod::Password), Err(NetError::LoginUnsupported));
        assert_eq!(said("AUTH=PLAIN", AuthMethod::Token), Err(NetError::LoginUnsupported));
    }
}
