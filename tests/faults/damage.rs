//! Bytes damaged at random: a failure comes back with its number.

pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        start..(start + self.below(60)).min(length)
    }

    /// Bytes that were cut, doubled, mixed with others or changed.
    pub(super) fn mutated(&mut self, bytes: &[u8], other: &[u8]) -> Vec<u8> {
        const SIGNS: &[u8] = b"<>/\"'&;=!?-[]:^|%. \0\xff\xc3";
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(8) {
            let length = bytes.len();
            match self.below(7) {
                0 if self.below(4) == 0 => bytes.truncate(self.below(length + 1)),
                1 => drop(bytes.drain(self.range(length))),
                2 => {
                    let range = self.range(length);
                    let copy = bytes[range.clone()].to_vec();
                    drop(bytes.splice(range.end..range.end, copy.repeat(1 + self.below(5))));
                }
                3 => {
                    let piece = other[self.range(other.len())].to_vec();
                    drop(bytes.splice(self.range(length), piece));
                }
                4 if length > 0 => bytes[self.below(length)] = u8::try_from(self.below(256)).unwrap(),
                _ if length > 0 => bytes[self.below(length)] = SIGNS[self.below(SIGNS.len())],
                _ => {}
            }
        }
        bytes
    }
}
