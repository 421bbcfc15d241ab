//! The only pictures there are: those that the message brought, that are written
//! into the page, and that were fetched because the reader asked. Whatever else a
//! page asks for is not answered.

use std::collections::HashMap;
use std::io::Cursor;
use std::sync::atomic::{AtomicBool, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use blitz_traits::net::{Bytes as Shared, NetHandler, NetProvider, Request};
use image::ImageReader;

use crate::child::Bytes;

/// Of one picture: a page of a scan in print has 35.
const PIXELS: u64 = 50_000_000;

#[derive(Default)]
pub(super) struct Pictures {
    brought: HashMap<String, Shared>,
    fetched: Vec<Option<Shared>>,
    served: AtomicBool,
}

impl Pictures {
    pub(super) fn new(brought: Vec<(String, Bytes)>, fetched: Vec<Option<Bytes>>) -> Self {
        Self {
            brought: brought.into_iter().map(|(id, bytes)| (id, bytes.0.into())).collect(),
            fetched: fetched.into_iter().map(|bytes| bytes.map(|bytes| bytes.0.into())).collect(),
            served: AtomicBool::default(),
        }
    }

    /// Whether the page got a picture at all.
    pub(super) fn served(&self) -> bool {
        self.served.load(Ordering::Relaxed)
    }

    fn look_up(&self, address: &str) -> Option<Shared> {
        let (scheme, rest) = address.split_once(':')?;
        match scheme {
            "cid" => self.brought.get(rest).or_else(|| self.brought.get(&decoded(rest)?)).cloned(),
            "held" => self.fetched.get(rest.parse::<usize>().ok()?)?.clone(),
            "data" => {
                let (kind, written) = rest.split_once(',')?;
                let plain: String = written.chars().filter(|c| !c.is_ascii_whitespace()).collect();
                let bytes = kind.ends_with(";base64").then(|| STANDARD.decode(plain).ok())??;
                Some(bytes.into())
            }
            _ => None,
        }
    }
}

impl NetProvider for Pictures {
    fn fetch(&self, _document: usize, request: Request, handler: Box<dyn NetHandler>) {
        let address = request.url.as_str().to_owned();
        // Nothing at all is what a picture is that cannot be shown: the page
        // waits for nobody.
        let bytes = self.look_up(&address).filter(|bytes| is_sane(bytes)).unwrap_or_default();
        self.served.store(true, Ordering::Relaxed);
        handler.bytes(address, bytes);
    }
}

/// An address writes some letters in hexadecimal; a `Content-ID` does not.
fn decoded(address: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// Small enough to be unpacked.
fn is_sane(bytes: &[u8]) -> bool {
    let size = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok().and_then(|reader| {
        let (width, height) = reader.into_dimensions().ok()?;
        Some(u64::from(width) * u64::from(height))
    });
    size.is_some_and(|pixels| pixels <= PIXELS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pictures() -> Pictures {
        let brought = vec![("logo@a b".to_owned(), Bytes(vec![1]))];
        Pictures::new(brought, vec![None, Some(Bytes(vec![2]))])
    }

    #[test]
    fn only_what_the_message_brought_and_what_was_fetched_is_there() {
        let pictures = pictures();
        let found = |address: &str| pictures.look_up(address).map(|bytes| bytes.to_vec());
        assert_eq!(found("cid:logo@a b"), Some(vec![1]));
        assert_eq!(found("cid:logo%40a%20b"), Some(vec![1]));
        assert_eq!(found("held:1"), Some(vec![2]));
        assert_eq!(found("data:image/png;base64,AwQ="), Some(vec![3, 4]));
        for none in
            ["cid:other", "cid:%zz", "held:0", "held:9", "held:-1", "data:image/png,AwQ=", "https://a.example/x"]
        {
            assert_eq!(found(none), None, "{none}");
        }
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_not_unpacked() {
        assert!(!is_sane(b"GIF"));
        // 60,000 by 60,000, in a file of some bytes.
        let bomb = b"GIF89a\x60\xea\x60\xea\0\0\0,\0\0\0\0\x60\xea\x60\xea\0\x02\0;";
        assert!(!is_sane(bomb));
    }
}
