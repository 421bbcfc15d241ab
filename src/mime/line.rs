//! Lines of bytes, found without looking at each byte by hand: most of a mailbox
//! is attachments, and each of their short lines is looked for.

use memchr::memchr;

/// The first line with its end, and what comes after it. The line is empty only
/// when nothing is left.
pub(super) fn split(bytes: &[u8]) -> (&[u8], &[u8]) {
    split_after(bytes, b'\n')
}

/// All up to and with the first `mark`, or all there is, and the rest.
pub(super) fn split_after(bytes: &[u8], mark: u8) -> (&[u8], &[u8]) {
    let length = memchr(mark, bytes).map_or(bytes.len(), |at| at + 1);
    bytes.split_at_checked(length).unwrap_or((bytes, &[]))
}

/// The line without its end; some gateways leave more than one CR.
pub(super) fn content(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let mut content = line;
    while let Some(shorter) = content.strip_suffix(b"\r") {
        content = shorter;
    }
    content
}

/// `bytes` without the line end that belongs to the delimiter after it.
pub(super) fn without_last_end(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}

#[cfg(test)]
mod tests {
    use super::{content, split, without_last_end};

    #[test]
    fn a_line_keeps_its_end_and_the_last_may_have_none() {
        assert_eq!(split(b"a\r\nb"), (&b"a\r\n"[..], &b"b"[..]));
        assert_eq!(split(b"b"), (&b"b"[..], &b""[..]));
        assert_eq!(split(b""), (&b""[..], &b""[..]));
    }

    #[test]
    fn line_ends_of_all_kinds_are_taken_off() {
        assert_eq!(content(b"a\r\n"), b"a");
        assert_eq!(content(b"a\r\r\n"), b"a");
        assert_eq!(content(b"\r\n"), b"");
        assert_eq!(without_last_end(b"a\r\n\r\n"), b"a\r\n");
    }
}
