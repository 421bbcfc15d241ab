//! Who we are to a server that asks: a certificate and its key, which may be on
//! a card. The key is asked once for each handshake, never for its code; what it
//! says when it does not sign comes out as it was said.

use std::sync::{Arc, Mutex, PoisonError};

use tokio_rustls::rustls::client::ResolvesClientCert;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::sign::{CertifiedKey, Signer, SigningKey};
use tokio_rustls::rustls::{self, SignatureAlgorithm, SignatureScheme};

use super::NetError;
use crate::crypto::cert::{Certificate, KeyKind};
use crate::crypto::{Digest, Key, KeyError};
use crate::domain::Fingerprint;

/// Where the keys of client certificates are looked for, at each connection.
pub trait Identities: Send + Sync {
    /// Answers at once, from what is known: asks no card, and no user for a
    /// code. [`KeyError::Gone`] and [`KeyError::Locked`] mean "not now".
    fn find(&self, certificate: &Fingerprint) -> Result<Identity, KeyError>;
}

/// A certificate, those above it, and its key.
#[derive(Clone)]
pub struct Identity {
    chain: Vec<CertificateDer<'static>>,
    key: Arc<dyn Key>,
    kind: KeyKind,
}

impl Identity {
    /// With the certificates that stand above the key's own, DER.
    /// [`KeyError::Unable`] for a key that TLS does not sign with.
    pub fn new(key: Arc<dyn Key>, above: &[Vec<u8>]) -> Result<Self, KeyError> {
        // Without what may stand behind it on a token.
        let own = Certificate::read(key.certificate()).map_err(|_| KeyError::Unable)?;
        let kind = own.key_kind().ok_or(KeyError::Unable)?;
        let above = above.iter().filter_map(|one| Certificate::read(one).ok());
        let chain = std::iter::once(own).chain(above).map(|one| CertificateDer::from(one.der().to_vec())).collect();
        Ok(Self { chain, key, kind })
    }

    /// RSA in TLS 1.3 is PSS alone, which few cards can.
    pub(super) fn needs_old_tls(&self) -> bool {
        self.kind == KeyKind::Rsa && !self.key.has_pss()
    }

    fn way_among(&self, offered: &[SignatureScheme]) -> Option<Way> {
        let pss = self.key.has_pss();
        ways(self.kind).iter().find(|way| offered.contains(&way.scheme) && (pss || !way.pss)).copied()
    }
}

/// How a key signs for one of the schemes of TLS.
#[derive(Debug, Clone, Copy)]
struct Way {
    scheme: SignatureScheme,
    digest: Digest,
    pss: bool,
}

/// The usual first. What TLS 1.3 does not allow is not offered there.
fn ways(kind: KeyKind) -> &'static [Way] {
    use SignatureScheme as S;
    const fn way(scheme: SignatureScheme, digest: Digest) -> Way {
        Way { scheme, digest, pss: false }
    }
    const fn pss(scheme: SignatureScheme, digest: Digest) -> Way {
        Way { scheme, digest, pss: true }
    }
    const RSA: &[Way] = &[
        way(S::RSA_PKCS1_SHA256, Digest::Sha256),
        way(S::RSA_PKCS1_SHA384, Digest::Sha384),
        way(S::RSA_PKCS1_SHA512, Digest::Sha512),
        pss(S::RSA_PSS_SHA256, Digest::Sha256),
        pss(S::RSA_PSS_SHA384, Digest::Sha384),
        pss(S::RSA_PSS_SHA512, Digest::Sha512),
    ];
    const P256: &[Way] = &[way(S::ECDSA_NISTP256_SHA256, Digest::Sha256)];
    const P384: &[Way] = &[way(S::ECDSA_NISTP384_SHA384, Digest::Sha384)];
    match kind {
        KeyKind::Rsa => RSA,
        KeyKind::P256 => P256,
        KeyKind::P384 => P384,
    }
}

/// Names stay out of logs.
impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Identity({:?})", self.kind)
    }
}

/// How one handshake went, as far as it is about us.
#[derive(Debug, Default)]
pub(super) struct Course(Mutex<Told>);

#[derive(Debug, Clone, Copy, Default)]
struct Told {
    asked: Asked,
    failure: Option<KeyError>,
}

/// Whether the server wanted a certificate of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Asked {
    #[default]
    No,
    /// It did, and got none.
    InVain,
    Shown,
}

impl Course {
    pub(super) fn asked(&self) -> Asked {
        self.read().asked
    }

    /// What the key said, where it did not sign.
    pub(super) fn failure(&self) -> Result<(), NetError> {
        self.read().failure.map_or(Ok(()), |error| Err(NetError::Key(error)))
    }

    fn read(&self) -> Told {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, change: impl FnOnce(&mut Told)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// For one handshake: answers a server that asks who comes.
#[derive(Debug)]
pub(super) struct Introduction {
    identity: Option<Identity>,
    course: Arc<Course>,
}

impl Introduction {
    pub(super) fn new(identity: Option<Identity>, course: &Arc<Course>) -> Self {
        Self { identity, course: Arc::clone(course) }
    }
}

impl ResolvesClientCert for Introduction {
    /// The authorities that the server names are not looked at: its word on a
    /// certificate that it does not like says more than our silence.
    fn resolve(&self, _authorities: &[&[u8]], offered: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        let Some(identity) = &self.identity else {
            self.course.note(|told| told.asked = Asked::InVain);
            return None;
        };
        if identity.way_among(offered).is_none() {
            self.course.note(|told| *told = Told { asked: Asked::InVain, failure: Some(KeyError::Unable) });
            return None;
        }
        self.course.note(|told| told.asked = Asked::Shown);
        let signing = Signing { identity: identity.clone(), course: Arc::clone(&self.course) };
        Some(Arc::new(CertifiedKey::new(identity.chain.clone(), Arc::new(signing))))
    }

    fn has_certs(&self) -> bool {
        self.identity.is_some()
    }
}

#[derive(Debug)]
struct Signing {
    identity: Identity,
    course: Arc<Course>,
}

impl SigningKey for Signing {
    fn choose_scheme(&self, offered: &[SignatureScheme]) -> Option<Box<dyn Signer>> {
        let way = self.identity.way_among(offered)?;
        Some(Box::new(OneSignature { identity: self.identity.clone(), way, course: Arc::clone(&self.course) }))
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        match self.identity.kind {
            KeyKind::Rsa => SignatureAlgorithm::RSA,
            KeyKind::P256 | KeyKind::P384 => SignatureAlgorithm::ECDSA,
        }
    }
}

#[derive(Debug)]
struct OneSignature {
    identity: Identity,
    way: Way,
    course: Arc<Course>,
}

impl Signer for OneSignature {
    /// Takes as long as a card takes.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rustls::Error> {
        let (key, Way { digest, pss, .. }) = (&self.identity.key, self.way);
        let signed = if pss { key.sign_pss(digest, message) } else { key.sign(digest, message) };
        signed.map_err(|error| {
            self.course.note(|told| told.failure = Some(error));
            rustls::Error::General("the key of the certificate did not sign".to_owned())
        })
    }

    fn scheme(&self) -> SignatureScheme {
        self.way.scheme
    }
}
