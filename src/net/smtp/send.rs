//! One message handed in: MAIL, RCPT, DATA (RFC 5321). What went wrong says
//! whether anybody can have got it: nobody, or it cannot be known.
//!
//! A server may have a message from the byte on that completes it, the line end
//! after the last dot. Just before that dot the caller is asked once more
//! ([`Door::hand_in`]): what it writes down then is true whatever is cut later.

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
    /// Servers on the way tell what becomes of it, and call it by this name
    /// (RFC 3461). Not asked of a server that does not offer it.
    pub report: Option<&'a str>,
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
    /// The caller did not want it to go any more.
    #[error("taken back before the last byte")]
    TakenBack,
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
    let mut door = Door::open(server, connector, user, auth, secret).await?;
    let done = door.hand_in(parcel, |_| std::future::ready(true)).await;
    door.leave().await;
    done
}

/// A server that let us in. Several messages may be handed in one after the other.
pub struct Door {
    lines: Lines<TlsStream>,
    offer: Reply,
    /// What was begun and not ended is to be forgotten first.
    begun: bool,
    /// Nothing more can be said on it.
    broken: bool,
}

impl Door {
    pub async fn open(
        server: &Server,
        connector: impl Into<Connector>,
        user: &str,
        auth: AuthMethod,
        secret: &Secret,
    ) -> Result<Self, NetError> {
        let (lines, offer) = enter(server, connector.into(), user, auth, secret).await?;
        Ok(Self { lines, offer, begun: false, broken: false })
    }

    /// Hands a message in. `leave` is asked when all is said but the end, with
    /// those it goes without: the message is complete only after it has said yes.
    pub async fn hand_in<F: Future<Output = bool>>(
        &mut self,
        parcel: Parcel<'_>,
        leave: impl FnOnce(&[Refused]) -> F,
    ) -> Result<Taken, SendError> {
        if parcel.to.is_empty() {
            return Err(SendError::Recipients(Vec::new()));
        }
        let done = self.say_all(parcel, leave).await;
        self.begun = done.is_err();
        self.broken = matches!(done, Err(SendError::Net(_) | SendError::InDoubt | SendError::TakenBack));
        done
    }

    /// It is still good for another message.
    pub fn holds(&self) -> bool {
        !self.broken
    }

    /// Whatever it answers, it has answered for what it was given.
    pub async fn leave(mut self) {
        if !self.broken {
            let _ = Reply::ask(&mut self.lines, "QUIT").await;
        }
    }

    async fn say_all<F: Future<Output = bool>>(
        &mut self,
        parcel: Parcel<'_>,
        leave: impl FnOnce(&[Refused]) -> F,
    ) -> Result<Taken, SendError> {
        let (data, doubled) = stuffed(parcel.bytes);
        // RFC 1870, 3: without the dots that are doubled on the way.
        let mail = mail(&self.offer, parcel, (data.len() - doubled) as u64)?;
        if self.begun {
            answered(self.ask("RSET").await?)?.expect_success()?;
        }
        let too_large = SendError::TooLarge { limit: self.offer.offer().size_limit };
        let reply = answered(self.ask(&mail).await?)?;
        match reply.code {
            200..300 => {}
            552 => return Err(too_large),
            _ => return Err(SendError::Sender { passes: reply.passes(), text: ServerText::new(&reply.text()) }),
        }
        let refused = self.say_recipients(parcel).await?;
        if refused.len() == parcel.to.len() {
            return Err(SendError::Recipients(refused));
        }
        let reply = answered(self.ask("DATA").await?)?;
        if reply.code != 354 {
            return Err(SendError::Message { passes: reply.passes(), text: ServerText::new(&reply.text()) });
        }
        // A message without its end is thrown away.
        self.lines.pour(&data).await?;
        if !leave(&refused).await {
            return Err(SendError::TakenBack);
        }
        // A line that is known to be dead carries no end.
        if self.lines.is_disturbed().await {
            return Err(NetError::Gone.into());
        }
        let end = async {
            self.lines.say(".").await?;
            Reply::read_within(&mut self.lines, PATIENCE).await
        };
        let reply = end.await.map_err(|_| SendError::InDoubt)?;
        match reply.code {
            200..300 => Ok(Taken { refused }),
            552 => Err(too_large),
            _ => Err(SendError::Message { passes: reply.passes(), text: ServerText::new(&reply.text()) }),
        }
    }

    /// Gives those who are refused.
    async fn say_recipients(&mut self, parcel: Parcel<'_>) -> Result<Vec<Refused>, SendError> {
        let mut refused = Vec::new();
        for to in parcel.to {
            let reply = answered(self.ask(&recipient(&self.offer, parcel, to)).await?)?;
            if !(200..300).contains(&reply.code) {
                let text = ServerText::new(&reply.text());
                refused.push(Refused { to: to.clone(), passes: reply.passes(), text });
            }
        }
        Ok(refused)
    }

    async fn ask(&mut self, command: &str) -> Result<Reply, NetError> {
        Reply::ask(&mut self.lines, command).await
    }
}

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Door")
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
    if let Some(name) = parcel.report.filter(|_| offer.offer().dsn) {
        let _ = write!(command, " RET=HDRS ENVID={}", xtext(name));
    }
    Ok(command)
}

/// The command for one of its recipients.
fn recipient(offer: &Reply, parcel: Parcel<'_>, to: &Email) -> String {
    let mut command = format!("RCPT TO:<{to}>");
    if parcel.report.is_some() && offer.offer().dsn {
        command.push_str(" NOTIFY=SUCCESS,FAILURE,DELAY");
        // Beyond ASCII it has another type (RFC 6533), which few servers read.
        if to.as_str().is_ascii() {
            let _ = write!(command, " ORCPT=rfc822;{}", xtext(to.as_str()));
        }
    }
    command
}

/// As RFC 3461, 4 writes a value of somebody else's.
fn xtext(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_graphic() && !b"+=".contains(&byte) {
            written.push(char::from(byte));
        } else {
            let _ = write!(written, "+{byte:02X}");
        }
    }
    written
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
    use super::{Parcel, Reply, SendError, mail, recipient, stuffed};
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
        let said = |offer: &Reply, from, to, bytes: &[u8]| {
            mail(offer, Parcel { from, to, bytes, report: None }, bytes.len() as u64)
        };
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

    #[test]
    fn a_delivery_report_is_asked_of_who_can_give_one() {
        let to = [Email::parse("a+b=c@b.example").unwrap(), Email::parse("zoé@b.example").unwrap()];
        let parcel = Parcel { from: None, to: &to[..1], bytes: b"abc", report: Some("1+2@b.example") };
        let knows = offer(&["mx", "DSN", "SMTPUTF8"]);
        assert_eq!(mail(&knows, parcel, 3).unwrap(), "MAIL FROM:<> RET=HDRS ENVID=1+2B2@b.example");
        let asked = recipient(&knows, parcel, &to[0]);
        assert_eq!(asked, "RCPT TO:<a+b=c@b.example> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;a+2Bb+3Dc@b.example");
        assert_eq!(recipient(&knows, parcel, &to[1]), "RCPT TO:<zoé@b.example> NOTIFY=SUCCESS,FAILURE,DELAY");
        let bare = offer(&["mx"]);
        assert_eq!(mail(&bare, parcel, 3).unwrap(), "MAIL FROM:<>");
        assert_eq!(recipient(&bare, parcel, &to[0]), "RCPT TO:<a+b=c@b.example>");
    }
}
