//! Where a result stands beside what is usual. The sender's word goes before our
//! arithmetic; where neither is sure, nothing is said.

use super::model::{Analysis, Flag, Measure};
use super::number::{Bound, quantity};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    Below,
    Above,
    CriticallyLow,
    CriticallyHigh,
    /// The sender says so, without the side, and the range does not show it.
    Abnormal,
    Normal,
    Unknown,
}

impl Standing {
    pub fn is_out_of_range(self) -> bool {
        !matches!(self, Self::Normal | Self::Unknown)
    }

    pub fn is_critical(self) -> bool {
        matches!(self, Self::CriticallyLow | Self::CriticallyHigh)
    }
}

impl Analysis {
    pub fn standing(&self) -> Standing {
        match self.flag {
            Flag::Low => Standing::Below,
            Flag::High => Standing::Above,
            Flag::CriticallyLow => Standing::CriticallyLow,
            Flag::CriticallyHigh => Standing::CriticallyHigh,
            Flag::Normal => Standing::Normal,
            Flag::Abnormal => match self.compared() {
                side @ (Standing::Below | Standing::Above) => side,
                _ => Standing::Abnormal,
            },
            Flag::Unknown => self.compared(),
        }
    }

    /// By the first value that can be compared.
    fn compared(&self) -> Standing {
        let standings = self.values.iter().map(Measure::compared);
        standings.into_iter().find(|standing| *standing != Standing::Unknown).unwrap_or(Standing::Unknown)
    }
}

/// One end of a range.
enum End {
    None,
    At { number: f64, excluded: bool },
    Unreadable,
}

impl Measure {
    fn compared(&self) -> Standing {
        self.placed().unwrap_or(Standing::Unknown)
    }

    fn placed(&self) -> Option<Standing> {
        let (bound, value) = quantity(&self.value, &self.unit)?;
        let (low, high) = (End::read(&self.low, &self.unit), End::read(&self.high, &self.unit));
        if let (End::At { number: low, .. }, End::At { number: high, .. }) = (&low, &high)
            && (low > high || low.abs() + high.abs() < f64::EPSILON)
        {
            // No range: ends that are exchanged, or zeros for want of any.
            return None;
        }
        let (least, most) = match bound {
            Bound::Exactly => (value, value),
            Bound::Below | Bound::AtMost => (f64::NEG_INFINITY, value),
            Bound::Above | Bound::AtLeast => (value, f64::INFINITY),
        };
        // The number itself is not among what "<" and ">" allow.
        if low.is_over(most, bound == Bound::Below) {
            return Some(Standing::Below);
        }
        if high.is_under(least, bound == Bound::Above) {
            return Some(Standing::Above);
        }
        let some = matches!(low, End::At { .. }) || matches!(high, End::At { .. });
        // No amount is less than none, unless the range says so.
        let least = if low.is_negative() { least } else { least.max(0.0).min(value) };
        let within = low.allows_from(least) && high.allows_to(most);
        (some && within).then_some(Standing::Normal)
    }
}

impl End {
    fn read(text: &str, unit: &str) -> Self {
        if text.trim().is_empty() {
            return Self::None;
        }
        let read = quantity(text, unit);
        read.map_or(Self::Unreadable, |(bound, number)| Self::At {
            number,
            excluded: matches!(bound, Bound::Below | Bound::Above),
        })
    }

    /// Whether all up to a number is below it.
    fn is_over(&self, most: f64, open: bool) -> bool {
        matches!(self, Self::At { number, excluded } if most < *number || (open || *excluded) && most <= *number)
    }

    /// Whether all from a number on is above it.
    fn is_under(&self, least: f64, open: bool) -> bool {
        matches!(self, Self::At { number, excluded } if least > *number || (open || *excluded) && least >= *number)
    }

    fn is_negative(&self) -> bool {
        matches!(self, Self::At { number, .. } if *number < 0.0)
    }

    fn allows_from(&self, least: f64) -> bool {
        match self {
            Self::None => true,
            Self::At { number, .. } => least >= *number,
            Self::Unreadable => false,
        }
    }

    fn allows_to(&self, most: f64) -> bool {
        match self {
            Self::None => true,
            Self::At { number, .. } => most <= *number,
            Self::Unreadable => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(value: &str, low: &str, high: &str) -> Standing {
        let measure = Measure { value: value.into(), unit: "g/L".into(), low: low.into(), high: high.into() };
        Analysis { values: vec![measure], ..Analysis::default() }.standing()
    }

    #[test]
    fn the_flag_goes_before_the_range() {
        let measure = Measure { value: "9".into(), low: "1".into(), high: "5".into(), ..Measure::default() };
        let of = |flag| Analysis { values: vec![measure.clone()], flag, ..Analysis::default() }.standing();
        assert_eq!(of(Flag::Normal), Standing::Normal);
        assert_eq!(of(Flag::CriticallyLow), Standing::CriticallyLow);
        assert_eq!(of(Flag::Abnormal), Standing::Above);
        assert_eq!(of(Flag::Unknown), Standing::Above);
        let bare = Analysis { flag: Flag::Abnormal, ..Analysis::default() };
        assert_eq!(bare.standing(), Standing::Abnormal);
    }

    #[test]
    fn numbers_are_compared_with_their_range() {
        assert_eq!(standing("1,30", "0.74", "1,06"), Standing::Above);
        assert_eq!(standing("0,70", "0.74", "1,06"), Standing::Below);
        assert_eq!(standing("1.06", "0.74", "1.06"), Standing::Normal);
        assert_eq!(standing("4", "", "5"), Standing::Normal);
        assert_eq!(standing("6", "", "5"), Standing::Above);
        assert_eq!(standing("-3", "-2", "2"), Standing::Below);
        assert_eq!(standing("-1", "-2", "2"), Standing::Normal);
        assert_eq!(standing("5", "", "< 5"), Standing::Above);
        assert_eq!(standing("59", "> 60", ""), Standing::Below);
    }

    #[test]
    fn a_value_that_is_only_bounded_is_placed_where_that_suffices() {
        assert_eq!(standing("<0.12", "0.27", "4.20"), Standing::Below);
        assert_eq!(standing("<0.27", "0.27", "4.20"), Standing::Below);
        assert_eq!(standing("<=0.27", "0.27", "4.20"), Standing::Unknown);
        assert_eq!(standing("<5", "2", "10"), Standing::Unknown);
        assert_eq!(standing("<5", "", "10"), Standing::Normal);
        assert_eq!(standing("<5", "0", "10"), Standing::Normal);
        assert_eq!(standing("<5", "-2", "10"), Standing::Unknown);
        assert_eq!(standing(">5", "0", "5"), Standing::Above);
        assert_eq!(standing(">90", "60", ""), Standing::Normal);
        assert_eq!(standing(">90", "60", "120"), Standing::Unknown);
    }

    #[test]
    fn where_nothing_is_sure_nothing_is_said() {
        for (value, low, high) in [
            ("", "1", "2"),
            ("5", "", ""),
            ("5", "0", "0"),
            ("5", "9", "1"),
            ("Limpide", "1", "2"),
            ("1/80", "", "40"),
            ("5", "voir", "10"),
        ] {
            assert_eq!(standing(value, low, high), Standing::Unknown, "{value} {low} {high}");
        }
        assert_eq!(standing("50", "voir", "10"), Standing::Above);
    }
}
