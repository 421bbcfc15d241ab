//! The line below the responses: the encrypted stream as it is, or with
//! DEFLATE over it in both directions (RFC 4978).
//!
//! What is unpacked goes straight where it is asked for, a step at a time: a
//! server that packs a bomb costs no more than one that sends it unpacked.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

const STEP: usize = 16 * 1024;

pub(super) struct Line<S> {
    stream: S,
    deflate: Option<Box<Deflate>>,
}

struct Deflate {
    inflater: Decompress,
    /// Packed bytes from the stream, and how many of them are unpacked.
    received: Vec<u8>,
    unpacked: usize,
    deflater: Compress,
    /// Packed bytes for the stream, and how many of them are gone.
    packed: Vec<u8>,
    sent: usize,
    /// Something was said since the last flush.
    waiting: bool,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Line<S> {
    pub(super) fn new(stream: S) -> Self {
        Self { stream, deflate: None }
    }

    /// From here on both sides pack; `received` is already so.
    pub(super) fn deflate(&mut self, received: Vec<u8>) {
        self.deflate = Some(Box::new(Deflate {
            inflater: Decompress::new(false),
            received,
            unpacked: 0,
            deflater: Compress::new(Compression::default(), false),
            packed: Vec::new(),
            sent: 0,
            waiting: false,
        }));
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncRead for Line<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let Some(deflate) = &mut this.deflate else { return Pin::new(&mut this.stream).poll_read(cx, out) };
        if out.remaining() == 0 {
            return Poll::Ready(Ok(()));
        }
        while !deflate.unpack(out)? {
            if ready!(deflate.receive(Pin::new(&mut this.stream), cx))? == 0 {
                break;
            }
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Line<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let Some(deflate) = &mut this.deflate else { return Pin::new(&mut this.stream).poll_write(cx, bytes) };
        ready!(deflate.send(Pin::new(&mut this.stream), cx))?;
        let step = bytes.get(..STEP).unwrap_or(bytes);
        deflate.pack(step, FlushCompress::None)?;
        deflate.waiting = true;
        Poll::Ready(Ok(step.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if let Some(deflate) = &mut this.deflate {
            if std::mem::take(&mut deflate.waiting) {
                deflate.pack(&[], FlushCompress::Sync)?;
            }
            ready!(deflate.send(Pin::new(&mut this.stream), cx))?;
        }
        Pin::new(&mut this.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.as_mut().poll_flush(cx))?;
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}

impl Deflate {
    /// Unpacks what is here; false where it gives nothing without more.
    fn unpack(&mut self, out: &mut ReadBuf<'_>) -> io::Result<bool> {
        let (read, written) = (self.inflater.total_in(), self.inflater.total_out());
        let room = out.initialize_unfilled_to(out.remaining().min(STEP));
        let packed = self.received.get(self.unpacked..).unwrap_or_default();
        let status = self.inflater.decompress(packed, room, FlushDecompress::None).map_err(|_| corrupt())?;
        let read = size(self.inflater.total_in() - read);
        let written = size(self.inflater.total_out() - written);
        self.unpacked += read;
        out.advance(written);
        // The stream lives as long as the session: an end, or a standstill
        // with bytes left, is no deflate.
        let stuck = read == 0 && written == 0 && self.unpacked < self.received.len();
        if written == 0 && (stuck || status == Status::StreamEnd) { Err(corrupt()) } else { Ok(written > 0) }
    }

    /// How many packed bytes came; 0 at the end of the stream.
    fn receive<S: AsyncRead>(&mut self, stream: Pin<&mut S>, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        if self.unpacked < self.received.len() {
            return Poll::Ready(Ok(self.received.len() - self.unpacked));
        }
        self.unpacked = 0;
        self.received.resize(STEP, 0);
        let mut read = ReadBuf::new(&mut self.received);
        let polled = stream.poll_read(cx, &mut read);
        let came = read.filled().len();
        self.received.truncate(came);
        polled.map_ok(|()| came)
    }

    fn pack(&mut self, mut bytes: &[u8], flush: FlushCompress) -> io::Result<()> {
        loop {
            self.packed.reserve(STEP);
            let read = self.deflater.total_in();
            let _status = self.deflater.compress_vec(bytes, &mut self.packed, flush).map_err(|_| corrupt())?;
            bytes = bytes.get(size(self.deflater.total_in() - read)..).unwrap_or_default();
            // Room left over means that nothing waits inside.
            if bytes.is_empty() && self.packed.len() < self.packed.capacity() {
                return Ok(());
            }
        }
    }

    fn send<S: AsyncWrite>(&mut self, mut stream: Pin<&mut S>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while let Some(rest) = self.packed.get(self.sent..).filter(|rest| !rest.is_empty()) {
            match ready!(stream.as_mut().poll_write(cx, rest))? {
                0 => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                sent => self.sent += sent,
            }
        }
        self.packed.clear();
        self.sent = 0;
        Poll::Ready(Ok(()))
    }
}

fn size(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

fn corrupt() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

#[cfg(test)]
mod tests {
    use super::Line;
    use std::io::ErrorKind;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    #[tokio::test]
    async fn both_directions_are_packed_and_arrive_at_each_flush() {
        let (near, far) = duplex(1 << 12);
        let (mut near, mut far) = (Line::new(near), Line::new(far));
        near.deflate(Vec::new());
        far.deflate(Vec::new());
        let text: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
        let sent = text.clone();
        let writer = tokio::spawn(async move {
            for piece in [&sent[..5], &sent[5..]] {
                near.write_all(piece).await.unwrap();
                near.flush().await.unwrap();
            }
            let mut answer = [0; 2];
            let _ = near.read_exact(&mut answer).await.unwrap();
            answer
        });
        let mut heard = vec![0; text.len()];
        let _ = far.read_exact(&mut heard[..5]).await.unwrap();
        let _ = far.read_exact(&mut heard[5..]).await.unwrap();
        assert!(heard == text);
        far.write_all(b"ok").await.unwrap();
        far.flush().await.unwrap();
        assert_eq!(writer.await.unwrap(), *b"ok");
    }

    #[tokio::test]
    async fn a_corrupt_stream_is_an_error_and_a_closed_one_an_end() {
        let mut heard = [0; 8];
        for garbage in [b"\xff\xff\xff\xff".as_slice(), b"\x07\x00\x01"] {
            let (mut far, near) = duplex(64);
            let mut near = Line::new(near);
            near.deflate(garbage.to_vec());
            far.write_all(&[0xff; 32]).await.unwrap();
            let error = near.read(&mut heard).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidData);
        }
        let (far, near) = duplex(64);
        drop(far);
        let mut near = Line::new(near);
        near.deflate(Vec::new());
        assert_eq!(near.read(&mut heard).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn a_bomb_is_unpacked_only_as_far_as_it_is_asked_for() {
        let (mut far, near) = duplex(1 << 16);
        let mut bomb = Vec::with_capacity(1 << 16);
        let mut packer = flate2::Compress::new(flate2::Compression::best(), false);
        let _ = packer.compress_vec(&vec![0; 1 << 24], &mut bomb, flate2::FlushCompress::Sync).unwrap();
        far.write_all(&bomb).await.unwrap();
        let mut near = Line::new(near);
        near.deflate(Vec::new());
        let mut heard = vec![0; 1 << 20];
        let read = near.read(&mut heard).await.unwrap();
        assert!(read <= super::STEP, "{read}");
        assert!(near.deflate.unwrap().received.len() <= super::STEP);
    }
}
