//! RTF, which the older programs of the trade write: its text, without fonts,
//! styles, pictures and what was put there for programs. One pass, no recursion.

use encoding_rs::{Encoding, WINDOWS_1252};

use super::limit;

/// Groups that hold no text of the document.
const SILENT: &[&[u8]] = &[
    b"fonttbl",
    b"colortbl",
    b"stylesheet",
    b"info",
    b"pict",
    b"object",
    b"objdata",
    b"themedata",
    b"colorschememapping",
    b"datastore",
    b"listtable",
    b"listoverridetable",
    b"rsidtbl",
    b"generator",
    b"xmlnstbl",
    b"latentstyles",
    b"fldinst",
    b"filetbl",
    b"revtbl",
    b"bkmkstart",
    b"bkmkend",
];

/// What a group inherits from the one around it.
#[derive(Clone, Copy)]
struct Group {
    silent: bool,
    /// Bytes that stand in for a letter beyond ASCII, after its number.
    stand_ins: usize,
}

enum Token<'a> {
    Open,
    Close,
    /// A control word and its number.
    Word(&'a [u8], Option<i32>),
    /// A control symbol, such as `\~`.
    Symbol(u8),
    Byte(u8),
}

pub(super) fn words(rtf: &[u8]) -> String {
    let mut whole = Text { done: String::new(), bytes: Vec::new(), encoding: WINDOWS_1252, high: None };
    let mut group = Group { silent: false, stand_ins: 1 };
    // Beyond the cap groups are not told apart; an honest file has 20.
    let mut around: Vec<Group> = Vec::new();
    let (mut rest, mut skip) = (rtf, 0);
    while let Some((token, after)) = next(rest)
        && whole.done.len() < limit::TEXT
    {
        rest = after;
        match token {
            Token::Open if around.len() < 1_000 => around.push(group),
            Token::Close => group = around.pop().unwrap_or(group),
            Token::Symbol(b'*') => group.silent = true,
            Token::Word(word, _) if SILENT.contains(&word) => group.silent = true,
            Token::Word(b"uc", Some(count)) => group.stand_ins = usize::try_from(count).unwrap_or(1).min(16),
            Token::Word(b"bin", Some(length)) => {
                rest = rest.get(usize::try_from(length).unwrap_or_default()..).unwrap_or_default();
            }
            Token::Word(b"ansicpg", Some(page)) => whole.encoding = code_page(page),
            Token::Word(b"u", Some(unit)) => {
                skip = group.stand_ins;
                if !group.silent {
                    whole.unit(unit);
                }
                continue;
            }
            Token::Byte(_) if skip > 0 => {
                skip -= 1;
                continue;
            }
            token if !group.silent => whole.token(&token),
            _ => {}
        }
        skip = 0;
    }
    whole.flush();
    whole.done
}

struct Text {
    done: String,
    /// Of the code page, not yet decoded.
    bytes: Vec<u8>,
    encoding: &'static Encoding,
    /// The first half of a letter beyond the first plane.
    high: Option<u16>,
}

impl Text {
    fn token(&mut self, token: &Token<'_>) {
        let letter = match token {
            Token::Byte(byte) => return self.bytes.push(*byte),
            Token::Word(b"par" | b"line" | b"row" | b"sect" | b"page", _) => '\n',
            Token::Word(b"tab" | b"cell", _) => '\t',
            Token::Word(b"emdash", _) => '—',
            Token::Word(b"endash", _) => '–',
            Token::Word(b"lquote", _) => '‘',
            Token::Word(b"rquote", _) => '’',
            Token::Word(b"ldblquote", _) => '“',
            Token::Word(b"rdblquote", _) => '”',
            Token::Word(b"bullet", _) => '•',
            Token::Symbol(b'~') => '\u{a0}',
            Token::Symbol(b'_') => '-',
            _ => return,
        };
        self.flush();
        self.done.push(letter);
    }

    /// A unit of UTF-16; those beyond 32,767 are written as negative.
    fn unit(&mut self, unit: i32) {
        self.flush();
        let unit = u16::try_from(unit.rem_euclid(1 << 16)).unwrap_or_default();
        if (0xd800..0xdc00).contains(&unit) {
            self.high = Some(unit);
        } else {
            let units = self.high.take().into_iter().chain([unit]);
            self.done.extend(char::decode_utf16(units).flatten());
        }
    }

    fn flush(&mut self) {
        if !self.bytes.is_empty() {
            self.done.push_str(&self.encoding.decode_without_bom_handling(&self.bytes).0);
            self.bytes.clear();
        }
    }
}

fn code_page(page: i32) -> &'static Encoding {
    let label = if page == 65001 { "utf-8".to_owned() } else { format!("windows-{page}") };
    Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252)
}

fn next(rest: &[u8]) -> Option<(Token<'_>, &[u8])> {
    let (first, rest) = rest.split_first()?;
    match first {
        b'{' => Some((Token::Open, rest)),
        b'}' => Some((Token::Close, rest)),
        b'\r' | b'\n' => next_after_line(rest),
        b'\\' => Some(control(rest)),
        byte => Some((Token::Byte(*byte), rest)),
    }
}

/// Line ends of the file say nothing.
fn next_after_line(rest: &[u8]) -> Option<(Token<'_>, &[u8])> {
    let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let rest = rest.get(blank..)?;
    if rest.is_empty() { None } else { next(rest) }
}

/// What comes after a backslash.
fn control(rest: &[u8]) -> (Token<'_>, &[u8]) {
    let split =
        |bytes: &'_ [u8], most: usize, fits: fn(&u8) -> bool| bytes.iter().take(most).take_while(|b| fits(b)).count();
    let (word, after) = rest.split_at(split(rest, 32, u8::is_ascii_alphabetic));
    match (word, after.split_first()) {
        (b"", None) => (Token::Symbol(0), after),
        (b"", Some((b'\'', hex))) => {
            let (digits, after) = hex.split_at(hex.len().min(2));
            let byte = std::str::from_utf8(digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok());
            (byte.map_or(Token::Symbol(0), Token::Byte), after)
        }
        (b"", Some((b'\r' | b'\n', after))) => (Token::Word(b"par", None), after),
        (b"", Some((b'{' | b'}' | b'\\', after))) => (Token::Byte(rest.first().copied().unwrap_or(b' ')), after),
        (b"", Some((symbol, after))) => (Token::Symbol(*symbol), after),
        _ => {
            let sign = usize::from(after.first() == Some(&b'-'));
            let digits = split(after.get(sign..).unwrap_or_default(), 10, u8::is_ascii_digit);
            let length = if digits == 0 { 0 } else { sign + digits };
            let (number, after) = after.split_at(length);
            let number = std::str::from_utf8(number).ok().and_then(|number| number.parse().ok());
            // One blank belongs to the word.
            (Token::Word(word, number), after.strip_prefix(b" ").unwrap_or(after))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_letter_of_an_old_program_is_read() {
        let rtf = br"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator Riched20;}{\info{\author Anne}}
\pard\f0\fs20 Cher confr\'e8re,\par H\'e9moglobine\tab 13,2\~g/dL\par \u8217?l'\'e9t\'e9 \{a\}\b gras\b0  fin\par}";
        assert_eq!(words(rtf), "Cher confrère,\nHémoglobine\t13,2\u{a0}g/dL\n’l'été {a}gras fin\n");
    }

    #[test]
    fn pictures_and_letters_beyond_the_first_plane_do_no_harm() {
        assert_eq!(words(br"{\rtf1 a{\pict\pngblip 89504e47}b{\pict\bin5 {{{{{}c}"), "abc");
        assert_eq!(words(br"{\rtf1\uc0 \u-10179\u-8694!\u55357\u56842.}"), "😊!😊.");
    }

    #[test]
    fn broken_groups_and_words_are_read_to_the_end() {
        for broken in [&br"}}}}{\rtf1 a"[..], br"{\rtf1 a\", br"{\rtf1 a\'", br"{\rtf1 a\u", br"{\rtf1 a\bin99999 x"] {
            assert_eq!(words(broken).trim(), "a", "{}", String::from_utf8_lossy(broken));
        }
        assert_eq!(words(&[b"{".repeat(1_000_000), b"mot".to_vec()].concat()), "mot");
    }
}
