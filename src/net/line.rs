//! Lines in and out of a stream, as SMTP and STARTTLS speak them: bounded in
//! length and in time, and able to say whether anything is left over.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::timeout;

use super::NetError;

const LONGEST: usize = 64 * 1024;
/// Of what is sent in one go.
const PIECE: usize = 16 * 1024;
pub(super) const SILENCE: Duration = Duration::from_secs(30);

pub(super) struct Lines<S> {
    stream: S,
    buffer: Vec<u8>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Lines<S> {
    pub(super) fn new(stream: S) -> Self {
        Self { stream, buffer: Vec::new() }
    }

    /// The next line, without its end.
    pub(super) async fn next(&mut self) -> Result<String, NetError> {
        self.next_within(SILENCE).await
    }

    /// The same where the other side may take its time.
    pub(super) async fn next_within(&mut self, silence: Duration) -> Result<String, NetError> {
        loop {
            if let Some(end) = self.buffer.iter().position(|&byte| byte == b'\n') {
                let line: Vec<u8> = self.buffer.drain(..=end).collect();
                return Ok(String::from_utf8_lossy(line.trim_ascii_end()).into_owned());
            }
            if self.buffer.len() >= LONGEST {
                return Err(NetError::Odd("a line without end"));
            }
            let read = timeout(silence, self.stream.read_buf(&mut self.buffer));
            match read.await.map_err(|_| NetError::Gone)?.map_err(NetError::broken)? {
                0 => return Err(NetError::Gone),
                _ => self.buffer.reserve(1024),
            }
        }
    }

    /// Sends a command; the end of the line is added here.
    pub(super) async fn say(&mut self, line: &str) -> Result<(), NetError> {
        let send = async {
            self.stream.write_all(line.as_bytes()).await?;
            self.stream.write_all(b"\r\n").await?;
            self.stream.flush().await
        };
        timeout(SILENCE, send).await.map_err(|_| NetError::Gone)?.map_err(NetError::broken)
    }

    /// Sends bytes as they are, in pieces, so that a slow line is not taken for a
    /// silent one.
    pub(super) async fn pour(&mut self, bytes: &[u8]) -> Result<(), NetError> {
        for piece in bytes.chunks(PIECE) {
            let send = self.stream.write_all(piece);
            timeout(SILENCE, send).await.map_err(|_| NetError::Gone)?.map_err(NetError::broken)?;
        }
        timeout(SILENCE, self.stream.flush()).await.map_err(|_| NetError::Gone)?.map_err(NetError::broken)
    }

    /// The other side has gone, or speaks before it was asked. Waits for nothing.
    pub(super) async fn is_disturbed(&mut self) -> bool {
        self.buffer.reserve(1024);
        let mut read = std::pin::pin!(self.stream.read_buf(&mut self.buffer));
        std::future::poll_fn(|context| std::task::Poll::Ready(read.as_mut().poll(context).is_ready())).await
    }

    /// The stream again, which must hold nothing that was not asked for.
    pub(super) fn into_clean(self) -> Result<S, NetError> {
        if self.buffer.is_empty() { Ok(self.stream) } else { Err(NetError::Odd("data before TLS")) }
    }
}
