//! What a response says, as far as Sceau asks. Total: what is not understood
//! is [`Response::Other`], never an error and never a panic.

use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};

use super::status::{self, FolderStatus};
use super::token::{Text, Tokens};
use super::uidset::{UidRanges, range};
use super::wire::Frame;
use crate::domain::{Flag, Flags, Keyword};
use crate::net::{NetError, Refusal, ServerText, quirks};

/// More keywords no message needs.
const MOST_KEYWORDS: usize = 200;

pub(super) enum Response<'a> {
    /// `+`: the server waits for more.
    Continue,
    Status(Status<'a>),
    Capability(Vec<&'a str>),
    List(Listed<'a>),
    Exists(u32),
    Expunge,
    /// None where it cannot be read: something is gone, nobody knows what.
    Vanished {
        earlier: bool,
        uids: Option<UidRanges>,
    },
    Search(Vec<RangeInclusive<u32>>),
    FolderStatus(Cow<'a, [u8]>, FolderStatus),
    Enabled(Vec<&'a str>),
    Metadata(Vec<Entry<'a>>),
    Namespace(Namespace<'a>),
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

/// An annotation: its name, and its value if it has one.
pub(super) struct Entry<'a> {
    pub(super) name: Cow<'a, [u8]>,
    pub(super) value: Option<Cow<'a, [u8]>>,
}

/// Where one's own folders lie.
pub(super) struct Namespace<'a> {
    pub(super) prefix: Cow<'a, [u8]>,
    pub(super) separator: Option<char>,
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
    /// Where a part of the section begins: `BODY[]<42>`.
    pub(super) origin: Option<u64>,
}

/// The bytes of BODY[…]: in the text of the frame, one of its large literals,
/// or a string that had to be unescaped.
pub(super) enum Section {
    At(Range<usize>),
    Apart(usize),
    Unescaped(Vec<u8>),
}

impl Section {
    /// Its bytes, out of the frame they came in and without a second copy.
    pub(super) fn cut_from(self, frame: Frame) -> Vec<u8> {
        match self {
            Self::At(range) => {
                let mut text = frame.text;
                text.truncate(range.end);
                let _ = text.drain(..range.start.min(text.len()));
                text
            }
            Self::Apart(index) => frame.apart.into_iter().nth(index).unwrap_or_default(),
            Self::Unescaped(bytes) => bytes,
        }
    }
}

impl<'a> Response<'a> {
    pub(super) fn of(frame: &'a Frame) -> Self {
        parse(Tokens::of(frame)).unwrap_or(Self::Other)
    }

    /// One without large literals.
    #[cfg(test)]
    pub(super) fn parse(text: &'a [u8]) -> Self {
        parse(Tokens::new(text)).unwrap_or(Self::Other)
    }
}

fn parse(mut tokens: Tokens<'_>) -> Option<Response<'_>> {
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
        "STATUS" => {
            let (name, status) = status::read(&mut tokens)?;
            Some(Response::FolderStatus(name, status))
        }
        "VANISHED" => Some(vanished(&mut tokens)),
        "ENABLED" => Some(Response::Enabled(std::str::from_utf8(tokens.rest()).ok()?.split_whitespace().collect())),
        "METADATA" => metadata(&mut tokens).map(Response::Metadata),
        "NAMESPACE" => namespace(&mut tokens).map(Response::Namespace),
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

    pub(super) fn has_code(&self, name: &str) -> bool {
        self.code().is_some_and(|(known, _)| known.eq_ignore_ascii_case(name))
    }

    /// What the end of a command means for who gave it.
    pub(super) fn verdict(&self) -> Result<(), NetError> {
        if self.kind == Kind::Ok {
            return Ok(());
        }
        let text = self.text();
        let code = self.code().map(|(name, _)| name);
        if quirks::throttles(code.unwrap_or_default(), &text) {
            return Err(NetError::Busy { text: ServerText::new(&text) });
        }
        let refusal = match code.map(Refusal::from_code) {
            Some(known) => known,
            None if quirks::no_such_folder(&text) => Refusal::NonExistent,
            // What it does not understand, it cannot do.
            None if self.kind == Kind::Bad => Refusal::Unsupported,
            None => Refusal::Other,
        };
        Err(NetError::Said { refusal, text: ServerText::new(&text) })
    }

    /// Why the server hangs up: for want of room, or for whatever reason.
    pub(super) fn farewell(&self) -> NetError {
        let text = self.text();
        if quirks::turns_away(self.code().map(|(name, _)| name).unwrap_or_default(), &text) {
            NetError::Busy { text: ServerText::new(&text) }
        } else {
            NetError::Gone
        }
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

/// `(EARLIER) 41,43:116`
fn vanished<'a>(tokens: &mut Tokens<'_>) -> Response<'a> {
    let earlier = tokens.words().is_some_and(|words| words.iter().any(|word| word.eq_ignore_ascii_case(b"EARLIER")));
    tokens.spaces();
    Response::Vanished { earlier, uids: tokens.word().and_then(UidRanges::read) }
}

/// `"INBOX" (/private/comment "x" /shared/comment NIL)`
fn metadata<'a>(tokens: &mut Tokens<'a>) -> Option<Vec<Entry<'a>>> {
    let _folder = tokens.astring()?;
    tokens.spaces();
    tokens.eat(b'(').then_some(())?;
    let mut entries = Vec::new();
    loop {
        tokens.spaces();
        if tokens.eat(b')') {
            return Some(entries);
        }
        let name = tokens.astring()?;
        tokens.spaces();
        let value = match tokens.nstring()? {
            Text::Nil => None,
            text => Some(text.into_bytes()),
        };
        entries.push(Entry { name, value });
    }
}

/// `(("INBOX." ".")) NIL NIL`: the first of one's own.
fn namespace<'a>(tokens: &mut Tokens<'a>) -> Option<Namespace<'a>> {
    (tokens.eat(b'(') && tokens.eat(b'(')).then_some(())?;
    tokens.spaces();
    let prefix = tokens.string()?.into_bytes();
    tokens.spaces();
    let separator = tokens.nstring()?.into_bytes();
    let separator = std::str::from_utf8(&separator).ok().and_then(|text| text.chars().next());
    Some(Namespace { prefix, separator })
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

fn fetch(tokens: &mut Tokens<'_>) -> Option<Fetched> {
    let mut fetched = Fetched::default();
    tokens.eat(b'(').then_some(())?;
    loop {
        tokens.spaces();
        if tokens.eat(b')') {
            return Some(fetched);
        }
        let item = tokens.atom()?;
        tokens.spaces();
        let is = |name: &str| item.eq_ignore_ascii_case(name.as_bytes());
        if is("UID") {
            // 0 is no UID, whatever the server says.
            fetched.uid = u32::try_from(tokens.number()?).ok().filter(|&uid| uid > 0);
        } else if is("FLAGS") {
            fetched.flags = Some(flags(&tokens.words()?));
        } else if is("MODSEQ") {
            fetched.modseq = std::str::from_utf8(tokens.words()?.first()?).ok()?.parse().ok();
        } else if is("RFC822.SIZE") {
            fetched.size = Some(tokens.number()?);
        } else if is("INTERNALDATE") {
            fetched.date = Some(tokens.nstring()?.into_bytes().into_owned());
        } else if is("BODY[]") || is("BODY[HEADER]") {
            fetched.section = section(tokens.nstring()?);
        } else if let Some(origin) = origin(item) {
            fetched.origin = Some(origin);
            fetched.section = section(tokens.nstring()?);
        } else {
            tokens.skip()?;
        }
    }
}

fn section(text: Text<'_>) -> Option<Section> {
    match text {
        Text::Nil => None,
        Text::Plain(_, range) => Some(Section::At(range)),
        Text::Apart(_, index) => Some(Section::Apart(index)),
        Text::Unescaped(bytes) => Some(Section::Unescaped(bytes)),
    }
}

/// `BODY[]<42>`
fn origin(item: &[u8]) -> Option<u64> {
    let (name, rest) = item.split_at_checked(7)?;
    let digits = rest.strip_suffix(b">").filter(|_| name.eq_ignore_ascii_case(b"BODY[]<"))?;
    std::str::from_utf8(digits).ok()?.parse().ok()
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
            None if keywords.len() == MOST_KEYWORDS => {}
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
    use crate::net::imap::wire::Frame;
    use crate::net::{NetError, Refusal};

    fn frame(text: &[u8]) -> Frame {
        Frame { text: text.to_vec(), apart: Vec::new() }
    }

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
        assert_eq!(fetched.section.unwrap().cut_from(self::frame(frame)), b"a)\r\n");
    }

    #[test]
    fn a_body_may_come_quoted_or_not_at_all() {
        let frame = b"* 1 FETCH (UID 1 BODY[] \"a\\\"b\")\r\n";
        assert_eq!(fetched(frame).section.unwrap().cut_from(self::frame(frame)), b"a\"b");
        assert!(fetched(b"* 1 FETCH (UID 1 BODY[] NIL)\r\n").section.is_none());
    }

    #[test]
    fn a_large_body_is_handed_over_and_a_part_says_where_it_begins() {
        let large = vec![7; 5000];
        let text = b"* 1 FETCH (BODY[]<42> {5000}\r\n UID 3)\r\n".to_vec();
        let frame = Frame { text, apart: vec![large.clone()] };
        let Response::Fetch(fetched) = Response::of(&frame) else { panic!("no FETCH") };
        assert_eq!((fetched.uid, fetched.origin), (Some(3), Some(42)));
        assert!(fetched.section.unwrap().cut_from(frame) == large);
        // A size that has no bytes to it.
        assert!(matches!(Response::parse(b"* 1 FETCH (BODY[] {5000}\r\n UID 3)\r\n"), Response::Other));
    }

    #[test]
    fn what_vanished_is_read_as_ranges_or_said_to_be_unreadable() {
        let Response::Vanished { earlier: true, uids: Some(uids) } =
            Response::parse(b"* VANISHED (EARLIER) 1:4294967295\r\n")
        else {
            panic!("nothing vanished")
        };
        assert_eq!(uids.count(), 4_294_967_295);
        for text in [b"* vanished 0:7\r\n".as_slice(), b"* VANISHED (EARLIER)\r\n", b"* VANISHED 1:*\r\n"] {
            assert!(matches!(Response::parse(text), Response::Vanished { uids: None, .. }));
        }
    }

    #[test]
    fn annotations_and_namespaces_are_read() {
        let Response::Metadata(entries) =
            Response::parse(b"* METADATA \"\" (/private/a {2}\r\nx) /private/b NIL /private/c ~{1}\r\n\0)\r\n")
        else {
            panic!("no metadata")
        };
        let values: Vec<Option<&[u8]>> = entries.iter().map(|entry| entry.value.as_deref()).collect();
        assert_eq!(values, [Some(b"x)".as_slice()), None, Some(b"\0")]);
        let Response::Namespace(own) = Response::parse(b"* NAMESPACE ((\"INBOX.\" \".\")) NIL NIL\r\n") else {
            panic!("no namespace")
        };
        assert_eq!((&*own.prefix, own.separator), (b"INBOX.".as_slice(), Some('.')));
    }

    #[test]
    fn the_end_of_a_command_says_why() {
        let verdict = |text: &'static [u8]| match Response::parse(text) {
            Response::Status(status) => status.verdict(),
            _ => panic!("no status"),
        };
        assert_eq!(verdict(b"s1 ok done\r\n"), Ok(()));
        assert_eq!(verdict(b"s1 NO [overquota] full\r\n").unwrap_err().refusal(), Some(Refusal::OverQuota));
        assert_eq!(verdict(b"s1 BAD what\r\n").unwrap_err().refusal(), Some(Refusal::Unsupported));
        assert_eq!(verdict(b"s1 NO no\r\n").unwrap_err().refusal(), Some(Refusal::Other));
        let throttled = verdict(b"s1 BAD Request is throttled. Suggested Backoff Time: 299961 milliseconds\r\n");
        assert!(matches!(throttled, Err(NetError::Busy { .. })));
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
