//! Entities: `&eacute;`, `&#233;`, `&#xE9;`.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use mail_parser::decoders::html::add_html_token;

/// The longest name, `CounterClockwiseContourIntegral`, has 31 letters.
const LONGEST: usize = 32;

pub(in crate::mime) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return text.into();
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, tail)) = rest.split_once('&') {
        decoded.push_str(before);
        rest = if let Some((name, after)) = name(tail) {
            push(&mut decoded, name);
            after
        } else {
            decoded.push('&');
            tail
        };
    }
    decoded.push_str(rest);
    decoded.into()
}

fn name(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().take(LONGEST).position(|byte| !byte.is_ascii_alphanumeric() && byte != b'#')?;
    let (name, after) = text.split_at_checked(end)?;
    Some((name, after.strip_prefix(';')?)).filter(|_| end > 0)
}

/// What has no meaning stays as it was written.
fn push(decoded: &mut String, name: &str) {
    let length = decoded.len();
    add_html_token(decoded, format!("&{name};").as_bytes(), false);
    // Old programs number letters as Windows does, and browsers follow them.
    if let Some(c @ '\u{80}'..='\u{9f}') = decoded.get(length..).and_then(|added| added.chars().next()) {
        decoded.truncate(length);
        let byte = [u8::try_from(u32::from(c)).unwrap_or(b'?')];
        decoded.push_str(&WINDOWS_1252.decode_without_bom_handling(&byte).0);
    }
}
