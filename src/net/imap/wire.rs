//! Responses as bytes: lines with their literals, cut out of the stream.
//!
//! A response is delimited here without being understood, so that one that
//! makes no sense costs nothing but itself. Lengths are capped, silence has a
//! deadline, and a wait that is dropped loses no byte. A message is read into
//! the very bytes that the caller gets.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::{Instant, timeout};

use super::deflate::Line;
use crate::net::NetError;

/// After that long without a byte the other side is taken for dead.
pub(super) const SILENCE: Duration = Duration::from_mins(1);
/// A response that takes so long has to come at a pace, in bytes a second:
/// one byte now and then is silence too.
const PATIENCE: Duration = Duration::from_mins(10);
const SLOWEST: u64 = 64;
/// No mail is larger; a server that announces more is mistaken or hostile.
const LARGEST_LITERAL: usize = 200 * 1024 * 1024;
/// A search over a million messages fits.
const LONGEST_LINE: usize = 16 * 1024 * 1024;
const CHUNK: usize = 64 * 1024;
/// A literal from here on is kept apart from the text around it.
pub(super) const APART: usize = 4096;
/// An announced size is believed so far: a lie costs no more.
const BELIEVED: usize = 4 * 1024 * 1024;

/// A response, whole: its text with the line ends and the small literals, and
/// the large literals in their order. In the text those leave their size.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) text: Vec<u8>,
    pub(super) apart: Vec<Vec<u8>>,
}

impl Frame {
    pub(super) fn size(&self) -> usize {
        self.text.len() + self.apart.iter().map(Vec::len).sum::<usize>()
    }
}

pub(super) struct Wire<S> {
    stream: Line<S>,
    /// Bytes read and not yet cut, from `cut` on.
    buffer: Vec<u8>,
    cut: usize,
    /// The response under way: where its last line begins, how much of a
    /// literal is still to come, and that literal if it is a large one.
    frame: Frame,
    line: usize,
    literal: usize,
    apart: Option<Vec<u8>>,
    since: Option<Instant>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Wire<S> {
    pub(super) fn new(stream: S) -> Self {
        Self {
            stream: Line::new(stream),
            buffer: Vec::with_capacity(CHUNK),
            cut: 0,
            frame: Frame::default(),
            line: 0,
            literal: 0,
            apart: None,
            since: None,
        }
    }

    /// All of it, at whatever pace the other side takes it.
    pub(super) async fn send(&mut self, bytes: &[u8]) -> Result<(), NetError> {
        for chunk in bytes.chunks(CHUNK) {
            let sent = timeout(SILENCE, self.stream.write_all(chunk));
            sent.await.map_err(|_| NetError::Gone)?.map_err(NetError::broken)?;
        }
        timeout(SILENCE, self.stream.flush()).await.map_err(|_| NetError::Gone)?.map_err(NetError::broken)
    }

    /// The next response, whole, with its line ends.
    pub(super) async fn frame(&mut self, silence: Duration) -> Result<Frame, NetError> {
        loop {
            if self.literal > 0 {
                self.read_literal(silence).await?;
            } else if self.take_line() {
                let Some(size) = literal_size(&self.frame.text, self.line)? else {
                    self.line = 0;
                    return Ok(std::mem::take(&mut self.frame));
                };
                self.expect_literal(size)?;
            } else if self.frame.text.len() - self.line > LONGEST_LINE {
                return Err(NetError::Odd("a line without end"));
            } else {
                self.fill(silence).await?;
            }
        }
    }

    /// Packs from here on (RFC 4978). What was read ahead is packed already.
    pub(super) fn deflate(&mut self) {
        let ahead = self.buffer.get(self.cut..).unwrap_or_default().to_vec();
        self.cut = self.buffer.len();
        self.stream.deflate(ahead);
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
        self.frame.text.extend_from_slice(taken);
        self.cut += taken.len();
        end.is_some()
    }

    fn expect_literal(&mut self, size: usize) -> Result<(), NetError> {
        if self.frame.size() + size > LARGEST_LITERAL {
            return Err(NetError::Odd("a literal too large"));
        }
        let rest = self.buffer.get(self.cut..).unwrap_or_default();
        let here = rest.get(..size).unwrap_or(rest);
        if size >= APART {
            let mut apart = Vec::with_capacity(size.min(BELIEVED));
            apart.extend_from_slice(here);
            self.apart = Some(apart);
            self.line = self.frame.text.len();
        } else {
            self.frame.text.reserve(size);
            self.frame.text.extend_from_slice(here);
            self.line = self.frame.text.len() - here.len() + size;
        }
        self.cut += here.len();
        self.literal = size - here.len();
        self.close_literal();
        Ok(())
    }

    fn close_literal(&mut self) {
        if self.literal == 0 {
            self.frame.apart.extend(self.apart.take());
        }
    }

    async fn read_literal(&mut self, silence: Duration) -> Result<(), NetError> {
        self.keep_pace()?;
        let into = self.apart.as_mut().unwrap_or(&mut self.frame.text);
        if into.capacity() == into.len() {
            into.reserve_exact(self.literal.min(into.len().max(CHUNK)));
        }
        let mut stream = (&mut self.stream).take(self.literal as u64);
        let read = timeout(silence, stream.read_buf(into));
        match read.await.map_err(|_| NetError::Gone)?.map_err(NetError::broken)? {
            0 => Err(NetError::Gone),
            read => {
                self.literal = self.literal.saturating_sub(read);
                self.close_literal();
                Ok(())
            }
        }
    }

    async fn fill(&mut self, silence: Duration) -> Result<(), NetError> {
        self.keep_pace()?;
        // Whatever was in the buffer has been moved out of it.
        self.buffer.clear();
        self.cut = 0;
        let read = timeout(silence, self.stream.read_buf(&mut self.buffer));
        match read.await.map_err(|_| NetError::Gone)?.map_err(NetError::broken)? {
            0 => Err(NetError::Gone),
            _ => Ok(()),
        }
    }

    fn keep_pace(&mut self) -> Result<(), NetError> {
        if self.frame.text.is_empty() {
            // Between two responses silence is another matter.
            self.since = None;
            return Ok(());
        }
        let since = *self.since.get_or_insert_with(Instant::now);
        let here = self.frame.size() + self.apart.as_ref().map_or(0, Vec::len);
        if too_slow(here as u64, since.elapsed()) { Err(NetError::Gone) } else { Ok(()) }
    }
}

fn too_slow(bytes: u64, taken: Duration) -> bool {
    taken > PATIENCE && bytes < taken.as_secs().saturating_mul(SLOWEST)
}

/// The size of the literal that the last line announces at its end: `{42}`,
/// also as `{42+}` and `~{42}`. A human text may end the same way and
/// announces nothing.
fn literal_size(text: &[u8], line: usize) -> Result<Option<usize>, NetError> {
    if is_text(text) {
        return Ok(None);
    }
    let Some(line) = text.get(line..).map(<[u8]>::trim_ascii_end).and_then(|line| line.strip_suffix(b"}")) else {
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
    use super::{APART, Frame, SILENCE, Wire, too_slow};
    use crate::net::NetError;
    use crate::net::imap::response::Response;
    use std::pin::Pin;
    use std::task::{Context, Poll};
    use std::time::Duration;
    use tokio::io::{AsyncWriteExt, duplex};

    async fn frames(bytes: &[u8]) -> Vec<Result<Vec<u8>, NetError>> {
        let (mut server, client) = duplex(1 << 20);
        server.write_all(bytes).await.unwrap();
        drop(server);
        let mut wire = Wire::new(client);
        let mut frames = Vec::new();
        loop {
            frames.push(wire.frame(SILENCE).await.map(|frame| frame.text));
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
        let text = b"* 1 FETCH (BODY[] {6}\r\nabcdef UID 1)\r\n".to_vec();
        assert_eq!(wire.frame(SILENCE).await, Ok(Frame { text, apart: Vec::new() }));
    }

    #[tokio::test]
    async fn a_large_literal_is_kept_apart_and_never_moved() {
        let large: Vec<u8> = (0..=255).cycle().take(APART * 100).collect();
        let (mut server, client) = duplex(1 << 12);
        let announced = format!("* 1 FETCH (BODY[] {{{}}}\r\n", large.len());
        let sent =
            [announced.as_bytes(), &large, b" UID 1 X {1}\r\na Y {4096}\r\n", &large[..APART], b")\r\n"].concat();
        let sending = tokio::spawn(async move { server.write_all(&sent).await });
        let frame = Wire::new(client).frame(SILENCE).await.unwrap();
        sending.await.unwrap().unwrap();
        let text = format!("{announced} UID 1 X {{1}}\r\na Y {{4096}}\r\n)\r\n");
        assert_eq!(String::from_utf8(frame.text).unwrap(), text);
        assert!(frame.apart == [large.clone(), large[..APART].to_vec()]);
        assert_eq!(frame.apart[0].capacity(), large.len());
    }

    #[tokio::test]
    async fn packing_begins_at_the_byte_after_the_answer() {
        let (mut server, client) = duplex(1 << 12);
        let mut sent = b"s1 OK pack\r\n".to_vec();
        sent.reserve(1000);
        let mut packer = flate2::Compress::new(flate2::Compression::default(), false);
        let _ = packer.compress_vec(b"* 3 EXISTS\r\n", &mut sent, flate2::FlushCompress::Sync).unwrap();
        server.write_all(&sent).await.unwrap();
        let mut wire = Wire::new(client);
        assert_eq!(wire.frame(SILENCE).await.unwrap().text, b"s1 OK pack\r\n");
        wire.deflate();
        assert_eq!(wire.frame(SILENCE).await.unwrap().text, b"* 3 EXISTS\r\n");
        server.write_all(&[0xff; 100]).await.unwrap();
        assert_eq!(wire.frame(SILENCE).await, Err(NetError::Odd("a corrupt stream")));
    }

    #[test]
    fn a_byte_now_and_then_is_silence_too() {
        assert!(too_slow(600, Duration::from_mins(11)));
        assert!(!too_slow(600, Duration::from_mins(9)));
        assert!(!too_slow(1 << 20, Duration::from_hours(1)));
    }

    #[tokio::test]
    async fn silence_has_an_end() {
        let (_server, client) = duplex(64);
        assert_eq!(Wire::new(client).frame(Duration::from_millis(10)).await, Err(NetError::Gone));
    }

    /// The bytes of a mailbox, over and over, as a TLS stream hands them out.
    struct Mailbox {
        bytes: Vec<u8>,
        at: usize,
        left: usize,
    }

    impl tokio::io::AsyncRead for Mailbox {
        fn poll_read(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
            out: &mut tokio::io::ReadBuf<'_>,
        ) -> Poll<std::io::Result<()>> {
            let size = out.remaining().min(16 * 1024).min(self.left).min(self.bytes.len() - self.at);
            out.put_slice(&self.bytes[self.at..self.at + size]);
            self.left -= size;
            self.at = (self.at + size) % self.bytes.len();
            Poll::Ready(Ok(()))
        }
    }

    impl tokio::io::AsyncWrite for Mailbox {
        fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
            Poll::Ready(Ok(bytes.len()))
        }
        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
            Poll::Ready(Ok(()))
        }
        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    /// Messages of 1 KB to 300 KB, 59 KB on average: cut out, read, handed over.
    #[tokio::test]
    #[ignore = "a figure: cargo test --release --lib net::imap::wire -- --ignored"]
    async fn messages_come_out_faster_than_any_line_brings_them() {
        let sizes = [1_000, 6_000, 6_500, 12_000, 30_000, 60_000, 300_000];
        let message = |size: usize| {
            let body = "0123456789abcdef0123456789abcd\r\n".repeat(size / 32);
            format!("* 7 FETCH (UID 7 BODY[] {{{}}}\r\n{body})\r\n", body.len()).into_bytes()
        };
        let bytes: Vec<u8> = sizes.into_iter().flat_map(message).collect();
        let total = bytes.len() * 1400;
        let mut wire = Wire::new(Mailbox { bytes, at: 0, left: total });
        let (mut messages, started) = (0, std::time::Instant::now());
        while let Ok(frame) = wire.frame(SILENCE).await {
            let Response::Fetch(mut fetched) = Response::of(&frame) else { panic!("no FETCH") };
            assert!(fetched.section.take().unwrap().cut_from(frame).len() > 900);
            messages += 1;
        }
        let megabytes = total as f64 / 1e6;
        let rate = megabytes / started.elapsed().as_secs_f64();
        assert_eq!(messages, sizes.len() * 1400);
        assert!(cfg!(debug_assertions) || rate > 500.0, "{megabytes:.0} MB at {rate:.0} MB/s");
    }
}
