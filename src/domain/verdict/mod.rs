//! The verdict on a message: what is signed, by whom, what is encrypted, each
//! reason for and against, and the one word that follows from them.
//!
//! Plain values: `crypto` finds the facts, and here they are weighed. The shape
//! and the words of the JSON are stable.

mod reason;

use serde::{Deserialize, Serialize};

pub use reason::{Effect, Reason};

use super::{Email, Timestamp};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Verdict {
    pub overall: Overall,
    /// Of the message as a whole.
    pub reasons: Vec<Reason>,
    /// From the outermost to the innermost.
    pub layers: Vec<Layer>,
}

/// The word of the banner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Overall {
    /// Every rule holds, and the signer is whom the address of From belongs to.
    Valid,
    /// All holds, but nothing says that the holder of the card is the one From
    /// names.
    ValidUnbound,
    /// It claims a signature that does not hold, or another's.
    Invalid,
    /// Something is well signed, and it is not all that is shown.
    Partial,
    /// Nothing is signed.
    None,
    /// It cannot be judged with what is known here.
    Unverifiable,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Layer {
    pub kind: Kind,
    /// As the trade writes it; empty where it could not be read.
    pub algorithm: String,
    pub covers: Covers,
    pub signers: Vec<Signer>,
    pub reasons: Vec<Reason>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Signed,
    Encrypted,
    /// Encrypted so that no stranger can alter it.
    EncryptedAuthenticated,
    Compressed,
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Covers {
    Whole,
    /// One part, beside others.
    Part,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Signer {
    /// In plain words; empty without a certificate.
    pub holder: String,
    pub algorithm: String,
    pub certificate: Option<Facts>,
    /// As the signer claims it.
    pub signed_at: Option<Timestamp>,
    pub bound: Option<Bound>,
    pub reasons: Vec<Reason>,
}

/// What a certificate says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Facts {
    pub subject: String,
    pub issuer: String,
    /// Hexadecimal, as the fingerprint.
    pub serial: String,
    /// SHA-256.
    pub fingerprint: String,
    pub not_before: Timestamp,
    pub not_after: Timestamp,
    pub addresses: Vec<String>,
    pub rpps: Option<String>,
    pub profession: Option<String>,
    pub structure: Option<String>,
}

/// How the signer and the address of From belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Bound {
    pub address: Email,
    pub by: BoundBy,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BoundBy {
    /// The address is in the certificate.
    Certificate,
    /// The directory gives this address to the holder's RPPS.
    Directory,
    /// A contact of the practice does.
    Contact,
}

impl Verdict {
    pub fn new(reasons: Vec<Reason>, layers: Vec<Layer>) -> Self {
        Self { overall: overall(&reasons, &layers), reasons, layers }
    }

    /// Something was encrypted, and has been deciphered.
    pub fn is_deciphered(&self) -> bool {
        !self.is_closed() && self.layers.iter().any(Layer::is_encrypted)
    }

    /// Something is encrypted that could not be deciphered.
    pub fn is_closed(&self) -> bool {
        self.layers.iter().any(|layer| layer.is_encrypted() && !layer.is_open())
    }
}

impl Layer {
    pub fn new(kind: Kind, covers: Covers) -> Self {
        Self { kind, algorithm: String::new(), covers, signers: Vec::new(), reasons: Vec::new() }
    }

    pub fn is_signed(&self) -> bool {
        self.kind == Kind::Signed
    }

    pub fn is_encrypted(&self) -> bool {
        matches!(self.kind, Kind::Encrypted | Kind::EncryptedAuthenticated)
    }

    /// It came off: of an encrypted one that stays closed there is a reason.
    pub fn is_open(&self) -> bool {
        use Reason as R;
        let closed = [R::NoKey, R::KeyUnavailable, R::DecryptionFailed, R::Unreadable, R::Unsupported];
        !self.reasons.iter().any(|reason| closed.contains(reason))
    }
}

/// The worst of what stands against it. Nothing has to be claimed by a reason
/// to be refused: no word is good but by proof.
///
/// - Where no layer is signed the word is `none`, or `unverifiable` where a
///   layer could not be opened: what is within may be signed.
/// - A signed layer without a signer, and a signer without a certificate or who
///   is not bound, never count as good, even if no reason says so.
/// - Whether the signer is the author is asked of the innermost signed layer
///   alone, and of one of its signers: a gateway that signs around it, and who
///   signs beside the author, only have to be good signatures.
fn overall(reasons: &[Reason], layers: &[Layer]) -> Overall {
    let of_layers = layers.iter().flat_map(|layer| &layer.reasons);
    let told = reasons.iter().chain(of_layers).map(|reason| reason.effect());
    let Some(innermost) = layers.iter().rev().find(|layer| layer.is_signed()) else {
        let closed = told.into_iter().any(|effect| effect == Effect::Unverifiable);
        return if closed { Overall::Unverifiable } else { Overall::None };
    };
    let signed = layers.iter().filter(|layer| layer.is_signed()).map(signature);
    let partly = layers.iter().filter(|layer| layer.covers == Covers::Part).map(|_| Effect::Partial);
    match told.chain(signed).chain(partly).chain([binding(innermost)]).max() {
        Some(Effect::Told) => Overall::Valid,
        Some(Effect::Unbound) => Overall::ValidUnbound,
        Some(Effect::Partial) => Overall::Partial,
        Some(Effect::Unverifiable) => Overall::Unverifiable,
        Some(Effect::Invalid) | None => Overall::Invalid,
    }
}

/// What the signatures of a layer are worth, whoever made them.
fn signature(layer: &Layer) -> Effect {
    let signer = |signer: &Signer| {
        let against = signer.reasons.iter().filter(|reason| !reason.is_of_binding()).map(|reason| reason.effect());
        let nobody = signer.certificate.is_none().then_some(Effect::Unverifiable);
        against.chain(nobody).max().unwrap_or(Effect::Told)
    };
    layer.signers.iter().map(signer).max().unwrap_or(nobody(layer))
}

/// A layer that names no signer proves nothing; but a form of signature that is
/// not known here may be as good as another.
fn nobody(layer: &Layer) -> Effect {
    if layer.reasons.contains(&Reason::Unsupported) { Effect::Unverifiable } else { Effect::Invalid }
}

/// Whether one of the signers is the author; else what is least against it.
fn binding(layer: &Layer) -> Effect {
    let signer = |signer: &Signer| {
        if signer.bound.is_some() {
            return Effect::Told;
        }
        let against = signer.reasons.iter().filter(|reason| reason.is_of_binding()).map(|reason| reason.effect());
        against.max().unwrap_or(Effect::Unverifiable)
    };
    layer.signers.iter().map(signer).min().unwrap_or(nobody(layer))
}

#[cfg(test)]
mod tests;
