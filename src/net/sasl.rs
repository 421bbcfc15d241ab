//! The first words of a login (SASL), encoded, as IMAP and SMTP both send them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::domain::Secret;

/// RFC 4616.
pub(super) fn plain(user: &str, password: &Secret) -> Secret {
    encoded(&Secret::new(format!("\0{user}\0{}", password.expose())))
}

/// The form that Google and Microsoft made; MSSanté operators ask for it.
pub(super) fn xoauth2(user: &str, token: &Secret) -> Secret {
    encoded(&Secret::new(format!("user={user}\x01auth=Bearer {}\x01\x01", token.expose())))
}

/// Who it is to be of those that the certificate stands for (RFC 4422, appendix
/// A); without a name the server takes it from the certificate.
pub(super) fn external(user: &str) -> Secret {
    encoded(&Secret::new(user))
}

/// A first answer beside its command, where `=` stands for an empty one.
pub(super) fn beside(mechanism: &str, first: &Secret) -> Secret {
    Secret::new(format!("{mechanism} {}", if first.is_empty() { "=" } else { first.expose() }))
}

pub(super) fn encoded(text: &Secret) -> Secret {
    Secret::new(BASE64.encode(text.expose()))
}

/// Every form in which a secret travels, so that none is quoted back.
pub(super) fn forms(user: &str, secret: &Secret) -> [Secret; 4] {
    [secret.clone(), encoded(secret), plain(user, secret), xoauth2(user, secret)]
}

#[cfg(test)]
mod tests {
    use super::{plain, xoauth2};
    use crate::domain::Secret;

    #[test]
    fn the_first_words_are_those_of_the_standards() {
        assert_eq!(plain("tim", &Secret::new("tanstaaftanstaaf")).expose(), "AHRpbQB0YW5zdGFhZnRhbnN0YWFm");
        let bearer = xoauth2("someuser@example.com", &Secret::new("ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg=="));
        assert_eq!(
            bearer.expose(),
            "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2c9PQEB"
        );
    }
}
