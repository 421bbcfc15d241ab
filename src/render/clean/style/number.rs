//! Numbers of styles, written so that they read the same again, and none so
//! large that something is out of sight or without end.

use super::super::limit;

/// How far a number may go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    /// In pixels; what is beyond is no value at all.
    pub(super) most: f32,
    /// In pixels; what is below counts as nothing.
    pub(super) least: f32,
}

impl Range {
    pub(super) const ANY: Self = Self { most: limit::LENGTHS, least: -limit::LENGTHS };
    pub(super) const LETTERS: Self = Self { most: limit::LETTERS, least: 0.0 };
    pub(super) const SPACES: Self = Self { most: limit::SPACES, least: limit::OUTDENT };
    pub(super) const INDENT: Self = Self { most: limit::SPACES, least: limit::INDENT };
    pub(super) const GAPS: Self = Self { most: 100.0, least: -4.0 };
}

pub(super) fn plain(value: f32, range: Range) -> Option<String> {
    // A length without a unit is taken for pixels by old programs.
    fits(value, value, range).map(|value| written(value, 10_000.0))
}

pub(super) fn percentage(unit_value: f32, range: Range) -> Option<String> {
    let value = unit_value * 100.0;
    // Of what, only the layout knows: below nothing is too far.
    let least = if range.least < -limit::SPACES { -1_000.0 } else { 0.0 };
    fits(value, value, Range { most: 1_000.0, least }).map(|value| format!("{}%", written(value, 100.0)))
}

pub(super) fn dimension(value: f32, unit: &str, range: Range) -> Option<String> {
    let unit = unit.to_ascii_lowercase();
    let pixels = match unit.as_str() {
        "px" => 1.0,
        "pt" => 4.0 / 3.0,
        "pc" | "em" | "rem" => 16.0,
        "in" => 96.0,
        "cm" => 37.8,
        "mm" => 3.78,
        "q" => 0.945,
        "ex" | "ch" => 8.0,
        "vw" | "vh" | "vmin" | "vmax" => 10.0,
        "deg" | "grad" | "rad" | "turn" => 0.0,
        _ => return None,
    };
    fits(value, value * pixels, range).map(|value| {
        let value = written(value, 10_000.0);
        if value == "0" && pixels > 0.0 { "0".to_owned() } else { value + &unit }
    })
}

fn fits(value: f32, pixels: f32, range: Range) -> Option<f32> {
    if !value.is_finite() || pixels > range.most {
        return None;
    }
    if pixels < range.least {
        return (range.least > -limit::LENGTHS).then_some(0.0);
    }
    Some(value)
}

#[allow(clippy::cast_possible_truncation, reason = "it came from there, and was only rounded")]
fn written(value: f32, steps: f64) -> String {
    let rounded = ((f64::from(value) * steps).round() / steps) as f32;
    // There is no such thing as less than nothing by nothing.
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

#[cfg(test)]
mod tests {
    use super::{Range, dimension, percentage, plain};

    #[test]
    fn numbers_are_written_short_and_alike() {
        assert_eq!(dimension(12.0, "PX", Range::ANY).as_deref(), Some("12px"));
        assert_eq!(dimension(1.428_571_4, "em", Range::ANY).as_deref(), Some("1.4286em"));
        assert_eq!(dimension(-0.0, "px", Range::ANY).as_deref(), Some("0"));
        assert_eq!(dimension(45.0, "deg", Range::ANY).as_deref(), Some("45deg"));
        assert_eq!(percentage(0.333_333, Range::ANY).as_deref(), Some("33.33%"));
        assert_eq!(plain(0.1, Range::ANY).as_deref(), Some("0.1"));
    }

    #[test]
    fn nothing_goes_out_of_sight() {
        assert_eq!(dimension(-9_999.0, "px", Range::SPACES).as_deref(), Some("0"));
        assert_eq!(dimension(-18.0, "pt", Range::SPACES).as_deref(), Some("-18pt"));
        assert_eq!(dimension(-50.0, "em", Range::INDENT).as_deref(), Some("0"));
        assert_eq!(percentage(-1.0, Range::SPACES).as_deref(), Some("0%"));
        assert_eq!(dimension(1e9, "px", Range::ANY), None);
        assert_eq!(dimension(f32::INFINITY, "px", Range::ANY), None);
        assert_eq!(dimension(1.0, "parsec", Range::ANY), None);
    }
}
