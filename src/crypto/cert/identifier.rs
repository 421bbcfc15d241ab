//! Object identifiers of certificates and revocation lists, by their names, as
//! the bytes that stand in a structure. Those that messages share with
//! certificates (algorithms) are in `crypto::oid`.

// Attributes of a name (X.520).

pub const COMMON_NAME: &[u8] = &[0x55, 0x04, 0x03];
pub const SURNAME: &[u8] = &[0x55, 0x04, 0x04];
pub const ORGANIZATION: &[u8] = &[0x55, 0x04, 0x0A];
pub const UNIT: &[u8] = &[0x55, 0x04, 0x0B];
pub const TITLE: &[u8] = &[0x55, 0x04, 0x0C];
pub const GIVEN_NAME: &[u8] = &[0x55, 0x04, 0x2A];
pub const EMAIL_ADDRESS: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x01];

// Extensions of a certificate.

pub const SUBJECT_KEY: &[u8] = &[0x55, 0x1D, 0x0E];
pub const KEY_USAGE: &[u8] = &[0x55, 0x1D, 0x0F];
pub const SUBJECT_ALTERNATIVE: &[u8] = &[0x55, 0x1D, 0x11];
pub const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1D, 0x13];
pub const NAME_CONSTRAINTS: &[u8] = &[0x55, 0x1D, 0x1E];
pub const DISTRIBUTION_POINTS: &[u8] = &[0x55, 0x1D, 0x1F];
pub const POLICIES: &[u8] = &[0x55, 0x1D, 0x20];
pub const ANY_POLICY: &[u8] = &[0x55, 0x1D, 0x20, 0x00];
pub const POLICY_MAPPINGS: &[u8] = &[0x55, 0x1D, 0x21];
pub const AUTHORITY_KEY: &[u8] = &[0x55, 0x1D, 0x23];
pub const POLICY_CONSTRAINTS: &[u8] = &[0x55, 0x1D, 0x24];
pub const EXTENDED_USAGE: &[u8] = &[0x55, 0x1D, 0x25];
pub const FRESHEST_LIST: &[u8] = &[0x55, 0x1D, 0x2E];
pub const INHIBIT_ANY_POLICY: &[u8] = &[0x55, 0x1D, 0x36];
pub const INFORMATION_ACCESS: &[u8] = &[0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x01, 0x01];

// What extended usage allows.

pub const ANY_USAGE: &[u8] = &[0x55, 0x1D, 0x25, 0x00];
pub const CLIENT_AUTHENTICATION: &[u8] = &[0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x02];
pub const EMAIL_PROTECTION: &[u8] = &[0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x04];
pub const OCSP_SIGNING: &[u8] = &[0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x09];
pub const SMART_CARD_LOGON: &[u8] = &[0x2B, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x14, 0x02, 0x02];

// Where more is to be had.

pub const ACCESS_OCSP: &[u8] = &[0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01];
pub const ACCESS_ISSUERS: &[u8] = &[0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x02];

/// An address in UTF-8 among the other names (RFC 9598).
pub const SMTP_UTF8_MAILBOX: &[u8] = &[0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x08, 0x09];

// Revocation lists.

pub const LIST_NUMBER: &[u8] = &[0x55, 0x1D, 0x14];
pub const REASON: &[u8] = &[0x55, 0x1D, 0x15];
pub const INVALIDITY_DATE: &[u8] = &[0x55, 0x1D, 0x18];
pub const DELTA_LIST: &[u8] = &[0x55, 0x1D, 0x1B];
pub const ISSUING_POINT: &[u8] = &[0x55, 0x1D, 0x1C];
pub const CERTIFICATE_ISSUER: &[u8] = &[0x55, 0x1D, 0x1D];
pub const EXPIRED_ON_LIST: &[u8] = &[0x55, 0x1D, 0x3C];

// OCSP.

pub const BASIC_ANSWER: &[u8] = &[0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x01];
pub const NONCE: &[u8] = &[0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x02];

// Extensions of the French health cards (ANS nomenclatures).

pub const CARD_KIND: &[u8] = &[0x2A, 0x81, 0x7A, 0x01, 0x47, 0x01, 0x02, 0x02];
pub const CARD_SERIAL: &[u8] = &[0x2A, 0x81, 0x7A, 0x01, 0x47, 0x01, 0x02, 0x03];
pub const PRODUCT_CATEGORY: &[u8] = &[0x2A, 0x81, 0x7A, 0x01, 0x47, 0x01, 0x02, 0x05];
pub const PROFESSION: &[u8] = &[0x2A, 0x81, 0x7A, 0x01, 0x47, 0x01, 0x02, 0x07];
pub const SPECIALITY: &[u8] = &[0x2A, 0x81, 0x7A, 0x01, 0x47, 0x04, 0x02, 0x05];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::oid::text;

    #[test]
    fn each_name_is_the_identifier_that_the_standards_give() {
        for (identifier, dotted) in [
            (COMMON_NAME, "2.5.4.3"),
            (SURNAME, "2.5.4.4"),
            (ORGANIZATION, "2.5.4.10"),
            (UNIT, "2.5.4.11"),
            (TITLE, "2.5.4.12"),
            (GIVEN_NAME, "2.5.4.42"),
            (EMAIL_ADDRESS, "1.2.840.113549.1.9.1"),
            (SUBJECT_KEY, "2.5.29.14"),
            (KEY_USAGE, "2.5.29.15"),
            (SUBJECT_ALTERNATIVE, "2.5.29.17"),
            (BASIC_CONSTRAINTS, "2.5.29.19"),
            (NAME_CONSTRAINTS, "2.5.29.30"),
            (DISTRIBUTION_POINTS, "2.5.29.31"),
            (POLICIES, "2.5.29.32"),
            (ANY_POLICY, "2.5.29.32.0"),
            (POLICY_MAPPINGS, "2.5.29.33"),
            (AUTHORITY_KEY, "2.5.29.35"),
            (POLICY_CONSTRAINTS, "2.5.29.36"),
            (EXTENDED_USAGE, "2.5.29.37"),
            (FRESHEST_LIST, "2.5.29.46"),
            (INHIBIT_ANY_POLICY, "2.5.29.54"),
            (INFORMATION_ACCESS, "1.3.6.1.5.5.7.1.1"),
            (ANY_USAGE, "2.5.29.37.0"),
            (CLIENT_AUTHENTICATION, "1.3.6.1.5.5.7.3.2"),
            (EMAIL_PROTECTION, "1.3.6.1.5.5.7.3.4"),
            (OCSP_SIGNING, "1.3.6.1.5.5.7.3.9"),
            (SMART_CARD_LOGON, "1.3.6.1.4.1.311.20.2.2"),
            (ACCESS_OCSP, "1.3.6.1.5.5.7.48.1"),
            (ACCESS_ISSUERS, "1.3.6.1.5.5.7.48.2"),
            (SMTP_UTF8_MAILBOX, "1.3.6.1.5.5.7.8.9"),
            (LIST_NUMBER, "2.5.29.20"),
            (REASON, "2.5.29.21"),
            (INVALIDITY_DATE, "2.5.29.24"),
            (DELTA_LIST, "2.5.29.27"),
            (ISSUING_POINT, "2.5.29.28"),
            (CERTIFICATE_ISSUER, "2.5.29.29"),
            (EXPIRED_ON_LIST, "2.5.29.60"),
            (BASIC_ANSWER, "1.3.6.1.5.5.7.48.1.1"),
            (NONCE, "1.3.6.1.5.5.7.48.1.2"),
            (CARD_KIND, "1.2.250.1.71.1.2.2"),
            (CARD_SERIAL, "1.2.250.1.71.1.2.3"),
            (PRODUCT_CATEGORY, "1.2.250.1.71.1.2.5"),
            (PROFESSION, "1.2.250.1.71.1.2.7"),
            (SPECIALITY, "1.2.250.1.71.4.2.5"),
        ] {
            assert_eq!(text(identifier), dotted);
        }
    }
}
