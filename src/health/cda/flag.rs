//! Results that a laboratory marked as out of range, from the coded entries; the
//! narrative shows the mark where the entry points to it.

use std::fmt;

use super::super::code::Code;
use super::super::xml::Element;
use super::narrative::Narrative;

/// How far out of range; the order is that of gravity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    Low,
    High,
    Abnormal,
    CriticalLow,
    CriticalHigh,
    CriticalAbnormal,
}

impl Flag {
    /// Of HL7's interpretations; None for normal, for resistances and the like.
    pub fn of_code(code: &str) -> Option<Self> {
        Some(match code.trim() {
            "L" | "LU" => Self::Low,
            "H" | "HU" => Self::High,
            "A" => Self::Abnormal,
            "LL" => Self::CriticalLow,
            "HH" => Self::CriticalHigh,
            "AA" => Self::CriticalAbnormal,
            _ => return None,
        })
    }

    /// The alert of a result that cannot wait.
    pub fn is_critical(self) -> bool {
        self >= Self::CriticalLow
    }

    /// For who does not see colours. The word for it comes from who shows it.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Low => "▼",
            Self::High => "▲",
            Self::Abnormal => "◆",
            Self::CriticalLow => "▼▼",
            Self::CriticalHigh => "▲▲",
            Self::CriticalAbnormal => "◆◆",
        }
    }
}

/// One marked result.
#[derive(Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was measured.
    pub label: String,
    /// The figure with its unit, or the words.
    pub value: String,
    pub flag: Flag,
    /// Where it stands in the narrative; None if it does not.
    pub(super) place: Option<String>,
}

pub(super) fn findings(body: &Element, narrative: &Narrative) -> Vec<Finding> {
    let mut found = Vec::new();
    body.each("observation", &mut |observation| {
        // Its own alone: the ranges within have interpretations too.
        let codes = observation.children("interpretationCode").filter_map(|code| code.said("code"));
        let Some(flag) = codes.filter_map(Flag::of_code).max() else { return };
        let value = observation.child("value");
        let code = observation.child("code");
        let pointers = [
            value.and_then(|value| value.path(&["originalText", "reference"])),
            code.and_then(|code| code.path(&["originalText", "reference"])),
            observation.path(&["text", "reference"]),
        ];
        // The sign before the name is forgotten now and then.
        let names = pointers.into_iter().flatten().filter_map(|pointer| pointer.said("value"));
        let place = names.map(|name| name.trim_start_matches('#').to_owned()).find(|name| narrative.has(name));
        let label = code.map(Code::of).map(|code| code.shown().to_owned()).unwrap_or_default();
        found.push(Finding { label, value: value.map(value_of).unwrap_or_default(), flag, place });
    });
    found
}

fn value_of(value: &Element) -> String {
    match (value.said("value"), value.said("unit")) {
        (Some(figure), Some(unit)) if unit != "1" => format!("{figure} {unit}"),
        (Some(figure), _) => figure.to_owned(),
        _ => {
            let code = Code::of(value);
            if code.is_empty() { value.words() } else { code.shown().to_owned() }
        }
    }
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Finding").field("flag", &self.flag).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::Flag;

    #[test]
    fn the_gravest_flag_is_the_greatest_and_bacteria_have_none() {
        let order = ["L", "H", "A", "LL", "HH", "AA"].map(|code| Flag::of_code(code).unwrap());
        assert!(order.is_sorted());
        assert_eq!(order.map(Flag::is_critical), [false, false, false, true, true, true]);
        for none in ["N", "S", "R", "I", "", "h"] {
            assert_eq!(Flag::of_code(none), None);
        }
    }
}
