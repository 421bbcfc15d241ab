//! The rules of the judgement, one broken at a time.

use openssl::hash::MessageDigest;

use super::{
    Anchors, Candidate, Choice, Judgement, Origin, Purpose, Question, Reason, Revocation, Unchecked, Unfit, judge,
    recipient,
};
use crate::crypto::cert::Certificate;
use crate::crypto::cert::identifier as id;
use crate::crypto::cert::sample::{
    Authority, Draft, ListDraft, NOW, YEAR, called, curve_key, mutations, name, rsa_key, statement,
};
use crate::crypto::der::{element, object};
use crate::domain::{Email, Timestamp};

const ADDRESS: &str = "anne@cabinet.example";
const UNCHECKED: Reason = Reason::RevocationNotChecked(Unchecked::NowhereToAsk);

/// A root that is believed, an authority below it, and what is asked.
struct Bench {
    root: Authority,
    between: Vec<Certificate>,
    issuing: Authority,
    anchors: Anchors,
    revocation: Revocation,
    purpose: Purpose,
    at: Timestamp,
    now: Timestamp,
}

impl Bench {
    fn new() -> Self {
        let root = Authority::root("AC racine");
        let issuing = root.below("AC personnes");
        let mut anchors = Anchors::new();
        assert!(anchors.add_own(root.certificate.clone()));
        Self {
            between: vec![issuing.certificate.clone()],
            root,
            issuing,
            anchors,
            revocation: Revocation::new(),
            purpose: Purpose::Sign,
            at: NOW,
            now: NOW,
        }
    }

    /// With another authority in the place of the issuing one.
    fn under(draft: impl Fn(Draft) -> Draft) -> Self {
        let mut bench = Self::new();
        let key = curve_key();
        let certificate = draft(Draft::new(called("AC limitée"), &key)).signed_by(&bench.root);
        bench.between = vec![certificate.clone()];
        bench.issuing = Authority { certificate, key };
        bench
    }

    fn judge(&self, certificate: &Certificate) -> Judgement {
        judge(&Question {
            certificate,
            between: &self.between,
            anchors: &self.anchors,
            revocation: &self.revocation,
            purpose: self.purpose,
            at: self.at,
            now: self.now,
        })
    }

    /// What stands against a certificate made so, but for what was not checked.
    fn against(&self, draft: &Draft) -> Vec<Reason> {
        let judgement = self.judge(&draft.signed_by(&self.issuing));
        let found: Vec<Reason> = judgement.reasons().filter(|reason| **reason != UNCHECKED).cloned().collect();
        assert_eq!(judgement.is_trusted(), found.iter().all(|reason| !reason.refuses()), "{found:?}");
        found
    }
}

fn mail() -> Draft {
    Draft::mail(ADDRESS, &curve_key())
}

fn authority(draft: Draft) -> Draft {
    draft.with(id::BASIC_CONSTRAINTS, true, &[0x30, 3, 1, 1, 255]).usage(0b110)
}

#[test]
fn a_chain_without_fault_is_trusted_and_says_what_was_not_checked() {
    let bench = Bench::new();
    let judgement = bench.judge(&mail().signed_by(&bench.issuing));
    assert!(judgement.is_trusted());
    assert_eq!(judgement.origin, Some(Origin::Own));
    assert_eq!(judgement.chain.len(), 3);
    assert_eq!(judgement.reasons().cloned().collect::<Vec<_>>(), [UNCHECKED, UNCHECKED]);
}

#[test]
fn every_rule_of_the_certificate_itself_has_its_reason() {
    let bench = Bench::new();
    let (past, future) = (Timestamp(NOW.0 - 1), Timestamp(NOW.0 + 1));
    let critical = mail().with(&[0x2A, 3, 4], true, &[5, 0]);
    let unreadable = mail().with(id::POLICIES, false, &[5, 0]);
    let cases: Vec<(&str, Draft, Vec<Reason>)> = vec![
        ("good", mail(), vec![]),
        ("expired", Draft { until: past, ..mail() }, vec![Reason::Expired]),
        ("not yet valid", Draft { from: future, ..mail() }, vec![Reason::NotYetValid]),
        ("encrypts only", Draft::new(called("x"), &curve_key()).usage(0x20), vec![Reason::WrongUsage]),
        (
            "signs in only",
            Draft::new(called("x"), &curve_key()).usage(0x80).purposes(&[id::CLIENT_AUTHENTICATION]),
            vec![Reason::WrongPurpose],
        ),
        ("any purpose", Draft::new(called("x"), &curve_key()).purposes(&[id::ANY_USAGE]), vec![]),
        ("without limits", Draft::new(called("x"), &curve_key()), vec![]),
        ("asks for more", critical, vec![Reason::CriticalExtension("1.2.3.4".into())]),
        ("not readable", unreadable, vec![Reason::Unreadable("2.5.29.32".into())]),
        ("of a test", mail().with(id::PRODUCT_CATEGORY, false, &[4, 1, 0x80]), vec![Reason::TestCertificate]),
        ("no test", mail().with(id::PRODUCT_CATEGORY, false, &[4, 1, 3]), vec![]),
        ("SHA-1", Draft { digest: MessageDigest::sha1(), ..mail() }, vec![Reason::WeakAlgorithm]),
        ("short key", Draft::mail(ADDRESS, &rsa_key(1024)), vec![Reason::WeakAlgorithm]),
        ("unknown key", Draft { key: unknown_key(), ..mail() }, vec![Reason::UnknownAlgorithm]),
    ];
    for (what, draft, expected) in cases {
        assert_eq!(bench.against(&draft), expected, "{what}");
    }
}

fn unknown_key() -> Vec<u8> {
    let kind = object(&[0x2A, 0x81, 0x7A, 1, 0x47, 2, 6, 1]);
    element(0x30, &[&element(0x30, &[&kind]), &[3, 3, 0, 1, 2]])
}

#[test]
fn every_rule_of_an_authority_has_its_reason() {
    let basic = |value: &'static [u8]| move |draft: Draft| draft.with(id::BASIC_CONSTRAINTS, true, value);
    let path =
        |steps: u8| move |draft: Draft| draft.with(id::BASIC_CONSTRAINTS, true, &[0x30, 6, 1, 1, 255, 2, 1, steps]);
    let cases: Vec<(&str, Bench, Vec<Reason>)> = vec![
        ("no authority", Bench::under(basic(&[0x30, 0])), vec![Reason::NotAnAuthority]),
        ("says nothing of it", Bench::under(|draft| draft), vec![Reason::NotAnAuthority]),
        ("no steps below", Bench::under(path(0)), vec![]),
        (
            "may not sign",
            Bench::under(|draft| basic(&[0x30, 3, 1, 1, 255])(draft).usage(0x80)),
            vec![Reason::WrongUsage],
        ),
        (
            "for doors only",
            Bench::under(|draft| authority(draft).purposes(&[id::CLIENT_AUTHENTICATION])),
            vec![Reason::WrongPurpose],
        ),
        (
            "expired",
            Bench::under(|draft| Draft { until: Timestamp(NOW.0 - 1), ..authority(draft) }),
            vec![Reason::Expired],
        ),
    ];
    for (what, bench, expected) in cases {
        assert_eq!(bench.against(&mail()), expected, "{what}");
    }
}

#[test]
fn an_authority_too_many_is_counted() {
    let bench = Bench::under(|draft| draft.with(id::BASIC_CONSTRAINTS, true, &[0x30, 6, 1, 1, 255, 2, 1, 0]));
    let below = bench.issuing.below("AC de trop");
    let mut longer = bench;
    longer.between.push(below.certificate.clone());
    longer.issuing = below;
    assert_eq!(longer.against(&mail()), [Reason::PathTooLong]);
}

#[test]
fn a_stranger_and_a_forger_are_told_apart() {
    let bench = Bench::new();
    let stranger = Authority::root("AC de personne");
    let unknown = bench.judge(&mail().signed_by(&stranger));
    assert_eq!(unknown.reasons().collect::<Vec<_>>(), [&Reason::UnknownAuthority]);
    // Bears the right name, with another key.
    let forged = bench.judge(&mail().signed_as(bench.issuing.certificate.subject(), &stranger.key));
    assert_eq!(forged.reasons().collect::<Vec<_>>(), [&Reason::BadSignature]);
    assert!(!unknown.is_trusted() && !forged.is_trusted());
}

#[test]
fn a_root_that_comes_with_the_message_is_believed_by_nobody() {
    let mut bench = Bench::new();
    let stranger = Authority::root("AC racine");
    bench.between.push(stranger.certificate.clone());
    let judgement = bench.judge(&mail().signed_by(&stranger));
    assert!(!judgement.is_trusted());
    assert_eq!(judgement.origin, None);
}

#[test]
fn what_expired_since_is_told_and_believed() {
    let mut bench = Bench::new();
    let draft = Draft { until: Timestamp(NOW.0 - 10), ..mail() };
    bench.at = Timestamp(NOW.0 - 20);
    assert_eq!(bench.against(&draft), [Reason::ExpiredSince]);
}

#[test]
fn a_date_to_come_makes_nothing_valid() {
    let mut bench = Bench::new();
    bench.at = Timestamp(NOW.0 + YEAR / 2);
    assert_eq!(bench.against(&Draft { from: Timestamp(NOW.0 + 10), ..mail() }), [Reason::NotYetValid]);
}

#[test]
fn the_old_authority_is_named_and_the_tests_of_another_too() {
    for (issuer, expected) in [
        ("GIP-CPS CLASSE-1", vec![Reason::IgcCpsStopped]),
        ("AC-CLASSE-4", vec![Reason::IgcCpsStopped]),
        ("TEST CLASSE-1", vec![Reason::TestCertificate, Reason::IgcCpsStopped]),
        ("TEST AC IGC-SANTE FORT PERSONNES", vec![Reason::TestCertificate]),
    ] {
        let mut bench = Bench::new();
        bench.issuing = bench.root.below(issuer);
        bench.between = vec![bench.issuing.certificate.clone()];
        assert_eq!(bench.against(&mail()), expected, "{issuer}");
    }
}

#[test]
fn an_authority_speaks_only_for_the_names_that_it_was_given() {
    let base = |tag: u8, text: &[u8]| element(0x30, &[&element(tag, &[text])]);
    let limits = |permitted: Vec<u8>, excluded: Vec<u8>| {
        let part = |tag: u8, bases: &[u8]| if bases.is_empty() { Vec::new() } else { element(tag, &[bases]) };
        let value = element(0x30, &[&part(0xA0, &permitted), &part(0xA1, &excluded)]);
        Bench::under(move |draft| authority(draft).with(id::NAME_CONSTRAINTS, true, &value))
    };
    let unit = name(&[&[statement(id::UNIT, 0x0C, b"ailleurs")]]);
    let cases = [
        ("its domain", limits(base(0x81, b"cabinet.example"), vec![]), true),
        ("its address", limits(base(0x81, b"Anne@Cabinet.example"), vec![]), true),
        ("another's address", limits(base(0x81, b"jean@cabinet.example"), vec![]), false),
        ("another domain", limits(base(0x81, b"other.example"), vec![]), false),
        ("domains below", limits(base(0x81, b".cabinet.example"), vec![]), false),
        ("not this one", limits(vec![], base(0x81, b"cabinet.example")), false),
        ("not others", limits(vec![], base(0x81, b"other.example")), true),
        ("another tree", limits(base(0xA4, &unit), vec![]), false),
        ("not another tree", limits(vec![], base(0xA4, &unit)), true),
        ("hosts", limits(base(0x82, b"other.example"), vec![]), true),
        ("nothing readable", limits(vec![5, 0], vec![]), false),
    ];
    for (what, bench, holds) in cases {
        let expected = if holds { vec![] } else { vec![Reason::NameConstraint] };
        assert_eq!(bench.against(&mail()), expected, "{what}");
    }
}

#[test]
fn a_policy_that_is_asked_for_has_to_lead_down() {
    let policy = |last: u8| element(0x30, &[&element(0x30, &[&object(&[0x2A, 3, last])])]);
    let any = element(0x30, &[&element(0x30, &[&object(id::ANY_POLICY)])]);
    let asking = |value: Vec<u8>| {
        let limited = move |draft: Draft| authority(draft).with(id::POLICY_CONSTRAINTS, true, &[0x30, 3, 0x80, 1, 0]);
        Bench::under(move |draft| limited(draft).with(id::POLICIES, false, &value))
    };
    let cases = [
        ("the same", asking(policy(4)), mail().with(id::POLICIES, false, &policy(4)), true),
        ("another", asking(policy(4)), mail().with(id::POLICIES, false, &policy(5)), false),
        ("none", asking(policy(4)), mail(), false),
        ("any above", asking(any.clone()), mail().with(id::POLICIES, false, &policy(5)), true),
        ("any below", asking(policy(4)), mail().with(id::POLICIES, false, &any), true),
        ("not asked for", Bench::new(), mail(), true),
    ];
    for (what, bench, draft, holds) in cases {
        let expected = if holds { vec![] } else { vec![Reason::Policy] };
        assert_eq!(bench.against(&draft), expected, "{what}");
    }
}

#[test]
fn of_several_chains_the_best_is_taken() {
    let mut bench = Bench::new();
    // The same authority, certified a second time by nobody, and stale.
    let stranger = Authority::root("AC racine");
    let stale = Draft { until: Timestamp(NOW.0 - 1), ..Draft::authority("AC personnes", &bench.issuing.key) };
    bench.between.insert(0, stale.signed_by(&stranger));
    bench.between.insert(0, stale.signed_by(&bench.root));
    assert_eq!(bench.against(&mail()), []);
}

#[test]
fn a_flood_of_authorities_of_one_name_ends() {
    let mut bench = Bench::new();
    let key = curve_key();
    // Each signed each of the others: the ways up are beyond counting.
    let draft = |serial: u8| Draft { serial: vec![2, 1, serial], ..Draft::authority("AC", &key) };
    bench.between = (0..40).map(|serial| draft(serial).signed_as(&called("AC"), &key)).collect();
    let judgement = bench.judge(&mail().signed_as(&called("AC"), &key));
    assert_eq!(judgement.origin, None);
}

#[test]
fn what_the_user_believes_needs_no_authority() {
    let mut bench = Bench::new();
    let key = curve_key();
    let draft = Draft::mail(ADDRESS, &key);
    let own = draft.signed_as(&draft.subject, &key);
    assert!(!bench.judge(&own).is_trusted());
    assert!(bench.anchors.add_own(own.clone()));
    assert!(bench.judge(&own).is_trusted());
    // But it makes nobody else believed.
    let other = mail().signed_as(own.subject(), &key);
    assert!(bench.judge(&other).reasons().any(|reason| *reason == Reason::NotAnAuthority));
}

#[test]
fn a_revocation_reaches_back_unless_the_key_was_in_good_hands() {
    let certificate_of = |bench: &Bench| mail().signed_by(&bench.issuing);
    let since = Timestamp(NOW.0 - 1_000);
    let (stolen, replaced) = (1, 4);
    for (reason, used, refused) in [(stolen, -2_000, true), (replaced, -2_000, false), (replaced, -500, true)] {
        let mut bench = Bench::new();
        let certificate = certificate_of(&bench);
        let list = ListDraft::new(1).revoking(&certificate, since, reason).signed_by(&bench.issuing);
        let _ = bench.revocation.add_list(&list, &[&bench.issuing.certificate]).unwrap();
        bench.at = Timestamp(NOW.0 + used);
        let judgement = bench.judge(&certificate);
        let named = judgement.reasons().any(|one| match one {
            Reason::Revoked { at, .. } => refused && *at == since,
            Reason::RevokedSince { at, .. } => !refused && *at == since,
            _ => false,
        });
        assert!(named, "{judgement:?}");
        assert_eq!(judgement.is_trusted(), !refused);
    }
}

#[test]
fn the_purposes_are_kept_apart() {
    let mut bench = Bench::new();
    let door = Draft::new(called("x"), &curve_key()).usage(0x80).purposes(&[id::CLIENT_AUTHENTICATION]);
    let closed = Draft::new(called("x"), &curve_key()).usage(0x20).purposes(&[id::EMAIL_PROTECTION]);
    bench.purpose = Purpose::Authenticate;
    assert_eq!(bench.against(&door), []);
    assert_eq!(bench.against(&closed), [Reason::WrongUsage, Reason::WrongPurpose]);
    bench.purpose = Purpose::Encrypt;
    assert_eq!(bench.against(&closed), []);
    assert_eq!(bench.against(&door), [Reason::WrongUsage, Reason::WrongPurpose]);
}

#[test]
fn only_the_nine_fingerprints_make_an_igc_sante() {
    let mut anchors = Anchors::new();
    let named = Authority::root("AC RACINE IGC-SANTE FORT");
    assert_eq!(anchors.take_igc_sante(named.certificate.der()), 0);
    assert_eq!(anchors.iter().count(), 0);
}

#[test]
fn the_newest_certificate_that_fits_is_written_to() {
    let bench = Bench::new();
    let closed = |from: i64| {
        let draft = Draft::new(called("x"), &curve_key()).usage(0x20).purposes(&[id::EMAIL_PROTECTION]);
        Draft { from: Timestamp(NOW.0 + from), ..draft }
    };
    let sign = |draft: Draft| draft.signed_by(&bench.issuing);
    let (older, newer) = (sign(closed(-500).address(ADDRESS)), sign(closed(-100).address(ADDRESS)));
    let (early, other) = (sign(closed(100).address(ADDRESS)), sign(closed(-50).address("jean@cabinet.example")));
    let (signs, nameless) =
        (sign(Draft::new(called("x"), &curve_key()).usage(0x80).address(ADDRESS)), sign(closed(-10)));
    let choose = |certificates: &[(&Certificate, bool)]| {
        let of = |&(certificate, bound): &(_, bool)| Candidate { certificate, bound };
        let candidates: Vec<Candidate<'_>> = certificates.iter().map(of).collect();
        let address = Email::parse("Anne@Cabinet.Example").unwrap();
        recipient(&address, &candidates, &bench.between, &bench.anchors, &bench.revocation, NOW)
    };
    let chosen = |choice: Result<Choice, Unfit>| choice.unwrap().certificate;
    assert_eq!(chosen(choose(&[(&older, false), (&newer, false), (&other, false), (&early, false)])), newer);
    assert_eq!(chosen(choose(&[(&nameless, true)])), nameless, "bound by the directory");
    assert_eq!(choose(&[]), Err(Unfit::NoneAtHand));
    assert_eq!(choose(&[(&other, false), (&nameless, false)]), Err(Unfit::OtherAddress));
    assert_eq!(choose(&[(&other, false), (&signs, false)]), Err(Unfit::OtherUse));
    let Err(Unfit::NotTrusted(judgement)) = choose(&[(&other, false), (&early, false)]) else { panic!("was chosen") };
    assert!(judgement.reasons().any(|reason| *reason == Reason::NotYetValid));
}

#[test]
fn no_byte_of_a_certificate_can_be_changed_and_be_believed() {
    let bench = Bench::new();
    let good = mail().signed_by(&bench.issuing);
    assert!(bench.judge(&good).is_trusted());
    let mut read = 0;
    for mutation in mutations(good.der()) {
        let Ok(certificate) = Certificate::read(&mutation) else { continue };
        read += 1;
        let _ = (certificate.holder(), certificate.addresses());
        // What comes after a certificate is not of it.
        if certificate.der() != good.der() {
            assert!(!bench.judge(&certificate).is_trusted());
        }
    }
    assert!(read > 1_000, "only {read} could be read at all");
}

#[test]
fn no_byte_of_a_list_can_be_changed_and_be_taken() {
    let bench = Bench::new();
    let certificate = mail().signed_by(&bench.issuing);
    let authorities = [&bench.issuing.certificate];
    let list = ListDraft::new(7).revoking(&certificate, Timestamp(NOW.0 - 9), 1).signed_by(&bench.issuing);
    let mut tried = 0;
    for mutation in mutations(&list) {
        if !mutation.starts_with(&list) {
            assert!(Revocation::new().add_list(&mutation, &authorities).is_err());
            tried += 1;
        }
    }
    assert!(tried > 2_000, "{tried}");
}
