//! Why a message is, or is not, what it claims: each rule of the verdict has its
//! word. The words are stable: other programs read them.
//!
//! What a reason does to the whole is said here, once, in [`Reason::effect`].

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    // Of the message.
    /// More than one From field, or more than one address in it.
    SeveralFrom,
    /// No From, or one that holds no address.
    FromUnreadable,
    /// Another sent it than the one who is said to have written it.
    SenderDiffers,
    /// The From that was protected is not the one that is shown.
    FromDiffers,
    /// The same for the subject, the date, and whom it goes to.
    SubjectDiffers,
    DateDiffers,
    RecipientsDiffer,
    /// A message that is signed or encrypted is attached. It speaks for itself
    /// where it is opened, and not for the message that carries it.
    SecuredMessageAttached,
    /// Layers beyond the cap were not opened.
    TooDeep,
    /// More parts are signed or encrypted than are looked at.
    TooManyParts,

    // Of what a layer covers.
    /// Something that is not signed stands beside what is.
    UnsignedParts,
    /// What is encrypted stands beside other parts. It is a message of its own,
    /// never joined with them.
    EncryptedBesideOthers,
    /// The signature is around the encryption: who signed may never have read
    /// what is within.
    SignedOutsideEncryption,

    // Of a layer.
    /// Its bytes are no CMS, or the signature is not there at all.
    Unreadable,
    /// Signed by nobody.
    NoSigner,
    /// A content or an algorithm that is not known here; `OpenPGP` among them.
    Unsupported,
    /// The label says another kind than the bytes are.
    LabelDiffers,
    /// None of the keys at hand is one of those it was encrypted to.
    NoKey,
    /// The key is there, but its card did not answer: it may be tried again.
    KeyUnavailable,
    /// The key or the content does not come out right. One word for all causes.
    DecryptionFailed,
    /// Encrypted in a way that lets a stranger alter it unseen, and not signed.
    CbcWithoutSignature,
    /// A cipher that is read for the sake of old mail alone.
    WeakCipher,

    // Of a signer: the mathematics.
    /// What was signed is not what is here.
    ContentChanged,
    /// The signature was not made with the key of this certificate.
    SignatureWrong,
    /// What is signed beside the content lacks what it must have, or has it twice.
    AttributesWrong,
    UnknownAlgorithm,
    /// Signed with SHA-1: two contents with the same digest can be made.
    WeakDigest,
    /// The certificate of the signer is not in the message.
    CertificateMissing,
    CertificateUnreadable,

    // Of a signer: the time.
    /// Nothing says when it was signed: it is judged by today.
    NoSigningTime,
    SignedInTheFuture,
    /// The date that is shown is far from when it was signed: an old message may
    /// have been sent anew.
    SignedAtAnotherDate,

    // Of a signer: the certificate.
    UnknownAuthority,
    /// The chain breaks: an issuer's signature, its limits or its rights.
    ChainBroken,
    /// Issued by an authority that has stopped (the IGC-CPS).
    AuthorityStopped,
    /// A certificate of a test authority, or marked as a test.
    TestCertificate,
    NotYetValid,
    /// Past its date when it signed.
    Expired,
    /// Past its date by now, but not when it says it signed.
    ExpiredSince,
    WrongPurpose,
    /// The policy that is asked for is not there.
    WrongPolicy,
    Revoked,
    /// Nobody could be asked whether it is revoked.
    RevocationNotChecked,
    /// Revoked after it says it signed, for a reason that would leave the past as
    /// it was; but only its own clock says that it signed before.
    RevokedSince,
    /// Its key is too short, or its issuer signed in a way that can be forged.
    WeakCertificate,

    // Of a signer: who it is.
    /// The certificate holds addresses, and not that of From.
    AddressMismatch,
    /// Neither an address nor a holder of the health sector: it binds nobody.
    NoAddress,
    /// A health card, which holds no address, and nothing says whose From is.
    AddressNotConfirmed,
    /// A health card, and the address of From is known to be somebody else's.
    HolderMismatch,
}

/// What a reason does to a message that is signed, from the least to the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Told, and nothing more.
    Told,
    Unbound,
    Partial,
    Unverifiable,
    Invalid,
}

impl Reason {
    /// A reason weighs what an attacker could do if it weighed less: whoever can
    /// choose the bytes can choose which reason they get.
    pub fn effect(self) -> Effect {
        use Reason as R;
        match self {
            R::SenderDiffers
            | R::SecuredMessageAttached
            | R::LabelDiffers
            | R::CbcWithoutSignature
            | R::WeakCipher
            | R::NoSigningTime
            | R::ExpiredSince
            | R::RevocationNotChecked => Effect::Told,

            R::AddressNotConfirmed => Effect::Unbound,

            // It holds, but not for all that is shown.
            R::SubjectDiffers
            | R::DateDiffers
            | R::RecipientsDiffer
            | R::TooManyParts
            | R::UnsignedParts
            | R::EncryptedBesideOthers
            | R::SignedOutsideEncryption
            | R::SignedAtAnotherDate => Effect::Partial,

            // It may be right, and nothing here can tell.
            R::TooDeep
            | R::Unsupported
            | R::NoKey
            | R::KeyUnavailable
            | R::DecryptionFailed
            | R::UnknownAlgorithm
            | R::WeakDigest
            | R::WeakCertificate
            | R::RevokedSince
            | R::CertificateMissing
            | R::CertificateUnreadable
            | R::UnknownAuthority
            | R::AuthorityStopped
            | R::TestCertificate
            | R::NoAddress => Effect::Unverifiable,

            R::SeveralFrom
            | R::FromUnreadable
            | R::FromDiffers
            | R::Unreadable
            | R::NoSigner
            | R::ContentChanged
            | R::SignatureWrong
            | R::AttributesWrong
            | R::SignedInTheFuture
            | R::ChainBroken
            | R::NotYetValid
            | R::Expired
            | R::WrongPurpose
            | R::WrongPolicy
            | R::Revoked
            | R::AddressMismatch
            | R::HolderMismatch => Effect::Invalid,
        }
    }

    /// Says that the signer is not the author, and nothing against the signature.
    pub(super) fn is_of_binding(self) -> bool {
        matches!(self, Self::AddressMismatch | Self::NoAddress | Self::AddressNotConfirmed | Self::HolderMismatch)
    }
}
