//! Responses as bytes: lines with their literals, cut out of the stream.
//!
//! A response is delimited here without being understood, so that one that
//! makes no sense costs nothing but itself. Lengths are capped, silence has a
//! deadline, and a wait that is dropped loses no byte.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::timeout;

use crate::net::NetError;

/// After that long without a byte the other side is taken for dead.
pub(super) const SILENCE: Duration = Duration::from_mins(1);
/// No mail is larger; a server that announces more is mistaken or hostile.
const LARGEST_LITERAL: usize = 200 * 1024 * 1024;
/// A search over a million messages fits.
const LONGEST_LINE: usize = 16 * 1024 * 1024;
const CHUNK: usize = 64 * 1024;

pub(super) struct Wire<S> {
    stream: S,
    /// Bytes read and not yet cut, from `cut` on.
    buffer: Vec<u8>,
    cut: usize,
    /// The response under way: where its last line begins, and how much of a
    /// literal is still to come.
    frame: Vec<u8>,
    line: usize,
    literal: usize,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Wire<S> {
    pub(super) fn new(stream: S) -> Self {
        Self { stream, buffer: Vec::with_capacity(CHUNK), cut: 0, frame: Vec::new(), line: 0, literal: 0 }
    }

    pub(super) async fn send(&mut self, bytes: &[u8]) -> Result<(), NetError> {
        let send = async {
            self.stream.write_all(bytes).await?;
            self.stream.flush().await
        };
        timeout(SILENCE, send).await.map_err(|_| NetError::Gone)?.map_err(NetError::broken)
    }

    /// The next response, whole, with its line ends.
    pub(super) async fn frame(&mut self, silence: Duration) -> Result<Vec<u8>, NetError> {
        loop {
            if self.literal > 0 {
                self.read_literal(silence).await?;
            } else if self.take_line() {
                let Some(size) = literal_size(&self.frame, self.line)? else {
                    self.line = 0;
                    return Ok(std::mem::take(&mut self.frame));
                };
                self.expect_literal(size)?;
            } else if self.frame.len() - self.line > LONGEST_LINE {
                return Err(NetError::Odd("a line without end"));
            } else {
                self.fill(silence).await?;
            }
        }
    }

    /// Says goodbye to TLS; the other side need not listen any more.
    pub(super) async fn close(&mut self) {
        let _ = timeout(Duration::from_secs(2), self.stream.shutdown()).await;
    }

    /// Moves bytes up to the end of a line into the response; false if the
    /// buffer holds no end.
    fn take_line(&mut self) -> bool {
        let rest = self.buffer.get(self.cut..).unwrap_or_default();
        let end = rest.iter().position(|&byte| byte == b'\n');
        let taken = end.map_or(rest, |end| rest.get(..=end).unwrap_or_default());
        self.frame.extend_from_slice(taken);
        self.cut += taken.len();
        end.is_some()
    }

    fn expect_literal(&mut self, size: usize) -> Result<(), NetError> {
        if self.frame.len() + size > LARGEST_LITERAL {
            return Err(NetError::Odd("a literal too large"));
        }
        self.line = self.frame.len() + size;
        self.literal = size;
        let rest = self.buffer.get(self.cut..).unwrap_or_default();
        let here = rest.get(..size).unwrap_or(rest);
        // What is announced is believed in steps: a lie costs one chunk.
        self.frame.reserve(here.len() + size.min(CHUNK));
        self.frame.extend_from_slice(here);
        self.cut += here.len();
        self.literal -= here.len();
        Ok(())
    }

    async fn read_literal(&mut self, silence: Duration) -> Result<(), NetError> {
        if self.frame.capacity() == self.frame.len() {
            self.frame.reserve(self.literal.min(self.frame.len().max(CHUNK)));
        }
        let mut stream = (&mut self.stream).take(self.literal as u64);
        let read = timeout(silence, stream.read_buf(&mut self.frame));
        match read.await.map_err(|_| NetError::Gone)?.map_err(NetError::broken)? {
            0 => Err(NetError::Gone),
            read => {
                self.literal = self.literal.saturating_sub(read);
                Ok(())
            }
        }
    }

    async fn fill(&mut self, silence: Duration) -> Result<(), NetError> {
        // Whatever was in the buffer has been moved out of it.
        self.buffer.clear();
        self.cut = 0;
        let read = timeout(silence, self.stream.read_buf(&mut self.buffer));
        match read.await.map_err(|_| NetError::Gone)?.map_err(NetError::broken)? {
            0 => Err(NetError::Gone),
            _ => Ok(()),
        }
    }
}

/// The size of the literal that the last line announces at its end: `{42}`,
/// also as `{42+}` and `~{42}`. A human text may end the same way and
/// announces nothing.
fn literal_size(frame: &[u8], line: usize) -> Result<Option<usize>, NetError> {
    if is_text(frame) {
        return Ok(None);
    }
    let Some(line) = frame.get(line..).map(<[u8]>::trim_ascii_end).and_then(|line| line.strip_suffix(b"}")) else {
        return Ok(None);
    };
    let line = line.strip_suffix(b"+").unwrap_or(line);
    let Some(open) = line.iter().rposition(|&byte| byte == b'{') else { return Ok(None) };
    let digits = line.get(open + 1..).unwrap_or_default();
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Ok(None);
    }
    let size = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
    size.map(Some).ok_or(NetError::Odd("a literal too large"))
}

/// `+ …`, `* OK …`, `a1 NO …`: the rest is words for people.
fn is_text(frame: &[u8]) -> bool {
    let mut words = frame.split(u8::is_ascii_whitespace);
    let tag = words.next().unwrap_or_default();
    let word = words.next().unwrap_or_default();
    tag == b"+"
        || [b"OK".as_slice(), b"NO", b"BAD", b"BYE", b"PREAUTH"].iter().any(|status| word.eq_ignore_ascii_case(status))
}

#[cfg(test)]
mod tests {
    use super::{SILENCE, Wire};
    use crate::net::NetError;
    use std::time::Duration;
    use tokio::io::{AsyncWriteExt, duplex};

    async fn frames(bytes: &[u8]) -> Vec<Result<Vec<u8>, NetError>> {
        let (mut server, client) = duplex(1 << 20);
        server.write_all(bytes).await.unwrap();
        drop(server);
        let mut wire = Wire::new(client);
        let mut frames = Vec::new();
        loop {
            frames.push(wire.frame(SILENCE).await);
            if frames.last().is_none_or(Result::is_err) {
                return frames;
            }
        }
    }

    #[tokio::test]
    async fn a_response_is_cut_out_with_its_literals() {
        let one = b"* 1 FETCH (BODY[] {10}\r\nline\r\n{5}\n X {3+}\r\nabc)\r\n".as_slice();
        let two = b"* OK see {5}\r\n".as_slice();
        let all = frames(&[one, two, b"+ \r\n"].concat()).await;
        assert_eq!(all, [Ok(one.to_vec()), Ok(two.to_vec()), Ok(b"+ \r\n".to_vec()), Err(NetError::Gone)]);
    }

    #[tokio::test]
    async fn a_literal_that_ends_like_an_announcement_is_none() {
        let one = b"* LIST () \"/\" {3}\r\n{9}\r\n".as_slice();
        assert_eq!(frames(one).await, [Ok(one.to_vec()), Err(NetError::Gone)]);
    }

    #[tokio::test]
    async fn an_empty_literal_is_a_literal() {
        let one = b"* 1 FETCH (BODY[] {0}\r\n UID 7)\r\n".as_slice();
        assert_eq!(frames(one).await, [Ok(one.to_vec()), Err(NetError::Gone)]);
    }

    #[tokio::test]
    async fn what_is_too_large_is_refused_before_it_comes() {
        for size in ["300000000", "99999999999999999999999"] {
            let all = frames(format!("* 1 FETCH (BODY[] {{{size}}}\r\n").as_bytes()).await;
            assert_eq!(all, [Err(NetError::Odd("a literal too large"))]);
        }
    }

    #[tokio::test]
    async fn a_line_without_end_is_not_waited_for() {
        let (mut server, client) = duplex(1 << 16);
        let flood = tokio::spawn(async move { while server.write_all(&[b'x'; 1 << 14]).await.is_ok() {} });
        let mut wire = Wire::new(client);
        assert_eq!(wire.frame(SILENCE).await, Err(NetError::Odd("a line without end")));
        drop(wire);
        flood.await.unwrap();
    }

    #[tokio::test]
    async fn a_wait_that_is_dropped_loses_nothing() {
        let (mut server, client) = duplex(1 << 16);
        let mut wire = Wire::new(client);
        for piece in ["* 1 FETCH (BODY[] {6}\r\nab", "cd", "ef", " UID 1)"] {
            server.write_all(piece.as_bytes()).await.unwrap();
            assert!(tokio::time::timeout(Duration::from_millis(20), wire.frame(SILENCE)).await.is_err());
        }
        server.write_all(b"\r\n").await.unwrap();
        assert_eq!(wire.frame(SILENCE).await, Ok(b"* 1 FETCH (BODY[] {6}\r\nabcdef UID 1)\r\n".to_vec()));
    }

    #[tokio::test]
    async fn silence_has_an_end() {
        let (_server, client) = duplex(64);
        assert_eq!(Wire::new(client).frame(Duration::from_millis(10)).await, Err(NetError::Gone));
    }
}
