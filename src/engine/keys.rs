//! Software certificates: brought in from a file, kept under the cache's key,
//! given out again only under a new passphrase.
//!
//! A private key leaves the cache for a use of it and for an export, and for
//! nothing else; no list and no event carries one.

use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;
use zeroize::Zeroizing;

use crate::crypto::Key;
use crate::crypto::cert::Certificate;
use crate::crypto::soft::{Imported, SoftKey};
use crate::domain::{Secret, Timestamp};
use crate::store::{KeptKey, KeyPrint};
use crate::sync;

use super::fault::KeyFileFault;
use super::seal::{self, Told};
use super::{Engine, Fault, FaultKind, Saved, Subject, chosen, faults, save};

/// What guards a file that may be lost: as long as what guards the cache.
pub const SHORTEST_PASSPHRASE: usize = 12;

/// A software certificate, as it is told.
#[derive(Debug, Clone, Serialize)]
pub struct KeyTold {
    #[serde(flatten)]
    pub told: Told,
    /// As its file called it; may be empty.
    pub label: String,
    pub imported: Timestamp,
    pub warnings: Vec<KeyWarning>,
}

/// What its holder should know. None of it keeps a key out: what was encrypted
/// for an expired certificate is read with its key alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyWarning {
    /// It was here before, and nothing has changed.
    AlreadyHere,
    NotYetValid,
    Expired,
    /// It neither signs messages nor is one encrypted for it.
    NotForMail,
}

/// The keys that were asked for, as long as the cache is open.
pub(super) type Ring = tokio::sync::Mutex<Option<Vec<Arc<dyn Key>>>>;

impl Engine {
    /// Keeps every key of a PKCS#12 file, each told.
    pub async fn import_key(&self, file: Vec<u8>, passphrase: Secret) -> Result<Vec<KeyTold>, Fault> {
        let open = move || SoftKey::all_of_pkcs12(&file, &passphrase).map_err(seal::faults::key_file);
        let now = sync::now();
        let mut told = Vec::new();
        for Imported { key, chain, label } in self.on_a_thread(open).await?? {
            let kept = KeptKey { certificate: key.certificate().to_vec(), chain, label, imported: now };
            let mut one = tell(&kept, now).ok_or_else(unreadable)?;
            let secret = key.to_pkcs8().ok_or_else(unreadable)?;
            if !self.inner.store.add_soft_key(kept, secret).await.map_err(faults::store)? {
                one.warnings.insert(0, KeyWarning::AlreadyHere);
            }
            told.push(one);
        }
        self.keys_changed().await?;
        Ok(told)
    }

    /// The same out of a file that the user chose.
    pub async fn import_key_file(&self, path: PathBuf, passphrase: Secret) -> Result<Vec<KeyTold>, Fault> {
        let file = self.on_a_thread(move || chosen::read(&path)).await??;
        self.import_key(file, passphrase).await
    }

    /// Those that are here, in the order in which they came.
    pub async fn keys(&self) -> Result<Vec<KeyTold>, Fault> {
        let now = sync::now();
        let kept = self.inner.store.soft_keys().await.map_err(faults::store)?;
        Ok(kept.iter().filter_map(|kept| tell(kept, now)).collect())
    }

    /// A PKCS#12 file of the key of this certificate (its SHA-256, as it is told).
    pub async fn export_key(&self, fingerprint: &str, passphrase: Secret) -> Result<Vec<u8>, Fault> {
        if passphrase.expose().chars().count() < SHORTEST_PASSPHRASE {
            return Err(short());
        }
        let kept = self.kept_key(fingerprint).await?;
        let secret = self.secret_of(&kept).await?;
        let written = move || {
            let key = SoftKey::from_pkcs8(&kept.certificate, &secret).map_err(seal::faults::key_file)?;
            key.to_pkcs12(&kept.chain, &kept.label, &passphrase).ok_or_else(short)
        };
        self.on_a_thread(written).await?
    }

    /// The same, written to a file.
    pub async fn save_key(
        &self,
        fingerprint: &str,
        passphrase: Secret,
        path: PathBuf,
        replace: bool,
    ) -> Result<Saved, Fault> {
        let file = self.export_key(fingerprint, passphrase).await?;
        self.on_a_thread(move || save::write_private(&path, &file, replace)).await?
    }

    /// Takes it away for ever: what was encrypted for it alone cannot be read
    /// here any more. The asker has asked.
    pub async fn remove_key(&self, fingerprint: &str) -> Result<(), Fault> {
        let kept = self.kept_key(fingerprint).await?;
        let removed = self.inner.store.remove_soft_key(kept.fingerprint()).await.map_err(faults::store)?;
        self.keys_changed().await?;
        if removed { Ok(()) } else { Err(not_here()) }
    }

    /// Ready for use, until the cache is closed.
    pub async fn soft_keys(&self) -> Result<Vec<Arc<dyn Key>>, Fault> {
        let mut ring = self.inner.ring.lock().await;
        if let Some(keys) = ring.as_ref() {
            return Ok(keys.clone());
        }
        let mut keys: Vec<Arc<dyn Key>> = Vec::new();
        for kept in self.inner.store.soft_keys().await.map_err(faults::store)? {
            let secret = self.secret_of(&kept).await?;
            if let Ok(key) = SoftKey::from_pkcs8(&kept.certificate, &secret) {
                keys.push(Arc::new(key));
            } else {
                // The others still open what they open.
                tracing::warn!(target: "sceau::engine", "a software key is not usable");
            }
        }
        *ring = Some(keys.clone());
        Ok(keys)
    }

    /// What is being read may open now, or not any more.
    async fn keys_changed(&self) -> Result<(), Fault> {
        self.forget_ring().await;
        self.trust_changed();
        self.show_kept_keys().await
    }

    /// They are read again when they are next asked for.
    pub(super) async fn forget_ring(&self) {
        *self.inner.ring.lock().await = None;
    }

    async fn kept_key(&self, fingerprint: &str) -> Result<KeptKey, Fault> {
        let kept = self.inner.store.soft_keys().await.map_err(faults::store)?;
        let found = kept.into_iter().find(|one| hex(&one.fingerprint()).eq_ignore_ascii_case(fingerprint));
        found.ok_or_else(not_here)
    }

    async fn secret_of(&self, kept: &KeptKey) -> Result<Zeroizing<Vec<u8>>, Fault> {
        let secret = self.inner.store.soft_key_secret(kept.fingerprint()).await.map_err(faults::store)?;
        secret.ok_or_else(not_here)
    }
}

/// None for what is no certificate, which no import lets in.
fn tell(kept: &KeptKey, now: Timestamp) -> Option<KeyTold> {
    let certificate = Certificate::read(&kept.certificate).ok()?;
    let (validity, uses) = (certificate.validity(), certificate.uses());
    let warnings = [
        (now < validity.from, KeyWarning::NotYetValid),
        (now > validity.until, KeyWarning::Expired),
        (!uses.signature && !uses.confidentiality, KeyWarning::NotForMail),
    ];
    let warnings = warnings.into_iter().filter(|(so, _)| *so).map(|(_, warning)| warning).collect();
    Some(KeyTold { told: seal::tell(&certificate), label: kept.label.clone(), imported: kept.imported, warnings })
}

fn hex(fingerprint: &KeyPrint) -> String {
    fingerprint.iter().map(|byte| format!("{byte:02X}")).collect()
}

fn not_here() -> Fault {
    Fault::new(FaultKind::NotHere, Subject::Profile, "no key of that fingerprint")
}

fn short() -> Fault {
    let kind = FaultKind::KeyFile(KeyFileFault::ShortPassphrase);
    Fault::new(kind, Subject::File, "the passphrase is too short, or is none that programs read")
}

fn unreadable() -> Fault {
    Fault::new(FaultKind::KeyFile(KeyFileFault::Malformed), Subject::File, "the certificate cannot be read")
}
