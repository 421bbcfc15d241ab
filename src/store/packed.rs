//! The bytes of a letter, made ready for the cache: digested and compressed.
//! That is work, and is done by who brings the bytes, never by the writer.

use std::cell::RefCell;

use rusqlite::{OptionalExtension as _, Row, Transaction, params};
use sha2::{Digest, Sha256};
use zstd::bulk::{Compressor, Decompressor};
use zstd::zstd_safe::compress_bound;

use super::code::{Coding, Count};
use super::error::{Result, StoreError};
use super::shelf::{Shelf, Spot};

/// Of what mail is made of, most is base64: level 1 takes its third off, and
/// higher levels find hardly more at a multiple of the time.
const LEVEL: i32 = 1;

#[derive(Clone, PartialEq, Eq)]
pub struct Packed {
    pub(super) digest: [u8; 32],
    size: u64,
    coding: Coding,
    bytes: Vec<u8>,
}

/// What packs, and the room it packs into: each costs as much to make as a short
/// letter takes to pack.
struct Press {
    compressor: Compressor<'static>,
    room: Vec<u8>,
}

/// A room larger than that is given back.
const ROOM: usize = 4 << 20;

thread_local! {
    static PRESS: RefCell<Option<Press>> =
        RefCell::new(Compressor::new(LEVEL).ok().map(|compressor| Press { compressor, room: Vec::new() }));
}

impl Press {
    /// None if it would be no shorter.
    fn pack(&mut self, raw: &[u8]) -> Option<Vec<u8>> {
        self.room.clear();
        self.room.reserve(compress_bound(raw.len()));
        let _length = self.compressor.compress_to_buffer(raw, &mut self.room).ok()?;
        let packed = (self.room.len() < raw.len()).then(|| self.room.clone());
        if self.room.capacity() > ROOM {
            self.room = Vec::new();
        }
        packed
    }
}

impl Packed {
    pub fn new(raw: &[u8]) -> Self {
        let packed = PRESS.with_borrow_mut(|press| press.as_mut()?.pack(raw));
        let (coding, bytes) = packed.map_or_else(|| (Coding::AsIs, raw.to_vec()), |bytes| (Coding::Zstd, bytes));
        Self { digest: Sha256::digest(raw).into(), size: raw.len() as u64, coding, bytes }
    }

    pub(super) fn weight(&self) -> usize {
        self.bytes.len()
    }

    /// The bytes as they were.
    fn unpack(self) -> Result<Vec<u8>> {
        let size = usize::try_from(self.size).map_err(|_| StoreError::damaged("a letter of an absurd size"))?;
        let bytes = match self.coding {
            Coding::AsIs => self.bytes,
            Coding::Zstd => Decompressor::new()
                .and_then(|mut decompressor| decompressor.decompress(&self.bytes, size))
                .map_err(|_| StoreError::damaged("a letter that does not unpack"))?,
        };
        if bytes.len() == size { Ok(bytes) } else { Err(StoreError::damaged("a letter of another size")) }
    }

    /// Puts the letter on the shelf, and says in the database where it stands.
    pub(super) fn put(&self, tx: &Transaction<'_>, shelf: &Shelf, content: i64) -> Result<()> {
        let Spot { volume, start, length } = shelf.put(&self.digest, &self.bytes)?;
        let mut insert = tx.prepare_cached(
            "INSERT INTO letter (content, coding, size, volume, start, length) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        let size = Count(self.size);
        let _ = insert.execute(params![content, self.coding, size, volume, Count(start), Count(length)])?;
        Ok(())
    }
}

impl std::fmt::Debug for Packed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Packed").field("size", &self.size).field("coding", &self.coding).finish_non_exhaustive()
    }
}

impl super::Store {
    /// The letter as it came from the server; None if its bytes are not here.
    pub async fn raw(&self, id: crate::domain::MessageId) -> Result<Option<Vec<u8>>> {
        let shelf = self.shelf();
        let packed = self.read(move |tx| find(tx, id)?.map(|label| label.fetch(&shelf)).transpose()).await;
        let packed = match packed {
            // Tidied away between the row and the volume: the row has moved on.
            Err(StoreError::Damaged { .. }) => {
                let shelf = self.shelf();
                self.read(move |tx| find(tx, id)?.map(|label| label.fetch(&shelf)).transpose()).await?
            }
            other => other?,
        };
        packed.map(Packed::unpack).transpose()
    }
}

/// What the database says of a letter's bytes.
pub(super) struct Label {
    digest: [u8; 32],
    coding: Coding,
    size: u64,
    spot: Spot,
}

impl Label {
    pub(super) fn fetch(self, shelf: &Shelf) -> Result<Packed> {
        let bytes = shelf.get(self.spot, &self.digest)?;
        Ok(Packed { digest: self.digest, size: self.size, coding: self.coding, bytes })
    }

    /// Digest, coding, size, volume, start, length.
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let count = |column| row.get::<_, Count>(column).map(|count| count.0);
        Ok(Self {
            digest: row.get(0)?,
            coding: row.get(1)?,
            size: count(2)?,
            spot: Spot { volume: row.get(3)?, start: count(4)?, length: count(5)? },
        })
    }
}

fn find(tx: &Transaction<'_>, id: crate::domain::MessageId) -> Result<Option<Label>> {
    let mut select = tx.prepare_cached(
        "SELECT content.digest, letter.coding, letter.size, letter.volume, letter.start, letter.length
         FROM message
         JOIN content ON content.id = message.content
         JOIN letter ON letter.content = message.content
         WHERE message.id = ?1",
    )?;
    Ok(select.query_row([id], Label::read).optional()?)
}

#[cfg(test)]
mod tests {
    use super::{Coding, Packed};

    #[test]
    fn what_is_packed_comes_out_as_it_went_in() {
        for raw in [&b""[..], b"x", &b"Compte rendu\r\n".repeat(500)] {
            assert_eq!(Packed::new(raw).unpack().unwrap(), raw);
        }
    }

    #[test]
    fn what_gets_no_smaller_is_kept_as_it_is() {
        let mut noise = vec![0; 4096];
        getrandom::fill(&mut noise).unwrap();
        let packed = Packed::new(&noise);
        assert_eq!(packed.coding, Coding::AsIs);
        assert_eq!(packed.unpack().unwrap(), noise);
        let text = Packed::new(&b"Compte rendu\r\n".repeat(500));
        assert_eq!(text.coding, Coding::Zstd);
        assert!(text.bytes.len() < 200);
    }

    #[test]
    fn bytes_that_do_not_unpack_are_damage_not_a_short_letter() {
        let mut packed = Packed::new(&b"Compte rendu\r\n".repeat(500));
        packed.size -= 1;
        assert!(packed.clone().unpack().is_err());
        packed.size += 2;
        assert!(packed.clone().unpack().is_err());
        packed.bytes.truncate(20);
        assert!(packed.unpack().is_err());
    }

    #[test]
    fn a_letter_prints_nothing_of_itself() {
        assert!(!format!("{:?}", Packed::new(b"Durand")).contains("68"), "no byte of it");
    }
}
