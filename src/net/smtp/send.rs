//! One message handed in: MAIL, RCPT, DATA (RFC 5321). What went wrong says
//! whether anybody can have got it: nobody, or it cannot be known.

use std::fmt::Write as _;
use std::time::Duration;

use super::{Reply, enter};
use crate::domain::{AuthMethod, Email, Secret, Server};
use crate::net::line::Lines;
use crate::net::{Connector, NetError, ServerText, TlsStream};

/// RFC 5321, 4.5.3.2: a server may look at a whole message before it answers.
const PATIENCE: Duration = Duration::from_mins(10);

/// A message and its envelope.
#[derive(Clone, Copy)]
pub struct Parcel<'a> {
    /// Where it is told that something went wrong. None for what must not be
    /// answered, as receipts.
    pub from: Option<&'a Email>,
    pub to: &'a [Email],
    pub bytes: &'a [u8],
}

/// The server has it, and answers for it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Taken {
    /// It does not go to them.
    pub refused: Vec<Refused>,
}

#[derive(Clone, PartialEq, Eq)]
pub struct Refused {
    pub to: Email,
    /// Worth another try.
    pub passes: bool,
    pub text: ServerText,
}

/// Nobody has got the message, but where it says that this is not known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    #[error(transparent)]
    Net(#[from] NetError),
    /// The limit in bytes, where the server told it.
    #[error("larger than the server takes")]
    TooLarge { limit: Option<u64> },
    /// The server has no way of saying it: an address or a text beyond ASCII.
    #[error("not writable on this server")]
    Unwritable,
    #[error("the sender is refused")]
    Sender { passes: bool, text: ServerText },
    #[error("every recipient is refused")]
    Recipients(Vec<Refused>),
    #[error("the message is refused")]
    Message { passes: bool, text: ServerText },
    /// The line broke after the last byte: it may be on its way.
    #[error("not known whether it was taken")]
    InDoubt,
}

impl std::fmt::Debug for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Refused(passes: {}, {:?})", self.passes, self.text)
    }
}

impl std::fmt::Debug for Parcel<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Parcel({} bytes to {})", self.bytes.len(), self.to.len())
    }
}

/// Connects, logs in, hands the message in and leaves.
pub async fn send(
    server: &Server,
    connector: impl Into<Connector>,
    user: &str,
    auth: AuthMethod,
    secret: &Secret,
    parcel: Parcel<'_>,
) -> Result<Taken, SendError> {
    if parcel.to.is_empty() {
        return Err(SendError::Recipients(Vec::new()));
    }
    let (mut lines, offer) = enter(server, connector.into(), user, auth, secret).await?;
    let done = hand_in(&mut lines, &offer, parcel).await;
    if !matches!(done, Err(SendError::Net(_) | SendError::InDoubt)) {
        // Whatever it answers, it has answered for the message.
        let _ = Reply::ask(&mut lines, "QUIT").await;
    }
    done
}

async fn hand_in(lines: &mut Lines<TlsStream>, offer: &Reply, parcel: Parcel<'_>) -> Result<Taken, SendError> {
    let (data, doubled) = stuffed(parcel.bytes);
    // RFC 1870, 3: without the dots that are doubled on the way.
    let mail = mail(offer, parcel, (data.len() - doubled) as u64)?;
    let reply = answered(Reply::ask(lines, &mail).await?)?;
    match reply.code {
        200..300 => {}
        552 => return Err(SendError::TooLarge { limit: offer.offer().size_limit }),
        _ => return Err(SendError::Sender { passes: reply.passes(), text: ServerText::new(&reply.text()) }),
    }
    let mut refused = Vec::new();
    for to in parcel.to {
        let reply = answered(Reply::ask(lines, &format!("RCPT TO:<{to}>")).await?)?;
        if !(200..300).contains(&reply.code) {
            refused.push(Refused { to: to.clone(), passes: reply.passes(), text: ServerText::new(&reply.text()) });
        }
    }
    if refused.len() == parcel.to.len() {
        return Err(SendError::Recipients(refused));
    }
    let reply = answered(Reply::ask(lines, "DATA").await?)?;
    if reply.code != 354 {
        return Err(SendError::Message { passes: reply.passes(), text: ServerText::new(&reply.text()) });
    }
    // A message without its end is thrown away.
    lines.pour(&data).await?;
    let end = async {
        lines.say(".").await?;
        Reply::read_within(lines, PATIENCE).await
    };
    let reply = end.await.map_err(|_| SendError::InDoubt)?;
    match reply.code {
        200..300 => Ok(Taken { refused }),
        552 => Err(SendError::TooLarge { limit: offer.offer().size_limit }),
        _ => Err(SendError::Message { passes: reply.passes(), text: ServerText::new(&reply.text()) }),
    }
}

/// A server that closes says so in place of any answer.
fn answered(reply: Reply) -> Result<Reply, NetError> {
    if reply.code == 421 { Err(NetError::Gone) } else { Ok(reply) }
}

/// The command that begins it, with what has to be said of the message.
fn mail(offer: &Reply, parcel: Parcel<'_>, size: u64) -> Result<String, SendError> {
    let limit = offer.offer().size_limit;
    if limit.is_some_and(|limit| size > limit) {
        return Err(SendError::TooLarge { limit });
    }
    let mut command = format!("MAIL FROM:<{}>", parcel.from.map(Email::as_str).unwrap_or_default());
    if offer.parameter("SIZE").is_some() {
        let _ = write!(command, " SIZE={size}");
    }
    let mut need = |keyword: &str, said: &str| match offer.parameter(keyword) {
        Some(_) => {
            command.push_str(said);
            Ok(())
        }
        None => Err(SendError::Unwritable),
    };
    if !parcel.bytes.is_ascii() {
        need("8BITMIME", " BODY=8BITMIME")?;
    }
    if parcel.to.iter().chain(parcel.from).any(|address| !address.as_str().is_ascii()) {
        need("SMTPUTF8", " SMTPUTF8")?;
    }
    Ok(command)
}

/// As DATA wants it: every line ends in CRLF and in nothing else, and a dot that
/// begins a line is doubled. So nothing in a message can end it, whatever a
/// server takes for the end of a line. Also gives how many dots were.
fn stuffed(bytes: &[u8]) -> (Vec<u8>, usize) {
    let mut data = Vec::with_capacity(bytes.len() + bytes.len() / 50 + 2);
    let (mut begins, mut doubled) = (true, 0);
    let mut rest = bytes.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        match byte {
            b'\r' | b'\n' => {
                if byte == b'\r' {
                    let _ = rest.next_if_eq(&b'\n');
                }
                data.extend_from_slice(b"\r\n");
                begins = true;
            }
            _ => {
                if begins && byte == b'.' {
                    data.push(b'.');
                    doubled += 1;
                }
                data.push(byte);
                begins = false;
            }
        }
    }
    if !begins {
        data.extend_from_slice(b"\r\n");
    }
    (data, doubled)
}

#[cfg(test)]
mod tests {
    use super::{Parcel, Reply, SendError, mail, stuffed};
    use crate::domain::Email;

    fn offer(lines: &[&str]) -> Reply {
        Reply { code: 250, lines: lines.iter().map(ToString::to_string).collect() }
    }

    #[test]
    fn nothing_in_a_message_can_end_it() {
        let is = |bytes: &[u8], data: &[u8], doubled| assert_eq!(stuffed(bytes), (data.to_vec(), doubled));
        is(b"a\r\n.\r\n..b\r\nc.\r\n", b"a\r\n..\r\n...b\r\nc.\r\n", 2);
        is(b".a\n.\n\r.\rx\r\r\n", b"..a\r\n..\r\n\r\n..\r\nx\r\n\r\n", 3);
        is(b"a\r\n\r\nb", b"a\r\n\r\nb\r\n", 0);
        is(b"", b"", 0);
    }

    #[test]
    fn a_message_says_what_it_needs_and_is_not_sent_where_that_is_missing() {
        let (from, to) = (Email::parse("a@b.example").unwrap(), [Email::parse("zoé@b.example").unwrap()]);
        let whole = offer(&["mx", "SIZE 1000", "8BITMIME", "SMTPUTF8"]);
        let said = |offer: &Reply, from, to, bytes: &[u8]| mail(offer, Parcel { from, to, bytes }, bytes.len() as u64);
        let ascii = [from.clone()];
        assert_eq!(said(&whole, None, &ascii, b"abc").unwrap(), "MAIL FROM:<> SIZE=3");
        let full = said(&whole, Some(&from), &to, "é".as_bytes()).unwrap();
        assert_eq!(full, "MAIL FROM:<a@b.example> SIZE=2 BODY=8BITMIME SMTPUTF8");
        let bare = offer(&["mx"]);
        assert_eq!(said(&bare, Some(&from), &ascii, b"a").unwrap(), "MAIL FROM:<a@b.example>");
        assert_eq!(said(&bare, None, &ascii, "é".as_bytes()), Err(SendError::Unwritable));
        assert_eq!(said(&bare, None, &to, b"a"), Err(SendError::Unwritable));
        assert_eq!(said(&whole, None, &ascii, &[b'a'; 1001]), Err(SendError::TooLarge { limit: Some(1000) }));
    }
}
