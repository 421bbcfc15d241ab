//! Frames: the length in four bytes, little end first, then one value in
//! postcard's coding. A claimed length costs nothing until the bytes are there.

use std::io::{self, Read};

use postcard::ser_flavors::Size;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncRead, AsyncReadExt as _};
use zeroize::Zeroizing;

use super::Confinement;

/// Of a body: so much is believed before it is there.
const SHORT: usize = 64 << 10;
/// Reading to the end looks for it with some room left.
const PROBE: usize = 64;

#[derive(Debug, thiserror::Error)]
pub(super) enum FrameError {
    #[error("the frame is longer than was agreed")]
    TooLong,
    #[error("the frame makes no sense")]
    Garbled,
    #[error("the pipe broke ({})", .0.kind())]
    Broken(#[from] io::Error),
}

/// The first word of a child: it is confined, so far as it could be.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Hello {
    pub(super) confinement: Confinement,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Question<Q> {
    pub(super) id: u64,
    pub(super) body: Q,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Answer<A> {
    /// That of the question.
    pub(super) id: u64,
    /// The child ends after it: the next question is for another one.
    pub(super) last: bool,
    pub(super) body: A,
}

/// Measured first, so that the frame never moves: what is left behind when a
/// vector grows cannot be wiped.
pub(super) fn pack<T: Serialize>(value: &T, most: usize) -> Result<Zeroizing<Vec<u8>>, FrameError> {
    let length = postcard::serialize_with_flavor(value, Size::default()).map_err(|_| FrameError::Garbled)?;
    if length > most {
        return Err(FrameError::TooLong);
    }
    let mut frame = Zeroizing::new(Vec::with_capacity(4 + length));
    frame.extend(u32::try_from(length).map_err(|_| FrameError::TooLong)?.to_le_bytes());
    let packed = postcard::to_extend(value, std::mem::take(&mut *frame)).map_err(|_| FrameError::Garbled)?;
    Ok(packed.into())
}

fn unpack<T: DeserializeOwned>(body: &[u8]) -> Result<T, FrameError> {
    match postcard::take_from_bytes(body) {
        Ok((value, [])) => Ok(value),
        _ => Err(FrameError::Garbled),
    }
}

/// The next value; None at a clean end.
pub(super) fn read<T: DeserializeOwned>(pipe: &mut impl Read, most: usize) -> Result<Option<T>, FrameError> {
    let mut head = [0; 4];
    let Some((first, rest)) = head.split_first_mut() else { return Err(FrameError::Garbled) };
    if pipe.read(std::slice::from_mut(first))? == 0 {
        return Ok(None);
    }
    pipe.read_exact(rest)?;
    let length = claimed(head, most)?;
    let mut body = room(length);
    let came = pipe.take(length).read_to_end(&mut body)?;
    whole(came, length)?;
    unpack(&body).map(Some)
}

/// The same for who must not wait on a thread; an end is broken off here.
pub(super) async fn receive<T: DeserializeOwned>(
    pipe: &mut (impl AsyncRead + Unpin),
    most: usize,
) -> Result<T, FrameError> {
    let mut head = [0; 4];
    let _ = pipe.read_exact(&mut head).await?;
    let length = claimed(head, most)?;
    let mut body = room(length);
    let came = pipe.take(length).read_to_end(&mut body).await?;
    whole(came, length)?;
    unpack(&body)
}

/// Where a body is read into. A short one, as those with secrets are, never
/// moves while it comes in.
fn room(length: u64) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(Vec::with_capacity(usize::try_from(length).unwrap_or(SHORT).min(SHORT) + PROBE))
}

fn claimed(head: [u8; 4], most: usize) -> Result<u64, FrameError> {
    let length = u32::from_le_bytes(head);
    let fits = usize::try_from(length).is_ok_and(|length| length <= most);
    if fits { Ok(length.into()) } else { Err(FrameError::TooLong) }
}

fn whole(came: usize, length: u64) -> Result<(), FrameError> {
    if came as u64 == length { Ok(()) } else { Err(FrameError::Broken(io::ErrorKind::UnexpectedEof.into())) }
}

#[cfg(test)]
mod tests {
    use super::{FrameError, pack, read};
    use crate::child::Bytes;

    const MOST: usize = 1 << 10;

    #[test]
    fn what_goes_in_comes_out_until_the_pipe_ends() {
        let frames =
            [pack(&("un", 1u8), MOST).unwrap().to_vec(), pack(&("deux", 2u8), MOST).unwrap().to_vec()].concat();
        let mut pipe = frames.as_slice();
        let mut next = || read::<(String, u8)>(&mut pipe, MOST).unwrap();
        assert_eq!(next(), Some(("un".to_owned(), 1)));
        assert_eq!(next(), Some(("deux".to_owned(), 2)));
        assert_eq!(next(), None);
    }

    #[test]
    fn bytes_cost_their_length() {
        let frame = pack(&Bytes(vec![255; 1_000]), MOST).unwrap();
        assert_eq!(frame.len(), 4 + 2 + 1_000);
        assert_eq!(read::<Bytes>(&mut frame.as_slice(), MOST).unwrap(), Some(Bytes(vec![255; 1_000])));
    }

    #[test]
    fn a_frame_beyond_its_cap_is_neither_written_nor_read() {
        assert!(matches!(pack(&Bytes(vec![0; MOST]), MOST), Err(FrameError::TooLong)));
        let claim = [255, 255, 255, 127, 0];
        assert!(matches!(read::<Bytes>(&mut claim.as_slice(), MOST), Err(FrameError::TooLong)));
    }

    #[test]
    fn a_frame_that_was_cut_or_says_too_much_is_told() {
        let frame = pack(&("un", 1u8), MOST).unwrap();
        for cut in 1..frame.len() {
            let read = read::<(String, u8)>(&mut &frame[..cut], MOST);
            assert!(matches!(read, Err(FrameError::Broken(_))), "{cut}");
        }
        assert!(matches!(read::<String>(&mut frame.as_slice(), MOST), Err(FrameError::Garbled)));
    }
}
