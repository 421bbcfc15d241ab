//! S/MIME on messages that lie in files: judged, opened, signed, encrypted,
//! with a key out of a file or on a token. What the terminal does, and what
//! needs no cache.
//!
//! Nothing is fetched and nothing is kept: what is believed is given, by the
//! directories that were named or by the profile ([`super::trust`]).

mod belief;
pub(super) mod faults;
mod tokens;
pub mod words;

use std::sync::Arc;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::crypto::KeyError;
use crate::crypto::cert::Certificate;
use crate::crypto::cms::Form;
use crate::crypto::smime::{self, Recipient, Seen, Sheet};
use crate::crypto::soft::{Imported, SoftKey};
use crate::crypto::trust::certificates;
use crate::domain::verdict::{Facts, Kind, Layer, Reason, Verdict};
use crate::domain::{Fingerprint, Holder, Secret, Timestamp, Uses};
use crate::net::Identity;

pub use crate::crypto::Key;
pub use crate::token::{PinState, Tries};
pub use belief::Belief;
pub use tokens::{Cards, Door, OnToken, Shown};

use super::{Fault, FaultKind, Subject};

/// The verdict on a message, and on what is secured within it beside the rest.
#[derive(Debug, Serialize)]
pub struct Judged {
    #[serde(flatten)]
    pub verdict: Verdict,
    pub apart: Vec<Verdict>,
    /// The message within.
    #[serde(skip)]
    pub content: Vec<u8>,
    /// Of what is apart, in the same order.
    #[serde(skip)]
    pub(super) contents_apart: Vec<Vec<u8>>,
    /// Why a layer could not be taken off, where it was for a key.
    #[serde(skip)]
    pub closed: Option<Fault>,
    /// Whose revocation it depends on.
    #[serde(skip)]
    pub(in crate::engine) seen: Vec<Seen>,
}

/// A certificate as it is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The holder in a few words.
    pub name: String,
    #[serde(flatten)]
    pub facts: Facts,
    pub holder: Holder,
}

/// A key, and the certificates to send along with what it signs.
pub struct Pen {
    key: Arc<dyn Key>,
    chain: Vec<Vec<u8>>,
}

impl Pen {
    /// Out of a PKCS#12 file: the key that is for it, where the file holds several.
    pub fn of_file(bytes: &[u8], passphrase: &Secret, wanted: fn(&Uses) -> bool) -> Result<Self, Fault> {
        let mut all = SoftKey::all_of_pkcs12(bytes, passphrase).map_err(faults::key_file)?;
        let fits = |one: &Imported| {
            Certificate::read(one.key.certificate()).is_ok_and(|certificate| wanted(&certificate.uses()))
        };
        // Where none is, the first: what it is used for then tells why not.
        let imported = all.swap_remove(all.iter().position(fits).unwrap_or_default());
        Ok(Self { key: Arc::new(imported.key), chain: imported.chain })
    }

    /// On a token. What stands above its certificate there goes along.
    pub fn of_token(key: impl Key + 'static, chain: Vec<Vec<u8>>) -> Self {
        Self { key: Arc::new(key), chain }
    }

    pub(super) fn of_key(key: Arc<dyn Key>, chain: Vec<Vec<u8>>) -> Self {
        Self { key, chain }
    }

    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint(Sha256::digest(self.key.certificate()).into())
    }

    /// For servers that ask who comes.
    pub(super) fn identity(&self) -> Result<Identity, KeyError> {
        Identity::new(Arc::clone(&self.key), &self.chain)
    }

    /// Beside the content, which everybody can read, or around it.
    pub fn sign<'a>(&self, sheet: impl Into<Sheet<'a>>, at: Timestamp, opaque: bool) -> Result<Vec<u8>, Fault> {
        let chain: Vec<&[u8]> = self.chain.iter().map(Vec::as_slice).collect();
        let form = if opaque { Form::Opaque } else { Form::Detached };
        smime::sign(sheet, self.key.as_ref(), &chain, at, form).map_err(|error| faults::write(&error))
    }

    pub fn judge(&self, belief: &Belief, message: &[u8], now: Timestamp) -> Judged {
        judge(belief, message, &[self.key.as_ref()], now)
    }

    pub fn open(&self, belief: &Belief, message: &[u8], now: Timestamp) -> Result<Vec<u8>, Fault> {
        open(belief, message, &[self.key.as_ref()], now)
    }
}

/// What a message that was encrypted for one of these keys holds: the whole, or
/// the one part that was encrypted among others.
pub fn open(belief: &Belief, message: &[u8], keys: &[&dyn Key], now: Timestamp) -> Result<Vec<u8>, Fault> {
    let mut judged = judge(belief, message, keys, now);
    if let Some(fault) = judged.closed {
        return Err(fault);
    }
    let whole = opened(&judged.verdict);
    let parts: Vec<_> = judged.apart.iter().filter_map(opened).collect();
    match (whole, parts.as_slice()) {
        (Some(whole), _) => whole.map(|()| judged.content),
        (None, [part]) => part.clone().map(|()| judged.contents_apart.pop().unwrap_or_default()),
        (None, []) => Err(Fault::new(FaultKind::NotEncrypted, Subject::File, "no encrypted layer")),
        (None, _) => Err(Fault::new(FaultKind::CannotDecrypt, Subject::File, "several parts, never joined")),
    }
}

/// Whether the encrypted layer came off; None without one.
fn opened(verdict: &Verdict) -> Option<Result<(), Fault>> {
    let encrypted = |layer: &&Layer| matches!(layer.kind, Kind::Encrypted | Kind::EncryptedAuthenticated);
    let mut layers = verdict.layers.iter().filter(encrypted).peekable();
    let _one = layers.peek()?;
    let failed = layers.flat_map(|layer| &layer.reasons).find_map(|reason| match reason {
        Reason::NoKey => Some(FaultKind::NotForThisKey),
        Reason::DecryptionFailed | Reason::Unreadable | Reason::Unsupported => Some(FaultKind::CannotDecrypt),
        _ => None,
    });
    Some(failed.map_or(Ok(()), |kind| Err(Fault::new(kind, Subject::File, "the layer stays closed"))))
}

/// The verdict, with the keys that are at hand.
pub fn judge(belief: &Belief, message: &[u8], keys: &[&dyn Key], now: Timestamp) -> Judged {
    let opened = smime::open(message, keys, &belief.bench(now));
    let (apart, contents_apart) = opened.apart.into_iter().map(|apart| (apart.verdict, apart.content)).unzip();
    let closed = opened.key.map(faults::key);
    let (content, seen) = (opened.content.into_owned(), opened.seen);
    Judged { verdict: opened.verdict, apart, content, contents_apart, closed, seen }
}

/// For the holders of these certificates, each in a file of its own.
pub fn encrypt(message: &[u8], to: &[Vec<u8>], now: Timestamp) -> Result<Vec<u8>, Fault> {
    let all = to.iter().map(|file| recipient(file, now)).collect::<Result<Vec<_>, _>>()?;
    if all.is_empty() {
        return Err(Fault::new(FaultKind::NoRecipientCertificate, Subject::File, "no certificate"));
    }
    let recipients: Vec<_> = all.iter().map(|one| Recipient { certificate: one.der(), capabilities: None }).collect();
    smime::encrypt(message, &recipients).map_err(|error| faults::write(&error))
}

/// The certificate of a file, if something can be encrypted for its holder now.
/// Who names it vouches for it.
pub(super) fn recipient(file: &[u8], now: Timestamp) -> Result<Certificate, Fault> {
    let fits =
        |one: &Certificate| one.uses().confidentiality && (one.validity().from..=one.validity().until).contains(&now);
    let unfit = || Fault::new(FaultKind::NoRecipientCertificate, Subject::File, "no such certificate");
    certificates(file).into_iter().next().filter(fits).ok_or_else(unfit)
}

/// The certificates of a file.
pub fn told(file: &[u8]) -> Vec<Told> {
    certificates(file).iter().map(tell).collect()
}

pub(super) fn tell(certificate: &Certificate) -> Told {
    let holder = certificate.holder();
    Told { name: smime::holder(certificate, &holder), facts: smime::facts(certificate, &holder), holder }
}
