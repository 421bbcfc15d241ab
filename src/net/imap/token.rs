//! The words of a response: atoms, strings, literals, lists. Reads on and on
//! without going back and without recursion, whatever the server sends.

use std::borrow::Cow;
use std::ops::Range;

use super::wire::{APART, Frame};

pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The large literals, and which of them comes next.
    apart: &'a [Vec<u8>],
    next_apart: usize,
}

/// A string and where it lies: in the text, or as one of the large literals. A
/// quoted one may have had escapes.
pub(super) enum Text<'a> {
    Nil,
    Plain(&'a [u8], Range<usize>),
    Apart(&'a [u8], usize),
    Unescaped(Vec<u8>),
}

impl<'a> Text<'a> {
    pub(super) fn into_bytes(self) -> Cow<'a, [u8]> {
        match self {
            Self::Nil => Cow::Borrowed(b""),
            Self::Plain(bytes, _) | Self::Apart(bytes, _) => Cow::Borrowed(bytes),
            Self::Unescaped(bytes) => Cow::Owned(bytes),
        }
    }
}

/// None everywhere means: not what the grammar says.
impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, apart: &[], next_apart: 0 }
    }

    pub(super) fn of(frame: &'a Frame) -> Self {
        Self { apart: &frame.apart, ..Self::new(&frame.text) }
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Takes one byte if it is this one.
    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let is = self.peek() == Some(byte);
        self.at += usize::from(is);
        is
    }

    pub(super) fn spaces(&mut self) {
        while self.eat(b' ') {}
    }

    /// Up to a space, a parenthesis or the end, with what stands in brackets:
    /// `BODY[HEADER.FIELDS (TO)]<0>` is one word.
    pub(super) fn atom(&mut self) -> Option<&'a [u8]> {
        let rest = self.rest();
        let mut length = 0;
        while let Some(&byte) = rest.get(length) {
            match byte {
                b' ' | b'(' | b')' | b'\r' | b'\n' => break,
                b'[' => match rest.get(length..).and_then(|rest| rest.iter().position(|&byte| byte == b']')) {
                    Some(close) => length += close + 1,
                    None => length += 1,
                },
                _ => length += 1,
            }
        }
        self.at += length;
        rest.get(..length).filter(|atom| !atom.is_empty())
    }

    pub(super) fn word(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.atom()?).ok()
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        self.word()?.parse().ok()
    }

    /// A quoted string or a literal.
    pub(super) fn string(&mut self) -> Option<Text<'a>> {
        match self.peek()? {
            b'"' => self.quoted(),
            b'{' => self.literal(),
            // literal8 (RFC 3516), as METADATA may send it.
            b'~' if self.bytes.get(self.at + 1) == Some(&b'{') => {
                self.at += 1;
                self.literal()
            }
            _ => None,
        }
    }

    /// A string, or NIL.
    pub(super) fn nstring(&mut self) -> Option<Text<'a>> {
        if let Some(text) = self.string() {
            return Some(text);
        }
        self.atom()?.eq_ignore_ascii_case(b"NIL").then_some(Text::Nil)
    }

    /// A string or an atom.
    pub(super) fn astring(&mut self) -> Option<Cow<'a, [u8]>> {
        match self.peek()? {
            b'"' | b'{' => self.string().map(Text::into_bytes),
            _ => self.atom().map(Cow::Borrowed),
        }
    }

    /// The words of a flat list; a space too many is forgiven.
    pub(super) fn words(&mut self) -> Option<Vec<&'a [u8]>> {
        self.eat(b'(').then_some(())?;
        let mut words = Vec::new();
        loop {
            self.spaces();
            if self.eat(b')') {
                return Some(words);
            }
            words.push(self.atom()?);
        }
    }

    /// Steps over a value of any kind, nested however deep.
    pub(super) fn skip(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'(' => {
                    self.at += 1;
                    depth += 1;
                }
                b')' => {
                    self.at += 1;
                    depth = depth.checked_sub(1)?;
                }
                b'"' | b'{' => {
                    let _ = self.string()?;
                }
                b'~' if self.bytes.get(self.at + 1) == Some(&b'{') => {
                    let _ = self.string()?;
                }
                b' ' => self.spaces(),
                _ => {
                    let _ = self.atom()?;
                }
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    fn quoted(&mut self) -> Option<Text<'a>> {
        let start = self.at + 1;
        let mut end = start;
        let mut escapes = false;
        loop {
            match self.bytes.get(end)? {
                b'"' => break,
                b'\r' | b'\n' => return None,
                b'\\' => {
                    escapes = true;
                    end += 2;
                }
                _ => end += 1,
            }
        }
        self.at = end + 1;
        let inside = self.bytes.get(start..end)?;
        if !escapes {
            return Some(Text::Plain(inside, start..end));
        }
        let mut bytes = inside.iter();
        let mut plain = Vec::with_capacity(inside.len());
        while let Some(&byte) = bytes.next() {
            plain.push(if byte == b'\\' { *bytes.next()? } else { byte });
        }
        Some(Text::Unescaped(plain))
    }

    fn literal(&mut self) -> Option<Text<'a>> {
        let line = self.rest();
        let end = line.iter().position(|&byte| byte == b'\n')?;
        let size = line.get(..end)?.trim_ascii_end().strip_prefix(b"{")?.strip_suffix(b"}")?;
        let size: usize = std::str::from_utf8(size.strip_suffix(b"+").unwrap_or(size)).ok()?.parse().ok()?;
        let start = self.at + end + 1;
        if size >= APART {
            let bytes = self.apart.get(self.next_apart).filter(|bytes| bytes.len() == size)?;
            self.next_apart += 1;
            self.at = start;
            return Some(Text::Apart(bytes, self.next_apart - 1));
        }
        let range = start..start.checked_add(size)?;
        let bytes = self.bytes.get(range.clone())?;
        self.at = range.end;
        Some(Text::Plain(bytes, range))
    }
}

#[cfg(test)]
mod tests {
    use super::{Text, Tokens};

    #[test]
    fn each_kind_of_word_is_read() {
        let mut tokens = Tokens::new(b"BODY[HEADER.FIELDS (TO)]<0> \"a\\\"b\\\\\" {3}\r\nx)( (\\Seen $a ) nil 7");
        assert_eq!(tokens.atom(), Some(b"BODY[HEADER.FIELDS (TO)]<0>".as_slice()));
        tokens.spaces();
        assert_eq!(&*tokens.string().unwrap().into_bytes(), b"a\"b\\");
        tokens.spaces();
        assert_eq!(&*tokens.string().unwrap().into_bytes(), b"x)(");
        tokens.spaces();
        assert_eq!(tokens.words().unwrap(), [b"\\Seen".as_slice(), b"$a"]);
        tokens.spaces();
        assert!(matches!(tokens.nstring(), Some(Text::Nil)));
        tokens.spaces();
        assert_eq!(tokens.number(), Some(7));
        assert!(tokens.rest().is_empty());
    }

    #[test]
    fn a_value_nested_a_million_deep_is_stepped_over() {
        let deep = [vec![b'('; 1_000_000], b"NIL \"x)\"".to_vec(), vec![b')'; 1_000_000], b" UID".to_vec()].concat();
        let mut tokens = Tokens::new(&deep);
        assert_eq!(tokens.skip(), Some(()));
        assert_eq!(tokens.rest(), b" UID");
    }

    #[test]
    fn what_is_cut_short_is_no_word() {
        for bytes in [b"\"abc".as_slice(), b"\"abc\\", b"{5}\r\nabc", b"{5", b"((", b""] {
            assert!(Tokens::new(bytes).skip().is_none(), "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn a_bracket_that_never_closes_is_a_letter() {
        assert_eq!(Tokens::new(b"odd[flag (x").atom(), Some(b"odd[flag".as_slice()));
    }
}
