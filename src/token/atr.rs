//! A card by the answer it gives when it is switched on (ATR): enough to say
//! which card lies in the reader. It says nothing of who holds it, and proves
//! nothing: what a card can do is the business of its module.

/// What every contact CPS carries: the card family of the health agency.
const CPS: [u8; 5] = [0x12, 0x25, 0x00, 0x64, 0x80];
const CPS3_START: [u8; 5] = [0x3B, 0xAC, 0x00, 0x40, 0x2A];
const CONTACTLESS: [u8; 20] = [
    0x3B, 0x8F, 0x80, 0x01, 0x00, 0x31, 0xB8, 0x64, 0x04, 0xB0, 0xEC, 0xC1, 0x73, 0x94, 0x01, 0x80, 0x82, 0x90, 0x00,
    0x0E,
];
const VITALE_START: [u8; 3] = [0x3B, 0x75, 0x13];

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Card {
    /// A patient's card, put in by mistake.
    Vitale,
    /// It may be a token of another kind: its module knows.
    Unknown,
    /// A CPS on a contactless reader: it can neither take the code nor sign.
    Contactless,
    Cps3,
    Cps4,
}

impl Card {
    pub fn of(atr: &[u8]) -> Self {
        let holds = |part: &[u8]| atr.windows(part.len()).any(|window| window == part);
        if atr == CONTACTLESS {
            Self::Contactless
        } else if atr.starts_with(&VITALE_START) {
            Self::Vitale
        } else if atr.starts_with(&CPS3_START) || (holds(&CPS) && holds(&CPS3_TAIL)) {
            Self::Cps3
        } else if holds(&CPS) {
            Self::Cps4
        } else {
            Self::Unknown
        }
    }

    /// Any card of the family, which the Cryptolib serves.
    pub fn is_cps(self) -> bool {
        matches!(self, Self::Cps3 | Self::Cps4 | Self::Contactless)
    }
}

/// The version that follows the family's name on a CPS3, whatever its reader
/// negotiated before it.
const CPS3_TAIL: [u8; 8] = [0x12, 0x25, 0x00, 0x64, 0x80, 0x00, 0x03, 0x10];

#[cfg(test)]
mod tests {
    use super::Card;

    fn card(hex: &str) -> Card {
        let atr: Vec<u8> = hex.split(' ').map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect();
        Card::of(&atr)
    }

    #[test]
    fn the_cards_of_the_health_agency_are_told_apart() {
        assert_eq!(card("3B AC 00 40 2A 00 12 25 00 64 80 00 03 10 00 90 00"), Card::Cps3);
        assert_eq!(card("3B 9B 18 80 01 00 12 25 00 64 80 04 01 00 00 90 44"), Card::Cps4);
        assert_eq!(card("3B 9B 18 80 01 00 12 25 00 64 80 00 04 01 00 90 44"), Card::Cps4, "release candidate");
        assert_eq!(card("3B DC 18 FF 00 00 12 25 00 64 80 00 04 01 00 90 00"), Card::Cps4, "T=0 only");
        assert_eq!(card("3B 8F 80 01 00 31 B8 64 04 B0 EC C1 73 94 01 80 82 90 00 0E"), Card::Contactless);
    }

    #[test]
    fn a_patients_card_is_the_wrong_one() {
        assert_eq!(card("3B 75 13 00 00 9C 02 00 00"), Card::Vitale);
        assert!(!Card::Vitale.is_cps());
    }

    #[test]
    fn every_other_card_is_left_to_its_module() {
        assert_eq!(card("3B 85 80 01 54 50 49 56 31 0F"), Card::Unknown);
        assert_eq!(Card::of(&[]), Card::Unknown);
        assert_eq!(Card::of(&[0x3B]), Card::Unknown);
    }
}
