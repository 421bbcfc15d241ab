//! Tag, length, value: what cards speak and what certificates are made of.
//! Writes DER; reads only what the cards here are asked.

/// The tag may have two bytes (`0x7F49`) or three.
pub fn tlv(tag: u32, value: &[u8]) -> Vec<u8> {
    let mut bytes: Vec<u8> = tag.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
    bytes.extend(length(value.len()));
    bytes.extend(value);
    bytes
}

/// One element around several.
pub fn around(tag: u32, parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(tag, &parts.concat())
}

fn length(length: usize) -> Vec<u8> {
    let bytes = length.to_be_bytes();
    let significant: Vec<u8> = bytes.into_iter().skip_while(|byte| *byte == 0).collect();
    match length {
        0 => vec![0],
        1..=127 => significant,
        _ => [vec![0x80 | u8::try_from(significant.len()).unwrap()], significant].concat(),
    }
}

/// The elements that follow each other, none if they are cut short.
pub fn untlv(mut bytes: &[u8]) -> Option<Vec<(u32, &[u8])>> {
    let mut elements = Vec::new();
    while let [first, rest @ ..] = bytes {
        let (mut tag, mut rest) = (u32::from(*first), rest);
        if tag & 0x1F == 0x1F {
            let (second, after) = rest.split_first()?;
            (tag, rest) = (tag << 8 | u32::from(*second), after);
        }
        let (length, rest) = read_length(rest)?;
        let (value, after) = rest.split_at_checked(length)?;
        elements.push((tag, value));
        bytes = after;
    }
    Some(elements)
}

/// The value of the first element with this tag.
pub fn find(bytes: &[u8], tag: u32) -> Option<&[u8]> {
    untlv(bytes)?.into_iter().find(|(found, _)| *found == tag).map(|(_, value)| value)
}

/// The first element, with its head, and what follows it.
pub fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (_, rest) = bytes.split_first()?;
    let (length, rest) = read_length(rest)?;
    bytes.split_at_checked(bytes.len() - rest.len() + length)
}

fn read_length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    if *first < 0x80 {
        return Some((usize::from(*first), rest));
    }
    let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7F))?;
    Some((digits.iter().fold(0, |sum, digit| sum << 8 | usize::from(*digit)), rest))
}
