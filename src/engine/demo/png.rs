//! Writes PNG files, stored and not compressed: cheap to make.

/// What one stored block of deflate can hold.
const BLOCK: usize = 65_535;

/// Rows of three bytes a pixel. A row too many or too few is the caller's fault
/// and gives a picture that viewers refuse.
pub(super) fn encode(width: u32, height: u32, rows: &[u8]) -> Vec<u8> {
    let stride = usize::try_from(width).unwrap_or_default() * 3;
    let mut raw = Vec::with_capacity(rows.len() + rows.len() / stride.max(1) + 1);
    for row in rows.chunks(stride.max(1)) {
        raw.push(0); // no filter
        raw.extend_from_slice(row);
    }
    let table = Crc::table();
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([8, 2, 0, 0, 0]); // eight bits of red, green, blue
    chunk(&mut png, &table, "IHDR", &header);
    chunk(&mut png, &table, "IDAT", &stored(&raw));
    chunk(&mut png, &table, "IEND", &[]);
    png
}

fn chunk(png: &mut Vec<u8>, table: &Crc, kind: &str, data: &[u8]) {
    png.extend(u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    png.extend(kind.bytes());
    png.extend_from_slice(data);
    png.extend(table.sum([kind.as_bytes(), data]).to_be_bytes());
}

fn stored(raw: &[u8]) -> Vec<u8> {
    let mut zlib = vec![0x78, 0x01];
    let count = raw.chunks(BLOCK).count();
    for (number, block) in raw.chunks(BLOCK).enumerate() {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        zlib.push(u8::from(number + 1 == count));
        zlib.extend(length.to_le_bytes());
        zlib.extend((!length).to_le_bytes());
        zlib.extend_from_slice(block);
    }
    zlib.extend(adler(raw).to_be_bytes());
    zlib
}

fn adler(raw: &[u8]) -> u32 {
    let (mut low, mut high) = (1_u32, 0_u32);
    // So many sums fit before the remainder is due.
    for block in raw.chunks(5_552) {
        for byte in block {
            low += u32::from(*byte);
            high += low;
        }
        (low, high) = (low % 65_521, high % 65_521);
    }
    high << 16 | low
}

struct Crc([u32; 256]);

impl Crc {
    fn table() -> Self {
        let step = |value: u32, _| if value & 1 == 1 { 0xedb8_8320 ^ (value >> 1) } else { value >> 1 };
        Self(std::array::from_fn(|entry| (0..8).fold(u32::try_from(entry).unwrap_or_default(), step)))
    }

    fn sum(&self, parts: [&[u8]; 2]) -> u32 {
        let mut sum = u32::MAX;
        for byte in parts.into_iter().flatten() {
            let [place, ..] = (sum ^ u32::from(*byte)).to_le_bytes();
            sum = self.0.get(usize::from(place)).copied().unwrap_or_default() ^ (sum >> 8);
        }
        !sum
    }
}

#[cfg(test)]
mod tests {
    use super::{Crc, adler, encode};

    #[test]
    fn sums_are_those_of_the_standards() {
        assert_eq!(Crc::table().sum([b"IEND", b""]), 0xae42_6082);
        assert_eq!(adler(b"Wikipedia"), 0x11e6_0398);
    }

    #[test]
    fn a_picture_is_longer_than_its_pixels_by_little() {
        let png = encode(200, 200, &vec![120; 120_000]);
        assert!(png.starts_with(b"\x89PNG") && (120_000..120_400).contains(&png.len()));
    }
}
