//! What a response says, as far as Sceau asks. Total: what is not understood
//! is [`Response::Other`], never an error and never a panic.

use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};

use super::token::{Text, Tokens};
use crate::domain::{Flag, Flags, Keyword};

pub(super) enum Response<'a> {
    /// `+`: the server waits for more.
    Continue,
    Status(Status<'a>),
    Capability(Vec<&'a str>),
    List(Listed<'a>),
    Exists(u32),
    Expunge,
    Search(Vec<RangeInclusive<u32>>),
    Fetch(Fetched),
    Other,
}

pub(super) struct Status<'a> {
    /// None where untagged.
    pub(super) tag: Option<&'a [u8]>,
    pub(super) kind: Kind,
    line: &'a [u8],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Ok,
    No,
    Bad,
    Bye,
    PreAuth,
}

pub(super) struct Listed<'a> {
    pub(super) attributes: Vec<&'a [u8]>,
    pub(super) separator: Option<char>,
    pub(super) name: Cow<'a, [u8]>,
}

/// The items of a FETCH response that came and could be read.
#[derive(Default)]
pub(super) struct Fetched {
    pub(super) uid: Option<u32>,
    pub(super) flags: Option<(Flags, Vec<Keyword>)>,
    pub(super) modseq: Option<u64>,
    pub(super) date: Option<Vec<u8>>,
    pub(super) size: Option<u64>,
    pub(super) section: Option<Section>,
}

/// The bytes of BODY[…]: in the frame, or apart where they had to be unescaped.
pub(super) enum Section {
    At(Range<usize>),
    Apart(Vec<u8>),
}

impl Section {
    /// Its bytes, out of the frame they came in and without a second copy.
    pub(super) fn cut_from(self, mut frame: Vec<u8>) -> Vec<u8> {
        match self {
            Self::At(range) => {
                frame.truncate(range.end);
                let _ = frame.drain(..range.start.min(frame.len()));
                frame
            }
            Self::Apart(bytes) => bytes,
        }
    }
}

impl<'a> Response<'a> {
    pub(super) fn parse(frame: &'a [u8]) -> Self {
        parse(frame).unwrap_or(Self::Other)
    }
}

fn parse(frame: &[u8]) -> Option<Response<'_>> {
    let mut tokens = Tokens::new(frame);
    let tag = tokens.atom()?;
    if tag == b"+" {
        return Some(Response::Continue);
    }
    tokens.spaces();
    let word = tokens.word()?;
    tokens.spaces();
    if let Some(kind) = Kind::from_word(word) {
        let tag = (tag != b"*").then_some(tag);
        return Some(Response::Status(Status { tag, kind, line: tokens.rest() }));
    }
    if tag != b"*" {
        return None;
    }
    if let Ok(number) = word.parse() {
        return numbered(number, &mut tokens);
    }
    match word.to_ascii_uppercase().as_str() {
        "CAPABILITY" => {
            Some(Response::Capability(std::str::from_utf8(tokens.rest()).ok()?.split_whitespace().collect()))
        }
        "LIST" => list(&mut tokens).map(Response::List),
        "SEARCH" => Some(Response::Search(search(&mut tokens))),
        "ESEARCH" => esearch(&mut tokens).map(Response::Search),
        _ => None,
    }
}

impl Kind {
    fn from_word(word: &str) -> Option<Self> {
        let known =
            [("OK", Self::Ok), ("NO", Self::No), ("BAD", Self::Bad), ("BYE", Self::Bye), ("PREAUTH", Self::PreAuth)];
        known.into_iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|(_, kind)| kind)
    }
}

impl<'a> Status<'a> {
    /// The name and the value of a response code: `[UIDNEXT 7]`.
    pub(super) fn code(&self) -> Option<(&'a str, &'a str)> {
        let (code, _) = self.split()?;
        Some(code.split_once(' ').unwrap_or((code, "")))
    }

    /// The words for people.
    pub(super) fn text(&self) -> Cow<'a, str> {
        self.split().map_or_else(|| String::from_utf8_lossy(self.line), |(_, text)| String::from_utf8_lossy(text))
    }

    fn split(&self) -> Option<(&'a str, &'a [u8])> {
        let line = self.line.strip_prefix(b"[")?;
        let end = line.iter().position(|&byte| byte == b']')?;
        Some((std::str::from_utf8(line.get(..end)?).ok()?, line.get(end + 1..)?))
    }
}

fn numbered<'a>(number: u32, tokens: &mut Tokens<'a>) -> Option<Response<'a>> {
    match tokens.word()?.to_ascii_uppercase().as_str() {
        "EXISTS" => Some(Response::Exists(number)),
        "EXPUNGE" => Some(Response::Expunge),
        "FETCH" => {
            tokens.spaces();
            fetch(tokens).map(Response::Fetch)
        }
        _ => None,
    }
}

fn list<'a>(tokens: &mut Tokens<'a>) -> Option<Listed<'a>> {
    let attributes = tokens.words()?;
    tokens.spaces();
    let separator = tokens.nstring()?.into_bytes();
    tokens.spaces();
    let name = tokens.astring()?;
    let separator = std::str::from_utf8(&separator).ok().and_then(|text| text.chars().next());
    Some(Listed { attributes, separator, name })
}

/// Stops at what is no number: some servers append their mod-sequence.
fn search(tokens: &mut Tokens<'_>) -> Vec<RangeInclusive<u32>> {
    std::iter::from_fn(|| {
        tokens.spaces();
        tokens.word()?.parse().ok()
    })
    .map(|uid: u32| uid..=uid)
    .collect()
}

/// `(TAG "a1") UID ALL 1:3,7`; without ALL, nothing was found.
fn esearch(tokens: &mut Tokens<'_>) -> Option<Vec<RangeInclusive<u32>>> {
    if tokens.peek() == Some(b'(') {
        tokens.skip()?;
    }
    loop {
        tokens.spaces();
        match tokens.word() {
            None => return Some(Vec::new()),
            Some(word) if word.eq_ignore_ascii_case("ALL") => {
                tokens.spaces();
                return tokens.word()?.split(',').map(range).collect();
            }
            Some(_) => {}
        }
    }
}

fn range(text: &str) -> Option<RangeInclusive<u32>> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
    Some(first.min(last)..=first.max(last))
}

fn fetch(tokens: &mut Tokens<'_>) -> Option<Fetched> {
    let mut fetched = Fetched::default();
    tokens.eat(b'(').then_some(())?;
    loop {
        tokens.spaces();
        if tokens.eat(b')') {
            return Some(fetched);
        }
        let item = tokens.word()?;
        tokens.spaces();
        match item.to_ascii_uppercase().as_str() {
            "UID" => fetched.uid = u32::try_from(tokens.number()?).ok(),
            "FLAGS" => fetched.flags = Some(flags(&tokens.words()?)),
            "MODSEQ" => fetched.modseq = std::str::from_utf8(tokens.words()?.first()?).ok()?.parse().ok(),
            "RFC822.SIZE" => fetched.size = Some(tokens.number()?),
            "INTERNALDATE" => fetched.date = Some(tokens.nstring()?.into_bytes().into_owned()),
            "BODY[]" | "BODY[HEADER]" => {
                fetched.section = match tokens.nstring()? {
                    Text::Nil => None,
                    Text::Plain(_, range) => Some(Section::At(range)),
                    Text::Unescaped(bytes) => Some(Section::Apart(bytes)),
                };
            }
            _ => tokens.skip()?,
        }
    }
}

/// The flags that Sceau knows, and the keywords. Other system flags
/// (`\Recent`) say nothing about the message.
fn flags(words: &[&[u8]]) -> (Flags, Vec<Keyword>) {
    let mut flags = Flags::NONE;
    let mut keywords = Vec::new();
    for word in words.iter().filter_map(|word| std::str::from_utf8(word).ok()) {
        match Flag::from_name(word) {
            Some(flag) => flags = flags.with(flag),
            None if word.starts_with('\\') => {}
            None => keywords.push(Keyword::new(word)),
        }
    }
    keywords.sort_unstable();
    keywords.dedup();
    (flags, keywords)
}

#[cfg(test)]
mod tests {
    use super::{Kind, Response};
    use crate::domain::{Flag, Keyword};

    fn fetched(frame: &[u8]) -> super::Fetched {
        let Response::Fetch(fetched) = Response::parse(frame) else { panic!("no FETCH") };
        fetched
    }

    #[test]
    fn a_fetch_is_read_in_any_order_and_past_what_is_unknown() {
        let frame = b"* 3 FETCH (EMAILID (M6) flags (\\Seen \\Recent Work $junk work) BODYSTRUCTURE ((((\"a\" NIL)))) \
            RFC822.SIZE 5000000000 MODSEQ (12) INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" BODY[HEADER] {4}\r\na)\r\n UID 9)\r\n";
        let fetched = fetched(frame);
        let (flags, keywords) = fetched.flags.unwrap();
        assert!(flags.seen() && flags.has(Flag::Junk));
        assert_eq!(keywords, [Keyword::new("work")]);
        assert_eq!((fetched.uid, fetched.modseq, fetched.size), (Some(9), Some(12), Some(5_000_000_000)));
        assert_eq!(fetched.section.unwrap().cut_from(frame.to_vec()), b"a)\r\n");
    }

    #[test]
    fn a_body_may_come_quoted_or_not_at_all() {
        let frame = b"* 1 FETCH (UID 1 BODY[] \"a\\\"b\")\r\n";
        assert_eq!(fetched(frame).section.unwrap().cut_from(frame.to_vec()), b"a\"b");
        assert!(fetched(b"* 1 FETCH (UID 1 BODY[] NIL)\r\n").section.is_none());
    }

    #[test]
    fn a_status_has_a_code_and_words() {
        let Response::Status(status) = Response::parse(b"s1 NO [AUTHENTICATIONFAILED] Nom inconnu \xe9\r\n") else {
            panic!("no status")
        };
        assert_eq!((status.tag, status.kind), (Some(b"s1".as_slice()), Kind::No));
        assert_eq!(status.code(), Some(("AUTHENTICATIONFAILED", "")));
        assert_eq!(status.text().trim(), "Nom inconnu \u{fffd}");
    }

    #[test]
    fn both_kinds_of_search_are_read() {
        let found = |frame: &'static [u8]| match Response::parse(frame) {
            Response::Search(found) => found,
            _ => panic!("no search"),
        };
        assert_eq!(found(b"* SEARCH 2 4 (MODSEQ 917)\r\n"), [2..=2, 4..=4]);
        assert_eq!(found(b"* SEARCH\r\n"), []);
        assert_eq!(found(b"* ESEARCH (TAG \"s3\") UID ALL 1:3,9,12:10\r\n"), [1..=3, 9..=9, 10..=12]);
        assert_eq!(found(b"* ESEARCH (TAG \"s3\") UID\r\n"), []);
    }

    #[test]
    fn nonsense_is_other_and_never_a_panic() {
        let nonsense: [&[u8]; 9] = [
            b"",
            b"\r\n",
            b"*",
            b"* ",
            b"* 1 FETCH",
            b"* 1 FETCH (",
            b"* LIST (",
            b"\xff\xff \xfe\r\n",
            b"* 99999999999 EXISTS\r\n",
        ];
        for frame in nonsense {
            assert!(matches!(Response::parse(frame), Response::Other), "{}", String::from_utf8_lossy(frame));
        }
        let deep = [b"* 1 FETCH (BODYSTRUCTURE ".as_slice(), &vec![b'('; 1_000_000]].concat();
        assert!(matches!(Response::parse(&deep), Response::Other));
    }
}
