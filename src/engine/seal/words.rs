//! Where the words of a verdict are found (`i18n`): each reason a sentence, each
//! kind of layer and each overall word its own.

use crate::domain::verdict::{Kind, Overall, Reason};

pub fn of_overall(overall: Overall) -> &'static str {
    match overall {
        Overall::Valid => "verdict-valid",
        Overall::ValidUnbound => "verdict-valid-unbound",
        Overall::Invalid => "verdict-invalid",
        Overall::Partial => "verdict-partial",
        Overall::None => "verdict-none",
        Overall::Unverifiable => "verdict-unverifiable",
    }
}

pub fn of_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Signed => "layer-signed",
        Kind::Encrypted => "layer-encrypted",
        Kind::EncryptedAuthenticated => "layer-encrypted-authenticated",
        Kind::Compressed => "layer-compressed",
        Kind::Unknown => "layer-unknown",
    }
}

pub fn of_reason(reason: Reason) -> &'static str {
    use Reason as R;
    match reason {
        R::SeveralFrom => "reason-several-from",
        R::FromUnreadable => "reason-from-unreadable",
        R::SenderDiffers => "reason-sender-differs",
        R::FromDiffers => "reason-from-differs",
        R::SubjectDiffers => "reason-subject-differs",
        R::DateDiffers => "reason-date-differs",
        R::RecipientsDiffer => "reason-recipients-differ",
        R::SecuredMessageAttached => "reason-secured-message-attached",
        R::TooDeep => "reason-too-deep",
        R::TooManyParts => "reason-too-many-parts",
        R::UnsignedParts => "reason-unsigned-parts",
        R::EncryptedBesideOthers => "reason-encrypted-beside-others",
        R::SignedOutsideEncryption => "reason-signed-outside-encryption",
        R::Unreadable => "reason-unreadable",
        R::NoSigner => "reason-no-signer",
        R::Unsupported => "reason-unsupported",
        R::LabelDiffers => "reason-label-differs",
        R::NoKey => "reason-no-key",
        R::KeyUnavailable => "reason-key-unavailable",
        R::DecryptionFailed => "reason-decryption-failed",
        R::CbcWithoutSignature => "reason-cbc-without-signature",
        R::WeakCipher => "reason-weak-cipher",
        R::ContentChanged => "reason-content-changed",
        R::SignatureWrong => "reason-signature-wrong",
        R::AttributesWrong => "reason-attributes-wrong",
        R::UnknownAlgorithm => "reason-unknown-algorithm",
        R::WeakDigest => "reason-weak-digest",
        R::CertificateMissing => "reason-certificate-missing",
        R::CertificateUnreadable => "reason-certificate-unreadable",
        R::NoSigningTime => "reason-no-signing-time",
        R::SignedInTheFuture => "reason-signed-in-the-future",
        R::SignedAtAnotherDate => "reason-signed-at-another-date",
        R::UnknownAuthority => "reason-unknown-authority",
        R::ChainBroken => "reason-chain-broken",
        R::AuthorityStopped => "reason-authority-stopped",
        R::TestCertificate => "reason-test-certificate",
        R::NotYetValid => "reason-not-yet-valid",
        R::Expired => "reason-expired",
        R::ExpiredSince => "reason-expired-since",
        R::WrongPurpose => "reason-wrong-purpose",
        R::WrongPolicy => "reason-wrong-policy",
        R::Revoked => "reason-revoked",
        R::RevocationNotChecked => "reason-revocation-not-checked",
        R::RevokedSince => "reason-revoked-since",
        R::WeakCertificate => "reason-weak-certificate",
        R::AddressMismatch => "reason-address-mismatch",
        R::NoAddress => "reason-no-address",
        R::AddressNotConfirmed => "reason-address-not-confirmed",
        R::HolderMismatch => "reason-holder-mismatch",
    }
}
