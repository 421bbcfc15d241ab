//! Access tokens for XOAUTH2: JSON Web Tokens that Dovecot checks by itself
//! with a shared key (HS256).

use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

pub fn valid(key: &str, email: &str) -> String {
    token(key, email, SystemTime::now() + Duration::from_hours(1))
}

pub fn expired(key: &str, email: &str) -> String {
    token(key, email, SystemTime::now() - Duration::from_hours(1))
}

fn token(key: &str, email: &str, expires: SystemTime) -> String {
    let seconds = |time: SystemTime| time.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let issued = seconds(expires - Duration::from_hours(2));
    let header = r#"{"alg":"HS256","typ":"JWT","kid":"default"}"#;
    let claims =
        format!(r#"{{"sub":"{email}","email":"{email}","scope":"mail","iat":{issued},"exp":{}}}"#, seconds(expires));
    let signed = format!("{}.{}", BASE64_URL_SAFE_NO_PAD.encode(header), BASE64_URL_SAFE_NO_PAD.encode(claims));
    let seal = BASE64_URL_SAFE_NO_PAD.encode(hmac(key.as_bytes(), signed.as_bytes()));
    format!("{signed}.{seal}")
}

/// RFC 2104, for a key that is shorter than a block.
fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let padded = |with: u8| {
        let mut block = [with; 64];
        for (byte, key) in block.iter_mut().zip(key) {
            *byte ^= key;
        }
        block
    };
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize().into()
}
