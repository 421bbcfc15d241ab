//! The talk in clear that leads to TLS, for IMAP, POP3 and SMTP (RFC 3501,
//! 2595, 3207).
//!
//! Nothing said here is kept: what the server can do is asked again inside.
//! Bytes that follow its "go ahead" are somebody's injection and end it all.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;

use super::NetError;
use super::line::Lines;
use super::smtp::Reply;

const DEADLINE: Duration = Duration::from_secs(30);
const MOST_LINES: usize = 100;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Protocol {
    Imap,
    Pop3,
    Smtp,
}

/// Gives back the stream, at the exact byte where TLS begins.
pub(super) async fn negotiate<S>(stream: S, protocol: Protocol) -> Result<S, NetError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut lines = Lines::new(stream);
    let talk = async {
        match protocol {
            Protocol::Imap => imap(&mut lines).await,
            Protocol::Pop3 => pop3(&mut lines).await,
            Protocol::Smtp => smtp(&mut lines).await,
        }
    };
    timeout(DEADLINE, talk).await.map_err(|_| NetError::timed_out())??;
    lines.into_clean()
}

async fn imap<S: AsyncRead + AsyncWrite + Unpin>(lines: &mut Lines<S>) -> Result<(), NetError> {
    let greeting = lines.next().await?.to_ascii_uppercase();
    if greeting.starts_with("* PREAUTH") {
        return Err(NetError::Odd("PREAUTH before TLS"));
    } else if greeting.starts_with("* BYE") {
        return Err(NetError::Gone);
    } else if !greeting.starts_with("* OK") {
        return Err(NetError::Odd("no IMAP greeting"));
    }
    lines.say("a1 CAPABILITY").await?;
    let (_, offered) = imap_answer(lines, "A1").await?;
    if !offered {
        return Err(NetError::NoTls);
    }
    lines.say("a2 STARTTLS").await?;
    match imap_answer(lines, "A2").await? {
        (true, _) => Ok(()),
        (false, _) => Err(NetError::NoTls),
    }
}

/// Reads up to the tagged answer: whether it is OK, and whether STARTTLS was
/// among the capabilities on the way.
async fn imap_answer<S>(lines: &mut Lines<S>, tag: &str) -> Result<(bool, bool), NetError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut offered = false;
    for _ in 0..MOST_LINES {
        let line = lines.next().await?.to_ascii_uppercase();
        let mut words = line.split_ascii_whitespace();
        match (words.next(), words.next()) {
            (Some("*"), Some("CAPABILITY")) => offered |= words.any(|word| word == "STARTTLS"),
            (Some("*"), Some("BYE")) => return Err(NetError::Gone),
            (Some("*"), _) => {}
            (Some(word), Some(status)) if word == tag => return Ok((status == "OK", offered)),
            _ => return Err(NetError::Odd("no answer to the command")),
        }
    }
    Err(NetError::Odd("an answer without end"))
}

async fn pop3<S: AsyncRead + AsyncWrite + Unpin>(lines: &mut Lines<S>) -> Result<(), NetError> {
    if !pop3_ok(&lines.next().await?)? {
        return Err(NetError::Gone);
    }
    lines.say("CAPA").await?;
    // Who knows no CAPA may know STLS: to ask for it gives nothing away.
    if pop3_ok(&lines.next().await?)? {
        let mut offered = false;
        let mut ended = false;
        for _ in 0..MOST_LINES {
            let line = lines.next().await?;
            offered |= line.trim().eq_ignore_ascii_case("STLS");
            ended = line == ".";
            if ended {
                break;
            }
        }
        match (ended, offered) {
            (false, _) => return Err(NetError::Odd("an answer without end")),
            (true, false) => return Err(NetError::NoTls),
            (true, true) => {}
        }
    }
    lines.say("STLS").await?;
    if pop3_ok(&lines.next().await?)? { Ok(()) } else { Err(NetError::NoTls) }
}

fn pop3_ok(line: &str) -> Result<bool, NetError> {
    match line.split_ascii_whitespace().next().map(str::to_ascii_uppercase).as_deref() {
        Some("+OK") => Ok(true),
        Some("-ERR") => Ok(false),
        _ => Err(NetError::Odd("no POP3 reply")),
    }
}

async fn smtp<S: AsyncRead + AsyncWrite + Unpin>(lines: &mut Lines<S>) -> Result<(), NetError> {
    Reply::read(lines).await?.expect_success()?;
    let offer = Reply::ask(lines, super::smtp::HELLO).await?;
    offer.expect_success()?;
    if !offer.keywords().any(|(keyword, _)| keyword.eq_ignore_ascii_case("STARTTLS")) {
        return Err(NetError::NoTls);
    }
    match Reply::ask(lines, "STARTTLS").await?.code {
        220 => Ok(()),
        421 => Err(NetError::Gone),
        _ => Err(NetError::NoTls),
    }
}
