//! The practice's public keys: root, issuing authority, server. Elliptic keys,
//! because they cost a millisecond where RSA costs half a second.

use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::server::danger::ClientCertVerifier;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, ServerConfig, SupportedProtocolVersion, crypto::ring};

/// What is right or wrong with the certificate that the servers show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ServerCertificate {
    #[default]
    Good,
    Expired,
    NotYetValid,
    /// Holds, but for another host.
    WrongName,
    /// Of an authority that is not among the practice's anchors.
    UnknownAuthority,
}

type Authority = CertifiedIssuer<'static, KeyPair>;

pub struct Pki {
    root: Authority,
    issuing: Authority,
}

/// A certificate with its chain, and its key.
pub struct Identity {
    pub chain: Vec<CertificateDer<'static>>,
    pub chain_pem: String,
    key: KeyPair,
}

impl Pki {
    pub fn new() -> Self {
        Self::of("du cabinet")
    }

    fn of(whom: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let root = CertifiedIssuer::self_signed(authority(&format!("AC racine {whom}")), key).unwrap();
        let key = KeyPair::generate().unwrap();
        let issuing = CertifiedIssuer::signed_by(authority(&format!("AC serveurs {whom}")), key, &root).unwrap();
        Self { root, issuing }
    }

    /// The anchor that a client has to trust.
    pub fn root_pem(&self) -> String {
        self.root.pem()
    }

    pub fn server(&self, kind: ServerCertificate) -> Identity {
        if kind == ServerCertificate::UnknownAuthority {
            return Self::of("de personne").server(ServerCertificate::Good);
        }
        let names: &[&str] = match kind {
            ServerCertificate::WrongName => &["autre.example"],
            _ => &["localhost", "127.0.0.1", "::1"],
        };
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        let mut params = CertificateParams::new(names).unwrap();
        params.distinguished_name.push(DnType::CommonName, "Serveur du cabinet");
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let (from, to) = match kind {
            ServerCertificate::Expired => (2020, 2021),
            ServerCertificate::NotYetValid => (2090, 2095),
            _ => (2020, 2095),
        };
        (params.not_before, params.not_after) = (date_time_ymd(from, 1, 1), date_time_ymd(to, 1, 1));
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuing).unwrap();
        Identity {
            chain: vec![certificate.der().clone(), self.issuing.der().clone()],
            chain_pem: certificate.pem() + &self.issuing.pem(),
            key,
        }
    }

    /// What a client of the practice is to trust, for tests that speak TLS themselves.
    pub fn client_config(&self) -> Arc<ClientConfig> {
        let mut roots = RootCertStore::empty();
        roots.add(self.root.der().clone()).unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        Arc::new(config)
    }
}

impl Identity {
    pub fn key_pem(&self) -> String {
        self.key.serialize_pem()
    }

    /// The same, letting in who shows a certificate that these accept.
    pub fn server_config_asking(
        &self,
        clients: Arc<dyn ClientCertVerifier>,
        versions: &[&'static SupportedProtocolVersion],
    ) -> Arc<ServerConfig> {
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(self.key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(versions)
            .unwrap()
            .with_client_cert_verifier(clients)
            .with_single_cert(self.chain.clone(), key)
            .unwrap();
        Arc::new(config)
    }

    pub fn server_config(&self) -> Arc<ServerConfig> {
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(self.key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(self.chain.clone(), key)
            .unwrap();
        Arc::new(config)
    }
}

fn authority(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.use_authority_key_identifier_extension = true;
    (params.not_before, params.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(2095, 1, 1));
    params
}
