//! A name beside names that are taken.

/// The name itself, then `_2`, `_3`, before what it ends with.
pub fn numbered(name: &str, number: u32) -> String {
    if number < 2 {
        return name.to_owned();
    }
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => format!("{stem}_{number}.{ending}"),
        _ => format!("{name}_{number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn the_number_stands_before_the_ending() {
        assert_eq!(numbered("a.b.hpr", 1), "a.b.hpr");
        assert_eq!(numbered("a.b.hpr", 2), "a.b_2.hpr");
        assert_eq!(numbered("a", 3), "a_3");
    }
}
