//! Logging in: one way is chosen, tried once, and neither it nor what it needs
//! is ever written anywhere but to the server.

use super::refusal::{self, Stage};
use super::wire::Reply;
use super::{Capabilities, Session};
use crate::domain::{AuthMethod, Secret};
use crate::net::{NetError, sasl};

/// A first answer beyond this goes on a line of its own (RFC 5034).
const LONGEST_AUTH: usize = 255;

/// A login as it is said.
enum Way {
    /// USER, and PASS once that is accepted.
    UserPass([Secret; 2]),
    /// A command, then one answer to each `+`; an empty one to those beyond.
    Sasl(Vec<Secret>),
}

impl Session {
    pub(super) async fn log_in(&mut self, user: &str, auth: AuthMethod, secret: &Secret) -> Result<(), NetError> {
        let way = choose(self.can, user, auth, secret)?;
        let secrets = sasl::forms(user, secret);
        match way {
            Way::UserPass(lines) => {
                for line in &lines {
                    match self.say_secret(line).await? {
                        Reply::Ok => {}
                        Reply::No(text) => return Err(refusal::error(&text, Stage::Login, &secrets)),
                        Reply::Continue => return Err(NetError::Odd("a login that goes on")),
                    }
                }
                Ok(())
            }
            Way::Sasl(lines) => {
                let mut lines = lines.iter();
                let nothing = Secret::new("");
                // The command, its answer, and the empty line that asks for the reason.
                for _ in 0..3 {
                    match self.say_secret(lines.next().unwrap_or(&nothing)).await? {
                        Reply::Ok => return Ok(()),
                        Reply::No(text) => return Err(refusal::error(&text, Stage::Login, &secrets)),
                        Reply::Continue => {}
                    }
                }
                Err(NetError::Odd("a login without end"))
            }
        }
    }

    async fn say_secret(&mut self, line: &Secret) -> Result<Reply, NetError> {
        let line = Secret::new(format!("{}\r\n", line.expose()));
        self.wire.send(line.expose().as_bytes()).await?;
        self.wire.reply().await
    }
}

fn choose(can: Capabilities, user: &str, auth: AuthMethod, secret: &Secret) -> Result<Way, NetError> {
    let sendable = |text: &str| !text.chars().any(char::is_control);
    match auth {
        // The answer on its own line: so Microsoft wants it, and others take it.
        AuthMethod::Token if can.xoauth2 => {
            Ok(Way::Sasl(vec![Secret::new("AUTH XOAUTH2"), sasl::xoauth2(user, secret)]))
        }
        AuthMethod::Password if can.plain => Ok(with_first("AUTH PLAIN", sasl::plain(user, secret))),
        AuthMethod::Certificate if can.external => Ok(with_first("AUTH EXTERNAL", sasl::external(user))),
        AuthMethod::Password if can.user && sendable(user) && sendable(secret.expose()) => {
            let pass = Secret::new(format!("PASS {}", secret.expose()));
            Ok(Way::UserPass([Secret::new(format!("USER {user}")), pass]))
        }
        _ => Err(NetError::LoginUnsupported),
    }
}

fn with_first(command: &str, first: Secret) -> Way {
    let whole = sasl::beside(command, &first);
    let fits = whole.expose().len() + 2 <= LONGEST_AUTH;
    Way::Sasl(if fits { vec![whole] } else { vec![Secret::new(command), first] })
}

#[cfg(test)]
mod tests {
    use super::{Capabilities, Way, choose};
    use crate::domain::{AuthMethod, Secret};
    use crate::net::NetError;

    fn said(capabilities: &str, auth: AuthMethod, password: &str) -> Result<Vec<String>, NetError> {
        let can = Capabilities::read(capabilities.as_bytes());
        let lines = match choose(can, "anne", auth, &Secret::new(password))? {
            Way::UserPass(lines) => lines.to_vec(),
            Way::Sasl(lines) => lines,
        };
        Ok(lines.iter().map(|line| line.expose().to_owned()).collect())
    }

    #[test]
    fn plain_goes_before_user_and_a_token_nowhere_else() {
        let password = |can| said(can, AuthMethod::Password, "été");
        assert_eq!(password("SASL PLAIN\r\nUSER\r\n").unwrap(), ["AUTH PLAIN AGFubmUAw6l0w6k="]);
        assert_eq!(password("USER\r\n").unwrap(), ["USER anne", "PASS été"]);
        assert_eq!(password("SASL XOAUTH2\r\n"), Err(NetError::LoginUnsupported));
        assert_eq!(said("SASL PLAIN\r\nUSER\r\n", AuthMethod::Token, "t"), Err(NetError::LoginUnsupported));
        let token = said("SASL XOAUTH2\r\n", AuthMethod::Token, "t").unwrap();
        assert_eq!((token.len(), token[0].as_str()), (2, "AUTH XOAUTH2"));
        let external = |can| said(can, AuthMethod::Certificate, "");
        assert_eq!(external("SASL PLAIN EXTERNAL\r\n").unwrap(), ["AUTH EXTERNAL YW5uZQ=="]);
        assert_eq!(external("SASL PLAIN\r\nUSER\r\n"), Err(NetError::LoginUnsupported));
    }

    #[test]
    fn what_is_long_goes_on_a_line_of_its_own_and_no_line_is_smuggled_in() {
        let long = said("SASL PLAIN\r\n", AuthMethod::Password, &"x".repeat(300)).unwrap();
        assert_eq!((long.len(), long[0].as_str()), (2, "AUTH PLAIN"));
        assert_eq!(said("USER\r\n", AuthMethod::Password, "a\r\nDELE 1"), Err(NetError::LoginUnsupported));
    }
}
