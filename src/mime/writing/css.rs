//! Looks as styles say them: the few of ours by their own values, those of
//! others by what is nearest.

use crate::domain::writing::{Align, Emphasis, Ink, Marker, Size, Style};

/// Legible on white paper, which is where a mail is read.
pub(super) fn ink(ink: Ink) -> &'static str {
    match ink {
        Ink::Grey => "#666666",
        Ink::Red => "#c0271d",
        Ink::Orange => "#b35c00",
        Ink::Green => "#1e7b3a",
        Ink::Blue => "#1f5fbf",
        Ink::Violet => "#7b3fa0",
    }
}

pub(super) fn marker(marker: Marker) -> &'static str {
    match marker {
        Marker::Yellow => "#fff2a8",
        Marker::Green => "#cdeec9",
        Marker::Blue => "#cfe5fb",
        Marker::Pink => "#fbd3e0",
    }
}

pub(super) fn size(size: Size) -> &'static str {
    match size {
        Size::Small => "0.8em",
        Size::Normal => "1em",
        Size::Large => "1.3em",
        Size::Huge => "1.8em",
    }
}

pub(super) fn align(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
        Align::Justify => "justify",
    }
}

/// The declarations of a style, names and values in small letters.
pub(super) fn declarations(style: &str) -> impl Iterator<Item = (String, String)> {
    style.split(';').filter_map(|one| {
        let (name, value) = one.split_once(':')?;
        Some((name.trim().to_ascii_lowercase(), value.trim().to_ascii_lowercase()))
    })
}

/// What a declaration says of letters.
pub(super) fn restyle(style: &mut Style, name: &str, value: &str) {
    match name {
        "color" => style.ink = colour(value).and_then(nearest_ink),
        "background-color" | "background" => style.marker = colour(value).and_then(nearest_marker),
        "font-size" => style.size = nearest_size(value).unwrap_or(style.size),
        "font-weight" => {
            let bold = value.starts_with("bold") || value.parse::<u16>().is_ok_and(|weight| weight >= 600);
            style.set(Emphasis::Bold, bold);
        }
        "font-style" => style.set(Emphasis::Italic, value.starts_with("italic") || value.starts_with("oblique")),
        "text-decoration" | "text-decoration-line" => {
            // A line of the text around goes through, whatever is said here.
            if value.contains("underline") {
                style.set(Emphasis::Underline, true);
            }
            if value.contains("line-through") {
                style.set(Emphasis::Strike, true);
            }
        }
        _ => {}
    }
}

pub(super) fn to_align(value: &str) -> Option<Align> {
    match value.trim().to_ascii_lowercase().as_str() {
        "left" | "start" => Some(Align::Left),
        "center" | "middle" => Some(Align::Centre),
        "right" | "end" => Some(Align::Right),
        "justify" => Some(Align::Justify),
        _ => None,
    }
}

/// From 1 to 7, as `font` has it.
pub(super) fn font_size(value: &str) -> Option<Size> {
    let number: i32 = value.trim().parse().ok()?;
    let step = if value.trim_start().starts_with(['+', '-']) { number.saturating_add(3) } else { number };
    Some(match step {
        ..=2 => Size::Small,
        3 => Size::Normal,
        4 | 5 => Size::Large,
        6.. => Size::Huge,
    })
}

fn nearest_size(value: &str) -> Option<Size> {
    let word = match value {
        "xx-small" | "x-small" | "small" | "smaller" => Some(Size::Small),
        "medium" => Some(Size::Normal),
        "large" | "larger" => Some(Size::Large),
        "x-large" | "xx-large" | "xxx-large" => Some(Size::Huge),
        _ => None,
    };
    if word.is_some() {
        return word;
    }
    let digits = value.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let (number, unit) = value.split_at_checked(digits)?;
    let number: f32 = number.parse().ok()?;
    // Of what a plain letter measures where the mail comes from.
    let share = match unit.trim() {
        "px" => number / 15.0,
        "pt" => number / 11.0,
        "em" | "rem" => number,
        "%" => number / 100.0,
        _ => return None,
    };
    Some(match share {
        ..0.85 => Size::Small,
        ..1.2 => Size::Normal,
        ..1.6 => Size::Large,
        _ => Size::Huge,
    })
}

type Rgb = (u8, u8, u8);

fn colour(value: &str) -> Option<Rgb> {
    if let Some((_, inside)) = value.split_once("rgb").and_then(|(_, rest)| rest.split_once('(')) {
        let mut parts = inside.split([',', ' ', ')', '/']).filter(|part| !part.is_empty());
        let mut part = || parts.next()?.parse::<u8>().ok();
        return Some((part()?, part()?, part()?));
    }
    let value = value.split_whitespace().next()?;
    if let Some(digits) = value.strip_prefix('#') {
        let number = u32::from_str_radix(digits, 16).ok()?;
        let part = |part: u32| u8::try_from(part).unwrap_or(0);
        let [red, green, blue] = match digits.len() {
            6 => [16, 8, 0].map(|shift| part(number >> shift & 0xff)),
            3 => [8, 4, 0].map(|shift| part((number >> shift & 0xf) * 17)),
            _ => return None,
        };
        return Some((red, green, blue));
    }
    Some(match value {
        "red" | "crimson" | "darkred" | "firebrick" | "maroon" => (192, 0, 0),
        "orange" | "darkorange" => (255, 140, 0),
        "yellow" => (255, 255, 0),
        "green" | "darkgreen" | "forestgreen" => (0, 128, 0),
        "lime" | "lightgreen" => (144, 238, 144),
        "aqua" | "cyan" | "lightblue" => (173, 216, 230),
        "blue" | "navy" | "darkblue" | "royalblue" => (0, 0, 200),
        "purple" | "violet" | "indigo" => (128, 0, 128),
        "fuchsia" | "magenta" | "pink" => (255, 105, 180),
        "gray" | "grey" | "darkgray" | "darkgrey" | "dimgray" | "dimgrey" => (128, 128, 128),
        _ => return None,
    })
}

/// The hue in degrees, how strong it is, and how light, from 0 to 1.
fn hue((red, green, blue): Rgb) -> (f32, f32, f32) {
    let [red, green, blue] = [red, green, blue].map(|part| f32::from(part) / 255.0);
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    let span = most - least;
    let sixth = if span < f32::EPSILON {
        0.0
    } else if most <= red {
        ((green - blue) / span).rem_euclid(6.0)
    } else if most <= green {
        (blue - red) / span + 2.0
    } else {
        (red - green) / span + 4.0
    };
    (sixth * 60.0, span, f32::midpoint(most, least))
}

/// Black says nothing, and white on white would say nothing either.
fn nearest_ink(colour: Rgb) -> Option<Ink> {
    let own = Ink::ALL.into_iter().find(|own| self::colour(ink(*own)) == Some(colour));
    let (hue, strength, light) = hue(colour);
    own.or(match hue {
        _ if strength < 0.2 => (0.3..0.8).contains(&light).then_some(Ink::Grey),
        ..20.0 | 330.0.. => Some(Ink::Red),
        ..65.0 => Some(Ink::Orange),
        ..170.0 => Some(Ink::Green),
        ..250.0 => Some(Ink::Blue),
        _ => Some(Ink::Violet),
    })
}

fn nearest_marker(colour: Rgb) -> Option<Marker> {
    let own = Marker::ALL.into_iter().find(|own| self::colour(marker(*own)) == Some(colour));
    let (hue, strength, _) = hue(colour);
    own.or(match hue {
        _ if strength < 0.1 => None,
        ..15.0 | 280.0.. => Some(Marker::Pink),
        ..75.0 => Some(Marker::Yellow),
        ..170.0 => Some(Marker::Green),
        _ => Some(Marker::Blue),
    })
}
