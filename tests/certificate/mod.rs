//! Who we are to a server that asks: certificates of the holder's, with keys in
//! files, on tokens and on cards, before real servers that let nobody else in.

mod card;
mod desk;
mod file;
mod handshake;
mod mailbox;
mod terminal;

use std::sync::Arc;

use openssl::pkcs12::Pkcs12;
use openssl::stack::Stack;
use sceau::crypto::Key;
use sceau::crypto::soft::SoftKey;
use sceau::domain::{AccountDraft, AuthMethod, Secret, Security};
use sceau::net::imap::Session;
use sceau::net::{Anchors, Connector, Identity, NetError, smtp};

use crate::support::card::certificate::{self, COMMON_NAME, Profile, purpose};
use crate::support::card::keys::Kind;
use crate::support::card::pki::{HealthPki, Issuer};
use crate::support::card::{Leaf, RPPS};
use crate::support::{Clients, Letter, Practice};

const PASSPHRASE: &str = "quatre mots sans rapport";

/// The practice, its servers wanting to know who comes, and who vouches for those
/// who do.
struct House {
    practice: Practice,
    pki: HealthPki,
    anchors: Anchors,
}

impl House {
    fn start() -> Self {
        let pki = HealthPki::start();
        let authorities = Issuer::ALL.iter().flat_map(|issuer| pki.authority(*issuer).pem()).collect();
        let names = [(format!("8{RPPS}"), "alice".to_owned())].into();
        let practice = Practice::builder().demanding(Clients { authorities, names }).start();
        let anchors = Anchors::only(&std::fs::read(practice.anchors_pem()).unwrap()).unwrap();
        Self { practice, pki, anchors }
    }

    /// A certificate in Alice's name, for signing in.
    fn alice(&self, kind: Kind) -> certificate::Identity {
        self.pki.issue(Issuer::Organisations, &profile("alice@cabinet.example", kind))
    }

    /// The account of who signs in by certificate alone, under this name or, with
    /// none, under that of the certificate.
    fn draft(&self, user: &str, security: Security) -> AccountDraft {
        let draft = self.practice.draft(self.practice.person("alice"), security);
        AccountDraft { user: user.to_owned(), auth: AuthMethod::Certificate, ..draft }
    }

    fn connector(&self, key: impl Key + 'static) -> Connector {
        Connector::new(&self.anchors).showing(Identity::new(Arc::new(key), &self.chain()).unwrap())
    }

    fn chain(&self) -> Vec<Vec<u8>> {
        vec![self.pki.authority(Issuer::Organisations).der.clone()]
    }

    /// Says whether the IMAP server lets us in.
    async fn imap(&self, connector: &Connector, draft: &AccountDraft, secret: &str) -> Result<(), NetError> {
        let secret = Secret::new(secret);
        let mut session = Session::open(&draft.incoming, connector.clone(), &draft.user, draft.auth, &secret).await?;
        assert!(session.folders().await?.iter().any(|folder| folder.path == "INBOX"));
        session.logout().await;
        Ok(())
    }

    async fn smtp(&self, connector: &Connector, draft: &AccountDraft, secret: &str) -> Result<(), NetError> {
        let (server, secret) = (draft.smtp.as_ref().unwrap(), Secret::new(secret));
        smtp::check(server, connector.clone(), &draft.user, draft.auth, &secret).await.map(|_| ())
    }
}

fn profile(name: &str, kind: Kind) -> Profile {
    let common_name = (COMMON_NAME, crate::support::card::utf8(name));
    Profile {
        subject: vec![certificate::relative(&[common_name])],
        purposes: vec![purpose::CLIENT],
        ..Profile::new(name, kind)
    }
}

fn soft(identity: &certificate::Identity) -> SoftKey {
    SoftKey::from_pkcs8(&identity.der, &identity.key.private_key_to_pkcs8().unwrap()).unwrap()
}

/// A PKCS#12 file with the key, its certificate, and who vouches for it.
fn key_file(house: &House, identity: &certificate::Identity) -> Vec<u8> {
    let mut chain = Stack::new().unwrap();
    chain.push(house.pki.authority(Issuer::Organisations).x509()).unwrap();
    let mut file = Pkcs12::builder();
    file.name("connexion").pkey(&identity.key).cert(&identity.x509()).ca(chain);
    file.build2(PASSPHRASE).unwrap().to_der().unwrap()
}

/// The card of a doctor: what it signs in with, and what it signs with.
fn doctor(pki: &HealthPki) -> (certificate::Identity, certificate::Identity) {
    (pki.leaf(Leaf::CpsAuthentication), pki.leaf(Leaf::CpsSignature))
}

fn letter() -> Letter {
    Letter::new("From: b@cabinet.example\r\nTo: a@cabinet.example\r\nSubject: un\r\n\r\nBonjour\r\n")
}
