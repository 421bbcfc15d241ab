//! What the fuzz target of CMS runs, and what has to hold for any bytes at all.
//! The tests run the same over real messages, cut and flipped.

use sceau::crypto::{
    Key,
    cms::{self, Content},
};

/// Any bytes are a message or are refused; what is read is checked and opened
/// without a fall.
pub(crate) fn read(data: &[u8], keys: &[&dyn Key]) {
    match cms::read(data) {
        Ok(Content::Signed(signed)) => {
            let content = signed.content().unwrap_or_default();
            for signer in signed.signers() {
                for certificate in signed.certificates().iter().take(4) {
                    let _ = signer.matches(certificate);
                    let _ = signed.check(signer, certificate, &content);
                }
            }
        }
        Ok(Content::Enveloped(enveloped)) => {
            if let Ok(opened) = enveloped.open(keys) {
                assert!(opened.content.len() <= data.len());
            }
        }
        Ok(Content::Other(_)) | Err(_) => {}
    }
}
