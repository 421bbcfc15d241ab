//! A practice whose servers want to know who comes: they demand a certificate,
//! and let its holder in by its common name.

/// Who vouches for the certificates, and who they are for.
#[derive(Debug, Clone, Default)]
pub struct Clients {
    /// The authorities, PEM.
    pub authorities: Vec<u8>,
    /// Common names, each with the login whose mailbox it opens.
    pub names: Vec<(String, String)>,
}

/// The server's file of authorities, below the scratch directory.
pub const AUTHORITIES: &str = "clients.pem";

impl Clients {
    /// Dovecot ends no handshake over a certificate: it refuses the login.
    pub fn dovecot() -> &'static str {
        "ssl_ca = <@DIR@/clients.pem
ssl_require_crl = no
ssl_verify_client_cert = yes
auth_ssl_require_client_cert = yes
auth_ssl_username_from_cert = yes
auth_mechanisms = $auth_mechanisms external
passdb {
  driver = static
  mechanisms = external
  args = nopassword=y
}
"
    }

    /// Exim ends the handshake.
    pub fn exim() -> &'static str {
        "tls_verify_certificates = @DIR@/clients.pem\ntls_verify_hosts = *\n"
    }

    /// Not by Dovecot, which would want to read the certificate itself.
    pub fn exim_plain() -> &'static str {
        r"  driver = plaintext
  server_prompts = :
  server_condition = ${if eq{${extract{1}{:}{${lookup{$auth2}lsearch{@DIR@/users}}}}}{\{PLAIN\}$auth3}}
"
    }

    pub fn exim_external() -> &'static str {
        "
external:
  driver = external
  public_name = EXTERNAL
  server_advertise_condition = ${if eq{$tls_in_certificate_verified}{1}}
  server_condition = ${if eq{$tls_in_certificate_verified}{1}}
  server_set_id = $auth1
"
    }
}
