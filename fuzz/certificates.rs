//! What the fuzz target of certificates runs, and what has to hold for any
//! bytes at all. The tests run the same over changed files of OpenSSL.

use sceau::{
    crypto::{cert::Certificate, trust},
    domain::Timestamp,
};

/// Any bytes are a certificate, a chain, a list or an answer, or are refused;
/// and with nobody believed, nothing is.
pub(crate) fn certificate(data: &[u8]) {
    let (anchors, mut revocation) = (trust::Anchors::new(), trust::Revocation::new());
    let found = trust::certificates(data);
    assert_eq!(trust::Anchors::new().take_igc_sante(data), 0);
    for certificate in &found {
        assert_eq!(Certificate::read(certificate.der()).as_ref(), Ok(certificate));
        let _ = (certificate.holder(), certificate.addresses(), certificate.fingerprint());
        let _ = trust::request(certificate, certificate, None);
        let _ = revocation.add_answer(data, certificate, certificate, None);
        let _ = revocation.add_list(data, &[certificate]);
        let now = Timestamp(1_800_000_000);
        let judgement = trust::judge(&trust::Question {
            certificate,
            between: &found,
            anchors: &anchors,
            revocation: &revocation,
            purpose: trust::Purpose::Sign,
            at: now,
            now,
        });
        assert!(!judgement.is_trusted());
    }
}
