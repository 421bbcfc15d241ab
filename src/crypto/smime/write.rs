//! A message signed, or encrypted: whole messages in, whole messages out, so
//! that what was signed can be encrypted in its turn.
//!
//! The fields of the message stay outside, where servers need them; those that
//! describe the body (`Content-…`) go in with it, and the others too where they are
//! to be protected ([`Header`]).

use base64::{Engine as _, engine::general_purpose::STANDARD};
use memchr::memmem;

use super::protect::{Header, Sheet};
use super::safe;
use crate::{
    crypto::{
        Key,
        cms::{self, Capabilities, CmsError, Form, Strength},
    },
    domain::Timestamp,
    mime::entity::Entity,
};

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    #[error("the header of the message is too long")]
    HeaderTooLong,
    #[error(transparent)]
    Cms(#[from] CmsError),
}

/// To whom a message is encrypted: a certificate that was found good, and what
/// its holder announced.
#[derive(Clone, Copy)]
pub struct Recipient<'a> {
    pub certificate: &'a [u8],
    pub capabilities: Option<&'a Capabilities>,
}

/// What every one of them reads.
pub fn strength(to: &[Recipient<'_>]) -> Strength {
    let announced = |one: &Recipient<'_>| one.capabilities.is_some_and(Capabilities::modern);
    if !to.is_empty() && to.iter().all(announced) { Strength::Modern } else { Strength::Common }
}

/// Signed beside its content, which everybody can read, or around it.
pub fn sign<'a>(
    sheet: impl Into<Sheet<'a>>,
    key: &dyn Key,
    chain: &[&[u8]],
    at: Timestamp,
    form: Form,
) -> Result<Vec<u8>, WriteError> {
    let Sheet { message, header } = sheet.into();
    let entity = Entity::message(message);
    let mut signed = outside(&entity, header, message.len())?;
    match form {
        Form::Opaque => {
            let mut content = Vec::with_capacity(message.len());
            safe::write(&mut content, &entity, header);
            let bytes = cms::sign(&content, key, chain, at, form)?;
            drop(content);
            enclose(&mut signed, "signed-data", &bytes);
        }
        Form::Detached => {
            let sheet = Sheet { message, header };
            beside(&mut signed, &entity, sheet, |content| cms::sign(content, key, chain, at, form))?;
        }
    }
    Ok(signed)
}

/// To all of them: whoever shall read it later in the Sent folder is one.
pub fn encrypt<'a>(sheet: impl Into<Sheet<'a>>, to: &[Recipient<'_>]) -> Result<Vec<u8>, WriteError> {
    let Sheet { message, header } = sheet.into();
    let entity = Entity::message(message);
    let mut sealed = outside(&entity, header, 0)?;
    let how = strength(to);
    let certificates: Vec<&[u8]> = to.iter().map(|one| one.certificate).collect();
    let mut content = Vec::with_capacity(message.len());
    safe::write(&mut content, &entity, header);
    let bytes = cms::encrypt(&content, &certificates, how)?;
    drop(content);
    let kind = match how {
        Strength::Common => "enveloped-data",
        Strength::Modern => "authEnveloped-data",
    };
    enclose(&mut sealed, kind, &bytes);
    Ok(sealed)
}

/// The fields that stay.
fn outside(entity: &Entity<'_>, header: Header, room: usize) -> Result<Vec<u8>, WriteError> {
    if entity.is_cut() {
        return Err(WriteError::HeaderTooLong);
    }
    let mut bytes = Vec::with_capacity(room + 16_384);
    header.outside(&mut bytes, entity);
    bytes.extend_from_slice(b"MIME-Version: 1.0\r\n");
    Ok(bytes)
}

/// The content is written where it is to stand, and signed there.
fn beside(
    bytes: &mut Vec<u8>,
    entity: &Entity<'_>,
    Sheet { message, header }: Sheet<'_>,
    sign: impl FnOnce(&[u8]) -> Result<Vec<u8>, CmsError>,
) -> Result<(), WriteError> {
    let boundary = boundary(message);
    let head = format!(
        "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n micalg=sha-256; \
         boundary=\"{boundary}\"\r\n\r\n--{boundary}\r\n"
    );
    bytes.extend_from_slice(head.as_bytes());
    let start = bytes.len();
    safe::write(bytes, entity, header);
    let signature = sign(bytes.get(start..).unwrap_or_default())?;
    let head = format!(
        "\r\n--{boundary}\r\nContent-Type: application/pkcs7-signature; name=\"smime.p7s\"\r\n\
         Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"smime.p7s\"\r\n\r\n"
    );
    bytes.extend_from_slice(head.as_bytes());
    base64_lines(bytes, &signature);
    bytes.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    Ok(())
}

fn enclose(bytes: &mut Vec<u8>, kind: &str, cms: &[u8]) {
    let head = format!(
        "Content-Type: application/pkcs7-mime; smime-type={kind}; name=\"smime.p7m\"\r\n\
         Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"smime.p7m\"\r\n\r\n"
    );
    bytes.extend_from_slice(head.as_bytes());
    base64_lines(bytes, cms);
}

/// One that stands nowhere in the message. What is encoded on the way in cannot
/// hold `=_`.
fn boundary(message: &[u8]) -> String {
    let mut salt = 0_u64;
    loop {
        let boundary = format!("=_sceau_{:012x}_{salt:04x}", message.len());
        if memmem::find(message, boundary.as_bytes()).is_none() {
            return boundary;
        }
        salt += 1;
    }
}

/// In lines of 76 (RFC 2045, 6.8).
pub fn base64_lines(bytes: &mut Vec<u8>, content: &[u8]) {
    let lines = content.len().div_ceil(57);
    bytes.reserve(content.len().div_ceil(3) * 4 + 2 * lines + 256);
    let mut line = String::with_capacity(80);
    for chunk in content.chunks(57) {
        line.clear();
        STANDARD.encode_string(chunk, &mut line);
        line.push_str("\r\n");
        bytes.extend_from_slice(line.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::{base64_lines, boundary};

    #[test]
    fn a_boundary_stands_nowhere_in_the_message() {
        let first = boundary(b"");
        let forged = format!("--{first}");
        assert!(!boundary(forged.as_bytes()).is_empty() && boundary(forged.as_bytes()) != first);
        let same = vec![b'x'; 0];
        assert_eq!(boundary(&same), first);
    }

    #[test]
    fn base64_is_cut_into_lines_of_76() {
        let mut lines = Vec::new();
        base64_lines(&mut lines, &[0; 58]);
        assert_eq!(lines, format!("{}\r\nAA==\r\n", "A".repeat(76)).into_bytes());
    }
}
