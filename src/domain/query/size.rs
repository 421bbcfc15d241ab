//! Sizes as they are typed: `>5Mo`, `<100ko`, `5M` (that or more).

use super::Tongue;

/// Bytes, in decimal units as disks and operators count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Size {
    Over(u64),
    AtLeast(u64),
    Under(u64),
}

const UNITS: [(char, u64); 3] = [('g', 1_000_000_000), ('m', 1_000_000), ('k', 1000)];
/// Beyond this nobody searches, and nothing below need be careful.
const MOST: f64 = 1e15;

impl Size {
    pub(super) fn parse(text: &str) -> Option<Self> {
        if let Some(rest) = text.strip_prefix('>') {
            return bytes(rest).map(Self::Over);
        }
        if let Some(rest) = text.strip_prefix('<') {
            return bytes(rest).map(Self::Under);
        }
        bytes(text).map(Self::AtLeast)
    }

    pub(super) fn print(self, tongue: Tongue) -> String {
        let (sign, bytes) = match self {
            Self::Over(bytes) => (">", bytes),
            Self::AtLeast(bytes) => ("", bytes),
            Self::Under(bytes) => ("<", bytes),
        };
        let unit = match tongue {
            Tongue::French => "o",
            Tongue::English => "B",
        };
        let fits = |(_, size): &&(char, u64)| bytes > 0 && bytes % size == 0;
        match UNITS.iter().find(fits) {
            Some(('k', size)) => format!("{sign}{}k{unit}", bytes / size),
            Some((letter, size)) => format!("{sign}{}{}{unit}", bytes / size, letter.to_ascii_uppercase()),
            None => format!("{sign}{bytes}{unit}"),
        }
    }
}

fn bytes(text: &str) -> Option<u64> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = text.get(digits.len()..)?.to_ascii_lowercase();
    let factor = match unit.trim_end_matches(['o', 'b']) {
        "" if unit.len() <= 1 => 1,
        letter if unit.len() <= 2 => UNITS.iter().find(|(name, _)| letter == name.to_string())?.1,
        _ => return None,
    };
    let plain = digits.replace(',', ".");
    if !plain.starts_with(|c: char| c.is_ascii_digit()) || !plain.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    let value = plain.parse::<f64>().ok()? * factor as f64;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked in this line")]
    (value < MOST).then_some(value.round() as u64)
}

#[cfg(test)]
mod tests {
    use super::super::Tongue;
    use super::Size;

    #[test]
    fn a_size_is_read_in_any_usual_unit() {
        for text in [">5Mo", ">5M", ">5mb", ">5,0Mo", ">5000ko", ">5000000"] {
            assert_eq!(Size::parse(text), Some(Size::Over(5_000_000)), "{text}");
        }
        assert_eq!(Size::parse("<100ko"), Some(Size::Under(100_000)));
        assert_eq!(Size::parse("1,5G"), Some(Size::AtLeast(1_500_000_000)));
        for no in ["", ">", "Mo", "5x", "5Mox", "-5", "5..5", "5oo", "1e9", "9999999999G"] {
            assert_eq!(Size::parse(no), None, "{no}");
        }
    }

    #[test]
    fn a_size_is_written_as_it_can_be_read() {
        assert_eq!(Size::Over(5_000_000).print(Tongue::French), ">5Mo");
        assert_eq!(Size::Under(1500).print(Tongue::English), "<1500B");
        for bytes in [0, 1, 999, 1000, 123_456_789, 7_000_000_000] {
            assert_eq!(Size::parse(&Size::AtLeast(bytes).print(Tongue::French)), Some(Size::AtLeast(bytes)));
        }
    }
}
