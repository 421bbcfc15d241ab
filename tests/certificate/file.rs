//! Keys out of a PKCS#12 file, before Dovecot and Exim that demand them.

use sceau::crypto::soft::SoftKey;
use sceau::domain::{AuthMethod, Leave, Protocol, Secret, Security};
use sceau::net::{Connector, NetError, OwnCertificate, pop3};

use super::{House, PASSPHRASE, key_file, profile, soft};
use crate::support::card::certificate::{self, Profile};
use crate::support::card::keys::Kind;
use crate::support::card::pki::Issuer;

#[tokio::test]
async fn a_certificate_opens_every_server_without_a_password() {
    let house = House::start();
    for kind in [Kind::Rsa, Kind::Elliptic] {
        let file = key_file(&house, &house.alice(kind));
        let imported = SoftKey::from_pkcs12(&file, &Secret::new(PASSPHRASE)).unwrap();
        let connector = house.connector(imported.key);
        for security in [Security::Tls, Security::StartTls] {
            for user in ["", "alice@cabinet.example"] {
                let draft = house.draft(user, security);
                assert_eq!(house.imap(&connector, &draft, "").await, Ok(()), "{kind:?} {security:?} {user}");
                assert_eq!(house.smtp(&connector, &draft, "").await, Ok(()), "{kind:?} {security:?} {user}");
            }
            let alice = house.practice.person("alice");
            let pop = house.practice.pop_draft(alice, security, Leave::OnServer);
            assert!(matches!(pop.protocol, Protocol::Pop3(_)));
            let opened =
                pop3::check(&pop.incoming, connector.clone(), "", AuthMethod::Certificate, &Secret::new("")).await;
            assert_eq!(opened, Ok(()), "{kind:?} {security:?}");
        }
    }
}

#[tokio::test]
async fn a_password_goes_on_behind_a_certificate() {
    let house = House::start();
    let alice = house.practice.person("alice");
    let draft = house.practice.draft(alice, Security::StartTls);
    let connector = house.connector(soft(&house.alice(Kind::Rsa)));
    assert_eq!(house.imap(&connector, &draft, &alice.password).await, Ok(()));
    assert_eq!(house.smtp(&connector, &draft, &alice.password).await, Ok(()));
    let wrong = house.imap(&connector, &draft, "autre").await;
    assert!(matches!(wrong, Err(NetError::LoginRefused { .. })), "{wrong:?}");
}

#[tokio::test]
async fn a_certificate_does_not_open_the_mailbox_of_another() {
    let house = House::start();
    let connector = house.connector(soft(&house.alice(Kind::Elliptic)));
    let refused = house.imap(&connector, &house.draft("bob@cabinet.example", Security::Tls), "").await;
    assert!(matches!(refused, Err(NetError::LoginRefused { .. })), "{refused:?}");
}

#[tokio::test]
async fn a_server_that_gets_no_certificate_or_a_bad_one_says_so() {
    let house = House::start();
    let alice = house.practice.person("alice");
    let wanted = Err(NetError::OwnCertificate(OwnCertificate::Wanted));
    let none = Connector::new(&house.anchors);
    let stranger = certificate::root(&profile("alice@cabinet.example", Kind::Elliptic));
    let expired = Profile { years: (2015, 2018), ..profile("alice@cabinet.example", Kind::Rsa) };
    let expired = house.pki.issue(Issuer::Organisations, &expired);
    for security in [Security::Tls, Security::StartTls] {
        let draft = house.practice.draft(alice, security);
        let pop = house.practice.pop_draft(alice, security, Leave::OnServer);
        assert_eq!(house.imap(&none, &draft, &alice.password).await, wanted, "{security:?}");
        let popped = pop3::check(&pop.incoming, none.clone(), &draft.user, draft.auth, &alice.secret()).await;
        assert_eq!(popped, wanted, "{security:?}");
        assert_eq!(house.smtp(&none, &draft, &alice.password).await, wanted, "{security:?}");
        for bad in [&stranger, &expired] {
            let connector = house.connector(soft(bad));
            assert_eq!(house.imap(&connector, &draft, &alice.password).await, wanted, "{security:?}");
            let sent = house.smtp(&connector, &draft, &alice.password).await;
            assert!(matches!(sent, Err(NetError::OwnCertificate(_))), "{security:?} {sent:?}");
        }
    }
}
