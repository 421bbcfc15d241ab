//! What kind of key a certificate holds, as far as it decides how the key signs.

use super::Certificate;
use crate::crypto::{ber, oid};

const SEQUENCE: u8 = 0x30;
const OBJECT_IDENTIFIER: u8 = 0x06;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    Rsa,
    P256,
    P384,
}

impl Certificate {
    /// None: of a kind that is not told here.
    pub fn key_kind(&self) -> Option<KeyKind> {
        let fields = ber::only(self.public_key()).ok()?.expect(SEQUENCE).ok()?.children().ok()?;
        let algorithm = fields.first()?.expect(SEQUENCE).ok()?.children().ok()?;
        let name = |at: usize| Some(algorithm.get(at)?.expect(OBJECT_IDENTIFIER).ok()?.body);
        match (name(0)?, name(1)) {
            (oid::RSA, _) => Some(KeyKind::Rsa),
            (oid::EC, Some(oid::P256)) => Some(KeyKind::P256),
            (oid::EC, Some(oid::P384)) => Some(KeyKind::P384),
            _ => None,
        }
    }
}
