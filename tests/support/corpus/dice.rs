//! Chance that falls the same way each time (`SplitMix64`).

pub struct Dice(u64);

impl Dice {
    /// Dice of their own for each purpose: what one part of a message takes
    /// from chance changes nothing elsewhere.
    pub fn new(number: u64, purpose: &str) -> Self {
        let seed = purpose.bytes().fold(number, |seed, byte| mix(seed ^ u64::from(byte)));
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    pub fn percent(&mut self, chance: u64) -> bool {
        self.below(100) < chance
    }

    pub fn pick<'a, T: ?Sized>(&mut self, among: &[&'a T]) -> &'a T {
        among[self.index(among.len())]
    }

    /// One of these, each as often as its weight says.
    pub fn weighted<T: Copy>(&mut self, among: &[(u64, T)]) -> T {
        let mut left = self.below(among.iter().map(|(weight, _)| weight).sum());
        for (weight, value) in among {
            if left < *weight {
                return *value;
            }
            left -= weight;
        }
        unreachable!("the weights add up")
    }

    pub fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).expect("an index that fits")
    }
}

fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
