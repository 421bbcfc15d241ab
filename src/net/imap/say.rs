//! What goes into a command: names, flags and texts in a form that cannot end
//! it, whatever they hold.

use std::borrow::Cow;

use crate::domain::{Flag, Flags, Keyword};
use crate::net::{NetError, Refusal};

/// A piece of a command.
pub(super) enum Part<'a> {
    Text(String),
    /// Bytes that may be anything.
    Literal(Cow<'a, [u8]>),
}

/// A name between quotes. One that holds a line end cannot be said.
pub(super) fn quoted(name: &str) -> Result<String, NetError> {
    if name.contains(['\r', '\n', '\0']) {
        return Err(NetError::Odd("a folder name with a line end"));
    }
    Ok(format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// Flags and keywords between parentheses. A keyword that is no word of the
/// protocol no server would take.
pub(super) fn flag_list(flags: Flags, keywords: &[Keyword]) -> Result<String, NetError> {
    if !keywords.iter().all(|keyword| is_atom(keyword.as_str())) {
        return Err(NetError::Refused(Refusal::KeywordRefused));
    }
    let mut words: Vec<&str> = Flag::ALL.into_iter().filter(|&flag| flags.has(flag)).map(Flag::name).collect();
    words.extend(keywords.iter().map(Keyword::as_str));
    Ok(format!("({})", words.join(" ")))
}

pub(super) fn is_atom(word: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_graphic() && !b"(){%*\"\\]".contains(&byte);
    !word.is_empty() && word.bytes().all(letter)
}

/// A text to look for: between quotes where every server reads it so, else as
/// bytes in UTF-8.
pub(super) fn text(text: &str) -> Part<'static> {
    let plain = text.len() < 200 && text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    match quoted(text) {
        Ok(quoted) if plain => Part::Text(quoted),
        _ => Part::Literal(Cow::Owned(text.as_bytes().to_vec())),
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, flag_list, quoted, text};
    use crate::domain::{Flag, Flags, Keyword};
    use crate::net::{NetError, Refusal};

    #[test]
    fn a_name_cannot_end_the_command() {
        assert_eq!(quoted("a\"b\\c").unwrap(), "\"a\\\"b\\\\c\"");
        assert!(quoted("a\r\ns9 DELETE INBOX").is_err());
    }

    #[test]
    fn a_keyword_cannot_end_the_command() {
        let flags = Flags::NONE.with(Flag::Seen).with(Flag::Forwarded);
        assert_eq!(flag_list(flags, &[Keyword::new("$Label1")]).unwrap(), "(\\Seen $Forwarded $label1)");
        for bad in ["", "a b", "a)", "\\seen", "été", "a\r\nb"] {
            let refused = flag_list(flags, &[Keyword::new(bad)]);
            assert_eq!(refused, Err(NetError::Refused(Refusal::KeywordRefused)), "{bad}");
        }
    }

    #[test]
    fn a_text_is_quoted_if_it_can_be() {
        assert!(matches!(text("le \"bilan\""), Part::Text(quoted) if quoted == "\"le \\\"bilan\\\"\""));
        assert!(matches!(text("été"), Part::Literal(_)));
        assert!(matches!(text("a\r\nb"), Part::Literal(_)));
    }
}
