//! Reading BER, of which DER is the strict half: what gateways stream comes in
//! indefinite lengths and in strings cut into segments. Nothing is copied until
//! a string that was cut has to be joined.
//!
//! Total on any bytes and linear in their number: lengths are checked before
//! they are believed, and what nests deeper than [`DEEPEST`] is refused.

use std::borrow::Cow;

/// A message of three layers reaches 20.
pub const DEEPEST: usize = 32;

/// The most elements that [`all`] gathers: beyond, [`each`] holds one at a time.
pub const MOST: usize = 1 << 16;

const CONSTRUCTED: u8 = 0x20;
const OCTET_STRING: u8 = 0x04;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    #[error("the structure ends too early")]
    Cut,
    #[error("the structure nests too deep")]
    Deep,
    #[error("a length or a tag makes no sense")]
    Garbled,
    #[error("something else stands where this was expected")]
    Unexpected,
    #[error("too many elements")]
    Many,
}

/// One element, where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Element<'a> {
    pub tag: u8,
    /// What it holds, without the mark of its end.
    pub body: &'a [u8],
    pub whole: &'a [u8],
}

/// The first element, and what follows it.
pub fn read(bytes: &[u8]) -> Result<(Element<'_>, &[u8]), Malformed> {
    let (header, rest) = Header::read(bytes)?;
    let (body, mark) = match header.length {
        Some(length) => (length, 0),
        None => (until_its_end(rest)?, 2),
    };
    let (body, _) = rest.split_at_checked(body).ok_or(Malformed::Cut)?;
    let size = bytes.len() - rest.len() + body.len() + mark;
    let (whole, rest) = bytes.split_at_checked(size).ok_or(Malformed::Cut)?;
    Ok((Element { tag: header.tag, body, whole }, rest))
}

/// One element and nothing after it.
pub fn only(bytes: &[u8]) -> Result<Element<'_>, Malformed> {
    match read(bytes)? {
        (element, []) => Ok(element),
        _ => Err(Malformed::Unexpected),
    }
}

/// Elements side by side.
pub fn all(bytes: &[u8]) -> Result<Vec<Element<'_>>, Malformed> {
    let mut found = Vec::new();
    for element in each(bytes) {
        if found.len() == MOST {
            return Err(Malformed::Many);
        }
        found.push(element?);
    }
    Ok(found)
}

/// The same, one at a time; the first error is the last item.
pub fn each(bytes: &[u8]) -> Each<'_> {
    Each { rest: bytes }
}

pub struct Each<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Each<'a> {
    type Item = Result<Element<'a>, Malformed>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        Some(match read(self.rest) {
            Ok((element, rest)) => {
                self.rest = rest;
                Ok(element)
            }
            Err(error) => {
                self.rest = &[];
                Err(error)
            }
        })
    }
}

impl<'a> Element<'a> {
    pub fn is_constructed(&self) -> bool {
        self.tag & CONSTRUCTED != 0
    }

    pub fn children(&self) -> Result<Vec<Element<'a>>, Malformed> {
        if self.is_constructed() { all(self.body) } else { Err(Malformed::Unexpected) }
    }

    pub fn expect(self, tag: u8) -> Result<Self, Malformed> {
        if self.tag == tag { Ok(self) } else { Err(Malformed::Unexpected) }
    }

    /// What an octet string says, however it was cut.
    pub fn octets(&self) -> Result<Cow<'a, [u8]>, Malformed> {
        if !self.is_constructed() {
            return Ok(Cow::Borrowed(self.body));
        }
        let mut joined = Vec::with_capacity(self.body.len());
        self.segments(&mut |segment| {
            joined.extend_from_slice(segment);
            Ok::<_, Malformed>(())
        })?;
        Ok(Cow::Owned(joined))
    }

    /// Gives the segments of an octet string (its own tag may be another, as
    /// where the structure says `[0] IMPLICIT`) one after the other.
    pub fn segments<E: From<Malformed>>(&self, take: &mut dyn FnMut(&'a [u8]) -> Result<(), E>) -> Result<(), E> {
        if !self.is_constructed() {
            return take(self.body);
        }
        let mut open = vec![each(self.body)];
        while let Some(innermost) = open.last_mut() {
            let Some(next) = innermost.next() else {
                let _ = open.pop();
                continue;
            };
            let segment = next?;
            match segment.tag {
                OCTET_STRING => take(segment.body)?,
                tag if tag != OCTET_STRING | CONSTRUCTED => return Err(Malformed::Unexpected.into()),
                _ if open.len() == DEEPEST => return Err(Malformed::Deep.into()),
                _ => open.push(each(segment.body)),
            }
        }
        Ok(())
    }
}

struct Header {
    tag: u8,
    /// None: until a mark says so.
    length: Option<usize>,
}

impl Header {
    /// The header, and what follows it.
    fn read(bytes: &[u8]) -> Result<(Self, &[u8]), Malformed> {
        let (&[tag, first], rest) = bytes.split_first_chunk::<2>().ok_or(Malformed::Cut)?;
        // Tags above 30 are of no structure read here; 0 is the mark of an end.
        if tag & 0x1F == 0x1F || tag == 0 {
            return Err(Malformed::Garbled);
        }
        match first {
            0..0x80 => Ok((Self { tag, length: Some(first.into()) }, rest)),
            0x80 if tag & CONSTRUCTED != 0 => Ok((Self { tag, length: None }, rest)),
            0x81..=0x88 => {
                let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7F)).ok_or(Malformed::Cut)?;
                let length = digits.iter().fold(0u64, |length, &digit| length << 8 | u64::from(digit));
                let length = usize::try_from(length).map_err(|_| Malformed::Garbled)?;
                Ok((Self { tag, length: Some(length) }, rest))
            }
            _ => Err(Malformed::Garbled),
        }
    }
}

/// How many bytes there are before the mark that ends an element of indefinite
/// length. One pass: what has a length is stepped over, the rest is counted.
fn until_its_end(bytes: &[u8]) -> Result<usize, Malformed> {
    let mut rest = bytes;
    let mut open = 1;
    loop {
        if let Some(after) = rest.strip_prefix(&[0, 0]) {
            open -= 1;
            if open == 0 {
                return Ok(bytes.len() - rest.len());
            }
            rest = after;
            continue;
        }
        let (header, after) = Header::read(rest)?;
        rest = match header.length {
            Some(length) => after.get(length..).ok_or(Malformed::Cut)?,
            None if open == DEEPEST => return Err(Malformed::Deep),
            None => {
                open += 1;
                after
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::{DEEPEST, Each, Element, MOST, Malformed, all, each, only, read};

    /// `segments` octet strings in `depth` of indefinite length.
    fn nested(depth: usize, segments: &[&[u8]]) -> Vec<u8> {
        let mut inner: Vec<u8> = Vec::new();
        for segment in segments {
            inner.extend([4, u8::try_from(segment.len()).unwrap()]);
            inner.extend_from_slice(segment);
        }
        for _ in 0..depth {
            inner = [&[0x24, 0x80], inner.as_slice(), &[0, 0]].concat();
        }
        inner
    }

    #[test]
    fn a_definite_element_has_its_body_and_leaves_the_rest() {
        let (element, rest) = read(&[4, 2, 7, 8, 5, 0]).unwrap();
        assert_eq!(element, Element { tag: 4, body: &[7, 8], whole: &[4, 2, 7, 8] });
        assert_eq!(rest, [5, 0]);
        assert_eq!(only(&[4, 2, 7, 8, 5, 0]), Err(Malformed::Unexpected));
    }

    #[test]
    fn a_long_length_is_read_with_or_without_zeros_before_it() {
        let body = [9; 200];
        for header in [&[4, 0x81, 200][..], &[4, 0x82, 0, 200], &[4, 0x88, 0, 0, 0, 0, 0, 0, 0, 200]] {
            assert_eq!(only(&[header, &body].concat()).unwrap().body, body);
        }
        assert_eq!(read(&[4, 0x88, 255, 255, 255, 255, 255, 255, 255, 255, 0]).unwrap_err(), Malformed::Cut);
    }

    #[test]
    fn an_indefinite_element_ends_at_its_own_mark() {
        let bytes = [0x30, 0x80, 0x30, 0x80, 4, 2, 0, 0, 0, 0, 5, 0, 0, 0, 1];
        let (element, rest) = read(&bytes).unwrap();
        assert_eq!(element.body, [0x30, 0x80, 4, 2, 0, 0, 0, 0, 5, 0]);
        assert_eq!(element.whole.len(), 14);
        assert_eq!(rest, [1]);
        let children = element.children().unwrap();
        assert_eq!(children.iter().map(|child| child.tag).collect::<Vec<_>>(), [0x30, 5]);
        assert_eq!(children[0].body, [4, 2, 0, 0]);
    }

    #[test]
    fn a_primitive_element_has_a_length_and_no_children() {
        assert_eq!(read(&[4, 0x80, 0, 0]), Err(Malformed::Garbled));
        assert_eq!(only(&[4, 2, 5, 0]).unwrap().children(), Err(Malformed::Unexpected));
        assert_eq!(only(&[4, 0]).unwrap().expect(5), Err(Malformed::Unexpected));
    }

    #[test]
    fn a_string_in_segments_is_joined_and_a_whole_one_is_borrowed() {
        let bytes = [&[0x24, 0x80][..], &nested(3, &[b"le ", b"ver"]), &[4, 3], b"be.", &[0, 0]].concat();
        assert_eq!(only(&bytes).unwrap().octets().unwrap().as_ref(), b"le verbe.");
        let whole = only(&[0x80, 1, 7]).unwrap();
        assert!(matches!(whole.octets().unwrap(), std::borrow::Cow::Borrowed([7])));
    }

    #[test]
    fn only_octet_strings_are_segments() {
        assert_eq!(only(&[0x24, 2, 5, 0]).unwrap().octets(), Err(Malformed::Unexpected));
    }

    #[test]
    fn nesting_ends_at_its_depth() {
        assert_eq!(only(&nested(DEEPEST, &[b"x"])).unwrap().octets().unwrap().as_ref(), b"x");
        assert_eq!(only(&nested(DEEPEST + 1, &[b"x"])), Err(Malformed::Deep));
        let mut definite = vec![4, 1, 7];
        for _ in 0..=DEEPEST {
            definite = [&[0x24, u8::try_from(definite.len()).unwrap()], definite.as_slice()].concat();
        }
        assert_eq!(only(&definite).unwrap().octets(), Err(Malformed::Deep));
    }

    #[test]
    fn what_was_cut_anywhere_is_told() {
        let bytes = [&[0x30, 0x80, 4, 0x81, 3, 1, 2, 3][..], &nested(4, &[b"abc", b"d"]), &[0, 0]].concat();
        let _ = only(&bytes).unwrap();
        for cut in 0..bytes.len() {
            assert_eq!(read(&bytes[..cut]), Err(Malformed::Cut), "{cut}");
        }
    }

    #[test]
    fn a_megabyte_of_open_headers_is_refused_at_once() {
        let started = Instant::now();
        for header in [[0x30, 0x80], [0x24, 0x80]] {
            let chain = header.repeat(1 << 19);
            assert_eq!(read(&chain), Err(Malformed::Deep));
            // A length above makes the chain a body: still one look at each level.
            let body = [&[0x24, 0x83, 0x10, 0, 0][..], &chain].concat();
            assert_eq!(only(&body).unwrap().octets(), Err(Malformed::Deep));
        }
        assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    }

    #[test]
    fn many_segments_in_the_deepest_place_take_linear_time() {
        // Looked at once for each level: a square of them would take minutes.
        let segments = vec![b"".as_slice(); 1 << 17];
        let bytes = nested(DEEPEST, &segments);
        let started = Instant::now();
        assert!(only(&bytes).unwrap().octets().unwrap().is_empty());
        assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
    }

    #[test]
    fn a_flood_of_elements_is_not_gathered() {
        let flood = [5, 0].repeat(MOST + 1);
        assert_eq!(all(&flood), Err(Malformed::Many));
        assert_eq!(all(&flood[2..]).unwrap().len(), MOST);
        assert_eq!(each(&flood).count(), MOST + 1);
    }

    #[test]
    fn the_first_error_is_the_last_item() {
        let items: Vec<_> = Each { rest: &[5, 0, 0, 0, 5, 0] }.collect();
        assert_eq!(items.len(), 2);
        assert_eq!(items[1], Err(Malformed::Garbled));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(0u8..=255, 0..200)) {
            walk(&bytes, 0);
        }

        #[test]
        fn bytes_that_look_like_structure_are_read_or_refused(
            bytes in proptest::collection::vec(prop_oneof![Just(0x30), Just(0x24), Just(0x80), Just(4), Just(0), 0u8..10], 0..200)
        ) {
            walk(&bytes, 0);
        }
    }

    fn walk(bytes: &[u8], depth: usize) {
        if let Ok((element, rest)) = read(bytes) {
            assert_eq!(element.whole.len() + rest.len(), bytes.len());
            let _ = element.octets();
            if depth < 8 {
                walk(element.body, depth + 1);
            }
        }
        let _ = all(bytes);
    }
}
