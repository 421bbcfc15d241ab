//! Modified UTF-7, in which IMAP writes folder names (RFC 3501, 5.1.3).

use base64::Engine;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

const SHIFTED: GeneralPurpose = GeneralPurpose::new(
    &IMAP_MUTF7,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

const WRITTEN: GeneralPurpose =
    GeneralPurpose::new(&IMAP_MUTF7, GeneralPurposeConfig::new().with_encode_padding(false));

/// The name as people read it. One that is not what it should be is shown as
/// it came: it can still be opened.
pub(super) fn decode(name: &str) -> String {
    try_decode(name).unwrap_or_else(|| name.to_owned())
}

/// The name as the server writes it.
pub(super) fn encode(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    let mut shifted = Vec::new();
    for letter in name.chars() {
        if matches!(letter, ' '..='~') {
            shift(&mut encoded, &mut shifted);
            encoded.push(letter);
            if letter == '&' {
                encoded.push('-');
            }
        } else {
            let mut units = [0; 2];
            shifted.extend(letter.encode_utf16(&mut units).iter().flat_map(|unit| unit.to_be_bytes()));
        }
    }
    shift(&mut encoded, &mut shifted);
    encoded
}

fn shift(encoded: &mut String, shifted: &mut Vec<u8>) {
    if !shifted.is_empty() {
        encoded.push('&');
        WRITTEN.encode_string(&*shifted, encoded);
        encoded.push('-');
        shifted.clear();
    }
}

fn try_decode(name: &str) -> Option<String> {
    let mut pieces = name.split('&');
    let mut decoded = pieces.next()?.to_owned();
    for piece in pieces {
        let (shifted, plain) = piece.split_once('-')?;
        if shifted.is_empty() {
            decoded.push('&');
        } else {
            let bytes = SHIFTED.decode(shifted).ok()?;
            let units: Vec<u16> = bytes.as_chunks().0.iter().map(|&pair| u16::from_be_bytes(pair)).collect();
            decoded.push_str(&String::from_utf16(&units).ok()?);
        }
        decoded.push_str(plain);
    }
    Some(decoded)
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn names_are_read_as_people_wrote_them() {
        assert_eq!(decode("&AMk-l&AOk-ments envoy&AOk-s"), "Éléments envoyés");
        assert_eq!(decode("Ann&AOk-e 2024 &- suite"), "Année 2024 & suite");
        assert_eq!(decode("~peter/mail/&U,BTFw-/&ZeVnLIqe-"), "~peter/mail/台北/日本語");
        assert_eq!(decode("&2D3eAA-"), "😀");
    }

    #[test]
    fn names_are_written_as_servers_read_them() {
        assert_eq!(encode("Éléments envoyés"), "&AMk-l&AOk-ments envoy&AOk-s");
        assert_eq!(encode("R&D"), "R&-D");
        for name in ["", "台北/日本語", "😀 & 😀é", "Archives 2024", "\u{7f}", "ééé&&&"] {
            assert_eq!(decode(&encode(name)), name);
        }
    }

    #[test]
    fn a_broken_name_stays_as_it_came() {
        for name in ["R&D", "&AOk", "&!!-", "&2D0-", "Envoyés"] {
            assert_eq!(decode(name), name);
        }
    }
}
