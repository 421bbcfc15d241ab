//! One layer taken off: what it is, what is said of it, and what is within.
//!
//! A signature that does not hold is taken off too: its content may be read,
//! under its verdict. What cannot be deciphered stays as it is.

use std::borrow::Cow;

use super::signer::{Bench, Brought, Claim, Seen, signers};
use super::structure::{self, Clear, Envelope, canonical};
use crate::{
    crypto::{
        Key, KeyError,
        cms::{self, Cipher, CmsError, Content, Enveloped, Signed},
    },
    domain::verdict::{Covers, Kind, Layer, Reason},
};

/// RFC 3274.
const COMPRESSED: &str = "1.2.840.113549.1.9.16.1.9";

/// What all layers are opened with.
pub struct Means<'a> {
    pub keys: &'a [&'a dyn Key],
    pub bench: &'a Bench<'a>,
    pub claim: &'a Claim<'a>,
    pub covers: Covers,
}

pub struct Taken<'a> {
    pub layer: Layer,
    /// An entity; None where it could not be come by.
    pub inner: Option<Cow<'a, [u8]>>,
    pub brought: Vec<Brought>,
    pub seen: Vec<Seen>,
    /// Why a key did not answer.
    pub key: Option<KeyError>,
}

impl Taken<'_> {
    fn new(kind: Kind, covers: Covers) -> Self {
        Self { layer: Layer::new(kind, covers), inner: None, brought: Vec::new(), seen: Vec::new(), key: None }
    }

    fn because(mut self, reason: Reason) -> Self {
        self.layer.reasons.push(reason);
        self
    }

    fn sign(&mut self, signed: &Signed<'_>, contents: &[&[u8]], means: &Means<'_>) {
        // What was signed as something else (a timestamp, a receipt) is no message.
        if !signed.is_data() {
            self.layer.reasons.push(Reason::AttributesWrong);
        }
        for heard in signers(signed, contents, means.claim, means.bench) {
            self.layer.signers.push(heard.signer);
            self.brought.extend(heard.brought);
            self.seen.extend(heard.seen);
        }
        if self.layer.signers.is_empty() {
            self.layer.reasons.push(Reason::NoSigner);
        }
        self.layer.algorithm = self.layer.signers.first().map(|signer| signer.algorithm.clone()).unwrap_or_default();
    }
}

pub fn foreign<'a>(claim: structure::Claim, means: &Means<'_>) -> Taken<'a> {
    Taken::new(kind_of(claim), means.covers).because(Reason::Unsupported)
}

/// The signature is checked over the part that is shown, whatever content it may
/// carry itself.
pub fn clear<'a>(clear: &Clear<'a>, means: &Means<'_>) -> Taken<'a> {
    let mut taken = Taken::new(Kind::Signed, means.covers);
    if clear.more {
        taken.layer.reasons.push(Reason::UnsignedParts);
    }
    let lines = canonical(clear.signed);
    match clear.signature.as_deref().map(cms::read) {
        Some(Ok(Content::Signed(signed))) => {
            // As it came, where its signer did not keep to CRLF.
            let forms = [lines.as_ref(), clear.signed];
            let forms = if matches!(lines, Cow::Borrowed(_)) { &forms[..1] } else { &forms[..] };
            taken.sign(&signed, forms, means);
        }
        Some(Err(CmsError::Unsupported(_))) => taken.layer.reasons.push(Reason::Unsupported),
        _ => taken.layer.reasons.push(Reason::Unreadable),
    }
    taken.inner = Some(Cow::Borrowed(clear.signed));
    taken
}

/// None: certificates alone, which sign nothing.
pub fn envelope<'a>(envelope: &Envelope<'_>, means: &Means<'_>) -> Option<Taken<'a>> {
    let claimed = kind_of(envelope.label.unwrap_or(structure::Claim::Encrypted));
    let mut taken = match cms::read(&envelope.bytes) {
        Ok(Content::Signed(signed)) if signed.signers().is_empty() && signed.content().is_none() => return None,
        Ok(Content::Signed(signed)) => opaque(&signed, means),
        Ok(Content::Enveloped(enveloped)) => sealed(&enveloped, means),
        Ok(Content::Other(kind)) => {
            let kind = if kind == COMPRESSED { Kind::Compressed } else { Kind::Unknown };
            Taken::new(kind, means.covers).because(Reason::Unsupported)
        }
        Err(CmsError::Unsupported(_)) => Taken::new(claimed, means.covers).because(Reason::Unsupported),
        Err(_) => Taken::new(claimed, means.covers).because(Reason::Unreadable),
    };
    let is_sealed = |kind: Kind| matches!(kind, Kind::Encrypted | Kind::EncryptedAuthenticated);
    let lies = envelope.label.is_some() && claimed != taken.layer.kind;
    if lies && !(is_sealed(claimed) && is_sealed(taken.layer.kind)) {
        taken.layer.reasons.push(Reason::LabelDiffers);
    }
    Some(taken)
}

fn opaque<'a>(signed: &Signed<'_>, means: &Means<'_>) -> Taken<'a> {
    let mut taken = Taken::new(Kind::Signed, means.covers);
    let Some(content) = signed.content() else {
        return taken.because(Reason::Unreadable);
    };
    taken.sign(signed, &[&content], means);
    taken.inner = Some(Cow::Owned(content.into_owned()));
    taken
}

fn sealed<'a>(enveloped: &Enveloped<'_>, means: &Means<'_>) -> Taken<'a> {
    let mut taken = Taken::new(Kind::Encrypted, means.covers);
    let mut opened = match enveloped.open(means.keys) {
        Ok(opened) => opened,
        Err(error) => {
            if let CmsError::Key(why) = error {
                taken.key = Some(why);
            }
            return taken.because(closed(&error));
        }
    };
    if opened.authenticated {
        taken.layer.kind = Kind::EncryptedAuthenticated;
    }
    cipher(opened.cipher).clone_into(&mut taken.layer.algorithm);
    if opened.cipher == Cipher::TripleDesCbc {
        taken.layer.reasons.push(Reason::WeakCipher);
    }
    taken.inner = Some(Cow::Owned(std::mem::take(&mut *opened.content)));
    taken
}

/// A wrong key, a wrong padding and an altered content have one word.
fn closed(error: &CmsError) -> Reason {
    match error {
        CmsError::NotForUs => Reason::NoKey,
        CmsError::Key(_) => Reason::KeyUnavailable,
        CmsError::Unsupported(_) => Reason::Unsupported,
        CmsError::Malformed(_) | CmsError::Detached => Reason::Unreadable,
        CmsError::Undecipherable | CmsError::Certificate | CmsError::Library => Reason::DecryptionFailed,
    }
}

fn kind_of(claim: structure::Claim) -> Kind {
    match claim {
        structure::Claim::Signed => Kind::Signed,
        structure::Claim::Encrypted => Kind::Encrypted,
        structure::Claim::Compressed => Kind::Compressed,
    }
}

fn cipher(cipher: Cipher) -> &'static str {
    match cipher {
        Cipher::TripleDesCbc => "3DES-CBC",
        Cipher::Aes128Cbc => "AES-128-CBC",
        Cipher::Aes192Cbc => "AES-192-CBC",
        Cipher::Aes256Cbc => "AES-256-CBC",
        Cipher::Aes128Gcm => "AES-128-GCM",
        Cipher::Aes192Gcm => "AES-192-GCM",
        Cipher::Aes256Gcm => "AES-256-GCM",
    }
}
