//! The fields of a structure, taken in their order.

use crate::crypto::ber::{self, Element, Malformed};

pub(super) struct Fields<'a> {
    rest: &'a [u8],
}

impl<'a> Fields<'a> {
    pub(super) fn of(element: Element<'a>) -> Result<Self, Malformed> {
        if element.is_constructed() { Ok(Self { rest: element.body }) } else { Err(Malformed::Unexpected) }
    }

    pub(super) fn any(&mut self) -> Result<Element<'a>, Malformed> {
        let (element, rest) = ber::read(self.rest)?;
        self.rest = rest;
        Ok(element)
    }

    pub(super) fn expect(&mut self, tag: u8) -> Result<Element<'a>, Malformed> {
        self.any()?.expect(tag)
    }

    pub(super) fn optional(&mut self, tag: u8) -> Result<Option<Element<'a>>, Malformed> {
        if self.rest.first() == Some(&tag) { self.any().map(Some) } else { Ok(None) }
    }

    pub(super) fn next_if_any(&mut self) -> Result<Option<Element<'a>>, Malformed> {
        if self.rest.is_empty() { Ok(None) } else { self.any().map(Some) }
    }
}
