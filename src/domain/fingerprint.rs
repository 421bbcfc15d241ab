//! What tells one certificate from all others, written in hexadecimal digits.

use serde::{Deserialize, Serialize};

/// SHA-256 of the whole certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Fingerprint(pub [u8; 32]);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no fingerprint: 64 hexadecimal digits")]
pub struct BadFingerprint;

impl std::fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02X}"))
    }
}

impl std::str::FromStr for Fingerprint {
    type Err = BadFingerprint;

    fn from_str(text: &str) -> Result<Self, BadFingerprint> {
        let digit = |c: char| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let digits: Option<Vec<u8>> = text.chars().map(digit).collect();
        let (pairs, rest) = digits.as_deref().ok_or(BadFingerprint)?.as_chunks::<2>();
        let bytes: Vec<u8> = pairs.iter().map(|[high, low]| high << 4 | low).collect();
        if rest.is_empty() { bytes.try_into().map(Self).map_err(|_| BadFingerprint) } else { Err(BadFingerprint) }
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        fingerprint.to_string()
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = BadFingerprint;

    fn try_from(text: String) -> Result<Self, BadFingerprint> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::{BadFingerprint, Fingerprint};

    #[test]
    fn a_fingerprint_is_read_as_it_is_written_in_either_case() {
        let one = Fingerprint(std::array::from_fn(|at| u8::try_from(at * 8).unwrap()));
        assert_eq!(one.to_string().parse(), Ok(one));
        assert_eq!(one.to_string().to_lowercase().parse(), Ok(one));
        for bad in ["", "A5", &"A5".repeat(33), &"A".repeat(63), &"G0".repeat(32), &"é".repeat(32)] {
            assert_eq!(bad.parse::<Fingerprint>(), Err(BadFingerprint), "{bad}");
        }
    }
}
