//! From bytes to a [`Certificate`]. Reads what the strict libraries refuse
//! (sets out of order, Latin-1 under the name of T61, BER lengths) and keeps
//! the signed bytes as they stood: what is proved later is proved of them.

use super::extension::{self, Extensions};
use super::{Certificate, CertificateError, Validity};
use crate::crypto::ber::{self, Element, Malformed};
use crate::crypto::time;

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const VERSION: u8 = 0xA0;
const EXTENSIONS: u8 = 0xA3;

impl Certificate {
    /// The certificate that these bytes begin with.
    pub fn read(bytes: &[u8]) -> Result<Self, CertificateError> {
        let (whole, _) = ber::read(bytes).map_err(|_| CertificateError::NotACertificate)?;
        let parts = whole.expect(SEQUENCE).and_then(|whole| whole.children());
        let [signed, algorithm, signature] =
            parts.ok().and_then(|parts| parts.try_into().ok()).ok_or(CertificateError::NotACertificate)?;
        let mut fields = Fields::of(&signed).map_err(|_| CertificateError::NotACertificate)?;
        let (serial, inner) = (fields.next(INTEGER)?, fields.next(SEQUENCE)?);
        let (issuer, validity, subject) = (fields.next(SEQUENCE)?, fields.next(SEQUENCE)?, fields.next(SEQUENCE)?);
        let key = fields.next(SEQUENCE)?;
        Ok(Self {
            der: whole.whole.to_vec(),
            signed: signed.whole.to_vec(),
            // A signature that says two things of itself proves nothing.
            algorithm: if inner.whole == algorithm.whole { algorithm.whole.to_vec() } else { Vec::new() },
            signature: bits(&signature)?,
            version: fields.version,
            serial: serial.whole.to_vec(),
            issuer: issuer.whole.to_vec(),
            subject: subject.whole.to_vec(),
            validity: period(&validity).map_err(|_| CertificateError::BadValidity)?,
            key: key.whole.to_vec(),
            extensions: fields.extensions()?,
        })
    }
}

/// What is signed, field by field.
struct Fields<'a> {
    version: u8,
    rest: std::vec::IntoIter<Element<'a>>,
}

impl<'a> Fields<'a> {
    fn of(signed: &Element<'a>) -> Result<Self, Malformed> {
        let all = signed.expect(SEQUENCE)?.children()?;
        let mut rest = all.into_iter();
        let version = match rest.as_slice().first() {
            Some(first) if first.tag == VERSION => {
                let number = ber::only(first.body)?.expect(INTEGER)?;
                let _ = rest.next();
                number.body.last().copied().unwrap_or(0).saturating_add(1)
            }
            _ => 1,
        };
        Ok(Self { version, rest })
    }

    fn next(&mut self, tag: u8) -> Result<Element<'a>, CertificateError> {
        let next = self.rest.next().filter(|element| element.tag == tag);
        next.ok_or(CertificateError::NotACertificate)
    }

    fn extensions(self) -> Result<Extensions, CertificateError> {
        let Some(found) = self.rest.into_iter().find(|element| element.tag == EXTENSIONS) else {
            return Ok(Extensions::default());
        };
        let all = ber::only(found.body).and_then(|list| extension::read(&list));
        all.map(Extensions::new).map_err(|_| CertificateError::BadExtensions)
    }
}

/// The bytes of a bit string that is made of bytes.
fn bits(element: &Element<'_>) -> Result<Vec<u8>, CertificateError> {
    match (element.tag, element.body) {
        (BIT_STRING, [0, bytes @ ..]) => Ok(bytes.to_vec()),
        _ => Err(CertificateError::NotACertificate),
    }
}

fn period(element: &Element<'_>) -> Result<Validity, Malformed> {
    match element.children()?.as_slice() {
        [from, until] => Ok(Validity { from: time::read(*from)?, until: time::read(*until)? }),
        _ => Err(Malformed::Unexpected),
    }
}
