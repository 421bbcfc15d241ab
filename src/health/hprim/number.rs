//! Numbers as results have them: with a point or a comma, "<0.12", "1 250", and two
//! in one field that make a range. What is not surely a number is none ("1/80",
//! "O+", "12 à 15").

/// What a result says of its number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Bound {
    Exactly,
    Below,
    AtMost,
    Above,
    AtLeast,
}

const SIGNS: &[(&str, Bound)] = &[
    ("<=", Bound::AtMost),
    ("=<", Bound::AtMost),
    ("≤", Bound::AtMost),
    ("<", Bound::Below),
    (">=", Bound::AtLeast),
    ("=>", Bound::AtLeast),
    ("≥", Bound::AtLeast),
    (">", Bound::Above),
    ("inférieur à", Bound::Below),
    ("inferieur a", Bound::Below),
    ("inf. à", Bound::Below),
    ("inf à", Bound::Below),
    ("inf.", Bound::Below),
    ("supérieur à", Bound::Above),
    ("superieur a", Bound::Above),
    ("sup. à", Bound::Above),
    ("sup à", Bound::Above),
    ("sup.", Bound::Above),
];

/// What stands between the two ends of a range, if not a hyphen.
const BETWEEN: &[&str] = &[" à ", " a ", "–", "—", "~", ";"];

/// A longer field is a sentence.
const LONGEST: usize = 80;

pub(super) fn read(text: &str) -> Option<f64> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(digits) => (-1.0, digits.trim_start()),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let mut groups = digits.split_whitespace();
    let mut joined = groups.next()?.to_owned();
    for group in groups {
        let whole = group.split([',', '.']).next().unwrap_or_default();
        if whole.len() != 3 || joined.contains([',', '.']) {
            return None;
        }
        joined.push_str(group);
    }
    let number = joined.replacen(',', ".", 1);
    let plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    number.parse::<f64>().ok().filter(|_| plain).map(|number| sign * number)
}

/// A number with the sign before it. Its unit may stand behind.
pub(super) fn quantity(text: &str, unit: &str) -> Option<(Bound, f64)> {
    let text = text.trim().trim_end_matches(['*', '!', ' ']).to_lowercase();
    let signed = SIGNS.iter().find_map(|(sign, bound)| Some((*bound, text.strip_prefix(sign)?)));
    let (bound, number) = signed.unwrap_or((Bound::Exactly, &text));
    if let Some(number) = read(number) {
        return Some((bound, number));
    }
    let end = number.find(|c: char| !(c.is_ascii_digit() || c.is_whitespace() || "+-−.,".contains(c)))?;
    let (number, tail) = number.split_at_checked(end)?;
    let parted = number.ends_with(char::is_whitespace);
    let is_unit = match unit.trim() {
        "" => tail == "%" || parted && tail.contains('/') && !tail.contains(char::is_whitespace),
        unit => tail == unit.to_lowercase(),
    };
    is_unit.then(|| read(number)).flatten().map(|number| (bound, number))
}

/// The two ends of a range in one field; one of them is empty in "< 5".
pub(super) fn range(text: &str) -> Option<(String, String)> {
    if text.len() > LONGEST {
        return None;
    }
    let text = text.trim().trim_start_matches(['(', '[']).trim_end_matches([')', ']']).trim();
    let ends = |low: &str, high: &str| {
        let both = read(low).is_some() && read(high).is_some();
        both.then(|| (low.trim().to_owned(), high.trim().to_owned()))
    };
    if let Some(found) = BETWEEN.iter().find_map(|sign| text.split_once(sign).and_then(|(low, high)| ends(low, high))) {
        return Some(found);
    }
    // The first hyphen may be a sign, and so may the last.
    let mut hyphens = text.match_indices('-').filter_map(|(at, _)| text.split_at_checked(at));
    let split = hyphens.find_map(|(low, rest)| ends(low, rest.strip_prefix('-')?));
    split.or_else(|| match quantity(text, "")?.0 {
        Bound::Below | Bound::AtMost => Some((String::new(), text.to_owned())),
        Bound::Above | Bound::AtLeast => Some((text.to_owned(), String::new())),
        Bound::Exactly => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_a_point_or_a_comma() {
        for (text, number) in [
            ("1.30", 1.3),
            (" 1,30 ", 1.3),
            ("-2", -2.0),
            ("1 250", 1250.0),
            ("1\u{a0}250,5", 1250.5),
            (".5", 0.5),
            ("+4", 4.0),
        ] {
            assert_eq!(read(text).map(f64::to_bits), Some(f64::to_bits(number)), "{text}");
        }
        for text in ["", "-", "1/80", "12 8", "1.2.3", "1,2.3", "inf", "nan", "1e5", "O+", "12 à 15", "1,5 250"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_sign_and_a_unit_may_stand_beside_it() {
        assert_eq!(quantity("<0.12", "").map(|(bound, _)| bound), Some(Bound::Below));
        assert_eq!(quantity("< 0.12 mg/l", ""), Some((Bound::Below, 0.12)));
        assert_eq!(quantity("1,30 G/L", "g/L"), Some((Bound::Exactly, 1.3)));
        assert_eq!(quantity("≥ 5 *", ""), Some((Bound::AtLeast, 5.0)));
        assert_eq!(quantity("Inférieur à 5", ""), Some((Bound::Below, 5.0)));
        assert_eq!(quantity("45%", ""), Some((Bound::Exactly, 45.0)));
        for text in ["1/80", "3 croix", "5 à 10", "A RH+", "5 x 10"] {
            assert_eq!(quantity(text, ""), None, "{text}");
        }
        assert_eq!(quantity("5 mg/L", "g/L"), None);
    }

    #[test]
    fn a_range_in_one_field_is_parted() {
        let parted = |text| range(text).map(|(low, high)| low + "|" + &high);
        for (text, ends) in [
            ("2.20-2.60", "2.20|2.60"),
            ("-2 - 2", "-2|2"),
            ("-5--2", "-5|-2"),
            ("(0,74 - 1,06)", "0,74|1,06"),
            ("0.27 à 4.20", "0.27|4.20"),
            ("< 5", "|< 5"),
            ("> 60", "> 60|"),
        ] {
            assert_eq!(parted(text).as_deref(), Some(ends), "{text}");
        }
        for text in ["", "5", "-5", "négatif", "voir texte", "10-"] {
            assert_eq!(parted(text), None, "{text}");
        }
    }
}
